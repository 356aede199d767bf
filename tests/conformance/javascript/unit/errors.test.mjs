// Malformed calls are the only errors that the packages throw.
import assert from 'node:assert/strict';
import test from 'node:test';
import { all, whole } from './packages.mjs';

const cyclic = {};
cyclic.lines = [cyclic];

for (const [name, { DaejoError, totalOrder, displayAmount }] of Object.entries(all)) {
  const thrownBy = (operation, input) => {
    try {
      operation(input);
    } catch (error) {
      return error;
    }
    return assert.fail('nothing was thrown');
  };

  test(`${name}: the error of a malformed call has a code and a path, but not the value`, () => {
    const error = thrownBy(displayAmount, { amount: 1, currency: 'sk_secret' });
    assert.ok(error instanceof DaejoError);
    assert.ok(error instanceof Error);
    assert.equal(error.name, 'DaejoError');
    assert.equal(error.code, 'value_invalid');
    assert.equal(error.path, 'currency');
    assert.match(error.message, /currency/);
    assert.deepEqual([error.wanted, error.given], ['one of KRW, USD, JPY', 'a text of 9 characters']);
    assert.ok(error.stack.startsWith('DaejoError: '));
    assert.ok(!`${error.message}${error.stack}`.includes('sk_secret'));
  });

  test(`${name}: an input that JSON cannot represent is a malformed call`, () => {
    const inputs = [undefined, () => {}, Symbol('s'), 1n, cyclic, { lines: [{ productId: 'p', unitPrice: 1n, quantity: 1 }] }];
    for (const input of inputs) {
      const error = thrownBy(totalOrder, input);
      assert.ok(error instanceof DaejoError);
      assert.deepEqual([error.code, error.path], ['not_json', '.']);
    }
  });

  test(`${name}: a JSON value of the wrong type is a malformed call`, () => {
    for (const input of [null, 1, 'text', true, {}, NaN]) {
      const error = thrownBy(totalOrder, input);
      assert.ok(error instanceof DaejoError, String(input));
      assert.ok(['value_invalid', 'member_missing'].includes(error.code), error.code);
    }
  });

  test(`${name}: a number that is not an amount is refused, never rounded`, () => {
    for (const amount of [NaN, Infinity, -1, 1.5, 2 ** 53, '1']) {
      const { code, path } = thrownBy(displayAmount, { amount, currency: 'KRW' });
      assert.deepEqual([code, path], ['value_invalid', 'amount']);
    }
    assert.equal(typeof displayAmount({ amount: 2 ** 53 - 1, currency: 'KRW' }).text, 'string');
  });
}

for (const [name, { DaejoError, readAnswer }] of Object.entries(whole)) {
  test(`${name}: bytes in place of a text are a malformed call`, () => {
    assert.throws(() => readAnswer({ pg: new Uint8Array(3), operation: 'confirm', reply: { failure: 'timed_out' } }), DaejoError);
  });
}
