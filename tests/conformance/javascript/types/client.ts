// A checkout page.
import { DaejoError, checkClaim, describe, displayAmount, readReturn, totalOrder, version, type Order } from '@daejo/web';

export function landed(query: string, order: Order): string {
  const back = readReturn({ pg: 'toss_payments', query });
  switch (back.outcome) {
    case 'claimed': {
      const verdict = checkClaim({ order, claim: back.claim });
      return verdict.verdict === 'agreed' ? verdict.paymentKey : verdict.mismatches.map(({ code }) => code).join();
    }
    case 'failed':
      return describe({ code: back.failure.reason, locale: 'en' }).text;
    case 'unreadable':
      return back.problems.map((problem) => `${problem.code} ${problem.parameter}`).join();
  }
}

const total = totalOrder({ lines: [{ productId: 'p', unitPrice: 15000, quantity: 1, tax: 'tax_free' }] });
export const shown: string =
  total.verdict === 'totaled'
    ? displayAmount({ amount: total.totals.total, currency: 'KRW' }).text
    : total.problems.map((problem) => ('line' in problem ? problem.line : problem.code)).join();
export const versions: string = version().vectors + version({}).version;
export const error: typeof DaejoError = DaejoError;
