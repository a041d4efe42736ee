//! Where and how the person is insured.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::state::{Action, Field};
use super::Entries;
use super::field::{Kind, single};
use crate::policy::Status;

/// Area, status, and the dates that some rules ask about.
pub(super) fn person(cx: &Entries) -> Html {
    let retired = cx.form.status == Status::Retired;
    html! {
        <fieldset>
            <legend>{ cx.locale.text("person.title") }</legend>
            { area(cx) }
            { status(cx) }
            if cx.form.area.is_some() {
                if cx.two_accounts && !retired {
                    { single(cx, Field::InsuredSince, "insured-since", "person.insured_since",
                        Some("person.insured_since_hint"), Kind::Month) }
                }
                <details class="more" open={retired}>
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
        </fieldset>
    }
}

fn area(cx: &Entries) -> Html {
    let on = cx.on.clone();
    let onchange = move |event: Event| {
        let code = event.target_unchecked_into::<HtmlSelectElement>().value();
        if !code.is_empty() {
            on.emit(Action::PickArea(code));
        }
    };
    let chosen = cx.form.area.as_deref();
    html! {
        <div class="field">
            <label for="area">{ cx.locale.text("person.area") }</label>
            <select id="area" {onchange}>
                <option value="" selected={chosen.is_none()} disabled=true>
                    { cx.locale.text("person.area_choose") }
                </option>
                { for cx.areas.iter().map(|area| html! {
                    <option value={area.adcode.clone()} selected={chosen == Some(area.adcode.as_str())}>
                        { &area.name }
                    </option>
                }) }
            </select>
        </div>
    }
}

fn status(cx: &Entries) -> Html {
    let choice = |status: Status, id: &'static str, label: &'static str| {
        let on = cx.on.clone();
        html! {
            <label class="choice" for={id}>
                <input type="radio" name="status" {id} checked={cx.form.status == status}
                    onchange={move |_| on.emit(Action::SetStatus(status))} />
                { cx.locale.text(label) }
            </label>
        }
    };
    html! {
        <fieldset class="choices">
            <legend>{ cx.locale.text("person.status") }</legend>
            { choice(Status::InService, "status-in-service", "person.in_service") }
            { choice(Status::Retired, "status-retired", "person.retired") }
        </fieldset>
    }
}
