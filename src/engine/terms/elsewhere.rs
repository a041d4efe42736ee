//! What changes against the terms at home when treatment is away from home (异地就医).

use super::{Band, DeductibleTerms, Ratio, Sourced, place_of};
use crate::calendar::Month;
use crate::engine::assessment::NotCoveredWhy;
use crate::engine::derivation::{Formula, OperandName, Origin, count, rate, yuan};
use crate::engine::outcome::{Refusal, Reliance};
use crate::engine::rules::miss;
use crate::engine::run::{ROUNDING, Run};
use crate::engine::running::Stretch;
use crate::engine::situation::Expense;
use crate::money::{Rate, Yuan};
use crate::policy::{
    Care, Cell, CellMiss, DeductibleOfCost, ElsewhereTerms, Per, Place, Topic, TreatmentElsewhere,
    pick, pick_segments,
};

/// The terms away from home that hold for a bill.
pub(super) struct Away {
    pub(super) first_own: Option<Sourced<Rate>>,
    /// Ratios in place of those at home.
    pub(super) bands: Option<Vec<Band>>,
    ratio_less: Option<Sourced<Rate>>,
    ratio_times: Option<Sourced<Rate>>,
    deductible: Option<Sourced<Yuan>>,
    deductible_of_cost: Option<DeductibleOfCost>,
    deductible_added: Option<Yuan>,
    deductible_times: Option<u8>,
    pub(super) as_at: Option<Place>,
    pub(super) not_covered: Option<(NotCoveredWhy, usize)>,
    origin: Origin,
}

impl Away {
    /// Ratios with what is taken off away from home.
    pub(super) fn adjust(away: Option<&Self>, bands: Vec<Band>) -> Vec<Band> {
        let Some(away) = away else {
            return bands;
        };
        let adjust = |band: Band| Band {
            ratio: Ratio { less: away.ratio_less, times: away.ratio_times, ..band.ratio },
            ..band
        };
        bands.into_iter().map(adjust).collect()
    }
}

impl Run<'_> {
    /// The terms away from home for the bill; none at home. The nearest layer that speaks of such
    /// treatment decides.
    pub(super) fn away(
        &mut self,
        expense: &Expense,
        care: Care,
        reliance: &mut Reliance,
    ) -> Result<Option<Away>, Refusal> {
        let Some(elsewhere) = expense.elsewhere else {
            return Ok(None);
        };
        let topic = Topic::TreatmentElsewhere;
        let date = expense.date;
        let person = self.person(date);
        let speaks_of = |terms: &&ElsewhereTerms| {
            terms.care == care
                && terms.arrangements.contains(&elsewhere.arrangement)
                && terms.regions.contains(&elsewhere.region)
        };
        let rules = self.rules_beside::<TreatmentElsewhere>(date);
        let found = rules.usable.iter().find_map(|applied| {
            applied.rule.value.terms.iter().find(speaks_of).map(|terms| (*applied, terms))
        });
        let Some((applied, terms)) = found else {
            let doubtful = rules.doubtful.iter();
            return Err(Self::none_beside(
                doubtful.filter(|applied| applied.rule.value.terms.iter().any(|t| speaks_of(&t))),
            ));
        };
        let used = self.use_rule(&applied, reliance);
        let origin = used.origin();
        let place = terms.as_at.clone().unwrap_or_else(|| place_of(expense, false));
        let refuse = |reason| miss(topic, reason);
        let look_rate = |cells: &[Cell<Rate>]| match pick(cells, &person, date, &place) {
            Ok(value) => Ok(Some((*value, origin))),
            Err(CellMiss::NotListed) if cells.is_empty() => Ok(None),
            Err(reason) => Err(refuse(reason)),
        };
        let deductible = match pick(&terms.deductible, &person, date, &place) {
            Ok(value) => Some((*value, origin)),
            Err(CellMiss::NotListed) if terms.deductible.is_empty() => None,
            Err(reason) => return Err(refuse(reason)),
        };
        let bands = if terms.ratio.is_empty() {
            None
        } else {
            let cells = pick_segments(&terms.ratio, &person, date, &place).map_err(refuse)?;
            Some(cells.into_iter().map(|cell| Band::of(cell, origin)).collect())
        };
        Ok(Some(Away {
            first_own: look_rate(&terms.first_own)?,
            bands,
            ratio_less: look_rate(&terms.ratio_less)?,
            ratio_times: terms.ratio_times.map(|times| (times, origin)),
            deductible,
            deductible_of_cost: terms.deductible_of_cost,
            deductible_added: terms.deductible_added,
            deductible_times: terms.deductible_times,
            as_at: terms.as_at.clone(),
            not_covered: terms.not_covered.then_some((NotCoveredWhy::Elsewhere, used.index)),
            origin,
        }))
    }

    /// The deductible away from home: that of the terms, or that at home with what they add. One in
    /// place of an unknown one at home is due at every bill.
    pub(super) fn deductible_away(
        &mut self,
        expense: &Expense,
        away: Option<&Away>,
        at_home: Result<DeductibleTerms, Refusal>,
        year: Month,
    ) -> Result<DeductibleTerms, Refusal> {
        let Some(away) = away else {
            return at_home;
        };
        let own = match away.deductible_of_cost {
            Some(of_cost) => Some(self.deductible_of_cost(expense, of_cost, away.origin)),
            None => away.deductible,
        };
        if let Some(threshold) = own {
            return Ok(match at_home {
                Ok(at_home) => DeductibleTerms { threshold, ..at_home },
                Err(_) => DeductibleTerms {
                    stretch: Stretch::of(Per::Visit, year, expense.date),
                    per: Per::Visit,
                    threshold,
                    year_max: None,
                },
            });
        }
        let at_home = at_home?;
        let (home, home_origin) = at_home.threshold;
        let deductible = yuan(OperandName::Deductible, home, home_origin);
        let threshold = match (away.deductible_added, away.deductible_times) {
            (Some(added), _) => {
                let operands = [deductible, yuan(OperandName::Added, added, away.origin)];
                self.figure(Formula::DeductibleAdded, &operands, home + added)
            }
            (None, Some(times)) => {
                let times = u32::from(times);
                let operands = [deductible, count(OperandName::Count, times, away.origin)];
                self.figure(Formula::DeductibleTimes, &operands, home.times_count(times))
            }
            (None, None) => return Ok(at_home),
        };
        Ok(DeductibleTerms { threshold: threshold.sourced(), ..at_home })
    }

    fn deductible_of_cost(
        &mut self,
        expense: &Expense,
        of_cost: DeductibleOfCost,
        origin: Origin,
    ) -> Sourced<Yuan> {
        let DeductibleOfCost { rate: share, min, max } = of_cost;
        let eligible = expense.total - expense.outside_range();
        let mut product = eligible.times(share, ROUNDING);
        let bounded = product.value.max(min).min(max);
        // A bound in place of the product is exact.
        product.acted &= bounded == product.value && bounded != min && bounded != max;
        product.value = bounded;
        let operands = [
            yuan(OperandName::Eligible, eligible, Origin::Running),
            rate(OperandName::Rate, share, origin),
            yuan(OperandName::Floor, min, origin),
            yuan(OperandName::Ceiling, max, origin),
        ];
        self.rounded(Formula::DeductibleOfCost, &operands, product).sourced()
    }
}
