//! What the native tests share: the policy files as the shell loads them, and short constructors.

#![allow(dead_code, reason = "every test binary uses its own part of this module")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use mingbai::calendar::Date;
use mingbai::engine::Situation;
use mingbai::policy::{PolicyFile, PolicySet};
use serde_json::Value;

/// The areas whose rules golden cases of every kind are worked for.
pub(crate) const AREAS: [&str; 3] = ["220100", "310000", "510100"];

/// The codes of all areas with rules of their own, in order.
pub(crate) fn areas() -> &'static [String] {
    static CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let index = json("static/policies/index.json");
        let areas = index["areas"].as_array().unwrap().iter();
        let areas = areas.filter(|area| area["rules"] == true);
        areas.map(|area| area["adcode"].as_str().unwrap().to_owned()).collect()
    });
    &CODES
}

/// The day on which the facts were gathered; "today" of every test that names no other.
pub(crate) const TODAY: &str = "2026-11-21";

/// A path below the root of the repository.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The text of a file below the root of the repository.
pub(crate) fn text(relative: &str) -> String {
    let path = path(relative);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A JSON file below the root of the repository.
pub(crate) fn json(relative: &str) -> Value {
    serde_json::from_str(&text(relative)).unwrap_or_else(|error| panic!("{relative}: {error}"))
}

/// The JSON files in a folder below the root of the repository, by name.
pub(crate) fn json_files_in(relative: &str) -> Vec<PathBuf> {
    let folder = path(relative);
    let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

/// The policy file of an area.
pub(crate) fn policy_file(adcode: &str) -> PolicyFile {
    PolicyFile::parse(&text(&format!("static/policies/{adcode}.json")))
        .unwrap_or_else(|error| panic!("{adcode}: {error}"))
}

/// The policy file of an area on top of its parents.
pub(crate) fn policy(adcode: &str) -> PolicySet {
    let file = policy_file(adcode);
    let parents = file.area.parents.iter().map(|code| policy_file(code));
    let parents = parents.collect();
    PolicySet::new(file, parents).unwrap_or_else(|error| panic!("{adcode}: {error}"))
}

/// A day.
pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A situation from JSON that is known to be right.
pub(crate) fn situation(json: &Value) -> Situation {
    Situation::parse(&json.to_string()).unwrap_or_else(|error| panic!("{json}: {error}"))
}
