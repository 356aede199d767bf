// Runs the vectors in a real browser: all of them through the whole core, and those of the client's operations through
// @daejo/web as a page loads it. Also checks that pages and workers cannot load the server's module.
import { chromium } from 'playwright-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOperations } from './operations.mjs';
import { report, run } from './run.mjs';
import { serve } from './serve.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const profile = mkdtempSync(join(tmpdir(), 'daejo-browser-'));
const server = await serve();
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: FLAGS,
});

/** The outcomes of `vectors` through a module of `page/`, in a new page. */
async function inPage(module, vectors) {
  const page = await browser.newPage();
  await page.goto(server.address);
  const outcomes = await page.evaluate(
    async ([module, vectors]) => {
      const [{ surface }, { outcomeOf }] = await Promise.all([import(`/page/${module}`), import('/outcome.mjs')]);
      return vectors.map((vector) => outcomeOf(surface, vector));
    },
    [module, vectors],
  );
  await page.close();
  return outcomes;
}

/** The result of loading `path`, in a window and in a worker. */
async function loadResults(path) {
  const page = await browser.newPage();
  await page.goto(server.address);
  const codes = await page.evaluate(async (path) => {
    const inWorker = new Promise((resolve, reject) => {
      const worker = new Worker('/page/load.mjs', { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = reject;
      worker.postMessage(path);
    });
    const { load } = await import('/page/load.mjs');
    return { window: await load(path), worker: await inWorker };
  }, path);
  await page.close();
  return codes;
}

try {
  await run((vectors) => inPage('whole.mjs', vectors));

  const client = new Set(readOperations('client'));
  const vectors = await import('./vectors.mjs').then(({ readVectors }) => readVectors([...client]));
  report('@daejo/web: ', vectors, await inPage('client.mjs', vectors));

  for (const [path, expected] of [
    ['/web/server.js', 'server_only'],
    ['/web/server.browser.js', 'server_only'],
    ['/web/browser.js', 'loaded'],
  ]) {
    const { window, worker } = await loadResults(path);
    const right = window === expected && worker === expected;
    console.log(`${path}: ${window} in a window, ${worker} in a worker${right ? '' : `, expected ${expected}`}`);
    if (!right) process.exitCode = 1;
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(profile, { recursive: true, force: true });
}
