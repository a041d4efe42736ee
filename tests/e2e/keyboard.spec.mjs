// By the keyboard alone, beyond the doors: what if, rows from a spreadsheet, the comparison, a link.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { WORDS, aYear } from './keyboard.mjs';
import { tabTo } from './people.mjs';
import { PHONE, eventually, start } from './support.mjs';

const WORDS_HERE = WORDS['zh-CN'];

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

async function press(page, locator, key = 'Enter') {
  await tabTo(page, locator);
  await page.keyboard.press(key);
}

async function opened(options = {}) {
  const it = await site.openPage({ viewport: PHONE, ...options });
  await aYear(it.page, WORDS_HERE);
  await it.page.locator('#balance').filter({ hasText: '¥1,920.00' }).waitFor();
  return it;
}

test('what if the job were left', async () => {
  const { page, errors } = await opened();
  await press(page, page.locator('.what-if > summary'));
  const slider = page.getByRole('slider', { name: /^如果停缴/ });
  await tabTo(page, slider);
  for (let month = 12; month > 9; month -= 1) await page.keyboard.press('ArrowLeft');
  await eventually(() => slider.getAttribute('aria-valuetext'), '缴到2025年9月');
  // Three months of 160 less.
  const row = page.getByRole('table', { name: '如果……会怎样' }).getByRole('row', { name: /^余额/ });
  await row.getByText('−¥480.00').waitFor();
  await row.getByText('¥1,440.00').waitFor();
  await press(page, page.getByRole('button', { name: '恢复原样' }));
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(errors, []);
});

test('bills from a spreadsheet, and one compared', async () => {
  const { page, errors } = await opened();
  await press(page, page.locator('.paste > summary'));
  await tabTo(page, page.getByLabel('把表格里的行贴到这里'));
  await page.keyboard.insertText('日期\t类别\t医院级别\t总金额\t自费\n2025-03-15\t门诊\t三级\t2,600\t100\n');
  await press(page, page.getByRole('button', { name: '加进来（1 笔）' }));
  const bill = page.getByRole('group', { name: WORDS_HERE.bill });
  await bill.waitFor();
  await eventually(() => bill.getByLabel('日期').evaluate((field) => field === document.activeElement), true);
  // 2,600 − 100 − 200 = 2,300, by half.
  const article = page.getByRole('article', { name: /^第 1 笔/ });
  await article.getByText('¥1,150.00').first().waitFor();
  await press(page, article.locator('summary').filter({ hasText: '比一比' }));
  const table = article.getByRole('table', { name: '第 1 笔在别的情形下' });
  // A hospital of the second level shares 2,300 by 60 %, 1,380: the person pays the other 1,220.
  await table.getByRole('row', { name: /^二级医院/ }).getByText('¥1,220.00').waitFor();
  assert.deepEqual(errors, []);
});

test('a link is copied, opened, and what it says dismissed', async () => {
  const { page, errors } = await opened({ permissions: ['clipboard-read', 'clipboard-write'] });
  await press(page, page.getByRole('button', { name: '复制链接' }));
  await page.getByText('链接已复制。').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const other = await site.openPage({ viewport: PHONE, path: link.slice(site.url.length) });
  await other.page.locator('#balance').filter({ hasText: '¥1,920.00' }).waitFor();
  const said = other.page.locator('.notice.opened');
  await press(other.page, said.getByRole('button'));
  await said.waitFor({ state: 'detached' });
  await eventually(() => other.page.evaluate(() => document.activeElement.id), 'entries');
  assert.deepEqual([...errors, ...other.errors], []);
});
