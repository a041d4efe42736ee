//! The bills.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::form::Spot;
use super::super::state::{Action, ExpenseField, ExpenseRow};
use super::Entries;
use super::field::{Input, Kind, input};
use crate::engine::ExpenseKind;
use crate::policy::{Arrangement, Region};

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
                { add(ExpenseKind::Inpatient, "expense.add_inpatient") }
                if !cx.schemes.is_empty() {
                    { add(ExpenseKind::Chronic, "expense.add_chronic") }
                }
            </div>
        </fieldset>
    }
}

fn expense(cx: &Entries, index: usize, row: &ExpenseRow) -> Html {
    let id = row.id;
    let number = (index + 1).to_string();
    let name = kind_key(row.kind);
    let is_stay = row.kind == ExpenseKind::Inpatient;
    let date = if is_stay { "expense.discharged" } else { "expense.date" };
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
                { input(cx, part("date", date, None, &row.date, Kind::Day, ExpenseField::Date)) }
                { level(cx, row) }
            </div>
            { scheme(cx, row) }
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
            <details class="more" open={row.arrangement.is_some() || !row.stay.is_empty()}>
                <summary>{ cx.locale.text(if is_stay { "expense.away_or_stay" } else { "expense.away" }) }</summary>
                { elsewhere(cx, row) }
                if is_stay {
                    { input(cx, part("stay", "expense.stay", Some("expense.stay_hint"), &row.stay, Kind::Number, ExpenseField::Stay)) }
                }
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

/// The name of a kind of bill.
pub(crate) fn kind_key(kind: ExpenseKind) -> &'static str {
    match kind {
        ExpenseKind::Outpatient => "expense.outpatient",
        ExpenseKind::Pharmacy => "expense.pharmacy",
        ExpenseKind::Inpatient => "expense.inpatient",
        ExpenseKind::Chronic => "expense.chronic",
        ExpenseKind::Prenatal => "expense.prenatal",
        ExpenseKind::Delivery => "expense.delivery",
    }
}

/// The scheme for chronic diseases, of those that the area's rules name.
fn scheme(cx: &Entries, row: &ExpenseRow) -> Html {
    if row.kind != ExpenseKind::Chronic {
        return html! {};
    }
    let options = cx.schemes.iter().map(|scheme| (scheme.id.clone(), cx.locale.name(&scheme.name)));
    let (id, on) = (row.id, cx.on.clone());
    let chosen = Callback::from(move |scheme| {
        on.emit(Action::EditExpense(id, ExpenseField::Scheme, scheme));
    });
    let control = Control {
        id: format!("expense-{id}-scheme"),
        label: "expense.scheme",
        empty: "expense.level_choose",
    };
    select(cx, &control, &row.scheme, options.collect(), chosen)
}

/// How and where, when away from home.
fn elsewhere(cx: &Entries, row: &ExpenseRow) -> Html {
    let id = row.id;
    let arrangements = ARRANGEMENTS
        .map(|(arrangement, key)| (format!("{arrangement:?}"), cx.locale.text(key).to_owned()));
    let regions =
        REGIONS.map(|(region, key)| (format!("{region:?}"), cx.locale.text(key).to_owned()));
    let on = cx.on.clone();
    let arranged = Callback::from(move |value: String| {
        let found = ARRANGEMENTS.into_iter().find(|(known, _)| format!("{known:?}") == value);
        on.emit(Action::SetArrangement(id, found.map(|(known, _)| known)));
    });
    let on = cx.on.clone();
    let placed = Callback::from(move |value: String| {
        if let Some((region, _)) =
            REGIONS.into_iter().find(|(known, _)| format!("{known:?}") == value)
        {
            on.emit(Action::SetRegion(id, region));
        }
    });
    let arrangement = row.arrangement.map(|known| format!("{known:?}")).unwrap_or_default();
    let how = Control {
        id: format!("expense-{id}-arrangement"),
        label: "expense.arrangement",
        empty: "expense.at_home",
    };
    let whither = Control {
        id: format!("expense-{id}-region"),
        label: "expense.region",
        empty: "expense.level_choose",
    };
    html! {
        <div class="pair">
            { select(cx, &how, &arrangement, arrangements.to_vec(), arranged) }
            if row.arrangement.is_some() {
                { select(cx, &whither, &format!("{:?}", row.region), regions.to_vec(), placed) }
            }
        </div>
    }
}

const ARRANGEMENTS: [(Arrangement, &str); 5] = [
    (Arrangement::FiledResidence, "elsewhere.filed_residence"),
    (Arrangement::Referred, "elsewhere.referred"),
    (Arrangement::Emergency, "elsewhere.emergency"),
    (Arrangement::FiledTemporary, "elsewhere.filed_temporary"),
    (Arrangement::Unfiled, "elsewhere.unfiled"),
];

const REGIONS: [(Region, &str); 3] = [
    (Region::OtherCounty, "elsewhere.other_county"),
    (Region::SameProvince, "elsewhere.same_province"),
    (Region::OtherProvince, "elsewhere.other_province"),
];

/// What a choice is called.
struct Control {
    id: String,
    label: &'static str,
    /// The words for no choice.
    empty: &'static str,
}

/// A labelled choice among values with names.
fn select(
    cx: &Entries,
    control: &Control,
    chosen: &str,
    options: Vec<(String, String)>,
    on: Callback<String>,
) -> Html {
    let onchange = move |event: Event| {
        on.emit(event.target_unchecked_into::<HtmlSelectElement>().value());
    };
    html! {
        <div class="field">
            <label for={control.id.clone()}>{ cx.locale.text(control.label) }</label>
            <select id={control.id.clone()} {onchange}>
                <option value="" selected={chosen.is_empty()}>{ cx.locale.text(control.empty) }</option>
                { for options.into_iter().map(|(value, name)| {
                    let selected = value == chosen;
                    html! { <option {value} {selected}>{ name }</option> }
                }) }
            </select>
        </div>
    }
}

/// The level of the institution; for a pharmacy, of the one that wrote the prescription.
fn level(cx: &Entries, row: &ExpenseRow) -> Html {
    let (id, on) = (row.id, cx.on.clone());
    let chosen = Callback::from(move |level| {
        on.emit(Action::EditExpense(id, ExpenseField::Level, level));
    });
    let (label, empty) = match row.kind {
        ExpenseKind::Pharmacy => ("expense.prescriber", "expense.prescriber_none"),
        _ => ("expense.level", "expense.level_choose"),
    };
    let control = Control { id: format!("expense-{id}-level"), label, empty };
    let levels =
        cx.levels.iter().map(|level| (level.id.id().to_owned(), cx.locale.name(&level.name)));
    select(cx, &control, &row.level, levels.collect(), chosen)
}
