//! The figures of a policy file, each with the one step by which it is changed.
//!
//! Works on the JSON of the file, so that a topic that learns to say more needs nothing here. A
//! bound that several entries share (the age at which one band ends and the next begins, the day
//! on which one rule follows another) is one figure and moves in all of them.

use std::collections::BTreeMap;

use mingbai::calendar::{Date, Month};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use crate::periods;

/// The topics that the account and outpatient bills are reckoned by.
pub(crate) const TOPICS: [&str; 9] = [
    "account_credit",
    "account_timing",
    "account_use",
    "benefit_year",
    "contribution_base",
    "outpatient_deductible",
    "outpatient_ratio",
    "outpatient_cap",
    "payment_order",
];

/// What sort of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Amount,
    Rate,
    Segment,
    Age,
    MonthBound,
    Period,
    Stretch,
    StartMonth,
    Flag,
}

/// A place in the file and what is put there.
pub(crate) type Edit = (String, Value);

/// One figure changed by one step.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    pub(crate) topic: &'static str,
    pub(crate) rule: String,
    pub(crate) field: String,
    pub(crate) change: String,
    pub(crate) kind: Kind,
    /// Stands in a doubtful rule, which is used only where the person accepts it by name.
    pub(crate) doubtful: bool,
    pub(crate) edits: Vec<Edit>,
}

/// Every figure of the account and outpatient rules of a file.
pub(crate) fn mutants(file: &Value) -> Vec<Mutant> {
    let mut found = Vec::new();
    for topic in TOPICS {
        let rules = file.pointer(&format!("/rules/{topic}")).and_then(Value::as_array);
        let rules = rules.map(Vec::as_slice).unwrap_or_default();
        let mut of_topic = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let mut walk =
                Walk { topic, pointer: format!("/rules/{topic}/{index}"), rule, found: Vec::new() };
            walk.rule();
            of_topic.append(&mut walk.found);
        }
        let mut of_topic = join_bounds(of_topic);
        of_topic.extend(periods::mutants(topic, rules));
        for mutant in &mut of_topic {
            mutant.doubtful = mutant.edits.iter().any(|(at, _)| is_doubtful(file, rules, at));
        }
        found.append(&mut of_topic);
    }
    found
}

/// Whether the rule that `pointer` leads into rests on a doubtful source.
fn is_doubtful(file: &Value, rules: &[Value], pointer: &str) -> bool {
    let index = pointer.split('/').nth(3).and_then(|index| index.parse::<usize>().ok());
    let rule = index.and_then(|index| rules.get(index)).unwrap_or(&Value::Null);
    let mut keys = rule["sources"].as_array().into_iter().flatten().filter_map(Value::as_str);
    keys.any(|key| {
        let standing = file.pointer(&format!("/sources/{key}/standing"));
        standing.and_then(Value::as_str) == Some("doubtful")
    })
}

/// A figure with the bound that it is a side of, where it is one.
struct Found {
    mutant: Mutant,
    bound: Option<String>,
}

/// Looks through one rule.
struct Walk<'r> {
    topic: &'static str,
    pointer: String,
    rule: &'r Value,
    found: Vec<Found>,
}

impl<'r> Walk<'r> {
    fn rule(&mut self) {
        let rule = self.rule;
        let around = json!([rule["insurance"], rule["from"], rule["to"]]);
        self.who("/who", &rule["who"], &around);
        self.value("/value", &rule["value"]);
        self.stretches();
    }

    fn push(&mut self, field: &str, kind: Kind, old: &str, new: Value, bound: Option<String>) {
        let pointer = format!("{}{field}", self.pointer);
        let shown = new.as_str().map_or_else(|| new.to_string(), str::to_owned);
        let mutant = Mutant {
            topic: self.topic,
            rule: self.rule["id"].as_str().unwrap_or_default().to_owned(),
            field: field.to_owned(),
            change: format!("{old} → {shown}"),
            kind,
            doubtful: false,
            edits: vec![(pointer, new)],
        };
        self.found.push(Found { mutant, bound });
    }

    /// The bounds of a condition; `around` tells apart conditions that merely look alike.
    fn who(&mut self, field: &str, who: &Value, around: &Value) {
        for (lower, upper, kind) in [
            ("age_from", "age_to", Kind::Age),
            ("retired_from", "retired_before", Kind::MonthBound),
            ("born_from", "born_before", Kind::MonthBound),
        ] {
            let others = without(who, &[lower, upper]);
            for key in [lower, upper] {
                let (old, edge, new) = match (kind, &who[key]) {
                    (Kind::Age, Value::Number(age)) => {
                        let age = age.as_u64().unwrap_or_default();
                        let edge = age + u64::from(key == upper);
                        (age.to_string(), edge.to_string(), json!(age + 1))
                    }
                    (Kind::MonthBound, Value::String(text)) => {
                        let Ok(month) = Month::parse(text) else { continue };
                        (text.clone(), text.clone(), json!(month.next().to_string()))
                    }
                    _ => continue,
                };
                let bound = format!("{lower} {edge} {others} {around}");
                self.push(&format!("{field}/{key}"), kind, &old, new, Some(bound));
            }
        }
    }

    fn value(&mut self, field: &str, value: &'r Value) {
        match value {
            Value::Object(fields) if fields.contains_key("value") => self.cell(field, fields),
            Value::Object(fields) => {
                // A stretch has steps of its own; a share of a pension is never reckoned with.
                let is_left_out = |key: &str| key == "per" || key.ends_with("_pension");
                for (key, value) in fields.iter().filter(|(key, _)| !is_left_out(key)) {
                    self.value(&format!("{field}/{key}"), value);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(&format!("{field}/{index}"), item);
                }
            }
            leaf => self.leaf(field, leaf),
        }
    }

    /// An entry of a table: its conditions, its segment, its value.
    fn cell(&mut self, field: &str, cell: &'r Map<String, Value>) {
        let table = field.rsplit_once('/').map_or(field, |(table, _)| table);
        let of = |key: &str| cell.get(key).unwrap_or(&Value::Null);
        let place = json!([self.pointer, table, of("at")]);
        let segment = json!([place, of("above"), of("up_to")]);
        self.who(&format!("{field}/who"), of("who"), &segment);
        for key in ["above", "up_to"] {
            if let Some(old) = of(key).as_str().filter(|text| is_positive(text)) {
                let bound = format!("segment {old} {} {place}", of("who"));
                let new = json!(raised(old, Decimal::ONE));
                self.push(&format!("{field}/{key}"), Kind::Segment, old, new, Some(bound));
            }
        }
        self.value(&format!("{field}/value"), of("value"));
    }

    fn leaf(&mut self, field: &str, value: &Value) {
        let key = field.rsplit('/').next().unwrap_or_default();
        match value {
            Value::Bool(flag) => {
                self.push(field, Kind::Flag, &flag.to_string(), json!(!flag), None);
            }
            Value::Number(number) if key.ends_with("starts_in") => {
                let month = number.as_u64().unwrap_or_default();
                let next = json!(month % 12 + 1);
                self.push(field, Kind::StartMonth, &month.to_string(), next, None);
            }
            Value::String(text) if text.parse::<Decimal>().is_ok() => {
                let is_rate = key.contains("rate")
                    || key.contains("ratio")
                    || key == "value" && self.topic == "outpatient_ratio";
                let (kind, new) = if is_rate {
                    (Kind::Rate, stepped_rate(text))
                } else {
                    (Kind::Amount, raised(text, Decimal::new(1, 2)))
                };
                self.push(field, kind, text, json!(new), None);
            }
            _ => {}
        }
    }

    /// The stretch that a deductible or a cap counts over; a year where none is written. That of
    /// a table of nothing makes no difference.
    fn stretches(&mut self) {
        let value = &self.rule["value"];
        let holders = [("", self.topic == "outpatient_deductible"), ("fund_payment", true)];
        let holders = holders.into_iter().chain([("eligible_cost", true)]);
        for (key, _) in holders.filter(|(_, is_here)| *is_here) {
            let holder = if key.is_empty() { value } else { &value[key] };
            let cells = holder["cells"].as_array().into_iter().flatten();
            let mut sums = cells.filter_map(|cell| cell["value"].as_str());
            if !sums.any(is_positive) {
                continue;
            }
            let old = holder["per"].as_str().unwrap_or("year");
            let new = match old {
                "year" | "month" => "quarter",
                "quarter" => "year",
                _ => "month",
            };
            let field = format!("/value/{key}/per").replace("//", "/");
            self.push(&field, Kind::Stretch, old, json!(new), None);
        }
    }
}

/// Puts the sides of one bound together: they move as one.
fn join_bounds(found: Vec<Found>) -> Vec<Mutant> {
    let mut mutants: Vec<Mutant> = Vec::new();
    let mut bounds: BTreeMap<String, usize> = BTreeMap::new();
    for Found { mut mutant, bound } in found {
        let known = bound.as_ref().and_then(|bound| bounds.get(bound).copied());
        if let Some(first) = known.and_then(|index| mutants.get_mut(index)) {
            first.edits.append(&mut mutant.edits);
        } else {
            bounds.extend(bound.map(|bound| (bound, mutants.len())));
            mutants.push(mutant);
        }
    }
    mutants
}

fn without(value: &Value, keys: &[&str]) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    fields.retain(|key, _| !keys.contains(&key.as_str()));
    Value::Object(fields)
}

fn is_positive(text: &str) -> bool {
    text.parse::<Decimal>().is_ok_and(|figure| figure > Decimal::ZERO)
}

fn raised(text: &str, by: Decimal) -> String {
    text.parse::<Decimal>().map_or_else(|_| text.to_owned(), |figure| (figure + by).to_string())
}

/// One percentage point more, or less where more is impossible.
fn stepped_rate(text: &str) -> String {
    let point = Decimal::new(1, 2);
    let is_highest = text.parse::<Decimal>().is_ok_and(|rate| rate + point > Decimal::ONE);
    raised(text, if is_highest { -point } else { point })
}

/// The same day a month later; the last day of a month stays the last.
pub(crate) fn a_month_later(date: Date) -> Date {
    let month = date.month().next();
    if date == date.month().last_day() {
        return month.last_day();
    }
    Date::new(month, date.day()).unwrap_or_else(|_| month.last_day())
}
