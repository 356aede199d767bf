// Runs the vectors through @daejo/web/server, in Node.
import * as operations from '@daejo/web/server';
// The modules that the entry above uses; the package does not export them.
import { cross } from './node_modules/@daejo/web/dist/crossing.js';
import * as core from './node_modules/@daejo/web/dist/server/daejo.js';
import { outcomeOf } from './outcome.mjs';
import { run } from './run.mjs';

const surface = { operations, text: (operation, json) => cross(core[operation], json) };
await run((vectors) => vectors.map((vector) => outcomeOf(surface, vector)));
