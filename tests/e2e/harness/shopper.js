// A shopper: a new browser profile, the steps in the shop, and a record of every error in the browser.
import assert from "node:assert/strict";

const PHONE = { width: 390, height: 844 };

// The demo keys of the sandbox, the signing key of sessions, and secrets that a PG gives to servers only.
const SECRETS = [/test_sk_\w+/, /session key, known to everybody/, /\bps_[A-Za-z0-9]{10,}/, /"secret"\s*:/, /Basic [A-Za-z0-9+/=]{16,}/];

export class Shopper {
  static async open(browser, server, { locale = "ko-KR", viewport = PHONE } = {}) {
    const context = await browser.newContext({ locale, viewport });
    const shopper = new Shopper(context, server);
    context.on("page", (page) => shopper.#watch(page));
    await context.addInitScript(recordShownKinds);
    shopper.page = await context.newPage();
    return shopper;
  }

  constructor(context, server) {
    this.context = context;
    this.server = server;
    /** Console errors, exceptions, CSP violations, server errors. */
    this.errors = [];
    /** Patterns of expected errors. */
    this.allowedErrors = [];
    /** The text of every response of the shop. */
    this.answers = [];
    this.requests = [];
  }

  /** Allows an error. Refusals are HTTP errors by design, and browsers print those to the console. */
  allowError(pattern) {
    this.allowedErrors.push(pattern);
  }

  #watch(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.errors.push(`exception: ${error.message}`));
    page.on("request", (request) => this.requests.push({ method: request.method(), url: request.url(), page }));
    page.on("response", (response) => {
      if (response.status() >= 500) this.errors.push(`${response.status()} ${response.url()}`);
      if (!response.url().startsWith(this.server.shop)) return;
      const streams = (response.headers()["content-type"] ?? "").startsWith("text/event-stream");
      const body = streams || response.status() === 303 ? Promise.resolve("") : response.text().catch(() => "");
      this.answers.push(
        body.then((text) => ({ url: response.url(), text: `${JSON.stringify(response.headers())}\n${text}` })),
      );
    });
  }

  /** At the end of every flow: no unexpected error, no CSP violation, and no secret in the browser. */
  async assertNoErrors() {
    const unexpected = this.errors.filter((error) => !this.allowedErrors.some((pattern) => pattern.test(error)));
    assert.deepEqual(unexpected, []);
    for (const { url, text } of await Promise.all(this.answers))
      for (const secret of SECRETS) assert.doesNotMatch(text, secret, `a secret in ${url}`);
    for (const page of this.context.pages())
      for (const secret of SECRETS) assert.doesNotMatch(await page.content(), secret, `a secret in ${page.url()}`);
  }

  byTestId(testid, page = this.page) {
    return page.getByTestId(testid);
  }

  async open(path = "/", page = this.page) {
    await page.goto(this.server.shop + path);
  }

  /** Fills the cart by clicks and opens the checkout page. */
  async fillCart(lines) {
    await this.open("/");
    for (const [productId, quantity] of Object.entries(lines)) {
      await this.byTestId(`add-${productId}`).click();
      for (let more = 1; more < quantity; more += 1) await this.byTestId(`card-more-${productId}`).click();
    }
    await this.open("/checkout.html");
    await this.byTestId("lines").locator("li").nth(Object.keys(lines).length - 1).waitFor();
  }

  /** Clicks pay; returns the order number that the PG's window shows. */
  async pay(page = this.page) {
    await this.byTestId("pay", page).click();
    return this.waitForWindow(page);
  }

  async waitForWindow(page = this.page) {
    await page.waitForURL(/\/sandbox\/toss-payments\/window\//);
    return (await this.byTestId("order-id", page).textContent()).trim();
  }

  /** Clicks a button of the window and waits for the result page. */
  async choose(action, { method, page = this.page } = {}) {
    if (method) await this.byTestId(`method-${method}`, page).check({ force: true });
    await this.byTestId(action, page).click();
    await page.waitForURL(/\/result\.html/);
  }

  /** Waits until the result page shows this kind of result. */
  async waitForResult(kind, page = this.page) {
    await page.locator(`[data-testid="result"][data-kind="${kind}"]`).waitFor();
    return page.getByTestId("result");
  }

  /** Every kind of result that this page has shown since it was loaded. */
  shownKinds(page = this.page) {
    return page.evaluate(() => globalThis.shownKinds);
  }

  /** The status of an order, as the server reports it to this shopper. */
  async status(orderId) {
    const answer = await this.context.request.get(`${this.server.shop}/api/v1/payments/${orderId}`);
    return { http: answer.status(), ...(await answer.json()) };
  }

  async stock() {
    const answer = await this.context.request.get(`${this.server.shop}/api/v1/products`);
    return Object.fromEntries((await answer.json()).map(({ productId, available }) => [productId, available]));
  }

  /** How many such requests the browser sent. */
  requestCount(method, pattern) {
    return this.requests.filter((request) => request.method === method && pattern.test(request.url)).length;
  }
}

/** Runs in the page before its own scripts: records the kinds of result, and CSP violations as console errors. */
function recordShownKinds() {
  globalThis.shownKinds = [];
  const record = () => {
    const kind = document.getElementById("result")?.dataset.kind;
    if (kind && globalThis.shownKinds.at(-1) !== kind) globalThis.shownKinds.push(kind);
  };
  new MutationObserver(record).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI}`),
  );
}
