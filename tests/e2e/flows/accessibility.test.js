// Accessibility: keyboard, narrow screens, WCAG. Also the content security policy and secrets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { flow } from "../harness/flow.js";

/** Presses Tab until the element has the focus. */
async function tabTo(page, testid) {
  for (let presses = 0; presses < 80; presses += 1) {
    const here = await page.evaluate(() => document.activeElement?.dataset?.testid);
    if (here === testid) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${testid}`);
}

flow("buys with the keyboard alone", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper({ viewport: { width: 1280, height: 900 } });
  const { page } = shopper;
  await shopper.open("/");
  await shopper.byTestId("add-tea-jeju").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main", "the link that skips the header");
  await tabTo(page, "add-tea-jeju");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "card-more-tea-jeju", "the focus moves to the quantity buttons");
  await page.keyboard.press("Space");
  assert.equal(await shopper.byTestId("card-quantity-tea-jeju").textContent(), "2");
  assert.match(await page.locator("#announcer").textContent(), /2개/);
  await tabTo(page, "checkout");
  await page.keyboard.press("Enter");
  await page.waitForURL(/checkout/);
  await shopper.byTestId("line-tea-jeju").waitFor();
  await tabTo(page, "pay");
  await page.keyboard.press("Enter");
  const orderId = await shopper.waitForWindow();
  await tabTo(page, "pay");
  await page.keyboard.press("Enter");
  await page.waitForURL(/result/);
  await shopper.waitForResult("paid");
  await tabTo(page, "to-shop");
  await pg.assertCharged(orderId, { captured: 36_000, approvals: 1 });
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

flow("meets WCAG 2.2 AA in light and dark mode", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  const { page } = shopper;
  const check = async () => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(AXE);
      const found = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      const violations = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`);
      assert.deepEqual(violations, [], `${page.url()} in ${colorScheme}`);
    }
  };
  await shopper.open("/");
  await shopper.byTestId("add-mug-moon").click();
  await shopper.byTestId("add-book-hangul").click();
  await check();
  await shopper.open("/checkout.html");
  await shopper.byTestId("line-mug-moon").waitFor();
  await check();
  await shopper.pay();
  await shopper.choose("decline-at-confirm");
  await shopper.waitForResult("ended");
  await check();
  await shopper.byTestId("again").click();
  await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  await shopper.waitForResult("awaiting");
  await check();
  const orderId = await shopper.byTestId("order-id").textContent();
  await pg.deposit((await pg.ledger(orderId))[0].paymentKey);
  await shopper.waitForResult("paid");
  await check();
});

flow("fits a width of 360 pixels in both languages, and every button has a name", {}, async ({ newShopper }) => {
  for (const locale of ["ko-KR", "en-US"]) {
    const shopper = await newShopper({ locale, viewport: { width: 360, height: 740 } });
    const { page } = shopper;
    const check = async () => {
      const { overflow, nameless } = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        nameless: [...document.querySelectorAll("a, button")].filter(
          (e) => e.checkVisibility() && !(e.textContent.trim() || e.getAttribute("aria-label")),
        ).length,
      }));
      assert.equal(overflow, 0, `${page.url()} is wider than the screen`);
      assert.equal(nameless, 0, `${page.url()} has a button without a name`);
      assert.equal(await page.locator("h1:visible").count(), 1);
      assert.equal(await page.getByRole("main").count(), 1);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, .button, .quiet")].filter(
          (e) => e.checkVisibility() && e.getBoundingClientRect().height < 44,
        ).length,
      );
      assert.equal(small, 0, "a button is lower than 44 pixels");
    };
    await shopper.fillCart({ "book-hangul": 1, "print-minhwa": 1 });
    await check();
    await shopper.open("/");
    await shopper.byTestId("cart-line-book-hangul").waitFor();
    await check();
    await shopper.open("/checkout.html");
    await shopper.byTestId("line-book-hangul").waitFor();
    await shopper.pay();
    await shopper.choose("cancel");
    await shopper.waitForResult("ended");
    await check();
  }
});

flow("allows only scripts of the shop and the PG, and shows no secret", {}, async ({ server, newShopper }) => {
  const shopper = await newShopper();
  for (const path of ["/", "/checkout.html", "/result.html"]) {
    const answer = await shopper.context.request.get(server.shop + path);
    const csp = answer.headers()["content-security-policy"];
    assert.ok(csp, `${path} has a policy`);
    const directives = Object.fromEntries(csp.split(";").map((part) => part.trim().split(/\s+(.*)/s).slice(0, 2)));
    const scripts = directives["script-src"].split(/\s+/);
    assert.deepEqual(scripts.filter((source) => !["'self'", "'wasm-unsafe-eval'", new URL(server.pg).origin].includes(source)), []);
    assert.equal(directives["style-src"] ?? directives["default-src"], "'self'");
    assert.doesNotMatch(await answer.text(), /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/, "nothing inline");
  }
  // A long flow, for the checks at the end of every flow: console errors, policy violations, secrets.
  await shopper.fillCart({ "bag-canvas": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  await shopper.waitForResult("awaiting");
  const status = JSON.stringify(await shopper.status(orderId));
  assert.doesNotMatch(status, /secret|customerKey|idempotency/i);
});
