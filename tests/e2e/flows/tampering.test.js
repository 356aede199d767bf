// A shopper can edit the return address. No edit may lead to a lower charge, a second charge, or another shopper's order.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

const REFUSAL = /^console: Failed to load resource.* 4(04|09|22) .*\/api\/v1\/payments\//;

/** The return address with some of its parameters changed. */
function changed(address, parameters) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

flow("changes the amount in the return address", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(REFUSAL);
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(changed(redirectUrl, { amount: "100" }));
  const result = await shopper.waitForResult("refused");
  assert.match(await result.getByTestId("headline").textContent(), /[가-힣]/);
  const [entry] = await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
  assert.equal(entry.confirmCalls, 0, "no confirm was sent to the PG");
  assert.notEqual((await shopper.status(orderId)).state, "paid");
  assert.deepEqual(await shopper.stock(), before);
});

flow("puts another order's payment into the return address", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(REFUSAL);
  await shopper.fillCart({ "soap-mugwort": 1 });
  const cheap = await shopper.pay();
  const paid = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(paid.redirectUrl);
  await shopper.waitForResult("paid");

  await shopper.fillCart({ "lamp-hanji": 1 });
  const dear = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(changed(redirectUrl, { paymentKey: paid.paymentKey }));
  await shopper.page.locator('[data-testid="result"]:not([data-kind="checking"])').waitFor();
  assert.notEqual(await shopper.byTestId("result").getAttribute("data-kind"), "paid");
  assert.notEqual((await shopper.status(dear)).state, "paid");
  await pg.assertCharged(dear, { captured: 0, approvals: 0 });
  await pg.assertCharged(cheap, { captured: 6_500, approvals: 1 });
  assert.equal((await shopper.status(cheap)).state, "paid");
});

flow("opens another shopper's return address", {}, async ({ pg, newShopper }) => {
  const owner = await newShopper();
  const other = await newShopper({ locale: "en-US" });
  other.allowError(REFUSAL);
  await owner.fillCart({ "tea-jeju": 2 });
  const orderId = await owner.pay();
  const { redirectUrl } = await pg.authenticate(owner.page.url());
  await other.page.goto(redirectUrl);
  const result = await other.waitForResult("refused");
  assert.equal(await result.getByTestId("line-tea-jeju").count(), 0, "another shopper does not see the order");
  assert.ok((await other.status(orderId)).http >= 400);
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });

  // The owner can still pay.
  await owner.page.goto(redirectUrl);
  await owner.waitForResult("paid");
  await pg.assertCharged(orderId, { captured: 36_000, approvals: 1 });
  await other.open(`/result.html?orderId=${orderId}`);
  const refused = await other.waitForResult("refused");
  assert.equal(await refused.getByTestId("line-tea-jeju").count(), 0);
});

flow("repeats a parameter, omits one, or injects a script", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(REFUSAL);
  await shopper.fillCart({ "mug-moon": 1 });
  const orderId = await shopper.pay();
  const script = encodeURIComponent("<img src=x onerror=alert(1)><script>alert(1)</script>");
  for (const query of [
    `orderId=${orderId}&paymentKey=k&amount=24000&amount=1`,
    `orderId=${orderId}&paymentKey=k`,
    `orderId=${script}&paymentKey=${script}&amount=${script}`,
    `orderId=${script}&outcome=failed&reason=${script}`,
    `outcome=unreadable`,
    "",
  ]) {
    await shopper.open(`/result.html?${query}`);
    const result = await shopper.waitForResult("refused");
    assert.equal(await result.locator("script, img[src=x]").count(), 0, query);
  }
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
});

flow("claims in the address that a paid order failed: the page shows the server's state", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  shopper.allowError(REFUSAL);
  await shopper.fillCart({ "mug-moon": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  await shopper.open(`/result.html?orderId=${orderId}&outcome=failed&reason=shopper_canceled`);
  await shopper.waitForResult("paid");
  // An address cannot make an order that does not exist look paid.
  const paid = await shopper.byTestId("headline").textContent();
  await shopper.open(`/result.html?orderId=order_unknown&outcome=failed&reason=paid`);
  const result = await shopper.waitForResult("refused");
  assert.notEqual(await result.getByTestId("headline").textContent(), paid);
  await pg.assertCharged(orderId, { captured: 24_000, approvals: 1 });
});
