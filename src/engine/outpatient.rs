//! Settling one bill: outside the policy range, deductible, shared cost, cap, and who pays.

use super::assessment::{
    CapUse, DeductibleUse, ExpenseResult, Figure, Settlement, SettlementKind, YearToDate,
};
use super::derivation::{Formula, Operand, OperandName, Origin, rate, yuan};
use super::ledger::{EntryKind, SubAccount};
use super::outcome::{Convention, Gap, Outcome, Reliance};
use super::run::{ROUNDING, Run};
use super::situation::Expense;
use super::terms::{Cap, Order, Terms};
use crate::calendar::{Date, Month};
use crate::money::Yuan;
use crate::policy::BenefitYear;

/// Running sums of a benefit year.
#[derive(Clone, Debug, Default)]
pub(super) struct YearRunning {
    deductible: Yuan,
    deductible_met: Yuan,
    fund_paid: Yuan,
    person_paid: Yuan,
    cap: Option<Yuan>,
    /// How many bills of the year were settled.
    settled: usize,
    /// The first bill of the year that could not be settled.
    unsettled: Option<usize>,
}

impl YearRunning {
    /// The sums, once a bill of the year is settled.
    pub(super) fn to_date(&self, from: Month) -> Option<YearToDate> {
        (self.settled > 0).then(|| YearToDate {
            from,
            to: from.year_end(),
            deductible_met: self.deductible_met,
            deductible: self.deductible,
            fund_paid: self.fund_paid,
            cap: self.cap,
            person_paid: self.person_paid,
        })
    }
}

impl Run<'_> {
    /// Settles the expense at `index`, books what the account pays, and counts it in its year.
    pub(super) fn settle(&mut self, index: usize) {
        let situation = self.situation;
        let Some(expense) = situation.expenses.get(index) else {
            return;
        };
        let mut reliance = Reliance::default();
        let year = self.benefit_year(expense.date, &mut reliance);
        let (outcome, settlement) = match self.terms(expense, &mut reliance) {
            Ok(terms) => {
                self.inherit_gaps(year, terms.order, &mut reliance);
                let month = expense.date.month();
                if self.earns(month) == Some(false) {
                    reliance.note(Gap::NotPaidThatMonth { month });
                }
                let settlement = self.apply(index, expense, year, &terms);
                (reliance.outcome(), Some(settlement))
            }
            Err(why) => {
                self.years.entry(year).or_default().unsettled.get_or_insert(index);
                self.reliance.gaps.push(Gap::Expense { expense: index });
                (Outcome::Refused { why }, None)
            }
        };
        self.expenses.push(ExpenseResult {
            expense: index,
            date: expense.date,
            outcome,
            settlement,
        });
    }

    /// The benefit year of `date`; calendar years, as a named convention, where no rule says.
    fn benefit_year(&mut self, date: Date, reliance: &mut Reliance) -> Month {
        let starts_in = if let Ok(used) = self.rule::<BenefitYear>(date, reliance) {
            used.value.starts_in
        } else {
            self.conventions.insert(Convention::BenefitYearIsCalendarYear);
            1
        };
        date.month().year_start(starts_in)
    }

    /// Earlier doubts that this bill inherits: an unsettled bill of the year, an unsure balance.
    fn inherit_gaps(&mut self, year: Month, order: Order, reliance: &mut Reliance) {
        if let Some(expense) = self.years.entry(year).or_default().unsettled {
            reliance.gaps.push(Gap::EarlierExpense { expense });
        }
        if !self.reliance.gaps.is_empty() {
            let affects_fund = order != Order::Usual;
            reliance.gaps.push(Gap::AccountBalance { affects_fund });
        }
    }

    /// Works the bill through its terms.
    fn apply(&mut self, index: usize, expense: &Expense, year: Month, terms: &Terms) -> Settlement {
        let before = self.years.get(&year).cloned().unwrap_or_default();
        let eligible = self.eligible(index, expense);
        let paid_first = self.paid_first(index, expense, terms.order, eligible);
        let deductible = self.deductible_use(terms, before.deductible_met, eligible, paid_first);
        let applied = deductible.applied;
        let shared = self.shared(eligible, paid_first, applied);
        let fund_by_ratio = self.fund_by_ratio(terms, shared);
        let (fund, cap) = self.within_cap(terms, before.fund_paid, fund_by_ratio);
        let supplement = self.supplement(terms, cap, shared, fund);
        let own_share = self.own_share(shared, fund, supplement);
        let payable = terms.payable(applied.amount, own_share.amount, expense.outside_range());
        let account = self.pay_from_account(index, expense.date, terms.order, payable, paid_first);
        let cash = self.cash(index, expense, fund, supplement, account);
        let operands = vec![account.operand(OperandName::Account), cash.operand(OperandName::Cash)];
        let person = self.figure(Formula::PersonPays, operands, account.amount + cash.amount);
        self.count(year, terms, applied.amount, fund.amount, person.amount);
        Settlement {
            kind: SettlementKind::OutpatientPool,
            year,
            place: terms.place.clone(),
            total: expense.total,
            own_paid: expense.own_paid,
            over_limit: expense.over_limit,
            first_own: expense.first_own,
            eligible,
            paid_first,
            deductible,
            shared,
            ratio: terms.ratio.0,
            fund_by_ratio,
            cap,
            fund,
            supplement,
            own_share,
            account,
            cash,
            person,
        }
    }

    fn shared(&mut self, eligible: Figure, paid_first: Option<Figure>, applied: Figure) -> Figure {
        let mut operands = vec![eligible.operand(OperandName::Eligible)];
        operands.extend(paid_first.map(|paid| paid.operand(OperandName::PaidByCurrentYear)));
        operands.push(applied.operand(OperandName::DeductibleApplied));
        let shared = eligible.amount - amount_of(paid_first) - applied.amount;
        self.figure(Formula::SharedCost, operands, shared)
    }

    fn fund_by_ratio(&mut self, terms: &Terms, shared: Figure) -> Figure {
        let (ratio, origin) = terms.ratio.clone();
        let operands =
            vec![shared.operand(OperandName::SharedCost), rate(OperandName::Ratio, ratio, origin)];
        let product = shared.amount.times(ratio, ROUNDING);
        let (amount, step) = self.rounded(Formula::FundByRatio, operands, product);
        Figure { amount, step }
    }

    fn own_share(&mut self, shared: Figure, fund: Figure, supplement: Option<Figure>) -> Figure {
        let mut operands =
            vec![shared.operand(OperandName::SharedCost), fund.operand(OperandName::Fund)];
        operands.extend(supplement.map(|paid| paid.operand(OperandName::Supplement)));
        let own = shared.amount - fund.amount - amount_of(supplement);
        self.figure(Formula::OwnShare, operands, own)
    }

    fn figure(&mut self, formula: Formula, operands: Vec<Operand>, result: Yuan) -> Figure {
        let (amount, step) = self.exact(formula, operands, result);
        Figure { amount, step }
    }

    fn eligible(&mut self, index: usize, expense: &Expense) -> Figure {
        let entered = |name: &str| Origin::Entered(format!("expenses[{index}].{name}"));
        let mut operands = vec![yuan(OperandName::Total, expense.total, entered("total"))];
        let parts = [
            (OperandName::OwnPaid, expense.own_paid, "own_paid"),
            (OperandName::OverLimit, expense.over_limit, "over_limit"),
            (OperandName::FirstOwn, expense.first_own, "first_own"),
        ];
        let present = parts.into_iter().filter(|(_, amount, _)| !amount.is_zero());
        operands.extend(present.map(|(name, amount, field)| yuan(name, amount, entered(field))));
        let eligible = expense.total - expense.outside_range();
        self.figure(Formula::EligibleCost, operands, eligible)
    }

    /// What the current-year account pays before anything else, where that is the order.
    fn paid_first(
        &mut self,
        index: usize,
        expense: &Expense,
        order: Order,
        eligible: Figure,
    ) -> Option<Figure> {
        if order == Order::Usual {
            return None;
        }
        let balance = self.ledger.balance(SubAccount::CurrentYear);
        let pays = balance.or_zero().min(eligible.amount);
        let operands = vec![
            yuan(OperandName::CurrentYearBalance, balance, Origin::Running),
            eligible.operand(OperandName::Eligible),
        ];
        let figure = self.figure(Formula::CurrentYearAccountPays, operands, pays);
        self.book_payment(index, expense.date, SubAccount::CurrentYear, figure);
        Some(figure)
    }

    fn deductible_use(
        &mut self,
        terms: &Terms,
        met_before: Yuan,
        eligible: Figure,
        paid_first: Option<Figure>,
    ) -> DeductibleUse {
        let (threshold, origin) = terms.deductible.clone();
        let missing = threshold.less_at_most(met_before);
        let remaining = eligible.amount - amount_of(paid_first);
        let applied = missing.min(remaining);
        let remaining_from =
            if paid_first.is_some() { Origin::Running } else { Origin::Step(eligible.step) };
        let operands = vec![
            yuan(OperandName::RemainingCost, remaining, remaining_from),
            yuan(OperandName::Deductible, threshold, origin),
            yuan(OperandName::MetBefore, met_before, Origin::Running),
        ];
        let applied = self.figure(Formula::DeductibleApplied, operands, applied);
        DeductibleUse { threshold, met_before, applied, still_missing: missing - applied.amount }
    }

    /// What the fund pays within its cap, and how the cap stands.
    fn within_cap(
        &mut self,
        terms: &Terms,
        used_before: Yuan,
        by_ratio: Figure,
    ) -> (Figure, Option<CapUse>) {
        let Some(Cap { limit: (limit, origin), ratio_above }) = &terms.cap else {
            return (by_ratio, None);
        };
        let left_before = limit.less_at_most(used_before);
        let pays = by_ratio.amount.min(left_before);
        let operands = vec![
            by_ratio.operand(OperandName::FundByRatio),
            yuan(OperandName::Cap, *limit, origin.clone()),
            yuan(OperandName::FundPaidBefore, used_before, Origin::Running),
        ];
        let fund = self.figure(Formula::FundWithinCap, operands, pays);
        let cap = CapUse {
            limit: *limit,
            used_before,
            cut: by_ratio.amount - pays,
            left: left_before - pays,
            shared_with_inpatient: ratio_above.is_some(),
        };
        (fund, Some(cap))
    }

    /// What a supplementary fund pays of the cost that the capped fund left: the shared cost less
    /// the part that its payment answers for.
    fn supplement(
        &mut self,
        terms: &Terms,
        cap: Option<CapUse>,
        shared: Figure,
        fund: Figure,
    ) -> Option<Figure> {
        let (ratio_above, above_origin) = terms.cap.as_ref()?.ratio_above.clone()?;
        if cap.is_none_or(|cap| cap.cut.is_zero()) {
            return None;
        }
        let (ratio, ratio_origin) = terms.ratio.clone();
        let rounded = shared.amount.share_beyond(fund.amount, ratio, ratio_above, ROUNDING);
        let operands = vec![
            shared.operand(OperandName::SharedCost),
            fund.operand(OperandName::Fund),
            rate(OperandName::Ratio, ratio, ratio_origin),
            rate(OperandName::RatioAbove, ratio_above, above_origin),
        ];
        let (amount, step) = self.rounded(Formula::SupplementAboveCap, operands, rounded);
        Some(Figure { amount, step })
    }

    /// Lets the account pay what it may, as far as it goes; gives all that it paid of the bill.
    fn pay_from_account(
        &mut self,
        index: usize,
        date: Date,
        order: Order,
        payable: Yuan,
        paid_first: Option<Figure>,
    ) -> Figure {
        let sub_account = match order {
            Order::Usual if self.keeps_two_accounts() => SubAccount::CurrentYear,
            Order::Usual => SubAccount::Whole,
            Order::CurrentYearFirst { .. } => SubAccount::Accumulated,
        };
        let balance = self.ledger.balance(sub_account);
        let pays = balance.or_zero().min(payable);
        let operands = vec![
            yuan(OperandName::Balance, balance, Origin::Running),
            yuan(OperandName::Payable, payable, Origin::Running),
        ];
        let figure = self.figure(Formula::AccountPays, operands, pays);
        self.book_payment(index, date, sub_account, figure);
        let Some(first) = paid_first else {
            return figure;
        };
        let operands = vec![
            first.operand(OperandName::PaidByCurrentYear),
            yuan(OperandName::Account, pays, Origin::Step(figure.step)),
        ];
        self.figure(Formula::AccountInAll, operands, first.amount + pays)
    }

    fn book_payment(&mut self, expense: usize, date: Date, sub_account: SubAccount, paid: Figure) {
        if !paid.amount.is_zero() {
            let kind = EntryKind::Expense { expense };
            self.ledger.book(date, kind, sub_account, -paid.amount, Some(paid.step));
        }
    }

    fn cash(
        &mut self,
        index: usize,
        expense: &Expense,
        fund: Figure,
        supplement: Option<Figure>,
        account: Figure,
    ) -> Figure {
        let entered = Origin::Entered(format!("expenses[{index}].total"));
        let mut operands =
            vec![yuan(OperandName::Total, expense.total, entered), fund.operand(OperandName::Fund)];
        operands.extend(supplement.map(|paid| paid.operand(OperandName::Supplement)));
        operands.push(account.operand(OperandName::Account));
        let by_funds = fund.amount + supplement.map_or(Yuan::ZERO, |paid| paid.amount);
        self.figure(Formula::CashPays, operands, expense.total - by_funds - account.amount)
    }

    /// Counts a settled bill in its year.
    fn count(&mut self, year: Month, terms: &Terms, applied: Yuan, fund: Yuan, person: Yuan) {
        let running = self.years.entry(year).or_default();
        running.deductible = running.deductible.max(terms.deductible.0);
        running.settled += 1;
        running.deductible_met += applied;
        running.fund_paid += fund;
        running.person_paid += person;
        running.cap = terms.cap.as_ref().map(|cap| cap.limit.0).or(running.cap);
    }
}

/// The amount of a figure that may be absent, which is then nothing.
fn amount_of(figure: Option<Figure>) -> Yuan {
    figure.map_or(Yuan::ZERO, |figure| figure.amount)
}
