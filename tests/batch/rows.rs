//! From cells to figures, and what is said of cells that cannot be read.

use mingbai::batch::{
    BillColumn, Mapping, Meaning, PersonColumn, Reliability, Remark, Source, Table, guess,
};
use mingbai::engine::{Gap, InputField};

use super::{CASE_FIGURES, CASES, batch_of, batch_with, problems, reckoned, shown};

#[test]
fn rows_give_the_figures_of_the_cases() {
    let results = reckoned(CASES.as_bytes());
    assert_eq!(results.iter().map(shown).collect::<Vec<_>>(), CASE_FIGURES);
    let rows: Vec<_> = results
        .iter()
        .map(|result| (result.row, result.id.as_str(), result.name.as_str()))
        .collect();
    assert_eq!(rows, [(2, "001", "甲"), (3, "002", "乙"), (4, "003", "丙"), (5, "004", "丁")]);
    let last = results[3].figures.as_ref().unwrap();
    assert_eq!(last.as_of.to_string(), "2025-06-30");
    assert_eq!((last.reliability, &last.other), (Reliability::Complete, &None));
}

#[test]
fn chunks_come_to_the_same_as_all_at_once() {
    let all = reckoned(CASES.as_bytes());
    let mut batch = batch_of(Table::read(CASES.as_bytes()).unwrap());
    let mut chunks = Vec::new();
    let mut done = Vec::new();
    loop {
        let chunk = batch.next_chunk(3);
        done.push(batch.done());
        if chunk.is_empty() {
            break;
        }
        chunks.extend(chunk);
    }
    assert_eq!(chunks, all);
    assert_eq!(done, [3, 4, 4]);
}

/// A copy of the second case's row with one cell changed, below a sound row and above another.
fn with(column: &str, cell: &str) -> String {
    let lines: Vec<&str> = CASES.lines().collect();
    let headings: Vec<&str> = lines[0].split(',').collect();
    let index = headings.iter().position(|heading| *heading == column).unwrap();
    let mut cells: Vec<&str> = lines[2].split(',').collect();
    // The amount in quotation marks has a comma inside.
    let base = headings.iter().position(|heading| *heading == "缴费基数").unwrap();
    cells.remove(base + 1);
    cells[base] = "8000";
    cells[index] = cell;
    [lines[0], lines[1], &cells.join(","), lines[3]].join("\n")
}

#[test]
fn a_row_that_fails_says_where_and_why_and_stops_no_other() {
    for (column, cell, why) in [
        ("统筹区", "", "没有填"),
        ("统筹区", "蓉城", "没有叫这个名字的参保地"),
        ("统筹区", "河北省", "这里的规定还没有查到"),
        ("险种", "商业险", "不认得这个词"),
        ("参保状态", "不在职", "不认得这个词"),
        ("参保状态", "", "没有填"),
        ("起始月份", "", "没有填"),
        ("起始月份", "2025-13", "没有这一天或这个月"),
        ("结束月份", "2024-12", "太早了，最早是 2025-01-01"),
        ("截止日期", "2025-02-30", "没有这一天或这个月"),
        ("年初余额", "八百", "不是金额，请写成 1234.50"),
        ("年初余额", "0.001", "小数多于两位，最小到分"),
        ("缴费基数", "-1", "不能小于 0"),
        ("缴费基数", "100000000.01", "太大了，最多一亿元"),
        ("未缴月份", "13", "月份不在要算的时间里，或者不止一个月是它"),
        ("费用1日期", "", "没有填"),
        ("费用1日期", "2026-01-01", "太晚了，最晚是 2025-12-31"),
        ("费用1日期", "2024-12-31", "太早了，最早是 2025-01-01"),
        ("费用1类型", "理疗", "不认得这个词"),
        ("费用1医院等级", "四级", "不认得这个词"),
        ("费用1医院等级", "", "没有填"),
        ("费用1总额", "", "没有填"),
        ("费用1总额", "=2500+100", "不是金额，请写成 1234.50"),
        (
            "当年账户年初余额",
            "1",
            "年初余额的分法不对：分当年和历年账户的地方请填那两列，其他地方只填一列",
        ),
    ] {
        let file = with(column, cell);
        let at = if column == "当年账户年初余额" { "年初余额" } else { column };
        assert_eq!(problems(file.as_bytes()), [(3, format!("{at}：{why}"))], "{column} = {cell:?}");
        let results = reckoned(file.as_bytes());
        assert_eq!(
            [shown(&results[0]), shown(&results[2])],
            [CASE_FIGURES[0], CASE_FIGURES[2]],
            "{column}"
        );
    }
    // More own-paid than billed is of the whole bill.
    let told = problems(with("费用1自费", "2600.01").as_bytes());
    assert_eq!(told, [(3, "费用1总额：自费、超限价、先行自付加起来比总额还多".to_owned())]);
}

#[test]
fn every_cell_that_cannot_be_read_is_named() {
    let file = with("费用1日期", "某天").replace("510100", "蓉城");
    // Without the area there are no levels to read by.
    assert_eq!(problems(file.as_bytes()), [(3, "统筹区：没有叫这个名字的参保地".to_owned())]);
    let file = with("费用1日期", "某天").replace("三级,2600", "四级,很多");
    let told = problems(file.as_bytes()).remove(0).1;
    assert_eq!(told.matches("费用1").count(), 3, "{told}");
}

#[test]
fn an_empty_opening_balance_is_no_zero() {
    let results = reckoned(with("年初余额", "").as_bytes());
    let figures = results[1].figures.as_ref().unwrap();
    assert_eq!(figures.reliability, Reliability::Incomplete);
    assert!(
        matches!(figures.remark, Some(Remark::Gap(Gap::Input { field: InputField::Opening, .. }))),
        "{:?}",
        figures.remark
    );
}

/// With nothing outside: 2,600 − 200 = 2,400, half of it 1,200 from the fund, 1,400 the person's. With all of it
/// own-paid the fund pays nothing; the account pays nothing outside the range, so 12 × 160 stay in it.
#[test]
fn an_empty_own_paid_part_is_no_zero() {
    let results = reckoned(with("费用1自费", "").as_bytes());
    let figures = results[1].figures.as_ref().unwrap();
    assert_eq!(
        (figures.reliability, &figures.remark),
        (Reliability::Incomplete, &Some(Remark::PartsUnknown))
    );
    let amounts = |reading: mingbai::batch::Reading| {
        [reading.balance, reading.funds, reading.person].map(|yuan| yuan.to_string())
    };
    assert_eq!(amounts(figures.reading), ["1440.00", "1200.00", "1400.00"]);
    assert_eq!(amounts(figures.other.unwrap()), ["1920.00", "0.00", "2600.00"]);
}

/// Clerks fill what is not there with zeros.
#[test]
fn a_bill_of_zeros_without_a_day_is_none() {
    let file = CASES.replace("8000,,,,,,\n", "8000,,,,,0,0.00\n");
    assert!(file != CASES);
    assert_eq!(shown(&reckoned(file.as_bytes())[0]), CASE_FIGURES[0]);
}

/// 160 each in January and from May to December: the months of 510100-chengdu/months-not-paid, to the year's end.
#[test]
fn months_not_paid_bring_no_credit() {
    for cell in ["2-4", "2、3、4", "2025-02至2025-04", "\"2月,3月,4月\""] {
        let file = CASES.replace(
            "001,甲,成都市,职工,在职,,2025-01,2025-12,,0,,,8000,,",
            &format!("001,甲,成都市,职工,在职,,2025-01,2025-12,,0,,,8000,{cell},"),
        );
        // 9 × 160.
        assert_eq!(shown(&reckoned(file.as_bytes())[0])[0], "1440.00", "{cell}");
    }
}

#[test]
fn a_year_stands_for_its_months_and_what_all_share_needs_no_column() {
    let file = "工号,年度,年初余额,缴费基数\n7,2025,0,8000\n8,2025年,0,８０００\n";
    let table = Table::read(file.as_bytes()).unwrap();
    let mut mapping = Mapping::of_guesses(&guess(table.headings()));
    for (column, text) in [
        (PersonColumn::Area, "成都"),
        (PersonColumn::Insurance, "职工"),
        (PersonColumn::Status, "在职"),
    ] {
        mapping.set(Meaning::Person(column), Some(Source::Same(text.to_owned())));
    }
    let results = batch_with(table, mapping).next_chunk(9);
    assert_eq!(results.iter().map(shown).collect::<Vec<_>>(), [CASE_FIGURES[0]; 2]);
}

#[test]
fn a_mapping_may_be_given() {
    let file = CASES.replace("费用1总额", "x").replace("费用1自费", "总额");
    let table = Table::read(file.as_bytes()).unwrap();
    let mut mapping = Mapping::of_guesses(&guess(table.headings()));
    mapping.set(Meaning::Bill(1, BillColumn::Total), Some(Source::Column(17)));
    mapping.set(Meaning::Bill(1, BillColumn::OwnPaid), Some(Source::Column(18)));
    let results = batch_with(table, mapping).next_chunk(9);
    assert_eq!(results.iter().map(shown).collect::<Vec<_>>(), CASE_FIGURES);
}
