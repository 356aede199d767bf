// The client surface outside a browser (rendering on a server, tests): started in step.
import { initSync } from './client/daejo.js';
import { module } from './client/module.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './client/operations.js';
