// Everything, for a server where a native module cannot load: started in step, and never in a browser.
import './refuse-browser.js';
import { initSync } from './server/daejo.js';
import { module } from './server/module.js';

initSync({ module });

export { DaejoError } from './crossing.js';
export * from './server/operations.js';
