//! The month in which somebody comes of an age that a rule names, and the months beside it.

use mingbai::calendar::Date;
use mingbai::policy::{
    AccountCredit, AccountTiming, AccountUse, BenefitYear, Cell, ContributionBase, OutpatientCap,
    OutpatientDeductible, OutpatientRatio, PaymentOrder, Person, PolicySet, Rule, TopicRules, Who,
    pick, pick_segments,
};

use crate::stand::{Stand, before, name_of, rule_on};
use crate::support::policy;
use crate::{NOBODYS, Tally, codes};

#[test]
fn an_age_is_reached_in_the_month_of_birth() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        of_rules::<AccountCredit>(&policy, &mut tally);
        of_rules::<AccountTiming>(&policy, &mut tally);
        of_rules::<AccountUse>(&policy, &mut tally);
        of_rules::<BenefitYear>(&policy, &mut tally);
        of_rules::<ContributionBase>(&policy, &mut tally);
        of_rules::<OutpatientDeductible>(&policy, &mut tally);
        of_rules::<OutpatientRatio>(&policy, &mut tally);
        of_rules::<OutpatientCap>(&policy, &mut tally);
        of_rules::<PaymentOrder>(&policy, &mut tally);
        let rules = &policy.layers()[0].rules;
        for rule in &rules.outpatient_deductible {
            let value = &rule.value;
            for cells in [&value.cells, &value.later, &value.year_max] {
                of_cells(&policy, rule, cells, &mut tally);
            }
        }
        for rule in &rules.outpatient_ratio {
            of_cells(&policy, rule, &rule.value.cells, &mut tally);
        }
        for rule in &rules.outpatient_cap {
            for cells in rule.value.tables() {
                of_cells(&policy, rule, cells, &mut tally);
            }
        }
    }
    tally.finish("ages", 60);
}

/// The ages at which a condition begins and ceases to hold.
fn edges(who: &Who) -> Vec<(u16, bool)> {
    let begins = who.age_from.map(|age| (u16::from(age), true));
    let ceases = who.age_to.map(|age| (u16::from(age) + 1, false));
    begins.into_iter().chain(ceases).collect()
}

/// Somebody who comes of `age` in the month of `date`, looked at `offset` months from it.
fn of_age(stand: &Stand, age: u16, offset: i8) -> (Person, Date) {
    let month = stand.date.month();
    let seen = match offset {
        ..0 => month.next(),
        0 => month,
        _ => month.previous(),
    };
    // The day of the rule stays, so that the period plays no part; the birth moves instead.
    let birth = before(seen, age * 12);
    (Person { birth: Some(birth), ..stand.person.clone() }, stand.date)
}

fn of_rules<T: TopicRules>(policy: &PolicySet, tally: &mut Tally) {
    for rule in T::of(&policy.layers()[0].rules) {
        for (insurance, (age, begins)) in
            rule.insurance.iter().flat_map(|kind| edges(&rule.who).into_iter().map(|e| (*kind, e)))
        {
            let Some(stand) = Stand::find(policy, rule, insurance, &Who::default()) else {
                tally.unreachable(name_of(policy, rule), NOBODYS);
                continue;
            };
            tally.thresholds += 1;
            for offset in [-1, 0, 1] {
                let (person, date) = of_age(&stand, age, offset);
                let found = rule_on::<T>(policy, &person, date, &stand.name);
                let is_the_rule = found.is_some_and(|found| found.id == rule.id);
                let name = format!("{} at {age}", stand.name);
                let claim = format!("{offset} months");
                let holds = is_the_rule == ((offset >= 0) == begins);
                tally.holds(&name, &claim, &[("the side of the age", holds)]);
            }
        }
    }
}

fn of_cells<T: TopicRules, V: PartialEq>(
    policy: &PolicySet,
    rule: &Rule<T>,
    cells: &[Cell<V>],
    tally: &mut Tally,
) {
    for cell in cells {
        for (age, begins) in edges(&cell.who) {
            let Some(stand) = Stand::find(policy, rule, rule.insurance[0], &cell.who) else {
                tally.unreachable(name_of(policy, rule), NOBODYS);
                continue;
            };
            tally.thresholds += 1;
            let place = stand.places(cell.at.as_deref()).remove(0);
            for offset in [-1, 0, 1] {
                let (person, date) = of_age(&stand, age, offset);
                let is_segment = cell.above.is_some() || cell.up_to.is_some();
                let is_cell = if is_segment {
                    let found = pick_segments(cells, &person, date, &place);
                    found.is_ok_and(|found| found.iter().any(|one| core::ptr::eq(*one, cell)))
                } else {
                    let found = pick(cells, &person, date, &place);
                    found.is_ok_and(|value| core::ptr::eq(value, &raw const cell.value))
                };
                let name = format!("{} entry at {age}", stand.name);
                let claim = format!("{offset} months");
                let holds = is_cell == ((offset >= 0) == begins);
                tally.holds(&name, &claim, &[("the side of the age", holds)]);
            }
        }
    }
}
