//! Ledger and settlements as tables to save, and the whole answer as it is.

use serde::Serialize;

use super::super::entries::kind_key;
use super::super::format;
use super::{Results, ledger, outcome};
use crate::api::Answer;
use crate::calendar::Date;
use crate::csv_text::Csv;
use crate::engine::{ExpenseResult, Settlement, Situation, SubAccount};
use crate::money::Yuan;
use crate::policy::Fingerprint;

/// The ledger, entry by entry.
pub(super) fn ledger(cx: &Results) -> String {
    let locale = cx.locale;
    let mut csv = Csv::new();
    for key in ["ledger.date", "ledger.item", "table.account", "ledger.amount", "ledger.balance"] {
        csv.words(locale.text(key));
    }
    csv.end();
    for entry in &cx.answer.assessment.account.ledger {
        let account = match entry.sub_account {
            SubAccount::Whole => "table.whole",
            SubAccount::CurrentYear => "balance.current_year",
            SubAccount::Accumulated => "balance.accumulated",
        };
        csv.words(&entry.date.to_string())
            .words(&ledger::item(cx, entry))
            .words(locale.text(account))
            .amount(entry.amount)
            .amount(entry.total)
            .end();
    }
    source_lines(cx, &mut csv);
    csv.finish()
}

/// A figure of a settlement; `None` where it plays no part.
type Column = (&'static str, fn(&Settlement) -> Option<Yuan>);

const COLUMNS: [Column; 14] = [
    ("slip.total", |bill| Some(bill.total)),
    ("slip.own_paid", |bill| Some(bill.own_paid)),
    ("slip.over_limit", |bill| Some(bill.over_limit)),
    ("slip.first_own", |bill| Some(bill.first_own)),
    ("slip.eligible", |bill| Some(bill.eligible.amount)),
    ("slip.deductible", |bill| Some(bill.deductible.applied.amount)),
    ("slip.shared", |bill| Some(bill.shared.amount)),
    ("slip.fund", |bill| Some(bill.fund.amount)),
    ("slip.supplement", |bill| bill.supplement.map(|figure| figure.amount)),
    ("slip.serious_illness", |bill| bill.serious_illness.map(|figure| figure.amount)),
    ("slip.own_share", |bill| Some(bill.own_share.amount)),
    ("slip.account", |bill| Some(bill.account.amount)),
    ("slip.cash", |bill| Some(bill.cash.amount)),
    ("bill.person", |bill| Some(bill.person.amount)),
];

/// The settlements, bill by bill.
pub(super) fn settlements(cx: &Results) -> String {
    let locale = cx.locale;
    let mut csv = Csv::new();
    for key in ["table.number", "expense.date", "table.kind", "table.outcome"] {
        csv.words(locale.text(key));
    }
    for (key, _) in COLUMNS {
        csv.words(locale.text(key));
    }
    csv.words(locale.text("table.note")).end();
    for result in &cx.answer.assessment.expenses {
        settlement(cx, &mut csv, result);
    }
    source_lines(cx, &mut csv);
    csv.finish()
}

fn settlement(cx: &Results, csv: &mut Csv, result: &ExpenseResult) {
    let locale = cx.locale;
    let kind = cx
        .subject
        .situation
        .expenses
        .get(result.expense)
        .map(|bill| locale.text(kind_key(bill.kind)));
    csv.words(&cx.number(result.expense))
        .words(&result.date.to_string())
        .words(kind.unwrap_or_default())
        .words(locale.text(outcome::badge_words(&result.outcome).1));
    for (_, figure) in COLUMNS {
        csv.optional(result.settlement.as_ref().and_then(figure));
    }
    let open = cx.unknown.contains(&result.expense).then_some("bill.parts_unknown");
    csv.words(open.map(|key| locale.text(key)).unwrap_or_default()).end();
}

/// Where the figures come from and of what day the rules are.
fn source_lines(cx: &Results, csv: &mut Csv) {
    let locale = cx.locale;
    csv.end();
    let area = cx.policy.area().map(|area| locale.name(&area.name)).unwrap_or_default();
    let on = format::date(locale, cx.subject.today);
    csv.words(&locale.fill("table.made", &[("area", &area), ("date", &on)])).end();
    csv.words(locale.text("app.no_promise")).end();
}

/// Everything that someone needs to see why the person's slip says something else.
#[derive(Serialize)]
struct Difference<'a> {
    product: &'static str,
    version: &'static str,
    on: Date,
    rules: Fingerprint,
    rules_updated_on: Vec<(&'a str, Date)>,
    situation: &'a Situation,
    answer: &'a Answer,
}

/// The answer as data.
pub(super) fn answer(cx: &Results) -> String {
    serde_json::to_string_pretty(cx.answer).unwrap_or_default()
}

/// Entries, steps and versions, for a report that a slip says something else.
pub(super) fn difference(cx: &Results) -> String {
    let layers = cx.policy.layers().iter();
    let report = Difference {
        product: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        on: cx.subject.today,
        rules: cx.policy.fingerprint(),
        rules_updated_on: layers.map(|file| (file.area.adcode.as_str(), file.updated_on)).collect(),
        situation: &cx.subject.situation,
        answer: cx.answer,
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}
