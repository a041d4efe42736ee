//! What both targets share: the policy files, and what must hold of any answer.
//!
//! The answer is looked at in its JSON form, as everybody outside the engine sees it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use mingbai::api::answer;
use mingbai::calendar::Date;
use mingbai::engine::Situation;
use mingbai::policy::{PolicyFile, PolicySet};
use serde_json::Value;

/// Every area with rules, on top of its parents.
pub static POLICIES: LazyLock<BTreeMap<String, PolicySet>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static/policies");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        if stem.bytes().all(|byte| byte.is_ascii_digit()) {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(stem, PolicyFile::parse(&text).unwrap());
        }
    }
    let stack = |file: &PolicyFile| {
        let parents = file.area.parents.iter().map(|code| files[code].clone()).collect();
        PolicySet::new(file.clone(), parents).unwrap()
    };
    files.iter().map(|(code, file)| (code.clone(), stack(file))).collect()
});

/// The area at `index`, counted round and round.
#[must_use]
pub fn area(index: usize) -> (&'static str, &'static PolicySet) {
    let (code, policy) = POLICIES.iter().nth(index % POLICIES.len()).unwrap();
    (code, policy)
}

/// Reckons a situation and checks the answer. An error is an answer, too.
pub fn reckon(policy: &PolicySet, situation: &Situation) {
    let today = Date::parse("2026-11-21").unwrap();
    let Ok(answer) = answer(policy, situation, today) else { return };
    let answer = serde_json::to_value(answer).unwrap();
    ledger_adds_up(&answer["account"]);
    let expenses = answer["expenses"].as_array().unwrap();
    assert_eq!(expenses.len(), situation.expenses.len());
    for expense in expenses {
        let settlement = &expense["settlement"];
        assert_eq!(settlement.is_null(), expense["outcome"]["status"] == "refused");
        if !settlement.is_null() {
            parts_add_up(settlement);
        }
    }
}

/// An amount in fen. Sums may be larger than any amount that a person may enter, so this does not
/// go through the engine's type.
fn amount(value: &Value) -> i128 {
    let (yuan, fen) = value.as_str().unwrap().split_once('.').unwrap();
    assert_eq!(fen.len(), 2, "{value}");
    format!("{yuan}{fen}").parse().unwrap()
}

/// An amount, or that of a figure; nothing where it is left out.
fn figure(value: &Value) -> i128 {
    match value {
        Value::Null => 0,
        Value::Object(figure) => amount(&figure["amount"]),
        amount_itself => amount(amount_itself),
    }
}

/// Opening and entries give the balance after every entry, for each part and the whole.
fn ledger_adds_up(account: &Value) {
    let mut parts: BTreeMap<&str, i128> = BTreeMap::new();
    for entry in account["ledger"].as_array().unwrap() {
        let part = parts.entry(entry["sub_account"].as_str().unwrap()).or_default();
        *part += amount(&entry["amount"]);
        assert_eq!(*part, amount(&entry["balance"]), "{entry}");
        assert_eq!(parts.values().copied().sum::<i128>(), amount(&entry["total"]), "{entry}");
    }
    let total: i128 = parts.values().copied().sum();
    assert_eq!(total, amount(&account["balance"]["total"]));
}

/// Both ways of dividing the bill give its total, and nobody pays less than nothing.
fn parts_add_up(bill: &Value) {
    let of = |field: &str| figure(&bill[field]);
    let sum = |fields: &[&str]| fields.iter().map(|field| of(field)).sum::<i128>();
    let applied = figure(&bill["deductible"]["applied"]);
    assert_eq!(sum(&["own_paid", "over_limit", "first_own", "eligible"]), of("total"), "{bill}");
    let taken = applied + figure(&bill["not_covered"]["cost"]);
    let further = ["paid_first", "borne_first", "beyond_cap", "shared"];
    assert_eq!(sum(&further) + taken, of("eligible"), "{bill}");
    assert_eq!(sum(&["fund", "supplement", "own_share"]), of("shared"), "{bill}");
    let payers = ["fund", "supplement", "serious_illness", "account", "cash"];
    assert_eq!(sum(&payers), of("total"), "{bill}");
    assert_eq!(sum(&["account", "cash"]), of("person"), "{bill}");
    for field in ["eligible", "shared", "own_share"].into_iter().chain(payers) {
        assert!(of(field) >= 0, "{field} of {bill}");
    }
    assert!(of("fund") <= of("fund_by_ratio"), "{bill}");
}
