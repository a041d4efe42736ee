//! What rules can say, topic by topic. Every type here is the shape of the `value` of a rule.

use serde::{Deserialize, Serialize};

use super::rule::Cell;
use crate::money::{Rate, Yuan};

/// Kinds of basic medical insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InsuranceKind {
    /// 职工医保, with a personal account.
    Employee,
    /// 职工医保单建统筹, without a personal account.
    EmployeePoolOnly,
    /// 灵活就业.
    Flexible,
    /// 城乡居民医保.
    Resident,
}

/// The topics that rules are filed under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// What is paid into the personal account.
    AccountCredit,
    /// When it is paid in.
    AccountTiming,
    /// The bounds that the nation sets for what is paid in.
    AccountFrame,
    /// What the personal account may pay for.
    AccountUse,
    /// The twelve months over which deductibles and caps count.
    BenefitYear,
    /// Floor and ceiling of the contribution base.
    ContributionBase,
    /// What a person bears before the pooled fund pays for outpatient care.
    OutpatientDeductible,
    /// The share that the pooled fund pays.
    OutpatientRatio,
    /// The most that the pooled fund pays.
    OutpatientCap,
    /// The bounds that the nation sets for outpatient rules of the areas.
    OutpatientFrame,
    /// Who pays first: account, deductible, fund.
    PaymentOrder,
}

/// What a deduction from a credit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionPurpose {
    /// 长期护理保险.
    LongTermCare,
}

/// A part of a credit rate that goes elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateDeduction {
    /// What for.
    pub purpose: DeductionPurpose,
    /// Share of the contribution base.
    pub rate: Rate,
}

/// A part of a credited sum that goes elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountDeduction {
    /// What for.
    pub purpose: DeductionPurpose,
    /// Yuan a month.
    pub amount: Yuan,
}

/// What is paid into the personal account (个人账户计入).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AccountCredit {
    /// A share of the contribution base, for every month paid.
    RateOfBase {
        /// Share of the base.
        rate: Rate,
        /// What goes elsewhere before the rest is credited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        less: Option<RateDeduction>,
    },
    /// A fixed sum a month.
    FixedMonthly {
        /// Yuan a month.
        amount: Yuan,
        /// What goes elsewhere before the rest is credited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        less: Option<AmountDeduction>,
    },
    /// A fixed sum for an insurance year.
    FixedYearly {
        /// Yuan a year.
        amount: Yuan,
    },
    /// A share of an average pension whose amount is not known: a rule, but not yet a figure.
    RateOfAveragePension {
        /// Share of the average monthly pension.
        rate: Rate,
        /// The year of that average.
        of_year: u16,
    },
}

/// The bounds that the nation sets for account credits. Not enough to calculate with; named where
/// an area's own rule is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountFrame {
    /// Highest share of the contribution base credited to those in service.
    pub rate_max: Rate,
}

/// When credits reach the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AccountTiming {
    /// Month by month.
    Monthly {},
    /// For the whole insurance year in advance, settled at its end against the months really paid
    /// (预划、年度清算). What is left of the year's money is carried over to an accumulated
    /// account; a shortfall stays in the current-year account and lowers the next advance.
    AdvancedForYear {
        /// Number of the month in which the insurance year starts.
        year_starts_in: u8,
    },
}

/// What the personal account may pay of a person's own expense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountUse {
    /// The person's part of costs inside the policy range (deductible, own share).
    pub in_policy_range: bool,
    /// Costs outside it (wholly own-paid, over price limits, first-own-pay parts).
    pub outside_policy_range: bool,
}

/// The twelve months over which deductibles and caps count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitYear {
    /// Number of the month in which it starts: 1 for calendar years.
    pub starts_in: u8,
}

/// Floor and ceiling of the monthly contribution base (缴费基数).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContributionBase {
    /// Lowest base, yuan a month.
    pub floor: Yuan,
    /// Highest base, yuan a month; not known when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<Yuan>,
}

/// The outpatient deductible (起付标准) of a benefit year.
///
/// One running sum counts towards it at all places; where places have different deductibles, a
/// bill at a dearer place owes only what is still missing to that place's figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutpatientDeductible {
    /// Yuan a benefit year, by person and place.
    pub cells: Vec<Cell<Yuan>>,
}

/// The share of costs above the deductible that the pooled fund pays (支付比例).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutpatientRatio {
    /// By person and place.
    pub cells: Vec<Cell<Rate>>,
    /// A pharmacy that fills a prescription counts as the institution that wrote it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub pharmacy_as_prescriber: bool,
}

/// The most that the pooled fund pays in a benefit year (最高支付限额).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OutpatientCap {
    /// A cap of its own on what the fund pays for outpatient care.
    FundPayment {
        /// Yuan a benefit year.
        cells: Vec<Cell<Yuan>>,
    },
    /// No cap of its own: one cap covers outpatient and inpatient care, and above it a
    /// supplementary fund (地方附加基金、大额) pays a share.
    SharedWithInpatient {
        /// Yuan a benefit year.
        cells: Vec<Cell<Yuan>>,
        /// Share of costs above the cap that the supplementary fund pays.
        ratio_above: Rate,
    },
}

/// The bounds that the nation sets for outpatient rules of the areas. Not enough to calculate
/// with; named where an area's own rule is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutpatientFrame {
    /// Lowest ratio that an area may set.
    pub ratio_min: Rate,
}

/// Who pays first. Where an area has no such rule the usual order holds: deductible, shared part,
/// and the personal account pays the person's own part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentOrder {
    /// The current-year account pays first, then the deductible is due, then the fund shares; the
    /// accumulated account pays the person's share of that last part.
    CurrentYearAccountFirst {
        /// Whether the accumulated account may also pay the deductible.
        accumulated_pays_deductible: bool,
    },
}
