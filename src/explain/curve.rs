//! What the funds would pay of a bill, the larger it is: the same bill reckoned again with other
//! totals, at even steps and where the slope changes.

use crate::calendar::Date;
use crate::engine::{Settlement, Situation, Working, assess_with};
use crate::money::Yuan;
use crate::policy::PolicySet;

use super::compare::paid_by_funds;

/// How many even steps are reckoned.
const STEPS: i64 = 24;
/// No bill may be larger.
const LIMIT_FEN: i64 = Yuan::LIMIT.fen();
/// A cap further away than this many times the bill would leave no room for the bill itself.
const FARTHEST_CAP: i64 = 6;

/// A bill of this total, and what the funds pay of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurvePoint {
    /// 医疗费总额.
    pub total: Yuan,
    /// What all funds pay.
    pub funds: Yuan,
}

/// What the funds pay by the size of the bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve {
    /// In order of the total, from nothing to the largest.
    pub points: Vec<CurvePoint>,
    /// The bill as it is.
    pub here: CurvePoint,
    /// The smallest bill with which the deductible is met, where one is still due before it.
    pub deductible_met: Option<CurvePoint>,
    /// The smallest bill that leaves nothing of the cap, where any does.
    pub cap_reached: Option<CurvePoint>,
}

/// The curve of the bill at `expense`, its parts outside the policy range left as they are; `None`
/// where it was not settled.
#[must_use]
pub fn curve(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
    expense: usize,
) -> Option<Curve> {
    let bill = situation.expenses.get(expense)?;
    let outside = bill.outside_range().fen();
    let settle = |fen: i64| -> Option<Settlement> {
        let mut varied = situation.clone();
        varied.expenses.get_mut(expense)?.total = Yuan::from_fen(fen);
        let assessment = assess_with(policy, &varied, today, Working::LeftOut).ok()?;
        let found = assessment.expenses.into_iter().find(|result| result.expense == expense);
        found?.settlement
    };
    let point = |fen: i64| {
        settle(fen).map(|bill| CurvePoint { total: bill.total, funds: paid_by_funds(&bill) })
    };
    let here = point(bill.total.fen())?;
    let first = |reaches: fn(&Settlement) -> bool| {
        let found = smallest(outside, |fen| settle(fen).is_some_and(|bill| reaches(&bill)));
        found.and_then(point)
    };
    let is_met = |bill: &Settlement| bill.deductible.still_missing.is_zero();
    let deductible_met = first(is_met).filter(|met| met.total.fen() > outside);
    let cap_reached = first(|bill| bill.cap.is_some_and(|cap| cap.left.is_zero()));
    let end = end_of(here.total, deductible_met, cap_reached);
    let even = (0..=STEPS).map(|step| end * step / STEPS).filter(|fen| *fen >= outside);
    let bends = [Some(here), deductible_met, cap_reached].into_iter().flatten();
    let bends = bends.map(|bend| bend.total.fen()).filter(|fen| *fen <= end);
    let mut totals: Vec<i64> = even.chain(bends).chain([outside]).collect();
    totals.sort_unstable();
    totals.dedup();
    // Less than what lies outside the policy range is nobody's bill, and nothing is paid of it.
    let nothing = (outside > 0).then_some(CurvePoint { total: Yuan::ZERO, funds: Yuan::ZERO });
    let points = nothing.into_iter().chain(totals.into_iter().filter_map(point)).collect();
    Some(Curve { points, here, deductible_met, cap_reached })
}

/// Where the curve ends: past the bill and the deductible, and past the cap where that is near enough.
fn end_of(here: Yuan, met: Option<CurvePoint>, cap: Option<CurvePoint>) -> i64 {
    let total = |point: Option<CurvePoint>| point.map_or(0, |point| point.total.fen());
    let near = here.fen().max(total(met)).max(1_000);
    let cap = Some(total(cap)).filter(|cap| *cap <= near * FARTHEST_CAP).unwrap_or_default();
    rounded_up((near * 3 / 2).max(cap * 5 / 4)).min(LIMIT_FEN)
}

/// The next amount that is 1, 1.5, 2, 3, 4, 5, 6 or 8 of a power of ten.
fn rounded_up(fen: i64) -> i64 {
    let mut power = 10;
    while power * 10 <= fen {
        power *= 10;
    }
    let tenths = [10, 15, 20, 30, 40, 50, 60, 80, 100];
    tenths.into_iter().map(|of| power / 10 * of).find(|round| *round >= fen).unwrap_or(fen)
}

/// The smallest amount from `least` on that reaches something; more never undoes it.
fn smallest(least: i64, reaches: impl Fn(i64) -> bool) -> Option<i64> {
    let (mut below, mut reaching) = (least - 1, LIMIT_FEN);
    if !reaches(reaching) {
        return None;
    }
    while reaching - below > 1 {
        let middle = below + (reaching - below) / 2;
        if reaches(middle) {
            reaching = middle;
        } else {
            below = middle;
        }
    }
    Some(reaching)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_a_round_amount_past_the_bill() {
        assert_eq!(rounded_up(390_000), 400_000);
        assert_eq!(rounded_up(400_000), 400_000);
        assert_eq!(rounded_up(400_001), 500_000);
        assert_eq!(rounded_up(99), 100);
        assert_eq!(rounded_up(10), 10);
    }

    #[test]
    fn a_cap_far_away_does_not_press_the_bill_into_the_corner() {
        let at = |fen| Some(CurvePoint { total: Yuan::from_fen(fen), funds: Yuan::ZERO });
        // 2,600 × 1.5 = 3,900; with the cap at 4,200 × 1.25 = 5,250.
        assert_eq!(end_of(Yuan::from_fen(260_000), at(20_000), None), 400_000);
        assert_eq!(end_of(Yuan::from_fen(260_000), at(20_000), at(420_000)), 600_000);
        assert_eq!(end_of(Yuan::from_fen(260_000), at(20_000), at(60_000_000)), 400_000);
    }

    #[test]
    fn the_smallest_amount_is_found_or_none() {
        assert_eq!(smallest(0, |fen| fen >= 4_711), Some(4_711));
        assert_eq!(smallest(100, |_| true), Some(100));
        assert_eq!(smallest(0, |_| false), None);
    }
}
