//! Text as spreadsheet programs save it: UTF-8, UTF-16 or GB18030, cells between commas, tabs or
//! semicolons.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030};

use super::error::TableError;
use super::table::Builder;

/// How much of a text tells what stands between its cells.
const SAMPLE: usize = 64 * 1024;
/// What may stand between cells.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// Reads a text into `builder`.
pub(super) fn read(file: &[u8], builder: &mut Builder) -> Result<(), TableError> {
    let text = decode(file).ok_or(TableError::NotText)?;
    let is_noise = |b: u8| b < b' ' && !matches!(b, b'\t' | b'\r' | b'\n');
    if text.bytes().any(is_noise) {
        return Err(TableError::NotText);
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    // Line breaks inside cells, which are no rows.
    let mut inside = 0_u64;
    let mut last = None;
    loop {
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| TableError::BrokenText { row: last })? {
            break;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let number = u32::try_from(line - inside.min(line)).unwrap_or(u32::MAX);
        last = Some(number);
        builder.begin_row(number)?;
        for cell in &record {
            inside += line_breaks(cell);
            builder.cell(unwrapped(cell))?;
        }
    }
    // A quotation mark that nothing closes swallows the rows after it.
    if !text.bytes().filter(|b| *b == b'"').count().is_multiple_of(2) {
        return Err(TableError::BrokenText { row: last });
    }
    Ok(())
}

/// The text of a file. GB18030 comes last: nearly every text is valid in it, but few of its texts are in
/// UTF-8.
fn decode(file: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(file) {
        let text = file.get(mark..)?;
        return encoding.decode_without_bom_handling_and_without_replacement(text);
    }
    match core::str::from_utf8(file) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(file),
    }
}

/// What most often stands between words outside quotation marks at the beginning.
fn delimiter(text: &str) -> u8 {
    let mut counts = DELIMITERS.map(|delimiter| (delimiter, 0_usize));
    let mut quoted = false;
    for byte in text.bytes().take(SAMPLE) {
        quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!quoted && byte == *delimiter);
        }
    }
    // Of equals the first, which is the comma.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(delimiter, _)| *delimiter)
}

fn line_breaks(cell: &str) -> u64 {
    u64::try_from(cell.bytes().filter(|b| *b == b'\n').count()).unwrap_or(0)
}

/// The text of a cell written as `="001"`, which is how programs are told to keep the zeros.
fn unwrapped(cell: &str) -> &str {
    let inside = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(cell)
}
