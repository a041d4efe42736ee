//! Who pays the person's part: the accounts as far as they may and go, cash for the rest.

use crate::calendar::Date;
use crate::engine::assessment::Figure;
use crate::engine::derivation::{Formula, OperandName, Origin, yuan};
use crate::engine::ledger::{EntryKind, SubAccount};
use crate::engine::run::Run;
use crate::engine::situation::Expense;
use crate::engine::terms::Order;
use crate::money::Yuan;

impl Run<'_> {
    /// What the current-year account pays before anything else, where that is the order.
    pub(super) fn paid_first(
        &mut self,
        index: usize,
        expense: &Expense,
        order: Order,
        eligible: Figure,
    ) -> Option<Figure> {
        if !matches!(order, Order::CurrentYearFirst { .. }) {
            return None;
        }
        let balance = self.ledger.balance(SubAccount::CurrentYear);
        let pays = balance.or_zero().min(eligible.amount);
        let operands = [
            yuan(OperandName::CurrentYearBalance, balance, Origin::Running),
            eligible.operand(OperandName::Eligible),
        ];
        let figure = self.figure(Formula::CurrentYearAccountPays, &operands, pays);
        self.book_payment(index, expense.date, SubAccount::CurrentYear, figure);
        Some(figure)
    }

    /// Lets the account pay what it may, as far as it goes; gives all that it paid of the bill.
    pub(super) fn pay_from_account(
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
            Order::CurrentYearFirst { .. } | Order::AccumulatedOnly => SubAccount::Accumulated,
        };
        let balance = self.ledger.balance(sub_account);
        let pays = balance.or_zero().min(payable);
        let operands = [
            yuan(OperandName::Balance, balance, Origin::Running),
            yuan(OperandName::Payable, payable, Origin::Running),
        ];
        let figure = self.figure(Formula::AccountPays, &operands, pays);
        self.book_payment(index, date, sub_account, figure);
        let Some(first) = paid_first else {
            return figure;
        };
        let operands = [
            first.operand(OperandName::PaidByCurrentYear),
            yuan(OperandName::Account, pays, Origin::Step(figure.step)),
        ];
        self.figure(Formula::AccountInAll, &operands, first.amount + pays)
    }

    fn book_payment(&mut self, expense: usize, date: Date, sub_account: SubAccount, paid: Figure) {
        if !paid.amount.is_zero() {
            let kind = EntryKind::Expense { expense };
            self.ledger.book(date, kind, sub_account, -paid.amount, Some(paid.step));
        }
    }

    /// What is left to pay in cash after the funds (`by_funds` together) and the account.
    pub(super) fn cash(
        &mut self,
        index: usize,
        expense: &Expense,
        funds: (Figure, Option<Figure>, Option<Figure>),
        account: Figure,
        by_funds: Yuan,
    ) -> Figure {
        let entered = Origin::entered("expenses", index, "total");
        let (fund, supplement, serious_illness) = funds;
        let operands = [
            Some(yuan(OperandName::Total, expense.total, entered)),
            Some(fund.operand(OperandName::Fund)),
            supplement.map(|paid| paid.operand(OperandName::Supplement)),
            serious_illness.map(|paid| paid.operand(OperandName::SeriousIllness)),
            Some(account.operand(OperandName::Account)),
        ];
        self.figure_of_present(
            Formula::CashPays,
            &operands,
            expense.total - by_funds - account.amount,
        )
    }
}
