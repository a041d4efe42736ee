//! The running account: every movement with the balance after it.
//!
//! The identity `opening + Σ entries = balance` holds after every entry, for each sub-account and
//! for their sum, because entries are made in one place only.

use serde::{Deserialize, Serialize};

use super::derivation::StepId;
use super::situation::MovementKind;
use crate::calendar::{Date, Month};
use crate::money::Yuan;

/// The part of the account that an entry moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SubAccount {
    /// The only one.
    Whole,
    /// 当年账户: this insurance year's money.
    CurrentYear,
    /// 历年账户: what is left of earlier years.
    Accumulated,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// The balance at the beginning.
    Opening,
    /// The credit of a month.
    Credit {
        /// The month.
        month: Month,
    },
    /// Credits of several months in advance.
    Advance {
        /// First month covered.
        from: Month,
        /// Last month covered.
        to: Month,
    },
    /// Advance against what was really earned.
    Settlement {
        /// First month of the insurance year.
        year: Month,
        /// What had been advanced for the year.
        advanced: Yuan,
        /// What the months paid came to.
        earned: Yuan,
        /// How many months were paid.
        months_paid: u16,
        /// The first month of the year that was not paid, if any.
        unpaid_from: Option<Month>,
    },
    /// Money of a finished year moved to the accumulated account.
    CarryOver,
    /// Paid for an expense.
    Expense {
        /// Its index.
        expense: usize,
    },
    /// A movement that the person entered.
    Movement {
        /// Its index.
        movement: usize,
        /// What it was.
        kind: MovementKind,
    },
    /// The account is closed and what is in it leaves.
    Closing,
}

/// One movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// The day.
    pub date: Date,
    /// What it is.
    pub kind: EntryKind,
    /// The part of the account it moves.
    pub sub_account: SubAccount,
    /// The amount; negative when money leaves.
    pub amount: Yuan,
    /// Balance of that part afterwards.
    pub balance: Yuan,
    /// Balance of the whole account afterwards.
    pub total: Yuan,
    /// Whether it lies after today.
    pub projected: bool,
    /// The working of the amount, where it was worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
}

/// The account while it is being reckoned.
#[derive(Debug)]
pub(super) struct Ledger {
    today: Date,
    /// `Whole` and `CurrentYear` share a place: an area keeps one or the other.
    current: Yuan,
    accumulated: Yuan,
    entries: Vec<Entry>,
}

impl Ledger {
    pub(super) fn new(today: Date) -> Self {
        Self { today, current: Yuan::ZERO, accumulated: Yuan::ZERO, entries: Vec::new() }
    }

    pub(super) fn balance(&self, sub_account: SubAccount) -> Yuan {
        match sub_account {
            SubAccount::Whole | SubAccount::CurrentYear => self.current,
            SubAccount::Accumulated => self.accumulated,
        }
    }

    pub(super) fn total(&self) -> Yuan {
        self.current + self.accumulated
    }

    pub(super) fn book(
        &mut self,
        date: Date,
        kind: EntryKind,
        sub_account: SubAccount,
        amount: Yuan,
        step: Option<StepId>,
    ) {
        match sub_account {
            SubAccount::Whole | SubAccount::CurrentYear => self.current += amount,
            SubAccount::Accumulated => self.accumulated += amount,
        }
        self.entries.push(Entry {
            date,
            kind,
            sub_account,
            amount,
            balance: self.balance(sub_account),
            total: self.total(),
            projected: date > self.today,
            step,
        });
    }

    pub(super) fn into_entries(self) -> Vec<Entry> {
        self.entries
    }
}
