//! Everything that can be wrong with a situation: a typed error with the path of the field and the
//! limit it broke, and never a figure.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::collections::BTreeSet;

use mingbai::engine::{Problem, Situation, SituationError, assess};
use serde_json::{Value, json};
use support::{TODAY, date, policy};

/// A situation of 成都 without fault. Each test breaks one thing in it.
fn sound() -> Value {
    json!({
        "area": "510100",
        "insurance": "employee",
        "status": "in_service",
        "birth": "1985-03",
        "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": { "balance": "100.00" } },
        "contributions": [
            { "from": "2025-01", "to": "2025-06", "base": "8000" },
            { "from": "2025-07", "to": "2025-12", "base": "9000" }
        ],
        "expenses": [
            { "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "100" },
            { "date": "2025-03-16", "kind": "pharmacy", "total": "50" }
        ],
        "provided": {
            "monthly_credit": "160",
            "outpatient_deductible": "200",
            "outpatient_ratio": "0.5",
            "outpatient_cap": "2000"
        },
        "accept_doubtful": ["510100/account_timing/monthly"]
    })
}

/// The sound situation with the value at `pointer` set, keys of objects included.
fn with(pointer: &str, value: Value) -> Value {
    let mut situation = sound();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match situation.pointer_mut(parent).unwrap() {
        Value::Object(fields) => {
            fields.insert(key.to_owned(), value);
        }
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        other => panic!("{pointer} is inside {other}"),
    }
    situation
}

/// The sound situation without the key at `pointer`.
fn without(pointer: &str) -> Value {
    let mut situation = sound();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let fields = situation.pointer_mut(parent).unwrap();
    fields.as_object_mut().unwrap().remove(key).unwrap();
    situation
}

/// The sound situation moved to another area, with the opening balance that the area asks for.
fn in_area(area: &str, opening: Value) -> Value {
    let mut situation = sound();
    situation["area"] = json!(area);
    situation["ledger"]["opening"] = opening;
    situation["accept_doubtful"] = json!([]); // Those of the sound one are another area's.
    situation
}

#[test]
fn a_rule_that_does_not_exist_cannot_be_accepted() {
    for name in ["510100/account_timing/weekly", "310000/account_timing/monthly"] {
        check_assess(
            "510100",
            TODAY,
            vec![fault(
                with("/accept_doubtful/0", json!(name)),
                "accept_doubtful[0]",
                "rule_reference",
            )],
        );
    }
}

fn parse_error(text: &str) -> SituationError {
    match Situation::parse(text) {
        Err(error) => error,
        Ok(_) => panic!("taken as sound: {text}"),
    }
}

/// One way to be wrong.
struct Fault {
    situation: Value,
    field: &'static str,
    problem: &'static str,
    limit: Value,
}

fn fault(situation: Value, field: &'static str, problem: &'static str) -> Fault {
    limited(situation, field, problem, Value::Null)
}

fn limited(situation: Value, field: &'static str, problem: &'static str, limit: Value) -> Fault {
    Fault { situation, field, problem, limit }
}

/// Compares field, problem and limit of an error in its JSON form, and that its one line names the
/// field; gives the difference.
fn difference(error: &SituationError, fault: &Fault) -> Option<String> {
    let json = serde_json::to_value(error).unwrap();
    let expected = json!([fault.field, fault.problem, fault.limit]);
    let found = json!([json["field"], json["problem"], json["limit"]]);
    if !error.to_string().starts_with(&error.field) {
        return Some(format!("{error} does not begin with its field"));
    }
    (expected != found).then(|| format!("expected {expected}, found {found} ({:?})", error.detail))
}

fn check_parse(faults: Vec<Fault>) {
    let differences: Vec<String> = faults
        .iter()
        .filter_map(|fault| {
            let text = fault.situation.to_string();
            match Situation::parse(&text) {
                Err(error) => difference(&error, fault),
                Ok(_) => Some(format!("{} {} is taken as sound", fault.field, fault.problem)),
            }
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Faults that show only together with the policy of an area and a day.
fn check_assess(area: &str, today: &str, faults: Vec<Fault>) {
    let policy = policy(area);
    let differences: Vec<String> = faults
        .iter()
        .filter_map(|fault| {
            let situation = match Situation::parse(&fault.situation.to_string()) {
                Ok(situation) => situation,
                Err(error) => return Some(format!("refused too early: {error}")),
            };
            match assess(&policy, &situation, date(today)) {
                Err(error) => difference(&error, fault),
                Ok(_) => Some(format!("{} {} is taken as sound", fault.field, fault.problem)),
            }
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_sound_situation_is_sound() {
    let situation = Situation::parse(&sound().to_string()).unwrap();
    assert!(assess(&policy("510100"), &situation, date(TODAY)).is_ok());
    for opening in [json!({ "balance": "-5.00" }), json!({ "balance": 0 })] {
        let text = in_area("510100", opening).to_string();
        assert!(Situation::parse(&text).is_ok(), "{text}");
    }
}

#[test]
fn text_that_is_no_situation() {
    let sound = sound().to_string();
    for text in ["", " ", "{", "nonsense", "[]", "null", "7", "\u{feff}{}"] {
        let error = parse_error(text);
        assert_eq!(
            (error.field.as_str(), &error.problem),
            (".", &Problem::Malformed),
            "{text:?}: {error}"
        );
        assert!(error.detail.is_some(), "{text:?}");
    }
    for (text, field) in [
        (format!("{sound} x"), "."),
        (format!("{sound}{sound}"), "."),
        (sound.replacen("\"2025-01\"", "", 1), "contributions[0].from"),
    ] {
        let error = parse_error(&text);
        assert_eq!(error.problem, Problem::Malformed, "{text}: {error}");
        assert_eq!(error.field, field, "{text}: {error}");
    }
    // Deeper than any situation: refused, not a crash.
    for nested in ["[".repeat(100_000), "{\"area\":".repeat(100_000)] {
        parse_error(&nested);
    }
}

#[test]
fn a_key_given_twice_is_named() {
    let twice = sound().to_string().replacen("\"area\"", "\"area\":\"1\",\"area\"", 1);
    let error = parse_error(&twice);
    assert_eq!(error.problem, Problem::Malformed, "{error}");
    assert_eq!(error.field, "area", "{error}");
}

#[test]
fn values_of_the_wrong_shape() {
    check_parse(vec![
        fault(with("/insurance", json!("pension")), "insurance", "malformed"),
        fault(with("/status", json!("working")), "status", "malformed"),
        fault(with("/expenses/0/kind", json!("dental")), "expenses[0].kind", "malformed"),
        fault(with("/contributions/0/paid", json!("yes")), "contributions[0].paid", "malformed"),
        fault(with("/contributions", json!({})), "contributions", "malformed"),
        fault(with("/expenses", json!("none")), "expenses", "malformed"),
        fault(with("/expenses/0/level", json!(3)), "expenses[0].level", "malformed"),
        fault(with("/ledger/opening", json!(100)), "ledger.opening", "malformed"),
        fault(with("/accept_doubtful/0", json!(7)), "accept_doubtful[0]", "malformed"),
    ]);
}

#[test]
fn unknown_keys() {
    let separate = json!({ "separate": { "current_year": "0", "accumulated": "0", "kolor": "0" } });
    check_parse(vec![
        fault(with("/kolor", json!(1)), "kolor", "unknown_key"),
        fault(with("/ledger/kolor", json!(1)), "ledger.kolor", "unknown_key"),
        fault(with("/contributions/1/kolor", json!(1)), "contributions[1].kolor", "unknown_key"),
        fault(with("/expenses/1/kolor", json!(1)), "expenses[1].kolor", "unknown_key"),
        fault(with("/provided/kolor", json!(1)), "provided.kolor", "unknown_key"),
        fault(with("/ledger/opening", separate), "ledger.opening.separate.kolor", "unknown_key"),
        // A slip of the pen that would otherwise read as nothing paid by the person.
        fault(with("/expenses/0/ownpaid", json!("10")), "expenses[0].ownpaid", "unknown_key"),
    ]);
}

#[test]
fn an_opening_of_an_unknown_kind_is_an_unknown_key() {
    check_parse(vec![fault(
        with("/ledger/opening", json!({ "kolor": "1" })),
        "ledger.opening.kolor",
        "unknown_key",
    )]);
}

#[test]
fn missing_fields() {
    let separate = json!({ "separate": { "current_year": "0" } });
    check_parse(vec![
        fault(without("/area"), "area", "missing"),
        fault(without("/insurance"), "insurance", "missing"),
        fault(without("/status"), "status", "missing"),
        fault(without("/ledger"), "ledger", "missing"),
        fault(without("/ledger/from"), "ledger.from", "missing"),
        fault(without("/contributions/0/from"), "contributions[0].from", "missing"),
        fault(without("/contributions/0/to"), "contributions[0].to", "missing"),
        fault(without("/contributions/1/base"), "contributions[1].base", "missing"),
        fault(without("/expenses/0/date"), "expenses[0].date", "missing"),
        fault(without("/expenses/0/kind"), "expenses[0].kind", "missing"),
        fault(without("/expenses/1/total"), "expenses[1].total", "missing"),
        fault(with("/ledger/opening", separate), "ledger.opening.separate.accumulated", "missing"),
    ]);
}

#[test]
fn dates_that_do_not_exist_or_are_no_dates() {
    check_parse(vec![
        fault(with("/expenses/0/date", json!("2025-02-30")), "expenses[0].date", "date_impossible"),
        fault(with("/expenses/0/date", json!("2025-02-29")), "expenses[0].date", "date_impossible"),
        fault(with("/expenses/1/date", json!("2025-00-10")), "expenses[1].date", "date_impossible"),
        fault(with("/expenses/1/date", json!("2025-01-00")), "expenses[1].date", "date_impossible"),
        fault(with("/ledger/as_of", json!("2025-04-31")), "ledger.as_of", "date_impossible"),
        fault(with("/ledger/from", json!("2025-13")), "ledger.from", "date_impossible"),
        fault(with("/birth", json!("1985-00")), "birth", "date_impossible"),
        fault(with("/birth", json!("1899-12")), "birth", "date_impossible"),
        fault(with("/retired_on", json!("9999-12")), "retired_on", "date_impossible"),
        fault(with("/expenses/0/date", json!("2025/03/09")), "expenses[0].date", "date_malformed"),
        fault(with("/expenses/0/date", json!("2025-3-9")), "expenses[0].date", "date_malformed"),
        fault(with("/expenses/0/date", json!("20250309")), "expenses[0].date", "date_malformed"),
        fault(with("/expenses/0/date", json!(20_250_309)), "expenses[0].date", "date_malformed"),
        fault(with("/expenses/0/date", json!(null)), "expenses[0].date", "date_malformed"),
        fault(with("/ledger/from", json!("2025-01-01")), "ledger.from", "date_malformed"),
        fault(with("/ledger/as_of", json!("2025-12")), "ledger.as_of", "date_malformed"),
        fault(with("/insured_since", json!("")), "insured_since", "date_malformed"),
        fault(
            with("/contributions/0/to", json!("２０２５-06")),
            "contributions[0].to",
            "date_malformed",
        ),
    ]);
}

#[test]
fn years_that_nothing_is_known_of() {
    let years = || json!({ "years": [1999, 2099] });
    let out = |pointer: &str, value: &str, field| {
        limited(with(pointer, json!(value)), field, "date_out_of_range", years())
    };
    check_parse(vec![
        out("/ledger/from", "1998-12", "ledger.from"),
        out("/ledger/from", "2100-01", "ledger.from"),
        out("/ledger/as_of", "2100-01-01", "ledger.as_of"),
        out("/contributions/0/from", "1998-12", "contributions[0].from"),
        out("/contributions/1/to", "2100-01", "contributions[1].to"),
        out("/expenses/0/date", "1998-12-31", "expenses[0].date"),
        out("/expenses/1/date", "2100-01-01", "expenses[1].date"),
    ]);
}

#[test]
fn dates_out_of_order() {
    check_parse(vec![
        limited(
            with("/ledger/as_of", json!("2024-12-31")),
            "ledger.as_of",
            "too_early",
            json!({ "date": "2025-01-01" }),
        ),
        limited(
            with("/contributions/0/from", json!("2025-07")),
            "contributions[0].to",
            "too_early",
            json!({ "date": "2025-07-01" }),
        ),
        limited(
            with("/expenses/1/date", json!("2024-12-31")),
            "expenses[1].date",
            "too_early",
            json!({ "date": "2025-01-01" }),
        ),
        fault(
            with("/contributions/1/from", json!("2025-06")),
            "contributions[1].from",
            "overlaps_previous",
        ),
        fault(
            with("/contributions/0", json!({ "from": "2026-01", "to": "2026-02", "base": "1" })),
            "contributions[1].from",
            "overlaps_previous",
        ),
    ]);
    check_assess(
        "510100",
        TODAY,
        vec![limited(
            with("/expenses/1/date", json!("2026-01-01")),
            "expenses[1].date",
            "too_late",
            json!({ "date": "2025-12-31" }),
        )],
    );
    // Without a last day, today is the last.
    let mut open_end = without("/ledger/as_of");
    check_assess(
        "510100",
        "2025-03-15",
        vec![limited(
            open_end.clone(),
            "expenses[1].date",
            "too_late",
            json!({ "date": "2025-03-15" }),
        )],
    );
    open_end["ledger"]["from"] = json!("2025-02");
    check_assess(
        "510100",
        "2025-01-31",
        vec![limited(open_end, "ledger.from", "too_late", json!({ "date": "2025-01-31" }))],
    );
}

/// Whoever is born after the last day reckoned has no expenses and no contributions.
#[test]
fn births_and_retirements_that_cannot_be() {
    for (pointer, value) in [
        ("/birth", "2060-01"),
        ("/retired_on", "1980-01"), // Five years before the birth.
    ] {
        let field = pointer.trim_start_matches('/');
        let wrong = with(pointer, json!(value));
        let error = match Situation::parse(&wrong.to_string()) {
            Err(error) => error,
            Ok(situation) => match assess(&policy("510100"), &situation, date(TODAY)) {
                Err(error) => error,
                Ok(_) => panic!("{field} {value} is taken as sound"),
            },
        };
        assert_eq!(error.field, field, "{error}");
    }
}

#[test]
fn amounts_that_are_none() {
    let negative = |pointer: &str, field| fault(with(pointer, json!("-0.01")), field, "negative");
    check_parse(vec![
        negative("/expenses/0/total", "expenses[0].total"),
        negative("/expenses/0/own_paid", "expenses[0].own_paid"),
        negative("/expenses/0/over_limit", "expenses[0].over_limit"),
        negative("/expenses/1/first_own", "expenses[1].first_own"),
        negative("/contributions/1/base", "contributions[1].base"),
        negative("/provided/monthly_credit", "provided.monthly_credit"),
        negative("/provided/outpatient_deductible", "provided.outpatient_deductible"),
        negative("/provided/outpatient_cap", "provided.outpatient_cap"),
        fault(with("/expenses/0/total", json!(-1)), "expenses[0].total", "negative"),
    ]);
    let separate = json!({ "separate": { "current_year": "-1", "accumulated": "-0.01" } });
    check_parse(vec![
        fault(with("/ledger/opening", separate), "ledger.opening.separate.accumulated", "negative"),
        fault(with("/expenses/0/total", json!("12.345")), "expenses[0].total", "smaller_than_fen"),
        fault(
            with("/contributions/0/base", json!("0.001")),
            "contributions[0].base",
            "smaller_than_fen",
        ),
        fault(
            with("/ledger/opening/balance", json!("1.005")),
            "ledger.opening.balance",
            "smaller_than_fen",
        ),
        fault(with("/expenses/0/total", json!(12.5)), "expenses[0].total", "number_not_exact"),
        fault(with("/expenses/0/total", json!(12.0)), "expenses[0].total", "number_not_exact"),
        fault(
            with("/provided/outpatient_ratio", json!(0.5)),
            "provided.outpatient_ratio",
            "number_not_exact",
        ),
        fault(
            with("/provided/outpatient_ratio", json!("1.01")),
            "provided.outpatient_ratio",
            "rate_out_of_range",
        ),
        fault(
            with("/provided/outpatient_ratio", json!("-0.1")),
            "provided.outpatient_ratio",
            "rate_out_of_range",
        ),
        fault(
            with("/provided/outpatient_ratio", json!(50)),
            "provided.outpatient_ratio",
            "rate_out_of_range",
        ),
    ]);
    let too_large = |pointer: &str, value: Value, field| {
        let limit = json!({ "amount": "100000000.00" });
        limited(with(pointer, value), field, "too_large", limit)
    };
    check_parse(vec![
        too_large("/expenses/0/total", json!("100000000.01"), "expenses[0].total"),
        too_large("/expenses/0/total", json!(100_000_001), "expenses[0].total"),
        too_large("/expenses/0/total", json!("9".repeat(40)), "expenses[0].total"),
        too_large("/contributions/0/base", json!("100000001"), "contributions[0].base"),
        too_large("/ledger/opening/balance", json!("-100000000.01"), "ledger.opening.balance"),
    ]);
    let not_a_number = |value: Value| {
        let situation = with("/expenses/0/total", value);
        fault(situation, "expenses[0].total", "not_a_number")
    };
    let texts =
        ["", " ", "1,000", "12元", "¥12", "１２", ".5", "1.", "1e3", "+1", "--1", "NaN", "1 "];
    check_parse(texts.map(|text| not_a_number(json!(text))).into());
    let values = [json!(null), json!(true), json!([]), json!({})];
    check_parse(values.map(not_a_number).into());
}

#[test]
fn parts_of_a_bill_above_the_whole() {
    let bill = |own_paid: &str, over_limit: &str, first_own: &str| {
        json!({
            "date": "2025-03-15", "kind": "outpatient", "level": "level3", "total": "100",
            "own_paid": own_paid, "over_limit": over_limit, "first_own": first_own
        })
    };
    let exceeds = |bill| {
        let limit = json!({ "amount": "100.00" });
        limited(with("/expenses/0", bill), "expenses[0]", "parts_exceed_total", limit)
    };
    check_parse(vec![exceeds(bill("100.01", "0", "0")), exceeds(bill("40", "40", "20.01"))]);
    let whole = with("/expenses/0", bill("40", "40", "20")).to_string();
    assert!(Situation::parse(&whole).is_ok());
}

#[test]
fn too_many() {
    let expense = sound()["expenses"][0].clone();
    let expenses = |count| with("/expenses", json!(vec![expense.clone(); count]));
    let months = |count: usize| -> Value {
        (0..count)
            .map(|index| {
                let month = format!("{:04}-{:02}", 1999 + index / 12, index % 12 + 1);
                json!({ "from": month, "to": month, "base": "8000" })
            })
            .collect()
    };
    check_parse(vec![
        limited(expenses(2_001), "expenses", "too_many", json!({ "count": 2000 })),
        limited(
            with("/contributions", months(1_201)),
            "contributions",
            "too_many",
            json!({ "count": 1200 }),
        ),
    ]);
    for situation in [expenses(2_000), with("/contributions", months(1_200))] {
        let situation = Situation::parse(&situation.to_string()).unwrap();
        assert!(assess(&policy("510100"), &situation, date(TODAY)).is_ok());
    }
}

#[test]
fn levels_that_the_area_does_not_have() {
    let mut no_level = sound();
    no_level["expenses"][0].as_object_mut().unwrap().remove("level");
    check_assess(
        "510100",
        TODAY,
        vec![
            fault(no_level, "expenses[0].level", "level_missing"),
            fault(with("/expenses/0/level", json!("level4")), "expenses[0].level", "level_unknown"),
            fault(
                with("/expenses/0/level", json!("pharmacy")),
                "expenses[0].level",
                "level_unknown",
            ),
            fault(with("/expenses/1/level", json!("level4")), "expenses[1].level", "level_unknown"),
        ],
    );
    let opening = json!({ "separate": { "current_year": "0", "accumulated": "0" } });
    let mut in_shanghai = in_area("310000", opening);
    in_shanghai["expenses"][0]["level"] = json!("primary");
    check_assess("310000", TODAY, vec![fault(in_shanghai, "expenses[0].level", "level_unknown")]);
}

#[test]
fn another_area_than_the_rules() {
    check_assess("310000", TODAY, vec![fault(sound(), "area", "area_mismatch")]);
    let nation = in_area("000000", json!({ "balance": "0" }));
    check_assess("510100", TODAY, vec![fault(nation, "area", "area_mismatch")]);
}

#[test]
fn openings_of_the_wrong_shape() {
    let separate = json!({ "separate": { "current_year": "0", "accumulated": "0" } });
    check_assess(
        "510100",
        TODAY,
        vec![fault(in_area("510100", separate), "ledger.opening", "opening_shape")],
    );
    let whole = json!({ "balance": "0" });
    check_assess(
        "310000",
        TODAY,
        vec![fault(in_area("310000", whole), "ledger.opening", "opening_shape")],
    );
}

#[test]
fn names_of_rules_of_the_wrong_form() {
    check_parse(
        ["", "220100", "220100/by-level", "220100/nonsense/x", "by-level/220100/outpatient_ratio"]
            .map(|name| {
                let situation = with("/accept_doubtful/0", json!(name));
                fault(situation, "accept_doubtful[0]", "rule_reference")
            })
            .into(),
    );
}

#[test]
fn contributions_movements_and_changes() {
    let movement = |date: &str, kind: &str, amount: &str| json!([{ "date": date, "kind": kind, "amount": amount }]);
    let changes = json!([
        { "from": "2025-05", "insurance": "flexible" },
        { "from": "2025-05", "insurance": "resident" }
    ]);
    let too_early = json!({ "date": "2025-01-01" });
    check_parse(vec![
        fault(
            with("/contributions/0/wage", json!("8000")),
            "contributions[0].wage",
            "base_or_wage",
        ),
        limited(
            with("/contributions/0/paid_on", json!("2024-12-31")),
            "contributions[0].paid_on",
            "too_early",
            too_early.clone(),
        ),
        fault(
            with("/movements", movement("2025-02-01", "family", "-1")),
            "movements[0].amount",
            "negative",
        ),
        limited(
            with("/movements", movement("2024-12-31", "family", "1")),
            "movements[0].date",
            "too_early",
            too_early.clone(),
        ),
        limited(
            with("/changes", changes),
            "changes[1].from",
            "too_early",
            json!({ "date": "2025-06-01" }),
        ),
        limited(with("/closed_on", json!("2024-12-31")), "closed_on", "too_early", too_early),
        fault(with("/expenses/0/stay", json!(0)), "expenses[0].stay", "stay_zero"),
        fault(with("/expenses/0/kind", json!("chronic")), "expenses[0].scheme", "scheme_missing"),
        fault(
            with("/expenses/0/kind", json!("delivery")),
            "expenses[0].delivery",
            "delivery_missing",
        ),
        fault(
            with("/expenses/0/delivery", json!({ "how": "natural", "children": 0 })),
            "expenses[0].delivery.children",
            "children_zero",
        ),
        fault(
            with(
                "/maternity_leave",
                json!({ "date": "2025-03-01", "birth": { "how": "natural" }, "wage": "-1" }),
            ),
            "maternity_leave.wage",
            "negative",
        ),
    ]);
    // A correction may go either way; an account that the area does not keep is none.
    let other = json!([
        { "date": "2025-02-01", "kind": "correction", "amount": "-5", "account": "accumulated" }
    ]);
    check_assess(
        "510100",
        TODAY,
        vec![fault(with("/movements", other), "movements[0].account", "account_shape")],
    );
    let late = limited(
        with("/closed_on", json!("2026-01-01")),
        "closed_on",
        "too_late",
        json!({ "date": "2025-12-31" }),
    );
    check_assess("510100", TODAY, vec![late]);
}

/// The name of every problem in JSON. A new problem does not compile until it stands here.
fn name(problem: &Problem) -> &'static str {
    match problem {
        Problem::Malformed => "malformed",
        Problem::UnknownKey => "unknown_key",
        Problem::Missing => "missing",
        Problem::NotANumber => "not_a_number",
        Problem::NumberNotExact => "number_not_exact",
        Problem::SmallerThanFen => "smaller_than_fen",
        Problem::Negative => "negative",
        Problem::TooLarge => "too_large",
        Problem::RateOutOfRange => "rate_out_of_range",
        Problem::DateMalformed => "date_malformed",
        Problem::DateImpossible => "date_impossible",
        Problem::DateOutOfRange => "date_out_of_range",
        Problem::TooEarly => "too_early",
        Problem::TooLate => "too_late",
        Problem::TooMany => "too_many",
        Problem::OverlapsPrevious => "overlaps_previous",
        Problem::PartsExceedTotal => "parts_exceed_total",
        Problem::LevelMissing => "level_missing",
        Problem::LevelUnknown => "level_unknown",
        // Only who looks for policy files can say so: see tests/cli.rs.
        Problem::AreaUnknown => "area_unknown",
        Problem::AreaMismatch => "area_mismatch",
        Problem::OpeningShape => "opening_shape",
        Problem::BaseOrWage => "base_or_wage",
        Problem::AccountShape => "account_shape",
        Problem::StayZero => "stay_zero",
        Problem::ChildrenZero => "children_zero",
        Problem::SchemeMissing => "scheme_missing",
        Problem::DeliveryMissing => "delivery_missing",
        Problem::RuleReference => "rule_reference",
    }
}

#[test]
fn every_problem_has_a_test() {
    let this = support::text("tests/situation_errors.rs");
    let cli = support::text("tests/cli.rs");
    let (tests, names) = this.split_once("/// The name of every problem").unwrap();
    let names: BTreeSet<&str> = names
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Problem::"))
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    assert_eq!(names.len(), 29);
    for problem in names {
        let quoted = format!("\"{problem}\"");
        let camel = format!("Problem::{}", camel_case(problem));
        assert!(
            tests.contains(&quoted) || tests.contains(&camel) || cli.contains(&quoted),
            "{problem} has no test"
        );
    }
    let error = parse_error("{}");
    let json = serde_json::to_value(&error).unwrap();
    assert_eq!(json["problem"], json!(name(&error.problem)));
}

fn camel_case(snake: &str) -> String {
    let mut camel = String::new();
    for word in snake.split('_') {
        camel.push_str(&word[..1].to_uppercase());
        camel.push_str(&word[1..]);
    }
    camel
}
