//! A day and a month around the first and the last day of every rule: before it an earlier rule or
//! a refusal, from it on the rule, after its end another or the rule marked as last known.

use mingbai::api::Answer;
use mingbai::calendar::Date;
use mingbai::engine::Outcome;
use mingbai::policy::{
    AccountTiming, Cell, InsuranceKind, PolicySet, Rule, RuleRef, Start, Topic, TopicRules, Who,
};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, name_of, rule_on, somebody};
use crate::stays::stay;
use crate::sums::PLENTY;
use crate::support::policy;
use crate::tables::{Visitor, visit};
use crate::{Tally, codes, fen};

#[test]
fn rules_begin_and_end_on_their_days() {
    let mut tally = Tally::default();
    for code in codes() {
        visit(&policy(&code), &mut Periods(&mut tally));
    }
    tally.finish("periods", 1500);
}

/// Looks at the rules of topics of which one at most holds.
struct Periods<'t>(&'t mut Tally);

impl Visitor for Periods<'_> {
    fn rules<T: TopicRules>(&mut self, policy: &PolicySet) {
        let rules = T::of(&policy.layers()[0].rules).iter();
        for rule in rules.filter(|_| T::EXCLUSIVE) {
            for insurance in &rule.insurance {
                if let Start::On(from) = rule.from {
                    self.0.thresholds += 1;
                    begins(policy, rule, *insurance, from, self.0);
                }
                if let Some(to) = rule.to {
                    self.0.thresholds += 1;
                    ends(policy, rule, *insurance, to, self.0);
                }
            }
        }
    }

    fn cells<T: TopicRules, V>(&mut self, _: &PolicySet, _: &Rule<T>, _: &[Cell<V>]) {}
}

fn begins<T: TopicRules>(
    policy: &PolicySet,
    rule: &Rule<T>,
    insurance: InsuranceKind,
    from: Date,
    tally: &mut Tally,
) {
    let days = [
        ("a month before", from.month().previous().last_day().min(from.previous()), false),
        ("the day before", from.previous(), false),
        ("the first day", from, true),
        ("a month on", from.month().next().last_day(), true),
    ];
    for (what, day, is_in_force) in days {
        let stand = on(policy, rule, insurance, day);
        let found = rule_on::<T>(policy, &stand.person, day, &stand.name);
        let is_the_rule = found.is_some_and(|found| found.id == rule.id);
        let has_ended = rule.to.is_some_and(|to| to < day);
        tally.holds(
            &stand.name.to_string(),
            what,
            &[
                ("the rule from its first day", is_the_rule == is_in_force || has_ended),
                ("cited as it applies", cites_what_applies::<T>(&stand)),
            ],
        );
    }
}

fn ends<T: TopicRules>(
    policy: &PolicySet,
    rule: &Rule<T>,
    insurance: InsuranceKind,
    to: Date,
    tally: &mut Tally,
) {
    let days = [
        ("the last day", to),
        ("the day after", a_day_after(to)),
        ("a month after", to.month().next().last_day()),
    ];
    for (what, day) in days {
        let stand = on(policy, rule, insurance, day);
        let found = rule_on::<T>(policy, &stand.person, day, &stand.name);
        let is_the_rule = found.is_some_and(|found| found.id == rule.id);
        let begins_later = matches!(rule.from, Start::On(from) if from > day);
        let is_known = day <= to;
        tally.holds(
            &stand.name.to_string(),
            what,
            &[
                ("the rule to its last day", is_the_rule || !is_known || begins_later),
                ("then another, or last known", {
                    is_known || !is_the_rule || says_last_known(&stand, rule, to)
                }),
                ("cited as it applies", cites_what_applies::<T>(&stand)),
            ],
        );
    }
}

/// Somebody whom the rule is for, on whatever day.
fn on<'p, T: TopicRules>(
    policy: &'p PolicySet,
    rule: &Rule<T>,
    insurance: InsuranceKind,
    date: Date,
) -> Stand<'p> {
    let person = somebody(insurance, &[&rule.who, &Who::default()], date);
    Stand { policy, name: name_of(policy, rule), person, date, monthly: false }
}

/// A bill of the day, or its month of contributions, where only the topic at hand is left to the
/// rules, so that no other topic's gap keeps the engine from it.
fn answer(stand: &Stand) -> Answer {
    let given = [
        (Topic::OutpatientDeductible, "outpatient_deductible", "0"),
        (Topic::OutpatientRatio, "outpatient_ratio", "1"),
        (Topic::OutpatientCap, "outpatient_cap", "1"),
        (Topic::InpatientDeductible, "inpatient_deductible", "0"),
        (Topic::InpatientRatio, "inpatient_ratio", "1"),
        (Topic::InpatientCap, "inpatient_cap", "100000"),
        (Topic::AccountCredit, "monthly_credit", "0"),
    ];
    let given = given.into_iter().filter(|(topic, ..)| *topic != stand.name.topic);
    let provided: Value =
        given.map(|(_, field, figure)| (field.to_owned(), json!(figure))).collect();
    let level = stand.policy.institution_levels()[0].id.clone();
    let is_of_stays = matches!(
        stand.name.topic,
        Topic::InpatientDeductible
            | Topic::InpatientRatio
            | Topic::InpatientCap
            | Topic::SeriousIllness
    );
    let mut situation = if is_of_stays {
        stand.situation_of(&[stay(&level, fen(PLENTY))], &provided, &json!({}))
    } else {
        stand.situation(&[(level, fen(100))], &provided)
    };
    if matches!(stand.name.topic, Topic::AccountCredit | Topic::ContributionBase) {
        situation.provided.monthly_credit = None;
        situation.contributions[0].paid = true;
    }
    stand.answer(&situation)
}

/// The day for which a topic's rule is looked up: the first of the month for what goes by months,
/// credits being booked on it, and that of the year for premiums.
fn looked_up_on(topic: Topic, date: Date) -> Date {
    match topic {
        Topic::AccountCredit
        | Topic::AccountTiming
        | Topic::ContributionBase
        | Topic::ContributionRate
        | Topic::FlexibleContribution => date.month().first_day(),
        Topic::ResidentPremium => date.month().year_start(1).first_day(),
        _ => date,
    }
}

/// Whether the engine cites no rule of the topic but the one that applies. Where the year's money
/// is advanced, credits of other months of the year come in.
fn cites_what_applies<T: TopicRules>(stand: &Stand) -> bool {
    let advanced = rule_on::<AccountTiming>(stand.policy, &stand.person, stand.date, &stand.name)
        .is_some_and(|rule| matches!(rule.value, AccountTiming::AdvancedForYear { .. }));
    if advanced && matches!(T::TOPIC, Topic::AccountCredit | Topic::ContributionBase) {
        return true;
    }
    let day = looked_up_on(T::TOPIC, stand.date);
    let found = rule_on::<T>(stand.policy, &stand.person, day, &stand.name);
    let cited = answer(stand).assessment.rules;
    let mut cited = cited.iter().map(|cited| &cited.rule).filter(|rule| rule.topic == T::TOPIC);
    let Some(first) = cited.next() else { return !is_always_cited(stand) || found.is_none() };
    let is_found = |rule: &RuleRef| found.is_some_and(|found| found.id == rule.id);
    is_found(first) && cited.all(is_found)
}

/// Whether every bill, or every month of contributions, rests on a rule of the topic.
fn is_always_cited(stand: &Stand) -> bool {
    let is_in_service = !stand.person.retired;
    match stand.name.topic {
        Topic::OutpatientCap
        | Topic::OutpatientDeductible
        | Topic::OutpatientRatio
        | Topic::InpatientCap
        | Topic::InpatientDeductible
        | Topic::InpatientRatio => true,
        Topic::ContributionRate => {
            is_in_service
                && matches!(
                    stand.person.insurance,
                    InsuranceKind::Employee | InsuranceKind::EmployeePoolOnly
                )
        }
        Topic::FlexibleContribution => {
            is_in_service && stand.person.insurance == InsuranceKind::Flexible
        }
        Topic::ResidentPremium => stand.person.insurance == InsuranceKind::Resident,
        _ => false,
    }
}

/// Whether the result that rests on the rule, where there is one, says until when it was known.
fn says_last_known<T: TopicRules>(stand: &Stand, rule: &Rule<T>, until: Date) -> bool {
    // Until the rule of the first of the month or year is this one, another speaks.
    let day = looked_up_on(T::TOPIC, stand.date);
    let found = rule_on::<T>(stand.policy, &stand.person, day, &stand.name);
    let is_asked = day > until && found.is_some_and(|found| found.id == rule.id);
    if !is_always_cited(stand) || !is_asked {
        return true;
    }
    let assessment = answer(stand).assessment;
    let outcome = match T::TOPIC {
        Topic::ContributionRate | Topic::FlexibleContribution => {
            &assessment.contributions.last().unwrap().outcome
        }
        Topic::ResidentPremium => &assessment.premiums[0].outcome,
        _ => &assessment.expenses[0].outcome,
    };
    let rules = match outcome {
        Outcome::Complete => return false,
        Outcome::LastKnown { rules } | Outcome::Incomplete { rules, .. } => rules,
        Outcome::Refused { .. } => return true,
    };
    rules.iter().any(|known| known.rule == stand.name && known.until == until)
}
