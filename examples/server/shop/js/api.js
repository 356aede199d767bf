// Requests to the shop's server. A refusal (RFC 9457) is thrown as `Problem`, a lost answer as `Unreachable`. After a
// lost answer the outcome is unknown.

/** The server refused the request. */
export class Problem extends Error {
  constructor(status, document) {
    super(document.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = document.code ?? "unknown";
    /** The product without enough stock, with `out_of_stock`. */
    this.productId = document.productId;
    this.mismatches = Array.isArray(document.mismatches) ? document.mismatches : [];
  }
}

/** No answer, or one that leaves the outcome unknown. */
export class Unreachable extends Error {}

export const products = () => call("GET", "/api/v1/products").then(({ body }) => body);

/** Prices are the server's: only products and quantities are sent. The key makes a repeated request the same order. */
export const checkout = (lines, idempotencyKey, locale) =>
  call("POST", "/api/v1/payments/checkout", { lines, locale }, { "Idempotency-Key": idempotencyKey }).then(
    ({ body }) => body,
  );

export const prepare = (orderId, pg) =>
  call("POST", `${payment(orderId)}/prepare`, { pg }).then(({ body }) => body);

export const status = (orderId) => call("GET", payment(orderId)).then(({ body }) => body);

/** May be repeated any number of times: the server confirms an order once. */
export const confirm = (claim) => call("POST", "/api/v1/payments/confirm", { claim }).then(({ body }) => body);

export const statusStream = (orderId) => new EventSource(payment(orderId));

const payment = (orderId) => `/api/v1/payments/${encodeURIComponent(orderId)}`;

const TIMEOUT_MS = 30_000;

// The outcome is unknown after these: with 408 and 5xx the server may have acted, 425 and 429 ask for a later retry.
const isUnknown = (code) => code >= 500 || code === 408 || code === 425 || code === 429;

async function call(method, path, content, headers = {}) {
  let response;
  let body;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: "application/json, application/problem+json", ...(content && JSON_TYPE), ...headers },
      body: content && JSON.stringify(content),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.json();
  } catch (error) {
    // A refusal without a readable body is still a refusal.
    if (!response || response.ok || isUnknown(response.status)) throw new Unreachable("no answer", { cause: error });
    body = {};
  }
  if (response.ok) return { body };
  if (isUnknown(response.status)) throw new Unreachable(`HTTP ${response.status}`);
  throw new Problem(response.status, body);
}

const JSON_TYPE = { "Content-Type": "application/json" };
