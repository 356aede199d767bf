// The order and the pay button.
import * as api from "./api.js";
import * as cart from "./cart.js";
import * as catalogue from "./catalogue.js";
import { byId } from "./dom.js";
import { locale, onLocale, t } from "./i18n.js";
import { display, total } from "./money.js";
import { openPage } from "./page.js";
import { openWindow } from "./sdk.js";
import { orderLines, sums } from "./sums.js";
import { hasMessage, message } from "./messages.js";

const PG = "toss_payments";
// In these states the payment has begun: the result page shows it.
const UNDER_WAY = ["confirming", "unknown", "reversing", "quarantined", "awaiting_deposit", "paid"];
const ENDED = ["declined", "canceled", "expired", "refunded", "partially_refunded", "refunding"];

const button = byId("pay");
/** The order as the server recorded it, or `null`. Its prices count, not those of the product list. */
let recorded = null;
let busy = false;
/** The error text, as a function: the language may change while it is shown. */
let trouble = () => "";

openPage();
onLocale(show);
cart.onCart(() => {
  recorded = null;
  show();
});
button.addEventListener("click", pay);
// The browser's back button restores the page as it was left, with the pay button still busy.
addEventListener("pageshow", ({ persisted }) => persisted && setBusy(false));
byId("retry").addEventListener("click", load);
await load();

async function load() {
  byId("unreachable").hidden = true;
  byId("loading").hidden = false;
  try {
    await catalogue.load();
    show();
  } catch (error) {
    console.warn(error);
    byId("unreachable").hidden = false;
  }
  byId("loading").hidden = true;
}

/** Cart lines whose product is still sold. */
function orderable() {
  return cart.lines().filter(({ productId }) => catalogue.product(productId));
}

function shownLines() {
  return recorded?.order.lines ?? orderable().map(catalogue.priced);
}

function show() {
  const lines = shownLines();
  const totals = total(lines);
  const currency = recorded?.order.currency ?? catalogue.currency();
  byId("empty").hidden = totals !== null;
  byId("order").hidden = totals === null;
  if (totals) {
    byId("lines").replaceChildren(orderLines(lines, currency));
    byId("sums").replaceChildren(sums(totals, currency));
  }
  button.dataset.total = totals?.total ?? "";
  showButton();
  showTrouble();
}

function showButton() {
  const currency = recorded?.order.currency ?? catalogue.currency();
  const amount = button.dataset.total && display(Number(button.dataset.total), currency);
  byId("pay-text").textContent = busy ? t("checkout.opening") : t("checkout.pay", { amount });
  button.setAttribute("aria-disabled", String(busy));
  button.classList.toggle("busy", busy);
}

function setBusy(now) {
  busy = now;
  showButton();
}

function showError(text, withCart = false) {
  trouble = text;
  byId("to-mend").hidden = !withCart;
  showTrouble();
}

function showTrouble() {
  byId("trouble-text").textContent = trouble();
  byId("trouble").hidden = trouble() === "";
}

async function pay() {
  // A second click must not place a second order. If one is sent all the same, the key makes it the same order.
  if (busy) return;
  setBusy(true);
  showError(() => "");
  try {
    const isLeaving = await openPayment({ mayBeginAgain: true });
    // The browser is leaving the page: the button stays busy.
    if (isLeaving) return;
  } catch (error) {
    console.warn(error);
    showError(() => errorText(error), error.code === "out_of_stock");
  }
  setBusy(false);
}

/** Places or finds the order and opens the PG's window. `false`: the shopper has to check the new price first. */
async function openPayment({ mayBeginAgain }) {
  const { key, locale: language } = cart.attempt(locale());
  const order = await api.checkout(orderable(), key, language);
  const shown = button.dataset.total;
  cart.setOrderId(order.orderId);
  recorded = order;
  if (String(order.totals.total) !== shown) {
    showError(() => t("checkout.changed"));
    show();
    return false;
  }
  let prepared;
  try {
    prepared = await api.prepare(order.orderId, PG);
  } catch (error) {
    if (!(error instanceof api.Problem)) throw error;
    const { state } = await api.status(order.orderId);
    if (UNDER_WAY.includes(state)) {
      location.assign(`/result.html?orderId=${encodeURIComponent(order.orderId)}`);
      return true;
    }
    if (!ENDED.includes(state) || !mayBeginAgain) throw error;
    // This cart's order has ended (it expired, or was canceled in another tab): place a new one.
    recorded = null;
    cart.beginAgain();
    return openPayment({ mayBeginAgain: false });
  }
  await openWindow(prepared);
  return true;
}

/** Whatever the error is, nothing has been charged on this page: the money is taken after the PG's window. */
function errorText(error) {
  // The PG's script rejects with this code if the shopper closes the window.
  if (error.code === "USER_CANCEL") return message("shopper_canceled");
  if (error instanceof api.Problem && hasMessage(error.code)) {
    const { productId } = error;
    return productId ? `${catalogue.nameOf({ productId })}: ${message(error.code)}` : message(error.code);
  }
  return t("checkout.notMade");
}
