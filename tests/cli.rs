//! The shell command: the same object as the page, typed errors, exit codes.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use mingbai::api::answer;
use serde_json::{Value, json};
use support::{TODAY, date, path, policy, situation, text};

/// The command, built by `cargo test` beside the tests.
fn binary() -> PathBuf {
    let mut folder = std::env::current_exe().unwrap();
    folder.pop();
    if folder.ends_with("deps") {
        folder.pop();
    }
    let binary = folder.join("examples").join(format!("assess{}", std::env::consts::EXE_SUFFIX));
    assert!(binary.is_file(), "{} is not built: cargo build --example assess", binary.display());
    binary
}

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(binary())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The command may end before it has read everything: for wrong options, say.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn sound() -> Value {
    json!({
        "area": "310000",
        "insurance": "employee",
        "status": "in_service",
        "insured_since": "2020-01",
        "ledger": {
            "from": "2024-07", "as_of": "2025-06-30",
            "opening": { "separate": { "current_year": "0", "accumulated": "0" } }
        },
        "contributions": [{ "from": "2024-07", "to": "2024-09", "base": "8000" }],
        "expenses": [
            { "date": "2024-08-15", "kind": "outpatient", "level": "level3", "total": "3000" }
        ]
    })
}

/// The error of a run that must fail with code 2 and say nothing on standard output.
fn error_of(output: &Output) -> Value {
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(output.stdout.is_empty(), "{output:?}");
    let error: Value =
        serde_json::from_str(stderr.trim()).unwrap_or_else(|error| panic!("{error}: {stderr:?}"));
    error["error"].clone()
}

#[test]
fn prints_the_object_that_the_page_shows() {
    for area in ["510100", "310000", "220100"] {
        let mut input = sound();
        input["area"] = json!(area);
        if area != "310000" {
            input["ledger"]["opening"] = json!({ "balance": "1000.00" });
        }
        let output = run(&["--today", TODAY], input.to_string().as_bytes());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert!(output.stderr.is_empty(), "{output:?}");
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = answer(&policy(area), &situation(&input), date(TODAY)).unwrap();
        assert_eq!(printed, serde_json::to_value(expected).unwrap(), "{area}");
    }
}

#[test]
fn prints_the_figures_of_the_issue() {
    let output = run(&["--today", TODAY], sound().to_string().as_bytes());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed["account"]["balance"]["total"], "-1440.00");
    let settlement = &printed["expenses"][0]["settlement"];
    assert_eq!(settlement["paid_first"]["amount"], "1920.00");
    assert_eq!(settlement["deductible"]["applied"]["amount"], "500.00");
    assert_eq!(settlement["fund"]["amount"], "406.00");
    assert_eq!(settlement["own_share"]["amount"], "174.00");
}

#[test]
fn today_is_the_last_day_where_none_is_named() {
    let mut input = sound();
    input["ledger"].as_object_mut().unwrap().remove("as_of");
    let output = run(&["--today", "2024-09-30"], input.to_string().as_bytes());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed["as_of"], "2024-09-30");
    // Without the option it is the clock's day, which lies after the situation.
    let output = run(&[], input.to_string().as_bytes());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let as_of = printed["as_of"].as_str().unwrap();
    assert!(as_of >= "2024-10-01", "{as_of}");
}

#[test]
fn wrong_situations_name_the_field_and_print_nothing() {
    let with = |pointer: &str, value: Value| {
        let mut input = sound();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        input.pointer_mut(parent).unwrap()[key] = value;
        input.to_string()
    };
    let mut negative = sound();
    negative["expenses"][0]["total"] = json!("-1");
    let mut impossible = sound();
    impossible["expenses"][0]["date"] = json!("2025-02-30");
    let mut absurd = sound();
    absurd["expenses"][0]["total"] = json!("100000000.01");
    let mut late = sound();
    late["expenses"][0]["date"] = json!("2025-07-01");
    let cases = [
        ("{".to_owned(), ".", "malformed"),
        (String::new(), ".", "malformed"),
        (with("/kolor", json!(1)), "kolor", "unknown_key"),
        (with("/ledger/kolor", json!(1)), "ledger.kolor", "unknown_key"),
        (negative.to_string(), "expenses[0].total", "negative"),
        (absurd.to_string(), "expenses[0].total", "too_large"),
        (impossible.to_string(), "expenses[0].date", "date_impossible"),
        (late.to_string(), "expenses[0].date", "too_late"),
        (with("/area", json!("999999")), "area", "area_unknown"),
        (with("/area", json!("../index")), "area", "area_unknown"),
        (with("/area", json!("")), "area", "area_unknown"),
        (with("/ledger/opening", json!({ "balance": "0" })), "ledger.opening", "opening_shape"),
    ];
    for (input, field, problem) in cases {
        let error = error_of(&run(&["--today", TODAY], input.as_bytes()));
        assert_eq!(error["field"], field, "{error} for {input}");
        assert_eq!(error["problem"], problem, "{error} for {input}");
    }
    let error = error_of(&run(&["--today", TODAY], b"\xff\xfe"));
    assert_eq!(error["problem"], "malformed");
}

/// The nation has a file, but no rules of its own to reckon with: no figure comes of it.
#[test]
fn the_nation_is_no_area_of_insurance() {
    let mut input = sound();
    input["area"] = json!("000000");
    input["ledger"]["opening"] = json!({ "balance": "0" });
    let output = run(&["--today", TODAY], input.to_string().as_bytes());
    if output.status.code() == Some(2) {
        assert_eq!(error_of(&output)["field"], "area");
        return;
    }
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed["account"]["outcome"]["status"], "incomplete");
    assert_eq!(printed["expenses"][0]["outcome"]["status"], "refused");
    assert_eq!(printed["account"]["ledger"].as_array().unwrap().len(), 1);
}

#[test]
fn wrong_options_are_told_apart_from_wrong_situations() {
    for arguments in [
        &["--toady", TODAY][..],
        &["--today"],
        &["--today", "2025-02-30"],
        &["--policies"],
        &["situation.json"],
    ] {
        let error = error_of(&run(arguments, sound().to_string().as_bytes()));
        assert_eq!(error["problem"], "usage", "{arguments:?}");
    }
}

#[test]
fn help_names_the_description_of_situations() {
    for flag in ["--help", "-h"] {
        let output = run(&[flag], b"");
        assert_eq!(output.status.code(), Some(0));
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(help.contains("docs/situation.md"), "{help}");
        assert!(help.contains("--today"), "{help}");
        assert!(output.stderr.is_empty());
    }
    assert!(path("docs/situation.md").is_file(), "--help names a missing file");
}

/// A folder without policy files: the fault is not the situation's.
#[test]
fn a_broken_policy_file_is_no_fault_of_the_situation() {
    let folder = std::env::temp_dir().join(format!("mingbai-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("310000.json"), "{}").unwrap();
    let arguments = ["--policies", folder.to_str().unwrap()];
    let output = run(&arguments, sound().to_string().as_bytes());
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("310000.json"));
}

#[test]
fn the_example_in_the_documentation_works() {
    let document = text("docs/situation.md");
    let blocks = document.matches("```json").count();
    assert_eq!(blocks, 1, "exactly one JSON block, the complete example");
    let (_, rest) = document.split_once("```json").unwrap();
    let (example, _) = rest.split_once("```").unwrap();
    let output = run(&["--today", TODAY], example.as_bytes());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(printed["account"]["balance"]["total"].is_string());
    // Complete: it shows every key that a situation may have at the top.
    let example: Value = serde_json::from_str(example).unwrap();
    for key in ["area", "insurance", "status", "ledger", "contributions", "expenses"] {
        assert!(!example[key].is_null(), "the example lacks {key}");
    }
}
