//! Where a rule can be tried: somebody whom it is for, on a day on which it holds, and the bills of
//! that day reckoned through the public interface.

use mingbai::api::{Answer, answer};
use mingbai::calendar::{Date, Month};
use mingbai::engine::{Outcome, Refusal, Settlement, Situation, keeps_two_accounts};
use mingbai::explain::{About, Reason};
use mingbai::money::Yuan;
use mingbai::policy::{
    InsuranceKind, Person, Place, PolicySet, Rule, RuleRef, Start, Status, TopicRules, Who,
    applicable, applicable_all,
};
use serde_json::{Value, json};

use crate::support::{TODAY, date};

/// A person, a day and the rules.
pub(crate) struct Stand<'p> {
    pub(crate) policy: &'p PolicySet,
    pub(crate) name: RuleRef,
    pub(crate) person: Person,
    /// The day of the bills, or of the first where each falls into a month of its own.
    pub(crate) date: Date,
    pub(crate) monthly: bool,
}

/// The month `months` before `month`.
pub(crate) fn before(month: Month, months: u16) -> Month {
    (0..months).fold(month, |month, _| month.previous())
}

/// The month `months` after `month`.
pub(crate) fn after(month: Month, months: u16) -> Month {
    (0..months).fold(month, |month, _| month.next())
}

/// The day after `date`.
pub(crate) fn a_day_after(date: Date) -> Date {
    Date::new(date.month(), date.day() + 1).unwrap_or_else(|_| date.month().next().first_day())
}

/// Somebody who meets all conditions on `date`.
pub(crate) fn somebody(insurance: InsuranceKind, all: &[&Who], date: Date) -> Person {
    let some = |what: fn(&Who) -> Option<Month>| all.iter().filter_map(move |who| what(who));
    let retired = all.iter().any(|who| who.status == Some(Status::Retired))
        || some(|who| who.retired_from.or(who.retired_before)).next().is_some();
    let lowest = all.iter().filter_map(|who| who.age_from).max().unwrap_or(0);
    let highest = all.iter().filter_map(|who| who.age_to).min().unwrap_or(u8::MAX);
    let age = if retired { 62 } else { 40 }.clamp(lowest, highest);
    let mut birth = before(date.month(), u16::from(age) * 12);
    birth = some(|who| who.born_from).fold(birth, Ord::max);
    birth = some(|who| who.born_before.map(Month::previous)).fold(birth, Ord::min);
    let mut retired_on = before(date.month(), 12);
    retired_on = some(|who| who.retired_from).fold(retired_on, Ord::max);
    retired_on = some(|who| who.retired_before.map(Month::previous)).fold(retired_on, Ord::min);
    Person {
        insurance,
        retired: retired && retired_on <= date.month(),
        birth: Some(birth),
        retired_on: retired.then_some(retired_on),
        group: all.iter().find_map(|who| who.group.clone()),
        tier: all.iter().find_map(|who| who.tier.clone()),
        family_doctor: all.iter().find_map(|who| who.family_doctor),
    }
}

/// The rule of a topic that holds for `person` on `date`, `accepted` counting as usable.
pub(crate) fn rule_on<'p, T: TopicRules>(
    policy: &'p PolicySet,
    person: &Person,
    date: Date,
    accepted: &RuleRef,
) -> Option<&'p Rule<T>> {
    let found = applicable::<T>(policy, person, date, core::slice::from_ref(accepted));
    found.ok().map(|applied| applied.rule)
}

impl<'p> Stand<'p> {
    /// A day and somebody for whom `rule` is the one; none when there is no such day.
    pub(crate) fn find<T: TopicRules>(
        policy: &'p PolicySet,
        rule: &Rule<T>,
        insurance: InsuranceKind,
        cell: &Who,
    ) -> Option<Self> {
        let name = name_of(policy, rule);
        days_of(rule).into_iter().find_map(|date| {
            let person = somebody(insurance, &[&rule.who, cell], date);
            let found = rule_on::<T>(policy, &person, date, &name)?;
            (found.id == rule.id).then(|| Self {
                policy,
                name: name.clone(),
                person,
                date,
                monthly: false,
            })
        })
    }

    /// The same where rules stand side by side: `rule` is the first of those that `speak`.
    pub(crate) fn find_beside<T: TopicRules>(
        policy: &'p PolicySet,
        rule: &Rule<T>,
        insurance: InsuranceKind,
        cell: &Who,
        speaks: impl Fn(&T) -> bool,
    ) -> Option<Self> {
        let name = name_of(policy, rule);
        days_of(rule).into_iter().find_map(|date| {
            let person = somebody(insurance, &[&rule.who, cell], date);
            let accepted = core::slice::from_ref(&name);
            let beside = applicable_all::<T>(policy, &person, date, accepted);
            let first = beside.usable.iter().find(|applied| speaks(&applied.rule.value))?;
            (first.reference() == name).then(|| Self {
                policy,
                name: name.clone(),
                person,
                date,
                monthly: false,
            })
        })
    }

    /// A day and somebody for whom `rule` is the one, or one of those that stand side by side.
    pub(crate) fn find_any<T: TopicRules>(
        policy: &'p PolicySet,
        rule: &Rule<T>,
        insurance: InsuranceKind,
        cell: &Who,
    ) -> Option<Self> {
        if T::EXCLUSIVE {
            return Self::find(policy, rule, insurance, cell);
        }
        let is_it = |value: &T| core::ptr::eq(value, &raw const rule.value);
        Self::find_beside(policy, rule, insurance, cell, is_it)
    }

    /// Where a bill can arise for a table's entry: its places, or all.
    pub(crate) fn places(&self, at: Option<&[Place]>) -> Vec<Place> {
        let levels = self.policy.institution_levels().iter().map(|level| level.id.clone());
        at.map_or_else(|| levels.collect(), <[Place]>::to_vec)
    }

    /// The person's situation with bills for visits and of pharmacies.
    pub(crate) fn situation(&self, bills: &[(Place, Yuan)], provided: &Value) -> Situation {
        let day = |index: usize| {
            let months = if self.monthly { index } else { 0 };
            let month = (0..months).fold(self.date.month(), |month, _| month.next());
            if months == 0 { self.date } else { month.first_day() }
        };
        let bill = |(index, (place, total)): (usize, &(Place, Yuan))| {
            let is_pharmacy = place.is_pharmacy();
            let kind = if is_pharmacy { "pharmacy" } else { "outpatient" };
            let level = (!is_pharmacy).then(|| place.id());
            json!({"date": day(index).to_string(), "kind": kind, "level": level, "total": total})
        };
        let bills: Vec<Value> = bills.iter().enumerate().map(bill).collect();
        self.situation_of(&bills, provided, &json!({}))
    }

    /// The person's situation: nothing in the account, contributions on a base of nothing, these
    /// bills, on the day where they name no other, and what of it is otherwise.
    pub(crate) fn situation_of(
        &self,
        bills: &[Value],
        provided: &Value,
        otherwise: &Value,
    ) -> Situation {
        let Person { insurance, birth, retired_on, group, tier, family_doctor, .. } = &self.person;
        let mut bills = bills.to_vec();
        let mut days = vec![self.date];
        for bill in &mut bills {
            match bill.get("date") {
                Some(day) => days.push(date(day.as_str().unwrap())),
                None => bill["date"] = json!(self.date.to_string()),
            }
        }
        let first = days.iter().min().unwrap().month();
        let last = *days.iter().max().unwrap();
        let nothing = if keeps_two_accounts(self.policy, *insurance, first) {
            json!({"separate": {"current_year": "0", "accumulated": "0"}})
        } else {
            json!({"balance": "0"})
        };
        let mut json = json!({
            "area": self.policy.area().unwrap().adcode,
            "insurance": insurance,
            "status": if retired_on.is_some() { "retired" } else { "in_service" },
            "birth": birth.map(|month| month.to_string()),
            "retired_on": retired_on.map(|month| month.to_string()),
            "group": group, "tier": tier, "family_doctor": family_doctor,
            "insured_since": before(first, 12).to_string(),
            "contributions": [{
                "from": before(first, 12).to_string(),
                "to": last.month().to_string(),
                "base": "0"
            }],
            "ledger": {"from": first.to_string(), "as_of": last.to_string(), "opening": nothing},
            "expenses": bills,
            "provided": provided,
            "accept_doubtful": [self.name.to_string()],
        });
        for (field, value) in otherwise.as_object().unwrap() {
            json[field] = value.clone();
        }
        Situation::parse(&json.to_string()).unwrap_or_else(|error| panic!("{error}: {json}"))
    }

    pub(crate) fn answer(&self, situation: &Situation) -> Answer {
        let answer = answer(self.policy, situation, date(TODAY));
        answer.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The last of these bills, settled, with the reasons for what the fund pays of it.
    pub(crate) fn settle(
        &self,
        bills: &[(Place, Yuan)],
        provided: &Value,
    ) -> (Settlement, Vec<Reason>) {
        let (mut settled, reasons) = self.settle_all(bills, provided);
        (settled.pop().unwrap(), reasons)
    }

    /// These bills, settled, with the reasons for what the fund pays of the last one.
    pub(crate) fn settle_all(
        &self,
        bills: &[(Place, Yuan)],
        provided: &Value,
    ) -> (Vec<Settlement>, Vec<Reason>) {
        self.settled(&self.situation(bills, provided))
            .unwrap_or_else(|why| panic!("{}: {why}", self.name))
    }

    /// The bills of a situation, settled, with the reasons for what the fund pays of the last one;
    /// or why one was refused.
    pub(crate) fn settled(
        &self,
        situation: &Situation,
    ) -> Result<(Vec<Settlement>, Vec<Reason>), String> {
        let Answer { assessment, reasons } = self.answer(situation);
        let last = situation.expenses.len() - 1;
        let reasons = reasons.iter().filter(|it| it.about == About::Expense(last));
        let settled = assessment.expenses.into_iter().map(|result| match result.settlement {
            Some(settlement) => Ok(settlement),
            None => Err(why_refused(&result.outcome)),
        });
        Ok((settled.collect::<Result<_, _>>()?, reasons.map(|it| it.reason).collect()))
    }

    /// The last of some bills, for which only these figures are the person's own.
    pub(crate) fn last_of(
        &self,
        bills: &[Value],
        provided: &Value,
    ) -> Result<(Settlement, Vec<Reason>), String> {
        let situation = self.situation_of(bills, provided, &json!({}));
        let (mut settled, reasons) = self.settled(&situation)?;
        Ok((settled.pop().unwrap(), reasons))
    }
}

/// The reasons of a refusal in a few words.
fn why_refused(outcome: &Outcome) -> String {
    let Outcome::Refused { why } = outcome else { return format!("{outcome:?}") };
    let words = |why: &Refusal| match why {
        Refusal::NoRule { topic, .. } | Refusal::NoRuleForDate { topic, .. } => {
            format!("no rule on {}", topic.name())
        }
        Refusal::NotListed { topic } => format!("{} does not list it", topic.name()),
        Refusal::OnlyDoubtful { topic, .. } => format!("{} is doubtful", topic.name()),
        Refusal::NeedsInput { topic, field } => format!("{} asks for {field:?}", topic.name()),
        other => format!("{other:?}"),
    };
    why.iter().map(words).collect::<Vec<_>>().join(", ")
}

/// Days on which a rule may hold: its edges first, then some of every year.
fn days_of<T>(rule: &Rule<T>) -> Vec<Date> {
    let start = match rule.from {
        Start::On(from) => Some(from),
        Start::Unknown => None,
    };
    let otherwise = ["2026-11-21", "2024-01-15", "2022-01-15", "2019-01-15", "2012-01-15"];
    let days = [start, rule.to, rule.last_confirmed].into_iter().flatten();
    days.chain(otherwise.into_iter().map(date)).collect()
}

/// The name of a rule of the nearest layer.
pub(crate) fn name_of<T: TopicRules>(policy: &PolicySet, rule: &Rule<T>) -> RuleRef {
    let adcode = policy.area().unwrap().adcode.clone();
    RuleRef { adcode, topic: T::TOPIC, id: rule.id.clone() }
}
