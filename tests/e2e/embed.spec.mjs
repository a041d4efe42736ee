// The calculator in pages of another origin: a government page with a strict policy, a narrow column, a page
// whose stylesheet and scripts are against it, two on one page; what is said between the two, and what is
// not.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';

import { CORS, HASH, LOADER, serveHosts, strict } from './hosts.mjs';
import { type } from './people.mjs';
import { DESKTOP, PHONE, axe, eventually, start } from './support.mjs';

let site;
let hosts;
let government;
before(async () => {
  site = await start({ headers: CORS });
  hosts = await serveHosts(site.url);
  government = await serveHosts(site.url, { 'Content-Security-Policy': strict(site.origin) });
});
after(async () => {
  await hosts.stop();
  await government.stop();
  await site.stop();
});

/** Opens `name` of the pages of `from`. */
async function visit(name, { from = hosts, ...options } = {}) {
  const opened = await site.openPage({ viewport: PHONE, path: null, ...options });
  await opened.page.goto(from.url + name);
  return opened;
}

/** The frame behind the link or element, once the calculator is there. */
async function calculator(page, host = '[data-mingbai]') {
  const frame = page.locator(`${host} + iframe`);
  await page.locator(host).waitFor({ state: 'hidden' });
  const content = await (await frame.elementHandle()).contentFrame();
  await content.locator('#area').waitFor();
  return { frame, content };
}

/** What lies beyond the edges of the frame, and of the page. */
const beyond = async (page, content) => ({
  frame: await content.evaluate(() => {
    const root = document.documentElement;
    return [root.scrollHeight - root.clientHeight, root.scrollWidth - root.clientWidth].map((by) => Math.max(by - 1, 0));
  }),
  page: await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0)),
});
const EXAMPLE = '看一个例子';
const CLEAR = '清空，重新填';
const NOTHING = { frame: [0, 0], page: 0 };

const height = async (frame) => (await frame.boundingBox()).height;

const PAGES = [
  ['government.html', () => ({ from: government })],
  ['news.html', () => ({})],
  ['hostile.html', () => ({})],
];

for (const [name, options] of PAGES) {
  for (const [device, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
    test(`${name}, ${device}: in place of the link, as high as it is, no wider than the page`, async () => {
      const { page, errors, requests } = await visit(name, { ...options(), viewport });
      const { frame, content } = await calculator(page);
      await content.getByText('个人账户余额').first().waitFor();
      await eventually(() => beyond(page, content), NOTHING);
      assert.ok(await frame.isVisible());
      // Nothing answers itself: the height stays.
      const before = await height(frame);
      await page.waitForTimeout(500);
      assert.equal(await height(frame), before);
      // It follows what is entered, in both directions.
      await content.getByRole('button', { name: EXAMPLE }).click();
      await eventually(async () => (await height(frame)) > before + 200, true);
      await eventually(() => beyond(page, content), NOTHING);
      const tall = await height(frame);
      await content.getByRole('button', { name: CLEAR }).click();
      await eventually(async () => (await height(frame)) < tall - 200, true);
      await eventually(() => beyond(page, content), NOTHING);
      // The page's own text comes after it.
      const end = await page.locator('#after').boundingBox();
      const box = await frame.boundingBox();
      assert.ok(name === 'hostile.html' || end.y >= box.y + box.height - 1, `${end.y} inside ${box.y + box.height}`);
      const theirs = name === 'hostile.html' ? /broken on purpose|reading 'such'/ : /^$/;
      assert.deepEqual(errors.filter((error) => !theirs.test(error)), []);
      const own = [site.origin, hosts.origin, government.origin];
      assert.deepEqual(requests.filter((address) => !own.includes(new URL(address).origin)), []);
    });
  }
}

test('nothing is kept, on neither origin, and the entries go along into a window of their own', async () => {
  const { page, errors } = await visit('government.html', { from: government, serviceWorkers: 'allow' });
  const { content } = await calculator(page);
  await type(content.getByRole('group', { name: '缴费第 1 段' }), '缴费基数（元/月）', '8000');
  await content.locator('#balance').filter({ hasText: '¥' }).waitFor();
  const kept = (frame) => frame.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length,
    (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  ]);
  assert.deepEqual(await kept(content), [0, 0, '', 0, 0]);
  assert.deepEqual(await kept(page.mainFrame()), [0, 0, '', 0, 0]);
  const opens = page.waitForEvent('popup');
  await content.getByRole('link', { name: '在新窗口打开' }).click();
  const apart = await opens;
  await apart.locator('#area').waitFor();
  assert.equal(new URL(apart.url()).pathname, '/');
  await eventually(() => apart.locator('#area').inputValue(), '成都市');
  await eventually(async () => (await apart.locator('#balance').textContent()) === (await content.locator('#balance').textContent()), true);
  assert.deepEqual(errors, []);
});

describe('where the calculator cannot be shown', () => {
  test('without scripts the link leads to the page, which has no script either', async () => {
    const { page } = await visit('news.html', { javaScriptEnabled: false });
    const link = page.getByRole('link', { name: '算一算' });
    assert.equal(await link.getAttribute('href'), `${site.url}?area=310000`);
    assert.equal(await page.locator('iframe').count(), 0);
  });

  test('where the page forbids the frame the link stays', async () => {
    const policy = strict(site.origin).replace(/frame-src [^;]*/, "frame-src 'none'");
    const closed = await serveHosts(site.url, { 'Content-Security-Policy': policy });
    try {
      const { page } = await visit('government.html', { from: closed });
      await page.locator('iframe').waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
      assert.ok(await page.getByRole('link', { name: '医保明白账' }).isVisible());
    } finally {
      await closed.stop();
    }
  });

  test('where the calculator does not start the link stays', async () => {
    const opened = await site.openPage({ path: null });
    await opened.page.route('**/*.wasm', (route) => route.abort());
    await opened.page.goto(`${hosts.url}news.html`);
    await opened.page.locator('iframe').waitFor({ state: 'attached' });
    await opened.page.waitForTimeout(1500);
    assert.ok(await opened.page.getByRole('link', { name: '算一算' }).isVisible());
  });

  test('a loader that is not what the page names does not run', async () => {
    const opened = await site.openPage({ path: null });
    await opened.page.route(`**/${LOADER}`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: `${await answer.text()}//` });
    });
    await opened.page.goto(`${hosts.url}news.html`);
    await eventually(() => opened.errors.some((error) => /integrity/.test(error)), true);
    assert.equal(await opened.page.locator('iframe').count(), 0);
  });
});

test('the link leads to the page with the same area and view, once', async () => {
  const { page, errors } = await site.openPage({ path: '?area=510100&insurance=resident&locale=en#reimburse' });
  await eventually(() => page.locator('#area').inputValue(), 'Chengdu 成都市');
  assert.ok(await page.getByLabel('Resident').isChecked());
  assert.equal(new URL(page.url()).search, '?locale=en', 'how it looks stays asked for');
  assert.equal(new URL(page.url()).hash, '#reimburse');
  await page.locator('#area').fill('shanghai');
  await page.getByRole('option', { name: 'Shanghai' }).first().click();
  await page.waitForLoadState('networkidle');
  await page.reload();
  await eventually(() => page.locator('#area').inputValue(), 'Shanghai 上海市');
  assert.deepEqual(errors, []);
});

describe('several on one page', () => {
  test('each has its own, the loader twice, another added later, one taken away', async () => {
    const { page, errors } = await visit('two.html', { viewport: DESKTOP });
    const first = await calculator(page, '#first');
    const second = await calculator(page, '#second');
    assert.equal(await page.locator('iframe').count(), 2);
    await eventually(() => first.content.locator('#area').inputValue(), '成都市');
    await eventually(() => second.content.locator('#area').inputValue(), 'Shanghai 上海市');
    assert.equal(await first.content.locator('html').getAttribute('data-theme'), 'dark');
    await page.evaluate(() => {
      const later = document.createElement('mingbai-calculator');
      later.id = 'third';
      later.setAttribute('area', '110000');
      document.body.append(later);
    });
    // Below the fold it waits until it is wanted.
    await page.locator('#third + iframe').scrollIntoViewIfNeeded();
    const third = await calculator(page, '#third');
    await eventually(() => third.content.locator('#area').inputValue(), '北京市');
    await page.evaluate(() => document.querySelector('#first').remove());
    await eventually(() => page.locator('iframe').count(), 2);
    assert.deepEqual(errors, []);
  });

  test('attributes that change change their own calculator alone, and no entry is lost', async () => {
    const { page, errors } = await visit('two.html', { viewport: DESKTOP });
    const first = await calculator(page, '#first');
    const second = await calculator(page, '#second');
    await first.content.locator('#opening').fill('321');
    await page.evaluate(() => {
      const link = document.querySelector('#first');
      Object.assign(link.dataset, { area: '440100', locale: 'en', theme: 'light', large: '', view: 'reimburse', insurance: 'flexible' });
    });
    await eventually(() => first.content.locator('#area').inputValue(), 'Guangzhou 广州市');
    const look = async ({ content }) => Promise.all(['data-theme', 'data-type', 'lang'].map((name) => content.locator('html').getAttribute(name)));
    await eventually(() => look(first), ['light', 'large', 'en']);
    assert.ok(await first.content.getByLabel('Flexible').isChecked());
    assert.match(await first.content.locator('.door[aria-current]').getAttribute('href'), /#reimburse$/);
    assert.equal(await first.content.locator('#opening').inputValue(), '321');
    assert.deepEqual(await look(second), [null, null, 'en']);
    assert.equal(await second.content.locator('#area').inputValue(), 'Shanghai 上海市');
    await eventually(() => beyond(page, first.content), NOTHING);
    assert.deepEqual(errors, []);
  });

  test('words that are not known change nothing, and are named where whoever made the page looks', async () => {
    const { page, errors } = await visit('two.html');
    const warnings = [];
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    const { content } = await calculator(page, '#second');
    await page.evaluate(() => document.querySelector('#second').setAttribute('theme', 'pink'));
    await eventually(() => warnings, ['mingbai: theme="pink" is not known']);
    assert.equal(await content.locator('html').getAttribute('data-theme'), null);
    assert.deepEqual(errors, []);
  });
});

describe('what is said', () => {
  test('the result is told with consent alone, and no longer once it is taken back', async () => {
    const { page, errors } = await visit('two.html', { viewport: DESKTOP });
    await page.evaluate(() => {
      window.told = [];
      for (const host of document.querySelectorAll('#first, #second')) {
        host.addEventListener('mingbai:result', (event) => window.told.push([host.id, event.detail.account.balance.total]));
      }
    });
    const { content } = await calculator(page, '#first');
    const asked = content.getByText(hosts.origin);
    await asked.waitFor();
    await content.locator('#opening').fill('100');
    await content.locator('#balance').filter({ hasText: '¥' }).waitFor();
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => window.told), [], 'before anything was said');
    await content.getByRole('button', { name: '同意告诉它' }).click();
    await eventually(async () => (await page.evaluate(() => window.told)).length > 0, true);
    const balance = async () => (await content.locator('#balance').textContent()).replace(/[¥,]/g, '');
    const told = await page.evaluate(() => window.told);
    assert.deepEqual(told.at(-1), ['first', await balance()]);
    await content.getByRole('button', { name: '不再告诉它' }).click();
    const before = (await page.evaluate(() => window.told)).length;
    await content.locator('#opening').fill('200');
    await content.locator('#balance').filter({ hasText: '¥' }).waitFor();
    await page.waitForTimeout(300);
    assert.equal((await page.evaluate(() => window.told)).length, before);
    assert.deepEqual(errors, []);
  });

  test('whoever is not the page around is not listened to', async () => {
    const { page, errors } = await visit('two.html', { viewport: DESKTOP });
    const first = await calculator(page, '#first');
    const second = await calculator(page, '#second');
    const area = () => second.content.locator('#area').inputValue();
    await eventually(area, 'Shanghai 上海市');
    const message = { mingbai: 1, type: 'set', preset: { area: '510100' } };
    // Another frame of the page, and the frame itself.
    await first.content.evaluate((said) => window.parent.frames[1].postMessage(said, '*'), message);
    await second.content.evaluate((said) => window.postMessage(said, '*'), message);
    // A later version, and no message at all.
    await page.evaluate((said) => {
      const { contentWindow } = document.querySelector('#second + iframe');
      contentWindow.postMessage({ ...said, mingbai: 2 }, '*');
      contentWindow.postMessage('mingbai', '*');
      contentWindow.postMessage(null, '*');
    }, message);
    // The other way: a frame of another origin that speaks like the calculator.
    const before = await height(first.frame);
    await page.evaluate(() => window.postMessage({ mingbai: 1, type: 'height', height: 1 }, '*'));
    await page.waitForTimeout(500);
    assert.equal(await area(), 'Shanghai 上海市');
    assert.equal(await height(first.frame), before);
    await page.evaluate((said) => document.querySelector('#second + iframe').contentWindow.postMessage(said, '*'), message);
    await eventually(area, 'Chengdu 成都市');
    assert.deepEqual(errors, []);
  });
});

describe('the page for editors', () => {
  for (const [device, viewport] of [['phone', PHONE], ['desktop', DESKTOP]]) {
    test(`choose, see, copy, ${device}`, async () => {
      const { page, errors } = await site.openPage({ viewport, path: '#embed', permissions: ['clipboard-read', 'clipboard-write'] });
      await page.locator('#embed-area').fill('成都');
      await page.getByRole('option', { name: '成都市' }).click();
      await page.getByLabel('一开始算什么').selectOption('算报销');
      await page.locator('#embed-theme').selectOption('外观：深色');
      await page.getByLabel('大字版').check();
      const line = page.locator('textarea.code');
      const expected = `<a href="${site.url}?area=510100&amp;theme=dark&amp;large=1#reimburse" data-mingbai data-area="510100" ` +
        `data-view="reimburse" data-theme="dark" data-large="1">医保明白账：算算医保个人账户和报销</a>` +
        `<script async src="${site.url}${LOADER}" integrity="${HASH}" crossorigin="anonymous"></script>`;
      assert.equal(await line.inputValue(), expected);
      await page.getByRole('button', { name: '复制这一行' }).click();
      await page.getByText('已复制。').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), expected);
      const content = await (await page.locator('.embed-frame').elementHandle()).contentFrame();
      await eventually(() => content.locator('#area').inputValue(), '成都市');
      await eventually(() => content.locator('html').getAttribute('data-type'), 'large');
      assert.deepEqual(await axe(page), []);
      assert.equal(await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0)), 0);
      // Another choice is another frame, which may take the place of one that has not come yet.
      assert.deepEqual(errors.filter((error) => !/net::ERR_ABORTED/.test(error)), []);
    });
  }

  test('the line it gives works as it stands', async () => {
    const { page, errors } = await site.openPage({ path: '#embed' });
    const line = await page.locator('textarea.code').inputValue();
    const body = `<!doctype html><html lang="zh"><link rel="icon" href="icon.svg"><body>${line}</body></html>`;
    hosts.write('pasted.html', body);
    await page.goto(`${hosts.url}pasted.html`);
    await calculator(page);
    assert.deepEqual(errors.filter((error) => !/net::ERR_ABORTED/.test(error)), []);
  });
});

test('in a frame it is as accessible as alone', async () => {
  const { page } = await visit('government.html', { from: government });
  const { content } = await calculator(page);
  await content.getByText('个人账户余额').first().waitFor();
  assert.deepEqual(await axe(page), []);
});

test('the loader is what its source and its hash say', () => {
  assert.match(execFileSync('node', ['scripts/embed-loader.mjs', '--check'], { encoding: 'utf8' }), /as recorded/);
});
