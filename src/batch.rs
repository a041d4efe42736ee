//! Many people at once, from a spreadsheet: a table is read, its columns are understood, and each row
//! becomes a [`crate::engine::Situation`] that is reckoned like any other.
//!
//! One row is one person's year (see `docs/batch.md`). The steps, each usable by itself:
//!
//! 1. [`Table::read`]: a file's bytes, CSV or XLSX, into cells of text, within [`limits`].
//! 2. [`guess`] and [`Mapping`]: what each column means.
//! 3. [`Batch`]: rows into results, a chunk at a time; a row that fails stops no other.
//! 4. [`ResultFile`]: results into a CSV or XLSX file, in the words of a [`Words`].
//!
//! There is no clock, thread, file or network here: rules and "today" come from the caller.

mod cells;
mod columns;
mod delimited;
mod error;
mod figures;
pub mod limits;
mod number;
mod places;
mod reckon;
mod report;
mod result_file;
mod row;
mod session;
mod table;
mod template;
mod vocabulary;
mod words;
mod workbook;
mod workbook_out;

pub use columns::{BillColumn, Guess, Mapping, MappingError, Meaning, PersonColumn, Source, guess};
pub use error::{Bound, TableError};
pub use figures::{Figures, Reading, Reliability, Remark, RowWhy};
pub use places::{PlaceError, Places};
pub use reckon::{Batch, RowResult};
pub use report::ResultColumn;
pub use result_file::{FileKind, ResultFile};
pub use row::{RowError, RowReason};
pub use session::{Command, Reply, Session};
pub use table::{CellFault, Table};
pub use template::template;
pub use words::{Tongue, Words};
