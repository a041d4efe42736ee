// The calls of the package: where files come from, what day it is, what is asked, and what is thrown.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { join } from 'node:path';

import { serve } from '../../scripts/serve.mjs';
import { fromFolder, imported, install, POLICIES, ROOT } from './support.mjs';

const TODAY = '2026-11-21';
const CAUSES = join(ROOT, 'tests/causes');

const situation = () => ({
  area: '510100',
  insurance: 'employee',
  status: 'in_service',
  ledger: { from: '2025-01', as_of: '2025-03-31', opening: { balance: '0' } },
  contributions: [{ from: '2025-01', to: '2025-03', base: '8000' }],
});

const keys = new Set(readFileSync(join(ROOT, 'src/ui/locale/zh.txt'), 'utf8').split('\n').map((line) => line.split(' = ')[0]));

describe('the package', () => {
  let mingbai;
  let open;
  let types;

  /** What a call throws or rejects with: of the class, with a key that there is a sentence for. */
  async function thrown(call, name) {
    const error = await Promise.resolve().then(call).then(() => assert.fail('nothing was thrown'), (error) => error);
    assert.ok(error instanceof types[name] && error instanceof types.MingbaiError && error instanceof Error, error.stack);
    assert.equal(error.name, name);
    assert.ok(keys.has(error.messageKey), `no sentence for ${error.messageKey}`);
    assert.ok(error.message.includes(error.field) && error.message.includes(error.code), error.message);
    return error;
  }

  before(async () => {
    types = await imported(install('api'));
    ({ open } = types);
    mingbai = await open({ load: fromFolder });
    await mingbai.load('510100');
  });

  describe('takes policy files', () => {
    const answered = async (load) => {
      const other = await open({ load });
      await other.load('510100');
      assert.deepEqual(other.assess(situation(), { today: TODAY }), mingbai.assess(situation(), { today: TODAY }));
      return other;
    };

    it('from a server', async () => {
      const server = await serve({ root: POLICIES });
      try {
        await answered(async (name) => (await fetch(`${server.url}${name}.json`)).text());
      } finally {
        await server.stop();
      }
    });

    it('as objects', async () => {
      const names = ['index', '510100', '510000', '000000'];
      const known = names.filter((name) => name === 'index' || mingbai.policy('510100').some(({ area }) => area.adcode === name));
      await answered(Object.fromEntries(known.map((name) => [name, JSON.parse(fromFolder(name))])));
    });

    it('each once, however often and for however many areas they are asked for', async () => {
      const asked = [];
      const other = await open({ load: async (name) => (asked.push(name), fromFolder(name)) });
      await Promise.all([other.load('510100', '310000'), other.load('510100')]);
      await other.load('310000');
      assert.deepEqual(asked.sort(), [...new Set(asked)].sort());
      assert.ok(asked.includes('000000') && asked.includes('310000'));
    });

    it('again after it failed', async () => {
      let fails = true;
      const other = await open({
        load: (name) => {
          if (fails && name === '000000') throw new TypeError('no connection');
          return fromFolder(name);
        },
      });
      const error = await thrown(() => other.load('510100'), 'LoadError');
      assert.equal(error.code, 'failed');
      assert.equal(error.file, '000000');
      assert.ok(error.cause instanceof TypeError);
      fails = false;
      await other.load('510100');
      assert.equal(other.assess(situation(), { today: TODAY }).account.outcome.status, 'complete');
    });

    it('and refuses one that is not sound, until there is a sound one', async () => {
      let sound = false;
      const broken = JSON.parse(fromFolder('510100'));
      broken.rules.account_credit[0].surprise = 1;
      const other = await open({ load: (name) => (name === '510100' && !sound ? broken : fromFolder(name)) });
      const error = await thrown(() => other.load('510100'), 'PolicyError');
      assert.equal(error.file, '510100');
      assert.equal(error.code, 'malformed');
      assert.match(error.field, /^rules\.account_credit\[0\]/);
      assert.match(error.detail, /surprise/);
      sound = true;
      await other.load('510100');
    });

    it('and refuses rules without evidence', async () => {
      const broken = JSON.parse(fromFolder('510100'));
      broken.rules.account_credit[0].sources = [];
      const other = await open({ load: (name) => (name === '510100' ? broken : fromFolder(name)) });
      const error = await thrown(() => other.load('510100'), 'PolicyError');
      assert.equal(error.code, 'findings');
      assert.match(error.detail, /NoSource/);
    });

    it('and refuses another format, or other layers than the list of areas names', async () => {
      const newer = { ...JSON.parse(fromFolder('510100')), format: 2 };
      const other = await open({ load: (name) => (name === '510100' ? newer : fromFolder(name)) });
      const format = await thrown(() => other.load('510100'), 'PolicyError');
      assert.deepEqual([format.code, format.field, format.file], ['format', 'format', '510100']);
      const index = JSON.parse(fromFolder('index'));
      index.areas.find(({ adcode }) => adcode === '510100').parents = [];
      const another = await open({ load: (name) => (name === 'index' ? index : fromFolder(name)) });
      const parents = await thrown(() => another.load('510100'), 'PolicyError');
      assert.deepEqual([parents.code, parents.field, parents.file], ['parents', 'area', '510100']);
      delete index.areas[0].name;
      const third = await open({ load: (name) => (name === 'index' ? index : fromFolder(name)) });
      const entry = await thrown(() => third.load(index.areas[0].adcode), 'PolicyError');
      assert.deepEqual([entry.code, entry.file], ['malformed', 'index']);
    });

    it('and says which is missing', async () => {
      const index = fromFolder('index');
      assert.equal((await thrown(() => open({ load: {} }), 'LoadError')).code, 'missing');
      assert.equal((await thrown(() => open({ load: { index: '[]' } }), 'LoadError')).code, 'malformed');
      assert.equal((await thrown(() => open({ load: { index: '<html>' } }), 'LoadError')).code, 'malformed');
      const odd = { areas: [{ adcode: '510100' }] };
      assert.equal((await thrown(() => open({ load: { index: odd } }), 'LoadError')).code, 'malformed');
      const other = await open({ load: { index } });
      const error = await thrown(() => other.load('510100'), 'LoadError');
      assert.deepEqual([error.code, error.file], ['missing', '510100']);
      assert.equal((await thrown(() => other.load('999999'), 'LoadError')).code, 'unknown_area');
    });
  });

  it('lists the areas', () => {
    const areas = mingbai.areas();
    assert.equal(areas.length, JSON.parse(fromFolder('index')).areas.length);
    assert.equal(areas.find(({ adcode }) => adcode === '510100').name_en, 'Chengdu');
  });

  it('gives the files that speak for an area, nearest first', async () => {
    const files = mingbai.policy('510100');
    assert.deepEqual(files[0], JSON.parse(fromFolder('510100')));
    assert.deepEqual(files.map(({ area }) => area.adcode), ['510100', ...files[0].area.parents]);
    assert.equal((await thrown(() => mingbai.policy('310000'), 'LoadError')).code, 'not_loaded');
  });

  it('speaks for an area without a file by those above it, as the page does', async () => {
    const { adcode } = mingbai.areas().find(({ rules }) => !rules);
    await mingbai.load(adcode);
    assert.deepEqual(mingbai.policy(adcode).map(({ area }) => area.adcode), ['000000']);
    const answer = mingbai.assess({ ...situation(), area: adcode }, { today: TODAY });
    assert.equal(answer.area.adcode, adcode);
    assert.equal(answer.account.outcome.gaps[0].why.reason, 'no_rule');
  });

  it('takes the present day in China for today', (context) => {
    const open = { ...situation(), ledger: { from: '2025-01', opening: { balance: '0' } } };
    // 16:30 by UTC is half past midnight of the next day there.
    context.mock.timers.enable({ apis: ['Date'], now: Date.parse('2025-03-09T15:59:59Z') });
    assert.equal(mingbai.assess(open).as_of, '2025-03-09');
    context.mock.timers.setTime(Date.parse('2025-03-09T16:30:00Z'));
    assert.equal(mingbai.assess(open).as_of, '2025-03-10');
    assert.equal(mingbai.assess(open, { today: TODAY }).as_of, TODAY);
  });

  it('leaves what it is given as it is', () => {
    const given = situation();
    mingbai.assess(given, { today: TODAY });
    assert.deepEqual(given, situation());
  });

  describe('weighs causes and explains differences as worked by hand', () => {
    for (const folder of readdirSync(CAUSES, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
      const { name } = folder;
      const files = readdirSync(join(CAUSES, name)).map((file) => JSON.parse(readFileSync(join(CAUSES, name, file), 'utf8')));
      it(`${name}: ${files.length} cases`, async () => {
        assert.ok(files.length > 0);
        for (const { title, situation, displayed, replies, today, expect } of files) {
          await mingbai.load(situation.area);
          const { diagnosis } = mingbai.explain(situation, { displayed, replies, today });
          const finding = diagnosis.findings.find(({ cause }) => cause === name);
          const found = { ...diagnosis.reconciliation, ...diagnosis, cause: finding };
          for (const key of ['symptom', 'balance', 'reckoned', 'difference', 'unexplained']) {
            if (expect[key] !== undefined) assert.equal(found[key], expect[key], `${title}: ${key}`);
          }
          for (const key of ['verdict', 'explains']) {
            if (expect.cause?.[key] !== undefined) assert.equal(finding[key], expect.cause[key], `${title}: ${key}`);
          }
          if (displayed === undefined) continue;
          const { reconciliation } = mingbai.reconcile(situation, displayed, { today });
          assert.deepEqual(reconciliation, diagnosis.reconciliation, title);
        }
      });
    }
  });

  it('explains a displayed balance to the fen', () => {
    const displayed = { balance: '320.00', on: '2025-03-31' };
    const { reconciliation } = mingbai.reconcile(situation(), displayed, { today: TODAY });
    // Three credits of 8,000 × 2 % = 160 are 480; 320 is one of them less.
    assert.deepEqual(reconciliation.displayed, displayed);
    assert.equal(reconciliation.reckoned, '480.00');
    assert.equal(reconciliation.difference, '-160.00');
    assert.equal(reconciliation.explanations[0].parts[0].mechanism, 'credits_missing');
  });

  describe('throws what is wrong with what is asked', () => {
    const wrong = [
      ['a fraction for money', (it) => { it.contributions[0].base = 8000.5; }, 'contributions[0].base', 'number_not_exact'],
      ['an unknown key', (it) => { it.salary = '1'; }, 'salary', 'unknown_key'],
      ['a day before its ledger', (it) => { it.ledger.as_of = '2024-12-31'; }, 'ledger.as_of', 'too_early', { date: '2025-01-01' }],
      ['too much', (it) => { it.contributions[0].base = '100000000.01'; }, 'contributions[0].base', 'too_large', { amount: '100000000.00' }],
      ['an area that there is not', (it) => { it.area = '999999'; }, 'area', 'area_unknown'],
      ['no area', (it) => { delete it.area; }, 'area', 'missing'],
    ];
    for (const [what, change, field, code, limit] of wrong) {
      it(what, async () => {
        const it = situation();
        change(it);
        const error = await thrown(() => mingbai.assess(it, { today: TODAY }), 'SituationError');
        assert.deepEqual([error.field, error.code, error.limit], [field, code, limit]);
      });
    }

    it('no situation at all', async () => {
      for (const nothing of [undefined, null, 'text', 1]) {
        const error = await thrown(() => mingbai.assess(nothing, { today: TODAY }), 'SituationError');
        assert.equal(error.code, 'malformed');
      }
    });

    it('a day that there is not', async () => {
      const error = await thrown(() => mingbai.assess(situation(), { today: '2026-02-30' }), 'SituationError');
      assert.deepEqual([error.field, error.code], ['today', 'date_impossible']);
    });

    it('a displayed balance or a reply of no known form', async () => {
      const displayed = { balance: 'much', on: '2025-03-31' };
      const first = await thrown(() => mingbai.reconcile(situation(), displayed, { today: TODAY }), 'SituationError');
      assert.deepEqual([first.field, first.code], ['displayed.balance', 'not_a_number']);
      const early = { balance: '1', on: '2024-12-31' };
      const second = await thrown(() => mingbai.explain(situation(), { displayed: early, today: TODAY }), 'SituationError');
      assert.deepEqual([second.field, second.code, second.limit], ['displayed.on', 'too_early', { date: '2025-01-01' }]);
      const replies = { all_arrived: 'perhaps' };
      const third = await thrown(() => mingbai.explain(situation(), { replies, today: TODAY }), 'SituationError');
      assert.deepEqual([third.field, third.code], ['replies', 'malformed']);
    });

    it('an area whose rules are not loaded yet', async () => {
      const it = { ...situation(), area: '310000' };
      const other = await open({ load: fromFolder });
      const error = await thrown(() => other.assess(it, { today: TODAY }), 'LoadError');
      assert.deepEqual([error.field, error.code], ['310000', 'not_loaded']);
    });
  });
});
