//! What the rules say about examinations before birth and about the end of a pregnancy: a share,
//! most often all, up to a limit.

use super::inpatient::some;
use super::{Band, Cap, DeductibleTerms, Reasons, Sourced, Terms, place_of};
use crate::calendar::{Date, Month};
use crate::engine::benefit::Benefit;
use crate::engine::derivation::{Formula, OperandName, Origin, count, rate, yuan};
use crate::engine::outcome::{Assumption, Gap, InputField, Refusal, Reliance};
use crate::engine::rules::miss;
use crate::engine::run::{ROUNDING, Run};
use crate::engine::running::Stretch;
use crate::engine::situation::{Birth, Expense};
use crate::money::{Rate, Yuan};
use crate::policy::{
    Applied, Cell, DeliveryCase, DeliveryCost, Maternity, Per, Person, Place, Topic,
};

const TOPIC: Topic = Topic::Maternity;

/// The limit and the share that hold for a bill.
struct Found<'a> {
    applied: Applied<'a, Maternity>,
    limit: &'a [Cell<Yuan>],
    ratio: &'a [Cell<Rate>],
    delivery: Option<&'a DeliveryCost>,
}

/// Whether a case is that of this birth; `None` when it hangs on the months of pregnancy and those are
/// not known.
pub(in crate::engine) fn is_case(case: &DeliveryCase, birth: Birth) -> Option<bool> {
    if !case.deliveries.contains(&birth.how) {
        return Some(false);
    }
    if case.months_from.is_none() && case.months_before.is_none() {
        return Some(true);
    }
    let months = birth.months?;
    let from = case.months_from.is_none_or(|from| months >= from);
    let before = case.months_before.is_none_or(|before| months < before);
    Some(from && before)
}

impl<'a> Run<'a> {
    pub(super) fn maternity_terms(
        &mut self,
        expense: &Expense,
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let found = self.maternity_rule(expense).map_err(|why| vec![why])?;
        let used = self.use_rule(&found.applied, reliance);
        let place = place_of(expense, false);
        let person = self.person(expense.date);
        let ratio = ratio_of(&found, &person, expense.date, &place, used.origin());
        let limit = self.maternity_limit(&found, &person, expense, &place, used.origin());
        let payment = self.stay_payment(expense.date, reliance);
        let mut reasons = Reasons::default();
        let ratio = reasons.keep(ratio);
        let limit = reasons.keep(limit);
        let payment = reasons.keep(payment);
        let (Some(band), Some(limit), Some((order, account_pays))) = (ratio, limit, payment) else {
            return Err(reasons.0);
        };
        let is_prenatal = expense.track().benefit == Benefit::Prenatal;
        let per = if is_prenatal { Per::Year } else { Per::Visit };
        let gap = |assumed| Gap::Parameter { why: Refusal::NotListed { topic: TOPIC }, assumed };
        let gaps_if_fund_pays =
            if limit.is_none() { vec![gap(Assumption::CapNotReached)] } else { Vec::new() };
        let cap = limit.map(|limit| Cap {
            per,
            stretch: Stretch::of(per, year, year.first_day()),
            ..Cap::yearly(limit, year, expense.date)
        });
        Ok(Terms {
            track: expense.track(),
            cap_of: expense.track(),
            counts_also_to: None,
            not_covered: None,
            borne_first: None,
            stay: None,
            place,
            deductible: nothing_first(expense.date, year),
            bands: vec![band],
            segments_per_bill: true,
            cap,
            supplement: None,
            gaps_if_fund_pays,
            gaps_if_cut: Vec::new(),
            gaps_if_segments_matter: Vec::new(),
            order,
            account_pays,
        })
    }

    fn maternity_rule(&mut self, expense: &Expense) -> Result<Found<'a>, Refusal> {
        let rules = self.rules_beside::<Maternity>(expense.date);
        let mut hangs_on_months = false;
        for applied in rules.usable {
            match entry_for(applied, expense) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => {}
                Err(HangsOnMonths) => hangs_on_months = true,
            }
        }
        if hangs_on_months {
            return Err(Refusal::NeedsInput { topic: TOPIC, field: InputField::PregnancyMonths });
        }
        let speaks =
            |applied: &&Applied<'a, Maternity>| !matches!(entry_for(**applied, expense), Ok(None));
        Err(Self::none_beside(rules.doubtful.iter().filter(speaks)))
    }

    /// The limit, with what further children add.
    fn maternity_limit(
        &mut self,
        found: &Found<'_>,
        person: &Person,
        expense: &Expense,
        place: &Place,
        origin: Origin,
    ) -> Result<Option<Sourced<Yuan>>, Refusal> {
        let limit =
            some(found.limit, person, expense.date, place).map_err(|reason| miss(TOPIC, reason))?;
        let Some(limit) = limit else {
            let is_open = found.limit.is_empty();
            return if is_open { Ok(None) } else { Err(Refusal::NotListed { topic: TOPIC }) };
        };
        let plain = Ok(Some((limit, origin)));
        let children = expense.delivery.map_or(1, |birth| birth.children);
        let further = u32::from(children.saturating_sub(1));
        let Some(delivery) = found.delivery.filter(|_| further > 0) else {
            return plain;
        };
        let (share, added) = (delivery.rate_per_further_child, delivery.yuan_per_further_child);
        if share.is_none() && added.is_none() {
            return plain;
        }
        let mut operands = vec![
            yuan(OperandName::Limit, limit, origin),
            count(OperandName::FurtherChildren, further, Origin::Running),
        ];
        operands.extend(share.map(|share| rate(OperandName::Rate, share, origin)));
        operands.extend(added.map(|added| yuan(OperandName::Added, added, origin)));
        let of_limit = share.map(|share| limit.times_count(further).times(share, ROUNDING));
        let added = added.map_or(Yuan::ZERO, |added| added.times_count(further));
        let (value, acted) =
            of_limit.map_or((Yuan::ZERO, false), |rounded| (rounded.value, rounded.acted));
        let sum = crate::money::Rounded { value: limit + value + added, acted };
        Ok(Some(self.rounded(Formula::LimitForChildren, &operands, sum).sourced()))
    }
}

/// No deductible, as no rule on maternity names one.
fn nothing_first(date: Date, year: Month) -> DeductibleTerms {
    DeductibleTerms {
        stretch: Stretch::of(Per::Visit, year, date),
        per: Per::Visit,
        threshold: (Yuan::ZERO, Origin::Running),
        year_max: None,
    }
}

/// The share; all of it where the rules name a limit alone.
fn ratio_of(
    found: &Found<'_>,
    person: &Person,
    date: Date,
    place: &Place,
    origin: Origin,
) -> Result<Band, Refusal> {
    let ratio = some(found.ratio, person, date, place).map_err(|reason| miss(TOPIC, reason))?;
    match ratio {
        Some(ratio) => Ok(Band::plain(ratio, origin)),
        None if found.ratio.is_empty() => Ok(Band::plain(Rate::ALL, Origin::Running)),
        None => Err(Refusal::NotListed { topic: TOPIC }),
    }
}

/// Which entry of a rule is the bill's hangs on the months of pregnancy.
struct HangsOnMonths;

/// The entry of a rule for the bill.
fn entry_for<'a>(
    applied: Applied<'a, Maternity>,
    expense: &Expense,
) -> Result<Option<Found<'a>>, HangsOnMonths> {
    let value = &applied.rule.value;
    let Some(birth) = expense.delivery else {
        let (limit, ratio) = (&value.prenatal_limit, &value.prenatal_ratio);
        let is_told = !limit.is_empty() || !ratio.is_empty();
        return Ok(is_told.then_some(Found { applied, limit, ratio, delivery: None }));
    };
    let mut hangs_on_months = false;
    for delivery in &value.deliveries {
        match is_case(&delivery.case, birth) {
            Some(true) => {
                let (limit, ratio) = (&delivery.limit, &delivery.ratio);
                return Ok(Some(Found { applied, limit, ratio, delivery: Some(delivery) }));
            }
            Some(false) => {}
            None => hangs_on_months = true,
        }
    }
    if hangs_on_months { Err(HangsOnMonths) } else { Ok(None) }
}
