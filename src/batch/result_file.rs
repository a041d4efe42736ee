//! Results as a file, row by row as they come.

use super::reckon::{Batch, RowResult};
use super::report::{OutCell, ResultColumn};
use super::words::Words;
use super::workbook_out::WorkbookOut;
use crate::csv_text::Csv;

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text, UTF-8 with its mark.
    Csv,
    /// A workbook.
    Xlsx,
}

enum Form {
    Csv(Csv),
    Xlsx(Box<WorkbookOut>),
}

/// A file of results under way.
pub struct ResultFile {
    form: Form,
    words: Words,
}

impl ResultFile {
    /// A file with the headings of a result.
    ///
    /// # Errors
    /// What the writer says where the file would be larger than its form allows.
    pub fn new(kind: FileKind, words: Words) -> Result<Self, String> {
        let mut file = Self { form: Form::new(kind)?, words };
        let headings = ResultColumn::ALL.map(|column| file.words.result_heading(column).to_owned());
        file.form.row(&headings.map(OutCell::Words))?;
        Ok(file)
    }

    /// Adds a row that `batch` gave.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn row(&mut self, batch: &Batch, result: &RowResult) -> Result<(), String> {
        self.form.row(&self.words.result_row(batch, result))
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn finish(self) -> Result<Vec<u8>, String> {
        self.form.finish()
    }
}

/// A file of these rows.
pub(super) fn file_of(kind: FileKind, rows: &[Vec<OutCell>]) -> Result<Vec<u8>, String> {
    let mut form = Form::new(kind)?;
    for row in rows {
        form.row(row)?;
    }
    form.finish()
}

impl Form {
    fn new(kind: FileKind) -> Result<Self, String> {
        Ok(match kind {
            FileKind::Csv => Self::Csv(Csv::new()),
            FileKind::Xlsx => Self::Xlsx(Box::new(WorkbookOut::new()?)),
        })
    }

    fn row(&mut self, cells: &[OutCell]) -> Result<(), String> {
        match self {
            Self::Xlsx(workbook) => return workbook.row(cells),
            Self::Csv(csv) => {
                for cell in cells {
                    match cell {
                        OutCell::Blank => csv.optional(None),
                        OutCell::Amount(amount) => csv.amount(*amount),
                        OutCell::Whole(number) => csv.whole(*number),
                        OutCell::Words(words) => csv.words(words),
                    };
                }
                csv.end();
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Csv(csv) => Ok(csv.finish().into_bytes()),
            Self::Xlsx(workbook) => workbook.finish(),
        }
    }
}
