// A spreadsheet of many people, reckoned beside the page: files as offices save them, files that cannot be
// read, stopping, and the page that stays usable meanwhile. Figures are those of tests/cases.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';

import { lines } from '../../scripts/batch-rows.mjs';
import { DESKTOP, PHONE, axe, start } from './support.mjs';

let site;
before(async () => { site = await start(); });
after(async () => { await site.stop(); });

const HEAD = ['编号', '统筹区', '险种', '参保状态', '年度', '年初余额', '缴费基数', '费用1日期', '费用1类型', '费用1医院等级', '费用1总额', '费用1自费'];
/** 510100-chengdu/issue-twelve-credits and issue-level-3-bill: balances 1,920 and 1,440. */
const ROWS = [
  ['001', '成都市', '职工', '在职', '2025', '0', '8000', '', '', '', '', ''],
  ['002', '510100', '职工', '在职', '2025', '0', '8000', '2025-03-15', '门诊', '三级', '2600', '100'],
];
const csv = (rows, head = HEAD) => [head, ...rows].map((row) => row.join(',')).join('\r\n');

/** The bytes of a text in GB18030, whose decoder every browser and Node has, and no encoder. */
function gb18030(text) {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const pair = Uint8Array.of(high, low);
      bytes.set(decoder.decode(pair), pair);
    }
  }
  return Buffer.concat([...text].map((c) => (c < '\x80' ? Buffer.from(c) : Buffer.from(bytes.get(c)))));
}

/** An archive of these parts. */
function zip(parts) {
  const local = [];
  const central = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content);
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(name.length, 22);
    local.push(Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed);
    const more = Buffer.alloc(16);
    more.writeUInt32LE(offset, 12);
    central.push(Buffer.from('PK\x01\x02\x14\x00'), head, more.subarray(2), Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  const count = Object.keys(parts).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook of these rows; numbers as numbers, `{ xml }` as it is. */
function xlsx(rows, parts = {}) {
  const cell = (value) => {
    if (value?.xml) return value.xml;
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  return zip({
    '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${RELS}"><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${XML}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  });
}

const choose = (page, name, content) => page.getByLabel('选表格文件')
  .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
const begin = (page, form = 'CSV') => page.getByRole('button', { name: `开始算，结果存成 ${form}` }).click();
const told = (page, words) => page.locator('.batch-status').getByText(words).waitFor({ timeout: 60_000 });

/** Saves the result and gives its lines. */
async function saved(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: '保存结果' }).click()]);
  return (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
}

/** The first figure of each row of a result: the balance. */
const balances = (result) => result.slice(1).map((line) => line.split(',')[5]);

test('a table in GB18030 and one in a workbook come to the same figures, on this device alone', async () => {
  const numbers = ROWS.map((row) => row.map((cell, column) => (column > 3 && /^\d+$/.test(cell) ? Number(cell) : cell)));
  for (const [name, content] of [['a.csv', gb18030(csv(ROWS))], ['a.xlsx', xlsx([HEAD, ...numbers])]]) {
    const { page, errors, requests, foreign } = await site.openPage({ path: '#batch' });
    assert.ok(!requests.some((address) => address.includes('batch_worker')), 'not before it is needed');
    await choose(page, name, content);
    await page.getByText(`“${name}”有 2 行`).waitFor();
    await begin(page);
    await told(page, '2 行都算好了。');
    assert.deepEqual(balances(await saved(page)), ['1920.00', '1440.00']);
    assert.deepEqual(foreign(), []);
    assert.deepEqual(errors, []);
    assert.deepEqual(await axe(page), []);
  }
});

test('rows that fail are told by row, column and reason, and stop no other', async () => {
  const { page, errors } = await site.openPage({ path: '#batch', viewport: DESKTOP });
  const rows = [...ROWS, ['003', '蓉城', ...ROWS[0].slice(2)], ['004', '成都', '职工', '在职', '2025', '八百', '8000', '', '', '', '', '']];
  await choose(page, 'a.csv', csv(rows));
  await begin(page);
  await told(page, '4 行里有 2 行没有算出');
  const faults = await page.getByRole('region', { name: '没有算出的行' }).locator('tbody tr').allInnerTexts();
  assert.deepEqual(faults.map((fault) => fault.split(/\s+/)), [
    ['4', '统筹区', '没有叫这个名字的参保地'], ['5', '年初余额', '不是金额，请写成', '1234.50']]);
  const result = await saved(page);
  assert.deepEqual(balances(result), ['1920.00', '1440.00', '', '']);
  assert.match(result[4], /年初余额：不是金额/);
  assert.deepEqual(errors, []);
});

test('columns can be changed, and what all share needs no column', async () => {
  const { page } = await site.openPage({ path: '#batch' });
  const head = HEAD.filter((name) => !['统筹区', '险种', '参保状态'].includes(name)).map((name) => (name === '缴费基数' ? '数' : name));
  const rows = ROWS.map((row) => [row[0], ...row.slice(4)]);
  await choose(page, 'a.csv', csv(rows, head));
  await page.getByLabel('没有参保地这一列').fill('成都');
  await page.getByLabel('没有险种这一列').selectOption('职工');
  await begin(page);
  await told(page, '还要指明哪一列是参保状态');
  await page.getByLabel('没有参保状态这一列').selectOption('在职');
  await page.getByLabel('“数”这一列当作').selectOption('缴费基数');
  await begin(page);
  await told(page, '2 行都算好了。');
  assert.deepEqual(balances(await saved(page)), ['1920.00', '1440.00']);
});

test('files that cannot be read are called by their name', async () => {
  const { page, errors } = await site.openPage({ path: '#batch' });
  const many = Array.from({ length: 501 }, (_, column) => `c${column}`);
  const noise = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 37) % 256));
  const bomb = xlsx([HEAD], { 'xl/styles.xml': Buffer.alloc(17_000_000, ' ') });
  for (const [name, content, words] of [
    ['noise.csv', noise, '这不是表格文件'],
    ['bomb.xlsx', bomb, '解压后太大'],
    ['twice.csv', csv([], [...HEAD, '编号']), '有两列都叫“编号”'],
    ['wide.csv', `${many.join(',')}\n${many.join(',')}`, '列数太多，最多 500 列'],
    ['old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '这是旧的 .xls 文件'],
    ['half.xlsx', xlsx([HEAD, ...ROWS]).subarray(0, 700), '读不出来'],
    ['empty.csv', '', '表头下面没有内容'],
  ]) {
    await choose(page, name, content);
    await told(page, words);
  }
  // After all of them a sound one is read as ever.
  await choose(page, 'a.csv', csv(ROWS));
  await page.getByText('“a.csv”有 2 行').waitFor();
  assert.equal(await page.locator('.batch-status .error').count(), 0);
  assert.deepEqual(errors, []);
});

test('a formula without a result fails its row', async () => {
  const { page } = await site.openPage({ path: '#batch' });
  const total = HEAD.indexOf('费用1总额');
  const formula = (xml) => ROWS[1].map((cell, column) => (column === total ? { xml } : cell));
  const kept = formula('<c><f>2500+100</f><v>2600</v></c>');
  const bare = formula('<c><f>2500+100</f></c>');
  await choose(page, 'a.xlsx', xlsx([HEAD, kept, bare]));
  await begin(page);
  await told(page, '2 行里有 1 行没有算出');
  await page.getByRole('region', { name: '没有算出的行' }).getByText('公式还没有结果').waitFor();
  assert.deepEqual(balances(await saved(page)), ['1440.00', '']);
});

test('a file that is chosen before the list of areas has come is reckoned all the same', async () => {
  const { page, errors } = await site.openPage({ path: null });
  let first = true;
  await page.route('**/policies/index.json', async (route) => {
    // The page asks first; what the table needs must not wait for that.
    if (first) {
      first = false;
      await new Promise((done) => setTimeout(done, 1500));
    }
    await route.continue();
  });
  await page.goto(`${site.url}#batch`);
  await choose(page, 'a.csv', csv(ROWS));
  await begin(page);
  await told(page, '2 行都算好了。');
  assert.deepEqual(errors, []);
});

test('it runs where a policy of the host forbids everything else', async () => {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";
  const strict = await start({ headers: { 'Content-Security-Policy': policy } });
  try {
    const { page, errors } = await strict.openPage({ path: '#batch' });
    await choose(page, 'a.csv', csv(ROWS));
    await begin(page);
    await told(page, '2 行都算好了。');
    assert.deepEqual(balances(await saved(page)), ['1920.00', '1440.00']);
    assert.deepEqual(errors, []);
  } finally {
    await strict.stop();
  }
});

test('it can be stopped and begun again, and the page stays usable meanwhile', async () => {
  const { page, errors } = await site.openPage({ path: '#batch', viewport: DESKTOP });
  await choose(page, 'many.csv', [...lines(40_000)].join('\n'));
  await page.getByText('“many.csv”有 40000 行').waitFor({ timeout: 30_000 });
  await begin(page, 'Excel');
  await page.getByRole('region', { name: '结果的前几行' }).waitFor();
  // Something else of the page answers while rows are reckoned.
  const answered = await page.evaluate(() => new Promise((done) => {
    const began = performance.now();
    setTimeout(() => requestAnimationFrame(() => done(performance.now() - began)));
  }));
  assert.ok(answered < 500, `${answered} ms`);
  await page.getByRole('button', { name: '停下来' }).click();
  await page.getByRole('button', { name: '开始算，结果存成 CSV' }).waitFor({ timeout: 30_000 });
  await begin(page);
  await told(page, '40000 行都算好了。');
  assert.deepEqual(errors, []);
});

test('the template is read back without a fault', async () => {
  const { page, errors } = await site.openPage({ path: '#batch' });
  for (const [form, name] of [['Excel', '医保批量模板.xlsx'], ['CSV', '医保批量模板.csv']]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('button', { name: `下载模板（${form}）` }).click()]);
    assert.equal(download.suggestedFilename(), name);
    await choose(page, name, await readFile(await download.path()));
    await page.getByText(`“${name}”有 2 行`).waitFor();
    await begin(page);
    await told(page, '2 行都算好了。');
    assert.deepEqual(balances(await saved(page)), ['1570.24', '649.32']);
  }
  assert.deepEqual(errors, []);
});

test('a worker that cannot start is told, and nothing else is lost', async () => {
  const { page } = await site.openPage({ path: '#batch' });
  await page.route('**/batch-worker.js', (route) => route.abort());
  await choose(page, 'a.csv', csv(ROWS));
  await told(page, '后台计算停了');
  await page.getByRole('link', { name: '计算', exact: true }).click();
  await page.getByRole('combobox', { name: '我的医保在' }).waitFor();
});

test('the way there is at the foot of the page; English, large type and narrow screens bear it', async () => {
  const { page, errors } = await site.openPage({ viewport: { width: 320, height: 640 } });
  await page.getByRole('link', { name: '一次算很多人' }).click();
  await page.getByRole('heading', { name: '用表格一次算很多人' }).waitFor();
  for (const viewport of [PHONE, { width: 320, height: 640 }]) {
    await page.setViewportSize(viewport);
    await choose(page, 'a.csv', csv(ROWS));
    await begin(page);
    await told(page, '2 行都算好了。');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px beside the screen`);
  }
  await page.getByRole('button', { name: '大字版' }).click();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'large type');
  assert.deepEqual(await axe(page), []);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Many people at once, from a spreadsheet' }).waitFor();
  assert.deepEqual(errors, []);
});

test('by keyboard alone, from the file to the result', async () => {
  const { page } = await site.openPage({ path: '#batch', viewport: DESKTOP });
  await choose(page, 'a.csv', csv(ROWS));
  const run = page.getByRole('button', { name: '开始算，结果存成 CSV' });
  await run.waitFor();
  for (let key = 0; key < 60 && !(await run.evaluate((button) => button === document.activeElement)); key++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await told(page, '2 行都算好了。');
  // The button is gone while rows are reckoned; what comes next is the result.
  await page.keyboard.press('Tab');
  const save = page.getByRole('button', { name: '保存结果' });
  assert.ok(await save.evaluate((button) => button === document.activeElement));
});
