// How people find the place where they are insured: by typing, by keyboard, by browsing, by the name of
// their county; and what they are told where the rules are not their own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { pickArea } from './people.mjs';
import { DESKTOP, PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const field = (page) => page.getByRole('combobox', { name: '我的医保在' });
const option = (page, name) => page.getByRole('option', { name });
const said = (page) => page.locator('#area-said');
const asksForCounties = (address) => address.endsWith('/counties.json');

/** The name of the choice that the keys have reached, as assistive technology is told. */
async function active(page) {
  const id = await field(page).getAttribute('aria-activedescendant');
  return id && page.locator(`[id="${id}"]`).innerText();
}

/** Types over what stands in the field. */
async function look(page, typed) {
  await field(page).click();
  await field(page).fill('');
  await field(page).pressSequentially(typed);
}

test('at the start only the first index is asked for, and a place it holds needs no more', async () => {
  const { page, requests, errors } = await site.openPage();
  await page.waitForLoadState('networkidle');
  const lists = () => requests.filter((address) => /(index|counties)\.json$/.test(address));
  assert.equal(lists().length, 1);
  for (const typed of ['宜宾', 'chengdu', '四川', '５１１５００', '510100']) {
    await look(page, typed);
    await option(page, /宜宾市|成都市/).first().waitFor();
  }
  assert.equal(lists().length, 1, 'no county was needed');
  await look(page, '双流');
  await option(page, '双流区 → 成都市').waitFor();
  await look(page, '义乌');
  await option(page, '义乌市 → 金华市').waitFor();
  assert.equal(requests.filter(asksForCounties).length, 1, 'asked for once');
  assert.deepEqual(errors, []);
});

test('by keyboard alone: letters, arrows, Enter', async () => {
  const { page } = await site.openPage({ viewport: DESKTOP });
  await page.waitForLoadState('networkidle');
  while (!(await field(page).evaluate((input) => input === document.activeElement))) {
    await page.keyboard.press('Tab');
  }
  assert.equal(await field(page).getAttribute('aria-expanded'), 'true', 'an empty field shows what there is');
  await page.keyboard.type('yb');
  await option(page, /^宜宾市/).waitFor();
  await page.keyboard.press('ArrowDown');
  assert.match(await active(page), /^宜宾市/);
  await page.keyboard.press('ArrowDown');
  assert.match(await active(page), /^延边朝鲜族自治州/);
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  assert.match(await active(page), /^宜宾市/);
  await page.keyboard.press('Enter');
  assert.equal(await field(page).inputValue(), '宜宾市');
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  await page.locator('#balance').waitFor();

  // Escape closes the list, then gives the area's name back. Clearing loses no area.
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  assert.equal(await field(page).inputValue(), '');
  await page.locator('#balance').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await field(page).inputValue(), '');
  await page.keyboard.press('Escape');
  assert.equal(await field(page).inputValue(), '宜宾市');

  // What is left half typed gives way to the area picked.
  await page.keyboard.type('che');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await field(page).inputValue(), '宜宾市');
});

test('Enter takes what can only be meant', async () => {
  const { page } = await site.openPage();
  await look(page, '成都');
  await option(page, /^成都市/).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await field(page).inputValue(), '成都市');
});

test('an input method keeps its own keys, and its letters find places', async () => {
  const { page } = await site.openPage();
  await field(page).click();
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: "yi'bin", selectionStart: 6, selectionEnd: 6 });
  await option(page, /^宜宾市/).waitFor();
  await field(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true });
  assert.equal(await field(page).inputValue(), "yi'bin", 'Enter is the input method’s');
  await session.send('Input.insertText', { text: '宜宾' });
  await option(page, /^宜宾市/).click();
  assert.equal(await field(page).inputValue(), '宜宾市');
});

for (const viewport of [PHONE, DESKTOP]) {
  test(`the open list holds against axe at ${viewport.width}×${viewport.height}`, async () => {
    const { page } = await site.openPage({ viewport });
    await field(page).click();
    await page.getByRole('listbox').waitFor();
    assert.deepEqual(await axe(page), []);
    await look(page, 'shuangliu');
    await option(page, '双流区 → 成都市').waitFor();
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await axe(page), []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  });
}

test('all areas can be browsed by province', async () => {
  const { page } = await site.openPage();
  await field(page).click();
  const sichuan = page.getByRole('group', { name: '四川省' });
  assert.equal(await sichuan.getByRole('option').first().innerText(), '成都市');
  assert.equal(await page.getByRole('option', { name: '还没有本地规定' }).count(), 0);
  // The list does not close while the keys go on to its button.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await sichuan.getByText('自贡市（还没有本地规定）').waitFor();
  assert.ok(await field(page).evaluate((input) => input === document.activeElement));
  assert.ok((await page.getByRole('option').count()) > 350);
  await sichuan.getByText('自贡市').click();
  assert.equal(await field(page).inputValue(), '自贡市');
});

test('a county leads to its pooling area, and says so', async () => {
  const { page } = await site.openPage();
  await pickArea(page, 'shuangliu', '双流区 → 成都市');
  assert.equal(await field(page).inputValue(), '成都市');
  assert.equal(await said(page).innerText(), '双流区的职工医保归成都市统筹，按成都市的规定算。');
  await page.getByLabel('从哪个月算起').waitFor();
  await pickArea(page, '成都');
  assert.equal(await said(page).innerText(), '');
});

test('with the network cut the counties are missed, said, and had again', async () => {
  const { page } = await site.openPage();
  await pickArea(page, '成都');
  await page.getByLabel('月初原有余额（元）').fill('12.30');
  await page.route('**/counties.json', (route) => route.abort());
  await look(page, '靖边');
  const words = page.getByText('县和区的名单没有取到，请看看网络。您填的内容还在。');
  await words.waitFor();
  assert.deepEqual(await axe(page), []);
  assert.equal(await field(page).inputValue(), '靖边');
  await page.unroute('**/counties.json');
  await page.getByRole('button', { name: '再试一次' }).click();
  await option(page, '靖边县 → 榆林市').waitFor();
  assert.equal(await words.count(), 0);
  assert.equal(await page.getByLabel('月初原有余额（元）').inputValue(), '12.30');
});

test('while the counties are on their way, the page says so', async () => {
  const { page } = await site.openPage();
  let go;
  const held = new Promise((resolve) => { go = resolve; });
  await page.route('**/counties.json', async (route) => { await held; await route.continue(); });
  await look(page, 'xiantao');
  await page.getByRole('status').getByText('正在县和区里找……').waitFor();
  go();
  await option(page, '仙桃市 → 湖北省').waitFor();
  await look(page, '没有的地方');
  await page.getByRole('status').getByText('没有找到').waitFor();
});

test('a place under no city, the organs of a province, and 兵团 are not passed off as a pool with rules', async () => {
  const { page, errors } = await site.openPage();
  const results = page.locator('.results');
  for (const [typed, shown, area, words] of [
    ['仙桃', '仙桃市 → 湖北省', '湖北省', '没有查到仙桃市自己的规定，这里只有全国的规定。'],
    ['济源', '济源市 → 河南省', '河南省', '没有查到济源市自己的规定，这里只有河南省和全国的规定。'],
    ['四川省省直', '四川省省直 → 四川省', '四川省', '没有查到四川省省直自己的规定，这里只有全国的规定。'],
    ['石河子', '石河子市 → 新疆生产建设兵团', '新疆生产建设兵团', '石河子市的职工医保归新疆生产建设兵团统筹'],
  ]) {
    await pickArea(page, typed, shown);
    assert.equal(await field(page).inputValue(), area);
    await said(page).getByText(words).waitFor();
    if (area !== '河南省') {
      await results.getByText(`没有查到${area}自己的规定，只能按全国的规定算。`).waitFor();
    }
  }
  assert.deepEqual(errors, []);
});

test('a province without rules says what it is, computes what it can, and refuses the rest with the reason', async () => {
  const { page } = await site.openPage();
  await pickArea(page, '河北省');
  await said(page).getByText('各市分开办医保，请选所在的市').waitFor();
  await page.getByLabel('从哪个月算起').fill('2025-01');
  await page.getByLabel('算到哪一天').fill('2025-03-31');
  await page.getByLabel('月初原有余额（元）').fill('100');
  await page.getByLabel('缴费基数（元/月）').fill('8000');
  await page.getByLabel('从', { exact: true }).fill('2025-01');
  await page.getByLabel('到', { exact: true }).fill('2025-03');
  await page.getByRole('button', { name: '加一笔门诊' }).click();
  const row = page.getByRole('group', { name: '第 1 笔：门诊' });
  await row.getByLabel('日期').fill('2025-02-03');
  await row.getByLabel('医院级别').selectOption({ index: 1 });
  await row.getByLabel('总费用（元）').fill('500');
  const results = page.locator('.results');
  await results.getByText('没有查到河北省自己的规定，只能按全国的规定算。').waitFor();
  await results.getByText(/请打医保热线 12393，或用国家医保服务平台/).waitFor();
  // What was there stays; neither credits nor the fund's part are made up.
  assert.equal(await page.locator('#balance').innerText(), '¥100.00');
  await results.getByText('没有查到这里关于个人账户划入的规定').first().waitFor();
  const bill = page.getByRole('article', { name: /^第 1 笔/ });
  await bill.getByText('没有算', { exact: true }).waitFor();
  await bill.getByText('没有查到这里关于门诊起付线的规定').waitFor();
  // At the end of the page, where the bar with the balance covers nothing.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.deepEqual(await axe(page), []);
});
