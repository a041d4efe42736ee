// Takes pictures of the built page, phone and desktop, into test-results/shots/: the page as it opens,
// and as it answers the people of the journeys.
//
// scripts/shots.mjs [SCENE…]   those scenes, whole pages
// scripts/shots.mjs --docs     the pictures of the documentation, as a person sees them, into docs/images/

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { addBill, inChengdu, inShanghai, pickArea, retiredInChangchun } from '../tests/e2e/people.mjs';
import { DESKTOP, PHONE, start } from '../tests/e2e/support.mjs';

const FOLDER = 'test-results/shots';

const SCENES = {
  empty: async () => {},
  chengdu: async (page) => {
    await inChengdu(page);
    await addBill(page, 1, {
      date: '2025-03-15', level: '三级医院', total: '2600', ownPaid: '100',
    });
    await addBill(page, 2, { date: '2025-04-02', level: '三级医院', total: '4000' });
    await page.locator('.slip > summary').first().click();
    await page.locator('.slip .working > summary').nth(3).click();
    await page.locator('.ledger .working > summary').first().click();
  },
  shanghai: async (page) => {
    await inShanghai(page);
    await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
  },
  changchun: async (page) => {
    await retiredInChangchun(page);
    await addBill(page, 1, { date: '2025-03-15', level: '二级医院', total: '800' });
  },
  places: async (page) => {
    await page.getByRole('combobox', { name: '我的医保在' }).click();
    await page.getByRole('option').first().waitFor();
  },
  county: async (page) => {
    await page.getByRole('combobox', { name: '我的医保在' }).pressSequentially('shuangliu');
    await page.getByRole('option', { name: '双流区' }).waitFor();
    await page.keyboard.press('ArrowDown');
  },
  province: async (page) => {
    await pickArea(page, '河北省');
    await page.locator('#balance').waitFor();
  },
  policy: async (page) => {
    await inShanghai(page);
    await page.getByRole('link', { name: '查规定' }).click();
  },
};

// 查原因 and 常见问题, as people meet them.
Object.assign(SCENES, {
  'causes-advance': async (page) => {
    await inShanghai(page);
    await addBill(page, 1, { date: '2024-08-15', level: '三级医院', total: '3000' });
    await page.getByRole('link', { name: '查原因' }).click();
    await page.getByRole('heading', { name: '为什么是这个数' }).waitFor();
  },
  faq: async (page) => {
    await page.getByRole('link', { name: '常见问题' }).click();
    await page.locator('.faq > details').first().waitFor();
    await page.locator('.faq > details > summary').nth(2).click();
  },
  'faq-case': async (page) => {
    await page.getByRole('link', { name: '常见问题' }).click();
    await page.locator('.faq > details').first().waitFor();
    await page.locator('.faq > details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await page.getByRole('button', { name: '用一个例子算给您看' }).first().click();
    await page.locator('#balance').waitFor();
  },
  'causes-missing': async (page) => {
    await inChengdu(page);
    await page.getByRole('link', { name: '查原因' }).click();
    await page.getByLabel('显示的余额').fill('0');
    await page.getByLabel('哪天看到的').fill('2025-06-30');
    await page.getByRole('heading', { name: '和显示的余额对一对' }).waitFor();
  },
});

// The other looks of the page, and its states without a result.
Object.assign(SCENES, {
  range: async (page) => {
    await page.getByRole('link', { name: /^算报销/ }).click();
    await pickArea(page, '成都市');
    await page.getByRole('button', { name: '加一笔门诊' }).click();
    const row = page.getByRole('group', { name: '第 1 笔：门诊' });
    await row.getByLabel('医院级别').selectOption({ label: '三级医院' });
    await row.getByLabel('总费用（元）').fill('2500');
    await page.locator('#funds').waitFor();
  },
  'what-if': async (page) => {
    await SCENES.chengdu(page);
    await page.getByRole('heading', { name: '如果……会怎样' }).click();
    await page.getByRole('slider', { name: /^如果停缴/ }).fill('6');
    await page.locator('.supposed').waitFor();
  },
  compare: async (page) => {
    await SCENES.chengdu(page);
    await page.locator('.more-of > summary').nth(0).click();
    await page.locator('.more-of > summary').nth(1).click();
  },
  large: async (page) => {
    await SCENES.chengdu(page);
    await page.getByRole('button', { name: '大字版' }).click();
  },
  dark: async (page) => {
    await SCENES.shanghai(page);
    await page.emulateMedia({ colorScheme: 'dark' });
  },
  english: async (page) => {
    await SCENES.chengdu(page);
    await page.getByRole('button', { name: 'English' }).click();
  },
  unreachable: async (page) => {
    await page.route('**/policies/510100.json', (route) => route.abort());
    await pickArea(page, '成都市');
    await page.getByRole('button', { name: '再试一次' }).waitFor();
  },
  refused: async (page) => {
    await inChengdu(page);
    await page.getByLabel('从哪个月算起').fill('2022-01');
    await addBill(page, 1, { date: '2022-06-01', level: '三级医院', total: '500' });
  },
});

/** What the documentation shows: scene, size, and what is scrolled into view. */
const PICTURES = [
  { file: 'desktop-shanghai', scene: 'shanghai', viewport: DESKTOP, show: '.top' },
  { file: 'phone-shanghai', scene: 'shanghai', viewport: PHONE, show: '.results' },
  { file: 'phone-causes', scene: 'causes-advance', viewport: PHONE, show: '.answer' },
  { file: 'phone-chengdu', scene: 'chengdu', viewport: PHONE, show: '.bill' },
  { file: 'phone-first', scene: 'empty', viewport: PHONE, show: '.top' },
  { file: 'phone-range', scene: 'range', viewport: PHONE, show: '.results' },
  { file: 'phone-what-if', scene: 'what-if', viewport: PHONE, show: '.what-if' },
  { file: 'phone-compare', scene: 'compare', viewport: PHONE, show: '.more-of' },
  { file: 'phone-large', scene: 'large', viewport: PHONE, show: '.results' },
  { file: 'phone-unreachable', scene: 'unreachable', viewport: PHONE, show: '.results' },
  { file: 'phone-refused', scene: 'refused', viewport: PHONE, show: '.bill' },
  { file: 'desktop-dark', scene: 'dark', viewport: DESKTOP, show: '.top' },
  { file: 'desktop-english', scene: 'english', viewport: DESKTOP, show: '.top' },
];

async function pictures(site) {
  const folder = 'docs/images';
  mkdirSync(folder, { recursive: true });
  for (const { file, scene, viewport, show } of PICTURES) {
    const { page } = await site.openPage({ viewport });
    await SCENES[scene](page);
    await page.locator(show).first().evaluate((element) => element.scrollIntoView());
    const path = join(folder, `${file}.png`);
    await page.screenshot({ path });
    console.log(`▸ ${path}`);
  }
}

async function shots(site, scenes) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, scene] of scenes) {
    for (const [device, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
      const { page, errors } = await site.openPage({ viewport });
      await scene(page);
      const path = join(FOLDER, `${name}-${device}.png`);
      await page.screenshot({ path, fullPage: true });
      console.log(`▸ ${path}`, ...errors);
    }
  }
}

const wanted = process.argv.slice(2);
const site = await start();
try {
  if (wanted.includes('--docs')) await pictures(site);
  else {
    const isWanted = ([name]) => wanted.length === 0 || wanted.includes(name);
    await shots(site, Object.entries(SCENES).filter(isWanted));
  }
} finally {
  await site.stop();
}
