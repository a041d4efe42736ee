//! How particular a term is: what is one of many weighs more than what is one of few, so that an
//! explanation by what hardly could have been otherwise goes before one that was picked out of thousands.
//!
//! Weights are in eighths of a bit: that of one of n alike is `log2(n)`. A base that can be any sum of
//! some thousand weighs accordingly, and less where it is round, as wages agreed upon are. They order
//! explanations and are no probabilities.

use std::collections::BTreeMap;

use super::terms::Term;
use super::{Mechanism, Part};
use crate::money::Yuan;

/// What each part beyond the first adds.
pub(super) const FURTHER_PART: u32 = 2 * BIT;

const BIT: u32 = 8;
/// Where floor and ceiling are not known: bases a person may have.
const WIDTH_OF_BASES: i64 = 2_000_000;

/// Terms with their weights.
pub(super) fn weigh(parts: Vec<Part>) -> Vec<Term> {
    let mut of_kind: BTreeMap<u32, u32> = BTreeMap::new();
    for part in &parts {
        *of_kind.entry(kind(&part.mechanism)).or_default() += ways(&part.mechanism);
    }
    let weighed = |part: Part| {
        let all = of_kind.get(&kind(&part.mechanism)).copied().unwrap_or(1);
        let weight =
            rarity(&part.mechanism) + log2(i64::from(all)) - log2(i64::from(ways(&part.mechanism)));
        Term { part, weight }
    };
    parts.into_iter().map(weighed).collect()
}

/// The weight of a base that was solved for and is one of a few that the person's papers show.
pub(super) fn of_familiar_base(familiar: usize) -> u32 {
    4 * BIT + log2(i64::try_from(familiar).unwrap_or(i64::MAX))
}

/// The weight of a base that was solved for: one of all that the area allows, and of the round ones
/// where it is round.
pub(super) fn of_base(base: Yuan, floor: Option<Yuan>, ceiling: Option<Yuan>) -> u32 {
    let width = match (floor, ceiling) {
        (Some(floor), Some(ceiling)) => (ceiling - floor).fen(),
        _ => WIDTH_OF_BASES,
    };
    // Half of all bases are taken to be whole hundreds; of the rest half whole yuan.
    let (step, share) = match base.fen() {
        fen if fen % 10_000 == 0 => (10_000, 1),
        fen if fen % 100 == 0 => (100, 2),
        _ => (1, 2),
    };
    let unknown = if floor.is_none() || ceiling.is_none() { BIT } else { 0 };
    3 * BIT + share * BIT + log2(width / step) + unknown
}

/// Mechanisms that are counted together.
const fn kind(mechanism: &Mechanism) -> u32 {
    match mechanism {
        Mechanism::CreditsMissing { .. } | Mechanism::StretchMissing { .. } => 0,
        Mechanism::AdvanceTakenBack { .. } => 1,
        Mechanism::BillNotPosted { .. } => 2,
        Mechanism::BillPostedTwice { .. } => 3,
        Mechanism::MovementNotPosted { .. } => 4,
        Mechanism::MovementPostedTwice { .. } => 5,
        Mechanism::PremiumTaken { .. } => 6,
        Mechanism::OtherBase { .. } => 7,
        Mechanism::RetiredFrom { .. } => 8,
    }
}

/// How rare a mechanism is by itself.
const fn rarity(mechanism: &Mechanism) -> u32 {
    match mechanism {
        Mechanism::CreditsMissing { .. }
        | Mechanism::StretchMissing { .. }
        | Mechanism::AdvanceTakenBack { .. } => 2 * BIT,
        Mechanism::BillNotPosted { .. }
        | Mechanism::BillPostedTwice { .. }
        | Mechanism::OtherBase { .. }
        | Mechanism::RetiredFrom { .. } => 3 * BIT,
        Mechanism::MovementNotPosted { .. }
        | Mechanism::MovementPostedTwice { .. }
        | Mechanism::PremiumTaken { .. } => 4 * BIT,
    }
}

/// In how many ways a term can have come about, next to others of its kind.
fn ways(mechanism: &Mechanism) -> u32 {
    let count = |candidates: &[usize]| u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    match mechanism {
        // Few months are missing more often than many.
        Mechanism::CreditsMissing { count, .. } => match count {
            1 => 12,
            2 => 8,
            3 => 6,
            4..=6 => 4,
            _ => 1,
        },
        Mechanism::BillNotPosted { candidates }
        | Mechanism::BillPostedTwice { candidates }
        | Mechanism::MovementNotPosted { candidates }
        | Mechanism::MovementPostedTwice { candidates } => count(candidates),
        Mechanism::StretchMissing { .. }
        | Mechanism::AdvanceTakenBack { .. }
        | Mechanism::PremiumTaken { .. }
        | Mechanism::OtherBase { .. }
        | Mechanism::RetiredFrom { .. } => 1,
    }
}

/// `log2` in eighths of a bit, straight between powers of two; nothing below two.
fn log2(number: i64) -> u32 {
    let Some(whole) = number.checked_ilog2() else {
        return 0;
    };
    let eighths = (number.saturating_mul(8) >> whole) - 8;
    whole * BIT + u32::try_from(eighths).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_many_weighs_more_than_one_of_few() {
        assert_eq!([1, 2, 3, 4, 1024].map(log2), [0, 8, 12, 16, 80]);
        assert_eq!(log2(0), 0);
        let weight = |text: &str| of_base(Yuan::parse(text).unwrap(), None, None);
        assert!(weight("8000") < weight("8001") && weight("8001") < weight("8001.01"));
    }
}
