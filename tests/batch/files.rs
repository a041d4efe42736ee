//! Files as they come: encodings, separators, what is no table.

use encoding_rs::GB18030;
use mingbai::batch::{Bound, Table, TableError, limits};

use super::{CASE_FIGURES, CASES, reckoned, shown};

fn error_of(file: &[u8]) -> TableError {
    Table::read(file).err().unwrap_or_else(|| {
        panic!("{:?} was read", String::from_utf8_lossy(&file[..file.len().min(80)]))
    })
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn every_encoding_and_separator_is_found() {
    let tabs = CASES.replace("\"8,000.00\"", "8000").replace(',', "\t");
    let semicolons = CASES.replace("\"8,000.00\"", "8000").replace(',', ";");
    let files = [
        format!("\u{feff}{CASES}").into_bytes(),
        CASES.replace('\n', "\r\n").into_bytes(),
        GB18030.encode(CASES).0.into_owned(),
        utf16(CASES, u16::to_le_bytes),
        utf16(&tabs, u16::to_be_bytes),
        tabs.clone().into_bytes(),
        GB18030.encode(&semicolons).0.into_owned(),
    ];
    for file in files {
        let results = reckoned(&file);
        assert_eq!(results.iter().map(shown).collect::<Vec<_>>(), CASE_FIGURES);
        assert_eq!(results[3].name, "丁");
    }
}

#[test]
fn rows_are_counted_as_spreadsheet_programs_do() {
    let (head, rows) = CASES.split_once('\n').unwrap();
    let rows = rows.replace("002,乙", "002,\"乙\n（转入）\"").replace("003,", "\n,,,\n003,");
    let file = format!("2025 年医保台账,,,\n\n{head}\n{rows}");
    for ending in ["\n", "\r\n", "\r"] {
        let results = reckoned(file.replace('\n', ending).as_bytes());
        let found: Vec<_> = results.iter().map(|result| (result.row, result.id.as_str())).collect();
        // Title, empty, headings, 001, 002 on two lines that are one row, two empty ones, 003, 004.
        assert_eq!(found, [(4, "001"), (5, "002"), (8, "003"), (9, "004")], "{ending:?}");
        assert_eq!(results[1].name, format!("乙{ending}（转入）"));
    }
}

#[test]
fn a_number_kept_as_text_keeps_its_zeros() {
    let file = CASES.replace("001,甲", "=\"0001\",甲");
    assert_eq!(reckoned(file.as_bytes())[0].id, "0001");
}

#[test]
fn what_is_no_table_is_called_by_its_name() {
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let noise: Vec<u8> =
        (0..4_000_u32).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let old = [&compound[..], &noise].concat();
    let locked = [&old[..], &encrypted].concat();
    let cases: [(&[u8], TableError); 11] = [
        (b"", TableError::NoRows),
        ("\u{feff}".as_bytes(), TableError::NoRows),
        (b" \n,,\n", TableError::NoRows),
        (&noise, TableError::NotText),
        (b"a,b\n1,2\x00\n", TableError::NotText),
        (b"\x89PNG\r\n\x1a\n", TableError::NotText),
        (&old, TableError::OldWorkbook),
        (&locked, TableError::Encrypted),
        ("编号,姓名\n".as_bytes(), TableError::NoRows),
        (b"1,2,3\n4,5,6\n", TableError::NoHeadings),
        ("编号,姓名\n1,\"甲\n2,乙\n".as_bytes(), TableError::BrokenText { row: Some(2) }),
    ];
    for (file, error) in cases {
        assert_eq!(error_of(file), error);
    }
    let figures = "001,甲,成都市,职工,在职,2025-01,8000\n002,乙,成都市,职工,在职,2025-01,8000\n";
    assert_eq!(error_of(figures.as_bytes()), TableError::NoHeadings);
    assert!(matches!(error_of(b"PK\x03\x04 no archive"), TableError::BrokenWorkbook(_)));
}

#[test]
fn two_columns_of_one_name_are_refused() {
    let error = error_of("编号,姓名, 姓名 \n1,甲,乙\n".as_bytes());
    let heading = "姓名".to_owned();
    assert_eq!(error, TableError::DuplicateHeading { heading, first: 1, second: 2 });
}

#[test]
fn every_limit_is_named() {
    let too_much = |what, limit: usize, row| TableError::TooMuch {
        what,
        limit: u64::try_from(limit).unwrap(),
        row,
    };
    let rows = |count: usize| format!("编号,姓名\n{}", "1,a\n".repeat(count));
    assert_eq!(Table::read(rows(limits::MAX_ROWS).as_bytes()).unwrap().len(), limits::MAX_ROWS);
    assert_eq!(
        error_of(rows(limits::MAX_ROWS + 1).as_bytes()),
        too_much(Bound::Rows, limits::MAX_ROWS, None)
    );
    let columns = |count: usize| {
        let names: Vec<String> = (1..=count).map(|column| format!("c{column}")).collect();
        format!("{}\n{}\n", names.join(","), vec!["x"; count].join(","))
    };
    assert_eq!(
        Table::read(columns(limits::MAX_COLUMNS).as_bytes()).unwrap().columns(),
        limits::MAX_COLUMNS
    );
    assert_eq!(
        error_of(columns(limits::MAX_COLUMNS + 1).as_bytes()),
        too_much(Bound::Columns, limits::MAX_COLUMNS, Some(1))
    );
    let cell = |length: usize| format!("编号,姓名\n1,{}\n", "x".repeat(length));
    assert_eq!(Table::read(cell(limits::MAX_CELL).as_bytes()).unwrap().len(), 1);
    assert_eq!(
        error_of(cell(limits::MAX_CELL + 1).as_bytes()),
        too_much(Bound::Cell, limits::MAX_CELL, Some(2))
    );
    let file = vec![b'x'; usize::try_from(limits::MAX_FILE).unwrap() + 1];
    assert_eq!(error_of(&file), too_much(Bound::File, file.len() - 1, None));
    // Separators alone are cells, too, until the end of their row shows that nothing follows.
    let empty = format!("编号,姓名\n1,{}x\n", ",".repeat(limits::MAX_COLUMNS));
    assert_eq!(error_of(empty.as_bytes()), too_much(Bound::Columns, limits::MAX_COLUMNS, Some(2)));
    let separators = format!("编号,姓名\n1{}\n", ",".repeat(limits::MAX_CELLS + 1));
    assert_eq!(error_of(separators.as_bytes()), too_much(Bound::Cells, limits::MAX_CELLS, Some(2)));
}
