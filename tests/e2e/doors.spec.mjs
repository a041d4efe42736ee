// Each door in both languages, by the keyboard alone and by roles and names alone: a balance, a
// reimbursement, a cause. Figures are those of the golden cases.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { WORDS, aYear, inChengdu, typeInto } from './keyboard.mjs';
import { tabTo } from './people.mjs';
import { PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

for (const [language, words] of Object.entries(WORDS)) {
  describe(language, () => {
    const open = () => site.openPage({ viewport: PHONE, locale: language });
    const sound = async (page, errors) => {
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      assert.deepEqual(await axe(page), []);
      assert.deepEqual(errors, []);
    };
    const balance = (page, text) => page.locator('#balance').filter({ hasText: text }).waitFor();

    test('a balance', async () => {
      const { page, errors } = await open();
      await aYear(page, words);
      // 8,000 × 2 % × 12
      await balance(page, '¥1,920.00');
      assert.equal(await page.locator('#balance').getAttribute('aria-live'), 'polite');
      await sound(page, errors);
    });

    test('a reimbursement', async () => {
      const { page, errors } = await open();
      const door = page.getByRole('link', { name: words.reimburse });
      await tabTo(page, door);
      await page.keyboard.press('Enter');
      await page.locator('.door[aria-current="page"]').filter({ hasText: words.reimburse }).waitFor();
      await inChengdu(page, words);
      await page.getByLabel(words.first).fill('2025-01');
      await page.getByLabel(words.last).fill('2025-12-31');
      await tabTo(page, page.getByRole('button', { name: words.outpatient }));
      await page.keyboard.press('Enter');
      const bill = page.getByRole('group', { name: words.bill });
      await bill.getByLabel(words.date).fill('2025-03-15');
      const level = bill.getByLabel(words.level);
      const option = await level.locator('option').filter({ hasText: words.level3 }).getAttribute('value');
      await level.selectOption(option);
      await typeInto(page, bill.getByLabel(words.total), '2600');
      await typeInto(page, bill.getByLabel(words.own), '100');
      // 2,600 − 100 − 200 = 2,300, by half.
      await page.locator('#funds').filter({ hasText: '¥1,150.00' }).waitFor();
      await page.getByText(words.funds).waitFor();
      await sound(page, errors);
    });

    test('a cause', async () => {
      const { page, errors } = await open();
      await tabTo(page, page.getByRole('link', { name: words.causes }));
      await page.keyboard.press('Enter');
      await aYear(page, words);
      await page.locator('#displayed').fill('1440');
      await page.locator('#displayed-on').fill('2025-12-31');
      await page.locator('.answer .said').waitFor();
      // Three months of 160 are missing.
      await page.locator('.explanations').getByText('−¥480.00').first().waitFor();
      await sound(page, errors);
    });
  });
}
