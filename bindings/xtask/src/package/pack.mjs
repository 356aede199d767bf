// Lays out the npm packages as they are published, without development dependencies. The native module of @daejo/node
// is a package of its own for each platform; npm installs the one that fits.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, target, platform] = process.argv.slice(1);
const licences = readdirSync(root).filter((name) => name.startsWith('LICENSE'));

/** Writes one package to its own folder. */
function writePackage(name, manifest, files) {
  const folder = join(target, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const [from, to] of files) cpSync(from, join(folder, to), { recursive: true });
  for (const licence of licences) cpSync(join(root, licence), join(folder, licence));
}

/** The manifest of a package as it is published. */
function publishedManifest(folder, more) {
  const { '//': _reasons, devDependencies: _tools, ...manifest } = JSON.parse(readFileSync(join(folder, 'package.json')));
  return { ...manifest, ...more };
}

const web = join(root, 'bindings/wasm');
writePackage('web', publishedManifest(web, {}), ['dist', 'README.md'].map((name) => [join(web, name), name]));

const node = join(root, 'bindings/node');
const native = `daejo.${platform}.node`;
const { napi: _targets, main: _main, types: _types, ...common } = publishedManifest(node, {});
const [os, cpu, libc] = platform.split('-');
const platformManifest = {
  ...common,
  name: `@daejo/node-${platform}`,
  description: `The native module of @daejo/node for ${platform}.`,
  main: native,
  files: [native],
  os: [os],
  cpu: [cpu],
  // npm calls it glibc. Only Linux has two C libraries.
  ...(os === 'linux' ? { libc: [libc === 'gnu' ? 'glibc' : libc] } : {}),
};
writePackage(`node-${platform}`, platformManifest, [[join(node, 'dist', native), native]]);

const optionalDependencies = { [platformManifest.name]: common.version };
const scripts = readdirSync(join(node, 'dist')).filter((name) => !name.endsWith('.node'));
writePackage('node', publishedManifest(node, { optionalDependencies }), [
  ...scripts.map((name) => [join(node, 'dist', name), `dist/${name}`]),
  [join(node, 'README.md'), 'README.md'],
]);
