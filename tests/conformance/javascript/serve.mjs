// Serves the packages' files on the loopback interface, as a shop does.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const FOLDERS = {
  '/web/': new URL('node_modules/@daejo/web/dist/', import.meta.url),
  '/page/': new URL('page/', import.meta.url),
  '/outcome.mjs': new URL('outcome.mjs', import.meta.url),
};
// The policy of a strict shop: its own scripts, and WebAssembly.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'";

/** Starts a server on a free port. */
export async function serve() {
  const server = createServer(async ({ url }, reply) => {
    const path = normalize(url);
    const headers = { 'content-security-policy': POLICY };
    if (path === '/') {
      reply.writeHead(200, { ...headers, 'content-type': 'text/html' }).end('<!doctype html><title>daejo</title>');
      return;
    }
    const folder = Object.keys(FOLDERS).find((folder) => path.startsWith(folder));
    try {
      const file = await readFile(new URL(path.slice(folder.length), FOLDERS[folder]));
      reply.writeHead(200, { ...headers, 'content-type': TYPES[extname(path)] }).end(file);
    } catch {
      reply.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
