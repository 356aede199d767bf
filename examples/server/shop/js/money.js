// Amounts: the core formats and adds them. Nothing here computes with money.
import { displayAmount, totalOrder } from "./daejo.js";

export const display = (amount, currency) => displayAmount({ amount, currency }).text;

/** The totals of the lines, or `null` if the core refuses them. */
export function total(lines) {
  if (lines.length === 0) return null;
  const sum = totalOrder({ lines });
  return sum.verdict === "totaled" ? sum.totals : null;
}

/** The total of one line. */
export const lineTotal = (line) => total([line])?.total ?? 0;
