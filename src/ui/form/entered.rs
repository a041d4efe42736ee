//! The other way: entries from which a given situation is read again, so that a case of 常见问题 can
//! be changed like one's own.

use std::fmt::Display;

use super::super::state::{
    Basis, ChangeRow, ContributionRow, ExpenseRow, Field, Form, MovementRow, RowField, Texts,
};
use super::read;
use crate::calendar::{Date, Month};
use crate::engine::{Change, ContributionRange, Expense, Movement, Opening, Provided, Situation};
use crate::money::{Rate, Yuan};
use crate::policy::Place;

/// The entries of `situation`, which ends `today` where it names no end; none where the fields of the
/// page do not hold all of it.
pub(crate) fn entered(situation: &Situation, today: Date) -> Option<Form> {
    let mut situation = situation.clone();
    let as_of = *situation.ledger.as_of.get_or_insert(today);
    let mut form = Form::new(today);
    form.area = Some(situation.area.clone());
    form.insurance = situation.insurance;
    form.status = situation.status;
    form.family_doctor = situation.family_doctor;
    form.leave_delivery = situation.maternity_leave.as_ref().map(|leave| leave.birth.how);
    form.account_pays_outside_range = situation.provided.account_pays_outside_range == Some(true);
    form.accepted.clone_from(&situation.accept_doubtful);
    form.contributions = situation.contributions.iter().map(contribution).collect();
    form.expenses = situation.expenses.iter().map(expense).collect();
    form.movements = situation.movements.iter().map(movement).collect();
    form.changes = situation.changes.iter().map(change).collect();
    for (field, text) in texts(&situation, as_of) {
        form.texts.set(field, text);
    }
    let form = form.named();
    let two_accounts = matches!(situation.ledger.opening, Some(Opening::Separate { .. }));
    // Whatever has no field is missing now.
    (read(&form, two_accounts).situation.as_ref() == Some(&situation)).then_some(form)
}

/// The texts of the single fields.
fn texts(situation: &Situation, as_of: Date) -> Vec<(Field, String)> {
    let (enrolment, leave) = (situation.enrolment.as_ref(), situation.maternity_leave.as_ref());
    let mut texts = vec![
        (Field::From, situation.ledger.from.to_string()),
        (Field::AsOf, as_of.to_string()),
        (Field::Birth, said(situation.birth)),
        (Field::RetiredOn, said(situation.retired_on)),
        (Field::InsuredSince, said(situation.insured_since)),
        (Field::Group, said(situation.group.as_ref())),
        (Field::Tier, said(situation.tier.as_ref())),
        (Field::ClosedOn, said(situation.closed_on)),
        (Field::EnrolledOn, said(enrolment.map(|enrolment| enrolment.paid_on))),
        (Field::MissedYears, said(enrolment.map(|enrolment| enrolment.missed_years))),
        (Field::LeaveFrom, said(leave.map(|leave| leave.date))),
        (Field::LeaveWage, said(leave.and_then(|leave| leave.wage).map(yuan))),
    ];
    match situation.ledger.opening {
        None => {}
        Some(Opening::Balance(balance)) => texts.push((Field::Opening, yuan(balance))),
        Some(Opening::Separate { current_year, accumulated }) => texts.extend([
            (Field::OpeningCurrent, yuan(current_year)),
            (Field::OpeningAccumulated, yuan(accumulated)),
        ]),
    }
    texts.extend(own_figures(&situation.provided));
    texts
}

fn own_figures(provided: &Provided) -> [(Field, String); 8] {
    [
        (Field::MonthlyCredit, said(provided.monthly_credit.map(yuan))),
        (Field::CreditRate, said(provided.credit_rate.map(Rate::percent))),
        (Field::OutpatientDeductible, said(provided.outpatient_deductible.map(yuan))),
        (Field::OutpatientRatio, said(provided.outpatient_ratio.map(Rate::percent))),
        (Field::OutpatientCap, said(provided.outpatient_cap.map(yuan))),
        (Field::InpatientDeductible, said(provided.inpatient_deductible.map(yuan))),
        (Field::InpatientRatio, said(provided.inpatient_ratio.map(Rate::percent))),
        (Field::InpatientCap, said(provided.inpatient_cap.map(yuan))),
    ]
}

/// An amount as people type it.
fn yuan(amount: Yuan) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map(str::to_owned).unwrap_or(text)
}

fn said(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A stretch; one that did not arrive, or arrived late, is missing month by month.
fn contribution(range: &ContributionRange) -> ContributionRow {
    let basis = if range.wage.is_some() { Basis::Wage } else { Basis::Base };
    let arrived = range.paid && range.paid_on.is_none();
    let months = std::iter::successors(Some(range.from), |month| {
        (*month < range.to).then(|| Month::next(*month))
    });
    ContributionRow {
        texts: Texts::default()
            .with(RowField::From, range.from.to_string())
            .with(RowField::To, range.to.to_string())
            .with(RowField::Base, said(range.wage.or(range.base).map(yuan)))
            .with(RowField::PaidOn, said(range.paid_on)),
        basis,
        missing: months.filter(|_| !arrived).collect(),
        ..ContributionRow::default()
    }
}

/// A bill of which all parts are known.
fn expense(expense: &Expense) -> ExpenseRow {
    let part = |amount: Yuan| said(Some(amount).filter(|amount| !amount.is_zero()).map(yuan));
    let birth = expense.delivery.as_ref();
    let elsewhere = expense.elsewhere.as_ref();
    let row = ExpenseRow::new(0, expense.kind);
    ExpenseRow {
        texts: Texts::default()
            .with(RowField::Date, expense.date.to_string())
            .with(RowField::Level, said(expense.level.as_ref().map(Place::id)))
            .with(RowField::Scheme, said(expense.scheme.as_ref()))
            .with(RowField::Stay, said(expense.stay))
            .with(RowField::Total, yuan(expense.total))
            .with(RowField::OwnPaid, yuan(expense.own_paid))
            .with(RowField::OverLimit, part(expense.over_limit))
            .with(RowField::FirstOwn, part(expense.first_own))
            .with(RowField::PregnantMonths, said(birth.and_then(|birth| birth.months)))
            .with(RowField::Children, said(birth.map(|birth| birth.children))),
        arrangement: elsewhere.map(|elsewhere| elsewhere.arrangement),
        region: elsewhere.map_or(row.region, |elsewhere| elsewhere.region),
        delivery: birth.map(|birth| birth.how),
        ..row
    }
}

fn movement(movement: &Movement) -> MovementRow {
    let texts = Texts::default()
        .with(RowField::Date, movement.date.to_string())
        .with(RowField::Total, yuan(movement.amount));
    MovementRow { id: 0, kind: movement.kind, texts, account: movement.account }
}

fn change(change: &Change) -> ChangeRow {
    let texts = Texts::default()
        .with(RowField::From, change.from.to_string())
        .with(RowField::Group, said(change.group.as_ref()))
        .with(RowField::Tier, said(change.tier.as_ref()));
    ChangeRow { id: 0, insurance: change.insurance, texts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::FaqEntry;

    fn today() -> Date {
        Date::parse("2026-11-22").unwrap()
    }

    #[test]
    fn every_case_of_the_common_questions_can_be_entered() {
        let text = std::fs::read_to_string("static/faq.json").unwrap();
        let entries: Vec<FaqEntry> = crate::explain::parse_faq(&text).unwrap();
        let cases: Vec<&FaqEntry> = entries.iter().filter(|entry| entry.preset.is_some()).collect();
        assert!(cases.len() >= 33, "{} cases", cases.len());
        let cannot =
            |entry: &&&FaqEntry| entered(entry.preset.as_ref().unwrap(), today()).is_none();
        let left: Vec<&str> = cases.iter().filter(cannot).map(|entry| &*entry.id).collect();
        assert_eq!(left, [""; 0]);
    }

    #[test]
    fn what_has_no_field_is_not_dropped_in_silence() {
        let text = r#"{"area":"510100","insurance":"resident","status":"in_service",
            "ledger":{"from":"2025-01","as_of":"2025-12-31"},
            "enrolment":{"paid_on":"2025-03-01","late":true,"missed_years":0}}"#;
        let mut situation: Situation = serde_json::from_str(text).unwrap();
        assert_eq!(entered(&situation, today()), None);
        situation.enrolment = None;
        assert!(entered(&situation, today()).is_some());
    }
}
