//! Questions asked backwards: how much more spending until the deductible is met or the cap reached,
//! what a person bears until then, and the same bill at other institutions, under other kinds of
//! insurance, in another area, or a year earlier. Each is answered by reckoning again with one thing
//! changed, so that an answer is never other than what the bill would come to.

use serde::Serialize;

use super::assessment::{ExpenseResult, Settlement};
use super::keeps_two_accounts;
use super::outcome::{Outcome, Refusal};
use super::run::assess;
use super::situation::{Expense, ExpenseKind, Opening, Situation};
use super::validate::SituationError;
use crate::calendar::Date;
use crate::money::Yuan;
use crate::policy::{InsuranceKind, Place, PolicySet};

/// What more spending may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// The deductible is met.
    DeductibleMet,
    /// Nothing is left of the cap.
    CapReached,
}

/// How much more spending reaches a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// With a further bill of so much inside the policy range.
    After {
        /// The smallest such bill; nothing when the goal is reached already.
        spending: Yuan,
        /// What the person bears in the year by then, that bill included.
        person_of_year: Yuan,
    },
    /// Not with any bill that can be entered: there is no cap, or another limit comes first.
    Never,
    /// Not reckoned, for these reasons.
    Refused(Vec<Refusal>),
}

/// How much more has to be spent, with one bill such as `probe` (its amounts are not looked at), until
/// `goal` is reached.
///
/// # Errors
/// [`SituationError`] when the situation with such a bill is impossible.
pub fn spending_until(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    probe: &Expense,
    goal: Goal,
) -> Result<Distance, SituationError> {
    let try_with = |fen: i64| {
        let bill = Expense {
            total: Yuan::from_fen(fen),
            own_paid: Yuan::ZERO,
            over_limit: Yuan::ZERO,
            first_own: Yuan::ZERO,
            ..probe.clone()
        };
        let mut with = situation.clone();
        with.expenses.push(bill);
        let assessment = assess(policy, &with, today)?;
        let index = situation.expenses.len();
        let result = assessment.expenses.into_iter().find(|result| result.expense == index);
        Ok(result.map(|result| (result, assessment.years)))
    };
    let (mut below, mut reaching) = (0, LIMIT_FEN);
    match try_with(reaching)? {
        Some((ExpenseResult { outcome: Outcome::Refused { why }, .. }, _)) => {
            return Ok(Distance::Refused(why));
        }
        Some((result, _)) if reaches(&result, goal) => {}
        _ => return Ok(Distance::Never),
    }
    if try_with(0)?.is_some_and(|(result, _)| reaches(&result, goal)) {
        reaching = 0;
    }
    // `below` does not reach the goal, `reaching` does; more spending never undoes it.
    while reaching - below > 1 {
        let middle = below + (reaching - below) / 2;
        if try_with(middle)?.is_some_and(|(result, _)| reaches(&result, goal)) {
            reaching = middle;
        } else {
            below = middle;
        }
    }
    let person_of_year = try_with(reaching)?.map_or(Yuan::ZERO, |(result, years)| {
        let of_bill = |bill: &Settlement| (bill.year, bill.kind);
        let of = result.settlement.as_ref().map(of_bill);
        let same = years.iter().filter(|year| Some((year.from, year.benefit)) == of);
        same.map(|year| year.person_paid).sum()
    });
    Ok(Distance::After { spending: Yuan::from_fen(reaching), person_of_year })
}

/// [`Yuan::LIMIT`] in fen.
const LIMIT_FEN: i64 = 10_000_000_000;

fn reaches(result: &ExpenseResult, goal: Goal) -> bool {
    let Some(bill) = &result.settlement else {
        return false;
    };
    match goal {
        Goal::DeductibleMet => bill.deductible.still_missing.is_zero(),
        Goal::CapReached => bill.cap.is_some_and(|cap| cap.left.is_zero()),
    }
}

/// What is other than in the situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Variation {
    /// The level of the institution.
    Level(Place),
    /// The kind of insurance, without group and tier.
    Insurance(InsuranceKind),
    /// The area: its code.
    Area(String),
    /// Everything a year earlier.
    YearEarlier,
}

/// The same bill with one thing changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// What was changed.
    pub variation: Variation,
    /// What became of the bill.
    pub result: ExpenseResult,
}

/// The bill at `expense` with one thing changed. For another area, `policy` is that area's. `None`
/// when there is no such bill.
///
/// # Errors
/// [`SituationError`] when the changed situation is impossible.
pub fn with_change(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    expense: usize,
    variation: Variation,
) -> Result<Option<Variant>, SituationError> {
    let changed = changed(policy, situation, expense, &variation);
    let assessment = assess(policy, &changed, today)?;
    let result = assessment.expenses.into_iter().find(|result| result.expense == expense);
    Ok(result.map(|result| Variant { variation, result }))
}

/// The situation with one thing changed, a level being that of the bill at `expense`. For another
/// area, `policy` is that area's.
#[must_use]
pub fn changed(
    policy: &PolicySet,
    situation: &Situation,
    expense: usize,
    variation: &Variation,
) -> Situation {
    let mut changed = situation.clone();
    match variation {
        Variation::Level(level) => {
            if let Some(bill) = changed.expenses.get_mut(expense) {
                bill.level = Some(level.clone());
            }
        }
        Variation::Insurance(insurance) => {
            changed.insurance = *insurance;
            changed.changes.clear();
            (changed.group, changed.tier) = (None, None);
            fit_opening(policy, &mut changed);
        }
        Variation::Area(area) => {
            changed.area.clone_from(area);
            (changed.group, changed.tier) = (None, None);
            changed.accept_doubtful.clear();
            fit_opening(policy, &mut changed);
        }
        Variation::YearEarlier => {
            a_year_earlier(&mut changed);
            fit_opening(policy, &mut changed);
        }
    }
    changed
}

/// The bill at `expense` at every level of institution that the area's rules name.
///
/// # Errors
/// As [`with_change`].
pub fn at_every_level(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    expense: usize,
) -> Result<Vec<Variant>, SituationError> {
    let is_at_institution =
        situation.expenses.get(expense).is_some_and(|bill| bill.kind != ExpenseKind::Pharmacy);
    let levels = policy.institution_levels().iter().filter(|_| is_at_institution);
    levels
        .map(|level| {
            let variation = Variation::Level(level.id.clone());
            with_change(policy, situation, today, expense, variation)
        })
        .filter_map(Result::transpose)
        .collect()
}

/// Gives the opening balance the shape that the accounts have now: what was one sum is the
/// current-year account's, what was two is their sum.
fn fit_opening(policy: &PolicySet, situation: &mut Situation) {
    let from = situation.ledger.from;
    let two = keeps_two_accounts(policy, situation.insurance, from);
    situation.ledger.opening = situation.ledger.opening.map(|opening| match opening {
        Opening::Balance(balance) if two => {
            Opening::Separate { current_year: balance, accumulated: Yuan::ZERO }
        }
        Opening::Separate { current_year, accumulated } if !two => {
            Opening::Balance(current_year + accumulated)
        }
        fitting => fitting,
    });
    for movement in &mut situation.movements {
        movement.account = None;
    }
}

/// Moves everything that is dated, save what belongs to the person's life, a year back.
fn a_year_earlier(situation: &mut Situation) {
    situation.ledger.from = situation.ledger.from.year_before();
    situation.ledger.as_of = situation.ledger.as_of.map(Date::year_before);
    for range in &mut situation.contributions {
        range.from = range.from.year_before();
        range.to = range.to.year_before();
        range.paid_on = range.paid_on.map(Date::year_before);
    }
    for change in &mut situation.changes {
        change.from = change.from.year_before();
    }
    for movement in &mut situation.movements {
        movement.date = movement.date.year_before();
    }
    for bill in &mut situation.expenses {
        bill.date = bill.date.year_before();
    }
    situation.closed_on = situation.closed_on.map(Date::year_before);
    if let Some(enrolment) = &mut situation.enrolment {
        enrolment.paid_on = enrolment.paid_on.year_before();
    }
    if let Some(leave) = &mut situation.maternity_leave {
        leave.date = leave.date.year_before();
    }
}
