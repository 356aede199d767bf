// The real server with its sandbox PG, on free ports and with a database of its own.
import { spawn } from "node:child_process";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PATIENCE_MS } from "./wait.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BINARY = process.env.DAEJO_SERVER_BIN ?? join(TARGET, "debug", "daejo-server");
const WEB = process.env.DAEJO_WEB_DIR ?? join(ROOT, "bindings/wasm/dist");
const ANY_PORT = "127.0.0.1:0";
// Browsers keep connections open; a test does not wait until the server has drained them.
const STOP_MS = 3_000;

/**
 * Starts a server. `restart` starts it again with other flags, on the same addresses, database and ledger of the PG.
 * `stop` ends it and removes its files.
 */
export async function startServer(flags = []) {
  await access(BINARY).catch(() => {
    throw new Error(`${BINARY} does not exist: run "cargo build -p daejo-server" or set DAEJO_SERVER_BIN`);
  });
  const folder = await mkdtemp(join(tmpdir(), "daejo-e2e-"));
  const log = [];
  let running;
  const server = {
    log,
    async restart(newFlags = []) {
      await running.end();
      running = launch(folder, log, new URL(server.shop).host, new URL(server.pg).host, newFlags);
      await running.ready;
    },
    async stop() {
      await running.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  running = launch(folder, log, ANY_PORT, ANY_PORT, flags);
  try {
    [server.shop, server.pg] = await running.ready;
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Starts the process. `ready` resolves to the addresses of the shop and the PG; `end` ends the process. */
function launch(folder, log, shop, pg, flags) {
  const child = spawn(
    BINARY,
    [
      "--sandbox",
      ...["--listen", shop],
      ...["--sandbox-listen", pg],
      ...["--database", join(folder, "shop.db")],
      ...["--shop-dir", join(ROOT, "examples/server/shop")],
      ...["--daejo-web-dir", WEB],
      ...flags,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  // An interrupted test run must not leave a server behind.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  return {
    ready: addresses(child, log),
    async end() {
      process.removeListener("exit", kill);
      child.kill("SIGTERM");
      const timer = setTimeout(kill, STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The server prints the address of the shop, then that of the sandbox PG, when both accept connections. */
function addresses(child, log) {
  return new Promise((resolve, reject) => {
    let output = "";
    const end = () => log.join("").slice(-4_000);
    const timer = setTimeout(() => reject(new Error(`the server is not ready:\n${end()}`)), PATIENCE_MS);
    const settle = (settled, value) => {
      clearTimeout(timer);
      settled(value);
    };
    child.stderr.on("data", (chunk) => log.push(String(chunk)));
    child.stdout.on("data", (chunk) => {
      log.push(String(chunk));
      output += chunk;
      const found = [...output.matchAll(/(http:\/\/\S+?)\/?\s/g)].map(([, address]) => address);
      if (found.length >= 2) settle(resolve, found);
    });
    child.once("error", (error) => settle(reject, error));
    child.once("exit", (code) => settle(reject, new Error(`the server ended with ${code}:\n${end()}`)));
  });
}
