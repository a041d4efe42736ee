//! A fen around every bound between two segments of the year's costs.

use mingbai::money::{Rate, Yuan};
use mingbai::policy::{Cell, OutpatientRatio, PolicySet, Rule, pick_segments};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// No deductible and no cap, so that costs are counted from the first fen on.
fn all_counted() -> Value {
    json!({"outpatient_deductible": "0", "outpatient_cap": "100000000", "monthly_credit": "0"})
}

#[test]
fn segments_meet_at_their_bounds() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.outpatient_ratio {
            for cell in &rule.value.cells {
                if let Some(bound) = cell.up_to {
                    of_bound(&policy, rule, cell, bound, &mut tally);
                }
            }
        }
    }
    tally.finish("segments", 16);
}

fn of_bound(
    policy: &PolicySet,
    rule: &Rule<OutpatientRatio>,
    lower: &Cell<Rate>,
    bound: Yuan,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        let Some(stand) = Stand::find(policy, rule, *insurance, &lower.who) else {
            tally.unreachable(name_of(policy, rule), NOBODYS);
            continue;
        };
        for place in stand.places(lower.at.as_deref()) {
            tally.thresholds += 1;
            let name = format!("{} at {} {bound}", stand.name, place.id());
            let all = pick_segments(&rule.value.cells, &stand.person, stand.date, &place);
            let upper = all.unwrap().into_iter().find(|cell| cell.above == Some(bound));
            let settle = |totals: &[Yuan]| {
                let bills = totals.iter().map(|total| (place.clone(), *total));
                stand.settle(&bills.collect::<Vec<_>>(), &all_counted()).0
            };
            for (what, total) in [("a fen below", bound - fen(FEN)), ("exactly", bound)] {
                let bill = settle(&[total]);
                let last = bill.bands.last().map_or(bill.ratio, |band| band.ratio);
                tally.holds(
                    &name,
                    what,
                    &[
                        ("the lower ratio to its end", last == lower.value),
                        ("all shared", bill.shared.amount == total),
                    ],
                );
            }
            let (at_bound, above) = (settle(&[bound]), settle(&[bound + fen(FEN)]));
            let Some(upper) = upper else {
                tally.holds(
                    &name,
                    "beyond the last segment",
                    &[("no more from the fund", above.fund.amount == at_bound.fund.amount)],
                );
                continue;
            };
            let later = settle(&[bound, fen(FEN)]);
            let last = above.bands.last().map(|band| (band.cost.amount, band.ratio));
            tally.holds(
                &name,
                "a fen above",
                &[
                    ("a fen at the upper ratio", last == Some((fen(FEN), upper.value))),
                    ("a later bill at the upper ratio", later.ratio == upper.value),
                    ("no less from the fund", above.fund.amount >= at_bound.fund.amount),
                ],
            );
        }
    }
}
