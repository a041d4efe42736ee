//! Whether the fund pays at all on a day: breaks of contributions and waiting periods (待遇等待期).
//!
//! Only what the person listed counts: a month before the first or after the last contribution listed
//! is not taken for a break.

use super::assessment::NotCoveredWhy;
use super::outcome::Reliance;
use super::run::Run;
use super::settle::care_of;
use super::situation::{Enrolment, Expense};
use crate::calendar::{Date, Month};
use crate::policy::{
    Applied, InsuranceKind, ResidentPremium, Wait, WaitFrom, Waiting, WaitingTerms, applicable,
};

/// A stretch of unbroken payment that a bill falls into, and the break before it.
struct Since {
    /// Its first month.
    first: Month,
    /// Months of the break before it; none where it began with joining.
    gap: Option<u16>,
}

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
            .into_iter()
            .filter_map(|applied| Some((applied, applied.rule.value.terms.as_ref()?)))
            .filter(|(_, terms)| terms.care.is_none_or(|only| only == care))
            .collect();
        let (insurance, ..) = self.situation.insured_in(date.month());
        let found = of_care.into_iter().find_map(|(applied, terms)| {
            let why = match insurance {
                InsuranceKind::Resident => self.late_enrolment(terms, date),
                _ => self.broken(terms, date),
            };
            why.map(|why| (why, applied))
        });
        let (why, applied) = found?;
        Some((why, self.use_rule(&applied, reliance).index))
    }

    fn broken(&self, terms: &WaitingTerms, date: Date) -> Option<NotCoveredWhy> {
        let month = date.month();
        if self.situation.retired_in(month) {
            return None;
        }
        if self.is_hole(month) || self.arrival(month).is_some_and(|paid_on| paid_on > date) {
            return self.in_break(terms, month).then_some(NotCoveredWhy::Break { month });
        }
        let since = self.since(month)?;
        let wait = match since.gap {
            None => terms.at_first,
            Some(gap) if terms.grace_months.is_some_and(|grace| gap > grace) => terms.after_longer,
            Some(_) => None,
        }?;
        let until = end_of_wait(wait, since.first, terms.counts_from);
        (date <= until).then_some(NotCoveredWhy::Waiting { until })
    }

    /// Whether the fund pays nothing in a break, made up later or not.
    fn in_break(&self, terms: &WaitingTerms, month: Month) -> bool {
        let gap = self.length_of_break(month);
        let within_grace = terms.grace_months.is_some_and(|grace| gap <= grace);
        match terms.pays_in_break_made_up.filter(|_| within_grace && self.arrives_late(month)) {
            Some(pays) => !pays,
            None => terms.pays_in_break == Some(false),
        }
    }

    /// A month that is listed as not paid, or that lies between listed ones.
    fn is_hole(&self, month: Month) -> bool {
        match self.situation.contribution_of(month) {
            Some((_, range)) => !range.paid,
            None => {
                let contributions = &self.situation.contributions;
                contributions.iter().any(|range| range.to < month)
                    && contributions.iter().any(|range| range.from > month)
            }
        }
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
        let is_paid = |month: Month| {
            self.situation.contribution_of(month).is_some_and(|(_, range)| range.paid)
        };
        if !is_paid(month) {
            return None;
        }
        let mut first = month;
        while is_paid(first.previous()) {
            first = first.previous();
        }
        if self.is_hole(first.previous()) {
            let gap = Some(self.length_of_break(first.previous()));
            return Some(Since { first, gap });
        }
        let joined = self.situation.insured_since == Some(first);
        joined.then_some(Since { first, gap: None })
    }

    /// Residents: a wait after enrolling outside the window.
    fn late_enrolment(&self, terms: &WaitingTerms, date: Date) -> Option<NotCoveredWhy> {
        let enrolment = self.situation.enrolment?;
        if enrolment.paid_on > date || !self.is_late(enrolment) {
            return None;
        }
        let further = terms.months_per_missed_year.unwrap_or(0);
        let further = further.saturating_mul(u16::from(enrolment.missed_years));
        let until = match terms.late_enrolment? {
            Wait::Days(days) => enrolment.paid_on.plus_days(days).previous(),
            Wait::Months(months) => {
                enrolment.paid_on.plus_months(months.saturating_add(further)).previous()
            }
        };
        (date <= until).then_some(NotCoveredWhy::Waiting { until })
    }

    /// Whether the premium was paid after the window that the rules of the year name.
    fn is_late(&self, enrolment: Enrolment) -> bool {
        if let Some(late) = enrolment.late {
            return late;
        }
        let date = enrolment.paid_on;
        let person = self.person(date);
        let rule = applicable::<ResidentPremium>(
            self.policy,
            &person,
            date,
            &self.situation.accept_doubtful,
        );
        let last = rule.ok().and_then(|applied| applied.rule.value.window_to);
        last.is_some_and(|last| date > last)
    }
}

/// The last day of a wait that begins with the month `first`.
fn end_of_wait(wait: Wait, first: Month, counts_from: WaitFrom) -> Date {
    let begin = match counts_from {
        WaitFrom::PaymentMonth => first,
        WaitFrom::MonthAfterPayment => first.next(),
    };
    match wait {
        Wait::Months(months) => begin.first_day().plus_months(months).previous(),
        Wait::Days(days) => begin.first_day().plus_days(days).previous(),
    }
}
