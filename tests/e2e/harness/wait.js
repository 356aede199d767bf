// Waiting for a state. The limit only ends a flow that hangs.
import assert from "node:assert/strict";

/** The longest wait for one state, in milliseconds: long enough for a busy machine. */
export const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

/** Polls until `holds` returns true: for a state that the page does not show. */
export async function waitUntil(holds) {
  for (const end = Date.now() + PATIENCE_MS; !(await holds()); ) {
    assert.ok(Date.now() < end, `the state was not reached within ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
