// Runs one flow with its own server and browser profile, and makes the checks that hold for every flow.
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { Pg } from "./pg.js";
import { startServer } from "./server.js";
import { Shopper } from "./shopper.js";
import { PATIENCE_MS } from "./wait.js";

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched;
const browser = () =>
  (launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
  }));

after(async () => (await launched)?.close());

/**
 * Defines a test. `run` gets the server, its PG, and `newShopper`, which opens a browser profile of its own.
 * `flags` are flags of the server.
 */
export function flow(name, { flags = [], ...options }, run) {
  test(name, { timeout: 6 * PATIENCE_MS, ...options }, async () => {
    const server = await startServer(flags);
    const shoppers = [];
    const newShopper = async (settings) => {
      const shopper = await Shopper.open(await browser(), server, settings);
      shopper.context.setDefaultTimeout(PATIENCE_MS);
      shoppers.push(shopper);
      return shopper;
    };
    try {
      await run({ server, pg: new Pg(server.pg), newShopper });
      for (const shopper of shoppers) await shopper.assertNoErrors();
    } catch (error) {
      error.message += `\n--- the end of the server's log ---\n${server.log.join("").slice(-2_000)}`;
      if (process.env.DAEJO_E2E_SHOTS) {
        for (const [n, { context }] of shoppers.entries())
          for (const page of context.pages())
            await page.screenshot({ path: `${process.env.DAEJO_E2E_SHOTS}/${name.replace(/\W+/g, "-")}-${n}.png` });
      }
      throw error;
    } finally {
      for (const { context } of shoppers) await context.close();
      await server.stop();
    }
  });
}
