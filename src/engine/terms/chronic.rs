//! What the rules say about care under a scheme for chronic or special diseases.

use super::inpatient::Caps;
use super::{Band, Cap, Counts, DeductibleTerms, Reasons, Terms, place_of};
use crate::calendar::Month;
use crate::engine::benefit::{Benefit, Track};
use crate::engine::derivation::Origin;
use crate::engine::outcome::{Assumption, Gap, Refusal, Reliance};
use crate::engine::rules::{Used, miss};
use crate::engine::run::Run;
use crate::engine::running::Stretch;
use crate::engine::situation::Expense;
use crate::money::Yuan;
use crate::policy::{
    Applied, CapCounts, CellMiss, ChronicOutpatient, ChronicScheme, Per, Place, Topic, pick,
    pick_segments,
};

const TOPIC: Topic = Topic::ChronicOutpatient;

impl Run<'_> {
    pub(super) fn chronic_terms(
        &mut self,
        expense: &Expense,
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let rules = self.rules_beside::<ChronicOutpatient>(expense.date);
        let is_named = |scheme: &&ChronicScheme| Some(&scheme.id) == expense.scheme.as_ref();
        let found = rules.usable.iter().find_map(|applied| {
            applied.rule.value.schemes.iter().find(is_named).map(|scheme| (*applied, scheme))
        });
        let Some((applied, scheme)) = found else {
            let has_scheme = |applied: &&Applied<'_, ChronicOutpatient>| {
                applied.rule.value.schemes.iter().any(|scheme| is_named(&scheme))
            };
            return Err(vec![Self::none_beside(rules.doubtful.iter().filter(has_scheme))]);
        };
        let used = self.use_rule(&applied, reliance);
        let place = place_of(expense, false);
        let mut reasons = Reasons::default();
        let bands = reasons.keep(self.chronic_bands(expense, scheme, used, &place, reliance));
        let (deductible, no_deductible) =
            self.chronic_deductible(expense, year, scheme, used, &place);
        let deductible = reasons.keep(deductible);
        let order = reasons.keep(self.order(expense.date, reliance));
        let account_pays = reasons.keep(self.account_use(expense.date, reliance));
        let (Some(bands), Some(deductible), Some(order), Some(account_pays)) =
            (bands, deductible, order, account_pays)
        else {
            return Err(reasons.0);
        };
        let track = expense.track();
        let inpatient = Track::from(Benefit::Inpatient);
        let mut caps = self.chronic_cap(expense, year, scheme, used, &place);
        let mut cap_of = track.clone();
        let mut counts_also_to = None;
        if scheme.counts_towards_inpatient_cap {
            if scheme.cap.is_empty() {
                caps = self.stay_caps(expense.date, year, &place, bands.len() > 1, reliance);
                cap_of = inpatient;
            } else {
                counts_also_to = Some(inpatient);
            }
        }
        caps.if_fund_pays.extend(no_deductible);
        Ok(Terms {
            track,
            cap_of,
            counts_also_to,
            not_covered: None,
            borne_first: None,
            stay: None,
            place,
            deductible,
            bands,
            segments_per_bill: false,
            cap: caps.cap,
            supplement: caps.supplement,
            gaps_if_fund_pays: caps.if_fund_pays,
            gaps_if_cut: caps.if_cut,
            gaps_if_segments_matter: Vec::new(),
            order,
            account_pays,
        })
    }

    fn chronic_bands(
        &mut self,
        expense: &Expense,
        scheme: &ChronicScheme,
        used: Used<'_, ChronicOutpatient>,
        place: &Place,
        reliance: &mut Reliance,
    ) -> Result<Vec<Band>, Refusal> {
        if scheme.ratio_as_inpatient {
            return self
                .stay_segments(expense.date, place, reliance)
                .map(|segments| segments.bands);
        }
        let person = self.person(expense.date);
        let cells = pick_segments(&scheme.ratio, &person, expense.date, place)
            .map_err(|reason| miss(TOPIC, reason))?;
        Ok(cells.into_iter().map(|cell| Band::of(cell, used.origin())).collect())
    }

    /// The deductible; where the rules name none, nothing, which is an assumption.
    fn chronic_deductible(
        &mut self,
        expense: &Expense,
        year: Month,
        scheme: &ChronicScheme,
        used: Used<'_, ChronicOutpatient>,
        place: &Place,
    ) -> (Result<DeductibleTerms, Refusal>, Option<Gap>) {
        let assumed =
            |assumed| Some(Gap::Parameter { why: Refusal::NotListed { topic: TOPIC }, assumed });
        let terms = |threshold, per| DeductibleTerms {
            stretch: Stretch::of(per, year, expense.date),
            per,
            threshold,
            year_max: None,
        };
        let person = self.person(expense.date);
        match pick(&scheme.deductible, &person, expense.date, place) {
            Ok(amount) => {
                let is_open = scheme.deductible_per.is_none() && !amount.is_zero();
                let gap = is_open.then(|| assumed(Assumption::DeductibleOfTheYear)).flatten();
                let per = scheme.deductible_per.unwrap_or(Per::Year);
                (Ok(terms((*amount, used.origin()), per)), gap)
            }
            Err(CellMiss::NotListed) if scheme.deductible.is_empty() => {
                let none = terms((Yuan::ZERO, Origin::Running), Per::Year);
                (Ok(none), assumed(Assumption::NoDeductible))
            }
            Err(reason) => (Err(miss(TOPIC, reason)), None),
        }
    }

    fn chronic_cap(
        &mut self,
        expense: &Expense,
        year: Month,
        scheme: &ChronicScheme,
        used: Used<'_, ChronicOutpatient>,
        place: &Place,
    ) -> Caps {
        let person = self.person(expense.date);
        match pick(&scheme.cap, &person, expense.date, place) {
            Ok(limit) => {
                let counts = match scheme.cap_counts {
                    CapCounts::FundPayment => Counts::Fund,
                    CapCounts::EligibleCost => Counts::Cost,
                };
                let per = scheme.cap_per;
                let stretch = Stretch::of(per, year, expense.date);
                let yearly = Cap::yearly((*limit, used.origin()), year, expense.date);
                let cap = Some(Cap { counts, per, stretch, ..yearly });
                Caps { cap, ..Caps::default() }
            }
            Err(reason) => {
                let why = miss(TOPIC, reason);
                let gap = Gap::Parameter { why, assumed: Assumption::CapNotReached };
                Caps { if_fund_pays: vec![gap], ..Caps::default() }
            }
        }
    }
}
