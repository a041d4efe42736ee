//! What a situation must fulfil before anything is calculated, and the typed error when it does
//! not: which field, what is wrong, which limit.

use core::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::situation::{
    Change, ContributionRange, Expense, ExpenseKind, Movement, MovementKind, Opening, Situation,
};
use crate::calendar::{CalendarError, Date, Month};
use crate::money::{MoneyError, Yuan};

/// Most expenses that one situation may hold.
pub(crate) const MAX_EXPENSES: usize = 2_000;
/// Most contribution ranges that one situation may hold.
pub(crate) const MAX_CONTRIBUTIONS: usize = 1_200;
/// Most movements of the account that one situation may hold.
pub(crate) const MAX_MOVEMENTS: usize = 2_000;
/// Most changes of insurance that one situation may hold.
pub(crate) const MAX_CHANGES: usize = 100;
/// First and last year that dates of ledger, contributions and expenses may lie in.
pub(crate) const YEARS: core::ops::RangeInclusive<u16> = 1999..=2099;

/// A limit that a value broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// At most this many.
    Count(usize),
    /// At most (or, for [`Problem::TooEarly`], at least) this day.
    Date(Date),
    /// At most this amount.
    Amount(Yuan),
    /// Years from and to.
    Years(u16, u16),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Not JSON, or not of the expected shape.
    Malformed,
    /// A key that a situation does not have.
    UnknownKey,
    /// A required field is missing.
    Missing,
    /// Not a plain number.
    NotANumber,
    /// A JSON number with a fraction, which may have lost exactness.
    NumberNotExact,
    /// Smaller than a fen.
    SmallerThanFen,
    /// Below zero.
    Negative,
    /// Above the limit.
    TooLarge,
    /// A rate outside 0–1.
    RateOutOfRange,
    /// Not of the form of a date or month.
    DateMalformed,
    /// No such day or month.
    DateImpossible,
    /// Outside the years that can be reckoned.
    DateOutOfRange,
    /// Before what it must follow.
    TooEarly,
    /// After what it must precede.
    TooLate,
    /// Too many.
    TooMany,
    /// Overlaps the range before it, or is out of order.
    OverlapsPrevious,
    /// The parts of the bill outside the policy range are more than the bill.
    PartsExceedTotal,
    /// An outpatient visit needs the level of the institution.
    LevelMissing,
    /// Not a level that the area's rules name.
    LevelUnknown,
    /// No rules are known for an area of this code.
    AreaUnknown,
    /// Not the area that the rules are for.
    AreaMismatch,
    /// The area keeps one account, the opening balance names two, or the other way round.
    OpeningShape,
    /// A contribution has either a base or a wage from which it follows.
    BaseOrWage,
    /// Not an account that the area keeps.
    AccountShape,
    /// Stays are counted from one.
    StayZero,
    /// A birth has at least one child.
    ChildrenZero,
    /// Treatment for a chronic disease needs the scheme it falls under.
    SchemeMissing,
    /// The end of a pregnancy needs to be told how.
    DeliveryMissing,
    /// The name of a rule is not of the form area/topic/id.
    RuleReference,
}

/// Why a situation cannot be reckoned.
///
/// `Display` gives field and codes on one line; words for people come from the locale files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SituationError {
    /// The field, as a path: `expenses[0].total`.
    pub field: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// The limit it broke, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// What a parser said, for problems of form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl SituationError {
    pub(crate) fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem, limit: None, detail: None }
    }

    fn limited(field: impl Into<String>, problem: Problem, limit: Limit) -> Self {
        Self { limit: Some(limit), ..Self::new(field, problem) }
    }

    /// A day before the first that the field may name.
    pub(crate) fn too_early(field: impl Into<String>, first: Date) -> Self {
        Self::limited(field, Problem::TooEarly, Limit::Date(first))
    }
}

impl fmt::Display for SituationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {:?}", self.field, self.problem)?;
        if let Some(limit) = &self.limit {
            write!(f, " ({limit:?})")?;
        }
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        Ok(())
    }
}

impl core::error::Error for SituationError {}

/// Reads from JSON what a person told.
fn read<T: DeserializeOwned>(json: &str) -> Result<T, SituationError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let told = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| of_form(&error.path().to_string(), error.inner()))?;
    deserializer.end().map_err(|error| of_form(".", &error))?;
    Ok(told)
}

/// Reads from JSON what goes with a situation, such as a displayed balance, under the name by which
/// an error leads to it.
///
/// # Errors
/// [`SituationError`], naming the field after `name`: `displayed.balance`.
pub fn read_beside<T: DeserializeOwned>(name: &str, json: &str) -> Result<T, SituationError> {
    read(json).map_err(|error| {
        let field = match error.field.as_str() {
            "." => name.to_owned(),
            field => format!("{name}.{field}"),
        };
        SituationError { field, ..error }
    })
}

impl Situation {
    /// Reads a situation from JSON and checks it, as far as that is possible without its policy.
    ///
    /// # Errors
    /// [`SituationError`], naming the field.
    pub fn parse(json: &str) -> Result<Self, SituationError> {
        let situation: Self = read(json)?;
        situation.validate()?;
        Ok(situation)
    }

    /// Checks what must hold under any policy.
    ///
    /// # Errors
    /// [`SituationError`] for the first field that is wrong.
    pub fn validate(&self) -> Result<(), SituationError> {
        month_in_years("ledger.from", self.ledger.from)?;
        if let Some(as_of) = self.ledger.as_of {
            month_in_years("ledger.as_of", as_of.month())?;
            let first = self.ledger.from.first_day();
            if as_of < first {
                return Err(SituationError::too_early("ledger.as_of", first));
            }
        }
        if let (Some(birth), Some(retired_on)) = (self.birth, self.retired_on)
            && retired_on < birth
        {
            return Err(SituationError::too_early("retired_on", birth.first_day()));
        }
        self.validate_opening()?;
        self.validate_contributions()?;
        self.validate_changes()?;
        self.validate_movements()?;
        self.validate_provided()?;
        self.validate_leave()?;
        too_many("expenses", self.expenses.len(), MAX_EXPENSES)?;
        self.expenses.iter().enumerate().try_for_each(|(index, expense)| {
            self.validate_expense(&format!("expenses[{index}]"), expense)
        })
    }

    /// An opening balance may be negative: that is what some people come with.
    fn validate_opening(&self) -> Result<(), SituationError> {
        match self.ledger.opening {
            Some(Opening::Separate { accumulated, .. }) => {
                not_negative("ledger.opening.separate.accumulated", accumulated)
            }
            _ => Ok(()),
        }
    }

    fn validate_contributions(&self) -> Result<(), SituationError> {
        too_many("contributions", self.contributions.len(), MAX_CONTRIBUTIONS)?;
        let mut previous: Option<&ContributionRange> = None;
        for (index, range) in self.contributions.iter().enumerate() {
            let field = |name: &str| format!("contributions[{index}].{name}");
            month_in_years(&field("from"), range.from)?;
            month_in_years(&field("to"), range.to)?;
            if range.to < range.from {
                return Err(SituationError::too_early(field("to"), range.from.first_day()));
            }
            validate_base(&field, range)?;
            if previous.is_some_and(|previous| range.from <= previous.to) {
                return Err(SituationError::new(field("from"), Problem::OverlapsPrevious));
            }
            previous = Some(range);
        }
        Ok(())
    }

    fn validate_changes(&self) -> Result<(), SituationError> {
        too_many("changes", self.changes.len(), MAX_CHANGES)?;
        let mut previous: Option<&Change> = None;
        for (index, change) in self.changes.iter().enumerate() {
            let field = format!("changes[{index}].from");
            month_in_years(&field, change.from)?;
            if let Some(previous) = previous.filter(|previous| change.from <= previous.from) {
                return Err(SituationError::too_early(field, previous.from.next().first_day()));
            }
            previous = Some(change);
        }
        Ok(())
    }

    fn validate_movements(&self) -> Result<(), SituationError> {
        too_many("movements", self.movements.len(), MAX_MOVEMENTS)?;
        let first = self.ledger.from.first_day();
        for (index, movement) in self.movements.iter().enumerate() {
            let Movement { date, kind, amount, .. } = movement;
            let field = |name: &str| format!("movements[{index}].{name}");
            month_in_years(&field("date"), date.month())?;
            if *date < first {
                return Err(SituationError::too_early(field("date"), first));
            }
            if *kind != MovementKind::Correction {
                not_negative(&field("amount"), *amount)?;
            }
        }
        match self.closed_on {
            Some(closed_on) if closed_on < first => {
                Err(SituationError::too_early("closed_on", first))
            }
            Some(closed_on) => month_in_years("closed_on", closed_on.month()),
            None => Ok(()),
        }
    }

    fn validate_leave(&self) -> Result<(), SituationError> {
        if let Some(enrolment) = &self.enrolment {
            month_in_years("enrolment.paid_on", enrolment.paid_on.month())?;
        }
        let Some(leave) = &self.maternity_leave else {
            return Ok(());
        };
        month_in_years("maternity_leave.date", leave.date.month())?;
        if leave.birth.children == 0 {
            let field = "maternity_leave.birth.children";
            return Err(SituationError::new(field, Problem::ChildrenZero));
        }
        leave.wage.map_or(Ok(()), |wage| not_negative("maternity_leave.wage", wage))
    }

    fn validate_provided(&self) -> Result<(), SituationError> {
        let amounts = [
            ("provided.monthly_credit", self.provided.monthly_credit),
            ("provided.outpatient_deductible", self.provided.outpatient_deductible),
            ("provided.outpatient_cap", self.provided.outpatient_cap),
            ("provided.inpatient_deductible", self.provided.inpatient_deductible),
            ("provided.inpatient_cap", self.provided.inpatient_cap),
        ];
        amounts
            .into_iter()
            .filter_map(|(field, amount)| Some((field, amount?)))
            .try_for_each(|(field, amount)| not_negative(field, amount))
    }

    fn validate_expense(&self, field: &str, expense: &Expense) -> Result<(), SituationError> {
        if !YEARS.contains(&expense.date.month().year()) {
            month_in_years(&format!("{field}.date"), expense.date.month())?;
        }
        let first = self.ledger.from.first_day();
        if expense.date < first {
            return Err(SituationError::too_early(format!("{field}.date"), first));
        }
        if expense.delivery.is_some_and(|birth| birth.children == 0) {
            return Err(SituationError::new(
                format!("{field}.delivery.children"),
                Problem::ChildrenZero,
            ));
        }
        if expense.kind == ExpenseKind::Chronic && expense.scheme.is_none() {
            return Err(SituationError::new(format!("{field}.scheme"), Problem::SchemeMissing));
        }
        if expense.kind == ExpenseKind::Delivery && expense.delivery.is_none() {
            return Err(SituationError::new(format!("{field}.delivery"), Problem::DeliveryMissing));
        }
        if expense.stay == Some(0) {
            return Err(SituationError::new(format!("{field}.stay"), Problem::StayZero));
        }
        let parts = [
            ("total", expense.total),
            ("own_paid", expense.own_paid),
            ("over_limit", expense.over_limit),
            ("first_own", expense.first_own),
        ];
        for (name, amount) in parts {
            // The name of a field is made only where it is wrong: there are thousands of them.
            if amount.is_negative() {
                return Err(SituationError::new(format!("{field}.{name}"), Problem::Negative));
            }
        }
        if expense.outside_range() > expense.total {
            let limit = Limit::Amount(expense.total);
            return Err(SituationError::limited(field, Problem::PartsExceedTotal, limit));
        }
        Ok(())
    }
}

/// A base or a wage, one of them, and a day of payment not before the months it is for.
fn validate_base(
    field: &impl Fn(&str) -> String,
    range: &ContributionRange,
) -> Result<(), SituationError> {
    match (range.base, range.wage) {
        (Some(base), None) => not_negative(&field("base"), base)?,
        (None, Some(wage)) => not_negative(&field("wage"), wage)?,
        (None, None) => return Err(SituationError::new(field("base"), Problem::Missing)),
        (Some(_), Some(_)) => return Err(SituationError::new(field("wage"), Problem::BaseOrWage)),
    }
    let Some(paid_on) = range.paid_on else {
        return Ok(());
    };
    month_in_years(&field("paid_on"), paid_on.month())?;
    let first = range.from.first_day();
    if paid_on < first {
        return Err(SituationError::too_early(field("paid_on"), first));
    }
    Ok(())
}

fn too_many(field: &str, count: usize, most: usize) -> Result<(), SituationError> {
    if count > most {
        return Err(SituationError::limited(field, Problem::TooMany, Limit::Count(most)));
    }
    Ok(())
}

fn not_negative(field: &str, amount: Yuan) -> Result<(), SituationError> {
    if amount.is_negative() {
        return Err(SituationError::new(field, Problem::Negative));
    }
    Ok(())
}

fn month_in_years(field: &str, month: Month) -> Result<(), SituationError> {
    if YEARS.contains(&month.year()) {
        return Ok(());
    }
    let limit = Limit::Years(*YEARS.start(), *YEARS.end());
    Err(SituationError::limited(field, Problem::DateOutOfRange, limit))
}

pub(crate) fn too_late(field: impl Into<String>, last: Date) -> SituationError {
    SituationError::limited(field, Problem::TooLate, Limit::Date(last))
}

/// Gives a parser's complaint its type back: amounts and dates complain in their own codes.
fn of_form(path: &str, error: &serde_json::Error) -> SituationError {
    let detail = error.to_string();
    // Where the text ends too early there is no path yet.
    let path = if path == "?" { "." } else { path };
    let is = |code: &str| detail.starts_with(code);
    let problem = MoneyError::ALL
        .into_iter()
        .find(|money| is(money.code()))
        .map(Problem::from)
        .or_else(|| CalendarError::ALL.into_iter().find(|date| is(date.code())).map(Problem::from))
        .unwrap_or_else(|| of_shape(&detail));
    // serde reports an unknown, missing or repeated key at the object that has it; people want the
    // key.
    let names_key = matches!(problem, Problem::UnknownKey | Problem::Missing)
        || detail.starts_with("duplicate field");
    let key = detail.split('`').nth(1).filter(|_| names_key);
    let field = match (path, key) {
        (".", Some(key)) => key.to_owned(),
        (path, Some(key)) if !path.ends_with(key) => format!("{path}.{key}"),
        (path, _) => path.to_owned(),
    };
    let limit = match problem {
        Problem::TooLarge => Some(Limit::Amount(Yuan::LIMIT)),
        _ => None,
    };
    SituationError { limit, detail: Some(detail), ..SituationError::new(field, problem) }
}

fn of_shape(detail: &str) -> Problem {
    if detail.starts_with("unknown field") || is_unknown_opening(detail) {
        Problem::UnknownKey
    } else if detail.starts_with("missing field") {
        Problem::Missing
    } else if detail.contains(MoneyError::NotANumber.code()) {
        Problem::NotANumber
    } else if detail.contains(CalendarError::Malformed.code()) {
        Problem::DateMalformed
    } else if detail.starts_with("rule_reference_malformed") {
        Problem::RuleReference
    } else {
        Problem::Malformed
    }
}

/// The opening balance is the one place where a key chooses among shapes.
fn is_unknown_opening(detail: &str) -> bool {
    detail.starts_with("unknown variant") && detail.contains("expected `balance`")
}

impl From<MoneyError> for Problem {
    fn from(error: MoneyError) -> Self {
        match error {
            MoneyError::NotANumber => Self::NotANumber,
            MoneyError::NotExact => Self::NumberNotExact,
            MoneyError::SmallerThanFen => Self::SmallerThanFen,
            MoneyError::Negative => Self::Negative,
            MoneyError::TooLarge => Self::TooLarge,
            MoneyError::RateOutOfRange => Self::RateOutOfRange,
        }
    }
}

impl From<CalendarError> for Problem {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::Malformed => Self::DateMalformed,
            CalendarError::Impossible => Self::DateImpossible,
        }
    }
}
