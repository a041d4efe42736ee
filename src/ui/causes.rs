//! 查原因: the answer to why a balance is zero or negative. First one sentence, then the displayed
//! balance explained to the fen, the causes in order with what speaks for them and what to do, the
//! questions that would tell more, a text to show at the counter, and what is not settled.

mod cause;
mod clue;
mod counter;
mod questions;
mod reconciled;

#[cfg(not(target_arch = "wasm32"))]
pub(super) use cause::whom;

use std::rc::Rc;

use yew::prelude::*;

use super::deferred::use_deferred;
use super::format;
use super::load::LoadError;
use super::locale::Locale;
use super::results::sources;
use super::state::{Action, Form};
use crate::engine::{Assessment, Outcome, Situation};
use crate::explain::{CauseBook, Diagnosis, Displayed, Finding, Symptom, Verdict};
use crate::policy::PolicySet;

/// What was asked, and what was found.
#[derive(Clone)]
pub(crate) struct Inquiry {
    pub(crate) locale: Rc<Locale>,
    pub(crate) policy: Rc<PolicySet>,
    pub(crate) book: Rc<CauseBook>,
    pub(crate) situation: Rc<Situation>,
    pub(crate) displayed: Option<Displayed>,
    pub(crate) form: Rc<Form>,
    pub(crate) found: Rc<(Diagnosis, Assessment)>,
}

impl PartialEq for Inquiry {
    /// What is found follows from what is asked; lists and rules are the same where they are the same
    /// ones.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.locale, &other.locale)
            && Rc::ptr_eq(&self.policy, &other.policy)
            && Rc::ptr_eq(&self.book, &other.book)
            && self.situation == other.situation
            && self.displayed == other.displayed
            && self.form == other.form
    }
}

/// What the views of this page need.
pub(crate) struct Causes<'a> {
    pub(crate) locale: &'a Rc<Locale>,
    pub(crate) policy: &'a PolicySet,
    pub(crate) book: &'a CauseBook,
    pub(crate) diagnosis: &'a Diagnosis,
    pub(crate) assessment: &'a Assessment,
    pub(crate) form: &'a Form,
    pub(crate) on: &'a Callback<Action>,
}

impl<'a> Causes<'a> {
    fn of(inquiry: &'a Inquiry, on: &'a Callback<Action>) -> Self {
        let Inquiry { locale, policy, book, form, found, .. } = inquiry;
        Self { locale, policy, book, diagnosis: &found.0, assessment: &found.1, form, on }
    }
    fn title(&self, finding: &Finding) -> String {
        let entry = self.book.entry(finding.cause);
        entry.map(|entry| self.locale.said(&entry.title).to_owned()).unwrap_or_default()
    }

    fn of_verdict(&self, verdict: Verdict) -> impl Iterator<Item = &Finding> {
        self.diagnosis.findings.iter().filter(move |finding| finding.verdict == verdict)
    }
}

/// The cause book, or why it is not there.
pub(crate) fn book_or_notice(
    locale: &Locale,
    book: Option<&Result<Rc<CauseBook>, LoadError>>,
    retry: &Callback<()>,
) -> Result<Rc<CauseBook>, Html> {
    match book {
        Some(Ok(book)) => Ok(book.clone()),
        Some(Err(error)) => Err(not_loaded(locale, error, retry)),
        None => Err(html! { <p class="hint" role="status">{ locale.text("causes.loading") }</p> }),
    }
}

/// What could not be fetched, and the button to try again.
pub(crate) fn not_loaded(locale: &Locale, error: &LoadError, retry: &Callback<()>) -> Html {
    let retry = retry.clone();
    let key = match error {
        LoadError::Network => "load.network",
        LoadError::Status(_) | LoadError::Content(_) => "causes.not_loaded",
    };
    html! {
        <div class="notice" role="alert">
            <p>{ locale.text(key) }</p>
            <button type="button" onclick={move |_| retry.emit(())}>{ locale.text("load.retry") }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct AnsweredProps {
    pub(crate) inquiry: Inquiry,
    pub(crate) on: Callback<Action>,
}

/// The whole answer: first the sentence, then the rest.
#[component]
pub(crate) fn Answered(props: &AnsweredProps) -> Html {
    let inquiry = use_deferred(&props.inquiry);
    html! {
        <>
            { answer(&Causes::of(&props.inquiry, &props.on)) }
            <Grounds {inquiry} on={props.on.clone()} />
        </>
    }
}

/// What the answer stands on, and what to do.
#[component]
fn Grounds(props: &AnsweredProps) -> Html {
    let cx = &Causes::of(&props.inquiry, &props.on);
    html! {
        <>
            { reconciled::reconciled(cx) }
            { likely(cx) }
            { questions::questions(cx) }
            { more(cx, Verdict::Possible, "causes.possible") }
            { more(cx, Verdict::RuledOut, "causes.ruled_out") }
            { counter::counter(cx) }
            { open_questions(cx.locale, cx.book) }
            { rejected_claims(cx.locale, cx.book) }
        </>
    }
}

/// One sentence with the person's number.
fn answer(cx: &Causes) -> Html {
    let locale = cx.locale;
    let balance = format::money(cx.diagnosis.balance);
    let shown = match cx.diagnosis.symptom {
        Symptom::Negative => "causes.is_negative",
        Symptom::Zero => "causes.is_zero",
        Symptom::Lower => "causes.is_lower",
        Symptom::Higher => "causes.is_higher",
    };
    let first = cx.diagnosis.findings.first();
    let because = first.map(|finding| {
        let key = match finding.verdict {
            Verdict::Confirmed => "causes.because_confirmed",
            Verdict::Likely => "causes.because_likely",
            Verdict::Possible | Verdict::RuledOut => "causes.because_unsure",
        };
        locale.fill(key, &[("cause", &cx.title(finding))])
    });
    let is_unsure = matches!(
        cx.assessment.account.outcome,
        Outcome::Incomplete { .. } | Outcome::Refused { .. }
    );
    let calm = first
        .filter(|finding| finding.verdict < Verdict::Possible)
        .and_then(|finding| cx.book.entry(finding.cause)?.calm.as_ref());
    html! {
        <section class="card answer" aria-labelledby="answer-title">
            <h2 id="answer-title">{ locale.text("causes.title") }</h2>
            <div role="status">
                <p class="said"><strong>{ locale.fill(shown, &[("balance", &balance)]) }</strong>{ locale.text("format.between") }{ because }</p>
                if let Some(calm) = calm {
                    <p>{ locale.said(calm) }</p>
                }
            </div>
            if is_unsure {
                <p class="hint">{ locale.text("causes.incomplete") }</p>
            }
            if cx.diagnosis.reconciliation.is_none() {
                <p class="hint">{ locale.text("causes.no_display") }</p>
            }
        </section>
    }
}

/// The causes that something speaks for, each in full, the first open.
fn likely(cx: &Causes) -> Html {
    let findings = cx.of_verdict(Verdict::Confirmed).chain(cx.of_verdict(Verdict::Likely));
    html! {
        { for findings.enumerate().map(|(index, finding)| cause::cause(cx, finding, index == 0)) }
    }
}

/// The causes of a verdict behind a heading.
fn more(cx: &Causes, verdict: Verdict, key: &'static str) -> Html {
    let findings: Vec<&Finding> = cx.of_verdict(verdict).collect();
    if findings.is_empty() {
        return html! {};
    }
    let nothing_better = verdict == Verdict::Possible
        && cx.diagnosis.findings.first().is_some_and(|first| first.verdict == verdict);
    let count = findings.len().to_string();
    html! {
        <details class="group" open={nothing_better}>
            <summary><h2>{ cx.locale.fill(key, &[("count", &count)]) }</h2></summary>
            { for findings.into_iter().map(|finding| cause::cause(cx, finding, false)) }
        </details>
    }
}

/// What sources disagree on.
fn open_questions(locale: &Locale, book: &CauseBook) -> Html {
    html! {
        <section class="card" aria-labelledby="open-title">
            <h2 id="open-title">{ locale.text("causes.open_title") }</h2>
            { for book.open_questions.iter().map(|open| html! {
                <article>
                    <h3>{ locale.said(&open.question) }</h3>
                    <ul>
                        { for open.sides.iter().map(|side| html! {
                            <li>
                                { locale.said(&side.says) }
                                { for book.sources(&side.sources).map(|source| sources::evidence(locale, source)) }
                            </li>
                        }) }
                    </ul>
                    <p>{ locale.said(&open.until) }</p>
                </article>
            }) }
        </section>
    }
}

/// What is said and no rule supports.
fn rejected_claims(locale: &Locale, book: &CauseBook) -> Html {
    html! {
        <details class="card">
            <summary><h2>{ locale.text("causes.claims_title") }</h2></summary>
            <ul>
                { for book.rejected_claims.iter().map(|claim| html! {
                    <li>
                        <s>{ locale.said(&claim.claim) }</s>{ " " }{ locale.said(&claim.why) }
                        { for book.sources(&claim.sources).map(|source| sources::evidence(locale, source)) }
                    </li>
                }) }
            </ul>
        </details>
    }
}
