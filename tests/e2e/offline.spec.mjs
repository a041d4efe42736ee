// The page without a connection, and how it changes to a new version. Each test has a browser context of
// its own, so nothing is kept from one to the next.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { precache } from '../../scripts/precache.mjs';
import { serve } from '../../scripts/serve.mjs';
import { axe, DIST, openChromium, start } from './support.mjs';

const KEPT = '没有网络也能打开';
const CUT = '现在没有网络';
const NEW = '有新版本';

/** Picks an area by its name. */
async function pick(page, name) {
  const field = page.getByRole('combobox', { name: '我的医保在' });
  await field.fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).first().click();
}

/** Opens the page with service workers, and waits until it is kept. */
async function openKept(site, options = {}) {
  const opened = await site.openPage({ serviceWorkers: 'allow', ...options });
  await opened.page.getByText(KEPT).waitFor();
  await opened.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return opened;
}

/** A copy of the built page that a test may change. */
function copyOfDist() {
  const root = mkdtempSync(join(tmpdir(), 'mingbai-'));
  // Without the pages of areas, which the page itself never asks for.
  cpSync(DIST, root, { recursive: true, filter: (path) => !path.endsWith('/areas') });
  return root;
}

const described = () => document.querySelector('meta[name="description"]').content;

/** Another version of the page: its description says so. */
function release(root, name) {
  const shell = join(root, 'index.html');
  writeFileSync(shell, readFileSync(shell, 'utf8').replace(/(<meta name="description" content=)"[^"]*"/, `$1"${name}"`));
  precache(root);
}

const updated = (page) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  // A version that cannot be had whole is refused.
  await registration.update().catch(() => {});
});

describe('without a connection', () => {
  let site;
  before(async () => { site = await start({ base: '/some/path/' }); });
  after(() => site?.stop());

  it('opens again, says so, and reckons for an area looked at before', async () => {
    const { page, foreign } = await openKept(site);
    await pick(page, '成都');
    await page.locator('#balance').waitFor();
    const balance = await page.locator('#balance').innerText();
    await page.getByText('数据日期').waitFor();

    await page.context().setOffline(true);
    await page.getByText(CUT).waitFor();
    await page.reload();
    await page.locator('#app > footer').waitFor();
    await page.getByText(CUT).waitFor();
    await pick(page, '成都');
    await page.locator('#balance').waitFor();
    assert.equal(await page.locator('#balance').innerText(), balance);
    await page.getByText('数据日期').waitFor();
    // What is fetched when its view is opened belongs to the version, too.
    await page.getByRole('link', { name: '常见问题' }).click();
    await page.locator('.faq > details').first().waitFor();
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(foreign(), []);
  });

  it('keeps an area that was fetched before the service worker was there', async () => {
    const context = { serviceWorkers: 'allow' };
    const { page } = await site.openPage({ ...context, drawn: false });
    // As fast as the page allows: the worker may or may not have taken over.
    await pick(page, '成都');
    await page.locator('#balance').waitFor();
    await page.getByText(KEPT).waitFor();
    await page.waitForFunction(async () => {
      const names = await caches.keys();
      const caught = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return caught.flat().some(({ url }) => url.endsWith('policies/510100.json'));
    });
  });

  it('tells which area was never loaded, and fetches it once there is a connection', async () => {
    const { page } = await openKept(site);
    await page.context().setOffline(true);
    await pick(page, '武汉');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(await alert.innerText(), /武汉市/);
    assert.match(await alert.innerText(), /连上网取一次/);
    await page.context().setOffline(false);
    await page.getByRole('button', { name: '再试一次' }).click();
    await page.locator('#balance').waitFor();
  });
});

describe('a new version', () => {
  let browser, root, server, context, page;
  before(async () => { browser = await openChromium(); });
  after(() => browser?.close());
  beforeEach(async () => {
    root = copyOfDist();
    release(root, '甲');
    server = await serve({ root });
    context = await browser.newContext({ locale: 'zh-CN' });
    page = await context.newPage();
    await page.goto(server.url);
    await page.getByText(KEPT).waitFor();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
    rmSync(root, { recursive: true });
  });

  const fileNames = () => page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes('versions'));
    return (await (await caches.open(names[0])).keys()).map(({ url }) => url);
  });

  it('is offered, taken by the button in every window, and the old one is forgotten', async () => {
    const second = await context.newPage();
    await second.goto(server.url);
    await second.locator('#app > footer').waitFor();
    const before = await fileNames();

    release(root, '乙');
    await page.reload();
    const notice = page.getByRole('status').filter({ hasText: NEW });
    await notice.waitFor();
    // Until the person says so, everything is of the old version.
    assert.equal(await page.evaluate(described), '甲');
    await page.reload();
    assert.equal(await page.evaluate(described), '甲');

    await notice.waitFor();
    await page.getByRole('button', { name: '换成新版本' }).press('Enter');
    await page.waitForFunction(() => document.querySelector('meta[name="description"]').content === '乙');
    await second.waitForFunction(() => document.querySelector('meta[name="description"]').content === '乙');
    await page.locator('#app > footer').waitFor();
    assert.equal(await page.getByText(NEW).count(), 0);
    const now = await fileNames();
    assert.equal(now.length, before.length, 'as many files as before');
    assert.equal(now.filter((file) => !before.includes(file)).length, 1, 'only the changed one is new');
  });

  it('that cannot be had whole is not taken', async () => {
    // The list is of the new version, a file beside it is not: a host in the middle of a change.
    const causes = join(root, 'causes.json');
    const old = readFileSync(causes, 'utf8');
    writeFileSync(causes, `${old}\n`);
    release(root, '乙');
    writeFileSync(causes, old);
    await page.reload();
    await updated(page);
    await page.waitForFunction(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.installing === null;
    });
    const waits = page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);
    assert.equal(await waits, false);
    assert.equal(await page.getByText(NEW).count(), 0);
    await server.stop();
    await page.reload();
    await page.locator('#app > footer').waitFor();
    assert.equal(await page.evaluate(described), '甲');
    await page.getByRole('link', { name: '常见问题' }).click();
    await page.locator('.faq > details').first().waitFor();
  });

  it('of a policy file comes without being asked for', async () => {
    await pick(page, '成都');
    await page.getByText('数据日期：2026年11月').waitFor();
    const file = join(root, 'policies/510100.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"checked_on": "2026-11-21"', '"checked_on": "2026-12-24"'));
    await page.reload();
    await pick(page, '成都');
    await page.getByText('数据日期：2026年12月24日').waitFor();
    // And is what is kept from then on.
    await server.stop();
    await page.reload();
    await pick(page, '成都');
    await page.getByText('数据日期：2026年12月24日').waitFor();
  });
});

describe('where it is opened', () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site?.stop());

  it('keeps nothing inside another page', async () => {
    const { page } = await site.openPage({ serviceWorkers: 'allow', path: 'robots.txt', drawn: false });
    await page.setContent('<!doctype html><title>host</title>');
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = new URL('./', location.href).href;
      document.body.append(frame);
    });
    await page.frameLocator('iframe').locator('#app > footer').waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    assert.deepEqual(await page.evaluate(() => caches.keys()), []);
  });

  it('can be installed', async () => {
    const { page } = await openKept(site);
    const client = await page.context().newCDPSession(page);
    const { installabilityErrors } = await client.send('Page.getInstallabilityErrors');
    const { url, errors, data } = await client.send('Page.getAppManifest');
    assert.ok(url.endsWith('manifest.webmanifest'));
    assert.deepEqual(errors, []);
    assert.equal(JSON.parse(data).lang, 'zh-CN');
    // A window of its own context is private, where nothing can be installed; nothing else may be wrong.
    assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
  });
});
