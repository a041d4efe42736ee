//! The view drawn: choosing a file, settling its columns, progress, result.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::locale::Locale;
use super::Wish;
use super::state::{Stage, State};
use super::talk::{Form, Opened};

/// What may be the same for all rows: the question, and what it can be answered with; nothing: any text.
const SAME: [(&str, &[(&str, &str)]); 3] = [
    ("batch.same_area", &[]),
    (
        "batch.same_insurance",
        &[
            ("employee", "batch.employee"),
            ("employee_pool_only", "batch.employee_pool_only"),
            ("flexible", "batch.flexible"),
            ("resident", "batch.resident"),
        ],
    ),
    ("batch.same_status", &[("in_service", "batch.in_service"), ("retired", "batch.retired")]),
];

/// Where the view says how things stand; the focus goes there when the button that had it goes.
pub(super) const STATUS: &str = "batch-status";

/// All of it.
pub(super) fn view(locale: &Rc<Locale>, state: &State, wish: &Callback<Wish>) -> Html {
    let settles = matches!(state.stage, Stage::Settling | Stage::Done);
    html! {
        <section class="policy batch" aria-labelledby="batch-title">
            <h2 id="batch-title">{ locale.text("batch.title") }</h2>
            <p>{ locale.text("batch.hint") }</p>
            <p class="hint">{ locale.text("batch.privacy") }</p>
            { choosing(locale, state, wish) }
            <div role="status" class="batch-status" id={STATUS} tabindex="-1">
                if state.stage == Stage::Opening {
                    <p>{ locale.fill("batch.opening", &[("name", &state.name)]) }</p>
                }
                if let Some(problem) = &state.problem {
                    <p class="error">{ problem.clone() }</p>
                }
                if state.stage == Stage::Done {
                    <p><strong>{ told(locale, state) }</strong></p>
                }
            </div>
            if state.stage == Stage::Running {
                { running(locale, state, wish) }
            }
            if state.stage == Stage::Done {
                { result(locale, state, wish) }
            }
            if let (true, Some(opened)) = (settles, &state.opened) {
                { columns(locale, state, opened, wish) }
            }
        </section>
    }
}

fn choosing(locale: &Locale, state: &State, wish: &Callback<Wish>) -> Html {
    let choose = {
        let wish = wish.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                wish.emit(Wish::Open(file));
            }
            // The same file, corrected, may be chosen again.
            input.set_value("");
        }
    };
    let drop = {
        let wish = wish.clone();
        move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|transfer| transfer.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                wish.emit(Wish::Open(file));
            }
        }
    };
    let template = |form: Form| {
        let wish = wish.clone();
        move |_| wish.emit(Wish::Template(form))
    };
    html! {
        <div class="card drop" ondragover={|event: DragEvent| event.prevent_default()} ondrop={drop}>
            <div class="field">
                <label for="batch-file">{ locale.text("batch.choose") }</label>
                <p class="hint" id="batch-file-hint">{ locale.text("batch.choose_hint") }</p>
                <input type="file" id="batch-file" accept=".xlsx,.csv,.txt" aria-describedby="batch-file-hint"
                    disabled={state.stage == Stage::Running} onchange={choose} />
            </div>
            <p>{ locale.text("batch.no_file") }</p>
            <div class="whole">
                <button type="button" onclick={template(Form::Xlsx)}>{ locale.text("batch.template_xlsx") }</button>
                <button type="button" onclick={template(Form::Csv)}>{ locale.text("batch.template_csv") }</button>
            </div>
        </div>
    }
}

/// What each column is taken for, what is the same for all rows, and the buttons that begin.
fn columns(locale: &Locale, state: &State, opened: &Opened, wish: &Callback<Wish>) -> Html {
    let run = |form: Form| {
        let wish = wish.clone();
        move |_| wish.emit(Wish::Run(form))
    };
    let count = opened.rows.to_string();
    html! {
        <section class="card" aria-labelledby="batch-columns">
            <h3 id="batch-columns">{ locale.text("batch.columns") }</h3>
            <p>{ locale.fill("batch.columns_hint", &[("name", &state.name), ("rows", &count)]) }</p>
            { for SAME.iter().enumerate().map(|(which, (label, answers))| same(locale, state, wish, which, label, answers)) }
            <div class="scroll">
                <table>
                    <thead><tr>
                        <th scope="col">{ locale.text("batch.column") }</th>
                        <th scope="col">{ locale.text("batch.first_row") }</th>
                        <th scope="col">{ locale.text("batch.meaning") }</th>
                    </tr></thead>
                    <tbody>{ for (0..opened.columns.len()).map(|column| meaning(locale, state, opened, wish, column)) }</tbody>
                </table>
            </div>
            <div class="whole">
                <button type="button" class="add" onclick={run(Form::Xlsx)}>{ locale.text("batch.run_xlsx") }</button>
                <button type="button" class="add" onclick={run(Form::Csv)}>{ locale.text("batch.run_csv") }</button>
            </div>
        </section>
    }
}

/// One column: its heading, its first cell, and what it is taken for.
fn meaning(
    locale: &Locale,
    state: &State,
    opened: &Opened,
    wish: &Callback<Wish>,
    column: usize,
) -> Html {
    let Some(seen) = opened.columns.get(column) else { return html! {} };
    let chosen = state.chosen.get(column).cloned().unwrap_or_default();
    let first = opened.sample.first().and_then(|row| row.get(column)).cloned().unwrap_or_default();
    let is_guess = !seen.sure && seen.meaning.as_ref() == Some(&chosen);
    let onchange = {
        let wish = wish.clone();
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            wish.emit(Wish::Mean(column, select.value()));
        }
    };
    html! {
        <tr key={column}>
            <th scope="row">{ seen.name.clone() }</th>
            <td class="first">{ first }</td>
            <td>
                <select aria-label={locale.fill("batch.meaning_of", &[("name", &seen.name)])} {onchange}>
                    <option value="" selected={chosen.is_empty()}>{ locale.text("batch.not_used") }</option>
                    { for opened.meanings.iter().map(|meant| html! {
                        <option value={meant.meaning.clone()} selected={meant.meaning == chosen}>{ meant.label.clone() }</option>
                    }) }
                </select>
                if is_guess {
                    <p class="unfinished">{ locale.text("batch.unsure") }</p>
                }
            </td>
        </tr>
    }
}

/// A question for all rows, where no column answers it.
fn same(
    locale: &Locale,
    state: &State,
    wish: &Callback<Wish>,
    which: usize,
    label: &'static str,
    answers: &'static [(&'static str, &'static str)],
) -> Html {
    let meaning = super::state::SAME.get(which).copied().unwrap_or_default();
    if state.chosen.iter().any(|chosen| chosen == meaning) {
        return html! {};
    }
    let given = state.same.get(which).cloned().unwrap_or_default();
    let id = format!("batch-same-{which}");
    let pick = {
        let wish = wish.clone();
        move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            wish.emit(Wish::Same(which, select.value()));
        }
    };
    let write = {
        let wish = wish.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            wish.emit(Wish::Same(which, input.value()));
        }
    };
    html! {
        <div class="field">
            <label for={id.clone()}>{ locale.text(label) }</label>
            if answers.is_empty() {
                <input type="text" {id} value={given} oninput={write} />
            } else {
                <select {id} onchange={pick}>
                    <option value="" selected={given.is_empty()}>{ locale.text("batch.pick") }</option>
                    { for answers.iter().map(|(code, key)| html! {
                        <option value={*code} selected={given == *code}>{ locale.text(key) }</option>
                    }) }
                </select>
            }
        </div>
    }
}

fn running(locale: &Locale, state: &State, wish: &Callback<Wish>) -> Html {
    let cancel = {
        let wish = wish.clone();
        move |_| wish.emit(Wish::Cancel)
    };
    let (done, rows) = (state.done.to_string(), state.rows.to_string());
    let speed = state.speed().map(|speed| speed.to_string()).unwrap_or_default();
    let key = if state.done == 0 { "batch.starting" } else { "batch.running" };
    html! {
        <section class="card" aria-labelledby="batch-running">
            <h3 id="batch-running">{ locale.text("batch.running_title") }</h3>
            <progress max={rows.clone()} value={done.clone()} aria-labelledby="batch-running" />
            <p>{ locale.fill(key, &[("done", &done), ("rows", &rows), ("speed", &speed)]) }</p>
            <div class="whole">
                <button type="button" onclick={cancel}>{ locale.text("batch.cancel") }</button>
            </div>
            { sample(locale, state) }
        </section>
    }
}

fn result(locale: &Locale, state: &State, wish: &Callback<Wish>) -> Html {
    let save = {
        let wish = wish.clone();
        move |_| wish.emit(Wish::Save)
    };
    html! {
        <section class="card" aria-labelledby="batch-result">
            <h3 id="batch-result">{ locale.text("batch.result") }</h3>
            <div class="whole">
                <button type="button" class="add" onclick={save}>{ locale.text("batch.save") }</button>
            </div>
            { faults(locale, state) }
            { sample(locale, state) }
        </section>
    }
}

/// How many rows were reckoned, and how many were not.
fn told(locale: &Locale, state: &State) -> String {
    let (rows, failed) = (state.rows.to_string(), state.failed.to_string());
    let key = if state.failed == 0 { "batch.done" } else { "batch.done_failed" };
    locale.fill(key, &[("rows", &rows), ("failed", &failed)])
}

fn faults(locale: &Locale, state: &State) -> Html {
    if state.faults.is_empty() {
        return html! {};
    }
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={locale.text("batch.faults")}>
            <table>
                <caption>{ locale.text("batch.faults") }</caption>
                <thead><tr>
                    <th scope="col">{ locale.text("batch.row") }</th>
                    <th scope="col">{ locale.text("batch.column") }</th>
                    <th scope="col">{ locale.text("batch.why") }</th>
                </tr></thead>
                <tbody>{ for state.faults.iter().map(|fault| html! {
                    <tr><td>{ fault.row }</td><td>{ fault.column.clone() }</td><td>{ fault.why.clone() }</td></tr>
                }) }</tbody>
            </table>
        </div>
    }
}

/// The first rows of the result.
fn sample(locale: &Locale, state: &State) -> Html {
    let Some((headings, rows)) = state.sample.split_first() else { return html! {} };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={locale.text("batch.sample")}>
            <table class="wide">
                <caption>{ locale.text("batch.sample") }</caption>
                <thead><tr>{ for headings.iter().map(|cell| html! { <th scope="col">{ cell.clone() }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(|row| html! {
                    <tr>{ for row.iter().map(|cell| html! { <td>{ cell.clone() }</td> }) }</tr>
                }) }</tbody>
            </table>
        </div>
    }
}
