// The people of the journeys, typing as people do: by the labels they read, key by key.

/** Types `text` into the field called `label` within `scope`, replacing what is there. */
export async function type(scope, label, text) {
  const field = scope.getByLabel(label, { exact: true });
  await field.fill('');
  await field.pressSequentially(text);
}

/** Presses Tab, or Shift+Tab, until what `locator` finds has the focus. */
export async function tabTo(page, locator, key = 'Tab') {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${locator}`);
}

/** Months and days have no text to type in Chromium, only parts; their value is set whole. */
export async function set(scope, label, value) {
  await scope.getByLabel(label, { exact: true }).fill(value);
}

/** Types into the area field, and clicks the choice that `shown` names. */
export async function pickArea(page, typed, shown = typed) {
  const field = page.getByRole('combobox', { name: '我的医保在' });
  await field.click();
  await field.pressSequentially(typed);
  await page.getByRole('option', { name: shown }).first().click();
}

export async function pick(page, area, status = '在职') {
  await pickArea(page, area);
  await page.getByRole('radio', { name: status }).check();
  await page.getByLabel('从哪个月算起').waitFor();
}

export async function stretch(page, from, asOf) {
  await set(page, '从哪个月算起', from);
  await set(page, '算到哪一天', asOf);
}

async function contributions(page, base, from, to) {
  const row = page.getByRole('group', { name: '缴费第 1 段' });
  await type(row, '缴费基数（元/月）', base);
  await set(row, '从', from);
  await set(row, '到', to);
}

/** Adds a bill and fills it in; gives its group of fields. */
export async function addBill(page, number, { kind = '门诊', date, level, total, ownPaid }) {
  await page.getByRole('button', { name: `加一笔${kind}` }).click();
  const row = page.getByRole('group', { name: `第 ${number} 笔：${kind}` });
  await set(row, '日期', date);
  if (level) {
    await row.getByLabel(kind === '门诊' ? '医院级别' : '开处方的医院级别').selectOption({ label: level });
  }
  await type(row, '总费用（元）', total);
  // Where nothing is said of it, the figures would be ranges.
  await type(row, '其中全自费（元）', ownPaid ?? '0');
  return row;
}

/** 成都, in service, base 8,000 in 2025, nothing in the account before. */
export async function inChengdu(page) {
  await pick(page, '成都市');
  await stretch(page, '2025-01', '2025-12-31');
  await type(page, '月初原有余额（元）', '0');
  await contributions(page, '8000', '2025-01', '2025-12');
}

/** 上海, in service, base 8,000, insured for years, contributions until September 2024. */
export async function inShanghai(page) {
  await pick(page, '上海市');
  await set(page, '从哪个月起在这里参保', '2018-03');
  await stretch(page, '2024-07', '2025-07-31');
  await type(page, '当年账户原有（元）', '0');
  await type(page, '历年账户原有（元）', '0');
  await contributions(page, '8000', '2024-07', '2024-09');
}

/** 长春, retired. */
export async function retiredInChangchun(page) {
  await pick(page, '长春市', '退休');
  await stretch(page, '2025-01', '2025-12-31');
  await type(page, '月初原有余额（元）', '0');
}
