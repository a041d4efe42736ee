//! Hospital stays: deductible, ratio, caps, and insurance of serious illness on top.

use serde::{Deserialize, Serialize};

use super::chronic::CapCounts;
use crate::money::{Rate, Yuan};
use crate::policy::rule::Cell;

/// The deductible of a hospital stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InpatientDeductible {
    /// Whether it is due once a year (the highest level counts) or at every stay; not known when
    /// absent, and then only what the first stay of a year owes is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<InpatientPer>,
    /// First stay of the year. With `per: stay`, every stay where nothing at all is said of further
    /// ones; where something is said, a stay or place that it leaves out is not known.
    pub first: Vec<Cell<Yuan>>,
    /// Second stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub second: Vec<Cell<Yuan>>,
    /// Third stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub third: Vec<Cell<Yuan>>,
    /// Later stays: those for which nothing above is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Cell<Yuan>>,
    /// Second stay as a share of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_factor: Option<Rate>,
    /// Later stays as a share of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub later_factor: Option<Rate>,
    /// Whether only stays at the same level count as further ones.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub further_at_same_level: bool,
    /// What each further stay owes less than the one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_down: Option<Yuan>,
    /// What a stay owes at least.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floor: Vec<Cell<Yuan>>,
    /// The most that is borne in a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_max: Option<Yuan>,
}

impl InpatientDeductible {
    /// Whether nothing at all is said of stays after the first.
    #[must_use]
    pub fn says_nothing_of_further_stays(&self) -> bool {
        let tables = [&self.second, &self.third, &self.later, &self.floor];
        tables.iter().all(|table| table.is_empty())
            && self.second_factor.is_none()
            && self.later_factor.is_none()
            && self.step_down.is_none()
    }
}

/// How often the deductible of hospital stays is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InpatientPer {
    /// At every stay.
    Stay,
    /// Once a year; where levels differ, that of the highest level used.
    Year,
}

/// The share of a hospital stay that the fund pays, by person, place and segment of cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InpatientRatio {
    /// The entries.
    pub cells: Vec<Cell<Rate>>,
    /// What is added per age reached; never above all of the cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added_by_age: Vec<Cell<Rate>>,
    /// Whether segments go by the cost of each stay or by that of the year; not known when absent,
    /// and then only costs within the first segment, or a first stay, can be placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments_per: Option<InpatientPer>,
}

/// The most that funds pay for hospital stays in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InpatientCap {
    /// Basic fund, yuan a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basic: Vec<Cell<Yuan>>,
    /// Large-sum supplement on top, yuan a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub large_sum: Vec<Cell<Yuan>>,
    /// Share that the supplement pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub large_sum_ratio: Vec<Cell<Rate>>,
    /// The rules say that the supplement has no cap.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub large_sum_uncapped: bool,
    /// Both together, where only that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<Cell<Yuan>>,
    /// What the cap of the basic fund counts.
    #[serde(default, skip_serializing_if = "CapCounts::is_fund_payment")]
    pub counts: CapCounts,
}

/// Insurance of serious illness (大病保险) on top of the basic fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriousIllness {
    /// Own costs of a year above which it pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threshold: Vec<Cell<Yuan>>,
    /// Share of what lies above the threshold, by segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// From where the segments are counted; not known when absent, and then a ratio with segments
    /// cannot be calculated with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments_from: Option<SegmentsFrom>,
    /// Whether own costs of visits and pharmacies count as well as those of stays; not known when
    /// absent, and then only stays count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_visits: Option<bool>,
    /// The most that it pays in a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap: Vec<Cell<Yuan>>,
    /// The rules say that it has no cap.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub uncapped: bool,
}

/// From where segments of own costs are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SegmentsFrom {
    /// From nothing: the first segment begins at the threshold.
    Nothing,
    /// From the threshold: the first segment begins at nothing above it.
    Threshold,
}
