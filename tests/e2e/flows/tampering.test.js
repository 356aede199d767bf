// The return address is the shopper's to write: whatever it says, nobody pays less, twice, or for somebody else.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

const REFUSAL = /^console: Failed to load resource.* 4(04|09|22) .*\/api\/v1\/payments\//;

/** The return address with some of its parameters changed. */
function changed(address, parameters) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

flow("changes the amount in the return address", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(REFUSAL);
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const orderId = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(changed(redirectUrl, { amount: "100" }));
  const result = await shopper.sees("refused");
  assert.match(await result.getByTestId("headline").textContent(), /[가-힣]/);
  const [entry] = await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
  assert.equal(entry.confirmCalls, 0, "the PG was not even asked");
  assert.notEqual((await shopper.status(orderId)).state, "paid");
  assert.deepEqual(await shopper.stock(), before);
});

flow("puts another order's payment into the return address", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(REFUSAL);
  await shopper.fillCart({ "soap-mugwort": 1 });
  const cheap = await shopper.pay();
  const paid = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(paid.redirectUrl);
  await shopper.sees("paid");

  await shopper.fillCart({ "lamp-hanji": 1 });
  const dear = await shopper.pay();
  const { redirectUrl } = await pg.authenticate(shopper.page.url());
  await shopper.page.goto(changed(redirectUrl, { paymentKey: paid.paymentKey }));
  await shopper.page.locator('[data-testid="result"]:not([data-kind="checking"])').waitFor();
  assert.notEqual(await shopper.by("result").getAttribute("data-kind"), "paid");
  assert.notEqual((await shopper.status(dear)).state, "paid");
  await pg.assertTaken(dear, { captured: 0, approvals: 0 });
  await pg.assertTaken(cheap, { captured: 6_500, approvals: 1 });
  assert.equal((await shopper.status(cheap)).state, "paid");
});

flow("opens somebody else's return address", {}, async ({ pg, arrive }) => {
  const owner = await arrive();
  const stranger = await arrive({ locale: "en-US" });
  stranger.tolerate(REFUSAL);
  await owner.fillCart({ "tea-jeju": 2 });
  const orderId = await owner.pay();
  const { redirectUrl } = await pg.authenticate(owner.page.url());
  await stranger.page.goto(redirectUrl);
  const result = await stranger.sees("refused");
  assert.equal(await result.getByTestId("line-tea-jeju").count(), 0, "a stranger does not see the order");
  assert.ok((await stranger.status(orderId)).http >= 400);
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });

  // It did the owner no harm.
  await owner.page.goto(redirectUrl);
  await owner.sees("paid");
  await pg.assertTaken(orderId, { captured: 36_000, approvals: 1 });
  await stranger.open(`/result.html?orderId=${orderId}`);
  const refused = await stranger.sees("refused");
  assert.equal(await refused.getByTestId("line-tea-jeju").count(), 0);
});

flow("repeats a parameter, leaves one out, or brings a script", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(REFUSAL);
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
    const result = await shopper.sees("refused");
    assert.equal(await result.locator("script, img[src=x]").count(), 0, query);
  }
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
});

flow("says that a paid order failed: the page asks the server", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  shopper.tolerate(REFUSAL);
  await shopper.fillCart({ "mug-moon": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  await shopper.sees("paid");
  await shopper.open(`/result.html?orderId=${orderId}&outcome=failed&reason=shopper_canceled`);
  await shopper.sees("paid");
  // Nor does the address make a payment out of nothing.
  const paid = await shopper.by("headline").textContent();
  await shopper.open(`/result.html?orderId=order_nobodys&outcome=failed&reason=paid`);
  const result = await shopper.sees("refused");
  assert.notEqual(await result.getByTestId("headline").textContent(), paid);
  await pg.assertTaken(orderId, { captured: 24_000, approvals: 1 });
});
