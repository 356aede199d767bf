// The client's operations outside a browser (server-side rendering, tests). Started synchronously.
import { initSync } from './client/daejo.js';
import { module } from './client/module.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
