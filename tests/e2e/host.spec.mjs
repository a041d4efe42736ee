// The page behind nginx as docs/deploy.md has it, word for word: under its strict policy everything works,
// and only the entry that is made for it may be framed.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { LOADER, serveHosts, strict } from './hosts.mjs';
import { DIST, PHONE, eventually, start } from './support.mjs';

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

/** nginx with the text of docs/deploy.md, at a port and with a folder of this run. */
async function nginx() {
  const text = readFileSync('docs/deploy.md', 'utf8').split('```nginx\n')[1].split('```')[0];
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'mingbai-nginx-'));
  const server = text.replace('listen 8080;', `listen 127.0.0.1:${port};`).replace('$mingbai;', `${DIST};`);
  assert.ok(server.includes(`root ${DIST};`) && server.includes(`:${port};`));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
    mkdirSync(join(folder, name));
    return `${name}_temp_path ${folder}/${name};`;
  });
  const main = [
    'daemon off; worker_processes 1;', `pid ${folder}/pid; error_log stderr;`,
    // Whoever starts it as root, as in a container, may read the folder as root.
    ...(process.getuid() === 0 ? ['user root;'] : []),
    'events {}', 'http {', 'access_log off;', ...temporary, server, '}',
  ].join('\n');
  writeFileSync(join(folder, 'nginx.conf'), main);
  const path = `${process.env.PATH}:/usr/sbin`;
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], { env: { ...process.env, PATH: path } });
  let said = '';
  child.stderr.on('data', (chunk) => { said += chunk; });
  const origin = `http://127.0.0.1:${port}`;
  const answers = () => fetch(origin).then((response) => response.status, () => 0);
  await eventually(answers, 200).catch((error) => { throw new Error(`${error.message}\n${said}`); });
  return { origin, url: `${origin}/`, stop: () => { child.kill(); rmSync(folder, { recursive: true }); } };
}

let host;
let site;
before(async () => {
  execFileSync('test', ['-f', join(DIST, 'embed.html')]);
  host = await nginx();
  site = await start();
});
after(async () => {
  await site.stop();
  host.stop();
});

async function open(address) {
  const opened = await site.openPage({ viewport: PHONE, path: null, serviceWorkers: 'allow' });
  await opened.page.goto(address);
  return opened;
}

test('the page runs under the policy, service worker and all', async () => {
  const { page, errors } = await open(`${host.url}?area=510100`);
  await page.getByRole('button', { name: '看一个例子' }).click();
  await page.locator('#balance').filter({ hasText: '¥' }).waitFor();
  for (const view of ['reimburse', 'causes', 'rules', 'questions', 'embed']) {
    await page.evaluate((fragment) => { location.hash = fragment; }, view);
    await page.waitForTimeout(300);
  }
  await page.locator('.embed-frame').waitFor();
  const registered = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await eventually(registered, 1);
  assert.deepEqual(errors, []);
});

test('others may frame embed.html, and nothing else', async () => {
  const hosts = await serveHosts(host.url, { 'Content-Security-Policy': strict(host.origin) });
  try {
    const framed = await open(`${hosts.url}government.html`);
    await framed.page.locator('[data-mingbai]').waitFor({ state: 'hidden' });
    const content = await (await framed.page.locator('iframe').elementHandle()).contentFrame();
    await content.getByText('个人账户余额').first().waitFor();
    assert.deepEqual(framed.errors, []);
    const open_to_all = await serveHosts(host.url);
    for (const path of ['', 'index.html', 'plain.html', '#causes']) {
      open_to_all.write('frames.html', `<!doctype html><link rel="icon" href="icon.svg"><iframe src="${host.url}${path}"></iframe>`);
      const refused = await open(`${open_to_all.url}frames.html`);
      await eventually(() => refused.errors.some((error) => /frame-ancestors/.test(error)), true);
    }
    await open_to_all.stop();
  } finally {
    await hosts.stop();
  }
});

test('what never changes is kept for ever, what may is asked for anew, and only the loader is for all', async () => {
  const headers = async (path) => (await fetch(host.url + path)).headers;
  const hashed = readdirSync(DIST).filter((name) => /^(mingbai|styles)-/.test(name));
  assert.equal(hashed.length, 3, `${hashed}`);
  for (const name of [...hashed, LOADER]) {
    assert.match((await headers(name)).get('cache-control'), /immutable/, name);
  }
  for (const name of ['', 'sw.js', 'policies/510100.json', 'embed.html', 'boot.js']) {
    const got = await headers(name);
    assert.equal(got.get('cache-control'), 'no-cache', name);
    assert.equal(got.get('access-control-allow-origin'), null, name);
  }
  assert.equal((await headers(LOADER)).get('access-control-allow-origin'), '*');
  const wasm = await headers(hashed.find((name) => name.endsWith('.wasm')));
  assert.deepEqual([wasm.get('content-type'), wasm.get('x-content-type-options')], ['application/wasm', 'nosniff']);
});
