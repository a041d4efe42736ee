//! Why a file is no table.

use core::fmt;

/// What may not exceed a limit; see [`super::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of the file.
    File,
    /// Rows below the headings.
    Rows,
    /// Columns.
    Columns,
    /// Cells of all rows.
    Cells,
    /// Bytes of one cell.
    Cell,
    /// Bytes of all cells.
    Text,
    /// Bytes that a workbook, or a part of it, unpacks to.
    Unpacked,
    /// Parts of a workbook.
    Parts,
}

/// Why a file cannot be read as a table. `Display` gives a stable code with its data, not prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// More than is read.
    TooMuch {
        /// Of what.
        what: Bound,
        /// The limit.
        limit: u64,
        /// The row, as spreadsheet programs count, where one is to blame.
        row: Option<u32>,
    },
    /// Neither a workbook nor text in UTF-8, UTF-16 or GB18030.
    NotText,
    /// A workbook of before 2007 (`.xls`).
    OldWorkbook,
    /// A workbook that asks for a password.
    Encrypted,
    /// A workbook whose parts contradict each other, are missing or cannot be unpacked; what the reader
    /// said.
    BrokenWorkbook(String),
    /// Text whose quotation marks or cells cannot be told apart, with the row.
    BrokenText {
        /// The row, as spreadsheet programs count.
        row: Option<u32>,
    },
    /// Two columns with one heading: which is meant cannot be told.
    DuplicateHeading {
        /// The heading.
        heading: String,
        /// Index of the first column.
        first: usize,
        /// Index of the second.
        second: usize,
    },
    /// The first row holds figures, no headings.
    NoHeadings,
    /// Nothing stands below the headings.
    NoRows,
}

impl TableError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooMuch { what: Bound::File, .. } => "file_too_large",
            Self::TooMuch { what: Bound::Rows, .. } => "too_many_rows",
            Self::TooMuch { what: Bound::Columns, .. } => "too_many_columns",
            Self::TooMuch { what: Bound::Cells, .. } => "too_many_cells",
            Self::TooMuch { what: Bound::Cell, .. } => "cell_too_long",
            Self::TooMuch { what: Bound::Text, .. } => "too_much_text",
            Self::TooMuch { what: Bound::Unpacked, .. } => "unpacks_to_too_much",
            Self::TooMuch { what: Bound::Parts, .. } => "too_many_parts",
            Self::NotText => "not_text",
            Self::OldWorkbook => "old_workbook",
            Self::Encrypted => "encrypted",
            Self::BrokenWorkbook(_) => "broken_workbook",
            Self::BrokenText { .. } => "broken_text",
            Self::DuplicateHeading { .. } => "duplicate_heading",
            Self::NoHeadings => "no_headings",
            Self::NoRows => "no_rows",
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::TooMuch { limit, row, .. } => {
                write!(f, " (limit {limit})")?;
                row.map_or(Ok(()), |row| write!(f, " in row {row}"))
            }
            Self::BrokenWorkbook(detail) => write!(f, ": {detail}"),
            Self::BrokenText { row: Some(row) } => write!(f, " in row {row}"),
            Self::DuplicateHeading { heading, first, second } => {
                write!(f, ": {heading:?} in columns {} and {}", first + 1, second + 1)
            }
            _ => Ok(()),
        }
    }
}

impl core::error::Error for TableError {}
