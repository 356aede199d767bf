// The products, as the server has them, and cart lines in the shape in which the core adds them up.
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

/** A cart's line with its price; `null` for what is no longer sold. */
export function priced({ productId, quantity }) {
  const found = product(productId);
  return found ? { productId, unitPrice: found.unitPrice, quantity, tax: found.tax } : null;
}

export const currency = () => known.values().next().value?.currency ?? "KRW";

// The core's word for it, as order lines have it.
const taxOf = ({ tax, taxFree }) => tax ?? (taxFree ? "tax_free" : "taxable");

/** A text that comes in both languages; `undefined` if there is none. */
export const inLocale = (words) => (typeof words === "string" ? words : (words?.[locale()] ?? words?.ko));

/** A product's picture; one that has none gets the parcel. */
export function picture(productId, size) {
  const image = new Image(size, size);
  image.alt = "";
  image.decoding = "async";
  image.addEventListener("error", () => (image.src = "/images/parcel.svg"), { once: true });
  image.src = `/images/${encodeURIComponent(productId)}.svg`;
  return image;
}
