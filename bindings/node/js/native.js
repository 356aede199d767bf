'use strict';
// Finds the native module: beside this file where it was built here, else in the package of this platform, which npm
// chooses among @daejo/node's optional dependencies.

const { platform, arch } = process;
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
  const message = `@daejo/node has no native module that loads on ${platform}-${arch}; @daejo/web/server runs everywhere`;
  throw new Error(message, { cause: new AggregateError(failures) });
}

module.exports = load();
