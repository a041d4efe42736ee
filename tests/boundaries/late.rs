//! Waits of those who pay by the year: after a late enrolment and after years that were missed, to the
//! last day of each, and which day of payment is late.

use mingbai::calendar::{Date, Month};
use mingbai::engine::NotCoveredWhy;
use mingbai::policy::{Wait, WaitingTerms};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, after, name_of};
use crate::support::date;
use crate::waiting::{Expected, Trial};
use crate::{NOBODYS, Tally};

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

/// A premium paid on a day.
pub(crate) fn paid(day: Date) -> Value {
    json!({"enrolment": {"paid_on": day.to_string()}})
}

impl Trial<'_> {
    /// Waits after a late enrolment and after years that were missed, and which day of payment is
    /// late.
    pub(crate) fn of_enrolment(&self, tally: &mut Tally) {
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
            if let Some(until) = ends.max() {
                self.look_around(stand, &name, &enrolment, until, tally);
            } else {
                let expected = Expected { what: "in time", day: paid_on, why: None };
                self.look(stand, &name, &enrolment, expected, tally);
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
