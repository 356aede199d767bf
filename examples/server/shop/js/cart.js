// The cart: product ids and quantities, and the key of the order that they will become. No prices: those are the
// server's. It lives in localStorage, so that every tab of the shop has the same one.

const PLACE = "daejo.cart";
const MOST = 99;

const listeners = new Set();

/** Calls `listener` after every change, from this tab or another. */
export const onCart = (listener) => listeners.add(listener);

/** What is in it: `[{ productId, quantity }]`, in the order in which it was put there. */
export const lines = () => Object.entries(read().lines).map(([productId, quantity]) => ({ productId, quantity }));

export const quantity = (productId) => read().lines[productId] ?? 0;

export const count = () => lines().reduce((sum, line) => sum + line.quantity, 0);

export function setQuantity(productId, wanted) {
  const cart = read();
  const next = { ...cart.lines, [productId]: Math.min(Math.max(Math.trunc(wanted), 0), MOST) };
  if (next[productId] === 0) delete next[productId];
  write({ lines: next, key: newKey() });
}

/**
 * The Idempotency-Key of this cart. It is made when the cart changes and not when it is paid: a second click, a
 * reload and a second tab then all name the same order. The language is that of the first click, because under one
 * key the server takes only one request.
 */
export function attempt(locale) {
  const cart = read();
  if (!cart.locale) write({ ...cart, locale });
  return { key: cart.key, locale: cart.locale ?? locale };
}

/** Remembers which order this cart became. */
export const becameOrder = (orderId) => write({ ...read(), orderId });

export const orderId = () => read().orderId;

/** The cart's order ended without money: the next attempt is another order. */
export const beginAgain = () => write({ lines: read().lines, key: newKey() });

export const empty = () => write({ lines: {}, key: newKey() });

// randomUUID exists only on https and localhost; a demo on a local network has neither.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Anything may stand there: another version's cart, or something a person typed in.
function read() {
  try {
    const { lines, key, locale, orderId } = JSON.parse(localStorage.getItem(PLACE)) ?? {};
    const sound = Object.entries(lines ?? {}).filter(([, n]) => Number.isInteger(n) && n > 0 && n <= MOST);
    if (typeof key === "string") return { lines: Object.fromEntries(sound), key, locale, orderId };
  } catch {
    // Unreadable: as good as empty.
  }
  return { lines: {}, key: newKey() };
}

function write(cart) {
  localStorage.setItem(PLACE, JSON.stringify(cart));
  for (const listener of listeners) listener();
}

addEventListener("storage", (event) => {
  if (event.key === PLACE) for (const listener of listeners) listener();
});
