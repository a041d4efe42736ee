// What would be published: these files, and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';

import { install, npm, ROOT } from './support.mjs';

/** All of it. Neither sources nor maps, nor policy files: those change by themselves. */
const FILES = [
  'LICENSE-APACHE',
  'LICENSE-MIT',
  'README.md',
  'engine.js',
  'engine_bg.wasm',
  'errors.d.ts',
  'errors.js',
  'mingbai.d.ts',
  'mingbai.js',
  'node.js',
  'package.json',
  'types.d.ts',
  'web.d.ts',
  'web.js',
];

describe('what is published', () => {
  let folder;
  let manifest;
  before(() => {
    folder = install('contents');
    manifest = JSON.parse(readFileSync(join(folder, 'node_modules/mingbai/package.json'), 'utf8'));
  });

  it('is these files', () => {
    const [{ files }] = JSON.parse(npm('pack', '--dry-run', '--json'));
    assert.deepEqual(files.map(({ path }) => path).sort(), FILES);
  });

  it('has the version and the licence of the crate', () => {
    const crate = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8');
    const [version, license] = ['version', 'license'].map((key) => new RegExp(`^${key} = "(.*)"$`, 'm').exec(crate)[1]);
    assert.deepEqual([manifest.name, manifest.version, manifest.license], ['mingbai', version, license]);
  });

  it('needs no other package', () => {
    for (const key of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts']) {
      assert.equal(manifest[key], undefined, key);
    }
  });

  it('is the same on the web and in Node', async () => {
    const own = (name) => import(join(folder, 'node_modules/mingbai', name));
    const [web, node] = await Promise.all([own('web.js'), own('node.js')]);
    assert.deepEqual(Object.keys(web), Object.keys(node));
    assert.ok(Object.keys(web).includes('open'));
  });

  it('says what every call and every type is', () => {
    for (const name of ['mingbai.d.ts', 'errors.d.ts', 'types.d.ts', 'web.d.ts']) {
      const lines = readFileSync(join(folder, 'node_modules/mingbai', name), 'utf8').split('\n');
      const bare = lines.filter((line, at) =>
        /^export (declare |interface |type \w+|abstract )/.test(line) && !/\*\/$/.test(lines[at - 1] ?? ''));
      assert.deepEqual(bare, [], name);
    }
  });

  it('tells nothing of the machine that built it', () => {
    for (const name of ['engine_bg.wasm', 'engine.js']) {
      const text = readFileSync(join(folder, 'node_modules/mingbai', name), 'latin1');
      for (const place of [homedir(), ROOT]) assert.ok(!text.includes(place), `${name} names ${place}`);
    }
  });
});
