// Buying: orders that end paid, declined, canceled or sold out.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

const DESKTOP = { width: 1280, height: 900 };

flow("buys in Korean on a phone and ends paid", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.open("/");
  const before = await shopper.stock();
  await shopper.fillCart({ "mug-moon": 2, "book-hangul": 1 });
  assert.equal(await shopper.page.getAttribute("html", "lang"), "ko");
  const sums = shopper.byTestId("sums");
  // 48,000 with VAT and a tax-free book of 22,000.
  for (const [part, text] of [["supplied", "₩43,636"], ["vat", "₩4,364"], ["tax-free", "₩22,000"], ["total", "₩70,000"]])
    assert.equal(await sums.getByTestId(part).textContent(), text, part);

  const orderId = await shopper.pay();
  assert.match(await shopper.byTestId("amount").textContent(), /70,000/);
  assert.equal((await shopper.stock())["mug-moon"], before["mug-moon"] - 2, "the stock is held during the payment");
  await shopper.choose("pay");

  const result = await shopper.waitForResult("paid");
  assert.equal(await result.getByTestId("captured").textContent(), "₩70,000");
  assert.equal(await result.getByTestId("order-id").textContent(), orderId);
  const status = await shopper.status(orderId);
  assert.equal(status.state, "paid");
  assert.equal(status.captured, 70_000);
  await pg.assertCharged(orderId, { captured: 70_000, approvals: 1 });
  const stock = await shopper.stock();
  assert.equal(stock["mug-moon"], before["mug-moon"] - 2);
  assert.equal(stock["book-hangul"], before["book-hangul"] - 1);
  assert.equal(await shopper.byTestId("cart-count").isVisible(), false, "the cart is empty after the payment");
  assert.doesNotMatch(shopper.page.url(), /paymentKey/, "the payment key is removed from the address");
});

flow("buys in English on a desktop, and the language stays", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper({ locale: "en-US", viewport: DESKTOP });
  await shopper.open("/");
  assert.match(await shopper.byTestId("product-mug-moon").textContent(), /Moon jar mug/);
  assert.equal(await shopper.page.getAttribute("html", "lang"), "en");
  await shopper.byTestId("language").click();
  assert.equal(await shopper.page.getAttribute("html", "lang"), "ko");
  await shopper.page.reload();
  assert.match(await shopper.byTestId("product-mug-moon").textContent(), /달항아리/);
  await shopper.byTestId("language").click();

  await shopper.fillCart({ "soap-mugwort": 3 });
  assert.match(await shopper.byTestId("pay").textContent(), /Pay ₩19,500/);
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  const result = await shopper.waitForResult("paid");
  assert.doesNotMatch(await result.textContent(), /[가-힣]/, "the page has no Korean text");
  await shopper.byTestId("language").click();
  assert.match(await result.getByTestId("headline").textContent(), /[가-힣]/);
  assert.equal((await shopper.status(orderId)).state, "paid");
  await pg.assertCharged(orderId, { captured: 19_500, approvals: 1 });
});

flow("cancels in the window: nothing is charged, the stock is free again, a second try works", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  const before = await shopper.stock();
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("cancel");
  await shopper.waitForResult("ended");
  assert.equal((await shopper.status(orderId)).state, "canceled");
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);

  await shopper.byTestId("again").click();
  const second = await shopper.pay();
  assert.notEqual(second, orderId, "a new attempt is a new order");
  await shopper.choose("pay");
  await shopper.waitForResult("paid");
  await pg.assertCharged(second, { captured: 128_000, approvals: 1 });
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
});

flow("is declined at the confirm", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("decline-at-confirm");
  const result = await shopper.waitForResult("ended");
  assert.equal(await result.getByTestId("captured").textContent(), "₩0");
  assert.equal((await shopper.status(orderId)).state, "declined");
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);
});

flow("is declined by the card company in the window", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  const before = await shopper.stock();
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("fail-by-card-company");
  await shopper.waitForResult("ended");
  assert.equal((await shopper.status(orderId)).state, "declined");
  await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);
});

flow("pays by virtual account: the page shows the account, then changes to paid without a reload", {}, async ({ pg, newShopper }) => {
  const shopper = await newShopper();
  await shopper.fillCart({ "bag-canvas": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  const result = await shopper.waitForResult("awaiting");
  const [entry] = await pg.assertCharged(orderId, { captured: 0, approvals: 0 });
  assert.match(await result.getByTestId("bank").textContent(), /은행/);
  assert.match(await result.getByTestId("account").textContent(), /^X?\d{8,}$/);
  assert.equal(await result.getByTestId("deposit-amount").textContent(), "₩15,000");
  assert.match(await result.getByTestId("due").textContent(), /\d{4}년 \d+월 \d+일/);

  await shopper.page.reload();
  await shopper.waitForResult("awaiting");
  await pg.deposit(entry.paymentKey);
  await shopper.waitForResult("paid");
  assert.deepEqual(await shopper.shownKinds(), ["checking", "awaiting", "paid"]);
  await pg.assertCharged(orderId, { captured: 15_000, approvals: 1 });
});

flow("orders the last piece after another shopper has ordered it", {}, async ({ pg, newShopper }) => {
  const first = await newShopper();
  const second = await newShopper({ locale: "en-US" });
  second.allowError(/console: Failed to load resource.*\/checkout\)/);
  await second.fillCart({ "print-minhwa": 1 });
  await first.fillCart({ "print-minhwa": 1 });
  const orderId = await first.pay();
  await second.byTestId("pay").click();
  await second.byTestId("trouble").waitFor();
  assert.match(await second.byTestId("trouble").textContent(), /Limited folk-art print/);
  assert.equal(await second.byTestId("pay").getAttribute("aria-disabled"), "false", "they can try again");
  await first.choose("pay");
  await first.waitForResult("paid");
  await pg.assertCharged(orderId, { captured: 35_000, approvals: 1 });
  assert.equal((await first.stock())["print-minhwa"], 0);
  await second.byTestId("to-mend").click();
  await second.byTestId("remove-print-minhwa").click();
  await second.byTestId("sold-out-print-minhwa").waitFor();
  assert.equal(await second.byTestId("cart-count").isVisible(), false);
});
