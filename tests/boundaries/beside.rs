//! A day and a month around the first and the last day of every rule that stands beside others: it
//! counts from its first day to its last, and on no day before or after.

use mingbai::calendar::Date;
use mingbai::policy::{
    Care, Cell, InsuranceKind, Maternity, PolicySet, Rule, Start, Topic, TopicRules, Who,
    applicable_all,
};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, name_of, somebody};
use crate::support::policy;
use crate::tables::{Visitor, visit};
use crate::{Tally, codes};

#[test]
fn rules_beside_others_count_from_their_first_day_to_their_last() {
    let mut tally = Tally::default();
    for code in codes() {
        visit(&policy(&code), &mut Beside(&mut tally));
    }
    tally.finish("periods of rules beside others", 520);
}

struct Beside<'t>(&'t mut Tally);

impl Visitor for Beside<'_> {
    fn rules<T: TopicRules>(&mut self, policy: &PolicySet) {
        let rules = T::of(&policy.layers()[0].rules).iter();
        for rule in rules.filter(|_| !T::EXCLUSIVE) {
            for insurance in &rule.insurance {
                if let Start::On(from) = rule.from {
                    let before = from.month().previous().last_day().min(from.previous());
                    let after = from.month().next().last_day();
                    let days = [before, from.previous(), from, after];
                    self.on_days(policy, rule, *insurance, ("begins", &days));
                }
                if let Some(to) = rule.to {
                    let days = [to, a_day_after(to), to.month().next().last_day()];
                    self.on_days(policy, rule, *insurance, ("ends", &days));
                }
            }
        }
    }

    fn cells<T: TopicRules, V>(&mut self, _: &PolicySet, _: &Rule<T>, _: &[Cell<V>]) {}
}

impl Beside<'_> {
    fn on_days<T: TopicRules>(
        &mut self,
        policy: &PolicySet,
        rule: &Rule<T>,
        insurance: InsuranceKind,
        (what, days): (&str, &[Date]),
    ) {
        self.0.thresholds += 1;
        let name = name_of(policy, rule);
        for date in days {
            let person = somebody(insurance, &[&rule.who, &Who::default()], *date);
            let stand = Stand { policy, name: name.clone(), person, date: *date, monthly: false };
            let begun = matches!(rule.from, Start::Unknown)
                || matches!(rule.from, Start::On(from) if from <= *date);
            let is_in_force = begun && rule.to.is_none_or(|to| *date <= to);
            let accepted = core::slice::from_ref(&name);
            let all = applicable_all::<T>(policy, &stand.person, *date, accepted);
            let counts = all.usable.iter().any(|applied| applied.reference() == name);
            // Another rule may speak first; but this one never out of its time.
            let is_first = bill::<T>(&stand).is_some_and(|(_, is_first)| is_first);
            let cites = bill::<T>(&stand).map(|(bill, _)| cites(&stand, &bill));
            self.0.holds(
                &format!("{name} {what}"),
                &date.to_string(),
                &[
                    ("among those that count", counts == is_in_force),
                    ("not cited out of its time", is_in_force || cites != Some(true)),
                    ("cited in its time", !is_in_force || !is_first || cites == Some(true)),
                ],
            );
        }
    }
}

/// Whether the bill rests on the rule.
fn cites(stand: &Stand, bill: &Value) -> bool {
    let provided = json!({
        "inpatient_ratio": "1", "inpatient_deductible": "0", "inpatient_cap": "100000000",
        "outpatient_ratio": "1", "outpatient_deductible": "0", "outpatient_cap": "100000000",
        "monthly_credit": "0"
    });
    let situation = stand.situation_of(core::slice::from_ref(bill), &provided, &json!({}));
    let assessment = stand.answer(&situation).assessment;
    assessment.rules.iter().any(|cited| cited.rule == stand.name)
}

/// A bill that the rule speaks of, if rules of its topic speak of bills, and whether it is the first
/// of the day that does.
fn bill<T: TopicRules>(stand: &Stand) -> Option<(Value, bool)> {
    let rules = &stand.policy.layers()[0].rules;
    let level = stand.policy.institution_levels()[0].id.id().to_owned();
    let id = &stand.name.id;
    let mut fields = match T::TOPIC {
        Topic::ChronicOutpatient => {
            let rule = rules.chronic_outpatient.iter().find(|rule| rule.id == *id)?;
            json!({"kind": "chronic", "scheme": rule.value.schemes.first()?.id})
        }
        Topic::Maternity => {
            let rule = rules.maternity.iter().find(|rule| rule.id == *id)?;
            birth(&rule.value)?
        }
        Topic::TreatmentElsewhere => {
            let rule = rules.treatment_elsewhere.iter().find(|rule| rule.id == *id)?;
            let terms = rule.value.terms.first()?;
            let kind = if terms.care == Care::Inpatient { "inpatient" } else { "outpatient" };
            let away = json!({"arrangement": terms.arrangements[0], "region": terms.regions[0]});
            json!({"kind": kind, "elsewhere": away})
        }
        _ => return None,
    };
    fields["level"] = json!(level);
    fields["total"] = json!("100");
    // Alone on its topic on the day, it is the first to speak.
    let accepted = core::slice::from_ref(&stand.name);
    let all = applicable_all::<T>(stand.policy, &stand.person, stand.date, accepted);
    let is_first = all.usable.first().is_some_and(|applied| applied.reference() == stand.name);
    Some((fields, is_first))
}

/// A bill of maternity that a rule speaks of.
fn birth(rule: &Maternity) -> Option<Value> {
    if !rule.prenatal_limit.is_empty() || !rule.prenatal_ratio.is_empty() {
        return Some(json!({"kind": "prenatal"}));
    }
    let case = &rule.deliveries.first()?.case;
    let months = case.months_from.or(case.months_before.map(|before| before - 1)).unwrap_or(9);
    let birth = json!({"how": case.deliveries[0], "months": months, "children": 1});
    Some(json!({"kind": "delivery", "delivery": birth}))
}
