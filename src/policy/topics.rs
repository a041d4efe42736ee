//! What rules can say, topic by topic. Every type here is the shape of the `value` of a rule.

use serde::{Deserialize, Serialize};

use super::evidence::Text;
use super::person::Who;
use super::rule::{Cell, Place};
use crate::calendar::Date;
use crate::money::{Rate, Yuan};

/// Kinds of basic medical insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What employer and employee pay.
    ContributionRate,
    /// What people in flexible employment pay.
    FlexibleContribution,
    /// What residents pay.
    ResidentPremium,
    /// What a person bears of a hospital stay before the fund pays.
    InpatientDeductible,
    /// The share of a hospital stay that the fund pays.
    InpatientRatio,
    /// The most that funds pay for hospital stays.
    InpatientCap,
    /// Insurance of serious illness on top.
    SeriousIllness,
    /// Outpatient care of chronic and special diseases.
    ChronicOutpatient,
    /// Maternity.
    Maternity,
    /// Waiting periods and what a break does.
    Waiting,
    /// Treatment away from home.
    TreatmentElsewhere,
    /// Incentives for unbroken enrolment.
    EnrolmentIncentive,
    /// Whom the account may also pay for.
    AccountSharing,
    /// Further rules on the account: transfer, interest, payout.
    AccountRules,
    /// Years of contribution needed at retirement.
    RetirementYears,
    /// Whom to ask.
    ContactPoints,
    /// Anything else.
    OtherRules,
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

/// The twelve months over which deductibles and caps count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BenefitYear {
    /// Number of the month in which it starts: 1 for calendar years.
    pub starts_in: u8,
}

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
    },
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
    /// What is added per age reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added_by_age: Vec<Cell<Rate>>,
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
    /// Share by segment of those costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// The most that it pays in a year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap: Vec<Cell<Yuan>>,
}

/// A figure or statement of a topic that is shown, not calculated with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Stated {
    /// Yuan.
    Yuan(Yuan),
    /// A share.
    Rate(Rate),
    /// Days.
    Days(u16),
    /// Months.
    Months(u16),
    /// Years.
    Years(u16),
    /// A number of anything else.
    Count(u32),
    /// It is so, or not.
    Flag(bool),
    /// In words.
    Text(Text),
}

/// One statement of a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What it is about.
    pub name: Text,
    /// For whom; everybody when absent.
    #[serde(default, skip_serializing_if = "Who::is_anybody")]
    pub who: Who,
    /// At which places; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Vec<Place>>,
    /// The figure or statement.
    pub value: Stated,
}

macro_rules! statements {
    ($($(#[$doc:meta])* $kind:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $kind {
            /// The statements.
            pub statements: Vec<Statement>,
        }

        impl Statements for $kind {
            fn statements(&self) -> &[Statement] {
                &self.statements
            }
        }
    )*};
}

/// A topic that consists of statements.
pub trait Statements {
    /// They.
    fn statements(&self) -> &[Statement];
}

statements! {
    /// Outpatient care of chronic and special diseases (门诊慢特病).
    ChronicOutpatient,
    /// Maternity (生育).
    Maternity,
    /// Waiting periods and what a break does (待遇等待期).
    Waiting,
    /// Treatment away from home (异地就医).
    TreatmentElsewhere,
    /// Incentives for unbroken enrolment.
    EnrolmentIncentive,
    /// Whom the account may also pay for (家庭共济).
    AccountSharing,
    /// Further rules on the account: transfer, interest, payout.
    AccountRules,
    /// Years of contribution needed at retirement.
    RetirementYears,
    /// Whom to ask, beside the file's contacts.
    ContactPoints,
    /// Anything else.
    OtherRules,
}
