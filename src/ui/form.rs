//! Reads what was typed into a [`Situation`], and keeps beside each field what is wrong with it.
//!
//! A row that cannot be read is left out and says so; the rest is reckoned all the same. Empty
//! optional fields are absent, never zero.

use crate::calendar::{CalendarError, Date, Month};
use crate::engine::{
    ContributionRange, Elsewhere, Expense, ExpenseKind, LedgerWindow, Limit, Opening, Problem,
    Provided, Situation,
};
use crate::explain::Displayed;
use crate::money::{MoneyError, Rate, Yuan};
use crate::policy::{InsuranceKind, Place, Status};

use super::state::{
    ContributionField, ContributionRow, ExpenseField, ExpenseRow, Field, Form, RowId,
};

/// Where a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A single field.
    Field(Field),
    /// A field of a contribution row.
    Contribution(RowId, ContributionField),
    /// A field of an expense row.
    Expense(RowId, ExpenseField),
}

/// What is wrong at a spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) spot: Spot,
    pub(crate) problem: Problem,
    pub(crate) limit: Option<Limit>,
}

/// The form as far as it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The situation; none without an area or a stretch of time.
    pub(crate) situation: Option<Situation>,
    /// The displayed balance, once it and its day are there.
    pub(crate) displayed: Option<Displayed>,
    /// What is wrong.
    pub(crate) faults: Vec<Fault>,
    /// The rows behind the expenses of the situation, in their order.
    pub(crate) expense_rows: Vec<RowId>,
    /// Rows begun but not yet complete.
    pub(crate) unfinished: Vec<RowId>,
    /// The rows behind the contributions of the situation, in their order.
    pub(crate) contribution_rows: Vec<RowId>,
}

impl Reading {
    /// What is wrong at `spot`.
    pub(crate) fn fault(&self, spot: Spot) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.spot == spot)
    }
}

/// Reads the form. `two_accounts` tells whether the area keeps a current-year and an accumulated
/// account, and so which opening fields count.
pub(crate) fn read(form: &Form, two_accounts: bool) -> Reading {
    let mut reader = Reader { faults: Vec::new() };
    let from = reader.month(form, Field::From);
    let as_of = reader.date(form, Field::AsOf);
    let (window, first, last) = match (from, as_of) {
        (Some(from), Some(as_of)) if as_of < from.first_day() => {
            let limit = Some(Limit::Date(from.first_day()));
            reader.fault(Spot::Field(Field::AsOf), Problem::TooEarly, limit);
            (None, None, None)
        }
        (Some(from), Some(as_of)) => (Some((from, as_of)), Some(from.first_day()), Some(as_of)),
        _ => (None, None, None),
    };
    let displayed = reader.displayed(form, first);
    let opening = reader.opening(form, two_accounts);
    let provided = reader.provided(form);
    let (contribution_rows, contributions) = reader.contributions(form);
    let mut unfinished = Vec::new();
    let mut expense_rows = Vec::new();
    let mut expenses = Vec::new();
    for row in &form.expenses {
        match reader.expense(row, first, last) {
            Some(expense) => {
                expense_rows.push(row.id);
                expenses.push(expense);
            }
            None => unfinished.push(row.id),
        }
    }
    let birth = reader.month(form, Field::Birth);
    let retired_on = reader.month(form, Field::RetiredOn);
    let insured_since = reader.month(form, Field::InsuredSince);
    let situation = form.area.clone().zip(window).map(|(area, (from, as_of))| Situation {
        area,
        insurance: form.insurance,
        status: form.status,
        birth,
        retired_on: retired_on.filter(|_| form.status == Status::Retired),
        group: chosen(&form.group),
        tier: chosen(&form.tier),
        family_doctor: form.family_doctor,
        insured_since,
        ledger: LedgerWindow { from, as_of: Some(as_of), opening },
        changes: Vec::new(),
        movements: Vec::new(),
        closed_on: None,
        enrolment: None,
        maternity_leave: None,
        contributions,
        expenses,
        provided,
        accept_doubtful: form.accepted.clone(),
    });
    let faults = reader.faults;
    Reading { situation, displayed, faults, expense_rows, unfinished, contribution_rows }
}

struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    fn fault(&mut self, spot: Spot, problem: Problem, limit: Option<Limit>) {
        self.faults.push(Fault { spot, problem, limit });
    }

    /// The value of a text; `None` when it is empty, or wrong, which is then noted.
    fn value<T, E: Into<Problem>>(
        &mut self,
        spot: Spot,
        text: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = tidy(text);
        if text.is_empty() {
            return None;
        }
        match parse(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                let problem = error.into();
                let limit = (problem == Problem::TooLarge).then_some(Limit::Amount(Yuan::LIMIT));
                self.fault(spot, problem, limit);
                None
            }
        }
    }

    fn month(&mut self, form: &Form, field: Field) -> Option<Month> {
        self.value(Spot::Field(field), form.text(field), month)
    }

    fn date(&mut self, form: &Form, field: Field) -> Option<Date> {
        self.value(Spot::Field(field), form.text(field), date)
    }

    fn displayed(&mut self, form: &Form, first: Option<Date>) -> Option<Displayed> {
        let spot = Spot::Field(Field::Displayed);
        let balance = self.value(spot, &form.displayed, signed_amount);
        let on = self.date(form, Field::DisplayedOn);
        let (balance, on, first) = (balance?, on?, first?);
        if on < first {
            let limit = Some(Limit::Date(first));
            self.fault(Spot::Field(Field::DisplayedOn), Problem::TooEarly, limit);
            return None;
        }
        Some(Displayed { balance, on })
    }

    fn opening(&mut self, form: &Form, two_accounts: bool) -> Option<Opening> {
        if !two_accounts {
            let spot = Spot::Field(Field::Opening);
            return self.value(spot, &form.opening, signed_amount).map(Opening::Balance);
        }
        let current = Spot::Field(Field::OpeningCurrent);
        let accumulated = Spot::Field(Field::OpeningAccumulated);
        let current_year = self.value(current, &form.opening_current, signed_amount);
        let accumulated = self.value(accumulated, &form.opening_accumulated, amount);
        let (current_year, accumulated) = current_year.zip(accumulated)?;
        Some(Opening::Separate { current_year, accumulated })
    }

    fn provided(&mut self, form: &Form) -> Provided {
        let mut own = |field| self.value(Spot::Field(field), form.text(field), amount);
        let monthly_credit = own(Field::MonthlyCredit);
        let outpatient_deductible = own(Field::OutpatientDeductible);
        let outpatient_cap = own(Field::OutpatientCap);
        let ratio = Spot::Field(Field::OutpatientRatio);
        let outpatient_ratio = self.value(ratio, &form.outpatient_ratio, percent);
        let account_pays_outside_range = form.account_pays_outside_range.then_some(true);
        Provided {
            monthly_credit,
            outpatient_deductible,
            outpatient_ratio,
            outpatient_cap,
            credit_rate: None,
            inpatient_deductible: None,
            inpatient_ratio: None,
            inpatient_cap: None,
            account_pays_outside_range,
        }
    }

    /// The stretches that can be read, in order of time; one that overlaps an earlier is left out.
    fn contributions(&mut self, form: &Form) -> (Vec<RowId>, Vec<ContributionRange>) {
        let is_resident = form.insurance == InsuranceKind::Resident;
        let is_retired = form.status == Status::Retired && tidy(&form.retired_on).is_empty();
        if is_resident || is_retired {
            return (Vec::new(), Vec::new());
        }
        let mut read: Vec<(RowId, ContributionRange)> =
            form.contributions.iter().filter_map(|row| self.contribution(row)).collect();
        read.sort_by_key(|(_, range)| range.from);
        let mut last: Option<Month> = None;
        read.retain(|(id, range)| {
            let overlaps = last.is_some_and(|last| range.from <= last);
            if overlaps {
                let spot = Spot::Contribution(*id, ContributionField::From);
                self.fault(spot, Problem::OverlapsPrevious, None);
            } else {
                last = Some(range.to);
            }
            !overlaps
        });
        read.into_iter().unzip()
    }

    fn contribution(&mut self, row: &ContributionRow) -> Option<(RowId, ContributionRange)> {
        let spot = |field| Spot::Contribution(row.id, field);
        let from = self.value(spot(ContributionField::From), &row.from, month);
        let to = self.value(spot(ContributionField::To), &row.to, month);
        let base = self.value(spot(ContributionField::Base), &row.base, amount);
        let (from, to, base) = (from?, to?, base?);
        if to < from {
            let limit = Some(Limit::Date(from.first_day()));
            self.fault(spot(ContributionField::To), Problem::TooEarly, limit);
            return None;
        }
        Some((
            row.id,
            ContributionRange {
                from,
                to,
                base: Some(base),
                wage: None,
                paid: row.paid,
                paid_on: None,
            },
        ))
    }

    fn expense(
        &mut self,
        row: &ExpenseRow,
        first: Option<Date>,
        last: Option<Date>,
    ) -> Option<Expense> {
        let spot = |field| Spot::Expense(row.id, field);
        let date = self.value(spot(ExpenseField::Date), &row.date, date);
        let total = self.value(spot(ExpenseField::Total), &row.total, amount);
        let parts = [
            (ExpenseField::OwnPaid, &row.own_paid),
            (ExpenseField::OverLimit, &row.over_limit),
            (ExpenseField::FirstOwn, &row.first_own),
        ];
        let before = self.faults.len();
        let [own_paid, over_limit, first_own] =
            parts.map(|(field, text)| self.value(spot(field), text, amount).unwrap_or(Yuan::ZERO));
        if self.faults.len() > before {
            return None;
        }
        let level = (!row.level.is_empty()).then(|| Place::new(row.level.clone()));
        let (date, total) = (date?, total?);
        let scheme = chosen(&row.scheme).filter(|_| row.kind == ExpenseKind::Chronic);
        let lacks_level = level.is_none() && row.kind.is_at_institution();
        if lacks_level || (scheme.is_none() && row.kind == ExpenseKind::Chronic) {
            return None;
        }
        let stay = self.value(spot(ExpenseField::Stay), &row.stay, stay);
        let is_stay = row.kind == ExpenseKind::Inpatient;
        let elsewhere =
            row.arrangement.map(|arrangement| Elsewhere { arrangement, region: row.region });
        if let Some(first) = first.filter(|first| date < *first) {
            self.fault(spot(ExpenseField::Date), Problem::TooEarly, Some(Limit::Date(first)));
            return None;
        }
        if let Some(last) = last.filter(|last| date > *last) {
            self.fault(spot(ExpenseField::Date), Problem::TooLate, Some(Limit::Date(last)));
            return None;
        }
        let expense = Expense {
            date,
            kind: row.kind,
            level,
            stay: stay.filter(|_| is_stay),
            scheme,
            elsewhere,
            delivery: None,
            total,
            own_paid,
            over_limit,
            first_own,
        };
        if expense.outside_range() > total {
            let limit = Some(Limit::Amount(total));
            self.fault(spot(ExpenseField::OwnPaid), Problem::PartsExceedTotal, limit);
            return None;
        }
        Some(expense)
    }
}

/// A choice, once made.
fn chosen(id: &str) -> Option<String> {
    (!id.is_empty()).then(|| id.to_owned())
}

/// Full-width characters as their plain ones, without spaces and signs of currency.
fn tidy(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            '．' | '。' => Some('.'),
            '，' => Some(','),
            '－' | '−' | '—' => Some('-'),
            '％' => Some('%'),
            '¥' | '￥' | '元' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

/// The digits without separators of thousands, where these stand where they should: `1,234.50`.
/// `1,5` is no number rather than fifteen.
fn ungroup(text: &str) -> Result<String, MoneyError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let is_grouped = rest.peek().is_some();
    if is_grouped && (first.is_empty() || first.len() > 3 || !rest.all(|group| group.len() == 3)) {
        return Err(MoneyError::NotANumber);
    }
    if fraction.contains(',') {
        return Err(MoneyError::NotANumber);
    }
    Ok(text.replace(',', ""))
}

/// The number of a stay, from one.
fn stay(text: &str) -> Result<u8, Problem> {
    match text.parse() {
        Ok(0) => Err(Problem::StayZero),
        Ok(number) => Ok(number),
        Err(_) => Err(Problem::NotANumber),
    }
}

fn signed_amount(text: &str) -> Result<Yuan, MoneyError> {
    Yuan::parse(&ungroup(text)?)
}

fn amount(text: &str) -> Result<Yuan, MoneyError> {
    let amount = signed_amount(text)?;
    if amount.is_negative() { Err(MoneyError::Negative) } else { Ok(amount) }
}

/// A share typed in percent, with or without the sign: `65`, `65%`.
fn percent(text: &str) -> Result<Rate, MoneyError> {
    Rate::parse_percent(text.strip_suffix('%').unwrap_or(text))
}

fn month(text: &str) -> Result<Month, CalendarError> {
    Month::parse(&iso(text))
}

fn date(text: &str) -> Result<Date, CalendarError> {
    Date::parse(&iso(text))
}

/// Browsers without a picker give what was typed: `2025年3月`, `2025/3/9`, `202503`.
fn iso(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    if let (4.., Some((year, rest))) = (text.len(), text.split_at_checked(4))
        && text.chars().all(is_digit)
    {
        return match rest.split_at_checked(2) {
            Some((month, "")) => format!("{year}-{month}"),
            Some((month, day)) => format!("{year}-{month}-{day}"),
            None => text.to_owned(),
        };
    }
    let parts = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let padded =
        parts.map(|part| if part.len() == 1 { format!("0{part}") } else { part.to_owned() });
    padded.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::state::Action;
    use super::*;

    fn filled() -> Rc<Form> {
        let form = Rc::new(Form::new(Date::parse("2026-11-21").unwrap()));
        form.reduce(Action::PickArea("510100".to_owned()))
            .reduce(Action::EditContribution(0, ContributionField::Base, "８，０００".to_owned()))
            .reduce(Action::AddExpense(ExpenseKind::Outpatient))
            .reduce(Action::EditExpense(1, ExpenseField::Date, "2026-03-05".to_owned()))
            .reduce(Action::EditExpense(1, ExpenseField::Level, "level3".to_owned()))
            .reduce(Action::EditExpense(1, ExpenseField::Total, "¥2,600".to_owned()))
    }

    #[test]
    fn reads_what_people_type() {
        let reading = read(&filled(), false);
        let situation = reading.situation.unwrap();
        assert_eq!(situation.contributions[0].base, Yuan::parse("8000").ok());
        assert_eq!(situation.expenses[0].total, Yuan::parse("2600").unwrap());
        assert_eq!(situation.ledger.opening, None, "empty is not zero");
        assert!(reading.faults.is_empty());
    }

    #[test]
    fn a_comma_in_the_wrong_place_is_no_number() {
        for text in ["1,5", "12,34.5", ",500", "1,2345", "1.5,0"] {
            assert_eq!(amount(text), Err(MoneyError::NotANumber), "{text}");
        }
        assert_eq!(amount("1,234,567.8"), Yuan::parse("1234567.8"));
        assert_eq!(signed_amount("-1,440"), Yuan::parse("-1440"));
        assert_eq!(percent("65%"), Rate::parse("0.65"));
        assert_eq!(percent("101"), Err(MoneyError::RateOutOfRange));
    }

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        for text in ["2025-03", "2025年3月", "2025/3", "2025.03", "202503"] {
            assert_eq!(month(text), Month::parse("2025-03"), "{text}");
        }
        for text in ["2025-03-09", "2025年3月9日", "2025/3/9", "20250309"] {
            assert_eq!(date(text), Date::parse("2025-03-09"), "{text}");
        }
        for text in ["2025", "25-3", "2025-13", "abc", "20251", "3月"] {
            assert!(month(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_wrong_row_is_left_out_and_named() {
        let form = filled().reduce(Action::EditExpense(1, ExpenseField::Total, "abc".to_owned()));
        let reading = read(&form, false);
        assert_eq!(reading.unfinished, [1]);
        let fault = reading.fault(Spot::Expense(1, ExpenseField::Total)).unwrap();
        assert_eq!(fault.problem, Problem::NotANumber);
        assert!(reading.situation.unwrap().expenses.is_empty());
    }

    #[test]
    fn an_expense_outside_the_stretch_is_named_with_its_limit() {
        let form =
            filled().reduce(Action::EditExpense(1, ExpenseField::Date, "2027-01-01".to_owned()));
        let reading = read(&form, false);
        let fault = reading.fault(Spot::Expense(1, ExpenseField::Date)).unwrap();
        assert_eq!(fault.problem, Problem::TooLate);
        assert_eq!(fault.limit, Some(Limit::Date(Date::parse("2026-11-21").unwrap())));
    }
}
