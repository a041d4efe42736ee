//! Rules on chronic and special diseases, in words.

use super::super::super::format;
use super::Words;
use crate::policy::{CapCounts, ChronicOutpatient, ChronicScheme, Per, Statements};

impl Words<'_> {
    pub(super) fn chronic_outpatient(&self, value: &ChronicOutpatient) -> Vec<String> {
        let mut said: Vec<String> =
            value.schemes.iter().flat_map(|scheme| self.scheme(scheme)).collect();
        said.extend(value.statements().iter().map(|statement| self.statement(statement)));
        said
    }

    fn scheme(&self, scheme: &ChronicScheme) -> Vec<String> {
        let mut said = self.cells(&scheme.deductible, |amount| {
            if amount.is_zero() {
                return self.locale.text("rule.no_deductible").to_owned();
            }
            let amount = self.over(scheme.deductible_per, format::money(*amount));
            self.fill("rule.scheme_deductible", &[("said", &amount)])
        });
        let is_due = scheme.deductible.iter().any(|cell| !cell.value.is_zero());
        if is_due && scheme.deductible_per.is_none() {
            said.push(self.locale.text("rule.deductible_per_unknown").to_owned());
        }
        said.extend(self.cells(&scheme.ratio, |ratio| {
            self.fill("rule.rate", &[("said", &format::percent(*ratio))])
        }));
        if scheme.ratio_as_inpatient {
            said.push(self.locale.text("rule.ratio_as_inpatient").to_owned());
        }
        let cap = match scheme.cap_counts {
            CapCounts::FundPayment => "rule.scheme_cap",
            CapCounts::EligibleCost => "rule.scheme_cap_of_cost",
        };
        said.extend(self.cells(&scheme.cap, |amount| {
            let amount = self.over(Some(scheme.cap_per), format::money(*amount));
            self.fill(cap, &[("said", &amount)])
        }));
        if scheme.counts_towards_inpatient_cap {
            let is_only_one = scheme.cap.is_empty();
            let key = if is_only_one {
                "rule.cap_with_inpatient"
            } else {
                "rule.counts_towards_inpatient"
            };
            said.push(self.locale.text(key).to_owned());
        }
        self.under(self.locale.said(&scheme.name), said)
    }

    /// A figure with the stretch it counts over, years as well.
    fn over(&self, per: Option<Per>, said: String) -> String {
        match per {
            None => said,
            Some(Per::Year) => self.fill("rule.per_year", &[("said", &said)]),
            Some(per) => self.per(per, said),
        }
    }

    /// Sentences under a heading.
    pub(super) fn under(&self, head: &str, said: Vec<String>) -> Vec<String> {
        said.into_iter()
            .map(|said| self.fill("rule.for_whom", &[("who", head), ("said", &said)]))
            .collect()
    }
}
