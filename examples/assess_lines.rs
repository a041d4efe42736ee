//! Reckons many situations from the shell: one situation as JSON on each line of standard input, one
//! line of JSON for each on standard output. For comparing with another implementation
//! (`tests/reference/`): an answer without the steps and the rules cited, or `{"error": …}`.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mingbai::api::{answer, is_area_code};
use mingbai::calendar::Date;
use mingbai::engine::Situation;
use mingbai::policy::{PolicyFile, PolicySet};
use serde_json::{Value, json};

const HELP: &str = "\
Reckon medical-insurance situations, one on a line.

Usage: cargo run --release --example assess_lines -- --today YYYY-MM-DD [OPTIONS] < situations

Options:
  --today YYYY-MM-DD   Reckon as on this day
  --policies DIR       Folder of policy files (default: static/policies of this checkout)
  -h, --help           Print this help

Reads situations as JSON (described in docs/situation.md), one on each line, and prints a line for
each: the answer without its steps and rules, or {\"error\": …} where the situation is wrong.
";

/// Parts of an answer that are not compared.
const LEFT_OUT: [&str; 2] = ["steps", "rules"];

struct Options {
    today: Date,
    policies: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
    }
}

fn run() -> Result<(), String> {
    let Some(options) = options(std::env::args().skip(1))? else {
        print!("{HELP}");
        return Ok(());
    };
    let mut policies = HashMap::new();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| error.to_string())?;
        let printed = reckon(&line, &options, &mut policies)?;
        writeln!(out, "{printed}").map_err(|error| error.to_string())?;
        out.flush().map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn reckon(
    line: &str,
    options: &Options,
    policies: &mut HashMap<String, Option<PolicySet>>,
) -> Result<Value, String> {
    let situation = match Situation::parse(line) {
        Ok(situation) => situation,
        Err(error) => return Ok(json!({ "error": error })),
    };
    if !policies.contains_key(&situation.area) {
        let loaded = load(&options.policies, &situation.area)?;
        policies.insert(situation.area.clone(), loaded);
    }
    let Some(Some(policy)) = policies.get(&situation.area) else {
        return Ok(json!({ "error": { "field": "area", "problem": "area_unknown" } }));
    };
    match answer(policy, &situation, options.today) {
        Ok(answer) => {
            let mut value = serde_json::to_value(&answer).map_err(|error| error.to_string())?;
            if let Some(object) = value.as_object_mut() {
                for key in LEFT_OUT {
                    object.remove(key);
                }
            }
            Ok(value)
        }
        Err(error) => Ok(json!({ "error": error })),
    }
}

/// The options, or `None` when help is asked for.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut today = None;
    let mut policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/policies");
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--today" => {
                let text = value()?;
                let date = Date::parse(&text);
                today = Some(date.map_err(|error| format!("--today {text}: {error}"))?);
            }
            "--policies" => policies = PathBuf::from(value()?),
            other => return Err(format!("unknown option {other}")),
        }
    }
    let today = today.ok_or("--today is needed")?;
    Ok(Some(Options { today, policies }))
}

/// The policy files of the area and its parents; `None` where there is none.
fn load(folder: &Path, area: &str) -> Result<Option<PolicySet>, String> {
    if !is_area_code(area) || !folder.join(format!("{area}.json")).is_file() {
        return Ok(None);
    }
    let read = |code: &str| {
        let path = folder.join(format!("{code}.json"));
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        PolicyFile::parse(&text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let nearest = read(area)?;
    let parents = nearest.area.parents.iter().map(|code| read(code)).collect::<Result<_, _>>()?;
    PolicySet::new(nearest, parents).map(Some).map_err(|error| error.to_string())
}
