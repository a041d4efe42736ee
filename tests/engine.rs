//! Single demands on the engine that need more than a comparison of figures.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use mingbai::api::answer;
use mingbai::money::Yuan;
use serde_json::{Value, json};
use support::{TODAY, date, policy, situation};

fn reckon(input: &Value, today: &str) -> Value {
    let situation = situation(input);
    let answer = answer(&policy(&situation.area), &situation, date(today)).unwrap();
    serde_json::to_value(answer).unwrap()
}

/// 上海, August 2022: what was credited before July 2023 is not known, so nobody can say that the
/// account was empty, and the order of payment of that time is not known either. Taking the usual
/// order and calling the fund's payment sure would read a blank as zero.
#[test]
fn an_account_of_unknown_credits_is_not_an_empty_one() {
    for opening in [json!({ "separate": { "current_year": "0", "accumulated": "0" } }), Value::Null]
    {
        let mut input = json!({
            "area": "310000", "insurance": "employee", "status": "in_service",
            "birth": "1985-03", "insured_since": "2010-01",
            "ledger": { "from": "2022-07", "as_of": "2022-08-31" },
            "contributions": [{ "from": "2022-07", "to": "2022-08", "base": "8000" }],
            "expenses": [
                { "date": "2022-08-15", "kind": "outpatient", "level": "level3", "total": "5000" }
            ]
        });
        if !opening.is_null() {
            input["ledger"]["opening"] = opening;
        }
        let answer = reckon(&input, TODAY);
        assert_eq!(answer["account"]["outcome"]["status"], "incomplete");
        let outcome = &answer["expenses"][0]["outcome"];
        let unsure = json!({ "missing": "account_balance", "affects_fund": true });
        let says_unsure = outcome["gaps"].as_array().is_some_and(|gaps| gaps.contains(&unsure));
        assert!(
            outcome["status"] == "refused" || says_unsure,
            "the fund's payment is given as sure: {outcome}"
        );
        let conventions = answer["conventions"].as_array().unwrap();
        assert!(
            !conventions.contains(&json!("empty_account_order_irrelevant")),
            "the account is not known to be empty: {conventions:?}"
        );
    }
}

/// A fund that pays nothing because the person's slip says 0 % has not "just met the deductible".
#[test]
fn a_ratio_of_nothing_is_not_a_deductible_just_met() {
    let input = json!({
        "area": "510100", "insurance": "employee", "status": "in_service",
        "ledger": { "from": "2025-03", "as_of": "2025-03-31", "opening": { "balance": "0" } },
        "contributions": [{ "from": "2025-03", "to": "2025-03", "base": "8000" }],
        "expenses": [
            { "date": "2025-03-10", "kind": "outpatient", "level": "level3", "total": "1000" }
        ],
        "provided": { "outpatient_ratio": "0" }
    });
    let answer = reckon(&input, TODAY);
    let settlement = &answer["expenses"][0]["settlement"];
    assert_eq!(settlement["shared"]["amount"], "800.00");
    assert_eq!(settlement["fund"]["amount"], "0.00");
    let reasons = answer["reasons"].as_array().unwrap();
    let of_bill = || reasons.iter().filter(|reason| reason["about"] == json!({ "expense": 0 }));
    assert!(of_bill().count() > 0, "a zero without a reason");
    assert!(of_bill().all(|reason| reason["reason"] != "just_met_deductible"), "{reasons:?}");
}

/// 上海: the current-year account begins at −300, the accumulated one at 300, and a bill takes the
/// 300: the balance is negative because the beginning was, although the two sums cancelled out.
#[test]
fn a_negative_part_of_the_opening_explains_a_negative_balance() {
    let input = json!({
        "area": "310000", "insurance": "employee", "status": "in_service",
        "insured_since": "2020-01",
        "ledger": {
            "from": "2024-09", "as_of": "2024-09-30",
            "opening": { "separate": { "current_year": "-300", "accumulated": "300" } }
        },
        "contributions": [{ "from": "2024-07", "to": "2024-09", "base": "8000" }],
        "expenses": [
            { "date": "2024-09-10", "kind": "outpatient", "level": "level3", "total": "1500" }
        ]
    });
    let answer = reckon(&input, TODAY);
    // 1,500 − 500 = 1,000 shared; 700 from the fund; own share 300 from the accumulated account.
    assert_eq!(answer["expenses"][0]["settlement"]["account"]["amount"], "300.00");
    assert_eq!(answer["account"]["balance"]["total"], "-300.00");
    let reasons = answer["reasons"].as_array().unwrap();
    let of_balance = reasons.iter().filter(|reason| reason["about"] == "balance");
    assert!(of_balance.count() > 0, "a negative balance without a reason: {reasons:?}");
}

#[test]
fn nothing_is_never_printed_as_minus_nothing() {
    for text in ["-0", "-0.00", "0", "00"] {
        assert_eq!(Yuan::parse(text).unwrap().to_string(), "0.00", "{text}");
    }
    assert_eq!((-Yuan::ZERO).to_string(), "0.00");
    let input = json!({
        "area": "510100", "insurance": "employee", "status": "in_service",
        "ledger": { "from": "2025-03", "as_of": "2025-03-31", "opening": { "balance": "-0" } },
        "contributions": [{ "from": "2025-03", "to": "2025-03", "base": "-0" }],
        "expenses": [
            { "date": "2025-03-10", "kind": "outpatient", "level": "level3", "total": "-0.00" }
        ]
    });
    let text = reckon(&input, TODAY).to_string();
    assert!(!text.contains("\"-0"), "{text}");
}

#[test]
fn entries_after_today_are_marked_as_projected() {
    let input = json!({
        "area": "510100", "insurance": "employee", "status": "in_service",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "0" } },
        "contributions": [{ "from": "2025-01", "to": "2025-12", "base": "8000" }]
    });
    let answer = reckon(&input, "2025-03-01");
    let ledger = answer["account"]["ledger"].as_array().unwrap();
    let projected: Vec<&str> = ledger
        .iter()
        .filter(|entry| entry["projected"] == true)
        .map(|entry| entry["date"].as_str().unwrap())
        .collect();
    assert_eq!(projected.first(), Some(&"2025-04-01"));
    assert_eq!(projected.len(), 9);
}

/// Every cited rule comes with its evidence, its standing and the day it was checked on, and the
/// answer with whom to ask.
#[test]
fn figures_come_with_their_evidence() {
    for area in support::AREAS {
        let mut input = json!({
            "area": area, "insurance": "employee", "status": "in_service",
            "insured_since": "2020-01",
            "ledger": { "from": "2024-07", "as_of": "2024-12-31" },
            "contributions": [{ "from": "2024-07", "to": "2024-12", "base": "8000" }],
            "expenses": [
                { "date": "2024-08-15", "kind": "outpatient", "level": "level3", "total": "3000" }
            ]
        });
        if area == "220100" {
            input["accept_doubtful"] = json!(["220100/outpatient_deductible/by-level"]);
        }
        let answer = reckon(&input, TODAY);
        let rules = answer["rules"].as_array().unwrap();
        assert!(rules.len() >= 4, "{area}: {rules:?}");
        for rule in rules {
            let sources = rule["sources"].as_array().unwrap();
            assert!(!sources.is_empty(), "{rule}");
            for source in sources {
                assert_eq!(source["checked_on"], TODAY, "{rule}");
                assert!(!source["pages"].as_array().unwrap().is_empty(), "{rule}");
            }
            let standing = rule["standing"].as_str().unwrap();
            let is_deductible = rule["rule"] == "220100/outpatient_deductible/by-level";
            assert_eq!(standing == "doubtful", is_deductible, "{rule}");
        }
        assert_eq!(answer["contacts"]["hotline"], "12393");
        assert_eq!(answer["policy_updated_on"].as_array().unwrap().len(), 2);
    }
}
