//! What the rules say about one bill: place, deductible, ratio, cap, who pays first, and what the
//! account may pay. Each with where it comes from, or the reason why it is not known.

mod chronic;
mod elsewhere;
mod inpatient;
mod maternity;
mod outpatient;
mod payment;

use super::assessment::NotCoveredWhy;
use super::benefit::Track;
use super::derivation::Origin;
use super::outcome::{Gap, Refusal, Reliance};
use super::run::Run;
use super::running::Stretch;
use super::situation::{Expense, ExpenseKind};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{Cell, Per, Place};

pub(super) use maternity::is_case;

/// A figure of the terms with where it comes from.
pub(super) type Sourced<T> = (T, Origin);

/// The deductible of a bill.
#[derive(Clone, Copy)]
pub(super) struct DeductibleTerms {
    pub(super) stretch: Stretch,
    pub(super) per: Per,
    pub(super) threshold: Sourced<Yuan>,
    /// The most that is borne in a year, where the stretch is shorter.
    pub(super) year_max: Option<Sourced<Yuan>>,
}

/// A share that the fund pays, with what is added to it and taken off.
#[derive(Clone, Copy)]
pub(super) struct Ratio {
    pub(super) base: Sourced<Rate>,
    pub(super) added: Option<Sourced<Rate>>,
    pub(super) less: Option<Sourced<Rate>>,
    pub(super) times: Option<Sourced<Rate>>,
}

impl Ratio {
    /// The share in the end, between nothing and all.
    pub(super) fn value(&self) -> Rate {
        let rate = |part: &Option<Sourced<Rate>>| part.as_ref().map(|(rate, _)| *rate);
        let added = rate(&self.added).map_or(self.base.0, |added| self.base.0.plus(added));
        let less = rate(&self.less).map_or(added, |less| added.less(less).unwrap_or(Rate::NOTHING));
        rate(&self.times).map_or(less, |times| less.of(times))
    }

    /// Whether it is the base alone.
    pub(super) fn is_plain(&self) -> bool {
        self.added.is_none() && self.less.is_none() && self.times.is_none()
    }
}

/// The ratio for a segment of costs.
#[derive(Clone, Copy)]
pub(super) struct Band {
    pub(super) above: Option<Yuan>,
    pub(super) up_to: Option<Yuan>,
    /// Where the bounds come from.
    pub(super) bounds: Origin,
    pub(super) ratio: Ratio,
}

impl Band {
    /// One ratio for all cost.
    pub(super) fn plain(rate: Rate, origin: Origin) -> Self {
        let bounds = origin;
        let ratio = Ratio { base: (rate, origin), added: None, less: None, times: None };
        Self { above: None, up_to: None, bounds, ratio }
    }

    /// The segment of an entry of a table.
    pub(super) fn of(cell: &Cell<Rate>, origin: Origin) -> Self {
        Self { above: cell.above, up_to: cell.up_to, ..Self::plain(cell.value, origin) }
    }

    /// Whether it covers all cost.
    pub(super) fn is_everything(&self) -> bool {
        self.above.is_none_or(Yuan::is_zero) && self.up_to.is_none()
    }
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
#[derive(Clone, Copy)]
pub(super) struct Cap {
    pub(super) counts: Counts,
    /// Whether it covers both outpatient and inpatient care.
    pub(super) shared_with_inpatient: bool,
    pub(super) per: Per,
    pub(super) stretch: Stretch,
    pub(super) limit: Sourced<Yuan>,
    /// A lower cap within it that the place falls under: its index and limit.
    pub(super) of_which: Option<(usize, Sourced<Yuan>)>,
    /// A further cap on what the fund pays of one bill.
    pub(super) of_a_bill: Option<Sourced<Yuan>>,
}

impl Cap {
    /// A cap on what the fund pays in a year.
    pub(super) fn yearly(limit: Sourced<Yuan>, year: Month, date: Date) -> Self {
        Self {
            counts: Counts::Fund,
            shared_with_inpatient: false,
            per: Per::Year,
            stretch: Stretch::of(Per::Year, year, date),
            limit,
            of_which: None,
            of_a_bill: None,
        }
    }
}

/// A supplementary fund (大额、附加基金) that pays above the cap.
#[derive(Clone, Copy)]
pub(super) struct SupplementTerms {
    /// Its share.
    pub(super) ratio: Sourced<Rate>,
    /// The most that it pays in a year, where known.
    pub(super) limit: Option<Sourced<Yuan>>,
}

/// What the rules say about a bill.
pub(super) struct Terms {
    pub(super) track: Track,
    /// The benefit towards whose caps it counts.
    pub(super) cap_of: Track,
    /// A further benefit towards whose yearly cap it counts.
    pub(super) counts_also_to: Option<Track>,
    /// Why the fund pays nothing of it, and the rule that says so.
    pub(super) not_covered: Option<(NotCoveredWhy, usize)>,
    /// The share that the person bears before anything else.
    pub(super) borne_first: Option<Sourced<Rate>>,
    /// Which stay of the year.
    pub(super) stay: Option<u8>,
    pub(super) place: Place,
    pub(super) deductible: DeductibleTerms,
    /// Segments of cost with their ratios, from the lowest.
    pub(super) bands: Vec<Band>,
    /// Whether segments go by the cost of this bill rather than by that of the year.
    pub(super) segments_per_bill: bool,
    /// None where there is none, or none is known.
    pub(super) cap: Option<Cap>,
    pub(super) supplement: Option<SupplementTerms>,
    /// What is not known and matters only where the fund pays.
    pub(super) gaps_if_fund_pays: Vec<Gap>,
    /// What is not known and matters only where the cap cuts.
    pub(super) gaps_if_cut: Vec<Gap>,
    /// What is not known and matters only where earlier cost of the year moves the segments.
    pub(super) gaps_if_segments_matter: Vec<Gap>,
    pub(super) order: Order,
    /// What the account may pay: inside the policy range, outside it.
    pub(super) account_pays: (bool, bool),
}

/// Who pays first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Usual,
    CurrentYearFirst {
        accumulated_pays_deductible: bool,
    },
    /// The accumulated account pays the person's part; the current-year account pays nothing.
    AccumulatedOnly,
}

impl Run<'_> {
    /// Everything that the rules say about the bill, or all reasons why they do not.
    pub(super) fn terms(
        &mut self,
        expense: &Expense,
        year: Month,
        reliance: &mut Reliance,
    ) -> Result<Terms, Vec<Refusal>> {
        let mut terms = match expense.kind {
            ExpenseKind::Outpatient | ExpenseKind::Pharmacy => {
                self.outpatient_terms(expense, year, reliance)
            }
            ExpenseKind::Inpatient => self.inpatient_terms(expense, year, reliance),
            ExpenseKind::Chronic => self.chronic_terms(expense, year, reliance),
            ExpenseKind::Prenatal | ExpenseKind::Delivery => {
                self.maternity_terms(expense, year, reliance)
            }
        }?;
        if terms.not_covered.is_none() {
            terms.not_covered = self.lapse(expense, reliance);
        }
        Ok(terms)
    }
}

/// The reasons of look-ups that gave nothing, so that all of them are told at once.
#[derive(Default)]
struct Reasons(Vec<Refusal>);

impl Reasons {
    /// What a look-up gave; its reason is kept where it gave nothing.
    fn keep<T>(&mut self, found: Result<T, Refusal>) -> Option<T> {
        found.map_err(|why| self.0.push(why)).ok()
    }
}

/// Where the bill arose: the pharmacy or the institution; `prescriber` asks for the institution
/// behind a pharmacy's bill where one is named.
fn place_of(expense: &Expense, prescriber: bool) -> Place {
    let pharmacy = || Place::new(Place::PHARMACY);
    match (&expense.level, expense.kind) {
        (Some(level), ExpenseKind::Pharmacy) if prescriber => level.clone(),
        (Some(level), kind) if kind != ExpenseKind::Pharmacy => level.clone(),
        _ => pharmacy(),
    }
}

impl Terms {
    /// What of the person's part the account may pay.
    pub(super) fn payable(&self, deductible: Yuan, own_share: Yuan, outside: Yuan) -> Yuan {
        let (inside_allowed, outside_allowed) = self.account_pays;
        let pays_deductible = match self.order {
            Order::Usual | Order::AccumulatedOnly => true,
            Order::CurrentYearFirst { accumulated_pays_deductible } => accumulated_pays_deductible,
        };
        let inside = if pays_deductible { deductible + own_share } else { own_share };
        let allowed = |is_allowed: bool, amount| if is_allowed { amount } else { Yuan::ZERO };
        allowed(inside_allowed, inside) + allowed(outside_allowed, outside)
    }
}
