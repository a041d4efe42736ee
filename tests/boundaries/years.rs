//! The first and the last day of the year for which credits are advanced: the money comes on the one
//! and is settled on the other, and on no day beside them.

use mingbai::calendar::{Date, Month};
use mingbai::engine::{Entry, EntryKind, keeps_two_accounts};
use mingbai::policy::{AccountTiming, InsuranceKind, PolicySet, Rule, Who};
use serde_json::{Value, json};

use crate::stand::{Stand, before, name_of, rule_on};
use crate::support::policy;
use crate::{NOBODYS, Tally, codes};

#[test]
fn a_year_is_advanced_on_its_first_day_and_settled_on_its_last() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.account_timing {
            for insurance in &rule.insurance {
                of_rule(&policy, rule, *insurance, &mut tally);
            }
        }
    }
    tally.finish("years of the account", 14);
}

/// The first month of a year over which the rule holds, with the month before it and that after.
fn year_of(stand: &Stand, rule: &Rule<AccountTiming>, starts_in: u8) -> Option<Month> {
    let years = (stand.date.month().year() - 6)..=(stand.date.month().year() + 1);
    let mut firsts = years.filter_map(|year| Month::new(year, starts_in).ok());
    firsts.find(|first| {
        let ends = [first.previous().first_day(), first.year_end().next().last_day()];
        ends.iter().all(|day| {
            let found = rule_on::<AccountTiming>(stand.policy, &stand.person, *day, &stand.name);
            found.is_some_and(|found| found.id == rule.id)
        })
    })
}

fn of_rule(
    policy: &PolicySet,
    rule: &Rule<AccountTiming>,
    insurance: InsuranceKind,
    tally: &mut Tally,
) {
    let AccountTiming::AdvancedForYear { year_starts_in, at_once_on_stop, .. } = rule.value else {
        return;
    };
    let name = format!("{} {insurance:?}", name_of(policy, rule));
    let Some(stand) = Stand::find(policy, rule, insurance, &Who::default()) else {
        return tally.unreachable(name, NOBODYS);
    };
    let Some(first) = year_of(&stand, rule, year_starts_in) else {
        return tally.unreachable(name, "the rule does not hold over a year and the months beside");
    };
    tally.thresholds += 2;
    // The retired never stop paying, and where a stop is settled at once the year's end has nothing
    // left to settle.
    let has_hole = !stand.person.retired && !at_once_on_stop;
    let last = first.year_end().last_day();
    let end = first.year_end().next().last_day();
    let to = |as_of: Date| ledger(&stand, first, has_hole, as_of);
    let ledger = to(end);
    let days = |is_it: fn(&EntryKind) -> bool| {
        let entries = ledger.iter().filter(move |entry| is_it(&entry.kind));
        entries.map(|entry| entry.date).collect::<Vec<_>>()
    };
    let advances = days(|kind| matches!(kind, EntryKind::Advance { .. }));
    let settlements = days(|kind| matches!(kind, EntryKind::Settlement { .. }));
    let next = first.year_end().next().first_day();
    tally.holds(
        &name,
        "its first day",
        &[("advanced on it, and a year later", advances == [first.first_day(), next])],
    );
    let expected = if has_hole { vec![last] } else { Vec::new() };
    tally.holds(&name, "its last day", &[("settled on it alone", settlements == expected)]);
    let is_settled = |as_of: Date| {
        to(as_of).iter().any(|entry| matches!(entry.kind, EntryKind::Settlement { .. }))
    };
    let is_advanced =
        |as_of: Date| to(as_of).iter().any(|entry| matches!(entry.kind, EntryKind::Advance { .. }));
    tally.holds(
        &name,
        "seen on the day before each, and on the day",
        &[
            ("not settled before", !is_settled(last.previous())),
            ("settled on the day", is_settled(last) == has_hole),
            ("not advanced before", !is_advanced(first.first_day().previous())),
            ("advanced on the day", is_advanced(first.first_day())),
        ],
    );
    tally.holds(
        &name,
        "in between",
        &[(
            "no credit by months",
            days(|kind| matches!(kind, EntryKind::Credit { .. })).is_empty(),
        )],
    );
}

/// The account from the month before a year to a day up to the month after, with a month of the year not paid
/// or all of them paid.
fn ledger(stand: &Stand, first: Month, has_hole: bool, as_of: Date) -> Vec<Entry> {
    let from = first.previous();
    let hole = first.next().next().next();
    let last = first.year_end().next();
    let range = |from: Month, to: Month| json!({"from": from.to_string(), "to": to.to_string(), "base": "5000"});
    let separate = json!({"separate": {"current_year": "0", "accumulated": "0"}});
    let two = keeps_two_accounts(stand.policy, stand.person.insurance, from);
    let opening = if two { separate } else { json!({"balance": "0"}) };
    let contributions = if stand.person.retired {
        json!([])
    } else if has_hole {
        json!([range(before(first, 24), hole.previous()), range(hole.next(), last)])
    } else {
        json!([range(before(first, 24), last)])
    };
    let retired_on = stand.person.retired.then(|| before(first, 24).to_string());
    let otherwise = json!({
        "retired_on": retired_on,
        "insured_since": before(first, 60).to_string(),
        "contributions": contributions,
        "ledger": {
            "from": from.to_string(),
            "as_of": as_of.to_string(),
            "opening": opening
        },
        "provided": {"monthly_credit": "100"},
    });
    let situation = stand.situation_of(&[], &Value::Null, &otherwise);
    stand.answer(&situation).assessment.account.ledger
}
