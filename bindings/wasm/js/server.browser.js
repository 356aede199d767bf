// Bundlers for browsers get this file instead of the server's module. It has the names, so that bundling succeeds, and
// throws with the reason when it is loaded.
import { serverOnly } from './crossing.js';

throw serverOnly();

export { DaejoError } from './crossing.js';
export * from './server/names.js';
