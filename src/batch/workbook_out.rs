//! Writes a workbook of one sheet: words and numbers, no formulas. Each row goes into the archive as it
//! comes, so that a hundred thousand rows take no more memory than the packed file.

use core::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use super::report::OutCell;

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
/// The parts of a workbook beside its sheet, in the form of ECMA-376.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    // Two formats of cells: as it comes, and with two decimals (number format 2 of the standard).
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"#,
    ),
];
const SHEET: &str = "xl/worksheets/sheet1.xml";
const SHEET_BEGINS: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
const SHEET_ENDS: &str = "</sheetData></worksheet>";

/// A workbook under way.
pub(super) struct WorkbookOut {
    archive: ZipWriter<Cursor<Vec<u8>>>,
    rows: u32,
    line: String,
}

impl WorkbookOut {
    /// A workbook without rows. Writing into memory fails only where the archive would be larger than
    /// its format allows; what it then says is given on.
    pub(super) fn new() -> Result<Self, String> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in PARTS {
            begin(&mut archive, name)?;
            archive.write_all(content.as_bytes()).map_err(|error| error.to_string())?;
        }
        begin(&mut archive, SHEET)?;
        archive.write_all(SHEET_BEGINS.as_bytes()).map_err(|error| error.to_string())?;
        Ok(Self { archive, rows: 0, line: String::new() })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: &[OutCell]) -> Result<(), String> {
        self.rows += 1;
        self.line.clear();
        let _ = write!(self.line, r#"<row r="{}">"#, self.rows);
        for (column, cell) in cells.iter().enumerate() {
            self.cell(column, cell);
        }
        self.line.push_str("</row>");
        self.archive.write_all(self.line.as_bytes()).map_err(|error| error.to_string())
    }

    fn cell(&mut self, column: usize, cell: &OutCell) {
        let at = format!("{}{}", letters(column), self.rows);
        // Writing into a text does not fail.
        let _ = match cell {
            OutCell::Blank => Ok(()),
            OutCell::Whole(number) => write!(self.line, r#"<c r="{at}"><v>{number}</v></c>"#),
            OutCell::Amount(amount) => {
                write!(self.line, r#"<c r="{at}" s="1"><v>{amount}</v></c>"#)
            }
            OutCell::Words(words) if words.is_empty() => Ok(()),
            OutCell::Words(words) => write!(
                self.line,
                r#"<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                escaped(words)
            ),
        };
    }

    /// The file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, String> {
        self.archive.write_all(SHEET_ENDS.as_bytes()).map_err(|error| error.to_string())?;
        let file = self.archive.finish().map_err(|error| error.to_string())?;
        Ok(file.into_inner())
    }
}

fn begin(archive: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str) -> Result<(), String> {
    let options = SimpleFileOptions::default();
    archive.start_file(name, options).map_err(|error| error.to_string())?;
    archive.write_all(DECLARATION.as_bytes()).map_err(|error| error.to_string())
}

/// The letters of a column: A for 0, Z for 25, AA for 26.
pub(super) fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.extend(u8::try_from(left % 26).ok().map(|letter| char::from(b'A' + letter)));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Text for XML, without the control characters that it cannot hold.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c < ' ' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, expected) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(letters(column), expected);
        }
    }

    #[test]
    fn text_cannot_break_out_of_its_cell() {
        assert_eq!(escaped("<a>&\u{1}b\n"), "&lt;a&gt;&amp;b\n");
    }
}
