// Repeated clicks, tabs, reloads and the back button: each order is charged once.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";
import { waitUntil } from "../harness/wait.js";

flow("clicks pay twice: one order, one charge", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  const before = await shopper.stock();
  await shopper.fillCart({ "mug-moon": 1 });
  await shopper.byTestId("pay").dblclick();
  const orderId = await shopper.waitForWindow();
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  assert.equal(shopper.requestCount("POST", /\/payments\/checkout$/), 1);
  await pg.assertCharged(orderId, { captured: 24_000, approvals: 1 });
  assert.equal((await shopper.stock())["mug-moon"], before["mug-moon"] - 1);
});

flow("comes back from the window and pays again: the same order", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "mug-moon": 1 });
  const orderId = await shopper.pay();
  await shopper.page.goBack();
  await shopper.page.waitForURL(/checkout/);
  // It is the same order even after the language was changed.
  await shopper.byTestId("language").click();
  assert.equal(await shopper.pay(), orderId);
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  await pg.assertCharged(orderId, { captured: 24_000, approvals: 1 });
});

flow("reloads, goes back, and opens the return address again", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "soap-mugwort": 2 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(redirectUrl);
  await shopper.waitForResult("paid");
  await shopper.page.reload();
  await shopper.waitForResult("paid");
  await shopper.open("/");
  await shopper.page.goBack();
  await shopper.waitForResult("paid");
  await shopper.page.goto(redirectUrl);
  const result = await shopper.waitForResult("paid");
  assert.equal(await result.getByTestId("order-id").textContent(), orderId);
  assert.ok(shopper.requestCount("POST", /\/payments\/confirm$/) >= 2, "the claim was confirmed twice");
  await pg.assertCharged(orderId, { captured: 13_000, approvals: 1 });
});

flow("opens the return address in two tabs at once", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  const other = await shopper.context.newPage();
  await Promise.all([shopper.page.goto(redirectUrl), other.goto(redirectUrl)]);
  await Promise.all([shopper.waitForResult("paid"), shopper.waitForResult("paid", other)]);
  await pg.assertCharged(orderId, { captured: 18_000, approvals: 1 });
});

flow("pays one order in two tabs: charged once, and the second tab shows its state", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(/console: Failed to load resource.*(\/confirm|\/window\/[\w-]+)\)/);
  await shopper.fillCart({ "bag-canvas": 1 });
  const other = await shopper.context.newPage();
  await shopper.open("/checkout.html", other);
  await shopper.byTestId("line-bag-canvas", other).waitFor();
  const orderId = await shopper.pay();
  assert.equal(await shopper.pay(other), orderId, "one cart, one order");
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  await shopper.byTestId("pay", other).click();
  // Either the PG refuses the second window, or the server refuses the second payment.
  await other.waitForSelector('[data-testid="over"], [data-testid="result"]:not([data-kind="checking"])');
  if (/result\.html/.test(other.url())) {
    const kind = await shopper.byTestId("result", other).getAttribute("data-kind");
    assert.ok(["refused", "paid"].includes(kind), kind);
    if (kind === "refused") {
      await shopper.byTestId("show-order", other).click();
      await shopper.waitForResult("paid", other);
    }
  }
  await pg.assertCharged(orderId, { captured: 15_000, approvals: 1 });
  assert.equal((await shopper.status(orderId)).state, "paid");
});

flow("the PG answers too late: checking, then paid, never failed", { flags: ["--call-timeout-ms", "1000"] }, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  // The query before the confirm succeeds. Then the outcome stays unknown until the test removes the faults: the answer
  // does not arrive during the test, and every further request fails.
  const failing = { type: "http_error", status: 503 };
  await pg.setFaults(
    { match: { operation: "query", orderId }, fault: { type: "slow", min_ms: 0, max_ms: 0 } },
    { match: { operation: "confirm", orderId }, fault: { type: "answer_late", ms: 600_000 } },
    ...["query", "query_by_order", "confirm"].map((operation) => ({ match: { operation, orderId }, times: 0, fault: failing })),
  );
  await shopper.choose("pay");
  await waitUntil(async () => (await shopper.status(orderId)).state === "unknown");
  const result = await shopper.waitForResult("checking");
  // The text is the core's, and the page has no link to a second payment.
  await result.getByTestId("headline").waitFor();
  assert.match(await result.textContent(), /다시 결제하지/);
  assert.equal(await result.getByRole("link").count(), 0);
  await pg.setFaults();
  await shopper.waitForResult("paid");
  assert.deepEqual(await shopper.shownKinds(), ["checking", "paid"]);
  await pg.assertCharged(orderId, { captured: 128_000, approvals: 1 });
});

flow("the PG's answer is lost: checking, then paid", { flags: ["--call-timeout-ms", "5000"] }, async ({ pg, newShopper }) => {
  const shopper = await newShopper({ locale: "en-US" });
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  await pg.setFaults({ match: { operation: "confirm", orderId }, fault: { type: "drop_after_commit" } });
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  assert.deepEqual(await shopper.shownKinds(), ["checking", "paid"]);
  await pg.assertCharged(orderId, { captured: 128_000, approvals: 1 });
});
