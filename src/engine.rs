//! The calculation: a person's situation and the rules of their area give an [`Assessment`].
//!
//! [`assess`] is a pure function of the policy, the situation and "today". It books credits and
//! expenses in date order into a ledger, settles each expense against the deductible and cap of
//! its year, and records for every figure how it came about ([`Step`]) and which rule stands
//! behind it ([`CitedRule`]). Nothing is guessed: what is missing becomes a [`Gap`].

mod account;
mod allowance;
mod assessment;
mod benefit;
mod contribution;
mod derivation;
mod entitlement;
pub mod inverse;
mod ledger;
mod movement;
mod outcome;
mod rules;
mod run;
mod running;
mod settle;
mod situation;
mod terms;
mod validate;
mod year;

pub use account::keeps_two_accounts;
pub use allowance::AllowanceResult;
pub use assessment::{
    Account, AreaName, Assessment, Balances, BandShare, BaseLimit, CapUse, CitedRule,
    DeductibleUse, ExpenseResult, Figure, NotCovered, NotCoveredWhy, Settlement, YearToDate,
};
pub use benefit::Benefit;
pub use contribution::{ContributionResult, ContributionShare, PremiumResult};
pub use derivation::{
    FieldPath, Formula, Operand, OperandName, Origin, Quantity, Step, StepId, Working,
};
pub use ledger::{Entry, EntryKind, SubAccount};
pub use outcome::{
    Assumption, Convention, Gap, InputField, LastKnownRule, NearestRule, Outcome, Refusal,
};
pub use run::{assess, assess_with};
pub use situation::{
    Birth, Change, ContributionRange, Elsewhere, Enrolment, Expense, ExpenseKind, LedgerWindow,
    MaternityLeave, Movement, MovementKind, Opening, Provided, Situation,
};
pub use validate::{Limit, Problem, SituationError, read_beside};
