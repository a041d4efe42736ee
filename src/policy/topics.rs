//! What rules can say, topic by topic. Every type here is the shape of the `value` of a rule.

use serde::{Deserialize, Serialize};

mod account;
mod chronic;
mod contribution;
mod elsewhere;
mod inpatient;
mod maternity;
mod outpatient;
mod statement;
mod waiting;

pub use account::{
    AccountCredit, AccountFrame, AccountTiming, AccountUse, AmountDeduction, DeductionPurpose,
    RateDeduction,
};
pub use chronic::{CapCounts, ChronicOutpatient, ChronicScheme};
pub use contribution::{
    ContributionBase, ContributionPart, ContributionPurpose, ContributionRate,
    FlexibleContribution, FlexibleTier, Payer, ResidentPremium,
};
pub use elsewhere::{
    Arrangement, Care, DeductibleOfCost, ElsewhereTerms, Region, TreatmentElsewhere,
};
pub use inpatient::{
    InpatientCap, InpatientDeductible, InpatientPer, InpatientRatio, SegmentsFrom, SeriousIllness,
};
pub use maternity::{
    AllowanceDays, DailyWage, Delivery, DeliveryCase, DeliveryCost, Maternity, MaternityAllowance,
    WageBasis,
};
pub use outpatient::{
    BenefitYear, OutpatientCap, OutpatientDeductible, OutpatientFrame, OutpatientRatio,
    PaymentOrder, Per, StayPayment,
};
pub use statement::{
    AccountRules, AccountSharing, ContactPoints, EnrolmentIncentive, OtherRules, RetirementYears,
    Stated, Statement, Statements,
};
pub use waiting::{Wait, WaitFrom, Waiting, WaitingTerms};

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
