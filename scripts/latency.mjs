// How long a key takes until the figure it changes is painted, and until all of the page has followed:
// Chromium slowed down four times, as a simple phone is, with 12 credits and 30 bills. Beside it the same
// of a page with nothing but a field and its echo, which is what the browser itself takes. Prints medians
// and their spread; decides nothing.
//
// scripts/latency.mjs [KEYS]   60 by default

import { PHONE, start } from '../tests/e2e/support.mjs';

const SLOWDOWN = 4;
const KEYS = Number(process.argv[2] ?? 60);
/** A quick hand's time from key to key. */
const BETWEEN_MS = 150;

const day = (index) => `2025-${String((index % 12) + 1).padStart(2, '0')}-${String((index % 27) + 1).padStart(2, '0')}`;
const bills = Array.from({ length: 30 }, (_, index) => ({
  k: index % 3 === 2 ? 'pharmacy' : 'outpatient',
  t: { d: day(index), v: index % 2 ? 'level3' : 'level2', a: String(100 + 37 * index), o: String(index) },
}));
const entries = {
  v: 1,
  on: '2026-01-05',
  form: {
    a: '510100', k: 'employee', s: 'in_service',
    t: { from: '2025-01', as_of: '2025-12-31', opening: '500' },
    c: [{ t: { f: '2025-01', t: '2025-12', b: '8000' } }],
    e: bills,
  },
};

/** Watches every key from then on. */
const watch = (page) => page.evaluate(() => {
  window.painted = [];
  window.followed = [];
  let began = 0;
  new MutationObserver(() => {
    if (began) window.followed[window.followed.length - 1] = performance.now() - began;
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener('keydown', (event) => {
    began = event.timeStamp;
    window.followed.push(0);
    // The frame after the one in which the key's changes are drawn begins when that is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.painted.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  }, { capture: true });
});

/** Amounts of up to five digits, as they are typed and deleted by a quick hand. */
async function typeInto(page, field) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  await field.focus();
  await watch(page);
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press(key % 10 < 5 ? String((key % 9) + 1) : 'Backspace');
    await page.waitForTimeout(BETWEEN_MS);
  }
  return page.evaluate(() => ({ painted: window.painted, followed: window.followed }));
}

const said = (took) => {
  const sorted = took.slice().sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(0);
  return `median ${at(0.5)} ms (a tenth under ${at(0.1)}, a tenth over ${at(0.9)})`;
};

const site = await start();
try {
  const bare = await site.openPage({ viewport: PHONE, whole: false });
  await bare.page.evaluate(() => {
    document.body.innerHTML = '<input aria-label="echo"><p></p>';
    document.querySelector('input').oninput = ({ target }) => { target.nextSibling.textContent = target.value; };
  });
  const echo = await typeInto(bare.page, bare.page.getByLabel('echo'));
  console.log(`${'echo'.padEnd(10)} painted ${said(echo.painted)}`);
  await bare.page.context().close();

  for (const view of ['balance', 'reimburse', 'causes']) {
    const { page } = await site.openPage({ viewport: PHONE, whole: false });
    await page.evaluate((text) => localStorage.setItem('mingbai.entries', text), JSON.stringify(entries));
    await page.goto('about:blank');
    await page.goto(`${site.url}#${view}`);
    await page.locator(view === 'causes' ? '.answer' : '#balance').waitFor();
    // Of so many bills each is a line until it is opened.
    await page.getByRole('button', { name: '改：第 1 笔：门诊' }).click();
    const field = page.getByRole('group', { name: /^第 1 笔/ }).getByLabel('总费用（元）');
    await field.fill('');
    const { painted, followed } = await typeInto(page, field);
    console.log(`${view.padEnd(10)} painted ${said(painted)}; all of the page ${said(followed)}`);
    await page.context().close();
  }
} finally {
  await site.stop();
}
