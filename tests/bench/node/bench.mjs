// Measures in Node how long reading and cross-checking one answer takes, from its bytes.
//   node bench.mjs [--out FILE]
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Bench } from 'tinybench';
import { check } from './zod-check.mjs';
import { payloads } from './payload.mjs';

const require = createRequire(import.meta.url);
const native = require('../../../bindings/node/dist/index.js');
const wasm = await import('../../../bindings/wasm/dist/server.js');

const body = new Uint8Array(readFileSync(new URL('../bodies/card-done.json', import.meta.url)));
const order = JSON.parse(readFileSync(new URL('../bodies/order.json', import.meta.url), 'utf8'));
const paymentKey = 'daejo20261121093000Bq7Kd';
const call = { order, paymentKey, operation: 'confirm', reply: { status: 200, body } };
const decoder = new TextDecoder('utf-8', { fatal: true });

// All implementations must agree before they are measured.
for (const verdict of [native.checkPayment(call), wasm.checkPayment(call), check(order, paymentKey, body)]) {
  assert.equal(verdict.verdict, 'agreed');
  assert.equal(verdict.amount, order.total);
}

const bench = new Bench({ time: 2_000, warmupTime: 500 });
bench
  .add('JSON.parse', () => JSON.parse(decoder.decode(body)))
  .add('native', () => native.checkPayment(call))
  .add('wasm', () => wasm.checkPayment(call))
  .add('zod + decimal.js', () => check(order, paymentKey, body));
await bench.run();

const median = Object.fromEntries(bench.tasks.map((task) => [task.name, task.result.latency.p50 * 1_000]));
const ratio = (slow, fast) => Number((median[slow] / median[fast]).toFixed(2));
const figures = {
  node_vs_zod: ratio('zod + decimal.js', 'native'),
  node_vs_json_parse: ratio('JSON.parse', 'native'),
  wasm_node_vs_zod: ratio('zod + decimal.js', 'wasm'),
  ...(await payloads()),
};

console.log('one answer of', body.length, 'bytes, read and cross-checked (median, µs)');
for (const [name, micros] of Object.entries(median)) console.log(`  ${name.padEnd(18)} ${micros.toFixed(2)}`);
console.log(figures);

const out = process.argv.indexOf('--out');
if (out > 0) writeFileSync(process.argv[out + 1], `${JSON.stringify(figures, null, 2)}\n`);
