//! The balance, large, with its sign and its reason.

use yew::prelude::*;

use super::super::{charts, format};
use super::{Part, Rest, Results, Subject, outcome, reasons};
use crate::engine::{Gap, Outcome};
use crate::explain::About;
use crate::money::Yuan;

/// The balance and how far it can be relied on; the rest as `later` has it.
pub(super) fn balance(cx: &Results, later: &Subject) -> Html {
    let locale = cx.locale;
    let account = &cx.answer.assessment.account;
    let balances = account.balance;
    let as_of = format::date(locale, cx.answer.assessment.as_of);
    let part = |label, amount: Option<Yuan>| {
        amount.map(|amount| {
            html! {
                <div><dt>{ locale.text(label) }</dt><dd>{ format::money(amount) }</dd></div>
            }
        })
    };
    let subject = later.clone();
    let ends = cx.ranges.map(|ranges| ranges.balance);
    let shown =
        ends.map_or_else(|| format::money(balances.total), |range| format::range(locale, range));
    html! {
        <section class="card balance" aria-labelledby="balance-title">
            <h2 id="balance-title">{ locale.fill("balance.title", &[("date", &as_of)]) }</h2>
            <p class="figure-line">
                <output class={classes!("figure", balances.total.is_negative().then_some("negative"))}
                    id="balance" aria-live="polite" for="area">{ shown }</output>
                { outcome::badge(locale, &account.outcome) }
            </p>
            if let Some(range) = ends {
                <p class="hint">{ format::why_two(locale, range) }</p>
            }
            if leaves_out(&account.outcome) {
                <p class="hint">{ locale.text("balance.reckoned_part") }</p>
            }
            { reasons::reasons(cx, About::Balance) }
            if balances.current_year.is_some() {
                <dl class="parts">
                    { part("balance.current_year", balances.current_year) }
                    { part("balance.accumulated", balances.accumulated) }
                </dl>
            }
            <Rest part={Part::Balance} {subject} on={cx.on.clone()} />
        </section>
    }
}

/// The course of the balance, and what is missing from it.
pub(super) fn further(cx: &Results) -> Html {
    let locale = cx.locale;
    let account = &cx.answer.assessment.account;
    html! {
        <>
            { charts::balance_chart(locale, &account.ledger, (cx.answer.assessment.as_of, cx.subject.today)) }
            { outcome::details(cx, &account.outcome) }
            { for account.base_limits.iter().map(|limit| {
                let floor = limit.floor.map(format::money);
                let ceiling = limit.ceiling.map(format::money);
                let is_low = limit.floor.is_some_and(|floor| limit.base < floor);
                let key = if is_low { "balance.base_low" } else { "balance.base_high" };
                let month = format::month(locale, limit.month);
                let values = [
                    ("base", format::money(limit.base)),
                    ("floor", floor.unwrap_or_default()),
                    ("ceiling", ceiling.unwrap_or_default()),
                    ("month", month),
                ];
                let values: Vec<(&str, &str)> =
                    values.iter().map(|(name, value)| (*name, value.as_str())).collect();
                html! { <p class="notice">{ locale.fill(key, &values) }</p> }
            }) }
        </>
    }
}

/// Whether movements are missing from the ledger, so that the balance is only that of the rest.
fn leaves_out(outcome: &Outcome) -> bool {
    let is_left_out = |gap: &Gap| {
        matches!(gap, Gap::Credits { .. } | Gap::Expense { .. } | Gap::YearSettlement { .. })
    };
    matches!(outcome, Outcome::Incomplete { gaps, .. } if gaps.iter().any(is_left_out))
}
