//! Reckons a situation from the shell: JSON on standard input, the answer as JSON on standard
//! output. The same engine and the same object as the page.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mingbai::api::{answer, is_area_code};
use mingbai::calendar::Date;
use mingbai::engine::{Problem, Situation, SituationError};
use mingbai::policy::{PolicyFile, PolicySet};

const HELP: &str = "\
Reckon a medical-insurance situation.

Usage: cargo run --release --example assess -- [OPTIONS] < situation.json

Options:
  --today YYYY-MM-DD   Reckon as on this day (default: the current day in China)
  --policies DIR       Folder of policy files (default: static/policies of this checkout)
  -h, --help           Print this help

Reads one situation as JSON (described in docs/situation.md) and prints the answer as JSON:
ledger, settlements, outcomes, reasons, steps and sources.

Exit codes: 0 answered (incomplete and refused results are answers, too); 2 the situation or the
options are wrong, the error as JSON on standard error and nothing on standard output; 1 anything
else, such as a policy file that cannot be read.
";

/// Why nothing was printed.
enum Failure {
    /// The caller's options.
    Usage(String),
    /// The situation.
    Situation(SituationError),
    /// Files.
    Files(String),
}

struct Options {
    today: Date,
    policies: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(text) => match writeln!(io::stdout(), "{text}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::from(1),
        },
        Err(Failure::Situation(error)) => {
            let json = serde_json::json!({ "error": error }).to_string();
            eprintln!("{json}");
            ExitCode::from(2)
        }
        Err(Failure::Usage(message)) => {
            let json = serde_json::json!({ "error": { "problem": "usage", "detail": message } });
            eprintln!("{json}");
            ExitCode::from(2)
        }
        Err(Failure::Files(message)) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
    }
}

fn run() -> Result<String, Failure> {
    let Some(options) = options(std::env::args().skip(1))? else {
        return Ok(HELP.trim_end().to_owned());
    };
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|error| Failure::Files(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let detail = Some(error.to_string());
        Failure::Situation(SituationError {
            field: ".".to_owned(),
            problem: Problem::Malformed,
            limit: None,
            detail,
        })
    })?;
    let situation = Situation::parse(&text).map_err(Failure::Situation)?;
    let policy = load(&options.policies, &situation.area)?;
    let answer = answer(&policy, &situation, options.today).map_err(Failure::Situation)?;
    serde_json::to_string_pretty(&answer).map_err(|error| Failure::Files(error.to_string()))
}

/// The options, or `None` when help is asked for.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, Failure> {
    let mut today = None;
    let mut policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/policies");
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| Failure::Usage(format!("{argument} needs a value")));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--today" => {
                let text = value()?;
                let date = Date::parse(&text);
                today =
                    Some(date.map_err(|error| Failure::Usage(format!("--today {text}: {error}")))?);
            }
            "--policies" => policies = PathBuf::from(value()?),
            other => return Err(Failure::Usage(format!("unknown option {other}"))),
        }
    }
    let today = match today {
        Some(today) => today,
        None => today_in_china()?,
    };
    Ok(Some(Options { today, policies }))
}

fn today_in_china() -> Result<Date, Failure> {
    let offset =
        time::UtcOffset::from_hms(8, 0, 0).map_err(|error| Failure::Files(error.to_string()))?;
    let now = time::OffsetDateTime::now_utc().to_offset(offset).date();
    let text = format!("{:04}-{:02}-{:02}", now.year(), u8::from(now.month()), now.day());
    Date::parse(&text).map_err(|error| Failure::Files(format!("clock: {error}")))
}

/// The policy files of the area and its parents.
fn load(folder: &Path, area: &str) -> Result<PolicySet, Failure> {
    let unknown = || {
        Failure::Situation(SituationError {
            field: "area".to_owned(),
            problem: Problem::AreaUnknown,
            limit: None,
            detail: None,
        })
    };
    if !is_area_code(area) || !folder.join(format!("{area}.json")).is_file() {
        return Err(unknown());
    }
    let read = |code: &str| {
        let path = folder.join(format!("{code}.json"));
        let text = fs::read_to_string(&path)
            .map_err(|error| Failure::Files(format!("{}: {error}", path.display())))?;
        PolicyFile::parse(&text)
            .map_err(|error| Failure::Files(format!("{}: {error}", path.display())))
    };
    let nearest = read(area)?;
    let parents = nearest.area.parents.iter().map(|code| read(code)).collect::<Result<_, _>>()?;
    PolicySet::new(nearest, parents).map_err(|error| Failure::Files(error.to_string()))
}
