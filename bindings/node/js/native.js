'use strict';
// Loads the native module: from this folder if it was built here, otherwise from the package for this platform, which npm
// selects from the optional dependencies of @daejo/node.

const { platform, arch } = process;
// On Linux both are tried: only the one with the C library of this system loads.
const variants = { linux: ['-gnu', '-musl'], win32: ['-msvc'] }[platform] ?? [''];
const failures = [];

function load() {
  for (const variant of variants) {
    const name = `${platform}-${arch}${variant}`;
    for (const place of [`./daejo.${name}.node`, `@daejo/node-${name}`]) {
      try {
        return require(place);
      } catch (failure) {
        failures.push(failure);
      }
    }
  }
  const message = `@daejo/node has no native module for ${platform}-${arch}. Use @daejo/web/server, which needs none.`;
  throw new Error(message, { cause: new AggregateError(failures) });
}

module.exports = load();
