// The real server with its sandbox PG, on free ports and a database of its own.
import { spawn } from "node:child_process";
import { access, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
const BINARY = process.env.DAEJO_SERVER_BIN ?? join(TARGET, "debug", "daejo-server");
const WEB = process.env.DAEJO_WEB_DIR ?? join(ROOT, "bindings/wasm/dist");
const START_MS = 20_000;

/** Starts a server; `stop` ends it and removes what it kept. */
export async function startServer(flags = []) {
  await access(BINARY).catch(() => {
    throw new Error(`there is no ${BINARY}: run "cargo build -p daejo-server" or set DAEJO_SERVER_BIN`);
  });
  const folder = await mkdtemp(join(tmpdir(), "daejo-e2e-"));
  const sandbox = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    BINARY,
    [
      "--sandbox",
      ...["--listen", "127.0.0.1:0"],
      ...["--sandbox-listen", sandbox],
      ...["--database", join(folder, "shop.db")],
      ...["--shop-dir", join(ROOT, "examples/server/shop")],
      ...["--daejo-web-dir", WEB],
      ...flags,
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const log = [];
  // A test run that is broken off leaves nothing behind.
  const orphaned = () => server.kill("SIGKILL");
  process.once("exit", orphaned);
  const stop = async () => {
    process.removeListener("exit", orphaned);
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      // Browsers keep connections open; a test need not wait for them.
      const impatience = setTimeout(() => server.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(impatience);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const shop = await readyLine(server, log);
    return { shop, pg: `http://${sandbox}`, log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readyLine(server, log) {
  return new Promise((resolve, reject) => {
    const said = () => log.join("").slice(-4_000);
    const late = setTimeout(() => reject(new Error(`the server is not ready:\n${said()}`)), START_MS);
    const take = (chunk) => {
      log.push(String(chunk));
      const ready = /daejo shop on (http:\/\/\S+)/.exec(said());
      if (!ready) return;
      clearTimeout(late);
      resolve(ready[1].replace(/\/$/, ""));
    };
    server.stdout.on("data", take);
    server.stderr.on("data", take);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}:\n${said()}`)));
  });
}

/** The sandbox PG's address is part of the server's configuration, so it has to be known before. */
function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createServer();
    socket.once("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}
