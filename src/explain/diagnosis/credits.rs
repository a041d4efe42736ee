//! Causes on the side of what is paid in: advances and their settlement, arrears, first and last
//! months, kinds without an account.

use super::{Clue, Evidence, Verdict, Weighing};
use crate::calendar::{Date, Month};
use crate::engine::{
    Assessment, ContributionRange, EntryKind, Gap, MovementKind, Outcome, Refusal, Situation,
    Working, assess_with,
};
use crate::explain::cause::{Question, Reply, Symptom};
use crate::explain::reconciliation::Mechanism;
use crate::money::{Rounding, Yuan};
use crate::policy::{
    AccountTiming, Applied, InsuranceKind, NoRule, Payer, Person, PolicySet, applicable,
};

/// Months within which somebody counts as new.
const NEW_MONTHS: u16 = 1;

impl Evidence<'_> {
    fn month(&self) -> Month {
        self.assessment.as_of.month()
    }

    /// How the person is insured on the day.
    fn insurance(&self) -> InsuranceKind {
        self.situation.insured_in(self.month()).0
    }

    /// Whether an employer pays for the person.
    fn has_employer(&self) -> bool {
        let by_kind =
            matches!(self.insurance(), InsuranceKind::Employee | InsuranceKind::EmployeePoolOnly);
        by_kind && !self.situation.retired_in(self.month())
    }

    fn no_employer(&self) -> Option<Clue> {
        (!self.has_employer()).then_some(Clue::NoEmployer)
    }

    /// Months entered that had begun by the day.
    fn ranges(&self) -> impl Iterator<Item = &ContributionRange> {
        let month = self.month();
        self.situation.contributions.iter().filter(move |range| range.from <= month)
    }

    /// The last month entered as paid.
    fn paid_until(&self) -> Option<Month> {
        let paid = self.ranges().filter(|range| range.paid);
        paid.map(|range| range.to.min(self.month())).max()
    }

    /// The first month of insurance that is known: joining, or the first contribution where nothing was
    /// in the account before.
    fn insured_since(&self) -> Option<Month> {
        let first = self.situation.contributions.first().map(|range| range.from);
        let nothing_before = self
            .assessment
            .account
            .ledger
            .iter()
            .all(|entry| entry.kind != EntryKind::Opening || entry.amount.is_zero());
        self.situation.insured_since.or(first.filter(|_| nothing_before && self.is_sure))
    }

    /// Months entered as not paid, the first stretch of them.
    fn not_paid(&self) -> Option<Clue> {
        let unpaid = self.ranges().find(|range| !range.paid)?;
        Some(Clue::NotPaid { from: unpaid.from, to: unpaid.to.min(self.month()) })
    }

    /// The answer that the person left, where every month not paid came after the last paid one.
    fn left_before_unpaid(&self) -> Option<Clue> {
        let until = self.paid_until()?;
        let unpaid_after =
            self.ranges().filter(|range| !range.paid).all(|range| range.from > until);
        let has_unpaid = self.not_paid().is_some();
        let left = self.replied(Question::StoppedPaying, Reply::Yes);
        left.filter(|_| has_unpaid && unpaid_after)
    }

    /// Whether the latest credits were made, so that there is an account now.
    fn credited_lately(&self) -> bool {
        let since = self.month().previous();
        self.assessment.account.ledger.iter().any(|entry| match entry.kind {
            EntryKind::Credit { month } => month >= since,
            EntryKind::Advance { to, .. } => to >= since,
            _ => false,
        })
    }

    /// Where every month up to the day is entered as paid in time.
    fn all_paid(&self) -> Option<Clue> {
        let ranges = &self.situation.contributions;
        let from = self.situation.ledger.from;
        let is_paid = |month: Month| {
            self.situation
                .contribution_of(month)
                .is_some_and(|(_, range)| range.paid && range.paid_on.is_none())
        };
        let all = !ranges.is_empty() && from.through(self.month()).all(is_paid);
        all.then_some(Clue::AllPaid { from, to: self.month() })
    }

    /// Whether credits reach the account in advance for the year, with the clue that says so or not.
    fn advances(&self) -> (Option<bool>, Clue) {
        let accepted = &self.situation.accept_doubtful;
        let on = |date: Date| {
            let person = Person {
                birth: self.situation.birth,
                retired: self.situation.retired_in(date.month()),
                ..Person::anybody(self.situation.insured_in(date.month()).0)
            };
            applicable::<AccountTiming>(self.policy, &person, date, accepted)
        };
        // An area that credits monthly today may have advanced in the time reckoned, and a resident of
        // today may have been an employee.
        match [on(self.assessment.as_of), on(self.situation.ledger.from.first_day())] {
            [Ok(rule), _] | [_, Ok(rule)] if is_advance(&rule) => {
                (Some(true), Clue::CreditedInAdvance { rule: rule.reference() })
            }
            [Ok(rule), Ok(_)] => (Some(false), Clue::CreditedMonthly { rule: rule.reference() }),
            [Err(NoRule::OnlyDoubtful(rules)), _] | [_, Err(NoRule::OnlyDoubtful(rules))] => {
                (None, Clue::TimingDoubtful { rules })
            }
            // That no rule is known is no evidence that there is no advance.
            _ => (None, Clue::TimingUnknown),
        }
    }

    /// The last settlement that took something back.
    fn taken_back(&self) -> Option<(Clue, Yuan, Option<Month>)> {
        self.assessment.account.ledger.iter().rev().find_map(|entry| match entry.kind {
            EntryKind::Settlement { year, advanced, earned, months_paid, unpaid_from }
                if entry.amount.is_negative() =>
            {
                let amount = -entry.amount;
                let on = entry.date;
                let clue = Clue::TakenBack {
                    year,
                    advanced,
                    earned,
                    months_paid,
                    unpaid_from,
                    amount,
                    on,
                };
                Some((clue, amount, unpaid_from))
            }
            _ => None,
        })
    }

    /// What of the last advance is not earned by the months paid, where that is not settled yet.
    fn will_be_taken_back(&self) -> Option<(Clue, Yuan)> {
        let ledger = &self.assessment.account.ledger;
        let (year, to, advanced) = ledger.iter().rev().find_map(|entry| match entry.kind {
            EntryKind::Advance { from, to } => Some((from, to, entry.amount)),
            _ => None,
        })?;
        // That of the year before is booked on the day of the advance.
        let is_settled = ledger.iter().any(|entry| {
            matches!(entry.kind, EntryKind::Settlement { .. }) && entry.date > year.first_day()
        });
        let unpaid_from = self.paid_until()?.next();
        // A month that has just begun is merely not paid yet, unless the person says otherwise.
        let has_stopped = unpaid_from < self.month()
            || self.not_paid().is_some()
            || self.reply(Question::StoppedPaying) == Some(Reply::Yes);
        // Retired people go on earning credits without contributions.
        if !has_stopped
            || self.situation.retired_in(unpaid_from)
            || is_settled
            || unpaid_from < year
            || unpaid_from > to
            || unpaid_from > self.month()
        {
            return None;
        }
        let in_all = u32::from(year.months_until(to)) + 1;
        let months = unpaid_from.months_until(to) + 1;
        let part =
            advanced.times_count(u32::from(months)).part_of(in_all, Rounding::HalfUpToFen)?;
        let clue = Clue::WillBeTakenBack { year, unpaid_from, months, amount: part.value };
        Some((clue, part.value))
    }
}

fn is_advance(rule: &Applied<'_, AccountTiming>) -> bool {
    matches!(rule.rule.value, AccountTiming::AdvancedForYear { .. })
}

pub(super) fn no_account<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let kind = evidence.insurance();
    let by_kind = matches!(kind, InsuranceKind::Resident | InsuranceKind::EmployeePoolOnly);
    let has = kind == InsuranceKind::Employee || evidence.credited_lately();
    let by_rule = evidence.assessment.account.months_without_account > 0
        || matches!(&evidence.assessment.account.outcome, Outcome::Incomplete { gaps, .. }
            if gaps.iter().any(|gap| matches!(gap, Gap::Credits { why: Refusal::NoAccount { .. }, .. })));
    // What was credited before stays when the person passes to a kind without an account.
    weighing
        .ruled_out_by(evidence.money_should_be_there())
        .confirmed_by((by_kind || (by_rule && !has)).then_some(Clue::NoAccount), None)
        .ruled_out_by(has.then_some(Clue::HasAccount))
}

pub(super) fn advance_taken_back<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let (advances, timing) = evidence.advances();
    if advances == Some(false) {
        return weighing.ruled_out_by(Some(timing));
    }
    // Months that were paid late were not stopped.
    let is_late = |month| evidence.situation.contribution_of(month).is_some_and(|(_, it)| it.paid);
    let taken = evidence
        .taken_back()
        .filter(|(_, _, unpaid_from)| unpaid_from.is_some_and(|month| !is_late(month)));
    let expected = evidence.will_be_taken_back();
    let amount = taken.as_ref().map(|(_, amount, _)| *amount);
    let expected_amount = expected.as_ref().map(|(_, amount)| *amount);
    let weighing = weighing
        .confirmed_by(taken.map(|(clue, ..)| clue), amount)
        .likely_by(expected.map(|(clue, _)| clue))
        .explaining(expected_amount)
        .likely_if_exact(|it| matches!(it, Mechanism::AdvanceTakenBack { .. }))
        .ruled_out_by(evidence.all_paid());
    // Having left makes it likely only where there is an advance.
    let weighing = match advances {
        Some(_) => weighing.asked(Question::StoppedPaying, Reply::Yes),
        None => weighing.ruled_out_by(evidence.replied(Question::StoppedPaying, Reply::No)),
    };
    weighing.with_timing(timing)
}

pub(super) fn year_settlement<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let (advances, timing) = evidence.advances();
    match advances {
        Some(true) => {}
        Some(false) => return weighing.ruled_out_by(Some(timing)),
        None => return weighing.with_timing(timing),
    }
    let taken = evidence.taken_back();
    let amount = taken.as_ref().map(|(_, amount, _)| *amount);
    let settled = |kind: &EntryKind| matches!(kind, EntryKind::Settlement { .. });
    let ledger = &evidence.assessment.account.ledger;
    let nothing = evidence.is_sure && !ledger.iter().any(|entry| settled(&entry.kind));
    weighing
        .confirmed_by(taken.map(|(clue, ..)| clue), amount)
        .ruled_out_by(nothing.then_some(Clue::NothingSettled))
        .with_timing(timing)
}

impl Weighing<'_> {
    /// Tells besides what is known of advances, where that does not rule the cause out.
    fn with_timing(self, timing: Clue) -> Self {
        if self.verdict == Some(Verdict::RuledOut) { self } else { self.noting(Some(timing)) }
    }
}

/// Credits of months that are not paid, or that arrive only later.
#[derive(Clone, Copy, Default)]
pub(super) struct Owed {
    /// Of months entered as not paid.
    unpaid: Option<Yuan>,
    /// Of months whose contributions arrive after the day.
    pending: Option<Yuan>,
}

impl Owed {
    pub(super) fn of(
        policy: &PolicySet,
        situation: &Situation,
        assessment: &Assessment,
        today: Date,
    ) -> Self {
        let credits_if_in_time = |is_it: &dyn Fn(&ContributionRange) -> bool| {
            if !situation.contributions.iter().any(is_it) {
                return None;
            }
            let mut other = situation.clone();
            for range in other.contributions.iter_mut().filter(|range| is_it(range)) {
                range.paid = true;
                range.paid_on = None;
            }
            let reckoned = assess_with(policy, &other, today, Working::LeftOut).ok()?;
            Some(credits(&reckoned).less_at_most(credits(assessment)))
        };
        Self {
            unpaid: credits_if_in_time(&|range| !range.paid),
            pending: credits_if_in_time(&|range| {
                range.paid && range.paid_on.is_some_and(|on| on > assessment.as_of)
            }),
        }
    }
}

/// All that was credited, less what was taken back of it.
fn credits(assessment: &Assessment) -> Yuan {
    let is_credit = |kind: &EntryKind| {
        matches!(
            kind,
            EntryKind::Credit { .. } | EntryKind::Advance { .. } | EntryKind::Settlement { .. }
        )
    };
    let ledger = assessment.account.ledger.iter();
    ledger.filter(|entry| is_credit(&entry.kind)).map(|entry| entry.amount).sum()
}

/// Few credits missing, of which one may be that of `month`: as when it is on its way.
fn is_latest(mechanism: &Mechanism, month: Month) -> bool {
    match mechanism {
        Mechanism::CreditsMissing { count, candidates, .. } => {
            *count <= 2 && candidates.last() == Some(&month)
        }
        _ => false,
    }
}

pub(super) fn employer_in_arrears<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let month = evidence.month();
    let missing = |it: &Mechanism| {
        matches!(it, Mechanism::CreditsMissing { .. } | Mechanism::StretchMissing { .. })
    };
    let weighing = weighing
        .ruled_out_by(evidence.no_employer())
        .ruled_out_by(evidence.left_before_unpaid())
        .confirmed_by(evidence.not_paid(), evidence.owed.unpaid);
    if evidence.display_agrees() {
        return weighing.ruled_out_by(evidence.all_paid());
    }
    // The latest credit is on its way more often than it is never paid.
    weighing
        .asked(Question::AllArrived, Reply::No)
        .likely_if_exact(|it| missing(it) && !is_latest(it, month))
        .noting_if_exact(missing)
}

pub(super) fn paid_late<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let as_of = evidence.assessment.as_of;
    let late = |is_it: &dyn Fn(Date) -> bool| {
        evidence.ranges().filter(|range| range.paid).find_map(|range| {
            let on = range.paid_on.filter(|on| is_it(*on))?;
            Some(Clue::ArrivedLate { month: range.from, on })
        })
    };
    let pending = late(&|on| on > as_of);
    // What arrived long ago has long been credited.
    let lately = as_of.month().previous().first_day();
    let arrived = late(&|on| on <= as_of && on >= lately);
    let weighing = weighing
        .ruled_out_by(evidence.no_employer())
        .confirmed_by(pending, evidence.owed.pending)
        .likely_by(arrived)
        .ruled_out_by(evidence.replied(Question::AllArrived, Reply::Yes));
    if evidence.display_agrees() { weighing.ruled_out_by(evidence.all_paid()) } else { weighing }
}

pub(super) fn stopped_paying<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let retired = evidence.situation.retired_in(evidence.month());
    let until = evidence.paid_until();
    let ended = until.filter(|month| *month < evidence.month().previous());
    let goes_on = until.filter(|month| *month >= evidence.month().previous());
    let clue = |month| Clue::PaidUntil { month };
    // Paid to last month: who says to have left knows better.
    let is_paid_now = until == Some(evidence.month());
    let left = evidence.replied(Question::StoppedPaying, Reply::Yes).filter(|_| !is_paid_now);
    weighing
        .ruled_out_by(retired.then_some(Clue::NoEmployer))
        .confirmed_by(ended.map(clue), None)
        .likely_by(left)
        .ruled_out_by(goes_on.map(clue))
        .asked(Question::StoppedPaying, Reply::Yes)
}

pub(super) fn first_month<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let month = evidence.month();
    let since = evidence.insured_since();
    let is_new = since.is_some_and(|since| since.months_until(month) <= NEW_MONTHS);
    let clue = since.map(|month| Clue::InsuredSince { month });
    if !is_new {
        return weighing.ruled_out_by(clue);
    }
    weighing.likely_by(clue).noting_if_exact(|it| is_latest(it, month))
}

pub(super) fn not_yet_credited<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let month = evidence.month();
    let agrees = evidence.display_agrees().then_some(Clue::DisplayAgrees);
    let ended = evidence.paid_until().filter(|until| *until < month.previous());
    let weighing = weighing
        .ruled_out_by(agrees)
        .ruled_out_by(ended.map(|month| Clue::PaidUntil { month }))
        .ruled_out_by(evidence.replied(Question::AllArrived, Reply::No))
        .likely_if_exact(|it| is_latest(it, month));
    // That it arrived says something only where a credit is missing.
    let is_missing = weighing.verdict == Some(Verdict::Likely);
    let arrived = evidence.replied(Question::AllArrived, Reply::Yes);
    weighing.noting(arrived.filter(|_| is_missing))
}

/// A credit of one month, or of several months that were advanced in one sum.
struct Monthly {
    from: Month,
    months: u32,
    each: Yuan,
    base: Option<Yuan>,
}

/// What each month was worth, as it was credited.
fn monthly(evidence: &Evidence) -> Vec<Monthly> {
    let base = |month: Month| {
        let (_, range) = evidence.situation.contribution_of(month)?;
        range.base.or(range.wage)
    };
    let ledger = evidence.assessment.account.ledger.iter();
    let credits = ledger.filter_map(|entry| match entry.kind {
        EntryKind::Credit { month } => {
            Some(Monthly { from: month, months: 1, each: entry.amount, base: base(month) })
        }
        // An advance may go by the base of the month before.
        EntryKind::Advance { from, to }
            if base(from.previous()).is_none_or(|before| Some(before) == base(from)) =>
        {
            let months = u32::from(from.months_until(to)) + 1;
            let each = entry.amount.part_of(months, Rounding::HalfUpToFen)?.value;
            Some(Monthly { from, months, each, base: base(from) })
        }
        _ => None,
    });
    credits.collect()
}

/// The first fall of the monthly credit under one base, and what less was credited since.
fn fall(evidence: &Evidence) -> Option<(Clue, Yuan)> {
    let credits = monthly(evidence);
    let mut pairs = credits.iter().zip(credits.iter().skip(1));
    let (before, after) =
        pairs.find(|(before, after)| after.each < before.each && before.base == after.base)?;
    let since = credits.iter().filter(|it| it.from >= after.from && it.each == after.each);
    let months = since.map(|it| it.months).sum();
    let clue = Clue::CreditFell { month: after.from, before: before.each, after: after.each };
    Some((clue, (before.each - after.each).times_count(months)))
}

pub(super) fn credit_rule_reformed<'a>(
    evidence: &Evidence,
    weighing: Weighing<'a>,
) -> Weighing<'a> {
    let fell = fall(evidence);
    let has_credits = evidence.is_sure
        && evidence.assessment.account.ledger.iter().any(|entry| {
            matches!(entry.kind, EntryKind::Credit { .. } | EntryKind::Advance { .. })
        });
    let did_not = has_credits.then_some(Clue::CreditDidNotFall);
    let less = fell.as_ref().map(|(_, less)| *less);
    weighing.confirmed_by(fell.map(|(clue, _)| clue), less).ruled_out_by(did_not)
}

pub(super) fn pooled_fund_mistaken<'a>(
    evidence: &Evidence,
    weighing: Weighing<'a>,
) -> Weighing<'a> {
    let parts = evidence.assessment.contributions.last().map(|result| &result.shares);
    let employer = parts.map(|shares| {
        let by_employer = shares.iter().filter(|share| share.payer == Payer::Employer);
        by_employer.map(|share| share.amount.amount).sum::<Yuan>()
    });
    let pays = employer.filter(|monthly| !monthly.is_zero());
    let pays = pays.filter(|_| evidence.has_employer());
    let clue = pays.map(|monthly| Clue::EmployerPaysPool { monthly });
    // Where the figure is right, the question is why it is no more.
    let is_right = evidence.symptom == Symptom::Lower && evidence.display_agrees();
    let weighing = weighing.ruled_out_by(evidence.no_employer());
    if is_right { weighing.likely_by(clue) } else { weighing.noting(clue) }
}

pub(super) fn enrolment_corrected<'a>(evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    let corrections = evidence.situation.movements.iter().filter(|movement| {
        movement.kind == MovementKind::Correction && movement.amount.is_negative()
    });
    let amounts: Vec<Yuan> = corrections.map(|movement| -movement.amount).collect();
    let amount: Yuan = amounts.iter().copied().sum();
    let clue = (!amounts.is_empty()).then_some(Clue::Entered { times: amounts.len(), amount });
    let weighing = weighing.confirmed_by(clue, Some(amount)).asked(Question::PaidTwice, Reply::Yes);
    let agrees = evidence.display_agrees().then_some(Clue::DisplayAgrees);
    weighing.ruled_out_by(agrees)
}
