// The client's operations, for platforms that compile WebAssembly when the code is deployed, such as Cloudflare Workers.
import module from './client/daejo_bg.wasm';
import { initSync } from './client/daejo.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
