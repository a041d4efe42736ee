// The types: the README's example compiles and does what it says, right uses compile and wrong ones do
// not, and the answers that there really are have the types that are promised.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';

import { cases, fromFolder, imported, install, ROOT } from './support.mjs';

const STRICT = [
  '--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--exactOptionalPropertyTypes',
  '--noUncheckedIndexedAccess', '--allowJs', '--checkJs', '--types', 'node',
  '--typeRoots', join(ROOT, 'node_modules/@types'),
];

describe('the types', () => {
  let folder;
  before(() => { folder = install('types'); });

  /** What the compiler says of a program in the folder; nothing where all is well. */
  function complaints(file) {
    const { stdout, status } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), [...STRICT, file], { cwd: folder, encoding: 'utf8' });
    assert.equal(status === 0, stdout === '', stdout);
    return stdout;
  }

  it('and the README: its example compiles, runs, and prints what it says', () => {
    const readme = readFileSync(join(folder, 'node_modules/mingbai/README.md'), 'utf8');
    const [example, ...others] = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, code]) => code);
    for (const code of [...others, example]) {
      writeFileSync(join(folder, 'example.js'), code);
      assert.equal(complaints('example.js'), '');
    }
    const printed = execFileSync('node', ['example.js'], { cwd: folder, encoding: 'utf8' }).trim().split('\n');
    const said = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map(([, said]) => said);
    assert.ok(said.length >= 5, 'the example prints something');
    assert.deepEqual(printed, said);
  });

  it('let right uses compile and wrong ones not', () => {
    copyFileSync(join(ROOT, 'tests/package/types/calls.ts'), join(folder, 'calls.ts'));
    assert.equal(complaints('calls.ts'), '');
  });

  describe('are those of what is really given', () => {
    let mingbai;
    before(async () => {
      const { open } = await imported(folder);
      mingbai = await open({ load: fromFolder });
    });

    /** The paths of a value down to its words, without numbers: what kind of thing it is. */
    function paths(value, path = '') {
      if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${path}[]`));
      if (value !== null && typeof value === 'object') {
        return Object.entries(value).flatMap(([key, item]) => paths(item, `${path}.${key}`));
      }
      return [`${path}: ${/^[a-z_]+$/.test(value) ? value : typeof value}`];
    }

    /** A program that holds values as of their types; of those alike only the first. */
    function program(values) {
      const seen = new Set();
      const chosen = values.filter(([, value]) => {
        const fresh = paths(value).filter((path) => !seen.has(path));
        fresh.forEach((path) => seen.add(path));
        return fresh.length > 0;
      });
      const types = [...new Set(values.map(([type]) => type))];
      const lines = chosen.map(([type, value], at) => `export const value${at}: ${type} = ${JSON.stringify(value)};`);
      return { text: `import type { ${types.join(', ')} } from 'mingbai';\n${lines.join('\n')}\n`, count: chosen.length };
    }

    async function given() {
      const values = [];
      for (const { cases: ofArea } of cases()) {
        await mingbai.load(ofArea[0].situation.area);
        for (const { situation, today } of ofArea) {
          values.push(['Situation', situation], ['Answer', mingbai.assess(situation, { today })]);
          values.push(['Diagnosed', mingbai.explain(situation, { today })]);
          const displayed = { balance: '123.45', on: today };
          if (today >= situation.ledger.from) values.push(['Reconciled', mingbai.reconcile(situation, displayed, { today })]);
        }
        values.push(...mingbai.policy(ofArea[0].situation.area).map((file) => ['PolicyFile', file]));
      }
      values.push(...mingbai.areas().map((entry) => ['IndexEntry', entry]));
      return values;
    }

    it('down to every key and word', async () => {
      const values = await given();
      const { text, count } = program(values);
      console.log(`${count} of ${values.length} values are unlike the ones before them`);
      writeFileSync(join(folder, 'values.ts'), text);
      assert.equal(complaints('values.ts'), '');
    });

    it('so that what is not of its type is noticed', async () => {
      const [first] = cases();
      const { situation, today } = first.cases[0];
      await mingbai.load(situation.area);
      const answer = mingbai.assess(situation, { today });
      for (const wrong of [{ ...answer, surprise: 1 }, { ...answer, as_of: null }, { ...answer, status: 'idle' }]) {
        writeFileSync(join(folder, 'wrong.ts'), program([['Answer', wrong]]).text);
        assert.match(complaints('wrong.ts'), /error TS/);
      }
    });
  });
});
