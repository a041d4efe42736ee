// axe, contrast included, over every view × theme × type × language × width: nothing found, and nothing
// wider than its window. `make test` looks at a fixed tenth of it, `make test-all` at all.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Link } from './saved.mjs';
import { FULL, axe, start } from './support.mjs';

const VIEWS = ['balance', 'reimburse', 'causes', 'rules', 'questions', 'embed', 'batch'];
const THEMES = ['light', 'dark'];
const TYPES = ['', 'large'];
const LANGUAGES = ['zh-CN', 'en'];
const WIDTHS = [{ width: 390, height: 844 }, { width: 1280, height: 800 }];

const all = VIEWS.flatMap((view) => THEMES.flatMap((theme) => TYPES.flatMap((type) =>
  LANGUAGES.flatMap((language) => WIDTHS.map((viewport) => ({ view, theme, type, language, viewport }))))));

// Of ten in a row one, each time another of the ten, so that every value of every side is among them.
const few = all.filter((_, index) => index % 10 === Math.floor(index / 10) % 10);

const name = ({ view, theme, type, language, viewport }) =>
  [view, theme, type || 'usual', language, viewport.width].join(' ');

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

test('the tenth has every value of every side', () => {
  for (const side of ['view', 'theme', 'type', 'language', 'viewport']) {
    const values = (cases) => new Set(cases.map((one) => one[side]));
    assert.deepEqual(values(few), values(all), side);
  }
});

describe('nothing to find, nothing too wide', () => {
  for (const one of FULL ? all : few) {
    test(name(one), async () => {
      const { page, errors } = await site.openPage({ viewport: one.viewport });
      const preferences = `1 language=${one.language} ${one.type && 'type=large '}theme=${one.theme}`;
      await page.evaluate(([line, entries]) => {
        localStorage.setItem('mingbai.preferences', line);
        localStorage.setItem('mingbai.entries', entries);
      }, [preferences, JSON.stringify(Link.person)]);
      // What is still on its way would count as failed.
      await page.waitForLoadState('networkidle');
      await page.goto('about:blank');
      await page.goto(`${site.url}#${one.view}`);
      await page.locator('#app:not(:has(.shell)) > *').first().waitFor();
      await page.locator({
        balance: '#balance', reimburse: '#funds', causes: '.answer', rules: '.topic', questions: '.faq', embed: '.embed-frame', batch: '.batch',
      }[one.view]).first().waitFor();
      const shown = await page.evaluate(() => ({ ...document.documentElement.dataset, lang: document.documentElement.lang }));
      assert.equal(shown.lang, one.language);
      assert.equal(shown.theme, one.theme);
      // Folded parts are parts of the page as well.
      // What they hold is drawn once they are open, and may hold more.
      for (let depth = 0; depth < 3; depth += 1) {
        await page.evaluate(() => { for (const it of document.querySelectorAll('details')) it.open = true; });
        await page.waitForTimeout(300);
      }
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      assert.deepEqual(await axe(page), []);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px too wide`);
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
});
