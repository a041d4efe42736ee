//! The last day of every enrolment window and the day after: who pays in it does not wait, who pays
//! later does, where a rule on waiting says so.

use mingbai::calendar::Date;
use mingbai::engine::NotCoveredWhy;
use mingbai::policy::{
    InsuranceKind, PolicySet, ResidentPremium, Rule, Start, Wait, Waiting, Who, applicable_all,
};
use serde_json::json;

use crate::late::{last_of_wait_from, paid};
use crate::stand::{Stand, a_day_after, name_of};
use crate::support::policy;
use crate::waiting::provided;
use crate::{NOBODYS, Tally, codes};

#[test]
fn who_pays_in_the_window_does_not_wait() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.resident_premium {
            if rule.value.window_from.is_some() {
                let name = name_of(&policy, rule);
                tally.unreachable(name, "the first day of a window is only told");
            }
            if let Some(last) = rule.value.window_to {
                of_window(&policy, rule, last, &mut tally);
            }
        }
    }
    tally.finish("enrolment windows", 40);
}

fn of_window(policy: &PolicySet, rule: &Rule<ResidentPremium>, last: Date, tally: &mut Tally) {
    let name = format!("{} to {last}", name_of(policy, rule));
    let resident = InsuranceKind::Resident;
    let Some(stand) = Stand::find(policy, rule, resident, &Who::default()) else {
        return tally.unreachable(name, NOBODYS);
    };
    let first_late = a_day_after(last);
    // The year that the premium is for may begin after its window.
    let day = match rule.from {
        Start::On(from) => from.max(first_late),
        Start::Unknown => first_late,
    };
    if rule.known_until().is_some_and(|until| until < day) {
        return tally.unreachable(name, "the premium of the day after the window is not known");
    }
    let Some(wait) = wait_on(&stand, day) else {
        return tally.unreachable(name, "no rule of the time makes who pays late wait");
    };
    let (wait, names_its_day) = wait;
    if names_its_day {
        return tally.unreachable(name, "the rule on waiting names its own day of late payment");
    }
    tally.thresholds += 1;
    let until = last_of_wait_from(wait, first_late, 0);
    let why = |paid_on: Date| {
        let level = &stand.policy.institution_levels()[0].id;
        let bill = json!({"kind": "inpatient", "level": level, "total": "100",
            "date": day.to_string()});
        let situation = stand.situation_of(&[bill], &provided(), &paid(paid_on));
        let (settled, _) = stand.settled(&situation).unwrap();
        settled[0].not_covered.map(|not_covered| not_covered.why)
    };
    tally.holds(&name, "paid in the window", &[("no wait", why(last).is_none())]);
    let waits = why(first_late) == Some(NotCoveredWhy::Waiting { until });
    tally.holds(&name, "paid after it", &[("a wait", waits || until < day)]);
}

/// The wait after late enrolment that holds for a bill of the day, and whether it names its own
/// first day of late payment.
fn wait_on(stand: &Stand, day: Date) -> Option<(Wait, bool)> {
    let rules = applicable_all::<Waiting>(stand.policy, &stand.person, day, &[]);
    rules.usable.iter().find_map(|applied| {
        let terms = applied.rule.value.terms.as_ref()?;
        Some((terms.late_enrolment?, terms.late_enrolment_from.is_some()))
    })
}
