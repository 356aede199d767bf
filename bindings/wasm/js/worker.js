// The client surface where WebAssembly comes compiled with the code, as on Cloudflare Workers.
import module from './client/daejo_bg.wasm';
import { initSync } from './client/daejo.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
