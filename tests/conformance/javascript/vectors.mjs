// Reads the vectors: those of the project and those of the folders that DAEJO_EXTRA_VECTORS lists.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OWN = fileURLToPath(new URL('../../vectors', import.meta.url));

/** Every vector as `{ place, operation, name, input, expect }`; a folder's files by relative path in byte order. */
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
