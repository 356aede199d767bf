// What goes wrong on the way: time, the network, the browser. Never with the shopper's money.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

flow("pays too late: nothing is charged, and paying again is a new order", { flags: ["--reservation-ms", "4000"] }, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(/^console: Failed to load resource.* 409 /);
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const late = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await until(async () => (await shopper.status(late)).state === "expired");
  assert.deepEqual(await shopper.stock(), before, "the stock is free again");
  await shopper.page.goto(redirectUrl);
  await shopper.sees("refused");
  await shopper.by("show-order").click();
  await shopper.sees("ended");
  await pg.assertTaken(late, { captured: 0, approvals: 0 });

  await shopper.by("again").click();
  const second = await shopper.pay();
  assert.notEqual(second, late);
  // Back from the window, the second one expires too: pressing pay makes a third without asking.
  await until(async () => (await shopper.status(second)).state === "expired");
  await shopper.page.goBack();
  await shopper.page.waitForURL(/checkout/);
  const third = await shopper.pay();
  assert.notEqual(third, second);
  await shopper.choose("pay");
  await shopper.sees("paid");
  await pg.assertTaken(third, { captured: 89_000, approvals: 1 });
  await pg.assertTaken(second, { captured: 0, approvals: 0 });
});

flow("loses the connection while the payment is confirmed", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(/^console: Failed to load resource: net::ERR_FAILED/);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  let lost = 0;
  await shopper.context.route(/\/payments\/confirm$/, async (route) => {
    lost += 1;
    if (lost === 1) return route.abort();
    // The server does it, and the answer does not arrive.
    if (lost === 2) return route.fetch().then(() => route.abort());
    return route.continue();
  });
  await shopper.choose("pay");
  await shopper.sees("paid");
  assert.equal(lost, 3);
  assert.deepEqual(await shopper.shown(), ["checking", "paid"]);
  await pg.assertTaken(orderId, { captured: 18_000, approvals: 1 });
});

flow("has a network that lets no stream through: the page asks instead", { flags: ["--call-timeout-ms", "1000", "--confirm-wait-ms", "500"] }, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(/^console: Failed to load resource: net::ERR_FAILED/);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  await pg.misbehave({ match: { operation: "confirm", orderId }, fault: { type: "answer_late", ms: 2_000 } });
  await shopper.context.route(/\/api\/v1\/payments\/[\w-]+$/, (route) =>
    route.request().headers().accept === "text/event-stream" ? route.fulfill({ status: 406 }) : route.continue(),
  );
  shopper.tolerate(/^console: (Failed to load resource.* 406|EventSource)/);
  await shopper.choose("pay");
  await shopper.sees("paid");
  assert.deepEqual(await shopper.shown(), ["checking", "paid"]);
  await pg.assertTaken(orderId, { captured: 18_000, approvals: 1 });
});

flow("has a browser in which the core does not start", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(/^console: /);
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.context.route(/\.wasm$/, (route) => route.abort());
  await shopper.page.goto(redirectUrl);
  const notice = shopper.by("broken");
  await notice.waitFor();
  assert.match(await notice.textContent(), /다시 결제하지 말고.*do not pay again/s);
  assert.equal(await shopper.by("result").isVisible(), false);
  // With a browser that can, the same address still ends well.
  await shopper.context.unroute(/\.wasm$/);
  await shopper.page.reload();
  await shopper.sees("paid");
  await pg.assertTaken(orderId, { captured: 18_000, approvals: 1 });
});

flow("is refunded by hand at the PG: the order shows it", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "bag-canvas": 2 });
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  await shopper.sees("paid");
  const [{ paymentKey }] = await pg.ledger(orderId);
  await pg.refundAtConsole(paymentKey);
  await until(async () => (await shopper.status(orderId)).state === "refunded");
  await shopper.page.reload();
  const result = await shopper.sees("refunded");
  assert.equal(await result.getByTestId("refunded").textContent(), "₩30,000");
});

/** Waits for something that the page does not show. */
async function until(holds, patience = 20_000) {
  for (const end = Date.now() + patience; !(await holds()); ) {
    assert.ok(Date.now() < end, `waited ${patience} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
