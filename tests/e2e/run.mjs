// Runs the browser tests, one file after the other, and closes with their counts in the words of
// `cargo test`. A file in which no test ran is a failure.
//
// node tests/e2e/run.mjs [FILE…]   all *.spec.mjs of this folder by default

import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** The long journeys take longer: the whole matrix a quarter of an hour. */
const LONGEST_FILE_MS = process.env.FULL === '1' ? 3_600_000 : 600_000;

const files = process.argv.length > 2
  ? process.argv.slice(2).map((file) => resolve(file))
  : readdirSync(HERE).filter((name) => name.endsWith('.spec.mjs')).sort().map((name) => join(HERE, name));

const count = { passed: 0, failed: 0, ignored: 0 };
const ran = new Set();

// Node reports a file as a test of its own, by its path, where it holds none or breaks as a whole.
const isFile = ({ name, file }) => resolve(name) === file;

// One at a time: a browser uses both cores of a small machine.
const stream = run({ files, concurrency: 1, timeout: LONGEST_FILE_MS })
  .on('test:pass', (test) => {
    if (test.details.type === 'suite' || isFile(test)) return;
    ran.add(test.file);
    if (test.skip !== undefined || test.todo !== undefined) count.ignored += 1;
    else count.passed += 1;
  })
  .on('test:fail', (test) => {
    if (test.details.type === 'suite') return;
    ran.add(test.file);
    count.failed += 1;
  });
for await (const text of stream.compose(new spec())) process.stdout.write(text);

for (const file of files.filter((file) => !ran.has(file))) {
  console.log(`✖ no test ran in ${relative(process.cwd(), file)}`);
  count.failed += 1;
}
const outcome = count.failed === 0 ? 'ok' : 'FAILED';
console.log(`test result: ${outcome}. ${count.passed} passed; ${count.failed} failed; ${count.ignored} ignored`);
process.exitCode = count.failed === 0 ? 0 : 1;
