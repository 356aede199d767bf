// Type errors that the compiler must report. A line without an error fails the check.

// @ts-expect-error A browser has no operation that takes a secret.
import { buildRequest } from '@daejo/web';
import { DaejoError, readAnswer, totalOrder } from '@daejo/node';

// @ts-expect-error An amount is a number.
totalOrder({ lines: [{ productId: 'p', unitPrice: '15000', quantity: 1 }] });
// @ts-expect-error There is no such member.
totalOrder({ lines: [], currency: 'KRW' });
// @ts-expect-error There is no such PG.
readAnswer({ pg: 'toss', operation: 'confirm', reply: { failure: 'timed_out' } });
// @ts-expect-error A reply has a status or a failure, not both.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body: '', failure: 'timed_out' } });
// @ts-expect-error A body is bytes or text, never a parsed value.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body: { status: 'DONE' } } });
// @ts-expect-error Only daejo creates its errors.
new DaejoError();
// @ts-expect-error The certainty must be checked before the payment is read.
readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { failure: 'timed_out' } }).payment.amount;

export { buildRequest };
