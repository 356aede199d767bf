// The shop's language: the shopper's choice, or else the browser's languages.
import { TEXTS } from "./texts.js";

const STORAGE_KEY = "daejo.locale";
const LOCALES = ["ko", "en"];
const listeners = new Set();

let current = initial();

export const locale = () => current;

export function setLocale(next) {
  if (!LOCALES.includes(next) || next === current) return;
  current = next;
  localStorage.setItem(STORAGE_KEY, next);
  translate();
  for (const listener of listeners) listener();
}

/** Calls `listener` when the shopper changes the language. */
export const onLocale = (listener) => listeners.add(listener);

/** A label of the shop; `{name}` is replaced by `values.name`. */
export function t(key, values = {}) {
  return TEXTS[key][current].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Fills in the elements with a text key: `data-i18n` sets the content, `data-i18n-label` the accessible name. */
export function translate() {
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll("[data-i18n]")) element.textContent = t(element.dataset.i18n);
  for (const element of document.querySelectorAll("[data-i18n-label]"))
    element.setAttribute("aria-label", t(element.dataset.i18nLabel));
}

/** A point in time in Korean time, because the banks' deadlines are Korean. */
export function time(at) {
  const options = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Seoul" };
  return new Intl.DateTimeFormat(current === "ko" ? "ko-KR" : "en-GB", options).format(new Date(at));
}

function initial() {
  const wanted = [localStorage.getItem(STORAGE_KEY), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())];
  return wanted.find((tag) => LOCALES.includes(tag)) ?? "ko";
}
