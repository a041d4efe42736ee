//! Areas by what people call them.

use std::collections::HashMap;

use serde::Deserialize;

use super::vocabulary::{VOCABULARY, plain};
use crate::api::is_area_code;

/// Why a text names no area that can be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceError {
    /// No area of that code or name is known.
    Unknown,
    /// Several areas are called so; the code tells which.
    Ambiguous,
    /// The area is known, its rules are not.
    WithoutRules,
}

#[derive(Deserialize)]
struct Entry {
    adcode: String,
    name: String,
    name_en: String,
    rules: bool,
}

#[derive(Deserialize)]
struct Index {
    areas: Vec<Entry>,
}

/// The areas that a row may name.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Whether there are rules, by code.
    codes: HashMap<String, bool>,
    /// The code by plain name; `None` where several share it.
    names: HashMap<String, Option<String>>,
    /// The names as written: Chinese, English.
    written: HashMap<String, [String; 2]>,
}

impl Places {
    /// Reads the index of areas, `policies/index.json`.
    ///
    /// # Errors
    /// What the parser says of a text that is no such index.
    pub fn parse(index: &str) -> Result<Self, String> {
        let index: Index = serde_json::from_str(index).map_err(|error| error.to_string())?;
        let mut places = Self::default();
        for entry in index.areas {
            places.called(&entry.name, &entry.adcode);
            places.called(&entry.name_en, &entry.adcode);
            for ending in VOCABULARY.words("area.endings") {
                if let Some(short) = entry.name.strip_suffix(ending) {
                    places.called(short, &entry.adcode);
                }
            }
            places.codes.insert(entry.adcode.clone(), entry.rules);
            places.written.insert(entry.adcode, [entry.name, entry.name_en]);
        }
        Ok(places)
    }

    fn called(&mut self, name: &str, code: &str) {
        let known = self.names.entry(plain(name)).or_insert_with(|| Some(code.to_owned()));
        if known.as_deref() != Some(code) {
            *known = None;
        }
    }

    /// The code of the area that a text names, by code or by name in either language.
    ///
    /// # Errors
    /// [`PlaceError`].
    pub fn find(&self, text: &str) -> Result<&str, PlaceError> {
        let code = if is_area_code(text) {
            text
        } else {
            let named = self.names.get(&plain(text)).ok_or(PlaceError::Unknown)?;
            named.as_deref().ok_or(PlaceError::Ambiguous)?
        };
        let (code, rules) = self.codes.get_key_value(code).ok_or(PlaceError::Unknown)?;
        if *rules { Ok(code) } else { Err(PlaceError::WithoutRules) }
    }

    /// The name of an area: Chinese, English.
    #[must_use]
    pub fn name(&self, code: &str) -> Option<&[String; 2]> {
        self.written.get(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = r#"{"areas":[
        {"adcode":"510100","name":"成都市","name_en":"Chengdu","rules":true},
        {"adcode":"320500","name":"苏州市","name_en":"Suzhou","rules":true},
        {"adcode":"341300","name":"宿州市","name_en":"Suzhou","rules":true},
        {"adcode":"130000","name":"河北省","name_en":"Hebei","rules":false}]}"#;

    #[test]
    fn areas_are_found_by_code_and_name() {
        let places = Places::parse(INDEX).unwrap();
        for text in ["510100", "成都", "成都市", " Chengdu ", "ＣＨＥＮＧＤＵ"] {
            assert_eq!(places.find(text), Ok("510100"), "{text}");
        }
        assert_eq!(places.find("宿州"), Ok("341300"));
        for (text, error) in [
            ("Suzhou", PlaceError::Ambiguous),
            ("河北省", PlaceError::WithoutRules),
            ("130000", PlaceError::WithoutRules),
            ("999999", PlaceError::Unknown),
            ("蓉城", PlaceError::Unknown),
            ("", PlaceError::Unknown),
        ] {
            assert_eq!(places.find(text), Err(error), "{text}");
        }
    }
}
