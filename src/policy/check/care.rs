//! What must hold in the rules on treatment away from home and on waiting periods. Several rules of
//! these topics may hold side by side, as long as no two speak of the same care.

use super::{
    CheckValue, Checker, check_amounts, check_cells, check_table, overlap_in_time, places_of,
};
use crate::policy::error::FindingKind;
use crate::policy::rule::{Cell, Place, Rule};
use crate::policy::topics::{
    ElsewhereTerms, Topic, TreatmentElsewhere, Wait, Waiting, WaitingTerms,
};

impl Checker<'_> {
    /// Rules that speak of the same care of the same people on the same days.
    pub(super) fn collisions(&mut self) {
        let rules = &self.file.rules;
        let mut found = Vec::new();
        let mut note = |topic, pairs: Vec<(&str, &str)>| {
            found.extend(
                pairs.into_iter().map(|(id, other)| (topic, id.to_owned(), other.to_owned())),
            );
        };
        let elsewhere = self.colliding(&rules.treatment_elsewhere, |one, other| {
            let meets = |terms: &ElsewhereTerms| other.terms.iter().any(|also| meet(terms, also));
            one.terms.iter().any(meets)
        });
        note(Topic::TreatmentElsewhere, elsewhere);
        let waiting =
            self.colliding(&rules.waiting, |one, other| match (&one.terms, &other.terms) {
                (Some(one), Some(other)) => {
                    one.care.is_none() || other.care.is_none() || one.care == other.care
                }
                _ => false,
            });
        note(Topic::Waiting, waiting);
        for (topic, id, other) in found {
            self.report(Some(topic), &id, FindingKind::Overlaps(other));
        }
    }

    /// The pairs of rules for the same people and days whose values `collide`.
    fn colliding<'r, T>(
        &self,
        rules: &'r [Rule<T>],
        collide: impl Fn(&T, &T) -> bool,
    ) -> Vec<(&'r str, &'r str)> {
        let mut pairs = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let others = rules.iter().skip(index + 1).filter(|other| {
                self.same_people(rule, other)
                    && overlap_in_time(rule, other)
                    && collide(&rule.value, &other.value)
            });
            pairs.extend(others.map(|other| (rule.id.as_str(), other.id.as_str())));
        }
        pairs
    }
}

/// Whether both speak of some same arrangement, region and care.
fn meet(one: &ElsewhereTerms, other: &ElsewhereTerms) -> bool {
    one.care == other.care
        && one.arrangements.iter().any(|arrangement| other.arrangements.contains(arrangement))
        && one.regions.iter().any(|region| other.regions.contains(region))
}

/// The places that the terms of a rule name.
pub(super) fn places<'v>(value: &'v TreatmentElsewhere) -> Vec<&'v Place> {
    let of = |terms: &'v ElsewhereTerms| {
        let ElsewhereTerms { first_own, deductible, ratio, ratio_less, as_at, .. } = terms;
        let rates = [first_own, ratio, ratio_less].into_iter().flat_map(|cells| places_of(cells));
        rates.chain(places_of(deductible)).chain(as_at)
    };
    value.terms.iter().flat_map(of).collect()
}

impl CheckValue for TreatmentElsewhere {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if self.terms.is_empty() && self.statements.is_empty() {
            report(FindingKind::NoCells);
        }
        for (index, terms) in self.terms.iter().enumerate() {
            check_terms(terms, report);
            if self.terms.iter().skip(index + 1).any(|other| meet(terms, other)) {
                report(FindingKind::AmbiguousCells);
            }
        }
    }
}

fn check_terms(terms: &ElsewhereTerms, report: &mut dyn FnMut(FindingKind)) {
    check_list(&terms.arrangements, report);
    check_list(&terms.regions, report);
    check_table(&terms.deductible, report);
    for table in [&terms.first_own, &terms.ratio, &terms.ratio_less] {
        check_optional(table, report);
    }
    check_amounts(terms.deductible_added.iter(), report);
    if let Some(share) = &terms.deductible_of_cost {
        check_amounts([&share.min, &share.max], report);
        if share.min > share.max {
            report(FindingKind::FloorAboveCeiling);
        }
    }
    let deductibles = [
        !terms.deductible.is_empty(),
        terms.deductible_of_cost.is_some(),
        terms.deductible_added.is_some(),
        terms.deductible_times.is_some(),
    ];
    let ratios =
        [!terms.ratio.is_empty(), !terms.ratio_less.is_empty(), terms.ratio_times.is_some()];
    let count = |said: &[bool]| said.iter().filter(|said| **said).count();
    let figures = count(&deductibles) + count(&ratios) + usize::from(!terms.first_own.is_empty());
    if count(&deductibles) > 1 || count(&ratios) > 1 || (terms.not_covered && figures > 0) {
        report(FindingKind::Contradicts);
    }
}

/// A list that has to name something, and nothing twice.
fn check_list<T: PartialEq>(list: &[T], report: &mut dyn FnMut(FindingKind)) {
    if list.is_empty() {
        report(FindingKind::NoCells);
    }
    let is_repeated = |(index, item): (usize, &T)| list.iter().skip(index + 1).any(|x| x == item);
    if list.iter().enumerate().any(is_repeated) {
        report(FindingKind::Repeated);
    }
}

/// A table that may be empty.
fn check_optional<T>(cells: &[Cell<T>], report: &mut dyn FnMut(FindingKind)) {
    if !cells.is_empty() {
        check_cells(cells, report);
    }
}

impl CheckValue for Waiting {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        let Some(terms) = &self.terms else {
            if self.statements.is_empty() {
                report(FindingKind::NoCells);
            }
            return;
        };
        // Terms that only name the care say nothing.
        if *terms == (WaitingTerms { care: terms.care, ..WaitingTerms::default() }) {
            report(FindingKind::NoCells);
        }
        let waits =
            [terms.after_longer, terms.at_first, terms.late_enrolment, terms.after_missed_year];
        let is_nothing = |wait: &Wait| matches!(wait, Wait::Months(0) | Wait::Days(0));
        if waits.iter().flatten().any(is_nothing) || terms.months_per_missed_year == Some(0) {
            report(FindingKind::NoWait);
        }
        let waits_and_resumes =
            terms.after_longer.is_some() && terms.resumes_after_longer.is_some();
        let day_without_wait =
            terms.late_enrolment.is_none() && terms.late_enrolment_from.is_some();
        let start_without_wait = terms.counts_from.is_some() && waits.iter().all(Option::is_none);
        if waits_and_resumes || day_without_wait || start_without_wait {
            report(FindingKind::Contradicts);
        }
    }
}
