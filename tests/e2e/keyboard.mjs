// People who use the keyboard alone, in both languages.

import { tabTo } from './people.mjs';

/** What the fields are called. */
export const WORDS = {
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
export async function typeInto(page, locator, text) {
  await tabTo(page, locator);
  if (['date', 'month'].includes(await locator.getAttribute('type'))) await locator.fill(text);
  else await page.keyboard.type(text);
}

/** Picks 成都; gives its first stretch of contributions. */
export async function inChengdu(page, words) {
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

/** 成都, in service, base 8,000 in 2025, nothing in the account before. */
export async function aYear(page, words) {
  const stretch = await inChengdu(page, words);
  await typeInto(page, stretch.getByLabel(words.base), '8000');
  await typeInto(page, page.getByLabel(words.opening), '0');
  await stretch.getByLabel(words.from, { exact: true }).fill('2025-01');
  await stretch.getByLabel(words.to, { exact: true }).fill('2025-12');
  await page.getByLabel(words.first).fill('2025-01');
  await page.getByLabel(words.last).fill('2025-12-31');
}
