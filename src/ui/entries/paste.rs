//! Bills pasted from a table: what was read is shown before it is taken over.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::super::locale::Locale;
use super::super::paste::{Pasted, paste};
use super::super::state::{Action, RowField};
use super::expenses::kind_key;
use crate::policy::InstitutionLevel;

/// The most rows that are shown before they are taken over.
const SHOWN: usize = 5;

#[derive(Properties, PartialEq)]
pub(super) struct PasteProps {
    pub(super) locale: Rc<Locale>,
    pub(super) levels: Vec<InstitutionLevel>,
    /// The day of bills that name none.
    pub(super) as_of: String,
    pub(super) on: Callback<Action>,
}

/// The field to paste into, with what was read.
#[component]
pub(super) fn Paste(props: &PasteProps) -> Html {
    let text = use_state(String::new);
    let locale = &*props.locale;
    let pasted = paste(&props.levels, &props.as_of, &text);
    let oninput = {
        let text = text.clone();
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlTextAreaElement>().value());
        }
    };
    let take = {
        let (text, on, rows) = (text.clone(), props.on.clone(), pasted.rows.clone());
        move |_| {
            on.emit(Action::Paste(rows.clone()));
            text.set(String::new());
        }
    };
    let count = pasted.rows.len().to_string();
    html! {
        <details class="more paste">
            <summary>{ locale.text("paste.title") }</summary>
            <div class="field">
                <label for="paste">{ locale.text("paste.label") }</label>
                <p class="hint" id="paste-hint">{ locale.text("paste.hint") }</p>
                <textarea id="paste" rows="4" aria-describedby="paste-hint" spellcheck="false"
                    placeholder={locale.text("paste.example")} value={(*text).clone()} {oninput} />
            </div>
            <div role="status">
                if !text.trim().is_empty() {
                    <p>{ locale.fill("paste.read", &[("count", &count)]) }</p>
                    { unread(locale, &pasted) }
                    { preview(locale, &pasted) }
                }
            </div>
            if !pasted.rows.is_empty() {
                <button type="button" class="add" onclick={take}>
                    { locale.fill("paste.take", &[("count", &count)]) }
                </button>
            }
        </details>
    }
}

fn unread(locale: &Locale, pasted: &Pasted) -> Html {
    let lines: Vec<String> = pasted.unread.iter().take(SHOWN).map(usize::to_string).collect();
    let count = pasted.unread.len().to_string();
    let lines = lines.join(locale.text("paste.between"));
    let key = if pasted.unread.len() > SHOWN { "paste.unread_more" } else { "paste.unread" };
    html! {
        <>
            if !pasted.unread.is_empty() {
                <p class="error">{ locale.fill(key, &[("count", &count), ("lines", &lines)]) }</p>
            }
            if pasted.cut {
                <p class="error">{ locale.fill("paste.cut", &[("most", &super::super::paste::MOST_ROWS.to_string())]) }</p>
            }
        </>
    }
}

fn preview(locale: &Locale, pasted: &Pasted) -> Html {
    if pasted.rows.is_empty() {
        return html! {};
    }
    let columns = [
        (RowField::Date, "expense.date"),
        (RowField::Total, "expense.total"),
        (RowField::OwnPaid, "expense.own_paid"),
    ];
    html! {
        <div class="scroll">
            <table class="preview">
                <caption class="visually-hidden">{ locale.text("paste.preview") }</caption>
                <thead><tr>
                    <th scope="col">{ locale.text("paste.kind") }</th>
                    { for columns.iter().map(|(_, key)| html! { <th scope="col">{ locale.text(key) }</th> }) }
                </tr></thead>
                <tbody>
                    { for pasted.rows.iter().take(SHOWN).map(|row| html! {
                        <tr>
                            <td>{ locale.text(kind_key(row.kind)) }</td>
                            { for columns.iter().map(|(field, _)| html! { <td>{ row.texts.get(*field).to_owned() }</td> }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
