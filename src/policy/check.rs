//! What must hold in every policy file beyond its shape. Runs whenever a file is read.

mod care;
mod chronic;
mod inpatient;
mod maternity;

use std::collections::BTreeSet;

use super::error::{Finding, FindingKind};
use super::evidence::{KnownFrom, Source, Standing};
use super::file::{InstitutionLevel, PolicyFile};
use super::lookup::TopicRules;
use super::person::Status;
use super::rule::{Cell, Place, Rule, Start};
use super::topics::{
    AccountCredit, AccountFrame, AccountRules, AccountSharing, AccountTiming, AccountUse,
    BenefitYear, ChronicOutpatient, ContactPoints, ContributionBase, ContributionPart,
    ContributionRate, EnrolmentIncentive, FlexibleContribution, InpatientCap, InpatientDeductible,
    InpatientRatio, Maternity, OtherRules, OutpatientCap, OutpatientDeductible, OutpatientFrame,
    OutpatientRatio, PaymentOrder, ResidentPremium, RetirementYears, SeriousIllness, Statements,
    Topic, TreatmentElsewhere, Waiting,
};
use crate::calendar::Date;
use crate::money::{Rate, Yuan};

/// Everything that is wrong with `file`; empty when it may be used.
#[must_use]
pub fn check(file: &PolicyFile) -> Vec<Finding> {
    let mut checker = Checker { file, used: BTreeSet::new(), findings: Vec::new() };
    checker.topic::<AccountCredit>();
    checker.topic::<AccountFrame>();
    checker.topic::<AccountTiming>();
    checker.topic::<AccountUse>();
    checker.topic::<BenefitYear>();
    checker.topic::<ContributionBase>();
    checker.topic::<OutpatientCap>();
    checker.topic::<OutpatientDeductible>();
    checker.topic::<OutpatientFrame>();
    checker.topic::<OutpatientRatio>();
    checker.topic::<PaymentOrder>();
    checker.topic::<ContributionRate>();
    checker.topic::<FlexibleContribution>();
    checker.topic::<ResidentPremium>();
    checker.topic::<InpatientDeductible>();
    checker.topic::<InpatientRatio>();
    checker.topic::<InpatientCap>();
    checker.topic::<SeriousIllness>();
    checker.topic::<ChronicOutpatient>();
    checker.topic::<Maternity>();
    checker.topic::<Waiting>();
    checker.topic::<TreatmentElsewhere>();
    checker.topic::<EnrolmentIncentive>();
    checker.topic::<AccountSharing>();
    checker.topic::<AccountRules>();
    checker.topic::<RetirementYears>();
    checker.topic::<ContactPoints>();
    checker.topic::<OtherRules>();
    checker.collisions();
    checker.sources();
    checker.oddities();
    checker.parts();
    let mut findings = checker.findings;
    if !file.institution_levels.is_empty() {
        findings.extend(unknown_places(file, &file.institution_levels));
    }
    findings
}

/// Places in the rules of `file` that are neither a pharmacy nor among `levels`.
#[must_use]
pub(super) fn unknown_places(file: &PolicyFile, levels: &[InstitutionLevel]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |topic, id: &str, places: Vec<&Place>| {
        let is_known =
            |place: &Place| place.is_pharmacy() || levels.iter().any(|level| level.id == *place);
        for place in places.into_iter().filter(|place| !is_known(place)) {
            findings.push(Finding {
                adcode: file.area.adcode.clone(),
                topic: Some(topic),
                id: id.to_owned(),
                kind: FindingKind::UnknownPlace(place.id().to_owned()),
            });
        }
    };
    let rules = &file.rules;
    for rule in &rules.outpatient_deductible {
        let value = &rule.value;
        for cells in [&value.cells, &value.later, &value.year_max] {
            look(Topic::OutpatientDeductible, &rule.id, places_of(cells));
        }
    }
    for rule in &rules.outpatient_ratio {
        look(Topic::OutpatientRatio, &rule.id, places_of(&rule.value.cells));
    }
    for rule in &rules.outpatient_cap {
        for cells in rule.value.tables() {
            look(Topic::OutpatientCap, &rule.id, places_of(cells));
        }
        if let OutpatientCap::FundPayment { uncapped, .. }
        | OutpatientCap::EligibleCost { uncapped, .. } = &rule.value
        {
            look(Topic::OutpatientCap, &rule.id, uncapped.iter().collect());
        }
    }
    for rule in &rules.inpatient_deductible {
        let value = &rule.value;
        for cells in [&value.first, &value.second, &value.third, &value.later, &value.floor] {
            look(Topic::InpatientDeductible, &rule.id, places_of(cells));
        }
    }
    for rule in &rules.inpatient_ratio {
        look(Topic::InpatientRatio, &rule.id, places_of(&rule.value.cells));
    }
    for rule in &rules.chronic_outpatient {
        for scheme in &rule.value.schemes {
            look(Topic::ChronicOutpatient, &rule.id, places_of(&scheme.deductible));
            look(Topic::ChronicOutpatient, &rule.id, places_of(&scheme.ratio));
            look(Topic::ChronicOutpatient, &rule.id, places_of(&scheme.cap));
        }
    }
    for rule in &rules.maternity {
        for cost in &rule.value.deliveries {
            look(Topic::Maternity, &rule.id, places_of(&cost.limit));
            look(Topic::Maternity, &rule.id, places_of(&cost.ratio));
        }
        look(Topic::Maternity, &rule.id, places_of(&rule.value.prenatal_limit));
        look(Topic::Maternity, &rule.id, places_of(&rule.value.prenatal_ratio));
    }
    for rule in &rules.treatment_elsewhere {
        look(Topic::TreatmentElsewhere, &rule.id, care::places(&rule.value));
    }
    findings
}

fn places_of<T>(cells: &[Cell<T>]) -> Vec<&Place> {
    cells.iter().filter_map(|cell| cell.at.as_ref()).flatten().collect()
}

/// What the value of a topic must fulfil by itself.
trait CheckValue {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind));
}

struct Checker<'f> {
    file: &'f PolicyFile,
    used: BTreeSet<&'f str>,
    findings: Vec<Finding>,
}

impl<'f> Checker<'f> {
    fn report(&mut self, topic: Option<Topic>, id: &str, kind: FindingKind) {
        let adcode = self.file.area.adcode.clone();
        self.findings.push(Finding { adcode, topic, id: id.to_owned(), kind });
    }

    fn topic<T: TopicRules + CheckValue + 'f>(&mut self) {
        let rules = T::of(&self.file.rules);
        for (index, rule) in rules.iter().enumerate() {
            let mut kinds = Vec::new();
            self.frame(rule, &mut kinds);
            rule.value.check_value(&mut |kind| kinds.push(kind));
            for other in rules.iter().skip(index + 1) {
                if rule.id == other.id {
                    kinds.push(FindingKind::DuplicateId);
                }
                let exclude = T::EXCLUSIVE && self.same_people(rule, other);
                if exclude && overlap_in_time(rule, other) {
                    kinds.push(FindingKind::Overlaps(other.id.clone()));
                }
            }
            let gap = self.gap_after(rule, rules).filter(|_| T::EXCLUSIVE);
            match gap {
                Some(next) if !rule.gap_after => kinds.push(FindingKind::GapBefore(next)),
                None if rule.gap_after => kinds.push(FindingKind::NoGap),
                _ => {}
            }
            for kind in kinds {
                self.report(Some(T::TOPIC), &rule.id, kind);
            }
        }
    }

    fn frame<T>(&mut self, rule: &'f Rule<T>, kinds: &mut Vec<FindingKind>) {
        if rule.insurance.is_empty() {
            kinds.push(FindingKind::NoInsurance);
        }
        if rule.sources.is_empty() {
            kinds.push(FindingKind::NoSource);
        }
        for key in &rule.sources {
            if self.file.sources.contains_key(key) {
                self.used.insert(key);
            } else {
                kinds.push(FindingKind::UnknownSource(key.clone()));
            }
        }
        if let (Start::On(from), Some(to)) = (rule.from, rule.to)
            && to < from
        {
            kinds.push(FindingKind::EndsBeforeStart);
        }
        if rule.known_until().is_none() {
            kinds.push(FindingKind::NotConfirmed);
        }
    }

    /// Doubtful rules may stand beside usable ones; only rules of equal use can collide.
    fn same_people<A, B>(&self, a: &Rule<A>, b: &Rule<B>) -> bool {
        let is_doubtful = |standing| standing == Standing::Doubtful;
        is_doubtful(self.file.standing_of(a)) == is_doubtful(self.file.standing_of(b))
            && a.insurance.iter().any(|kind| b.insurance.contains(kind))
            && a.who.overlaps(&b.who)
    }

    /// The next dated rule for the same people when days between it and `rule` have no rule.
    fn gap_after<T>(&self, rule: &Rule<T>, rules: &[Rule<T>]) -> Option<String> {
        let end = rule.to?;
        let following =
            |other: &&Rule<T>| self.same_people(rule, other) && start(other) > Some(end);
        let next = rules.iter().filter(following).min_by_key(|other| start(other))?;
        let adjacent = start(next).is_some_and(|from| from.previous() == end);
        let bridged = rules.iter().any(|other| {
            self.same_people(rule, other)
                && other.covers(end)
                && other.to.is_none_or(|to| start(next).is_some_and(|from| to >= from.previous()))
                && other.id != rule.id
        });
        (!adjacent && !bridged).then(|| next.id.clone())
    }

    /// Figures that are possible but hardly ever meant.
    fn oddities(&mut self) {
        let rules = &self.file.rules;
        let mut found: Vec<(Topic, &str, FindingKind)> = Vec::new();
        for rule in rules.outpatient_ratio.iter().filter(|rule| rule.odd_because.is_none()) {
            let kinds = odd_ratios(&rule.value.cells);
            found.extend(kinds.map(|kind| (Topic::OutpatientRatio, rule.id.as_str(), kind)));
        }
        for rule in rules.inpatient_ratio.iter().filter(|rule| rule.odd_because.is_none()) {
            let kinds = odd_ratios(&rule.value.cells);
            found.extend(kinds.map(|kind| (Topic::InpatientRatio, rule.id.as_str(), kind)));
        }
        for rule in rules.outpatient_deductible.iter().filter(|rule| rule.odd_because.is_none()) {
            let mut kinds = Vec::new();
            if retired_worse_off(&rule.value.cells, |retired, in_service| retired > in_service) {
                kinds.push(FindingKind::RetiredWorseOff);
            }
            let above = rules.outpatient_cap.iter().filter(|cap| {
                cap.odd_because.is_none()
                    && self.same_people(rule, cap)
                    && overlap_in_time(rule, cap)
                    && is_above(rule, cap)
            });
            kinds.extend(above.map(|cap| FindingKind::DeductibleAboveCap(cap.id.clone())));
            let named =
                kinds.into_iter().map(|kind| (Topic::OutpatientDeductible, &*rule.id, kind));
            found.extend(named);
        }
        for rule in rules.inpatient_deductible.iter().filter(|rule| rule.odd_because.is_none()) {
            let above = rules.inpatient_cap.iter().filter(|cap| {
                cap.odd_because.is_none()
                    && self.same_people(rule, cap)
                    && overlap_in_time(rule, cap)
                    && inpatient::is_above(&rule.value, &cap.value)
            });
            let kinds = above.map(|cap| FindingKind::DeductibleAboveCap(cap.id.clone()));
            found.extend(kinds.map(|kind| (Topic::InpatientDeductible, rule.id.as_str(), kind)));
        }
        for rule in rules.chronic_outpatient.iter().filter(|rule| rule.odd_because.is_none()) {
            let kinds = chronic::schemes_above_cap(&rule.value)
                .map(|scheme| FindingKind::DeductibleAboveCap(scheme.to_owned()));
            found.extend(kinds.map(|kind| (Topic::ChronicOutpatient, rule.id.as_str(), kind)));
        }
        for (topic, id, kind) in found {
            self.report(Some(topic), id, kind);
        }
    }

    /// Rules that may stand beside each other each tell a part; no part may be told twice.
    fn parts(&mut self) {
        let rules = &self.file.rules;
        let mut found: Vec<(Topic, &str, FindingKind)> = Vec::new();
        for (one, other) in pairs(&rules.chronic_outpatient) {
            if self.same_people(one, other)
                && overlap_in_time(one, other)
                && let Some(scheme) = chronic::shared_scheme(&one.value, &other.value)
            {
                let kind = FindingKind::DuplicateScheme(scheme.to_owned());
                found.push((Topic::ChronicOutpatient, &one.id, kind));
            }
        }
        for (one, other) in pairs(&rules.maternity) {
            if self.same_people(one, other)
                && overlap_in_time(one, other)
                && maternity::share_a_case(&one.value, &other.value)
            {
                found.push((Topic::Maternity, &one.id, FindingKind::CaseTwice));
            }
        }
        for (topic, id, kind) in found {
            self.report(Some(topic), id, kind);
        }
    }

    fn sources(&mut self) {
        let unexpressed = self.file.unexpressed.iter().flat_map(|unexpressed| &unexpressed.sources);
        let contacts = self.file.contacts.iter().flat_map(|contacts| &contacts.sources);
        let contacts = contacts.chain(unexpressed);
        let used: BTreeSet<&str> =
            self.used.iter().copied().chain(contacts.map(String::as_str)).collect();
        for (key, source) in &self.file.sources {
            if !used.contains(key.as_str()) {
                self.report(None, key, FindingKind::UnusedSource);
            }
            for kind in faults_of(source) {
                self.report(None, key, kind);
            }
        }
    }
}

fn faults_of(source: &Source) -> Vec<FindingKind> {
    let mut kinds = Vec::new();
    if source.pages.is_empty() || usize::from(source.independent) > source.pages.len() {
        kinds.push(FindingKind::TooFewPages);
    }
    let named_by_page =
        source.document.as_ref().is_some_and(|document| document.known_from == KnownFrom::Page);
    if source.standing == Standing::Official && !named_by_page {
        kinds.push(FindingKind::OfficialWithoutDocument);
    }
    if source.standing == Standing::Corroborated && source.independent < 2 {
        kinds.push(FindingKind::CorroboratedByOne);
    }
    kinds
}

/// Each two of `rules`.
fn pairs<T>(rules: &[Rule<T>]) -> impl Iterator<Item = (&Rule<T>, &Rule<T>)> {
    rules
        .iter()
        .enumerate()
        .flat_map(|(index, one)| rules.iter().skip(index + 1).map(move |other| (one, other)))
}

fn start<T>(rule: &Rule<T>) -> Option<Date> {
    match rule.from {
        Start::On(from) => Some(from),
        Start::Unknown => None,
    }
}

/// Rules of unknown start give way to dated ones, so only rules of the same sort can collide.
fn overlap_in_time<A, B>(a: &Rule<A>, b: &Rule<B>) -> bool {
    let ends_before = |to: Option<Date>, from: Option<Date>| matches!((to, from), (Some(to), Some(from)) if to < from);
    match (start(a), start(b)) {
        (Some(_), Some(_)) => !ends_before(a.to, start(b)) && !ends_before(b.to, start(a)),
        (None, None) => true,
        _ => false,
    }
}

/// The oddities of a table of ratios.
fn odd_ratios(cells: &[Cell<Rate>]) -> impl Iterator<Item = FindingKind> {
    let rises = cells.iter().any(|lower| {
        let same = cells.iter().filter(|cell| cell.who == lower.who && cell.above == lower.above);
        let mut higher = same.filter(|cell| cell.value > lower.value);
        higher.any(|cell| ranks(cell).any(|high| ranks(lower).any(|low| high > low)))
    });
    let worse = retired_worse_off(cells, |retired, in_service| retired < in_service);
    let rises = rises.then_some(FindingKind::RisesWithLevel);
    rises.into_iter().chain(worse.then_some(FindingKind::RetiredWorseOff))
}

/// The ranks of a cell's places; one without places or with others than the national levels has
/// none, and then nothing is said about it.
fn ranks<T>(cell: &Cell<T>) -> impl Iterator<Item = usize> {
    cell.at.iter().flatten().filter_map(Place::rank)
}

/// Whether a cell for the retired compares to that for those in service, at the same places and in
/// the same segment, as `worse` says.
fn retired_worse_off<T>(cells: &[Cell<T>], worse: impl Fn(&T, &T) -> bool) -> bool {
    let of = |status| cells.iter().filter(move |cell| cell.who.status == Some(status));
    of(Status::Retired).any(|retired| {
        of(Status::InService).any(|in_service| {
            retired.at == in_service.at
                && retired.above == in_service.above
                && worse(&retired.value, &in_service.value)
        })
    })
}

/// Whether some person's yearly deductible is above the yearly cap on what the fund pays them.
fn is_above(deductible: &Rule<OutpatientDeductible>, cap: &Rule<OutpatientCap>) -> bool {
    let OutpatientCap::FundPayment { per, cells, .. } = &cap.value else { return false };
    *per == deductible.value.per
        && deductible.value.cells.iter().any(|owed| {
            cells
                .iter()
                .any(|most| owed.who == most.who && owed.at == most.at && owed.value > most.value)
        })
}

fn check_cells<T>(cells: &[Cell<T>], report: &mut dyn FnMut(FindingKind)) {
    if cells.is_empty() {
        report(FindingKind::NoCells);
    }
    let meets = |a: &Option<Vec<Place>>, b: &Option<Vec<Place>>| match (a, b) {
        (Some(a), Some(b)) => a.iter().any(|place| b.contains(place)),
        _ => true,
    };
    // Segments of cost that only touch do not claim the same yuan.
    let ends_before = |a: &Cell<T>, b: &Cell<T>| matches!((a.up_to, b.above), (Some(end), Some(begin)) if end <= begin);
    for (index, cell) in cells.iter().enumerate() {
        let ambiguous = |other: &Cell<T>| {
            cell.who.overlaps(&other.who)
                && meets(&cell.at, &other.at)
                && !ends_before(cell, other)
                && !ends_before(other, cell)
        };
        if cells.iter().skip(index + 1).any(ambiguous) {
            report(FindingKind::AmbiguousCells);
        }
    }
}

fn check_amounts<'a>(
    amounts: impl IntoIterator<Item = &'a Yuan>,
    report: &mut dyn FnMut(FindingKind),
) {
    if amounts.into_iter().any(|amount| amount.is_negative()) {
        report(FindingKind::NegativeAmount);
    }
}

fn check_month(number: u8, report: &mut dyn FnMut(FindingKind)) {
    if !(1..=12).contains(&number) {
        report(FindingKind::MonthNumber);
    }
}

impl CheckValue for AccountCredit {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        match self {
            Self::RateOfBase { rate, less } => {
                if less.is_some_and(|less| rate.less(less.rate).is_none()) {
                    report(FindingKind::DeductionTooLarge);
                }
            }
            Self::FixedMonthly { amount, less } => {
                check_amounts([amount], report);
                if less.is_some_and(|less| less.amount > *amount || less.amount.is_negative()) {
                    report(FindingKind::DeductionTooLarge);
                }
            }
            Self::FixedYearly { amount } => check_amounts([amount], report),
            Self::RateOfAveragePension { .. }
            | Self::RateOfOwnPension { .. }
            | Self::NoAccount {} => {}
        }
    }
}

impl CheckValue for AccountFrame {
    fn check_value(&self, _: &mut dyn FnMut(FindingKind)) {}
}

impl CheckValue for AccountTiming {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if let Self::AdvancedForYear { year_starts_in, .. } = self {
            check_month(*year_starts_in, report);
        }
    }
}

impl CheckValue for AccountUse {
    fn check_value(&self, _: &mut dyn FnMut(FindingKind)) {}
}

impl CheckValue for BenefitYear {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_month(self.starts_in, report);
    }
}

impl CheckValue for ContributionBase {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if self.floor.is_none() && self.ceiling.is_none() {
            report(FindingKind::NoCells);
        }
        check_amounts([self.floor, self.ceiling].iter().flatten(), report);
        if matches!((self.floor, self.ceiling), (Some(floor), Some(ceiling)) if floor > ceiling) {
            report(FindingKind::FloorAboveCeiling);
        }
    }
}

impl CheckValue for OutpatientDeductible {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_cells(&self.cells, report);
        for table in [&self.cells, &self.later, &self.year_max] {
            check_table(table, report);
        }
    }
}

impl CheckValue for OutpatientRatio {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_cells(&self.cells, report);
    }
}

impl CheckValue for OutpatientCap {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        let [cells, of_which, of_a_bill] = self.tables();
        if !matches!(self, Self::None {}) {
            check_cells(cells, report);
        }
        check_table(cells, report);
        check_table(of_which, report);
        check_table(of_a_bill, report);
    }
}

impl CheckValue for OutpatientFrame {
    fn check_value(&self, _: &mut dyn FnMut(FindingKind)) {}
}

impl CheckValue for PaymentOrder {
    fn check_value(&self, _: &mut dyn FnMut(FindingKind)) {}
}

impl CheckValue for ContributionRate {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        check_parts(&self.parts, report);
    }
}

impl CheckValue for FlexibleContribution {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        if self.tiers.is_empty() {
            report(FindingKind::NoCells);
        }
        for tier in &self.tiers {
            let amounts =
                [tier.base, tier.base_floor, tier.base_ceiling, tier.monthly, tier.yearly];
            check_amounts(amounts.iter().flatten(), report);
            if matches!((tier.base_floor, tier.base_ceiling), (Some(floor), Some(ceiling)) if floor > ceiling)
            {
                report(FindingKind::FloorAboveCeiling);
            }
        }
    }
}

impl CheckValue for ResidentPremium {
    fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
        let is_empty = self.premium.is_empty() && self.subsidy.is_empty();
        if is_empty && self.window_from.is_none() && self.window_to.is_none() {
            report(FindingKind::NoCells);
        }
        check_table(&self.premium, report);
        check_table(&self.subsidy, report);
        if matches!((self.window_from, self.window_to), (Some(from), Some(to)) if to < from) {
            report(FindingKind::EndsBeforeStart);
        }
    }
}

fn check_parts(parts: &[ContributionPart], report: &mut dyn FnMut(FindingKind)) {
    if parts.is_empty() {
        report(FindingKind::NoCells);
    }
    for part in parts {
        check_amounts([part.monthly, part.yearly].iter().flatten(), report);
    }
}

/// A table of amounts that may be empty.
fn check_table(cells: &[Cell<Yuan>], report: &mut dyn FnMut(FindingKind)) {
    if !cells.is_empty() {
        check_cells(cells, report);
        check_amounts(cells.iter().map(|cell| &cell.value), report);
    }
}

macro_rules! check_statements {
    ($($kind:ident),*) => {$(
        impl CheckValue for $kind {
            fn check_value(&self, report: &mut dyn FnMut(FindingKind)) {
                if self.statements().is_empty() {
                    report(FindingKind::NoCells);
                }
            }
        }
    )*};
}

check_statements!(
    EnrolmentIncentive,
    AccountSharing,
    AccountRules,
    RetirementYears,
    ContactPoints,
    OtherRules
);
