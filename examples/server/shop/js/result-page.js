// The result of the order: reads the parameters of the PG's return, has the server confirm them, shows the status.
import * as api from "./api.js";
import * as cart from "./cart.js";
import * as catalogue from "./catalogue.js";
import { readReturn } from "./daejo.js";
import { byId } from "./dom.js";
import { follow } from "./follow.js";
import { onLocale, t } from "./i18n.js";
import { announce, openPage } from "./page.js";
import { checking, refused, statusView } from "./views.js";
import { message } from "./messages.js";

const PG = "toss_payments";
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Builds the current view; called again when the language changes. */
let view = () => checking(message("unknown"));
/** The last status as text. A repeated status is not shown again, so that no screen reader repeats it. */
let last = "";
let turns = 0;
let deposit;
let stopFollowing = () => {};

openPage();
onLocale(paint);
paint();
// Names and pictures only; the result is shown without them.
void catalogue.load().then(paint, console.warn);
await begin();

async function begin() {
  const parameters = new URLSearchParams(location.search);
  const returned = readReturn({ pg: PG, query: location.search });
  const orderId = parameters.get("orderId");
  if (returned.outcome === "claimed") return confirm(returned.claim);
  // The address also names a reason, but anyone can write an address: the server's status counts.
  // Some PGs leave out the order when the shopper cancels: then it is the order of this cart.
  if (returned.outcome === "failed") return showOrder(returned.failure.orderId ?? cart.orderId());
  if (parameters.get("outcome") === "failed") return showOrder(orderId ?? cart.orderId());
  const isReturn = parameters.has("outcome") || parameters.has("paymentKey") || parameters.has("amount");
  if (orderId && !isReturn) return showOrder(orderId);
  const codes = returned.problems.map((problem) => problem.code);
  setView(() => refused({ text: message(...codes), orderId }));
}

/** Sends the confirm until it is answered. The server confirms an order once, however often it is sent. */
async function confirm(claim) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return showAndFollow(await api.confirm(claim));
    } catch (error) {
      if (error instanceof api.Problem) return refuse(error, claim.orderId);
      // No answer says nothing about the payment. The page goes on showing that it is being checked.
      console.warn(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Shows the order's status after a failed return, or when the shopper opens the page again. */
async function showOrder(orderId) {
  for (let wait = FIRST_WAIT_MS; orderId; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return showAndFollow(await api.status(orderId));
    } catch (error) {
      if (error instanceof api.Problem) return setView(() => refused({ text: message(error.code, ...denied(error)) }));
      console.warn(error);
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  setView(() => refused({ text: message("parameter_missing") }));
}

async function showAndFollow(status) {
  await showStatus(status);
  if (status.settled) return;
  stopFollowing();
  stopFollowing = follow(status.orderId, showStatus);
}

async function showStatus(received) {
  const turn = (turns += 1);
  const status = await withDeposit(received);
  // A newer status may have arrived while the account was fetched.
  if (turn !== turns) return;
  keepCart(status);
  const text = JSON.stringify(status);
  if (text === last) return;
  last = text;
  setView(() => statusView(status));
  // Removes the PG's parameters from the address: a reload then only reads the status.
  if (status.settled) history.replaceState(null, "", `?orderId=${encodeURIComponent(status.orderId)}`);
}

/** The stream leaves out the account, because the server would query the PG for each event. One request fetches it. */
async function withDeposit(status) {
  if (status.state !== "awaiting_deposit") return status;
  deposit = status.deposit ?? deposit ?? (await api.status(status.orderId).catch(() => status)).deposit;
  return { ...status, deposit };
}

async function refuse(problem, orderId) {
  // The order can still be the shopper's own and paid: a second tab, or an old return address.
  const own = orderId && (await api.status(orderId).catch(() => null));
  if (own) keepCart(own);
  const mismatches = problem.mismatches.map((mismatch) => mismatch.code);
  setView(() => refused({ text: message(problem.code, ...mismatches, ...denied(problem)), mismatches, orderId: own ? orderId : null }));
}

/** For another shopper's order the server answers only "not found". */
function denied({ status }) {
  return status === 404 ? ["not_owner"] : [];
}

/** Empties the cart after a purchase; after an order that ended without money the cart stays, for a new order. */
function keepCart({ orderId, state }) {
  if (cart.orderId() !== orderId) return;
  const bought = ["paid", "awaiting_deposit", "refunding", "refunded", "partially_refunded"];
  if (bought.includes(state)) cart.empty();
  if (["declined", "canceled", "expired"].includes(state)) cart.beginAgain();
}

function setView(next) {
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
