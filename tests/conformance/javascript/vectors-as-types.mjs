// Writes the vectors as a TypeScript program: the declared types must accept each input and each output.
import { mkdirSync, writeFileSync } from 'node:fs';
import { camelCase } from './outcome.mjs';
import { readOperations } from './operations.mjs';
import { readVectors } from './vectors.mjs';

// Inside `node_modules`, so that the compiler finds the packages.
const folder = new URL('node_modules/.daejo/', import.meta.url);
// `malformed.json` has inputs that are accepted but that the types forbid on purpose.
const wellFormed = readVectors(readOperations()).filter(
  ({ place, input, expect }) => typeof input === 'object' && !expect.malformed && !place.includes('/malformed.json#'),
);
const lines = wellFormed.flatMap(({ place, operation, input, expect }, at) => [
  `// ${place}`,
  `export const input${at}: Parameters<typeof daejo.${camelCase(operation)}>[0] = ${JSON.stringify(input)};`,
  `export const output${at}: ReturnType<typeof daejo.${camelCase(operation)}> = ${JSON.stringify(expect)};`,
]);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('vectors.mts', folder), `import * as daejo from '@daejo/web/server';\n\n${lines.join('\n')}\n`);
console.log(`${wellFormed.length} vectors as TypeScript`);
