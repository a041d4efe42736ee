//! What the rules say about a hospital stay. The day of discharge decides which rules and which
//! benefit year it falls under.

use super::elsewhere::Away;
use super::{Band, Cap, Counts, DeductibleTerms, Ratio, Reasons, SupplementTerms, Terms, place_of};
use crate::calendar::{Date, Month};
use crate::engine::benefit::{Benefit, Track};
use crate::engine::derivation::{Formula, OperandName, Origin, count, rate, yuan};
use crate::engine::outcome::{Assumption, Gap, Refusal, Reliance};
use crate::engine::rules::{Used, miss};
use crate::engine::run::{ROUNDING, Run};
use crate::engine::running::Stretch;
use crate::engine::situation::Expense;
use crate::money::{Rate, Yuan};
use crate::policy::{
    CapCounts, Care, Cell, CellMiss, InpatientCap, InpatientDeductible, InpatientPer,
    InpatientRatio, Per, Person, Place, Topic, pick, pick_segments,
};

/// The cap of a stay, what pays above it, and what is not known of either.
#[derive(Default)]
pub(super) struct Caps {
    pub(super) cap: Option<Cap>,
    pub(super) supplement: Option<SupplementTerms>,
    pub(super) if_fund_pays: Vec<Gap>,
    pub(super) if_cut: Vec<Gap>,
}

/// Segments of cost, and how far they are known.
pub(super) struct Segments {
    pub(super) bands: Vec<Band>,
    pub(super) per_bill: bool,
    pub(super) unknown: Vec<Gap>,
}

/// Which stay of the year it is.
#[derive(Clone, Copy)]
struct StayNumber {
    stay: u8,
    /// Whether it was counted from the stays listed rather than given.
    is_counted: bool,
}

/// A table's figure for a person and place, if it has one.
pub(super) fn some<T: Copy>(
    cells: &[Cell<T>],
    person: &Person,
    date: Date,
    place: &Place,
) -> Result<Option<T>, CellMiss> {
    match pick(cells, person, date, place) {
        Ok(value) => Ok(Some(*value)),
        Err(CellMiss::NotListed) => Ok(None),
        Err(miss) => Err(miss),
    }
}

impl Run<'_> {
    pub(super) fn inpatient_terms(
        &mut self,
        expense: &Expense,
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let away = self.away(expense, Care::Inpatient, reliance).map_err(|why| vec![why])?;
        let away = away.as_ref();
        let named = place_of(expense, false);
        let place = away.and_then(|away| away.as_at.clone()).unwrap_or(named);
        let track = Track::from(Benefit::Inpatient);
        let before = self.years.get(&(year, track.clone())).map_or(0, |year| year.settled);
        // At most some thousand bills (see the limits in `validate`); beyond 255 stays all are alike.
        let counted = u8::try_from(before + 1).unwrap_or(u8::MAX);
        let stay = expense.stay.unwrap_or(counted);
        let segments = match away.and_then(|away| away.bands.clone()) {
            Some(bands) => Ok(Segments { bands, per_bill: true, unknown: Vec::new() }),
            None => self.stay_segments(expense.date, &place, reliance),
        };
        let number = StayNumber { stay, is_counted: expense.stay.is_none() };
        let deductible = self.stay_deductible(expense.date, year, &place, number, reliance);
        let deductible = self.deductible_away(expense, away, deductible, year);
        let mut reasons = Reasons::default();
        let segments = reasons.keep(segments);
        let deductible = reasons.keep(deductible);
        let payment = reasons.keep(self.stay_payment(expense.date, reliance));
        let (Some(segments), Some(deductible), Some((order, account_pays))) =
            (segments, deductible, payment)
        else {
            return Err(reasons.0);
        };
        let has_segments = segments.bands.len() > 1;
        let caps = self.stay_caps(expense.date, year, &place, has_segments, reliance);
        Ok(Terms {
            track: track.clone(),
            cap_of: track,
            counts_also_to: None,
            not_covered: away.and_then(|away| away.not_covered),
            borne_first: away.and_then(|away| away.first_own),
            stay: Some(stay),
            place,
            deductible,
            bands: Away::adjust(away, segments.bands),
            segments_per_bill: segments.per_bill,
            cap: caps.cap,
            supplement: caps.supplement,
            gaps_if_fund_pays: caps.if_fund_pays,
            gaps_if_cut: caps.if_cut,
            gaps_if_segments_matter: segments.unknown,
            order,
            account_pays,
        })
    }

    /// The ratios by segment, with what age adds.
    pub(super) fn stay_segments(
        &mut self,
        date: Date,
        place: &Place,
        reliance: &mut Reliance,
    ) -> Result<Segments, Refusal> {
        let topic = Topic::InpatientRatio;
        if let Some(ratio) = self.situation.provided.inpatient_ratio {
            let origin = Origin::provided("provided.inpatient_ratio");
            let bands = vec![Band::plain(ratio, origin)];
            return Ok(Segments { bands, per_bill: true, unknown: Vec::new() });
        }
        let used = self.rule::<InpatientRatio>(date, reliance)?;
        let person = self.person(date);
        let refuse = |reason| miss(topic, reason);
        let cells = pick_segments(&used.value.cells, &person, date, place).map_err(refuse)?;
        let added = some(&used.value.added_by_age, &person, date, place).map_err(refuse)?;
        let origin = used.origin();
        let band = |cell: &Cell<Rate>| {
            let plain = Band::of(cell, origin);
            let added = added.map(|added| (added, origin));
            Band { ratio: Ratio { added, ..plain.ratio }, ..plain }
        };
        let bands = cells.into_iter().map(band).collect();
        let unknown = match used.value.segments_per {
            Some(_) => Vec::new(),
            None => vec![Gap::Parameter {
                why: Refusal::NotListed { topic },
                assumed: Assumption::SegmentsOfTheYear,
            }],
        };
        let per_bill = used.value.segments_per == Some(InpatientPer::Stay);
        Ok(Segments { bands, per_bill, unknown })
    }

    fn stay_deductible(
        &mut self,
        date: Date,
        year: Month,
        place: &Place,
        number: StayNumber,
        reliance: &mut Reliance,
    ) -> Result<DeductibleTerms, Refusal> {
        let every_stay = |threshold, year_max| DeductibleTerms {
            stretch: Stretch::of(Per::Visit, year, date),
            per: Per::Visit,
            threshold,
            year_max,
        };
        if let Some(deductible) = self.situation.provided.inpatient_deductible {
            let origin = Origin::provided("provided.inpatient_deductible");
            return Ok(every_stay((deductible, origin), None));
        }
        let used = self.rule::<InpatientDeductible>(date, reliance)?;
        let refuse = |reason| miss(Topic::InpatientDeductible, reason);
        let year_max = used.value.year_max.map(|most| (most, used.origin()));
        let person = self.person(date);
        if used.value.per == Some(InpatientPer::Year) {
            let first = pick(&used.value.first, &person, date, place).map_err(refuse)?;
            return Ok(DeductibleTerms {
                stretch: Stretch::of(Per::Year, year, date),
                per: Per::Year,
                threshold: (*first, used.origin()),
                year_max,
            });
        }
        if used.value.per.is_none() && used.value.says_nothing_of_further_stays() && number.stay > 1
        {
            let why = Refusal::NotListed { topic: Topic::InpatientDeductible };
            reliance.note(Gap::Parameter { why, assumed: Assumption::DeductibleAtEveryStay });
        }
        let stay = if used.value.further_at_same_level && number.is_counted {
            self.stays_at(year, place).saturating_add(1)
        } else {
            number.stay
        };
        let threshold = self.threshold_of_stay(used, &person, date, place, stay).map_err(refuse)?;
        Ok(every_stay(threshold, year_max))
    }

    /// How many stays of the year were settled at a level.
    fn stays_at(&self, year: Month, place: &Place) -> u8 {
        let running = self.years.get(&(year, Benefit::Inpatient.into()));
        running.map_or(0, |running| running.settled_at(place))
    }

    /// What stay number `stay` of the year owes. A table that says something about further stays, but
    /// not about this one here, leaves it open.
    fn threshold_of_stay(
        &mut self,
        used: Used<'_, InpatientDeductible>,
        person: &Person,
        date: Date,
        place: &Place,
        stay: u8,
    ) -> Result<super::Sourced<Yuan>, CellMiss> {
        let value = used.value;
        let look = |cells: &[Cell<Yuan>]| pick(cells, person, date, place).copied();
        let first = look(&value.first)?;
        let plain = |amount: Yuan| (amount, used.origin());
        if stay <= 1 || value.says_nothing_of_further_stays() {
            return Ok(plain(first));
        }
        let own_table: &[Cell<Yuan>] = match stay {
            2 => &value.second,
            3 => &value.third,
            _ => &[],
        };
        if let Some(amount) = some(own_table, person, date, place)? {
            return Ok(plain(amount));
        }
        if let Some(factor) = value.second_factor.filter(|_| stay == 2) {
            return Ok(self.by_factor(used, first, factor));
        }
        if let Some(amount) = some(&value.later, person, date, place)? {
            return Ok(plain(amount));
        }
        if let Some(factor) = value.later_factor {
            return Ok(self.by_factor(used, first, factor));
        }
        let step_down = value.step_down.ok_or(CellMiss::NotListed)?;
        let floor = if value.floor.is_empty() {
            (Yuan::ZERO, Origin::Running)
        } else {
            plain(look(&value.floor)?)
        };
        Ok(self.stepped_down(used, first, step_down, floor, stay))
    }

    fn by_factor(
        &mut self,
        used: Used<'_, InpatientDeductible>,
        first: Yuan,
        factor: Rate,
    ) -> super::Sourced<Yuan> {
        let operands = [
            yuan(OperandName::First, first, used.origin()),
            rate(OperandName::Factor, factor, used.origin()),
        ];
        let product = first.times(factor, ROUNDING);
        self.rounded(Formula::DeductibleByFactor, &operands, product).sourced()
    }

    fn stepped_down(
        &mut self,
        used: Used<'_, InpatientDeductible>,
        first: Yuan,
        step_down: Yuan,
        floor: super::Sourced<Yuan>,
        stay: u8,
    ) -> super::Sourced<Yuan> {
        let further = u32::from(stay.saturating_sub(1));
        let operands = [
            yuan(OperandName::Floor, floor.0, floor.1),
            yuan(OperandName::First, first, used.origin()),
            yuan(OperandName::StepDown, step_down, used.origin()),
            count(OperandName::FurtherStays, further, Origin::Running),
        ];
        let owed = first.less_at_most(step_down.times_count(further)).max(floor.0);
        self.figure(Formula::DeductibleSteppedDown, &operands, owed).sourced()
    }

    /// The cap of the basic fund and what pays above it. Where only a cap on both together is known,
    /// it is taken as the cap; `has_segments` tells that the ratios then change within it.
    pub(super) fn stay_caps(
        &mut self,
        date: Date,
        year: Month,
        place: &Place,
        has_segments: bool,
        reliance: &mut Reliance,
    ) -> Caps {
        if let Some(limit) = self.situation.provided.inpatient_cap {
            let origin = Origin::provided("provided.inpatient_cap");
            let cap = Some(Cap::yearly((limit, origin), year, date));
            return Caps { cap, ..Caps::default() };
        }
        let topic = Topic::InpatientCap;
        let unknown = |why, assumed| vec![Gap::Parameter { why, assumed }];
        let used = match self.rule::<InpatientCap>(date, reliance) {
            Ok(used) => used,
            Err(why) => {
                let if_fund_pays = unknown(why, Assumption::CapNotReached);
                return Caps { if_fund_pays, ..Caps::default() };
            }
        };
        let person = self.person(date);
        let look = |cells: &[Cell<Yuan>]| some(cells, &person, date, place);
        let (basic, large_sum, total) =
            match (look(&used.value.basic), look(&used.value.large_sum), look(&used.value.total)) {
                (Ok(basic), Ok(large_sum), Ok(total)) => (basic, large_sum, total),
                (Err(reason), ..) | (_, Err(reason), _) | (.., Err(reason)) => {
                    let if_fund_pays = unknown(miss(topic, reason), Assumption::CapNotReached);
                    return Caps { if_fund_pays, ..Caps::default() };
                }
            };
        let not_listed = || Refusal::NotListed { topic };
        let Some(limit) = basic.or(total) else {
            let if_fund_pays = unknown(not_listed(), Assumption::CapNotReached);
            return Caps { if_fund_pays, ..Caps::default() };
        };
        let counts = match used.value.counts {
            CapCounts::FundPayment => Counts::Fund,
            CapCounts::EligibleCost => Counts::Cost,
        };
        let cap = Some(Cap { counts, ..Cap::yearly((limit, used.origin()), year, date) });
        if basic.is_none() {
            let if_fund_pays = if has_segments {
                Vec::new()
            } else {
                unknown(not_listed(), Assumption::CapNotReached)
            };
            return Caps { cap, if_fund_pays, ..Caps::default() };
        }
        let share = used.value.large_sum_ratio.iter().find(|cell| {
            cell.at.as_ref().is_none_or(|at| at.contains(place))
                && cell.who.matches(&person, date) == crate::policy::Match::Yes
        });
        let most = match (large_sum, total) {
            (Some(most), _) => Some((most, used.origin())),
            (None, Some(total)) => Some(self.rest_of_total(used, total, limit)),
            (None, None) => None,
        };
        let is_open = most.is_none() && !used.value.large_sum_uncapped;
        let supplement =
            share.map(|cell| SupplementTerms { ratio: (cell.value, used.origin()), limit: most });
        let if_cut = match &supplement {
            None => unknown(not_listed(), Assumption::NothingAboveCap),
            Some(_) if is_open => unknown(not_listed(), Assumption::CapNotReached),
            Some(_) => Vec::new(),
        };
        Caps { cap, supplement, if_fund_pays: Vec::new(), if_cut }
    }

    /// What a cap on both funds leaves for the supplementary one.
    fn rest_of_total(
        &mut self,
        used: Used<'_, InpatientCap>,
        total: Yuan,
        basic: Yuan,
    ) -> super::Sourced<Yuan> {
        let operands = [
            yuan(OperandName::CapTotal, total, used.origin()),
            yuan(OperandName::Cap, basic, used.origin()),
        ];
        let rest = total.less_at_most(basic);
        self.figure(Formula::SupplementCap, &operands, rest).sourced()
    }
}
