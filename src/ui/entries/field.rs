//! One labelled input or choice with its hint and its error.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::form::{Fault, Spot};
use super::super::format;
use super::super::locale::Locale;
use super::super::state::{Action, Field, RowField, RowId, Texts};
use super::Entries;
use crate::api::message_key;
use crate::engine::{Limit, Problem};

/// What every field needs.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) locale: &'a Rc<Locale>,
    /// What is wrong, and where.
    pub(crate) faults: &'a [Fault],
    pub(crate) on: &'a Callback<Action>,
}

/// What kind of text an input takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An amount or a percentage: a number pad, but any text.
    Number,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// One input.
pub(super) struct Input<'a> {
    /// Unique on the page.
    pub(super) id: String,
    /// Key of its label.
    pub(super) label: &'static str,
    /// What a person may need to know to fill it in.
    pub(super) hint: Option<AttrValue>,
    /// The text as typed.
    pub(super) value: &'a str,
    pub(super) kind: Kind,
    pub(super) spot: Spot,
    pub(super) oninput: Callback<String>,
}

/// The input with label, hint and error.
pub(super) fn input(cx: &Fields, spec: Input) -> Html {
    let Input { id, label, hint, value, kind, spot, oninput } = spec;
    let fault = cx.faults.iter().find(|fault| fault.spot == spot);
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = match (&hint, fault) {
        (Some(_), Some(_)) => Some(format!("{hint_id} {error_id}")),
        (Some(_), None) => Some(hint_id.clone()),
        (None, Some(_)) => Some(error_id.clone()),
        (None, None) => None,
    };
    let (input_type, input_mode) = match kind {
        Kind::Number => ("text", Some("decimal")),
        Kind::Month => ("month", None),
        Kind::Day => ("date", None),
    };
    let edited = move |event: InputEvent| {
        oninput.emit(event.target_unchecked_into::<HtmlInputElement>().value());
    };
    html! {
        <div class={classes!("field", fault.is_some().then_some("wrong"))}>
            <label for={id.clone()}>{ cx.locale.text(label) }</label>
            if let Some(hint) = hint {
                <p class="hint" id={hint_id}>{ hint }</p>
            }
            <input id={id} type={input_type} inputmode={input_mode} autocomplete="off"
                value={value.to_owned()} oninput={edited}
                aria-invalid={fault.is_some().then_some("true")} aria-describedby={described} />
            if let Some(fault) = fault {
                <p class="error" id={error_id}>{ words(cx.locale, fault) }</p>
            }
        </div>
    }
}

/// An input for one of the form's single fields.
pub(super) fn single(
    cx: &Entries,
    field: Field,
    id: &str,
    label: &'static str,
    hint: Option<&'static str>,
    kind: Kind,
) -> Html {
    let on = cx.on.clone();
    let spec = Input {
        id: id.to_owned(),
        label,
        hint: hint.map(|key| AttrValue::from(cx.locale.text(key))),
        value: cx.form.text(field),
        kind,
        spot: Spot::Field(field),
        oninput: Callback::from(move |text| on.emit(Action::Edit(field, text))),
    };
    input(cx, spec)
}

/// A row whose fields are shown.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) id: RowId,
    pub(super) texts: &'a Texts<RowField>,
}

impl Row<'_> {
    /// The name of one of its controls.
    pub(super) fn control(&self, field: RowField) -> String {
        format!("row-{}-{field:?}", self.id)
    }

    /// The input for one of its fields.
    pub(super) fn input(
        &self,
        cx: &Fields,
        field: RowField,
        label: &'static str,
        hint: Option<&'static str>,
        kind: Kind,
    ) -> Html {
        let spec = Input {
            id: self.control(field),
            label,
            hint: hint.map(|key| AttrValue::from(cx.locale.text(key))),
            value: self.texts.get(field),
            kind,
            spot: Spot::Row(self.id, field),
            oninput: self.edit(cx, field),
        };
        input(cx, spec)
    }

    /// The choice for one of its fields, among names of the area's own.
    pub(super) fn select(
        &self,
        cx: &Fields,
        field: RowField,
        (label, empty): (&'static str, &'static str),
        options: Vec<(String, String)>,
    ) -> Html {
        let control = Control { id: self.control(field), label, empty: Some(empty) };
        select(cx, &control, self.texts.get(field), options, self.edit(cx, field))
    }

    fn edit(&self, cx: &Fields, field: RowField) -> Callback<String> {
        let (id, on) = (self.id, cx.on.clone());
        Callback::from(move |text| on.emit(Action::EditRow(id, field, text)))
    }

    /// The buttons that double the row and remove it; `name` is what it is called.
    pub(super) fn buttons(&self, cx: &Fields, name: &str, may_be_doubled: bool) -> Html {
        let id = self.id;
        let button = |class: &'static str, label, named, action: Action| {
            let on = cx.on.clone();
            html! {
                <button type="button" {class} aria-label={cx.locale.fill(named, &[("name", name)])}
                    onclick={move |_| on.emit(action.clone())}>
                    { cx.locale.text(label) }
                </button>
            }
        };
        html! {
            <>
                if may_be_doubled {
                    { button("quiet", "entries.duplicate", "entries.duplicate_named", Action::Duplicate(id)) }
                }
                { button("remove", "entries.remove", "entries.remove_named", Action::Remove(id)) }
            </>
        }
    }
}

/// What a choice is called.
pub(super) struct Control {
    pub(super) id: String,
    pub(super) label: &'static str,
    /// The words for no choice, where there need not be one.
    pub(super) empty: Option<&'static str>,
}

/// A labelled choice among values with names.
pub(super) fn select(
    cx: &Fields,
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
                if let Some(empty) = control.empty {
                    <option value="" selected={chosen.is_empty()}>{ cx.locale.text(empty) }</option>
                }
                { for options.into_iter().map(|(value, name)| {
                    let selected = value == chosen;
                    html! { <option {value} {selected}>{ name }</option> }
                }) }
            </select>
        </div>
    }
}

/// A labelled choice among known values, each with the key of its name.
pub(super) fn choice<T: Copy + PartialEq + 'static>(
    cx: &Fields,
    control: &Control,
    chosen: Option<T>,
    options: &'static [(T, &'static str)],
    on: Callback<Option<T>>,
) -> Html {
    let at = chosen.and_then(|chosen| options.iter().position(|(value, _)| *value == chosen));
    let names = options.iter().enumerate();
    let names = names.map(|(at, (_, key))| (at.to_string(), cx.locale.text(key).to_owned()));
    let picked = Callback::from(move |at: String| {
        let option = at.parse().ok().and_then(|at: usize| options.get(at));
        on.emit(option.map(|(value, _)| *value));
    });
    let chosen = at.map(|at| at.to_string()).unwrap_or_default();
    select(cx, control, &chosen, names.collect(), picked)
}

/// What is wrong, in words, with the limit.
fn words(locale: &Locale, fault: &Fault) -> String {
    problem_words(locale, &fault.problem, fault.limit.as_ref())
}

/// The sentence for a problem.
pub(crate) fn problem_words(locale: &Locale, problem: &Problem, limit: Option<&Limit>) -> String {
    let limit = match limit {
        Some(Limit::Amount(amount)) => format::money(*amount),
        Some(Limit::Date(date)) => format::date(locale, *date),
        Some(Limit::Count(count)) => count.to_string(),
        Some(Limit::Years(from, to)) => format!("{from}–{to}"),
        None => String::new(),
    };
    locale.fill(message_key(problem), &[("limit", &limit)])
}
