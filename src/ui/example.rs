//! Entries of a made-up person, to see at one tap what the page does.

use super::state::{ContributionRow, ExpenseRow, Field, Form, MovementRow, RowField, Texts};
use crate::calendar::{Date, Month};
use crate::engine::{ExpenseKind, MovementKind};

/// 成都, whose rules cover everything that the example shows.
const AREA: &str = "510100";

/// A year in 成都: contributions on a base of 8,000, a visit to a large hospital, a pharmacy, medicine
/// for a parent. The year is that of `today`, or the one before while it is young.
pub(crate) fn form(today: Date) -> Form {
    let this_month = today.month();
    let is_young = this_month.number() < 7;
    let january = if is_young { this_month.year_before() } else { this_month }.year_start(1);
    let to = if is_young { month_of(january, 12) } else { this_month };
    let as_of = if is_young { to.last_day() } else { today };
    let day = |month: u8, day: u8| {
        Date::new(month_of(january, month), day).map(|date| date.to_string()).unwrap_or_default()
    };
    let bill = |kind, texts: &[(RowField, &str)]| {
        let bill = ExpenseRow::new(0, kind);
        let texts = texts.iter().fold(bill.texts, |all, (field, text)| all.with(*field, *text));
        ExpenseRow { texts, ..bill }
    };
    let contribution = ContributionRow {
        texts: Texts::default()
            .with(RowField::From, january.to_string())
            .with(RowField::To, to.to_string())
            .with(RowField::Base, "8000"),
        ..ContributionRow::default()
    };
    let mut form = Form::new(today);
    form.area = Some(AREA.to_owned());
    for (field, text) in [
        (Field::From, january.to_string()),
        (Field::AsOf, as_of.to_string()),
        (Field::Opening, "500".to_owned()),
    ] {
        form.texts.set(field, text);
    }
    form.contributions = vec![contribution];
    form.expenses = vec![
        bill(
            ExpenseKind::Outpatient,
            &[
                (RowField::Date, &day(3, 15)),
                (RowField::Level, "level3"),
                (RowField::Total, "2600"),
                (RowField::OwnPaid, "100"),
            ],
        ),
        bill(
            ExpenseKind::Pharmacy,
            &[(RowField::Date, &day(5, 6)), (RowField::Total, "180"), (RowField::OwnPaid, "0")],
        ),
    ];
    form.movements = vec![MovementRow {
        id: 0,
        kind: MovementKind::Family,
        texts: Texts::default().with(RowField::Date, day(6, 20)).with(RowField::Total, "200"),
        account: None,
    }];
    form.named()
}

/// The month `number` of the year that begins in `january`.
fn month_of(january: Month, number: u8) -> Month {
    Month::new(january.year(), number).unwrap_or(january)
}

#[cfg(test)]
mod tests {
    use super::super::form::read;
    use super::*;

    #[test]
    fn can_be_read_in_full_on_any_day() {
        for today in ["2026-01-01", "2026-06-30", "2026-07-01", "2026-11-22", "2028-02-29"] {
            let reading = read(&form(Date::parse(today).unwrap()), false);
            assert!(reading.faults.is_empty(), "{today}: {:?}", reading.faults);
            assert!(reading.unfinished.is_empty() && reading.parts_unknown.is_empty(), "{today}");
            let situation = reading.situation.unwrap();
            assert_eq!((situation.expenses.len(), situation.movements.len()), (2, 1));
        }
    }
}
