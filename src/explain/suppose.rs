//! The same entries with something supposed: a job left, a retirement, another hospital, one more
//! bill. What was entered stays as it is.

use crate::calendar::Month;
use crate::engine::{Expense, Situation};
use crate::policy::{Place, Status};

/// Something supposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Supposition {
    /// The bill at a place among the expenses is of an institution of another level.
    Level {
        /// Its place.
        expense: usize,
        /// The level.
        level: Place,
    },
    /// Contributions end with a month.
    PaidUntil(Month),
    /// The person is retired from a month on.
    RetiredFrom(Month),
    /// One more bill.
    OneMore(Expense),
}

/// `situation` with everything in `suppositions` supposed.
#[must_use]
pub fn suppose(situation: &Situation, suppositions: &[Supposition]) -> Situation {
    let mut supposed = situation.clone();
    for supposition in suppositions {
        match supposition {
            Supposition::Level { expense, level } => {
                if let Some(bill) = supposed.expenses.get_mut(*expense) {
                    bill.level = Some(level.clone());
                }
            }
            Supposition::PaidUntil(last) => pay_until(&mut supposed, *last),
            Supposition::RetiredFrom(month) => {
                supposed.status = Status::Retired;
                supposed.retired_on = Some(*month);
                // Contributions end with the job.
                pay_until(&mut supposed, month.previous());
            }
            Supposition::OneMore(bill) => supposed.expenses.push(bill.clone()),
        }
    }
    supposed
}

fn pay_until(situation: &mut Situation, last: Month) {
    situation.contributions.retain(|range| range.from <= last);
    for range in &mut situation.contributions {
        range.to = range.to.min(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn situation() -> Situation {
        let json = r#"{"area":"510100","insurance":"employee","status":"in_service",
            "ledger":{"from":"2026-01","as_of":"2026-12-31"},
            "contributions":[{"from":"2026-01","to":"2026-06","base":"8000"},
                             {"from":"2026-07","to":"2026-12","base":"9000"}],
            "expenses":[{"date":"2026-03-05","kind":"outpatient","level":"level3","total":"100"}]}"#;
        Situation::parse(json).unwrap()
    }

    fn stretches(situation: &Situation) -> Vec<(String, String)> {
        let ranges = situation.contributions.iter();
        ranges.map(|range| (range.from.to_string(), range.to.to_string())).collect()
    }

    #[test]
    fn contributions_end_where_the_job_does() {
        let left = suppose(&situation(), &[Supposition::PaidUntil(month("2026-08"))]);
        assert_eq!(
            stretches(&left),
            [("2026-01".into(), "2026-06".into()), ("2026-07".into(), "2026-08".into())]
        );
        let left = suppose(&situation(), &[Supposition::PaidUntil(month("2026-04"))]);
        assert_eq!(stretches(&left), [("2026-01".into(), "2026-04".into())]);
    }

    #[test]
    fn the_retired_pay_until_the_month_before() {
        let retired = suppose(&situation(), &[Supposition::RetiredFrom(month("2026-07"))]);
        assert_eq!(stretches(&retired), [("2026-01".into(), "2026-06".into())]);
        assert!(retired.retired_in(month("2026-07")) && !retired.retired_in(month("2026-06")));
    }

    #[test]
    fn a_bill_changes_alone() {
        let level = Place::new("level1");
        let mut more = situation().expenses[0].clone();
        more.total = crate::money::Yuan::from_fen(5);
        let supposed = suppose(
            &situation(),
            &[
                Supposition::Level { expense: 0, level: level.clone() },
                Supposition::OneMore(more.clone()),
            ],
        );
        assert_eq!(supposed.expenses[0].level, Some(level));
        assert_eq!(supposed.expenses[1], more);
        assert_eq!(supposed.contributions, situation().contributions);
    }
}
