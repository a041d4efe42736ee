// The same figures everywhere: every case worked by hand through the shell, through the package in Node
// and through the package in Chromium gives one and the same answer, and that is as worked by hand.
//
// The shell is that of `cargo build --no-default-features --example assess`.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { text } from 'node:stream/consumers';

import { start } from '../e2e/support.mjs';
import { differences } from './expected.mjs';
import { cases, fromFolder, imported, install, ROOT } from './support.mjs';

const SHELL = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug/examples/assess');

async function byShell({ situation, today }) {
  const shell = spawn(SHELL, ['--today', today], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdin.end(JSON.stringify(situation));
  return JSON.parse(await text(shell.stdout));
}

/** Two at a time, as a small machine has two cores. */
async function allByShell(cases) {
  const half = Math.ceil(cases.length / 2);
  const inTurn = async (cases) => {
    const answers = [];
    for (const one of cases) answers.push(await byShell(one));
    return answers;
  };
  return (await Promise.all([inTurn(cases.slice(0, half)), inTurn(cases.slice(half))])).flat();
}

describe('every case worked by hand', () => {
  const all = cases();
  let site;
  let page;
  let errors;
  let mingbai;

  before(async () => {
    const folder = install('golden');
    const { open } = await imported(folder);
    mingbai = await open({ load: fromFolder });
    site = await start({ root: folder });
    ({ page, errors } = await site.openPage({ path: 'blank.html', drawn: false }));
    await page.evaluate(async () => {
      const { open } = await import('/node_modules/mingbai/web.js');
      globalThis.mingbai = await open({ load: async (name) => (await fetch(`policies/${name}.json`)).text() });
    });
  });
  after(() => site?.stop());

  for (const { area, cases } of all) {
    it(`${area}: ${cases.length} cases`, async () => {
      assert.ok(cases.length > 0);
      const code = cases[0].situation.area;
      await mingbai.load(code);
      const answers = cases.map(({ situation, today }) => mingbai.assess(situation, { today }));
      const asked = cases.map(({ situation, today }) => ({ situation, today }));
      const inChromium = await page.evaluate(async ({ code, asked }) => {
        await mingbai.load(code);
        return asked.map(({ situation, today }) => JSON.stringify(mingbai.assess(situation, { today })));
      }, { code, asked });
      const shell = await allByShell(cases);
      for (const [at, { name, expect }] of cases.entries()) {
        assert.deepEqual(answers[at], shell[at], `${name}: package and shell`);
        assert.equal(inChromium[at], JSON.stringify(answers[at]), `${name}: Chromium and Node`);
        assert.deepEqual(differences(expect, answers[at]), [], name);
      }
    });
  }

  it('nothing was amiss in the browser', () => {
    const count = all.reduce((sum, { cases }) => sum + cases.length, 0);
    console.log(`golden cases: ${count}, each through the shell, Node and Chromium`);
    assert.deepEqual(errors, []);
  });
});
