//! A row of a table as a [`Situation`], or what is wrong with its cells.

use std::collections::BTreeSet;

use super::cells;
use super::columns::{BillColumn, Mapping, Meaning, PersonColumn, Source};
use super::places::{PlaceError, Places};
use super::table::{CellFault, Table};
use super::vocabulary::{VOCABULARY, half_width};
use crate::calendar::{CalendarError, Date, Month};
use crate::engine::{
    ContributionRange, Expense, ExpenseKind, LedgerWindow, Limit, Opening, Problem, Provided,
    Situation, SituationError,
};
use crate::money::{MoneyError, Yuan};
use crate::policy::{InsuranceKind, Named, Place, PolicySet, Status};

/// Why a row cannot be reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowReason {
    /// Nothing stands there, and something must.
    Missing,
    /// No amount.
    Money(MoneyError),
    /// No day or month.
    Calendar(CalendarError),
    /// None of the words that may stand there.
    UnknownWord,
    /// No area that can be reckoned.
    Area(PlaceError),
    /// A month outside the time reckoned, or one that is in it more than once.
    MonthOutside,
    /// The cell itself is faulty.
    Cell(CellFault),
    /// What the engine says of the situation.
    Situation(Problem, Option<Limit>),
}

impl From<SituationError> for RowReason {
    fn from(error: SituationError) -> Self {
        Self::Situation(error.problem, error.limit)
    }
}

/// What is wrong with a row, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// What it is about.
    pub meaning: Option<Meaning>,
    /// Index of the column, where it is about one.
    pub column: Option<usize>,
    /// The reason.
    pub reason: RowReason,
}

/// An area's rules, with the words of the area at hand.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) policy: PolicySet,
    levels: Vec<(String, Place)>,
    groups: Vec<(String, String)>,
    tiers: Vec<(String, String)>,
}

impl Ground {
    pub(super) fn new(policy: PolicySet) -> Self {
        let levels = policy.institution_levels().iter().flat_map(|level| {
            let names = [level.id.id(), &level.name.zh, &level.name.en];
            names.map(|name| (key(name), level.id.clone()))
        });
        let levels = levels.collect();
        let named = |all: &[Named]| {
            let names = |one: &Named| {
                [&one.id, &one.name.zh, &one.name.en].map(|name| (key(name), one.id.clone()))
            };
            all.iter().flat_map(names).collect()
        };
        let (groups, tiers) = (named(policy.groups()), named(policy.tiers()));
        Self { policy, levels, groups, tiers }
    }

    /// The level that a cell names: by the area's own words, by how they alone begin, or by a common word
    /// for a level that the area has.
    fn level(&self, cell: &str) -> Option<Place> {
        let cell_key = key(cell);
        if let Some((_, place)) = self.levels.iter().find(|(name, _)| *name == cell_key) {
            return Some(place.clone());
        }
        if let Some(common) = VOCABULARY.meaning("level", cell) {
            let known = self.levels.iter().find(|(_, place)| place.id() == common);
            return known.map(|(_, place)| place.clone());
        }
        let mut begun = self.levels.iter().filter(|(name, _)| name.starts_with(&cell_key));
        let (_, place) = begun.next()?;
        begun.all(|(_, other)| other == place).then(|| place.clone())
    }
}

/// A name as it is compared; brackets count, as they tell levels apart.
fn key(name: &str) -> String {
    let letters = name.chars().map(half_width).filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}

/// Where everything is read from, by place instead of by search.
#[derive(Clone, Debug)]
pub(super) struct Sources {
    person: Vec<Option<Source>>,
    bills: Vec<(u8, Vec<Option<Source>>)>,
}

impl Sources {
    pub(super) fn of(mapping: &Mapping) -> Self {
        let person =
            PersonColumn::ALL.iter().map(|column| mapping.source(Meaning::Person(*column)));
        let bill = |number: u8| {
            let parts = BillColumn::ALL.iter();
            let parts = parts.map(|part| mapping.source(Meaning::Bill(number, *part)).cloned());
            (number, parts.collect())
        };
        Self {
            person: person.map(Option::<&Source>::cloned).collect(),
            bills: mapping.bills().into_iter().map(bill).collect(),
        }
    }

    fn person(&self, column: PersonColumn) -> Option<&Source> {
        let index = PersonColumn::ALL.iter().position(|known| *known == column)?;
        self.person.get(index)?.as_ref()
    }
}

/// A row read: the situation, the number of each of its bills, and which of them do not say what lies
/// outside the policy range.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) situation: Situation,
    pub(super) numbers: Vec<u8>,
    pub(super) unknown: Vec<usize>,
}

/// What a row says of the time reckoned.
struct Window {
    from: Month,
    to: Month,
    last_day: Option<Date>,
}

/// Reads the cells of one row.
pub(super) struct RowReader<'a> {
    pub(super) table: &'a Table,
    pub(super) sources: &'a Sources,
    pub(super) row: usize,
    pub(super) today: Date,
    pub(super) errors: Vec<RowError>,
}

impl<'a> RowReader<'a> {
    /// What stands in a cell, if anything; a faulty one is noted.
    fn text(&mut self, meaning: Meaning, source: Option<&'a Source>) -> Option<&'a str> {
        let text = match source? {
            Source::Same(text) => text.as_str(),
            Source::Column(column) => {
                if let Some(fault) = self.table.fault(self.row, *column) {
                    self.note(meaning, source, RowReason::Cell(fault));
                    return None;
                }
                self.table.cell(self.row, *column)
            }
        };
        (!text.is_empty()).then_some(text)
    }

    fn note(&mut self, meaning: Meaning, source: Option<&Source>, reason: RowReason) {
        let column = match source {
            Some(Source::Column(column)) => Some(*column),
            _ => None,
        };
        self.errors.push(RowError { meaning: Some(meaning), column, reason });
    }

    /// What a cell of the person says; `None` where nothing stands there or it was noted.
    fn read<T>(
        &mut self,
        column: PersonColumn,
        reads: impl FnOnce(&str) -> Result<T, RowReason>,
    ) -> Option<T> {
        let (meaning, source) = (Meaning::Person(column), self.sources.person(column));
        match reads(self.text(meaning, source)?) {
            Ok(read) => Some(read),
            Err(reason) => {
                self.note(meaning, source, reason);
                None
            }
        }
    }

    /// As [`Self::read`]; that nothing stands there is noted.
    fn need<T>(
        &mut self,
        column: PersonColumn,
        reads: impl FnOnce(&str) -> Result<T, RowReason>,
    ) -> Option<T> {
        let noted = self.errors.len();
        let read = self.read(column, reads);
        if read.is_none() && self.errors.len() == noted {
            let source = self.sources.person(column);
            self.note(Meaning::Person(column), source, RowReason::Missing);
        }
        read
    }

    /// What only is echoed.
    pub(super) fn echoed(&self, column: PersonColumn) -> &'a str {
        match self.sources.person(column) {
            Some(Source::Column(column)) => self.table.cell(self.row, *column),
            Some(Source::Same(text)) => text,
            None => "",
        }
    }

    /// The code of the area.
    pub(super) fn area<'p>(&mut self, places: &'p Places) -> Option<&'p str> {
        self.need(PersonColumn::Area, |cell| places.find(cell).map_err(RowReason::Area))
    }

    /// The situation, unless something is noted.
    pub(super) fn situation(&mut self, area: &str, ground: &Ground) -> Option<Read> {
        let from_1904 = self.table.counts_from_1904();
        let month = |cell: &str| cells::month(cell, from_1904);
        let insurance = self.need(PersonColumn::Insurance, insurance);
        let status = self.need(PersonColumn::Status, status);
        let birth = self.read(PersonColumn::Birth, month);
        let retired_on = self.read(PersonColumn::RetiredOn, month);
        let insured_since = self.read(PersonColumn::InsuredSince, month);
        let group = self.read(PersonColumn::Group, |cell| named(&ground.groups, cell));
        let tier = self.read(PersonColumn::Tier, |cell| named(&ground.tiers, cell));
        let opening = self.opening();
        let window = self.window();
        let contributions = window.as_ref().map(|window| self.contributions(window));
        let (bills, unknown, numbers) = self.bills(ground);
        if !self.errors.is_empty() {
            return None;
        }
        let window = window?;
        let situation = Situation {
            area: area.to_owned(),
            insurance: insurance?,
            status: status?,
            birth,
            retired_on,
            group,
            tier,
            family_doctor: None,
            changes: Vec::new(),
            insured_since,
            ledger: LedgerWindow { from: window.from, as_of: window.last_day, opening },
            contributions: contributions?,
            movements: Vec::new(),
            closed_on: None,
            enrolment: None,
            maternity_leave: None,
            expenses: bills,
            provided: Provided::default(),
            accept_doubtful: Vec::new(),
        };
        Some(Read { situation, numbers, unknown })
    }

    /// First month, last month and last day, each as far as the row names it.
    fn window(&mut self) -> Option<Window> {
        let from_1904 = self.table.counts_from_1904();
        let month = |cell: &str| cells::month(cell, from_1904);
        let noted = self.errors.len();
        let year = self.read(PersonColumn::Year, cells::year);
        let in_year = |number| year.and_then(|year| Month::new(year, number).ok());
        let from = self.read(PersonColumn::From, month).or(in_year(1));
        let to = self.read(PersonColumn::To, month).or(in_year(12));
        let last_day = self.read(PersonColumn::LastDay, |cell| cells::date(cell, from_1904));
        if self.errors.len() > noted {
            return None;
        }
        let Some(from) = from else {
            let column = PersonColumn::From;
            let source = self.sources.person(column);
            self.note(Meaning::Person(column), source, RowReason::Missing);
            return None;
        };
        let last_day = last_day.or(to.map(Month::last_day));
        let to = to.unwrap_or_else(|| last_day.unwrap_or(self.today).month());
        if to < from {
            let column = PersonColumn::To;
            let limit = Some(Limit::Date(from.first_day()));
            let source = self.sources.person(column);
            self.note(
                Meaning::Person(column),
                source,
                RowReason::Situation(Problem::TooEarly, limit),
            );
            return None;
        }
        Some(Window { from, to, last_day })
    }

    fn opening(&mut self) -> Option<Opening> {
        let whole = self.read(PersonColumn::Opening, cells::amount);
        let current = self.read(PersonColumn::OpeningCurrent, cells::amount);
        let accumulated = self.read(PersonColumn::OpeningAccumulated, cells::amount);
        match (whole, current, accumulated) {
            (None, None, None) => None,
            (Some(balance), None, None) => Some(Opening::Balance(balance)),
            (None, Some(current_year), Some(accumulated)) => {
                Some(Opening::Separate { current_year, accumulated })
            }
            (Some(_), ..) => {
                self.note_opening(
                    PersonColumn::Opening,
                    RowReason::Situation(Problem::OpeningShape, None),
                );
                None
            }
            (None, None, Some(_)) => {
                self.note_opening(PersonColumn::OpeningCurrent, RowReason::Missing);
                None
            }
            (None, Some(_), None) => {
                self.note_opening(PersonColumn::OpeningAccumulated, RowReason::Missing);
                None
            }
        }
    }

    fn note_opening(&mut self, column: PersonColumn, reason: RowReason) {
        let source = self.sources.person(column);
        self.note(Meaning::Person(column), source, reason);
    }

    /// Stretches of months that were paid, on the base or the wage that the row names.
    fn contributions(&mut self, window: &Window) -> Vec<ContributionRange> {
        let base = self.read(PersonColumn::Base, cells::amount);
        let wage = self.read(PersonColumn::Wage, cells::amount);
        let (from, to) = (window.from, window.to);
        let unpaid = self.read(PersonColumn::Unpaid, |cell| cells::months(cell, from, to));
        if base.is_none() && wage.is_none() {
            return Vec::new();
        }
        let unpaid: BTreeSet<Month> = unpaid.unwrap_or_default().into_iter().collect();
        let mut ranges: Vec<ContributionRange> = Vec::new();
        for month in from.through(to).filter(|month| !unpaid.contains(month)) {
            match ranges.last_mut().filter(|range| range.to.next() == month) {
                Some(range) => range.to = month,
                None => ranges.push(ContributionRange {
                    from: month,
                    to: month,
                    base,
                    wage,
                    paid: true,
                    paid_on: None,
                }),
            }
        }
        ranges
    }

    fn bills(&mut self, ground: &Ground) -> (Vec<Expense>, Vec<usize>, Vec<u8>) {
        let (mut bills, mut unknown, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        let sources = self.sources;
        for (number, parts) in &sources.bills {
            let reader = BillReader { row: self, number: *number, parts };
            let Some((bill, is_unknown)) = reader.read(ground) else { continue };
            if is_unknown {
                unknown.push(bills.len());
            }
            bills.push(bill);
            numbers.push(*number);
        }
        (bills, unknown, numbers)
    }
}

/// Reads the cells of one bill.
struct BillReader<'r, 'a> {
    row: &'r mut RowReader<'a>,
    number: u8,
    parts: &'a [Option<Source>],
}

impl<'a> BillReader<'_, 'a> {
    fn source(&self, part: BillColumn) -> Option<&'a Source> {
        let index = BillColumn::ALL.iter().position(|known| *known == part)?;
        self.parts.get(index)?.as_ref()
    }

    /// Whether the row has this bill: something stands in one of its columns that is no zero.
    fn is_there(&self) -> bool {
        let (table, row) = (self.row.table, self.row.row);
        self.parts.iter().flatten().any(|source| match source {
            Source::Column(column) => {
                let cell = table.cell(row, *column);
                table.fault(row, *column).is_some()
                    || (!cell.is_empty() && cells::amount(cell) != Ok(Yuan::ZERO))
            }
            Source::Same(_) => false,
        })
    }

    fn part<T>(
        &mut self,
        part: BillColumn,
        reads: impl FnOnce(&str) -> Result<T, RowReason>,
    ) -> Option<T> {
        let (meaning, source) = (Meaning::Bill(self.number, part), self.source(part));
        let text = self.row.text(meaning, source)?;
        let read = reads(text);
        read.map_err(|reason| self.row.note(meaning, source, reason)).ok()
    }

    fn need<T>(
        &mut self,
        part: BillColumn,
        reads: impl FnOnce(&str) -> Result<T, RowReason>,
    ) -> Option<T> {
        let noted = self.row.errors.len();
        let read = self.part(part, reads);
        if read.is_none() && self.row.errors.len() == noted {
            let source = self.source(part);
            self.row.note(Meaning::Bill(self.number, part), source, RowReason::Missing);
        }
        read
    }

    /// The bill, and whether it does not say what lies outside the policy range.
    fn read(mut self, ground: &Ground) -> Option<(Expense, bool)> {
        if !self.is_there() {
            return None;
        }
        let from_1904 = self.row.table.counts_from_1904();
        let date = self.need(BillColumn::Date, |cell| cells::date(cell, from_1904));
        let kind = self.need(BillColumn::Kind, kind);
        let total = self.need(BillColumn::Total, cells::amount);
        let level = |cell: &str| ground.level(cell).ok_or(RowReason::UnknownWord);
        let level = if kind.is_some_and(ExpenseKind::is_at_institution) {
            self.need(BillColumn::Level, level)
        } else {
            self.part(BillColumn::Level, level)
        };
        let parts = [BillColumn::OwnPaid, BillColumn::OverLimit, BillColumn::FirstOwn];
        let [own_paid, over_limit, first_own] = parts.map(|part| self.part(part, cells::amount));
        let is_unknown = own_paid.is_none() && over_limit.is_none() && first_own.is_none();
        let bill = Expense {
            date: date?,
            kind: kind?,
            level,
            stay: None,
            scheme: None,
            elsewhere: None,
            delivery: None,
            total: total?,
            own_paid: own_paid.unwrap_or_default(),
            over_limit: over_limit.unwrap_or_default(),
            first_own: first_own.unwrap_or_default(),
        };
        Some((bill, is_unknown && !bill_is_nothing(total)))
    }
}

fn bill_is_nothing(total: Option<Yuan>) -> bool {
    total.is_some_and(Yuan::is_zero)
}

fn insurance(cell: &str) -> Result<InsuranceKind, RowReason> {
    match VOCABULARY.meaning("insurance", cell) {
        Some("employee") => Ok(InsuranceKind::Employee),
        Some("employee_pool_only") => Ok(InsuranceKind::EmployeePoolOnly),
        Some("flexible") => Ok(InsuranceKind::Flexible),
        Some("resident") => Ok(InsuranceKind::Resident),
        _ => Err(RowReason::UnknownWord),
    }
}

fn status(cell: &str) -> Result<Status, RowReason> {
    match VOCABULARY.meaning("status", cell) {
        Some("in_service") => Ok(Status::InService),
        Some("retired") => Ok(Status::Retired),
        _ => Err(RowReason::UnknownWord),
    }
}

fn kind(cell: &str) -> Result<ExpenseKind, RowReason> {
    match VOCABULARY.meaning("kind", cell) {
        Some("outpatient") => Ok(ExpenseKind::Outpatient),
        Some("pharmacy") => Ok(ExpenseKind::Pharmacy),
        Some("inpatient") => Ok(ExpenseKind::Inpatient),
        Some("prenatal") => Ok(ExpenseKind::Prenatal),
        _ => Err(RowReason::UnknownWord),
    }
}

fn named(names: &[(String, String)], cell: &str) -> Result<String, RowReason> {
    let cell = key(cell);
    let found = names.iter().find(|(name, _)| *name == cell);
    found.map(|(_, id)| id.clone()).ok_or(RowReason::UnknownWord)
}

/// Where in the row stands what the engine found wrong, by the path of the field.
pub(super) fn place_of(field: &str, numbers: &[u8]) -> Option<Meaning> {
    if let Some(rest) = field.strip_prefix("expenses[") {
        let (index, rest) = rest.split_once(']')?;
        let number = *numbers.get(index.parse::<usize>().ok()?)?;
        let part = match rest.strip_prefix('.') {
            Some("date") => BillColumn::Date,
            Some("level") => BillColumn::Level,
            Some("own_paid") => BillColumn::OwnPaid,
            Some("over_limit") => BillColumn::OverLimit,
            Some("first_own") => BillColumn::FirstOwn,
            _ => BillColumn::Total,
        };
        return Some(Meaning::Bill(number, part));
    }
    let is_end = |suffix| field.starts_with("contributions[") && field.ends_with(suffix);
    let column = match field {
        "area" => PersonColumn::Area,
        "birth" => PersonColumn::Birth,
        "retired_on" => PersonColumn::RetiredOn,
        "ledger.from" => PersonColumn::From,
        "ledger.as_of" => PersonColumn::LastDay,
        "ledger.opening" => PersonColumn::Opening,
        "ledger.opening.separate.accumulated" => PersonColumn::OpeningAccumulated,
        _ if is_end(".base") => PersonColumn::Base,
        _ if is_end(".wage") => PersonColumn::Wage,
        _ if is_end(".from") => PersonColumn::From,
        _ if is_end(".to") => PersonColumn::To,
        _ => return None,
    };
    Some(Meaning::Person(column))
}
