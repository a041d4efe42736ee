//! Topics whose rules are shown as statements, not calculated with.

use serde::{Deserialize, Serialize};

use crate::money::{Rate, Yuan};
use crate::policy::evidence::Text;
use crate::policy::person::Who;
use crate::policy::rule::Place;

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

/// Topics of which some rules are calculated with and others only shown.
macro_rules! partly_statements {
    ($($kind:ident),*) => {$(
        impl Statements for super::$kind {
            fn statements(&self) -> &[Statement] {
                &self.statements
            }
        }
    )*};
}

partly_statements!(ChronicOutpatient, Maternity, TreatmentElsewhere, Waiting);
