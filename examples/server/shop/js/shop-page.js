// The product list and the cart.
import * as cart from "./cart.js";
import * as catalogue from "./catalogue.js";
import { byId, el } from "./dom.js";
import { onLocale, t } from "./i18n.js";
import { display, lineTotal, total } from "./money.js";
import { openPage } from "./page.js";
import { change, most, stepper } from "./stepper.js";
import { sums, taxFreeBadge } from "./sums.js";

let products = null;
/** Functions that redraw a product card after a change of the cart. */
let redraws = [];
/** Cart rows by product. A row that stays keeps its buttons, and so the focus. */
const cartRows = new Map();

/** Whether the cart's own checkout button is visible. */
let cartInView = false;

openPage();
new IntersectionObserver(([entry]) => {
  cartInView = entry.isIntersecting;
  showBar();
}).observe(byId("cart-checkout"));
cart.onCart(redraw);
onLocale(showAll);
byId("retry").addEventListener("click", load);
await load();

async function load() {
  byId("unreachable").hidden = true;
  byId("loading").hidden = false;
  try {
    products = await catalogue.load();
    showAll();
  } catch (error) {
    console.warn(error);
    byId("unreachable").hidden = false;
  }
  byId("loading").hidden = true;
}

function showAll() {
  if (!products) return;
  redraws = [];
  cartRows.clear();
  byId("products").replaceChildren(...products.map(card));
  byId("cart-lines").replaceChildren();
  redraw();
}

function redraw() {
  if (!products) return;
  for (const refresh of redraws) refresh();
  showCart();
}

function card(product) {
  const { productId } = product;
  const name = catalogue.nameOf(product);
  const add = el(
    "button",
    { type: "button", class: "add", "aria-label": t("product.add.label", { name }), "data-testid": `add-${productId}` },
    t("product.add"),
  );
  const steps = stepper(productId, "card");
  const soldOut = el("span", { class: "sold-out", "data-testid": `sold-out-${productId}` }, t("product.soldOut"));
  add.addEventListener("click", () => {
    change(productId, 1);
    steps.more.focus();
  });
  let before = 0;
  redraws.push(() => {
    const quantity = cart.quantity(productId);
    const hadFocus = steps.group.contains(document.activeElement);
    add.hidden = quantity > 0 || most(productId) === 0;
    soldOut.hidden = quantity > 0 || most(productId) > 0;
    steps.group.hidden = quantity === 0;
    if (before > 0 && quantity === 0 && hadFocus) add.focus();
    before = quantity;
    steps.refresh();
  });
  const description = catalogue.inLocale(product.description);
  const few = most(productId) > 0 && most(productId) <= 5;
  return el(
    "li",
    { class: "product", "data-testid": `product-${productId}` },
    el("div", { class: "picture" }, catalogue.picture(productId, 320)),
    el("h3", {}, name),
    description && el("p", { class: "faint small" }, description),
    el(
      "p",
      { class: "price" },
      el("strong", { "data-testid": `price-${productId}` }, display(product.unitPrice, product.currency)),
      product.tax === "tax_free" && taxFreeBadge(),
      few && el("span", { class: "few" }, t("product.few", { count: most(productId) })),
    ),
    el("div", { class: "buy" }, add, steps.group, soldOut),
  );
}

function showCart() {
  const lines = cart.lines();
  const list = byId("cart-lines");
  const kept = new Set(lines.map((line) => line.productId));
  for (const [productId, row] of cartRows) {
    if (kept.has(productId)) continue;
    row.element.remove();
    cartRows.delete(productId);
  }
  for (const line of lines) {
    if (!cartRows.has(line.productId)) {
      const row = cartRow(line);
      cartRows.set(line.productId, row);
      list.append(row.element);
    }
    cartRows.get(line.productId).refresh();
  }
  const priced = lines.map(catalogue.priced).filter(Boolean);
  const totals = total(priced);
  const currency = catalogue.currency();
  byId("cart-empty").hidden = lines.length > 0;
  byId("cart-sums").replaceChildren(...(totals ? [sums(totals, currency)] : []));
  byId("cart-checkout").hidden = !totals;
  showBar();
  byId("bar-count").textContent = t("cart.bar", { count: cart.count() });
  byId("bar-total").textContent = totals ? display(totals.total, currency) : "";
}

function showBar() {
  byId("bar").hidden = cartInView || byId("cart-checkout").hidden;
}

function cartRow({ productId }) {
  const steps = stepper(productId, "cart");
  const known = catalogue.product(productId);
  const name = catalogue.nameOf({ productId });
  const remove = el(
    "button",
    { type: "button", class: "remove", "aria-label": t("cart.remove", { name }), "data-testid": `remove-${productId}` },
    "×",
  );
  remove.addEventListener("click", () => {
    change(productId, 0);
    byId("cart-title").focus();
  });
  const sum = el("span", { class: "line-sum", "data-testid": `cart-sum-${productId}` });
  const refresh = () => {
    steps.refresh();
    const line = catalogue.priced({ productId, quantity: cart.quantity(productId) });
    sum.textContent = line ? display(lineTotal(line), known.currency) : "";
  };
  const element = el(
    "li",
    { class: "cart-line", "data-testid": `cart-line-${productId}` },
    el("span", { class: "line-name" }, name),
    remove,
    known ? steps.group : el("span", { class: "faint" }, t("cart.gone")),
    sum,
  );
  return { element, refresh };
}
