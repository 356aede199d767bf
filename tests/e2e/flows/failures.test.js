// Failures during a payment: expiry, network, browser. The shopper is charged once or not at all.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";
import { waitUntil } from "../harness/wait.js";

flow("pays too late: nothing is charged, and paying again is a new order", { flags: ["--reservation-ms", "4000"] }, async ({ server, pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(/^console: Failed to load resource.* 409 /);
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const late = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await waitUntil(async () => (await shopper.status(late)).state === "expired");
  assert.deepEqual(await shopper.stock(), before, "the stock is free again");
  await shopper.page.goto(redirectUrl);
  await shopper.waitForResult("refused");
  await shopper.byTestId("show-order").click();
  await shopper.waitForResult("ended");
  await pg.assertCharged(late, { captured: 0, approvals: 0 });

  await shopper.byTestId("again").click();
  const second = await shopper.pay();
  assert.notEqual(second, late);
  // After the second order has expired too, the pay button makes a third one.
  await waitUntil(async () => (await shopper.status(second)).state === "expired");
  // From here on, no reservation expires during the test.
  await server.restart();
  await shopper.page.goBack();
  await shopper.page.waitForURL(/checkout/);
  const third = await shopper.pay();
  assert.notEqual(third, second);
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  await pg.assertCharged(third, { captured: 89_000, approvals: 1 });
  await pg.assertCharged(second, { captured: 0, approvals: 0 });
});

flow("loses the connection while the payment is confirmed", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(/^console: Failed to load resource: net::ERR_FAILED/);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  let lost = 0;
  await shopper.context.route(/\/payments\/confirm$/, async (route) => {
    lost += 1;
    if (lost === 1) return route.abort();
    // The server confirms, but its response is lost.
    if (lost === 2) return route.fetch().then(() => route.abort());
    return route.continue();
  });
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  assert.equal(lost, 3);
  assert.deepEqual(await shopper.shownKinds(), ["checking", "paid"]);
  await pg.assertCharged(orderId, { captured: 18_000, approvals: 1 });
});

flow("the network blocks event streams: the page polls instead", { flags: ["--call-timeout-ms", "1000", "--confirm-wait-ms", "500"] }, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(/^console: Failed to load resource: net::ERR_FAILED/);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  await pg.setFaults({ match: { operation: "confirm", orderId }, fault: { type: "answer_late", ms: 2_000 } });
  await shopper.context.route(/\/api\/v1\/payments\/[\w-]+$/, (route) =>
    route.request().headers().accept === "text/event-stream" ? route.fulfill({ status: 406 }) : route.continue(),
  );
  shopper.allowError(/^console: (Failed to load resource.* 406|EventSource)/);
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  assert.deepEqual(await shopper.shownKinds(), ["checking", "paid"]);
  await pg.assertCharged(orderId, { captured: 18_000, approvals: 1 });
});

flow("the core does not start in the browser", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(/^console: /);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.context.route(/\.wasm$/, (route) => route.abort());
  await shopper.page.goto(redirectUrl);
  const notice = shopper.byTestId("broken");
  await notice.waitFor();
  assert.match(await notice.textContent(), /다시 결제하지 말고.*do not pay again/s);
  assert.equal(await shopper.byTestId("result").isVisible(), false);
  // In a working browser the same address leads to a paid order.
  await shopper.context.unroute(/\.wasm$/);
  await shopper.page.reload();
  await shopper.waitForResult("paid");
  await pg.assertCharged(orderId, { captured: 18_000, approvals: 1 });
});

flow("is refunded in the PG's merchant console: the order shows it", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "bag-canvas": 2 });
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  const [{ paymentKey }] = await pg.ledger(orderId);
  await pg.refundAtConsole(paymentKey);
  await waitUntil(async () => (await shopper.status(orderId)).state === "refunded");
  await shopper.page.reload();
  const result = await shopper.waitForResult("refunded");
  assert.equal(await result.getByTestId("refunded").textContent(), "₩30,000");
});
