//! Keeping the result and passing it on: a link, paper, tables, data, a report that a slip says
//! something else. Everything is made on the device when it is asked for.

use yew::prelude::*;

use super::super::browser;
use super::super::link::{Link, Then};
use super::super::state::Action;
use super::{Results, Subject, tables};
use crate::explain::totals;

#[derive(Properties, PartialEq)]
pub(super) struct PassOnProps {
    pub(super) subject: Subject,
}

/// What was done last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Done {
    Copied,
    CopyRefused,
    Saved,
    SaveRefused,
}

impl Done {
    const fn key(self) -> &'static str {
        match self {
            Self::Copied => "pass_on.copied",
            Self::CopyRefused => "pass_on.copy_refused",
            Self::Saved => "pass_on.saved",
            Self::SaveRefused => "pass_on.save_refused",
        }
    }
}

const CSV: &str = "text/csv;charset=utf-8";
const JSON: &str = "application/json";

/// A file that can be saved: the key of its label, its name and kind, how it is made.
type File = (&'static str, &'static str, &'static str, fn(&Results) -> String);

const FILES: [File; 4] = [
    ("pass_on.ledger", "mingbai-ledger.csv", CSV, tables::ledger),
    ("pass_on.settlements", "mingbai-bills.csv", CSV, tables::settlements),
    ("pass_on.answer", "mingbai-answer.json", JSON, tables::answer),
    ("pass_on.differs", "mingbai-report.json", JSON, tables::difference),
];

/// The buttons.
#[component]
pub(super) fn PassOn(props: &PassOnProps) -> Html {
    let done: UseStateHandle<Option<Done>> = use_state_eq(|| None);
    let subject = &props.subject;
    let locale = &*subject.locale;
    let link = link(subject);
    let copy = {
        let (link, done) = (link.clone(), done.clone());
        move |_| {
            let (link, done) = (link.clone(), done.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let copied = browser::copy(link).await;
                done.set(Some(if copied { Done::Copied } else { Done::CopyRefused }));
            });
        }
    };
    let file = |(label, name, kind, make): File| {
        let (subject, done) = (subject.clone(), done.clone());
        let onclick = move |_| {
            // Nothing in a table or in data changes the form.
            let ignore = Callback::<Action>::noop();
            let text = make(&Results::of(&subject, &ignore));
            let saved = browser::save(name, kind, &text);
            done.set(Some(if saved { Done::Saved } else { Done::SaveRefused }));
        };
        html! { <button type="button" {onclick}>{ locale.text(label) }</button> }
    };
    html! {
        <section class="card pass-on" aria-labelledby="pass-on-title">
            <h2 id="pass-on-title">{ locale.text("pass_on.title") }</h2>
            <p class="hint">{ locale.text("pass_on.hint") }</p>
            <div class="field">
                <label for="pass-on-link">{ locale.text("pass_on.link") }</label>
                <input type="text" id="pass-on-link" readonly=true value={link} />
            </div>
            <div class="buttons">
                <button type="button" onclick={copy}>{ locale.text("pass_on.copy") }</button>
                <button type="button" onclick={|_| browser::print()}>{ locale.text("pass_on.print") }</button>
                { for FILES.into_iter().map(file) }
            </div>
            <p role="status">{ done.map(|done| locale.text(done.key())) }</p>
        </section>
    }
}

/// The address of the page with these entries.
fn link(subject: &Subject) -> String {
    let assessment = &subject.answer.assessment;
    let then = Then {
        rules: subject.policy.fingerprint(),
        balance: assessment.account.balance.total,
        funds: totals(assessment).0,
    };
    let language = subject.locale.language().tag();
    let link = Link::new(&subject.form, subject.today, subject.view, language, Some(then));
    format!("{}{}", browser::address(), link.fragment())
}
