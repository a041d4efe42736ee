//! Texts as typed, by the field they stand in. An empty field takes no room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What stands in fields of the kind `F`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "F: Ord + Deserialize<'de>"))]
pub(crate) struct Texts<F>(BTreeMap<F, String>);

impl<F> Default for Texts<F> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<F: Copy + Ord> Texts<F> {
    /// What stands in `field`.
    pub(crate) fn get(&self, field: F) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// Puts `text` into `field` in place of what stood there.
    pub(crate) fn set(&mut self, field: F, text: String) {
        if text.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text);
        }
    }

    /// These texts with `text` in `field`.
    pub(crate) fn with(mut self, field: F, text: impl Into<String>) -> Self {
        self.set(field, text.into());
        self
    }
}
