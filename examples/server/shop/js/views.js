// What the result page shows, one function a situation. Each makes `{ kind, headline, text, parts }`, `text`
// being the whole of what the core says.
import { bankName } from "./banks.js";
import * as cart from "./cart.js";
import { el, terms } from "./dom.js";
import { locale, t, time } from "./i18n.js";
import { display, total } from "./money.js";
import { announce } from "./page.js";
import { sign } from "./signs.js";
import { orderLines, sums } from "./sums.js";
import { headlineOf, words } from "./words.js";

/** The outcome is open. No button here leads to a second payment. */
export const checking = (text) => ({ kind: "checking", text, ...said(text, icon("spinner")) });

/** The server turned down what the address said, or it says nothing. */
export function refused({ text, found = [], orderId }) {
  const { headline, parts } = said(text, icon("refused"));
  const texts = [...new Set(found.map((code) => words(code)))].filter((more) => more !== text);
  if (texts.length > 0)
    parts.push(el("section", { class: "box", "data-testid": "mismatches" }, el("h2", {}, t("result.found")), el("ul", {}, texts.map((more) => el("li", {}, more)))));
  parts.push(
    actions(
      orderId && link(`/result.html?orderId=${encodeURIComponent(orderId)}`, t("result.show"), "show-order", "primary"),
      link("/", t("result.shop"), "to-shop", orderId ? "" : "primary"),
    ),
  );
  return { kind: "refused", headline, text, parts };
}

/** How the order stands. */
export function standing(status) {
  const { state } = status;
  const look = LOOKS[state] ?? LOOKS.unknown;
  const kind = state === "declined" && status.mismatches?.length > 0 ? "refused" : look.kind;
  const text = textOf(status);
  const { headline, parts } = said(text, icon(kind === "refused" ? "refused" : look.icon));
  if (status.deposit && state === "awaiting_deposit") parts.push(deposit(status));
  parts.push(details(status), look.actions(status));
  return { kind, headline, text, parts: [...parts, el("span", { hidden: true, "data-testid": "state" }, state)] };
}

/** Why, where the order ended without money; how it stands, where it stands. */
function textOf({ state, reason, mismatches, message }) {
  const why = ["declined", "canceled", "expired"].includes(state);
  const codes = why ? [mismatches?.[0]?.code, reason, state] : [state, reason];
  const own = words(...codes);
  // The server's core may be newer than this page's, and know words that this one does not.
  return own === words("unknown") ? (message?.[locale()] ?? own) : own;
}

function said(text, sign) {
  const { headline, rest } = headlineOf(text);
  const parts = [
    el("div", { class: "sign", "aria-hidden": "true" }, sign),
    el("h1", { "data-testid": "headline" }, headline),
    rest.length > 0 && el("p", { class: "message", "data-testid": "message" }, rest.join(" ")),
  ];
  return { headline, parts: parts.filter(Boolean) };
}

function deposit({ deposit: account, amount, currency }) {
  const copy = el("button", { type: "button", class: "quiet", "data-testid": "copy-account" }, t("deposit.copy"));
  copy.addEventListener("click", async () => {
    // Clipboards exist only on https and localhost, and people may forbid them.
    await navigator.clipboard?.writeText(account.accountNumber).then(
      () => {
        copy.textContent = t("deposit.copied");
        announce(t("deposit.copied"));
      },
      console.warn,
    );
  });
  return el(
    "section",
    { class: "box", "aria-labelledby": "deposit-title", "data-testid": "deposit" },
    el("h2", { id: "deposit-title" }, t("deposit")),
    terms([
      [t("deposit.bank"), bankName(account.bankCode, locale()), "bank"],
      [t("deposit.account"), el("span", { class: "account" }, account.accountNumber), "account"],
      account.customerName && [t("deposit.name"), account.customerName, "depositor"],
      account.dueAt && [t("deposit.due"), time(account.dueAt), "due"],
      [t("deposit.amount"), display(amount, currency), "deposit-amount", "grand"],
    ]),
    copy,
  );
}

function details(status) {
  const { orderId, amount, currency, settled, captured = 0, refunded = 0, lines = [] } = status;
  const totals = total(lines);
  // The lines explain the amount only if they add up to it.
  const explained = totals?.total === amount;
  return el(
    "section",
    { class: "box", "aria-labelledby": "details-title" },
    el("h2", { id: "details-title" }, t("result.order")),
    lines.length > 0 && orderLines(lines, currency),
    explained ? sums(totals, currency, [t("result.amount"), ""]) : terms([[t("result.amount"), display(amount, currency), "total"]]),
    terms([
      // "Paid ₩0" is what somebody looks for whose payment did not go through.
      (settled || captured > 0) && [t("result.captured"), display(captured, currency), "captured", "grand"],
      refunded > 0 && [t("result.refunded"), display(refunded, currency), "refunded", "grand"],
      [t("result.orderId"), el("span", { class: "code" }, orderId), "order-id"],
    ]),
  );
}

const icon = (name) => (name === "spinner" ? el("span", { class: "spinner" }) : sign(name));

const actions = (...links) => el("div", { class: "actions" }, links);

const link = (href, text, testid, kind = "") => el("a", { href, class: `button ${kind}`, "data-testid": testid }, text);

const toShop = (kind) => link("/", t("result.shop"), "to-shop", kind);

const onlyShop = () => actions(toShop("primary"));

const tryAgain = () => actions(cart.count() > 0 && link("/checkout.html", t("result.again"), "again", "primary"), toShop(cart.count() > 0 ? "" : "primary"));

/** The PG's receipt: a web address or none, whatever the answer says. */
function withReceipt({ receiptUrl }) {
  if (!/^https?:\/\//.test(receiptUrl ?? "")) return onlyShop();
  const receipt = link(receiptUrl, t("result.receipt"), "receipt");
  receipt.target = "_blank";
  receipt.rel = "noopener noreferrer";
  receipt.append(el("span", { class: "unseen" }, ` ${t("result.newWindow")}`));
  return actions(receipt, toShop("primary"));
}

/** Open: waiting is all there is to do. A way to the shop would lead to a second order. */
const nothing = () => actions();

const proceed = ({ orderId }) =>
  actions(
    cart.orderId() === orderId && link("/checkout.html", t("result.continue"), "continue", "primary"),
    toShop(cart.orderId() === orderId ? "" : "primary"),
  );

const LOOKS = {
  ready: { kind: "ready", icon: "stopped", actions: proceed },
  confirming: { kind: "checking", icon: "spinner", actions: nothing },
  unknown: { kind: "checking", icon: "spinner", actions: nothing },
  reversing: { kind: "checking", icon: "spinner", actions: nothing },
  quarantined: { kind: "checking", icon: "waiting", actions: nothing },
  awaiting_deposit: { kind: "awaiting", icon: "waiting", actions: onlyShop },
  paid: { kind: "paid", icon: "paid", actions: withReceipt },
  refunding: { kind: "refunded", icon: "returned", actions: onlyShop },
  refunded: { kind: "refunded", icon: "returned", actions: withReceipt },
  partially_refunded: { kind: "refunded", icon: "returned", actions: withReceipt },
  declined: { kind: "ended", icon: "stopped", actions: tryAgain },
  canceled: { kind: "ended", icon: "stopped", actions: tryAgain },
  expired: { kind: "ended", icon: "stopped", actions: tryAgain },
};
