// Measures the built page as a phone on a slow connection gets it: compressed, with nothing kept. Prints
// Lighthouse's four scores and what keeps each below 1; fails below the goals.
//
// node scripts/lighthouse.mjs [RUNS]   3 by default, of which the median by performance counts

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { chromiumPath, FLAGS } from '../tests/e2e/support.mjs';
import { serve } from './serve.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const REPORT = fileURLToPath(new URL('../test-results/lighthouse.json', import.meta.url));

/** What the page is to reach. */
const GOALS = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };

const runs = Number(process.argv[2] ?? 3);
const server = await serve({ root: DIST, compress: true });
// Compressing takes seconds the first time: none of the page's doing.
const warm = async (path) => (await fetch(server.url + path, { headers: { 'Accept-Encoding': 'br' } })).text();
const shell = await warm('');
const named = Array.from(shell.matchAll(/="([^"#: ]+\.[a-z]+)"/g), ([, path]) => path.replace(/^\.\//, ''));
await Promise.all([...named, 'policies/index.json'].map(warm));

const reports = [];
try {
  for (let run = 0; run < runs; run += 1) {
    const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: ['--headless=new', ...FLAGS] });
    try {
      const result = await lighthouse(server.url, {
        port: chrome.port,
        output: 'json',
        onlyCategories: Object.keys(GOALS),
        logLevel: 'error',
      });
      reports.push(result.lhr);
    } finally {
      chrome.kill();
    }
  }
} finally {
  await server.stop();
}

const performance = (report) => report.categories.performance.score;
reports.sort((a, b) => performance(a) - performance(b));
const report = reports[Math.floor(reports.length / 2)];
mkdirSync(new URL('../test-results/', import.meta.url), { recursive: true });
writeFileSync(REPORT, JSON.stringify(report, null, 1));

for (const [id, goal] of Object.entries(GOALS)) {
  const { score, auditRefs } = report.categories[id];
  console.log(`${score >= goal ? '✔' : '✖'} ${id}: ${score} (goal ${goal})`);
  for (const { id: audit, weight } of auditRefs) {
    const { score: part, title, displayValue = '' } = report.audits[audit];
    if (weight > 0 && part !== null && part < 1) console.log(`    ${part} · ${title} ${displayValue}`);
  }
  if (score < goal) process.exitCode = 1;
}
console.log(`▸ performance in ${reports.length} runs: ${reports.map(performance).join(', ')}; the report: test-results/lighthouse.json`);
