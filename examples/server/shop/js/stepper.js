// The buttons + and − for a product in the cart. They show the cart's quantity, also after a change in another tab.
import * as cart from "./cart.js";
import { nameOf, product } from "./catalogue.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { announce } from "./page.js";

export function stepper(productId, place) {
  const line = { productId };
  const step = (by) => () => change(productId, cart.quantity(productId) + by);
  const less = el("button", { type: "button", class: "step", onclick: step(-1), "data-testid": `${place}-less-${productId}` }, "−");
  const more = el("button", { type: "button", class: "step", onclick: step(1), "data-testid": `${place}-more-${productId}` }, "+");
  const number = el("output", { "data-testid": `${place}-quantity-${productId}` });
  const group = el("div", { class: "stepper", role: "group" }, less, number, more);

  const refresh = () => {
    const quantity = cart.quantity(productId);
    const name = nameOf(line);
    number.textContent = String(quantity);
    // A disabled button would lose the focus right after it was pressed.
    more.setAttribute("aria-disabled", String(quantity >= most(productId)));
    group.setAttribute("aria-label", t("stepper", { name }));
    less.setAttribute("aria-label", t("stepper.less", { name }));
    more.setAttribute("aria-label", t("stepper.more", { name }));
  };
  refresh();
  return { group, more, refresh };
}

export function change(productId, wanted) {
  const now = cart.quantity(productId);
  const next = Math.min(wanted, Math.max(now, most(productId)));
  if (next === now) return;
  cart.setQuantity(productId, next);
  const name = nameOf({ productId });
  announce(next > 0 ? t("added", { name, count: next }) : t("removed", { name }));
}

/** Most pieces that can be in the cart. The server decides; this only avoids a refusal. */
export function most(productId) {
  const { available } = product(productId) ?? { available: 0 };
  return typeof available === "number" ? available : available ? 99 : 0;
}
