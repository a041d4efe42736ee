//! What the rules say about a visit or a pharmacy's bill.

use super::elsewhere::Away;
use super::{Band, Cap, Counts, DeductibleTerms, Reasons, SupplementTerms, Terms, place_of};
use crate::calendar::{Date, Month};
use crate::engine::benefit::Benefit;
use crate::engine::derivation::Origin;
use crate::engine::outcome::{Assumption, Gap, InputField, Refusal, Reliance};
use crate::engine::rules::miss;
use crate::engine::run::Run;
use crate::engine::running::Stretch;
use crate::engine::situation::Expense;
use crate::policy::{
    Care, CellMiss, OutpatientCap, OutpatientDeductible, OutpatientRatio, Per, Place, Topic, pick,
    pick_segments,
};

impl Run<'_> {
    /// Everything that the rules say about the bill, or all reasons why they do not.
    pub(super) fn outpatient_terms(
        &mut self,
        expense: &Expense,
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let away = self.away(expense, Care::Outpatient, reliance).map_err(|why| vec![why])?;
        let bands = match away.as_ref().and_then(|away| away.bands.clone()) {
            Some(bands) => Ok((bands, place_of(expense, false))),
            None => self.bands(expense, reliance),
        };
        let mut reasons = Reasons::default();
        let (bands, place) = match reasons.keep(bands) {
            Some((bands, place)) => (Some(bands), place),
            None => (None, place_of(expense, false)),
        };
        let deductible = self.deductible(expense.date, year, &place, reliance);
        let deductible = self.deductible_away(expense, away.as_ref(), deductible, year);
        let deductible = reasons.keep(deductible);
        let order = reasons.keep(self.order(expense.date, reliance));
        let account_pays = reasons.keep(self.account_use(expense.date, reliance));
        let (Some(bands), Some(deductible), Some(order), Some(account_pays)) =
            (bands, deductible, order, account_pays)
        else {
            return Err(reasons.0);
        };
        let mut gaps_if_fund_pays = Vec::new();
        let (cap, supplement) = match self.cap(expense.date, year, &place, reliance) {
            Ok(cap) => cap,
            Err(why) => {
                gaps_if_fund_pays.push(Gap::Parameter { why, assumed: Assumption::CapNotReached });
                (None, None)
            }
        };
        let is_shared = cap.as_ref().is_some_and(|cap| cap.shared_with_inpatient);
        Ok(Terms {
            track: Benefit::OutpatientPool.into(),
            cap_of: if is_shared { Benefit::Inpatient } else { Benefit::OutpatientPool }.into(),
            counts_also_to: None,
            not_covered: away.as_ref().and_then(|away| away.not_covered),
            borne_first: away.as_ref().and_then(|away| away.first_own),
            stay: None,
            place,
            deductible,
            bands: Away::adjust(away.as_ref(), bands),
            segments_per_bill: false,
            cap,
            supplement,
            gaps_if_fund_pays,
            gaps_if_cut: Vec::new(),
            gaps_if_segments_matter: Vec::new(),
            order,
            account_pays,
        })
    }

    /// The ratios, and the place that the bill counts as.
    fn bands(
        &mut self,
        expense: &Expense,
        reliance: &mut Reliance,
    ) -> Result<(Vec<Band>, Place), Refusal> {
        let topic = Topic::OutpatientRatio;
        if let Some(ratio) = self.situation.provided.outpatient_ratio {
            let origin = Origin::provided("provided.outpatient_ratio");
            let band = Band::plain(ratio, origin);
            return Ok((vec![band], place_of(expense, false)));
        }
        let used = self.rule::<OutpatientRatio>(expense.date, reliance)?;
        let person = self.person(expense.date);
        let origin = used.origin();
        let look = |place: &Place| {
            let cells = pick_segments(&used.value.cells, &person, expense.date, place)?;
            Ok(cells.into_iter().map(|cell| Band::of(cell, origin)).collect::<Vec<_>>())
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
            let origin = Origin::provided("provided.outpatient_deductible");
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
        let before = self.years.get(&(year, Benefit::OutpatientPool.into()));
        let is_later = before.is_some_and(|running| running.settled > 0);
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
    ) -> Result<(Option<Cap>, Option<SupplementTerms>), Refusal> {
        if let Some(limit) = self.situation.provided.outpatient_cap {
            let origin = Origin::provided("provided.outpatient_cap");
            return Ok((Some(Cap::yearly((limit, origin), year, date)), None));
        }
        let used = self.rule::<OutpatientCap>(date, reliance)?;
        if used.value.is_uncapped(place) {
            return Ok((None, None));
        }
        let (counts, per, supplement) = match used.value {
            OutpatientCap::None {} => return Ok((None, None)),
            OutpatientCap::FundPayment { per, .. } => (Counts::Fund, *per, None),
            OutpatientCap::EligibleCost { per, .. } => (Counts::Cost, *per, None),
            OutpatientCap::SharedWithInpatient { ratio_above, .. } => {
                let supplement =
                    |ratio| SupplementTerms { ratio: (ratio, used.origin()), limit: None };
                (Counts::Fund, Per::Year, ratio_above.map(supplement))
            }
        };
        let [cells, lower, bill] = used.value.tables();
        let person = self.person(date);
        let refuse = |reason| miss(Topic::OutpatientCap, reason);
        let limit = pick(cells, &person, date, place).map_err(refuse)?;
        let of_which = match pick(lower, &person, date, place) {
            Ok(limit) => {
                // Entries for the same places are one cap, for whomever each of them is.
                let found = lower.iter().find(|cell| core::ptr::eq(&raw const cell.value, limit));
                let places = found.map(|cell| &cell.at);
                let index = lower.iter().position(|cell| Some(&cell.at) == places);
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
        let stretch = Stretch::of(per, year, date);
        let limit = (*limit, used.origin());
        let cap = Cap { counts, shared_with_inpatient, per, stretch, limit, of_which, of_a_bill };
        Ok((Some(cap), supplement))
    }
}
