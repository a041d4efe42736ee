//! Which rule of a topic applies to a person on a day.
//!
//! The nearest layer that has any rule on the topic for the kind of insurance speaks for it, on
//! all days: a city that has changed its own rule is not judged by the nation's for the years
//! before. Within the layer, in this order:
//!
//! 1. a rule whose dated period covers the day;
//! 2. a rule of unknown start that has not ended, unless a dated predecessor starts after the day;
//! 3. after the last known rule: that rule, marked [`Certainty::LastKnown`];
//! 4. otherwise nothing, with the reason ([`NoRule`]). There is no other fallback.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::evidence::{Source, Standing};
use super::file::{PolicyFile, PolicySet, Rules};
use super::person::{Match, Person, PersonField};
use super::rule::{Rule, Start};
use super::topics::InsuranceKind;
use super::topics::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    BenefitYear, ChronicOutpatient, ContactPoints, ContributionBase, ContributionRate,
    EnrolmentIncentive, FlexibleContribution, InpatientCap, InpatientDeductible, InpatientRatio,
    Maternity, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame, OutpatientRatio,
    PaymentOrder, ResidentPremium, RetirementYears, SeriousIllness, Topic, TreatmentElsewhere,
    Waiting,
};
use crate::calendar::Date;

/// The value type of a topic, and where a file keeps its rules.
pub trait TopicRules: Sized + 'static {
    /// The topic.
    const TOPIC: Topic;
    /// Whether one rule at most may hold for a person on a day. Statements stand side by side.
    const EXCLUSIVE: bool;
    /// Its rules in a file.
    fn of(rules: &Rules) -> &[Rule<Self>];
}

macro_rules! topics {
    ($($kind:ident in $field:ident: $exclusive:literal),* $(,)?) => {
        impl PolicySet {
            /// Whether one of the layers has a rule of this name.
            #[must_use]
            pub fn contains(&self, name: &RuleRef) -> bool {
                match name.topic {
                    $(Topic::$kind => self.find::<$kind>(name).is_some(),)*
                }
            }

            /// Every rule of every layer, nearest layer first, by topic.
            #[must_use]
            pub fn rules(&self) -> Vec<RuleCard<'_>> {
                let mut cards = Vec::new();
                for file in self.layers() {
                    $(cards.extend($kind::of(&file.rules).iter().map(|rule| RuleCard {
                        name: reference::<$kind>(file, rule),
                        file,
                        insurance: &rule.insurance,
                        from: rule.from,
                        to: rule.to,
                        last_confirmed: rule.last_confirmed,
                        standing: file.standing_of(rule),
                    }));)*
                }
                cards
            }

            /// The evidence of the rule of this name.
            #[must_use]
            pub fn evidence(&self, name: &RuleRef) -> Vec<&Source> {
                let keys: &[String] = match name.topic {
                    $(Topic::$kind => {
                        self.find::<$kind>(name).map(|rule| rule.sources.as_slice()).unwrap_or_default()
                    })*
                };
                let file = self.layers().iter().find(|file| file.area.adcode == name.adcode);
                keys.iter().filter_map(|key| file?.sources.get(key)).collect()
            }
        }

        $(impl TopicRules for $kind {
            const TOPIC: Topic = Topic::$kind;
            const EXCLUSIVE: bool = $exclusive;
            fn of(rules: &Rules) -> &[Rule<Self>] {
                &rules.$field
            }
        })*
    };
}

topics! {
    AccountCredit in account_credit: true,
    AccountFrame in account_frame: true,
    AccountTiming in account_timing: true,
    AccountUse in account_use: true,
    BenefitYear in benefit_year: true,
    ContributionBase in contribution_base: true,
    OutpatientCap in outpatient_cap: true,
    OutpatientDeductible in outpatient_deductible: true,
    OutpatientFrame in outpatient_frame: true,
    OutpatientRatio in outpatient_ratio: true,
    PaymentOrder in payment_order: true,
    ContributionRate in contribution_rate: true,
    FlexibleContribution in flexible_contribution: true,
    ResidentPremium in resident_premium: true,
    InpatientDeductible in inpatient_deductible: true,
    InpatientRatio in inpatient_ratio: true,
    InpatientCap in inpatient_cap: true,
    SeriousIllness in serious_illness: true,
    ChronicOutpatient in chronic_outpatient: false,
    Maternity in maternity: false,
    Waiting in waiting: false,
    TreatmentElsewhere in treatment_elsewhere: false,
    EnrolmentIncentive in enrolment_incentive: false,
    AccountSharing in account_sharing: false,
    AccountRules in account_rules: false,
    RetirementYears in retirement_years: false,
    ContactPoints in contact_points: false,
    OtherRules in other_rules: false,
}

/// The name of a rule across files: area code, topic, id. Written `510100/outpatient_cap/2023`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleRef {
    /// Code of the file's area.
    pub adcode: String,
    /// Topic.
    pub topic: Topic,
    /// Id within the topic.
    pub id: String,
}

/// A rule without its value: what there is to say about any of them.
#[derive(Clone, Debug)]
pub struct RuleCard<'p> {
    /// Its name.
    pub name: RuleRef,
    /// The file it stands in.
    pub file: &'p PolicyFile,
    /// The kinds of insurance it holds for.
    pub insurance: &'p [InsuranceKind],
    /// First day.
    pub from: Start,
    /// Last day; open-ended when absent.
    pub to: Option<Date>,
    /// The last day on which an open-ended rule was seen in force.
    pub last_confirmed: Option<Date>,
    /// Standing of its weakest source.
    pub standing: Standing,
}

impl Topic {
    /// The name used in files, references and locale keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccountCredit => "account_credit",
            Self::AccountFrame => "account_frame",
            Self::AccountTiming => "account_timing",
            Self::AccountUse => "account_use",
            Self::BenefitYear => "benefit_year",
            Self::ContributionBase => "contribution_base",
            Self::OutpatientDeductible => "outpatient_deductible",
            Self::OutpatientRatio => "outpatient_ratio",
            Self::OutpatientCap => "outpatient_cap",
            Self::OutpatientFrame => "outpatient_frame",
            Self::PaymentOrder => "payment_order",
            Self::ContributionRate => "contribution_rate",
            Self::FlexibleContribution => "flexible_contribution",
            Self::ResidentPremium => "resident_premium",
            Self::InpatientDeductible => "inpatient_deductible",
            Self::InpatientRatio => "inpatient_ratio",
            Self::InpatientCap => "inpatient_cap",
            Self::SeriousIllness => "serious_illness",
            Self::ChronicOutpatient => "chronic_outpatient",
            Self::Maternity => "maternity",
            Self::Waiting => "waiting",
            Self::TreatmentElsewhere => "treatment_elsewhere",
            Self::EnrolmentIncentive => "enrolment_incentive",
            Self::AccountSharing => "account_sharing",
            Self::AccountRules => "account_rules",
            Self::RetirementYears => "retirement_years",
            Self::ContactPoints => "contact_points",
            Self::OtherRules => "other_rules",
        }
    }

    /// All topics.
    pub const ALL: [Self; 28] = [
        Self::AccountCredit,
        Self::AccountFrame,
        Self::AccountTiming,
        Self::AccountUse,
        Self::BenefitYear,
        Self::ContributionBase,
        Self::OutpatientDeductible,
        Self::OutpatientRatio,
        Self::OutpatientCap,
        Self::OutpatientFrame,
        Self::PaymentOrder,
        Self::ContributionRate,
        Self::FlexibleContribution,
        Self::ResidentPremium,
        Self::InpatientDeductible,
        Self::InpatientRatio,
        Self::InpatientCap,
        Self::SeriousIllness,
        Self::ChronicOutpatient,
        Self::Maternity,
        Self::Waiting,
        Self::TreatmentElsewhere,
        Self::EnrolmentIncentive,
        Self::AccountSharing,
        Self::AccountRules,
        Self::RetirementYears,
        Self::ContactPoints,
        Self::OtherRules,
    ];
}

impl fmt::Display for RuleRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.adcode, self.topic.name(), self.id)
    }
}

impl Serialize for RuleRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RuleRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut parts = text.splitn(3, '/');
        let (Some(adcode), Some(topic), Some(id)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(serde::de::Error::custom("rule_reference_malformed"));
        };
        let topic = Topic::ALL
            .into_iter()
            .find(|known| known.name() == topic)
            .ok_or_else(|| serde::de::Error::custom("rule_reference_malformed"))?;
        Ok(Self { adcode: adcode.to_owned(), topic, id: id.to_owned() })
    }
}

/// How sure it is that a rule covers the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The day lies in the known period.
    Covered,
    /// The day lies after it; the rule was last known on this date.
    LastKnown(Date),
}

/// A rule that applies, with the file it stands in.
#[derive(Debug)]
pub struct Applied<'p, T> {
    /// The rule.
    pub rule: &'p Rule<T>,
    /// Its file.
    pub file: &'p PolicyFile,
    /// How sure it is that it covers the day.
    pub certainty: Certainty,
}

// Not derived: that would ask `T: Copy`, of which only a reference is held.
impl<T> Clone for Applied<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Applied<'_, T> {}

/// Why no rule applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRule {
    /// No layer has a rule on the topic for this kind of insurance.
    Unknown,
    /// There are rules, but none for this person's group.
    NotForPerson,
    /// The day is before the first known rule or between two of them.
    NotForDate {
        /// First day of the nearest later rule, where there is one with a known start.
        next_from: Option<Date>,
    },
    /// Only doubtful rules apply; the person has not accepted them.
    OnlyDoubtful(Vec<RuleRef>),
    /// Which rule applies hangs on a fact about the person that is not known.
    NeedsPerson(PersonField),
    /// Several rules apply: a fault of the file that [`super::check()`] reports.
    Ambiguous,
}

/// The rule of topic `T` for `person` on `date`. Doubtful rules count only when `accepted`.
///
/// # Errors
/// [`NoRule`].
pub fn applicable<'p, T: TopicRules>(
    policy: &'p PolicySet,
    person: &Person,
    date: Date,
    accepted: &[RuleRef],
) -> Result<Applied<'p, T>, NoRule> {
    let for_insurance = |rule: &&Rule<T>| rule.insurance.contains(&person.insurance);
    let layer =
        policy.layers().iter().find(|file| T::of(&file.rules).iter().any(|r| for_insurance(&r)));
    let Some(file) = layer else {
        return Err(NoRule::Unknown);
    };
    let (mut usable, mut accepted_doubtful, mut doubtful) = (Vec::new(), Vec::new(), Vec::new());
    for rule in T::of(&file.rules).iter().filter(for_insurance) {
        if file.standing_of(rule) > Standing::Doubtful {
            usable.push(rule);
        } else if accepted.contains(&reference::<T>(file, rule)) {
            accepted_doubtful.push(rule);
        } else {
            doubtful.push(rule);
        }
    }
    // What the person accepted by name goes before what they did not have to accept.
    let found = on_date(&accepted_doubtful, person, date)
        .or_else(|reason| {
            // Whether an accepted one is theirs must be known before another is taken.
            let is_open = matches!(reason, NoRule::NeedsPerson(_));
            if is_open || usable.is_empty() { Err(reason) } else { on_date(&usable, person, date) }
        })
        .map(|(rule, certainty)| Applied { rule, file, certainty });
    match found {
        Err(NoRule::Ambiguous | NoRule::NeedsPerson(_)) | Ok(_) => found,
        Err(reason) => Err(match on_date(&doubtful, person, date) {
            Ok((rule, _)) => NoRule::OnlyDoubtful(vec![reference::<T>(file, rule)]),
            Err(NoRule::NeedsPerson(field)) if usable.is_empty() => NoRule::NeedsPerson(field),
            Err(_) => reason,
        }),
    }
}

/// Rules of a topic that stand side by side.
#[derive(Debug)]
pub struct Beside<'p, T> {
    /// Those that count.
    pub usable: Vec<Applied<'p, T>>,
    /// Doubtful ones that the person has not accepted.
    pub doubtful: Vec<Applied<'p, T>>,
}

/// Every rule of topic `T` that holds for `person` on `date`: for topics whose rules stand side by
/// side. The nearest layer comes first, and in it those of known start before those of unknown start,
/// which hold until they end. Doubtful ones count only when `accepted`; one that hangs on an unknown
/// fact about the person does not count.
#[must_use]
pub fn applicable_all<'p, T: TopicRules>(
    policy: &'p PolicySet,
    person: &Person,
    date: Date,
    accepted: &[RuleRef],
) -> Beside<'p, T> {
    let mut beside = Beside { usable: Vec::new(), doubtful: Vec::new() };
    for file in policy.layers() {
        let holds = |rule: &&'p Rule<T>| {
            rule.insurance.contains(&person.insurance)
                && rule.covers(date)
                && rule.who.matches(person, date) == Match::Yes
        };
        let rules = T::of(&file.rules).iter();
        let dated = rules.clone().filter(|rule| is_dated(rule));
        let undated = rules.filter(|rule| !is_dated(rule));
        for rule in dated.chain(undated).filter(holds) {
            let is_usable = file.standing_of(rule) > Standing::Doubtful
                || accepted.contains(&reference::<T>(file, rule));
            let (rule, certainty) = confirmed(rule, date);
            let list = if is_usable { &mut beside.usable } else { &mut beside.doubtful };
            list.push(Applied { rule, file, certainty });
        }
    }
    beside
}

fn reference<T: TopicRules>(file: &PolicyFile, rule: &Rule<T>) -> RuleRef {
    RuleRef { adcode: file.area.adcode.clone(), topic: T::TOPIC, id: rule.id.clone() }
}

impl<T: TopicRules> Applied<'_, T> {
    /// The rule's name across files.
    #[must_use]
    pub fn reference(&self) -> RuleRef {
        reference::<T>(self.file, self.rule)
    }
}

impl PolicySet {
    /// The rule of this name, in whichever layer it stands.
    #[must_use]
    pub fn find<T: TopicRules>(&self, name: &RuleRef) -> Option<&Rule<T>> {
        let file = self.layers().iter().find(|file| file.area.adcode == name.adcode)?;
        T::of(&file.rules).iter().find(|rule| rule.id == name.id)
    }
}

impl PolicyFile {
    /// The standing of a rule: that of its weakest source, as each source vouches for a part.
    #[must_use]
    pub fn standing_of<T>(&self, rule: &Rule<T>) -> Standing {
        rule.sources
            .iter()
            .map(|key| self.sources.get(key).map_or(Standing::Doubtful, |source| source.standing))
            .min()
            .unwrap_or(Standing::Doubtful)
    }
}

/// Applies steps 1–4 of the module's documentation to rules of one layer.
fn on_date<'r, T>(
    rules: &[&'r Rule<T>],
    person: &Person,
    date: Date,
) -> Result<(&'r Rule<T>, Certainty), NoRule> {
    let candidates: Vec<(&'r Rule<T>, Match)> = rules
        .iter()
        .map(|rule| (*rule, rule.who.matches(person, date)))
        .filter(|(_, matched)| *matched != Match::No)
        .collect();
    if candidates.is_empty() {
        return Err(if rules.is_empty() { NoRule::Unknown } else { NoRule::NotForPerson });
    }
    let dated = candidates.iter().filter(|(rule, _)| is_dated(rule) && rule.covers(date));
    if let Some(found) = only(dated)? {
        return Ok(confirmed(found, date));
    }
    let undated = candidates.iter().filter(|(rule, _)| {
        !is_dated(rule) && rule.covers(date) && reaches_back(rule, date, &candidates)
    });
    if let Some(found) = only(undated)? {
        return Ok(confirmed(found, date));
    }
    let next_from = candidates.iter().filter_map(|(rule, _)| starts_after(rule, date)).min();
    let last = candidates
        .iter()
        .filter(|(rule, _)| rule.to.is_some_and(|to| to < date))
        .map(|(rule, _)| rule.to)
        .max()
        .flatten();
    match (last, next_from) {
        (Some(until), None) => {
            let ended = candidates.iter().filter(|(rule, _)| rule.to == Some(until));
            only(ended)?.map(|rule| (rule, Certainty::LastKnown(until))).ok_or(NoRule::Ambiguous)
        }
        _ => Err(NoRule::NotForDate { next_from }),
    }
}

/// The single certain candidate, if any.
fn only<'a, 'r: 'a, T: 'a>(
    candidates: impl Iterator<Item = &'a (&'r Rule<T>, Match)>,
) -> Result<Option<&'r Rule<T>>, NoRule> {
    let mut found = None;
    for (rule, matched) in candidates {
        match matched {
            Match::Unknown(field) => return Err(NoRule::NeedsPerson(*field)),
            _ if found.is_some() => return Err(NoRule::Ambiguous),
            _ => found = Some(*rule),
        }
    }
    Ok(found)
}

fn confirmed<T>(rule: &Rule<T>, date: Date) -> (&Rule<T>, Certainty) {
    match rule.known_until() {
        Some(until) if until < date => (rule, Certainty::LastKnown(until)),
        _ => (rule, Certainty::Covered),
    }
}

fn is_dated<T>(rule: &Rule<T>) -> bool {
    matches!(rule.from, Start::On(_))
}

fn starts_after<T>(rule: &Rule<T>, date: Date) -> Option<Date> {
    match rule.from {
        Start::On(from) if from > date => Some(from),
        _ => None,
    }
}

/// Whether a rule of unknown start may be taken to hold as early as `date`: not when a dated rule
/// that precedes it starts only after `date`.
fn reaches_back<T>(undated: &Rule<T>, date: Date, candidates: &[(&Rule<T>, Match)]) -> bool {
    let is_successor = |from: Date| undated.to.is_some_and(|to| to < from);
    !candidates
        .iter()
        .filter_map(|(rule, _)| starts_after(rule, date))
        .any(|from| !is_successor(from))
}
