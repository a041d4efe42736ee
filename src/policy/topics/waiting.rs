//! Waiting periods (待遇等待期) and what a break of contributions does.

use serde::{Deserialize, Serialize};

use super::elsewhere::Care;
use super::statement::Statement;
use crate::calendar::Date;

/// A stretch of waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// Calendar months.
    Months(u16),
    /// Days.
    Days(u16),
}

/// From when a waiting period counts, or the fund pays again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitFrom {
    /// The month in which contributions begin or resume, that month included.
    PaymentMonth,
    /// The month after.
    MonthAfterPayment,
}

/// What waiting periods and breaks do to payments of the fund. What is not known is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct WaitingTerms {
    /// For this kind of care only; every kind when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care: Option<Care>,
    /// Whether the fund pays for care in a break that is not made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays_in_break: Option<bool>,
    /// Breaks of up to so many months do not bring a waiting period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grace_months: Option<u16>,
    /// Whether the fund pays afterwards for care in a break within the grace that was made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays_in_break_made_up: Option<bool>,
    /// The same for a longer break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pays_in_longer_break_made_up: Option<bool>,
    /// From when the fund pays again after a break within the grace, once it is made up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumes: Option<WaitFrom>,
    /// The same for a longer break, where that brings no wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resumes_after_longer: Option<WaitFrom>,
    /// Wait after a longer break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_longer: Option<Wait>,
    /// Wait after first joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_first: Option<Wait>,
    /// Where contributions are paid by the year: wait after enrolling outside the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_enrolment: Option<Wait>,
    /// First day of payment that brings this wait, where it is not the day after the window: some
    /// areas have a second window without a wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_enrolment_from: Option<Date>,
    /// Residents: wait after a year that was missed. It is not added to that after late enrolment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_missed_year: Option<Wait>,
    /// Residents: further months of waiting for each year missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months_per_missed_year: Option<u16>,
    /// From when the wait counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts_from: Option<WaitFrom>,
}

/// Waiting periods and what a break does (待遇等待期).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// What is calculated with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<WaitingTerms>,
    /// What is only shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}
