//! Causes on the side of what leaves the account: bills, relatives, premiums, refunds, a move.

use super::{Clue, Evidence, Weighing};
use crate::engine::{EntryKind, MovementKind};
use crate::explain::cause::{Question, Reply};
use crate::explain::reasons::{About, Reason, explain};
use crate::explain::reconciliation::Mechanism;
use crate::money::Yuan;

impl Evidence<'_> {
    /// The reasons for the reckoned balance.
    fn balance_reasons(&self) -> impl Iterator<Item = Reason> {
        let about = explain(self.assessment).into_iter();
        about.filter(|it| it.about == About::Balance).map(|it| it.reason)
    }

    /// Movements of a kind that the person entered, up to the day.
    fn moved(&self, kind: MovementKind) -> Option<(Clue, Yuan)> {
        let ledger = self.assessment.account.ledger.iter();
        let amounts = ledger.filter_map(|entry| match entry.kind {
            EntryKind::Movement { kind: other, .. } if other == kind => Some(-entry.amount),
            _ => None,
        });
        let amounts: Vec<Yuan> = amounts.collect();
        let amount: Yuan = amounts.iter().copied().sum();
        (!amounts.is_empty()).then_some((Clue::Entered { times: amounts.len(), amount }, amount))
    }
}

pub(super) fn spent<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let all = evidence.balance_reasons().find_map(|reason| match reason {
        Reason::AllSpent { opening, paid_in, spent } if evidence.is_sure => {
            Some(Clue::AllSpent { opening, paid_in, spent })
        }
        _ => None,
    });
    let ledger = &evidence.assessment.account.ledger;
    let left = ledger.iter().filter(|entry| entry.amount.is_negative());
    let spent: Yuan = left.map(|entry| -entry.amount).sum();
    let own = ledger.iter().filter(|entry| matches!(entry.kind, EntryKind::Expense { .. }));
    let own: Yuan = own.map(|entry| -entry.amount).sum();
    let nothing = (spent.is_zero() && evidence.display_agrees()).then_some(Clue::NothingSpent);
    let should_be = (evidence.is_sure && evidence.reckoned() > evidence.balance)
        .then_some(Clue::MoneyShouldBeThere { balance: evidence.reckoned() });
    // What relatives used and what premiums took is theirs to explain.
    weighing.confirmed_by(all, Some(own)).ruled_out_by(nothing).noting(should_be)
}

pub(super) fn family_use<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let entered = evidence.moved(MovementKind::Family);
    let amount = entered.as_ref().map(|(_, amount)| *amount);
    weighing
        .confirmed_by(entered.map(|(clue, _)| clue), amount)
        .asked(Question::FamilyBound, Reply::Yes)
        .ruled_out_by(evidence.display_agrees().then_some(Clue::DisplayAgrees))
}

pub(super) fn moved_away<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let closed = evidence.situation.closed_on.filter(|on| *on <= evidence.assessment.as_of);
    let ledger = &evidence.assessment.account.ledger;
    let closing = ledger.iter().filter(|entry| entry.kind == EntryKind::Closing);
    let left: Yuan = closing.map(|entry| -entry.amount).sum();
    let paid_out = evidence.moved(MovementKind::Payout);
    let amount = paid_out.as_ref().map(|(_, amount)| *amount);
    weighing
        .confirmed_by(closed.map(|on| Clue::Closed { on }), Some(left))
        .confirmed_by(paid_out.map(|(clue, _)| clue), amount)
        .asked(Question::MovedArea, Reply::Yes)
        .ruled_out_by(evidence.display_agrees().then_some(Clue::DisplayAgrees))
}

pub(super) fn spent_beyond_account<'a>(
    evidence: &Evidence,
    weighing: Weighing<'a>,
) -> Weighing<'a> {
    let over = evidence.balance_reasons().find_map(|reason| match reason {
        Reason::Overdrawn { .. } => Some(-evidence.reckoned()),
        _ => None,
    });
    let over = over.filter(|by| *by > Yuan::ZERO);
    weighing
        .confirmed_by(over.map(|by| Clue::Overdrawn { by }), over)
        .ruled_out_by(Some(Clue::TillPaysWhatIsThere))
}

pub(super) fn premium_taken<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let entered = evidence.moved(MovementKind::Premium);
    let amount = entered.as_ref().map(|(_, amount)| *amount);
    weighing
        .confirmed_by(entered.map(|(clue, _)| clue), amount)
        .likely_if_exact(|it| matches!(it, Mechanism::PremiumTaken { .. }))
        .asked(Question::PremiumAgreed, Reply::Yes)
        .ruled_out_by(evidence.display_agrees().then_some(Clue::DisplayAgrees))
}

pub(super) fn refund_booked_wrongly<'a>(
    evidence: &Evidence,
    weighing: Weighing<'a>,
) -> Weighing<'a> {
    weighing
        .likely_if_exact(|it| {
            matches!(it, Mechanism::BillPostedTwice { .. } | Mechanism::MovementPostedTwice { .. })
        })
        .asked(Question::RefundLately, Reply::Yes)
        .ruled_out_by(evidence.display_agrees().then_some(Clue::DisplayAgrees))
}

pub(super) fn outside_scope<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let settled = evidence.assessment.expenses.iter().filter_map(|it| it.settlement.as_ref());
    let (mut outside, mut by_account) = (Yuan::ZERO, Yuan::ZERO);
    for bill in settled {
        let beyond = bill.own_paid + bill.over_limit + bill.first_own;
        outside += beyond;
        // What the account paid beyond the person's part inside the range.
        let inside = bill.person.amount.less_at_most(beyond);
        by_account += bill.account.amount.less_at_most(inside);
    }
    if outside.is_zero() {
        return weighing.ruled_out_by(Some(Clue::NotEntered));
    }
    if by_account.is_zero() {
        return weighing.ruled_out_by(Some(Clue::PaidInCash { amount: outside }));
    }
    weighing.confirmed_by(Some(Clue::PaidByAccount { amount: by_account }), Some(by_account))
}
