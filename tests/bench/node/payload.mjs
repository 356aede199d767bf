// The size that a browser loads: our entry with its WebAssembly, and the same checks with zod and decimal.js, bundled in
// the same way.
import { brotliCompressSync, constants } from 'node:zlib';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const brotliSize = (bytes) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;

async function bundled(entry) {
  const { outputFiles } = await build({
    entryPoints: [here(entry)],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    outdir: here('out'),
    conditions: ['browser'],
    loader: { '.wasm': 'file' },
    logLevel: 'error',
  });
  return outputFiles.reduce((sum, file) => sum + brotliSize(file.contents), 0);
}

/** Sizes in bytes; payloads after Brotli. */
export async function payloads() {
  const dist = here('../../../bindings/wasm/dist/client');
  const wasm = readdirSync(dist).filter((name) => name.endsWith('.wasm'));
  const wasmBytes = wasm.reduce((sum, name) => sum + brotliSize(readFileSync(`${dist}/${name}`)), 0);
  const nodeDist = here('../../../bindings/node/dist');
  const library = readdirSync(nodeDist).find((name) => name.endsWith('.node'));
  return {
    web_payload_brotli_bytes: (await bundled('../../../bindings/wasm/dist/browser.js')) + wasmBytes,
    zod_payload_brotli_bytes: await bundled('zod-check.mjs'),
    node_library_bytes: statSync(`${nodeDist}/${library}`).size,
  };
}
