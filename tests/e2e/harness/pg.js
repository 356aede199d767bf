// What the sandbox PG knows and can be told: the other side of every assertion about money.
import assert from "node:assert/strict";

export class Pg {
  constructor(address) {
    this.address = address;
  }

  /** Everything that happened to an order, one entry a payment. */
  async ledger(orderId) {
    const entries = await json(`${this.address}/sandbox/ledger`);
    return entries.filter((entry) => entry.orderId === orderId);
  }

  /** Asserts what was really taken for an order, over all its payments, and that it was taken at most once. */
  async assertTaken(orderId, { captured, approvals }) {
    const entries = await this.ledger(orderId);
    const sum = (name) => entries.reduce((total, entry) => total + entry[name], 0);
    assert.deepEqual({ captured: sum("captured"), approvals: sum("approvals"), refunded: sum("refunded") }, {
      captured,
      approvals,
      refunded: 0,
    });
    return entries;
  }

  async misbehave(...scenarios) {
    await send("PUT", `${this.address}/sandbox/scenarios`, scenarios);
  }

  /** The bank receives the deposit of a virtual account. */
  async deposit(paymentKey) {
    await send("POST", `${this.address}/sandbox/toss-payments/deposits/${paymentKey}`, {});
  }

  /** The merchant gives money back by hand, past the shop. */
  async refundAtConsole(paymentKey) {
    const headers = { authorization: `Basic ${Buffer.from(`${DEMO_KEY}:`).toString("base64")}` };
    await send("POST", `${this.address}/v1/payments/${paymentKey}/cancel`, { cancelReason: "test" }, headers);
  }

  /** Authenticates in the window without a browser; returns where the shopper would be sent. */
  async authenticate(windowUrl, choice = {}) {
    const session = new URL(windowUrl).pathname.split("/").pop();
    const answer = await send("POST", `${this.address}/sandbox/toss-payments/sessions/${session}/pay`, choice);
    return answer.json();
  }
}

// Known to everybody: the sandbox has no other.
const DEMO_KEY = "test_sk_daejoSandboxDemoKey0000000";

async function send(method, url, content, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(content),
  });
  assert.ok(answer.ok, `${method} ${url}: ${answer.status} ${answer.ok ? "" : await answer.text()}`);
  return answer;
}

const json = async (url) => (await fetch(url)).json();
