// The core's messages about a payment. The shop has no texts of its own for a payment's state or reason: they could
// say "failed" to a shopper who has paid.
import { describe } from "./daejo.js";
import { locale } from "./i18n.js";

/** The message of the first code that the core knows; otherwise the message of an unknown outcome. */
export function message(...codes) {
  const texts = codes.filter(Boolean).map((code) => describe({ code, locale: locale() }));
  return (texts.find((text) => text.known) ?? describe({ code: "unknown", locale: locale() })).text;
}

/** Whether the core has a message for a code. */
export const hasMessage = (code) => describe({ code, locale: locale() }).known;

/** The first sentence of a message is the headline. */
export function headlineOf(text) {
  const [first, ...rest] = sentences(text);
  return { headline: first ?? text, rest };
}

function sentences(text) {
  // Firefox has Intl.Segmenter only since 2024. Without it the whole text is the headline.
  if (!Intl.Segmenter) return [text];
  const found = new Intl.Segmenter(locale(), { granularity: "sentence" }).segment(text);
  return Array.from(found, ({ segment }) => segment.trim()).filter(Boolean);
}
