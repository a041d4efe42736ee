//! The personal account: what is paid in, when, and what it may pay for.

use serde::{Deserialize, Serialize};

use crate::money::{Rate, Yuan};

/// What a deduction from a credit is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeductionPurpose {
    /// 长期护理保险.
    LongTermCare,
    /// 大额医疗.
    LargeSum,
}

/// A part of a credit rate that goes elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateDeduction {
    /// What for.
    pub purpose: DeductionPurpose,
    /// Share of the contribution base.
    pub rate: Rate,
}

/// A part of a credited sum that goes elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AmountDeduction {
    /// What for.
    pub purpose: DeductionPurpose,
    /// Yuan a month.
    pub amount: Yuan,
}

/// What is paid into the personal account (个人账户计入).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
        /// The year of that average, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of_year: Option<u16>,
    },
    /// A share of the person's own pension.
    RateOfOwnPension {
        /// Share of the monthly pension.
        rate: Rate,
    },
    /// There is no personal account.
    NoAccount {},
}

/// The bounds that the nation sets for account credits. Not enough to calculate with; named where
/// an area's own rule is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountFrame {
    /// Highest share of the contribution base credited to those in service.
    pub rate_max: Rate,
}

/// When credits reach the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AccountTiming {
    /// Month by month.
    Monthly {},
    /// For the whole insurance year in advance, settled at its end against the months really paid
    /// (预划、年度清算).
    AdvancedForYear {
        /// Number of the month in which the insurance year starts.
        year_starts_in: u8,
        /// Whether the year's money is kept in a current-year account apart from an accumulated
        /// one (当年账户、历年账户). What is left of it at the end of the year is carried over; a
        /// shortfall stays and lowers the next advance.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        separate_accounts: bool,
        /// Whether the advance goes by base, status and age of the month before the year.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        by_month_before: bool,
        /// Whether a stop of contributions is settled at once rather than at the end of the year.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        at_once_on_stop: bool,
        /// Whether the closing of the account is settled at once.
        #[serde(default, skip_serializing_if = "core::ops::Not::not")]
        at_once_on_closing: bool,
    },
}

/// What the personal account may pay of a person's own expense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountUse {
    /// The person's part of costs inside the policy range (deductible, own share).
    pub in_policy_range: bool,
    /// Costs outside it (wholly own-paid, over price limits, first-own-pay parts).
    pub outside_policy_range: bool,
}
