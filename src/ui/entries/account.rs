//! What was paid in, the opening balance, and the stretch of time.

use yew::prelude::*;

use super::super::form::{MOST_MONTHS, months_of};
use super::super::format;
use super::super::state::{Action, Basis, ContributionRow, Field, NewRow, RowChoice, RowField};
use super::field::{Control, Kind, Row, choice, single};
use super::focus::Frame;
use super::{Entries, undo};
use crate::calendar::Month;
use crate::policy::InsuranceKind;

/// Contributions, opening balance, time.
pub(super) fn account(cx: &Entries) -> Html {
    let has_account = cx.has_account();
    let title = if has_account { "account.title" } else { "account.time_title" };
    html! {
        <fieldset>
            <legend>{ cx.locale.text(title) }</legend>
            if cx.pays_monthly() {
                { contributions(cx) }
            }
            if !has_account {
            } else if cx.two_accounts {
                <div class="pair">
                    { single(cx, Field::OpeningCurrent, "opening-current", "account.opening_current",
                        Some("account.opening_current_hint"), Kind::Number) }
                    { single(cx, Field::OpeningAccumulated, "opening-accumulated",
                        "account.opening_accumulated", Some("account.opening_accumulated_hint"), Kind::Number) }
                </div>
            } else {
                { single(cx, Field::Opening, "opening", "account.opening", Some("account.opening_hint"), Kind::Number) }
            }
            <div class="pair">
                { single(cx, Field::From, "from", "account.from", None, Kind::Month) }
                { single(cx, Field::AsOf, "as-of", "account.as_of", None, Kind::Day) }
            </div>
        </fieldset>
    }
}

fn contributions(cx: &Entries) -> Html {
    let on = cx.on.clone();
    html! {
        <>
            { for cx.form.contributions.iter().enumerate().map(|(index, row)| contribution(cx, index, row)) }
            { undo::undo(cx, undo::Of::Contributions) }
            <button type="button" class="add" onclick={move |_| on.emit(Action::Add(NewRow::Contribution))}>
                { cx.locale.text("account.add_contribution") }
            </button>
        </>
    }
}

const BASES: [(Basis, &str); 2] =
    [(Basis::Base, "account.basis_base"), (Basis::Wage, "account.basis_wage")];

fn contribution(cx: &Entries, index: usize, contribution: &ContributionRow) -> Html {
    let row = Row { id: contribution.id, texts: &contribution.texts };
    let number = (index + 1).to_string();
    let (label, hint) = match contribution.basis {
        Basis::Base => ("account.base", "account.base_hint"),
        Basis::Wage => ("account.wage", "account.wage_hint"),
    };
    let (id, on) = (contribution.id, cx.on.clone());
    let chosen = Callback::from(move |basis: Option<Basis>| {
        on.emit(Action::Choose(id, RowChoice::Basis(basis.unwrap_or_default())));
    });
    let basis = Control { id: format!("row-{id}-basis"), label: "account.basis", empty: None };
    let title = cx.locale.fill("account.contribution", &[("number", &number)]);
    html! {
        <Frame key={contribution.id} title={title.clone()} focus={cx.focus(contribution.id)} on={cx.on.clone()}>
            { row.input(cx, RowField::Base, label, (index == 0).then_some(hint), Kind::Number) }
            <div class="pair">
                { row.input(cx, RowField::From, "account.paid_from", None, Kind::Month) }
                { row.input(cx, RowField::To, "account.paid_to", None, Kind::Month) }
            </div>
            <details class="more" open={!contribution.missing.is_empty() || contribution.basis == Basis::Wage}>
                <summary>{ cx.locale.text("account.exceptions") }</summary>
                { months(cx, contribution) }
                if !contribution.missing.is_empty() {
                    { row.input(cx, RowField::PaidOn, "account.paid_late", Some("account.paid_late_hint"), Kind::Day) }
                }
                { choice(cx, &basis, Some(contribution.basis), &BASES, chosen) }
            </details>
            if cx.form.contributions.len() > 1 {
                <div class="row-buttons">{ row.buttons(cx, &title, false) }</div>
            }
        </Frame>
    }
}

/// The months of the stretch, each to be taken out with a tap.
fn months(cx: &Entries, row: &ContributionRow) -> Html {
    let Some(months) = months_of(row) else {
        return html! { <p class="hint">{ cx.locale.text("account.months_first") }</p> };
    };
    let months: Vec<Month> = months.take(MOST_MONTHS + 1).collect();
    if months.len() > MOST_MONTHS {
        let most = MOST_MONTHS.to_string();
        return html! {
            <p class="hint">{ cx.locale.fill("account.months_many", &[("most", &most)]) }</p>
        };
    }
    let hint_id = format!("row-{}-months-hint", row.id);
    let button = |month: Month| {
        let (id, on) = (row.id, cx.on.clone());
        let arrived = !row.missing.contains(&month);
        let key = if arrived { "account.month_arrived" } else { "account.month_missing" };
        let name = format::month(cx.locale, month);
        html! {
            <button type="button" class="month" aria-pressed={(!arrived).to_string()}
                aria-label={cx.locale.fill(key, &[("month", &name)])}
                onclick={move |_| on.emit(Action::Choose(id, RowChoice::Month(month)))}>
                { cx.locale.fill("account.month_short", &[("month", &month.number().to_string())]) }
            </button>
        }
    };
    let by_year = months.chunk_by(|one, other| one.year() == other.year());
    html! {
        <div class="months" role="group" aria-describedby={hint_id.clone()}
            aria-label={cx.locale.text("account.months")}>
            <p class="hint" id={hint_id}>{ cx.locale.text("account.months_hint") }</p>
            { for by_year.map(|months| html! {
                <div class="of-year">
                    if let Some(first) = months.first() {
                        <span>{ first.year() }</span>
                    }
                    { for months.iter().copied().map(button) }
                </div>
            }) }
        </div>
    }
}

/// Whether a kind of insurance may come with an account.
pub(super) const fn may_have_account(insurance: InsuranceKind) -> bool {
    matches!(insurance, InsuranceKind::Employee | InsuranceKind::Flexible)
}
