//! What a month earns, and booking it where credits arrive month by month.

use super::assessment::{BaseLimit, Figure};
use super::derivation::{Formula, Operand, OperandName, Origin, months, rate, yuan};
use super::ledger::{EntryKind, SubAccount};
use super::outcome::{Convention, Gap, InputField, Refusal, Reliance};
use super::rules::Used;
use super::run::{ROUNDING, Run};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{
    AccountCredit, AccountTiming, ContributionBase, InsuranceKind, Person, PolicySet, Topic,
    applicable,
};

/// Whether an area keeps a current-year and an accumulated account for this kind of insurance, as
/// of `month`; the opening balance then has two parts.
#[must_use]
pub fn keeps_two_accounts(policy: &PolicySet, insurance: InsuranceKind, month: Month) -> bool {
    let person = Person::anybody(insurance);
    let timing = applicable::<AccountTiming>(policy, &person, month.first_day(), &[]);
    timing.is_ok_and(|applied| separates(applied.rule.value))
}

/// Whether the timing keeps a current-year account apart from an accumulated one.
pub(super) fn separates(timing: AccountTiming) -> bool {
    matches!(timing, AccountTiming::AdvancedForYear { separate_accounts: true, .. })
}

/// What one month earns: a monthly sum, or a twelfth of a yearly one. Months that earn the same
/// are reckoned together, so that twelve twelfths are exactly the year's sum.
#[derive(Clone, Copy, Debug)]
pub(super) enum Due {
    Month(Figure),
    TwelfthOf { yearly: Yuan, rule: usize },
}

impl Due {
    pub(super) fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Month(a), Self::Month(b)) => a.amount == b.amount,
            (Self::TwelfthOf { yearly: a, rule: r }, Self::TwelfthOf { yearly: b, rule: s }) => {
                a == b && r == s
            }
            _ => false,
        }
    }
}

impl Run<'_> {
    /// How credits reach the account in `month`. Where no usable rule says so, credits follow the
    /// months they are for.
    pub(super) fn timing(&mut self, month: Month) -> AccountTiming {
        let mut reliance = Reliance::default();
        let rule = if self.kind_has_account(month) {
            self.rule_if_any::<AccountTiming>(month.first_day(), &mut reliance)
        } else {
            let person = self.account_holder(month);
            self.rule_for::<AccountTiming>(&person, month.first_day(), &mut reliance).ok()
        };
        self.reliance.absorb(reliance);
        rule.map_or(AccountTiming::Monthly {}, |used| *used.value)
    }

    /// The person as rules on the account see them: of the last kind that has one, as the account of
    /// somebody who changed to another kind is still settled; before the first such, of that.
    fn account_holder(&self, month: Month) -> Person {
        let person = self.person_of(month.first_day());
        let changes = self.situation.changes.iter().map(|change| change.from);
        let before = changes.clone().rev().filter(|from| *from < month).chain([Month::EARLIEST]);
        let after = changes.filter(|from| *from > month);
        let mut nearest = before.chain(after).filter(|from| self.kind_has_account(*from));
        let Some(last) = nearest.next() else {
            return person;
        };
        let (insurance, group, tier) = self.situation.insured_in(last);
        Person { insurance, group: group.cloned(), tier: tier.cloned(), ..person }
    }

    /// The refusal that stands against crediting month by month: doubtful rules only, of which one
    /// speaks of a yearly advance.
    fn doubtful_advance(&mut self, month: Month) -> Option<Refusal> {
        let mut reliance = Reliance::default();
        let refusal = self.rule::<AccountTiming>(month.first_day(), &mut reliance).err()?;
        let Refusal::OnlyDoubtful { rules, .. } = &refusal else {
            return None;
        };
        let is_advance = |name| {
            let rule = self.policy.find::<AccountTiming>(name);
            rule.is_some_and(|rule| matches!(rule.value, AccountTiming::AdvancedForYear { .. }))
        };
        rules.iter().any(is_advance).then_some(refusal)
    }

    pub(super) fn begin_month(&mut self, month: Month) {
        if self.closed.is_some() {
            return;
        }
        match self.timing(month) {
            AccountTiming::Monthly {} => self.credit(month),
            AccountTiming::AdvancedForYear { year_starts_in, .. } => {
                let year = month.year_start(year_starts_in);
                if month == year {
                    self.carry_over(month);
                    self.advance_at_year_start(year);
                } else {
                    self.notice_change_of_timing(year, month);
                    self.advance_after_joining(year, month);
                }
                self.settle_stop(year, month);
            }
        }
    }

    pub(super) fn end_month(&mut self, month: Month) {
        if self.closed.is_some() {
            return;
        }
        if let AccountTiming::AdvancedForYear { year_starts_in, .. } = self.timing(month) {
            let year = month.year_start(year_starts_in);
            if month == year.year_end() && month.last_day() <= self.as_of {
                self.settle_year(year);
            }
        }
    }

    /// Whether the kind of insurance of `month` comes with a personal account at all. Residents'
    /// insurance and the pool-only kind do not; whether a tier of flexible employment does is for the
    /// rules.
    pub(super) fn kind_has_account(&self, month: Month) -> bool {
        let (insurance, ..) = self.situation.insured_in(month);
        matches!(insurance, InsuranceKind::Employee | InsuranceKind::Flexible)
    }

    /// Whether the person is at some time of a kind that may have an account.
    pub(super) fn may_have_account(&self) -> bool {
        let changes = self.situation.changes.iter().map(|change| change.from);
        changes.chain([self.situation.ledger.from]).any(|month| self.kind_has_account(month))
    }

    /// Books the credit of one month, if the month earned one and it arrived in time.
    fn credit(&mut self, month: Month) {
        if !self.kind_has_account(month) {
            self.months_without_account += 1;
            return;
        }
        if self.earns(month) == Some(true) && !self.arrives_late(month) {
            self.book_credit(month, month.first_day());
        }
    }

    fn book_credit(&mut self, month: Month, date: Date) {
        if self.is_advanced(month) {
            self.note_change_of_timing(month);
            return;
        }
        let due = match self.doubtful_advance(month) {
            Some(refusal) => Err(refusal),
            None => self.due(month),
        };
        match due {
            Ok(due) => {
                let credit = self.sum(&due, 1);
                if date == month.first_day() {
                    self.conventions.insert(Convention::CreditOnFirstOfMonth);
                }
                let kind = EntryKind::Credit { month };
                let part = self.part_of_the_year();
                self.ledger.book(date, kind, part, credit.amount, Some(credit.step));
            }
            // Nothing is missing where there is no account.
            Err(Refusal::NoAccount { .. }) => self.months_without_account += 1,
            Err(why) => self.credit_gap(month, month, why),
        }
    }

    /// Whether the contribution of `month` arrived after that month.
    pub(super) fn arrives_late(&self, month: Month) -> bool {
        self.arrival(month).is_some_and(|paid_on| paid_on.month() > month)
    }

    /// The day on which the contribution of `month` arrived, where it is given.
    pub(super) fn arrival(&self, month: Month) -> Option<Date> {
        let (_, range) = self.situation.contribution_of(month)?;
        range.paid_on.filter(|_| range.paid && !self.situation.retired_in(month))
    }

    /// Whether the contribution of `month` had arrived by `day`; `None` as in [`Self::earns`].
    pub(super) fn earned_by(&self, month: Month, day: Date) -> Option<bool> {
        if self.arrival(month).is_some_and(|paid_on| paid_on > day) {
            return Some(false);
        }
        self.earns(month)
    }

    /// Months whose contribution arrived late, since the ledger began, with the day it did.
    pub(super) fn late_credits(&self) -> impl Iterator<Item = (Date, Month)> + use<'_> {
        let first = self.situation.ledger.from.first_day();
        let ranges = self.situation.contributions.iter();
        let ranges = ranges.filter(move |range| range.paid_on.is_some_and(|day| day >= first));
        ranges
            .flat_map(|range| range.from.through(range.to))
            .filter(|month| self.arrives_late(*month))
            .filter_map(|month| Some((self.arrival(month)?, month)))
    }

    /// Books what arrived late. Within an insurance year it was advanced; for an earlier one it goes
    /// to the accumulated account.
    pub(super) fn credit_late(&mut self, month: Month, date: Date) {
        if self.closed.is_some() || !self.kind_has_account(month) {
            return;
        }
        let AccountTiming::AdvancedForYear { year_starts_in, .. } = self.timing(month) else {
            self.book_credit(month, date);
            return;
        };
        if date <= month.year_start(year_starts_in).year_end().last_day() {
            return;
        }
        match self.due(month) {
            Ok(due) => {
                let credit = self.sum(&due, 1);
                let two = self.keeps_two_accounts();
                let part = if two { SubAccount::Accumulated } else { SubAccount::Whole };
                let kind = EntryKind::Credit { month };
                self.ledger.book(date, kind, part, credit.amount, Some(credit.step));
            }
            Err(why) => self.credit_gap(month, month, why),
        }
    }

    /// Whether `month` earns a credit. `None` when it lies before the ledger and the person has
    /// not said.
    pub(super) fn earns(&self, month: Month) -> Option<bool> {
        if !self.kind_has_account(month) {
            return Some(false);
        }
        self.is_paid(month)
    }

    /// Whether `month` is paid, or needs no payment. `None` when it lies before the ledger and the
    /// person has not said.
    pub(super) fn is_paid(&self, month: Month) -> Option<bool> {
        if self.situation.retired_in(month) {
            return Some(true);
        }
        if let Some((_, range)) = self.situation.contribution_of(month) {
            return Some(range.paid);
        }
        if month >= self.situation.ledger.from {
            return Some(false);
        }
        self.situation.insured_since.map(|since| since <= month)
    }

    /// What `month` earns. The base is that of `month`, or, where the month is not listed, the
    /// last one known before it.
    pub(super) fn due(&mut self, month: Month) -> Result<Due, Refusal> {
        self.due_by(month, month)
    }

    /// What `month` earns by the base, status and age that the person has in `basis`, which is
    /// `month` itself or the one before.
    pub(super) fn due_by(&mut self, month: Month, basis: Month) -> Result<Due, Refusal> {
        if let Some(amount) = self.situation.provided.monthly_credit {
            let origin = Origin::provided("provided.monthly_credit");
            let operands = [yuan(OperandName::Amount, amount, origin)];
            return Ok(Due::Month(self.figure(Formula::CreditFixed, &operands, amount)));
        }
        if let Some(own) = self.situation.provided.credit_rate
            && !self.situation.retired_in(month)
        {
            return self.due_by_own_rate(own, basis);
        }
        let mut reliance = Reliance::default();
        let date = month.first_day();
        let used = if basis == month {
            self.rule::<AccountCredit>(date, &mut reliance)?
        } else {
            let mut person = self.person_of(date);
            person.retired = self.situation.retired_in(basis);
            // One month younger: the age of the month before.
            person.birth = person.birth.map(Month::next);
            self.rule_for::<AccountCredit>(&person, date, &mut reliance)?
        };
        self.reliance.absorb(reliance);
        match used.value {
            AccountCredit::RateOfBase { .. } => self.due_by_rate(used, basis),
            AccountCredit::FixedMonthly { amount, less } => {
                let mut operands = vec![yuan(OperandName::Amount, *amount, used.origin())];
                let (formula, due) = match less {
                    None => (Formula::CreditFixed, *amount),
                    Some(less) => {
                        operands.push(yuan(OperandName::Deducted, less.amount, used.origin()));
                        (Formula::CreditFixedNet, *amount - less.amount)
                    }
                };
                Ok(Due::Month(self.figure(formula, &operands, due)))
            }
            AccountCredit::FixedYearly { amount } => {
                Ok(Due::TwelfthOf { yearly: *amount, rule: used.index })
            }
            AccountCredit::NoAccount {} => Err(Refusal::NoAccount { topic: Topic::AccountCredit }),
            AccountCredit::RateOfAveragePension { .. } | AccountCredit::RateOfOwnPension { .. } => {
                let topic = Topic::AccountCredit;
                let provide = InputField::MonthlyCredit;
                Err(match self.cited_name(used.index) {
                    Some(rule) => Refusal::FigureUnknown { topic, rule, provide },
                    None => Refusal::NeedsInput { topic, field: provide },
                })
            }
        }
    }

    fn due_by_rate(&mut self, used: Used<'_, AccountCredit>, month: Month) -> Result<Due, Refusal> {
        let AccountCredit::RateOfBase { rate: gross, less } = used.value else {
            return Err(Refusal::Ambiguous { topic: Topic::AccountCredit });
        };
        let base = self.credited_base(month)?;
        let mut operands = vec![base.1, rate(OperandName::Rate, *gross, used.origin())];
        let (formula, net) = match less {
            None => (Formula::CreditByRate, *gross),
            Some(less) => {
                operands.push(rate(OperandName::DeductedRate, less.rate, used.origin()));
                // A deduction above the rate is refused when the file is read.
                (Formula::CreditByNetRate, gross.less(less.rate).unwrap_or(*gross))
            }
        };
        Ok(Due::Month(self.rounded(formula, &operands, base.0.times(net, ROUNDING))))
    }

    /// The base of `month` for its credit.
    fn credited_base(&mut self, month: Month) -> Result<(Yuan, Operand), Refusal> {
        let listed = self.situation.contribution_of(month).or_else(|| {
            let before = self.situation.contributions.iter().enumerate().rev();
            before.into_iter().find(|(_, range)| range.to < month)
        });
        let Some((index, range)) = listed else {
            return Err(Refusal::NeedsInput {
                topic: Topic::AccountCredit,
                field: InputField::Contributions,
            });
        };
        let base = self.base_of(index, range, month);
        self.note_base_limit(index, base.0, month);
        Ok(base)
    }

    /// A credit by the rate that the person gives, where no rule on timing stands against it.
    fn due_by_own_rate(&mut self, own: Rate, month: Month) -> Result<Due, Refusal> {
        let (base, operand) = self.credited_base(month)?;
        let origin = Origin::provided("provided.credit_rate");
        let operands = [operand, rate(OperandName::Rate, own, origin)];
        let product = base.times(own, ROUNDING);
        Ok(Due::Month(self.rounded(Formula::CreditByRate, &operands, product)))
    }

    /// Notes, once for each contribution range, a base outside the limits of the month.
    fn note_base_limit(&mut self, contribution: usize, base: Yuan, month: Month) {
        if self.base_limits.iter().any(|limit| limit.contribution == contribution) {
            return;
        }
        let mut reliance = Reliance::default();
        let Some(used) = self.rule_if_any::<ContributionBase>(month.first_day(), &mut reliance)
        else {
            return;
        };
        let ContributionBase { floor, ceiling } = *used.value;
        if floor.is_some_and(|floor| base < floor) || ceiling.is_some_and(|ceiling| base > ceiling)
        {
            let rule = used.index;
            self.base_limits.push(BaseLimit { contribution, month, base, floor, ceiling, rule });
        }
    }

    /// What `count` months of the same due come to.
    pub(super) fn sum(&mut self, due: &Due, count: u16) -> Figure {
        match *due {
            Due::Month(monthly) if count == 1 => monthly,
            Due::Month(monthly) => {
                let operands =
                    [monthly.operand(OperandName::Monthly), months(count, Origin::Running)];
                let sum = monthly.amount.times_count(u32::from(count));
                self.figure(Formula::AdvanceForMonths, &operands, sum)
            }
            Due::TwelfthOf { yearly, rule } if count == 12 => {
                let operands = [yuan(OperandName::Amount, yearly, Origin::Rule(rule))];
                self.figure(Formula::CreditFixed, &operands, yearly)
            }
            Due::TwelfthOf { yearly, rule } => {
                let operands = [
                    yuan(OperandName::Amount, yearly, Origin::Rule(rule)),
                    months(count, Origin::Running),
                ];
                let twelfths = yearly.times_count(u32::from(count)).part_of(12, ROUNDING);
                let rounded =
                    twelfths.unwrap_or(crate::money::Rounded { value: yearly, acted: false });
                self.rounded(Formula::MonthOfYearlyCredit, &operands, rounded)
            }
        }
    }

    /// Notes months without a reckoned credit, joining neighbours with the same reason.
    pub(super) fn credit_gap(&mut self, first: Month, last: Month, reason: Refusal) {
        let credits = self.reliance.gaps.iter_mut().rev().find_map(|gap| match gap {
            Gap::Credits { to, why, .. } => Some((to, why)),
            _ => None,
        });
        if let Some((to, why)) = credits
            && to.next() == first
            && same_reason(why, &reason)
        {
            *to = last;
            return;
        }
        self.reliance.gaps.push(Gap::Credits { from: first, to: last, why: reason });
    }
}

/// Refusals that differ only in the day they were met on.
fn same_reason(a: &Refusal, b: &Refusal) -> bool {
    match (a, b) {
        (
            Refusal::NoRuleForDate { topic: a, next_from: next_a, .. },
            Refusal::NoRuleForDate { topic: b, next_from: next_b, .. },
        ) => a == b && next_a == next_b,
        _ => a == b,
    }
}
