// Throws if the server's module is loaded by a page or by a worker of a page: its operations take secrets.
import { serverOnly } from './crossing.js';

const page = typeof window === 'object' && typeof document === 'object';
// The workers of a page have importScripts, even if they may not call it. Workers of Node and Cloudflare do not have it.
const workerOfPage = typeof WorkerGlobalScope === 'function' && typeof importScripts === 'function';

if (page || workerOfPage) throw serverOnly();
