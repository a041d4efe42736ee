//! Tables of many people: what is read, what fails and why, what comes out. Figures are those of hand-worked cases in
//! `tests/cases/`, or worked out beside them here.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod files;
mod results;
mod rows;
mod session;
mod shell;
mod workbooks;

#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use mingbai::batch::{Batch, Mapping, Places, RowResult, Table, Tongue, Words, guess};
use mingbai::policy::PolicySet;
use support::{TODAY, date, policy, text};

/// The headings and the first rows of the cases: twelve credits, a level-3 bill, a bill below the deductible
/// (all 成都), the advance taken back (上海).
pub(crate) const CASES: &str = "\
编号,姓名,统筹区,险种,参保状态,参保起始年月,起始月份,结束月份,截止日期,年初余额,当年账户年初余额,历年账户年初余额,缴费基数,未缴月份,费用1日期,费用1类型,费用1医院等级,费用1总额,费用1自费
001,甲,成都市,职工,在职,,2025-01,2025-12,,0,,,8000,,,,,,
002,乙,510100,职工医保,在职,,2025-01,2025-12,2025-12-31,0,,,\"8,000.00\",,2025-03-15,门诊,三级,2600,100
003,丙,成都,职工,在职,,2025年1月,2025年12月,2025/2/28,0,,,8000,,2025/2/10,普通门诊,三甲,150.00,0
004,丁,上海市,职工,在职,2020-01,2024-07,2025-06,,,0,0,8000,10月至12月、1月到6月,20240815,门诊,三级医院,3000,0
";

/// Balance, funds' part, person's part, what of it the account paid; worked in the cases named.
pub(crate) const CASE_FIGURES: [[&str; 4]; 4] = [
    // 510100-chengdu/issue-twelve-credits
    ["1920.00", "0.00", "0.00", "0.00"],
    // 510100-chengdu/issue-level-3-bill
    ["1440.00", "1150.00", "1450.00", "480.00"],
    // 510100-chengdu/issue-below-deductible
    ["170.00", "0.00", "150.00", "150.00"],
    // 310000-shanghai/issue-advance-taken-back
    ["-1440.00", "406.00", "2594.00", "1920.00"],
];

pub(crate) fn places() -> Places {
    Places::parse(&text("static/policies/index.json")).unwrap()
}

/// A batch of a table with its columns as guessed.
pub(crate) fn batch_of(table: Table) -> Batch {
    let mapping = Mapping::of_guesses(&guess(table.headings()));
    batch_with(table, mapping)
}

pub(crate) fn batch_with(table: Table, mapping: Mapping) -> Batch {
    let places = places();
    let areas = Batch::areas(&table, &mapping, &places);
    let policies: BTreeMap<String, PolicySet> =
        areas.into_iter().map(|area| (area.clone(), policy(&area))).collect();
    Batch::new(table, mapping, places, policies, date(TODAY)).unwrap()
}

/// The results of a file.
pub(crate) fn reckoned(file: &[u8]) -> Vec<RowResult> {
    let mut batch = batch_of(Table::read(file).unwrap());
    batch.next_chunk(usize::MAX)
}

/// Balance, funds' part, person's part and the account's of it, as they are printed.
pub(crate) fn shown(result: &RowResult) -> [String; 4] {
    let figures = result.figures.as_ref().unwrap_or_else(|errors| panic!("{errors:?}"));
    let reading = figures.reading;
    [reading.balance, reading.funds, reading.person, figures.account_paid]
        .map(|yuan| yuan.to_string())
}

/// What is wrong with each row that fails: its number and the sentence.
pub(crate) fn problems(file: &[u8]) -> Vec<(u32, String)> {
    let mut batch = batch_of(Table::read(file).unwrap());
    let words = Words::of(Tongue::Zh);
    let results = batch.next_chunk(usize::MAX);
    let failed =
        results.iter().filter_map(|result| Some((result.row, result.figures.as_ref().err()?)));
    failed.map(|(row, errors)| (row, words.problems(&batch, errors))).collect()
}
