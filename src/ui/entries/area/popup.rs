//! The list of places below the area field, and what is said about it.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};
use yew::prelude::*;

use super::super::super::load::{County, IndexEntry, Loaded};
use super::super::super::locale::Locale;
use super::super::super::places::{Choice, Found};
use super::super::super::state::Action;
use super::picker::{Act, Picker};
use super::{option_id, pick};

/// What the list needs.
pub(super) struct Popup<'a> {
    pub(super) locale: &'a Locale,
    pub(super) areas: &'a [IndexEntry],
    /// What the names of its elements begin with.
    pub(super) id: &'a str,
    pub(super) picker: &'a Picker,
    pub(super) found: &'a Found<'a>,
    pub(super) counties: &'a Loaded<Vec<County>>,
    pub(super) input: &'a NodeRef,
    pub(super) act: &'a Callback<Act>,
    pub(super) on: &'a Callback<Action>,
    pub(super) retry: Callback<()>,
}

/// What is found, with a word on it. The word's place is always there, as assistive technology
/// tells only of changes in places that it knows.
pub(super) fn popup(cx: &Popup) -> Html {
    let open = cx.picker.open;
    let is_browsing = cx.picker.query.is_empty();
    let has_failed = cx.found.is_miss && matches!(cx.counties, Some(Err(_)));
    // The field keeps the focus while the list is clicked.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    html! {
        <div class={classes!("popup", open.then_some("open"))} {onmousedown}>
            <div class="word">
                <p class="hint" role="status">{ open.then(|| status(cx)) }</p>
                if open && has_failed {
                    { button(cx, "load.retry", cx.retry.clone()) }
                }
                if open && is_browsing && !cx.picker.all {
                    { button(cx, "person.show_all", cx.act.reform(|()| Act::ShowAll)) }
                }
            </div>
            if open && !cx.found.choices.is_empty() {
                { list(cx) }
            }
        </div>
    }
}

fn list(cx: &Popup) -> Html {
    html! {
        <ul id={format!("{}-list", cx.id)} role="listbox" tabindex="-1" aria-label={cx.locale.text("person.area_list")}>
            if cx.picker.query.is_empty() {
                { groups(cx) }
            } else {
                { for cx.found.choices.iter().map(|choice| option(cx, choice)) }
            }
        </ul>
    }
}

fn status(cx: &Popup) -> String {
    let count = ("count", cx.found.choices.len().to_string());
    let count = &[(count.0, count.1.as_str())];
    if cx.picker.query.is_empty() {
        let key = if cx.picker.all { "person.browsing_all" } else { "person.browsing" };
        return cx.locale.fill(key, count);
    }
    match cx.counties {
        None if cx.found.is_miss => cx.locale.text("person.searching").to_owned(),
        Some(Err(_)) if cx.found.is_miss => cx.locale.text("person.counties_failed").to_owned(),
        _ if cx.found.choices.is_empty() => cx.locale.text("person.none_found").to_owned(),
        _ => cx.locale.fill("person.found", count),
    }
}

/// A button beside the list, which may be gone once it is pressed: the field takes the focus.
fn button(cx: &Popup, label: &'static str, pressed: Callback<()>) -> Html {
    let input = cx.input.clone();
    let onclick = move |_| {
        pressed.emit(());
        if let Some(input) = input.cast::<HtmlElement>() {
            // Fails only where there is no field any more.
            let _ = input.focus();
        }
    };
    html! { <button type="button" {onclick}>{ cx.locale.text(label) }</button> }
}

/// The choices by province.
fn groups(cx: &Popup) -> Html {
    let same = |a: &Choice, b: &Choice| a.area.province == b.area.province;
    cx.found
        .choices
        .chunk_by(same)
        .filter_map(|choices| choices.first().map(|first| (&first.area.province, choices)))
        .map(|(province, choices)| {
            let province = province_name(cx, province);
            html! {
                <li role="group" aria-label={province.clone()} class="group">
                    <span class="province" aria-hidden="true">{ province }</span>
                    <ul role="presentation">{ for choices.iter().map(|choice| option(cx, choice)) }</ul>
                </li>
            }
        })
        .collect()
}

fn option(cx: &Popup, choice: &Choice) -> Html {
    let key = choice.key();
    let is_active = cx.picker.active.as_ref() == Some(&key);
    html! {
        <li role="option" id={option_id(cx.id, &key)} aria-selected={is_active.to_string()} onclick={picked(cx, choice)}>
            <span>{ name(cx.locale, choice) }</span>
            if !cx.picker.query.is_empty() && choice.area.name != choice.area.province {
                { " " }<span class="hint">{ province_name(cx, &choice.area.province) }</span>
            }
        </li>
    }
}

fn picked(cx: &Popup, choice: &Choice) -> Callback<MouseEvent> {
    let (area, county) = (choice.area.clone(), choice.county.cloned());
    let (input, act, on) = (cx.input.clone(), cx.act.clone(), cx.on.clone());
    Callback::from(move |event: MouseEvent| {
        pick(&Choice { area: &area, county: county.as_ref() }, &on, &act);
        let touch = event.dyn_ref::<PointerEvent>().filter(|one| one.pointer_type() == "touch");
        // So that the keyboard on the screen goes away.
        if let Some(input) = touch.and_then(|_| input.cast::<HtmlElement>()) {
            let _ = input.blur();
        }
    })
}

/// The name of a province; its own entry knows how it is called in English.
fn province_name(cx: &Popup, province: &str) -> String {
    let entry = cx.areas.iter().find(|area| area.name == *province);
    cx.locale.name_of(province, entry.map_or("", |entry| &entry.name_en)).trim_start().to_owned()
}

/// The name of a choice; one without rules of its own says so, as its results will be few.
fn name(locale: &Locale, choice: &Choice) -> String {
    let area = locale.name_of(&choice.area.name, &choice.area.name_en);
    let name = match choice.county {
        Some(county) => {
            let county = locale.name_of(&county.name, &county.name_en());
            locale.fill("person.in_county", &[("county", &county), ("area", &area)])
        }
        None => area,
    };
    if choice.area.rules {
        name
    } else {
        locale.fill("person.area_without_rules", &[("name", &name)])
    }
}
