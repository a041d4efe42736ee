//! The choice of an area: a text field with the list of places that answer to it (the editable
//! combobox with a listbox of WAI-ARIA 1.2).
//!
//! What is typed stays as typed; the area picked stays picked until another is.

mod picker;
mod popup;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    FocusEvent, HtmlInputElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition, window,
};
use yew::prelude::*;

use super::super::load::{self, County, IndexEntry, Loaded};
use super::super::locale::Locale;
use super::super::places::{self, Choice, Found};
use super::super::state::Action;
use picker::{Act, Picker, moved};

/// The key code of a press that the input method takes for itself; Safari tells it in no other way.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

#[derive(Properties, PartialEq)]
pub(crate) struct AreaPickerProps {
    pub(crate) locale: Rc<Locale>,
    /// What the names of its elements begin with, so that there can be several on the page.
    pub(crate) id: AttrValue,
    /// The key of its label.
    pub(crate) label: &'static str,
    pub(crate) areas: Rc<Vec<IndexEntry>>,
    /// Code of the area picked.
    pub(crate) chosen: Option<String>,
    pub(crate) on: Callback<Action>,
}

/// The lists that are looked through, as far as they are there.
#[derive(Clone)]
struct Lists {
    areas: Rc<Vec<IndexEntry>>,
    counties: Loaded<Vec<County>>,
}

impl Lists {
    /// What `picker` shows when it is open.
    fn found(&self, picker: &Picker) -> Found<'_> {
        if picker.query.is_empty() {
            let choices = places::browse(&self.areas, picker.all);
            return Found { choices, is_miss: false, is_sure: false };
        }
        let counties = self.counties.as_ref().and_then(|loaded| loaded.as_ref().ok());
        let counties = counties.map(|counties| counties.as_slice()).unwrap_or_default();
        places::search(&self.areas, counties, &picker.query)
    }
}

/// The field, its list, and what there is to say of the area picked.
#[component]
pub(crate) fn AreaPicker(props: &AreaPickerProps) -> Html {
    let picker = use_reducer(Picker::default);
    let attempt = use_state(|| 0_u32);
    let field = use_node_ref();
    let input = use_node_ref();
    let is_miss = picker.open
        && !props.areas.is_empty()
        && !picker.query.is_empty()
        && places::search(&props.areas, &[], &picker.query).is_miss;
    let counties = use_counties(is_miss, *attempt);
    let lists = Lists { areas: props.areas.clone(), counties };
    use_in_view(picker.active.as_ref().map(|key| option_id(&props.id, key)));

    let chosen = props.areas.iter().find(|area| props.chosen.as_ref() == Some(&area.adcode));
    let locale: &Locale = &props.locale;
    let name = chosen.map(|area| locale.name_of(&area.name, &area.name_en)).unwrap_or_default();
    let text = picker.text.clone().unwrap_or(name);
    let act = use_callback((), {
        let dispatcher = picker.dispatcher();
        move |act, ()| dispatcher.dispatch(act)
    });
    let found = lists.found(&picker);
    let has_list = picker.open && !found.choices.is_empty();
    let id = &props.id;
    let part = |name| AttrValue::from(format!("{id}-{name}"));
    let active = picker.active.as_ref().filter(|_| has_list).map(|key| option_id(id, key));
    let list = popup::Popup {
        locale,
        areas: &props.areas,
        id,
        picker: &picker,
        found: &found,
        counties: &lists.counties,
        input: &input,
        act: &act,
        on: &props.on,
        retry: Callback::from(move |()| attempt.set(*attempt + 1)),
    };
    html! {
        <div class="field area" ref={&field} onfocusout={left(&act, &field, chosen.is_some())}>
            <label for={id.clone()}>{ locale.text(props.label) }</label>
            <p class="hint" id={part("hint")}>{ locale.text("person.area_hint") }</p>
            <div class="combobox">
                <input id={id.clone()} ref={&input} type="text" role="combobox" autocomplete="off"
                    autocapitalize="off" spellcheck="false" placeholder={locale.text("person.area_choose")}
                    aria-autocomplete="list" aria-expanded={has_list.to_string()} aria-controls={part("list")}
                    aria-activedescendant={active} aria-describedby={format!("{id}-hint {id}-said")}
                    value={text.clone()} oninput={typed(&act)}
                    onkeydown={pressed(&lists, &picker, &act, &props.on)}
                    onfocus={entered(&act, &picker, text.is_empty())} onclick={clicked(&act, &picker)} />
                { popup::popup(&list) }
            </div>
            <p class="hint" id={part("said")} role="status">
                { chosen.map(|area| said(locale, &props.areas, area, picker.via.as_ref())) }
            </p>
        </div>
    }
}

/// Picks a place: its area for the form, its own name for the field.
fn pick(choice: &Choice, on: &Callback<Action>, act: &Callback<Act>) {
    on.emit(Action::PickArea(choice.area.adcode.clone()));
    act.emit(Act::Picked(choice.county.cloned()));
}

fn typed(act: &Callback<Act>) -> Callback<InputEvent> {
    act.reform(|event: InputEvent| {
        Act::Typed(event.target_unchecked_into::<HtmlInputElement>().value())
    })
}

/// The focus went out of the field, and not to a button beside its list.
fn left(act: &Callback<Act>, field: &NodeRef, is_chosen: bool) -> Callback<FocusEvent> {
    let (act, field) = (act.clone(), field.clone());
    Callback::from(move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !field.get().is_some_and(|field| field.contains(to.as_ref())) {
            act.emit(Act::Leave { is_chosen });
        }
    })
}

/// An empty field shows at once what there is.
fn entered(act: &Callback<Act>, picker: &Picker, is_empty: bool) -> Callback<FocusEvent> {
    let (act, is_untouched) = (act.clone(), picker.text.is_none());
    Callback::from(move |event: FocusEvent| {
        mark(event.target_dyn_into(), is_untouched);
        if is_empty {
            act.emit(Act::Open);
        }
    })
}

fn clicked(act: &Callback<Act>, picker: &Picker) -> Callback<MouseEvent> {
    let (act, is_untouched, is_open) = (act.clone(), picker.text.is_none(), picker.open);
    Callback::from(move |event: MouseEvent| {
        if !is_open {
            mark(event.target_dyn_into(), is_untouched);
            act.emit(Act::Open);
        }
    })
}

/// Marks the name of the area picked, so that typing replaces it; what was typed stays as it is.
fn mark(input: Option<HtmlInputElement>, is_untouched: bool) {
    if let Some(input) = input.filter(|_| is_untouched) {
        input.select();
    }
}

fn pressed(
    lists: &Lists,
    picker: &Picker,
    act: &Callback<Act>,
    on: &Callback<Action>,
) -> Callback<KeyboardEvent> {
    let (lists, picker, act, on) = (lists.clone(), picker.clone(), act.clone(), on.clone());
    Callback::from(move |event: KeyboardEvent| {
        let is_input_methods = event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD;
        if !is_input_methods && does(&event.key(), &lists, &picker, &act, &on) {
            event.prevent_default();
        }
    })
}

/// What a key does; whether it did something.
fn does(
    key: &str,
    lists: &Lists,
    picker: &Picker,
    act: &Callback<Act>,
    on: &Callback<Action>,
) -> bool {
    let found = lists.found(picker);
    let at = picker.active.as_ref().filter(|_| picker.open);
    let at = at.and_then(|key| found.choices.iter().position(|choice| choice.key() == *key));
    match key {
        "Escape" => act.emit(if picker.open { Act::Close } else { Act::Revert }),
        "Enter" if picker.open => {
            let sure = Some(0).filter(|_| found.is_sure);
            match at.or(sure).and_then(|at| found.choices.get(at)) {
                Some(choice) => pick(choice, on, act),
                None => return false,
            }
        }
        _ => match moved(key, at, found.choices.len()).and_then(|to| found.choices.get(to)) {
            Some(choice) => act.emit(Act::Activate(choice.key())),
            None => return false,
        },
    }
    true
}

fn option_id(id: &str, key: &str) -> String {
    format!("{id}-option-{key}")
}

/// What a person should know of the area they picked: whose rules hold where they named a county,
/// and that a province is not where most people are insured.
fn said(
    locale: &Locale,
    areas: &[IndexEntry],
    area: &IndexEntry,
    via: Option<&County>,
) -> Option<String> {
    let name = locale.name_of(&area.name, &area.name_en);
    let name = ("area", name.as_str());
    let Some(county) = via else {
        let has_cities = areas.iter().filter(|one| one.province == area.province).count() > 1;
        let is_province = has_cities && area.name == area.province && !area.rules;
        return is_province.then(|| locale.fill("person.province_hint", &[name]));
    };
    let key = match (county.is_apart(), area.rules) {
        (false, _) => "person.county_pooled",
        (true, true) => "person.county_apart_province",
        (true, false) => "person.county_apart_nation",
    };
    Some(locale.fill(key, &[("county", &locale.name_of(&county.name, &county.name_en())), name]))
}

/// The counties, fetched once they are wanted; a failed attempt is repeated when they are wanted
/// again, or when `attempt` changes.
#[hook]
fn use_counties(is_wanted: bool, attempt: u32) -> Loaded<Vec<County>> {
    let counties: UseStateHandle<Loaded<Vec<County>>> = use_state(|| None);
    let is_under_way = use_mut_ref(|| false);
    {
        let counties = counties.clone();
        use_effect_with((is_wanted, attempt), move |(is_wanted, _)| {
            let is_there = matches!(&*counties, Some(Ok(_)));
            if *is_wanted && !is_there && !is_under_way.replace(true) {
                counties.set(None);
                wasm_bindgen_futures::spawn_local(async move {
                    let loaded = load::counties().await.map(Rc::new);
                    is_under_way.replace(false);
                    counties.set(Some(loaded));
                });
            }
        });
    }
    (*counties).clone()
}

/// Keeps the active choice, an element by its name, in view.
#[hook]
fn use_in_view(active: Option<String>) {
    use_effect_with(active, |active| {
        let document = window().and_then(|window| window.document());
        if let Some(option) = active.as_ref().and_then(|id| document?.get_element_by_id(id)) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}
