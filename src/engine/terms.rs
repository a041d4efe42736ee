//! What the rules say about one bill: place, deductible, ratio, cap, who pays first, and what the
//! account may pay. Each with where it comes from, or the reason why it is not known.

use super::derivation::Origin;
use super::ledger::SubAccount;
use super::outcome::{Assumption, Convention, Gap, InputField, Refusal, Reliance};
use super::run::{Run, miss};
use super::situation::{Expense, ExpenseKind};
use crate::calendar::Date;
use crate::money::{Rate, Yuan};
use crate::policy::{
    AccountUse, CellMiss, OutpatientCap, OutpatientDeductible, OutpatientRatio, PaymentOrder,
    Place, Topic, pick,
};

/// A figure of the terms with where it comes from.
pub(super) type Sourced<T> = (T, Origin);

/// The cap of a bill.
pub(super) struct Cap {
    pub(super) limit: Sourced<Yuan>,
    /// Share paid above it by a supplementary fund, where the cap is shared with inpatient care.
    pub(super) ratio_above: Option<Sourced<Rate>>,
}

/// What the rules say about a bill.
pub(super) struct Terms {
    pub(super) place: Place,
    pub(super) deductible: Sourced<Yuan>,
    pub(super) ratio: Sourced<Rate>,
    pub(super) cap: Option<Cap>,
    pub(super) order: Order,
    /// What the account may pay: inside the policy range, outside it.
    pub(super) account_pays: (bool, bool),
}

/// Who pays first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Usual,
    CurrentYearFirst { accumulated_pays_deductible: bool },
}

impl Run<'_> {
    /// Everything that the rules say about the bill, or all reasons why they do not.
    pub(super) fn terms(
        &mut self,
        expense: &Expense,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let ratio = self.ratio(expense, reliance);
        let place = match &ratio {
            Ok((_, place)) => place.clone(),
            Err(_) => place_of(expense, false),
        };
        let deductible = self.deductible(expense.date, &place, reliance);
        let order = self.order(expense.date, reliance);
        let account_pays = self.account_use(expense.date, reliance);
        match (ratio, deductible, order, account_pays) {
            (Ok((ratio, place)), Ok(deductible), Ok(order), Ok(account_pays)) => {
                let cap = match self.cap(expense.date, &place, reliance) {
                    Ok(cap) => Some(cap),
                    Err(why) => {
                        let assumed = Assumption::CapNotReached;
                        reliance.gaps.push(Gap::Parameter { why, assumed });
                        None
                    }
                };
                Ok(Terms { place, deductible, ratio, cap, order, account_pays })
            }
            (ratio, deductible, order, account_pays) => {
                Err([ratio.err(), deductible.err(), order.err(), account_pays.err()]
                    .into_iter()
                    .flatten()
                    .collect())
            }
        }
    }

    /// The ratio, and the place that the bill counts as.
    fn ratio(
        &mut self,
        expense: &Expense,
        reliance: &mut Reliance,
    ) -> Result<(Sourced<Rate>, Place), Refusal> {
        let topic = Topic::OutpatientRatio;
        if let Some(ratio) = self.situation.provided.outpatient_ratio {
            let origin = Origin::Provided("provided.outpatient_ratio".to_owned());
            return Ok(((ratio, origin), place_of(expense, false)));
        }
        let used = self.rule::<OutpatientRatio>(expense.date, reliance)?;
        let person = self.person(expense.date);
        let look = |place: &Place| pick(&used.value.cells, &person, expense.date, place).copied();
        let place = place_of(expense, false);
        let origin = used.origin();
        match look(&place) {
            Ok(ratio) => Ok(((ratio, origin), place)),
            Err(CellMiss::NotListed)
                if place.is_pharmacy() && used.value.pharmacy_as_prescriber =>
            {
                let prescriber = place_of(expense, true);
                if prescriber.is_pharmacy() {
                    return Err(Refusal::NeedsInput { topic, field: InputField::Prescriber });
                }
                let ratio = look(&prescriber).map_err(|reason| miss(topic, reason))?;
                Ok(((ratio, origin), prescriber))
            }
            Err(reason) => Err(miss(topic, reason)),
        }
    }

    fn deductible(
        &mut self,
        date: Date,
        place: &Place,
        reliance: &mut Reliance,
    ) -> Result<Sourced<Yuan>, Refusal> {
        if let Some(deductible) = self.situation.provided.outpatient_deductible {
            return Ok((deductible, Origin::Provided("provided.outpatient_deductible".to_owned())));
        }
        let used = self.rule::<OutpatientDeductible>(date, reliance)?;
        pick(&used.value.cells, &self.person(date), date, place)
            .map(|deductible| (*deductible, used.origin()))
            .map_err(|reason| miss(Topic::OutpatientDeductible, reason))
    }

    fn cap(&mut self, date: Date, place: &Place, reliance: &mut Reliance) -> Result<Cap, Refusal> {
        if let Some(limit) = self.situation.provided.outpatient_cap {
            let origin = Origin::Provided("provided.outpatient_cap".to_owned());
            return Ok(Cap { limit: (limit, origin), ratio_above: None });
        }
        let used = self.rule::<OutpatientCap>(date, reliance)?;
        let (cells, ratio_above) = match used.value {
            OutpatientCap::FundPayment { cells } => (cells, None),
            OutpatientCap::SharedWithInpatient { cells, ratio_above } => {
                (cells, Some((*ratio_above, used.origin())))
            }
        };
        let limit = pick(cells, &self.person(date), date, place)
            .map_err(|reason| miss(Topic::OutpatientCap, reason))?;
        Ok(Cap { limit: (*limit, used.origin()), ratio_above })
    }

    /// Who pays first. With nothing in the account the order makes no difference, so that an
    /// unknown order then refuses nothing.
    fn order(&mut self, date: Date, reliance: &mut Reliance) -> Result<Order, Refusal> {
        match self.rule::<PaymentOrder>(date, reliance) {
            Ok(used) => match *used.value {
                PaymentOrder::CurrentYearAccountFirst { accumulated_pays_deductible } => {
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
    fn account_use(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<(bool, bool), Refusal> {
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
}

/// Where the bill arose: the pharmacy or the institution; `prescriber` asks for the institution
/// behind a pharmacy's bill where one is named.
fn place_of(expense: &Expense, prescriber: bool) -> Place {
    let pharmacy = || Place::new(Place::PHARMACY);
    match (&expense.level, expense.kind) {
        (Some(level), ExpenseKind::Outpatient) => level.clone(),
        (Some(level), ExpenseKind::Pharmacy) if prescriber => level.clone(),
        _ => pharmacy(),
    }
}

impl Terms {
    /// What of the person's part the account may pay.
    pub(super) fn payable(&self, deductible: Yuan, own_share: Yuan, outside: Yuan) -> Yuan {
        let (inside_allowed, outside_allowed) = self.account_pays;
        let pays_deductible = match self.order {
            Order::Usual => true,
            Order::CurrentYearFirst { accumulated_pays_deductible } => accumulated_pays_deductible,
        };
        let inside = if pays_deductible { deductible + own_share } else { own_share };
        let allowed = |is_allowed: bool, amount| if is_allowed { amount } else { Yuan::ZERO };
        allowed(inside_allowed, inside) + allowed(outside_allowed, outside)
    }
}
