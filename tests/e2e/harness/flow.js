// One flow: a server of its own, a browser without a past, and the checks that hold for every flow.
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { Pg } from "./pg.js";
import { startServer } from "./server.js";
import { Shopper } from "./shopper.js";

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
    executablePath: process.env.DAEJO_CHROMIUM ?? "/usr/bin/chromium",
    args: ARGUMENTS,
  }));

after(async () => (await launched)?.close());

/**
 * A named flow. `play` gets the server, its PG, and `arrive`, which brings another shopper.
 * `flags` go to the server.
 */
export function flow(name, { flags = [], ...options }, play) {
  test(name, { timeout: 90_000, ...options }, async () => {
    const server = await startServer(flags);
    const shoppers = [];
    const arrive = async (as) => {
      const shopper = await Shopper.arrive(await browser(), server, as);
      shopper.page.setDefaultTimeout(20_000);
      shoppers.push(shopper);
      return shopper;
    };
    try {
      await play({ server, pg: new Pg(server.pg), arrive });
      for (const shopper of shoppers) await shopper.assertUntroubled();
    } catch (error) {
      error.message += `\n--- the server's last words ---\n${server.log.join("").slice(-2_000)}`;
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
