//! Reckons a spreadsheet of many people from the shell: a CSV or XLSX file in, a file of results out. The
//! same reading, engine and result as in the page; rows are shared among the processor's cores.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use mingbai::batch::{
    Batch, FileKind, Guess, Mapping, Meaning, Places, ResultFile, RowResult, Source, Table, Tongue,
    Words, guess, template,
};
use mingbai::calendar::Date;
use mingbai::policy::{PolicyFile, PolicySet};
use rayon::prelude::*;

const HELP: &str = "\
Reckon a spreadsheet in which each row is one person's year.

Usage: cargo run --release --features batch --example batch -- [OPTIONS] FILE
       cargo run --release --features batch --example batch -- [OPTIONS] --template FILE

Options:
  --out FILE           Write results there, as .csv or .xlsx (default: CSV to standard output)
  --today YYYY-MM-DD   Reckon as on this day (default: the current day in China)
  --language zh|en     Language of the result (default: zh)
  --map WHAT=HEADING   Read WHAT (area, bill1.total, …) from the column with this heading
  --same WHAT=TEXT     Take WHAT to be TEXT in every row, such as area=510100
  --columns            Print what each column was taken for, and stop
  --template FILE      Write a table to fill in, as .csv or .xlsx, and stop
  --timing             Tell on standard error how long it took and how much memory
  --policies DIR       Folder of policy files (default: static/policies of this checkout)
  -h, --help           Print this help

docs/batch.md describes the columns. Rows that cannot be reckoned are in the result with what is wrong;
their number is told on standard error.

Exit codes: 0 reckoned, whatever became of single rows; 2 the file, its columns or the options are wrong,
the reason as JSON on standard error and no result; 1 anything else, such as a file that cannot be opened.
";

/// Rows that are reckoned before their results are written.
const CHUNK: usize = 4_096;

/// Why there is no result.
enum Failure {
    /// The table, its columns, or the options: a code and a sentence.
    Wrong(&'static str, String),
    /// Files of the machine.
    Files(String),
}

struct Options {
    file: Option<PathBuf>,
    out: Option<PathBuf>,
    today: Date,
    tongue: Tongue,
    map: Vec<(Meaning, String)>,
    same: Vec<(Meaning, String)>,
    columns: bool,
    template: Option<PathBuf>,
    timing: bool,
    policies: PathBuf,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Wrong(problem, detail)) => {
            let json = serde_json::json!({ "error": { "problem": problem, "detail": detail } });
            eprintln!("{json}");
            ExitCode::from(2)
        }
        Err(Failure::Files(message)) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
    }
}

fn run() -> Result<(), Failure> {
    let Some(options) = options(std::env::args().skip(1))? else {
        print!("{HELP}");
        return Ok(());
    };
    let words = Words::of(options.tongue);
    let index = options.policies.join("index.json");
    let places = Places::parse(&text(&index)?).map_err(|error| unreadable(&index, &error))?;
    if let Some(path) = &options.template {
        let file = template(kind_of(path), &words, &places).map_err(Failure::Files)?;
        return fs::write(path, file).map_err(|error| unreadable(path, &error));
    }
    let usage = || Failure::Wrong("usage", "which file?".to_owned());
    let path = options.file.as_ref().ok_or_else(usage)?;
    let started = now();
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let table = Table::read(&bytes)
        .map_err(|error| Failure::Wrong(error.code(), words.table_error(&error)))?;
    drop(bytes);
    let read = started.elapsed();
    let guesses = guess(table.headings());
    if options.columns {
        return print_columns(&table, &guesses);
    }
    let batch = batch(table, &guesses, &options, &words, places)?;
    let kind = options.out.as_deref().map_or(FileKind::Csv, kind_of);
    let mut file = ResultFile::new(kind, words).map_err(Failure::Files)?;
    let (rows, failed) = reckon(&batch, &mut file)?;
    let result = file.finish().map_err(Failure::Files)?;
    match &options.out {
        Some(path) => fs::write(path, result).map_err(|error| unreadable(path, &error))?,
        None => {
            io::stdout().write_all(&result).map_err(|error| Failure::Files(error.to_string()))?;
        }
    }
    if failed > 0 {
        eprintln!("{failed} of {rows} rows could not be reckoned");
    }
    if options.timing {
        let took = started.elapsed();
        let per_second = u128::try_from(rows).unwrap_or(0) * 1_000 / took.as_millis().max(1);
        eprintln!(
            "{rows} rows in {} ms ({} ms to read the table), {per_second} rows a second, at most {} in memory",
            took.as_millis(),
            read.as_millis(),
            peak_memory()
        );
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it takes is measured here, and nothing hangs on it"
)]
fn now() -> Instant {
    Instant::now()
}

/// The batch with its columns as guessed, but for what the options say, and the rules of its areas.
fn batch(
    table: Table,
    guesses: &[Guess],
    options: &Options,
    words: &Words,
    places: Places,
) -> Result<Batch, Failure> {
    let mut mapping = Mapping::of_guesses(guesses);
    for (meaning, heading) in &options.map {
        let column = table.headings().position(|known| known == heading);
        let unknown = || Failure::Wrong("usage", format!("no column is called {heading}"));
        mapping.set(*meaning, Some(Source::Column(column.ok_or_else(unknown)?)));
    }
    for (meaning, same) in &options.same {
        mapping.set(*meaning, Some(Source::Same(same.clone())));
    }
    let areas = Batch::areas(&table, &mapping, &places);
    let policies = areas
        .into_iter()
        .map(|area| Ok((area.clone(), load(&options.policies, &area)?)))
        .collect::<Result<BTreeMap<_, _>, Failure>>()?;
    Batch::new(table, mapping, places, policies, options.today)
        .map_err(|error| Failure::Wrong(error.code(), words.mapping_error(&error)))
}

/// Reckons every row into `file`; how many there were, and how many failed.
fn reckon(batch: &Batch, file: &mut ResultFile) -> Result<(usize, usize), Failure> {
    let rows = batch.table().len();
    let mut failed = 0;
    for first in (0..rows).step_by(CHUNK) {
        let end = first.saturating_add(CHUNK).min(rows);
        let results: Vec<RowResult> =
            (first..end).into_par_iter().map(|row| batch.reckon(row)).collect();
        for result in &results {
            failed += usize::from(result.figures.is_err());
            file.row(batch, result).map_err(Failure::Files)?;
        }
    }
    Ok((rows, failed))
}

fn print_columns(table: &Table, guesses: &[Guess]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for (column, heading) in table.headings().enumerate() {
        let found = guesses.iter().find(|guess| guess.column == column);
        let taken = found.map_or_else(
            || "-".to_owned(),
            |guess| {
                let doubt = if guess.score < Guess::SURE { " ?" } else { "" };
                format!("{}{doubt}", guess.meaning)
            },
        );
        writeln!(out, "{}\t{heading}\t{taken}", column + 1)
            .map_err(|error| Failure::Files(error.to_string()))?;
    }
    Ok(())
}

/// The most memory that was ever in use, where the system tells.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "an unknown amount".to_owned(), |amount| amount.trim().to_owned())
}

/// By its ending: a workbook, else text.
fn kind_of(path: &Path) -> FileKind {
    let is_workbook = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    if is_workbook { FileKind::Xlsx } else { FileKind::Csv }
}

/// The options, or `None` when help is asked for.
fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, Failure> {
    let wrong = |message: String| Failure::Wrong("usage", message);
    let mut today = None;
    let mut options = Options {
        file: None,
        out: None,
        today: today_in_china()?,
        tongue: Tongue::Zh,
        map: Vec::new(),
        same: Vec::new(),
        columns: false,
        template: None,
        timing: false,
        policies: Path::new(env!("CARGO_MANIFEST_DIR")).join("static/policies"),
    };
    while let Some(argument) = arguments.next() {
        let mut value =
            || arguments.next().ok_or_else(|| wrong(format!("{argument} needs a value")));
        match argument.as_str() {
            "-h" | "--help" => return Ok(None),
            "--out" => options.out = Some(PathBuf::from(value()?)),
            "--template" => options.template = Some(PathBuf::from(value()?)),
            "--policies" => options.policies = PathBuf::from(value()?),
            "--columns" => options.columns = true,
            "--timing" => options.timing = true,
            "--map" => options.map.push(assignment(&value()?)?),
            "--same" => options.same.push(assignment(&value()?)?),
            "--language" => {
                options.tongue = match value()?.as_str() {
                    "zh" => Tongue::Zh,
                    "en" => Tongue::En,
                    other => return Err(wrong(format!("--language {other}: zh or en"))),
                }
            }
            "--today" => {
                let text = value()?;
                let date = Date::parse(&text);
                today = Some(date.map_err(|error| wrong(format!("--today {text}: {error}")))?);
            }
            other if other.starts_with("--") => {
                return Err(wrong(format!("unknown option {other}")));
            }
            file if options.file.is_none() => options.file = Some(PathBuf::from(file)),
            other => return Err(wrong(format!("one file only, and {other} is another"))),
        }
    }
    options.today = today.unwrap_or(options.today);
    Ok(Some(options))
}

/// `area=510100` as what is meant and what it is.
fn assignment(text: &str) -> Result<(Meaning, String), Failure> {
    let wrong = || Failure::Wrong("usage", format!("{text}: WHAT=… is needed"));
    let (meaning, value) = text.split_once('=').ok_or_else(wrong)?;
    let meaning: Meaning =
        meaning.parse().map_err(|error| Failure::Wrong("usage", format!("{error}")))?;
    Ok((meaning, value.to_owned()))
}

fn today_in_china() -> Result<Date, Failure> {
    let clock = |error: &dyn core::fmt::Display| Failure::Files(format!("clock: {error}"));
    let offset = time::UtcOffset::from_hms(8, 0, 0).map_err(|error| clock(&error))?;
    let now = time::OffsetDateTime::now_utc().to_offset(offset).date();
    let text = format!("{:04}-{:02}-{:02}", now.year(), u8::from(now.month()), now.day());
    Date::parse(&text).map_err(|error| clock(&error))
}

/// The policy files of the area and its parents.
fn load(folder: &Path, area: &str) -> Result<PolicySet, Failure> {
    let read = |code: &str| {
        let path = folder.join(format!("{code}.json"));
        PolicyFile::parse(&text(&path)?).map_err(|error| unreadable(&path, &error))
    };
    let nearest = read(area)?;
    let parents = nearest.area.parents.iter().map(|code| read(code)).collect::<Result<_, _>>()?;
    PolicySet::new(nearest, parents).map_err(|error| Failure::Files(error.to_string()))
}

fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &dyn core::fmt::Display) -> Failure {
    Failure::Files(format!("{}: {error}", path.display()))
}
