// Writes docs/coverage.md: which rules are known for which area, how well, from when, and when they were
// last checked; what could not be expressed; which gaps are known to be gaps.
//
// scripts/coverage.mjs            write it
// scripts/coverage.mjs --check    fail if it is not what would be written

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const FOLDER = 'static/policies';
const PATH = 'docs/coverage.md';

/** Topics that are calculated with, and those that are shown. */
const COLUMNS = {
  'account credit': ['account_credit'],
  'account timing': ['account_timing'],
  'contribution base': ['contribution_base'],
  'outpatient deductible': ['outpatient_deductible'],
  'outpatient ratio': ['outpatient_ratio'],
  'outpatient cap': ['outpatient_cap'],
  'inpatient': ['inpatient_deductible', 'inpatient_ratio', 'inpatient_cap'],
  'serious illness': ['serious_illness'],
  'chronic diseases': ['chronic_outpatient'],
  'maternity': ['maternity'],
  'premiums': ['resident_premium', 'flexible_contribution', 'contribution_rate'],
  'treatment elsewhere': ['treatment_elsewhere'],
  'waiting': ['waiting'],
};
/** Whether a rule holds something to calculate with, beside statements. */
const isCalculated = ({ value }) => Object.keys(value).some((key) => key !== 'statements');
const STANDINGS = ['doubtful', 'single', 'corroborated', 'official'];

const files = readdirSync(FOLDER)
  .filter((name) => /^\d{6}\.json$/.test(name))
  .sort()
  .map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));

const standingOf = (file, rule) =>
  Math.min(...rule.sources.map((key) => STANDINGS.indexOf(file.sources[key].standing)));

/** The best standing of a cell's rules, the earliest known start, and how many rules there are. */
function cell(file, topics) {
  const rules = topics.flatMap((topic) => file.rules[topic] ?? []).filter(isCalculated);
  if (rules.length === 0) return '';
  const best = STANDINGS[Math.max(...rules.map((rule) => standingOf(file, rule)))];
  const starts = rules.map((rule) => rule.from).filter((from) => from !== 'unknown').sort();
  const since = starts.length > 0 ? `since ${starts[0].slice(0, 7)}` : 'start unknown';
  return `${best}, ${since} (${rules.length})`;
}

const rulesOf = (file) => Object.values(file.rules).flat();
const sourcesOf = (file) => Object.values(file.sources);
const count = (standing) =>
  files.flatMap(sourcesOf).filter((source) => source.standing === standing).length;
const gaps = files.flatMap((file) =>
  Object.entries(file.rules).flatMap(([topic, rules]) =>
    rules.filter((rule) => rule.gap_after).map((rule) => `${file.area.adcode}/${topic}/${rule.id} (after ${rule.to})`)));

const lines = [
  '# Coverage',
  '',
  'Made by `scripts/coverage.mjs` from the policy files; the gate checks that it is current.',
  '',
  `${files.length} files, ${files.flatMap(rulesOf).length} rules, ${files.flatMap(sourcesOf).length} pieces of evidence: `
    + [...STANDINGS].reverse().map((standing) => `${count(standing)} ${standing}`).join(', ') + '.',
  '',
  'A cell gives the best standing of its rules, the earliest known start, and how many there are. Beside these topics the',
  'files hold statements on account rules, incentives and more, and what the other rules cannot hold in their tables; those',
  'are kept for showing, not calculated with, and not counted here.',
  '',
  `| area | rules | ${Object.keys(COLUMNS).join(' | ')} | last checked |`,
  `|---|---|${Object.keys(COLUMNS).map(() => '---|').join('')}---|`,
  ...files.map((file) => {
    const checked = sourcesOf(file).map((source) => source.checked_on).sort().at(-1) ?? '';
    const cells = Object.values(COLUMNS).map((topics) => cell(file, topics));
    return `| ${file.area.name.zh} ${file.area.adcode} | ${rulesOf(file).length} | ${cells.join(' | ')} | ${checked} |`;
  }),
  '',
  '## Gaps',
  '',
  'Days between two rules for the same people for which no rule is known. A result for such a day is refused.',
  '',
  ...gaps.map((gap) => `- ${gap}`),
  '',
  '## Not expressed',
  '',
  'What was found, but is no rule here, and why.',
  '',
  ...files.filter((file) => file.unexpressed?.length > 0).flatMap((file) => [
    `### ${file.area.name.zh} ${file.area.adcode}`,
    '',
    ...file.unexpressed.map(({ topic, why }) => `- ${topic}: ${why.en.replaceAll('\n', ' ')}`),
    '',
  ]),
];
const text = `${lines.join('\n').trimEnd()}\n`;
if (process.argv.includes('--check')) {
  if (!existsSync(PATH) || readFileSync(PATH, 'utf8') !== text) {
    console.error(`${PATH} is not current: run make policy-index`);
    process.exit(1);
  }
} else {
  writeFileSync(PATH, text);
}
console.log(`▸ ${PATH}: ${files.length} files, ${gaps.length} gaps`);
