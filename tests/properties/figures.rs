//! What holds within one assessment: parts sum, balances add up, caps hold, steps recompute.

use std::collections::BTreeMap;

use mingbai::calendar::Month;
use mingbai::engine::{
    Assessment, Benefit, EntryKind, ExpenseResult, Outcome, Settlement, Situation, SubAccount,
};
use mingbai::explain::{About, Reason, explain};
use mingbai::money::Yuan;
use proptest::prelude::*;

use crate::config;
use crate::formulas::check_step;
use crate::plans::{plan, reckon, today};

/// The settled expenses of an assessment, in the order of their days.
pub(crate) fn settled(assessment: &Assessment) -> Vec<(&ExpenseResult, &Settlement)> {
    let mut settled: Vec<_> = assessment
        .expenses
        .iter()
        .filter_map(|result| Some((result, result.settlement.as_ref()?)))
        .collect();
    settled.sort_by_key(|(result, _)| (result.date, result.expense));
    settled
}

fn paid_first(settlement: &Settlement) -> Yuan {
    settlement.paid_first.map_or(Yuan::ZERO, |f| f.amount)
}

fn supplement(settlement: &Settlement) -> Yuan {
    settlement.supplement.map_or(Yuan::ZERO, |f| f.amount)
}

fn serious(settlement: &Settlement) -> Yuan {
    settlement.serious_illness.map_or(Yuan::ZERO, |f| f.amount)
}

proptest! {
    #![proptest_config(config())]

    /// A situation survives its own JSON form, and no sound one is refused or breaks anything.
    #[test]
    fn situations_pass_through_json(plan in plan()) {
        let situation = plan.situation();
        let text = serde_json::to_string(&situation).unwrap();
        let again = Situation::parse(&text).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(&again, &situation);
        let assessment = reckon(&plan, &situation);
        prop_assert_eq!(assessment.expenses.len(), situation.expenses.len());
        for (index, result) in assessment.expenses.iter().enumerate() {
            prop_assert_eq!(result.expense, index);
            prop_assert_eq!(result.date, situation.expenses[index].date);
            let is_refused = matches!(result.outcome, Outcome::Refused { .. });
            prop_assert_eq!(is_refused, result.settlement.is_none());
        }
    }

    #[test]
    fn parts_sum_to_the_bill(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        for (result, bill) in settled(&assessment) {
            let expense = &situation.expenses[result.expense];
            prop_assert_eq!(bill.total, expense.total);
            prop_assert_eq!(bill.own_paid, expense.own_paid);
            prop_assert_eq!(bill.over_limit, expense.over_limit);
            prop_assert_eq!(bill.first_own, expense.first_own);
            let eligible = bill.eligible.amount;
            let shared = bill.shared.amount;
            let applied = bill.deductible.applied.amount;
            prop_assert_eq!(
                bill.own_paid + bill.over_limit + bill.first_own + eligible,
                bill.total
            );
            let beyond = bill.beyond_cap.map_or(Yuan::ZERO, |beyond| beyond.amount);
            let not_covered = bill.not_covered.map_or(Yuan::ZERO, |cost| cost.cost.amount);
            let borne = bill.borne_first.map_or(Yuan::ZERO, |borne| borne.amount);
            let taken = paid_first(bill) + not_covered + borne + applied + beyond;
            prop_assert_eq!(taken + shared, eligible);
            let by_funds = bill.fund.amount + supplement(bill);
            prop_assert_eq!(by_funds + bill.own_share.amount, shared);
            let paid = by_funds + serious(bill) + bill.account.amount + bill.cash.amount;
            prop_assert_eq!(paid, bill.total);
            prop_assert_eq!(bill.account.amount + bill.cash.amount, bill.person.amount);
            for amount in [
                eligible, paid_first(bill), applied, beyond, shared, bill.fund_by_ratio.amount,
                bill.fund.amount, supplement(bill), serious(bill), bill.own_share.amount,
                bill.account.amount, bill.cash.amount, bill.person.amount, bill.deductible.met_before,
                bill.deductible.still_missing,
            ] {
                prop_assert!(!amount.is_negative(), "{}", amount);
            }
        }
    }

    #[test]
    fn balances_add_up_after_every_entry(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let mut parts: BTreeMap<String, Yuan> = BTreeMap::new();
        let mut last_day = situation.ledger.from.first_day();
        for entry in &assessment.account.ledger {
            let part = parts.entry(format!("{:?}", entry.sub_account)).or_default();
            *part += entry.amount;
            prop_assert_eq!(*part, entry.balance, "{:?}", entry);
            let total: Yuan = parts.values().copied().sum();
            prop_assert_eq!(total, entry.total, "{:?}", entry);
            prop_assert!(entry.date >= last_day, "{:?} after {}", entry, last_day);
            last_day = entry.date;
            prop_assert_eq!(entry.projected, entry.date > today());
            if let Some(step) = entry.step {
                let result = assessment.step(step).unwrap().result;
                let is_expense = matches!(entry.kind, EntryKind::Expense { .. });
                prop_assert_eq!(if is_expense { -result } else { result }, entry.amount);
            }
        }
        prop_assert!(last_day <= assessment.as_of);
        let balance = assessment.account.balance;
        let of = |part: SubAccount| parts.get(&format!("{part:?}")).copied().unwrap_or_default();
        prop_assert_eq!(balance.total, parts.values().copied().sum::<Yuan>());
        let keeps_two = balance.current_year.is_some();
        prop_assert_eq!(keeps_two, balance.accumulated.is_some());
        if keeps_two {
            prop_assert_eq!(balance.current_year, Some(of(SubAccount::CurrentYear)));
            prop_assert_eq!(balance.accumulated, Some(of(SubAccount::Accumulated)));
            prop_assert!(!parts.contains_key("Whole"));
        } else {
            prop_assert_eq!(balance.total, of(SubAccount::Whole));
            prop_assert_eq!(parts.len(), 1);
        }
    }

    #[test]
    fn the_fund_stays_within_cap_and_cost(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        // What earlier bills of the same year counted, for rules that count by the year.
        let mut paid: BTreeMap<Month, Yuan> = BTreeMap::new();
        let mut met: BTreeMap<(Month, Benefit, Option<String>), Yuan> = BTreeMap::new();
        let mut counted: BTreeMap<(Month, Benefit, Option<String>), Yuan> = BTreeMap::new();
        for (result, bill) in settled(&assessment) {
            let in_year = bill.year <= result.date.month()
                && result.date.month() <= bill.year.year_end();
            let goes_by_years = bill.kind != Benefit::Prenatal;
            prop_assert!(in_year || !goes_by_years, "{} outside {}", result.date, bill.year);
            prop_assert!(bill.fund.amount + supplement(bill) <= bill.shared.amount);
            prop_assert!(bill.shared.amount <= bill.eligible.amount);
            prop_assert!(bill.fund.amount <= bill.fund_by_ratio.amount);
            let before = paid.entry(bill.year).or_default();
            let cost = counted.entry((bill.year, bill.kind, bill.scheme.clone())).or_default();
            // Where a supplementary fund pays above a cap on cost, what lies beyond it is shared.
            let to_supplement = bill.cap.filter(|cap| cap.counts_cost && bill.beyond_cap.is_none());
            let to_supplement = to_supplement.map_or(Yuan::ZERO, |cap| cap.cut);
            let counts = bill.deductible.applied.amount + bill.shared.amount - to_supplement;
            let beyond = bill.beyond_cap.map_or(to_supplement, |beyond| beyond.amount);
            match bill.cap {
                None => prop_assert_eq!(bill.fund.amount, bill.fund_by_ratio.amount),
                // A lower cap for the place or the bill may be the one that is named.
                Some(cap) if cap.counts_cost => {
                    prop_assert_eq!(bill.fund.amount, bill.fund_by_ratio.amount);
                    prop_assert_eq!(cap.cut, beyond);
                    prop_assert_eq!(cap.limit.less_at_most(cap.used_before), cap.left + counts);
                    prop_assert!(!cap.per.is_year() || cap.used_before <= *cost);
                    prop_assert!(cap.cut.is_zero() || cap.left.is_zero());
                }
                Some(cap) => {
                    prop_assert_eq!(cap.cut, bill.fund_by_ratio.amount - bill.fund.amount);
                    let left = cap.limit.less_at_most(cap.used_before);
                    prop_assert_eq!(left, cap.left + bill.fund.amount);
                    prop_assert!(!cap.per.is_year() || cap.used_before <= *before);
                    prop_assert!(cap.cut.is_zero() || cap.left.is_zero());
                }
            }
            *before += bill.fund.amount;
            *cost += counts;
            let met = met.entry((bill.year, bill.kind, bill.scheme.clone())).or_default();
            prop_assert!(bill.deductible.met_before <= *met);
            if bill.deductible.per.is_year() {
                prop_assert_eq!(bill.deductible.met_before, *met);
            }
            *met += bill.deductible.applied.amount;
            // The deductible first: nothing is shared while some of it is missing, but for what lies
            // beyond a cap on cost and is for a supplementary fund.
            let missing = bill.deductible.still_missing;
            prop_assert!(missing <= bill.deductible.threshold);
            prop_assert!(missing.is_zero() || bill.shared.amount == to_supplement);
        }
        for year in &assessment.years {
            let is_of_year =
                |b: &Settlement| b.year == year.from && b.kind == year.benefit && b.scheme == year.scheme;
            let of_year = || settled(&assessment).into_iter().filter(|(_, b)| is_of_year(b));
            prop_assert_eq!(year.fund_paid, of_year().map(|(_, b)| b.fund.amount).sum());
            prop_assert_eq!(year.person_paid, of_year().map(|(_, b)| b.person.amount).sum());
            let met = of_year().map(|(_, b)| b.deductible.applied.amount).sum();
            prop_assert_eq!(year.deductible_met, met);
            prop_assert_eq!(year.to, year.from.year_end());
        }
    }

    #[test]
    fn the_account_pays_no_more_than_it_holds(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let mut by_expense: BTreeMap<usize, Yuan> = BTreeMap::new();
        for entry in &assessment.account.ledger {
            if let EntryKind::Expense { expense } = entry.kind {
                prop_assert!(entry.amount.is_negative());
                // What is left afterwards is not below zero, so it held what it paid.
                prop_assert!(!entry.balance.is_negative(), "{:?}", entry);
                *by_expense.entry(expense).or_default() -= entry.amount;
            }
        }
        for (result, bill) in settled(&assessment) {
            let paid = by_expense.remove(&result.expense).unwrap_or_default();
            prop_assert_eq!(paid, bill.account.amount);
        }
        prop_assert!(by_expense.is_empty(), "paid for what was not settled");
    }

    #[test]
    fn every_step_recomputes_from_its_operands(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let entered = serde_json::to_value(&situation).unwrap();
        for (position, step) in assessment.steps.iter().enumerate() {
            check_step(step, position, &assessment, &entered)?;
        }
        let count = assessment.steps.len();
        for (_, bill) in settled(&assessment) {
            let figures = [
                bill.eligible, bill.deductible.applied, bill.shared, bill.fund_by_ratio, bill.fund,
                bill.own_share, bill.account, bill.cash, bill.person,
            ];
            let optional = [bill.paid_first, bill.supplement, bill.serious_illness];
            let optional = optional.into_iter().flatten();
            for figure in figures.into_iter().chain(optional) {
                prop_assert!((figure.step.0 as usize) < count);
                let result = assessment.step(figure.step).unwrap().result;
                prop_assert_eq!(result, figure.amount);
            }
        }
    }

    /// A reason wherever a result is zero, cut or negative, and none that its figures belie.
    #[test]
    fn reasons_fit_their_figures(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        let reasons = explain(&assessment);
        let about = |about: About| -> Vec<Reason> {
            reasons.iter().filter(|r| r.about == about).map(|r| r.reason).collect()
        };
        if assessment.account.balance.total <= Yuan::ZERO {
            prop_assert!(!about(About::Balance).is_empty());
        }
        for result in &assessment.expenses {
            let of_bill = about(About::Expense(result.expense));
            let Some(bill) = &result.settlement else {
                prop_assert!(of_bill.is_empty());
                continue;
            };
            let pays_nothing = bill.fund.amount.is_zero();
            prop_assert!(!pays_nothing || !of_bill.is_empty(), "{:?}", bill);
            for reason in &of_bill {
                let eligible = bill.eligible.amount;
                let is_true = match *reason {
                    Reason::NothingBilled => bill.total.is_zero(),
                    Reason::NothingEligible { outside } => {
                        eligible.is_zero() && outside == bill.total
                    }
                    Reason::PartlyOutsideRange { outside } => {
                        !outside.is_zero() && outside == bill.total - eligible
                    }
                    Reason::PaidByCurrentYearAccount { paid } => {
                        pays_nothing && paid == eligible && paid == paid_first(bill)
                    }
                    Reason::BelowDeductible { deductible, still_missing, .. } => {
                        pays_nothing
                            && !still_missing.is_zero()
                            && deductible == bill.deductible.threshold
                            && still_missing == bill.deductible.still_missing
                    }
                    Reason::JustMetDeductible { deductible } => {
                        pays_nothing
                            && bill.shared.amount.is_zero()
                            && bill.deductible.still_missing.is_zero()
                            && deductible == bill.deductible.threshold
                    }
                    Reason::DeductibleTaken { applied } => {
                        !pays_nothing
                            && !applied.is_zero()
                            && applied == bill.deductible.applied.amount
                    }
                    Reason::CapReached { cap, over_by } => {
                        pays_nothing
                            && bill.cap.is_some_and(|used| {
                                used.limit == cap && used.cut == over_by && used.left.is_zero()
                            })
                            && over_by == bill.fund_by_ratio.amount
                    }
                    Reason::CutByCap { cap, over_by } => {
                        !pays_nothing
                            && bill.cap.is_some_and(|used| {
                                used.limit == cap && used.cut == over_by && used.left.is_zero()
                            })
                            && !over_by.is_zero()
                    }
                    Reason::NothingFromShare { shared, ratio } => {
                        pays_nothing
                            && shared == bill.shared.amount
                            && !shared.is_zero()
                            && ratio == bill.ratio
                            && bill.fund_by_ratio.amount.is_zero()
                    }
                    Reason::CostCapReached { cap, beyond } | Reason::CutByCostCap { cap, beyond } => {
                        bill.cap.is_some_and(|used| {
                            used.counts_cost && used.limit == cap && used.cut == beyond
                        }) && !beyond.is_zero()
                    }
                    Reason::InWaitingPeriod { .. }
                    | Reason::InBreak { .. }
                    | Reason::ExcludedElsewhere => {
                        pays_nothing && bill.not_covered.is_some() && bill.shared.amount.is_zero()
                    }
                    // Those about the balance do not belong here.
                    Reason::AdvanceTakenBack { .. }
                    | Reason::OpeningNegative { .. }
                    | Reason::NoAccount
                    | Reason::NotEntered
                    | Reason::NothingPaidIn
                    | Reason::AllSpent { .. }
                    | Reason::Overdrawn { .. }
                    | Reason::Closed { .. }
                    | Reason::CreditsNotReckoned { .. } => false,
                };
                prop_assert!(is_true, "{:?} of {:?}", reason, bill);
            }
        }
    }
}
