//! The same bill under other circumstances and with other totals, with figures and the parameter that
//! makes the difference worked by hand from the facts of the areas.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use mingbai::engine::inverse::Variation;
use mingbai::engine::{Refusal, Situation, assess};
use mingbai::explain::{
    Compared, Comparison, CurvePoint, Difference, Parameter, Value, compare_elsewhere,
    compare_here, curve,
};
use mingbai::money::{Rate, Yuan};
use mingbai::policy::{InsuranceKind, PolicySet};
use serde_json::{Value as Json, json};
use support::{TODAY, date, policy, situation};

fn yuan(text: &str) -> Yuan {
    Yuan::parse(text).unwrap()
}

fn rate(text: &str) -> Value {
    Value::Rates(vec![Rate::parse(text).unwrap()])
}

/// 成都, in service in 2025: deductible 200, level 3 pays 50 %, level 2 pays 60 %, cap 2,000 a year.
fn in_chengdu(expenses: &Json) -> Situation {
    situation(&json!({
        "area": "510100", "insurance": "employee", "status": "in_service", "birth": "1985-03",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "0" } },
        "contributions": [{ "from": "2025-01", "to": "2025-12", "base": "8000" }],
        "expenses": expenses
    }))
}

/// 1,200 at level 3: 1,000 above the deductible, of which the person pays 500, with it 700.
fn bill() -> Situation {
    in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "1200" }
    ]))
}

type Compare = fn(
    &PolicySet,
    &Situation,
    mingbai::calendar::Date,
    (usize, &mingbai::engine::Settlement),
) -> Vec<Comparison>;

fn compared(situation: &Situation, area: &str, compare: Compare) -> Vec<Comparison> {
    let own = assess(&policy(&situation.area), situation, date(TODAY)).unwrap();
    let now = own.expenses[0].settlement.as_ref().unwrap();
    compare(&policy(area), situation, date(TODAY), (0, now))
}

fn here(situation: &Situation) -> Vec<Comparison> {
    compared(situation, "510100", compare_here)
}

/// Funds, person and differences of the first comparison for which `is_meant` holds.
fn settled(
    all: &[Comparison],
    is_meant: impl Fn(&Comparison) -> bool,
) -> (Yuan, Yuan, Vec<Difference>) {
    match &all.iter().find(|one| is_meant(one)).unwrap().result {
        Compared::Settled { funds, person, differences, .. } => {
            (*funds, *person, differences.clone())
        }
        other => panic!("{other:?}"),
    }
}

fn is_level(one: &Comparison, name: &str) -> bool {
    matches!(&one.variation, Variation::Level(level) if level.id() == name)
}

fn which(differences: &[Difference]) -> Vec<Parameter> {
    differences.iter().map(|one| one.parameter).collect()
}

/// At level 2 of 1,000 the fund pays 600. Only the ratio differs.
#[test]
fn another_level_differs_by_its_ratio() {
    let all = here(&bill());
    let (funds, person, differences) = settled(&all, |one| is_level(one, "level2"));
    assert_eq!((funds, person), (yuan("600"), yuan("600")));
    let ratio = Difference { parameter: Parameter::Ratio, now: rate("0.5"), then: rate("0.6") };
    assert_eq!(differences, [ratio]);
    assert!(!all.iter().any(|one| is_level(one, "level3")), "the bill's own level is no other");
}

/// The rules of 成都 are of 2023, so that 2024 was like 2025.
#[test]
fn a_year_earlier_under_the_same_rules_differs_in_nothing() {
    let all = here(&bill());
    let earlier = settled(&all, |one| one.variation == Variation::YearEarlier);
    assert_eq!(earlier, (yuan("500"), yuan("700"), vec![]));
}

/// 北京 has a deductible of 1,800, 70 % at level 3 and no cap. The deductible alone would leave all of
/// 1,200 to the person, 500 more than now; the ratio alone would take 200 off; the cap alone does nothing.
#[test]
fn of_several_parameters_the_one_that_weighs_most_comes_first() {
    let all = compared(&bill(), "110000", compare_elsewhere);
    assert_eq!(all.len(), 1);
    let (funds, person, differences) = settled(&all, |_| true);
    assert_eq!((funds, person), (Yuan::ZERO, yuan("1200")));
    assert_eq!(which(&differences), [Parameter::Deductible, Parameter::Cap, Parameter::Ratio]);
    let deductible = &differences[0];
    assert_eq!(deductible.now, Value::Yuan(yuan("200")));
    assert_eq!(deductible.then, Value::Yuan(yuan("1800")));
    assert_eq!(differences[1].now, Value::Limit(Some(yuan("2000"))));
    assert_eq!(differences[1].then, Value::Limit(None));
}

/// 5,000 at level 3: the fund would pay 2,400 and is cut at 2,000. In 北京 3,200 × 70 % = 2,240, so the
/// person pays 240 less. That there is no cap alone brings 400; the ratio alone nothing, as the cap would
/// still cut; the deductible alone goes the other way, to 3,200 × 50 % = 1,600.
#[test]
fn the_cap_counts_where_it_cuts() {
    let large = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "5000" }
    ]));
    let all = compared(&large, "110000", compare_elsewhere);
    let (funds, person, differences) = settled(&all, |_| true);
    assert_eq!((funds, person), (yuan("2240"), yuan("2760")));
    assert_eq!(which(&differences), [Parameter::Cap, Parameter::Ratio, Parameter::Deductible]);
}

/// 太原 has classes of its own, so the bill is reckoned at each: 80 a visit and 55 % at the first, which
/// gives 1,120 × 0.55 = 616; 30 and 65 % at the third, 1,170 × 0.65 = 760.50. At the first the deductible
/// alone takes 60 off, the ratio alone 50.
#[test]
fn where_levels_are_named_otherwise_every_one_is_shown() {
    let all = compared(&bill(), "140100", compare_elsewhere);
    let levels: Vec<&str> =
        all.iter().filter_map(|one| one.level.as_ref()).map(mingbai::policy::Place::id).collect();
    assert_eq!(levels, ["type1", "type1_county", "type2", "type3"]);
    let at = |name: &'static str| {
        settled(&all, move |one| one.level.as_ref().is_some_and(|level| level.id() == name))
    };
    let (funds, person, differences) = at("type1");
    assert_eq!((funds, person), (yuan("616"), yuan("584")));
    assert_eq!(which(&differences)[..2], [Parameter::Deductible, Parameter::Ratio]);
    assert_eq!(at("type3").1, yuan("439.50"));
}

/// Residents of 成都 have ratios by group, and no group is known of an employee.
#[test]
fn what_is_not_reckoned_says_why() {
    let all = here(&bill());
    let resident = Variation::Insurance(InsuranceKind::Resident);
    let found = all.iter().find(|one| one.variation == resident).unwrap();
    let Compared::Refused(why) = &found.result else { panic!("{found:?}") };
    assert!(why.iter().any(|why| matches!(why, Refusal::NeedsInput { .. })), "{why:?}");
    let own = Variation::Insurance(InsuranceKind::Employee);
    assert!(all.iter().all(|one| one.variation != own), "the person's own kind is no other");
}

/// By their slip the fund pays 90 % of the bill; level 2 still pays 60 % by the rules.
#[test]
fn figures_of_the_persons_own_are_of_their_own_case() {
    let mut own = bill();
    own.provided.outpatient_ratio = Some(Rate::parse("0.9").unwrap());
    let (funds, _, differences) = settled(&here(&own), |one| is_level(one, "level2"));
    assert_eq!(funds, yuan("600"));
    assert_eq!(differences[0].now, rate("0.9"));
}

/// 2,600 with 100 outside the range: the fund pays half of 2,300. Up to 300 nothing is paid. The cap is
/// reached with 2,000 ÷ 50 % above that, less a fen by rounding. The curve goes to 4,299.99 × 1.25, rounded
/// up to 6,000.
#[test]
fn a_curve_bends_where_deductible_and_cap_are() {
    let situation = in_chengdu(&json!([
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "2600",
          "own_paid": "100" }
    ]));
    let curve = curve(&policy("510100"), &situation, date(TODAY), 0).unwrap();
    let point = |total, funds| CurvePoint { total: yuan(total), funds: yuan(funds) };
    assert_eq!(curve.here, point("2600", "1150"));
    assert_eq!(curve.deductible_met, Some(point("300", "0")));
    assert_eq!(curve.cap_reached, Some(point("4299.99", "2000")));
    assert_eq!(curve.points[..2], [point("0", "0"), point("100", "0")]);
    assert_eq!(curve.points.last(), Some(&point("6000", "2000")));
    assert!(curve.points.contains(&point("2600", "1150")));
    assert!(curve.points.contains(&point("3000", "1350")));
    assert!(curve.points.is_sorted_by(|a, b| a.total < b.total && a.funds <= b.funds));
}

/// An earlier bill of 1,000 met the deductible and used 400 of the cap. So every yuan is shared, and the
/// cap is reached with 1,600 ÷ 50 %, less a fen.
#[test]
fn a_curve_starts_from_what_earlier_bills_left() {
    let situation = in_chengdu(&json!([
        { "date": "2025-02-01", "kind": "outpatient", "level": "level3", "total": "1000" },
        { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "500" }
    ]));
    let curve = curve(&policy("510100"), &situation, date(TODAY), 1).unwrap();
    assert_eq!(curve.here.funds, yuan("250"));
    assert_eq!(curve.deductible_met, None);
    assert_eq!(curve.cap_reached.map(|point| point.total), Some(yuan("3199.99")));
    // The cap is more than six times as far away: the curve ends at 500 × 1.5, rounded up to 800.
    assert_eq!(curve.points.last().unwrap().total, yuan("800"));
}

/// A bill that was not settled has no curve, nor has one that is not there.
#[test]
fn there_is_no_curve_without_a_settlement() {
    let early = situation(&json!({
        "area": "510100", "insurance": "employee", "status": "in_service",
        "ledger": { "from": "2022-01", "as_of": "2022-12-31", "opening": { "balance": "0" } },
        "expenses": [
            { "date": "2022-06-01", "kind": "outpatient", "level": "level3", "total": "500" }
        ]
    }));
    assert_eq!(curve(&policy("510100"), &early, date(TODAY), 0), None);
    assert_eq!(curve(&policy("510100"), &bill(), date(TODAY), 7), None);
}
