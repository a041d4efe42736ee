//! Cases worked by hand: every file under `tests/cases/` is a situation with the figures that the
//! facts lead to, and the working that leads there.
//!
//! `tests/cases/README.md` describes the form. Figures are compared as texts, to the fen.
//! `examples/mutate_policy` reads and runs the cases through this file, under changed rules.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

pub(crate) mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use mingbai::api::answer;
use mingbai::engine::Situation;
use mingbai::policy::PolicySet;
use serde::Deserialize;
use serde_json::{Value, json};
use support::{date, path};

pub(crate) const CASES: &str = "tests/cases";

/// Where the expected figures of a case come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Oracle {
    /// Worked by hand from the facts; the working is in the case.
    Hand,
    /// Stated in the issue that asked for the feature.
    Issue,
    /// A worked example that an authority published.
    Published,
}

/// A fact that the working rests on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    file: String,
    topic: String,
    values: Value,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    title: String,
    pub(crate) oracle: Oracle,
    working: Vec<String>,
    facts: Vec<Fact>,
    today: String,
    pub(crate) situation: Value,
    expect: Expect,
}

/// What is compared; parts that a case leaves out are not looked at.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expect {
    /// All of the balances: one that is not listed must not be there.
    balance: Option<BTreeMap<String, String>>,
    /// Status of the account's outcome.
    account_outcome: Option<String>,
    /// Every entry, in order.
    ledger: Option<Vec<ExpectEntry>>,
    /// Every expense, in order.
    expenses: Option<Vec<ExpectExpense>>,
    /// Every benefit year.
    years: Option<Vec<Value>>,
    /// What is paid in, every stretch: `from`, `to`, `outcome`, `base`, `shares` (each `payer`,
    /// `purpose`, `per`, `amount`).
    contributions: Option<Vec<Value>>,
    /// Residents' premiums, every year: `year`, `outcome`, `premium`, `subsidy`.
    premiums: Option<Vec<Value>>,
    /// The maternity allowance: `outcome`, `days`, `amount`.
    maternity_allowance: Option<Value>,
    /// Every reason, in order.
    reasons: Option<Vec<Value>>,
    /// What is missing in the account, all of it, in order.
    missing: Option<Vec<Value>>,
    /// Rules of the account that were used after they were last known, all of them.
    last_known: Option<BTreeMap<String, String>>,
    /// Bases outside their limits, all of them.
    base_limits: Option<Vec<Value>>,
    /// All conventions.
    conventions: Option<Vec<String>>,
    /// Rules that must be among the cited ones.
    rules_used: Option<Vec<String>>,
    /// Standing of cited rules.
    standings: Option<BTreeMap<String, String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectEntry {
    date: String,
    kind: String,
    sub_account: String,
    amount: String,
    total: String,
    /// Further data of the kind, such as the months of an advance.
    #[serde(default)]
    detail: Option<Value>,
}

/// Figures of a settled expense, or why there are none. `absent` says that a figure must not be
/// there.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectExpense {
    outcome: String,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    ratio: Option<String>,
    #[serde(default)]
    eligible: Option<String>,
    #[serde(default)]
    paid_first: Option<String>,
    /// What of the bill counted towards the deductible.
    #[serde(default)]
    deductible: Option<String>,
    #[serde(default)]
    still_missing: Option<String>,
    #[serde(default)]
    shared: Option<String>,
    #[serde(default)]
    fund: Option<String>,
    #[serde(default)]
    supplement: Option<String>,
    /// What insurance of serious illness pays.
    #[serde(default)]
    serious_illness: Option<String>,
    /// Cost of which the fund pays nothing because of a waiting period and the like.
    #[serde(default)]
    not_covered: Option<String>,
    /// Why: `{"waiting": {"until": …}}`, `{"break": {"month": …}}`, `"elsewhere"`.
    #[serde(default)]
    not_covered_why: Option<Value>,
    /// What the person bears first away from home.
    #[serde(default)]
    borne_first: Option<String>,
    /// Cost beyond a cap on cost.
    #[serde(default)]
    beyond_cap: Option<String>,
    /// Which stay of the year it was.
    #[serde(default)]
    stay: Option<u8>,
    /// The segments touched: each `cost`, `ratio`, `fund`.
    #[serde(default)]
    bands: Option<Vec<Value>>,
    #[serde(default)]
    own_share: Option<String>,
    #[serde(default)]
    account: Option<String>,
    #[serde(default)]
    cash: Option<String>,
    #[serde(default)]
    person: Option<String>,
    /// The whole use of the cap.
    #[serde(default)]
    cap: Option<Value>,
    #[serde(default)]
    refusals: Option<Vec<Value>>,
    #[serde(default)]
    missing: Option<Vec<Value>>,
    #[serde(default)]
    last_known: Option<BTreeMap<String, String>>,
}

/// Collects what differs, field by field.
struct Differences(Vec<String>);

impl Differences {
    fn compare(&mut self, field: &str, expected: &Value, found: &Value) {
        if expected != found {
            self.0.push(format!("{field}: expected {expected}, found {found}"));
        }
    }

    fn compare_some(&mut self, field: &str, expected: Option<&Value>, found: &Value) {
        if let Some(expected) = expected {
            self.compare(field, expected, found);
        }
    }

    fn list(&mut self, field: &str, expected: Option<&Vec<Value>>, found: &Value) {
        let Some(expected) = expected else { return };
        let nothing = Vec::new();
        let found = found.as_array().unwrap_or(&nothing);
        for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
            self.compare(&format!("{field}[{index}]"), expected, found);
        }
        if expected.len() != found.len() {
            self.0.push(format!(
                "{field}: expected {} of them, found {}: {}",
                expected.len(),
                found.len(),
                json!(found)
            ));
        }
    }
}

/// Puts the names of rules in place of their indices, so that cases can name them.
fn name_rules(value: &mut Value, rules: &[String]) {
    match value {
        Value::Object(fields) => {
            if let Some(nearest) = fields.get_mut("nearest")
                && let Some(index) = nearest["rule"].as_u64()
            {
                *nearest = json!(rules[usize::try_from(index).unwrap()]);
            }
            for field in fields.values_mut() {
                name_rules(field, rules);
            }
        }
        Value::Array(items) => {
            for item in items {
                name_rules(item, rules);
            }
        }
        _ => {}
    }
}

/// The rules of an outcome that were used after they were last known.
fn last_known(outcome: &Value) -> Value {
    let rules = outcome["rules"].as_array().cloned().unwrap_or_default();
    rules
        .into_iter()
        .map(|known| {
            let name = known["rule"].as_str().unwrap().to_owned();
            (name, known["until"].clone())
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A list that serialization leaves out when it is empty.
fn list_or_empty(value: &Value) -> Value {
    if value.is_null() { json!([]) } else { value.clone() }
}

fn entry(entry: &Value, with_detail: bool) -> Value {
    let (kind, detail) = match &entry["kind"] {
        Value::String(name) => (name.clone(), Value::Null),
        Value::Object(named) => {
            let (name, detail) = named.iter().next().unwrap();
            (name.clone(), detail.clone())
        }
        other => panic!("kind of entry: {other}"),
    };
    let mut shown = json!({
        "date": entry["date"], "kind": kind, "sub_account": entry["sub_account"],
        "amount": entry["amount"], "total": entry["total"],
    });
    if with_detail {
        shown["detail"] = detail;
    }
    shown
}

fn expected_entry(entry: &ExpectEntry) -> Value {
    let mut shown = json!({
        "date": entry.date, "kind": entry.kind, "sub_account": entry.sub_account,
        "amount": entry.amount, "total": entry.total,
    });
    if let Some(detail) = &entry.detail {
        shown["detail"] = detail.clone();
    }
    shown
}

fn compare_ledger(expected: &[ExpectEntry], found: &Value, differences: &mut Differences) {
    let found = found.as_array().unwrap();
    let shown: Vec<Value> = found
        .iter()
        .enumerate()
        .map(|(index, actual)| {
            let with_detail = expected.get(index).is_some_and(|e| e.detail.is_some());
            entry(actual, with_detail)
        })
        .collect();
    let expected: Vec<Value> = expected.iter().map(expected_entry).collect();
    differences.list("ledger", Some(&expected), &json!(shown));
}

/// A segment by its amounts.
fn band(band: &Value) -> Value {
    json!({
        "cost": band["cost"]["amount"], "ratio": band["ratio"], "fund": band["fund"]["amount"],
    })
}

/// What is paid in for a stretch of months, by its amounts.
fn contribution(found: &Value) -> Value {
    let share = |share: &Value| {
        json!({
            "payer": share["payer"], "purpose": share["purpose"], "per": share["per"],
            "amount": share["amount"]["amount"],
        })
    };
    let shares = list_or_empty(&found["shares"]);
    let shares: Value = shares.as_array().unwrap().iter().map(share).collect();
    json!({
        "from": found["from"], "to": found["to"], "outcome": found["outcome"]["status"],
        "base": found["base"], "shares": shares,
    })
}

fn premium(found: &Value) -> Value {
    json!({
        "year": found["year"], "outcome": found["outcome"]["status"],
        "premium": found["premium"]["amount"], "subsidy": found["subsidy"]["amount"],
    })
}

fn allowance(found: &Value) -> Value {
    json!({
        "outcome": found["outcome"]["status"], "days": found["days"],
        "amount": found["amount"]["amount"],
    })
}

fn compare_expense(
    index: usize,
    expected: &ExpectExpense,
    found: &Value,
    differences: &mut Differences,
) {
    let name = |field: &str| format!("expenses[{index}].{field}");
    let outcome = &found["outcome"];
    let status = json!(expected.outcome);
    differences.compare(&name("outcome"), &status, &outcome["status"]);
    let settlement = &found["settlement"];
    let figures = [
        ("place", &expected.place, &settlement["place"]),
        ("ratio", &expected.ratio, &settlement["ratio"]),
        ("eligible", &expected.eligible, &settlement["eligible"]["amount"]),
        ("paid_first", &expected.paid_first, &settlement["paid_first"]["amount"]),
        ("deductible", &expected.deductible, &settlement["deductible"]["applied"]["amount"]),
        ("still_missing", &expected.still_missing, &settlement["deductible"]["still_missing"]),
        ("shared", &expected.shared, &settlement["shared"]["amount"]),
        ("fund", &expected.fund, &settlement["fund"]["amount"]),
        ("supplement", &expected.supplement, &settlement["supplement"]["amount"]),
        ("serious_illness", &expected.serious_illness, &settlement["serious_illness"]["amount"]),
        ("not_covered", &expected.not_covered, &settlement["not_covered"]["cost"]["amount"]),
        ("borne_first", &expected.borne_first, &settlement["borne_first"]["amount"]),
        ("beyond_cap", &expected.beyond_cap, &settlement["beyond_cap"]["amount"]),
        ("own_share", &expected.own_share, &settlement["own_share"]["amount"]),
        ("account", &expected.account, &settlement["account"]["amount"]),
        ("cash", &expected.cash, &settlement["cash"]["amount"]),
        ("person", &expected.person, &settlement["person"]["amount"]),
    ];
    for (field, expected, found) in figures {
        let Some(expected) = expected else { continue };
        let expected = match expected.as_str() {
            "absent" => Value::Null,
            figure => json!(figure),
        };
        differences.compare(&name(field), &expected, found);
    }
    differences.compare_some(&name("cap"), expected.cap.as_ref(), &settlement["cap"]);
    let why = &settlement["not_covered"]["why"];
    differences.compare_some(&name("not_covered_why"), expected.not_covered_why.as_ref(), why);
    let stay = expected.stay.map(|stay| json!(stay));
    differences.compare_some(&name("stay"), stay.as_ref(), &settlement["stay"]);
    let bands: Value =
        list_or_empty(&settlement["bands"]).as_array().unwrap().iter().map(band).collect();
    differences.list(&name("bands"), expected.bands.as_ref(), &bands);
    let why = list_or_empty(&outcome["why"]);
    differences.list(&name("refusals"), expected.refusals.as_ref(), &why);
    let gaps = list_or_empty(&outcome["gaps"]);
    differences.list(&name("missing"), expected.missing.as_ref(), &gaps);
    if let Some(rules) = &expected.last_known {
        differences.compare(&name("last_known"), &json!(rules), &last_known(outcome));
    }
    let is_settled = expected.outcome != "refused";
    if settlement.is_null() == is_settled {
        differences.0.push(format!("{}: {settlement}", name("settlement")));
    }
}

fn compare(expect: &Expect, answer: &Value, differences: &mut Differences) {
    let account = &answer["account"];
    let outcome = &account["outcome"];
    if let Some(balance) = &expect.balance {
        differences.compare("balance", &json!(balance), &account["balance"]);
    }
    if let Some(status) = &expect.account_outcome {
        differences.compare("account_outcome", &json!(status), &outcome["status"]);
    }
    if let Some(ledger) = &expect.ledger {
        compare_ledger(ledger, &account["ledger"], differences);
    }
    if let Some(expenses) = &expect.expenses {
        let found = answer["expenses"].as_array().unwrap();
        for (index, (expected, found)) in expenses.iter().zip(found).enumerate() {
            compare_expense(index, expected, found, differences);
        }
        let (expected, found) = (json!(expenses.len()), json!(found.len()));
        differences.compare("number of expenses", &expected, &found);
    }
    let each = |list: &Value, shown: fn(&Value) -> Value| -> Value {
        list_or_empty(list).as_array().unwrap().iter().map(shown).collect()
    };
    let contributions = each(&answer["contributions"], contribution);
    differences.list("contributions", expect.contributions.as_ref(), &contributions);
    let premiums = each(&answer["premiums"], premium);
    differences.list("premiums", expect.premiums.as_ref(), &premiums);
    let found = allowance(&answer["maternity_allowance"]);
    differences.compare_some("maternity_allowance", expect.maternity_allowance.as_ref(), &found);
    differences.list("years", expect.years.as_ref(), &answer["years"]);
    differences.list("reasons", expect.reasons.as_ref(), &answer["reasons"]);
    let gaps = list_or_empty(&outcome["gaps"]);
    differences.list("missing", expect.missing.as_ref(), &gaps);
    if let Some(rules) = &expect.last_known {
        differences.compare("last_known", &json!(rules), &last_known(outcome));
    }
    let mut limits = list_or_empty(&account["base_limits"]);
    for limit in limits.as_array_mut().unwrap() {
        limit.as_object_mut().unwrap().remove("rule");
    }
    differences.list("base_limits", expect.base_limits.as_ref(), &limits);
    if let Some(conventions) = &expect.conventions {
        differences.compare("conventions", &json!(conventions), &answer["conventions"]);
    }
    let cited = answer["rules"].as_array().unwrap();
    let cited = |name: &String| cited.iter().find(|rule| rule["rule"] == json!(name));
    for name in expect.rules_used.iter().flatten() {
        if cited(name).is_none() {
            differences.0.push(format!("rules_used: {name} is not cited"));
        }
    }
    for (name, standing) in expect.standings.iter().flatten() {
        let found = cited(name).map_or(Value::Null, |rule| rule["standing"].clone());
        differences.compare(&format!("standings.{name}"), &json!(standing), &found);
    }
}

/// Runs a case under `policy`; gives what differs from what it expects.
pub(crate) fn run(case: &Case, policy: &PolicySet) -> Result<(), Vec<String>> {
    let mut faults = Vec::new();
    if case.title.is_empty() || case.working.is_empty() || case.facts.is_empty() {
        faults.push("title, working and facts must say something".to_owned());
    }
    for fact in &case.facts {
        if fact.file.is_empty() || fact.topic.is_empty() || fact.values.is_null() {
            faults.push(format!("fact without file, topic or values: {fact:?}"));
        }
    }
    if case.expect == Expect::default() {
        faults.push("expects nothing".to_owned());
    }
    let situation = match Situation::parse(&case.situation.to_string()) {
        Ok(situation) => situation,
        Err(error) => {
            faults.push(format!("situation: {error}"));
            return Err(faults);
        }
    };
    let mut answer = match answer(policy, &situation, date(&case.today)) {
        Ok(answer) => serde_json::to_value(answer).unwrap(),
        Err(error) => {
            faults.push(format!("situation: {error}"));
            return Err(faults);
        }
    };
    let rules = answer["rules"].as_array().unwrap().iter();
    let rules: Vec<String> = rules.map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect();
    name_rules(&mut answer, &rules);
    let mut differences = Differences(faults);
    compare(&case.expect, &answer, &mut differences);
    if differences.0.is_empty() { Ok(()) } else { Err(differences.0) }
}

pub(crate) fn read(file: &Path) -> Result<Case, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

pub(crate) fn folders() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path(CASES))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn cases_come_out_as_worked_by_hand() {
    use std::fmt::Write as _;
    use std::io::Write as _;
    use support::{json_files_in, policy};

    let mut by_area: BTreeMap<String, u32> = BTreeMap::new();
    let mut by_oracle: BTreeMap<Oracle, u32> = BTreeMap::new();
    let mut failures = String::new();
    let mut failed = 0;
    let stray = json_files_in(CASES);
    assert!(stray.is_empty(), "cases belong in the folder of an area: {stray:?}");
    for area in folders() {
        for file in json_files_in(&format!("{CASES}/{area}")) {
            let name = format!("{area}/{}", file.file_name().unwrap().to_string_lossy());
            let outcome = read(&file).map_err(|error| vec![error]).and_then(|case| {
                *by_area.entry(area.clone()).or_default() += 1;
                *by_oracle.entry(case.oracle).or_default() += 1;
                let adcode = case.situation["area"].as_str().unwrap_or_default();
                if !area.starts_with(adcode) {
                    return Err(vec![format!("area {adcode} in the folder {area}")]);
                }
                run(&case, &policy(adcode))
            });
            if let Err(differences) = outcome {
                failed += 1;
                for difference in differences {
                    writeln!(failures, "{name}: {difference}").unwrap();
                }
            }
        }
    }
    let count: u32 = by_area.values().sum();
    // Past the capture of the test harness, so that the counts show when all is well.
    let mut out = std::io::stdout().lock();
    writeln!(out, "golden cases: {count}").unwrap();
    for (area, count) in &by_area {
        writeln!(out, "  {area}: {count}").unwrap();
    }
    for (oracle, count) in &by_oracle {
        writeln!(out, "  by {oracle:?}: {count}").unwrap();
    }
    drop(out);
    assert!(count > 0, "no cases under {CASES}");
    assert!(failed == 0, "{failed} of {count} cases fail:\n{failures}");
}
