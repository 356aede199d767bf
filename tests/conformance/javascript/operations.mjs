// The names of the operations in the core's case, read from the built WebAssembly package.
import { readFileSync } from 'node:fs';

/** All operations (`server`) or those of the client (`client`). */
export function readOperations(surface = 'server') {
  const module = readFileSync(new URL(`node_modules/@daejo/web/dist/${surface}/operations.js`, import.meta.url), 'utf8');
  return [...module.matchAll(/call\(core\.(\w+), input\)/g)].map(([, name]) => name);
}
