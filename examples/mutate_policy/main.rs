//! Changes every figure of the account and outpatient rules by one step, one at a time and in
//! memory, and tells which changes no case worked by hand notices. `make mutate-policy` runs it.
//!
//! What such a survivor means: that figure could be wrong in the file and every case would still
//! pass. Left out are the days on which rules were last confirmed (they say when a page was read)
//! and shares of pensions (named in a refusal, never reckoned with).

#[path = "../../tests/golden.rs"]
mod golden;

mod figures;
mod periods;
mod report;

use std::collections::BTreeMap;
use std::process::ExitCode;

use golden::support::{json, json_files_in};
use golden::{CASES, Case, Oracle};
use mingbai::policy::{PolicyFile, PolicySet};
use rust_decimal::Decimal;
use serde_json::Value;

use figures::{Mutant, mutants};
use report::{Fate, Report};

const HELP: &str = "\
Change the figures of the policy files one by one and see whether a hand-worked case notices.

Usage: cargo run --release --no-default-features --example mutate_policy [OPTIONS]

Options:
  --floor PERCENT   Fail when fewer of the changes are caught (default: 0)
  --area CODE       Only this file
  -h, --help        Print this help

Exit code: 0 when at least PERCENT of the changes were caught, 1 otherwise.
";

struct Options {
    floor: Decimal,
    area: Option<String>,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            println!("{}", HELP.trim_end());
            return ExitCode::SUCCESS;
        }
        Err(message) => return fail(&message),
    };
    let base = match Base::load() {
        Ok(base) => base,
        Err(message) => return fail(&message),
    };
    let mut report = Report::default();
    for (code, file) in &base.files {
        if options.area.as_ref().is_none_or(|area| area == code) {
            base.try_all(code, file, &mut report);
        }
    }
    println!("{report}");
    if report.total() == 0 {
        return fail("nothing was changed");
    }
    if report.percent() < options.floor {
        return fail(&format!(
            "{:.1} % caught, the floor is {} %",
            report.percent(),
            options.floor
        ));
    }
    ExitCode::SUCCESS
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

/// The options, or `None` when help is asked for.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { floor: Decimal::ZERO, area: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--floor" => {
                options.floor = value()?.parse().map_err(|error| format!("--floor: {error}"))?;
            }
            "--area" => options.area = Some(value()?),
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(Some(options))
}

/// The files behind the cases, and the cases by area.
struct Base {
    files: BTreeMap<String, Value>,
    read: BTreeMap<String, PolicyFile>,
    cases: BTreeMap<String, Vec<Case>>,
}

impl Base {
    /// Reads cases and files; every case must hold before anything is changed.
    fn load() -> Result<Self, String> {
        let cases = cases()?;
        let (mut files, mut read) = (BTreeMap::new(), BTreeMap::new());
        let mut wanted: Vec<String> = cases.keys().cloned().collect();
        while let Some(code) = wanted.pop() {
            let file = json(&format!("static/policies/{code}.json"));
            let parsed = parse(&file).ok_or_else(|| format!("{code}: not a sound file"))?;
            wanted.extend(
                parsed.area.parents.iter().filter(|code| !files.contains_key(*code)).cloned(),
            );
            files.insert(code.clone(), file);
            read.insert(code, parsed);
        }
        let base = Self { files, read, cases };
        for (area, cases) in &base.cases {
            let policy = base.stack(area, None).ok_or_else(|| format!("{area}: no stack"))?;
            for case in cases {
                let outcome = golden::run(case, &policy);
                outcome.map_err(|found| format!("{area} fails unchanged: {}", found.join("; ")))?;
            }
        }
        Ok(base)
    }

    /// The stack of an area, with `changed` in the place of the layer of its code.
    fn stack(&self, area: &str, changed: Option<&PolicyFile>) -> Option<PolicySet> {
        let layer = |code: &str| match changed {
            Some(file) if file.area.adcode == code => Some(file.clone()),
            _ => self.read.get(code).cloned(),
        };
        let nearest = layer(area)?;
        let parents = nearest.area.parents.iter().map(|code| layer(code)).collect::<Option<_>>()?;
        PolicySet::new(nearest, parents).ok()
    }

    fn try_all(&self, code: &str, file: &Value, report: &mut Report) {
        for mutant in mutants(file) {
            let fate = self.fate(code, file, &mutant);
            report.add(code, mutant, fate);
        }
    }

    fn fate(&self, code: &str, file: &Value, mutant: &Mutant) -> Fate {
        let mut changed = file.clone();
        for (pointer, new) in &mutant.edits {
            put(&mut changed, pointer, new);
        }
        let Some(changed) = parse(&changed) else { return Fate::Rejected };
        for (area, cases) in &self.cases {
            let parents = self.read.get(area).map(|file| file.area.parents.as_slice());
            if area != code && !parents.unwrap_or_default().iter().any(|parent| parent == code) {
                continue;
            }
            let Some(policy) = self.stack(area, Some(&changed)) else { return Fate::Rejected };
            if cases.iter().any(|case| golden::run(case, &policy).is_err()) {
                return Fate::Caught;
            }
        }
        Fate::Survived
    }
}

/// The cases whose figures were worked by hand or published, by the code of their area.
fn cases() -> Result<BTreeMap<String, Vec<Case>>, String> {
    let mut cases: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    for folder in golden::folders() {
        for path in json_files_in(&format!("{CASES}/{folder}")) {
            let case = golden::read(&path);
            let case = case.map_err(|error| format!("{}: {error}", path.display()))?;
            let area =
                case.situation.get("area").and_then(Value::as_str).unwrap_or_default().to_owned();
            if matches!(case.oracle, Oracle::Hand | Oracle::Published) {
                cases.entry(area).or_default().push(case);
            }
        }
    }
    if cases.is_empty() { Err(format!("no cases under {CASES}")) } else { Ok(cases) }
}

fn parse(file: &Value) -> Option<PolicyFile> {
    PolicyFile::parse(&file.to_string()).ok()
}

/// Puts `new` where `pointer` leads; the last key may be missing so far.
fn put(file: &mut Value, pointer: &str, new: &Value) {
    let Some((holder, key)) = pointer.rsplit_once('/') else { return };
    match file.pointer_mut(holder) {
        Some(Value::Object(fields)) => {
            fields.insert(key.to_owned(), new.clone());
        }
        Some(Value::Array(items)) => {
            let index = key.parse::<usize>().ok();
            if let Some(item) = index.and_then(|index| items.get_mut(index)) {
                *item = new.clone();
            }
        }
        _ => {}
    }
}
