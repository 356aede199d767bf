// Prints the sizes of files and the sum of each group: a table, an empty line and the same figures as JSON.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const parts = JSON.parse(process.argv[1]);
const filesOf = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).map((name) => `${path}/${name}`).flatMap(filesOf) : [path];
const figures = {};
const rows = [];
const row = (name, { bytes, brotli }) => rows.push([name, bytes.toLocaleString('en'), brotli.toLocaleString('en')]);

for (const [name, paths] of parts) {
  const sum = { bytes: 0, brotli: 0 };
  const files = paths.flatMap(filesOf).map((path) => {
    const content = readFileSync(path);
    const size = { bytes: content.length, brotli: brotliCompressSync(content).length };
    sum.bytes += size.bytes;
    sum.brotli += size.brotli;
    return [path.replace(/^bindings\//, '  '), size];
  });
  row(name, sum);
  files.forEach(([path, size]) => row(path, size));
  figures[name] = { ...sum, files: Object.fromEntries(files.map(([path, size]) => [path.trim(), size])) };
}

const width = Math.max(...rows.map(([name]) => name.length));
const line = ([name, bytes, brotli]) => `${name.padEnd(width)}  ${bytes.padStart(11)}  ${brotli.padStart(11)}`;
console.log([line(['', 'bytes', 'brotli']), ...rows.map(line)].join('\n'));
console.log(`\n${JSON.stringify(figures, null, 2)}`);
