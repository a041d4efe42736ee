//! Reads the rows: stretches of contributions, bills, movements, changes of insurance.

use super::super::state::{
    Basis, ChangeRow, ContributionRow, ExpenseRow, Form, MovementRow, RowField, RowId,
};
use super::text::{amount, chosen, count, date, month, signed_amount, stay, tidy};
use super::{Bounds, Field, Reader, Spot};
use crate::calendar::{Date, Month};
use crate::engine::{
    Birth, Change, ContributionRange, Elsewhere, Expense, ExpenseKind, Limit, Movement,
    MovementKind, Problem,
};
use crate::money::Yuan;
use crate::policy::{InsuranceKind, Place, Status};

/// The most months of one stretch that the page offers one by one.
pub(crate) const MOST_MONTHS: usize = 36;

/// The months of a stretch, once both ends can be read.
pub(crate) fn months_of(row: &ContributionRow) -> Option<impl Iterator<Item = Month>> {
    let from = month(&tidy(row.texts.get(RowField::From))).ok()?;
    let to = month(&tidy(row.texts.get(RowField::To))).ok()?;
    let months =
        std::iter::successors(Some(from), move |month| (*month < to).then(|| month.next()));
    (from <= to).then_some(months)
}

impl Reader {
    /// The stretches that can be read, in order of time, cut where months did not arrive; one that
    /// overlaps an earlier is left out.
    pub(super) fn contributions(&mut self, form: &Form) -> Vec<ContributionRange> {
        let is_resident = form.insurance == InsuranceKind::Resident
            && form.changes.iter().all(|change| change.insurance == InsuranceKind::Resident);
        let is_retired =
            form.status == Status::Retired && tidy(form.text(Field::RetiredOn)).is_empty();
        if is_resident || is_retired {
            return Vec::new();
        }
        let mut read: Vec<(&ContributionRow, ContributionRange)> = form
            .contributions
            .iter()
            .filter_map(|row| Some((row, self.contribution(row)?)))
            .collect();
        read.sort_by_key(|(_, range)| range.from);
        let mut last: Option<Month> = None;
        let mut ranges = Vec::new();
        for (row, range) in read {
            if last.is_some_and(|last| range.from <= last) {
                let spot = Spot::Row(row.id, RowField::From);
                self.fault(spot, Problem::OverlapsPrevious, None);
                continue;
            }
            last = Some(range.to);
            let paid_on = self.paid_on(row);
            ranges.extend(cut(&range, row, paid_on));
        }
        ranges
    }

    fn contribution(&mut self, row: &ContributionRow) -> Option<ContributionRange> {
        let spot = |field| Spot::Row(row.id, field);
        let text = |field| row.texts.get(field);
        let from = self.value(spot(RowField::From), text(RowField::From), month);
        let to = self.value(spot(RowField::To), text(RowField::To), month);
        let sum = self.value(spot(RowField::Base), text(RowField::Base), amount);
        let (from, to, sum) = (from?, to?, sum?);
        if to < from {
            let limit = Some(Limit::Date(from.first_day()));
            self.fault(spot(RowField::To), Problem::TooEarly, limit);
            return None;
        }
        let (base, wage) = match row.basis {
            Basis::Base => (Some(sum), None),
            Basis::Wage => (None, Some(sum)),
        };
        Some(ContributionRange { from, to, base, wage, paid: true, paid_on: None })
    }

    /// The day on which missing months arrived after all; not before the first of them.
    fn paid_on(&mut self, row: &ContributionRow) -> Option<Date> {
        let spot = Spot::Row(row.id, RowField::PaidOn);
        let paid_on = self.value(spot, row.texts.get(RowField::PaidOn), date)?;
        let first = row.missing.first()?.first_day();
        self.within(spot, paid_on, Bounds { first: Some(first), last: None })
    }

    /// A bill, once what is needed of it is there.
    pub(super) fn expense(&mut self, row: &ExpenseRow, bounds: Bounds) -> Option<Expense> {
        let spot = |field| Spot::Row(row.id, field);
        let text = |field| row.texts.get(field);
        let day = self.value(spot(RowField::Date), text(RowField::Date), date);
        let total = self.value(spot(RowField::Total), text(RowField::Total), amount);
        let before = self.faults.len();
        let [own_paid, over_limit, first_own] = super::super::state::OUTSIDE_RANGE
            .map(|field| self.value(spot(field), text(field), amount).unwrap_or(Yuan::ZERO));
        let stay = self.value(spot(RowField::Stay), text(RowField::Stay), stay);
        let delivery = self.birth(row);
        if self.faults.len() > before {
            return None;
        }
        let level = chosen(text(RowField::Level)).map(Place::new);
        let (day, total) = (day?, total?);
        let scheme = chosen(text(RowField::Scheme)).filter(|_| row.kind == ExpenseKind::Chronic);
        let lacks_level = level.is_none() && row.kind.is_at_institution();
        let lacks_scheme = scheme.is_none() && row.kind == ExpenseKind::Chronic;
        let lacks_delivery = delivery.is_none() && row.kind == ExpenseKind::Delivery;
        if lacks_level || lacks_scheme || lacks_delivery {
            return None;
        }
        let day = self.within(spot(RowField::Date), day, bounds)?;
        let region = row.region;
        let expense = Expense {
            date: day,
            kind: row.kind,
            level,
            stay: stay.filter(|_| row.kind == ExpenseKind::Inpatient),
            scheme,
            elsewhere: row.arrangement.map(|arrangement| Elsewhere { arrangement, region }),
            delivery,
            total,
            own_paid,
            over_limit,
            first_own,
        };
        if expense.outside_range() > total {
            let limit = Some(Limit::Amount(total));
            self.fault(spot(RowField::OwnPaid), Problem::PartsExceedTotal, limit);
            return None;
        }
        Some(expense)
    }

    /// How a pregnancy ended, for the bill of it.
    fn birth(&mut self, row: &ExpenseRow) -> Option<Birth> {
        let how = row.delivery.filter(|_| row.kind == ExpenseKind::Delivery)?;
        let mut number = |field| self.value(Spot::Row(row.id, field), row.texts.get(field), count);
        let months = number(RowField::PregnantMonths);
        let children = number(RowField::Children).unwrap_or(1);
        if children == 0 {
            self.fault(Spot::Row(row.id, RowField::Children), Problem::ChildrenZero, None);
            return None;
        }
        Some(Birth { how, months, children })
    }

    /// The movements that can be read, as entered.
    pub(super) fn movements(
        &mut self,
        form: &Form,
        bounds: Bounds,
        two_accounts: bool,
        unfinished: &mut Vec<RowId>,
    ) -> Vec<Movement> {
        let mut movements = Vec::new();
        for row in &form.movements {
            match self.movement(row, bounds, two_accounts) {
                Some(movement) => movements.push(movement),
                None => unfinished.push(row.id),
            }
        }
        movements
    }

    fn movement(&mut self, row: &MovementRow, bounds: Bounds, two: bool) -> Option<Movement> {
        let spot = |field| Spot::Row(row.id, field);
        let day = self.value(spot(RowField::Date), row.texts.get(RowField::Date), date);
        // Only the authority's correction goes either way.
        let parse = if row.kind == MovementKind::Correction { signed_amount } else { amount };
        let sum = self.value(spot(RowField::Total), row.texts.get(RowField::Total), parse);
        let (day, sum) = (day?, sum?);
        let day = self.within(spot(RowField::Date), day, bounds)?;
        let account = row.account.filter(|_| two);
        Some(Movement { date: day, kind: row.kind, amount: sum, account })
    }

    /// The changes that can be read, in order of time; of two in one month the later entry is wrong.
    pub(super) fn changes(&mut self, form: &Form, unfinished: &mut Vec<RowId>) -> Vec<Change> {
        let mut read: Vec<(&ChangeRow, Month)> = Vec::new();
        for row in &form.changes {
            let spot = Spot::Row(row.id, RowField::From);
            match self.value(spot, row.texts.get(RowField::From), month) {
                Some(from) if read.iter().any(|(_, other)| *other == from) => {
                    self.fault(spot, Problem::OverlapsPrevious, None);
                    unfinished.push(row.id);
                }
                Some(from) => read.push((row, from)),
                None => unfinished.push(row.id),
            }
        }
        read.sort_by_key(|(_, from)| *from);
        let change = |(row, from): (&ChangeRow, Month)| Change {
            from,
            insurance: row.insurance,
            group: chosen(row.texts.get(RowField::Group)),
            tier: chosen(row.texts.get(RowField::Tier)),
        };
        read.into_iter().map(change).collect()
    }
}

/// The stretch in pieces: months that arrived, and months of the row that did not, or late.
fn cut(
    range: &ContributionRange,
    row: &ContributionRow,
    paid_on: Option<Date>,
) -> Vec<ContributionRange> {
    let mut pieces: Vec<ContributionRange> = Vec::new();
    let mut from = range.from;
    let mut push = |from: Month, to: Month, arrived: bool| {
        let late = paid_on.filter(|_| !arrived);
        let paid = arrived || late.is_some();
        pieces.push(ContributionRange { from, to, paid, paid_on: late, ..range.clone() });
    };
    let is_missing = |month: Month| row.missing.contains(&month);
    let mut month = range.from;
    while month < range.to {
        let next = month.next();
        if is_missing(next) != is_missing(month) {
            push(from, month, !is_missing(month));
            from = next;
        }
        month = next;
    }
    push(from, range.to, !is_missing(range.to));
    pieces
}
