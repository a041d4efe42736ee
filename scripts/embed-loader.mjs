// Makes src/ui/embed/loader-N.js small: static/embed-N.js, which other pages load by a line that names
// its hash. A version that was released never changes again; `--check` compares all of them.
//
// node scripts/embed-loader.mjs           writes what is missing, and the hash of the newest
// node scripts/embed-loader.mjs --check   fails where a file is not what its source and its hash say

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { minify } from 'terser';

const SOURCES = 'src/ui/embed';
/** The hash of each version, one on a line: the page reads the last one, and gives it to editors. */
const HASHES = `${SOURCES}/integrity.txt`;
/** What an editor's readers pay for a line on a page. */
const LONGEST = 1536;

const check = process.argv.includes('--check');
const faults = [];

const small = async (source) => {
  const { code } = await minify(source, { compress: { ecma: 2022, passes: 3 }, mangle: true, toplevel: true });
  return `${code}\n`;
};
const integrity = (text) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

const known = new Map(
  existsSync(HASHES) ? readFileSync(HASHES, 'utf8').trim().split('\n').map((line) => line.split(' ')) : [],
);
const versions = readdirSync(SOURCES)
  .map((name) => /^loader-(\d+)\.js$/.exec(name)?.[1])
  .filter(Boolean)
  .sort((a, b) => a - b);

for (const version of versions) {
  const file = `embed-${version}.js`;
  const path = `static/${file}`;
  const text = await small(readFileSync(`${SOURCES}/loader-${version}.js`, 'utf8'));
  if (!check && !existsSync(path)) writeFileSync(path, text);
  if (!check && !known.has(file)) known.set(file, integrity(text));
  const served = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (served !== text) faults.push(`${path} is not what its source gives: a changed loader is a new version, loader-${Number(version) + 1}.js`);
  if (known.get(file) !== integrity(served)) faults.push(`${path} has not the hash by which pages load it: ${HASHES}`);
  if (Buffer.byteLength(served) > LONGEST) faults.push(`${path} has ${Buffer.byteLength(served)} bytes, more than ${LONGEST}`);
}
if (versions.length === 0 || known.size !== versions.length) faults.push(`${HASHES} has ${known.size} versions, ${SOURCES} ${versions.length}`);
if (!check) writeFileSync(HASHES, [...known].map((line) => `${line.join(' ')}\n`).join(''));
if (faults.length > 0) {
  console.error(faults.map((fault) => `✗ ${fault}`).join('\n'));
  process.exit(1);
}
console.log(`▸ ${versions.length} loader${versions.length === 1 ? '' : 's'} for other pages, as recorded`);
