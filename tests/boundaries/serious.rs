//! A fen around the threshold, the segments and the cap of insurance of serious illness.

use mingbai::engine::{Formula, Settlement, Step};
use mingbai::money::{Rate, Rounding, Yuan};
use mingbai::policy::{Cell, PolicySet, Rule, SegmentsFrom, SeriousIllness, pick, pick_segments};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::stays::stay;
use crate::sums::{HUNDRED, PLENTY, cost_at};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// The whole bill is the person's own part, so that its total is what counts.
fn all_own() -> Value {
    json!({
        "inpatient_ratio": "0", "inpatient_deductible": "0", "inpatient_cap": "100000000",
        "outpatient_ratio": "0", "outpatient_deductible": "0", "outpatient_cap": "100000000",
        "monthly_credit": "0"
    })
}

#[test]
fn serious_illness_pays_above_its_threshold_and_up_to_its_cap() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.serious_illness {
            for cell in &rule.value.threshold {
                with_stand(&policy, rule, cell, "threshold", &mut tally, of_threshold);
            }
            for cell in rule.value.ratio.iter().filter(|cell| cell.is_segment()) {
                with_stand(&policy, rule, cell, "segment", &mut tally, of_segment);
            }
            for cell in &rule.value.cap {
                with_stand(&policy, rule, cell, "cap", &mut tally, of_cap);
            }
        }
    }
    tally.finish("serious illness", 46);
}

/// What an entry is tried with: the rule, where, and the threshold of the person.
struct Trial<'a, 'p> {
    stand: &'a Stand<'p>,
    rule: &'a SeriousIllness,
    threshold: Yuan,
    name: String,
}

/// Tries an entry with somebody for whom all of the rule is known.
fn with_stand<T: PartialEq>(
    policy: &PolicySet,
    rule: &Rule<SeriousIllness>,
    cell: &Cell<T>,
    what: &str,
    tally: &mut Tally,
    try_it: fn(&Trial<'_, '_>, &Cell<T>, &mut Tally),
) {
    for insurance in &rule.insurance {
        let name = format!("{} {what}", name_of(policy, rule));
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name, NOBODYS);
            continue;
        };
        let place = stand.places(cell.at.as_deref()).remove(0);
        let threshold = pick(&rule.value.threshold, &stand.person, stand.date, &place).copied();
        let has_segments = rule.value.ratio.iter().any(Cell::is_segment);
        let missing = if threshold.is_err() {
            Some("the rule gives no threshold")
        } else if rule.value.ratio.is_empty() {
            Some("the rule gives no ratio")
        } else if has_segments && rule.value.segments_from.is_none() {
            Some("from where its segments count is not known")
        } else {
            None
        };
        if let Some(missing) = missing {
            tally.unreachable(name, missing);
            continue;
        }
        tally.thresholds += 1;
        let trial = Trial { stand: &stand, rule: &rule.value, threshold: threshold.unwrap(), name };
        try_it(&trial, cell, tally);
    }
}

impl Trial<'_, '_> {
    /// The last of some stays of these own costs, with the working of all.
    fn settle(&self, owns: &[Yuan]) -> (Settlement, Vec<Step>) {
        let place = self.stand.places(None).remove(0);
        let bills: Vec<Value> = owns.iter().map(|own| stay(&place, *own)).collect();
        let situation = self.stand.situation_of(&bills, &all_own(), &json!({}));
        let assessment = self.stand.answer(&situation).assessment;
        let mut results = assessment.expenses.into_iter();
        let last = results.next_back().and_then(|result| result.settlement);
        (last.unwrap_or_else(|| panic!("{}: refused", self.name)), assessment.steps)
    }

    /// What it pays of the last of some stays.
    fn paid(&self, owns: &[Yuan]) -> Yuan {
        self.settle(owns).0.serious_illness.map_or(Yuan::ZERO, |figure| figure.amount)
    }

    /// What of a single stay falls into each segment.
    fn segments(&self, own: Yuan) -> Vec<Yuan> {
        let (_, steps) = self.settle(&[own]);
        let in_segment = |step: &&Step| step.formula == Formula::CostInBand;
        steps.iter().filter(in_segment).map(|step| step.result).collect()
    }

    /// A hundred yuan at a ratio: exact, as ratios are whole percents.
    fn hundred_at(ratio: Rate) -> Yuan {
        fen(HUNDRED).times(ratio, Rounding::HalfUpToFen).value
    }
}

fn of_threshold(trial: &Trial<'_, '_>, cell: &Cell<Yuan>, tally: &mut Tally) {
    let threshold = cell.value;
    let (below, at) = (trial.paid(&[threshold - fen(FEN)]), trial.paid(&[threshold]));
    let place = trial.stand.places(None).remove(0);
    let first = pick_segments(&trial.rule.ratio, &trial.stand.person, trial.stand.date, &place)
        .map_or_else(|_| trial.rule.ratio[0].value, |all| all[0].value);
    let hundred = Trial::hundred_at(first);
    tally.holds(
        &trial.name,
        "a fen around",
        &[
            ("nothing below", below.is_zero()),
            ("nothing at it", at.is_zero()),
            ("a fen shared above it", trial.segments(threshold + fen(FEN)) == [fen(FEN)]),
            ("its share from there", trial.paid(&[threshold + fen(HUNDRED)]) == hundred),
            ("its share in a later stay", trial.paid(&[threshold, fen(HUNDRED)]) == hundred),
            ("nothing of a stay below", trial.paid(&[threshold - fen(FEN), fen(FEN)]).is_zero()),
        ],
    );
    visits_count(trial, tally);
}

/// Visits move the sum where the rule counts them, and do not where it does not.
fn visits_count(trial: &Trial<'_, '_>, tally: &mut Tally) {
    let place = trial.stand.places(None).remove(0);
    let visit = json!({"kind": "outpatient", "level": place.id(), "total": trial.threshold});
    let bills = [visit, stay(&place, fen(HUNDRED))];
    let (bill, _) = trial.stand.last_of(&bills, &all_own()).unwrap();
    let counts = trial.rule.counts_visits == Some(true);
    tally.holds(
        &trial.name,
        "after a visit",
        &[("as visits count", bill.serious_illness.is_some() == counts)],
    );
}

/// Both bounds of a segment, as sums of own cost.
fn of_segment(trial: &Trial<'_, '_>, cell: &Cell<Rate>, tally: &mut Tally) {
    let start = match trial.rule.segments_from {
        Some(SegmentsFrom::Threshold) => trial.threshold,
        _ => Yuan::ZERO,
    };
    let begins = cell.above.map_or(trial.threshold, |above| above + start);
    let begins = begins.max(trial.threshold);
    let hundred = Trial::hundred_at(cell.value);
    let (at, above) = (trial.segments(begins), trial.segments(begins + fen(FEN)));
    let growth = |from: Yuan| trial.paid(&[from + fen(HUNDRED)]) - trial.paid(&[from]);
    tally.holds(
        &trial.name,
        &format!("from {begins}"),
        &[
            ("a segment more a fen above", above.len() == at.len() + 1),
            ("of one fen", above.last() == Some(&fen(FEN))),
            ("its ratio", growth(begins) == hundred),
        ],
    );
    let Some(end) = cell.up_to.map(|end| end + start) else { return };
    let (below, at) = (trial.segments(end - fen(FEN)), trial.segments(end));
    let last = |segments: &[Yuan]| segments.last().copied().unwrap_or_default();
    tally.holds(
        &trial.name,
        &format!("to {end}"),
        &[
            ("the same segment at its end", below.len() == at.len()),
            ("a fen more there", last(&at) - last(&below) == fen(FEN)),
            ("its ratio to the end", growth(end - fen(HUNDRED)) == hundred),
        ],
    );
}

fn of_cap(trial: &Trial<'_, '_>, cell: &Cell<Yuan>, tally: &mut Tally) {
    let cap = cell.value;
    let nearly = cost_at(cap - fen(FEN), |own| trial.paid(&[own]));
    let nearly = nearly.unwrap_or_else(|| panic!("{}: never paid", trial.name));
    let more = fen(HUNDRED);
    tally.holds(
        &trial.name,
        "a fen around",
        &[
            ("the last fen", trial.paid(&[nearly, more]) == fen(FEN)),
            ("nothing from then on", trial.paid(&[nearly, more, more]).is_zero()),
            ("no more at once", trial.paid(&[fen(PLENTY)]) == cap),
        ],
    );
}
