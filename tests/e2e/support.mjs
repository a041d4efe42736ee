// What the browser tests share: the built page behind a server of its own, Chromium, and a record of
// everything the page says and asks for.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

import { serve } from '../../scripts/serve.mjs';

/** The built page. */
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** The long journeys too: `make test-all`. */
export const FULL = process.env.FULL === '1';

/** How many times slower than this machine the page runs, to find a test that does not wait. */
const SLOW = Number(process.env.SLOW ?? 1);

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What Chromium is started with. */
export const FLAGS = [
  '--no-sandbox', // a container's root has none to use
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  // Chromium's own errands, which would be refused on a closed network, many at a time.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The browser's own words, such as those of date fields, as the people of the journeys have them.
  '--lang=zh-CN',
];

/** Where Chromium lies. */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
}

/** Starts Chromium. */
export function openChromium() {
  const env = { ...process.env, LANGUAGE: 'zh_CN' };
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS, env });
}

/**
 * Serves `root` (the built page) under the path `base` and starts Chromium.
 * `openPage()` gives a page in a context of its own; `stop()` ends it all.
 */
export async function start({ root = DIST, base = '/', headers } = {}) {
  const server = await serve({ root, base, headers });
  let browser;
  try {
    browser = await openChromium();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    ...server,
    browser,
    openPage: (options) => openPage(browser, server, options),
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

/**
 * Opens `path` (relative to the page's address; may hold a query and a fragment; nothing where it is null)
 * and waits until the page has drawn itself, unless `drawn` is false. What is out of sight is drawn too, unless `whole` is
 * false. With the page come, growing as it lives:
 *   errors    console errors, uncaught exceptions, failed requests and answers of 400 and above
 *   requests  the address of every request
 *   foreign() those of them that went to another host
 */
async function openPage(
  browser, server, { viewport = PHONE, path = '', drawn = true, whole = true, ...context } = {},
) {
  const own = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // What it keeps would answer in place of the server; the tests of it ask for it.
    serviceWorkers: 'block',
    ...context,
  });
  // The page leaves out of the drawing what is out of sight; most tests look at all of it.
  if (whole) await own.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  const errors = [];
  const requests = [];
  own.on('request', (request) => requests.push(request.url()));
  own.on('requestfailed', (request) =>
    errors.push(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  own.on('response', (response) => {
    if (response.status() >= 400) errors.push(`answered ${response.status()}: ${response.url()}`);
  });
  own.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  own.on('weberror', (error) => errors.push(`uncaught: ${error.error().stack ?? error.error()}`));

  const page = await own.newPage();
  page.on('websocket', (socket) => requests.push(socket.url()));
  if (SLOW > 1) await (await own.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOW });
  if (path !== null) await page.goto(server.url + path);
  // Not what index.html shows until then, which the page replaces.
  if (drawn && path !== null) await page.locator('#app:not(:has(.shell)) > *').first().waitFor();
  const isOwn = (address) => {
    const { protocol, origin } = new URL(address);
    return origin === server.origin || protocol === 'data:' || address.startsWith(`blob:${server.origin}/`);
  };
  return { page, errors, requests, foreign: () => requests.filter((address) => !isOwn(address)) };
}

/**
 * Waits until what `read` gives is `expected`; fails with the difference where it is not within ten
 * seconds. For whatever Playwright has no waiting of its own for.
 */
export async function eventually(read, expected) {
  const end = Date.now() + 10_000;
  for (;;) {
    const is = await read();
    if (isDeepStrictEqual(is, expected)) return;
    if (Date.now() > end) assert.deepEqual(is, expected);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** What axe finds against WCAG 2.2 AA, contrast included, one line for each place. */
export async function axe(page) {
  const { violations, passes } = await new AxeBuilder({ page })
    // axe leaves this one out unless it is named.
    .options({ rules: { 'target-size': { enabled: true } } })
    .withTags(WCAG_22_AA)
    .analyze();
  if (passes.length === 0) throw new Error('axe checked nothing');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
}
