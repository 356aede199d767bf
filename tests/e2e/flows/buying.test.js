// Buying: every way in which an order ends well, or ends without money.
import assert from "node:assert/strict";
import { flow } from "../harness/flow.js";

const DESKTOP = { width: 1280, height: 900 };

flow("buys in Korean on a phone and ends paid", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.open("/");
  const before = await shopper.stock();
  await shopper.fillCart({ "mug-moon": 2, "book-hangul": 1 });
  assert.equal(await shopper.page.getAttribute("html", "lang"), "ko");
  const sums = shopper.by("sums");
  // 48,000 with VAT and a book of 22,000 without.
  for (const [part, text] of [["supplied", "₩43,636"], ["vat", "₩4,364"], ["tax-free", "₩22,000"], ["total", "₩70,000"]])
    assert.equal(await sums.getByTestId(part).textContent(), text, part);

  const orderId = await shopper.pay();
  assert.match(await shopper.by("amount").textContent(), /70,000/);
  assert.equal((await shopper.stock())["mug-moon"], before["mug-moon"] - 2, "held while paying");
  await shopper.choose("pay");

  const result = await shopper.sees("paid");
  assert.equal(await result.getByTestId("captured").textContent(), "₩70,000");
  assert.equal(await result.getByTestId("order-id").textContent(), orderId);
  const status = await shopper.status(orderId);
  assert.equal(status.state, "paid");
  assert.equal(status.captured, 70_000);
  await pg.assertTaken(orderId, { captured: 70_000, approvals: 1 });
  const stock = await shopper.stock();
  assert.equal(stock["mug-moon"], before["mug-moon"] - 2);
  assert.equal(stock["book-hangul"], before["book-hangul"] - 1);
  assert.equal(await shopper.by("cart-count").isVisible(), false, "what was bought has left the cart");
  assert.doesNotMatch(shopper.page.url(), /paymentKey/, "the PG's number does not stay in the address");
});

flow("buys in English on a desktop, and the language stays", {}, async ({ pg, arrive }) => {
  const shopper = await arrive({ locale: "en-US", viewport: DESKTOP });
  await shopper.open("/");
  assert.match(await shopper.by("product-mug-moon").textContent(), /Moon jar mug/);
  assert.equal(await shopper.page.getAttribute("html", "lang"), "en");
  await shopper.by("language").click();
  assert.equal(await shopper.page.getAttribute("html", "lang"), "ko");
  await shopper.page.reload();
  assert.match(await shopper.by("product-mug-moon").textContent(), /달항아리/);
  await shopper.by("language").click();

  await shopper.fillCart({ "soap-mugwort": 3 });
  assert.match(await shopper.by("pay").textContent(), /Pay ₩19,500/);
  const orderId = await shopper.pay();
  await shopper.choose("pay");
  const result = await shopper.sees("paid");
  assert.doesNotMatch(await result.textContent(), /[가-힣]/, "nothing Korean is left");
  await shopper.by("language").click();
  assert.match(await result.getByTestId("headline").textContent(), /[가-힣]/);
  assert.equal((await shopper.status(orderId)).state, "paid");
  await pg.assertTaken(orderId, { captured: 19_500, approvals: 1 });
});

flow("cancels in the window: nothing is charged, the stock is back, a second try works", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  const before = await shopper.stock();
  await shopper.fillCart({ "lamp-hanji": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("cancel");
  await shopper.sees("ended");
  assert.equal((await shopper.status(orderId)).state, "canceled");
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);

  await shopper.by("again").click();
  const second = await shopper.pay();
  assert.notEqual(second, orderId, "a new attempt is a new order");
  await shopper.choose("pay");
  await shopper.sees("paid");
  await pg.assertTaken(second, { captured: 128_000, approvals: 1 });
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
});

flow("is declined at the confirm", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  const before = await shopper.stock();
  await shopper.fillCart({ "pen-brass": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("decline-at-confirm");
  const result = await shopper.sees("ended");
  assert.equal(await result.getByTestId("captured").textContent(), "₩0");
  assert.equal((await shopper.status(orderId)).state, "declined");
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);
});

flow("is refused by the card company in the window", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  const before = await shopper.stock();
  await shopper.fillCart({ "tea-jeju": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("fail-by-card-company");
  await shopper.sees("ended");
  assert.equal((await shopper.status(orderId)).state, "declined");
  await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
  assert.deepEqual(await shopper.stock(), before);
});

flow("pays into a virtual account: the page waits, then turns to paid by itself", {}, async ({ pg, arrive }) => {
  const shopper = await arrive();
  await shopper.fillCart({ "bag-canvas": 1 });
  const orderId = await shopper.pay();
  await shopper.choose("pay", { method: "virtual-account" });
  const result = await shopper.sees("awaiting");
  const [entry] = await pg.assertTaken(orderId, { captured: 0, approvals: 0 });
  assert.match(await result.getByTestId("bank").textContent(), /은행/);
  assert.match(await result.getByTestId("account").textContent(), /^X?\d{8,}$/);
  assert.equal(await result.getByTestId("deposit-amount").textContent(), "₩15,000");
  assert.match(await result.getByTestId("due").textContent(), /\d{4}년 \d+월 \d+일/);

  await shopper.page.reload();
  await shopper.sees("awaiting");
  await pg.deposit(entry.paymentKey);
  await shopper.sees("paid");
  assert.deepEqual(await shopper.shown(), ["checking", "awaiting", "paid"]);
  await pg.assertTaken(orderId, { captured: 15_000, approvals: 1 });
});

flow("wants the last piece after somebody else took it", {}, async ({ pg, arrive }) => {
  const first = await arrive();
  const second = await arrive({ locale: "en-US" });
  second.tolerate(/console: Failed to load resource.*\/checkout\)/);
  await second.fillCart({ "print-minhwa": 1 });
  await first.fillCart({ "print-minhwa": 1 });
  const orderId = await first.pay();
  await second.by("pay").click();
  await second.by("trouble").waitFor();
  assert.match(await second.by("trouble").textContent(), /Limited folk-art print/);
  assert.equal(await second.by("pay").getAttribute("aria-disabled"), "false", "they can try again");
  await first.choose("pay");
  await first.sees("paid");
  await pg.assertTaken(orderId, { captured: 35_000, approvals: 1 });
  assert.equal((await first.stock())["print-minhwa"], 0);
  await second.by("to-mend").click();
  await second.by("remove-print-minhwa").click();
  await second.by("sold-out-print-minhwa").waitFor();
  assert.equal(await second.by("cart-count").isVisible(), false);
});
