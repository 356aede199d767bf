// Installs the packed tarballs into an empty project, offline, and runs programs that use them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tarballs = process.argv.slice(2);
const project = mkdtempSync(join(tmpdir(), 'daejo-installed-'));
const run = (program, ...args) => execFileSync(program, args, { cwd: project, encoding: 'utf8' }).trim();

const programs = {
  'app.mjs': `
    import { readAnswer, version } from '@daejo/node';
    import { totalOrder } from '@daejo/web';
    import * as edge from '@daejo/web/server';
    const answer = { pg: 'toss_payments', operation: 'confirm', reply: { failure: 'timed_out' } };
    const alike = JSON.stringify(readAnswer(answer)) === JSON.stringify(edge.readAnswer(answer));
    console.log(alike, version().version, totalOrder({ lines: [] }).verdict);`,
  'app.cjs': `
    const { readAnswer, version } = require('@daejo/node');
    const answer = { pg: 'toss_payments', operation: 'confirm', reply: { failure: 'timed_out' } };
    console.log(readAnswer(answer).certainty === 'unknown', version().version, 'refused');`,
};

try {
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--silent', ...tarballs);
  const { version } = JSON.parse(run('npm', 'ls', '--json', '@daejo/web')).dependencies['@daejo/web'];
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(project, name), text);
    const output = run('node', name);
    console.log(`${name}: ${output}`);
    if (output !== `true ${version} refused`) process.exitCode = 1;
  }
} finally {
  rmSync(project, { recursive: true, force: true });
}
