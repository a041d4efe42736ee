//! The right half of the page: the result, or why there is none yet.

use std::rc::Rc;

use yew::prelude::*;

use super::super::causes::{self, Answered, Inquiry};
use super::super::entries;
use super::super::form::Reading;
use super::super::load::{IndexEntry, LoadError};
use super::super::locale::Locale;
use super::super::results::{Subject, Whole};
use super::super::state::{Action, Form, RowId};
use super::super::view::View;
use crate::api::Answer;
use crate::calendar::Date;
use crate::engine::{Situation, SituationError};
use crate::explain::{CauseBook, Ranges, diagnose, ranges};
use crate::policy::PolicySet;

/// What was fetched, where it is there or failed.
type Fetched<'a, T> = Option<&'a Result<Rc<T>, LoadError>>;

/// All that decides what stands there.
pub(super) struct Now<'a> {
    pub(super) locale: &'a Rc<Locale>,
    pub(super) areas: Fetched<'a, Vec<IndexEntry>>,
    pub(super) policy: Fetched<'a, PolicySet>,
    pub(super) book: Fetched<'a, CauseBook>,
    /// The name of the area picked, once the list of areas is there.
    pub(super) picked: Option<&'a str>,
    pub(super) is_picked: bool,
    pub(super) view: View,
    pub(super) today: Date,
    pub(super) form: &'a Rc<Form>,
    pub(super) reading: &'a Reading,
    pub(super) situation: Option<&'a Situation>,
    pub(super) answered: Option<&'a Result<Rc<Answer>, SituationError>>,
    pub(super) ranges: Option<Ranges>,
    pub(super) on: &'a Callback<Action>,
    pub(super) retry: &'a Callback<()>,
}

/// The result, or why there is none yet.
pub(super) fn outcome(cx: &Now) -> Html {
    let locale: &Locale = cx.locale;
    let waiting = |key| html! { <p class="hint" role="status">{ locale.text(key) }</p> };
    match (cx.areas, cx.policy, cx.answered) {
        (Some(Err(error)), _, _) => load_error(locale, error, None, cx.retry),
        (_, Some(Err(error)), _) => load_error(locale, error, cx.picked, cx.retry),
        (None, _, _) => waiting("app.loading"),
        _ if !cx.is_picked => {
            let key = if cx.view == View::Causes { "causes.pick_area" } else { "app.pick_area" };
            html! { <p class="hint empty">{ locale.text(key) }</p> }
        }
        (_, None, _) => waiting("app.loading_rules"),
        (_, Some(Ok(policy)), Some(Ok(answer))) => match cx.situation {
            Some(situation) if cx.view == View::Causes => cx.why(policy, situation),
            Some(situation) => cx.result(policy, situation, answer),
            None => html! {},
        },
        (_, _, Some(Err(error))) => situation_error(locale, error),
        (_, _, None) => {
            html! { <p class="notice" role="status">{ locale.text("app.no_window") }</p> }
        }
    }
}

impl Now<'_> {
    /// Why the balance is what it is.
    fn why(&self, policy: &Rc<PolicySet>, situation: &Situation) -> Html {
        let book = match causes::book_or_notice(self.locale, self.book, self.retry) {
            Ok(book) => book,
            Err(notice) => return notice,
        };
        let displayed = self.reading.displayed;
        match diagnose(policy, situation, displayed, &self.form.replies, self.today) {
            Ok(found) => {
                let inquiry = Inquiry {
                    locale: self.locale.clone(),
                    policy: policy.clone(),
                    book,
                    situation: Rc::new(situation.clone()),
                    displayed,
                    form: self.form.clone(),
                    found: Rc::new(found),
                };
                html! { <Answered {inquiry} on={self.on.clone()} /> }
            }
            Err(error) => situation_error(self.locale, &error),
        }
    }

    /// The figures.
    fn result(&self, policy: &Rc<PolicySet>, situation: &Situation, answer: &Rc<Answer>) -> Html {
        let areas = self.areas.and_then(|areas| areas.as_ref().ok());
        let subject = Subject {
            locale: self.locale.clone(),
            policy: policy.clone(),
            ranges: self.ranges,
            situation: Rc::new(situation.clone()),
            answer: answer.clone(),
            numbers: Rc::new(numbers(self.form, &self.reading.expense_rows)),
            unknown: Rc::new(self.reading.parts_unknown.clone()),
            form: self.form.clone(),
            today: self.today,
            view: self.view,
            areas: areas.cloned().unwrap_or_default(),
        };
        html! { <Whole {subject} on={self.on.clone()} /> }
    }
}

/// The numbers that bills have among the entries, where unfinished ones count too.
fn numbers(form: &Form, rows: &[RowId]) -> Vec<usize> {
    let number = |id: &RowId| form.expenses.iter().position(|row| row.id == *id);
    rows.iter().filter_map(number).map(|position| position + 1).collect()
}

/// What the figures lie between where parts of bills are not known. A situation that was reckoned can
/// be reckoned with other parts of its bills.
pub(super) fn ranges_of(
    policy: &PolicySet,
    situation: &Situation,
    unknown: &[usize],
    answer: &Answer,
    today: Date,
) -> Option<Ranges> {
    let open = !unknown.is_empty();
    open.then(|| ranges(policy, situation, today, unknown, &answer.assessment).ok()).flatten()
}

/// What could not be loaded, and the button to try again. Entries stay as they are.
fn load_error(
    locale: &Locale,
    error: &LoadError,
    area: Option<&str>,
    retry: &Callback<()>,
) -> Html {
    let retry = retry.clone();
    let sentence = match (error, area) {
        (LoadError::Network, Some(area)) => locale.fill("load.network_area", &[("area", area)]),
        (LoadError::Network, None) => locale.text("load.network").to_owned(),
        (LoadError::Status(status), _) => {
            locale.fill("load.status", &[("status", &status.to_string())])
        }
        (LoadError::Content(_), _) => locale.text("load.content").to_owned(),
    };
    html! {
        <div class="notice" role="alert">
            <p>{ sentence }</p>
            if let LoadError::Content(detail) = error {
                <details><summary>{ locale.text("load.detail") }</summary><pre>{ detail }</pre></details>
            }
            <button type="button" onclick={move |_| retry.emit(())}>{ locale.text("load.retry") }</button>
        </div>
    }
}

fn situation_error(locale: &Locale, error: &SituationError) -> Html {
    let words = entries::problem_words(locale, &error.problem, error.limit.as_ref());
    html! {
        <p class="notice" role="alert">
            { locale.fill("app.cannot_reckon", &[("field", &error.field), ("why", &words)]) }
        </p>
    }
}
