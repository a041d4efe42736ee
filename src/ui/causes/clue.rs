//! The sentence for each clue, with the person's own figures and dates.

use super::super::format::{date, money, month};
use super::super::locale::Locale;
use super::Causes;
use super::questions;
use crate::explain::{Clue, Symptom};
use crate::policy::RuleRef;

/// What speaks for or against a cause, in words.
pub(super) fn sentence(cx: &Causes, clue: &Clue) -> String {
    let locale = cx.locale;
    match clue {
        Clue::Replied { question, reply } => locale.fill(
            "clue.replied",
            &[
                ("question", locale.text(questions::question_key(*question))),
                ("reply", locale.text(questions::reply_key(*reply))),
            ],
        ),
        Clue::NotThisSymptom { symptom } => locale.text(not_this_symptom(*symptom)).to_owned(),
        Clue::Exactly { amount, .. } => locale.fill("clue.exactly", &[("amount", &money(*amount))]),
        Clue::DisplayAgrees => locale.text("clue.display_agrees").to_owned(),
        Clue::ReckonedSoToo => locale.text("clue.reckoned_so_too").to_owned(),
        Clue::MoneyShouldBeThere { balance } => {
            locale.fill("clue.money_should_be_there", &[("balance", &money(*balance))])
        }
        Clue::TimingDoubtful { rules } => {
            locale.fill("clue.timing_doubtful", &[("area", &area(cx, rules.first()))])
        }
        Clue::NoEmployer => locale.text("clue.no_employer").to_owned(),
        Clue::NoAccount => locale.text("clue.no_account").to_owned(),
        Clue::HasAccount => locale.text("clue.has_account").to_owned(),
        Clue::NothingSettled => locale.text("clue.nothing_settled").to_owned(),
        Clue::NothingSpent => locale.text("clue.nothing_spent").to_owned(),
        Clue::TillPaysWhatIsThere => locale.text("clue.till").to_owned(),
        Clue::NotEntered => locale.text("clue.not_entered").to_owned(),
        Clue::CreditDidNotFall => locale.text("clue.credit_did_not_fall").to_owned(),
        Clue::TakenBack { .. } | Clue::WillBeTakenBack { .. } => advance(locale, clue),
        Clue::CreditedMonthly { rule } => {
            locale.fill("clue.credited_monthly", &[("area", &area(cx, Some(rule)))])
        }
        Clue::TimingUnknown => locale.fill("clue.timing_unknown", &[("area", &area(cx, None))]),
        Clue::CreditedInAdvance { rule } => {
            locale.fill("clue.credited_in_advance", &[("area", &area(cx, Some(rule)))])
        }
        Clue::AllPaid { from, to } => locale
            .fill("clue.all_paid", &[("from", &month(locale, *from)), ("to", &month(locale, *to))]),
        Clue::NotPaid { from, to } => locale
            .fill("clue.not_paid", &[("from", &month(locale, *from)), ("to", &month(locale, *to))]),
        Clue::PaidUntil { month: last } => {
            locale.fill("clue.paid_until", &[("month", &month(locale, *last))])
        }
        Clue::ArrivedLate { month: first, on } => locale.fill(
            "clue.arrived_late",
            &[("month", &month(locale, *first)), ("date", &date(locale, *on))],
        ),
        Clue::InsuredSince { month: first } => {
            locale.fill("clue.insured_since", &[("month", &month(locale, *first))])
        }
        Clue::AllSpent { opening, paid_in, spent } => locale.fill(
            "clue.all_spent",
            &[
                ("opening", &money(*opening)),
                ("paid_in", &money(*paid_in)),
                ("spent", &money(*spent)),
            ],
        ),
        Clue::Overdrawn { by } => locale.fill("clue.overdrawn", &[("by", &money(*by))]),
        Clue::Entered { times, amount } => locale
            .fill("clue.entered", &[("times", &times.to_string()), ("amount", &money(*amount))]),
        Clue::Closed { on } => locale.fill("clue.closed", &[("date", &date(locale, *on))]),
        Clue::CreditFell { month: first, before, after } => locale.fill(
            "clue.credit_fell",
            &[
                ("month", &month(locale, *first)),
                ("before", &money(*before)),
                ("after", &money(*after)),
            ],
        ),
        Clue::EmployerPaysPool { monthly } => {
            locale.fill("clue.employer_pays_pool", &[("monthly", &money(*monthly))])
        }
        Clue::PaidInCash { amount } => {
            locale.fill("clue.paid_in_cash", &[("amount", &money(*amount))])
        }
        Clue::PaidByAccount { amount } => {
            locale.fill("clue.paid_by_account", &[("amount", &money(*amount))])
        }
    }
}

const fn not_this_symptom(symptom: Symptom) -> &'static str {
    match symptom {
        Symptom::Negative => "clue.not_negative",
        Symptom::Zero => "clue.not_zero",
        Symptom::Lower => "clue.not_lower",
        Symptom::Higher => "clue.not_higher",
    }
}

/// What was advanced and is, or will be, taken back.
fn advance(locale: &Locale, clue: &Clue) -> String {
    match clue {
        Clue::TakenBack { year, advanced, earned, months_paid, unpaid_from, amount, on } => {
            let unpaid = unpaid_from.map(|unpaid| month(locale, unpaid)).unwrap_or_default();
            let key = if unpaid_from.is_some() { "clue.taken_back" } else { "clue.settled" };
            locale.fill(
                key,
                &[
                    ("year", &month(locale, *year)),
                    ("advanced", &money(*advanced)),
                    ("earned", &money(*earned)),
                    ("months", &months_paid.to_string()),
                    ("unpaid", &unpaid),
                    ("amount", &money(*amount)),
                    ("date", &date(locale, *on)),
                ],
            )
        }
        Clue::WillBeTakenBack { year, unpaid_from, months, amount } => locale.fill(
            "clue.will_be_taken_back",
            &[
                ("year", &month(locale, *year)),
                ("unpaid", &month(locale, *unpaid_from)),
                ("months", &months.to_string()),
                ("amount", &money(*amount)),
            ],
        ),
        _ => String::new(),
    }
}

/// The name of the area whose rule it is; of the person's own where no rule is named.
fn area(cx: &Causes, rule: Option<&RuleRef>) -> String {
    let mut layers = cx.policy.layers().iter();
    let of_rule = rule.and_then(|rule| layers.find(|file| file.area.adcode == rule.adcode));
    cx.locale.name(of_rule.map_or(&cx.assessment.area.name, |file| &file.area.name))
}
