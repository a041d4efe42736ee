//! How much a table may hold. The bounds keep what a file can ask for well below what a browser gives
//! one tab; each is named by the [`super::TableError`] that it causes.

/// Bytes of a file. A table of [`MAX_ROWS`] rows with forty columns has about eighty million.
pub const MAX_FILE: u64 = 100_000_000;
/// Rows below the headings.
pub const MAX_ROWS: usize = 200_000;
/// Columns.
pub const MAX_COLUMNS: usize = 500;
/// Cells of all rows together, up to the last of each row that holds something.
pub const MAX_CELLS: usize = 20_000_000;
/// Bytes of one cell's text.
pub const MAX_CELL: usize = 2_000;
/// Bytes of the text of all cells. Above [`MAX_FILE`], as decoding lengthens text, and as the cells of a
/// workbook share texts.
pub const MAX_TEXT: usize = 200_000_000;
/// Bytes that an XLSX file unpacks to, all its parts together.
pub const MAX_UNPACKED: u64 = 600_000_000;
/// Bytes of the texts that the cells of a workbook share, which are held in memory at once.
pub const MAX_SHARED: u64 = 100_000_000;
/// Bytes of any other part of a workbook that is not a sheet.
pub const MAX_PART: u64 = 16_000_000;
/// Parts of a workbook.
pub const MAX_PARTS: usize = 10_000;
/// Bills in one row.
pub const MAX_BILLS: u8 = 60;
