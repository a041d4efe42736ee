//! The shell command: the same results, codes for what is wrong, exit codes.

use std::path::PathBuf;
use std::process::{Command, Output};

use mingbai::batch::{FileKind, Table, Tongue, Words, template};
use serde_json::Value;

use super::support::TODAY;
use super::{CASE_FIGURES, CASES, places};

/// The command, built by `cargo test` beside the tests.
fn run(arguments: &[&str]) -> Output {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let binary = folder.join("examples").join(format!("batch{}", std::env::consts::EXE_SUFFIX));
    assert!(
        binary.is_file(),
        "{} is not built: cargo build --features batch --example batch",
        binary.display()
    );
    Command::new(binary).args(["--today", TODAY]).args(arguments).output().unwrap()
}

/// A file in a folder of this test's own.
fn file(test: &str, name: &str, content: &[u8]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("mingbai-batch-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn error_of(output: &Output) -> Value {
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(output.stdout.is_empty());
    let error: Value = serde_json::from_str(stderr.trim()).unwrap();
    error["error"].clone()
}

/// Balance, funds, person, account, as a result file has them.
fn figures(table: &Table, row: usize) -> [String; 4] {
    [5, 6, 7, 8].map(|column| table.cell(row, column).to_owned())
}

#[test]
fn results_of_all_rows_come_out_and_failing_ones_are_counted() {
    let rows = CASES.replace("003,丙,成都", "003,丙,蓉城");
    let input = file("rows", "people.csv", rows.as_bytes());
    let output = run(&[input.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "1 of 4 rows could not be reckoned\n");
    let table = Table::read(&output.stdout).unwrap();
    assert_eq!(figures(&table, 3), CASE_FIGURES[3]);
    assert_eq!(table.cell(2, 15), "统筹区：没有叫这个名字的参保地");
    // More rows than are reckoned at a time come out in their order.
    let (head, rows) = CASES.split_once('\n').unwrap();
    let many = format!("{head}\n{}", rows.repeat(1_100));
    let input = file("rows", "many.csv", many.as_bytes());
    let output = run(&[input.to_str().unwrap()]);
    let table = Table::read(&output.stdout).unwrap();
    assert_eq!(table.len(), 4_400);
    for row in 0..4_400 {
        assert_eq!(table.cell(row, 0), (row + 2).to_string());
        assert_eq!(figures(&table, row), CASE_FIGURES[row % 4]);
    }
}

#[test]
fn a_workbook_comes_out_where_one_is_named() {
    let words = Words::of(Tongue::En);
    let input =
        file("workbook", "people.xlsx", &template(FileKind::Xlsx, &words, &places()).unwrap());
    let out = input.with_file_name("result.xlsx");
    let output =
        run(&["--language", "en", "--out", out.to_str().unwrap(), input.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let table = Table::read(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!(table.heading(5), "Account balance");
    assert_eq!(table.cell(0, 5), "1570.24");
}

#[test]
fn the_template_is_what_the_page_offers() {
    for (name, kind) in [("t.csv", FileKind::Csv), ("t.xlsx", FileKind::Xlsx)] {
        let path = file("template", name, b"");
        assert_eq!(run(&["--template", path.to_str().unwrap()]).status.code(), Some(0));
        let expected = template(kind, &Words::of(Tongue::Zh), &places()).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), expected);
    }
}

#[test]
fn columns_can_be_looked_at_and_named() {
    let rows = "谁,额,年度,年初余额,缴费基数,备注\n1,0,2025,0,8000,x\n";
    let input = file("columns", "people.csv", rows.as_bytes());
    let path = input.to_str().unwrap();
    let output = run(&["--columns", path]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        told,
        "1\t谁\t-\n2\t额\t-\n3\t年度\tyear\n4\t年初余额\topening\n5\t缴费基数\tbase\n6\t备注\t-\n"
    );
    assert_eq!(error_of(&run(&[path]))["problem"], "lacks");
    let same =
        ["--same", "area=510100", "--same", "insurance=employee", "--same", "status=in_service"];
    let output = run(&[&same[..], &["--map", "id=谁", path]].concat());
    let table = Table::read(&output.stdout).unwrap();
    assert_eq!((table.cell(0, 1), figures(&table, 0)), ("1", CASE_FIGURES[0].map(str::to_owned)));
}

#[test]
fn what_is_wrong_has_a_code() {
    let noise = file("wrong", "noise.csv", b"\x00\x01\x02");
    let twice = file("wrong", "twice.csv", "编号,编号\n1,2\n".as_bytes());
    assert_eq!(error_of(&run(&[noise.to_str().unwrap()]))["problem"], "not_text");
    let error = error_of(&run(&["--language", "en", twice.to_str().unwrap()]));
    assert_eq!(error["problem"], "duplicate_heading");
    assert!(error["detail"].as_str().unwrap().contains("“编号”"), "{error}");
    for arguments in [
        &["--toady"][..],
        &[],
        &["a.csv", "b.csv"],
        &["--out"],
        &["--language", "fr", "a.csv"],
        &["--same", "kolor=1", "a.csv"],
        &["--map", "area", "a.csv"],
        &["--today", "2025-02-30", "a.csv"],
    ] {
        assert_eq!(error_of(&run(arguments))["problem"], "usage", "{arguments:?}");
    }
    assert_eq!(run(&["no-such-file.csv"]).status.code(), Some(1));
}
