//! A table as cells of text, kept compactly: a hundred thousand rows of fifty cells are one text and one
//! list of places in it.

use std::collections::BTreeMap;

use super::columns::{Guess, guess};
use super::error::{Bound, TableError};
use super::limits::{MAX_CELL, MAX_CELLS, MAX_COLUMNS, MAX_FILE, MAX_ROWS, MAX_TEXT};
use super::vocabulary::plain;
use super::{delimited, workbook};

/// How many of the first rows may be titles above the headings.
const TITLES: usize = 10;
/// The bytes that every ZIP archive, and so every XLSX file, begins with.
const ZIP: &[u8] = b"PK\x03\x04";
/// The bytes that workbooks of before 2007, and encrypted ones, begin with.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What is wrong with a cell of a workbook, whatever it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// A formula whose result the file does not hold: it was never calculated.
    FormulaWithoutValue,
    /// An error, such as `#REF!`.
    ErrorValue,
    /// What no program shows as a number.
    NotANumber,
}

/// A row: its number and where its cells begin.
#[derive(Clone, Copy, Debug)]
struct Row {
    number: u32,
    first_cell: usize,
}

/// A table: headings, and rows of cells below them.
#[derive(Clone, Debug)]
pub struct Table {
    text: String,
    /// Where in the text each cell ends.
    ends: Vec<u32>,
    rows: Vec<Row>,
    /// Rows up to and including that of the headings.
    above: usize,
    columns: usize,
    faults: BTreeMap<(usize, usize), CellFault>,
    counts_from_1904: bool,
}

impl Table {
    /// Reads the bytes of a CSV or XLSX file; which it is, they tell themselves.
    ///
    /// # Errors
    /// [`TableError`], naming what is wrong with the whole file. What is wrong with single cells shows
    /// when their row is read.
    pub fn read(file: &[u8]) -> Result<Self, TableError> {
        let size = u64::try_from(file.len()).unwrap_or(u64::MAX);
        if size > MAX_FILE {
            return Err(TableError::TooMuch { what: Bound::File, limit: MAX_FILE, row: None });
        }
        let mut builder = Builder::default();
        if file.starts_with(ZIP) {
            workbook::read(file, &mut builder)?;
        } else if file.starts_with(COMPOUND) {
            return Err(workbook::compound_error(file));
        } else {
            delimited::read(file, &mut builder)?;
        }
        builder.finish()
    }

    /// The headings, in order; empty where a column has none.
    pub fn headings(&self) -> impl Iterator<Item = &str> {
        let row = self.above.saturating_sub(1);
        (0..self.columns).map(move |column| self.cell_of(row, column))
    }

    /// The heading of a column.
    #[must_use]
    pub fn heading(&self, column: usize) -> &str {
        self.cell_of(self.above.saturating_sub(1), column)
    }

    /// How many columns there are.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows stand below the headings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(self.above)
    }

    /// Whether no row stands below the headings; [`Self::read`] refuses such a table.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a cell below the headings, without spaces around it; empty where there is none.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        self.cell_of(row.saturating_add(self.above), column)
    }

    /// What is wrong with a cell below the headings, if anything.
    #[must_use]
    pub fn fault(&self, row: usize, column: usize) -> Option<CellFault> {
        if self.faults.is_empty() {
            return None;
        }
        self.faults.get(&(row.saturating_add(self.above), column)).copied()
    }

    /// The number of a row below the headings, as spreadsheet programs count.
    #[must_use]
    pub fn number(&self, row: usize) -> u32 {
        self.rows.get(row.saturating_add(self.above)).map_or(0, |row| row.number)
    }

    /// Whether numbers that stand for days count from 1904, as in some workbooks.
    #[must_use]
    pub const fn counts_from_1904(&self) -> bool {
        self.counts_from_1904
    }

    fn cell_of(&self, row: usize, column: usize) -> &str {
        let Some(begin) = self.rows.get(row) else { return "" };
        let next = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.first_cell);
        let cell = begin.first_cell.saturating_add(column);
        if cell >= next {
            return "";
        }
        let place = |cell: usize| {
            self.ends.get(cell).and_then(|end| usize::try_from(*end).ok()).unwrap_or(0)
        };
        let start = cell.checked_sub(1).map_or(0, place);
        self.text.get(start..place(cell)).unwrap_or_default()
    }

    /// The first of the rows at the top in which two headings or more are known; the first row of all
    /// where there is none.
    fn find_headings(&self) -> usize {
        let known = |row: &usize| {
            let cells = (0..self.columns).map(|column| self.cell_of(*row, column));
            let guesses = guess(cells);
            guesses.iter().filter(|guess| guess.score >= Guess::SURE).count() >= 2
        };
        (0..self.rows.len().min(TITLES)).find(known).unwrap_or(0)
    }

    fn check_headings(&self) -> Result<(), TableError> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut has_words = false;
        for (column, heading) in self.headings().enumerate() {
            let words = plain(heading);
            has_words |= words.chars().any(|c| !c.is_ascii_digit());
            if words.is_empty() {
                continue;
            }
            if let Some(first) = seen.insert(words, column) {
                let heading = heading.to_owned();
                return Err(TableError::DuplicateHeading { heading, first, second: column });
            }
        }
        // A row of a person has figures; a row of headings has none.
        let is_figure = |cell: &str| {
            cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
        };
        let figures = self.headings().filter(|cell| is_figure(cell)).count();
        if !has_words || (figures > 0 && guess(self.headings()).is_empty()) {
            return Err(TableError::NoHeadings);
        }
        Ok(())
    }
}

/// A table under way.
#[derive(Default)]
pub(super) struct Builder {
    text: String,
    ends: Vec<u32>,
    rows: Vec<Row>,
    columns: usize,
    faults: BTreeMap<(usize, usize), CellFault>,
    counts_from_1904: bool,
    /// Cells of the row under way up to the last that holds something.
    filled: usize,
}

impl Builder {
    /// Says that numbers that stand for days count from 1904.
    pub(super) const fn count_from_1904(&mut self) {
        self.counts_from_1904 = true;
    }

    /// Begins the row with this number, as spreadsheet programs count, and ends the one before.
    pub(super) fn begin_row(&mut self, number: u32) -> Result<(), TableError> {
        self.end_row();
        // Those above the headings are few.
        if self.rows.len() > MAX_ROWS + TITLES {
            return Err(self.too_much(Bound::Rows, MAX_ROWS));
        }
        self.filled = self.ends.len();
        self.rows.push(Row { number, first_cell: self.ends.len() });
        Ok(())
    }

    /// Adds the next cell of the row under way.
    pub(super) fn cell(&mut self, text: &str) -> Result<(), TableError> {
        let text = text.trim();
        if text.len() > MAX_CELL {
            return Err(self.too_much(Bound::Cell, MAX_CELL));
        }
        self.text.push_str(text);
        if self.text.len() > MAX_TEXT {
            return Err(self.too_much(Bound::Text, MAX_TEXT));
        }
        // Below the bound on all text, so it fits.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if self.ends.len() > MAX_CELLS {
            return Err(self.too_much(Bound::Cells, MAX_CELLS));
        }
        if !text.is_empty() {
            self.filled = self.ends.len();
            let columns = self.columns_here();
            if columns > MAX_COLUMNS {
                return Err(self.too_much(Bound::Columns, MAX_COLUMNS));
            }
            self.columns = self.columns.max(columns);
        }
        Ok(())
    }

    /// Adds the next cell of the row under way, with which something is wrong; `shown` is what stands
    /// there.
    pub(super) fn faulty(&mut self, shown: &str, fault: CellFault) -> Result<(), TableError> {
        let at = (self.rows.len().saturating_sub(1), self.columns_here());
        self.faults.insert(at, fault);
        // Never cut off as empty, whatever is shown there.
        self.cell(shown)?;
        self.filled = self.ends.len();
        Ok(())
    }

    /// How many cells the row under way has.
    pub(super) fn columns_here(&self) -> usize {
        self.ends.len() - self.rows.last().map_or(0, |row| row.first_cell)
    }

    /// Cuts empty cells off the row under way, and the row itself where it has no other.
    fn end_row(&mut self) {
        // Empty cells add no text.
        self.ends.truncate(self.filled);
        if self.rows.last().is_some_and(|row| row.first_cell == self.ends.len()) {
            self.rows.pop();
        }
    }

    fn too_much(&self, what: Bound, limit: usize) -> TableError {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        TableError::TooMuch { what, limit, row: self.rows.last().map(|row| row.number) }
    }

    fn finish(mut self) -> Result<Table, TableError> {
        self.end_row();
        let Self { text, ends, rows, columns, faults, counts_from_1904, .. } = self;
        if rows.is_empty() {
            return Err(TableError::NoRows);
        }
        let mut table = Table { text, ends, rows, above: 0, columns, faults, counts_from_1904 };
        table.above = table.find_headings() + 1;
        table.check_headings()?;
        if table.is_empty() {
            return Err(TableError::NoRows);
        }
        if table.len() > MAX_ROWS {
            let limit = u64::try_from(MAX_ROWS).unwrap_or(u64::MAX);
            return Err(TableError::TooMuch { what: Bound::Rows, limit, row: None });
        }
        Ok(table)
    }
}
