// What became of the order: reads what the PG's return brought, has the server confirm it, shows what the server says.
import * as api from "./api.js";
import * as cart from "./cart.js";
import * as catalogue from "./catalogue.js";
import { readReturn } from "./daejo.js";
import { byId } from "./dom.js";
import { follow } from "./follow.js";
import { onLocale, t } from "./i18n.js";
import { announce, openPage } from "./page.js";
import { checking, refused, standing } from "./views.js";
import { words } from "./words.js";

const PG = "toss_payments";
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Makes what is to be seen now; called again when the language changes. */
let view = () => checking(words("unknown"));
/** The last status as text: a stream repeats itself, and a screen reader would too. */
let last = "";
let turns = 0;
let deposit;
let stopFollowing = () => {};

openPage();
onLocale(paint);
paint();
// Names and pictures only; the result is there without them.
void catalogue.load().then(paint, console.warn);
await begin();

async function begin() {
  const parameters = new URLSearchParams(location.search);
  const back = readReturn({ pg: PG, query: location.search });
  const orderId = parameters.get("orderId");
  if (back.outcome === "claimed") return confirm(back.claim);
  // Why it failed is in the address too, but anybody can have written that: the server says how the order stands.
  // Some PGs leave the order out when the shopper cancels: then it is the one that this cart became.
  if (back.outcome === "failed") return look(back.failure.orderId ?? cart.orderId());
  if (parameters.get("outcome") === "failed") return look(orderId ?? cart.orderId());
  const isReturn = parameters.has("outcome") || parameters.has("paymentKey") || parameters.has("amount");
  if (orderId && !isReturn) return look(orderId);
  const codes = back.problems.map((problem) => problem.code);
  put(() => refused({ text: words(...codes), orderId }));
}

/** The server may be asked any number of times: it confirms an order once. */
async function confirm(claim) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return showAndFollow(await api.confirm(claim));
    } catch (error) {
      if (error instanceof api.Problem) return refuse(error, claim.orderId);
      // No answer proves nothing. The page keeps saying that the payment is being checked, because it is.
      console.warn(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** The shopper came back without a payment, or comes to look: the server knows how the order stands. */
async function look(orderId) {
  for (let wait = FIRST_WAIT_MS; orderId; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return showAndFollow(await api.status(orderId));
    } catch (error) {
      if (error instanceof api.Problem) return put(() => refused({ text: words(error.code, ...denied(error)) }));
      console.warn(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  put(() => refused({ text: words("parameter_missing") }));
}

async function showAndFollow(status) {
  await showStatus(status);
  if (status.settled) return;
  stopFollowing();
  stopFollowing = follow(status.orderId, showStatus);
}

async function showStatus(said) {
  const turn = (turns += 1);
  const status = await withDeposit(said);
  // While the account was looked up, something newer may have come.
  if (turn !== turns) return;
  keepCart(status);
  const text = JSON.stringify(status);
  if (text === last) return;
  last = text;
  put(() => standing(status));
  // Nothing of the PG's has to stay in the address, and a reload then simply looks.
  if (status.settled) history.replaceState(null, "", `?orderId=${encodeURIComponent(status.orderId)}`);
}

/** The stream leaves the account out: it would have the server ask the PG again and again. Looking once brings it. */
async function withDeposit(status) {
  if (status.state !== "awaiting_deposit") return status;
  deposit = status.deposit ?? deposit ?? (await api.status(status.orderId).catch(() => status)).deposit;
  return { ...status, deposit };
}

async function refuse(problem, orderId) {
  // The order may be the shopper's own all the same, and stand well: a second tab, a return of long ago.
  const own = orderId && (await api.status(orderId).catch(() => null));
  if (own) keepCart(own);
  const found = problem.mismatches.map((mismatch) => mismatch.code);
  put(() => refused({ text: words(problem.code, ...found, ...denied(problem)), found, orderId: own ? orderId : null }));
}

/** For a stranger's order the server says no more than "not found". */
function denied({ status }) {
  return status === 404 ? ["not_owner"] : [];
}

/** What was bought leaves the cart; what was not stays in it, for another order. */
function keepCart({ orderId, state }) {
  if (cart.orderId() !== orderId) return;
  const taken = ["paid", "awaiting_deposit", "refunding", "refunded", "partially_refunded"];
  if (taken.includes(state)) cart.empty();
  if (["declined", "canceled", "expired"].includes(state)) cart.beginAgain();
}

function put(next) {
  view = next;
  paint();
}

function paint() {
  const { kind, headline, text, parts } = view();
  const result = byId("result");
  result.dataset.kind = kind;
  result.setAttribute("aria-busy", String(kind === "checking"));
  result.replaceChildren(...parts);
  announce(text);
  document.title = `${headline} · ${t("shop")}`;
}
