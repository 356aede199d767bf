// The products from the server, and cart lines in the form that the core adds up.
import * as api from "./api.js";
import { locale } from "./i18n.js";

let known = new Map();

export async function load() {
  const list = (await api.products()).map((product) => ({ ...product, tax: taxOf(product) }));
  known = new Map(list.map((product) => [product.productId, product]));
  return list;
}

export const product = (productId) => known.get(productId);

export const nameOf = (line) => inLocale(line.name) ?? inLocale(product(line.productId)?.name) ?? line.productId;

/** A cart's line with its price; `null` if the product is no longer sold. */
export function priced({ productId, quantity }) {
  const found = product(productId);
  return found ? { productId, unitPrice: found.unitPrice, quantity, tax: found.tax } : null;
}

export const currency = () => known.values().next().value?.currency ?? "KRW";

// The core's code, as in order lines.
const taxOf = ({ tax, taxFree }) => tax ?? (taxFree ? "tax_free" : "taxable");

/** The text in the shopper's language; `undefined` if there is none. */
export const inLocale = (text) => (typeof text === "string" ? text : (text?.[locale()] ?? text?.ko));

/** A product's picture; a parcel if it has none. */
export function picture(productId, size) {
  const image = new Image(size, size);
  image.alt = "";
  image.decoding = "async";
  image.addEventListener("error", () => (image.src = "/images/parcel.svg"), { once: true });
  image.src = `/images/${encodeURIComponent(productId)}.svg`;
  return image;
}
