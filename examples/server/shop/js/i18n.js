// The shop's language: chosen by the shopper, otherwise the browser's (what it also sends as Accept-Language).
import { TEXTS } from "./texts.js";

const PLACE = "daejo.locale";
const LOCALES = ["ko", "en"];
const listeners = new Set();

let current = initial();

export const locale = () => current;

export function setLocale(next) {
  if (!LOCALES.includes(next) || next === current) return;
  current = next;
  localStorage.setItem(PLACE, next);
  translate();
  for (const listener of listeners) listener();
}

/** Calls `listener` when the shopper changes the language. */
export const onLocale = (listener) => listeners.add(listener);

/** A text of the shop's own; `{name}` stands for `values.name`. */
export function t(key, values = {}) {
  return TEXTS[key][current].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Fills in every element that names its text: `data-i18n` its content, `data-i18n-label` its accessible name. */
export function translate() {
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of document.querySelectorAll("[data-i18n-label]"))
    element.setAttribute("aria-label", t(element.dataset.i18nLabel));
}

/** A point in time on Korean clocks, where banks and their deadlines are. */
export function time(at) {
  const shape = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Seoul" };
  return new Intl.DateTimeFormat(current === "ko" ? "ko-KR" : "en-GB", shape).format(new Date(at));
}

function initial() {
  const wanted = [localStorage.getItem(PLACE), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wanted.find((tag) => LOCALES.includes(tag)) ?? "ko";
}
