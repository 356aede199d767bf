// Stops where the server's module is loaded by a page or by a worker of one: what it takes are secrets.
import { serverOnly } from './crossing.js';

const page = typeof window === 'object' && typeof document === 'object';
// Node's and Cloudflare's workers have no importScripts; a page's have it, even where they may not call it.
const workerOfPage = typeof WorkerGlobalScope === 'function' && typeof importScripts === 'function';

if (page || workerOfPage) throw serverOnly();
