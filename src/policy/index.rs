//! The list of areas (`static/policies/index.json`): what can be picked, and whose files hold the rules.

use serde::Deserialize;

use super::evidence::Text;
use super::file::{Area, PolicyFile};
use crate::calendar::Month;

/// An area that can be picked: what is needed of an entry of the list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexEntry {
    /// Administrative division code.
    pub adcode: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Its syllables in one word.
    pub pinyin: String,
    /// Their first letters.
    pub initials: String,
    /// Name of the province.
    pub province: String,
    /// Codes of the layers above, nearest first.
    pub parents: Vec<String>,
    /// Whether there is a policy file of its own.
    pub rules: bool,
    /// Whether the name of a county of another area is how its name begins.
    #[serde(default)]
    pub namesakes: bool,
    /// Whether the name of a county of another area sounds the same.
    #[serde(default)]
    pub homophones: bool,
}

impl IndexEntry {
    /// The file of this area where only wider rules are known; as current as the nearest of
    /// `parents`.
    #[must_use]
    pub fn without_rules(&self, parents: &[PolicyFile]) -> PolicyFile {
        let area = Area {
            adcode: self.adcode.clone(),
            name: Text { zh: self.name.clone(), en: self.name_en.clone() },
            parents: self.parents.clone(),
        };
        let updated_on =
            parents.first().map_or(Month::EARLIEST.first_day(), |file| file.updated_on);
        PolicyFile::without_rules(area, updated_on)
    }
}
