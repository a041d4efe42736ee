//! What figures come to where it is not said which parts of a bill lie outside the policy range
//! (全自费, 超限价, 先行自付): twice, with the same bills wholly inside it and wholly outside.
//!
//! Of the last bill, the more lies inside, the more the funds pay and the less the person, so the two
//! ends bound whatever its parts are. Of several bills they need not: a part outside leaves more of a
//! cap, or of a better segment, to the bills after it, and an account that ran empty asks no more. Then
//! the ends are two cases of many, between which the truth usually lies, and are called that.

use serde::Serialize;

use super::compare::paid_by_funds;
use crate::calendar::Date;
use crate::engine::{Assessment, Situation, SituationError, Working, assess_with};
use crate::money::Yuan;
use crate::policy::PolicySet;

/// What a figure comes to at both ends, the lesser first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The lesser.
    pub low: Yuan,
    /// The greater.
    pub high: Yuan,
}

impl Range {
    /// Between two ends in whichever order.
    #[must_use]
    pub fn between(one: Yuan, other: Yuan) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// Whether both are the same.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

/// The figures of a stretch of time that hang on unknown parts of bills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Ranges {
    /// The balance of the account.
    pub balance: Range,
    /// What the funds pay of all bills: pooled, supplementary, serious illness.
    pub funds: Range,
    /// What the person pays of all bills, from the account and in cash.
    pub person: Range,
}

/// What the funds pay of all bills that were settled, and what the person pays.
#[must_use]
pub fn totals(assessment: &Assessment) -> (Yuan, Yuan) {
    let bills = || assessment.expenses.iter().filter_map(|result| result.settlement.as_ref());
    (bills().map(paid_by_funds).sum(), bills().map(|bill| bill.person.amount).sum())
}

/// The ranges, where the parts of the bills at the places `unknown` are not known. `inside` is what
/// the situation comes to as it is, those bills wholly inside the policy range.
///
/// # Errors
/// [`SituationError`] when the situation is impossible.
pub fn ranges(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    unknown: &[usize],
    inside: &Assessment,
) -> Result<Ranges, SituationError> {
    let mut with = situation.clone();
    for index in unknown {
        if let Some(bill) = with.expenses.get_mut(*index) {
            bill.own_paid = bill.total - bill.over_limit - bill.first_own;
        }
    }
    let outside = assess_with(policy, &with, today, Working::LeftOut)?;
    let ((funds, person), (least_funds, most_person)) = (totals(inside), totals(&outside));
    Ok(Ranges {
        balance: Range::between(inside.account.balance.total, outside.account.balance.total),
        funds: Range::between(funds, least_funds),
        person: Range::between(person, most_person),
    })
}
