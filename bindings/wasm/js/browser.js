// The client surface in a browser: started behind this module's top-level await, because a browser may refuse to
// compile WebAssembly in step.
import start from './client/daejo.js';

await start({ module_or_path: new URL('./client/daejo_bg.wasm', import.meta.url) });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
