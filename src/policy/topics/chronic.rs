//! Outpatient care of chronic and special diseases (门诊慢特病、两病).

use serde::{Deserialize, Serialize};

use super::outpatient::Per;
use super::statement::Statement;
use crate::money::{Rate, Yuan};
use crate::policy::evidence::Text;
use crate::policy::rule::Cell;

/// What a cap counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CapCounts {
    /// What the fund pays.
    #[default]
    FundPayment,
    /// Eligible cost, the person's part included.
    EligibleCost,
}

impl CapCounts {
    /// Whether it counts what the fund pays.
    #[must_use]
    pub fn is_fund_payment(&self) -> bool {
        *self == Self::FundPayment
    }
}

/// A scheme for some diseases, with deductible, ratio and cap of its own. Tables that are not known
/// are absent; a figure of nothing stands as `"0"`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChronicScheme {
    /// Identifier, by which an expense names it; unique in the file for the same people on a day.
    /// The same everywhere where schemes are: `hypertension`, `diabetes`, `hypertension_diabetes`
    /// (somebody with both), `two_diseases` (where the rules make no difference between them),
    /// `chronic`, `chronic_several`, `special`, `special_drugs`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Yuan a stretch that the person bears first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductible: Vec<Cell<Yuan>>,
    /// The stretch of the deductible; not known when absent, which matters only where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible_per: Option<Per>,
    /// Share that the fund pays above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// The ratio is that of hospital stays.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub ratio_as_inpatient: bool,
    /// The most in a stretch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap: Vec<Cell<Yuan>>,
    /// The stretch of the cap.
    #[serde(default, skip_serializing_if = "Per::is_year")]
    pub cap_per: Per,
    /// What the cap counts.
    #[serde(default, skip_serializing_if = "CapCounts::is_fund_payment")]
    pub cap_counts: CapCounts,
    /// What the fund pays counts towards the cap of hospital stays as well; for a scheme without a
    /// cap of its own that is the only one.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub counts_towards_inpatient_cap: bool,
}

/// Outpatient care of chronic and special diseases (门诊慢特病).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChronicOutpatient {
    /// What is calculated with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<ChronicScheme>,
    /// What is only shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}
