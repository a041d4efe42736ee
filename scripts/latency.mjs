// How long a key takes until the result it changes is painted: Chromium slowed down four times, as a
// simple phone is, with 12 credits and 30 bills. Prints the median and its spread; decides nothing.
//
// scripts/latency.mjs [KEYS]   60 by default

import { PHONE, start } from '../tests/e2e/support.mjs';

const SLOWDOWN = 4;
const KEYS = Number(process.argv[2] ?? 60);

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

const site = await start();
try {
  for (const view of ['balance', 'reimburse', 'causes']) {
    const { page } = await site.openPage({ viewport: PHONE });
    await page.evaluate((text) => localStorage.setItem('mingbai.entries', text), JSON.stringify(entries));
    await page.goto('about:blank');
    await page.goto(`${site.url}#${view}`);
    await page.locator(view === 'causes' ? '.answer' : '#balance').waitFor();
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
    await page.evaluate(() => {
      window.took = [];
      addEventListener('keydown', (event) => {
        const began = event.timeStamp;
        // The frame after the one in which the key's changes are drawn begins when that is painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.took.push(performance.now() - began);
          port2.postMessage(null);
        });
      }, { capture: true });
    });
    // Of so many bills each is a line until it is opened.
    await page.getByRole('button', { name: '改：第 1 笔：门诊' }).click();
    const field = page.getByRole('group', { name: /^第 1 笔/ }).getByLabel('总费用（元）');
    await field.focus();
    for (let key = 0; key < KEYS; key += 1) {
      await page.keyboard.press(key % 6 === 5 ? 'Backspace' : String((key % 9) + 1));
      if (key % 6 === 4) await field.fill('1');
      await page.waitForTimeout(60);
    }
    const took = (await page.evaluate(() => window.took)).sort((a, b) => a - b);
    const at = (share) => took[Math.floor(share * (took.length - 1))].toFixed(0);
    console.log(`${view.padEnd(10)} median ${at(0.5)} ms, a tenth under ${at(0.1)} ms, a tenth over ${at(0.9)} ms (${took.length} keys, CPU ${SLOWDOWN}× slower)`);
    await page.context().close();
  }
} finally {
  await site.stop();
}
