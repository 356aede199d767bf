// Packs the npm packages as they are published: without what only building needs, and @daejo/node with a package for
// each platform, of which npm installs the right one.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, target, platform] = process.argv.slice(1);
const licences = readdirSync(root).filter((name) => name.startsWith('LICENSE'));

/** Lays out one package in a folder of its own. */
function lay(name, manifest, files) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [from, to] of files) cpSync(from, join(folder, to), { recursive: true });
  for (const licence of licences) cpSync(join(root, licence), join(folder, licence));
}

/** A package's manifest as it is published. */
function published(folder, more) {
  const { '//': _reasons, devDependencies: _tools, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json')));
  return { ...manifest, ...more };
}

const web = join(root, 'bindings/wasm');
lay('web', published(web, {}), ['dist', 'README.md'].map((name) => [join(web, name), name]));

const node = join(root, 'bindings/node');
const native = `daejo.${platform}.node`;
const { napi: _targets, main: _main, types: _types, ...common } = published(node, {});
const [os, cpu, libc] = platform.split('-');
const ofPlatform = {
  ...common,
  name: `@daejo/node-${platform}`,
  description: `The native module of @daejo/node for ${platform}.`,
  main: native,
  files: [native],
  os: [os],
  cpu: [cpu],
  // npm's word for it; only Linux has two.
  ...(os === 'linux' ? { libc: [libc === 'gnu' ? 'glibc' : libc] } : {}),
};
lay(`node-${platform}`, ofPlatform, [[join(node, 'dist', native), native]]);

const optionalDependencies = { [ofPlatform.name]: common.version };
const scripts = readdirSync(join(node, 'dist')).filter((name) => !name.endsWith('.node'));
lay('node', published(node, { optionalDependencies }), [
  ...scripts.map((name) => [join(node, 'dist', name), `dist/${name}`]),
  [join(node, 'README.md'), 'README.md'],
]);
