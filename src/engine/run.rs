//! One reckoning from beginning to end: months in order, within each month credits, then expenses
//! by date, then the settlement of a year that ends.

use std::collections::{BTreeMap, BTreeSet};

use super::account::separates;
use super::assessment::{
    Account, AreaName, Assessment, Balances, BaseLimit, CitedRule, ExpenseResult, YearToDate,
};
use super::benefit::Track;
use super::derivation::{Derivation, Formula, Operand, Origin, StepId};
use super::ledger::{EntryKind, Ledger, SubAccount};
use super::outcome::{
    Assumption, Convention, Gap, InputField, LastKnownRule, NearestRule, Refusal, Reliance,
};
use super::running::{CapSums, SeriousSums, YearRunning};
use super::situation::{Opening, Situation};
use super::validate::{Problem, SituationError, too_late};
use super::year::YearAdvance;
use crate::calendar::{Date, Month};
use crate::money::{Rounded, Rounding, Yuan};
use crate::policy::{
    AccountFrame, AccountTiming, Applied, Beside, CellMiss, Certainty, NoRule, OutpatientFrame,
    Person, PolicySet, RuleRef, Standing, Status, Topic, TopicRules, applicable, applicable_all,
};

/// The rounding of every product, as no rule in the policy base fixes another.
pub(super) const ROUNDING: Rounding = Rounding::HalfUpToFen;

/// Reckons `situation` under `policy`; `today` tells past from projected entries and is the last
/// day reckoned where the situation names none.
///
/// # Errors
/// [`SituationError`] when the situation is impossible in itself or does not fit the policy. What
/// is merely missing or unknown is no error but part of the result's outcome.
pub fn assess(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
) -> Result<Assessment, SituationError> {
    situation.validate()?;
    let as_of = situation.ledger.as_of.unwrap_or(today);
    fits(policy, situation, as_of)?;
    let mut run = Run::new(policy, situation, as_of, today);
    run.open()?;
    run.months();
    Ok(run.finish())
}

/// Checks what only policy and date together can tell.
fn fits(policy: &PolicySet, situation: &Situation, as_of: Date) -> Result<(), SituationError> {
    if policy.area().is_none_or(|area| area.adcode != situation.area) {
        return Err(SituationError::new("area", Problem::AreaMismatch));
    }
    if as_of < situation.ledger.from.first_day() {
        return Err(too_late("ledger.from", as_of));
    }
    if situation.birth.is_some_and(|birth| birth > as_of.month()) {
        return Err(too_late("birth", as_of));
    }
    for (index, rule) in situation.accept_doubtful.iter().enumerate() {
        if !policy.contains(rule) {
            let field = format!("accept_doubtful[{index}]");
            return Err(SituationError::new(field, Problem::RuleReference));
        }
    }
    for (index, movement) in situation.movements.iter().enumerate() {
        if movement.date > as_of {
            return Err(too_late(format!("movements[{index}].date"), as_of));
        }
    }
    if situation.closed_on.is_some_and(|closed_on| closed_on > as_of) {
        return Err(too_late("closed_on", as_of));
    }
    for (index, expense) in situation.expenses.iter().enumerate() {
        if expense.date > as_of {
            return Err(too_late(format!("expenses[{index}].date"), as_of));
        }
        let field = || format!("expenses[{index}].level");
        let levels = policy.institution_levels();
        match &expense.level {
            None if expense.kind.is_at_institution() => {
                return Err(SituationError::new(field(), Problem::LevelMissing));
            }
            Some(level) if !levels.iter().any(|known| known.id == *level) => {
                return Err(SituationError::new(field(), Problem::LevelUnknown));
            }
            _ => {}
        }
    }
    Ok(())
}

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

/// Something that happens on a day. Those of one day happen in the order of [`What`], and of their
/// entry.
#[derive(Clone, Copy, Debug)]
struct Event {
    date: Date,
    what: What,
}

/// What happens, by index or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    LateCredit(Month),
    Movement(usize),
    Expense(usize),
    Closing,
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

/// The state of a reckoning.
pub(super) struct Run<'a> {
    pub(super) policy: &'a PolicySet,
    pub(super) situation: &'a Situation,
    pub(super) as_of: Date,
    pub(super) derivation: Derivation,
    pub(super) ledger: Ledger,
    pub(super) conventions: BTreeSet<Convention>,
    /// Reliance of the account; each expense has its own.
    pub(super) reliance: Reliance,
    pub(super) advance: Option<YearAdvance>,
    pub(super) base_limits: Vec<BaseLimit>,
    /// The day on which the account was closed, once it is.
    pub(super) closed: Option<Date>,
    /// First month of a year within which the person changed from monthly credits to yearly ones.
    pub(super) changed_timing: Option<Month>,
    /// Paid months of a kind or tier that has no account.
    pub(super) months_without_account: usize,
    pub(super) years: BTreeMap<(Month, Track), YearRunning>,
    /// What counts towards caps; benefits under one cap share an entry.
    pub(super) caps: BTreeMap<(Month, Track), CapSums>,
    pub(super) serious: BTreeMap<Month, SeriousSums>,
    pub(super) expenses: Vec<ExpenseResult>,
    cited: Vec<CitedRule>,
    /// Rules found for the person, by topic and day: most are asked for several times.
    found: BTreeMap<(Topic, Date), Result<RulePlace, NoRule>>,
}

impl<'a> Run<'a> {
    fn new(policy: &'a PolicySet, situation: &'a Situation, as_of: Date, today: Date) -> Self {
        Self {
            policy,
            situation,
            as_of,
            derivation: Derivation::default(),
            ledger: Ledger::new(today),
            conventions: BTreeSet::from([Convention::NoInterest]),
            reliance: Reliance::default(),
            advance: None,
            base_limits: Vec::new(),
            closed: None,
            changed_timing: None,
            months_without_account: 0,
            years: BTreeMap::new(),
            caps: BTreeMap::new(),
            serious: BTreeMap::new(),
            expenses: Vec::new(),
            cited: Vec::new(),
            found: BTreeMap::new(),
        }
    }

    /// The person as rules see them on `date`.
    pub(super) fn person(&self, date: Date) -> Person {
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

    /// The rule of a topic on `date`, cited, with its certainty noted in `reliance`.
    pub(super) fn rule<T: TopicRules>(
        &mut self,
        date: Date,
        reliance: &mut Reliance,
    ) -> Result<Used<'a, T>, Refusal> {
        let key = (T::TOPIC, date);
        let found = if let Some(found) = self.found.get(&key) {
            found.clone()
        } else {
            let person = self.person(date);
            let found = self.find::<T>(&person, date);
            self.found.insert(key, found.clone());
            found
        };
        let place = found.map_err(|reason| self.refusal::<T>(reason, date))?;
        let applied = self.at_place::<T>(place).ok_or(Refusal::Ambiguous { topic: T::TOPIC })?;
        note_certainty(&applied, place.is_doubtful, reliance);
        Ok(Used { value: &applied.rule.value, index: place.cited })
    }

    /// Where the rule of a topic stands that applies to `person` on `date`.
    fn find<T: TopicRules>(&mut self, person: &Person, date: Date) -> Result<RulePlace, NoRule> {
        let accepted = &self.situation.accept_doubtful;
        let applied = applicable::<T>(self.policy, person, date, accepted)?;
        let mut layers = self.policy.layers().iter();
        let layer = layers.position(|file| core::ptr::eq(file, applied.file));
        let mut rules = T::of(&applied.file.rules).iter();
        let index = rules.position(|rule| core::ptr::eq(rule, applied.rule));
        let (layer, index) = layer.zip(index).ok_or(NoRule::Ambiguous)?;
        let is_doubtful = applied.file.standing_of(applied.rule) == Standing::Doubtful;
        let cited = self.cite(&applied);
        Ok(RulePlace { layer, index, certainty: applied.certainty, is_doubtful, cited })
    }

    fn at_place<T: TopicRules>(&self, place: RulePlace) -> Option<Applied<'a, T>> {
        let file = self.policy.layers().get(place.layer)?;
        let rule = T::of(&file.rules).get(place.index)?;
        Some(Applied { rule, file, certainty: place.certainty })
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
    pub(super) fn rules_beside<T: TopicRules>(&self, date: Date) -> Beside<'a, T> {
        let person = self.person(date);
        applicable_all::<T>(self.policy, &person, date, &self.situation.accept_doubtful)
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

    /// Records a rounded step; notes the convention when rounding changed something.
    pub(super) fn rounded(
        &mut self,
        formula: Formula,
        operands: Vec<Operand>,
        result: Rounded,
    ) -> (Yuan, StepId) {
        if result.acted {
            self.conventions.insert(Convention::RoundHalfUpToFen);
        }
        (result.value, self.derivation.rounded(formula, operands, result, ROUNDING))
    }

    /// Records an exact step.
    pub(super) fn exact(
        &mut self,
        formula: Formula,
        operands: Vec<Operand>,
        result: Yuan,
    ) -> (Yuan, StepId) {
        (result, self.derivation.exact(formula, operands, result))
    }

    /// Books the opening balance.
    fn open(&mut self) -> Result<(), SituationError> {
        let date = self.situation.ledger.from.first_day();
        let opening = match (self.situation.ledger.opening, self.keeps_two_accounts()) {
            (Some(Opening::Balance(balance)), false) => vec![(SubAccount::Whole, balance)],
            (Some(Opening::Separate { current_year, accumulated }), true) => {
                vec![
                    (SubAccount::CurrentYear, current_year),
                    (SubAccount::Accumulated, accumulated),
                ]
            }
            (None, two) => {
                if self.may_have_account() {
                    let gap = Gap::Input { field: InputField::Opening, assumed: Assumption::Zero };
                    self.reliance.gaps.push(gap);
                }
                vec![(if two { SubAccount::CurrentYear } else { SubAccount::Whole }, Yuan::ZERO)]
            }
            (Some(_), _) => {
                return Err(SituationError::new("ledger.opening", Problem::OpeningShape));
            }
        };
        self.accounts_are_kept()?;
        for (sub_account, balance) in opening {
            self.ledger.book(date, EntryKind::Opening, sub_account, balance, None);
        }
        let pays = self.situation.status == Status::InService && self.may_have_account();
        if pays && self.situation.contributions.is_empty() {
            let gap =
                Gap::Input { field: InputField::Contributions, assumed: Assumption::NothingPaid };
            self.reliance.gaps.push(gap);
        }
        Ok(())
    }

    /// Checks that movements name accounts that the area keeps.
    fn accounts_are_kept(&mut self) -> Result<(), SituationError> {
        let two = self.keeps_two_accounts();
        for (index, movement) in self.situation.movements.iter().enumerate() {
            let is_kept =
                movement.account.is_none_or(|account| (account != SubAccount::Whole) == two);
            if !is_kept {
                let field = format!("movements[{index}].account");
                return Err(SituationError::new(field, Problem::AccountShape));
            }
        }
        Ok(())
    }

    /// Whether the area keeps a current-year and an accumulated account when the ledger begins.
    pub(super) fn keeps_two_accounts(&mut self) -> bool {
        let mut reliance = Reliance::default();
        let from = self.situation.ledger.from.first_day();
        let timing = self.rule::<AccountTiming>(from, &mut reliance);
        self.reliance.absorb(reliance);
        timing.is_ok_and(|used| separates(*used.value))
    }

    fn months(&mut self) {
        let mut events = self.events();
        events.sort_by_key(|event| (event.date, event.what));
        let mut queue = events.into_iter().peekable();
        self.recall_advance();
        for month in self.situation.ledger.from.through(self.as_of.month()) {
            self.begin_month(month);
            while let Some(event) = queue.next_if(|event| event.date.month() == month) {
                self.happen(event);
            }
            self.end_month(month);
        }
        self.expenses.sort_by_key(|result| result.expense);
    }

    /// What happens on days of its own, up to the last day reckoned.
    fn events(&self) -> Vec<Event> {
        let situation = self.situation;
        let late =
            self.late_credits().map(|(date, month)| Event { date, what: What::LateCredit(month) });
        let movements = situation.movements.iter().enumerate();
        let movements = movements
            .map(|(index, movement)| Event { date: movement.date, what: What::Movement(index) });
        let expenses = situation.expenses.iter().enumerate();
        let expenses = expenses
            .map(|(index, expense)| Event { date: expense.date, what: What::Expense(index) });
        let closing = situation.closed_on.map(|date| Event { date, what: What::Closing });
        late.chain(movements)
            .chain(expenses)
            .chain(closing)
            .filter(|event| event.date <= self.as_of)
            .collect()
    }

    fn happen(&mut self, event: Event) {
        match event.what {
            What::LateCredit(month) => self.credit_late(month, event.date),
            What::Movement(index) => self.book_movement(index),
            What::Expense(index) => self.settle(index),
            What::Closing => self.close(event.date),
        }
    }

    fn finish(mut self) -> Assessment {
        let contributions = self.contributions();
        let premiums = self.premiums();
        let maternity_allowance = self.allowance();
        let two = self.keeps_two_accounts();
        let balance = Balances {
            total: self.ledger.total(),
            current_year: two.then(|| self.ledger.balance(SubAccount::CurrentYear)),
            accumulated: two.then(|| self.ledger.balance(SubAccount::Accumulated)),
        };
        let to_date = |((from, track), running): (&(Month, Track), &YearRunning)| {
            running.to_date(*from, track)
        };
        let years: Vec<YearToDate> = self.years.iter().filter_map(to_date).collect();
        let area = self.policy.area();
        Assessment {
            engine_version: env!("CARGO_PKG_VERSION"),
            area: AreaName {
                adcode: self.situation.area.clone(),
                name: area.map_or_else(
                    || crate::policy::Text { zh: String::new(), en: String::new() },
                    |area| area.name.clone(),
                ),
            },
            policy_updated_on: self.policy.layers().iter().map(|file| file.updated_on).collect(),
            insurance: self.situation.insurance,
            status: self.situation.status,
            as_of: self.as_of,
            account: Account {
                outcome: self.reliance.outcome(),
                months_without_account: self.months_without_account,
                balance,
                ledger: self.ledger.into_entries(),
                base_limits: self.base_limits,
            },
            contributions,
            premiums,
            maternity_allowance,
            expenses: self.expenses,
            years,
            conventions: self.conventions.into_iter().collect(),
            steps: self.derivation.into_steps(),
            rules: self.cited,
            contacts: self.policy.contacts().cloned(),
        }
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
