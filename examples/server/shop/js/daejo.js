// The one place that knows where the server keeps @daejo/web. A shop with a bundler imports "@daejo/web" instead.
export { describe, displayAmount, readReturn, totalOrder, version } from "/assets/daejo/browser.js";
