// Writes the vectors as a TypeScript program: the declared types have to take each input and promise each output.
import { mkdirSync, writeFileSync } from 'node:fs';
import { camelCase } from './outcome.mjs';
import { readOperations } from './operations.mjs';
import { readVectors } from './vectors.mjs';

// Beside the packages, so that their names are found from there.
const folder = new URL('node_modules/.daejo/', import.meta.url);
// `malformed.json` goes to the edge of what is taken, and beyond what a program should write.
const well = readVectors(readOperations()).filter(
  ({ place, input, expect }) => typeof input === 'object' && !expect.malformed && !place.includes('/malformed.json#'),
);
const lines = well.flatMap(({ place, operation, input, expect }, at) => [
  `// ${place}`,
  `export const input${at}: Parameters<typeof daejo.${camelCase(operation)}>[0] = ${JSON.stringify(input)};`,
  `export const output${at}: ReturnType<typeof daejo.${camelCase(operation)}> = ${JSON.stringify(expect)};`,
]);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('vectors.mts', folder), `import * as daejo from '@daejo/web/server';\n\n${lines.join('\n')}\n`);
console.log(`${well.length} vectors as TypeScript`);
