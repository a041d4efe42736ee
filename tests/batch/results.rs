//! What comes out: files of results, templates.

use mingbai::batch::{
    FileKind, Reliability, ResultColumn, ResultFile, Table, Tongue, Words, template,
};

use super::{CASES, batch_of, places, reckoned, shown};

/// The result file of a table.
fn written(file: &str, kind: FileKind, tongue: Tongue) -> Vec<u8> {
    let mut batch = batch_of(Table::read(file.as_bytes()).unwrap());
    let results = batch.next_chunk(usize::MAX);
    let mut out = ResultFile::new(kind, Words::of(tongue)).unwrap();
    for result in &results {
        out.row(&batch, result).unwrap();
    }
    out.finish().unwrap()
}

#[test]
fn the_result_is_a_table_that_spreadsheets_read() {
    let file = CASES.replace("003,丙,成都", "003,丙,蓉城");
    let csv = String::from_utf8(written(&file, FileKind::Csv, Tongue::Zh)).unwrap();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}\"表格行号\",\"编号\",\"姓名\",\"参保地\",\"算到\",\"账户余额\",\"医保支付\",\"个人支付\",\"其中账户支付\",\"依据\",\"说明\",\"为什么\",\"若没填的都自费：账户余额\",\"若没填的都自费：医保支付\",\"若没填的都自费：个人支付\",\"没有算出，请改\""
    );
    assert_eq!(
        lines[2],
        "3,\"002\",\"乙\",\"成都市\",\"2025-12-31\",1440.00,1150.00,1450.00,480.00,\"依据齐全\",,\"费用1：先过起付线，这笔里有 200.00 由自己付\",,,,"
    );
    assert_eq!(lines[3], "4,\"003\",\"丙\",,,,,,,,,,,,,\"统筹区：没有叫这个名字的参保地\"");
    assert_eq!(
        lines[4],
        "5,\"004\",\"丁\",\"上海市\",\"2025-06-30\",-1440.00,406.00,2594.00,1920.00,\"依据齐全\",,\"余额：预划的钱被扣回：全年预划 1920.00，按缴费应得 480.00，扣回 1440.00\",,,,"
    );
    assert_eq!(lines.len(), 6, "four rows, headings, and the end of the last line");
}

/// Both forms say the same, cell by cell; the workbook is read by the reader that reads everybody's.
#[test]
fn the_workbook_says_what_the_text_says() {
    for tongue in [Tongue::Zh, Tongue::En] {
        let [csv, xlsx] = [FileKind::Csv, FileKind::Xlsx]
            .map(|kind| Table::read(&written(CASES, kind, tongue)).unwrap());
        assert_eq!(csv.len(), 4);
        assert_eq!((csv.len(), csv.columns()), (xlsx.len(), xlsx.columns()));
        let number = |cell: &str| cell.trim_end_matches('0').trim_end_matches('.').to_owned();
        for row in 0..4 {
            for column in 0..ResultColumn::ALL.len() {
                let (text, packed) = (csv.cell(row, column), xlsx.cell(row, column));
                assert!(
                    text == packed || number(text) == packed || text == "0.00" && packed == "0",
                    "{text:?} {packed:?}"
                );
            }
        }
        assert!(csv.headings().eq(xlsx.headings()));
    }
}

#[test]
fn no_cell_of_the_result_becomes_a_formula() {
    for evil in ["=HYPERLINK(1)", "+1", "-1", "@x", "＝1"] {
        let file = CASES.replace("001,甲", &format!("{evil},{evil}"));
        let csv = String::from_utf8(written(&file, FileKind::Csv, Tongue::En)).unwrap();
        assert!(csv.contains(&format!("\"'{evil}\",\"'{evil}\"")), "{csv}");
        let table = Table::read(&written(&file, FileKind::Xlsx, Tongue::En)).unwrap();
        assert_eq!((table.cell(0, 1), table.fault(0, 1)), (evil, None));
    }
}

/// The first: 1,203.44 and three credits of 160 make 1,683.44 on 15 March; of the bill 2,500 are covered, 2,300 above the
/// deductible, half from the fund; the account pays 200 + 1,150 and 333.44 stay. With April's credit 493.44; of 86.40 at the
/// pharmacy the fund pays half, the account the other: 450.24. May to December without November: 7 × 160 more.
/// The second: six months of 111 − 2.78.
#[test]
fn the_template_read_back_is_two_people_without_a_fault() {
    for tongue in [Tongue::Zh, Tongue::En] {
        for kind in [FileKind::Csv, FileKind::Xlsx] {
            let file = template(kind, &Words::of(tongue), &places()).unwrap();
            let results = reckoned(&file);
            assert_eq!(
                results.iter().map(shown).collect::<Vec<_>>(),
                [["1570.24", "1193.20", "1493.20", "1393.20"], ["649.32", "0.00", "0.00", "0.00"],]
            );
            let sure: Vec<_> =
                results.iter().map(|result| result.figures.as_ref().unwrap().reliability).collect();
            assert_eq!(sure, [Reliability::Complete; 2], "{tongue:?}");
            assert_eq!(results[0].id, "001");
        }
    }
}
