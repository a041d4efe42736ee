//! What holds between assessments: the same input, another order, a bigger bill, one bill or two, a
//! ledger that begins later.

use mingbai::calendar::Date;
use mingbai::engine::{
    Assessment, Expense, ExpenseKind, Opening, Outcome, Settlement, Situation, Working,
};
use mingbai::explain::{About, Reason, explain, ranges, totals};
use mingbai::money::{Rate, Rounding, Yuan};
use mingbai::policy::Per;
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::config;
use crate::figures::settled;
use crate::plans::{known_months, month, plan, reckon, reckon_with, today, yuan};

/// What the fund pays of all bills.
fn fund_of(assessment: &Assessment) -> Yuan {
    settled(assessment).into_iter().map(|(_, bill)| bill.fund.amount).sum()
}

fn differ_by_at_most(a: Yuan, b: Yuan, fen: usize) -> bool {
    let most = yuan(i64::try_from(fen).unwrap_or(i64::MAX));
    a - b <= most && b - a <= most
}

/// One plain visit to the same place on the same day as another of the plan.
fn visit_like(situation: &Situation, total: Yuan) -> Option<Expense> {
    let like = situation.expenses.iter().find(|bill| bill.kind == ExpenseKind::Outpatient)?;
    Some(Expense {
        total,
        own_paid: Yuan::ZERO,
        over_limit: Yuan::ZERO,
        first_own: Yuan::ZERO,
        ..like.clone()
    })
}

/// Whether deductible and cap of a bill go by the year, and nothing hangs on how many bills there are.
fn goes_by_the_year(bill: &Settlement) -> bool {
    bill.deductible.per == Per::Year && bill.cap.is_none_or(|cap| cap.per == Per::Year)
}

proptest! {
    #![proptest_config(config())]

    /// Where rules go by the year, one bill or two on the same day come to the same but for a fen at
    /// each rounding.
    #[test]
    fn splitting_a_bill_changes_no_more_than_rounding(
        plan in plan(),
        total in 2..=2_000_000i64,
        part in 1..=999i64,
    ) {
        let mut situation = plan.situation();
        let Some(whole) = visit_like(&situation, yuan(total)) else { return Ok(()) };
        situation.expenses = vec![whole.clone()];
        let one = reckon(&plan, &situation);
        let first = (total * part / 1000).max(1);
        let piece = |fen: i64| Expense { total: yuan(fen), ..whole.clone() };
        situation.expenses = vec![piece(first), piece(total - first)];
        let two = reckon(&plan, &situation);
        let bills = [settled(&one), settled(&two)].concat();
        prop_assume!(bills.len() == 3 && bills.iter().all(|(_, bill)| goes_by_the_year(bill)));
        let thresholds: Vec<Yuan> =
            bills.iter().map(|(_, bill)| bill.deductible.threshold).collect();
        // Some areas have a lower deductible from the second bill on, or a cap on one bill.
        prop_assume!(thresholds.windows(2).all(|pair| pair[0] == pair[1]));
        let of_year = one.years.first().and_then(|year| year.cap);
        prop_assume!(bills.iter().all(|(_, bill)| {
            bill.cap.is_none_or(|cap| cap.counts_cost || Some(cap.limit) == of_year)
        }));
        let roundings: usize = bills.iter().map(|(_, bill)| 1 + bill.bands.len()).sum();
        let (one, two) = (fund_of(&one), fund_of(&two));
        prop_assert!(differ_by_at_most(one, two, roundings), "{} or {}", one, two);
    }

    /// Among bills of equal kind, place, day and ratio the order plays no part, but for a fen at each.
    #[test]
    fn the_order_of_equal_bills_plays_no_part(
        plan in plan(),
        totals in prop::collection::vec(0..=500_000i64, 2..6),
    ) {
        let mut situation = plan.situation();
        let bills: Option<Vec<Expense>> =
            totals.iter().map(|fen| visit_like(&situation, yuan(*fen))).collect();
        let Some(bills) = bills else { return Ok(()) };
        situation.expenses = bills;
        let one = reckon(&plan, &situation);
        situation.expenses.reverse();
        let other = reckon(&plan, &situation);
        let all = [settled(&one), settled(&other)].concat();
        let ratio = all.first().map(|(_, bill)| (bill.ratio, bill.deductible.threshold));
        prop_assume!(all.iter().all(|(_, bill)| {
            goes_by_the_year(bill)
                && bill.bands.is_empty()
                && bill.paid_first.is_none()
                && Some((bill.ratio, bill.deductible.threshold)) == ratio
        }));
        let of_year = one.years.first().and_then(|year| year.cap);
        prop_assume!(all.iter().all(|(_, bill)| {
            bill.cap.is_none_or(|cap| cap.counts_cost || Some(cap.limit) == of_year)
        }));
        let (one, other) = (fund_of(&one), fund_of(&other));
        prop_assert!(differ_by_at_most(one, other, all.len()), "{} or {}", one, other);
    }

    /// Nothing in gives nothing out, with a reason for each.
    #[test]
    fn nothing_in_gives_nothing_and_says_why(plan in plan()) {
        let mut situation = plan.situation();
        situation.contributions.clear();
        situation.movements.clear();
        situation.provided.monthly_credit = None;
        situation.ledger.opening = situation.ledger.opening.map(|opening| match opening {
            Opening::Balance(_) => Opening::Balance(Yuan::ZERO),
            Opening::Separate { .. } => {
                Opening::Separate { current_year: Yuan::ZERO, accumulated: Yuan::ZERO }
            }
        });
        for bill in &mut situation.expenses {
            let nothing = Yuan::ZERO;
            (bill.total, bill.own_paid) = (nothing, nothing);
            (bill.over_limit, bill.first_own) = (nothing, nothing);
        }
        let assessment = reckon(&plan, &situation);
        let reasons = explain(&assessment);
        for (result, bill) in settled(&assessment) {
            let amounts = [bill.fund.amount, bill.person.amount, bill.account.amount];
            prop_assert!(amounts.iter().all(|amount| amount.is_zero()), "{:?}", bill);
            let said = reasons.iter().any(|explained| {
                explained.about == About::Expense(result.expense)
                    && explained.reason == Reason::NothingBilled
            });
            prop_assert!(said, "no reason for {:?}", bill);
        }
        if assessment.account.balance.total.is_zero() {
            prop_assert!(reasons.iter().any(|explained| explained.about == About::Balance));
        }
    }

    /// Leaving the working out changes nothing else.
    #[test]
    fn the_working_may_be_left_out(plan in plan()) {
        let situation = plan.situation();
        let kept = reckon(&plan, &situation);
        let left_out = reckon_with(&plan, &situation, Working::LeftOut);
        prop_assert!(kept.steps.len() >= left_out.steps.len());
        prop_assert_eq!(Assessment { steps: Vec::new(), ..kept }, left_out);
    }

    /// An amount times a share is the exact product, rounded to the nearest fen, halves away from zero;
    /// whatever route the integers take.
    #[test]
    fn an_amount_times_a_share_is_the_rounded_product(
        fen in prop_oneof![-5_000i64..5_000, -10_000_000_000i64..=10_000_000_000],
        // Twentieths by themselves: of ten amounts one then comes to half a fen exactly.
        (scale, units) in prop_oneof![
            (0..=18u32).prop_flat_map(|scale| (Just(scale), 0..=10_i64.pow(scale))),
            (0..=20i64).prop_map(|twentieths| (2, twentieths * 5)),
        ],
    ) {
        let share = Decimal::new(units, scale);
        let rounded = yuan(fen).times(Rate::parse(&share.to_string()).unwrap(), Rounding::HalfUpToFen);
        let exact = Decimal::new(fen, 2) * share;
        let expected = exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        prop_assert_eq!(rounded.value.to_string().parse::<Decimal>().unwrap(), expected);
        prop_assert_eq!(rounded.acted, expected != exact);
    }

    /// The same input gives the same output, and the order of the list plays no part where days
    /// differ.
    #[test]
    fn the_result_hangs_on_the_situation_alone(plan in plan()) {
        let situation = plan.situation();
        let assessment = reckon(&plan, &situation);
        prop_assert_eq!(&assessment, &reckon(&plan, &situation));
        let mut days: Vec<Date> = situation.expenses.iter().map(|e| e.date).collect();
        days.sort();
        days.dedup();
        let stays_are_counted = situation.expenses.iter().all(|e| e.stay.is_none());
        if days.len() == situation.expenses.len() && stays_are_counted {
            let mut reversed = situation.clone();
            reversed.expenses.reverse();
            let other = reckon(&plan, &reversed);
            prop_assert_eq!(assessment.account.balance, other.account.balance);
            prop_assert_eq!(&assessment.years, &other.years);
            let amounts = |assessment: &Assessment| -> Vec<_> {
                settled(assessment)
                    .into_iter()
                    .map(|(r, b)| (r.date, b.fund.amount, b.account.amount, b.cash.amount))
                    .collect()
            };
            prop_assert_eq!(amounts(&assessment), amounts(&other));
        }
    }

    /// Where the usual order holds, a bigger bill never lowers what the person or the fund pays.
    #[test]
    fn a_bigger_bill_never_costs_less(
        plan in plan().prop_filter("usual order", |plan| plan.area != "310000"),
        more in 1..=100_000i64,
    ) {
        let mut situation = plan.situation();
        let last = situation.expenses.iter().enumerate().max_by_key(|(i, e)| (e.date, *i));
        let Some(last) = last.map(|(index, _)| index) else { return Ok(()) };
        let total = situation.expenses[last].total + yuan(more);
        prop_assume!(total <= Yuan::LIMIT);
        let before = reckon(&plan, &situation);
        situation.expenses[last].total = total;
        let after = reckon(&plan, &situation);
        match (&before.expenses[last].settlement, &after.expenses[last].settlement) {
            (None, None) => {}
            (Some(smaller), Some(bigger)) => {
                prop_assert!(smaller.person.amount <= bigger.person.amount);
                prop_assert!(smaller.fund.amount <= bigger.fund.amount);
                prop_assert!(smaller.deductible.still_missing >= bigger.deductible.still_missing);
            }
            _ => prop_assert!(false, "settled or not, by the amount"),
        }
    }

    /// Whatever part of the last bill lies outside the policy range, the year comes to something between
    /// all of it inside and all outside, but for a fen at each rounding. Of an earlier bill that is no
    /// law: what lies outside leaves more of a cap to the bills after it.
    #[test]
    fn unknown_parts_of_the_last_bill_lie_between_the_ends(plan in plan(), outside in 0..=1000i64) {
        let mut situation = plan.situation();
        let bills = situation.expenses.iter().enumerate();
        let Some((last, _)) = bills.max_by_key(|(index, bill)| (bill.date, *index)) else {
            return Ok(());
        };
        let bill = &mut situation.expenses[last];
        (bill.own_paid, bill.over_limit, bill.first_own) = (Yuan::ZERO, Yuan::ZERO, Yuan::ZERO);
        let total = bill.total;
        let inside = reckon(&plan, &situation);
        let ranges = ranges(plan.policy(), &situation, today(), &[last], &inside).unwrap();
        situation.expenses[last].own_paid = yuan(total.fen() * outside / 1000);
        let truth = reckon(&plan, &situation);
        let (funds, person) = totals(&truth);
        let fen = yuan(4);
        let figures = [
            ("funds", funds, ranges.funds),
            ("person", person, ranges.person),
            ("balance", truth.account.balance.total, ranges.balance),
        ];
        for (name, figure, range) in figures {
            prop_assert!(
                range.low - fen <= figure && figure <= range.high + fen,
                "{name}: {figure} not between {} and {}", range.low, range.high,
            );
        }
    }

    /// A ledger that begins later, with the balance that the longer one has by then, ends with the
    /// same balance: all months before it are listed, so nothing about them is unknown.
    #[test]
    fn a_ledger_may_begin_in_any_month((plan, cut) in known_months()) {
        let whole = plan.situation();
        let complete = reckon(&plan, &whole);
        prop_assume!(!matches!(complete.account.outcome, Outcome::Incomplete { .. }));
        let mid = month(plan.from + cut);
        let mut first = whole.clone();
        first.ledger.as_of = Some(mid.previous().last_day());
        let balance = reckon(&plan, &first).account.balance;
        let mut rest = whole.clone();
        rest.ledger.from = mid;
        rest.ledger.opening = Some(match (balance.current_year, balance.accumulated) {
            (Some(current_year), Some(accumulated)) => {
                Opening::Separate { current_year, accumulated }
            }
            _ => Opening::Balance(balance.total),
        });
        let continued = reckon(&plan, &rest);
        prop_assert_eq!(
            continued.account.balance,
            complete.account.balance,
            "from {}: {:?}\nfrom {}: {:?}",
            whole.ledger.from,
            complete.account.ledger,
            mid,
            continued.account.ledger
        );
    }
}
