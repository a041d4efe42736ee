//! The bills.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::form::Spot;
use super::super::state::{Action, ExpenseField, ExpenseRow};
use super::Entries;
use super::field::{Input, Kind, input};
use crate::engine::ExpenseKind;

/// The list of bills and the buttons that add one.
pub(super) fn expenses(cx: &Entries) -> Html {
    let add = |kind, label: &'static str| {
        let on = cx.on.clone();
        html! {
            <button type="button" class="add" onclick={move |_| on.emit(Action::AddExpense(kind))}>
                { cx.locale.text(label) }
            </button>
        }
    };
    html! {
        <fieldset>
            <legend>{ cx.locale.text("expense.title") }</legend>
            { for cx.form.expenses.iter().enumerate().map(|(index, row)| expense(cx, index, row)) }
            <div class="buttons">
                { add(ExpenseKind::Outpatient, "expense.add_outpatient") }
                { add(ExpenseKind::Pharmacy, "expense.add_pharmacy") }
            </div>
        </fieldset>
    }
}

fn expense(cx: &Entries, index: usize, row: &ExpenseRow) -> Html {
    let id = row.id;
    let number = (index + 1).to_string();
    let name = match row.kind {
        ExpenseKind::Outpatient => "expense.outpatient",
        ExpenseKind::Pharmacy => "expense.pharmacy",
    };
    let title =
        cx.locale.fill("expense.numbered", &[("number", &number), ("kind", cx.locale.text(name))]);
    let part = |name: &str, label, hint: Option<&'static str>, value, kind, field| {
        let on = cx.on.clone();
        Input {
            id: format!("expense-{id}-{name}"),
            label,
            hint: hint.map(|key| AttrValue::from(cx.locale.text(key))),
            value,
            kind,
            spot: Spot::Expense(id, field),
            oninput: Callback::from(move |text| on.emit(Action::EditExpense(id, field, text))),
        }
    };
    let remove = {
        let on = cx.on.clone();
        move |_| on.emit(Action::RemoveExpense(id))
    };
    html! {
        <fieldset class="row" key={id}>
            <legend>{ title.clone() }</legend>
            <div class="pair">
                { input(cx, part("date", "expense.date", None, &row.date, Kind::Day, ExpenseField::Date)) }
                { level(cx, row) }
            </div>
            <div class="pair">
                { input(cx, part("total", "expense.total", None, &row.total, Kind::Number, ExpenseField::Total)) }
                { input(cx, part("own-paid", "expense.own_paid", None, &row.own_paid, Kind::Number, ExpenseField::OwnPaid)) }
            </div>
            <details class="more">
                <summary>{ cx.locale.text("expense.more") }</summary>
                <p class="hint">{ cx.locale.text("expense.more_hint") }</p>
                <div class="pair">
                    { input(cx, part("over-limit", "expense.over_limit", None, &row.over_limit, Kind::Number, ExpenseField::OverLimit)) }
                    { input(cx, part("first-own", "expense.first_own", None, &row.first_own, Kind::Number, ExpenseField::FirstOwn)) }
                </div>
            </details>
            if cx.reading.unfinished.contains(&id) {
                <p class="unfinished">{ cx.locale.text("expense.unfinished") }</p>
            }
            <button type="button" class="remove" onclick={remove}
                aria-label={cx.locale.fill("entries.remove_named", &[("name", &title)])}>
                { cx.locale.text("entries.remove") }
            </button>
        </fieldset>
    }
}

/// The level of the institution; for a pharmacy, of the one that wrote the prescription.
fn level(cx: &Entries, row: &ExpenseRow) -> Html {
    let id = row.id;
    let on = cx.on.clone();
    let onchange = move |event: Event| {
        let level = event.target_unchecked_into::<HtmlSelectElement>().value();
        on.emit(Action::EditExpense(id, ExpenseField::Level, level));
    };
    let (label, empty) = match row.kind {
        ExpenseKind::Outpatient => ("expense.level", "expense.level_choose"),
        ExpenseKind::Pharmacy => ("expense.prescriber", "expense.prescriber_none"),
    };
    let control = format!("expense-{id}-level");
    html! {
        <div class="field">
            <label for={control.clone()}>{ cx.locale.text(label) }</label>
            <select id={control} {onchange}>
                <option value="" selected={row.level.is_empty()}>{ cx.locale.text(empty) }</option>
                { for cx.levels.iter().map(|level| html! {
                    <option value={level.id.id().to_owned()} selected={row.level == level.id.id()}>
                        { &level.name.zh }
                    </option>
                }) }
            </select>
        </div>
    }
}
