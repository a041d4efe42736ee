// Language, large type and theme: chosen in one tap, kept, and never at the cost of what was typed.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { addBill, inChengdu, inShanghai, tabTo } from './people.mjs';
import { DESKTOP, PHONE, axe, eventually, start } from './support.mjs';

/** The views, by their names in the address. */
const VIEWS = ['balance', 'reimburse', 'causes', 'rules', 'questions', 'embed', 'batch'];

const SMALL = { width: 320, height: 640 };
/** The smallest side of what is touched in large type, in px. */
const TARGET = 60;

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const ENGLISH = { large: 'Large type', theme: 'Theme', other: '中文' };
const CHINESE = { large: '大字版', theme: '外观', other: 'English' };

const button = (page, name) => page.getByRole('button', { name, exact: true });
const speakEnglish = (page) => button(page, CHINESE.other).click();
const theme = (page, name = CHINESE.theme) => page.getByRole('combobox', { name, exact: true });

const root = (page) => page.evaluate(() => {
  const { lang, dataset } = document.documentElement;
  return { lang, title: document.title, type: dataset.type, theme: dataset.theme };
});
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** How much wider than its window the page is. */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** What can be pressed or filled in, is in sight, and is smaller than `least` px on a side. */
const smallTargets = (page, least) => page.evaluate((least) => {
  const isBox = (element) => element.matches('input[type="radio"], input[type="checkbox"]');
  return [...document.querySelectorAll('button, select, input, summary, nav a, .peek')]
    // Of a box its label is what is pressed.
    .map((element) => (isBox(element) ? element.closest('label') : element))
    .filter((element) => element.checkVisibility())
    .map((element) => ({ box: element.getBoundingClientRect(), text: element.textContent || element.id }))
    .filter(({ box }) => Math.min(box.width, box.height) < least)
    .map(({ box, text }) => `${text}: ${box.width} × ${box.height}`);
}, least);

describe('the language', () => {
  it('changes in one tap: entries, results and focus stay', async () => {
    const { page, errors } = await site.openPage({ viewport: PHONE });
    await inChengdu(page);
    await page.getByText('¥1,920.00').first().waitFor();
    await speakEnglish(page);
    assert.deepEqual(await root(page), {
      lang: 'en', title: 'Mingbai (医保明白账)', type: undefined, theme: undefined,
    });
    assert.equal(await page.evaluate(() => document.activeElement.textContent), '中文');
    assert.equal(await page.evaluate(() => document.activeElement.lang), 'zh-CN');
    assert.equal(await page.getByLabel('Contribution base').inputValue(), '8000');
    assert.equal(await page.getByRole('combobox', { name: 'My medical insurance is in' }).inputValue(), 'Chengdu 成都市');
    assert.equal(await page.locator('#balance').innerText(), '¥1,920.00');
    await page.getByText('Personal account balance (as of 31 December 2025)').waitFor();
    assert.deepEqual(await axe(page), []);

    await button(page, '中文').click();
    assert.deepEqual(await root(page), {
      lang: 'zh-CN', title: '医保明白账', type: undefined, theme: undefined,
    });
    assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
    assert.deepEqual(errors, []);
  });

  for (const [locale, lang] of [['en-GB', 'en'], ['fr-FR', 'en'], ['zh-TW', 'zh-CN']]) {
    it(`is ${lang} for a browser in ${locale}, before the page is drawn`, async () => {
      const { page } = await site.openPage({ locale });
      assert.equal((await root(page)).lang, lang);
      const title = lang === 'en' ? 'Mingbai (医保明白账)' : '医保明白账';
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    });
  }

  it('of what is shown at the counter is Chinese, said to be so', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await inShanghai(page);
    await speakEnglish(page);
    await page.getByRole('link', { name: /^Why\?/ }).click();
    const text = page.getByRole('textbox', { name: 'A text to show at the counter' });
    assert.match(await text.inputValue(), /^我在上海市参保，2025年7月31日/);
    assert.equal(await text.getAttribute('lang'), 'zh-CN');
    await page.getByText('It is in Chinese, for the person at the counter.').waitFor();
  });
});

describe('what was chosen', () => {
  it('is there again on the next visit, by keyboard alone', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await page.locator('.skip').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // At the foot of the page.
    await theme(page, ENGLISH.theme).waitFor();
    await tabTo(page, theme(page, ENGLISH.theme));
    await page.keyboard.press('End');
    const chosen = { lang: 'en', title: 'Mingbai (医保明白账)', type: 'large', theme: 'dark' };
    await eventually(() => root(page), chosen);
    await page.reload();
    await page.getByRole('button', { name: ENGLISH.large, pressed: true }).waitFor();
    assert.deepEqual(await root(page), chosen);
    assert.equal(await theme(page, ENGLISH.theme).inputValue(), 'dark');
  });

  it('holds for the visit where the device keeps nothing', async () => {
    const { page, errors } = await site.openPage({ viewport: PHONE });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('denied', 'SecurityError'); },
      });
    });
    await page.waitForLoadState('networkidle');
    await page.reload();
    await page.locator('#app:not(:has(.shell)) > *').first().waitFor();
    await speakEnglish(page);
    await button(page, ENGLISH.large).click();
    await page.getByRole('button', { name: ENGLISH.large, pressed: true }).waitFor();
    assert.equal((await root(page)).type, 'large');
    assert.equal((await root(page)).lang, 'en');
    assert.deepEqual(errors, []);
  });
});

describe('the theme', () => {
  for (const [device, byHand] of [['light', 'dark'], ['dark', 'light']]) {
    it(`is ${device} by the device and ${byHand} by hand`, async () => {
      const { page } = await site.openPage({ viewport: DESKTOP, colorScheme: device });
      await inShanghai(page);
      const ofDevice = await ground(page);
      await theme(page).selectOption(byHand);
      const chosen = await ground(page);
      assert.notEqual(chosen, ofDevice);
      assert.deepEqual(await axe(page), []);
      // The other device, by itself, looks as this one does by hand.
      const { page: other } = await site.openPage({ colorScheme: byHand });
      assert.equal(await ground(other), chosen);
      await theme(page).selectOption('');
      assert.equal(await ground(page), ofDevice);
    });
  }

  it('is light on paper', async () => {
    const { page } = await site.openPage({ colorScheme: 'light' });
    const light = await ground(page);
    await theme(page).selectOption('dark');
    assert.notEqual(await ground(page), light);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await ground(page), light);
  });
});

describe('large type', () => {
  for (const viewport of [SMALL, PHONE, DESKTOP]) {
    for (const words of [CHINESE, ENGLISH]) {
      it(`fits into ${viewport.width} px, every view (${words.large})`, async () => {
        const { page } = await site.openPage({ viewport });
        await inShanghai(page);
        await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
        await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
        const usual = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        if (words === ENGLISH) await speakEnglish(page);
        await button(page, words.large).click();
        const large = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
        assert.equal(large, 2 * usual);
        for (const name of VIEWS) {
          await page.evaluate((name) => { location.hash = name; }, name);
          await page.locator(`[aria-current="page"][href="#${name}"]`).first().waitFor();
          // The frame in the page for editors has requests of its own.
          if (name === 'embed') await page.frameLocator('.embed-frame').locator('#area').waitFor();
          else await page.waitForLoadState('networkidle');
          await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
          assert.ok(await overflow(page) <= 0, `${name}: ${await overflow(page)} px too wide`);
          assert.deepEqual(await smallTargets(page, TARGET), [], name);
          // At the end of the page, where the bar with the balance covers nothing.
          await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
          if (viewport === SMALL) assert.deepEqual(await axe(page), [], name);
        }
      });
    }
  }

  it('shows fewer words, and the whole result', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await inShanghai(page);
    await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
    const ledger = page.getByRole('table', { name: '账户明细' });
    await ledger.waitFor();
    await button(page, CHINESE.large).click();
    assert.equal(await page.locator('.extra:visible').count(), 0);
    assert.equal(await ledger.isVisible(), false, 'the records are folded');
    await page.getByRole('heading', { name: '账户明细' }).click();
    await ledger.waitFor();
    await page.locator('.reasons').first().waitFor();
  });
});
