// The client's operations in a browser. Started with a top-level await, because a browser may refuse to compile
// WebAssembly synchronously.
import start from './client/daejo.js';

await start({ module_or_path: new URL('./client/daejo_bg.wasm', import.meta.url) });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
