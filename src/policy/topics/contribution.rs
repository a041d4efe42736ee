//! Contributions and premiums: base, rates, tiers of flexible employment, residents.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::money::{Rate, Yuan};
use crate::policy::rule::Cell;

/// Floor and ceiling of the monthly contribution base (缴费基数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContributionBase {
    /// Lowest base, yuan a month; not known when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Yuan>,
    /// Highest base, yuan a month; not known when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Yuan>,
}

/// Who pays a part of the contributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The employer.
    Employer,
    /// The person.
    Person,
    /// Taken from the personal account.
    Account,
    /// The pooled fund.
    Fund,
}

/// What a part of the contributions is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ContributionPurpose {
    /// Basic medical insurance; with maternity where the rule does not tell them apart.
    Basic,
    /// Maternity insurance.
    Maternity,
    /// Large-sum or supplementary insurance (大额、大病).
    LargeSum,
    /// Long-term care insurance.
    LongTermCare,
}

/// One part of the contributions: a share of the base, or a fixed sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContributionPart {
    /// Who pays it.
    pub payer: Payer,
    /// What for.
    pub purpose: ContributionPurpose,
    /// Share of the base.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Yuan a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<Yuan>,
    /// Yuan a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly: Option<Yuan>,
    /// Whether a `Basic` part includes maternity.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub includes_maternity: bool,
}

/// What employer and employee pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContributionRate {
    /// The parts.
    pub parts: Vec<ContributionPart>,
}

/// What a tier of flexible employment pays. What is not known is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlexibleTier {
    /// The tier, by the area's own names; absent where there is one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Whether it has a personal account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_account: Option<bool>,
    /// Base, yuan a month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Yuan>,
    /// Lowest base that may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_floor: Option<Yuan>,
    /// Highest base that may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_ceiling: Option<Yuan>,
    /// Share of the base, all parts together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Rate>,
    /// Yuan a month, all parts together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub monthly: Option<Yuan>,
    /// Yuan a year, all parts together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yearly: Option<Yuan>,
    /// Fixed sums on top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<ContributionPart>,
}

/// What people in flexible employment pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlexibleContribution {
    /// The tiers.
    pub tiers: Vec<FlexibleTier>,
}

/// What a resident pays and what is added from taxes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ResidentPremium {
    /// Own premium, yuan a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub premium: Vec<Cell<Yuan>>,
    /// Public subsidy, yuan a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subsidy: Vec<Cell<Yuan>>,
    /// First day of the enrolment window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_from: Option<Date>,
    /// Last day of the enrolment window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_to: Option<Date>,
}
