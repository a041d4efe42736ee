// Entries that a person can bear, and that are never lost: doors, templates, copies, undo, pasted rows,
// months by tap, what the device keeps, links.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { addBill, inChengdu, pickArea, set, tabTo, type } from './people.mjs';
import { Link } from './saved.mjs';
import { DESKTOP, PHONE, axe, eventually, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const balance = (page) => page.locator('#balance');
const shows = (locator, text) => locator.filter({ hasText: text }).first().waitFor();
const bills = (page) => page.getByRole('group', { name: /^第 \d+ 笔：/ });
/** At the end of the page the bar with the balance covers nothing. */
const atEnd = (page) => page.evaluate(() => scrollTo(0, document.body.scrollHeight));
const here = (page, name) => page.locator('.door[aria-current="page"]').filter({ hasText: name }).waitFor();
const kept = (page) => page.evaluate(() => localStorage.getItem('mingbai.entries'));

describe('the first screen', () => {
  test('holds area, kind, status and the three doors without scrolling', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    for (const [role, name] of [
      ['combobox', '我的医保在'], ['radio', '职工'], ['radio', '在职'], ['link', /^算余额/], ['link', /^算报销/], ['link', /^查原因/],
    ]) {
      const box = await page.getByRole(role, { name, exact: typeof name === 'string' }).boundingBox();
      assert.ok(box.y + box.height <= PHONE.height, `${name} ends at ${box.y + box.height}`);
    }
  });

  test('a balance takes two entries', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await pickArea(page, 'cd', '成都市');
    await type(page, '缴费基数（元/月）', '8000');
    await shows(balance(page), /¥[\d,]+\.00/);
    assert.notEqual(await balance(page).innerText(), '¥0.00');
  });

  test('a reimbursement takes four, the parts that are not known as a range', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await page.getByRole('link', { name: /^算报销/ }).click();
    await pickArea(page, 'chengdu', '成都市');
    await page.getByRole('button', { name: '加一笔门诊' }).click();
    const row = bills(page).first();
    await row.getByLabel('医院级别').selectOption({ label: '三级医院' });
    await type(row, '总费用（元）', '2500');
    // 2,500 − 200 deductible = 2,300, by half 1,150 where nothing is own-paid; nothing where all is.
    await shows(page.locator('#funds'), '¥0.00 到 ¥1,150.00');
    await row.getByRole('button', { name: '这张单子没有自费' }).click();
    await shows(page.locator('#funds'), /^¥1,150\.00$/);
    await atEnd(page);
    assert.deepEqual(await axe(page), []);
  });
});

test('doors are steps of the browser: back and forward lead through them', async () => {
  const { page } = await site.openPage({ viewport: DESKTOP });
  await inChengdu(page);
  await page.getByRole('link', { name: /^算报销/ }).click();
  await page.getByRole('link', { name: '常见问题' }).click();
  await page.getByRole('heading', { name: '常见问题', level: 2 }).waitFor();
  await page.goBack();
  await here(page, '算报销');
  await page.goBack();
  await here(page, '算余额');
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
  await page.goForward();
  await here(page, '算报销');
});

test('a bill is copied, removed and brought back, and the others stay', async () => {
  const { page } = await site.openPage({ viewport: DESKTOP });
  await inChengdu(page);
  await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
  await page.getByRole('button', { name: '再来一份：第 1 笔：门诊' }).click();
  assert.equal(await bills(page).count(), 2);
  // (2,500 more are shared: by half 1,250, of which the cap of 2,000 leaves 850.)
  await shows(page.locator('#funds'), /^¥2,000\.00$/);
  await page.getByRole('button', { name: '删除：第 1 笔：门诊' }).click();
  assert.equal(await bills(page).count(), 1);
  await page.getByText('删了一笔。').waitFor();
  await page.getByRole('button', { name: '换回来' }).click();
  assert.equal(await bills(page).count(), 2);
  await shows(page.locator('#funds'), /^¥2,000\.00$/);
});

test('the focus goes on where a row came or went, by the keyboard alone', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  const focused = () => page.evaluate(() => {
    const { activeElement: at } = document;
    return [at.closest('.row')?.querySelector('legend').textContent ?? '', at.labels?.[0]?.textContent ?? at.textContent];
  });
  await tabTo(page, page.getByRole('button', { name: '加一笔门诊' }));
  await page.keyboard.press('Enter');
  await eventually(focused, ['第 1 笔：门诊', '日期']);
  await tabTo(page, page.getByRole('button', { name: '再来一份：第 1 笔：门诊' }));
  await page.keyboard.press('Enter');
  await eventually(focused, ['第 2 笔：门诊', '日期']);
  await tabTo(page, page.getByRole('button', { name: '删除：第 2 笔：门诊' }));
  await page.keyboard.press('Enter');
  await eventually(focused, ['', '换回来']);
  await page.keyboard.press('Enter');
  await eventually(focused, ['第 2 笔：门诊', '日期']);
  await tabTo(page, page.getByRole('button', { name: '清空，重新填' }));
  await page.keyboard.press('Enter');
  await eventually(focused, ['', '换回来']);
  await page.keyboard.press('Enter');
  await bills(page).nth(1).waitFor();
});

test('of many bills each is a line until it is opened', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  const line = (day, total) => `2025-03-${day}\t门诊\t三级\t${total}\t0`;
  await page.getByText('从表格粘贴').click();
  await page.getByLabel('把表格里的行贴到这里').fill(
    ['日期\t类别\t医院级别\t总金额\t自费', line('03', 300), line('04', 400), line('05', 500), line('06', 600)].join('\n'));
  await page.getByRole('button', { name: '加进来（4 笔）' }).click();
  const second = page.getByRole('group', { name: '第 2 笔：门诊' });
  await second.getByText('2025年3月4日 · 三级医院 · ¥400.00').waitFor();
  assert.equal(await second.getByLabel('总费用（元）').count(), 0);
  // The first bill meets the deductible of 200; of the second all is shared, by half.
  const article = page.getByRole('article', { name: /^第 2 笔/ });
  await article.getByText('统筹等付 ¥200.00，自己付 ¥200.00').waitFor();
  assert.equal(await article.getByText('照结算单逐项看').count(), 0);
  await article.getByRole('heading').click();
  await article.getByText('照结算单逐项看').waitFor();

  const edit = page.getByRole('button', { name: '改：第 2 笔：门诊' });
  await edit.focus();
  await page.keyboard.press('Enter');
  await eventually(() => page.evaluate(() => document.activeElement.labels?.[0]?.textContent), '日期');
  // Half a number on the way does not close it.
  await type(second, '总费用（元）', '450');
  await second.getByLabel('总费用（元）').fill('');
  await second.getByText('这一笔还没填完或有误').waitFor();
  await type(second, '总费用（元）', '800');
  await page.getByRole('button', { name: '收起：第 2 笔：门诊' }).press('Enter');
  await second.getByText('2025年3月4日 · 三级医院 · ¥800.00').waitFor();
  await eventually(() => page.evaluate(() => document.activeElement.textContent), '改');
  await page.reload();
  await second.getByText('2025年3月4日 · 三级医院 · ¥800.00').waitFor();
  await atEnd(page);
  assert.deepEqual(await axe(page), []);
});

test('rows pasted from a spreadsheet are shown before they are taken over', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await page.getByText('从表格粘贴').click();
  await page.getByLabel('把表格里的行贴到这里').fill(
    '日期\t类别\t医院级别\t总金额\t自费\n2025-03-15\t门诊\t三级\t2,600\t100\n合计\t\t\t没有\t\n2025-05-06\t药店\t\t80\t0\n');
  await page.getByText('读出 2 笔。').waitFor();
  await page.getByText('有 1 行没找到金额：第 3 行。').waitFor();
  assert.equal(await bills(page).count(), 0);
  await page.getByRole('button', { name: '加进来（2 笔）' }).click();
  assert.equal(await bills(page).count(), 2);
  await page.getByRole('article', { name: /^第 1 笔/ }).getByText('¥1,150.00').first().waitFor();
});

test('a month that did not arrive is taken out by a tap', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await shows(balance(page), '¥1,920.00');
  await page.getByText('有的月份没到账、只知道工资').click();
  await page.getByRole('button', { name: '2025年3月：到账了' }).click();
  // Eleven months of 160.
  await shows(balance(page), '¥1,760.00');
  await page.getByRole('button', { name: '2025年3月：没到账' }).press('Enter');
  await shows(balance(page), '¥1,920.00');
});

test('what a relative spent, and a change of insurance, count', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await page.getByRole('button', { name: '加一笔家人用' }).click();
  const row = page.getByRole('group', { name: '其他变动第 1 笔' });
  await set(row, '日期', '2025-06-20');
  await type(row, '金额（元）', '200');
  await shows(balance(page), '¥1,720.00');
  await page.getByText('中途换过参保方式').click();
  await page.getByRole('button', { name: '加一次变化' }).click();
  const change = page.getByRole('group', { name: '第 1 次变化' });
  await set(change, '从哪个月起', '2025-07');
  await change.getByLabel('变成').selectOption({ label: '居民' });
  // Six months of 160, less 200.
  await shows(balance(page), '¥760.00');
});

test('an example comes at one tap and what was entered comes back', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await type(page, '缴费基数（元/月）', '7000');
  await page.getByRole('button', { name: '看一个例子' }).click();
  assert.equal(await bills(page).count(), 2);
  await page.getByRole('button', { name: '换回来' }).click();
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '7000');
  await page.getByRole('button', { name: '清空，重新填' }).click();
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '');
  await page.getByRole('button', { name: '换回来' }).click();
  assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '7000');
});

describe('nothing typed is lost', () => {
  test('a reload brings back what was typed, half typed numbers too', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await inChengdu(page);
    await type(page, '缴费基数（元/月）', '8000.');
    await page.waitForLoadState('networkidle');
    await page.reload();
    await page.getByText('上次在这台设备上填的内容还在。').waitFor();
    assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000.');
    // Its name comes with the list of places.
    await eventually(() => page.getByRole('combobox', { name: '我的医保在' }).inputValue(), '成都市');
  });

  test('storage that is denied is survived and said', async () => {
    const { page, errors } = await site.openPage({ viewport: PHONE });
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });
    });
    await page.waitForLoadState('networkidle');
    await page.reload();
    await page.getByText('这台设备现在不让网页保存内容').waitFor();
    await inChengdu(page);
    await shows(balance(page), '¥1,920.00');
    assert.deepEqual(errors, []);
  });

  test('storage that is full is survived and said, and works again once there is room', async () => {
    const { page, errors } = await site.openPage({ viewport: PHONE });
    await page.addInitScript(() => {
      const own = Storage.prototype.setItem;
      Storage.prototype.setItem = function set(...it) {
        if (window.full !== false) throw new DOMException('full', 'QuotaExceededError');
        return own.apply(this, it);
      };
    });
    await page.waitForLoadState('networkidle');
    await page.reload();
    await inChengdu(page);
    await page.getByText('这台设备现在不让网页保存内容').waitFor();
    await page.evaluate(() => { window.full = false; });
    await type(page, '缴费基数（元/月）', '9000');
    await page.getByText('这台设备现在不让网页保存内容').waitFor({ state: 'detached' });
    assert.match(await kept(page), /9000/);
    assert.deepEqual(errors, []);
  });

  for (const [what, text] of [
    ['damaged', '{"v":1,"on":"2025-'], ['of a later version', '{"v":2,"entries":[]}'], ['no JSON at all', 'hello'],
  ]) {
    test(`what was kept and is ${what} is put aside, not written over`, async () => {
      const { page, errors } = await site.openPage({ viewport: PHONE });
      await page.evaluate((text) => localStorage.setItem('mingbai.entries', text), text);
      await page.waitForLoadState('networkidle');
    await page.reload();
      await page.getByText('上次填的内容读不出来，已另外留存，没有删掉。').waitFor();
      assert.equal(await page.evaluate(() => localStorage.getItem('mingbai.entries-unreadable')), text);
      await inChengdu(page);
      await shows(balance(page), '¥1,920.00');
      assert.deepEqual(errors, []);
    });
  }
});

describe('links', () => {
  const reads = (page) => page.locator('.opened');

  test('one made here opens elsewhere with the same figures, and asks the server for nothing of it', async () => {
    const { page } = await site.openPage({ viewport: DESKTOP });
    await inChengdu(page);
    await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
    await shows(balance(page), '¥1,440.00');
    const link = await page.getByLabel('带着这些内容的链接').inputValue();
    const other = await site.openPage({ viewport: PHONE, path: new URL(link).hash });
    await shows(reads(other.page), '规定没有变，结果和当时一样。');
    await shows(balance(other.page), '¥1,440.00');
    assert.ok(other.requests.every((address) => !address.includes('e=')));
    assert.equal(new URL(other.page.url()).hash, '#balance', 'a reload does not open it again');
  });

  test('one of other rules says what the figures were and are', async () => {
    const then = { p: '0123456789abcdef', b: '1500.00', f: '1100.00' };
    const { page } = await site.openPage({ viewport: PHONE, path: Link.fragment({ r: then }) });
    await shows(reads(page), '之后规定的数据更新过，结果变了：');
    await shows(reads(page), '统筹等支付：当时 ¥1,100.00，现在 ¥');
    await here(page, '算报销');
  });

  test('one opened over entries of one\u2019s own leaves them to come back to', async () => {
    const { page } = await site.openPage({ viewport: PHONE });
    await inChengdu(page);
    await type(page, '缴费基数（元/月）', '7000');
    await page.goto('about:blank');
    await page.goto(site.url + Link.fragment());
    await shows(reads(page), '这是 2026年1月5日 生成的链接');
    assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '8000');
    // They wait on the device: neither a reload nor a row removed in between loses them.
    await page.waitForLoadState('networkidle');
    await page.reload();
    await page.getByRole('button', { name: '删除：第 1 笔：门诊' }).click();
    await page.locator('.undo').filter({ hasText: '另一份' }).getByRole('button', { name: '换回来' }).click();
    assert.equal(await page.getByLabel('缴费基数（元/月）').inputValue(), '7000');
  });

  for (const [what, fragment] of [
    ['cut off', Link.fragment().slice(0, 80)],
    ['of a later version', Link.fragment({ v: 9 })],
    ['made to attack', `#e=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`],
    ['with a field of its own', Link.fragment({ x: 1 })],
    ['a megabyte long', `#e=${'A'.repeat(1 << 20)}`],
  ]) {
    test(`one that is ${what} is refused with a sentence, and the page goes on`, async () => {
      const { page, errors } = await site.openPage({ viewport: PHONE, path: fragment });
      await shows(reads(page), '这个链接读不出来。');
      await inChengdu(page);
      await shows(balance(page), '¥1,920.00');
      assert.deepEqual(errors, []);
    });
  }

  test('words in a link stay words', async () => {
    const e = structuredClone(Link.person.form);
    e.t.opening = '<img src=x onerror="window.hit=1">';
    e.e[0].t.a = '9'.repeat(4000);
    const { page, errors } = await site.openPage({ viewport: PHONE, path: Link.fragment({ e }) });
    await shows(reads(page), '这是');
    assert.equal(await page.evaluate(() => window.hit), undefined);
    await page.locator('#balance').waitFor();
    assert.deepEqual(errors, []);
  });
});

describe('keeping the result', () => {
  const save = async (page, name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('button', { name }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };

  test('tables are plain, marked as UTF-8, and say where they come from', async () => {
    const { page } = await site.openPage({ viewport: DESKTOP });
    await inChengdu(page);
    await addBill(page, 1, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
    await shows(balance(page), '¥1,440.00');
    const ledger = await save(page, '账户明细（表格）');
    assert.ok(ledger.startsWith('\ufeff"日期"'));
    assert.match(ledger, /"2025-03-15","付第 1 笔","个人账户",-480\.00,0\.00\r\n/);
    const bill = await save(page, '每笔报销（表格）');
    assert.match(bill, /2600\.00,100\.00,0\.00,0\.00,2500\.00,200\.00,2300\.00,1150\.00,/);
    assert.match(bill, /成都市/);
    const report = JSON.parse(await save(page, '结果和我的结算单不一样'));
    assert.equal(report.situation.area, '510100');
    assert.match(report.rules, /^[0-9a-f]{16}$/);
    assert.equal(report.answer.account.balance.total, '1440.00');
  });

  test('on paper stand the result, its sources and what it was reckoned from, and no buttons', async () => {
    const { page } = await site.openPage({ viewport: DESKTOP });
    await inChengdu(page);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { name: '按这些内容算' }).waitFor();
    await page.getByText('2025年1月–2025年12月 · 缴费基数 ¥8,000.00').waitFor();
    assert.ok(await balance(page).isVisible());
    for (const name of ['复制链接', '看一个例子']) {
      assert.ok(!(await page.getByRole('button', { name }).isVisible()), name);
    }
  });
});

test('what if a bill were of another level, where the first bill has none', async () => {
  const { page } = await site.openPage({ viewport: DESKTOP });
  await inChengdu(page);
  await addBill(page, 1, { kind: '药店', date: '2025-02-15', total: '80' });
  await addBill(page, 2, { date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100' });
  // The pharmacy's 80 count towards the 200: 2,500 − 120 = 2,380, by half 1,190.
  await shows(page.locator('#funds'), /^¥1,190\.00$/);
  await page.getByRole('heading', { name: '如果……会怎样' }).click();
  await page.locator('#what-if-level').selectOption({ label: '二级医院' });
  // 2,380 by 60 % rather than by half: 238 more.
  const supposed = page.getByRole('table', { name: '如果……会怎样' });
  await shows(supposed.getByRole('row', { name: /^统筹等一共支付/ }), '+¥238.00');
});

test('what if: the job left in June, one more visit; the entries stay', async () => {
  const { page } = await site.openPage({ viewport: PHONE });
  await inChengdu(page);
  await page.getByRole('heading', { name: '如果……会怎样' }).click();
  const slider = page.getByRole('slider', { name: /^如果停缴/ });
  await slider.focus();
  for (let month = 12; month > 6; month -= 1) await page.keyboard.press('ArrowLeft');
  const supposed = page.getByRole('table', { name: '如果……会怎样' });
  // Six months of 160 instead of twelve.
  await shows(supposed.getByRole('row', { name: /^余额/ }), '¥1,920.00');
  await shows(supposed.getByRole('row', { name: /^余额/ }), '¥960.00');
  await shows(supposed.getByRole('row', { name: /^余额/ }), '−¥960.00');
  assert.equal(await slider.getAttribute('aria-valuetext'), '缴到2025年6月');
  await page.getByRole('button', { name: '恢复原样' }).click();
  await page.getByLabel('如果再看一次门诊（元）').fill('2500');
  await page.locator('#what-if-more-level').selectOption({ label: '三级医院' });
  await shows(supposed.getByRole('row', { name: /^统筹等一共支付/ }), '+¥1,150.00');
  await shows(balance(page), '¥1,920.00');
  await atEnd(page);
  assert.deepEqual(await axe(page), []);
});
