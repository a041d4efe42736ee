//! The situations that are measured: a month, and a full year, of somebody in 成都.

use mingbai::calendar::Date;
use mingbai::engine::Situation;
use mingbai::policy::{PolicyFile, PolicySet};
use serde_json::{Value, json};

const AREA: &str = include_str!("../../static/policies/510100.json");
const NATION: &str = include_str!("../../static/policies/000000.json");

/// The rules as the page has them once their files are read.
pub(crate) fn policy() -> PolicySet {
    let read = |text| PolicyFile::parse(text).expect("a sound file");
    PolicySet::new(read(AREA), vec![read(NATION)]).expect("a sound stack")
}

pub(crate) fn today() -> Date {
    Date::parse("2026-11-21").expect("a day")
}

/// A month: one credit and one bill.
pub(crate) fn month() -> String {
    situation("2025-01-31", &["2025-01-15"])
}

/// A year: twelve credits and thirty bills, past the deductible and the cap.
pub(crate) fn year() -> String {
    let days: Vec<String> = (0..30)
        .map(|bill| format!("2025-{:02}-{:02}", bill * 2 / 5 + 1, bill % 5 * 6 + 1))
        .collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    situation("2025-12-31", &days)
}

/// Two years: twenty-four credits and sixty bills.
pub(crate) fn two_years() -> String {
    let days: Vec<String> = (0..60)
        .map(|bill| {
            format!("{}-{:02}-{:02}", 2024 + bill / 30, bill % 30 * 2 / 5 + 1, bill % 5 * 6 + 1)
        })
        .collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let mut json: Value = serde_json::from_str(&situation("2025-12-31", &days)).expect("JSON");
    json["ledger"]["from"] = json!("2024-01");
    json["ledger"]["opening"] = json!({"balance": "30000.00"});
    json["contributions"][0]["from"] = json!("2024-01");
    // The bills differ, as those of life do.
    for (index, bill) in json["expenses"].as_array_mut().expect("bills").iter_mut().enumerate() {
        bill["total"] = json!(format!("{}.{:02}", 150 + index * 7, index * 37 % 100));
    }
    json.to_string()
}

/// Reads a situation as every caller does.
pub(crate) fn read(text: &str) -> Situation {
    Situation::parse(text).expect("a sound situation")
}

fn situation(last: &str, days: &[&str]) -> String {
    let levels = ["primary", "level2", "level3"];
    let bill = |(index, day): (usize, &&str)| -> Value {
        let level = levels.iter().cycle().nth(index);
        json!({"date": day, "kind": "outpatient", "level": level, "total": "312.45",
               "own_paid": "12.30", "first_own": "4.05"})
    };
    json!({
        "area": "510100", "insurance": "employee", "status": "in_service",
        "birth": "1985-04", "insured_since": "2012-07",
        "ledger": {"from": "2025-01", "as_of": last, "opening": {"balance": "1203.44"}},
        "contributions": [{"from": "2025-01", "to": &last[..7], "base": "8123.45"}],
        "expenses": days.iter().enumerate().map(bill).collect::<Value>(),
    })
    .to_string()
}
