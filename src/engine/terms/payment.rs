//! Who pays first, and what the personal account may pay.

use super::Order;
use crate::calendar::Date;
use crate::engine::ledger::SubAccount;
use crate::engine::outcome::{Assumption, Convention, Gap, Refusal, Reliance};
use crate::engine::run::Run;
use crate::money::Yuan;
use crate::policy::{AccountUse, PaymentOrder, StayPayment, Topic};

impl Run<'_> {
    /// Who pays first. With nothing in the account the order makes no difference, so that an
    /// unknown order then refuses nothing.
    pub(super) fn order(&mut self, date: Date, reliance: &mut Reliance) -> Result<Order, Refusal> {
        let two_accounts = self.keeps_two_accounts();
        match self.rule::<PaymentOrder>(date, reliance) {
            // The order speaks of two accounts, but whether there were two when the ledger began is
            // not known.
            Ok(_) if !two_accounts && self.account_is_empty() => {
                self.conventions.insert(Convention::EmptyAccountOrderIrrelevant);
                Ok(Order::Usual)
            }
            Ok(_) if !two_accounts => {
                Err(Refusal::NoRule { topic: Topic::AccountTiming, nearest: None })
            }
            Ok(used) => match *used.value {
                PaymentOrder::CurrentYearAccountFirst { accumulated_pays_deductible, .. } => {
                    Ok(Order::CurrentYearFirst { accumulated_pays_deductible })
                }
            },
            Err(Refusal::NoRule { .. }) => {
                self.conventions.insert(Convention::UsualPaymentOrder);
                Ok(Order::Usual)
            }
            Err(_) if self.account_is_empty() => {
                self.conventions.insert(Convention::EmptyAccountOrderIrrelevant);
                Ok(Order::Usual)
            }
            Err(refusal) => Err(refusal),
        }
    }

    /// What the account may pay, inside and outside the policy range.
    pub(super) fn account_use(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<(bool, bool), Refusal> {
        if !self.kind_has_account(date.month()) {
            return Ok((false, false));
        }
        let outside = self.situation.provided.account_pays_outside_range;
        match self.rule::<AccountUse>(date, reliance) {
            Ok(used) => {
                let outside = outside.unwrap_or(used.value.outside_policy_range);
                Ok((used.value.in_policy_range, outside))
            }
            Err(_) if self.account_is_empty() => Ok((false, false)),
            Err(refusal) => Err(refusal),
        }
    }

    /// Whether the account is known to hold nothing. One with gaps is not known to.
    fn account_is_empty(&self) -> bool {
        let positive = |part| self.ledger.balance(part) > Yuan::ZERO;
        self.reliance.gaps.is_empty()
            && !positive(SubAccount::CurrentYear)
            && !positive(SubAccount::Accumulated)
    }

    /// Who pays the person's part of a hospital stay, and what the account may pay of it. Where two
    /// accounts are kept and no rule says which of them pays, the account is left out, as a named gap:
    /// what the fund pays does not hang on it.
    pub(super) fn stay_payment(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<(Order, (bool, bool)), Refusal> {
        let account_pays = self.account_use(date, reliance)?;
        if !self.keeps_two_accounts() {
            return Ok((Order::Usual, account_pays));
        }
        let stays = self.rule_if_any::<PaymentOrder>(date, reliance).and_then(|used| {
            let PaymentOrder::CurrentYearAccountFirst { stays, .. } = used.value;
            *stays
        });
        match stays {
            Some(StayPayment::AccumulatedAccount) => Ok((Order::AccumulatedOnly, account_pays)),
            None if self.account_is_empty() => Ok((Order::Usual, account_pays)),
            None => {
                let why = Refusal::NoRule { topic: Topic::PaymentOrder, nearest: None };
                reliance.note(Gap::Parameter { why, assumed: Assumption::AccountPaysNothing });
                Ok((Order::Usual, (false, false)))
            }
        }
    }
}
