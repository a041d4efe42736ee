// The browser tests' own instruments: a page that does everything wrong must be told so, and the
// server must give what is asked for and nothing outside its folder.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { axe, start } from './support.mjs';

const BAD_PAGE = `<!doctype html>
<html>
  <head><meta charset="utf-8"><title>bad</title></head>
  <body>
    <div id="app">
      <p style="color: #bbb; background: #fff">faint</p>
      <button style="width: 9px; height: 9px; padding: 0">a</button><button style="width: 9px; height: 9px; padding: 0">b</button>
    </div>
    <img alt="" src="http://elsewhere.invalid/a.png">
    <script src="missing.js"></script>
    <script>console.error('said so'); throw new Error('thrown');</script>
  </body>
</html>`;

let folder;
let site;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingbai-'));
  const root = join(folder, 'root');
  mkdirSync(join(root, 'sub'), { recursive: true });
  writeFileSync(join(root, 'index.html'), BAD_PAGE);
  writeFileSync(join(root, 'sub', 'a.wasm'), 'wasm');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'root-too'));
  writeFileSync(join(folder, 'root-too', 'secret.txt'), 'secret');
  site = await start({ root });
});
after(async () => {
  await site?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the record of a page', () => {
  it('holds its errors, and its requests to other hosts', async () => {
    const { page, errors, foreign } = await site.openPage();
    await page.waitForLoadState('networkidle');
    const said = errors.join('\n');
    assert.match(said, /request failed: http:\/\/elsewhere\.invalid\/a\.png/);
    assert.match(said, /answered 404: .*missing\.js/);
    assert.match(said, /console: said so/);
    assert.match(said, /uncaught: .*thrown/);
    assert.deepEqual(foreign(), ['http://elsewhere.invalid/a.png']);
  });

  it('holds what axe finds, contrast and size of targets included', async () => {
    const { page } = await site.openPage();
    const found = (await axe(page)).join('\n');
    for (const rule of ['html-has-lang', 'color-contrast', 'target-size']) {
      assert.match(found, new RegExp(`^${rule}:`, 'm'));
    }
  });
});

describe('the server', () => {
  // Not fetch(), which takes `..` out of an address before it is sent.
  const ask = (path, method = 'GET', headers = {}) =>
    new Promise((done, fail) => {
      request(site.origin, { path, method, headers }, (response) => {
        let body = '';
        response.on('data', (part) => { body += part; });
        response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
      }).on('error', fail).end();
    });

  it('names the type of WebAssembly, and lets it be asked for again cheaply', async () => {
    const { status, headers, body } = await ask('/sub/a.wasm?x');
    assert.deepEqual([status, headers['content-type'], body], [200, 'application/wasm', 'wasm']);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal((await ask('/sub/a.wasm', 'GET', { 'If-None-Match': headers.etag })).status, 304);
  });

  it('gives nothing outside its folder', async () => {
    for (const path of ['/../secret.txt', '/sub/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/../root-too/secret.txt', '/%00', '/%zz']) {
      const { status, body } = await ask(path);
      assert.equal(status, 404, path);
      assert.doesNotMatch(body, /secret/, path);
    }
  });

  it('knows what is not there, and what it does not do', async () => {
    assert.equal((await ask('/none')).status, 404);
    assert.equal((await ask('/sub/')).status, 404);
    assert.equal((await ask('/', 'POST')).status, 405);
    const { status, headers } = await ask('//sub');
    assert.deepEqual([status, headers.location], [301, '/sub/']);
  });
});
