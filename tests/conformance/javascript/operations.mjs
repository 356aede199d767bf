// The operations' names as the core writes them, told by the WebAssembly that was built.
import { readFileSync } from 'node:fs';

/** Names in the core's case: of the whole, or of the client's surface. */
export function readOperations(surface = 'server') {
  const module = readFileSync(new URL(`node_modules/@daejo/web/dist/${surface}/operations.js`, import.meta.url), 'utf8');
  return [...module.matchAll(/call\(core\.(\w+), input\)/g)].map(([, name]) => name);
}
