//! A fen around every cap of hospital stays: that of the basic fund, and that of what pays above it.

use mingbai::engine::Settlement;
use mingbai::money::Yuan;
use mingbai::policy::{CapCounts, Cell, InpatientCap, OutpatientCap, Place, PolicySet, Rule, pick};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::stays::stay;
use crate::sums::{HUNDRED, PLENTY, Settled, around_cap, around_cost_cap, cost_at};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// All that is shared is the fund's, from the first fen: what it pays shows the cap alone.
pub(crate) fn all_shared() -> Value {
    json!({"inpatient_ratio": "1", "inpatient_deductible": "0", "monthly_credit": "0"})
}

#[test]
fn the_funds_pay_for_stays_up_to_their_caps_and_no_further() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.inpatient_cap {
            for cell in &rule.value.basic {
                of_cell(&policy, rule, cell, true, &mut tally);
            }
            for cell in &rule.value.total {
                of_cell(&policy, rule, cell, false, &mut tally);
            }
            for cell in &rule.value.large_sum {
                of_supplement(&policy, rule, cell, |_, large_sum| large_sum, &mut tally);
            }
            for cell in rule.value.total.iter().filter(|_| rule.value.large_sum.is_empty()) {
                let rest = |basic: Yuan, total: Yuan| total - basic;
                of_supplement(&policy, rule, cell, rest, &mut tally);
            }
            of_segments(&policy, rule, &mut tally);
        }
    }
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.outpatient_cap {
            if let OutpatientCap::SharedWithInpatient { cells, .. } = &rule.value {
                for cell in cells {
                    of_shared(&policy, rule, cell, &mut tally);
                }
            }
        }
    }
    tally.finish("caps of stays", 480);
}

/// The bills of stays at a place, settled with nothing but the cap left to the rules.
fn settle(stand: &Stand, place: &Place, totals: &[Yuan]) -> Settled {
    let bills: Vec<Value> = totals.iter().map(|total| stay(place, *total)).collect();
    stand.last_of(&bills, &all_shared())
}

fn basic_at(stand: &Stand, rule: &InpatientCap, place: &Place) -> Option<Yuan> {
    pick(&rule.basic, &stand.person, stand.date, place).ok().copied()
}

/// The cap of the basic fund, or the one on both funds where only that is known.
fn of_cell(
    policy: &PolicySet,
    rule: &Rule<InpatientCap>,
    cell: &Cell<Yuan>,
    is_basic: bool,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            if !is_basic && basic_at(&stand, &rule.value, &place).is_some() {
                continue;
            }
            let name = format!("{} at {} {}", stand.name, place.id(), cell.value);
            let settle = |totals: &[Yuan]| settle(&stand, &place, totals);
            match rule.value.counts {
                CapCounts::FundPayment => around_cap(&name, cell.value, settle, tally),
                CapCounts::EligibleCost => around_cost_cap(&name, cell.value, settle, tally),
            }
        }
    }
}

/// The cap of what pays above the basic fund's, told by its own figure or by that on both.
fn of_supplement(
    policy: &PolicySet,
    rule: &Rule<InpatientCap>,
    cell: &Cell<Yuan>,
    limit: impl Fn(Yuan, Yuan) -> Yuan,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            let name = format!("{} at {} supplement {}", stand.name, place.id(), cell.value);
            match basic_at(&stand, &rule.value, &place) {
                // Then it is the cap on both, and stands as such.
                None if rule.value.basic.is_empty() => {}
                None => tally.unreachable(name, "no cap of the basic fund to begin above"),
                Some(_) if rule.value.large_sum_ratio.is_empty() => {
                    tally.unreachable(name, "which share is paid above the cap is not known");
                }
                Some(basic) => {
                    let limit = limit(basic, cell.value);
                    around_supplement(&stand, &place, (basic, limit), &name, tally);
                }
            }
        }
    }
}

fn supplement(bill: &Settlement) -> Yuan {
    bill.supplement.map_or(Yuan::ZERO, |figure| figure.amount)
}

/// The basic fund's cap used up, and then as much as brings what pays above it to its own.
fn around_supplement(
    stand: &Stand,
    place: &Place,
    (basic, limit): (Yuan, Yuan),
    name: &str,
    tally: &mut Tally,
) {
    tally.thresholds += 1;
    let above = |totals: &[Yuan]| {
        let totals = [&[basic], totals].concat();
        settle(stand, place, &totals).unwrap().0
    };
    let nearly = cost_at(limit - fen(FEN), |cost| supplement(&above(&[cost])));
    let nearly = nearly.unwrap_or_else(|| panic!("{name}: never paid"));
    let more = fen(HUNDRED);
    let sums = [
        ("nothing before the cap", supplement(&settle(stand, place, &[basic]).unwrap().0), 0),
        ("the last fen", supplement(&above(&[nearly, more])), FEN),
        ("nothing from then on", supplement(&above(&[nearly, more, more])), 0),
    ];
    let mut claims: Vec<(&str, bool)> =
        sums.iter().map(|(claim, sum, expected)| (*claim, *sum == fen(*expected))).collect();
    let at_once = above(&[fen(PLENTY - 1)]);
    claims.push(("all of it at once", supplement(&at_once) == limit));
    claims.push(("nothing of the fund", at_once.fund.amount.is_zero()));
    tally.holds(name, "a fen around", &claims);
}

/// Bounds beside the share above the cap say no more than the caps do: the basic fund's, and the
/// one on both.
fn of_segments(policy: &PolicySet, rule: &Rule<InpatientCap>, tally: &mut Tally) {
    let ratios = rule.value.large_sum_ratio.iter();
    for bound in ratios.flat_map(|cell| [cell.above, cell.up_to]).flatten() {
        tally.thresholds += 1;
        let caps = rule.value.basic.iter().chain(&rule.value.total);
        let is_a_cap = caps.map(|cell| cell.value).any(|cap| cap == bound);
        let name = format!("{} bound {bound}", name_of(policy, rule));
        tally.holds(&name, "as told by the caps", &[("a cap", is_a_cap)]);
    }
}

/// One cap for visits and stays: what one of them leaves of it is all that the other gets.
fn of_shared(policy: &PolicySet, rule: &Rule<OutpatientCap>, cell: &Cell<Yuan>, tally: &mut Tally) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            let name = format!("{} and stays at {} {}", stand.name, place.id(), cell.value);
            let visit =
                |total: Yuan| json!({"kind": "outpatient", "level": place.id(), "total": total});
            let mut provided = all_shared();
            provided["outpatient_ratio"] = json!("1");
            provided["outpatient_deductible"] = json!("0");
            // The cap of stays is the same; where it is not known, the person's own figure is.
            provided["inpatient_cap"] = json!(cell.value);
            let fund = |bills: &[Value]| {
                let (bill, _) = stand.last_of(bills, &provided).unwrap();
                bill.fund.amount
            };
            let nearly = cell.value - fen(FEN);
            tally.thresholds += 1;
            tally.holds(
                &name,
                "a fen around",
                &[
                    (
                        "a stay gets what visits left",
                        fund(&[visit(nearly), stay(&place, fen(HUNDRED))]) == fen(FEN),
                    ),
                    (
                        "a visit gets what stays left",
                        fund(&[stay(&place, nearly), visit(fen(HUNDRED))]) == fen(FEN),
                    ),
                    ("and then nothing", {
                        let bills = [visit(nearly), stay(&place, fen(FEN)), visit(fen(FEN))];
                        fund(&bills).is_zero()
                    }),
                ],
            );
        }
    }
}
