// What has to be a mistake: each line would be an error of its own if the types let it through.

// @ts-expect-error A browser has nothing that takes a secret.
import { buildRequest } from '@daejo/web';
import { DaejoError, readAnswer, totalOrder } from '@daejo/node';

// @ts-expect-error An amount is a number.
totalOrder({ lines: [{ productId: 'p', unitPrice: '15000', quantity: 1 }] });
// @ts-expect-error There is no such member.
totalOrder({ lines: [], currency: 'KRW' });
// @ts-expect-error There is no such PG.
readAnswer({ pg: 'toss', operation: 'confirm', reply: { failure: 'timed_out' } });
// @ts-expect-error A reply is an answer or none.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body: '', failure: 'timed_out' } });
// @ts-expect-error A body is bytes, never what JSON.parse made of them.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body: { status: 'DONE' } } });
// @ts-expect-error Errors are daejo's to make.
new DaejoError();
// @ts-expect-error A certainty has to be looked at before a payment is there.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { failure: 'timed_out' } }).payment.amount;

export { buildRequest };
