// Writes a table of made-up people as CSV, each with twelve months and five bills: for measuring.
//
// node scripts/batch-rows.mjs ROWS > FILE   the same rows every time

const HEADINGS = ['编号', '姓名', '参保地', '险种', '参保状态', '出生年月', '参保起始年月', '起始月份', '结束月份', '年初余额', '缴费基数'];
const BILL = ['日期', '类型', '医院等级', '总额', '自费', '超限价', '先行自付'];
const BILLS = 5;
/** One account each, credited month by month, with outpatient rules for employees. */
const AREAS = ['成都市', '武汉市', '广州市', '西安市', '长沙市', '济南市', '合肥市', '福州市', '南京市', '杭州市'];
const PLACES = [['门诊', '三级'], ['门诊', '二级'], ['药店', ''], ['门诊', '一级'], ['住院', '三级']];

/** Numbers below `limit`, the same sequence every time. */
let state = 20261122;
const below = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};
const yuan = (most) => `${below(most)}.${String(below(100)).padStart(2, '0')}`;
const two = (number) => String(number).padStart(2, '0');

/** The table, line by line. */
export function* lines(rows) {
  const bills = [...Array(BILLS).keys()].flatMap((bill) => BILL.map((part) => `费用${bill + 1}${part}`));
  yield [...HEADINGS, ...bills].join(',');
  for (let row = 1; row <= rows; row++) {
    const person = [String(row).padStart(6, '0'), `某${row}`, AREAS[row % AREAS.length], '职工', '在职',
      `${1970 + below(30)}-${two(1 + below(12))}`, '2012-07', '2025-01', '2025-12', yuan(3000), yuan(9000)];
    const cells = PLACES.flatMap(([kind, level], bill) => [
      `2025-${two(2 * bill + 1 + below(2))}-${two(1 + below(28))}`, kind, level,
      `${100 + below(kind === '住院' ? 20000 : 900)}.${two(below(100))}`, yuan(50), '0', yuan(20)]);
    yield [...person, ...cells].join(',');
  }
}

if (process.argv[1]?.endsWith('batch-rows.mjs')) {
  const parts = [];
  for (const line of lines(Number(process.argv[2] ?? 100_000))) parts.push(line);
  process.stdout.write(`${parts.join('\n')}\n`);
}
