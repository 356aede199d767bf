// Amounts as the core writes and adds them. Nothing here computes with money.
import { displayAmount, totalOrder } from "./daejo.js";

export const display = (amount, currency) => displayAmount({ amount, currency }).text;

/** What the lines add up to, or `null` if they do not. */
export function total(lines) {
  if (lines.length === 0) return null;
  const sum = totalOrder({ lines });
  return sum.verdict === "totaled" ? sum.totals : null;
}

/** One line's sum. */
export const lineTotal = (line) => total([line])?.total ?? 0;
