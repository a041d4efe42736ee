//! Where a figure comes from, and how much that is worth.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::calendar::Date;

/// How well a figure is supported. Ordered: later is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Contradicted or unclear. Kept for the maintainer, never calculated with unless the person
    /// chooses it.
    Doubtful,
    /// One source.
    Single,
    /// Two or more independent sources.
    Corroborated,
    /// The document itself, or quoted by its title or number on the page that was read.
    Official,
}

/// A text for people in both languages of the product. Neither is ever blank, so that whoever shows it
/// need not think of what to show instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// 简体中文.
    #[serde(deserialize_with = "words")]
    pub zh: String,
    /// English.
    #[serde(deserialize_with = "words")]
    pub en: String,
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Err(D::Error::custom("a text is blank")) } else { Ok(text) }
}

/// How the title or number of a document came to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum KnownFrom {
    /// It stands on the page that was read.
    Page,
    /// The maintainer knows it; the page that was read does not name it.
    Memory,
}

/// The legal document behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title, in the original language.
    pub title: String,
    /// Document number, such as `长医保发〔2021〕45号`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// How the title and number came to be known.
    pub known_from: KnownFrom,
}

/// The evidence for one or more rules of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// How well the figures are supported.
    pub standing: Standing,
    /// The legal document, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// Addresses of the pages that the figures were read on.
    pub pages: Vec<String>,
    /// How many of those pages are independent of each other and agree.
    pub independent: u8,
    /// The day on which the pages were read.
    pub checked_on: Date,
    /// What contradicts the figures, and where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Text>,
    /// What a reader of the figure must know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_lacks_neither_language() {
        assert!(serde_json::from_str::<Text>(r#"{"zh": "成都市", "en": "Chengdu"}"#).is_ok());
        for lacking in
            [r#"{"zh": "成都市"}"#, r#"{"zh": "成都市", "en": " "}"#, r#"{"zh": "", "en": "a"}"#]
        {
            assert!(serde_json::from_str::<Text>(lacking).is_err(), "{lacking}");
        }
    }
}
