//! Workbooks: written by another hand, broken by hand.

use std::io::{Cursor, Read, Write};

use mingbai::batch::{Bound, Table, TableError, limits};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{CASE_FIGURES, CASES, problems, reckoned, shown};

/// The rows of [`CASES`] as a workbook in which amounts are numbers and days are days.
fn cases(fill: impl FnOnce(&mut Workbook, &mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let mut sheet = Worksheet::new();
    let days = Format::new().set_num_format("yyyy/m/d");
    let text = CASES.replace("\"8,000.00\"", "8000");
    for (row, line) in (0_u32..).zip(text.lines()) {
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            let is_code = column < 8 || column == 13;
            match cell.parse::<f64>() {
                Ok(number) if !is_code && cell.len() < 8 => {
                    sheet.write_number(row, column, number).unwrap()
                }
                _ if row > 0 && (column == 14 || column == 8) && !cell.is_empty() => {
                    let iso = match cell.len() {
                        8 => format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..]),
                        _ => cell
                            .split(['/', '-'])
                            .map(|part| format!("{part:0>2}"))
                            .collect::<Vec<_>>()
                            .join("-"),
                    };
                    let day = ExcelDateTime::parse_from_str(&iso).unwrap();
                    sheet.write_datetime_with_format(row, column, &day, &days).unwrap()
                }
                _ if cell.is_empty() => &mut sheet,
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    fill(&mut workbook, &mut sheet);
    workbook.push_worksheet(sheet);
    workbook.save_to_buffer().unwrap()
}

fn sound() -> Vec<u8> {
    cases(|_, _| {})
}

/// A copy of an archive, its parts changed by `change` (name and content); `None` leaves one out.
fn repacked(file: &[u8], change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let Some(content) = change(&name, content) else { continue };
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// [`repacked`] with a text of the sheet replaced by another.
fn with_sheet(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    repacked(file, |name, content| {
        if name != "xl/worksheets/sheet1.xml" {
            return Some(content);
        }
        let text = String::from_utf8(content).unwrap();
        assert!(text.contains(from), "{text}");
        Some(text.replacen(from, to, 1).into_bytes())
    })
}

fn error_of(file: &[u8]) -> TableError {
    Table::read(file).err().unwrap_or_else(|| panic!("it was read"))
}

#[test]
fn a_workbook_gives_what_its_text_gives() {
    let results = reckoned(&sound());
    assert_eq!(results.iter().map(shown).collect::<Vec<_>>(), CASE_FIGURES);
    assert_eq!((results[0].row, results[0].id.as_str()), (2, "001"));
}

/// 2,600 as 2,500 + 100, its result kept; 0.1 + 0.2 − 0.3 is a binary fraction away from nothing.
#[test]
fn formulas_count_by_the_result_that_is_kept() {
    let file = cases(|_, sheet| {
        sheet.write_formula(2, 17, Formula::new("=2500+100").set_result("2600")).unwrap();
        sheet
            .write_formula(2, 18, Formula::new("=99.9+0.1").set_result("100.00000000000001"))
            .unwrap();
    });
    assert_eq!(shown(&reckoned(&file)[1]), CASE_FIGURES[1]);
}

#[test]
fn formulas_without_a_result_and_errors_fail_their_row_only() {
    let kept = cases(|_, sheet| {
        sheet.write_formula(2, 17, Formula::new("=2500+100").set_result("2600")).unwrap();
        sheet.write_formula(3, 17, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let file = with_sheet(&kept, "<v>2600</v>", "");
    assert_eq!(
        problems(&file),
        [
            (3, "费用1总额：公式还没有结果：请用表格软件打开、保存一次再来".to_owned()),
            (4, "费用1总额：格子里是公式出错的提示".to_owned()),
        ]
    );
    assert_eq!(shown(&reckoned(&file)[3]), CASE_FIGURES[3]);
}

#[test]
fn an_amount_finer_than_a_fen_is_refused_and_not_rounded() {
    let file = cases(|_, sheet| {
        sheet.write_number(2, 17, 2600.005).unwrap();
    });
    assert_eq!(problems(&file), [(3, "费用1总额：小数多于两位，最小到分".to_owned())]);
}

/// The same days, counted from 1904: 1,462 fewer.
#[test]
fn days_are_right_where_they_count_from_1904() {
    let file = repacked(&sound(), |name, content| {
        let mut text = String::from_utf8(content).unwrap();
        if name == "xl/workbook.xml" {
            assert!(text.contains("<workbookPr "), "{text}");
            text = text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
        }
        if name == "xl/worksheets/sheet1.xml" {
            // 2025-12-31, 2025-03-15, 2025-02-28, 2025-02-10, 2024-08-15.
            for serial in [46_022, 45_731, 45_716, 45_698, 45_519] {
                let from = format!("<v>{serial}</v>");
                assert!(text.contains(&from), "{serial}: {text}");
                text = text.replace(&from, &format!("<v>{}</v>", serial - 1_462));
            }
        }
        Some(text.into_bytes())
    });
    assert_eq!(reckoned(&file).iter().map(shown).collect::<Vec<_>>(), CASE_FIGURES);
}

#[test]
fn the_first_sheet_that_can_be_seen_is_read() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_hidden(true).write_string(0, 0, "x").unwrap();
    workbook
        .add_worksheet()
        .set_active(true)
        .write_string(0, 0, "编号")
        .unwrap()
        .write_string(1, 0, "7")
        .unwrap();
    let table = Table::read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!((table.heading(0), table.cell(0, 0), table.number(0)), ("编号", "7", 2));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let size = usize::try_from(limits::MAX_PART).unwrap() + 1;
    let bomb = repacked(&sound(), |name, content| {
        Some(if name == "xl/styles.xml" { vec![b' '; size] } else { content })
    });
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let limit = limits::MAX_PART;
    assert_eq!(error_of(&bomb), TableError::TooMuch { what: Bound::Unpacked, limit, row: None });
}

/// The archive's directory says that a part is small; what comes out is not.
#[test]
fn a_directory_that_lies_is_not_believed() {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let content = vec![b' '; 1_234_567];
    out.start_file("xl/styles.xml", options).unwrap();
    out.write_all(&content).unwrap();
    let mut file = out.finish().unwrap().into_inner();
    let real = u32::try_from(content.len()).unwrap().to_le_bytes();
    let places: Vec<usize> =
        file.windows(4).enumerate().filter(|(_, bytes)| *bytes == real).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        file[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let detail = "File is larger than its declared uncompressed size".to_owned();
    assert_eq!(error_of(&file), TableError::BrokenWorkbook(detail));
}

/// The reader asks at once for as much memory as the part of shared texts says that there are.
#[test]
fn a_false_number_of_texts_asks_for_no_memory() {
    let file = repacked(&sound(), |name, content| {
        if name != "xl/sharedStrings.xml" {
            return Some(content);
        }
        let text = String::from_utf8(content).unwrap();
        let (before, after) = text.split_once("uniqueCount=\"").unwrap();
        let (_, after) = after.split_once('"').unwrap();
        Some(format!("{before}uniqueCount=\"99999999999999\"{after}").into_bytes())
    });
    assert!(matches!(error_of(&file), TableError::BrokenWorkbook(_)));
}

#[test]
fn very_many_columns_are_refused() {
    let mut workbook = Workbook::new();
    let last = u16::try_from(limits::MAX_COLUMNS).unwrap();
    workbook
        .add_worksheet()
        .write_string(0, 0, "编号")
        .unwrap()
        .write_string(0, last, "x")
        .unwrap();
    let error = error_of(&workbook.save_to_buffer().unwrap());
    let limit = u64::try_from(limits::MAX_COLUMNS).unwrap();
    assert_eq!(error, TableError::TooMuch { what: Bound::Columns, limit, row: Some(1) });
}

#[test]
fn parts_that_lack_or_contradict_are_told() {
    for lacking in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"] {
        let file = repacked(&sound(), |name, content| (name != lacking).then_some(content));
        let read = Table::read(&file);
        assert!(
            lacking == "[Content_Types].xml" || matches!(read, Err(TableError::BrokenWorkbook(_))),
            "{lacking}"
        );
    }
    let disorder = |detail: &str| TableError::BrokenWorkbook(detail.to_owned());
    let file = with_sheet(&sound(), "r=\"A3\"", "r=\"A1\"");
    assert_eq!(error_of(&file), disorder("rows out of order"));
    let file = with_sheet(&sound(), "r=\"C3\"", "r=\"A3\"");
    assert_eq!(error_of(&file), disorder("cells out of order"));
    let half = sound();
    assert!(matches!(error_of(&half[..half.len() / 2]), TableError::BrokenWorkbook(_)));
}

/// Whatever is done to the bytes of its parts: read or refused, never a panic.
#[test]
fn damaged_workbooks_never_panic() {
    let file = sound();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let mut read = 0;
    for _ in 0..300 {
        let changes: Vec<(u64, u8)> = (0..4).map(|_| (next(), next().to_le_bytes()[0])).collect();
        let part = next();
        let damaged = repacked(&file, |name, mut content| {
            let parts = [
                "xl/worksheets/sheet1.xml",
                "xl/sharedStrings.xml",
                "xl/styles.xml",
                "xl/workbook.xml",
            ];
            if name == parts[usize::try_from(part % 4).unwrap()] {
                for (at, byte) in &changes {
                    let length = u64::try_from(content.len()).unwrap();
                    content[usize::try_from(at % length).unwrap()] = *byte;
                }
            }
            Some(content)
        });
        read += usize::from(Table::read(&damaged).is_ok());
    }
    assert!(read > 0, "all were refused");
}
