// The built page opens: drawn, silent, accessible, and with no request to another host.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { axe, DESKTOP, PHONE, start } from './support.mjs';

// The page must work wherever a host puts it.
for (const base of ['/', '/some/path/']) {
  describe(`the page under ${base}`, () => {
    let site;
    before(async () => { site = await start({ base }); });
    after(() => site?.stop());

    for (const viewport of [PHONE, DESKTOP]) {
      it(`opens at ${viewport.width}×${viewport.height}`, async () => {
        const { page, errors, requests, foreign } = await site.openPage({ viewport, whole: false });
        assert.equal(await page.title(), '医保明白账');
        assert.ok(requests.some((address) => address.endsWith('.wasm')), 'WebAssembly was asked for');
        await page.waitForLoadState('networkidle');
        assert.deepEqual(errors, []);
        assert.deepEqual(foreign(), []);
        assert.deepEqual(await axe(page), []);
      });
    }
  });
}

describe('the page without scripts', () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site?.stop());

  it('says what is missing, and whom to call', async () => {
    const { page } = await site.openPage({ javaScriptEnabled: false, drawn: false });
    const text = await page.locator('body').innerText();
    assert.match(text, /JavaScript/);
    assert.match(text, /12393/);
  });
});
