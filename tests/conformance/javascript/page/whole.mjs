// The whole core in a page, for tests only: it bypasses the entry that refuses to load in browsers.
import { DaejoError, cross } from '/web/crossing.js';
import start, * as core from '/web/server/daejo.js';
import * as operations from '/web/server/operations.js';

await start({ module_or_path: new URL('/web/server/daejo_bg.wasm', import.meta.url) });

export const surface = {
  operations: { ...operations, DaejoError },
  text: (operation, json) => cross(core[operation], json),
};
