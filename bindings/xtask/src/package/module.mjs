// Writes a folder's WebAssembly into a module: the only form that every bundler carries to a server unasked.
import { readFileSync, writeFileSync } from 'node:fs';

const folder = process.argv[1];
const base64 = readFileSync(`${folder}/daejo_bg.wasm`).toString('base64');
writeFileSync(
  `${folder}/module.js`,
  `// Made by \`cargo xtask package\`. Do not edit.
const base64 =
  '${base64}';

export const module =
  typeof Buffer === 'function' ? Buffer.from(base64, 'base64') : Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
`,
);
