// Reads the vectors of the project and of the folders in DAEJO_EXTRA_VECTORS.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(new URL('../../vectors', import.meta.url));

/** All vectors, as `{ place, operation, name, input, expect }`. The files of a folder are in byte order of their paths. */
export function readVectors(operations) {
  const extra = (process.env.DAEJO_EXTRA_VECTORS ?? '').split(delimiter).filter(Boolean);
  return [OWN, ...extra].flatMap((folder) => readFolder(folder, operations));
}

function readFolder(folder, operations) {
  return operations
    .filter((operation) => existsSync(join(folder, operation)))
    .flatMap((operation) => readdirSync(join(folder, operation)).map((file) => ({ operation, path: `${operation}/${file}` })))
    .filter(({ path }) => path.endsWith('.json'))
    .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
    .flatMap(({ operation, path }) =>
      JSON.parse(readFileSync(join(folder, path), 'utf8')).vectors.map(({ name, input, expect }, index) => ({
        place: `${path}#${index}`,
        operation,
        name,
        input,
        expect,
      })),
    );
}
