//! The amounts that a displayed balance may lack or hold twice: credits, advances, bills and movements
//! of the reckoned ledger, premiums that the rules name, and what another month of retirement changes.
//!
//! Terms that are alike in mechanism and amount are one, which names all its candidates. Weights
//! (`weights`) say how particular a term is; they only order explanations and are no probabilities.

use std::collections::BTreeMap;

use super::bases::{BaseSpan, base_spans};
use super::{Mechanism, Part, weights};
use crate::calendar::{Date, Month};
use crate::engine::{Assessment, Entry, EntryKind, Outcome, Situation, Working, assess_with};
use crate::money::{Rounding, Yuan};
use crate::policy::{
    ContributionRate, InsuranceKind, Payer, PolicySet, ResidentPremium, Rule, RuleRef, Standing,
    Start, Status, TopicRules,
};

/// Months of several kinds missing on end: more than a year of them would be noticed otherwise.
const LONGEST_STRETCH: usize = 12;
/// Days after which a bill has long been posted.
const POSTING_DAYS: u16 = 31;
/// Fewest full years of age at which anybody retires.
const EARLIEST_RETIREMENT: u16 = 45;

/// A term and how particular it is.
pub(super) struct Term {
    pub(super) part: Part,
    pub(super) weight: u32,
}

impl Term {
    /// Whether credits are other than reckoned, so that no base can be solved for besides.
    pub(super) fn changes_credits(&self) -> bool {
        changes_credits(&self.part.mechanism)
    }

    /// Whether two terms say contradictory things, or the same thing twice.
    pub(super) fn clashes(&self, other: &Self) -> bool {
        clash(&self.part.mechanism, &other.part.mechanism)
            || clash(&other.part.mechanism, &self.part.mechanism)
    }
}

fn clash(one: &Mechanism, other: &Mechanism) -> bool {
    use Mechanism as M;
    let share = |one: Option<&[usize]>, other: Option<&[usize]>| matches!((one, other), (Some(one), Some(other)) if one.iter().any(|it| other.contains(it)));
    match (one, other) {
        (M::CreditsMissing { each, .. }, M::CreditsMissing { each: same, .. }) => each == same,
        (M::PremiumTaken { rule, .. }, M::PremiumTaken { rule: same, .. }) => rule == same,
        (M::StretchMissing { .. }, M::CreditsMissing { .. } | M::StretchMissing { .. })
        | (M::AdvanceTakenBack { .. }, M::AdvanceTakenBack { .. }) => true,
        (M::RetiredFrom { .. }, _) => changes_credits(other),
        _ => share(bills(one), bills(other)) || share(movements(one), movements(other)),
    }
}

/// Whether credits are other than reckoned.
fn changes_credits(mechanism: &Mechanism) -> bool {
    matches!(
        mechanism,
        Mechanism::RetiredFrom { .. }
            | Mechanism::CreditsMissing { .. }
            | Mechanism::StretchMissing { .. }
            | Mechanism::AdvanceTakenBack { .. }
    )
}

fn bills(mechanism: &Mechanism) -> Option<&[usize]> {
    match mechanism {
        Mechanism::BillNotPosted { candidates } | Mechanism::BillPostedTwice { candidates } => {
            Some(candidates)
        }
        _ => None,
    }
}

fn movements(mechanism: &Mechanism) -> Option<&[usize]> {
    match mechanism {
        Mechanism::MovementNotPosted { candidates }
        | Mechanism::MovementPostedTwice { candidates } => Some(candidates),
        _ => None,
    }
}

/// All that may be combined.
pub(super) struct Candidates {
    pub(super) terms: Vec<Term>,
    pub(super) spans: Vec<BaseSpan>,
}

/// What may be combined for `situation`, whose ledger up to the displayed day is in `assessment`.
pub(super) fn candidates(
    policy: &PolicySet,
    situation: &Situation,
    assessment: &Assessment,
    today: Date,
) -> Candidates {
    let ledger = &assessment.account.ledger;
    let mut terms: Vec<Part> = Vec::new();
    missing_credits(ledger, &mut terms);
    missing_stretches(ledger, &mut terms);
    advances_taken_back(ledger, &mut terms);
    posted_wrongly(ledger, assessment.as_of, &mut terms);
    premiums(policy, situation, assessment.as_of, &mut terms);
    other_retirements(policy, situation, assessment, today, &mut terms);
    let terms = weights::weigh(terms);
    Candidates { terms, spans: base_spans(policy, situation, assessment) }
}

/// The credits of single months, with their lines.
pub(super) fn credits(ledger: &[Entry]) -> Vec<(Month, Yuan, usize)> {
    let entries = ledger.iter().enumerate();
    let credits = entries.filter_map(|(line, entry)| match entry.kind {
        EntryKind::Credit { month } if entry.amount > Yuan::ZERO => {
            Some((month, entry.amount, line))
        }
        _ => None,
    });
    credits.collect()
}

/// Some of the months that have the same credit.
fn missing_credits(ledger: &[Entry], terms: &mut Vec<Part>) {
    let mut alike: BTreeMap<Yuan, Vec<(Month, usize)>> = BTreeMap::new();
    for (month, amount, line) in credits(ledger) {
        alike.entry(amount).or_default().push((month, line));
    }
    for (each, months) in alike {
        for count in 1..=months.len() {
            let amount = -each.times_count(u32::try_from(count).unwrap_or(u32::MAX));
            let mechanism = Mechanism::CreditsMissing {
                count,
                each,
                candidates: months.iter().map(|(month, _)| *month).collect(),
            };
            let lines = months.iter().map(|(_, line)| *line).collect();
            terms.push(Part { mechanism, amount, lines });
        }
    }
}

/// Months on end whose credits differ.
fn missing_stretches(ledger: &[Entry], terms: &mut Vec<Part>) {
    let credits = credits(ledger);
    for (begin, &(from, first, _)) in credits.iter().enumerate() {
        let (mut sum, mut lines, mut differ) = (Yuan::ZERO, Vec::new(), false);
        let stretch = credits.iter().skip(begin).take(LONGEST_STRETCH);
        for (&(month, amount, line), expected) in stretch.zip(from.through(Month::LATEST)) {
            if month != expected {
                break;
            }
            sum += amount;
            lines.push(line);
            differ |= amount != first;
            if differ {
                let mechanism = Mechanism::StretchMissing { from, to: month };
                let part = Part { mechanism, amount: -sum, lines: lines.clone() };
                terms.push(part);
            }
        }
    }
}

/// Some months of an advance, as a settlement would take them back.
fn advances_taken_back(ledger: &[Entry], terms: &mut Vec<Part>) {
    for (line, entry) in ledger.iter().enumerate() {
        let EntryKind::Advance { from, to } = entry.kind else { continue };
        let in_all = from.months_until(to) + 1;
        for months in 1..=in_all {
            let kept = entry.amount.times_count(u32::from(in_all - months));
            let Some(kept) = kept.part_of(u32::from(in_all), Rounding::HalfUpToFen) else {
                continue;
            };
            let mechanism = Mechanism::AdvanceTakenBack { year: from, months };
            let part = Part { mechanism, amount: kept.value - entry.amount, lines: vec![line] };
            terms.push(part);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Bill,
    Movement,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Posted {
    NotYet,
    Twice,
}

/// Entries that are alike, and their lines of the ledger.
type Alike = (Vec<usize>, Vec<usize>);

/// Bills and movements that are not posted yet, or twice.
fn posted_wrongly(ledger: &[Entry], on: Date, terms: &mut Vec<Part>) {
    // A bill of two accounts has two lines.
    let mut whole: BTreeMap<(What, usize), (Yuan, Date, Vec<usize>)> = BTreeMap::new();
    for (line, entry) in ledger.iter().enumerate() {
        let key = match entry.kind {
            EntryKind::Expense { expense } => (What::Bill, expense),
            EntryKind::Movement { movement, .. } => (What::Movement, movement),
            _ => continue,
        };
        let of_key = whole.entry(key).or_insert((Yuan::ZERO, entry.date, Vec::new()));
        of_key.0 += entry.amount;
        of_key.2.push(line);
    }
    let mut alike: BTreeMap<(What, Yuan, Posted), Alike> = BTreeMap::new();
    for ((what, index), (amount, date, lines)) in whole {
        if amount.is_zero() {
            continue;
        }
        let not_yet = (date.plus_days(POSTING_DAYS) >= on).then_some(Posted::NotYet);
        for posted in not_yet.into_iter().chain([Posted::Twice]) {
            let of_amount = alike.entry((what, amount, posted)).or_default();
            of_amount.0.push(index);
            of_amount.1.extend(&lines);
        }
    }
    for ((what, amount, posted), (candidates, lines)) in alike {
        let (mechanism, amount) = match (what, posted) {
            (What::Bill, Posted::NotYet) => (Mechanism::BillNotPosted { candidates }, -amount),
            (What::Bill, Posted::Twice) => (Mechanism::BillPostedTwice { candidates }, amount),
            (What::Movement, Posted::NotYet) => {
                (Mechanism::MovementNotPosted { candidates }, -amount)
            }
            (What::Movement, Posted::Twice) => {
                (Mechanism::MovementPostedTwice { candidates }, amount)
            }
        };
        terms.push(Part { mechanism, amount, lines });
    }
}

/// Premiums that the rules name: a relative's as a resident, and what is taken from the account.
fn premiums(policy: &PolicySet, situation: &Situation, on: Date, terms: &mut Vec<Part>) {
    let first = situation.ledger.from.first_day();
    let mut add = |each: Yuan, count: u16, rule: &RuleRef| {
        let amount = -each.times_count(u32::from(count));
        let mechanism = Mechanism::PremiumTaken { each, count, rule: rule.clone() };
        terms.push(Part { mechanism, amount, lines: Vec::new() });
    };
    for (rule, value) in in_force::<ResidentPremium>(policy, first, on) {
        let mut sums: Vec<Yuan> = value.premium.iter().map(|cell| cell.value).collect();
        sums.sort();
        sums.dedup();
        for each in sums.into_iter().filter(|sum| !sum.is_zero()) {
            add(each, 1, &rule);
            add(each, 2, &rule);
        }
    }
    let months = first.month().months_until(on.month()) + 1;
    for (rule, value) in in_force::<ContributionRate>(policy, first, on) {
        for part in value.parts.iter().filter(|part| part.payer == Payer::Account) {
            if let Some(monthly) = part.monthly {
                (1..=months).for_each(|count| add(monthly, count, &rule));
            }
            if let Some(yearly) = part.yearly {
                add(yearly, 1, &rule);
            }
        }
    }
}

/// The rules of the nearest layer that has any on the topic, as far as they are sound and hold on some
/// day of the stretch.
fn in_force<T: TopicRules>(
    policy: &PolicySet,
    first: Date,
    last: Date,
) -> impl Iterator<Item = (RuleRef, &T)> {
    let layer = policy.layers().iter().find(|file| !T::of(&file.rules).is_empty());
    layer.into_iter().flat_map(move |file| {
        let sound = move |rule: &&Rule<T>| {
            let begins = match rule.from {
                Start::On(from) => from <= last,
                Start::Unknown => true,
            };
            begins
                && rule.to.is_none_or(|to| to >= first)
                && file.standing_of(rule) > Standing::Doubtful
        };
        T::of(&file.rules).iter().filter(sound).map(move |rule| {
            let adcode = file.area.adcode.clone();
            (RuleRef { adcode, topic: T::TOPIC, id: rule.id.clone() }, &rule.value)
        })
    })
}

/// What the balance would be had the person retired in another month of the ledger.
fn other_retirements(
    policy: &PolicySet,
    situation: &Situation,
    assessment: &Assessment,
    today: Date,
    terms: &mut Vec<Part>,
) {
    let on = assessment.as_of;
    let age = situation.birth.map(|birth| birth.months_until(on.month()) / 12);
    let may_retire = match situation.status {
        Status::Retired => situation.retired_on.is_some(),
        Status::InService => age.is_some_and(|age| age >= EARLIEST_RETIREMENT),
    };
    if !may_retire || situation.insurance == InsuranceKind::Resident {
        return;
    }
    for month in situation.ledger.from.next().through(on.month()) {
        if situation.retired_on == Some(month) {
            continue;
        }
        let mut other = situation.clone();
        other.status = Status::Retired;
        other.retired_on = Some(month);
        let Ok(reckoned) = assess_with(policy, &other, today, Working::LeftOut) else { continue };
        let amount = reckoned.account.balance.total - assessment.account.balance.total;
        // Where retired people's credits are not known the difference means nothing.
        if amount.is_zero() || is_worse(&reckoned.account.outcome, &assessment.account.outcome) {
            continue;
        }
        let is_changed = |entry: &Entry| entry.date >= month.first_day();
        let ledger = assessment.account.ledger.iter().enumerate();
        let lines = ledger.filter(|(_, entry)| is_changed(entry)).map(|(line, _)| line).collect();
        let part = Part { mechanism: Mechanism::RetiredFrom { month }, amount, lines };
        terms.push(part);
    }
}

fn is_worse(one: &Outcome, other: &Outcome) -> bool {
    let gaps = |outcome: &Outcome| match outcome {
        Outcome::Incomplete { gaps, .. } => gaps.len(),
        Outcome::Refused { .. } => usize::MAX,
        Outcome::Complete | Outcome::LastKnown { .. } => 0,
    };
    gaps(one) > gaps(other)
}
