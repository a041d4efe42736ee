// Each door in both languages, by the keyboard alone and by roles and names alone: a balance, a
// reimbursement, a cause. Figures are those of the golden cases.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { tabTo } from './people.mjs';
import { PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const WORDS = {
  'zh-CN': {
    area: '我的医保在', chengdu: '成都市', base: '缴费基数（元/月）', opening: '月初原有余额（元）',
    from: '从', to: '到', first: '从哪个月算起', last: '算到哪一天', stretch: '缴费第 1 段',
    reimburse: /^算报销/, causes: /^查原因/, outpatient: '＋ 加一笔门诊', bill: '第 1 笔：门诊', date: '日期',
    level: '医院级别', level3: '三级医院', total: '总费用（元）', own: '其中全自费（元）',
    funds: '统筹等一共支付',
  },
  en: {
    area: 'My medical insurance is in', chengdu: 'Chengdu 成都市', base: /^Contribution base/, opening: /^Balance before that month/,
    from: 'From', to: 'To', first: 'From which month', last: 'Up to which day', stretch: 'Contributions, period 1',
    reimburse: /^My bills/, causes: /^Why\?/, outpatient: /Add an outpatient visit/, bill: 'Bill 1: Outpatient visit', date: 'Date',
    level: /^Level of the hospital/, level3: /^Level 3 hospital/, total: /^Total cost/, own: /not covered at all/,
    funds: 'The funds pay in all',
  },
};

/** Types into a field reached by Tab. Parts of dates have keys of their own: they are set whole. */
async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  if (['date', 'month'].includes(await locator.getAttribute('type'))) await locator.fill(text);
  else await page.keyboard.type(text);
}

async function inChengdu(page, words) {
  const area = page.getByRole('combobox', { name: words.area });
  await tabTo(page, area);
  await page.keyboard.type('510100');
  await page.getByRole('option', { name: words.chengdu }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const stretch = page.getByRole('group', { name: words.stretch });
  await stretch.waitFor();
  return stretch;
}

async function aYear(page, words) {
  const stretch = await inChengdu(page, words);
  await typeInto(page, stretch.getByLabel(words.base), '8000');
  await typeInto(page, page.getByLabel(words.opening), '0');
  await stretch.getByLabel(words.from, { exact: true }).fill('2025-01');
  await stretch.getByLabel(words.to, { exact: true }).fill('2025-12');
  await page.getByLabel(words.first).fill('2025-01');
  await page.getByLabel(words.last).fill('2025-12-31');
}

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
