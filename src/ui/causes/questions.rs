//! Questions that would tell causes apart, one below the other, each answered by a tap or skipped.

use yew::prelude::*;

use super::super::state::Action;
use super::Causes;
use crate::explain::{Question, Reply};

/// What is asked next, and what was answered.
pub(super) fn questions(cx: &Causes) -> Html {
    let asked = &cx.diagnosis.questions;
    let answered = &cx.form.replies;
    if asked.is_empty() && answered.is_empty() {
        return html! {};
    }
    html! {
        <section class="card questions" aria-labelledby="questions-title">
            <h2 id="questions-title">{ cx.locale.text("question.title") }</h2>
            if asked.is_empty() {
                <p class="hint">{ cx.locale.text("question.none_left") }</p>
            } else {
                <p class="hint extra">{ cx.locale.text("question.hint") }</p>
            }
            { for asked.iter().map(|question| ask(cx, *question)) }
            if !answered.is_empty() {
                <h3>{ cx.locale.text("question.answered") }</h3>
                <ul class="plain answered">
                    { for answered.iter().map(|(question, reply)| given(cx, *question, *reply)) }
                </ul>
            }
        </section>
    }
}

fn ask(cx: &Causes, question: Question) -> Html {
    let replies = question.replies().iter().copied().chain([Reply::Unknown]);
    let button = |reply: Reply| {
        let on = cx.on.clone();
        let answer = move |_| on.emit(Action::Answer(question, Some(reply)));
        html! { <button type="button" onclick={answer}>{ cx.locale.text(reply_key(reply)) }</button> }
    };
    html! {
        <fieldset class="question" key={question_key(question)}>
            <legend>{ cx.locale.text(question_key(question)) }</legend>
            <div class="replies">{ for replies.map(button) }</div>
        </fieldset>
    }
}

fn given(cx: &Causes, question: Question, reply: Reply) -> Html {
    let on = cx.on.clone();
    let words = cx.locale.text(question_key(question));
    html! {
        <li key={question_key(question)}>
            { cx.locale.fill("clue.replied", &[("question", words), ("reply", cx.locale.text(reply_key(reply)))]) }
            { " " }
            <button type="button" class="remove" onclick={move |_| on.emit(Action::Answer(question, None))}
                aria-label={cx.locale.fill("question.change_named", &[("question", words)])}>
                { cx.locale.text("question.change") }
            </button>
        </li>
    }
}

/// The words of a question.
pub(super) const fn question_key(question: Question) -> &'static str {
    match question {
        Question::WhereSeen => "question.where_seen",
        Question::StoppedPaying => "question.stopped_paying",
        Question::AllArrived => "question.all_arrived",
        Question::FamilyBound => "question.family_bound",
        Question::CardActivated => "question.card_activated",
        Question::IdentityChanged => "question.identity_changed",
        Question::UnusedHalfYear => "question.unused_half_year",
        Question::CourtCase => "question.court_case",
        Question::RefundLately => "question.refund_lately",
        Question::PaidTwice => "question.paid_twice",
        Question::MovedArea => "question.moved_area",
        Question::SystemChange => "question.system_change",
        Question::OfflineCard => "question.offline_card",
        Question::PremiumAgreed => "question.premium_agreed",
    }
}

/// The words of an answer.
pub(super) const fn reply_key(reply: Reply) -> &'static str {
    match reply {
        Reply::Yes => "reply.yes",
        Reply::No => "reply.no",
        Reply::MedicalApp => "reply.medical_app",
        Reply::Bank => "reply.bank",
        Reply::CardReader => "reply.card_reader",
        Reply::Unknown => "reply.unknown",
    }
}
