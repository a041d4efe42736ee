//! Where and how the person is insured.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::state::{Action, Field};
use super::Entries;
use super::area::AreaPicker;
use super::field::{Kind, single};
use crate::engine::InputField;
use crate::policy::{InsuranceKind, Named, Status};

/// Area, kind and status, and what the area's rules ask besides.
pub(super) fn person(cx: &Entries) -> Html {
    html! {
        <fieldset>
            <legend>{ cx.locale.text("person.title") }</legend>
            <AreaPicker id="area" label="person.area" locale={cx.locale.clone()} areas={cx.areas.clone()}
                chosen={cx.form.area.clone()} on={cx.on.clone()} />
            { insurance(cx) }
            if cx.form.insurance != InsuranceKind::Resident {
                { status(cx) }
            }
            if may_differ(cx, InputField::Group, cx.form.text(Field::Group)) {
                { choice_of(cx, Field::Group, "group", "person.group", cx.groups) }
            }
            if may_differ(cx, InputField::Tier, cx.form.text(Field::Tier)) {
                { choice_of(cx, Field::Tier, "tier", "person.tier", cx.tiers) }
            }
            if cx.asked.contains(&InputField::FamilyDoctor) || cx.form.family_doctor.is_some() {
                { family_doctor(cx) }
            }
            if cx.two_accounts && cx.form.status == Status::InService {
                { single(cx, Field::InsuredSince, "insured-since", "person.insured_since",
                    Some("person.insured_since_hint"), Kind::Month) }
            }
        </fieldset>
    }
}

/// Whether group or tier may matter to this person. Most areas name them for residents and flexible
/// employment alone; an employee is asked only where a rule hangs on it, or one was chosen already.
fn may_differ(cx: &Entries, field: InputField, chosen: &str) -> bool {
    let is_named_for =
        matches!(cx.form.insurance, InsuranceKind::Resident | InsuranceKind::Flexible);
    is_named_for || cx.asked.contains(&field) || !chosen.is_empty()
}

/// The kinds of insurance, as choices.
pub(crate) const KINDS: [(InsuranceKind, &str); 4] = [
    (InsuranceKind::Employee, "policy.insurance_employee"),
    (InsuranceKind::Resident, "policy.insurance_resident"),
    (InsuranceKind::Flexible, "policy.insurance_flexible"),
    (InsuranceKind::EmployeePoolOnly, "policy.insurance_pool_only"),
];

fn insurance(cx: &Entries) -> Html {
    let choice = |(kind, label): (InsuranceKind, &'static str)| {
        let on = cx.on.clone();
        let id = format!("insurance-{kind:?}");
        html! {
            <label class="choice" for={id.clone()}>
                <input type="radio" name="insurance" {id} checked={cx.form.insurance == kind}
                    onchange={move |_| on.emit(Action::SetInsurance(kind))} />
                { cx.locale.text(label) }
            </label>
        }
    };
    html! {
        <fieldset class="choices">
            <legend>{ cx.locale.text("person.insurance") }</legend>
            { for KINDS.into_iter().map(choice) }
        </fieldset>
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

/// A choice among names of the area's own; nothing where it has none.
fn choice_of(
    cx: &Entries,
    field: Field,
    id: &'static str,
    label: &'static str,
    names: &[Named],
) -> Html {
    if names.is_empty() {
        return html! {};
    }
    let on = cx.on.clone();
    let onchange = move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        on.emit(Action::Edit(field, chosen));
    };
    let chosen = cx.form.text(field);
    html! {
        <div class="field">
            <label for={id}>{ cx.locale.text(label) }</label>
            <select {id} {onchange}>
                <option value="" selected={chosen.is_empty()}>{ cx.locale.text("person.unchosen") }</option>
                { for names.iter().map(|name| html! {
                    <option value={name.id.clone()} selected={chosen == name.id}>{ cx.locale.name(&name.name) }</option>
                }) }
            </select>
        </div>
    }
}

fn family_doctor(cx: &Entries) -> Html {
    let on = cx.on.clone();
    let onchange = move |event: Event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        on.emit(Action::SetFamilyDoctor(match chosen.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }));
    };
    let option = |value: &'static str, contracted: Option<bool>, label: &'static str| {
        html! {
            <option {value} selected={cx.form.family_doctor == contracted}>{ cx.locale.text(label) }</option>
        }
    };
    html! {
        <div class="field">
            <label for="family-doctor">{ cx.locale.text("person.family_doctor") }</label>
            <select id="family-doctor" {onchange}>
                { option("", None, "person.unchosen") }
                { option("yes", Some(true), "person.yes") }
                { option("no", Some(false), "person.no") }
            </select>
        </div>
    }
}
