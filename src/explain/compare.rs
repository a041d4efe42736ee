//! The same bill under other circumstances, beside what it comes to now: what the person pays there,
//! how much more or less that is, and which one parameter makes the difference.
//!
//! A parameter makes as much difference as the payment changes by when it alone is taken over. That is
//! found by settling the bill again from the terms that its settlement shows, not by the rules, so
//! it only ranks parameters: every amount given here is one that the engine reckoned.

mod terms;

use serde::Serialize;

use crate::calendar::Date;
use crate::engine::inverse::{Variation, changed};
use crate::engine::{
    ExpenseKind, Outcome, Problem, Refusal, Settlement, Situation, Working, assess_with,
};
use crate::money::{Rate, Yuan};
use crate::policy::{InsuranceKind, Place, PolicySet};
use terms::Terms;

/// What may differ between two settlements of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    /// Whether the fund pays at all.
    Covered,
    /// What the current-year account pays before the fund.
    PaidFirst,
    /// What the person bears first of treatment away from home.
    BorneFirst,
    /// The deductible.
    Deductible,
    /// What earlier bills have met of it.
    MetBefore,
    /// The fund's share.
    Ratio,
    /// The cap.
    Cap,
    /// What earlier bills have used of it.
    UsedBefore,
    /// What a supplementary fund pays.
    Supplement,
    /// What insurance of serious illness pays.
    SeriousIllness,
}

impl Parameter {
    /// All of them, in the order in which they act on a bill.
    pub const ALL: [Self; 10] = [
        Self::Covered,
        Self::PaidFirst,
        Self::BorneFirst,
        Self::Deductible,
        Self::MetBefore,
        Self::Ratio,
        Self::Cap,
        Self::UsedBefore,
        Self::Supplement,
        Self::SeriousIllness,
    ];
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// It is so, or not.
    Is(bool),
    /// An amount.
    Yuan(Yuan),
    /// A limit, or that there is none.
    Limit(Option<Yuan>),
    /// A share, or those of the segments that the bill touches.
    Rates(Vec<Rate>),
}

/// A parameter that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which.
    pub parameter: Parameter,
    /// Its value now.
    pub now: Value,
    /// Its value under the other circumstances.
    pub then: Value,
}

/// What became of the bill under other circumstances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// Settled.
    Settled {
        /// What all funds pay.
        funds: Yuan,
        /// What the person pays.
        person: Yuan,
        /// How far it can be relied on.
        outcome: Outcome,
        /// What differs, that which makes most of the difference first.
        differences: Vec<Difference>,
    },
    /// Not reckoned, for these reasons.
    Refused(Vec<Refusal>),
    /// The bill cannot be so there.
    Impossible(Problem),
}

/// The bill under other circumstances.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What was changed.
    pub variation: Variation,
    /// Where the other area has no such level of institution: that of its own taken instead.
    pub level: Option<Place>,
    /// What became of the bill.
    pub result: Compared,
}

/// The bill at `expense`, settled as `now`, at every other level, under every other kind of
/// insurance, and a year earlier. Figures of the person's own are of their own case and left out.
#[must_use]
pub fn compare_here(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    (expense, now): (usize, &Settlement),
) -> Vec<Comparison> {
    let kind = situation.expenses.get(expense).map(|bill| bill.kind);
    let is_at_institution = kind.is_some_and(|kind| kind != ExpenseKind::Pharmacy);
    let levels = policy.institution_levels().iter().filter(|_| is_at_institution);
    let others = levels.filter(|level| level.id != now.place);
    let levels = others.map(|level| Variation::Level(level.id.clone()));
    let date = situation.expenses.get(expense).map(|bill| bill.date.month());
    let insured = date.map(|month| situation.insured_in(month).0);
    let kinds = KINDS.into_iter().filter(|kind| Some(*kind) != insured);
    levels
        .chain(kinds.map(Variation::Insurance))
        .chain([Variation::YearEarlier])
        .map(|variation| {
            let changed = changed(policy, &without_own_figures(situation), expense, &variation);
            let result = settled(policy, &changed, today, (expense, now));
            Comparison { variation, level: None, result }
        })
        .collect()
}

/// The bill at `expense`, settled as `now`, in the area of `policy`; at each of its levels where it
/// does not know that of the bill.
#[must_use]
pub fn compare_elsewhere(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    (expense, now): (usize, &Settlement),
) -> Vec<Comparison> {
    let Some(area) = policy.area() else {
        return Vec::new();
    };
    let variation = Variation::Area(area.adcode.clone());
    let there = changed(policy, &without_own_figures(situation), expense, &variation);
    let as_it_is = settled(policy, &there, today, (expense, now));
    if as_it_is != Compared::Impossible(Problem::LevelUnknown) {
        return vec![Comparison { variation, level: None, result: as_it_is }];
    }
    let levels = policy.institution_levels().iter();
    levels
        .map(|level| {
            let at_level = Variation::Level(level.id.clone());
            let there = changed(policy, &there, expense, &at_level);
            let result = settled(policy, &there, today, (expense, now));
            Comparison { variation: variation.clone(), level: Some(level.id.clone()), result }
        })
        .collect()
}

const KINDS: [InsuranceKind; 4] = [
    InsuranceKind::Employee,
    InsuranceKind::EmployeePoolOnly,
    InsuranceKind::Flexible,
    InsuranceKind::Resident,
];

/// What all funds pay of a bill.
#[must_use]
pub fn paid_by_funds(bill: &Settlement) -> Yuan {
    let optional = bill.supplement.into_iter().chain(bill.serious_illness);
    bill.fund.amount + optional.map(|figure| figure.amount).sum()
}

/// The parameters in which two settlements of a bill differ. First comes the one that, taken over
/// alone, brings what the person pays furthest in the direction of the difference; among equals the
/// one that, taken back alone, undoes most of it.
#[must_use]
pub fn differences(now: &Settlement, then: &Settlement) -> Vec<Difference> {
    let (a, b) = (Terms::of(now), Terms::of(then));
    let paid = |terms: &Terms| terms.person_of(now.total, now.eligible.amount);
    let (before, after) = (paid(&a), paid(&b));
    let towards = |by: Yuan| if after < before { -by } else { by };
    let mut found: Vec<((Yuan, Yuan), Difference)> = Parameter::ALL
        .into_iter()
        .filter(|parameter| a.value(*parameter) != b.value(*parameter))
        .map(|parameter| {
            let over = towards(paid(&a.with(parameter, &b)) - before);
            let back = towards(after - paid(&b.with(parameter, &a)));
            let (now, then) = (a.value(parameter), b.value(parameter));
            ((over, back), Difference { parameter, now, then })
        })
        .collect();
    found.sort_by(|(a, _), (b, _)| b.cmp(a));
    found.into_iter().map(|(_, difference)| difference).collect()
}

fn without_own_figures(situation: &Situation) -> Situation {
    let provided = crate::engine::Provided::default();
    Situation { provided, ..situation.clone() }
}

fn settled(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    (expense, now): (usize, &Settlement),
) -> Compared {
    let assessment = match assess_with(policy, situation, today, Working::LeftOut) {
        Ok(assessment) => assessment,
        Err(error) => return Compared::Impossible(error.problem),
    };
    let result = assessment.expenses.into_iter().find(|result| result.expense == expense);
    match result.map(|result| (result.settlement, result.outcome)) {
        Some((Some(bill), outcome)) => Compared::Settled {
            funds: paid_by_funds(&bill),
            person: bill.person.amount,
            outcome,
            differences: differences(now, &bill),
        },
        Some((None, Outcome::Refused { why })) => Compared::Refused(why),
        Some((None, _)) | None => Compared::Refused(Vec::new()),
    }
}
