// All operations, for platforms that compile WebAssembly when the code is deployed, such as Cloudflare Workers.
import module from './server/daejo_bg.wasm';
import { initSync } from './server/daejo.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './server/operations.js';
