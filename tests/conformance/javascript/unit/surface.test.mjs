// What the packages export.
import assert from 'node:assert/strict';
import test from 'node:test';
import { camelCase } from '../outcome.mjs';
import { readOperations } from '../operations.mjs';
import { all, whole } from './packages.mjs';

const exported = (module) => Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports').sort();
const names = (surface) => [...readOperations(surface).map(camelCase), 'DaejoError'].sort();

test('the server packages export every operation', () => {
  for (const module of Object.values(whole)) assert.deepEqual(exported(module), names('server'));
});

test('the browser package exports only the operations that take no secret', () => {
  assert.deepEqual(exported(all['@daejo/web']), names('client'));
  assert.ok(names('client').length < names('server').length);
});

test('functions have names, for readable stack traces', () => {
  for (const module of Object.values(all)) assert.equal(module.readReturn.name, 'readReturn');
});

test('every package returns the same version, with or without an input', () => {
  const versions = Object.values(all).flatMap(({ version }) => [version(), version({})]);
  for (const version of versions) assert.deepEqual(version, versions[0]);
  assert.match(versions[0].version, /^\d+\.\d+\.\d+/);
});
