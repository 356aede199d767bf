// The examples in the README must run unchanged.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1]);
// Inside this folder, so that Node finds the packages.
const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/readme-', import.meta.url)));
after(() => rmSync(folder, { recursive: true }));

function run(block) {
  const file = join(folder, `${blocks.indexOf(block)}.mjs`);
  writeFileSync(file, block);
  return execFileSync(process.execPath, [file], { encoding: 'utf8' });
}

test('the README has an example for Node and one for the browser', () => assert.equal(blocks.length, 2));

test('the Node example prints what it says', () => {
  const output = run(blocks[0]);
  assert.match(output, /GET https:\/\/api\.tosspayments\.com\/v1\/payments\/orders\/order-1001/);
  assert.match(output, /differ.*\n?[\s\S]*amount_missing/);
});

test('the browser example prints what it says', () => {
  const output = run(blocks[1]);
  assert.match(output, /₩30,000/);
  assert.match(output, /not charged|cancel/i);
});

test('the Kotlin example is the one that the Kotlin package compiles', () => {
  const kotlin = readFileSync(join(root, 'bindings/mobile/README.md'), 'utf8').match(/```kotlin\n(import dev[\s\S]*?)```/)[1];
  assert.ok(readme.includes(kotlin));
});
