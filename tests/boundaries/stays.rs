//! A fen around every deductible of hospital stays: that of each stay of the year by place and
//! person, what further stays owe down to the floor, and the most of a year.

use mingbai::money::{Rate, Rounding, Yuan};
use mingbai::policy::{Cell, InpatientDeductible, InpatientPer, Place, PolicySet, Rule, pick};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::sums::{Settled, around_deductible};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// Half is the fund's, without an end: whatever is shared shows in what the fund pays.
fn half_shared() -> Value {
    json!({"inpatient_ratio": "0.5", "inpatient_cap": "100000000", "monthly_credit": "0"})
}

/// As many stays as any rule tells apart, and one more.
const STAYS: u8 = 5;

/// A stay in the person's area.
pub(crate) fn stay(place: &Place, total: Yuan) -> Value {
    json!({"kind": "inpatient", "level": place.id(), "total": total})
}

#[test]
fn nothing_is_shared_before_the_deductible_of_a_stay_is_met() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.inpatient_deductible {
            for cell in &rule.value.first {
                of_cell(&policy, rule, cell, &mut tally);
            }
            for cell in &rule.value.floor {
                of_floor(&policy, rule, cell, &mut tally);
            }
            of_year(&policy, rule, &mut tally);
        }
    }
    tally.finish("deductibles of stays", 1600);
}

/// A stay of `total` after earlier ones of the year that cost nothing.
fn after(stand: &Stand, place: &Place, earlier: u8, total: Yuan) -> Settled {
    let mut bills = vec![stay(place, Yuan::ZERO); usize::from(earlier)];
    bills.push(stay(place, total));
    stand.last_of(&bills, &half_shared())
}

fn of_cell(
    policy: &PolicySet,
    rule: &Rule<InpatientDeductible>,
    cell: &Cell<Yuan>,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(cell.at.as_deref()) {
            let is_same = rule.value.says_nothing_of_further_stays();
            for number in 1..=if is_same { 2 } else { STAYS } {
                let Some(owed) = owed(&stand, &rule.value, &place, number) else {
                    refused(&stand, &place, number, tally);
                    continue;
                };
                let name = format!("{} stay {number} at {} {owed}", stand.name, place.id());
                let settle = |total| after(&stand, &place, number - 1, total);
                around_deductible(&name, owed, settle, tally);
                numbered(&stand, &place, number, owed, &name, tally);
            }
            after_another_place(&stand, &rule.value, &place, tally);
            if rule.value.per == Some(InpatientPer::Year) {
                in_two_stays(&stand, &place, cell.value, tally);
                after_a_cheaper_place(&stand, &rule.value, (&place, cell.value), tally);
            }
        }
    }
}

/// What stay `number` of the year owes, in the words of the rule; none where it leaves that open.
fn owed(stand: &Stand, rule: &InpatientDeductible, place: &Place, number: u8) -> Option<Yuan> {
    let look = |cells: &[Cell<Yuan>]| pick(cells, &stand.person, stand.date, place).ok().copied();
    let first = look(&rule.first)?;
    let part = |factor: Rate| first.times(factor, Rounding::HalfUpToFen).value;
    if number == 1 || rule.per == Some(InpatientPer::Year) || rule.says_nothing_of_further_stays() {
        return Some(first);
    }
    let own = match number {
        2 => look(&rule.second).or(rule.second_factor.map(part)),
        3 => look(&rule.third),
        _ => None,
    };
    let later = || look(&rule.later).or(rule.later_factor.map(part));
    let stepped = || {
        let less = rule.step_down?.times_count(u32::from(number - 1));
        let floor = if rule.floor.is_empty() { Yuan::ZERO } else { look(&rule.floor)? };
        Some(first.less_at_most(less).max(floor))
    };
    own.or_else(later).or_else(stepped)
}

/// Where the rule speaks of further stays but not of this one, nothing is made up.
fn refused(stand: &Stand, place: &Place, number: u8, tally: &mut Tally) {
    let name = format!("{} stay {number} at {}", stand.name, place.id());
    let settled =
        stand.last_of(&[with(stay(place, fen(FEN)), "stay", &json!(number))], &half_shared());
    tally.holds(&name, "left open", &[("refused", settled.is_err())]);
}

/// A bill with a field more.
pub(crate) fn with(mut bill: Value, field: &str, value: &Value) -> Value {
    bill[field] = value.clone();
    bill
}

/// A stay of which the person tells the number owes what it would if the earlier ones were listed.
fn numbered(stand: &Stand, place: &Place, number: u8, owed: Yuan, name: &str, tally: &mut Tally) {
    let bill = with(stay(place, owed + fen(FEN)), "stay", &json!(number));
    let (bill, _) = stand.last_of(&[bill], &half_shared()).unwrap();
    tally.holds(
        name,
        "by its number",
        &[
            ("that deductible", bill.deductible.applied.amount == owed),
            ("the fen shared", bill.shared.amount == fen(FEN)),
        ],
    );
}

/// Once a year: what the first stay leaves missing is all that the second one owes.
fn in_two_stays(stand: &Stand, place: &Place, deductible: Yuan, tally: &mut Tally) {
    let name = format!("{} at {} {deductible}", stand.name, place.id());
    let bills = [stay(place, deductible - fen(FEN)), stay(place, fen(2))];
    let (bill, _) = stand.last_of(&bills, &half_shared()).unwrap();
    tally.holds(
        &name,
        "in two stays",
        &[
            ("a fen owed", bill.deductible.applied.amount == fen(FEN)),
            ("a fen shared", bill.shared.amount == fen(FEN)),
        ],
    );
}

/// A stay elsewhere counts as an earlier one, unless only those at the same level do.
fn after_another_place(
    stand: &Stand,
    rule: &InpatientDeductible,
    place: &Place,
    tally: &mut Tally,
) {
    let is_listed = |other: &Place| pick(&rule.first, &stand.person, stand.date, other).is_ok();
    let mut others = stand.places(None).into_iter().filter(|other| other != place);
    let Some(other) = others.find(is_listed) else { return };
    let number = if rule.further_at_same_level { 1 } else { 2 };
    let name = format!("{} at {} after {}", stand.name, place.id(), other.id());
    let bills = [stay(&other, Yuan::ZERO), stay(place, fen(FEN))];
    let found = stand.last_of(&bills, &half_shared()).map(|(bill, _)| bill.deductible.threshold);
    let is_owed = found.ok() == owed(stand, rule, place, number);
    tally.holds(&name, "a further stay", &[("what such a stay owes", is_owed)]);
}

/// Once a year: at a dearer place than before only the rest is owed.
fn after_a_cheaper_place(
    stand: &Stand,
    rule: &InpatientDeductible,
    (place, dear): (&Place, Yuan),
    tally: &mut Tally,
) {
    for other in stand.places(None) {
        let cheap = pick(&rule.first, &stand.person, stand.date, &other).copied();
        let Ok(cheap) = cheap else { continue };
        if cheap < dear {
            let name = format!("{} at {} after {}", stand.name, place.id(), other.id());
            let settle = |total| {
                let bills = [stay(&other, cheap), stay(place, total - cheap)];
                stand.last_of(&bills, &half_shared())
            };
            around_deductible(&name, dear, settle, tally);
        }
    }
}

/// However many stays there were, a stay owes the floor, and the one before it no less.
fn of_floor(
    policy: &PolicySet,
    rule: &Rule<InpatientDeductible>,
    floor: &Cell<Yuan>,
    tally: &mut Tally,
) {
    if rule.value.step_down.is_none() {
        tally.unreachable(name_of(policy, rule), "a floor, but not by how much stays come to it");
        return;
    }
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &floor.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        let is_listed =
            |place: &Place| pick(&rule.value.first, &stand.person, stand.date, place).is_ok();
        for place in stand.places(floor.at.as_deref()).into_iter().filter(is_listed) {
            let name = format!("{} floor at {} {}", stand.name, place.id(), floor.value);
            let threshold = |number: u8| {
                let bill = with(stay(&place, fen(FEN)), "stay", &json!(number));
                let (bill, _) = stand.last_of(&[bill], &half_shared())?;
                Ok::<_, String>(bill.deductible.threshold)
            };
            let first = match threshold(1) {
                Ok(first) => first,
                Err(why) => {
                    tally.unreachable(name, why);
                    continue;
                }
            };
            tally.thresholds += 1;
            let all: Vec<Yuan> = (1..=40).map(|number| threshold(number).unwrap()).collect();
            let steps = all.windows(2).all(|pair| {
                let step = pair[0] - pair[1];
                pair[1] == floor.value || Some(step) == rule.value.step_down
            });
            tally.holds(
                &name,
                "further stays",
                &[
                    ("never below the floor", all.iter().all(|owed| *owed >= floor.value)),
                    ("the floor in the end", all.last() == Some(&floor.value)),
                    ("at the floor ever after", threshold(u8::MAX) == Ok(floor.value)),
                    ("by even steps", steps && first == all[0]),
                ],
            );
        }
    }
}

/// At some place the most of a year is reached.
fn of_year(policy: &PolicySet, rule: &Rule<InpatientDeductible>, tally: &mut Tally) {
    let Some(most) = rule.value.year_max else { return };
    for insurance in &rule.insurance {
        let places = rule.value.first.iter().filter_map(|cell| {
            let stand = Stand::find(policy, rule, *insurance, &cell.who)?;
            let places = stand.places(cell.at.as_deref());
            Some(places.into_iter().filter(|place| at_most(&stand, place, most, tally)).count())
        });
        if places.sum::<usize>() == 0 {
            let why = "no place's deductibles come to the most of a year";
            tally.unreachable(name_of(policy, rule), why);
        }
    }
}

/// Stays that each owe what they may, until the most of a year is a fen away: then a fen is owed,
/// and nothing from there on. False where the deductibles of the place do not come to it.
fn at_most(stand: &Stand, place: &Place, most: Yuan, tally: &mut Tally) -> bool {
    let name = format!("{} at {} {most} a year", stand.name, place.id());
    let settle = |bills: &[Value]| stand.last_of(bills, &half_shared()).unwrap().0;
    let mut left = most - fen(FEN);
    let mut bills = Vec::new();
    while !left.is_zero() {
        let probe = [bills.clone(), vec![stay(place, most)]].concat();
        let owes = settle(&probe).deductible.applied.amount.min(left);
        if owes.is_zero() {
            return false;
        }
        bills.push(stay(place, owes));
        left -= owes;
    }
    tally.thresholds += 1;
    bills.push(stay(place, fen(2)));
    let bill = settle(&bills);
    tally.holds(
        &name,
        "a fen below",
        &[
            ("a fen owed", bill.deductible.applied.amount == fen(FEN)),
            ("a fen shared", bill.shared.amount == fen(FEN)),
        ],
    );
    bills.push(stay(place, fen(FEN)));
    let bill = settle(&bills);
    tally.holds(
        &name,
        "from then on",
        &[
            ("nothing owed", bill.deductible.applied.amount.is_zero()),
            ("all shared", bill.shared.amount == bill.total),
        ],
    );
    true
}
