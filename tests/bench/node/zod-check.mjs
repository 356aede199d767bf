// The checks of a careful TypeScript shop today: zod for the shape, decimal.js for money, and the same comparisons that
// the core makes. The input is bytes, as an answer arrives.
import { Decimal } from 'decimal.js';
import { z } from 'zod';

const text = z.string().nullish();
const money = z.union([z.number(), z.string()]).transform((value) => new Decimal(value)).nullish();

const payment = z.object({
  version: text,
  mId: text,
  paymentKey: text,
  type: text,
  orderId: text,
  currency: text,
  method: text,
  totalAmount: money,
  balanceAmount: money,
  suppliedAmount: money,
  vat: money,
  taxFreeAmount: money,
  status: z.string(),
  requestedAt: text,
  approvedAt: text,
  isPartialCancelable: z.boolean().nullish(),
  cancels: z
    .array(z.object({ transactionKey: text, cancelAmount: money, cancelReason: text, canceledAt: text, cancelStatus: text }))
    .nullish(),
  card: z
    .object({
      amount: money,
      issuerCode: text,
      acquirerCode: text,
      number: text,
      approveNo: text,
      installmentPlanMonths: z.number().nullish(),
    })
    .nullish(),
  easyPay: z.union([z.string(), z.object({ provider: text, amount: money, discountAmount: money })]).nullish(),
  virtualAccount: z
    .object({ accountNumber: text, bankCode: text, customerName: text, dueDate: text, refundStatus: text, expired: z.boolean().nullish() })
    .nullish(),
  secret: text,
  cashReceipt: z.object({ type: text, amount: money }).nullish(),
  receipt: z.object({ url: text }).nullish(),
  failure: z.object({ code: text }).nullish(),
});

const safe = new Decimal(Number.MAX_SAFE_INTEGER);
const decimals = { KRW: 0, JPY: 0, USD: 2 };

function exact(value, currency, found, name) {
  if (value == null) {
    found.push({ code: `${name}_missing` });
    return null;
  }
  if (value.isNegative() || value.decimalPlaces() > decimals[currency] || value.greaterThan(safe)) {
    found.push({ code: `${name}_unreadable` });
    return null;
  }
  return value;
}

function totals(order) {
  let total = new Decimal(0);
  let taxFree = new Decimal(0);
  for (const line of order.lines) {
    const net = new Decimal(line.unitPrice).times(line.quantity).minus(line.discount ?? 0);
    total = total.plus(net);
    if (line.tax === 'tax_free') taxFree = taxFree.plus(net);
  }
  return { total, taxFree };
}

/** Reads a payment from bytes and compares it with the order. Returns all mismatches, in a fixed order. */
export function check(order, paymentKey, bytes) {
  const answer = payment.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  const found = [];
  const own = totals(order);
  if (!own.total.equals(order.total)) found.push({ code: 'order_total_differs' });
  if (answer.orderId !== order.orderId) found.push({ code: 'order_id_differs' });
  if (answer.mId !== order.merchantId) found.push({ code: 'merchant_id_differs' });
  if (answer.paymentKey !== paymentKey) found.push({ code: 'payment_key_differs' });
  if (answer.currency !== order.currency) found.push({ code: 'currency_differs' });
  const amount = exact(answer.totalAmount, order.currency, found, 'amount');
  if (amount && !amount.equals(order.total)) found.push({ code: 'amount_differs' });
  const taxFree = answer.taxFreeAmount;
  if (taxFree && !answer.cancels?.length && !taxFree.equals(own.taxFree)) found.push({ code: 'tax_free_differs' });
  if (amount && answer.method === '간편결제' && answer.easyPay && typeof answer.easyPay === 'object') {
    const parts = [answer.card?.amount, answer.easyPay.amount, answer.easyPay.discountAmount]
      .filter((part) => part != null)
      .reduce((sum, part) => sum.plus(part), new Decimal(0));
    if (!parts.equals(amount)) found.push({ code: 'parts_differ' });
  }
  const returned = (answer.cancels ?? [])
    .filter((cancel) => (cancel.cancelStatus ?? 'DONE') === 'DONE')
    .reduce((sum, cancel) => sum.plus(cancel.cancelAmount), new Decimal(0));
  if (amount && answer.balanceAmount && !amount.minus(returned).equals(answer.balanceAmount)) {
    found.push({ code: 'balance_differs' });
  }
  if (answer.type && answer.type !== 'NORMAL' && answer.type !== 'BRANDPAY') found.push({ code: 'purpose_differs' });
  return found.length === 0
    ? { verdict: 'agreed', paymentKey: answer.paymentKey, amount: amount.toNumber(), refunded: returned.toNumber() }
    : { verdict: 'differ', mismatches: found };
}
