//! Every threshold of every policy file from both sides: a fen around sums, a month around ages and
//! periods. The cases are generated from the files, so that a new rule brings its own.
//!
//! What is looked for is what must hold at any threshold (nothing below it, the distance to it
//! named, never more than a cap and no less once it is reached), not the engine's arithmetic again.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

#[path = "../support/mod.rs"]
mod support;

mod ages;
mod bases;
mod beside;
mod caps;
mod census;
mod chronic;
mod deductibles;
mod elsewhere;
mod late;
mod maternity;
mod open;
mod periods;
mod segments;
mod serious;
mod stand;
mod status;
mod stay_caps;
mod stay_segments;
mod stays;
mod stretches;
mod sums;
mod tables;
mod waiting;
mod windows;
mod years;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::Write as _;

use mingbai::money::Yuan;
use support::json_files_in;

/// The least that two sums can differ by.
const FEN: i64 = 1;

fn fen(fen: i64) -> Yuan {
    Yuan::from_fen(fen)
}

/// Why no case can be made of a rule that is nobody's.
const NOBODYS: &str = "on no day the rule for anybody";

/// The codes of all policy files, those of provinces and the nation included.
fn codes() -> Vec<String> {
    let files = json_files_in("static/policies");
    let stems = files.iter().map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    let codes: Vec<String> =
        stems.filter(|stem| stem.bytes().all(|byte| byte.is_ascii_digit())).collect();
    assert!(!codes.is_empty());
    codes
}

/// What was looked at, and what was found wrong.
#[derive(Default)]
struct Tally {
    thresholds: usize,
    cases: usize,
    /// Why no case can be made, with the rules concerned.
    unreachable: BTreeMap<String, Vec<String>>,
    faults: Vec<String>,
}

impl Tally {
    /// A threshold of `name` for which no case can be made.
    fn unreachable(&mut self, name: impl Display, why: impl Into<String>) {
        self.unreachable.entry(why.into()).or_default().push(name.to_string());
    }

    /// Looks at one case of `name`; `fault` says what is wrong, if anything.
    fn case(&mut self, name: &str, fault: Option<String>) {
        self.cases += 1;
        self.faults.extend(fault.map(|fault| format!("{name}: {fault}")));
    }

    /// A case in which all of these must hold.
    fn holds(&mut self, name: &str, what: &str, claims: &[(&str, bool)]) {
        // What is open must not hold either: an exception that is no longer one has to go.
        let broken: Vec<&str> = claims
            .iter()
            .filter(|(claim, holds)| *holds == open::is_open(name, what, claim))
            .map(|(claim, _)| *claim)
            .collect();
        self.case(name, (!broken.is_empty()).then(|| format!("{what}: not {}", broken.join(", "))));
    }

    /// Prints the counts past the capture of the test harness; fails on any fault, and where fewer
    /// thresholds were found than there must be.
    fn finish(self, of: &str, at_least: usize) {
        let Self { thresholds, cases, unreachable, faults } = self;
        let mut out = std::io::stdout().lock();
        let out_of_reach: usize = unreachable.values().map(Vec::len).sum();
        let reached = format!("{thresholds} thresholds, {cases} cases");
        writeln!(out, "boundaries of {of}: {reached}, {out_of_reach} out of reach").unwrap();
        for (why, names) in &unreachable {
            let mut rules = BTreeMap::<&str, usize>::new();
            for name in names {
                *rules.entry(name.split(' ').next().unwrap_or(name)).or_default() += 1;
            }
            let rules: Vec<String> =
                rules.iter().map(|(rule, count)| format!("{rule} ×{count}")).collect();
            writeln!(out, "  unreachable, {}: {why}: {}", names.len(), rules.join(", ")).unwrap();
        }
        drop(out);
        assert!(faults.is_empty(), "{} of {cases}:\n{}", faults.len(), faults.join("\n"));
        assert!(thresholds >= at_least, "only {thresholds} thresholds of {of}");
        assert!(cases > thresholds);
    }
}
