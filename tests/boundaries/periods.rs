//! A day and a month around the first and the last day of every rule: before it an earlier rule or
//! a refusal, from it on the rule, after its end another or the rule marked as last known.

use mingbai::api::Answer;
use mingbai::calendar::Date;
use mingbai::engine::Outcome;
use mingbai::policy::{
    AccountCredit, AccountTiming, AccountUse, BenefitYear, ContributionBase, InsuranceKind,
    OutpatientCap, OutpatientDeductible, OutpatientRatio, PaymentOrder, PolicySet, Rule, RuleRef,
    Start, Topic, TopicRules, Who,
};
use serde_json::{Value, json};

use crate::stand::{Stand, a_day_after, name_of, rule_on, somebody};
use crate::support::policy;
use crate::{Tally, codes, fen};

#[test]
fn rules_begin_and_end_on_their_days() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        of_topic::<AccountCredit>(&policy, &mut tally);
        of_topic::<AccountTiming>(&policy, &mut tally);
        of_topic::<AccountUse>(&policy, &mut tally);
        of_topic::<BenefitYear>(&policy, &mut tally);
        of_topic::<ContributionBase>(&policy, &mut tally);
        of_topic::<OutpatientDeductible>(&policy, &mut tally);
        of_topic::<OutpatientRatio>(&policy, &mut tally);
        of_topic::<OutpatientCap>(&policy, &mut tally);
        of_topic::<PaymentOrder>(&policy, &mut tally);
    }
    tally.finish("periods", 800);
}

fn of_topic<T: TopicRules>(policy: &PolicySet, tally: &mut Tally) {
    for rule in T::of(&policy.layers()[0].rules) {
        for insurance in &rule.insurance {
            if let Start::On(from) = rule.from {
                tally.thresholds += 1;
                begins(policy, rule, *insurance, from, tally);
            }
            if let Some(to) = rule.to {
                tally.thresholds += 1;
                ends(policy, rule, *insurance, to, tally);
            }
        }
    }
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
                ("cited as it applies", cites_what_applies::<T>(&stand, found)),
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
                    is_known || !is_the_rule || says_last_known(&stand, to)
                }),
                ("cited as it applies", cites_what_applies::<T>(&stand, found)),
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

/// A bill of the day where only the topic at hand is left to the rules, so that no other topic's
/// gap keeps the engine from it.
fn answer(stand: &Stand) -> Answer {
    let given = [
        (Topic::OutpatientDeductible, "outpatient_deductible", "0"),
        (Topic::OutpatientRatio, "outpatient_ratio", "1"),
        (Topic::OutpatientCap, "outpatient_cap", "1"),
        (Topic::AccountCredit, "monthly_credit", "0"),
    ];
    let given = given.into_iter().filter(|(topic, ..)| *topic != stand.name.topic);
    let provided: Value =
        given.map(|(_, field, figure)| (field.to_owned(), json!(figure))).collect();
    let level = stand.policy.institution_levels()[0].id.clone();
    let mut situation = stand.situation(&[(level, fen(100))], &provided);
    if matches!(stand.name.topic, Topic::AccountCredit | Topic::ContributionBase) {
        situation.provided.monthly_credit = None;
        situation.contributions[0].paid = true;
    }
    stand.answer(&situation)
}

/// Whether the engine cites no rule of the topic but the one that applies. Where the year's money
/// is advanced, credits of other months of the year come in.
fn cites_what_applies<T: TopicRules>(stand: &Stand, found: Option<&Rule<T>>) -> bool {
    let advanced = rule_on::<AccountTiming>(stand.policy, &stand.person, stand.date, &stand.name)
        .is_some_and(|rule| matches!(rule.value, AccountTiming::AdvancedForYear { .. }));
    if advanced && matches!(T::TOPIC, Topic::AccountCredit | Topic::ContributionBase) {
        return true;
    }
    // Timing is looked up for the first of the month, and credits are booked on it.
    let is_monthly =
        matches!(T::TOPIC, Topic::AccountCredit | Topic::AccountTiming | Topic::ContributionBase);
    let first = stand.date.month().first_day();
    let found = if is_monthly {
        rule_on::<T>(stand.policy, &stand.person, first, &stand.name)
    } else {
        found
    };
    let cited = answer(stand).assessment.rules;
    let mut cited = cited.iter().map(|cited| &cited.rule).filter(|rule| rule.topic == T::TOPIC);
    let Some(first) = cited.next() else { return !is_always_cited(T::TOPIC) || found.is_none() };
    let is_found = |rule: &RuleRef| found.is_some_and(|found| found.id == rule.id);
    is_found(first) && cited.all(is_found)
}

/// Whether every bill rests on a rule of the topic.
fn is_always_cited(topic: Topic) -> bool {
    matches!(topic, Topic::OutpatientCap | Topic::OutpatientDeductible | Topic::OutpatientRatio)
}

/// Whether the bill, where it was settled under the rule, says until when that was known.
fn says_last_known(stand: &Stand, until: Date) -> bool {
    if !is_always_cited(stand.name.topic) {
        return true;
    }
    let answer = answer(stand);
    let rules = match &answer.assessment.expenses[0].outcome {
        Outcome::Complete => return false,
        Outcome::LastKnown { rules } | Outcome::Incomplete { rules, .. } => rules,
        Outcome::Refused { .. } => return true,
    };
    rules.iter().any(|known| known.rule == stand.name && known.until == until)
}
