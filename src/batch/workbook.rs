//! Workbooks: the first visible sheet of an XLSX file, cell by cell. Formulas are never evaluated; what
//! counts is the result that the file holds.
//!
//! Before the reader sees the archive, every part that it may open is unpacked once to nowhere: the
//! archive's directory may say less than what comes out, and memory must not hang on what it says.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;
use zip::result::ZipError;

use super::error::{Bound, TableError};
use super::limits::{MAX_COLUMNS, MAX_PART, MAX_PARTS, MAX_SHARED, MAX_UNPACKED};
use super::number::{day_of_serial, shown};
use super::table::{Builder, CellFault};

/// The name under which an encrypted workbook is stored, as the old format writes names.
const ENCRYPTED: &str = "EncryptedPackage";
/// The least that a shared text takes of its part: `<si/>`.
const LEAST_SHARED: u64 = 5;

/// Why a file of the old compound format cannot be read.
pub(super) fn compound_error(file: &[u8]) -> TableError {
    let name: Vec<u8> = ENCRYPTED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_encrypted = file.windows(name.len()).any(|window| window == name);
    if is_encrypted { TableError::Encrypted } else { TableError::OldWorkbook }
}

/// Reads the first visible sheet into `builder`.
pub(super) fn read(file: &[u8], builder: &mut Builder) -> Result<(), TableError> {
    unpacks_within_limits(file)?;
    let mut workbook = Xlsx::new(Cursor::new(file)).map_err(broken)?;
    if workbook.has_1904_epoch() {
        builder.count_from_1904();
    }
    let from_1904 = workbook.has_1904_epoch();
    let sheets = workbook.sheets_metadata().iter();
    let mut visible = sheets.filter(|sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    });
    let no_sheet = || TableError::BrokenWorkbook("no visible sheet".to_owned());
    let name = visible.next().ok_or_else(no_sheet)?.name.clone();
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(broken)?;
    let mut row = None;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let (at, column) = cell.pos;
        if row != Some(at) {
            if row.is_some_and(|row| at < row) {
                return Err(TableError::BrokenWorkbook("rows out of order".to_owned()));
            }
            row = Some(at);
            builder.begin_row(at.saturating_add(1))?;
        }
        advance_to(builder, column, at)?;
        put(builder, &cell.value, cell.formula.is_some(), from_1904)?;
    }
    Ok(())
}

/// Fills a row up with empty cells to the one that comes next.
fn advance_to(builder: &mut Builder, column: u32, row: u32) -> Result<(), TableError> {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    // Empty cells with a format may reach to the last column there is.
    if column > MAX_COLUMNS {
        let limit = u64::try_from(MAX_COLUMNS).unwrap_or(u64::MAX);
        return Err(TableError::TooMuch {
            what: Bound::Columns,
            limit,
            row: Some(row.saturating_add(1)),
        });
    }
    if column < builder.columns_here() {
        return Err(TableError::BrokenWorkbook("cells out of order".to_owned()));
    }
    while builder.columns_here() < column {
        builder.cell("")?;
    }
    Ok(())
}

fn put(
    builder: &mut Builder,
    value: &DataRef<'_>,
    is_formula: bool,
    from_1904: bool,
) -> Result<(), TableError> {
    match value {
        DataRef::Empty if is_formula => builder.faulty("", CellFault::FormulaWithoutValue),
        DataRef::Empty => builder.cell(""),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            builder.cell(text)
        }
        DataRef::SharedString(text) => builder.cell(text),
        DataRef::Int(number) => builder.cell(&number.to_string()),
        DataRef::Bool(is_true) => builder.cell(if *is_true { "TRUE" } else { "FALSE" }),
        DataRef::Float(number) => match shown(*number) {
            Some(text) => builder.cell(&text),
            None => builder.faulty("", CellFault::NotANumber),
        },
        DataRef::DateTime(moment) => {
            let serial = shown(moment.as_f64()).unwrap_or_default();
            match day_of_serial(&serial, from_1904).filter(|_| moment.is_datetime()) {
                Some(day) => builder.cell(&day.to_string()),
                None => builder.cell(&serial),
            }
        }
        DataRef::Error(error) => builder.faulty(&error.to_string(), CellFault::ErrorValue),
    }
}

/// Checks what the archive unpacks to, by its directory and by unpacking it.
fn unpacks_within_limits(file: &[u8]) -> Result<(), TableError> {
    let too_much = |what, limit| TableError::TooMuch { what, limit, row: None };
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(unzipped)?;
    if archive.len() > MAX_PARTS {
        let limit = u64::try_from(MAX_PARTS).unwrap_or(u64::MAX);
        return Err(too_much(Bound::Parts, limit));
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(unzipped)?;
        if part.encrypted() {
            return Err(TableError::Encrypted);
        }
        let (name, size) = (part.name().map_err(unzipped)?.to_ascii_lowercase(), part.size());
        drop(part);
        total = total.saturating_add(size);
        let limit = limit_of(&name);
        if total > MAX_UNPACKED || size > limit {
            return Err(too_much(Bound::Unpacked, limit.min(MAX_UNPACKED)));
        }
        // Pictures and the like are never opened.
        if name.contains("/media/") {
            continue;
        }
        let mut part = archive.by_index(index).map_err(unzipped)?;
        let mut start = Vec::new();
        let io_error = |error: io::Error| TableError::BrokenWorkbook(error.to_string());
        (&mut part).take(4_096).read_to_end(&mut start).map_err(io_error)?;
        let rest = io::copy(&mut part.take(size + 1), &mut io::sink()).map_err(io_error)?;
        if rest.saturating_add(u64::try_from(start.len()).unwrap_or(u64::MAX)) > size {
            return Err(too_much(Bound::Unpacked, size));
        }
        if name.ends_with("sharedstrings.xml") && claimed(&start) > size / LEAST_SHARED {
            return Err(TableError::BrokenWorkbook("uniqueCount".to_owned()));
        }
    }
    Ok(())
}

/// The most that a part may unpack to.
fn limit_of(name: &str) -> u64 {
    if name.contains("/worksheets/") || name.contains("/media/") {
        MAX_UNPACKED
    } else if name.ends_with("sharedstrings.xml") {
        MAX_SHARED
    } else {
        MAX_PART
    }
}

/// How many shared texts a part says that it has: the reader asks for that much memory at once.
fn claimed(start: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(start);
    let claim = text.split("uniqueCount").nth(1).unwrap_or_default();
    let digits = claim.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = digits.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

fn unzipped(error: ZipError) -> TableError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => TableError::Encrypted,
        error => TableError::BrokenWorkbook(error.to_string()),
    }
}

fn broken(error: XlsxError) -> TableError {
    match error {
        XlsxError::Password => TableError::Encrypted,
        error => TableError::BrokenWorkbook(error.to_string()),
    }
}
