//! What a person tells: where and how they are insured, what was paid in, what was spent.
//!
//! `docs/situation.md` describes the JSON form with a complete example.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{Arrangement, Delivery, InsuranceKind, Place, Region, RuleRef, Status};

use super::ledger::SubAccount;

/// Everything that an assessment needs from the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Code of the area of insurance, such as `510100`.
    pub area: String,
    /// Kind of insurance.
    pub insurance: InsuranceKind,
    /// In service or retired. A retired person with a `retired_on` month counts as in service
    /// before it.
    pub status: Status,
    /// Month of birth; asked for where a rule goes by age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Month>,
    /// First month in which the person counts as retired, in most areas the one after the formalities;
    /// asked for where a rule goes by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Month>,
    /// Group among the insured, by the area's own names; asked for where a rule goes by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Tier of contributions, by the area's own names; asked for where a rule goes by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// Whether a family doctor is contracted; asked for where a rule goes by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_doctor: Option<bool>,
    /// Later changes of kind, group or tier, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// First month of insurance in the area; asked for where credits are advanced for the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insured_since: Option<Month>,
    /// The stretch of time to reckon.
    pub ledger: LedgerWindow,
    /// Months of contribution with their base, in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributions: Vec<ContributionRange>,
    /// Movements of the account other than credits and the person's own bills.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
    /// The day on which the account was closed, because the person moved to another area, settled
    /// abroad or died.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
    /// A resident's enrolment; asked for nowhere, but a late one brings a waiting period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enrolment: Option<Enrolment>,
    /// Leave for which a maternity allowance is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maternity_leave: Option<MaternityLeave>,
    /// Expenses; those of one day are settled in the order given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expenses: Vec<Expense>,
    /// Figures that the person knows better than the rules.
    #[serde(default, skip_serializing_if = "Provided::is_empty")]
    pub provided: Provided,
    /// Doubtful rules that the person chooses to calculate with all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept_doubtful: Vec<RuleRef>,
}

/// A change of how the person is insured in the area. What it does not name stays as it was, save
/// that group and tier belong to a kind of insurance and end with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// First month.
    pub from: Month,
    /// Kind of insurance.
    pub insurance: InsuranceKind,
    /// Group among the insured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Tier of contributions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
}

/// What a movement of the account was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Paid for a family member (家庭共济).
    Family,
    /// A premium paid from the account.
    Premium,
    /// Paid out to the person or transferred to another area.
    Payout,
    /// Received from another area.
    TransferIn,
    /// Interest received.
    Interest,
    /// A correction by the authority, upwards or downwards.
    Correction,
}

impl MovementKind {
    /// Whether money leaves the account.
    #[must_use]
    pub const fn is_outflow(self) -> bool {
        matches!(self, Self::Family | Self::Premium | Self::Payout)
    }
}

/// A movement of the account that the person knows of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// The day.
    pub date: Date,
    /// What it was.
    pub kind: MovementKind,
    /// The amount; only a correction may be negative.
    pub amount: Yuan,
    /// Which account moved, where the area keeps two; the accumulated one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<SubAccount>,
}

/// The stretch of time that the ledger covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerWindow {
    /// First month; the opening balance is that at its beginning.
    pub from: Month,
    /// Last day; today when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The balance at the beginning of the first month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<Opening>,
}

/// An opening balance: one figure, or two where the area keeps two sub-accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Opening {
    /// The account in one sum.
    Balance(Yuan),
    /// Current-year and accumulated account (当年账户、历年账户).
    Separate {
        /// Current-year account.
        current_year: Yuan,
        /// Accumulated account.
        accumulated: Yuan,
    },
}

/// Consecutive months with one contribution base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContributionRange {
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Contribution base, yuan a month; or `wage`, from which it then follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Yuan>,
    /// Wage, yuan a month, from which the base follows between floor and ceiling of each month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage: Option<Yuan>,
    /// Whether the contributions arrived. Months that are not listed count as not paid.
    #[serde(default = "paid_by_default", skip_serializing_if = "Clone::clone")]
    pub paid: bool,
    /// The day on which they arrived, where that was after their months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid_on: Option<Date>,
}

const fn paid_by_default() -> bool {
    true
}

/// What an expense was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExpenseKind {
    /// 门诊: a visit without admission.
    Outpatient,
    /// 药店: a designated pharmacy.
    Pharmacy,
    /// 住院: a hospital stay, dated by the day of discharge.
    Inpatient,
    /// 门诊慢特病: under a scheme for chronic or special diseases.
    Chronic,
    /// 产前检查: an examination before birth.
    Prenatal,
    /// 分娩、流产: the end of a pregnancy.
    Delivery,
}

impl ExpenseKind {
    /// Whether it arose at an institution whose level must be known.
    #[must_use]
    pub const fn is_at_institution(self) -> bool {
        matches!(self, Self::Outpatient | Self::Inpatient | Self::Delivery)
    }
}

/// One bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// The day of the bill.
    pub date: Date,
    /// What it was for.
    pub kind: ExpenseKind,
    /// Level of the institution; for a pharmacy, of the institution that wrote the prescription.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Place>,
    /// Which stay of the benefit year it is, where earlier ones are not listed; otherwise they are
    /// counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay: Option<u8>,
    /// The scheme for chronic or special diseases, by the identifier of the area's rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// How and where it arose, when away from the area of insurance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
    /// How the pregnancy ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Birth>,
    /// 医疗费总额.
    pub total: Yuan,
    /// 全自费: outside the catalogue.
    #[serde(default, skip_serializing_if = "Yuan::is_nothing")]
    pub own_paid: Yuan,
    /// 超限价: above price limits.
    #[serde(default, skip_serializing_if = "Yuan::is_nothing")]
    pub over_limit: Yuan,
    /// 先行自付: the first own share of class B items.
    #[serde(default, skip_serializing_if = "Yuan::is_nothing")]
    pub first_own: Yuan,
}

/// How and where treatment away from home came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// How.
    pub arrangement: Arrangement,
    /// Where.
    pub region: Region,
}

/// How a pregnancy ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Birth {
    /// How.
    pub how: Delivery,
    /// After how many full months of pregnancy; asked for where a rule goes by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u8>,
    /// How many children.
    #[serde(default = "one_child")]
    pub children: u8,
}

const fn one_child() -> u8 {
    1
}

/// Leave for which a maternity allowance (生育津贴) is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MaternityLeave {
    /// The day on which the pregnancy ended.
    pub date: Date,
    /// How it ended.
    pub birth: Birth,
    /// The monthly wage that the rules go by, yuan; only days are reckoned without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wage: Option<Yuan>,
}

/// When a resident's premium was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// The day of payment.
    pub paid_on: Date,
    /// Whether that was after the enrolment window; where absent, the window that the rules name
    /// decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<bool>,
    /// Years missed before.
    #[serde(default, skip_serializing_if = "is_no_year")]
    pub missed_years: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_no_year(years: &u8) -> bool {
    *years == 0
}

/// Figures that the person takes from their own slip or notice. Each replaces what the rules say,
/// or fills in what they do not, and is shown as the person's wherever it is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Provided {
    /// Monthly credit to the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_credit: Option<Yuan>,
    /// Share of the contribution base that is credited to the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_rate: Option<Rate>,
    /// Outpatient deductible of a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outpatient_deductible: Option<Yuan>,
    /// Share that the pooled fund pays of an outpatient bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outpatient_ratio: Option<Rate>,
    /// Cap on what the pooled fund pays for outpatient care in a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outpatient_cap: Option<Yuan>,
    /// Deductible of every hospital stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inpatient_deductible: Option<Yuan>,
    /// Share that the pooled fund pays of a hospital stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inpatient_ratio: Option<Rate>,
    /// Cap on what the pooled fund pays for hospital stays in a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inpatient_cap: Option<Yuan>,
    /// Whether the account also pays costs outside the policy range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_pays_outside_range: Option<bool>,
}

impl Expense {
    /// The parts outside the policy range: own-paid, over limits, first-own-pay.
    #[must_use]
    pub fn outside_range(&self) -> Yuan {
        self.own_paid + self.over_limit + self.first_own
    }
}

impl Provided {
    /// Whether the person provided nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Situation {
    /// The status of the person in `month`.
    #[must_use]
    pub fn retired_in(&self, month: Month) -> bool {
        self.status == Status::Retired && self.retired_on.is_none_or(|retired| month >= retired)
    }

    /// How the person is insured in `month`: kind, group, tier.
    #[must_use]
    pub fn insured_in(&self, month: Month) -> (InsuranceKind, Option<&String>, Option<&String>) {
        let change = self.changes.iter().rev().find(|change| change.from <= month);
        change.map_or((self.insurance, self.group.as_ref(), self.tier.as_ref()), |change| {
            (change.insurance, change.group.as_ref(), change.tier.as_ref())
        })
    }

    /// The contribution range that contains `month`.
    #[must_use]
    pub fn contribution_of(&self, month: Month) -> Option<(usize, &ContributionRange)> {
        self.contributions
            .iter()
            .enumerate()
            .find(|(_, range)| range.from <= month && month <= range.to)
    }
}
