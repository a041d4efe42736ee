//! What must hold a fen around any deductible and any cap, whichever benefit it belongs to.

use mingbai::engine::Settlement;
use mingbai::explain::Reason;
use mingbai::money::Yuan;

use crate::{FEN, Tally, fen};

/// A settled bill with the reasons for what the fund pays of it, or why it was refused.
pub(crate) type Settled = Result<(Settlement, Vec<Reason>), String>;

/// A sum that no cap of a year comes near.
pub(crate) const PLENTY: i64 = 9_000_000_000;

/// A sum so large that a share of it shows, of which every ratio is exact.
pub(crate) const HUNDRED: i64 = 10_000;

/// A sum in fen.
pub(crate) fn in_fen(sum: Yuan) -> i64 {
    sum.to_string().replace('.', "").parse().unwrap()
}

/// A cost at which `of` comes to exactly `target`; `of` grows with the cost, by a fen at most for
/// each. None where it never comes to it.
pub(crate) fn cost_at(target: Yuan, of: impl Fn(Yuan) -> Yuan) -> Option<Yuan> {
    let target = in_fen(target);
    let of = |cost: i64| in_fen(of(fen(cost)));
    let (mut low, mut high) = ((0, of(0)), (PLENTY, of(PLENTY)));
    for is_straight in [true, false].into_iter().cycle() {
        if let Some((cost, _)) = [low, high].into_iter().find(|(_, sum)| *sum == target) {
            return Some(fen(cost));
        }
        if low.1 > target || high.1 < target || high.0 - low.0 <= 1 {
            return None;
        }
        // Between bends the sum grows evenly; halving gets over the bends.
        let rise = i128::from(high.1 - low.1);
        let along = i128::from(high.0 - low.0) * i128::from(target - low.1) / rise;
        let along = if is_straight { along } else { i128::from(high.0 - low.0) / 2 };
        let cost = (low.0 + i64::try_from(along).unwrap()).clamp(low.0 + 1, high.0 - 1);
        let sum = of(cost);
        if sum < target { low = (cost, sum) } else { high = (cost, sum) }
    }
    None
}

/// A fen below, at and above a deductible; `settle` settles a bill of which that much goes on to
/// the deductible.
pub(crate) fn around_deductible(
    name: &str,
    deductible: Yuan,
    settle: impl Fn(Yuan) -> Settled,
    tally: &mut Tally,
) {
    let above = match settle(deductible + fen(FEN)) {
        Ok((above, _)) => above,
        Err(why) => return tally.unreachable(name, why),
    };
    tally.thresholds += 1;
    if !deductible.is_zero() {
        below_and_at(name, deductible, &settle, tally);
    }
    let supplement = above.supplement.map_or(Yuan::ZERO, |figure| figure.amount);
    let paid = above.fund.amount + supplement + above.own_share.amount;
    tally.holds(
        name,
        "a fen above",
        &[
            ("that deductible", above.deductible.threshold == deductible),
            ("met", above.deductible.still_missing.is_zero()),
            ("the fen shared", above.shared.amount == fen(FEN)),
            ("shared between fund and person", paid == fen(FEN)),
        ],
    );
}

fn below_and_at(
    name: &str,
    deductible: Yuan,
    settle: &impl Fn(Yuan) -> Settled,
    tally: &mut Tally,
) {
    let (bill, reasons) = settle(deductible - fen(FEN)).unwrap();
    let distance = reasons.iter().any(|reason| {
        matches!(reason, Reason::BelowDeductible { deductible: of, still_missing, .. }
            if *of == deductible && *still_missing == fen(FEN))
    });
    // A single fen less leaves nothing to bill where the deductible is a fen.
    let says_so = distance || bill.total.is_zero();
    tally.holds(
        name,
        "a fen below",
        &[
            ("without the fund", bill.fund.amount.is_zero()),
            ("a fen missing", bill.deductible.still_missing == fen(FEN)),
            ("told with the distance", says_so),
        ],
    );
    let (bill, reasons) = settle(deductible).unwrap();
    let just_met = Reason::JustMetDeductible { deductible };
    tally.holds(
        name,
        "exactly",
        &[
            ("without the fund", bill.fund.amount.is_zero()),
            ("met", bill.deductible.still_missing.is_zero()),
            ("told as just met", reasons.contains(&just_met)),
        ],
    );
}

/// A fen around a cap on what the fund pays in a stretch; `settle` settles bills of these costs, of
/// which the fund's share grows evenly.
pub(crate) fn around_cap(
    name: &str,
    cap: Yuan,
    settle: impl Fn(&[Yuan]) -> Settled,
    tally: &mut Tally,
) {
    if let Err(why) = settle(&[fen(FEN)]) {
        return tally.unreachable(name, why);
    }
    let last = |bills: &[Yuan]| settle(bills).unwrap();
    let nearly = cost_at(cap - fen(FEN), |cost| last(&[cost]).0.fund_by_ratio.amount);
    let Some(nearly) = nearly else {
        return tally.unreachable(name, "what the fund pays never comes to the cap");
    };
    tally.thresholds += 1;
    let (bill, _) = last(&[nearly]);
    tally.holds(
        name,
        "a fen below",
        &[
            ("that cap", bill.cap.is_some_and(|used| used.limit == cap)),
            ("not cut", bill.fund.amount == cap - fen(FEN)),
            ("a fen left", bill.cap.is_some_and(|used| used.left == fen(FEN))),
        ],
    );
    let more = fen(HUNDRED);
    let (bill, reasons) = last(&[nearly, more]);
    let cut = bill.fund_by_ratio.amount - fen(FEN);
    tally.holds(
        name,
        "exactly",
        &[
            ("the last fen paid", bill.fund.amount == fen(FEN)),
            ("told with the distance", reasons.contains(&Reason::CutByCap { cap, over_by: cut })),
            ("full", bill.cap.is_some_and(|used| used.left.is_zero())),
        ],
    );
    let (bill, reasons) = last(&[nearly, more, more]);
    let over_by = bill.fund_by_ratio.amount;
    tally.holds(
        name,
        "from then on",
        &[
            ("without the fund", bill.fund.amount.is_zero()),
            ("told", reasons.contains(&Reason::CapReached { cap, over_by })),
        ],
    );
    let (bill, _) = last(&[fen(PLENTY)]);
    tally.holds(
        name,
        "at once",
        &[
            ("all of the cap", bill.fund.amount == cap),
            ("no more than the cap", bill.cap.is_some_and(|used| used.left.is_zero())),
        ],
    );
}

/// A fen around a cap on the cost that the fund shares; `settle` settles bills of these costs.
pub(crate) fn around_cost_cap(
    name: &str,
    cap: Yuan,
    settle: impl Fn(&[Yuan]) -> Settled,
    tally: &mut Tally,
) {
    if let Err(why) = settle(&[fen(FEN)]) {
        return tally.unreachable(name, why);
    }
    tally.thresholds += 1;
    let last = |bills: &[Yuan]| settle(bills).unwrap();
    let (bill, _) = last(&[cap - fen(FEN)]);
    let at_cap = last(&[cap]).0;
    tally.holds(
        name,
        "a fen below and exactly",
        &[
            ("that cap", bill.cap.is_some_and(|used| used.limit == cap && used.counts_cost)),
            ("a fen left", bill.cap.is_some_and(|used| used.left == fen(FEN))),
            ("full at the cap", at_cap.cap.is_some_and(|used| used.left.is_zero())),
            ("nothing cut at the cap", at_cap.cap.is_some_and(|used| used.cut.is_zero())),
        ],
    );
    let (bill, reasons) = last(&[cap + fen(FEN)]);
    let told = Reason::CutByCostCap { cap, beyond: fen(FEN) };
    tally.holds(
        name,
        "a fen above",
        &[
            ("no more from the fund", bill.fund.amount == at_cap.fund.amount),
            ("a fen beyond", bill.cap.is_some_and(|used| used.cut == fen(FEN))),
            ("told with the distance", reasons.contains(&told)),
        ],
    );
    let (bill, reasons) = last(&[cap, fen(FEN)]);
    let told = Reason::CostCapReached { cap, beyond: fen(FEN) };
    tally.holds(
        name,
        "from then on",
        &[("without the fund", bill.fund.amount.is_zero()), ("told", reasons.contains(&told))],
    );
}
