//! Bills around the month of retirement, and around the month in which somebody comes of an age: from
//! it on, and not before, a bill is settled by what holds then. Looked for at every rule and every
//! table that tells people apart by it.

use mingbai::calendar::Month;
use mingbai::money::{Rate, Yuan};
use mingbai::policy::{
    Care, Cell, Person, Place, PolicySet, Rule, RuleRef, Status, Topic, TopicRules, Who,
};
use serde_json::{Value, json};

use crate::ages::{Bound, beside, edges};
use crate::stand::{Stand, after, before, name_of};
use crate::support::policy;
use crate::tables::{Visitor, visit};
use crate::{NOBODYS, Tally, codes};

#[test]
fn bills_follow_retirement_and_age_from_the_month_on() {
    let mut people = People(Tally::default());
    for code in codes() {
        visit(&policy(&code), &mut people);
    }
    people.0.finish("retirement and ages of bills", 1100);
}

struct People(Tally);

/// What of a settlement hangs on rules that may tell the retired apart, and those rules; or why there
/// is none.
type Shown = Result<(Settled, Vec<RuleRef>), String>;

/// Deductible, ratio, cap, and what funds pay.
type Settled = (Yuan, Rate, Option<Yuan>, Yuan, Option<Yuan>);

/// Whether a table is this one, whatever it holds.
fn is_table<V, W>(cells: &[V], other: &[W]) -> bool {
    core::ptr::eq(cells.as_ptr().cast::<()>(), other.as_ptr().cast::<()>())
}

/// What a bill under a table tells besides: the scheme that it belongs to, or the way of being away.
fn besides<V>(stand: &Stand, cells: &[Cell<V>]) -> Option<Value> {
    let rules = &stand.policy.layers()[0].rules;
    let mut schemes = rules.chronic_outpatient.iter().flat_map(|rule| &rule.value.schemes);
    let scheme = schemes.find(|scheme| {
        is_table(cells, &scheme.ratio)
            || is_table(cells, &scheme.cap)
            || is_table(cells, &scheme.deductible)
    });
    if let Some(scheme) = scheme {
        return Some(json!({"kind": "chronic", "scheme": scheme.id}));
    }
    let mut terms = rules.treatment_elsewhere.iter().flat_map(|rule| &rule.value.terms);
    let terms = terms.find(|terms| {
        is_table(cells, &terms.deductible)
            || is_table(cells, &terms.ratio)
            || is_table(cells, &terms.ratio_less)
            || is_table(cells, &terms.first_own)
    })?;
    let away = json!({"arrangement": terms.arrangements[0], "region": terms.regions[0]});
    let kind = if terms.care == Care::Inpatient { "inpatient" } else { "outpatient" };
    Some(json!({"kind": kind, "elsewhere": away}))
}

/// A bill of the kind that a topic is about.
fn bill<V>(stand: &Stand, cells: &[Cell<V>], place: &Place) -> Option<Value> {
    let level = (!place.is_pharmacy()).then(|| place.id());
    let kind = match stand.name.topic {
        Topic::OutpatientDeductible | Topic::OutpatientRatio | Topic::OutpatientCap => {
            if place.is_pharmacy() { "pharmacy" } else { "outpatient" }
        }
        Topic::InpatientDeductible | Topic::InpatientRatio | Topic::InpatientCap => "inpatient",
        Topic::ChronicOutpatient | Topic::TreatmentElsewhere => {
            let mut bill = besides(stand, cells)?;
            bill["level"] = json!(level);
            bill["total"] = json!("450000");
            return Some(bill);
        }
        _ => return None,
    };
    Some(json!({"kind": kind, "level": level, "total": "450000"}))
}

/// Only the topic at hand is left to the rules.
fn provided(topic: Topic) -> Value {
    let given = [
        (Topic::OutpatientDeductible, "outpatient_deductible", "0"),
        (Topic::OutpatientRatio, "outpatient_ratio", "1"),
        (Topic::OutpatientCap, "outpatient_cap", "1000000"),
        (Topic::InpatientDeductible, "inpatient_deductible", "0"),
        (Topic::InpatientRatio, "inpatient_ratio", "1"),
        (Topic::InpatientCap, "inpatient_cap", "1000000"),
    ];
    let given = given.into_iter().filter(|(of, ..)| *of != topic);
    let mut given: Value =
        given.map(|(_, field, figure)| (field.to_owned(), json!(figure))).collect();
    given["monthly_credit"] = json!("0");
    given
}

/// The bill as settled for somebody.
fn settled(stand: &Stand, bill: &Value, person: Person) -> Shown {
    let stand = Stand { person, name: stand.name.clone(), ..*stand };
    let bills = core::slice::from_ref(bill);
    let situation = stand.situation_of(bills, &provided(stand.name.topic), &json!({}));
    let bill = stand.settled(&situation)?.0.remove(0);
    let cited = stand.answer(&situation).assessment.rules.into_iter().map(|cited| cited.rule);
    let cited = cited.filter(|rule| rule.topic == stand.name.topic).collect();
    let cap = bill.cap.map(|used| used.limit);
    let supplement = bill.supplement.map(|figure| figure.amount);
    let shown = (bill.deductible.threshold, bill.ratio, cap, bill.fund.amount, supplement);
    Ok((shown, cited))
}

impl People {
    fn around(&mut self, stand: &Stand, bill: &Value, name: &str) {
        let month = stand.date.month();
        let settled = |retired_on: Option<Month>| {
            settled(stand, bill, Person { retired_on, ..stand.person.clone() })
        };
        let (working, retired) = (settled(None), settled(Some(month.previous())));
        // A place that the rule does not list is none of its own.
        if working.is_err() && retired.is_err() {
            return;
        }
        if working == retired {
            return self.0.unreachable(name, "the retired get the same as those in service");
        }
        self.0.thresholds += 1;
        let next = settled(Some(month.next()));
        self.0.holds(name, "a month before", &[("as in service", next == working)]);
        self.0.holds(name, "in the month", &[("as retired", settled(Some(month)) == retired)]);
    }

    /// The month before somebody comes of an age is like the one before it, and that month like the
    /// same a year on.
    fn around_age(&mut self, stand: &Stand, bill: &Value, bound: Bound, name: &str) {
        // Further months from the bound than `beside` goes, by an earlier or a later birth.
        let at = |offset: i8, younger: u16, older: u16| {
            let person = beside(stand, bound, offset);
            let birth = person.birth.map(|month| before(after(month, younger), older));
            settled(stand, bill, Person { birth, ..person })
        };
        let (earlier, later) = (at(-1, 1, 0), at(0, 0, 12));
        if earlier == later {
            return self.0.unreachable(name, "people of either age get the same");
        }
        self.0.thresholds += 1;
        self.0.holds(name, "before the age", &[("as the month before", at(-1, 0, 0) == earlier)]);
        self.0.holds(name, "at the age", &[("as a year on", at(0, 0, 0) == later)]);
    }

    fn look<T: TopicRules, V>(
        &mut self,
        policy: &PolicySet,
        rule: &Rule<T>,
        cells: &[Cell<V>],
        cell: &Cell<V>,
    ) {
        // Where a month of retirement is named too, `ages` looks at that.
        let who = [&rule.who, &cell.who];
        let is_retired = who.iter().any(|who| who.status == Some(Status::Retired));
        let names_months = who.iter().any(|who| who.retired_from.or(who.retired_before).is_some());
        let is_told_apart = is_retired && !names_months;
        let ages: Vec<Bound> = who
            .into_iter()
            .flat_map(edges)
            .map(|(bound, _)| bound)
            .filter(|bound| matches!(bound, Bound::Age(_)))
            .collect();
        if !is_told_apart && ages.is_empty() {
            return;
        }
        let Some(stand) = Stand::find_any(policy, rule, rule.insurance[0], &cell.who) else {
            return self.0.unreachable(name_of(policy, rule), NOBODYS);
        };
        let family_doctor = stand.person.family_doctor.or(Some(true));
        let person = Person { family_doctor, ..stand.person.clone() };
        let stand = Stand { person, ..stand };
        let looked_at = |tally: &Tally| {
            tally.thresholds + tally.unreachable.values().map(Vec::len).sum::<usize>()
        };
        let so_far = looked_at(&self.0);
        let mut has_bills = false;
        for place in stand.places(cell.at.as_deref()) {
            let Some(bill) = bill(&stand, cells, &place) else { continue };
            has_bills = true;
            let name = format!("{} at {}", stand.name, place.id());
            if is_told_apart {
                self.around(&stand, &bill, &name);
            }
            for bound in &ages {
                self.around_age(&stand, &bill, *bound, &format!("{name} {bound:?}"));
            }
        }
        if has_bills && looked_at(&self.0) == so_far {
            self.0.unreachable(&stand.name, "no bill of either is settled");
        }
    }
}

impl Visitor for People {
    fn rules<T: TopicRules>(&mut self, policy: &PolicySet) {
        let anybody = Cell { who: Who::default(), at: None, above: None, up_to: None, value: () };
        for rule in T::of(&policy.layers()[0].rules) {
            self.look(policy, rule, &[], &anybody);
        }
    }

    fn cells<T: TopicRules, V>(&mut self, policy: &PolicySet, rule: &Rule<T>, cells: &[Cell<V>]) {
        for cell in cells.iter().filter(|cell| cell.above.is_none()) {
            self.look(policy, rule, cells, cell);
        }
    }
}
