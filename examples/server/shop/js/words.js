// What the core says about a payment. The shop has no words of its own for how a payment stands or why: a shop that
// invents them one day tells somebody "failed" who has paid.
import { describe } from "./daejo.js";
import { locale } from "./i18n.js";

/** The text of the first code that the core has words for; for none, the text of an open outcome. */
export function words(...codes) {
  const texts = codes.filter(Boolean).map((code) => describe({ code, locale: locale() }));
  return (texts.find((text) => text.known) ?? describe({ code: "unknown", locale: locale() })).text;
}

/** Whether the core has words for a code. */
export const hasWords = (code) => describe({ code, locale: locale() }).known;

/** What happened, and the rest: the first sentence makes the headline. */
export function headlineOf(text) {
  const [first, ...rest] = sentences(text);
  return { headline: first ?? text, rest };
}

function sentences(text) {
  // Firefox has had a Segmenter since 2024 only; one long headline is better than none.
  if (!Intl.Segmenter) return [text];
  const found = new Intl.Segmenter(locale(), { granularity: "sentence" }).segment(text);
  return Array.from(found, ({ segment }) => segment.trim()).filter(Boolean);
}
