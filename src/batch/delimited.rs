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
    let mut lines = Lines { text: &text, counted_to: 0, before: 0, inside: 0 };
    let mut last = None;
    loop {
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| TableError::BrokenText { row: last })? {
            break;
        }
        let number = lines.row_of(&record);
        last = Some(number);
        builder.begin_row(number)?;
        for cell in &record {
            lines.inside += line_breaks(cell);
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

/// Which row a record is, as spreadsheet programs count: empty lines are rows, line breaks inside cells
/// are none. The reader's own count of lines is one behind where they end in two characters.
struct Lines<'t> {
    text: &'t str,
    counted_to: usize,
    /// Line breaks up to there.
    before: usize,
    /// Those of them that stand inside cells.
    inside: usize,
}

impl Lines<'_> {
    fn row_of(&mut self, record: &StringRecord) -> u32 {
        let start = record.position().and_then(|position| usize::try_from(position.byte()).ok());
        let start = start.unwrap_or(self.counted_to);
        let rest = self.text.get(start..).unwrap_or_default();
        // A record is said to begin at what ends the line before it, and at the empty lines there.
        let begins = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.before += line_breaks(self.text.get(self.counted_to..begins).unwrap_or_default());
        self.counted_to = begins;
        u32::try_from(self.before - self.inside + 1).unwrap_or(u32::MAX)
    }
}

/// Ends of lines, of one character or two.
fn line_breaks(text: &str) -> usize {
    let ends = text.bytes().filter(|b| matches!(b, b'\r' | b'\n')).count();
    ends - text.matches("\r\n").count()
}

/// The text of a cell written as `="001"`, which is how programs are told to keep the zeros.
fn unwrapped(cell: &str) -> &str {
    let inside = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inside.filter(|inside| !inside.contains('"')).unwrap_or(cell)
}
