//! What matters to few: dates of a life, a change of insurance in the year, the closing of the
//! account, a resident's enrolment, leave for a birth.

use yew::prelude::*;

use super::super::state::{Action, ChangeRow, Field, NewRow, RowChoice, RowField};
use super::expenses::{DELIVERIES, add};
use super::field::{Control, Kind, Row, choice, single};
use super::focus::Frame;
use super::person::KINDS;
use super::{Entries, undo};
use crate::engine::InputField;
use crate::policy::{InsuranceKind, Named, Status};

/// The fields of a life, each group folded until it is used or a rule asks for it.
pub(super) fn further(cx: &Entries) -> Html {
    let is_resident = cx.form.insurance == InsuranceKind::Resident;
    html! {
        <fieldset>
            <legend>{ cx.locale.text("further.title") }</legend>
            { dates(cx) }
            { changes(cx) }
            if is_resident {
                { enrolment(cx) }
            } else {
                { leave(cx) }
            }
            if cx.has_account() {
                { closing(cx) }
            }
        </fieldset>
    }
}

fn is_used(cx: &Entries, fields: &[Field]) -> bool {
    fields.iter().any(|field| !cx.form.text(*field).is_empty())
}

fn dates(cx: &Entries) -> Html {
    let retired = cx.form.status == Status::Retired;
    let asks = |field: &InputField| matches!(field, InputField::Birth | InputField::RetiredOn);
    let open = retired || cx.asked.iter().any(asks) || is_used(cx, &[Field::Birth]);
    html! {
        <details class="more" {open}>
            <summary>{ cx.locale.text("person.dates") }</summary>
            <div class="pair">
                { single(cx, Field::Birth, "birth", "person.birth", Some("person.birth_hint"), Kind::Month) }
                if retired {
                    { single(cx, Field::RetiredOn, "retired-on", "person.retired_on",
                        Some("person.retired_on_hint"), Kind::Month) }
                }
            </div>
        </details>
    }
}

/// Changes of kind, group and tier within the stretch of time.
fn changes(cx: &Entries) -> Html {
    html! {
        <details class="more" open={!cx.form.changes.is_empty()}>
            <summary>{ cx.locale.text("change.title") }</summary>
            <p class="hint">{ cx.locale.text("change.hint") }</p>
            { for cx.form.changes.iter().enumerate().map(|(index, row)| change(cx, index, row)) }
            { undo::undo(cx, undo::Of::Changes) }
            { add(cx, NewRow::Change, "change.add") }
        </details>
    }
}

fn change(cx: &Entries, index: usize, change: &ChangeRow) -> Html {
    let row = Row { id: change.id, texts: &change.texts };
    let number = (index + 1).to_string();
    let title = cx.locale.fill("change.numbered", &[("number", &number)]);
    let (id, on) = (change.id, cx.on.clone());
    let chosen = Callback::from(move |insurance: Option<InsuranceKind>| {
        if let Some(insurance) = insurance {
            on.emit(Action::Choose(id, RowChoice::Insurance(insurance)));
        }
    });
    let kind = Control { id: format!("row-{id}-insurance"), label: "change.to", empty: None };
    let names = |names: &[Named]| -> Vec<(String, String)> {
        names.iter().map(|name| (name.id.clone(), cx.locale.name(&name.name))).collect()
    };
    html! {
        <Frame key={change.id} title={title.clone()} focus={cx.focus(change.id)} on={cx.on.clone()}>
            <div class="pair">
                { row.input(cx, RowField::From, "change.from", None, Kind::Month) }
                { choice(cx, &kind, Some(change.insurance), &KINDS, chosen) }
            </div>
            if !cx.groups.is_empty() {
                { row.select(cx, RowField::Group, ("person.group", "person.unchosen"), names(cx.groups)) }
            }
            if !cx.tiers.is_empty() {
                { row.select(cx, RowField::Tier, ("person.tier", "person.unchosen"), names(cx.tiers)) }
            }
            if cx.reading.unfinished.contains(&change.id) {
                <p class="unfinished">{ cx.locale.text("change.unfinished") }</p>
            }
            <div class="row-buttons">{ row.buttons(cx, &title, false) }</div>
        </Frame>
    }
}

fn enrolment(cx: &Entries) -> Html {
    html! {
        <details class="more" open={is_used(cx, &[Field::EnrolledOn, Field::MissedYears])}>
            <summary>{ cx.locale.text("enrolment.title") }</summary>
            <div class="pair">
                { single(cx, Field::EnrolledOn, "enrolled-on", "enrolment.paid_on", Some("enrolment.hint"), Kind::Day) }
                { single(cx, Field::MissedYears, "missed-years", "enrolment.missed", None, Kind::Number) }
            </div>
        </details>
    }
}

fn leave(cx: &Entries) -> Html {
    let on = cx.on.clone();
    let chosen = Callback::from(move |how| on.emit(Action::SetLeaveDelivery(how)));
    let how = Control {
        id: "leave-delivery".to_owned(),
        label: "expense.delivered",
        empty: Some("expense.level_choose"),
    };
    let open =
        is_used(cx, &[Field::LeaveFrom, Field::LeaveWage]) || cx.form.leave_delivery.is_some();
    html! {
        <details class="more" {open}>
            <summary>{ cx.locale.text("leave.title") }</summary>
            <p class="hint">{ cx.locale.text("leave.hint") }</p>
            <div class="pair">
                { single(cx, Field::LeaveFrom, "leave-from", "leave.from", None, Kind::Day) }
                { choice(cx, &how, cx.form.leave_delivery, &DELIVERIES, chosen) }
            </div>
            { single(cx, Field::LeaveWage, "leave-wage", "leave.wage", Some("leave.wage_hint"), Kind::Number) }
        </details>
    }
}

fn closing(cx: &Entries) -> Html {
    html! {
        <details class="more" open={is_used(cx, &[Field::ClosedOn])}>
            <summary>{ cx.locale.text("closing.title") }</summary>
            { single(cx, Field::ClosedOn, "closed-on", "closing.on", Some("closing.hint"), Kind::Day) }
        </details>
    }
}
