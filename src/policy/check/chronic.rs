//! Rules on chronic and special diseases.

use super::{CheckValue, check_cells, check_table};
use crate::policy::error::FindingKind;
use crate::policy::topics::{CapCounts, ChronicOutpatient, ChronicScheme, Per};

impl CheckValue for ChronicOutpatient {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if self.schemes.is_empty() && self.statements.is_empty() {
            report(FindingKind::NoCells);
        }
        for scheme in &self.schemes {
            check_scheme(scheme, report);
        }
        for (index, scheme) in self.schemes.iter().enumerate() {
            if self.schemes.iter().skip(index + 1).any(|other| other.id == scheme.id) {
                report(FindingKind::DuplicateScheme(scheme.id.clone()));
            }
        }
    }
}

fn check_scheme(scheme: &ChronicScheme, report: &mut dyn FnMut(FindingKind)) {
    let says_nothing = scheme.deductible.is_empty()
        && scheme.ratio.is_empty()
        && !scheme.ratio_as_inpatient
        && scheme.cap.is_empty();
    if says_nothing || scheme.id.is_empty() {
        report(FindingKind::NoCells);
    }
    check_table(&scheme.deductible, report);
    check_table(&scheme.cap, report);
    if !scheme.ratio.is_empty() {
        check_cells(&scheme.ratio, report);
    }
}

/// The first scheme of both rules.
pub(super) fn shared_scheme<'r>(
    one: &'r ChronicOutpatient,
    other: &ChronicOutpatient,
) -> Option<&'r str> {
    let mut ids = one.schemes.iter().map(|scheme| scheme.id.as_str());
    ids.find(|id| other.schemes.iter().any(|scheme| scheme.id == *id))
}

/// The schemes of which somebody would bear more in a year than the fund pays at most.
pub(super) fn schemes_above_cap(value: &ChronicOutpatient) -> impl Iterator<Item = &str> {
    let is_above = |scheme: &&ChronicScheme| {
        let is_comparable = scheme.deductible_per == Some(scheme.cap_per)
            && scheme.cap_counts == CapCounts::FundPayment
            && scheme.cap_per != Per::Visit;
        is_comparable
            && scheme.deductible.iter().any(|owed| {
                let same = scheme.cap.iter().filter(|most| most.who == owed.who);
                same.into_iter().any(|most| owed.value > most.value)
            })
    };
    value.schemes.iter().filter(is_above).map(|scheme| scheme.id.as_str())
}
