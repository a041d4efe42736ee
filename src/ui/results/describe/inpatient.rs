//! Rules on hospital stays, in words.

use super::super::super::format;
use super::Words;
use crate::money::{Rate, Yuan};
use crate::policy::{
    Cell, InpatientCap, InpatientDeductible, InpatientPer, InpatientRatio, SegmentsFrom,
    SeriousIllness,
};

impl Words<'_> {
    pub(super) fn inpatient_deductible(&self, value: &InpatientDeductible) -> Vec<String> {
        let money = |amount: &Yuan| format::money(*amount);
        let says_nothing = value.says_nothing_of_further_stays();
        let first = match value.per {
            Some(InpatientPer::Year) => "rule.stay_year",
            Some(InpatientPer::Stay) if says_nothing => "rule.every_stay",
            Some(InpatientPer::Stay) | None => "rule.first_stay",
        };
        let mut said = self.headed(first, &value.first, money);
        said.extend(self.headed("rule.second_stay", &value.second, money));
        said.extend(self.headed("rule.third_stay", &value.third, money));
        said.extend(self.headed("rule.later_stays", &value.later, money));
        let share = |key, rate: Option<Rate>| {
            rate.map(|rate| self.fill(key, &[("said", &format::percent(rate))]))
        };
        said.extend(share("rule.second_factor", value.second_factor));
        said.extend(share("rule.later_factor", value.later_factor));
        let sum = |key, sum: Option<Yuan>| {
            sum.map(|sum| self.fill(key, &[("said", &format::money(sum))]))
        };
        said.extend(sum("rule.step_down", value.step_down));
        said.extend(self.headed("rule.at_least", &value.floor, money));
        said.extend(sum("rule.year_max", value.year_max));
        if value.per.is_none() {
            said.push(self.locale.text("rule.further_stays_unknown").to_owned());
        }
        said
    }

    pub(super) fn inpatient_ratio(&self, value: &InpatientRatio) -> Vec<String> {
        let percent = |rate: &Rate| format::percent(*rate);
        let mut said = self.cells(&value.cells, percent);
        said.extend(self.headed("rule.added_by_age", &value.added_by_age, percent));
        let key = value.segments_per.map(|per| match per {
            InpatientPer::Stay => "rule.segments_of_stay",
            InpatientPer::Year => "rule.segments_of_year",
        });
        said.extend(key.map(|key| self.locale.text(key).to_owned()));
        said
    }

    pub(super) fn inpatient_cap(&self, value: &InpatientCap) -> Vec<String> {
        let money = |amount: &Yuan| format::money(*amount);
        let mut said = self.headed("rule.cap_basic", &value.basic, money);
        if !value.counts.is_fund_payment() {
            said.push(self.locale.text("rule.counts_cost").to_owned());
        }
        said.extend(self.headed("rule.cap_large_sum", &value.large_sum, money));
        if value.large_sum_uncapped {
            said.push(self.locale.text("rule.large_sum_uncapped").to_owned());
        }
        let percent = |rate: &Rate| format::percent(*rate);
        said.extend(self.headed("rule.large_sum_ratio", &value.large_sum_ratio, percent));
        said.extend(self.headed("rule.cap_total", &value.total, money));
        said
    }

    pub(super) fn serious_illness(&self, value: &SeriousIllness) -> Vec<String> {
        let money = |amount: &Yuan| format::money(*amount);
        let mut said = self.headed("rule.threshold", &value.threshold, money);
        said.extend(self.headed("rule.rate", &value.ratio, |rate| format::percent(*rate)));
        let is_segmented = value.ratio.iter().any(Cell::is_segment);
        let key = match value.segments_from {
            Some(SegmentsFrom::Nothing) => Some("rule.segments_from_nothing"),
            Some(SegmentsFrom::Threshold) => Some("rule.segments_from_threshold"),
            None => is_segmented.then_some("rule.segments_from_unknown"),
        };
        said.extend(key.map(|key| self.locale.text(key).to_owned()));
        said.extend(self.headed("rule.at_most", &value.cap, money));
        if value.uncapped {
            said.push(self.locale.text("rule.no_cap").to_owned());
        }
        said
    }
}
