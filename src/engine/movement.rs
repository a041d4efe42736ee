//! Movements of the account that are no credits and no bills: those that the person entered, and its
//! closing.

use super::ledger::{EntryKind, SubAccount};
use super::outcome::{Assumption, Gap, InputField};
use super::run::Run;
use crate::calendar::Date;
use crate::money::Yuan;
use crate::policy::AccountTiming;

impl Run<'_> {
    /// Books a movement as entered. Money that is not known to have been there is named: the person's
    /// word stands against an incomplete ledger.
    pub(super) fn book_movement(&mut self, index: usize) {
        let Some(movement) = self.situation.movements.get(index) else {
            return;
        };
        let part = self.moved_account(movement.account);
        let outflow = movement.kind.is_outflow();
        let balance = self.ledger.balance(part).or_zero();
        if outflow && movement.amount > balance {
            let short_by = movement.amount - balance;
            self.reliance.note(Gap::BeyondBalance { movement: index, short_by });
        }
        let amount = if outflow { -movement.amount } else { movement.amount };
        let kind = EntryKind::Movement { movement: index, kind: movement.kind };
        self.ledger.book(movement.date, kind, part, amount, None);
    }

    fn moved_account(&mut self, named: Option<SubAccount>) -> SubAccount {
        if !self.keeps_two_accounts() {
            return SubAccount::Whole;
        }
        named.unwrap_or_else(|| {
            let field = InputField::MovementAccount;
            self.reliance.note(Gap::Input { field, assumed: Assumption::AccumulatedAccount });
            SubAccount::Accumulated
        })
    }

    /// Closes the account: the advance for months not paid is taken back where a rule says so, and
    /// what is left leaves.
    pub(super) fn close(&mut self, date: Date) {
        if let AccountTiming::AdvancedForYear { year_starts_in, at_once_on_closing, .. } =
            self.timing(date.month())
        {
            if at_once_on_closing {
                self.settle_until(date.month().year_start(year_starts_in), date.month(), date);
            } else {
                self.reliance.note(Gap::ClosingNotSettled { on: date });
            }
        }
        self.closed = Some(date);
        for part in [SubAccount::CurrentYear, SubAccount::Accumulated] {
            let part = if self.keeps_two_accounts() { part } else { SubAccount::Whole };
            let left = self.ledger.balance(part);
            if left > Yuan::ZERO {
                self.ledger.book(date, EntryKind::Closing, part, -left, None);
            }
            if part == SubAccount::Whole {
                break;
            }
        }
    }
}
