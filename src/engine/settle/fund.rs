//! What the funds pay: by ratio and segment, within the cap, and above it by a supplementary fund.

use super::amount_in;
use crate::engine::assessment::{BandShare, CapUse, Figure};
use crate::engine::derivation::{Formula, Operand, OperandName, Origin, rate, yuan};
use crate::engine::run::{ROUNDING, Run};
use crate::engine::running::CapBefore;
use crate::engine::terms::{Band, Cap, Counts, Ratio, Sourced, SupplementTerms, Terms};
use crate::money::{Rate, Yuan};

/// The part of the shared cost that falls into a segment, with the fund's part of it; none beyond
/// the last segment, where the rules give no ratio.
pub(super) struct BandPart {
    cost: Figure,
    ratio: Rate,
    origin: Origin,
    pub(super) fund: Option<Figure>,
}

impl BandPart {
    /// Cost for which the rules give no ratio.
    pub(super) fn without_ratio(cost: Figure) -> Self {
        Self { cost, ratio: Rate::NOTHING, origin: Origin::Running, fund: None }
    }

    /// As the settlement shows it.
    pub(super) fn shown(&self) -> Option<BandShare> {
        self.fund.map(|fund| BandShare { cost: self.cost, ratio: self.ratio, fund })
    }
}

impl Run<'_> {
    /// What a cap on cost lets in of the remaining cost, what lies beyond it, and how it stands.
    pub(super) fn within_cost_cap(
        &mut self,
        terms: &Terms,
        before: &CapBefore,
        remaining: Operand,
    ) -> (Operand, Option<Figure>, Option<CapUse>) {
        let Some(cap) = terms.cap.as_ref().filter(|cap| cap.counts == Counts::Cost) else {
            return (remaining, None, None);
        };
        let cost = amount_in(&remaining);
        let (limit, used_before) = tighter(cap, before.cost, before.cost_of_which);
        let left_before = limit.0.less_at_most(used_before);
        let operands = [
            remaining,
            yuan(OperandName::Cap, limit.0, limit.1),
            yuan(OperandName::CostCountedBefore, used_before, Origin::Running),
        ];
        let counted = self.figure(Formula::CostWithinCap, &operands, cost.min(left_before));
        let operands = [remaining, counted.operand(OperandName::CountedCost)];
        let beyond = self.figure(Formula::CostBeyondCap, &operands, cost - counted.amount);
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

    /// The shared cost less what lies beyond a cap on cost and goes to a supplementary fund.
    pub(super) fn within_cap_of_cost(&mut self, shared: Figure, beyond: Option<Figure>) -> Figure {
        let Some(beyond) = beyond.filter(|beyond| !beyond.amount.is_zero()) else {
            return shared;
        };
        let operands =
            [shared.operand(OperandName::SharedCost), beyond.operand(OperandName::BeyondCap)];
        self.figure(Formula::SharedWithinCap, &operands, shared.amount - beyond.amount)
    }

    /// The fund's share before any cap, and its parts by segment. `position` is the cost counted
    /// before the shared part of this bill.
    pub(super) fn fund_by_bands(
        &mut self,
        bands: &[Band],
        position: Yuan,
        shared: Figure,
    ) -> (Figure, Vec<BandPart>) {
        if let [band] = bands
            && band.is_everything()
        {
            let fund = self.fund_by_ratio(
                shared.operand(OperandName::SharedCost),
                shared.amount,
                &band.ratio,
            );
            return (fund, vec![part_of(band, shared, Some(fund))]);
        }
        let after = position + shared.amount;
        let mut parts = Vec::new();
        for band in bands {
            let end = band.up_to.map_or(after, |up_to| up_to.min(after));
            let cost = end.less_at_most(position.max(band.above.unwrap_or_default()));
            if cost.is_zero() {
                continue;
            }
            let cost = self.cost_in_band(band, position, after, cost);
            let operand = cost.operand(OperandName::SharedCost);
            let fund = self.fund_by_ratio(operand, cost.amount, &band.ratio);
            parts.push(part_of(band, cost, Some(fund)));
        }
        let fund = self.sum_of_parts(bands, shared, &parts);
        if let Some((last, end)) = bands.last().and_then(|band| Some((band, band.up_to?)))
            && after > end
        {
            let beyond = after.less_at_most(end.max(position));
            let operands = [
                yuan(OperandName::PositionAfter, after, Origin::Running),
                yuan(OperandName::BandTo, after, Origin::Running),
                yuan(OperandName::PositionBefore, position, Origin::Running),
                yuan(OperandName::BandFrom, end, last.bounds),
            ];
            let beyond = self.figure(Formula::CostInBand, &operands, beyond);
            parts.push(part_of(last, beyond, None));
        }
        (fund, parts)
    }

    fn sum_of_parts(&mut self, bands: &[Band], shared: Figure, parts: &[BandPart]) -> Figure {
        let mut funds = parts.iter().filter_map(|part| part.fund);
        let Some(first) = funds.next() else {
            // Nothing is shared, so that any band gives nothing.
            let cost = shared.operand(OperandName::SharedCost);
            if let Some(band) = bands.first().filter(|_| shared.amount.is_zero()) {
                return self.fund_by_ratio(cost, shared.amount, &band.ratio);
            }
            let nothing = |name| yuan(name, Yuan::ZERO, Origin::Running);
            let operands = [nothing(OperandName::FundSoFar), nothing(OperandName::FundOfBand)];
            return self.figure(Formula::FundOfBands, &operands, Yuan::ZERO);
        };
        let rest: Vec<Figure> = funds.collect();
        rest.into_iter().fold(first, |so_far, of_band| {
            let operands =
                [so_far.operand(OperandName::FundSoFar), of_band.operand(OperandName::FundOfBand)];
            self.figure(Formula::FundOfBands, &operands, so_far.amount + of_band.amount)
        })
    }

    fn cost_in_band(&mut self, band: &Band, position: Yuan, after: Yuan, cost: Yuan) -> Figure {
        // A segment without an end, or from nothing, has no such figure in the rule.
        let bound = |name, figure: Option<Yuan>, otherwise| match figure {
            Some(amount) => yuan(name, amount, band.bounds),
            None => yuan(name, otherwise, Origin::Running),
        };
        let operands = [
            yuan(OperandName::PositionAfter, after, Origin::Running),
            bound(OperandName::BandTo, band.up_to, after),
            yuan(OperandName::PositionBefore, position, Origin::Running),
            bound(OperandName::BandFrom, band.above, Yuan::ZERO),
        ];
        self.figure(Formula::CostInBand, &operands, cost)
    }

    fn fund_by_ratio(&mut self, cost: Operand, amount: Yuan, ratio: &Ratio) -> Figure {
        let (base, origin) = ratio.base;
        let base = rate(OperandName::Ratio, base, origin);
        let product = amount.times(ratio.value(), ROUNDING);
        if ratio.is_plain() {
            return self.rounded(Formula::FundByRatio, &[cost, base], product);
        }
        let part = |name, part: Option<Sourced<Rate>>| {
            part.map(|(share, origin)| rate(name, share, origin))
        };
        let adjusted = [
            part(OperandName::RatioAdded, ratio.added),
            part(OperandName::RatioLess, ratio.less),
            part(OperandName::RatioTimes, ratio.times),
        ];
        let operands: Vec<Operand> =
            [cost, base].into_iter().chain(adjusted.into_iter().flatten()).collect();
        self.rounded(Formula::FundByAdjustedRatio, &operands, product)
    }

    /// What the fund pays within a cap on its payment, and how the cap stands.
    pub(super) fn within_cap(
        &mut self,
        terms: &Terms,
        before: &CapBefore,
        by_ratio: Figure,
    ) -> (Figure, Option<CapUse>) {
        let Some(cap) = terms.cap.as_ref().filter(|cap| cap.counts == Counts::Fund) else {
            return (by_ratio, None);
        };
        let (limit, used_before) = tighter(cap, before.fund, before.fund_of_which);
        let left_before = limit.0.less_at_most(used_before);
        let pays = by_ratio.amount.min(left_before);
        let operands = [
            by_ratio.operand(OperandName::FundByRatio),
            yuan(OperandName::Cap, limit.0, limit.1),
            yuan(OperandName::FundPaidBefore, used_before, Origin::Running),
        ];
        let fund = self.figure(Formula::FundWithinCap, &operands, pays);
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

    /// What a supplementary fund pays of the cost that the capped fund left.
    pub(super) fn supplement(
        &mut self,
        terms: &Terms,
        before: &CapBefore,
        cap: Option<CapUse>,
        shared: Figure,
        fund: Figure,
        parts: &[BandPart],
    ) -> Option<Figure> {
        let supplement = terms.supplement.as_ref()?;
        let is_cut = cap.is_some_and(|cap| !cap.counts_cost && !cap.cut.is_zero());
        let paid = if is_cut {
            self.supplement_above_cap(supplement, shared, fund, parts)
        } else {
            let without_ratio =
                |part: &&BandPart| part.fund.is_none() && !part.cost.amount.is_zero();
            let beyond = parts.iter().find(without_ratio)?;
            self.supplement_of_cost(supplement, beyond.cost)
        };
        let Some((limit, origin)) = supplement.limit else {
            return Some(paid);
        };
        let left = limit.less_at_most(before.supplement);
        let operands = [
            paid.operand(OperandName::Supplement),
            yuan(OperandName::SupplementCap, limit, origin),
            yuan(OperandName::SupplementPaidBefore, before.supplement, Origin::Running),
        ];
        Some(self.figure(Formula::SupplementWithinCap, &operands, paid.amount.min(left)))
    }

    /// From the segment on in which the cap cuts: the cost there less the part that the fund's payment
    /// in that segment answers for.
    fn supplement_above_cap(
        &mut self,
        supplement: &SupplementTerms,
        shared: Figure,
        fund: Figure,
        parts: &[BandPart],
    ) -> Figure {
        let (mut lower_cost, mut lower_fund) = (Yuan::ZERO, Yuan::ZERO);
        let mut cutting = None;
        for part in parts {
            let by_ratio = part.fund.map_or(Yuan::ZERO, |fund| fund.amount);
            if part.fund.is_some() && lower_fund + by_ratio <= fund.amount {
                lower_cost += part.cost.amount;
                lower_fund += by_ratio;
            } else {
                cutting = Some(part);
                break;
            }
        }
        let (cost, in_cut) = if lower_cost.is_zero() {
            (shared, fund)
        } else {
            let operands = [
                shared.operand(OperandName::SharedCost),
                yuan(OperandName::CostOfLowerBands, lower_cost, Origin::Running),
            ];
            let cost = self.figure(Formula::CostFromCut, &operands, shared.amount - lower_cost);
            let operands = [
                fund.operand(OperandName::Fund),
                yuan(OperandName::FundOfLowerBands, lower_fund, Origin::Running),
            ];
            (cost, self.figure(Formula::FundInCut, &operands, fund.amount - lower_fund))
        };
        let Some(cutting) = cutting.filter(|part| part.fund.is_some()) else {
            return self.supplement_of_cost(supplement, cost);
        };
        let (above, above_origin) = supplement.ratio;
        let rounded = cost.amount.share_beyond(in_cut.amount, cutting.ratio, above, ROUNDING);
        let operands = [
            cost.operand(OperandName::SharedCost),
            in_cut.operand(OperandName::Fund),
            rate(OperandName::Ratio, cutting.ratio, cutting.origin),
            rate(OperandName::RatioAbove, above, above_origin),
        ];
        self.rounded(Formula::SupplementAboveCap, &operands, rounded)
    }

    fn supplement_of_cost(&mut self, supplement: &SupplementTerms, cost: Figure) -> Figure {
        let (above, origin) = supplement.ratio;
        let operands =
            [cost.operand(OperandName::SharedCost), rate(OperandName::RatioAbove, above, origin)];
        let product = cost.amount.times(above, ROUNDING);
        self.rounded(Formula::SupplementOfCost, &operands, product)
    }
}

fn part_of(band: &Band, cost: Figure, fund: Option<Figure>) -> BandPart {
    BandPart { cost, ratio: band.ratio.value(), origin: band.ratio.base.1, fund }
}

/// The cap that leaves least, with what counted towards it before: the whole one, the lower one for
/// the place, or that of one bill.
fn tighter(cap: &Cap, used: Yuan, used_of_which: Yuan) -> (Sourced<Yuan>, Yuan) {
    let whole = (cap.limit, used);
    let lower = cap.of_which.as_ref().map(|(_, limit)| (*limit, used_of_which));
    let bill = cap.of_a_bill.map(|limit| (limit, Yuan::ZERO));
    let left = |(limit, used): &(Sourced<Yuan>, Yuan)| limit.0.less_at_most(*used);
    // Of equals the first: the whole cap is the one to name.
    [lower, bill].into_iter().flatten().fold(whole, |tightest, other| {
        if left(&other) < left(&tightest) { other } else { tightest }
    })
}
