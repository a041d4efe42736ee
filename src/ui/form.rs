//! Reads what was typed into a [`Situation`], and keeps beside each field what is wrong with it.
//!
//! A row that cannot be read is left out and says so; the rest is reckoned all the same. Empty
//! optional fields are absent, never zero.

mod entered;
mod rows;
mod text;

use crate::calendar::{Date, Month};
use crate::engine::{
    Birth, Enrolment, LedgerWindow, Limit, MaternityLeave, Opening, Problem, Provided, Situation,
};
use crate::explain::Displayed;
use crate::money::Yuan;
use crate::policy::{InsuranceKind, Status};

use super::state::{Field, Form, RowField, RowId};
use text::{amount, chosen, count, date, month, percent, signed_amount, tidy};

pub(crate) use entered::entered;
pub(crate) use rows::{MOST_MONTHS, months_of};
pub(crate) use text::{is_amount, is_date, plain_date, read_amount, read_date};

/// Where a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A single field.
    Field(Field),
    /// A field of a row.
    Row(RowId, RowField),
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
    /// The expenses of the situation of which it is not said what lies outside the policy range.
    pub(crate) parts_unknown: Vec<usize>,
    /// Rows begun but not yet complete.
    pub(crate) unfinished: Vec<RowId>,
}

/// The stretch of time that dated entries must lie in, as far as it is known.
#[derive(Clone, Copy, Default)]
struct Bounds {
    first: Option<Date>,
    last: Option<Date>,
}

/// Reads the form. `two_accounts` tells whether the area keeps a current-year and an accumulated
/// account, and so which opening fields count.
pub(crate) fn read(form: &Form, two_accounts: bool) -> Reading {
    let mut reader = Reader { faults: Vec::new() };
    let (window, bounds) = reader.window(form);
    let displayed = reader.displayed(form, bounds.first);
    let opening = reader.opening(form, two_accounts);
    let provided = reader.provided(form);
    let contributions = reader.contributions(form);
    let mut unfinished = Vec::new();
    let mut expense_rows = Vec::new();
    let mut expenses = Vec::new();
    let mut parts_unknown = Vec::new();
    for row in &form.expenses {
        match reader.expense(row, bounds) {
            Some(expense) => {
                // Of a bill of nothing, nothing can lie outside.
                if row.parts_unknown() && !expense.total.is_zero() {
                    parts_unknown.push(expenses.len());
                }
                expense_rows.push(row.id);
                expenses.push(expense);
            }
            None => unfinished.push(row.id),
        }
    }
    let movements = reader.movements(form, bounds, two_accounts, &mut unfinished);
    let changes = reader.changes(form, &mut unfinished);
    let birth = reader.month(form, Field::Birth);
    let retired_on = reader.month(form, Field::RetiredOn);
    let insured_since = reader.month(form, Field::InsuredSince);
    let closed_on = reader.dated(form, Field::ClosedOn, bounds);
    let enrolment = reader.enrolment(form);
    let maternity_leave = reader.leave(form);
    let situation = form.area.clone().zip(window).map(|(area, (from, as_of))| Situation {
        area,
        insurance: form.insurance,
        status: form.status,
        birth,
        retired_on: retired_on.filter(|_| form.status == Status::Retired),
        group: chosen(form.text(Field::Group)),
        tier: chosen(form.text(Field::Tier)),
        family_doctor: form.family_doctor,
        insured_since,
        ledger: LedgerWindow { from, as_of: Some(as_of), opening },
        changes,
        movements,
        closed_on,
        enrolment,
        maternity_leave,
        contributions,
        expenses,
        provided,
        accept_doubtful: form.accepted.clone(),
    });
    let faults = reader.faults;
    Reading { situation, displayed, faults, expense_rows, parts_unknown, unfinished }
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

    /// A day that must lie in the stretch of time.
    fn dated(&mut self, form: &Form, field: Field, bounds: Bounds) -> Option<Date> {
        let day = self.date(form, field)?;
        self.within(Spot::Field(field), day, bounds)
    }

    /// `day` where it lies within `bounds`; noted where it does not.
    fn within(&mut self, spot: Spot, day: Date, bounds: Bounds) -> Option<Date> {
        if let Some(first) = bounds.first.filter(|first| day < *first) {
            self.fault(spot, Problem::TooEarly, Some(Limit::Date(first)));
            return None;
        }
        if let Some(last) = bounds.last.filter(|last| day > *last) {
            self.fault(spot, Problem::TooLate, Some(Limit::Date(last)));
            return None;
        }
        Some(day)
    }

    fn window(&mut self, form: &Form) -> (Option<(Month, Date)>, Bounds) {
        let from = self.month(form, Field::From);
        let as_of = self.date(form, Field::AsOf);
        let Some((from, as_of)) = from.zip(as_of) else {
            return (None, Bounds::default());
        };
        let first = from.first_day();
        if as_of < first {
            let limit = Some(Limit::Date(first));
            self.fault(Spot::Field(Field::AsOf), Problem::TooEarly, limit);
            return (None, Bounds::default());
        }
        (Some((from, as_of)), Bounds { first: Some(first), last: Some(as_of) })
    }

    fn displayed(&mut self, form: &Form, first: Option<Date>) -> Option<Displayed> {
        let spot = Spot::Field(Field::Displayed);
        let balance = self.value(spot, form.text(Field::Displayed), signed_amount);
        let on = self.date(form, Field::DisplayedOn);
        let (balance, on, first) = (balance?, on?, first?);
        let bounds = Bounds { first: Some(first), last: None };
        let on = self.within(Spot::Field(Field::DisplayedOn), on, bounds)?;
        Some(Displayed { balance, on })
    }

    fn opening(&mut self, form: &Form, two_accounts: bool) -> Option<Opening> {
        let mut part =
            |field, parse: fn(&str) -> _| self.value(Spot::Field(field), form.text(field), parse);
        if !two_accounts {
            return part(Field::Opening, signed_amount).map(Opening::Balance);
        }
        let current_year = part(Field::OpeningCurrent, signed_amount);
        let accumulated = part(Field::OpeningAccumulated, amount);
        let (current_year, accumulated) = current_year.zip(accumulated)?;
        Some(Opening::Separate { current_year, accumulated })
    }

    fn provided(&mut self, form: &Form) -> Provided {
        let mut own = |field| self.value(Spot::Field(field), form.text(field), amount);
        let monthly_credit = own(Field::MonthlyCredit);
        let outpatient_deductible = own(Field::OutpatientDeductible);
        let outpatient_cap = own(Field::OutpatientCap);
        let inpatient_deductible = own(Field::InpatientDeductible);
        let inpatient_cap = own(Field::InpatientCap);
        let mut share = |field| self.value(Spot::Field(field), form.text(field), percent);
        Provided {
            monthly_credit,
            outpatient_deductible,
            outpatient_cap,
            inpatient_deductible,
            inpatient_cap,
            credit_rate: share(Field::CreditRate),
            outpatient_ratio: share(Field::OutpatientRatio),
            inpatient_ratio: share(Field::InpatientRatio),
            account_pays_outside_range: form.account_pays_outside_range.then_some(true),
        }
    }

    fn enrolment(&mut self, form: &Form) -> Option<Enrolment> {
        let missed = Spot::Field(Field::MissedYears);
        let missed_years = self.value(missed, form.text(Field::MissedYears), count);
        let paid_on = self.date(form, Field::EnrolledOn)?;
        let is_resident = form.insurance == InsuranceKind::Resident;
        is_resident.then_some(Enrolment {
            paid_on,
            late: None,
            missed_years: missed_years.unwrap_or(0),
        })
    }

    fn leave(&mut self, form: &Form) -> Option<MaternityLeave> {
        let spot = Spot::Field(Field::LeaveWage);
        let wage = self.value(spot, form.text(Field::LeaveWage), amount);
        let date = self.date(form, Field::LeaveFrom)?;
        let how = form.leave_delivery?;
        let has_leave = form.insurance != InsuranceKind::Resident;
        let birth = Birth { how, months: None, children: 1 };
        has_leave.then_some(MaternityLeave { date, birth, wage })
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::state::{Action, NewRow, RowChoice};
    use super::*;
    use crate::engine::{ExpenseKind, MovementKind};

    fn start() -> Rc<Form> {
        let form = Rc::new(Form::new(Date::parse("2026-11-21").unwrap()));
        form.reduce(Action::PickArea("510100".to_owned())).reduce(Action::EditRow(
            0,
            RowField::Base,
            "８，０００".to_owned(),
        ))
    }

    fn edit(form: Rc<Form>, id: RowId, texts: &[(RowField, &str)]) -> Rc<Form> {
        texts.iter().fold(form, |form, (field, text)| {
            form.reduce(Action::EditRow(id, *field, (*text).to_owned()))
        })
    }

    fn filled() -> Rc<Form> {
        let form = start().reduce(Action::Add(NewRow::Expense(ExpenseKind::Outpatient)));
        edit(
            form,
            1,
            &[
                (RowField::Date, "2026-03-05"),
                (RowField::Level, "level3"),
                (RowField::Total, "¥2,600"),
            ],
        )
    }

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn fault(reading: &Reading, spot: Spot) -> &Fault {
        reading.faults.iter().find(|fault| fault.spot == spot).unwrap()
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
    fn nothing_said_of_the_parts_is_not_nothing_outside() {
        assert_eq!(read(&filled(), false).parts_unknown, [0]);
        let said = filled().reduce(Action::Choose(1, RowChoice::AllInRange));
        assert!(read(&said, false).parts_unknown.is_empty());
        let typed = edit(filled(), 1, &[(RowField::FirstOwn, "12.50")]);
        assert!(read(&typed, false).parts_unknown.is_empty());
    }

    #[test]
    fn a_wrong_row_is_left_out_and_named() {
        let form = edit(filled(), 1, &[(RowField::Total, "abc")]);
        let reading = read(&form, false);
        assert_eq!(reading.unfinished, [1]);
        let fault = fault(&reading, Spot::Row(1, RowField::Total));
        assert_eq!(fault.problem, Problem::NotANumber);
        assert!(reading.situation.unwrap().expenses.is_empty());
    }

    #[test]
    fn an_expense_outside_the_stretch_is_named_with_its_limit() {
        let form = edit(filled(), 1, &[(RowField::Date, "2027-01-01")]);
        let reading = read(&form, false);
        let fault = fault(&reading, Spot::Row(1, RowField::Date));
        assert_eq!(fault.problem, Problem::TooLate);
        assert_eq!(fault.limit, Some(Limit::Date(Date::parse("2026-11-21").unwrap())));
    }

    #[test]
    fn months_that_did_not_arrive_are_cut_out_of_their_stretch() {
        let form = start()
            .reduce(Action::Choose(0, RowChoice::Month(month("2026-03"))))
            .reduce(Action::Choose(0, RowChoice::Month(month("2026-04"))))
            // Outside the stretch: left from when it was longer, it changes nothing.
            .reduce(Action::Choose(0, RowChoice::Month(month("2025-06"))));
        let ranges = |form: &Form| -> Vec<(String, String, bool, bool)> {
            let contributions = read(form, false).situation.unwrap().contributions;
            contributions
                .iter()
                .map(|range| {
                    let (from, to) = (range.from.to_string(), range.to.to_string());
                    (from, to, range.paid, range.paid_on.is_some())
                })
                .collect()
        };
        let stretch =
            |from: &str, to: &str, paid, late| (from.to_owned(), to.to_owned(), paid, late);
        assert_eq!(
            ranges(&form),
            [
                stretch("2026-01", "2026-02", true, false),
                stretch("2026-03", "2026-04", false, false),
                stretch("2026-05", "2026-11", true, false),
            ]
        );
        let late = edit(form, 0, &[(RowField::PaidOn, "2026-06-10")]);
        assert_eq!(ranges(&late)[1], stretch("2026-03", "2026-04", true, true));
    }

    #[test]
    fn movements_and_changes_are_read_in_order_of_time() {
        let mut form = start();
        for (id, kind, date, amount) in [
            (1, MovementKind::Premium, "2026-05-06", "400"),
            (2, MovementKind::Correction, "2026-02-03", "-12.30"),
        ] {
            form = form.reduce(Action::Add(NewRow::Movement(kind)));
            form = edit(form, id, &[(RowField::Date, date), (RowField::Total, amount)]);
        }
        form = form.reduce(Action::Add(NewRow::Movement(MovementKind::Family)));
        form = edit(form, 3, &[(RowField::Total, "-5")]);
        let reading = read(&form, false);
        let movements = reading.situation.unwrap().movements;
        assert_eq!(movements.len(), 2);
        assert_eq!(movements[0].amount, Yuan::parse("400").unwrap());
        assert_eq!(movements[1].amount, Yuan::parse("-12.30").unwrap());
        let fault = reading.faults.first().unwrap();
        assert_eq!(
            (fault.spot, &fault.problem),
            (Spot::Row(3, RowField::Total), &Problem::Negative)
        );
        assert_eq!(reading.unfinished, [3]);
    }
}
