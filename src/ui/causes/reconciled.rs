//! 对账: the displayed balance against the reckoned one, and what explains the difference to the fen.

use yew::prelude::*;

use super::super::format::{self, money, month, movement};
use super::super::locale::Locale;
use super::Causes;
use crate::calendar::Month;
use crate::engine::Outcome;
use crate::explain::{Explanation, Mechanism, Part};

/// The comparison; nothing where no balance was entered.
pub(super) fn reconciled(cx: &Causes) -> Html {
    let locale = cx.locale;
    let Some(reconciliation) = &cx.diagnosis.reconciliation else {
        return html! {};
    };
    let on = format::date(locale, reconciliation.displayed.on);
    let difference = reconciliation.difference;
    // Where the reckoned balance lacks what was not entered, the difference means nothing yet.
    let outcome = &cx.assessment.account.outcome;
    let is_unsure = matches!(outcome, Outcome::Incomplete { .. } | Outcome::Refused { .. });
    html! {
        <section class="card reconciled" aria-labelledby="reconciled-title">
            <h2 id="reconciled-title">{ locale.text("reconcile.title") }</h2>
            <dl class="parts">
                <div><dt>{ locale.fill("reconcile.displayed", &[("date", &on)]) }</dt>
                    <dd>{ money(reconciliation.displayed.balance) }</dd></div>
                <div><dt>{ locale.text("reconcile.reckoned") }</dt><dd>{ money(reconciliation.reckoned) }</dd></div>
                <div><dt>{ locale.text("reconcile.difference") }</dt><dd>{ movement(difference) }</dd></div>
            </dl>
            if difference.is_zero() {
                <p>{ locale.text("reconcile.agrees") }</p>
            } else if is_unsure {
                <p>{ locale.text("reconcile.fill_first") }</p>
            } else if reconciliation.explanations.is_empty() {
                <p>{ locale.fill("reconcile.unexplained", &[("amount", &movement(reconciliation.unexplained))]) }</p>
            } else {
                <p>{ locale.text("reconcile.explained") }</p>
                <ol class="explanations">
                    { for reconciliation.explanations.iter().map(|it| explanation(cx, it)) }
                </ol>
            }
        </section>
    }
}

fn explanation(cx: &Causes, explanation: &Explanation) -> Html {
    html! {
        <li>
            <ul class="plain">
                { for explanation.parts.iter().map(|part| html! {
                    <li>
                        { part_words(cx, part) }{ " " }<strong>{ movement(part.amount) }</strong>
                        <span class="hint">{ " " }{ cx.locale.text(check_key(&part.mechanism)) }</span>
                    </li>
                }) }
            </ul>
        </li>
    }
}

/// One part, with the months or bills that come into question.
pub(super) fn part_words(cx: &Causes, part: &Part) -> String {
    let locale = cx.locale;
    match &part.mechanism {
        Mechanism::CreditsMissing { count, each, candidates } => locale.fill(
            if candidates.len() == *count {
                "reconcile.these_credits"
            } else {
                "reconcile.some_credits"
            },
            &[
                ("count", &count.to_string()),
                ("each", &money(*each)),
                ("months", &months(locale, candidates)),
            ],
        ),
        Mechanism::StretchMissing { from, to } => locale.fill(
            "reconcile.stretch",
            &[("from", &month(locale, *from)), ("to", &month(locale, *to))],
        ),
        Mechanism::AdvanceTakenBack { year, months } => locale.fill(
            "reconcile.advance",
            &[("year", &month(locale, *year)), ("months", &months.to_string())],
        ),
        Mechanism::BillNotPosted { candidates } => {
            locale.fill("reconcile.bill_not_posted", &[("bills", &bills(cx, candidates))])
        }
        Mechanism::BillPostedTwice { candidates } => {
            locale.fill("reconcile.bill_twice", &[("bills", &bills(cx, candidates))])
        }
        Mechanism::MovementNotPosted { .. } => {
            locale.text("reconcile.movement_not_posted").to_owned()
        }
        Mechanism::MovementPostedTwice { .. } => locale.text("reconcile.movement_twice").to_owned(),
        Mechanism::PremiumTaken { each, count, .. } => locale
            .fill("reconcile.premium", &[("each", &money(*each)), ("count", &count.to_string())]),
        Mechanism::OtherBase { from, to, entered, base, credit, within_bounds } => locale.fill(
            if within_bounds.is_some() { "reconcile.base" } else { "reconcile.base_unbounded" },
            &[
                ("from", &month(locale, *from)),
                ("to", &month(locale, *to)),
                ("entered", &money(*entered)),
                ("base", &money(*base)),
                ("credit", &money(*credit)),
            ],
        ),
        Mechanism::RetiredFrom { month: from } => {
            locale.fill("reconcile.retired", &[("month", &month(locale, *from))])
        }
    }
}

/// How to check a part.
const fn check_key(mechanism: &Mechanism) -> &'static str {
    match mechanism {
        Mechanism::CreditsMissing { .. } | Mechanism::StretchMissing { .. } => {
            "reconcile.check_credits"
        }
        Mechanism::AdvanceTakenBack { .. } => "reconcile.check_advance",
        Mechanism::BillNotPosted { .. } | Mechanism::MovementNotPosted { .. } => {
            "reconcile.check_not_posted"
        }
        Mechanism::BillPostedTwice { .. } | Mechanism::MovementPostedTwice { .. } => {
            "reconcile.check_twice"
        }
        Mechanism::PremiumTaken { .. } => "reconcile.check_premium",
        Mechanism::OtherBase { .. } => "reconcile.check_base",
        Mechanism::RetiredFrom { .. } => "reconcile.check_retired",
    }
}

/// Months, those that follow each other as a stretch.
fn months(locale: &Locale, months: &[Month]) -> String {
    let mut stretches: Vec<(Month, Month)> = Vec::new();
    for &month in months {
        match stretches.last_mut() {
            Some((_, last)) if last.next() == month => *last = month,
            _ => stretches.push((month, month)),
        }
    }
    let words = stretches.into_iter().map(|(from, to)| {
        if from == to {
            month(locale, from)
        } else {
            locale.fill(
                "reconcile.months",
                &[("from", &month(locale, from)), ("to", &month(locale, to))],
            )
        }
    });
    words.collect::<Vec<_>>().join(locale.text("format.and"))
}

/// Bills by day and sum, as a person knows them.
fn bills(cx: &Causes, candidates: &[usize]) -> String {
    let of = |index: &usize| {
        let result = cx.assessment.expenses.iter().find(|it| it.expense == *index)?;
        let total = result.settlement.as_ref().map(|bill| money(bill.total)).unwrap_or_default();
        let day = format::date(cx.locale, result.date);
        Some(cx.locale.fill("reconcile.bill", &[("date", &day), ("total", &total)]))
    };
    candidates.iter().filter_map(of).collect::<Vec<_>>().join(cx.locale.text("format.and"))
}
