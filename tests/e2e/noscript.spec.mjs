// What is left without scripts, or where WebAssembly cannot start: an honest word, and pages that need
// neither.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { axe, DESKTOP, PHONE, start } from './support.mjs';

/** Longer than index.html waits, by CSS alone, before it says that it has not opened. */
const SLOW_MS = 12_000;

describe('without scripts', () => {
  let site;
  before(async () => { site = await start({ base: '/some/path/' }); });
  after(() => site?.stop());
  const open = (options) => site.openPage({ javaScriptEnabled: false, drawn: false, ...options });

  it('leads from the page to the causes, and on to the rules of an area', async () => {
    const { page, errors, foreign } = await open();
    assert.equal(await page.getByText('正在打开').isVisible(), false);
    assert.match(await page.locator('body').innerText(), /关闭了脚本/);
    await page.getByRole('link', { name: '常见的原因和各地的规定' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.match(page.url(), /plain\.html$/);
    assert.match(await page.locator('body').innerText(), /12393/);
    const causes = page.locator('.cause');
    assert.equal(await causes.count(), 26);
    await causes.first().locator('summary').click();
    await causes.first().getByText('怎么办').waitFor();

    await page.getByRole('link', { name: '成都市' }).click();
    await page.getByRole('heading', { level: 1, name: '成都市的医保规定' }).waitFor();
    for (const topic of ['缴费比例', '个人账户', '起付线', '比例', '封顶线']) {
      assert.ok(await page.getByRole('heading', { level: 2, name: new RegExp(topic) }).count() > 0, topic);
    }
    await page.getByRole('link', { name: '打开计算器' }).click();
    assert.match(page.url(), /\/some\/path\/$/);
    // Chromium preloads the script and then may not run it.
    assert.deepEqual(errors.filter((error) => !error.endsWith('.js csp')), []);
    assert.deepEqual(foreign(), []);
  });

  it('says of an area without rules whose rules hold there', async () => {
    const { page } = await open({ path: 'areas/130300.html' });
    await page.getByText('没有查到秦皇岛市自己的规定').waitFor();
    await page.getByRole('link', { name: '全国的医保规定' }).click();
    await page.getByRole('heading', { level: 1, name: '全国的医保规定' }).waitFor();
  });

  for (const path of ['plain.html', 'areas/510100.html', 'areas/130300.html']) {
    it(`${path} is accessible, needs no script, and fits a narrow screen`, async () => {
      // axe is a script itself: the page is read with scripts on, and brings none.
      const narrow = { width: 320, height: 844 };
      for (const options of [{ viewport: narrow }, { viewport: DESKTOP, colorScheme: 'dark' }]) {
        const { page, errors, requests } = await site.openPage({ path, drawn: false, ...options });
        assert.deepEqual(await axe(page), []);
        assert.deepEqual(errors, []);
        assert.equal(requests.filter((address) => /\.(js|wasm|json)$/.test(address)).length, 0);
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(beyond <= 0, `${beyond} pixels too wide`);
      }
    });
  }
});

describe('where WebAssembly cannot start', () => {
  const leads = async (page, timeout = 4000) => {
    await page.getByText('还没有打开').waitFor({ timeout });
    assert.equal(await page.getByText('正在打开').isVisible(), false);
    assert.deepEqual(await axe(page), []);
    await page.getByRole('link', { name: '常见的原因和各地的规定' }).click();
    await page.locator('.cause').first().waitFor();
  };

  it('says so and leads on when a policy of the host forbids it', async () => {
    // No 'wasm-unsafe-eval': scripts run, WebAssembly does not.
    const policy = "default-src 'self'";
    const site = await start({ headers: { 'Content-Security-Policy': policy } });
    try {
      const { page, errors } = await site.openPage({ drawn: false });
      await leads(page);
      assert.ok(errors.some((error) => /WebAssembly/.test(error)), errors.join('\n'));
    } finally {
      await site.stop();
    }
  });

  it('opens where a policy forbids everything else', async () => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";
    const site = await start({ headers: { 'Content-Security-Policy': policy } });
    try {
      const { page, errors } = await site.openPage();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(errors, []);
    } finally {
      await site.stop();
    }
  });

  // With boot.js something notices; without it, as in a browser too old for modules, only time passes.
  for (const [file, longest] of [['*.wasm', 4000], ['boot.js', SLOW_MS]]) {
    it(`says so and leads on when ${file} does not come`, async () => {
      const site = await start();
      try {
        const { page } = await site.openPage({ path: 'robots.txt', drawn: false });
        await page.route(`**/${file}`, (route) => route.abort());
        await page.goto(site.url);
        await leads(page, longest);
      } finally {
        await site.stop();
      }
    });
  }

  it('shows the same head before and after it has started', async () => {
    const site = await start();
    try {
      const { page } = await site.openPage({ viewport: PHONE });
      const place = () => page.locator('h1').boundingBox();
      const drawn = await place();
      const tagline = await page.locator('.top p').first().innerText();
      await page.route('**/*.wasm', (route) => route.abort());
      await page.reload();
      assert.deepEqual(await place(), drawn);
      assert.equal(await page.locator('.top p').first().innerText(), tagline);
    } finally {
      await site.stop();
    }
  });
});
