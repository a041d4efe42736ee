//! Treatment away from home (异地就医): what changes against treatment in the area of insurance.

use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::money::{Rate, Yuan};
use crate::policy::rule::{Cell, Place};

/// How treatment away from home came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// 异地长期居住备案: lives or works there, and has filed it.
    FiledResidence,
    /// 转诊: referred by a hospital at home, which files it.
    Referred,
    /// 急诊: an emergency.
    Emergency,
    /// 临时外出备案: a temporary stay that was filed, neither referred nor an emergency.
    FiledTemporary,
    /// None of these: nothing was filed.
    Unfiled,
}

/// Where away from home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Region {
    /// Another county of the same area.
    OtherCounty,
    /// Another area of the same province.
    SameProvince,
    /// Another province.
    OtherProvince,
}

/// What kind of care a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Care {
    /// A visit or a pharmacy.
    Outpatient,
    /// A hospital stay.
    Inpatient,
}

/// A deductible that is a share of the eligible cost, within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeductibleOfCost {
    /// Share of the eligible cost.
    pub rate: Rate,
    /// At least.
    pub min: Yuan,
    /// At most.
    pub max: Yuan,
}

/// What holds away from home for some arrangements and regions. What is absent is as at home: an
/// entry that changes nothing says that all is. A table that has entries says nothing of the people
/// and places that none of them names; there the figure is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ElsewhereTerms {
    /// For these arrangements.
    pub arrangements: Vec<Arrangement>,
    /// In these regions.
    pub regions: Vec<Region>,
    /// For this kind of care.
    pub care: Care,
    /// Share of the eligible cost that the person pays before anything else (先自付).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first_own: Vec<Cell<Rate>>,
    /// Deductible in place of that at home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deductible: Vec<Cell<Yuan>>,
    /// Deductible that is a share of the cost, in place of that at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible_of_cost: Option<DeductibleOfCost>,
    /// Added to the deductible at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible_added: Option<Yuan>,
    /// How many times the deductible at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible_times: Option<u8>,
    /// Ratio in place of that at home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// Percentage points taken off the ratio at home.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio_less: Vec<Cell<Rate>>,
    /// Share of what the fund would pay at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio_times: Option<Rate>,
    /// Counts as treatment at this level at home.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_at: Option<Place>,
    /// The fund pays nothing.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub not_covered: bool,
}

/// Treatment away from home (异地就医).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TreatmentElsewhere {
    /// What is calculated with. No two entries speak of the same arrangement, region and care.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<ElsewhereTerms>,
    /// What is only shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}
