// A server that uses the types: every union narrows by its tag.
import * as edge from '@daejo/web/server';
import {
  DaejoError,
  applyEvent,
  buildRequest,
  checkPayment,
  nextStep,
  readAnswer,
  readWebhook,
  startPayment,
  type Answer,
  type Applied,
  type HttpRequest,
  type Order,
  type Payment,
  type Reply,
} from '@daejo/node';

export const order: Order = {
  orderId: 'order-0001',
  customerId: 'customer-1',
  pg: 'toss_payments',
  currency: 'KRW',
  lines: [{ productId: 'p', unitPrice: 15000, quantity: 1 }],
  total: 15000,
};

/** Sends a request. The reply has the body's bytes unchanged. */
export async function send(request: HttpRequest, fetch: Fetch): Promise<Reply> {
  try {
    const response = await fetch(request.url, { method: request.method, headers: request.headers, body: request.body });
    return { status: response.status, headers: [...response.headers], body: await response.arrayBuffer() };
  } catch {
    return { failure: 'connection_lost' };
  }
}

type Fetch = (
  url: string,
  init: { method: string; headers: Array<[string, string]>; body: string | undefined },
) => Promise<{ status: number; headers: Iterable<[string, string]>; arrayBuffer(): Promise<ArrayBuffer> }>;

export function started(): Payment | string {
  const outcome = startPayment({ paymentId: 'payment-1', order, expiresAt: 1_800_000_000_000 });
  switch (outcome.verdict) {
    case 'started':
      return outcome.payment;
    case 'refused':
      return outcome.mismatches.map(({ code }) => code).join();
  }
}

export function stored(payment: Payment, reply: Reply): Payment {
  const outcome: Applied = applyEvent({
    payment,
    order,
    event: { kind: 'answered', operation: 'confirm', ordinal: 1, reply },
    now: 1_790_000_000_000,
  });
  switch (outcome.outcome) {
    case 'changed':
      return outcome.next;
    case 'unchanged':
      return payment;
    case 'rejected':
      throw new Error(outcome.rejection.code);
  }
}

export function pause(payment: Payment): number | string {
  const step = nextStep({ payment, now: 1_790_000_000_000, policy: {} });
  switch (step.kind) {
    case 'wait':
      return step.until;
    default:
      return step.kind;
  }
}

export function verdict(reply: Reply): string {
  const checked = checkPayment({ order, operation: 'confirm', reply });
  switch (checked.verdict) {
    case 'agreed':
      return `${checked.amount} ${checked.status.kind}`;
    case 'differ':
      return checked.mismatches.map((mismatch) => (mismatch.code === 'amount_differs' ? mismatch.expected : 0)).join();
    case 'no_payment':
      return checked.reason;
  }
}

export function bodies(bytes: Uint8Array, buffer: ArrayBuffer): Answer[] {
  return [bytes, buffer, 'text', { base64: 'e30=' }].map((body) =>
    readAnswer({ pg: 'toss_payments', operation: 'confirm', reply: { status: 200, body } }),
  );
}

export const notice = readWebhook({ pg: 'toss_payments', request: { headers: [['a', 'b']], body: '{}' } });
export const request = buildRequest;

export function explained(error: unknown): string {
  if (!(error instanceof DaejoError)) return 'a bug';
  return error.code === 'member_missing' ? error.path : error.name;
}

// Both packages have the same types: one can replace the other.
export const either: { readAnswer: typeof readAnswer } = edge;
