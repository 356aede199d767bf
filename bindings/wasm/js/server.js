// All operations, for a server that cannot load a native module. Started synchronously, and not in a browser.
import './refuse-browser.js';
import { initSync } from './server/daejo.js';
import { module } from './server/module.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './server/operations.js';
