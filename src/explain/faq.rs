//! Common questions with their answers, the rules that the answers rest on, and a case for the
//! calculator where one shows it. The data is `static/faq.json`.

use serde::{Deserialize, Serialize};

use crate::engine::Situation;
use crate::policy::{RuleRef, Text};

/// What kind of answer there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// From the rules.
    Answered,
    /// 未查到可靠规定: no reliable rule was found.
    Unknown,
    /// Not what this product is for; see `docs/scope.md`.
    OutOfScope,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaqEntry {
    /// Its name.
    pub id: String,
    /// Titles of pages that ask the same; `tests/faq.rs` checks that all of a list are answered.
    pub titles: Vec<String>,
    /// What kind of answer there is.
    pub kind: AnswerKind,
    /// Code of the area that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The question.
    pub question: Text,
    /// The answer, by paragraph.
    pub answer: Vec<Text>,
    /// The rules that the answer rests on.
    #[serde(default)]
    pub rules: Vec<RuleRef>,
    /// What is wrongly said elsewhere, and why it is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrong: Option<Text>,
    /// Something dated that may no longer hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Text>,
    /// A case for the calculator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preset: Option<Situation>,
}

/// Reads the questions.
///
/// # Errors
/// What the parser says when the text is not of the form.
pub fn parse_faq(text: &str) -> Result<Vec<FaqEntry>, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
