// Parts of building the package (scripts/package).
//
// node scripts/package.mjs manifest   pkg/package.json, with the version of the crate
// node scripts/package.mjs sizes      what the package weighs on the wire, against the goal

import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What WebAssembly and JavaScript together should weigh at most on the wire, without policies. */
const GOAL = 60 * 1024;

/** What a browser loads. */
const LOADED = ['engine_bg.wasm', 'engine.js', 'web.js', 'mingbai.js', 'errors.js'];

function manifest() {
  const version = /^version = "(.*)"$/m.exec(readFileSync('Cargo.toml', 'utf8'))[1];
  const text = JSON.parse(readFileSync('package/package.json', 'utf8'));
  writeFileSync('pkg/package.json', `${JSON.stringify({ ...text, version }, null, 2)}\n`);
}

const MOST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };

function sizes() {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  const row = (name, { raw, gzip, brotli }) =>
    console.log(`  ${name.padEnd(16)}${[raw, gzip, brotli].map((n) => String(n).padStart(10)).join('')}`);
  console.log(`▸ pkg/, bytes:   ${['raw', 'gzip', 'brotli'].map((n) => n.padStart(10)).join('')}`);
  for (const name of LOADED) {
    const bytes = readFileSync(`pkg/${name}`);
    const size = {
      raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, MOST).length,
    };
    for (const key of Object.keys(sum)) sum[key] += size[key];
    row(name, size);
  }
  row('together', sum);
  const verdict = sum.brotli <= GOAL ? 'met' : `missed, ${(sum.brotli / GOAL).toFixed(1)} times as much`;
  console.log(`▸ goal: at most ${GOAL} bytes by brotli without policies: ${verdict}`);
}

const PARTS = { manifest, sizes };
const part = PARTS[process.argv[2]];
if (part === undefined) {
  console.error(`✗ scripts/package.mjs takes ${Object.keys(PARTS).join(' or ')}`);
  process.exit(1);
}
part();
