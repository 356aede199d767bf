// The cart: product ids and quantities, and the idempotency key of its order. No prices: those are the server's. It is
// kept in localStorage, so that every tab of the shop has the same cart.

const STORAGE_KEY = "daejo.cart";
/** Most pieces of one product, as the server accepts them. */
const MOST = 99;

const listeners = new Set();

/** Calls `listener` after every change, from this tab or another. */
export const onCart = (listener) => listeners.add(listener);

/** `[{ productId, quantity }]`, in the order in which the products were added. */
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
 * The Idempotency-Key of this cart. It is created when the cart changes, not when it is paid: a second click, a reload
 * and a second tab then all mean the same order. The language is that of the first click, because the server takes
 * only one request under one key.
 */
export function attempt(locale) {
  const cart = read();
  if (!cart.locale) write({ ...cart, locale });
  return { key: cart.key, locale: cart.locale ?? locale };
}

/** Remembers the order of this cart. */
export const setOrderId = (orderId) => write({ ...read(), orderId });

export const orderId = () => read().orderId;

/** The cart's order ended without money: the next attempt is a new order. */
export const beginAgain = () => write({ lines: read().lines, key: newKey() });

export const empty = () => write({ lines: {}, key: newKey() });

// randomUUID exists only on https and localhost; a demo on a local network has neither.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The stored text can be anything: another version's cart, or something typed in by hand.
function read() {
  try {
    const { lines, key, locale, orderId } = JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? {};
    const valid = Object.entries(lines ?? {}).filter(([, n]) => Number.isInteger(n) && n > 0 && n <= MOST);
    if (typeof key === "string") return { lines: Object.fromEntries(valid), key, locale, orderId };
  } catch {
    // An unreadable cart counts as empty.
  }
  return { lines: {}, key: newKey() };
}

function write(cart) {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(cart));
  for (const listener of listeners) listener();
}

addEventListener("storage", (event) => {
  if (event.key === STORAGE_KEY) for (const listener of listeners) listener();
});
