//! Causes on the side of card, bank and display: the medical account itself may be in order.

use super::{Clue, Verdict, Weighing};
use crate::explain::cause::{Question, Reply};
use crate::explain::reconciliation::Mechanism;
use crate::money::Yuan;

impl Weighing<'_> {
    /// Where the reckoning gives the same figure, nothing is wrong with what shows it.
    fn not_if_reckoned_so(self) -> Self {
        let evidence = self.evidence;
        let agrees = evidence.display_agrees().then_some(Clue::DisplayAgrees);
        let reckoned = evidence.is_sure && evidence.reckoned() <= Yuan::ZERO;
        let so_too = reckoned.then_some(Clue::ReckonedSoToo);
        let this = self.ruled_out_by(agrees).ruled_out_by(so_too);
        if this.verdict == Some(Verdict::RuledOut) {
            return this;
        }
        this.noting(evidence.money_should_be_there())
    }

    /// Likely when the figure was seen at `place`, ruled out when elsewhere.
    fn seen_at(self, place: Reply) -> Self {
        self.asked(Question::WhereSeen, place)
    }

    /// Where the display is what was reckoned, nothing was posted wrongly.
    fn not_if_display_agrees(self) -> Self {
        let agrees = self.evidence.display_agrees().then_some(Clue::DisplayAgrees);
        self.ruled_out_by(agrees)
    }
}

pub(super) fn wrong_account_looked_at(weighing: Weighing) -> Weighing {
    weighing.seen_at(Reply::Bank).not_if_reckoned_so()
}

pub(super) fn card_not_activated(weighing: Weighing) -> Weighing {
    weighing.asked(Question::CardActivated, Reply::No).not_if_reckoned_so()
}

pub(super) fn identity_mismatch(weighing: Weighing) -> Weighing {
    weighing.asked(Question::IdentityChanged, Reply::Yes).not_if_reckoned_so()
}

pub(super) fn dormant_bank_account(weighing: Weighing) -> Weighing {
    weighing.asked(Question::UnusedHalfYear, Reply::Yes).not_if_reckoned_so()
}

pub(super) fn frozen_by_court(weighing: Weighing) -> Weighing {
    weighing.asked(Question::CourtCase, Reply::Yes).not_if_reckoned_so()
}

pub(super) fn posted_late(weighing: Weighing) -> Weighing {
    let is_it = |mechanism: &Mechanism| {
        matches!(mechanism, Mechanism::BillNotPosted { .. } | Mechanism::MovementNotPosted { .. })
    };
    weighing.likely_if_exact(is_it).asked(Question::OfflineCard, Reply::Yes).not_if_display_agrees()
}

pub(super) fn system_changed(weighing: Weighing) -> Weighing {
    weighing.asked(Question::SystemChange, Reply::Yes).not_if_display_agrees()
}

pub(super) fn damaged_card(weighing: Weighing) -> Weighing {
    weighing.seen_at(Reply::CardReader).not_if_display_agrees()
}
