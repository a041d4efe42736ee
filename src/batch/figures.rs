//! The figures of a row, read off its assessment: balance, who paid, how far that can be relied on, and
//! the first reason for a zero or a cut.

use crate::calendar::Date;
use crate::engine::{Assessment, Gap, Outcome, Refusal};
use crate::explain::{About, Explained, Range, Ranges, Reason, explain, totals};
use crate::money::Yuan;

/// How far the figures of a row can be relied on, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reliability {
    /// Everything needed is known.
    Complete,
    /// Reckoned; some rules are known only up to a day before they were needed.
    LastKnown,
    /// Reckoned as far as possible.
    Incomplete,
    /// A bill could not be reckoned at all, and is in no figure.
    Refused,
}

/// The first thing that stands against relying on a row's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A rule is known only up to this day.
    LastKnown(Date),
    /// Something is missing.
    Gap(Gap),
    /// Bills do not say what of them lies outside the policy range: the figures are as if nothing did,
    /// [`Figures::other`] as if all of it did.
    PartsUnknown,
    /// The bill with this number could not be reckoned.
    Refused(u8, Refusal),
}

/// Balance and payments under one reading of the bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The account on the last day, all of it.
    pub balance: Yuan,
    /// What the funds paid of all bills.
    pub funds: Yuan,
    /// What the person paid of all bills, from the account and in cash.
    pub person: Yuan,
}

/// What a row comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The last day reckoned.
    pub as_of: Date,
    /// The figures.
    pub reading: Reading,
    /// The figures with every part outside the policy range that no bill tells of; none where all tell.
    pub other: Option<Reading>,
    /// What of the person's part the account paid.
    pub account_paid: Yuan,
    /// How far they can be relied on.
    pub reliability: Reliability,
    /// What first stands against that.
    pub remark: Option<Remark>,
    /// The first reason for a figure that is zero, cut or negative; the balance comes first.
    pub why: Option<RowWhy>,
}

/// A reason, and the number of the bill that it is about; none: the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowWhy {
    /// The bill.
    pub bill: Option<u8>,
    /// The reason.
    pub reason: Reason,
}

impl Figures {
    pub(super) fn of(assessment: &Assessment, other: Option<&Ranges>, numbers: &[u8]) -> Self {
        let (funds, person) = totals(assessment);
        let reading = Reading { balance: assessment.account.balance.total, funds, person };
        let other = other.map(|ranges| Reading {
            balance: opposite(ranges.balance, reading.balance),
            funds: opposite(ranges.funds, reading.funds),
            person: opposite(ranges.person, reading.person),
        });
        let settled = assessment.expenses.iter().filter_map(|bill| bill.settlement.as_ref());
        let account_paid = settled.map(|bill| bill.account.amount).sum();
        let (reliability, remark) = reliance(assessment, other.is_some(), numbers);
        Self {
            as_of: assessment.as_of,
            reading,
            other,
            account_paid,
            reliability,
            remark,
            why: explain(assessment).first().map(|explained| RowWhy::of(*explained, numbers)),
        }
    }
}

impl RowWhy {
    fn of(explained: Explained, numbers: &[u8]) -> Self {
        let bill = match explained.about {
            About::Balance => None,
            About::Expense(index) => numbers.get(index).copied(),
        };
        Self { bill, reason: explained.reason }
    }
}

/// The other end of a range.
fn opposite(range: Range, end: Yuan) -> Yuan {
    if range.low == end { range.high } else { range.low }
}

fn reliance(
    assessment: &Assessment,
    parts_unknown: bool,
    numbers: &[u8],
) -> (Reliability, Option<Remark>) {
    for bill in &assessment.expenses {
        if let Outcome::Refused { why } = &bill.outcome
            && let Some(why) = why.first()
        {
            let number = numbers.get(bill.expense).copied().unwrap_or_default();
            return (Reliability::Refused, Some(Remark::Refused(number, why.clone())));
        }
    }
    let outcomes = || {
        let bills = assessment.expenses.iter().map(|bill| &bill.outcome);
        core::iter::once(&assessment.account.outcome).chain(bills)
    };
    let gap = outcomes().find_map(|outcome| match outcome {
        Outcome::Incomplete { gaps, .. } => gaps.first(),
        _ => None,
    });
    if let Some(gap) = gap {
        return (Reliability::Incomplete, Some(Remark::Gap(gap.clone())));
    }
    if parts_unknown {
        return (Reliability::Incomplete, Some(Remark::PartsUnknown));
    }
    let until = outcomes().filter_map(|outcome| match outcome {
        Outcome::LastKnown { rules } => rules.iter().map(|rule| rule.until).min(),
        _ => None,
    });
    match until.min() {
        Some(until) => (Reliability::LastKnown, Some(Remark::LastKnown(until))),
        None => (Reliability::Complete, None),
    }
}
