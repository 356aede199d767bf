// What a careful TypeScript shop writes today: zod for the shape, decimal.js for the money, and the same
// comparisons that the core makes. Parsed from bytes, because that is how an answer arrives.
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

/** Reads a payment's bytes and compares it with the order: every mismatch, in order. */
export function check(order, paymentKey, bytes) {
  const said = payment.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  const found = [];
  const own = totals(order);
  if (!own.total.equals(order.total)) found.push({ code: 'order_total_differs' });
  if (said.orderId !== order.orderId) found.push({ code: 'order_id_differs' });
  if (said.mId !== order.merchantId) found.push({ code: 'merchant_id_differs' });
  if (said.paymentKey !== paymentKey) found.push({ code: 'payment_key_differs' });
  if (said.currency !== order.currency) found.push({ code: 'currency_differs' });
  const amount = exact(said.totalAmount, order.currency, found, 'amount');
  if (amount && !amount.equals(order.total)) found.push({ code: 'amount_differs' });
  const taxFree = said.taxFreeAmount;
  if (taxFree && !said.cancels?.length && !taxFree.equals(own.taxFree)) found.push({ code: 'tax_free_differs' });
  if (amount && said.method === '간편결제' && said.easyPay && typeof said.easyPay === 'object') {
    const parts = [said.card?.amount, said.easyPay.amount, said.easyPay.discountAmount]
      .filter((part) => part != null)
      .reduce((sum, part) => sum.plus(part), new Decimal(0));
    if (!parts.equals(amount)) found.push({ code: 'parts_differ' });
  }
  const returned = (said.cancels ?? [])
    .filter((cancel) => (cancel.cancelStatus ?? 'DONE') === 'DONE')
    .reduce((sum, cancel) => sum.plus(cancel.cancelAmount), new Decimal(0));
  if (amount && said.balanceAmount && !amount.minus(returned).equals(said.balanceAmount)) {
    found.push({ code: 'balance_differs' });
  }
  if (said.type && said.type !== 'NORMAL' && said.type !== 'BRANDPAY') found.push({ code: 'purpose_differs' });
  return found.length === 0
    ? { verdict: 'agreed', paymentKey: said.paymentKey, amount: amount.toNumber(), refunded: returned.toNumber() }
    : { verdict: 'differ', mismatches: found };
}
