//! What page and worker say to each other.

use std::collections::BTreeMap;

use mingbai::batch::{Reply, Session, Table};
use serde_json::{Value, json};

use super::support::{TODAY, policy_file, text};
use super::{CASE_FIGURES, CASES};

/// Says something to a session; its reports, its answer and the file that comes with it.
fn say(session: &mut Session, ask: &Value, file: &[u8]) -> (Vec<Value>, Value, Option<Vec<u8>>) {
    let command = serde_json::from_value(ask.clone()).unwrap();
    let mut reports = Vec::new();
    let mut report = |reply: &Reply| reports.push(serde_json::to_value(reply).unwrap());
    let (reply, file) = session.handle(command, file, &mut report);
    (reports, serde_json::to_value(reply).unwrap(), file)
}

fn open(session: &mut Session, file: &[u8]) -> Value {
    let ask =
        json!({ "ask": "open", "language": "zh-CN", "index": text("static/policies/index.json") });
    say(session, &ask, file).1
}

/// The mapping as it was guessed.
fn guessed(opened: &Value) -> Value {
    let columns = opened["columns"].as_array().unwrap().iter().enumerate();
    let known = columns.filter(|(_, column)| column["meaning"].is_string());
    known.map(|(index, column)| json!({ "meaning": column["meaning"], "column": index })).collect()
}

#[test]
fn a_table_is_opened_settled_and_reckoned_again_and_again() {
    let mut session = Session::default();
    let rows = CASES.replace("003,丙,成都", "003,丙,蓉城");
    let opened = open(&mut session, rows.as_bytes());
    assert_eq!((&opened["is"], &opened["rows"]), (&json!("opened"), &json!(4)));
    assert_eq!(opened["columns"][0], json!({ "name": "编号", "meaning": "id", "sure": true }));
    assert_eq!(opened["sample"][1][12], "8,000.00");
    // One bill more than the table has may be meant.
    let meant: Vec<&str> = opened["meanings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["meaning"].as_str().unwrap())
        .collect();
    assert!(meant.contains(&"bill2.total") && !meant.contains(&"bill3.total"), "{meant:?}");
    let (_, mapped, _) =
        say(&mut session, &json!({ "ask": "map", "mapping": guessed(&opened) }), b"");
    assert_eq!(mapped, json!({ "is": "mapped", "areas": ["310000", "510100"] }));
    let files = |area: &str| -> Vec<String> {
        let codes = core::iter::once(area.to_owned()).chain(policy_file(area).area.parents);
        codes.map(|code| text(&format!("static/policies/{code}.json"))).collect()
    };
    let policies: BTreeMap<_, _> = ["310000", "510100"].map(|area| (area, files(area))).into();
    for form in ["csv", "xlsx", "csv"] {
        let ask = json!({ "ask": "run", "policies": policies, "today": TODAY, "form": form });
        let (reports, done, file) = say(&mut session, &ask, b"");
        assert_eq!(reports.len(), 1);
        assert_eq!(reports[0]["sample"][1][5], CASE_FIGURES[0][0]);
        assert_eq!(
            done,
            json!({ "is": "done", "rows": 4, "failed": 1, "faults": [
            { "row": 4, "column": "统筹区", "why": "没有叫这个名字的参保地" },
        ] })
        );
        assert_eq!(
            Table::read(&file.unwrap()).unwrap().cell(3, 5),
            "-1440".to_owned() + if form == "csv" { ".00" } else { "" }
        );
    }
}

#[test]
fn progress_is_told_and_at_most_a_hundred_faults_are_listed() {
    let mut session = Session::default();
    let (head, _) = CASES.split_once('\n').unwrap();
    let opened = open(&mut session, format!("{head}\n{}", "1,a,蓉城\n".repeat(600)).as_bytes());
    say(&mut session, &json!({ "ask": "map", "mapping": guessed(&opened) }), b"");
    let ask = json!({ "ask": "run", "policies": {}, "today": TODAY, "form": "csv" });
    let (reports, done, _) = say(&mut session, &ask, b"");
    let told: Vec<_> = reports.iter().map(|report| report["done"].as_u64().unwrap()).collect();
    assert_eq!(told, [250, 500, 600]);
    assert_eq!(
        (done["failed"].as_u64(), done["faults"].as_array().unwrap().len()),
        (Some(600), 100)
    );
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence() {
    let mut session = Session::default();
    let noise = open(&mut session, b"\x00\x01");
    assert_eq!(
        noise,
        json!({ "is": "failed", "message": "这不是表格文件。请选 .xlsx 或 .csv 文件。" })
    );
    open(&mut session, CASES.as_bytes());
    let (_, lacking, _) = say(&mut session, &json!({ "ask": "map", "mapping": [] }), b"");
    assert_eq!(lacking, json!({ "is": "failed", "message": "还要指明哪一列是参保地。" }));
}
