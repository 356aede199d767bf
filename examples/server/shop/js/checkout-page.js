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
import { hasWords, words } from "./words.js";

const PG = "toss_payments";
// From these on, the order is not this page's any more: the result page shows what became of it.
const UNDER_WAY = ["confirming", "unknown", "reversing", "quarantined", "awaiting_deposit", "paid"];
const ENDED = ["declined", "canceled", "expired", "refunded", "partially_refunded", "refunding"];

const button = byId("pay");
/** The order as the server recorded it, once it did: its prices count, not those of the list. */
let recorded = null;
let busy = false;
/** What went wrong, as a function: the language may change while it stands there. */
let trouble = () => "";

openPage();
onLocale(show);
cart.onCart(() => {
  recorded = null;
  show();
});
button.addEventListener("click", pay);
// The back button brings the page back as it was left, with the button still busy.
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

/** What is in the cart and still sold. */
function orderable() {
  return cart.lines().filter(({ productId }) => catalogue.product(productId));
}

function wanted() {
  return recorded?.order.lines ?? orderable().map(catalogue.priced);
}

function show() {
  const lines = wanted();
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

function tell(text, withCart = false) {
  trouble = text;
  byId("to-mend").hidden = !withCart;
  showTrouble();
}

function showTrouble() {
  byId("trouble-text").textContent = trouble();
  byId("trouble").hidden = trouble() === "";
}

async function pay() {
  // One order per click would be one order too many; the key makes even a repetition that slips through harmless.
  if (busy) return;
  setBusy(true);
  tell(() => "");
  try {
    const left = await openPayment({ mayBeginAgain: true });
    // The page is being left: the button stays busy until it is.
    if (left) return;
  } catch (error) {
    console.warn(error);
    tell(() => told(error), error.code === "out_of_stock");
  }
  setBusy(false);
}

/** Makes or finds the order and opens the PG's window. `false`: the shopper has to look again first. */
async function openPayment({ mayBeginAgain }) {
  const { key, locale: language } = cart.attempt(locale());
  const order = await api.checkout(orderable(), key, language);
  const shown = button.dataset.total;
  cart.becameOrder(order.orderId);
  recorded = order;
  if (String(order.totals.total) !== shown) {
    tell(() => t("checkout.changed"));
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
    // This cart's order ended (it expired, or was called off in another tab): the shopper wants a new one.
    recorded = null;
    cart.beginAgain();
    return openPayment({ mayBeginAgain: false });
  }
  await openWindow(prepared);
  return true;
}

/** Nothing has been charged on this page, whatever happened: a payment begins at the PG and ends on the next page. */
function told(error) {
  // The PG's script, where it answers instead of leaving the page.
  if (error.code === "USER_CANCEL") return words("shopper_canceled");
  if (error instanceof api.Problem && hasWords(error.code)) {
    const { productId } = error;
    return productId ? `${catalogue.nameOf({ productId })}: ${words(error.code)}` : words(error.code);
  }
  return t("checkout.notMade");
}
