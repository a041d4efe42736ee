//! What a page asks of its worker, and what it is answered: one file opened, its columns settled, its rows
//! reckoned. Both sides speak JSON, so that the page needs nothing of this layer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::{BillColumn, Guess, Mapping, Meaning, PersonColumn, Source, guess};
use super::limits::MAX_BILLS;
use super::places::Places;
use super::reckon::{Batch, RowResult};
use super::report::{OutCell, ResultColumn};
use super::result_file::{FileKind, ResultFile};
use super::table::Table;
use super::template::template;
use super::words::{Tongue, Words};
use super::workbook_out::letters;
use crate::calendar::Date;
use crate::policy::{PolicyFile, PolicySet};

/// Rows between two reports of progress: some tens of milliseconds.
const CHUNK: usize = 250;
/// Rows, of the table and of the result, that are shown.
const SHOWN: usize = 5;
/// Faults that are listed.
const LISTED: usize = 100;

/// A language, as the page tags it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub enum LanguageTag {
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    Zh,
    /// English.
    #[serde(rename = "en")]
    En,
}

/// The form of a file.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Text.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Where something is read from: a column or a text for all rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    meaning: String,
    #[serde(default)]
    column: Option<usize>,
    #[serde(default)]
    same: Option<String>,
}

/// What a page asks for.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Read the file that comes with it.
    Open {
        /// The language of everything that is answered.
        language: LanguageTag,
        /// The text of `policies/index.json`.
        index: String,
    },
    /// Which areas the rows name when columns mean this.
    Map {
        /// What is read from where.
        mapping: Vec<Choice>,
    },
    /// Reckon every row.
    Run {
        /// The texts of the policy files of each area, the area's own first, then those above it.
        policies: BTreeMap<String, Vec<String>>,
        /// The day.
        today: String,
        /// The form of the result.
        form: Form,
    },
    /// A table to fill in.
    Template {
        /// Its language.
        language: LanguageTag,
        /// The text of `policies/index.json`.
        index: String,
        /// Its form.
        form: Form,
    },
}

/// A column of the table.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnSeen {
    /// Its heading, or its letter where it has none.
    name: String,
    /// What it was taken for.
    meaning: Option<String>,
    /// Whether the heading is a known word.
    sure: bool,
}

/// Something that a column may mean.
#[derive(Clone, Debug, Serialize)]
pub struct Meant {
    meaning: String,
    label: String,
}

/// A fault of a row.
#[derive(Clone, Debug, Serialize)]
pub struct Fault {
    row: u32,
    column: String,
    why: String,
}

/// What is answered.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Reply {
    /// The file is read.
    Opened {
        /// Its columns.
        columns: Vec<ColumnSeen>,
        /// How many rows stand below the headings.
        rows: usize,
        /// The first of them.
        sample: Vec<Vec<String>>,
        /// What columns may mean.
        meanings: Vec<Meant>,
    },
    /// The mapping can be worked with.
    Mapped {
        /// The codes of the areas whose rules are needed.
        areas: Vec<String>,
    },
    /// Rows are being reckoned.
    Progress {
        /// How many are.
        done: usize,
        /// Of how many.
        rows: usize,
        /// How many of them failed.
        failed: usize,
        /// The headings and the first rows of the result; only in the first report.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        sample: Vec<Vec<String>>,
    },
    /// All are reckoned; the file of results comes with it.
    Done {
        /// How many rows.
        rows: usize,
        /// How many of them failed.
        failed: usize,
        /// What is wrong with the first of these.
        faults: Vec<Fault>,
    },
    /// The template comes with it.
    Template,
    /// It cannot be done; why, in the language asked for.
    Failed {
        /// A sentence.
        message: String,
    },
}

/// One page's table.
#[derive(Debug)]
pub struct Session {
    words: Words,
    places: Places,
    table: Option<Table>,
    mapping: Mapping,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            words: Words::of(Tongue::Zh),
            places: Places::default(),
            table: None,
            mapping: Mapping::default(),
        }
    }
}

impl Session {
    /// Does what is asked. `file` is what came with the command; `report` hears of progress. What comes
    /// with the answer is a file, too.
    pub fn handle(
        &mut self,
        command: Command,
        file: &[u8],
        report: &mut dyn FnMut(&Reply),
    ) -> (Reply, Option<Vec<u8>>) {
        let done = match command {
            Command::Open { language, index } => {
                self.open(language, &index, file).map(|reply| (reply, None))
            }
            Command::Map { mapping } => self.map(&mapping).map(|reply| (reply, None)),
            Command::Run { policies, today, form } => {
                self.run(&policies, &today, form, report).map(|(reply, file)| (reply, Some(file)))
            }
            Command::Template { language, index, form } => Places::parse(&index)
                .and_then(|places| template(form.into(), &Words::of(language.into()), &places))
                .map(|file| (Reply::Template, Some(file))),
        };
        done.unwrap_or_else(|message| (Reply::Failed { message }, None))
    }

    fn open(&mut self, language: LanguageTag, index: &str, file: &[u8]) -> Result<Reply, String> {
        self.words = Words::of(language.into());
        self.places = Places::parse(index)?;
        self.table = None;
        let table = Table::read(file).map_err(|error| self.words.table_error(&error))?;
        let guesses = guess(table.headings());
        self.mapping = Mapping::of_guesses(&guesses);
        let columns = table.headings().enumerate().map(|(column, heading)| {
            let found = guesses.iter().find(|guess| guess.column == column);
            ColumnSeen {
                name: if heading.is_empty() { letters(column) } else { heading.to_owned() },
                meaning: found.map(|guess| guess.meaning.to_string()),
                sure: found.is_some_and(|guess| guess.score >= Guess::SURE),
            }
        });
        let columns = columns.collect();
        let cells = |row| -> Vec<String> {
            (0..table.columns()).map(|column| table.cell(row, column).to_owned()).collect()
        };
        let sample = (0..table.len().min(SHOWN)).map(cells).collect();
        let reply = Reply::Opened { columns, rows: table.len(), sample, meanings: self.meanings() };
        self.table = Some(table);
        Ok(reply)
    }

    /// Everything that a column may mean, with one bill more than was found.
    fn meanings(&self) -> Vec<Meant> {
        let last = self.mapping.bills().last().map_or(1, |last| last.saturating_add(1));
        let people = PersonColumn::ALL.iter().map(|column| Meaning::Person(*column));
        let bills = (1..=last.min(MAX_BILLS)).flat_map(|number| {
            BillColumn::ALL.iter().map(move |part| Meaning::Bill(number, *part))
        });
        let meant = |meaning: Meaning| Meant {
            meaning: meaning.to_string(),
            label: self.words.heading(meaning),
        };
        people.chain(bills).map(meant).collect()
    }

    fn map(&mut self, choices: &[Choice]) -> Result<Reply, String> {
        let mut mapping = Mapping::default();
        for choice in choices {
            let meaning: Result<Meaning, _> = choice.meaning.parse();
            let meaning = meaning.map_err(|error| self.words.mapping_error(&error))?;
            let same = choice.same.clone().map(Source::Same);
            mapping.set(meaning, choice.column.map(Source::Column).or(same));
        }
        let table = self.table.as_ref().ok_or_else(String::new)?;
        mapping.check(table.columns()).map_err(|error| self.words.mapping_error(&error))?;
        let areas = Batch::areas(table, &mapping, &self.places).into_iter().collect();
        self.mapping = mapping;
        Ok(Reply::Mapped { areas })
    }

    fn run(
        &mut self,
        policies: &BTreeMap<String, Vec<String>>,
        today: &str,
        form: Form,
        report: &mut dyn FnMut(&Reply),
    ) -> Result<(Reply, Vec<u8>), String> {
        let today = Date::parse(today).map_err(|error| error.to_string())?;
        let policies = policies
            .iter()
            .map(|(area, texts)| Ok((area.clone(), stacked(texts)?)))
            .collect::<Result<BTreeMap<_, _>, String>>()?;
        let table = self.table.take().ok_or_else(String::new)?;
        let (mapping, places) = (self.mapping.clone(), self.places.clone());
        let mut batch = Batch::new(table, mapping, places, policies, today)
            .map_err(|error| self.words.mapping_error(&error))?;
        let done = self.reckon(&mut batch, form, report);
        self.table = Some(batch.into_table());
        done
    }

    fn reckon(
        &self,
        batch: &mut Batch,
        form: Form,
        report: &mut dyn FnMut(&Reply),
    ) -> Result<(Reply, Vec<u8>), String> {
        let rows = batch.table().len();
        let mut file = ResultFile::new(form.into(), self.words.clone())?;
        let (mut failed, mut faults) = (0, Vec::new());
        loop {
            let is_first = batch.done() == 0;
            let results = batch.next_chunk(CHUNK);
            if results.is_empty() {
                break;
            }
            for result in &results {
                failed += usize::from(result.figures.is_err());
                self.list(batch, result, &mut faults);
                file.row(batch, result)?;
            }
            let sample = if is_first { self.sample(batch, &results) } else { Vec::new() };
            report(&Reply::Progress { done: batch.done(), rows, failed, sample });
        }
        Ok((Reply::Done { rows, failed, faults }, file.finish()?))
    }

    fn list(&self, batch: &Batch, result: &RowResult, faults: &mut Vec<Fault>) {
        let Err(errors) = &result.figures else { return };
        for error in errors.iter().take(LISTED.saturating_sub(faults.len())) {
            faults.push(Fault {
                row: result.row,
                column: self.words.problem_column(batch, error),
                why: self.words.problem_reason(&error.reason),
            });
        }
    }

    /// The headings and the first rows of the result.
    fn sample(&self, batch: &Batch, results: &[RowResult]) -> Vec<Vec<String>> {
        let headings = ResultColumn::ALL.map(|column| self.words.result_heading(column).to_owned());
        let cells = |result| {
            let cells = self.words.result_row(batch, result).into_iter();
            cells.map(|cell| match cell {
                OutCell::Blank => String::new(),
                OutCell::Words(words) => words,
                OutCell::Amount(amount) => amount.to_string(),
                OutCell::Whole(number) => number.to_string(),
            })
        };
        let rows = results.iter().take(SHOWN).map(|result| cells(result).collect());
        core::iter::once(headings.to_vec()).chain(rows).collect()
    }
}

/// The rules of an area on those above it.
fn stacked(texts: &[String]) -> Result<PolicySet, String> {
    let mut files = texts.iter().map(|text| PolicyFile::parse(text));
    let nearest = files.next().ok_or_else(String::new)?;
    let nearest = nearest.map_err(|error| error.to_string())?;
    let parents = files.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    PolicySet::new(nearest, parents).map_err(|error| error.to_string())
}

impl From<LanguageTag> for Tongue {
    fn from(tag: LanguageTag) -> Self {
        match tag {
            LanguageTag::Zh => Self::Zh,
            LanguageTag::En => Self::En,
        }
    }
}

impl From<Form> for FileKind {
    fn from(form: Form) -> Self {
        match form {
            Form::Csv => Self::Csv,
            Form::Xlsx => Self::Xlsx,
        }
    }
}
