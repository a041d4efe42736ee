//! Rules on hospital stays.

use super::{CheckValue, check_cells, check_table};
use crate::money::Yuan;
use crate::policy::error::FindingKind;
use crate::policy::rule::Cell;
use crate::policy::topics::{
    InpatientCap, InpatientDeductible, InpatientRatio, SegmentsFrom, SeriousIllness,
};

impl CheckValue for InpatientDeductible {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_cells(&self.first, report);
        for table in [&self.first, &self.second, &self.third, &self.later, &self.floor] {
            check_table(table, report);
        }
        if self.per.is_none() && !self.says_nothing_of_further_stays() {
            report(FindingKind::FurtherStaysWithoutPer);
        }
    }
}

impl CheckValue for InpatientRatio {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_cells(&self.cells, report);
        if self.segments_per.is_some() && !self.cells.iter().any(Cell::is_segment) {
            report(FindingKind::SegmentsMisplaced);
        }
    }
}

impl CheckValue for InpatientCap {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        let tables = [&self.basic, &self.large_sum, &self.total];
        if tables.iter().all(|table| table.is_empty()) && self.large_sum_ratio.is_empty() {
            report(FindingKind::NoCells);
        }
        for table in tables {
            check_table(table, report);
        }
        if self.large_sum_uncapped && !self.large_sum.is_empty() {
            report(FindingKind::CappedAndUncapped);
        }
    }
}

impl CheckValue for SeriousIllness {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if self.threshold.is_empty() && self.ratio.is_empty() && self.cap.is_empty() {
            report(FindingKind::NoCells);
        }
        check_table(&self.threshold, report);
        check_table(&self.cap, report);
        if !self.ratio.is_empty() {
            check_cells(&self.ratio, report);
        }
        if self.uncapped && !self.cap.is_empty() {
            report(FindingKind::CappedAndUncapped);
        }
        let begins_at = |sum| self.ratio.iter().any(|cell| cell.above == sum);
        let is_misplaced = match self.segments_from {
            Some(SegmentsFrom::Nothing) => {
                begins_at(None) || !self.threshold.iter().all(|cell| begins_at(Some(cell.value)))
            }
            Some(SegmentsFrom::Threshold) => {
                !begins_at(None) || !self.ratio.iter().any(Cell::is_segment)
            }
            None => false,
        };
        if is_misplaced {
            report(FindingKind::SegmentsMisplaced);
        }
    }
}

/// Whether some person's deductible is above the cap of the basic fund or of all funds.
pub(super) fn is_above(deductible: &InpatientDeductible, cap: &InpatientCap) -> bool {
    let is_less =
        |owed: &Cell<Yuan>, most: &Cell<Yuan>| owed.who == most.who && owed.value > most.value;
    let caps = || cap.basic.iter().chain(&cap.total);
    deductible.first.iter().any(|owed| caps().any(|most| is_less(owed, most)))
}
