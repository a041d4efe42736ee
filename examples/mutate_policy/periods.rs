//! The edges of the periods of rules. Where one rule follows another for the same people, the end
//! of the one and the start of the other are one edge.

use mingbai::calendar::Date;
use mingbai::policy::Who;
use serde_json::{Value, json};

use crate::figures::{Kind, Mutant, a_month_later};

/// The start or the end of a rule.
struct Edge {
    index: usize,
    key: &'static str,
    date: Date,
}

/// Every edge of the rules of a topic, moved by a month.
pub(crate) fn mutants(topic: &'static str, rules: &[Value]) -> Vec<Mutant> {
    let edges = edges(rules);
    let mut taken = vec![false; edges.len()];
    let mut mutants = Vec::new();
    for first in 0..edges.len() {
        if taken.get(first).is_some_and(|taken| *taken) {
            continue;
        }
        let group = group_of(first, &edges, rules);
        for member in &group {
            if let Some(taken) = taken.get_mut(*member) {
                *taken = true;
            }
        }
        let edges = group.iter().filter_map(|index| edges.get(*index));
        mutants.extend(moved(topic, rules, &edges.collect::<Vec<_>>()));
    }
    mutants
}

fn edges(rules: &[Value]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        for key in ["from", "to"] {
            let date = rule[key].as_str().and_then(|text| Date::parse(text).ok());
            edges.extend(date.map(|date| Edge { index, key, date }));
        }
    }
    edges
}

/// All edges that must move together with the one at `first`.
fn group_of(first: usize, edges: &[Edge], rules: &[Value]) -> Vec<usize> {
    let mut group = vec![first];
    let mut next = 0;
    while let Some(known) = group.get(next).and_then(|index| edges.get(*index)) {
        for (index, other) in edges.iter().enumerate() {
            if !group.contains(&index) && meet(known, other, rules) {
                group.push(index);
            }
        }
        next += 1;
    }
    group
}

/// Whether one is the end of a rule and the other the start of the next for some of its people.
fn meet(a: &Edge, b: &Edge, rules: &[Value]) -> bool {
    let (end, start) = match (a.key, b.key) {
        ("to", "from") => (a, b),
        ("from", "to") => (b, a),
        _ => return false,
    };
    let (Some(before), Some(after)) = (rules.get(end.index), rules.get(start.index)) else {
        return false;
    };
    start.date.previous() == end.date && same_people(before, after)
}

fn same_people(a: &Value, b: &Value) -> bool {
    let who = |rule: &Value| serde_json::from_value::<Who>(rule["who"].clone()).unwrap_or_default();
    let kinds = b["insurance"].as_array().map(Vec::as_slice).unwrap_or_default();
    let shared =
        a["insurance"].as_array().is_some_and(|own| own.iter().any(|kind| kinds.contains(kind)));
    shared && who(a).overlaps(&who(b))
}

fn moved(topic: &'static str, rules: &[Value], edges: &[&Edge]) -> Option<Mutant> {
    // The start names the edge best; an end without a successor stands for itself.
    let named = edges.iter().find(|edge| edge.key == "from").or(edges.first())?;
    let rule = rules.get(named.index)?["id"].as_str()?.to_owned();
    let pointer = |edge: &Edge| format!("/rules/{topic}/{}/{}", edge.index, edge.key);
    let edits = edges.iter().map(|edge| (pointer(edge), json!(later(edge.date))));
    Some(Mutant {
        topic,
        rule,
        field: format!("/{}", named.key),
        change: format!("{} → {}", named.date, later(named.date)),
        kind: Kind::Period,
        doubtful: false,
        edits: edits.collect(),
    })
}

fn later(date: Date) -> String {
    a_month_later(date).to_string()
}
