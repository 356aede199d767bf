// Runs the vectors through @daejo/node.
import * as operations from '@daejo/node';
import crossing from '@daejo/node/dist/crossing.js';
import core from '@daejo/node/dist/native.js';
import { camelCase, outcomeOf } from './outcome.mjs';
import { run } from './run.mjs';

const surface = { operations, text: (operation, json) => crossing.cross(core[camelCase(operation)], json) };
await run((vectors) => vectors.map((vector) => outcomeOf(surface, vector)));
