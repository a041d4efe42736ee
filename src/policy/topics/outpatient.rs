//! Outpatient care and pharmacies: deductible, ratio, cap, and who pays first.

use serde::{Deserialize, Serialize};

use crate::money::{Rate, Yuan};
use crate::policy::rule::{Cell, Place};

/// The twelve months over which deductibles and caps count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BenefitYear {
    /// Number of the month in which it starts: 1 for calendar years.
    pub starts_in: u8,
}

/// The stretch over which a deductible or cap counts.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// A benefit year.
    #[default]
    Year,
    /// A quarter of it.
    Quarter,
    /// A calendar month.
    Month,
    /// A bill.
    Visit,
}

impl Per {
    /// Whether it is a year.
    #[must_use]
    pub fn is_year(&self) -> bool {
        *self == Self::Year
    }
}

/// The outpatient deductible (起付标准).
///
/// One running sum counts towards it at all places; where places have different deductibles, a
/// bill at a dearer place owes only what is still missing to that place's figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutpatientDeductible {
    /// The stretch over which it counts.
    #[serde(default, skip_serializing_if = "Per::is_year")]
    pub per: Per,
    /// Yuan a stretch, by person and place.
    pub cells: Vec<Cell<Yuan>>,
    /// For the second bill of the year and later ones, where they differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<Cell<Yuan>>,
    /// The most that is borne in a benefit year, where the stretch is shorter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub year_max: Vec<Cell<Yuan>>,
}

/// The share of costs above the deductible that the pooled fund pays (支付比例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutpatientRatio {
    /// By person and place.
    pub cells: Vec<Cell<Rate>>,
    /// A pharmacy that fills a prescription counts as the institution that wrote it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub pharmacy_as_prescriber: bool,
}

/// The most that the pooled fund pays (最高支付限额).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OutpatientCap {
    /// A cap of its own on what the fund pays for outpatient care.
    FundPayment {
        /// The stretch over which it counts.
        #[serde(default, skip_serializing_if = "Per::is_year")]
        per: Per,
        /// Yuan a stretch.
        cells: Vec<Cell<Yuan>>,
        /// Lower caps within it on what the fund pays at some places.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of_which: Vec<Cell<Yuan>>,
        /// A further cap on what the fund pays of one bill.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of_a_bill: Vec<Cell<Yuan>>,
        /// Places where the rules say that there is no cap.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        uncapped: Vec<Place>,
    },
    /// A cap on the eligible cost that is shared at all, the person's own part included.
    EligibleCost {
        /// The stretch over which it counts.
        #[serde(default, skip_serializing_if = "Per::is_year")]
        per: Per,
        /// Yuan a stretch.
        cells: Vec<Cell<Yuan>>,
        /// Lower caps within it at some places.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        of_which: Vec<Cell<Yuan>>,
        /// Places where the rules say that there is no cap.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        uncapped: Vec<Place>,
    },
    /// No cap of its own: one cap covers outpatient and inpatient care, and above it a
    /// supplementary fund (地方附加基金、大额) pays a share.
    SharedWithInpatient {
        /// Yuan a benefit year.
        cells: Vec<Cell<Yuan>>,
        /// Share of costs above the cap that the supplementary fund pays; not known when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ratio_above: Option<Rate>,
    },
    /// The rules say that there is none.
    None {},
}

impl OutpatientCap {
    /// Whether the rules say that there is no cap at `place`.
    #[must_use]
    pub fn is_uncapped(&self, place: &Place) -> bool {
        match self {
            Self::FundPayment { uncapped, .. } | Self::EligibleCost { uncapped, .. } => {
                uncapped.contains(place)
            }
            Self::SharedWithInpatient { .. } => false,
            Self::None {} => true,
        }
    }

    /// The tables of the cap: its own, lower ones within it, and that of one bill.
    #[must_use]
    pub fn tables(&self) -> [&[Cell<Yuan>]; 3] {
        match self {
            Self::FundPayment { cells, of_which, of_a_bill, .. } => [cells, of_which, of_a_bill],
            Self::EligibleCost { cells, of_which, .. } => [cells, of_which, &[]],
            Self::SharedWithInpatient { cells, .. } => [cells, &[], &[]],
            Self::None {} => [&[], &[], &[]],
        }
    }
}

/// The bounds that the nation sets for outpatient rules of the areas. Not enough to calculate
/// with; named where an area's own rule is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutpatientFrame {
    /// Lowest ratio that an area may set.
    pub ratio_min: Rate,
}

/// Who pays first. Where an area has no such rule the usual order holds: deductible, shared part,
/// and the personal account pays the person's own part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentOrder {
    /// The current-year account pays first, then the deductible is due, then the fund shares; the
    /// accumulated account pays the person's share of that last part.
    CurrentYearAccountFirst {
        /// Whether the accumulated account may also pay the deductible.
        accumulated_pays_deductible: bool,
        /// Which account pays the person's part of a hospital stay; not known when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        stays: Option<StayPayment>,
    },
}

/// Which account pays the person's part of a hospital stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StayPayment {
    /// The accumulated account, and cash where it does not suffice.
    AccumulatedAccount,
}
