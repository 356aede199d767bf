// Everybody can buy: by keyboard, on a narrow screen; and the pages keep their promises about scripts and secrets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { flow } from "../harness/flow.js";

/** Presses Tab until the element has the focus, as somebody without a mouse has to. */
async function tabTo(page, testid) {
  for (let presses = 0; presses < 80; presses += 1) {
    const here = await page.evaluate(() => document.activeElement?.dataset?.testid);
    if (here === testid) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${testid}`);
}

flow("buys with the keyboard alone", {}, async ({ pg, arrive }) => {
  const shopper = await arrive({ viewport: { width: 1280, height: 900 } });
  const { page } = shopper;
  await shopper.open("/");
  await shopper.by("add-tea-jeju").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main", "the way past the header");
  await tabTo(page, "add-tea-jeju");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "card-more-tea-jeju", "the focus goes on");
  await page.keyboard.press("Space");
  assert.equal(await shopper.by("card-quantity-tea-jeju").textContent(), "2");
  assert.match(await page.locator("#announcer").textContent(), /2개/);
  await tabTo(page, "checkout");
  await page.keyboard.press("Enter");
  await page.waitForURL(/checkout/);
  await shopper.by("line-tea-jeju").waitFor();
  await tabTo(page, "pay");
  await page.keyboard.press("Enter");
  const orderId = await shopper.inWindow();
  await tabTo(page, "pay");
  await page.keyboard.press("Enter");
  await page.waitForURL(/result/);
  await shopper.sees("paid");
  await tabTo(page, "to-shop");
  await pg.assertTaken(orderId, { captured: 36_000, approvals: 1 });
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

flow("has nothing that WCAG 2.2 AA forbids, in light and in dark", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
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
  await shopper.by("add-mug-moon").click();
  await shopper.by("add-book-hangul").click();
  await check();
  await shopper.open("/checkout.html");
  await shopper.by("line-mug-moon").waitFor();
  await check();
  await shopper.pay();
  await shopper.choose("decline-at-confirm");
  await shopper.sees("ended");
  await check();
  await shopper.by("again").click();
  await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  await shopper.sees("awaiting");
  await check();
  const orderId = await shopper.by("order-id").textContent();
  await pg.deposit((await pg.ledger(orderId))[0].paymentKey);
  await shopper.sees("paid");
  await check();
});

flow("fits 360 pixels in both languages, with names for everything that can be pressed", {}, async ({ arrive }) => {
  for (const locale of ["ko-KR", "en-US"]) {
    const shopper = await arrive({ locale, viewport: { width: 360, height: 740 } });
    const { page } = shopper;
    const check = async () => {
      const { found, nameless } = await page.evaluate(() => ({
        found: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        nameless: [...document.querySelectorAll("a, button")].filter(
          (e) => e.checkVisibility() && !(e.textContent.trim() || e.getAttribute("aria-label")),
        ).length,
      }));
      assert.equal(found, 0, `${page.url()} is wider than the screen`);
      assert.equal(nameless, 0, `${page.url()} has a button without a name`);
      assert.equal(await page.locator("h1:visible").count(), 1);
      assert.equal(await page.getByRole("main").count(), 1);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("button, .button, .quiet")].filter(
          (e) => e.checkVisibility() && e.getBoundingClientRect().height < 44,
        ).length,
      );
      assert.equal(small, 0, "a button too small for a thumb");
    };
    await shopper.fillCart({ "book-hangul": 1, "print-minhwa": 1 });
    await check();
    await shopper.open("/");
    await shopper.by("cart-line-book-hangul").waitFor();
    await check();
    await shopper.open("/checkout.html");
    await shopper.by("line-book-hangul").waitFor();
    await shopper.pay();
    await shopper.choose("cancel");
    await shopper.sees("ended");
    await check();
  }
});

flow("runs no script but the shop's and the PG's, and shows no secret", {}, async ({ server, arrive }) => {
  const shopper = await arrive();
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
  // The longest flow there is, for the checks at the end of every flow: console, policy, secrets.
  await shopper.fillCart({ "bag-canvas": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  await shopper.sees("awaiting");
  const status = JSON.stringify(await shopper.status(orderId));
  assert.doesNotMatch(status, /secret|customerKey|idempotency/i);
});
