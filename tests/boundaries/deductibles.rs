//! A fen around every deductible, also that of later bills, and around the most of a year.

use mingbai::calendar::Month;
use mingbai::money::Yuan;
use mingbai::policy::{Cell, OutpatientDeductible, Per, Place, PolicySet, Rule};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::sums::around_deductible;
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// Half is the fund's, without an end: whatever is shared shows in what the fund pays.
fn half_shared() -> Value {
    json!({"outpatient_ratio": "0.5", "outpatient_cap": "100000000", "monthly_credit": "0"})
}

#[test]
fn nothing_is_shared_before_the_deductible_is_met() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.outpatient_deductible {
            for cell in &rule.value.cells {
                of_cell(&policy, rule, cell, false, &mut tally);
            }
            for cell in &rule.value.later {
                of_cell(&policy, rule, cell, true, &mut tally);
            }
            for cell in &rule.value.year_max {
                of_year(&policy, rule, cell, &mut tally);
            }
        }
    }
    tally.finish("deductibles", 300);
}

fn of_cell(
    policy: &PolicySet,
    rule: &Rule<OutpatientDeductible>,
    cell: &Cell<Yuan>,
    is_later: bool,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            around(&stand, &place, cell.value, is_later, tally);
            if rule.value.per != Per::Visit && !is_later && rule.value.later.is_empty() {
                in_two_bills(&stand, &place, cell.value, tally);
            }
        }
    }
}

fn around(stand: &Stand, place: &Place, deductible: Yuan, is_later: bool, tally: &mut Tally) {
    let name = format!("{} at {} {deductible}", stand.name, place.id());
    let settle = |total: Yuan| {
        // A bill of nothing comes first where the figure is for later ones.
        let first = is_later.then(|| (place.clone(), Yuan::ZERO));
        let bills: Vec<_> = first.into_iter().chain([(place.clone(), total)]).collect();
        Ok(stand.settle(&bills, &half_shared()))
    };
    around_deductible(&name, deductible, settle, tally);
}

/// What the first bill leaves missing is all that the second one owes.
fn in_two_bills(stand: &Stand, place: &Place, deductible: Yuan, tally: &mut Tally) {
    if deductible.is_zero() {
        return;
    }
    let name = format!("{} at {} {deductible}", stand.name, place.id());
    let bills = [(place.clone(), deductible - fen(FEN)), (place.clone(), fen(2))];
    let (bill, _) = stand.settle(&bills, &half_shared());
    tally.holds(
        &name,
        "in two bills",
        &[
            ("a fen owed", bill.deductible.applied.amount == fen(FEN)),
            ("a fen shared", bill.shared.amount == fen(FEN)),
        ],
    );
}

/// Bills of the deductible each, until the most of a year is a fen away: then a fen is owed, and
/// nothing from there on.
fn of_year(
    policy: &PolicySet,
    rule: &Rule<OutpatientDeductible>,
    most: &Cell<Yuan>,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(mut stand) = Stand::find(policy, rule, *insurance, &most.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        if rule.value.per == Per::Month {
            let january = Month::new(stand.date.month().year() + 1, 1).unwrap();
            stand = Stand { date: january.first_day(), monthly: true, ..stand };
        }
        for place in stand.places(most.at.as_deref()) {
            let bill_of = |amount| (place.clone(), amount);
            let (probe, _) = stand.settle(&[bill_of(most.value)], &half_shared());
            let each = probe.deductible.threshold;
            if each.is_zero() {
                continue;
            }
            tally.thresholds += 1;
            let name = format!("{} at {} {} a year", stand.name, place.id(), most.value);
            let mut left = most.value - fen(FEN);
            let mut bills = Vec::new();
            while !left.is_zero() {
                bills.push(bill_of(each.min(left)));
                left = left.less_at_most(each);
            }
            bills.push(bill_of(fen(2)));
            let (bill, _) = stand.settle(&bills, &half_shared());
            tally.holds(
                &name,
                "a fen below",
                &[
                    ("a fen owed", bill.deductible.applied.amount == fen(FEN)),
                    ("a fen shared", bill.shared.amount == fen(FEN)),
                ],
            );
            bills.push(bill_of(fen(FEN)));
            let (bill, _) = stand.settle(&bills, &half_shared());
            tally.holds(
                &name,
                "from then on",
                &[
                    ("nothing owed", bill.deductible.applied.amount.is_zero()),
                    ("all shared", bill.shared.amount == bill.total),
                ],
            );
        }
    }
}
