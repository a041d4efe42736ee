//! Insurance years whose credits are advanced at the beginning and settled at the end: 预划 and
//! 年度清算.

use super::account::Due;
use super::assessment::Figure;
use super::derivation::{Formula, OperandName, Origin, StepId, yuan};
use super::ledger::{EntryKind, SubAccount};
use super::outcome::{Assumption, Gap, InputField};
use super::run::Run;
use crate::calendar::{Date, Month};
use crate::money::Yuan;
use crate::policy::AccountTiming;

/// What has been paid in advance for an insurance year.
#[derive(Clone, Copy, Debug)]
pub(super) struct YearAdvance {
    /// First month of the insurance year.
    year: Month,
    amount: Yuan,
    /// The working; none when nothing was advanced.
    step: Option<StepId>,
    /// First month of the year whose contributions are not known: no settlement then.
    unknown_from: Option<Month>,
    /// Whether a stop within the year was settled; `amount` is then what the months before it
    /// earned, and a return is advanced anew.
    settled: bool,
}

impl YearAdvance {
    fn of(year: Month) -> Self {
        Self { year, amount: Yuan::ZERO, step: None, unknown_from: None, settled: false }
    }
}

impl Run<'_> {
    /// The part of the account that a year's money goes to.
    pub(super) fn part_of_the_year(&mut self) -> SubAccount {
        if self.keeps_two_accounts() { SubAccount::CurrentYear } else { SubAccount::Whole }
    }

    /// Moves what is left of the finished year's money to the accumulated account. A shortfall
    /// stays where it is and lowers the new year's money.
    pub(super) fn carry_over(&mut self, month: Month) {
        let left = self.ledger.balance(SubAccount::CurrentYear).or_zero();
        if left.is_zero() || !self.keeps_two_accounts() {
            return;
        }
        let date = month.first_day();
        self.ledger.book(date, EntryKind::CarryOver, SubAccount::CurrentYear, -left, None);
        self.ledger.book(date, EntryKind::CarryOver, SubAccount::Accumulated, left, None);
    }

    pub(super) fn advance_at_year_start(&mut self, year: Month) {
        self.advance = Some(YearAdvance::of(year));
        let insured_before = self.earns(year.previous());
        let pays_now = self.earns(year) == Some(true);
        if insured_before.is_none() && pays_now {
            let gap =
                Gap::Input { field: InputField::InsuredSince, assumed: Assumption::InsuredBefore };
            self.reliance.gaps.push(gap);
        }
        if insured_before.unwrap_or(pays_now) {
            self.book_advance(year, year);
        }
    }

    /// Whether the credit of `month` was booked in advance, under a timing that has since changed.
    pub(super) fn is_advanced(&self, month: Month) -> bool {
        self.advance.is_some_and(|advance| {
            advance.step.is_some() && advance.year <= month && month <= advance.year.year_end()
        })
    }

    /// Notes that how credits arrive changed within a year, once: no rule says how the months
    /// around such a change are credited.
    pub(super) fn note_change_of_timing(&mut self, month: Month) {
        let is_noted = |gap: &Gap| matches!(gap, Gap::TimingChanged { .. });
        if !self.reliance.gaps.iter().any(is_noted) {
            self.reliance.gaps.push(Gap::TimingChanged { from: month });
        }
    }

    /// When a person changes within the year from monthly credits to yearly ones, nothing was
    /// advanced for them, and what is due for the rest of the year is not known.
    pub(super) fn notice_change_of_timing(&mut self, year: Month, month: Month) {
        let before = month.previous();
        if before >= self.situation.ledger.from
            && matches!(self.timing(before), AccountTiming::Monthly {})
        {
            self.changed_timing = Some(year);
        }
        if self.changed_timing != Some(year) || self.earns(month) != Some(true) {
            return;
        }
        match self.due(month) {
            Ok(_) => self.note_change_of_timing(month),
            Err(why) => self.credit_gap(month, month, why),
        }
    }

    /// Advances the rest of the year in the month after joining.
    pub(super) fn advance_after_joining(&mut self, year: Month, month: Month) {
        let nothing_yet = self.advance.is_none_or(|advance| {
            advance.year != year || advance.step.is_none() || advance.settled
        });
        let joined = self.earns(month.previous()) == Some(true)
            && self.earns(month.previous().previous()) == Some(false);
        if nothing_yet && joined && self.changed_timing != Some(year) {
            self.book_advance(year, month);
        }
    }

    /// The month by whose base, status and age an advance from `from` goes.
    fn basis_of_advance(&mut self, year: Month, from: Month) -> Month {
        let by_month_before = matches!(
            self.timing(year),
            AccountTiming::AdvancedForYear { by_month_before: true, .. }
        );
        if by_month_before && from == year { from.previous() } else { from }
    }

    /// Reckons the advance for `from` to the end of `year`; books it unless it lies before the
    /// ledger and so is part of the opening balance.
    fn book_advance(&mut self, year: Month, from: Month) {
        let settled = self.advance.filter(|advance| advance.year == year && advance.settled);
        let before = settled.map_or(Yuan::ZERO, |advance| advance.amount);
        let to = year.year_end();
        let basis = self.basis_of_advance(year, from);
        let due = match self.due_by(from, basis) {
            Ok(due) => due,
            Err(why) => {
                self.credit_gap(from, to, why);
                // What was advanced is not known, so the year cannot be settled.
                self.advance = None;
                return;
            }
        };
        let sum = self.sum(&due, from.months_until(to) + 1);
        let in_all = settled.map(|_| {
            let operands = [
                yuan(OperandName::Earned, before, Origin::Running),
                sum.operand(OperandName::Monthly),
            ];
            self.figure(Formula::EarnedInYear, &operands, before + sum.amount)
        });
        let of_year = in_all.unwrap_or(sum);
        let unknown_from = self.advance.filter(|advance| advance.year == year);
        self.advance = Some(YearAdvance {
            amount: of_year.amount,
            step: Some(of_year.step),
            unknown_from: unknown_from.and_then(|advance| advance.unknown_from),
            ..YearAdvance::of(year)
        });
        if from >= self.situation.ledger.from {
            let kind = EntryKind::Advance { from, to };
            let part = self.part_of_the_year();
            self.ledger.book(from.first_day(), kind, part, sum.amount, Some(sum.step));
        }
    }

    /// When the ledger begins inside an insurance year, works out what had been advanced for it,
    /// so that the year can be settled. Months before the ledger must be known for that.
    pub(super) fn recall_advance(&mut self) {
        let first = self.situation.ledger.from;
        let AccountTiming::AdvancedForYear { year_starts_in, .. } = self.timing(first) else {
            return;
        };
        let year = first.year_start(year_starts_in);
        if year == first {
            return;
        }
        let is_known = |month: &Month| {
            self.situation.contribution_of(*month).is_some()
                || self.situation.retired_in(*month)
                || self.situation.insured_since.is_some_and(|since| since > *month)
        };
        let unknown_from = year.through(first.previous()).find(|month| !is_known(month));
        if unknown_from.is_some() {
            self.advance = Some(YearAdvance { unknown_from, ..YearAdvance::of(year) });
            return;
        }
        self.advance_at_year_start(year);
        for month in year.next().through(first.previous()) {
            self.advance_after_joining(year, month);
            self.settle_stop(year, month);
        }
    }

    /// Settles the year so far in the first month without contribution, where that is done at once.
    pub(super) fn settle_stop(&mut self, year: Month, month: Month) {
        let at_once = matches!(
            self.timing(month),
            AccountTiming::AdvancedForYear { at_once_on_stop: true, .. }
        );
        let stopped =
            self.earns(month) == Some(false) && self.earns(month.previous()) == Some(true);
        if at_once && month != year && stopped {
            self.settle_until(year, month.previous(), month.first_day());
        }
    }

    /// Compares what was advanced for the year with what its months earned, and books the
    /// difference at the end of the year.
    pub(super) fn settle_year(&mut self, year: Month) {
        let last = year.year_end();
        self.settle_until(year, last, last.last_day());
    }

    /// Compares what was advanced for `year` with what its months up to `until` earned, and books the
    /// difference on `date`.
    pub(super) fn settle_until(&mut self, year: Month, until: Month, date: Date) {
        let Some(advance) = self.advance.filter(|advance| advance.year == year) else {
            return;
        };
        if let Some(unknown_from) = advance.unknown_from {
            self.reliance.gaps.push(Gap::YearSettlement { year, unknown_from });
            return;
        }
        let Some((earned, earned_step, months_paid)) = self.earned_in(year, until, date) else {
            return;
        };
        let settled = until < year.year_end();
        self.advance = Some(YearAdvance { amount: earned, step: earned_step, settled, ..advance });
        let difference = earned - advance.amount;
        // What was settled before the ledger is part of the opening balance.
        if difference.is_zero() || date < self.situation.ledger.from.first_day() {
            return;
        }
        let origin_of = |step: Option<StepId>| step.map_or(Origin::Running, Origin::Step);
        let operands = [
            yuan(OperandName::Earned, earned, origin_of(earned_step)),
            yuan(OperandName::Advanced, advance.amount, origin_of(advance.step)),
        ];
        let booked = self.figure(Formula::YearSettlement, &operands, difference);
        let kind = EntryKind::Settlement {
            year,
            advanced: advance.amount,
            earned,
            months_paid,
            unpaid_from: year
                .through(year.year_end())
                .find(|month| self.earned_by(*month, date) == Some(false) || *month > until),
        };
        let part = self.part_of_the_year();
        self.ledger.book(date, kind, part, booked.amount, Some(booked.step));
    }

    /// What the months of `year` up to `until`, arrived by `date`, earned, with the working and the number of months; `None` when a
    /// month could not be reckoned, which is then noted as a gap.
    fn earned_in(
        &mut self,
        year: Month,
        until: Month,
        date: Date,
    ) -> Option<(Yuan, Option<StepId>, u16)> {
        let mut groups: Vec<(Due, u16)> = Vec::new();
        for month in year.through(until) {
            if self.earned_by(month, date) != Some(true) {
                continue;
            }
            let due = match self.due(month) {
                Ok(due) => due,
                Err(why) => {
                    self.credit_gap(month, month, why);
                    return None;
                }
            };
            match groups.last_mut() {
                Some((last, count)) if last.same_as(&due) => *count += 1,
                _ => groups.push((due, 1)),
            }
        }
        let months_paid = groups.iter().map(|(_, count)| count).sum();
        let mut earned: Option<Figure> = None;
        for (due, count) in &groups {
            let part = self.sum(due, *count);
            earned = Some(match earned {
                None => part,
                Some(so_far) => {
                    let operands =
                        [so_far.operand(OperandName::Earned), part.operand(OperandName::Monthly)];
                    self.figure(Formula::EarnedInYear, &operands, so_far.amount + part.amount)
                }
            });
        }
        let sum = earned.map(|sum| sum.amount);
        Some((sum.unwrap_or_default(), earned.map(|sum| sum.step), months_paid))
    }
}
