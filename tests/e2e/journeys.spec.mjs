// What a person does with the built page, and the figures they read back. Expected figures are those
// of the golden cases, worked by hand there.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { addBill, inChengdu, inShanghai, pickArea, retiredInChangchun } from './people.mjs';
import { DESKTOP, PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

/** Opens the page, lets `act` use it, and checks what must hold on every journey. */
async function journey(viewport, act) {
  const { page, errors, foreign } = await site.openPage({ viewport });
  await act(page);
  // At the end of the page, where the bar with the balance covers nothing.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.deepEqual(await axe(page), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  assert.deepEqual(foreign(), [], 'requests to other hosts');
  assert.deepEqual(errors, []);
}

const balance = (page) => page.locator('#balance').innerText();
const bill = (page, number) => page.getByRole('article', { name: new RegExp(`^第 ${number} 笔`) });

/** The figure that a bill shows beside `name`. */
async function figure(page, number, name) {
  const term = bill(page, number).locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  return term.locator('dd').innerText();
}

/** Holds once `read` gives `expected`: a key pressed may reach the page a moment after it is sent. */
async function reads(read, expected) {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline && (await read()) !== expected) await sleep(50);
  assert.equal(await read(), expected);
}

for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  describe(device, () => {
    test('成都: twelve credits, a bill, a bill below the deductible, the cap', () =>
      journey(viewport, async (page) => {
        await inChengdu(page);
        await reads(() => balance(page), '¥1,920.00');
        const credits = page.getByRole('row', { name: /月划入/ });
        assert.equal(await credits.count(), 12);
        assert.match(await credits.first().innerText(), /\+¥160\.00/);

        const row = await addBill(page, 1, {
          date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100',
        });
        await reads(() => figure(page, 1, '统筹支付'), '¥1,150.00');
        await reads(() => figure(page, 1, '自己付'), '¥1,450.00');
        await reads(() => figure(page, 1, '其中个人账户'), '¥480.00');
        await reads(() => figure(page, 1, '其中现金'), '¥970.00');
        await reads(() => balance(page), '¥1,440.00');

        // While typing: the same bill becomes one below the deductible.
        await row.getByLabel('其中全自费（元）').fill('');
        await row.getByLabel('总费用（元）').fill('150');
        await reads(() => figure(page, 1, '统筹支付'), '¥0.00');
        await bill(page, 1).getByText('还没过起付线：一年要先自己付满 ¥200.00，还差 ¥50.00。').waitFor();

        // (50 left of the deductible, 4,450 shared, by half 2,225: the cap of 2,000 cuts 225.)
        await addBill(page, 2, { date: '2025-05-06', level: '三级医院', total: '4500' });
        await reads(() => figure(page, 2, '统筹支付'), '¥2,000.00');
        await bill(page, 2).getByText('少付 ¥225.00').waitFor();
        await addBill(page, 3, { date: '2025-06-07', level: '二级医院', total: '100' });
        await reads(() => figure(page, 3, '统筹支付'), '¥0.00');
        await bill(page, 3).getByText('已到封顶线').waitFor();
      }));

    test('上海: the advance, the bill, the settlement and why the balance is negative', () =>
      journey(viewport, async (page) => {
        await inShanghai(page);
        await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
        await reads(() => figure(page, 1, '统筹支付'), '¥406.00');
        await reads(() => figure(page, 1, '其中个人账户'), '¥1,920.00');
        await reads(() => figure(page, 1, '其中现金'), '¥674.00');
        await reads(() => balance(page), '−¥1,440.00');
        const reason = page.getByRole('listitem').filter({ hasText: '余额为负' });
        const words = await reason.innerText();
        for (const part of ['¥1,920.00', '3 个月', '¥480.00', '2024年10月', '¥1,440.00']) {
          assert.ok(words.includes(part), `${part} in: ${words}`);
        }
        const ledger = page.getByRole('table', { name: '账户明细' });
        assert.match(await ledger.getByRole('row', { name: /^2024-07-01 预划/ }).innerText(), /\+¥1,920\.00/);
        assert.match(await ledger.getByRole('row', { name: /年度清算/ }).innerText(), /−¥1,440\.00/);
      }));

    test('长春: 108.22 a month, and no outpatient figure until the person gives the deductible', () =>
      journey(viewport, async (page) => {
        await retiredInChangchun(page);
        await reads(() => balance(page), '¥1,298.64');
        await addBill(page, 1, { date: '2025-03-15', level: '二级医院', total: '800' });
        await bill(page, 1).getByText('没有算', { exact: true }).waitFor();
        assert.equal(await bill(page, 1).getByText('统筹支付').count(), 0);

        // Knowingly, with the doubtful deductible of 200: (800 − 200) × 57 % = 342.
        const accept = bill(page, 1).getByRole('checkbox', { name: '我知道这个数字没有核实，仍用它算' });
        await accept.click();
        await reads(() => figure(page, 1, '统筹支付'), '¥342.00');
        await bill(page, 1).getByText('用了待核实的门诊起付线').waitFor();
        await accept.click();
        await bill(page, 1).getByText('没有算', { exact: true }).waitFor();

        // By the person's own slip, with 300: (800 − 300) × 57 % = 285.
        await page.getByLabel('一年的门诊起付线（元）').fill('300');
        await reads(() => figure(page, 1, '统筹支付'), '¥285.00');
        await page.locator('summary', { hasText: '照结算单逐项看' }).click();
        await page.getByText('怎么算的 统筹支付').click();
        await page.getByText('您提供').first().waitFor();
      }));
  });
}

test('every figure leads to its rule, standing and date', () =>
  journey(PHONE, async (page) => {
    await inChengdu(page);
    await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
    await page.locator('summary', { hasText: '照结算单逐项看' }).click();
    await page.getByText('怎么算的 统筹支付').click();
    const working = page.locator('.slip .working[open]');
    for (const text of ['¥2,300.00 × 50% = ¥1,150.00', '成都市 · 门诊支付比例', '官方文件，2026-11-21 核对']) {
      assert.ok((await working.innerText()).includes(text), text);
    }
    await working.getByRole('link', { name: '成都市 · 门诊支付比例' }).click();
    const card = page.locator('.source:target');
    assert.match(await card.innerText(), /三级医院、定点药店：50%/);
    assert.match(await card.innerText(), /成都市建立健全职工基本医疗保险门诊共济保障机制实施细则/);
  }));

test('a retired person in 成都 is asked for the sum that no source gives', () =>
  journey(PHONE, async (page) => {
    await pickArea(page, '成都市');
    await page.getByRole('radio', { name: '退休' }).check();
    await page.getByLabel('从哪个月算起').fill('2025-01');
    await page.getByLabel('算到哪一天').fill('2025-12-31');
    await page.getByLabel('月初原有余额（元）').fill('0');
    await page.getByText('还不完整').waitFor();
    await page.getByText('规定查到了，但折合多少元没有查到').waitFor();
    await page.getByLabel('每月划入（元）').fill('88.88');
    await page.getByText('依据齐全').first().waitFor();
    await reads(() => balance(page), '¥1,066.56'); // 88.88 × 12
  }));

test('what is wrong is said beside the field, and nothing typed is lost', () =>
  journey(PHONE, async (page) => {
    await inChengdu(page);
    const row = await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '12a' });
    await row.getByText('请填数字，例如 1234.50').waitFor();
    assert.equal(await row.getByLabel('总费用（元）').inputValue(), '12a');
    assert.equal(await row.getByLabel('总费用（元）').getAttribute('aria-invalid'), 'true');
    await row.getByLabel('总费用（元）').fill('２６００');
    await row.getByLabel('其中全自费（元）').fill('2600.01');
    await row.getByText('几项自费加起来比总费用还多').waitFor();
    await row.getByLabel('其中全自费（元）').fill('100');
    await reads(() => figure(page, 1, '统筹支付'), '¥1,150.00');
    await row.getByLabel('日期').fill('2026-01-01');
    await row.getByText('太晚了，最晚是 2025年12月31日').waitFor();
    await reads(() => balance(page), '¥1,920.00');
  }));

test('a bill of 2022 in 成都 is refused with its reason, one after the last known rule is marked', () =>
  journey(PHONE, async (page) => {
    await inChengdu(page);
    await page.getByLabel('从哪个月算起').fill('2022-01');
    await page.getByLabel('算到哪一天').fill('2027-03-31');
    await addBill(page, 1, { date: '2022-06-01', level: '三级医院', total: '500' });
    await bill(page, 1).getByText(/查到的规定从 2023年1月1日 起/).first().waitFor();
    await addBill(page, 2, { date: '2027-03-01', level: '三级医院', total: '500' });
    await reads(() => figure(page, 2, '统筹支付'), '¥150.00'); // (500 − 200) × 50 %
    await bill(page, 2).getByText('门诊支付比例只查到 2026年11月21日 为止').waitFor();
  }));

test('by keyboard alone', () =>
  journey(DESKTOP, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    const tabTo = async (id) => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()) === id) return;
      }
      assert.fail(`Tab does not reach ${id}`);
    };
    await tabTo('area');
    await page.keyboard.type('chengdu');
    await page.getByRole('option', { name: '成都市' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('#opening').waitFor();
    await tabTo('row-0-Base');
    await page.keyboard.type('8000');
    await tabTo('opening');
    await page.keyboard.type('12.30');
    // January to November 2026 at least: eleven credits of 160 and what was there.
    assert.match(await balance(page), /^¥[\d,]+\.30$/);
  }));

test('an area without rules of its own says so, and points at the nation', () =>
  journey(PHONE, async (page) => {
    await pickArea(page, '自贡', '自贡市（还没有本地规定）');
    await page.getByLabel('从哪个月算起').fill('2025-01');
    await page.getByLabel('算到哪一天').fill('2025-03-31');
    await page.getByLabel('月初原有余额（元）').fill('0');
    await page.getByLabel('缴费基数（元/月）').fill('8000');
    await page.getByLabel('从', { exact: true }).fill('2025-01');
    await page.getByLabel('到', { exact: true }).fill('2025-03');
    await page.getByText('还不完整').waitFor();
    await page.getByText('没有查到这里关于个人账户划入的规定').waitFor();
    await page.getByText('可参考全国的规定').first().waitFor();
    await reads(() => balance(page), '¥0.00');
    await page.locator('.results').getByText('没有查到自贡市自己的规定，只能按全国的规定算。').waitFor();
    await page.locator('.results').getByText(/请打医保热线 12393，或用国家医保服务平台/).waitFor();
    await page.locator('footer').getByText('12393').waitFor();
  }));

test('北京: a retired person of 70, and a bill over the segment', () =>
  journey(PHONE, async (page) => {
    await pickArea(page, '北京市');
    await page.getByRole('radio', { name: '退休' }).check();
    await page.getByLabel('出生年月').fill('1950-05');
    await page.getByLabel('从哪个月算起').fill('2025-01');
    await page.getByLabel('算到哪一天').fill('2025-12-31');
    await page.getByLabel('月初原有余额（元）').fill('0');
    // 110 a month from 70 on, less 3 for the large-sum insurance: 107 × 12.
    await reads(() => balance(page), '¥1,284.00');
    // 1,300 deductible; to 20,000 at 90 %: 18,700 × 0.9 = 16,830; above at 80 %: 1,000 × 0.8 = 800.
    await addBill(page, 1, { date: '2025-06-03', level: '三级医院', total: '21000' });
    await reads(() => figure(page, 1, '统筹支付'), '¥17,630.00');
  }));

test('the rules of an area can be read, with what the result used', () =>
  journey(PHONE, async (page) => {
    await inChengdu(page);
    await page.getByRole('link', { name: '查规定' }).click();
    await page.getByRole('heading', { name: '成都市的医保规定' }).waitFor();
    const credit = page.locator('.topic', { has: page.getByRole('heading', { name: '个人账户划入', exact: true }) });
    await credit.getByText('在职：每月划入缴费基数的 2%。').waitFor();
    assert.equal(await credit.getByText('计算时用到').count(), 1);
    await credit.getByText('多处印证，2026-11-21 核对').waitFor();
    await page.getByRole('link', { name: '计算' }).click();
    await reads(() => balance(page), '¥1,920.00');
  }));

test('with the network cut, the figures go on', () =>
  journey(PHONE, async (page) => {
    await inChengdu(page);
    await page.context().setOffline(true);
    await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
    await reads(() => figure(page, 1, '统筹支付'), '¥1,150.00');
    await page.context().setOffline(false);
  }));

test('a policy file that cannot be had is said; the entries stay', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await page.route('**/310000.json', (route) => route.fulfill({ status: 200, body: '<html>' }));
  await pickArea(page, '上海市');
  await page.getByRole('alert').getByText('规定文件取到了，但内容不对').waitFor();
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
  await page.unroute('**/310000.json');
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByLabel('当年账户原有（元）').waitFor();
  await pickArea(page, '成都市');
  await reads(() => balance(page), '¥1,920.00');
});
