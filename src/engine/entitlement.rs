//! Whether the fund pays at all on a day: breaks of contributions and waiting periods (待遇等待期).
//!
//! Only what the person listed counts: a month before the first or after the last contribution listed
//! is not taken for a break.

use super::assessment::NotCoveredWhy;
use super::outcome::{Assumption, Gap, Refusal, Reliance};
use super::run::Run;
use super::settle::care_of;
use super::situation::{Enrolment, Expense};
use crate::calendar::{Date, Month};
use crate::policy::{
    Applied, Certainty, InsuranceKind, ResidentPremium, Topic, Wait, WaitFrom, Waiting,
    WaitingTerms, applicable,
};

/// A stretch of unbroken payment that a bill falls into, and the break before it.
struct Since {
    /// Its first month.
    first: Month,
    /// Months of the break before it; none where it began with joining.
    gap: Option<u16>,
}

/// Rules on waiting that hold for a bill, nearest layer first.
type Rules<'a> = [(Applied<'a, Waiting>, &'a WaitingTerms)];

impl<'a> Run<'a> {
    /// Why the fund pays nothing of the bill, and the rule that says so.
    pub(super) fn lapse(
        &mut self,
        expense: &Expense,
        reliance: &mut Reliance,
    ) -> Option<(NotCoveredWhy, usize)> {
        let date = expense.date;
        let care = care_of(expense.kind);
        let rules = self.rules_beside::<Waiting>(date);
        let of_care: Vec<(Applied<'a, Waiting>, &WaitingTerms)> = rules
            .usable
            .into_iter()
            .filter_map(|applied| Some((applied, applied.rule.value.terms.as_ref()?)))
            .filter(|(_, terms)| terms.care.is_none_or(|only| only == care))
            .collect();
        let (insurance, ..) = self.situation.insured_in(date.month());
        let broken = match insurance {
            InsuranceKind::Resident => None,
            _ => self.broken(&of_care, date, reliance),
        };
        let (why, applied) = match broken {
            Some(broken) => broken,
            None => self.late_enrolment(&of_care, date, reliance)?,
        };
        Some((why, self.use_rule(&applied, reliance).index))
    }

    /// What the nearest layer that speaks of breaks says of the bill's day.
    fn broken(
        &mut self,
        rules: &Rules<'a>,
        date: Date,
        reliance: &mut Reliance,
    ) -> Option<(NotCoveredWhy, Applied<'a, Waiting>)> {
        let month = date.month();
        if self.situation.retired_in(month) {
            return None;
        }
        let is_open =
            self.is_hole(month) || self.arrival(month).is_some_and(|paid_on| paid_on > date);
        let since = self.since(month);
        let nearest = rules.iter().find(|(_, terms)| speaks_of_breaks(terms))?.0;
        let layer = rules
            .iter()
            .filter(|(applied, _)| applied.file.area.adcode == nearest.file.area.adcode);
        for (applied, terms) in layer {
            let why = if is_open {
                self.in_break(terms, month).then_some(NotCoveredWhy::Break { month })
            } else {
                since.as_ref().and_then(|since| after_break(terms, since, date, reliance))
            };
            if let Some(why) = why {
                return Some((why, *applied));
            }
        }
        None
    }

    /// Whether the fund pays nothing in a break, made up later or not.
    fn in_break(&self, terms: &WaitingTerms, month: Month) -> bool {
        let gap = self.length_of_break(month);
        let within_grace = terms.grace_months.map(|grace| gap <= grace);
        let made_up = match within_grace {
            Some(true) => terms.pays_in_break_made_up,
            Some(false) => terms.pays_in_longer_break_made_up,
            None => None,
        };
        match made_up.filter(|_| self.arrives_late(month)) {
            Some(pays) => !pays,
            None => terms.pays_in_break == Some(false),
        }
    }

    /// A month that is listed as not paid, or that lies between listed ones.
    fn is_hole(&self, month: Month) -> bool {
        if let Some((_, range)) = self.situation.contribution_of(month) {
            return !range.paid;
        }
        let contributions = &self.situation.contributions;
        contributions.iter().any(|range| range.to < month)
            && contributions.iter().any(|range| range.from > month)
    }

    /// How many months around `month` are one break.
    fn length_of_break(&self, month: Month) -> u16 {
        let is_open = |month: Month| self.is_hole(month) || self.arrives_late(month);
        let (mut first, mut last) = (month, month);
        while is_open(first.previous()) {
            first = first.previous();
        }
        while is_open(last.next()) {
            last = last.next();
        }
        first.months_until(last) + 1
    }

    /// Since when contributions are paid without a break, as far as they are listed.
    fn since(&self, month: Month) -> Option<Since> {
        // What arrived late was a break until it did.
        let is_paid = |month: Month| {
            self.situation.contribution_of(month).is_some_and(|(_, range)| range.paid)
                && !self.arrives_late(month)
        };
        if !is_paid(month) {
            return None;
        }
        let mut first = month;
        while is_paid(first.previous()) {
            first = first.previous();
        }
        if self.is_hole(first.previous()) || self.arrives_late(first.previous()) {
            let gap = Some(self.length_of_break(first.previous()));
            return Some(Since { first, gap });
        }
        let joined = self.situation.insured_since == Some(first);
        joined.then_some(Since { first, gap: None })
    }

    /// Where contributions are paid by the year: a wait after enrolling outside the window, or after
    /// years that were missed. Each figure is that of the nearest layer that has it.
    fn late_enrolment(
        &self,
        rules: &Rules<'a>,
        date: Date,
        reliance: &mut Reliance,
    ) -> Option<(NotCoveredWhy, Applied<'a, Waiting>)> {
        let enrolment = self.situation.enrolment.filter(|enrolment| enrolment.paid_on <= date)?;
        let further = rules.iter().find_map(|(_, terms)| terms.months_per_missed_year).unwrap_or(0);
        let further = further.saturating_mul(u16::from(enrolment.missed_years));
        let end = |wait: Wait| {
            let first_day = match wait {
                Wait::Days(days) => enrolment.paid_on.plus_days(days),
                Wait::Months(months) => {
                    enrolment.paid_on.plus_months(months.saturating_add(further))
                }
            };
            first_day.previous()
        };
        let wait = rules
            .iter()
            .find_map(|(applied, terms)| Some((*applied, terms.late_enrolment?, terms)))
            .map(|(applied, wait, terms)| {
                (end(wait), applied, self.is_late(enrolment, terms, date))
            });
        let missed = rules
            .iter()
            .find_map(|(applied, terms)| Some((end(terms.after_missed_year?), *applied)))
            .filter(|_| enrolment.missed_years > 0);
        if let Some((until, _, None)) = wait
            && date <= until
        {
            let why = Refusal::NotListed { topic: Topic::ResidentPremium };
            reliance.note(Gap::Parameter { why, assumed: Assumption::WaitIsOver });
        }
        let late = wait.filter(|(.., late)| *late == Some(true));
        let late = late.map(|(until, applied, _)| (until, applied));
        let ends = [late, missed].into_iter().flatten();
        let (until, applied) = ends.max_by_key(|(until, _)| *until)?;
        (date <= until).then_some((NotCoveredWhy::Waiting { until }, applied))
    }

    /// Whether the premium was paid so late that the wait of these terms follows; `None` where the window
    /// is not known. A premium is paid before its year begins, so the window is that of the year of the
    /// bill; a payment inside the window of any year is for that year, and in time.
    fn is_late(&self, enrolment: Enrolment, terms: &WaitingTerms, bill: Date) -> Option<bool> {
        if let Some(late) = enrolment.late {
            return Some(late);
        }
        let paid_on = enrolment.paid_on;
        if let Some(first) = terms.late_enrolment_from {
            return Some(paid_on >= first);
        }
        if self.is_in_a_window(paid_on, bill) {
            return Some(false);
        }
        let person = self.person_of(bill);
        let accepted = &self.situation.accept_doubtful;
        let rule = applicable::<ResidentPremium>(self.policy, &person, bill, accepted).ok();
        let rule = rule.filter(|applied| applied.certainty == Certainty::Covered)?;
        Some(paid_on > rule.rule.value.window_to?)
    }

    /// Whether the day lies in the enrolment window of some year.
    fn is_in_a_window(&self, paid_on: Date, bill: Date) -> bool {
        let person = self.person_of(bill);
        let accepted = &self.situation.accept_doubtful;
        let premium = |year: Month| {
            applicable::<ResidentPremium>(self.policy, &person, year.first_day(), accepted).ok()
        };
        // The years whose window the payment may lie in: its own and the next.
        let own = paid_on.month().year_start(1);
        [own, own.year_end().next()].into_iter().filter_map(premium).any(|applied| {
            let window = &applied.rule.value;
            matches!((window.window_from, window.window_to), (Some(from), Some(to)) if from <= paid_on && paid_on <= to)
        })
    }
}

fn speaks_of_breaks(terms: &WaitingTerms) -> bool {
    terms.pays_in_break.is_some()
        || terms.grace_months.is_some()
        || terms.after_longer.is_some()
        || terms.at_first.is_some()
}

/// What follows a break, or joining, that ended before the bill.
fn after_break(
    terms: &WaitingTerms,
    since: &Since,
    date: Date,
    reliance: &mut Reliance,
) -> Option<NotCoveredWhy> {
    let longer = since.gap.map(|gap| terms.grace_months.is_some_and(|grace| gap > grace));
    let (wait, resumes) = match longer {
        None => (terms.at_first, None),
        Some(false) => (None, terms.resumes),
        Some(true) => (terms.after_longer, terms.resumes_after_longer),
    };
    let until = match (wait, resumes) {
        (Some(wait), _) => end_of_wait(wait, since.first, terms.counts_from, date, reliance),
        (None, Some(WaitFrom::MonthAfterPayment)) => since.first.last_day(),
        (None, _) => return None,
    };
    (date <= until).then_some(NotCoveredWhy::Waiting { until })
}

/// The last day of a wait that begins with the month `first`. Where the rules leave open whether that
/// month counts, it does, and a bill of the month that hangs on it says so.
fn end_of_wait(
    wait: Wait,
    first: Month,
    counts_from: Option<WaitFrom>,
    date: Date,
    reliance: &mut Reliance,
) -> Date {
    let end = |begin: Month| match wait {
        Wait::Months(months) => begin.first_day().plus_months(months).previous(),
        Wait::Days(days) => begin.first_day().plus_days(days).previous(),
    };
    match counts_from {
        Some(WaitFrom::MonthAfterPayment) => end(first.next()),
        Some(WaitFrom::PaymentMonth) => end(first),
        None => {
            let until = end(first);
            if date > until && date <= end(first.next()) {
                let why = Refusal::NotListed { topic: Topic::Waiting };
                reliance.note(Gap::Parameter { why, assumed: Assumption::WaitIsOver });
            }
            until
        }
    }
}
