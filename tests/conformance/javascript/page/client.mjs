// @daejo/web as a page loads it.
import * as operations from '/web/browser.js';
import { cross } from '/web/crossing.js';
import * as core from '/web/client/daejo.js';

export const surface = { operations, text: (operation, json) => cross(core[operation], json) };
