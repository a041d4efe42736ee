//! The single fields of the form that hold one text each.

use serde::{Deserialize, Serialize};

/// A single field. Its written name stays as it is, since devices and links keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Field {
    /// First month of the ledger.
    From,
    /// Last day of the ledger.
    AsOf,
    /// The balance that an app or a receipt shows.
    Displayed,
    /// The day on which it was shown.
    DisplayedOn,
    /// Opening balance where there is one account.
    Opening,
    /// Opening balance of the current-year account.
    OpeningCurrent,
    /// Opening balance of the accumulated account.
    OpeningAccumulated,
    /// Month of birth.
    Birth,
    /// Month of retirement.
    RetiredOn,
    /// First month of insurance in the area.
    InsuredSince,
    /// Group among the insured, by the area's own names; empty when not chosen.
    Group,
    /// Tier of contributions, by the area's own names; empty when not chosen.
    Tier,
    /// The day on which the account was closed.
    ClosedOn,
    /// The day on which a resident's premium was paid.
    EnrolledOn,
    /// Years that a resident missed before.
    MissedYears,
    /// The day from which maternity leave is due.
    LeaveFrom,
    /// The monthly wage that its allowance goes by.
    LeaveWage,
    /// Own figure for the monthly credit.
    MonthlyCredit,
    /// Own figure for the share of the base that is credited, in percent.
    CreditRate,
    /// Own figure for the deductible.
    OutpatientDeductible,
    /// Own figure for the ratio, in percent.
    OutpatientRatio,
    /// Own figure for the cap.
    OutpatientCap,
    /// Own figure for the deductible of a hospital stay.
    InpatientDeductible,
    /// Own figure for the share of a hospital stay, in percent.
    InpatientRatio,
    /// Own figure for the cap on hospital stays.
    InpatientCap,
}
