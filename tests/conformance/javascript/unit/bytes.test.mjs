// Bodies: every form of bytes reaches the core as the same bytes, and the caller's objects are not changed.
import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { whole } from './packages.mjs';

const text = JSON.stringify({ status: 'DONE', currency: 'KRW', totalAmount: 15000, orderId: 'order-0001' });
const utf8 = new TextEncoder().encode(text);
// In the middle of a larger buffer, so that a missing offset is noticed.
const padded = new Uint8Array(utf8.length + 16).fill(0x5b);
padded.set(utf8, 8);
const shared = new Uint8Array(new SharedArrayBuffer(utf8.length));
shared.set(utf8);

const forms = {
  text,
  base64: { base64: Buffer.from(utf8).toString('base64') },
  Uint8Array: utf8,
  Buffer: Buffer.from(text),
  ArrayBuffer: utf8.slice().buffer,
  'a part of a larger buffer': padded.subarray(8, 8 + utf8.length),
  DataView: new DataView(padded.buffer, 8, utf8.length),
  Uint8ClampedArray: new Uint8ClampedArray(utf8),
  'shared memory': shared,
  'another realm’s bytes': runInNewContext('Uint8Array.from(bytes)', { bytes: [...utf8] }),
};

for (const [name, { applyEvent, readAnswer, readWebhook, startPayment }] of Object.entries(whole)) {
  const answer = (body) => readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body } });

  test(`${name}: every form of a body gives the same result`, () => {
    const expected = answer(text);
    assert.equal(expected.payment.amount, 15000);
    for (const [form, body] of Object.entries(forms)) assert.deepEqual(answer(body), expected, form);
  });

  test(`${name}: an empty body, and bytes that are not UTF-8`, () => {
    assert.equal(answer(new Uint8Array()).certainty, 'unknown');
    assert.deepEqual(answer(new ArrayBuffer(0)), answer(''));
    assert.equal(answer(Uint8Array.of(0xff, 0xfe, 0x00)).certainty, 'unknown');
    assert.equal(answer(new Uint8Array(2 ** 20 + 1)).reason, 'body_too_large');
    const detached = utf8.slice();
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    assert.equal(answer(detached).certainty, 'unknown');
  });

  test(`${name}: the caller's input is not changed`, () => {
    const body = Buffer.from(text);
    const input = { pg: 'toss_payments', operation: 'confirm', reply: { status: 200, headers: [['a', 'b']], body } };
    Object.freeze(input.reply);
    Object.freeze(input);
    readAnswer(input);
    assert.equal(input.reply.body, body);
    assert.equal(body.toString(), text);
  });

  test(`${name}: bodies of webhooks and events may be bytes too`, () => {
    const body = JSON.stringify({ eventType: 'PAYMENT_STATUS_CHANGED', createdAt: '2026-11-21T11:00:00+09:00', data: { orderId: 'order-0001', paymentKey: 'key-1' } });
    const notice = (body) => readWebhook({ pg: 'toss_payments', request: { headers: [], body } });
    assert.deepEqual(notice(Buffer.from(body)), notice(body));

    const lines = [{ productId: 'p', unitPrice: 15000, quantity: 1 }];
    const order = { orderId: 'order-0001', customerId: 'c-1', pg: 'toss_payments', currency: 'KRW', lines, total: 15000 };
    const { payment } = startPayment({ paymentId: 'pay-0001', order, expiresAt: 1_800_000_000_000 });
    const event = (body) => ({ kind: 'answered', operation: 'query_by_payment_key', ordinal: 1, reply: { status: 200, body } });
    const apply = (body) => applyEvent({ payment, order, event: event(body), now: 1_790_000_000_000 });
    assert.deepEqual(apply(Buffer.from(text)), apply(text));
  });
}
