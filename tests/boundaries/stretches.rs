//! The last day of every stretch over which deductibles and caps count, and the first day of the next:
//! to the one day they run on, from the other they begin anew.

use mingbai::calendar::{Date, Month};
use mingbai::engine::Settlement;
use mingbai::money::Yuan;
use mingbai::policy::{
    BenefitYear, CapCounts, Cell, InpatientPer, OutpatientCap, Per, Place, PolicySet, Rule,
    TopicRules,
};
use serde_json::{Value, json};

use crate::chronic::{self, trials};
use crate::stand::{Stand, a_day_after, after, before, name_of, rule_on};
use crate::stays::{stay, with};
use crate::sums::in_fen;
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// Half is the fund's above deductibles, all of it below caps.
fn provided(of_deductible: bool) -> Value {
    let mut given = json!({"monthly_credit": "0"});
    for kind in ["inpatient", "outpatient"] {
        given[format!("{kind}_ratio")] = json!(if of_deductible { "0.5" } else { "1" });
        let (field, sum) = if of_deductible { ("cap", "100000000") } else { ("deductible", "0") };
        given[format!("{kind}_{field}")] = json!(sum);
    }
    given
}

#[test]
fn stretches_end_on_their_last_day() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        let rules = &policy.layers()[0].rules;
        for rule in &rules.outpatient_deductible {
            if let Some(cell) = rule.value.cells.iter().find(|cell| !cell.value.is_zero()) {
                of_visits(&policy, rule, cell, (rule.value.per, true), &mut tally);
            }
        }
        for rule in &rules.outpatient_cap {
            let cell = rule.value.tables()[0].first();
            if let (Some(per), Some(cell)) = (stretch_of(&rule.value), cell) {
                of_visits(&policy, rule, cell, (per, false), &mut tally);
            }
        }
        of_stays(&policy, &mut tally);
        for trial in trials(&policy) {
            of_scheme(&trial, &mut tally);
        }
    }
    tally.finish("stretches", 380);
}

/// The stretch of a cap that counts what the fund pays, and that only visits share.
fn stretch_of(cap: &OutpatientCap) -> Option<Per> {
    match cap {
        OutpatientCap::FundPayment { per, .. } | OutpatientCap::EligibleCost { per, .. } => {
            Some(*per)
        }
        OutpatientCap::SharedWithInpatient { .. } => Some(Per::Year),
        OutpatientCap::None {} => None,
    }
}

/// How many months a stretch has; none for that of a bill.
fn months(per: Per) -> Option<u8> {
    match per {
        Per::Year => Some(12),
        Per::Quarter => Some(3),
        Per::Month => Some(1),
        Per::Visit => None,
    }
}

/// The last day of the stretch that a day falls in, by counting months to its end.
fn last_day(stand: &Stand, day: Date, per: Per) -> Option<Date> {
    let rule = rule_on::<BenefitYear>(stand.policy, &stand.person, day, &stand.name);
    let starts_in = rule.map_or(1, |rule| rule.value.starts_in);
    let months = months(per)?;
    let begins = |month: Month| (month.number() + 12 - starts_in).is_multiple_of(months);
    let mut month = day.month();
    while !begins(month.next()) {
        month = month.next();
    }
    Some(month.last_day())
}

/// A last day of a stretch on which the rule holds: best one after which it still does, then one that
/// the rule ends with, too.
fn edge<T: TopicRules>(stand: &Stand, rule: &Rule<T>, per: Per) -> Option<Date> {
    let is_it = |day: Date| {
        if !T::EXCLUSIVE {
            return rule.covers(day);
        }
        let found = rule_on::<T>(stand.policy, &stand.person, day, &stand.name);
        found.is_some_and(|found| found.id == rule.id)
    };
    let first = before(stand.date.month(), 24);
    let months = (0..48).map(|count| after(first, count));
    let ends = months.filter_map(|month| last_day(stand, month.last_day(), per));
    let ends: Vec<Date> = ends.filter(|end| is_it(*end)).collect();
    let goes_on = ends.iter().find(|end| is_it(a_day_after(**end)));
    goes_on.or(ends.first()).copied()
}

fn visit_bill(place: &Place, total: Yuan) -> Value {
    let is_pharmacy = place.is_pharmacy();
    let kind = if is_pharmacy { "pharmacy" } else { "outpatient" };
    json!({"kind": kind, "level": (!is_pharmacy).then(|| place.id()), "total": total})
}

fn of_visits<T: TopicRules>(
    policy: &PolicySet,
    rule: &Rule<T>,
    cell: &Cell<Yuan>,
    (per, of_deductible): (Per, bool),
    tally: &mut Tally,
) {
    if per == Per::Visit {
        return;
    }
    for insurance in &rule.insurance {
        let name = format!("{} per {per:?}", name_of(policy, rule));
        let Some(stand) = Stand::find(policy, rule, *insurance, &cell.who) else {
            tally.unreachable(name, NOBODYS);
            continue;
        };
        let Some(end) = edge(&stand, rule, per) else {
            tally.unreachable(name, "the rule does not hold over the end of a stretch");
            continue;
        };
        let place = stand.places(cell.at.as_deref()).remove(0);
        let bill = |total| visit_bill(&place, total);
        around(&stand, end, (cell.value, of_deductible), &bill, &name, tally);
    }
}

/// Deductibles and caps of stays, which go by the year.
fn of_stays(policy: &PolicySet, tally: &mut Tally) {
    let rules = &policy.layers()[0].rules;
    for rule in &rules.inpatient_deductible {
        let is_yearly = rule.value.per == Some(InpatientPer::Year);
        let Some(cell) = rule.value.first.iter().find(|cell| !cell.value.is_zero()) else {
            continue;
        };
        for insurance in rule.insurance.iter().filter(|_| is_yearly) {
            let stand = Stand::find(policy, rule, *insurance, &cell.who);
            of_year(stand.as_ref(), rule, cell, true, tally);
        }
    }
    for rule in &rules.inpatient_cap {
        let Some(cell) = rule.value.basic.first().or(rule.value.total.first()) else { continue };
        for insurance in &rule.insurance {
            let stand = Stand::find(policy, rule, *insurance, &cell.who);
            of_year(stand.as_ref(), rule, cell, false, tally);
        }
    }
}

fn of_year<T: TopicRules>(
    stand: Option<&Stand>,
    rule: &Rule<T>,
    cell: &Cell<Yuan>,
    of_deductible: bool,
    tally: &mut Tally,
) {
    let Some(stand) = stand else { return tally.unreachable(&rule.id, NOBODYS) };
    let name = format!("{} of stays", stand.name);
    let Some(end) = edge(stand, rule, Per::Year) else {
        return tally.unreachable(name, "the rule does not hold over the end of a stretch");
    };
    let place = stand.places(cell.at.as_deref()).remove(0);
    around(stand, end, (cell.value, of_deductible), &|total| stay(&place, total), &name, tally);
}

fn of_scheme(trial: &chronic::Trial<'_>, tally: &mut Tally) {
    let value = trial.scheme;
    let deductible = value.deductible.iter().find(|cell| !cell.value.is_zero());
    let per = value.deductible_per.unwrap_or(Per::Year);
    let parts = [
        deductible.map(|cell| (cell, per, true)),
        value.cap.first().map(|cell| (cell, value.cap_per, false)),
    ];
    for (cell, per, of_deductible) in parts.into_iter().flatten() {
        let name = format!("{} {} per {per:?}", name_of(trial.policy, trial.rule), value.id);
        if value.ratio.is_empty() && !value.ratio_as_inpatient {
            tally.unreachable(name, "no ratio of the scheme is known");
            continue;
        }
        let Some(stand) = trial.stand(Some(cell)) else {
            tally.unreachable(name, NOBODYS);
            continue;
        };
        let Some(end) = edge(&stand, trial.rule, per) else {
            tally.unreachable(name, "the rule does not hold over the end of a stretch");
            continue;
        };
        let at = cell.at.as_deref().or(value.ratio.first().and_then(|cell| cell.at.as_deref()));
        let place = stand.places(at).remove(0);
        // The fund pays a share: a multiple of the cap is sure to fill it.
        let of_cost = value.cap_counts == CapCounts::EligibleCost;
        let times = if of_deductible || of_cost { 1 } else { 10 };
        let bill = |total: Yuan| trial.bill(&place, total.times_count(times));
        around(&stand, end, (cell.value, of_deductible), &bill, &name, tally);
    }
}

/// What fills a stretch on its last day: on that day nothing is left of it, on the next all is.
fn around(
    stand: &Stand,
    end: Date,
    (sum, of_deductible): (Yuan, bool),
    bill: &dyn Fn(Yuan) -> Value,
    name: &str,
    tally: &mut Tally,
) {
    let on = |total: Yuan, day: Date| with(bill(total), "date", &json!(day.to_string()));
    let more = fen(FEN).times_count(100);
    let last = |day: Date| {
        let (first, _) = stand.last_of(&[on(sum, end)], &provided(of_deductible))?;
        // A lower cap of one bill takes several of them.
        let mut bills = match first.cap.filter(|_| !of_deductible) {
            Some(used) => {
                let times = (in_fen(sum) - 1) / in_fen(used.limit).max(1) + 1;
                (0..times).map(|_| on(sum, end)).collect()
            }
            // On that day somebody may be of another age than on the day of the rule.
            None => vec![on(first.deductible.threshold, end)],
        };
        bills.push(on(more, day));
        stand.last_of(&bills, &provided(of_deductible)).map(|(bill, _)| bill)
    };
    let (same, next) = match (last(end), last(a_day_after(end))) {
        (Ok(same), Ok(next)) => (same, next),
        (Err(why), _) | (_, Err(why)) => return tally.unreachable(name, why),
    };
    tally.thresholds += 1;
    let name = format!("{name} to {end}");
    let (left, anew) = if of_deductible {
        let (same, next) = (same.deductible, next.deductible);
        (same.applied.amount.is_zero(), next.applied.amount == next.threshold.min(more))
    } else {
        let used = |bill: &Settlement| bill.cap.map(|used| used.used_before);
        (same.fund.amount.is_zero(), used(&next).is_none_or(Yuan::is_zero))
    };
    tally.holds(&name, "on its last day", &[("nothing left of it", left)]);
    tally.holds(&name, "on the day after", &[("all of it anew", anew)]);
}
