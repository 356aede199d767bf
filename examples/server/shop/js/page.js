// Parts of every page: the language switch, the number at the cart, texts in the shopper's language.
import * as cart from "./cart.js";
import { byId } from "./dom.js";
import { locale, onLocale, setLocale, translate } from "./i18n.js";

export function openPage() {
  translate();
  const language = byId("language");
  const other = () => (locale() === "ko" ? "en" : "ko");
  const nameOther = () => {
    language.textContent = other() === "en" ? "English" : "한국어";
    language.lang = other();
  };
  language.addEventListener("click", () => setLocale(other()));
  onLocale(nameOther);
  nameOther();
  cart.onCart(countCart);
  countCart();
}

/** Has a screen reader read `text` out. */
export function announce(text) {
  const announcer = byId("announcer");
  // The same text written again would be read out again.
  if (announcer.textContent !== text) announcer.textContent = text;
}

function countCart() {
  const count = cart.count();
  const badge = byId("cart-count");
  badge.textContent = String(count);
  badge.hidden = count === 0;
}
