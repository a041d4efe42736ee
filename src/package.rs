//! The exports of the JavaScript package: texts of JSON in, texts of JSON out. What loads the files,
//! looks at the clock and makes objects of the texts is in `package/`.
//!
//! A fault is thrown as the text of a [`Fault`].

use std::collections::BTreeMap;

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::{Diagnosed, Fault, Reconciled, answer};
use crate::calendar::{CalendarError, Date};
use crate::engine::{Problem, Situation, SituationError, read_beside};
use crate::explain::{Displayed, diagnose, reconcile};
use crate::policy::{IndexEntry, PolicyError, PolicyFile, PolicySet};

/// The rules of the areas that were loaded.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Engine {
    /// Files that were taken and wait for their area.
    files: BTreeMap<String, PolicyFile>,
    areas: BTreeMap<String, PolicySet>,
}

#[wasm_bindgen]
impl Engine {
    /// Without any rules yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the policy file of the area or layer `code`, for the area that is made ready next.
    ///
    /// # Errors
    /// [`Fault::Policy`] when it is not sound.
    pub fn add_file(&mut self, code: &str, json: &str) -> Result<(), String> {
        let file = PolicyFile::parse(json).map_err(|error| text(&Fault::policy(code, &error)))?;
        self.files.insert(code.to_owned(), file);
        Ok(())
    }

    /// Makes an area ready of the files that were taken; `entry` is its entry in the list of areas.
    ///
    /// # Errors
    /// [`Fault::Policy`] when the entry cannot be read, or the files do not fit together.
    pub fn add_area(&mut self, entry: &str) -> Result<(), String> {
        // Moved: copying rules would be code that nothing else needs. Whatever goes wrong, none is left.
        let mut files = core::mem::take(&mut self.files);
        let entry: IndexEntry = serde_json::from_str(entry).map_err(|error| {
            let error = PolicyError::Malformed { path: ".".to_owned(), detail: error.to_string() };
            text(&Fault::policy("index", &error))
        })?;
        let parents: Vec<PolicyFile> =
            entry.parents.iter().filter_map(|code| files.remove(code)).collect();
        let own = files.remove(&entry.adcode).unwrap_or_else(|| entry.without_rules(&parents));
        let policy = PolicySet::new(own, parents)
            .map_err(|error| text(&Fault::policy(&entry.adcode, &error)))?;
        self.areas.insert(entry.adcode, policy);
        Ok(())
    }

    /// The [`Answer`](crate::api::Answer) to a situation.
    ///
    /// # Errors
    /// [`Fault::Situation`].
    pub fn assess(&self, situation: &str, today: &str) -> Result<String, String> {
        given(|| {
            let (policy, situation, today) = self.asked(situation, today)?;
            Ok(text(&answer(policy, &situation, today)?))
        })
    }

    /// The [`Diagnosed`] causes of a balance: the `displayed` one, or the reckoned one where that is
    /// `null`.
    ///
    /// # Errors
    /// [`Fault::Situation`].
    pub fn explain(
        &self,
        situation: &str,
        displayed: &str,
        replies: &str,
        today: &str,
    ) -> Result<String, String> {
        given(|| {
            let (policy, situation, today) = self.asked(situation, today)?;
            let displayed: Option<Displayed> = read_beside("displayed", displayed)?;
            let replies = read_beside("replies", replies)?;
            let (diagnosis, assessment) = diagnose(policy, &situation, displayed, &replies, today)?;
            Ok(text(&Diagnosed { diagnosis, assessment }))
        })
    }

    /// What explains that a balance is displayed other than reckoned, as [`Reconciled`].
    ///
    /// # Errors
    /// [`Fault::Situation`].
    pub fn reconcile(
        &self,
        situation: &str,
        displayed: &str,
        today: &str,
    ) -> Result<String, String> {
        given(|| {
            let (policy, situation, today) = self.asked(situation, today)?;
            let displayed = read_beside("displayed", displayed)?;
            let (reconciliation, assessment) = reconcile(policy, &situation, displayed, today)?;
            Ok(text(&Reconciled { reconciliation, assessment }))
        })
    }
}

impl Engine {
    /// What every question begins with.
    fn asked(
        &self,
        situation: &str,
        today: &str,
    ) -> Result<(&PolicySet, Situation, Date), SituationError> {
        let situation = Situation::parse(situation)?;
        let policy = self
            .areas
            .get(&situation.area)
            .ok_or_else(|| of_field("area", Problem::AreaUnknown))?;
        let today = Date::parse(today)
            .map_err(|error: CalendarError| of_field("today", Problem::from(error)))?;
        Ok((policy, situation, today))
    }
}

fn of_field(field: &str, problem: Problem) -> SituationError {
    SituationError { field: field.to_owned(), problem, limit: None, detail: None }
}

fn given(answer: impl FnOnce() -> Result<String, SituationError>) -> Result<String, String> {
    answer().map_err(|error| text(&Fault::situation(error)))
}

/// As JSON, which can fail only for maps whose keys are no texts; no result has one.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
