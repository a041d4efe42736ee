//! What is said between the page and its worker, as JSON; the other side is `batch::Command` and
//! `batch::Reply`, which the page's own WebAssembly does not carry.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where something is read from.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Choice {
    pub(super) meaning: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) same: Option<String>,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Form {
    Xlsx,
    Csv,
}

impl Form {
    /// The ending of a file's name.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The media type.
    pub(super) const fn kind(self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv;charset=utf-8",
        }
    }
}

/// What the page asks for.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(super) enum Ask {
    Open { language: &'static str, index: String },
    Map { mapping: Vec<Choice> },
    Run { policies: BTreeMap<String, Vec<String>>, today: String, form: Form },
    Template { language: &'static str, index: String, form: Form },
}

/// A column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct ColumnSeen {
    pub(super) name: String,
    pub(super) meaning: Option<String>,
    pub(super) sure: bool,
}

/// Something that a column may mean.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Meant {
    pub(super) meaning: String,
    pub(super) label: String,
}

/// A fault of a row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Fault {
    pub(super) row: u32,
    pub(super) column: String,
    pub(super) why: String,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Opened {
    pub(super) columns: Vec<ColumnSeen>,
    pub(super) rows: usize,
    pub(super) sample: Vec<Vec<String>>,
    pub(super) meanings: Vec<Meant>,
}

/// What the worker says.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Heard {
    Opened(Opened),
    Mapped {
        areas: Vec<String>,
    },
    Progress {
        done: usize,
        rows: usize,
        failed: usize,
        #[serde(default)]
        sample: Vec<Vec<String>>,
    },
    Done {
        rows: usize,
        failed: usize,
        faults: Vec<Fault>,
    },
    Template,
    Failed {
        message: String,
    },
}
