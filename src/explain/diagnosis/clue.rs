//! What speaks for or against a cause: facts of one person's entries, of their area's rules and of their
//! answers, as data. The sentences come from the locale files.

use serde::Serialize;

use crate::calendar::{Date, Month};
use crate::explain::cause::{Question, Reply, Symptom};
use crate::money::Yuan;
use crate::policy::RuleRef;

/// What speaks for or against a cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "clue")]
pub enum Clue {
    /// The person's answer.
    Replied {
        /// The question.
        question: Question,
        /// The answer.
        reply: Reply,
    },
    /// This cause never shows so.
    NotThisSymptom {
        /// What is shown.
        symptom: Symptom,
    },
    /// A known amount explains the difference to the fen.
    Exactly {
        /// Which explanation of the reconciliation.
        explanation: usize,
        /// The amount.
        amount: Yuan,
    },
    /// What is displayed is what was reckoned.
    DisplayAgrees,
    /// The reckoned balance is itself zero or negative, so that display and card are not what is wrong.
    ReckonedSoToo,
    /// The reckoned balance is this, so that the money should be there.
    MoneyShouldBeThere {
        /// The reckoned balance.
        balance: Yuan,
    },
    /// Whether the area credits in advance is known from doubtful sources only.
    TimingDoubtful {
        /// The rules that say something of it.
        rules: Vec<RuleRef>,
    },
    /// A settlement took back what was advanced and not earned.
    TakenBack {
        /// First month of the insurance year.
        year: Month,
        /// Advanced for it.
        advanced: Yuan,
        /// Earned by the months paid.
        earned: Yuan,
        /// How many months were paid.
        months_paid: u16,
        /// First month not paid.
        unpaid_from: Option<Month>,
        /// Taken back.
        amount: Yuan,
        /// The day.
        on: Date,
    },
    /// So much of an advance is not earned and will be taken back.
    WillBeTakenBack {
        /// First month of what was advanced.
        year: Month,
        /// First month not paid.
        unpaid_from: Month,
        /// How many months are not paid.
        months: u16,
        /// What they come to.
        amount: Yuan,
    },
    /// The area credits month by month: there is no advance that could be taken back.
    CreditedMonthly {
        /// The rule that says so.
        rule: RuleRef,
    },
    /// Whether the area credits in advance, now or when the ledger began, is not known.
    TimingUnknown,
    /// The area credits in advance for the insurance year.
    CreditedInAdvance {
        /// The rule that says so.
        rule: RuleRef,
    },
    /// No settlement falls into the time reckoned.
    NothingSettled,
    /// Every month from the first to the last is entered as paid.
    AllPaid {
        /// First month.
        from: Month,
        /// Last month.
        to: Month,
    },
    /// Months entered as not paid.
    NotPaid {
        /// First such month.
        from: Month,
        /// Last such month.
        to: Month,
    },
    /// Contributions entered end with this month.
    PaidUntil {
        /// The month.
        month: Month,
    },
    /// Contributions arrived late, or have not yet.
    ArrivedLate {
        /// First month they are for.
        month: Month,
        /// The day on which they arrive.
        on: Date,
    },
    /// First month of insurance.
    InsuredSince {
        /// The month.
        month: Month,
    },
    /// Nobody else pays for the person: retired, resident or flexibly employed.
    NoEmployer,
    /// The kind of insurance has no account.
    NoAccount,
    /// The kind of insurance has an account.
    HasAccount,
    /// All that there was has been spent.
    AllSpent {
        /// At the beginning.
        opening: Yuan,
        /// Paid in since.
        paid_in: Yuan,
        /// Spent since.
        spent: Yuan,
    },
    /// Nothing of it was spent.
    NothingSpent,
    /// More left the account than is known to have been in it.
    Overdrawn {
        /// By how much.
        by: Yuan,
    },
    /// At the till an account pays no more than is in it.
    TillPaysWhatIsThere,
    /// Entries of this kind.
    Entered {
        /// How many.
        times: usize,
        /// What they come to.
        amount: Yuan,
    },
    /// No entry of this kind.
    NotEntered,
    /// The account was closed.
    Closed {
        /// The day.
        on: Date,
    },
    /// The monthly credit fell.
    CreditFell {
        /// First month of the smaller one.
        month: Month,
        /// Before.
        before: Yuan,
        /// After.
        after: Yuan,
    },
    /// The monthly credit did not fall in the time reckoned.
    CreditDidNotFall,
    /// What the employer pays goes to the pooled fund, not to the account.
    EmployerPaysPool {
        /// What the employer pays for the latest month.
        monthly: Yuan,
    },
    /// What lies outside the insurance's scope was paid in cash.
    PaidInCash {
        /// What lies outside.
        amount: Yuan,
    },
    /// What lies outside the insurance's scope was paid by the account.
    PaidByAccount {
        /// What lies outside and the account paid.
        amount: Yuan,
    },
}
