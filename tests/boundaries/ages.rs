//! The month in which somebody comes of an age that a rule names, the months of birth and of
//! retirement that rules name, and the months beside them.

use mingbai::calendar::{Date, Month};
use mingbai::policy::{
    Cell, Person, PolicySet, Rule, TopicRules, Who, applicable_all, pick, pick_segments,
};

use crate::stand::{Stand, before, name_of, rule_on};
use crate::support::policy;
use crate::tables::{Visitor, visit};
use crate::{NOBODYS, Tally, codes};

#[test]
fn an_age_is_reached_in_the_month_of_birth() {
    let mut tally = Tally::default();
    for code in codes() {
        visit(&policy(&code), &mut tally);
    }
    tally.finish("ages", 200);
}

/// Where a condition begins or ceases to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    Age(u16),
    Birth(Month),
    Retirement(Month),
}

/// The bounds of a condition, and whether it begins to hold there.
pub(crate) fn edges(who: &Who) -> Vec<(Bound, bool)> {
    let bounds = [
        who.age_from.map(|age| (Bound::Age(u16::from(age)), true)),
        who.age_to.map(|age| (Bound::Age(u16::from(age) + 1), false)),
        who.born_from.map(|month| (Bound::Birth(month), true)),
        who.born_before.map(|month| (Bound::Birth(month), false)),
        who.retired_from.map(|month| (Bound::Retirement(month), true)),
        who.retired_before.map(|month| (Bound::Retirement(month), false)),
    ];
    bounds.into_iter().flatten().collect()
}

/// Somebody `offset` months from the bound. The day of the rule stays, so that its period plays no
/// part; birth and retirement move instead.
pub(crate) fn beside(stand: &Stand, bound: Bound, offset: i8) -> Person {
    let moved = |month: Month| match offset {
        ..0 => month.previous(),
        0 => month,
        _ => month.next(),
    };
    let person = stand.person.clone();
    match bound {
        Bound::Birth(month) => Person { birth: Some(moved(month)), ..person },
        Bound::Retirement(month) => Person { retired_on: Some(moved(month)), ..person },
        Bound::Age(age) => {
            let month = stand.date.month();
            let seen = match offset {
                ..0 => month.next(),
                0 => month,
                _ => month.previous(),
            };
            Person { birth: Some(before(seen, age * 12)), ..person }
        }
    }
}

/// Whether the rule is the one for somebody, or among those that stand side by side.
fn is_theirs<T: TopicRules>(stand: &Stand, rule: &Rule<T>, person: &Person) -> bool {
    if T::EXCLUSIVE {
        let found = rule_on::<T>(stand.policy, person, stand.date, &stand.name);
        return found.is_some_and(|found| found.id == rule.id);
    }
    let accepted = core::slice::from_ref(&stand.name);
    let all = applicable_all::<T>(stand.policy, person, stand.date, accepted);
    all.usable.iter().any(|applied| applied.reference() == stand.name)
}

/// Whether an entry is the one for somebody at the first of its places.
fn is_entry<V>(cells: &[Cell<V>], cell: &Cell<V>, stand: &Stand, person: &Person) -> bool {
    let (date, place): (Date, _) = (stand.date, stand.places(cell.at.as_deref()).remove(0));
    if cell.is_segment() {
        let found = pick_segments(cells, person, date, &place);
        return found.is_ok_and(|found| found.iter().any(|one| core::ptr::eq(*one, cell)));
    }
    let found = pick(cells, person, date, &place);
    found.is_ok_and(|value| core::ptr::eq(value, &raw const cell.value))
}

impl Tally {
    /// A month before, at and after a bound: `is_it` says whether the condition holds for somebody.
    fn around(
        &mut self,
        stand: &Stand,
        name: &str,
        (bound, begins): (Bound, bool),
        is_it: impl Fn(&Person) -> bool,
    ) {
        self.thresholds += 1;
        let name = format!("{name} at {bound:?}");
        for offset in [-1, 0, 1] {
            let holds = is_it(&beside(stand, bound, offset)) == ((offset >= 0) == begins);
            self.holds(&name, &format!("{offset} months"), &[("the side of the bound", holds)]);
        }
    }
}

impl Visitor for Tally {
    fn rules<T: TopicRules>(&mut self, policy: &PolicySet) {
        for rule in T::of(&policy.layers()[0].rules) {
            for insurance in &rule.insurance {
                for edge in edges(&rule.who) {
                    match Stand::find_any(policy, rule, *insurance, &Who::default()) {
                        Some(stand) => {
                            let name = stand.name.to_string();
                            let is_it = |person: &Person| is_theirs(&stand, rule, person);
                            self.around(&stand, &name, edge, is_it);
                        }
                        None => self.unreachable(name_of(policy, rule), NOBODYS),
                    }
                }
            }
        }
    }

    fn cells<T: TopicRules, V>(&mut self, policy: &PolicySet, rule: &Rule<T>, cells: &[Cell<V>]) {
        for cell in cells {
            for edge in edges(&cell.who) {
                match Stand::find_any(policy, rule, rule.insurance[0], &cell.who) {
                    Some(stand) => {
                        let name = format!("{} entry", stand.name);
                        let is_it = |person: &Person| is_entry(cells, cell, &stand, person);
                        self.around(&stand, &name, edge, is_it);
                    }
                    None => self.unreachable(name_of(policy, rule), NOBODYS),
                }
            }
        }
    }
}
