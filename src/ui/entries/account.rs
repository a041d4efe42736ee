//! The stretch of time, the opening balance, and what was paid in.

use yew::prelude::*;

use super::super::form::Spot;
use super::super::state::{Action, ContributionField, ContributionRow, Field};
use super::Entries;
use super::field::{Input, Kind, input, single};
use crate::policy::{InsuranceKind, Status};

/// Time, opening balance, contributions.
pub(super) fn account(cx: &Entries) -> Html {
    let in_service = cx.form.status == Status::InService;
    let has_account = has_account(cx);
    let pays_monthly = cx.form.insurance != InsuranceKind::Resident;
    let title = if has_account { "account.title" } else { "account.time_title" };
    html! {
        <fieldset>
            <legend>{ cx.locale.text(title) }</legend>
            <div class="pair">
                { single(cx, Field::From, "from", "account.from", None, Kind::Month) }
                { single(cx, Field::AsOf, "as-of", "account.as_of", None, Kind::Day) }
            </div>
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
            if pays_monthly && (in_service || !cx.form.retired_on.is_empty()) {
                { contributions(cx) }
            }
        </fieldset>
    }
}

/// Whether the kind of insurance may come with an account.
fn has_account(cx: &Entries) -> bool {
    matches!(cx.form.insurance, InsuranceKind::Employee | InsuranceKind::Flexible)
}

fn contributions(cx: &Entries) -> Html {
    let on = cx.on.clone();
    html! {
        <>
            { for cx.form.contributions.iter().enumerate().map(|(index, row)| contribution(cx, index, row)) }
            <button type="button" class="add" onclick={move |_| on.emit(Action::AddContribution)}>
                { cx.locale.text("account.add_contribution") }
            </button>
        </>
    }
}

fn contribution(cx: &Entries, index: usize, row: &ContributionRow) -> Html {
    let id = row.id;
    let number = (index + 1).to_string();
    let edit = |field| {
        let on = cx.on.clone();
        Callback::from(move |text| on.emit(Action::EditContribution(id, field, text)))
    };
    let part = |name: &str, label, hint: Option<&'static str>, value, kind, field| Input {
        id: format!("contribution-{id}-{name}"),
        label,
        hint: hint.map(|key| AttrValue::from(cx.locale.text(key))),
        value,
        kind,
        spot: Spot::Contribution(id, field),
        oninput: edit(field),
    };
    let remove = {
        let on = cx.on.clone();
        move |_| on.emit(Action::RemoveContribution(id))
    };
    let unpaid = {
        let on = cx.on.clone();
        let paid = row.paid;
        move |_| on.emit(Action::SetPaid(id, !paid))
    };
    let base_hint = (index == 0).then_some("account.base_hint");
    let title = cx.locale.fill("account.contribution", &[("number", &number)]);
    html! {
        <fieldset class="row" key={id}>
            <legend>{ title.clone() }</legend>
            { input(cx, part("base", "account.base", base_hint, &row.base, Kind::Number, ContributionField::Base)) }
            <div class="pair">
                { input(cx, part("from", "account.paid_from", None, &row.from, Kind::Month, ContributionField::From)) }
                { input(cx, part("to", "account.paid_to", None, &row.to, Kind::Month, ContributionField::To)) }
            </div>
            <label class="choice" for={format!("contribution-{id}-unpaid")}>
                <input type="checkbox" id={format!("contribution-{id}-unpaid")} checked={!row.paid} onchange={unpaid} />
                { cx.locale.text("account.not_paid") }
            </label>
            if cx.form.contributions.len() > 1 {
                <button type="button" class="remove" onclick={remove}
                    aria-label={cx.locale.fill("entries.remove_named", &[("name", &title)])}>
                    { cx.locale.text("entries.remove") }
                </button>
            }
        </fieldset>
    }
}
