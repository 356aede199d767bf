// Clicks, tabs, reloads and the back button: people repeat things, money must not.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

flow("clicks pay twice: one order, one charge", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  const before = await shopper.stock();
  await shopper.fillCart({ "mug-moon": 1 });
  await shopper.by("pay").dblclick();
  const orderId = await shopper.inWindow();
  await shopper.choose("pay");
  await shopper.sees("paid");
  assert.equal(shopper.sent("POST", /\/payments\/checkout$/), 1);
  await pg.assertTaken(orderId, { captured: 24_000, approvals: 1 });
  assert.equal((await shopper.stock())["mug-moon"], before["mug-moon"] - 1);
});

flow("comes back from the window and pays again: the same order", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "mug-moon": 1 });
  const orderId = await shopper.pay();
  await shopper.page.goBack();
  await shopper.page.waitForURL(/checkout/);
  // Even in another language: it is the same order.
  await shopper.by("language").click();
  assert.equal(await shopper.pay(), orderId);
  await shopper.choose("pay");
  await shopper.sees("paid");
  await pg.assertTaken(orderId, { captured: 24_000, approvals: 1 });
});

flow("reloads, goes back, and opens the return address again", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "soap-mugwort": 2 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(redirectUrl);
  await shopper.sees("paid");
  await shopper.page.reload();
  await shopper.sees("paid");
  await shopper.open("/");
  await shopper.page.goBack();
  await shopper.sees("paid");
  await shopper.page.goto(redirectUrl);
  const result = await shopper.sees("paid");
  assert.equal(await result.getByTestId("order-id").textContent(), orderId);
  assert.ok(shopper.sent("POST", /\/payments\/confirm$/) >= 2, "the claim was brought twice");
  await pg.assertTaken(orderId, { captured: 13_000, approvals: 1 });
});

flow("opens the return address in two tabs at once", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  const other = await shopper.context.newPage();
  await Promise.all([shopper.page.goto(redirectUrl), other.goto(redirectUrl)]);
  await Promise.all([shopper.sees("paid"), shopper.sees("paid", other)]);
  await pg.assertTaken(orderId, { captured: 18_000, approvals: 1 });
});

flow("pays one order in two tabs: charged once, and the second tab shows where it stands", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(/console: Failed to load resource.*\/confirm\)/);
  await shopper.fillCart({ "bag-canvas": 1 });
  const other = await shopper.context.newPage();
  await shopper.open("/checkout.html", other);
  await shopper.by("line-bag-canvas", other).waitFor();
  const orderId = await shopper.pay();
  assert.equal(await shopper.pay(other), orderId, "one cart, one order");
  await shopper.choose("pay");
  await shopper.sees("paid");
  await shopper.by("pay", other).click();
  // The PG may refuse the second window, or the server the second payment; either way one charge.
  await other.waitForLoadState();
  if (/result\.html/.test(other.url())) {
    await other.locator('[data-testid="result"]:not([data-kind="checking"])').waitFor();
    const kind = await shopper.by("result", other).getAttribute("data-kind");
    assert.ok(["refused", "paid"].includes(kind), kind);
    if (kind === "refused") {
      await shopper.by("show-order", other).click();
      await shopper.sees("paid", other);
    }
  }
  await pg.assertTaken(orderId, { captured: 15_000, approvals: 1 });
  assert.equal((await shopper.status(orderId)).state, "paid");
});

flow("meets a PG that answers late: checked, then paid, never failed", { flags: ["--call-timeout-ms", "5000"] }, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  await pg.misbehave({ match: { operation: "confirm", orderId }, fault: { type: "answer_late", ms: 6_000 } });
  await shopper.choose("pay");
  const result = await shopper.sees("checking");
  // The core's own words; and nothing on the page leads to a second payment.
  await result.getByTestId("headline").waitFor();
  assert.match(await result.textContent(), /다시 결제하지/);
  assert.equal(await result.getByRole("link").count(), 0);
  await shopper.sees("paid");
  assert.deepEqual(await shopper.shown(), ["checking", "paid"]);
  await pg.assertTaken(orderId, { captured: 128_000, approvals: 1 });
});

flow("meets a PG whose answer is lost: checked, then paid", { flags: ["--call-timeout-ms", "5000"] }, async ({ pg, arrive }) => {
  const shopper = await arrive({ locale: "en-US" });
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  await pg.misbehave({ match: { operation: "confirm", orderId }, fault: { type: "drop_after_commit" } });
  await shopper.choose("pay");
  await shopper.sees("paid");
  assert.deepEqual(await shopper.shown(), ["checking", "paid"]);
  await pg.assertTaken(orderId, { captured: 128_000, approvals: 1 });
});
