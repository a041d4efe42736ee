// Writes into the service worker of a built page which files make up this version, with the hash of each.
//
// node scripts/precache.mjs [DIST]   dist/ by default; scripts/build runs it

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKER = 'sw.js';
const LIST = /^const LIST = \{.*?\};$/ms;

/** Of the policy files, only these: the others are kept when their area is looked at. */
const POLICIES = new Set(['policies/index.json', 'policies/000000.json']);
/** What the page itself never asks for: pages without scripts, what only other pages and programs read; and the worker for
 *  spreadsheets, half a megabyte that few need. */
const isOfPage = (path) =>
  path !== WORKER && path !== 'robots.txt' && path !== 'plain.html' && !path.startsWith('areas/') &&
  !/^embed[-.]/.test(path) && path !== 'batch-worker.js' && !path.startsWith('batch_worker') &&
  (!path.startsWith('policies/') || POLICIES.has(path));

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 32);

/** Fills the list of the worker in `dist` in, replacing one that is there; gives the number of files. */
export function precache(dist) {
  const paths = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(resolve(dist).length + 1))
    .map((path) => path.split(sep).join('/'))
    .filter(isOfPage)
    .sort();
  const list = Object.fromEntries(paths.map((path) => [path, hashOf(join(dist, path))]));
  const worker = join(dist, WORKER);
  const text = readFileSync(worker, 'utf8');
  if (!LIST.test(text)) throw new Error(`${worker} has no list to fill in`);
  writeFileSync(worker, text.replace(LIST, `const LIST = ${JSON.stringify(list, null, 2)};`));
  return paths.length;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const dist = resolve(process.argv[2] ?? 'dist');
  console.log(`▸ ${precache(dist)} files to keep for use without a connection`);
}
