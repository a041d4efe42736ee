//! Settling one bill: outside the policy range, deductible, shared cost, cap, and who pays.

use std::collections::BTreeMap;

use super::assessment::{
    BandShare, CapUse, DeductibleUse, ExpenseResult, Figure, Settlement, SettlementKind,
};
use super::derivation::{Formula, Operand, OperandName, Origin, Quantity, rate, yuan};
use super::ledger::{EntryKind, SubAccount};
use super::outcome::{Assumption, Convention, Gap, Outcome, Reliance};
use super::run::{ROUNDING, Run};
use super::running::{Counted, Sums, YearRunning};
use super::situation::Expense;
use super::terms::{Band, Cap, Counts, Order, Sourced, Terms};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{BenefitYear, InsuranceKind};

impl Run<'_> {
    /// Settles the expense at `index`, books what the account pays, and counts it in its year.
    pub(super) fn settle(&mut self, index: usize) {
        let situation = self.situation;
        let Some(expense) = situation.expenses.get(index) else {
            return;
        };
        let mut reliance = Reliance::default();
        let year = self.benefit_year(expense.date, &mut reliance);
        let (outcome, settlement) = match self.terms(expense, year, &mut reliance) {
            Ok(terms) => {
                self.inherit_gaps(year, terms.order, &mut reliance);
                let month = expense.date.month();
                // Residents pay by the year, in its enrolment window.
                let pays_monthly = situation.insurance != InsuranceKind::Resident;
                if pays_monthly && self.earns(month) == Some(false) {
                    reliance.note(Gap::NotPaidThatMonth { month });
                }
                let settlement = self.apply(index, expense, year, &terms);
                if let Some(why) = terms.cap_unknown.filter(|_| !settlement.fund.amount.is_zero()) {
                    reliance.note(Gap::Parameter { why, assumed: Assumption::CapNotReached });
                }
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
        let remaining = eligible.amount - amount_of(paid_first);
        let remaining_origin =
            if paid_first.is_some() { Origin::Running } else { Origin::Step(eligible.step) };
        let remaining = yuan(OperandName::RemainingCost, remaining, remaining_origin);
        let (counted, beyond_cap, cost_cap) = self.within_cost_cap(terms, &before, remaining);
        let deductible = self.deductible_use(terms, &before, counted.clone());
        let applied = deductible.applied;
        let shared = self.shared(eligible, paid_first, applied, beyond_cap);
        let position = before.cost_of_year + applied.amount;
        let (fund_by_ratio, bands) = self.fund_by_bands(terms, position, shared);
        let (fund, fund_cap) = self.within_cap(terms, &before, fund_by_ratio);
        let cap = cost_cap.or(fund_cap);
        let supplement = self.supplement(terms, cap, shared, fund);
        let own_share = self.own_share(shared, fund, supplement);
        let own_inside = own_share.amount + amount_of(beyond_cap);
        let payable = terms.payable(applied.amount, own_inside, expense.outside_range());
        let account = self.pay_from_account(index, expense.date, terms.order, payable, paid_first);
        let cash = self.cash(index, expense, fund, supplement, account);
        let operands = vec![account.operand(OperandName::Account), cash.operand(OperandName::Cash)];
        let person = self.figure(Formula::PersonPays, operands, account.amount + cash.amount);
        let yearly_limit = |counts| {
            let cap = terms.cap.as_ref().filter(|cap| cap.counts == counts && cap.per.is_year());
            cap.map(|cap| cap.limit.0)
        };
        self.years.entry(year).or_default().count(&Counted {
            deductible_stretch: terms.deductible.stretch,
            deductible: applied.amount,
            threshold: terms.deductible.threshold.0,
            cap_stretch: terms.cap.as_ref().map(|cap| cap.stretch),
            of_which: terms
                .cap
                .as_ref()
                .and_then(|cap| cap.of_which.as_ref())
                .map(|(index, _)| *index),
            cost: applied.amount + shared.amount,
            fund: fund.amount,
            person: person.amount,
            fund_cap: yearly_limit(Counts::Fund),
            cost_cap: yearly_limit(Counts::Cost),
        });
        let ratio = bands.first().map(|band| band.ratio);
        let lowest = terms.bands.first().map(|band| band.ratio.0);
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
            beyond_cap,
            shared,
            ratio: ratio.or(lowest).unwrap_or(Rate::NOTHING),
            bands,
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

    /// What a cap on cost lets in of the remaining cost, what lies beyond it, and how it stands.
    fn within_cost_cap(
        &mut self,
        terms: &Terms,
        before: &YearRunning,
        remaining: Operand,
    ) -> (Operand, Option<Figure>, Option<CapUse>) {
        let Some(cap) = terms.cap.as_ref().filter(|cap| cap.counts == Counts::Cost) else {
            return (remaining, None, None);
        };
        let cost = amount_in(&remaining);
        let (limit, used_before) = tighter(cap, &before.cost, &before.cost_of_which);
        let left_before = limit.0.less_at_most(used_before);
        let operands = vec![
            remaining.clone(),
            yuan(OperandName::Cap, limit.0, limit.1),
            yuan(OperandName::CostCountedBefore, used_before, Origin::Running),
        ];
        let counted = self.figure(Formula::CostWithinCap, operands, cost.min(left_before));
        let operands = vec![remaining, counted.operand(OperandName::CountedCost)];
        let beyond = self.figure(Formula::CostBeyondCap, operands, cost - counted.amount);
        let use_of_cap = CapUse {
            per: cap.per,
            limit: limit.0,
            used_before,
            cut: beyond.amount,
            left: left_before - counted.amount,
            counts_cost: true,
            shared_with_inpatient: false,
        };
        (counted.operand(OperandName::RemainingCost), Some(beyond), Some(use_of_cap))
    }

    fn shared(
        &mut self,
        eligible: Figure,
        paid_first: Option<Figure>,
        applied: Figure,
        beyond_cap: Option<Figure>,
    ) -> Figure {
        let mut operands = vec![eligible.operand(OperandName::Eligible)];
        operands.extend(paid_first.map(|paid| paid.operand(OperandName::PaidByCurrentYear)));
        operands.push(applied.operand(OperandName::DeductibleApplied));
        operands.extend(beyond_cap.map(|beyond| beyond.operand(OperandName::BeyondCap)));
        let by_person = amount_of(paid_first) + applied.amount + amount_of(beyond_cap);
        self.figure(Formula::SharedCost, operands, eligible.amount - by_person)
    }

    /// The fund's share before any cap. Where the table has segments, `position` is the sum of the
    /// year's counted cost at which the shared part of this bill begins.
    fn fund_by_bands(
        &mut self,
        terms: &Terms,
        position: Yuan,
        shared: Figure,
    ) -> (Figure, Vec<BandShare>) {
        if let [band] = terms.bands.as_slice() {
            let cost = shared.operand(OperandName::SharedCost);
            return (self.fund_by_ratio(cost, shared.amount, band), Vec::new());
        }
        let after = position + shared.amount;
        let mut bands: Vec<BandShare> = Vec::new();
        for band in &terms.bands {
            let end = band.up_to.map_or(after, |up_to| up_to.min(after));
            let cost = end.less_at_most(position.max(band.above.unwrap_or_default()));
            if cost.is_zero() {
                continue;
            }
            let cost = self.cost_in_band(band, position, after, cost);
            let operand = cost.operand(OperandName::SharedCost);
            let fund = self.fund_by_ratio(operand, cost.amount, band);
            bands.push(BandShare { cost, ratio: band.ratio.0, fund });
        }
        let mut funds = bands.iter().map(|band| band.fund);
        let Some(first) = funds.next() else {
            // Nothing is shared, so that any band gives nothing.
            let cost = shared.operand(OperandName::SharedCost);
            let nothing = match terms.bands.first() {
                Some(band) => self.fund_by_ratio(cost, shared.amount, band),
                None => self.figure(Formula::FundOfBands, vec![cost], Yuan::ZERO),
            };
            return (nothing, bands);
        };
        let rest: Vec<Figure> = funds.collect();
        let fund = rest.into_iter().fold(first, |so_far, of_band| {
            let operands = vec![
                so_far.operand(OperandName::FundSoFar),
                of_band.operand(OperandName::FundOfBand),
            ];
            self.figure(Formula::FundOfBands, operands, so_far.amount + of_band.amount)
        });
        (fund, bands)
    }

    fn cost_in_band(&mut self, band: &Band, position: Yuan, after: Yuan, cost: Yuan) -> Figure {
        // A segment without an end, or from nothing, has no such figure in the rule.
        let bound = |name, figure: Option<Yuan>, otherwise| match figure {
            Some(amount) => yuan(name, amount, band.ratio.1.clone()),
            None => yuan(name, otherwise, Origin::Running),
        };
        let operands = vec![
            yuan(OperandName::PositionAfter, after, Origin::Running),
            bound(OperandName::BandTo, band.up_to, after),
            yuan(OperandName::PositionBefore, position, Origin::Running),
            bound(OperandName::BandFrom, band.above, Yuan::ZERO),
        ];
        self.figure(Formula::CostInBand, operands, cost)
    }

    fn fund_by_ratio(&mut self, cost: Operand, amount: Yuan, band: &Band) -> Figure {
        let (ratio, origin) = band.ratio.clone();
        let operands = vec![cost, rate(OperandName::Ratio, ratio, origin)];
        let product = amount.times(ratio, ROUNDING);
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

    /// What of the cost that counts goes towards the deductible.
    fn deductible_use(
        &mut self,
        terms: &Terms,
        before: &YearRunning,
        counted: Operand,
    ) -> DeductibleUse {
        let (threshold, origin) = terms.deductible.threshold.clone();
        let met_before = before.deductible.before(terms.deductible.stretch);
        let mut missing = threshold.less_at_most(met_before);
        let cost = amount_in(&counted);
        let mut operands = vec![
            counted,
            yuan(OperandName::Deductible, threshold, origin),
            yuan(OperandName::MetBefore, met_before, Origin::Running),
        ];
        let mut formula = Formula::DeductibleApplied;
        if let Some((year_max, origin)) = terms.deductible.year_max.clone() {
            let year_met = before.deductible_of_year;
            missing = missing.min(year_max.less_at_most(year_met));
            operands.push(yuan(OperandName::YearMax, year_max, origin));
            operands.push(yuan(OperandName::YearMetBefore, year_met, Origin::Running));
            formula = Formula::DeductibleWithinYearMax;
        }
        let applied = self.figure(formula, operands, missing.min(cost));
        DeductibleUse {
            per: terms.deductible.per,
            threshold,
            met_before,
            applied,
            still_missing: missing - applied.amount,
        }
    }

    /// What the fund pays within a cap on its payment, and how the cap stands.
    fn within_cap(
        &mut self,
        terms: &Terms,
        before: &YearRunning,
        by_ratio: Figure,
    ) -> (Figure, Option<CapUse>) {
        let Some(cap) = terms.cap.as_ref().filter(|cap| cap.counts == Counts::Fund) else {
            return (by_ratio, None);
        };
        let (limit, used_before) = tighter(cap, &before.fund, &before.fund_of_which);
        let left_before = limit.0.less_at_most(used_before);
        let pays = by_ratio.amount.min(left_before);
        let operands = vec![
            by_ratio.operand(OperandName::FundByRatio),
            yuan(OperandName::Cap, limit.0, limit.1),
            yuan(OperandName::FundPaidBefore, used_before, Origin::Running),
        ];
        let fund = self.figure(Formula::FundWithinCap, operands, pays);
        let use_of_cap = CapUse {
            per: cap.per,
            limit: limit.0,
            used_before,
            cut: by_ratio.amount - pays,
            left: left_before - pays,
            counts_cost: false,
            shared_with_inpatient: cap.shared_with_inpatient,
        };
        (fund, Some(use_of_cap))
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
        // The fund stopped within the highest segment reached.
        let (ratio, ratio_origin) = terms.bands.last()?.ratio.clone();
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
}

/// The amount of a figure that may be absent, which is then nothing.
fn amount_of(figure: Option<Figure>) -> Yuan {
    figure.map_or(Yuan::ZERO, |figure| figure.amount)
}

/// The amount that an operand holds; operands of other kinds hold none.
fn amount_in(operand: &Operand) -> Yuan {
    match operand.value {
        Quantity::Yuan(amount) => amount,
        Quantity::Rate(_) | Quantity::Months(_) => Yuan::ZERO,
    }
}

/// The cap that leaves least, with what counted towards it before: the whole one, the lower one for
/// the place, or that of one bill.
fn tighter(cap: &Cap, sums: &Sums, of_which: &BTreeMap<usize, Yuan>) -> (Sourced<Yuan>, Yuan) {
    let whole = (cap.limit.clone(), sums.before(cap.stretch));
    let lower = cap
        .of_which
        .as_ref()
        .map(|(index, limit)| (limit.clone(), of_which.get(index).copied().unwrap_or_default()));
    let bill = cap.of_a_bill.clone().map(|limit| (limit, Yuan::ZERO));
    let left = |(limit, used): &(Sourced<Yuan>, Yuan)| limit.0.less_at_most(*used);
    // Of equals the first: the whole cap is the one to name.
    [lower, bill].into_iter().flatten().fold(whole, |tightest, other| {
        if left(&other) < left(&tightest) { other } else { tightest }
    })
}
