// Prints what scripts/bench measured: the median of each benchmark and its spread (the median absolute
// deviation), natively and in Chromium, compiled for size and for speed, side by side.
//
// node scripts/bench.mjs CRITERION_FOLDER CHROMIUM_SIZE_JSON CHROMIUM_SPEED_JSON

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

const figure = ({ median, median_abs_dev: spread }) => ({ median: median.point_estimate, spread: spread.point_estimate });

const native = new Map();
for (const entry of readdirSync(folder, { withFileTypes: true })) {
  if (!entry.isDirectory() || entry.name === 'report') continue;
  const { title } = json(join(folder, entry.name, 'new', 'benchmark.json'));
  native.set(title, figure(json(join(folder, entry.name, 'new', 'estimates.json'))));
}
const chromium = (file) =>
  new Map(Object.entries(json(file)).map(([title, { estimates }]) => [title, figure(estimates)]));
const [forSize, forSpeed] = files.map(chromium);
// What an earlier state of the engine had is still in criterion's folder, and is left out.
const missing = [...forSize.keys()].filter((title) => !native.has(title) || !forSpeed.has(title));
if (forSize.size === 0 || missing.length > 0) {
  console.error(`not measured everywhere: ${missing.join(', ') || 'anything'}`);
  process.exit(1);
}

const micro = (figures) =>
  figures ? `${(figures.median / 1000).toFixed(1)} ± ${(figures.spread / 1000).toFixed(1)}` : 'missing';
const row = (title, ...cells) => console.log(title.padEnd(48) + cells.map((cell) => cell.padStart(20)).join(''));
row('median, µs', 'native', 'Chromium, size', 'Chromium, speed');
for (const title of forSize.keys()) {
  row(title, micro(native.get(title)), micro(forSize.get(title)), micro(forSpeed.get(title)));
}
