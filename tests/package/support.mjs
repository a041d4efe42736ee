// What the tests of the package share: the package as npm would install it, and the cases.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const POLICIES = join(ROOT, 'static/policies');
const CASES = join(ROOT, 'tests/cases');

/** What `npm` says to these arguments, in `pkg/`. */
export function npm(...args) {
  return execFileSync('npm', args, { cwd: join(ROOT, 'pkg'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

/**
 * Packs and unpacks the package into a folder of its own under test-results/, beside the policy files
 * and an empty page; gives the folder. Only what is published can be found there.
 */
export function install(name) {
  const folder = join(ROOT, 'test-results/package', name);
  const own = join(folder, 'node_modules/mingbai');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const [{ filename }] = JSON.parse(npm('pack', '--json', '--pack-destination', folder));
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', own, '--strip-components=1']);
  symlinkSync(POLICIES, join(folder, 'policies'));
  writeFileSync(join(folder, 'blank.html'), '<!doctype html><link rel="icon" href="data:,">');
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  return folder;
}

/** The package as a program in `folder` gets it by its name. */
export async function imported(folder) {
  const program = join(folder, 'import.js');
  writeFileSync(program, "export * from 'mingbai';");
  return import(program);
}

/** A file of the policies, as a loader gives it. */
export const fromFolder = (name) => readFileSync(join(POLICIES, `${name}.json`), 'utf8');

/** The cases worked by hand, by the folder of their area: each its name and what the file holds. */
export function cases() {
  const areas = readdirSync(CASES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return areas.map(({ name: area }) => ({
    area,
    cases: readdirSync(join(CASES, area)).sort().map((file) => ({
      name: file, ...JSON.parse(readFileSync(join(CASES, area, file), 'utf8')),
    })),
  }));
}
