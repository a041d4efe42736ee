//! Questions asked backwards, with answers worked by hand from the facts of the areas.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use mingbai::engine::inverse::{
    Distance, Goal, Variation, at_every_level, spending_until, with_change,
};
use mingbai::engine::{Expense, ExpenseResult, Situation};
use mingbai::money::Yuan;
use mingbai::policy::InsuranceKind;
use serde_json::{Value, json};
use support::{TODAY, date, policy, situation};

fn yuan(text: &str) -> Yuan {
    Yuan::parse(text).unwrap()
}

/// 成都, in service in 2025: deductible 200, level 3 pays 50 %, cap 2,000 a year.
fn in_chengdu(expenses: &Value) -> Situation {
    situation(&json!({
        "area": "510100", "insurance": "employee", "status": "in_service", "birth": "1985-03",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "0" } },
        "contributions": [{ "from": "2025-01", "to": "2025-12", "base": "8000" }],
        "expenses": expenses
    }))
}

fn visit(level: &str) -> Expense {
    let expense =
        json!({ "date": "2025-12-01", "kind": "outpatient", "level": level, "total": "0" });
    serde_json::from_value(expense).unwrap()
}

fn until(situation: &Situation, level: &str, goal: Goal) -> Distance {
    let policy = policy(&situation.area);
    spending_until(&policy, situation, date(TODAY), &visit(level), goal).unwrap()
}

fn after(spending: &str, person_of_year: &str) -> Distance {
    Distance::After { spending: yuan(spending), person_of_year: yuan(person_of_year) }
}

fn fund(result: &ExpenseResult) -> Yuan {
    result.settlement.as_ref().unwrap().fund.amount
}

/// Nothing spent yet: 200 to the deductible, all of it the person's. To the cap 2,000 ÷ 50 % = 4,000
/// above it, so 4,200, of which the person bears 200 + 2,000. One fen less is shared at 50 %, and
/// 1,999.995 is rounded to 2,000.00: 4,199.99, of which the person bears 2,199.99.
#[test]
fn how_far_the_deductible_and_the_cap_are() {
    let nothing = in_chengdu(&json!([]));
    assert_eq!(until(&nothing, "level3", Goal::DeductibleMet), after("200", "200"));
    assert_eq!(until(&nothing, "level3", Goal::CapReached), after("4199.99", "2199.99"));
}

/// A bill of 2,600 with 100 outside the range came before: 2,500 − 200 = 2,300, the fund 1,150, the
/// person 1,450. 850 are left of the cap: 1,700 more, half of it the person's; again a fen less does.
#[test]
fn earlier_bills_count() {
    let spent = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "2600",
          "own_paid": "100" }
    ]));
    assert_eq!(until(&spent, "level3", Goal::DeductibleMet), after("0", "1450"));
    assert_eq!(until(&spent, "level3", Goal::CapReached), after("1699.99", "2299.99"));
}

/// 北京 has no cap on visits, so no spending reaches it; a level that the rules do not list is
/// refused by its reasons.
#[test]
fn what_is_never_reached_and_what_is_not_known() {
    let beijing = situation(&json!({
        "area": "110000", "insurance": "employee", "status": "in_service", "birth": "1985-03",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "0" } },
        "contributions": [{ "from": "2025-01", "to": "2025-12", "base": "10000" }]
    }));
    assert_eq!(until(&beijing, "level3", Goal::CapReached), Distance::Never);
    let nowhere = situation(&json!({
        "area": "511300", "insurance": "employee", "status": "in_service",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "0" } }
    }));
    let found = until(&nowhere, "level3", Goal::DeductibleMet);
    assert!(matches!(found, Distance::Refused(_)), "{found:?}");
}

/// 1,200 in 成都: 1,000 above the deductible, 50 % at level 3, 60 % at the lower levels.
#[test]
fn the_same_bill_at_every_level() {
    let bill = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "1200" }
    ]));
    let variants = at_every_level(&policy("510100"), &bill, date(TODAY), 0).unwrap();
    let found: Vec<(String, Yuan)> = variants
        .iter()
        .filter(|variant| variant.result.settlement.is_some())
        .map(|variant| match &variant.variation {
            Variation::Level(level) => (level.id().to_owned(), fund(&variant.result)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert!(found.contains(&("level3".to_owned(), yuan("500"))), "{found:?}");
    assert!(found.contains(&("level2".to_owned(), yuan("600"))), "{found:?}");
}

/// The bill of 1,200 at level 3 in 北京 is below its deductible of 1,800. Under residents' insurance
/// it is another question, and a year earlier the same as now in 成都, whose rule is of 2023.
#[test]
fn the_same_bill_elsewhere_otherwise_and_earlier() {
    let bill = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "1200" }
    ]));
    let change = |area: &str, variation| {
        with_change(&policy(area), &bill, date(TODAY), 0, variation).unwrap().unwrap().result
    };
    assert_eq!(fund(&change("110000", Variation::Area("110000".to_owned()))), Yuan::ZERO);
    let earlier = change("510100", Variation::YearEarlier);
    assert_eq!((earlier.date, fund(&earlier)), (date("2024-03-15"), yuan("500")));
    let as_resident = change("510100", Variation::Insurance(InsuranceKind::Resident));
    let account = as_resident.settlement.map(|bill| bill.account.amount);
    assert!(account.is_none_or(Yuan::is_zero), "residents have no account: {account:?}");
}

/// The accounts of 上海 and 成都 are of different shape; the opening balance follows.
#[test]
fn an_opening_balance_fits_the_other_area() {
    let bill = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "1200" }
    ]));
    let variation = Variation::Area("310000".to_owned());
    let found = with_change(&policy("310000"), &bill, date(TODAY), 0, variation).unwrap();
    assert!(found.is_some());
}
