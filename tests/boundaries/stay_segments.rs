//! A fen around every bound between two segments of the cost of hospital stays, and what the
//! segments count: the cost of the year, or of each stay.

use mingbai::money::{Rate, Yuan};
use mingbai::policy::{Cell, InpatientPer, InpatientRatio, Place, PolicySet, Rule, pick_segments};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::stays::stay;
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// No cap, so that all cost falls into a segment.
fn uncapped(deductible: Yuan) -> Value {
    json!({"inpatient_deductible": deductible, "inpatient_cap": "100000000", "monthly_credit": "0"})
}

#[test]
fn segments_of_stays_meet_at_their_bounds() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.inpatient_ratio {
            for cell in &rule.value.cells {
                if let Some(bound) = cell.up_to {
                    of_bound(&policy, rule, cell, bound, &mut tally);
                }
            }
        }
    }
    tally.finish("segments of stays", 240);
}

fn of_bound(
    policy: &PolicySet,
    rule: &Rule<InpatientRatio>,
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
            let name = format!("{} at {} {bound}", stand.name, place.id());
            let all = pick_segments(&rule.value.cells, &stand.person, stand.date, &place);
            let Ok(all) = all else {
                tally.unreachable(name, "the segments of the place leave a hole");
                continue;
            };
            tally.thresholds += 1;
            let upper = all.into_iter().find(|cell| cell.above == Some(bound));
            let ratios = (lower.value, upper.map(|cell| cell.value));
            // What goes to the deductible takes its place in the segments, too.
            for deductible in [Yuan::ZERO, fen(10_000)] {
                around(&stand, &place, (bound, deductible), ratios, &name, tally);
            }
            let per_stay = rule.value.segments_per == Some(InpatientPer::Stay);
            in_two_stays(&stand, &place, (bound, per_stay), ratios, &name, tally);
        }
    }
}

/// The last segment that a stay touches: what falls into it, and at which ratio.
fn last_segment(
    stand: &Stand,
    place: &Place,
    totals: &[Yuan],
    deductible: Yuan,
) -> Option<(Yuan, Rate)> {
    let bills: Vec<Value> = totals.iter().map(|total| stay(place, *total)).collect();
    let (bill, _) = stand.last_of(&bills, &uncapped(deductible)).unwrap();
    bill.bands.last().map(|band| (band.cost.amount, band.ratio))
}

fn around(
    stand: &Stand,
    place: &Place,
    (bound, deductible): (Yuan, Yuan),
    (lower, upper): (Rate, Option<Rate>),
    name: &str,
    tally: &mut Tally,
) {
    let last = |total| last_segment(stand, place, &[total], deductible);
    let ratio = |total| last(total).map(|(_, ratio)| ratio);
    let (below, at, above) = (bound - fen(FEN), bound, bound + fen(FEN));
    let beyond = match upper {
        Some(upper) => last(above) == Some((fen(FEN), upper)),
        // Beyond the last segment the rules give no ratio.
        None => last(above) == last(at),
    };
    tally.holds(
        name,
        &format!("around, after {deductible}"),
        &[
            ("the lower ratio a fen below", ratio(below) == Some(lower)),
            ("the lower ratio to its end", ratio(at) == Some(lower)),
            (
                "a fen more there",
                last(at).zip(last(below)).is_some_and(|(at, below)| at.0 - below.0 == fen(FEN)),
            ),
            ("the next fen beyond it", beyond),
        ],
    );
}

/// Costs of earlier stays push a later one into the next segment, unless each stay begins anew.
fn in_two_stays(
    stand: &Stand,
    place: &Place,
    (bound, per_stay): (Yuan, bool),
    (lower, upper): (Rate, Option<Rate>),
    name: &str,
    tally: &mut Tally,
) {
    let later = last_segment(stand, place, &[bound, fen(FEN)], Yuan::ZERO);
    let before = last_segment(stand, place, &[bound - fen(FEN), fen(FEN)], Yuan::ZERO);
    let first = last_segment(stand, place, &[fen(FEN)], Yuan::ZERO);
    let is_right = if per_stay {
        later == first && before == first
    } else {
        later == upper.map(|upper| (fen(FEN), upper)) && before == Some((fen(FEN), lower))
    };
    tally.holds(name, "in two stays", &[("where segments count from", is_right)]);
}
