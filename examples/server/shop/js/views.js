// The views of the result page. Each function returns `{ kind, headline, text, parts }`; `text` is the core's whole
// message.
import { bankName } from "./banks.js";
import * as cart from "./cart.js";
import { el, terms } from "./dom.js";
import { locale, t, time } from "./i18n.js";
import { display, total } from "./money.js";
import { announce } from "./page.js";
import { sign } from "./signs.js";
import { orderLines, sums } from "./sums.js";
import { headlineOf, message } from "./messages.js";

/** The outcome is not known yet. No button here leads to a second payment. */
export const checking = (text) => ({ kind: "checking", text, ...messageParts(text, icon("spinner")) });

/** The server refused the address's parameters, or they cannot be read. */
export function refused({ text, mismatches = [], orderId }) {
  const { headline, parts } = messageParts(text, icon("refused"));
  const texts = [...new Set(mismatches.map((code) => message(code)))].filter((other) => other !== text);
  if (texts.length > 0)
    parts.push(el("section", { class: "box", "data-testid": "mismatches" }, el("h2", {}, t("result.found")), el("ul", {}, texts.map((other) => el("li", {}, other)))));
  parts.push(
    actions(
      orderId && link(`/result.html?orderId=${encodeURIComponent(orderId)}`, t("result.show"), "show-order", "primary"),
      link("/", t("result.shop"), "to-shop", orderId ? "" : "primary"),
    ),
  );
  return { kind: "refused", headline, text, parts };
}

/** The order's status. */
export function statusView(status) {
  const { state } = status;
  const view = VIEWS[state] ?? VIEWS.unknown;
  const kind = state === "declined" && status.mismatches?.length > 0 ? "refused" : view.kind;
  const text = textOf(status);
  const { headline, parts } = messageParts(text, icon(kind === "refused" ? "refused" : view.icon));
  if (status.deposit && state === "awaiting_deposit") parts.push(deposit(status));
  parts.push(details(status), view.actions(status));
  return { kind, headline, text, parts: [...parts, el("span", { hidden: true, "data-testid": "state" }, state)] };
}

/** The reason first if the order ended without money, otherwise the state first. */
function textOf({ state, reason, mismatches, message: fromServer }) {
  const hasEnded = ["declined", "canceled", "expired"].includes(state);
  const codes = hasEnded ? [mismatches?.[0]?.code, reason, state] : [state, reason];
  const own = message(...codes);
  // The server's core may be newer than this page's, and have messages that this one does not have.
  return own === message("unknown") ? (fromServer?.[locale()] ?? own) : own;
}

function messageParts(text, sign) {
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
    // Clipboards exist only on https and localhost, and the browser may forbid them.
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
  // The breakdown is shown only if the lines add up to the amount.
  const explained = totals?.total === amount;
  return el(
    "section",
    { class: "box", "aria-labelledby": "details-title" },
    el("h2", { id: "details-title" }, t("result.order")),
    lines.length > 0 && orderLines(lines, currency),
    explained ? sums(totals, currency, [t("result.amount"), ""]) : terms([[t("result.amount"), display(amount, currency), "total"]]),
    terms([
      // A shopper whose payment failed looks for "Paid ₩0".
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

/** With a link to the PG's receipt, if the answer has a web address. */
function withReceipt({ receiptUrl }) {
  if (!/^https?:\/\//.test(receiptUrl ?? "")) return onlyShop();
  const receipt = link(receiptUrl, t("result.receipt"), "receipt");
  receipt.target = "_blank";
  receipt.rel = "noopener noreferrer";
  receipt.append(el("span", { class: "unseen" }, ` ${t("result.newWindow")}`));
  return actions(receipt, toShop("primary"));
}

/** No action while the outcome is unknown: a link to the shop would lead to a second order. */
const noActions = () => actions();

const proceed = ({ orderId }) =>
  actions(
    cart.orderId() === orderId && link("/checkout.html", t("result.continue"), "continue", "primary"),
    toShop(cart.orderId() === orderId ? "" : "primary"),
  );

const VIEWS = {
  ready: { kind: "ready", icon: "stopped", actions: proceed },
  confirming: { kind: "checking", icon: "spinner", actions: noActions },
  unknown: { kind: "checking", icon: "spinner", actions: noActions },
  reversing: { kind: "checking", icon: "spinner", actions: noActions },
  quarantined: { kind: "checking", icon: "waiting", actions: noActions },
  awaiting_deposit: { kind: "awaiting", icon: "waiting", actions: onlyShop },
  paid: { kind: "paid", icon: "paid", actions: withReceipt },
  refunding: { kind: "refunded", icon: "returned", actions: onlyShop },
  refunded: { kind: "refunded", icon: "returned", actions: withReceipt },
  partially_refunded: { kind: "refunded", icon: "returned", actions: withReceipt },
  declined: { kind: "ended", icon: "stopped", actions: tryAgain },
  canceled: { kind: "ended", icon: "stopped", actions: tryAgain },
  expired: { kind: "ended", icon: "stopped", actions: tryAgain },
};
