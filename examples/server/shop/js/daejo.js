// The only file with the server's path of @daejo/web. A shop with a bundler imports "@daejo/web" instead.
export { describe, displayAmount, readReturn, totalOrder, version } from "/assets/daejo/browser.js";
