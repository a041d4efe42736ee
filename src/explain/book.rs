//! What is known about the causes: words for people, what to check and do, and the evidence; the two
//! questions on which sources disagree, and claims that are not to be repeated. The data is
//! `static/causes.json`; it holds for the whole country.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cause::Cause;
use crate::calendar::Date;
use crate::policy::{Source, Text};

/// Whom to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// 医保经办机构: the agency, by 12393, its counter or the national platform.
    Agency,
    /// 单位: the employer.
    Employer,
    /// 发卡银行: the bank that issued the card.
    Bank,
    /// 医院、药店: where the bill arose.
    Institution,
    /// 法院: the court of the case.
    Court,
}

/// What is known about a cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseEntry {
    /// The cause.
    pub cause: Cause,
    /// Keys into the sources.
    pub sources: Vec<String>,
    /// Its name, in everyday words.
    pub title: Text,
    /// How it comes about.
    pub what: Text,
    /// How to check whether it is this.
    pub check: Vec<Text>,
    /// What to do.
    pub steps: Vec<Text>,
    /// What to bring.
    pub papers: Vec<Text>,
    /// Whom to ask.
    pub ask: Vec<Ask>,
    /// What it costs in time.
    pub time: Text,
    /// When not to worry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calm: Option<Text>,
}

/// One side of a question on which sources disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// What it says.
    pub says: Text,
    /// Keys into the sources.
    pub sources: Vec<String>,
}

/// A question on which sources disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenQuestion {
    /// The question.
    pub question: Text,
    /// What each side says.
    pub sides: Vec<Side>,
    /// What to do until it is settled.
    pub until: Text,
}

/// A claim found on pages that no rule supports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RejectedClaim {
    /// The claim.
    pub claim: Text,
    /// Why it is not to be repeated.
    pub why: Text,
    /// Where it was found: keys into the sources.
    pub sources: Vec<String>,
}

/// Everything known about the causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseBook {
    /// Version of the form of this file.
    pub format: u8,
    /// The day on which it was last changed.
    pub updated_on: Date,
    /// The evidence.
    pub sources: BTreeMap<String, Source>,
    /// The causes, each once.
    pub causes: Vec<CauseEntry>,
    /// Questions on which sources disagree.
    pub open_questions: Vec<OpenQuestion>,
    /// Claims that no rule supports.
    pub rejected_claims: Vec<RejectedClaim>,
}

/// Why a text is no cause book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookError {
    /// Not of the form; what the parser said.
    Form(String),
    /// Another version of the form.
    Format(u8),
    /// A cause is missing, or there twice.
    Cause(Cause),
    /// A key that names no source.
    Source(String),
}

impl core::fmt::Display for BookError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl CauseBook {
    const FORMAT: u8 = 1;

    /// Reads a cause book.
    ///
    /// # Errors
    /// [`BookError`] when it is not of the form, lacks a cause, or names a source that it does not have.
    pub fn parse(text: &str) -> Result<Self, BookError> {
        let book: Self =
            serde_json::from_str(text).map_err(|error| BookError::Form(error.to_string()))?;
        if book.format != Self::FORMAT {
            return Err(BookError::Format(book.format));
        }
        for cause in Cause::ALL {
            if book.causes.iter().filter(|entry| entry.cause == cause).count() != 1 {
                return Err(BookError::Cause(cause));
            }
        }
        let of_causes = book.causes.iter().flat_map(|entry| &entry.sources);
        let sides = book.open_questions.iter().flat_map(|open| &open.sides);
        let of_sides = sides.flat_map(|side| &side.sources);
        let of_claims = book.rejected_claims.iter().flat_map(|claim| &claim.sources);
        let mut keys = of_causes.chain(of_sides).chain(of_claims);
        match keys.find(|key| !book.sources.contains_key(*key)) {
            Some(key) => Err(BookError::Source(key.clone())),
            None => Ok(book),
        }
    }

    /// What is known about a cause; always there.
    #[must_use]
    pub fn entry(&self, cause: Cause) -> Option<&CauseEntry> {
        self.causes.iter().find(|entry| entry.cause == cause)
    }

    /// The sources of these keys.
    pub fn sources<'b>(&'b self, keys: &'b [String]) -> impl Iterator<Item = &'b Source> {
        keys.iter().filter_map(|key| self.sources.get(key))
    }
}
