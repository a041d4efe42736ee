// The rules of an area as they can be read, each topic with a drawing of when its rules hold.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { inChengdu, inShanghai, pickArea } from './people.mjs';
import { DESKTOP, PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const read = (page) => page.getByRole('link', { name: '查规定' }).click();
const topic = (page, name) =>
  page.locator('.topic', { has: page.getByRole('heading', { name, exact: true }) });

for (const viewport of [PHONE, DESKTOP]) {
  test(`every topic has its drawing, with words, at ${viewport.width}×${viewport.height}`, async () => {
    const { page, errors } = await site.openPage({ viewport });
    await inShanghai(page);
    await read(page);
    const credit = topic(page, '个人账户划入');
    const drawing = credit.getByRole('img', { name: '个人账户划入的时间图' });
    await drawing.waitFor();
    const rules = await credit.locator('article').count();
    assert.match(await drawing.locator('desc').textContent(), new RegExp(`^\\d{4} 年到 \\d{4} 年，${rules} 条规定。`));
    assert.equal(await drawing.locator('circle').count(), await credit.getByText('计算时用到').count());
    await page.locator('.topic').evaluateAll((cards) => cards.forEach((card) => { card.open = true; }));
    assert.equal(await page.locator('.topic').count(), await page.getByRole('img').count());
    const bars = await page.locator('.timeline > g:has(rect)').count();
    assert.equal(bars, await page.locator('.topic article').count(), 'a bar for each rule');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    assert.equal(await page.locator('.timeline [style]').count(), 0);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(errors, []);
  });
}

test('what is doubtful, of unknown start, or used is drawn so that it can be told apart without colours', async () => {
  const { page } = await site.openPage({ forcedColors: 'active' });
  await inChengdu(page);
  await read(page);
  const dashes = (rects) =>
    rects.evaluateAll((all) => new Set(all.map((one) => getComputedStyle(one).strokeDasharray)).size);
  await page.getByRole('link', { name: '计算' }).click();
  await pickArea(page, '长春');
  await read(page);
  await page.locator('.topic').evaluateAll((cards) => cards.forEach((card) => { card.open = true; }));
  const doubtful = page.locator('.timeline .doubtful');
  assert.equal(await doubtful.count(), await page.locator('.topic .doubtful-badge').count());
  assert.ok((await doubtful.count()) > 0);
  assert.equal(await dashes(page.locator('.timeline rect')), 2, 'dashed or not');
  const open = page.getByText(/^起始日期未知/);
  assert.equal(await page.locator('.timeline > g').filter({ has: page.locator('.step-1 + .step-2 + .step-3 + rect') }).count(), await open.count());
});
