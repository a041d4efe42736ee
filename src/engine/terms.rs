//! What the rules say about one bill: place, deductible, ratio, cap, who pays first, and what the
//! account may pay. Each with where it comes from, or the reason why it is not known.

use super::derivation::Origin;
use super::ledger::SubAccount;
use super::outcome::{Convention, InputField, Refusal, Reliance};
use super::run::{Run, miss};
use super::running::Stretch;
use super::situation::{Expense, ExpenseKind};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{
    AccountUse, Cell, CellMiss, OutpatientCap, OutpatientDeductible, OutpatientRatio, PaymentOrder,
    Per, Place, Topic, pick, pick_segments,
};

/// A figure of the terms with where it comes from.
pub(super) type Sourced<T> = (T, Origin);

/// The deductible of a bill.
pub(super) struct DeductibleTerms {
    pub(super) stretch: Stretch,
    pub(super) per: Per,
    pub(super) threshold: Sourced<Yuan>,
    /// The most that is borne in a year, where the stretch is shorter.
    pub(super) year_max: Option<Sourced<Yuan>>,
}

/// The ratio for a segment of the year's costs.
#[derive(Clone)]
pub(super) struct Band {
    pub(super) above: Option<Yuan>,
    pub(super) up_to: Option<Yuan>,
    pub(super) ratio: Sourced<Rate>,
}

/// What a cap counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// What the fund pays.
    Fund,
    /// Eligible cost, the person's part included.
    Cost,
}

/// The cap of a bill.
pub(super) struct Cap {
    pub(super) counts: Counts,
    /// Whether it also covers inpatient care.
    pub(super) shared_with_inpatient: bool,
    pub(super) per: Per,
    pub(super) stretch: Stretch,
    pub(super) limit: Sourced<Yuan>,
    /// A lower cap within it that the place falls under: its index and limit.
    pub(super) of_which: Option<(usize, Sourced<Yuan>)>,
    /// A further cap on what the fund pays of one bill.
    pub(super) of_a_bill: Option<Sourced<Yuan>>,
    /// Share paid above it by a supplementary fund, where one is known.
    pub(super) ratio_above: Option<Sourced<Rate>>,
}

/// What the rules say about a bill.
pub(super) struct Terms {
    pub(super) place: Place,
    pub(super) deductible: DeductibleTerms,
    /// Segments of the year's costs with their ratios, from the lowest.
    pub(super) bands: Vec<Band>,
    /// None where there is none, or none is known.
    pub(super) cap: Option<Cap>,
    /// Why no cap is known, where one may exist. It matters only where the fund pays.
    pub(super) cap_unknown: Option<Refusal>,
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
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let bands = self.bands(expense, reliance);
        let place = match &bands {
            Ok((_, place)) => place.clone(),
            Err(_) => place_of(expense, false),
        };
        let deductible = self.deductible(expense.date, year, &place, reliance);
        let order = self.order(expense.date, reliance);
        let account_pays = self.account_use(expense.date, reliance);
        match (bands, deductible, order, account_pays) {
            (Ok((bands, place)), Ok(deductible), Ok(order), Ok(account_pays)) => {
                let (cap, cap_unknown) = match self.cap(expense.date, year, &place, reliance) {
                    Ok(cap) => (cap, None),
                    Err(why) => (None, Some(why)),
                };
                Ok(Terms { place, deductible, bands, cap, cap_unknown, order, account_pays })
            }
            (bands, deductible, order, account_pays) => {
                Err([bands.err(), deductible.err(), order.err(), account_pays.err()]
                    .into_iter()
                    .flatten()
                    .collect())
            }
        }
    }

    /// The ratios, and the place that the bill counts as.
    fn bands(
        &mut self,
        expense: &Expense,
        reliance: &mut Reliance,
    ) -> Result<(Vec<Band>, Place), Refusal> {
        let topic = Topic::OutpatientRatio;
        if let Some(ratio) = self.situation.provided.outpatient_ratio {
            let origin = Origin::Provided("provided.outpatient_ratio".to_owned());
            let band = Band { above: None, up_to: None, ratio: (ratio, origin) };
            return Ok((vec![band], place_of(expense, false)));
        }
        let used = self.rule::<OutpatientRatio>(expense.date, reliance)?;
        let person = self.person(expense.date);
        let origin = used.origin();
        let look = |place: &Place| {
            let cells = pick_segments(&used.value.cells, &person, expense.date, place)?;
            let band = |cell: &Cell<Rate>| Band {
                above: cell.above,
                up_to: cell.up_to,
                ratio: (cell.value, origin.clone()),
            };
            Ok(cells.into_iter().map(band).collect::<Vec<_>>())
        };
        let place = place_of(expense, false);
        match look(&place) {
            Ok(bands) => Ok((bands, place)),
            Err(CellMiss::NotListed)
                if place.is_pharmacy() && used.value.pharmacy_as_prescriber =>
            {
                let prescriber = place_of(expense, true);
                if prescriber.is_pharmacy() {
                    return Err(Refusal::NeedsInput { topic, field: InputField::Prescriber });
                }
                let bands = look(&prescriber).map_err(|reason| miss(topic, reason))?;
                Ok((bands, prescriber))
            }
            Err(reason) => Err(miss(topic, reason)),
        }
    }

    fn deductible(
        &mut self,
        date: Date,
        year: Month,
        place: &Place,
        reliance: &mut Reliance,
    ) -> Result<DeductibleTerms, Refusal> {
        if let Some(deductible) = self.situation.provided.outpatient_deductible {
            let origin = Origin::Provided("provided.outpatient_deductible".to_owned());
            return Ok(DeductibleTerms {
                stretch: Stretch::of(Per::Year, year, date),
                per: Per::Year,
                threshold: (deductible, origin),
                year_max: None,
            });
        }
        let used = self.rule::<OutpatientDeductible>(date, reliance)?;
        let value = used.value;
        let person = self.person(date);
        let is_later = self.years.get(&year).is_some_and(|running| running.settled > 0);
        let cells = if is_later && !value.later.is_empty() { &value.later } else { &value.cells };
        let refuse = |reason| miss(Topic::OutpatientDeductible, reason);
        let threshold = pick(cells, &person, date, place).map_err(refuse)?;
        let year_max = match pick(&value.year_max, &person, date, place) {
            Ok(most) => Some((*most, used.origin())),
            Err(CellMiss::NotListed) => None,
            Err(reason) => return Err(refuse(reason)),
        };
        Ok(DeductibleTerms {
            stretch: Stretch::of(value.per, year, date),
            per: value.per,
            threshold: (*threshold, used.origin()),
            year_max,
        })
    }

    fn cap(
        &mut self,
        date: Date,
        year: Month,
        place: &Place,
        reliance: &mut Reliance,
    ) -> Result<Option<Cap>, Refusal> {
        if let Some(limit) = self.situation.provided.outpatient_cap {
            let origin = Origin::Provided("provided.outpatient_cap".to_owned());
            return Ok(Some(Cap {
                counts: Counts::Fund,
                shared_with_inpatient: false,
                per: Per::Year,
                stretch: Stretch::of(Per::Year, year, date),
                limit: (limit, origin),
                of_which: None,
                of_a_bill: None,
                ratio_above: None,
            }));
        }
        let used = self.rule::<OutpatientCap>(date, reliance)?;
        if used.value.is_uncapped(place) {
            return Ok(None);
        }
        let (counts, per, ratio_above) = match used.value {
            OutpatientCap::None {} => return Ok(None),
            OutpatientCap::FundPayment { per, .. } => (Counts::Fund, *per, None),
            OutpatientCap::EligibleCost { per, .. } => (Counts::Cost, *per, None),
            OutpatientCap::SharedWithInpatient { ratio_above, .. } => {
                (Counts::Fund, Per::Year, ratio_above.map(|ratio| (ratio, used.origin())))
            }
        };
        let [cells, lower, bill] = used.value.tables();
        let person = self.person(date);
        let refuse = |reason| miss(Topic::OutpatientCap, reason);
        let limit = pick(cells, &person, date, place).map_err(refuse)?;
        let of_which = match pick(lower, &person, date, place) {
            Ok(limit) => {
                let index =
                    lower.iter().position(|cell| core::ptr::eq(&raw const cell.value, limit));
                index.map(|index| (index, (*limit, used.origin())))
            }
            Err(CellMiss::NotListed) => None,
            Err(reason) => return Err(refuse(reason)),
        };
        let of_a_bill = match pick(bill, &person, date, place) {
            Ok(limit) => Some((*limit, used.origin())),
            Err(CellMiss::NotListed) => None,
            Err(reason) => return Err(refuse(reason)),
        };
        let shared_with_inpatient = matches!(used.value, OutpatientCap::SharedWithInpatient { .. });
        Ok(Some(Cap {
            counts,
            shared_with_inpatient,
            per,
            stretch: Stretch::of(per, year, date),
            limit: (*limit, used.origin()),
            of_which,
            of_a_bill,
            ratio_above,
        }))
    }

    /// Who pays first. With nothing in the account the order makes no difference, so that an
    /// unknown order then refuses nothing.
    fn order(&mut self, date: Date, reliance: &mut Reliance) -> Result<Order, Refusal> {
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
        if !self.kind_has_account() {
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
