//! One reckoning from beginning to end: months in order, within each month credits, then expenses
//! by date, then the settlement of a year that ends.

use std::collections::{BTreeMap, BTreeSet};

use super::account::separates;
use super::assessment::{
    Account, AreaName, Assessment, Balances, BaseLimit, CitedRule, ExpenseResult, Figure,
    YearToDate,
};
use super::benefit::Track;
use super::derivation::{Derivation, Formula, Operand, Working};
use super::ledger::{EntryKind, Ledger, SubAccount};
use super::outcome::{Assumption, Convention, Gap, InputField, Reliance};
use super::rules::Lookups;
use super::running::{CapSums, SeriousSums, YearRunning};
use super::situation::{Opening, Situation};
use super::validate::{Problem, SituationError, too_late};
use super::year::YearAdvance;
use crate::calendar::{Date, Month};
use crate::money::{Rounded, Rounding, Yuan};
use crate::policy::{AccountTiming, PolicySet, Status};

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
    assess_with(policy, situation, today, Working::Kept)
}

/// [`assess`] with the working kept or left out; everything else in the result is the same.
///
/// # Errors
/// As of [`assess`].
pub fn assess_with(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    working: Working,
) -> Result<Assessment, SituationError> {
    situation.validate()?;
    let as_of = situation.ledger.as_of.unwrap_or(today);
    fits(policy, situation, as_of)?;
    let mut run = Run::new(policy, situation, (as_of, today), working);
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
    pub(super) cited: Vec<CitedRule>,
    pub(super) lookups: Lookups,
    /// Whether two accounts are kept, once that was asked.
    two_accounts: Option<bool>,
}

impl<'a> Run<'a> {
    fn new(
        policy: &'a PolicySet,
        situation: &'a Situation,
        (as_of, today): (Date, Date),
        working: Working,
    ) -> Self {
        Self {
            policy,
            situation,
            as_of,
            derivation: Derivation::new(working),
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
            lookups: Lookups::default(),
            two_accounts: None,
        }
    }

    /// Records a rounded step; notes the convention when rounding changed something.
    pub(super) fn rounded(
        &mut self,
        formula: Formula,
        operands: &[Operand],
        result: Rounded,
    ) -> Figure {
        if result.acted {
            self.conventions.insert(Convention::RoundHalfUpToFen);
        }
        let rounding = result.acted.then_some(ROUNDING);
        let step = self.derivation.record(formula, operands, result.value, rounding);
        Figure { amount: result.value, step }
    }

    /// Records an exact step.
    pub(super) fn figure(
        &mut self,
        formula: Formula,
        operands: &[Operand],
        amount: Yuan,
    ) -> Figure {
        Figure { amount, step: self.derivation.record(formula, operands, amount, None) }
    }

    /// Records an exact step of whose operands some may not apply.
    pub(super) fn figure_of_present(
        &mut self,
        formula: Formula,
        operands: &[Option<Operand>],
        amount: Yuan,
    ) -> Figure {
        Figure { amount, step: self.derivation.record_present(formula, operands, amount) }
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
        if let Some(known) = self.two_accounts {
            return known;
        }
        let mut reliance = Reliance::default();
        let from = self.situation.ledger.from.first_day();
        let timing = self.rule_if_any::<AccountTiming>(from, &mut reliance);
        self.reliance.absorb(reliance);
        let two = timing.is_some_and(|used| separates(*used.value));
        self.two_accounts = Some(two);
        two
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
