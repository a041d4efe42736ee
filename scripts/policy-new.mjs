// Begins the policy file of an area: names and parents from the index, no rule yet.
//
// scripts/policy-new.mjs ADCODE

import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const adcode = process.argv[2] ?? '';
const path = `static/policies/${adcode}.json`;
const fail = (message) => {
  console.error(`▸ ${message}`);
  process.exit(1);
};

if (!/^\d{6}$/.test(adcode)) fail('AREA is a code of six digits, such as 511500; static/policies/index.json lists them');
if (existsSync(path)) fail(`${path} is there already: add a period to it`);
const { areas } = JSON.parse(readFileSync('static/policies/index.json', 'utf8'));
const area = areas.find((one) => one.adcode === adcode);
if (!area) fail(`${adcode} is no province or prefecture of the index`);

const today = new Date().toISOString().slice(0, 10);
const file = {
  $schema: '../../docs/policy.schema.json',
  format: 1,
  area: { adcode, name: { zh: area.name, en: area.name_en }, parents: area.parents },
  updated_on: today,
  sources: {},
  rules: {},
};
writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`);
console.log(`▸ ${path} for ${area.name}. Add sources and rules (docs/policy-guide.md), then: make policy-check policy-index`);
