// What a bundler for browsers finds in the server's place: the names, so that it can say why at load, and nothing else.
import { serverOnly } from './crossing.js';

throw serverOnly();

export { DaejoError } from './crossing.js';
export * from './server/names.js';
