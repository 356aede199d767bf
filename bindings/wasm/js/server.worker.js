// Everything, where WebAssembly comes compiled with the code, as on Cloudflare Workers.
import module from './server/daejo_bg.wasm';
import { initSync } from './server/daejo.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './server/operations.js';
