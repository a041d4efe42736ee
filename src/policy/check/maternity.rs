//! Rules on maternity.

use super::{CheckValue, check_amounts, check_cells, check_table};
use crate::policy::error::FindingKind;
use crate::policy::topics::{DeliveryCase, Maternity, MaternityAllowance};

impl CheckValue for Maternity {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        let is_empty = self.allowance.is_none()
            && self.deliveries.is_empty()
            && self.prenatal_limit.is_empty()
            && self.prenatal_ratio.is_empty()
            && self.statements.is_empty();
        if is_empty {
            report(FindingKind::NoCells);
        }
        if let Some(allowance) = &self.allowance {
            check_allowance(allowance, report);
        }
        for cost in &self.deliveries {
            if cost.limit.is_empty() && cost.ratio.is_empty() {
                report(FindingKind::NoCells);
            }
            check_table(&cost.limit, report);
            if !cost.ratio.is_empty() {
                check_cells(&cost.ratio, report);
            }
            check_amounts(&cost.yuan_per_further_child, report);
        }
        check_cases(&cases_of_cost(self), report);
        check_cases(&cases_of_days(self), report);
        check_table(&self.prenatal_limit, report);
        if !self.prenatal_ratio.is_empty() {
            check_cells(&self.prenatal_ratio, report);
        }
    }
}

fn check_allowance(allowance: &MaternityAllowance, report: &mut dyn FnMut(FindingKind)) {
    let says_something = allowance.basis.is_some()
        || allowance.daily.is_some()
        || !allowance.days.is_empty()
        || allowance.months_needed.is_some();
    if !says_something {
        report(FindingKind::NoCells);
    }
}

/// Each case is one, and no delivery is a case of two entries.
fn check_cases(cases: &[&DeliveryCase], report: &mut dyn FnMut(FindingKind)) {
    for (index, case) in cases.iter().enumerate() {
        if case.deliveries.is_empty() {
            report(FindingKind::EmptyCase);
        }
        if matches!((case.months_from, case.months_before), (Some(from), Some(before)) if from >= before)
        {
            report(FindingKind::MonthsReversed);
        }
        if cases.iter().skip(index + 1).any(|other| case.meets(other)) {
            report(FindingKind::CaseTwice);
        }
    }
}

/// The cases of which the cost is told.
fn cases_of_cost(value: &Maternity) -> Vec<&DeliveryCase> {
    value.deliveries.iter().map(|cost| &cost.case).collect()
}

/// The cases of which the days are told.
fn cases_of_days(value: &Maternity) -> Vec<&DeliveryCase> {
    value.allowance.iter().flat_map(|allowance| &allowance.days).map(|days| &days.case).collect()
}

/// Whether both rules tell the days or the cost of some delivery.
pub(super) fn share_a_case(one: &Maternity, other: &Maternity) -> bool {
    [cases_of_cost, cases_of_days].iter().any(|cases| {
        let others = cases(other);
        cases(one).iter().any(|case| others.iter().any(|another| case.meets(another)))
    })
}
