// Kinds of insurance, hospital stays and treatment away from home, as a person enters them. Expected
// figures are those of the golden cases, worked by hand there.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { pick, set, stretch, type } from './people.mjs';
import { PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const bill = (page, number) => page.getByRole('article', { name: new RegExp(`^第 ${number} 笔`) });

/** The figure that a bill shows beside `name`. */
async function figure(page, number, name) {
  const term = bill(page, number).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  return term.locator('dd').innerText();
}

/** Holds once `read` gives `expected`. */
async function reads(read, expected) {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline && (await read().catch(() => '')) !== expected) await sleep(50);
  assert.equal(await read(), expected);
}

/** Adds a stay and fills it in; gives its group of fields. */
async function addStay(page, { discharged, level, total }) {
  await page.getByRole('button', { name: '加一笔住院' }).click();
  const row = page.getByRole('group', { name: '第 1 笔：住院' });
  await set(row, '出院日期', discharged);
  await row.getByLabel('医院级别').selectOption({ label: level });
  await type(row, '总费用（元）', total);
  await type(row, '其中全自费（元）', '0');
  return row;
}

async function sound(page, errors) {
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.deepEqual(await axe(page), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  assert.deepEqual(errors, []);
}

test('成都: a stay asks for the month of birth, as the ratio goes by age', async () => {
  const { page, errors } = await site.openPage({ viewport: PHONE });
  await pick(page, '成都市');
  await stretch(page, '2025-06', '2025-06-30');
  await type(page, '月初原有余额（元）', '0');
  await addStay(page, { discharged: '2025-06-26', level: '三级医院', total: '10800' });
  await bill(page, 1).getByText('住院支付比例要看“出生年月”').waitFor();
  // 10,800 − 800 = 10,000; 85 % and 2 % more at fifty: 8,700; 800 + 1,300 = 2,100.
  await set(page, '出生年月', '1975-06');
  await reads(() => figure(page, 1, '统筹支付'), '¥8,700.00');
  await reads(() => figure(page, 1, '自己付'), '¥2,100.00');
  await sound(page, errors);
});

test('南昌: a resident in another province pays a tenth first, and has no account', async () => {
  const { page, errors } = await site.openPage({ viewport: PHONE });
  await pick(page, '南昌市');
  await page.getByRole('radio', { name: '居民' }).check();
  assert.equal(await page.getByLabel('缴费基数（元/月）').count(), 0, 'residents enter no base');
  assert.equal(await page.getByLabel('月初原有余额（元）').count(), 0, 'nor a balance');
  await stretch(page, '2025-03', '2025-03-31');
  const row = await addStay(page, { discharged: '2025-03-10', level: '三级医院', total: '10600' });
  await row.getByText('在外地住院、第几次住院').click();
  await row.getByLabel('在外地看病的情形').selectOption({ label: '没有转诊，也没有备案' });
  await row.getByLabel('在哪里').selectOption({ label: '外省' });
  // 10,600 × 10 % = 1,060 first; 9,540 − 600 = 8,940 × 70 % = 6,258; the person 10,600 − 6,258 = 4,342.
  await reads(() => figure(page, 1, '统筹支付'), '¥6,258.00');
  await reads(() => figure(page, 1, '自己付'), '¥4,342.00');
  await bill(page, 1).locator('summary', { hasText: '照结算单逐项看' }).click();
  await bill(page, 1).getByRole('row', { name: /在外地看病先自己付 ¥1,060\.00/ }).waitFor();
  await sound(page, errors);
});
