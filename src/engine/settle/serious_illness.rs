//! Insurance of serious illness (大病保险): a share of the person's own part of the year's hospital
//! stays inside the policy range, above a threshold.

use super::amount_of;
use crate::calendar::{Date, Month};
use crate::engine::assessment::Figure;
use crate::engine::benefit::Benefit;
use crate::engine::derivation::{Formula, OperandName, Origin, yuan};
use crate::engine::outcome::{Assumption, Convention, Gap, Refusal, Reliance};
use crate::engine::rules::Used;
use crate::engine::run::Run;
use crate::engine::terms::{Band, Sourced, Terms};
use crate::money::Yuan;
use crate::policy::{Cell, Place, SegmentsFrom, SeriousIllness, Topic, pick, pick_segments};

impl Run<'_> {
    /// What it pays at this bill: what is due on the year's own part with this bill less what was due
    /// before, within its cap. `own` is deductible, own share, and cost beyond a cap on cost.
    pub(super) fn serious_illness(
        &mut self,
        date: Date,
        year: Month,
        terms: &Terms,
        own: (Figure, Figure, Option<Figure>),
        reliance: &mut Reliance,
    ) -> Option<Figure> {
        let may_count = matches!(terms.track.benefit, Benefit::Inpatient | Benefit::OutpatientPool);
        if !may_count || terms.not_covered.is_some() {
            return None;
        }
        let mut of_rule = Reliance::default();
        let used = self.rule_if_any::<SeriousIllness>(date, &mut of_rule);
        let found =
            used.and_then(|used| Some((used, self.serious_terms(used, date, &terms.place)?)));
        let Some((used, (bands, cap))) = found else {
            if terms.track.benefit == Benefit::Inpatient {
                self.conventions.insert(Convention::SeriousIllnessLeftOut);
            }
            return None;
        };
        let counts = used.value.counts_visits;
        if terms.track.benefit != Benefit::Inpatient && counts != Some(true) {
            return None;
        }
        if counts.is_none() {
            self.conventions.insert(Convention::SeriousIllnessCountsStays);
        }
        reliance.absorb(of_rule);
        let cap_is_unknown = cap.is_none() && !used.value.uncapped;
        let own = self.own_inside(own);
        let before = self.serious.get(&year).copied().unwrap_or_default();
        let (due, _) = self.fund_by_bands(&bands, before.own, own);
        let paid = match cap {
            Some((cap, origin)) => {
                let left = cap.less_at_most(before.paid);
                let operands = [
                    due.operand(OperandName::SeriousIllness),
                    yuan(OperandName::Cap, cap, origin),
                    yuan(OperandName::PaidBefore, before.paid, Origin::Running),
                ];
                self.figure(Formula::SeriousIllnessWithinCap, &operands, due.amount.min(left))
            }
            None => due,
        };
        if cap_is_unknown && !paid.amount.is_zero() {
            let why = Refusal::NotListed { topic: Topic::SeriousIllness };
            reliance.note(Gap::Parameter { why, assumed: Assumption::CapNotReached });
        }
        let sums = self.serious.entry(year).or_default();
        sums.own += own.amount;
        sums.paid += paid.amount;
        (!paid.amount.is_zero()).then_some(paid)
    }

    /// Segments above the threshold, counted from nothing, and the cap; none where the rule does not
    /// give both threshold and ratio.
    fn serious_terms(
        &mut self,
        used: Used<'_, SeriousIllness>,
        date: Date,
        place: &Place,
    ) -> Option<(Vec<Band>, Option<Sourced<Yuan>>)> {
        let person = self.person(date);
        let value = used.value;
        let threshold = *pick(&value.threshold, &person, date, place).ok()?;
        let start = match value.segments_from {
            Some(SegmentsFrom::Threshold) => threshold,
            Some(SegmentsFrom::Nothing) => Yuan::ZERO,
            // One ratio for everything above the threshold needs no segments.
            None if !value.ratio.iter().any(Cell::is_segment) => Yuan::ZERO,
            None => return None,
        };
        let segment = |cell: &Cell<_>| {
            let band = Band::of(cell, used.origin());
            let above = (cell.above.unwrap_or_default() + start).max(threshold);
            // Counted from the threshold, the bounds stand in no rule as they are.
            let bounds = if start.is_zero() { band.bounds } else { Origin::Running };
            Band { above: Some(above), up_to: cell.up_to.map(|end| end + start), bounds, ..band }
        };
        let ratio = from_nothing(&value.ratio, threshold);
        let cells = pick_segments(&ratio, &person, date, place).ok()?;
        let bands = cells.into_iter().map(segment).collect();
        let cap = pick(&value.cap, &person, date, place).ok().map(|cap| (*cap, used.origin()));
        Some((bands, cap))
    }

    fn own_inside(&mut self, own: (Figure, Figure, Option<Figure>)) -> Figure {
        let (deductible, own_share, beyond_cap) = own;
        let mut operands = vec![
            deductible.operand(OperandName::DeductibleApplied),
            own_share.operand(OperandName::OwnShare),
        ];
        operands.extend(beyond_cap.map(|beyond| beyond.operand(OperandName::BeyondCap)));
        let sum = deductible.amount + own_share.amount + amount_of(beyond_cap);
        self.figure(Formula::OwnInside, &operands, sum)
    }
}

/// The segments with the first one, which begins at the threshold, begun at nothing; a table of
/// segments has no hole at its foot.
fn from_nothing<T: Clone>(cells: &[Cell<T>], threshold: Yuan) -> Vec<Cell<T>> {
    let begin = |cell: &Cell<T>| cell.above.filter(|above| *above != threshold);
    cells.iter().map(|cell| Cell { above: begin(cell), ..cell.clone() }).collect()
}
