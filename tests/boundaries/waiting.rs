//! The last day of every wait after joining or after a break, and the day after it; breaks of as many
//! months as bring no wait, and of one more.

use mingbai::calendar::{Date, Month};
use mingbai::engine::{NotCoveredWhy, Settlement};
use mingbai::explain::Reason;
use mingbai::policy::{
    Care, InsuranceKind, PolicySet, Rule, Start, Wait, WaitFrom, Waiting, WaitingTerms, Who,
};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, after, before, name_of};
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
    tally.finish("waiting", 240);
}

/// A rule's terms and the kind of insurance that they are tried with.
pub(crate) struct Trial<'a> {
    pub(crate) policy: &'a PolicySet,
    pub(crate) rule: &'a Rule<Waiting>,
    pub(crate) terms: &'a WaitingTerms,
    pub(crate) insurance: InsuranceKind,
}

/// The last day of a wait that begins on the first of a month.
fn last_of_wait(wait: Wait, first: Month) -> Date {
    match wait {
        Wait::Months(months) => after(first, months).previous().last_day(),
        Wait::Days(days) => (1..days).fold(first.first_day(), |day, _| a_day_after(day)),
    }
}

/// Why a bill is not covered, if it is not.
fn why_not(bill: &Settlement) -> Option<NotCoveredWhy> {
    bill.not_covered.map(|not_covered| not_covered.why)
}

/// What a bill of a day shows, and on which day that is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Expected<'a> {
    pub(crate) what: &'a str,
    pub(crate) day: Date,
    pub(crate) why: Option<NotCoveredWhy>,
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

    pub(crate) fn stand(&self, speaks: impl Fn(&WaitingTerms) -> bool) -> Option<Stand<'_>> {
        Stand::find_beside(self.policy, self.rule, self.insurance, &Who::default(), |value| {
            let terms = value.terms.as_ref();
            let is_same_care = |terms: &&WaitingTerms| {
                terms.care.is_none() || self.terms.care.is_none() || terms.care == self.terms.care
            };
            terms.filter(is_same_care).is_some_and(&speaks)
        })
    }

    /// Looks at bills of the care that the terms are for, and at one that they are not for.
    pub(crate) fn look(
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
    pub(crate) fn look_around(
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
}
