// Prints what scripts/bench measured: the median of each benchmark and its spread (the median absolute
// deviation), natively and in Chromium, side by side.
//
// node scripts/bench.mjs CRITERION_FOLDER CHROMIUM_JSON

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, file] = process.argv.slice(2);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

const figure = ({ median, median_abs_dev: spread }) => ({ median: median.point_estimate, spread: spread.point_estimate });

const native = new Map();
for (const entry of readdirSync(folder, { withFileTypes: true })) {
  if (!entry.isDirectory() || entry.name === 'report') continue;
  const { title } = json(join(folder, entry.name, 'new', 'benchmark.json'));
  native.set(title, figure(json(join(folder, entry.name, 'new', 'estimates.json'))));
}
const chromium = new Map(Object.entries(json(file)).map(([title, { estimates }]) => [title, figure(estimates)]));
if (native.size === 0 || native.size !== chromium.size) {
  console.error(`${native.size} benchmarks natively, ${chromium.size} in Chromium`);
  process.exit(1);
}

const micro = (figures) =>
  figures ? `${(figures.median / 1000).toFixed(1)} ± ${(figures.spread / 1000).toFixed(1)}` : 'missing';
console.log(`${'median, µs'.padEnd(28)}${'native'.padStart(20)}${'Chromium'.padStart(20)}`);
for (const [title, figures] of native) {
  console.log(`${title.padEnd(28)}${micro(figures).padStart(20)}${micro(chromium.get(title)).padStart(20)}`);
}
