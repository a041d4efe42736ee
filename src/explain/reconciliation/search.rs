//! Combinations of at most three terms that give a difference to the fen, the simplest first.
//!
//! Sums are looked up, not tried: of n terms, n² pairs are formed and the third of each is found by its
//! amount. A changed contribution base may stand for any amount that divides by its months, so it is
//! solved for what a combination of up to two other terms leaves, and weighs more.

use super::bases::BaseSpan;
use super::terms::{Candidates, Term};
use super::weights::FURTHER_PART;
use super::{Explanation, MOST_EXPLANATIONS, Part};
use crate::money::Yuan;

/// A combination with its weight; lighter is simpler.
struct Found {
    weight: u32,
    parts: Vec<Part>,
}

/// The lightest combinations so far.
#[derive(Default)]
struct Best(Vec<Found>);

impl Best {
    /// Whether something of this weight would be among the best.
    fn takes(&self, weight: u32) -> bool {
        self.0.len() < MOST_EXPLANATIONS || self.0.last().is_some_and(|last| weight < last.weight)
    }

    fn add(&mut self, weight: u32, parts: impl FnOnce() -> Vec<Part>) {
        if !self.takes(weight) {
            return;
        }
        // After those of equal weight: what was found first has fewer parts.
        let at = self.0.partition_point(|found| found.weight <= weight);
        self.0.insert(at, Found { weight, parts: parts() });
        self.0.truncate(MOST_EXPLANATIONS);
    }
}

/// What explains `difference`, the simplest first.
pub(super) fn combinations(candidates: &Candidates, difference: Yuan) -> Vec<Explanation> {
    let mut terms: Vec<&Term> = candidates.terms.iter().collect();
    terms.sort_by_key(|term| (term.part.amount, term.weight));
    let search = Search { terms, spans: &candidates.spans, difference };
    let mut best = Best::default();
    search.up_to_one(&mut best);
    search.pairs_and_triples(&mut best);
    best.0.into_iter().map(|found| Explanation { parts: found.parts }).collect()
}

struct Search<'c> {
    /// By amount.
    terms: Vec<&'c Term>,
    spans: &'c [BaseSpan],
    difference: Yuan,
}

impl Search<'_> {
    /// The terms of exactly this amount, from the index `from` on.
    fn of_amount(&self, amount: Yuan, from: usize) -> impl Iterator<Item = &Term> {
        let begin = self.terms.partition_point(|term| term.part.amount < amount).max(from);
        let rest = self.terms.get(begin..).unwrap_or_default();
        rest.iter().copied().take_while(move |term| term.part.amount == amount)
    }

    /// A base that gives what `chosen` leaves.
    fn bases(&self, chosen: &[&Term], best: &mut Best) {
        let sum: Yuan = chosen.iter().map(|term| term.part.amount).sum();
        let rest = self.difference - sum;
        if chosen.iter().any(|term| term.changes_credits()) {
            return;
        }
        for span in self.spans {
            let Some((part, weight)) = span.solve(rest) else { continue };
            let weight = weight + weight_of(chosen) + FURTHER_PART * count(chosen.len());
            best.add(weight, || {
                chosen.iter().map(|term| term.part.clone()).chain([part]).collect()
            });
        }
    }

    fn up_to_one(&self, best: &mut Best) {
        for term in self.of_amount(self.difference, 0) {
            best.add(term.weight, || vec![term.part.clone()]);
        }
        self.bases(&[], best);
        for term in &self.terms {
            self.bases(&[term], best);
        }
    }

    fn pairs_and_triples(&self, best: &mut Best) {
        for (index, first) in self.terms.iter().enumerate() {
            let left = self.difference - first.part.amount;
            for second in self.of_amount(left, index + 1).filter(|second| !first.clashes(second)) {
                let pair = [*first, second];
                best.add(weight_of(&pair) + FURTHER_PART, || parts_of(&pair));
            }
            for (offset, second) in self.terms.iter().enumerate().skip(index + 1) {
                if first.clashes(second) {
                    continue;
                }
                let pair = [*first, *second];
                let weight = weight_of(&pair) + 2 * FURTHER_PART;
                // The lightest third there is would still be too heavy.
                if !best.takes(weight) {
                    continue;
                }
                for third in self.of_amount(left - second.part.amount, offset + 1) {
                    if !first.clashes(third) && !second.clashes(third) {
                        let triple = [*first, *second, third];
                        best.add(weight + third.weight, || parts_of(&triple));
                    }
                }
                self.bases(&pair, best);
            }
        }
    }
}

fn count(terms: usize) -> u32 {
    u32::try_from(terms).unwrap_or(u32::MAX)
}

fn weight_of(terms: &[&Term]) -> u32 {
    terms.iter().map(|term| term.weight).sum()
}

fn parts_of(terms: &[&Term]) -> Vec<Part> {
    terms.iter().map(|term| term.part.clone()).collect()
}
