// Common to all runners: runs the vectors, compares and writes the outcomes. It has no expectations of its own.
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readVectors } from './vectors.mjs';
import { readOperations } from './operations.mjs';

/** Runs all vectors through `outcomesOf`, writes the outcomes to `--out` and prints how many passed. */
export async function run(outcomesOf) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const vectors = readVectors(readOperations());
  const outcomes = await outcomesOf(vectors);
  const lines = vectors.map(({ place }, at) => canonicalize({ path: place, ...outcomes[at] }) + '\n').join('');
  if (values.out) writeFileSync(values.out, lines);
  report('', vectors, outcomes);
  console.log(`sha256 ${createHash('sha256').update(lines).digest('hex')}`);
}

/** Prints the vectors that failed and the counts. A failed vector or an empty run fails the process. */
export function report(label, vectors, outcomes) {
  let failed = 0;
  vectors.forEach(({ place, name, expect }, at) => {
    const { output, malformed, crashed } = outcomes[at];
    const actual = crashed ?? canonicalize(malformed ? { malformed } : output);
    const expected = canonicalize(expect);
    if (actual === expected) return;
    failed += 1;
    console.log(`${place}: ${name}\n    expected ${expected}\n    got      ${actual}`);
  });
  console.log(`${label}${vectors.length - failed} passed, ${failed} failed`);
  if (failed > 0 || vectors.length === 0) process.exitCode = 1;
}
