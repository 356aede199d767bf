// The lines of an order and its totals, as every page shows them.
import { nameOf, picture } from "./catalogue.js";
import { el, terms } from "./dom.js";
import { t } from "./i18n.js";
import { display, lineTotal } from "./money.js";

/** The total with its VAT and tax-free parts. The third argument is the label of the total and its class. */
export function sums(totals, currency, [term, kind] = [t("sum.total"), "grand"]) {
  const show = (amount) => display(amount, currency);
  return terms([
    totals.discount > 0 && [t("sum.discount"), `− ${show(totals.discount)}`, "discount"],
    totals.taxable > 0 && [t("sum.supplied"), show(totals.supplied), "supplied"],
    totals.taxable > 0 && [t("sum.vat"), show(totals.vat), "vat"],
    totals.taxFree > 0 && [t("sum.taxFree"), show(totals.taxFree), "tax-free"],
    [term, show(totals.total), "total", kind],
  ]);
}

/** The lines of an order, without buttons. */
export const orderLines = (lines, currency) =>
  el(
    "ul",
    { class: "lines" },
    lines.map((line) =>
      el(
        "li",
        { class: "line", "data-testid": `line-${line.productId}` },
        picture(line.productId, 56),
        el(
          "div",
          { class: "line-what" },
          el("span", { class: "line-name" }, nameOf(line), line.tax === "tax_free" && taxFreeBadge()),
          el("span", { class: "faint" }, `${display(line.unitPrice, currency)} · ${t("line.quantity", { count: line.quantity })}`),
        ),
        el("span", { class: "line-sum" }, display(lineTotal(line), currency)),
      ),
    ),
  );

export const taxFreeBadge = () => el("span", { class: "badge" }, t("product.taxFree"));
