//! What the result was reckoned from, in a few lines: only on paper, where the entries themselves are
//! not.

use yew::prelude::*;

use super::super::format;
use super::super::policy_view::insurance_key;
use super::Results;
use crate::engine::{ContributionRange, Opening, Situation};
use crate::policy::{InsuranceKind, Status};

/// Area, kind, stretch of time, opening balance, contributions, and the day of the reckoning.
pub(super) fn printed(cx: &Results) -> Html {
    let locale = cx.locale;
    let situation = &*cx.subject.situation;
    let area = cx.policy.area().map(|area| locale.name(&area.name)).unwrap_or_default();
    let mut kind = locale.text(insurance_key(situation.insurance)).to_owned();
    if situation.insurance != InsuranceKind::Resident {
        let status = match situation.status {
            Status::InService => "person.in_service",
            Status::Retired => "person.retired",
        };
        kind = format!("{kind} · {}", locale.text(status));
    }
    let mut lines = vec![("person.area", area), ("person.insurance", kind)];
    lines.push(("printed.stretch", stretch(cx, situation)));
    lines.extend(opening(situation));
    let contributions = situation.contributions.iter();
    lines.extend(contributions.map(|range| ("printed.contribution", contribution(cx, range))));
    let today = format::date(locale, cx.subject.today);
    html! {
        <section class="print-only">
            <h2>{ locale.text("printed.title") }</h2>
            <dl class="parts">
                { for lines.into_iter().map(|(label, said)| html! {
                    <div><dt>{ locale.text(label) }</dt><dd>{ said }</dd></div>
                }) }
            </dl>
            <p>{ locale.fill("printed.on", &[("date", &today)]) }</p>
        </section>
    }
}

fn stretch(cx: &Results, situation: &Situation) -> String {
    let from = format::date(cx.locale, situation.ledger.from.first_day());
    let to = situation.ledger.as_of.unwrap_or(cx.subject.today);
    format!("{from}–{}", format::date(cx.locale, to))
}

fn opening(situation: &Situation) -> Vec<(&'static str, String)> {
    match situation.ledger.opening {
        None => Vec::new(),
        Some(Opening::Balance(balance)) => vec![("account.opening", format::money(balance))],
        Some(Opening::Separate { current_year, accumulated }) => vec![
            ("account.opening_current", format::money(current_year)),
            ("account.opening_accumulated", format::money(accumulated)),
        ],
    }
}

fn contribution(cx: &Results, range: &ContributionRange) -> String {
    let locale = cx.locale;
    let months = (format::month(locale, range.from), format::month(locale, range.to));
    let (label, sum) = match (range.base, range.wage) {
        (_, Some(wage)) => ("account.basis_wage", wage),
        (base, None) => ("account.basis_base", base.unwrap_or_default()),
    };
    let arrived = if range.paid { "" } else { locale.text("printed.not_arrived") };
    let label = locale.text(label);
    format!("{}–{} · {label} {}{arrived}", months.0, months.1, format::money(sum))
}
