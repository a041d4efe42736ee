//! Finding the rules that a reckoning goes by, and remembering which were used.
//!
//! A look-up gives the same rule on all days between two on which some rule begins or ends, for the
//! same stage of the person's life, so each is made once.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::assessment::CitedRule;
use super::derivation::Origin;
use super::outcome::{Gap, LastKnownRule, NearestRule, Refusal, Reliance};
use super::run::Run;
use crate::calendar::Date;
use crate::policy::{
    AccountFrame, Applied, Beside, CellMiss, Certainty, NoRule, OutpatientFrame, Person, RuleRef,
    Standing, Topic, TopicRules, applicable, applicable_all,
};

/// A rule found for a purpose, remembered among the cited ones.
#[derive(Debug)]
pub(super) struct Used<'a, T> {
    /// What the rule says.
    pub(super) value: &'a T,
    /// Its index among the cited rules.
    pub(super) index: usize,
}

// Not derived: that would ask `T: Copy`, of which only a reference is held.
impl<T> Clone for Used<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Used<'_, T> {}

impl<T> Used<'_, T> {
    pub(super) fn origin(&self) -> Origin {
        Origin::Rule(self.index)
    }
}

/// Where a rule stands among the layers, and how sure it is that it covers the day.
#[derive(Clone, Copy, Debug)]
struct RulePlace {
    layer: usize,
    index: usize,
    certainty: Certainty,
    is_doubtful: bool,
    /// Its index among the cited rules.
    cited: usize,
}

/// Where one of the rules that stand side by side is, and whether it counts.
#[derive(Clone, Copy, Debug)]
struct BesidePlace {
    layer: usize,
    index: usize,
    certainty: Certainty,
    usable: bool,
}

/// What rules go by of a person that changes with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stage {
    /// Index of the last change of insurance.
    insured: Option<usize>,
    retired: bool,
    age: Option<u16>,
}

/// What a look-up goes by apart from its topic: the stretch of the policy and the stage of life that a
/// day falls into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct When {
    stretch: usize,
    stage: usize,
}

/// What was looked up so far.
#[derive(Debug, Default)]
pub(super) struct Lookups {
    /// The day that was last asked for: most are asked for several times on end.
    last: Option<(Date, When)>,
    /// Stages of the person's life that came up.
    stages: Vec<(Stage, Rc<Person>)>,
    /// Rules found.
    found: BTreeMap<(Topic, When), Result<RulePlace, Rc<NoRule>>>,
    /// Rules found of topics whose rules stand side by side.
    beside: BTreeMap<(Topic, When), Rc<[BesidePlace]>>,
}

/// Notes that a rule was used after it was last known, or that it is doubtful.
fn note_certainty<T: TopicRules>(
    applied: &Applied<'_, T>,
    is_doubtful: bool,
    reliance: &mut Reliance,
) {
    if let Certainty::LastKnown(until) = applied.certainty {
        let rule = applied.reference();
        reliance.last_known.insert(LastKnownRule { rule, until });
    }
    if is_doubtful {
        reliance.note(Gap::Doubtful { rule: applied.reference() });
    }
}

impl<'a> Run<'a> {
    /// The person as rules see them on `date`.
    pub(super) fn person(&mut self, date: Date) -> Rc<Person> {
        let stage = self.when(date).stage;
        let stages = &self.lookups.stages;
        stages
            .get(stage)
            .map_or_else(|| Rc::new(self.person_of(date)), |(_, person)| person.clone())
    }

    fn when(&mut self, date: Date) -> When {
        if let Some((_, when)) = self.lookups.last.filter(|(last, _)| *last == date) {
            return when;
        }
        let when = When { stretch: self.policy.stretch_of(date), stage: self.stage(date) };
        self.lookups.last = Some((date, when));
        when
    }

    /// [`Self::person`], to be changed.
    pub(super) fn person_of(&self, date: Date) -> Person {
        let (insurance, group, tier) = self.situation.insured_in(date.month());
        Person {
            insurance,
            retired: self.situation.retired_in(date.month()),
            birth: self.situation.birth,
            retired_on: self.situation.retired_on,
            group: group.cloned(),
            tier: tier.cloned(),
            family_doctor: self.situation.family_doctor,
        }
    }

    /// The index of the stage of life that `date` falls into.
    fn stage(&mut self, date: Date) -> usize {
        let month = date.month();
        let stage = Stage {
            insured: self.situation.changes.iter().rposition(|change| change.from <= month),
            retired: self.situation.retired_in(month),
            age: self.situation.birth.map(|birth| birth.months_until(month) / 12),
        };
        let known = self.lookups.stages.iter().rposition(|(known, _)| *known == stage);
        known.unwrap_or_else(|| {
            let person = Rc::new(self.person_of(date));
            self.lookups.stages.push((stage, person));
            self.lookups.stages.len() - 1
        })
    }

    /// The rule of a topic on `date`, cited, with its certainty noted in `reliance`.
    pub(super) fn rule<T: TopicRules>(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<Used<'a, T>, Refusal> {
        let place = match self.look_up::<T>(date) {
            Ok(place) => place,
            Err(reason) => return Err(self.refusal::<T>(NoRule::clone(&reason), date)),
        };
        self.at_place::<T>(place, reliance).ok_or(Refusal::Ambiguous { topic: T::TOPIC })
    }

    /// [`Self::rule`] where it does not matter why there is none.
    pub(super) fn rule_if_any<T: TopicRules>(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Option<Used<'a, T>> {
        let place = self.look_up::<T>(date).ok()?;
        self.at_place::<T>(place, reliance)
    }

    fn look_up<T: TopicRules>(&mut self, date: Date) -> Result<RulePlace, Rc<NoRule>> {
        let key = (T::TOPIC, self.when(date));
        if let Some(found) = self.lookups.found.get(&key) {
            return found.clone();
        }
        let person = self.person(date);
        let found = self.find::<T>(&person, date).map_err(Rc::new);
        self.lookups.found.insert(key, found.clone());
        found
    }

    /// Where the rule of a topic stands that applies to `person` on `date`.
    fn find<T: TopicRules>(&mut self, person: &Person, date: Date) -> Result<RulePlace, NoRule> {
        let accepted = &self.situation.accept_doubtful;
        let applied = applicable::<T>(self.policy, person, date, accepted)?;
        let (layer, index) = self.position_of(&applied).ok_or(NoRule::Ambiguous)?;
        let is_doubtful = applied.file.standing_of(applied.rule) == Standing::Doubtful;
        let cited = self.cite(&applied);
        Ok(RulePlace { layer, index, certainty: applied.certainty, is_doubtful, cited })
    }

    /// The layer of a rule and its index there; always found.
    fn position_of<T: TopicRules>(&self, applied: &Applied<'a, T>) -> Option<(usize, usize)> {
        let mut layers = self.policy.layers().iter();
        let layer = layers.position(|file| core::ptr::eq(file, applied.file))?;
        let mut rules = T::of(&applied.file.rules).iter();
        Some((layer, rules.position(|rule| core::ptr::eq(rule, applied.rule))?))
    }

    fn applied_at<T: TopicRules>(
        &self,
        layer: usize,
        index: usize,
        certainty: Certainty,
    ) -> Option<Applied<'a, T>> {
        let file = self.policy.layers().get(layer)?;
        let rule = T::of(&file.rules).get(index)?;
        Some(Applied { rule, file, certainty })
    }

    fn at_place<T: TopicRules>(
        &self,
        place: RulePlace,
        reliance: &mut Reliance,
    ) -> Option<Used<'a, T>> {
        let applied = self.applied_at::<T>(place.layer, place.index, place.certainty)?;
        note_certainty(&applied, place.is_doubtful, reliance);
        Some(Used { value: &applied.rule.value, index: place.cited })
    }

    /// [`Self::rule`] for somebody with other facts than the situation has for the day.
    pub(super) fn rule_for<T: TopicRules>(
        &mut self,
        person: &Person,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<Used<'a, T>, Refusal> {
        match applicable::<T>(self.policy, person, date, &self.situation.accept_doubtful) {
            Ok(applied) => Ok(self.use_rule(&applied, reliance)),
            Err(reason) => Err(self.refusal::<T>(reason, date)),
        }
    }

    /// Every rule of a topic whose rules stand side by side.
    pub(super) fn rules_beside<T: TopicRules>(&mut self, date: Date) -> Beside<'a, T> {
        let key = (T::TOPIC, self.when(date));
        let places = if let Some(known) = self.lookups.beside.get(&key) {
            known.clone()
        } else {
            let person = self.person(date);
            let accepted = &self.situation.accept_doubtful;
            let found = applicable_all::<T>(self.policy, &person, date, accepted);
            let usable = found.usable.iter().map(|applied| (applied, true));
            let doubtful = found.doubtful.iter().map(|applied| (applied, false));
            let places: Rc<[BesidePlace]> = usable
                .chain(doubtful)
                .filter_map(|(applied, usable)| {
                    let (layer, index) = self.position_of(applied)?;
                    Some(BesidePlace { layer, index, certainty: applied.certainty, usable })
                })
                .collect();
            self.lookups.beside.insert(key, places.clone());
            places
        };
        let mut beside = Beside { usable: Vec::new(), doubtful: Vec::new() };
        for place in places.iter() {
            let list = if place.usable { &mut beside.usable } else { &mut beside.doubtful };
            list.extend(self.applied_at(place.layer, place.index, place.certainty));
        }
        beside
    }

    /// The refusal where none of the rules that count says anything: doubtful ones that do are named.
    pub(super) fn none_beside<'r, T: TopicRules>(
        doubtful: impl Iterator<Item = &'r Applied<'a, T>>,
    ) -> Refusal
    where
        'a: 'r,
    {
        let rules: Vec<RuleRef> = doubtful.map(Applied::reference).collect();
        if rules.is_empty() {
            return Refusal::NoRule { topic: T::TOPIC, nearest: None };
        }
        Refusal::OnlyDoubtful { topic: T::TOPIC, rules }
    }

    /// Cites a rule that was found, with its certainty noted in `reliance`.
    pub(super) fn use_rule<T: TopicRules>(
        &mut self,
        applied: &Applied<'a, T>,
        reliance: &mut Reliance,
    ) -> Used<'a, T> {
        let is_doubtful = applied.file.standing_of(applied.rule) == Standing::Doubtful;
        note_certainty(applied, is_doubtful, reliance);
        Used { value: &applied.rule.value, index: self.cite(applied) }
    }

    /// Remembers a rule among the cited ones and gives its index.
    pub(super) fn cite<T: TopicRules>(&mut self, applied: &Applied<'a, T>) -> usize {
        let (file, found) = (applied.file, applied.rule);
        // Compared part by part: most rules are cited already, and a name is three texts to make.
        let is_cited = |cited: &CitedRule| {
            cited.rule.topic == T::TOPIC
                && cited.rule.id == found.id
                && cited.rule.adcode == file.area.adcode
        };
        if let Some(index) = self.cited.iter().position(is_cited) {
            return index;
        }
        self.cited.push(CitedRule {
            rule: applied.reference(),
            area: file.area.name.clone(),
            from: found.from,
            to: found.to,
            last_confirmed: found.last_confirmed,
            standing: file.standing_of(found),
            sources: found
                .sources
                .iter()
                .filter_map(|key| file.sources.get(key))
                .cloned()
                .collect(),
        });
        self.cited.len() - 1
    }

    /// The name of a cited rule.
    pub(super) fn cited_name(&self, index: usize) -> Option<RuleRef> {
        self.cited.get(index).map(|cited| cited.rule.clone())
    }

    fn refusal<T: TopicRules>(&mut self, reason: NoRule, date: Date) -> Refusal {
        let topic = T::TOPIC;
        match reason {
            NoRule::Unknown => Refusal::NoRule { topic, nearest: self.nearest(topic, date) },
            NoRule::NotForPerson => Refusal::NotListed { topic },
            NoRule::NotForDate { next_from } => Refusal::NoRuleForDate {
                topic,
                date,
                next_from,
                nearest: self.nearest(topic, date),
            },
            NoRule::OnlyDoubtful(rules) => Refusal::OnlyDoubtful { topic, rules },
            NoRule::NeedsPerson(field) => Refusal::NeedsInput { topic, field: field.into() },
            NoRule::Ambiguous => Refusal::Ambiguous { topic },
        }
    }

    /// The national frame of a topic, for a refusal to point at.
    fn nearest(&mut self, topic: Topic, date: Date) -> Option<NearestRule> {
        match topic {
            Topic::AccountCredit => self.frame::<AccountFrame>(date),
            Topic::OutpatientCap | Topic::OutpatientDeductible | Topic::OutpatientRatio => {
                self.frame::<OutpatientFrame>(date)
            }
            _ => None,
        }
    }

    fn frame<T: TopicRules>(&mut self, date: Date) -> Option<NearestRule> {
        let person = self.person(date);
        let applied = applicable::<T>(self.policy, &person, date, &[]).ok()?;
        Some(NearestRule { rule: self.cite(&applied), topic: T::TOPIC })
    }
}

/// The refusal for a table that has no single entry for this person and place.
pub(super) fn miss(topic: Topic, miss: CellMiss) -> Refusal {
    match miss {
        CellMiss::NotListed => Refusal::NotListed { topic },
        CellMiss::NeedsPerson(field) => Refusal::NeedsInput { topic, field: field.into() },
        CellMiss::Ambiguous => Refusal::Ambiguous { topic },
    }
}
