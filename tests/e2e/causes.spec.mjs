// 查原因: a person sees zero or a minus and learns why; 常见问题: and reads what others asked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addBill, inChengdu, inShanghai, pick, set, stretch, type } from './people.mjs';
import { DESKTOP, PHONE, axe, eventually, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const ask = (page) => page.getByRole('link', { name: '查原因' }).click();
const cause = (page, name) =>
  page.locator('.cause', { has: page.getByRole('heading', { name, exact: true }) });
const verdict = (page, name) => cause(page, name).locator('> summary .verdict').textContent();
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function display(page, balance, on) {
  await type(page, '显示的余额', balance);
  await set(page, '哪天看到的', on);
}

for (const viewport of [PHONE, DESKTOP]) {
  test(`上海: a minus after leaving a job is told in one sentence, at ${viewport.width}×${viewport.height}`, async () => {
    const { page, errors } = await site.openPage({ viewport });
    await inShanghai(page);
    await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
    await ask(page);
    const said = page.locator('.answer .said');
    await said.waitFor();
    assert.equal(await said.textContent(),
      '余额是 −¥1,440.00，成了负数。按您填的，原因是：离职或停缴后，预先划入的钱被扣回。');
    // 160 a month: 12 advanced in July, 3 earned, 9 taken back.
    const first = page.locator('.cause').first();
    assert.match(await first.locator('.why').textContent(), /预划了 ¥1,920\.00；只缴了 3 个月，应得 ¥480\.00/);
    assert.match(await first.locator('.why').textContent(), /扣回 ¥1,440\.00/);
    assert.ok(await first.getByText('怎么办').isVisible());
    await page.locator('details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    assert.equal(await page.locator('.cause').count(), 26, 'every cause has its place');
    assert.ok((await fits(page)) <= 0);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(errors, []);
  });
}

test('成都: a displayed zero is explained to the fen, and answers change the order', async () => {
  const { page, errors, foreign } = await site.openPage({ viewport: DESKTOP });
  await inChengdu(page);
  await ask(page);
  await display(page, '0', '2025-06-30');
  const explanations = page.locator('.explanations > li');
  await explanations.first().waitFor();
  // Six credits of 160.00.
  assert.match(await explanations.first().textContent(), /2025年1月到2025年6月的划入没有到（每月 ¥160\.00） −¥960\.00/);
  assert.match(await page.locator('.answer .said').textContent(), /很可能是：单位欠缴/);
  await page.locator('.group').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
  const questions = page.getByRole('group', { name: '这个余额是在哪里看到的？' });
  await questions.getByRole('button', { name: '银行 App 或取款机' }).click();
  await eventually(() => verdict(page, '看的不是医保账户'), '◐ 很可能');
  assert.ok((await page.locator('.question').count()) <= 5, 'six questions at most, the answered one among them');
  await page.getByRole('button', { name: '改这个回答：这个余额是在哪里看到的？' }).click();
  await eventually(() => verdict(page, '看的不是医保账户'), '○ 有可能');

  const text = await page.locator('#counter-text').inputValue();
  assert.match(text, /我在成都市参保，2025年6月30日个人账户显示 ¥0\.00。/);
  assert.match(text, /照规定推算应有 ¥960\.00，相差 −¥960\.00。/);
  assert.deepEqual(foreign(), []);
  assert.deepEqual(errors, []);
});

test('北京: what the rules of the area make impossible is ruled out, with the reason', async () => {
  const { page } = await site.openPage();
  await pick(page, '北京市');
  await ask(page);
  await display(page, '-312.50', '2026-11-20');
  const ruledOut = page.locator('.group', { has: page.getByRole('heading', { name: /^已排除/ }) });
  await ruledOut.locator('> summary').click();
  assert.equal(await verdict(page, '年度清算，多划的钱扣回'), '✕ 已排除');
  await cause(page, '年度清算，多划的钱扣回').locator('> summary').click();
  await cause(page, '年度清算，多划的钱扣回').getByText('北京市按月划入，没有预划，也就没有年度清算扣回。').waitFor();
  // With nothing entered there is nothing to compare a balance with, and no sum is called unexplained.
  await page.getByText('先填“月初原有余额”和缴费的月份、基数').waitFor();
});

test('居民: zero is as it should be, and nothing is asked that changes nothing', async () => {
  const { page } = await site.openPage();
  await pick(page, '成都市');
  await page.getByRole('radio', { name: '居民' }).check();
  await ask(page);
  await display(page, '0', '2026-11-20');
  await page.locator('.answer .said').waitFor();
  assert.match(await page.locator('.answer').textContent(), /您的参保方式没有个人账户.*不用担心/);
});

test('a balance that nothing explains is named to the fen; a wrong entry is said beside its field', async () => {
  const { page } = await site.openPage();
  await inChengdu(page);
  await ask(page);
  await display(page, '2000.01', '2025-12-31');
  const card = page.getByRole('region', { name: '和显示的余额对一对' });
  await card.getByText('还有 +¥80.01 说不清').waitFor();
  await type(page, '显示的余额', '12a');
  await page.getByText('请填数字').waitFor();
  assert.equal(await page.getByLabel('显示的余额').inputValue(), '12a', 'what is typed stays');
  await stretch(page, '2025-03', '2025-12-31');
  await display(page, '5', '2025-01-10');
  await page.locator('#displayed-on-error').waitFor();
});

test('when the causes cannot be fetched the entries stay and a second try helps', async () => {
  const { page } = await site.openPage();
  await page.route('**/causes.json', (route) => route.abort());
  await inChengdu(page);
  await ask(page);
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
  await page.unroute('**/causes.json');
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.locator('.answer .said').waitFor();
});

test('the way there by keyboard alone', async () => {
  const { page } = await site.openPage({ viewport: DESKTOP });
  await inChengdu(page);
  await page.getByRole('link', { name: '查原因' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.answer .said').waitFor();
  await page.getByLabel('显示的余额').focus();
  await page.keyboard.type('0');
  await page.locator('.question button').first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('heading', { name: '您的回答' }).waitFor();
  const first = page.locator('.cause').first();
  const isOpen = () => first.evaluate((card) => card.open);
  const before = await isOpen();
  await first.locator('> summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await isOpen(), !before);
});

for (const viewport of [PHONE, DESKTOP]) {
  test(`常见问题: read, shown as a case, and back to one's own entries, at ${viewport.width}×${viewport.height}`, async () => {
    const { page, errors } = await site.openPage({ viewport });
    await inChengdu(page);
    await page.getByRole('link', { name: '常见问题' }).click();
    await page.getByRole('heading', { name: '常见问题', level: 2 }).waitFor();
    const questions = page.locator('.faq > details');
    assert.ok((await questions.count()) >= 40);
    await questions.evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    assert.ok((await fits(page)) <= 0);
    assert.deepEqual(await axe(page), []);
    const shows = page.getByRole('button', { name: '用一个例子算给您看' });
    await shows.first().click();
    await page.getByRole('heading', { name: '这是一个例子' }).waitFor();
    await page.locator('#balance').waitFor();
    // It is there to be changed, and others in its place cost nothing that was typed.
    const to = page.getByLabel('算到哪一天');
    await to.fill('2025-02-28');
    await eventually(() => to.inputValue(), '2025-02-28');
    await page.getByRole('link', { name: '常见问题' }).click();
    await questions.evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await shows.nth(1).click();
    await page.locator('#balance').waitFor();
    await page.goBack();
    await questions.evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await shows.nth(2).click();
    await page.getByRole('button', { name: '回到我自己填的' }).click();
    await page.getByRole('heading', { name: '这是一个例子' }).waitFor({ state: 'detached' });
    assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
    assert.deepEqual(errors, []);
  });
}
