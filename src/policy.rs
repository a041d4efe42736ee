//! The rules as data: what a policy file may say, how it is read and checked, and which rule
//! applies to a person on a day.
//!
//! A [`PolicyFile`] holds the rules of one area, each with the period it covers and the evidence
//! it rests on. A [`PolicySet`] stacks the files of an area, its province and the nation; the
//! nearest layer that knows a topic speaks for it ([`lookup`]). Nothing here knows amounts of a
//! person, a clock or a language.

mod check;
mod error;
mod evidence;
mod file;
mod fingerprint;
mod index;
mod lookup;
mod person;
mod rule;
#[cfg(feature = "schema")]
mod schema;
mod topics;

pub use check::check;
pub use error::{Finding, FindingKind, PolicyError};
pub use evidence::{Document, KnownFrom, Source, Standing, Text};
pub use file::{
    Area, Contacts, InstitutionLevel, Named, PolicyFile, PolicySet, Rules, Unexpressed,
};
pub use fingerprint::Fingerprint;
pub use index::IndexEntry;
pub use lookup::{
    Applied, Beside, Certainty, NoRule, RuleCard, RuleRef, TopicRules, applicable, applicable_all,
};
pub use person::{Match, Person, PersonField, Status, Who};
pub use rule::{Cell, CellMiss, Place, Rule, Start, pick, pick_segments};
#[cfg(feature = "schema")]
pub use schema::policy_schema;
pub use topics::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    AllowanceDays, AmountDeduction, Arrangement, BenefitYear, CapCounts, Care, ChronicOutpatient,
    ChronicScheme, ContactPoints, ContributionBase, ContributionPart, ContributionPurpose,
    ContributionRate, DailyWage, DeductibleOfCost, DeductionPurpose, Delivery, DeliveryCase,
    DeliveryCost, ElsewhereTerms, EnrolmentIncentive, FlexibleContribution, FlexibleTier,
    InpatientCap, InpatientDeductible, InpatientPer, InpatientRatio, InsuranceKind, Maternity,
    MaternityAllowance, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame,
    OutpatientRatio, Payer, PaymentOrder, Per, RateDeduction, Region, ResidentPremium,
    RetirementYears, SegmentsFrom, SeriousIllness, Stated, Statement, Statements, StayPayment,
    Topic, TreatmentElsewhere, WageBasis, Wait, WaitFrom, Waiting, WaitingTerms,
};
