//! The last day of every wait and the day after; breaks of as many months as bring no wait, and of
//! one more; the days of payment that are late and that are not.

use mingbai::calendar::{Date, Month};
use mingbai::engine::{NotCoveredWhy, Settlement};
use mingbai::explain::Reason;
use mingbai::policy::{
    Care, InsuranceKind, PolicySet, Rule, Start, Wait, WaitFrom, Waiting, WaitingTerms, Who,
};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, before, name_of};
use crate::support::{date, policy};
use crate::{NOBODYS, Tally, codes};

/// Nothing but waiting is left to the rules; the fund pays all of every bill.
pub(crate) fn provided() -> Value {
    json!({
        "inpatient_ratio": "1", "inpatient_deductible": "0", "inpatient_cap": "100000000",
        "outpatient_ratio": "1", "outpatient_deductible": "0", "outpatient_cap": "100000000",
        "monthly_credit": "0"
    })
}

#[test]
fn waits_end_on_their_last_day() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.waiting {
            let Some(terms) = &rule.value.terms else { continue };
            for insurance in &rule.insurance {
                let trial = Trial { policy: &policy, rule, terms, insurance: *insurance };
                trial.of_terms(&mut tally);
            }
        }
    }
    tally.finish("waiting", 80);
}

/// A rule's terms and the kind of insurance that they are tried with.
struct Trial<'a> {
    policy: &'a PolicySet,
    rule: &'a Rule<Waiting>,
    terms: &'a WaitingTerms,
    insurance: InsuranceKind,
}

/// The month `months` after `month`.
fn after(month: Month, months: u16) -> Month {
    (0..months).fold(month, |month, _| month.next())
}

/// The last day of a wait that begins on the first of a month.
fn last_of_wait(wait: Wait, first: Month) -> Date {
    match wait {
        Wait::Months(months) => after(first, months).previous().last_day(),
        Wait::Days(days) => (1..days).fold(first.first_day(), |day, _| a_day_after(day)),
    }
}

/// The last day of a wait that begins with a payment, on a day that every month has.
pub(crate) fn last_of_wait_from(wait: Wait, paid_on: Date, further: u16) -> Date {
    match wait {
        Wait::Months(months) => {
            let last = after(paid_on.month(), months + further);
            match paid_on.day() {
                1 => last.previous().last_day(),
                day => Date::new(last, day - 1).unwrap(),
            }
        }
        Wait::Days(days) => (1..days).fold(paid_on, |day, _| a_day_after(day)),
    }
}

/// Why a bill is not covered, if it is not.
fn why_not(bill: &Settlement) -> Option<NotCoveredWhy> {
    bill.not_covered.map(|not_covered| not_covered.why)
}

/// What a bill of a day shows, and on which day that is looked for.
#[derive(Clone, Copy)]
struct Expected<'a> {
    what: &'a str,
    day: Date,
    why: Option<NotCoveredWhy>,
}

impl Trial<'_> {
    fn of_terms(&self, tally: &mut Tally) {
        let is_by_year = self.terms.late_enrolment.is_some()
            || self.terms.after_missed_year.is_some()
            || self.terms.months_per_missed_year.is_some();
        if is_by_year {
            self.of_enrolment(tally);
        }
        let is_of_breaks = self.terms.pays_in_break.is_some()
            || self.terms.grace_months.is_some()
            || self.terms.after_longer.is_some()
            || self.terms.at_first.is_some();
        if is_of_breaks {
            self.of_joining(tally);
            self.of_breaks(tally);
        }
    }

    fn stand(&self, speaks: impl Fn(&WaitingTerms) -> bool) -> Option<Stand<'_>> {
        Stand::find_beside(self.policy, self.rule, self.insurance, &Who::default(), |value| {
            let terms = value.terms.as_ref();
            let is_same_care = |terms: &&WaitingTerms| {
                terms.care.is_none() || self.terms.care.is_none() || terms.care == self.terms.care
            };
            terms.filter(is_same_care).is_some_and(&speaks)
        })
    }

    /// Looks at bills of the care that the terms are for, and at one that they are not for.
    fn look(
        &self,
        stand: &Stand,
        name: &str,
        otherwise: &Value,
        expected: Expected<'_>,
        tally: &mut Tally,
    ) {
        let level = &stand.policy.institution_levels()[0].id;
        for (kind, care) in [("inpatient", Care::Inpatient), ("outpatient", Care::Outpatient)] {
            if self.terms.care.is_some_and(|only| only != care) {
                continue;
            }
            let bill = json!({"kind": kind, "level": level, "total": "100",
                "date": expected.day.to_string()});
            let situation = stand.situation_of(&[bill], &provided(), otherwise);
            let (settled, reasons) = match stand.settled(&situation) {
                Ok(settled) => settled,
                Err(why) => return tally.unreachable(name, why),
            };
            let told = match expected.why {
                Some(NotCoveredWhy::Waiting { until }) => {
                    reasons.contains(&Reason::InWaitingPeriod { until })
                }
                Some(NotCoveredWhy::Break { month }) => {
                    reasons.contains(&Reason::InBreak { month })
                }
                Some(NotCoveredWhy::Elsewhere) => false,
                None => settled[0].fund.amount == settled[0].total,
            };
            tally.holds(
                name,
                &format!("{} {} {kind}", expected.what, expected.day),
                &[
                    ("as the wait says", why_not(&settled[0]) == expected.why),
                    ("told, or all paid", told),
                    (
                        "with or without the fund",
                        settled[0].fund.amount.is_zero() == expected.why.is_some(),
                    ),
                ],
            );
        }
    }

    /// The last day of a wait, and the day after it.
    fn look_around(
        &self,
        stand: &Stand,
        name: &str,
        otherwise: &Value,
        until: Date,
        tally: &mut Tally,
    ) {
        tally.thresholds += 1;
        let why = Some(NotCoveredWhy::Waiting { until });
        let last = Expected { what: "the last day", day: until, why };
        let next = Expected { what: "the day after", day: a_day_after(until), why: None };
        self.look(stand, name, otherwise, last, tally);
        self.look(stand, name, otherwise, next, tally);
    }

    /// The months with contributions from `first` on, and before it up to a break of so many months.
    fn contributions(first: Month, gap: u16) -> Value {
        let last = after(first, 18);
        let range = |from: Month, to: Month| json!({"from": from.to_string(), "to": to.to_string(), "base": "0"});
        let mut ranges = vec![range(first, last)];
        if gap > 0 {
            let end = before(first, gap + 1);
            ranges.insert(0, range(before(end, 11), end));
        }
        json!(ranges)
    }

    /// The wait after joining.
    fn of_joining(&self, tally: &mut Tally) {
        let Some(wait) = self.terms.at_first else { return };
        let name = format!("{} at first", name_of(self.policy, self.rule));
        let Some((stand, first)) = self.stand_with_time() else {
            return tally.unreachable(name, NOBODYS);
        };
        let until = last_of_wait(wait, self.counted_from(first));
        let otherwise = json!({
            "insured_since": first.to_string(),
            "contributions": Self::contributions(first, 0)
        });
        self.look_around(&stand, &name, &otherwise, until, tally);
    }

    /// From which month a wait counts after payment begins.
    fn counted_from(&self, first: Month) -> Month {
        match self.terms.counts_from {
            Some(WaitFrom::MonthAfterPayment) => first.next(),
            _ => first,
        }
    }

    /// Somebody, and a month from which on the rule holds long enough for any wait.
    fn stand_with_time(&self) -> Option<(Stand<'_>, Month)> {
        let stand = self.stand(|terms| {
            terms.pays_in_break.is_some()
                || terms.grace_months.is_some()
                || terms.after_longer.is_some()
                || terms.at_first.is_some()
        })?;
        let from = match self.rule.from {
            Start::On(from) => from.month(),
            Start::Unknown => date("2024-05-01").month(),
        };
        Some((stand, after(from, 12)))
    }

    /// A break of as many months as bring no wait, one of a month more, and the days around both.
    fn of_breaks(&self, tally: &mut Tally) {
        let name = name_of(self.policy, self.rule).to_string();
        let Some((stand, first)) = self.stand_with_time() else {
            return tally.unreachable(name, NOBODYS);
        };
        let grace = self.terms.grace_months;
        let within = grace.unwrap_or(1);
        let longer = grace.map(|grace| grace + 1);
        for gap in [Some(within), longer].into_iter().flatten() {
            let is_longer = grace.is_some_and(|grace| gap > grace);
            let name = format!("{name} break of {gap}");
            let otherwise = json!({"contributions": Self::contributions(first, gap)});
            self.in_break(&stand, &name, (first, gap), &otherwise, tally);
            let wait = self.terms.after_longer.filter(|_| is_longer);
            let resumes =
                if is_longer { self.terms.resumes_after_longer } else { self.terms.resumes };
            match (wait, resumes) {
                (Some(wait), _) => {
                    let until = last_of_wait(wait, self.counted_from(first));
                    self.look_around(&stand, &name, &otherwise, until, tally);
                }
                (None, Some(WaitFrom::MonthAfterPayment)) => {
                    self.look_around(&stand, &name, &otherwise, first.last_day(), tally);
                }
                (None, _) => {
                    tally.thresholds += 1;
                    let day = first.first_day();
                    let expected = Expected { what: "the first day", day, why: None };
                    self.look(&stand, &name, &otherwise, expected, tally);
                }
            }
            self.made_up(&stand, &name, (first, gap), is_longer, tally);
        }
    }

    /// The day before a break, its first and its last.
    fn in_break(
        &self,
        stand: &Stand,
        name: &str,
        (first, gap): (Month, u16),
        otherwise: &Value,
        tally: &mut Tally,
    ) {
        let begins = before(first, gap);
        let not_paid = |month: Month| {
            let pays_nothing = self.terms.pays_in_break == Some(false);
            pays_nothing.then_some(NotCoveredWhy::Break { month })
        };
        let last = first.previous();
        for (what, day, why) in [
            ("the day before", begins.previous().last_day(), None),
            ("its first day", begins.first_day(), not_paid(begins)),
            ("its last day", last.last_day(), not_paid(last)),
        ] {
            self.look(stand, name, otherwise, Expected { what, day, why }, tally);
        }
    }

    /// A break made up on the first day after it.
    fn made_up(
        &self,
        stand: &Stand,
        name: &str,
        (first, gap): (Month, u16),
        is_longer: bool,
        tally: &mut Tally,
    ) {
        let pays = if self.terms.grace_months.is_none() {
            None
        } else if is_longer {
            self.terms.pays_in_longer_break_made_up
        } else {
            self.terms.pays_in_break_made_up
        };
        let pays = pays.unwrap_or(self.terms.pays_in_break != Some(false));
        let month = first.previous();
        let why = (!pays).then_some(NotCoveredWhy::Break { month });
        let mut contributions = Self::contributions(first, gap);
        let late = json!({
            "from": before(first, gap).to_string(), "to": month.to_string(), "base": "0",
            "paid_on": first.first_day().to_string()
        });
        contributions.as_array_mut().unwrap().insert(1, late);
        let otherwise = json!({"contributions": contributions});
        let expected = Expected { what: "made up", day: month.last_day(), why };
        tally.thresholds += 1;
        self.look(stand, name, &otherwise, expected, tally);
    }

    /// Waits after a late enrolment and after years that were missed, and which day of payment is
    /// late.
    fn of_enrolment(&self, tally: &mut Tally) {
        let name = name_of(self.policy, self.rule).to_string();
        let Some(stand) = self.stand(|terms| {
            (terms.late_enrolment.is_some() || self.terms.late_enrolment.is_none())
                && (terms.after_missed_year.is_some() || self.terms.after_missed_year.is_none())
        }) else {
            return tally.unreachable(name, NOBODYS);
        };
        let year = stand.date.month().year();
        let paid_on = date(&format!("{year}-05-15"));
        for missed in [0, 1, 2] {
            self.after_years(&stand, &name, paid_on, missed, tally);
        }
        if self.terms.late_enrolment.is_some() {
            self.of_month_end(&stand, &name, tally);
            self.of_lateness(&stand, &name, tally);
        }
    }

    /// The nearest rule of every layer that tells a figure.
    fn nearest<T: Copy>(
        &self,
        stand: &Stand,
        tell: impl Fn(&WaitingTerms) -> Option<T>,
    ) -> Option<T> {
        let own = tell(self.terms);
        own.or_else(|| {
            let layers = stand.policy.layers().iter().skip(1);
            let mut rules = layers.flat_map(|file| &file.rules.waiting);
            rules.find_map(|rule| {
                let holds = rule.insurance.contains(&self.insurance) && rule.covers(stand.date);
                rule.value.terms.as_ref().filter(|_| holds).and_then(&tell)
            })
        })
    }

    fn after_years(
        &self,
        stand: &Stand,
        name: &str,
        paid_on: Date,
        missed: u16,
        tally: &mut Tally,
    ) {
        let further = self.nearest(stand, |terms| terms.months_per_missed_year).unwrap_or(0);
        let missed_year = self.nearest(stand, |terms| terms.after_missed_year);
        let missed_year = missed_year.filter(|_| missed > 0);
        let late = self.nearest(stand, |terms| terms.late_enrolment);
        for is_late in [true, false] {
            let waits = [late.filter(|_| is_late), missed_year].into_iter().flatten();
            let ends = waits.map(|wait| last_of_wait_from(wait, paid_on, further * missed));
            let name = format!("{name} late {is_late} missed {missed}");
            let enrolment = json!({"enrolment": {
                "paid_on": paid_on.to_string(), "late": is_late, "missed_years": missed
            }});
            match ends.max() {
                Some(until) => self.look_around(stand, &name, &enrolment, until, tally),
                None => {
                    let expected = Expected { what: "in time", day: paid_on, why: None };
                    self.look(stand, &name, &enrolment, expected, tally);
                }
            }
        }
    }

    /// Paid on the last of a month that a later one does not have: to the day before its last.
    fn of_month_end(&self, stand: &Stand, name: &str, tally: &mut Tally) {
        let Some(Wait::Months(months)) = self.terms.late_enrolment else { return };
        let year = stand.date.month().year();
        // A month of 31 days of which the month that many later has 30.
        let ends = [1, 3, 5, 7, 8, 10, 12].map(|month| Month::new(year, month).unwrap());
        let short = |month: &Month| after(*month, months).last_day().day() == 30;
        let holds = |month: &Month| self.rule.covers(after(*month, months).last_day());
        let Some(month) = ends.into_iter().find(|month| short(month) && holds(month)) else {
            return tally.unreachable(name, "no wait from the last of a month within the rule");
        };
        let until = Date::new(after(month, months), 29).unwrap();
        let enrolment =
            json!({"enrolment": {"paid_on": month.last_day().to_string(), "late": true}});
        let name = format!("{name} from the end of {month}");
        self.look_around(stand, &name, &enrolment, until, tally);
    }

    /// The first day of payment that brings the wait, where the terms name it, and the day before.
    fn of_lateness(&self, stand: &Stand, name: &str, tally: &mut Tally) {
        let Some(first_late) = self.terms.late_enrolment_from else { return };
        let name = format!("{name} late from {first_late}");
        let wait = self.terms.late_enrolment.unwrap();
        let until = last_of_wait_from(wait, first_late, 0);
        tally.thresholds += 1;
        let why = Some(NotCoveredWhy::Waiting { until });
        let late = Expected { what: "paid late", day: first_late, why };
        self.look(stand, &name, &paid(first_late), late, tally);
        let in_time = Expected { what: "paid in time", day: first_late, why: None };
        self.look(stand, &name, &paid(first_late.previous()), in_time, tally);
    }
}

/// A premium paid on a day.
pub(crate) fn paid(day: Date) -> Value {
    json!({"enrolment": {"paid_on": day.to_string()}})
}
