// What the packages export.
import assert from 'node:assert/strict';
import test from 'node:test';
import { camelCase } from '../outcome.mjs';
import { readOperations } from '../operations.mjs';
import { all, whole } from './packages.mjs';

const exported = (module) => Object.keys(module).filter((name) => name !== 'default' && name !== 'module.exports').sort();
const names = (surface) => [...readOperations(surface).map(camelCase), 'DaejoError'].sort();

test('a server gets every operation by name', () => {
  for (const module of Object.values(whole)) assert.deepEqual(exported(module), names('server'));
});

test('a browser gets the operations that take no secret, and those alone', () => {
  assert.deepEqual(exported(all['@daejo/web']), names('client'));
  assert.ok(names('client').length < names('server').length);
});

test('functions have their names, so that a stack can be read', () => {
  for (const module of Object.values(all)) assert.equal(module.readReturn.name, 'readReturn');
});

test('every package tells the same version, asked with or without an input', () => {
  const told = Object.values(all).flatMap(({ version }) => [version(), version({})]);
  for (const version of told) assert.deepEqual(version, told[0]);
  assert.match(told[0].version, /^\d+\.\d+\.\d+/);
});
