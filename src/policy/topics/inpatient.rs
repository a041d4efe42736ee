//! Hospital stays: deductible, ratio, caps, and insurance of serious illness on top.

use serde::{Deserialize, Serialize};

use crate::money::{Rate, Yuan};
use crate::policy::rule::Cell;

/// The deductible of a hospital stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct InpatientDeductible {
    /// Whether it is due once a year (the highest level counts) or at every stay.
    pub per: InpatientPer,
    /// First stay of the year, or every stay where nothing else is said.
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
    /// Whether segments go by the cost of each stay or by that of the year; not known when absent.
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
    /// Both together, where only that is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub total: Vec<Cell<Yuan>>,
}

/// Insurance of serious illness (大病保险) on top of the basic fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SeriousIllness {
    /// Own costs of a year above which it pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threshold: Vec<Cell<Yuan>>,
    /// Share by segment of those costs, counted from nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// Whether the segments are counted from the threshold instead.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub segments_above_threshold: bool,
    /// The most that it pays in a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap: Vec<Cell<Yuan>>,
}
