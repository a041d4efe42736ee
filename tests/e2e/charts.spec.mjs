// The results as pictures, and the same bill compared: each drawing by its role and name, its figures
// those that stand beside it, all of it by keyboard. Expected figures are worked by hand.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addBill, inChengdu, inShanghai } from './people.mjs';
import { DESKTOP, PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

/** Opens the page, lets `act` use it, and checks what must hold of any page. */
async function visit(options, act) {
  const { page, errors, requests, foreign } = await site.openPage(options);
  await act(page, requests);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.deepEqual(await axe(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px too wide`);
  assert.equal(await page.locator('[style]').count(), 0, 'no inline style');
  assert.deepEqual(foreign(), []);
  assert.deepEqual(errors, []);
}

const bill = (page, number) => page.getByRole('article', { name: new RegExp(`^第 ${number} 笔`) });
const picture = (scope, name) => scope.getByRole('img', { name, exact: true });
const said = (scope, name) => picture(scope, name).locator('desc').textContent();

/** The rows of the table called `name`, opened first, cell by cell, without the heads. */
async function figures(scope, name) {
  await scope.locator('summary', { hasText: `看数据表 ${name}` }).click();
  const rows = scope.getByRole('table', { name, exact: true }).getByRole('row');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  return cells.slice(1);
}

/** What a bill says beside a name. */
const beside = (page, number, name) =>
  bill(page, number).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) })
    .locator('dd').innerText();

async function inChengduWithABill(page) {
  await inChengdu(page);
  await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
  await bill(page, 1).waitFor();
}

for (const viewport of [PHONE, DESKTOP]) {
  test(`上海: the balance falls below zero, and the drawing says when, at ${viewport.width} px`, () =>
    visit({ viewport }, async (page) => {
      await inShanghai(page);
      await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
      await bill(page, 1).waitFor();
      const words = await said(page, '余额的变化');
      assert.ok(words.startsWith('从2024年7月1日的 ¥1,920.00 到2025年7月31日的 −¥1,440.00。'), words);
      assert.ok(words.endsWith('2025年6月30日跌破 0，变成 −¥1,440.00。'), words);
      await page.getByText('2025年6月30日跌破 0，变成 −¥1,440.00。').first().waitFor();
      assert.equal(await picture(page, '余额的变化').locator('.fall text').textContent(), '2025年6月');
      // One mark for what came in, two for what went out: the bill and the settlement.
      assert.equal(await picture(page, '余额的变化').locator('.in').count(), 1);
      assert.equal(await picture(page, '余额的变化').locator('.out').count(), 2);
      const rows = await figures(page, '余额的变化');
      const ledger = page.getByRole('table', { name: '账户明细' });
      for (const [date, , balance] of rows) {
        const last = ledger.getByRole('row').filter({ hasText: date }).last();
        assert.equal(await last.locator('.balance').innerText(), balance, date);
      }
      assert.deepEqual(rows.map(([date]) => date).slice(0, 2), ['2024-07-01', '2024-08-15']);
    }));
}

test('成都: who pays, bill by bill and all together, and what is left of deductible and cap', () =>
  visit({ viewport: PHONE }, async (page) => {
    await inChengduWithABill(page);
    assert.equal(await picture(page, '2 笔合起来谁付多少').count(), 0, 'one bill needs no sum');
    await addBill(page, 2, { date: '2025-05-06', level: '二级医院', total: '500' });
    await bill(page, 2).waitFor();
    // The second: 500 × 60 % = 300 of it paid by the fund.
    for (const [number, fund] of [[1, '¥1,150.00'], [2, '¥300.00']]) {
      const rows = await figures(bill(page, number), `第 ${number} 笔谁付多少`);
      assert.equal(rows[0][1], fund);
      for (const [name, amount] of rows) assert.equal(await beside(page, number, name), amount);
      const words = await said(bill(page, number), `第 ${number} 笔谁付多少`);
      for (const row of rows) assert.ok(words.includes(row.join(' ')), words);
    }
    // 1,150 + 300 of 3,100 are 46.77 %.
    const together = await figures(page, '2 笔合起来谁付多少');
    assert.deepEqual(together[0], ['统筹支付', '¥1,450.00', '46.8%']);
    const looks = await page.locator('.all-bills .payers-bar .part')
      .evaluateAll((parts) => new Set(parts.map((part) => part.getAttribute('fill'))).size);
    assert.ok(looks > 1, 'told apart by pattern, too');

    const meter = (name) => page.getByRole('meter', { name, exact: true });
    assert.equal(await meter('起付线已付').getAttribute('aria-valuetext'),
      '已用 ¥200.00，一共 ¥200.00，还剩 ¥0.00。');
    assert.equal(await meter('统筹已付 / 封顶线').getAttribute('aria-valuenow'), '1450.00');
    assert.equal(await meter('统筹已付 / 封顶线').getAttribute('aria-valuemax'), '2000.00');
  }));

test('months to come are dashed and said to be reckoned', () =>
  visit({ viewport: PHONE }, async (page) => {
    await inChengdu(page);
    const chart = picture(page, '余额的变化');
    assert.equal(await page.getByText('虚线是还没到的日子').count(), 0);
    assert.equal(await chart.locator('.projected-line').getAttribute('d'), '');
    await page.getByLabel('算到哪一天').fill('2099-12-31');
    await page.getByText('虚线是还没到的日子').waitFor();
    assert.match(await chart.locator('.projected-line').getAttribute('d'), /^M/);
  }));

test('the curve opens by keyboard and shows where the bill stands', () =>
  visit({ viewport: PHONE }, async (page) => {
    await inChengduWithABill(page);
    const title = '第 1 笔：总费用不同时，报销多少';
    assert.equal(await picture(page, title).count(), 0, 'not reckoned before it is asked for');
    await bill(page, 1).locator('summary', { hasText: '单子大小不同，能报多少' }).focus();
    await page.keyboard.press('Enter');
    await picture(page, title).waitFor();
    const words = await said(page, title);
    // 100 outside the range and 200 of the deductible; the cap as the engine's own tests have it.
    for (const part of ['总费用 ¥2,600.00，报销 ¥1,150.00', '总费用到 ¥300.00 时', '总费用到 ¥4,299.99 时']) {
      assert.ok(words.includes(part), words);
    }
    const rows = await figures(bill(page, 1), title);
    assert.ok(rows.length > 20, `${rows.length} rows`);
    assert.deepEqual(rows[0], ['¥0.00', '¥0.00', '¥0.00']);
    const here = rows.find(([total]) => total === '¥2,600.00');
    assert.deepEqual(here, ['¥2,600.00', await beside(page, 1, '统筹支付'), await beside(page, 1, '自己付')]);
    assert.deepEqual(rows.at(-1), ['¥6,000.00', '¥2,000.00', '¥4,000.00']);
    await page.keyboard.press('Shift+Tab');
  }));

test('the bill compared with other levels, kinds, last year, and with any other area, by keyboard', () =>
  visit({ viewport: DESKTOP }, async (page, requests) => {
    await inChengduWithABill(page);
    await bill(page, 1).locator('summary', { hasText: '比一比' }).focus();
    await page.keyboard.press('Enter');
    const table = page.getByRole('table', { name: '第 1 笔在别的情形下' });
    const row = (name) => table.getByRole('row', { name });
    assert.match(await row(/^现在/).innerText(), /¥1,450\.00/);
    // (2,500 − 200) × 60 % = 1,380: the person pays 1,220, 230 less.
    const level2 = await row(/^二级医院/).innerText();
    for (const part of ['¥1,220.00', '少付 ¥230.00', '报销比例：50% → 60%。']) assert.ok(level2.includes(part), level2);
    assert.match(await row(/^去年/).innerText(), /一样/);
    assert.match(await row(/^居民/).innerText(), /没有算：/);
    const beijing = (address) => address.endsWith('/110000.json');
    assert.equal(requests.filter(beijing).length, 0, 'nothing is asked for before it is wanted');

    await page.getByRole('combobox', { name: '换一个地方比' }).focus();
    await page.keyboard.type('beijing');
    await page.getByRole('option', { name: /^北京市/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await row(/^北京市/).waitFor();
    // (2,500 − 1,800) × 70 % = 490: the person pays 2,110, 660 more.
    const there = await row(/^北京市/).innerText();
    for (const part of ['¥2,110.00', '多付 ¥660.00', '起付线：¥200.00 → ¥1,800.00。', '也不同']) {
      assert.ok(there.includes(part), there);
    }
    assert.equal(requests.filter(beijing).length, 1);
    assert.equal(await page.getByRole('combobox', { name: '我的医保在' }).inputValue(), '成都市', 'the entries are as they were');

    // Where hospitals are classed otherwise, every class is shown.
    await page.getByRole('combobox', { name: '换一个地方比' }).fill('太原');
    await page.keyboard.press('Enter');
    await table.getByRole('row', { name: /^太原市 · / }).first().waitFor();
    assert.equal(await table.getByRole('row', { name: /^太原市 · / }).count(), 4);
  }));

test('other rules that cannot be had are said, and may be tried again', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengduWithABill(page);
  await bill(page, 1).locator('summary', { hasText: '比一比' }).click();
  await page.route('**/110000.json', (route) => route.abort());
  await page.getByRole('combobox', { name: '换一个地方比' }).fill('北京市');
  await page.keyboard.press('Enter');
  const alert = bill(page, 1).getByRole('alert');
  await alert.getByText('那个地方的规定没有取到').waitFor();
  assert.equal(await beside(page, 1, '统筹支付'), '¥1,150.00');
  await page.unroute('**/110000.json');
  await alert.getByRole('button', { name: '再试一次' }).click();
  await page.getByRole('row', { name: /^北京市/ }).waitFor();
});

test('a formula stands in letters, in figures, and with each letter explained', () =>
  visit({ viewport: PHONE }, async (page) => {
    await inChengduWithABill(page);
    await page.locator('summary', { hasText: '照结算单逐项看' }).click();
    await page.getByText('怎么算的 统筹支付').click();
    const step = page.locator('.slip .working[open] li').filter({ hasText: 'a × b = ¥2,300.00 × 50% = ¥1,150.00' });
    const words = await step.first().innerText();
    for (const part of ['a = 分担的部分 ¥2,300.00', 'b = 支付比例 50%', '成都市 · 门诊支付比例']) {
      assert.ok(words.includes(part), words);
    }
  }));
