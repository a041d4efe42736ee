//! Another contribution base: months whose credits go by one base, and the base that would change them by
//! a given amount. Unlike other terms it has no amount of its own but is solved for.

use super::terms::credits;
use super::{Mechanism, Part, weights};
use crate::calendar::Month;
use crate::engine::{Assessment, Entry, Formula, OperandName, Quantity, Situation};
use crate::money::{Rate, Rounding, Yuan};
use crate::policy::{ContributionBase, Person, PolicySet, applicable};

/// Months whose credits go by one base.
pub(super) struct BaseSpan {
    from: Month,
    to: Month,
    entered: Yuan,
    rate: Rate,
    credit: Yuan,
    floor: Option<Yuan>,
    ceiling: Option<Yuan>,
    /// Bases that a person's papers are likely to show: those of other months, floor and ceiling.
    familiar: Vec<Yuan>,
    lines: Vec<usize>,
}

impl BaseSpan {
    /// The base that changes the credits of these months by `amount` together, where one does: of those
    /// that come to the same credit a familiar one, or the roundest.
    pub(super) fn solve(&self, amount: Yuan) -> Option<(Part, u32)> {
        let months = i64::try_from(self.lines.len()).ok().filter(|months| *months > 0)?;
        if amount.is_zero() || amount.fen() % months != 0 {
            return None;
        }
        let credit = self.credit + Yuan::from_fen(amount.fen() / months);
        if credit.is_negative() || credit.is_zero() {
            return None;
        }
        let base = self.likeliest_base(credit)?;
        let above = self.floor.map(|floor| base >= floor);
        let below = self.ceiling.map(|ceiling| base <= ceiling);
        let within_bounds = match (above, below) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
        // Only a base that the area allows is plausible.
        if within_bounds == Some(false) {
            return None;
        }
        let weight = if self.familiar.contains(&base) {
            weights::of_familiar_base(self.familiar.len())
        } else {
            weights::of_base(base, self.floor, self.ceiling)
        };
        let mechanism = Mechanism::OtherBase {
            from: self.from,
            to: self.to,
            entered: self.entered,
            base,
            credit,
            within_bounds,
        };
        let part = Part { mechanism, amount, lines: self.lines.clone() };
        Some((part, weight))
    }

    fn likeliest_base(&self, credit: Yuan) -> Option<Yuan> {
        let exact = credit.whole_of(self.rate, Rounding::HalfUpToFen)?.value;
        let fits = |base: &Yuan| base.times(self.rate, Rounding::HalfUpToFen).value == credit;
        let rounded = |to: i64| Yuan::from_fen((exact.fen() + to / 2) / to * to);
        let round = [1_000_000, 100_000, 10_000, 1_000, 100, 1].map(rounded);
        self.familiar.iter().copied().chain(round).find(fits)
    }
}

/// Stretches of months whose credits go by one base: whole, and from each January and July on, when
/// bases change.
pub(super) fn base_spans(
    policy: &PolicySet,
    situation: &Situation,
    assessment: &Assessment,
) -> Vec<BaseSpan> {
    let mut spans: Vec<BaseSpan> = Vec::new();
    let mut stretch: Vec<OfBase> = Vec::new();
    let ledger = &assessment.account.ledger;
    let credits = credits(ledger).into_iter().filter_map(|(month, credit, line)| {
        let (base, rate) = base_and_rate(assessment, ledger.get(line)?)?;
        Some(OfBase { month, credit, line, base, rate })
    });
    for credit in credits {
        if stretch.last().is_some_and(|last| !last.goes_on_with(&credit)) {
            spans.extend(spans_of(policy, situation, &stretch));
            stretch.clear();
        }
        stretch.push(credit);
    }
    spans.extend(spans_of(policy, situation, &stretch));
    spans
}

/// A credit by a rate of a base.
#[derive(Clone, Copy)]
struct OfBase {
    month: Month,
    credit: Yuan,
    line: usize,
    base: Yuan,
    rate: Rate,
}

impl OfBase {
    fn goes_on_with(&self, next: &Self) -> bool {
        self.base == next.base && self.rate == next.rate && self.credit == next.credit
    }
}

fn base_and_rate(assessment: &Assessment, entry: &Entry) -> Option<(Yuan, Rate)> {
    let step = assessment.step(entry.step?)?;
    if !matches!(step.formula, Formula::CreditByRate | Formula::CreditByNetRate) {
        return None;
    }
    let rate_of = |name| {
        step.operands.iter().find(|operand| operand.name == name).and_then(|operand| match operand
            .value
        {
            Quantity::Rate(rate) => Some(rate),
            _ => None,
        })
    };
    let base = step.operands.iter().find_map(|operand| match (operand.name, operand.value) {
        (OperandName::Base, Quantity::Yuan(base)) => Some(base),
        _ => None,
    })?;
    let gross = rate_of(OperandName::Rate)?;
    let net = match rate_of(OperandName::DeductedRate) {
        Some(deducted) => gross.less(deducted)?,
        None => gross,
    };
    Some((base, net))
}

fn spans_of(policy: &PolicySet, situation: &Situation, stretch: &[OfBase]) -> Vec<BaseSpan> {
    let Some(last) = stretch.last() else {
        return Vec::new();
    };
    let begins = |index: usize, month: Month| index == 0 || matches!(month.number(), 1 | 7);
    let starts = stretch.iter().enumerate().filter(|(index, of)| begins(*index, of.month));
    let span = |(index, first): (usize, &OfBase)| {
        let person = Person::anybody(situation.insured_in(first.month).0);
        let day = first.month.first_day();
        let bounds = applicable::<ContributionBase>(policy, &person, day, &[]).ok();
        let bounds = bounds.map(|applied| applied.rule.value);
        let (floor, ceiling) =
            (bounds.and_then(|bounds| bounds.floor), bounds.and_then(|bounds| bounds.ceiling));
        let others = situation.contributions.iter().filter_map(|range| range.base);
        let mut familiar: Vec<Yuan> = others.chain(floor).chain(ceiling).collect();
        familiar.retain(|base| *base != first.base);
        familiar.sort();
        familiar.dedup();
        BaseSpan {
            from: first.month,
            to: last.month,
            entered: first.base,
            rate: first.rate,
            credit: first.credit,
            floor,
            ceiling,
            familiar,
            lines: stretch.iter().skip(index).map(|of| of.line).collect(),
        }
    };
    starts.map(span).collect()
}
