// Creates elements. A text always becomes a text node, so no data can become markup.

/** `el("button", { type: "button", onclick: f }, "담기")`. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A `dl` of terms and values; rows that are `null` are left out. Each row: `[term, value, testid, class]`. */
export const terms = (rows) =>
  el(
    "dl",
    { class: "terms" },
    rows
      .filter(Boolean)
      .map(([term, value, testid, kind]) =>
        el("div", { class: kind }, el("dt", {}, term), el("dd", { "data-testid": testid }, value)),
      ),
  );
