// The sandbox PG: its ledger, which every assertion about money reads, and its controls.
import assert from "node:assert/strict";

export class Pg {
  constructor(address) {
    this.address = address;
  }

  /** The ledger entries of an order, one a payment. */
  async ledger(orderId) {
    const entries = await json(`${this.address}/sandbox/ledger`);
    return entries.filter((entry) => entry.orderId === orderId);
  }

  /** Asserts the captured amount and the number of approvals of an order, over all its payments, and no refund. */
  async assertCharged(orderId, { captured, approvals }) {
    const entries = await this.ledger(orderId);
    const sum = (name) => entries.reduce((total, entry) => total + entry[name], 0);
    assert.deepEqual({ captured: sum("captured"), approvals: sum("approvals"), refunded: sum("refunded") }, {
      captured,
      approvals,
      refunded: 0,
    });
    return entries;
  }

  /** Replaces all faults; none are left without arguments. */
  async setFaults(...scenarios) {
    await send("PUT", `${this.address}/sandbox/scenarios`, scenarios);
  }

  /** The bank receives the deposit of a virtual account. */
  async deposit(paymentKey) {
    await send("POST", `${this.address}/sandbox/toss-payments/deposits/${paymentKey}`, {});
  }

  /** Refunds in the PG's merchant console, without the shop. */
  async refundAtConsole(paymentKey) {
    const headers = { authorization: `Basic ${Buffer.from(`${DEMO_KEY}:`).toString("base64")}` };
    await send("POST", `${this.address}/v1/payments/${paymentKey}/cancel`, { cancelReason: "test" }, headers);
  }

  /** Authenticates in the window without a browser; returns the address to which the PG redirects. */
  async authenticate(windowUrl, choice = {}) {
    const session = new URL(windowUrl).pathname.split("/").pop();
    const answer = await send("POST", `${this.address}/sandbox/toss-payments/sessions/${session}/pay`, choice);
    return answer.json();
  }
}

// The public key of the sandbox PG; not a secret.
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
