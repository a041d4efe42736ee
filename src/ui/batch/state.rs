//! Where a table stands: chosen, read, its columns settled, being reckoned, done.

use std::rc::Rc;

use js_sys::ArrayBuffer;
use yew::prelude::*;

use super::talk::{Choice, Fault, Form, Heard, Opened};

/// What may be the same for all rows, as the worker calls it.
pub(super) const SAME: [&str; 3] = ["area", "insurance", "status"];

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// No file yet.
    #[default]
    Empty,
    /// The file is being read.
    Opening,
    /// The columns can be looked at and changed.
    Settling,
    /// Rows are being reckoned.
    Running,
    /// All are.
    Done,
}

/// What is known and chosen.
#[derive(Clone, Default, PartialEq)]
pub(super) struct State {
    pub(super) stage: Stage,
    pub(super) name: String,
    pub(super) opened: Option<Rc<Opened>>,
    /// What each column is taken for; empty: nothing.
    pub(super) chosen: Vec<String>,
    /// What is the same for all rows, in the order of [`SAME`]; empty: nothing.
    pub(super) same: [String; 3],
    pub(super) form: Option<Form>,
    /// What went wrong, in the page's language.
    pub(super) problem: Option<String>,
    pub(super) done: usize,
    pub(super) rows: usize,
    pub(super) failed: usize,
    pub(super) sample: Vec<Vec<String>>,
    pub(super) faults: Vec<Fault>,
    pub(super) result: Option<ArrayBuffer>,
    /// When reckoning began, in milliseconds, and how long it has taken.
    pub(super) began: u64,
    pub(super) took: u64,
}

/// What happens.
pub(super) enum Happened {
    Chosen(String),
    Heard(Heard, Option<ArrayBuffer>, u64),
    Problem(String),
    Mean(usize, String),
    Same(usize, String),
    Started(Form, u64),
    Cancelled,
}

impl State {
    /// What is read from where, for the worker.
    pub(super) fn mapping(&self) -> Vec<Choice> {
        let columns = self.chosen.iter().enumerate().filter(|(_, meaning)| !meaning.is_empty());
        let columns = columns.map(|(column, meaning)| Choice {
            meaning: meaning.clone(),
            column: Some(column),
            same: None,
        });
        let same = SAME.iter().zip(&self.same).filter(|(meaning, text)| {
            !text.trim().is_empty() && !self.chosen.iter().any(|chosen| chosen == *meaning)
        });
        let same = same.map(|(meaning, text)| Choice {
            meaning: (*meaning).to_owned(),
            column: None,
            same: Some(text.trim().to_owned()),
        });
        columns.chain(same).collect()
    }

    /// Rows a second, once there is something to tell.
    pub(super) fn speed(&self) -> Option<u64> {
        let done = u64::try_from(self.done).ok()?;
        (done * 1_000).checked_div(self.took).filter(|speed| *speed > 0)
    }

    fn hear(&mut self, heard: Heard, file: Option<ArrayBuffer>, now: u64) {
        self.took = now.saturating_sub(self.began);
        match heard {
            Heard::Opened(opened) => {
                let is_same =
                    self.opened.as_ref().is_some_and(|known| known.columns == opened.columns);
                if !is_same {
                    let meant = opened.columns.iter().map(|column| column.meaning.clone());
                    self.chosen = meant.map(Option::unwrap_or_default).collect();
                }
                self.opened = Some(Rc::new(opened));
                self.stage = Stage::Settling;
            }
            Heard::Progress { done, rows, failed, sample } => {
                (self.done, self.rows, self.failed) = (done, rows, failed);
                if !sample.is_empty() {
                    self.sample = sample;
                }
            }
            Heard::Done { rows, failed, faults } => {
                (self.done, self.rows, self.failed) = (rows, rows, failed);
                (self.faults, self.result) = (faults, file);
                self.stage = Stage::Done;
            }
            Heard::Failed { message } => self.fail(message),
            Heard::Mapped { .. } | Heard::Template => {}
        }
    }

    fn fail(&mut self, problem: String) {
        self.problem = Some(problem);
        self.stage = match (self.stage, &self.opened) {
            (Stage::Opening, _) | (_, None) => Stage::Empty,
            _ => Stage::Settling,
        };
    }
}

impl Reducible for State {
    type Action = Happened;

    fn reduce(self: Rc<Self>, happened: Happened) -> Rc<Self> {
        let mut state = (*self).clone();
        match happened {
            Happened::Chosen(name) => {
                let same = state.same;
                state = Self { stage: Stage::Opening, name, same, ..Self::default() };
            }
            Happened::Heard(heard, file, now) => state.hear(heard, file, now),
            Happened::Problem(problem) => state.fail(problem),
            Happened::Mean(column, meaning) => {
                state.problem = None;
                // A thing is read from one column.
                for chosen in &mut state.chosen {
                    if *chosen == meaning {
                        chosen.clear();
                    }
                }
                if let Some(chosen) = state.chosen.get_mut(column) {
                    *chosen = meaning;
                }
            }
            Happened::Same(which, text) => {
                state.problem = None;
                if let Some(same) = state.same.get_mut(which) {
                    *same = text;
                }
            }
            Happened::Started(form, now) => {
                (state.stage, state.form, state.problem) = (Stage::Running, Some(form), None);
                (state.began, state.took, state.done, state.failed) = (now, 0, 0, 0);
                (state.sample, state.faults, state.result) = (Vec::new(), Vec::new(), None);
            }
            Happened::Cancelled => {
                // The worker has gone; the file is read again, with what was chosen kept.
                state.stage = Stage::Opening;
                state.sample = Vec::new();
            }
        }
        Rc::new(state)
    }
}
