// Somebody with a browser: a fresh profile, what they do in the shop, and what must never happen to them.
import assert from "node:assert/strict";

const PHONE = { width: 390, height: 844 };

// The demo keys of the sandbox, the session's signing key, and what a PG hands out to servers only.
const SECRETS = [/test_sk_\w+/, /session key, known to everybody/, /\bps_[A-Za-z0-9]{10,}/, /"secret"\s*:/, /Basic [A-Za-z0-9+/=]{16,}/];

export class Shopper {
  static async arrive(browser, server, { locale = "ko-KR", viewport = PHONE } = {}) {
    const context = await browser.newContext({ locale, viewport });
    const shopper = new Shopper(context, server);
    context.on("page", (page) => shopper.#watch(page));
    await context.addInitScript(noteWhatIsShown);
    shopper.page = await context.newPage();
    return shopper;
  }

  constructor(context, server) {
    this.context = context;
    this.server = server;
    /** Console errors, exceptions, CSP violations, server errors. */
    this.troubles = [];
    /** What is expected to be complained about. */
    this.tolerated = [];
    this.answers = [];
    this.requests = [];
  }

  /** A refusal is an HTTP error by design, and browsers print those. */
  tolerate(pattern) {
    this.tolerated.push(pattern);
  }

  #watch(page) {
    page.on("console", (message) => {
      if (message.type() === "error") this.troubles.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.troubles.push(`exception: ${error.message}`));
    page.on("request", (request) => this.requests.push({ method: request.method(), url: request.url(), page }));
    page.on("response", (response) => {
      if (response.status() >= 500) this.troubles.push(`${response.status()} ${response.url()}`);
      if (!response.url().startsWith(this.server.shop)) return;
      const streams = (response.headers()["content-type"] ?? "").startsWith("text/event-stream");
      const body = streams || response.status() === 303 ? Promise.resolve("") : response.text().catch(() => "");
      this.answers.push(
        body.then((text) => ({ url: response.url(), text: `${JSON.stringify(response.headers())}\n${text}` })),
      );
    });
  }

  /** At the end of every flow: nothing broke, nothing was blocked, and no secret reached the browser. */
  async assertUntroubled() {
    const left = this.troubles.filter((trouble) => !this.tolerated.some((pattern) => pattern.test(trouble)));
    assert.deepEqual(left, []);
    for (const { url, text } of await Promise.all(this.answers))
      for (const secret of SECRETS) assert.doesNotMatch(text, secret, `a secret in ${url}`);
    for (const page of this.context.pages())
      for (const secret of SECRETS) assert.doesNotMatch(await page.content(), secret, `a secret in ${page.url()}`);
  }

  by(testid, page = this.page) {
    return page.getByTestId(testid);
  }

  async open(path = "/", page = this.page) {
    await page.goto(this.server.shop + path);
  }

  /** Fills the cart as a shopper does and goes to the checkout page. */
  async fillCart(lines) {
    await this.open("/");
    for (const [productId, quantity] of Object.entries(lines)) {
      await this.by(`add-${productId}`).click();
      for (let more = 1; more < quantity; more += 1) await this.by(`card-more-${productId}`).click();
    }
    await this.open("/checkout.html");
    await this.by("lines").locator("li").nth(Object.keys(lines).length - 1).waitFor();
  }

  /** Presses pay; returns the order's number, as the PG's window shows it. */
  async pay(page = this.page) {
    await this.by("pay", page).click();
    return this.inWindow(page);
  }

  async inWindow(page = this.page) {
    await page.waitForURL(/\/sandbox\/toss-payments\/window\//);
    return (await this.by("order-id", page).textContent()).trim();
  }

  /** In the window: pays, or whatever else its buttons do. */
  async choose(action, { method, page = this.page } = {}) {
    if (method) await this.by(`method-${method}`, page).check({ force: true });
    await this.by(action, page).click();
    await page.waitForURL(/\/result\.html/);
  }

  /** Waits until the result page shows a kind of result. */
  async sees(kind, page = this.page) {
    await page.locator(`[data-testid="result"][data-kind="${kind}"]`).waitFor({ timeout: 20_000 });
    return page.getByTestId("result");
  }

  /** Every kind of result that this page has shown since it was opened. */
  shown(page = this.page) {
    return page.evaluate(() => globalThis.shownKinds);
  }

  /** What the server says to this shopper about an order. */
  async status(orderId) {
    const answer = await this.context.request.get(`${this.server.shop}/api/v1/payments/${orderId}`);
    return { http: answer.status(), ...(await answer.json()) };
  }

  async stock() {
    const answer = await this.context.request.get(`${this.server.shop}/api/v1/products`);
    return Object.fromEntries((await answer.json()).map(({ productId, available }) => [productId, available]));
  }

  /** How often the browser sent such a request. */
  sent(method, pattern) {
    return this.requests.filter((request) => request.method === method && pattern.test(request.url)).length;
  }
}

/** Runs in the page before its own scripts. */
function noteWhatIsShown() {
  globalThis.shownKinds = [];
  const note = () => {
    const kind = document.getElementById("result")?.dataset.kind;
    if (kind && globalThis.shownKinds.at(-1) !== kind) globalThis.shownKinds.push(kind);
  };
  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI}`),
  );
}
