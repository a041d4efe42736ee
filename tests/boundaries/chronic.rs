//! A fen around deductibles, segments and caps of schemes for chronic and special diseases, and
//! around the caps of stays that some of them share.

use mingbai::money::{Rate, Yuan};
use mingbai::policy::{
    CapCounts, Cell, ChronicOutpatient, ChronicScheme, InpatientCap, InsuranceKind, Place,
    PolicySet, Rule, pick, pick_segments,
};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of, rule_on};
use crate::stays::stay;
use crate::sums::{HUNDRED, Settled, around_cap, around_cost_cap, around_deductible, cost_at};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// Where a scheme goes by the rules of stays, those are out of the way.
fn provided() -> Value {
    json!({"inpatient_ratio": "0.5", "inpatient_deductible": "0", "monthly_credit": "0"})
}

/// A scheme of a rule, and the kind of insurance that it is tried with.
pub(crate) struct Trial<'a> {
    pub(crate) policy: &'a PolicySet,
    pub(crate) rule: &'a Rule<ChronicOutpatient>,
    pub(crate) scheme: &'a ChronicScheme,
    pub(crate) insurance: InsuranceKind,
}

/// Every scheme of a policy's nearest layer, for every kind of insurance.
pub(crate) fn trials(policy: &PolicySet) -> Vec<Trial<'_>> {
    let rules = policy.layers()[0].rules.chronic_outpatient.iter();
    let schemes = rules.flat_map(|rule| rule.value.schemes.iter().map(move |one| (rule, one)));
    schemes
        .flat_map(|(rule, scheme)| {
            let kinds = rule.insurance.iter();
            kinds.map(move |kind| Trial { policy, rule, scheme, insurance: *kind })
        })
        .collect()
}

#[test]
fn schemes_pay_above_their_deductibles_and_up_to_their_caps() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for trial in trials(&policy) {
            for cell in &trial.scheme.deductible {
                trial.at_places_of(cell, &mut tally, Trial::of_deductible);
            }
            for cell in trial.scheme.ratio.iter().filter(|cell| cell.up_to.is_some()) {
                trial.at_places_of(cell, &mut tally, Trial::of_bound);
            }
            for cell in &trial.scheme.cap {
                trial.at_places_of(cell, &mut tally, Trial::of_cap);
            }
            if trial.scheme.counts_towards_inpatient_cap {
                trial.shares_the_cap_of_stays(&mut tally);
            }
        }
    }
    tally.finish("chronic schemes", 280);
}

impl Trial<'_> {
    /// Somebody and a day for which the scheme of that name is this one.
    pub(crate) fn stand<T>(&self, cell: Option<&Cell<T>>) -> Option<Stand<'_>> {
        let anybody = mingbai::policy::Who::default();
        let who = cell.map_or(&anybody, |cell| &cell.who);
        let id = &self.scheme.id;
        let speaks =
            |value: &ChronicOutpatient| value.schemes.iter().any(|scheme| scheme.id == *id);
        Stand::find_beside(self.policy, self.rule, self.insurance, who, speaks)
    }

    /// A bill under the scheme.
    pub(crate) fn bill(&self, place: &Place, total: Yuan) -> Value {
        json!({"kind": "chronic", "scheme": self.scheme.id, "level": place.id(), "total": total})
    }

    fn settle(&self, stand: &Stand, place: &Place, totals: &[Yuan]) -> Settled {
        let bills: Vec<Value> = totals.iter().map(|total| self.bill(place, *total)).collect();
        stand.last_of(&bills, &provided())
    }

    /// Why the fund pays nothing under the scheme that could be looked at.
    fn pays_nothing(&self) -> Option<&'static str> {
        let is_known = self.scheme.ratio_as_inpatient || !self.scheme.ratio.is_empty();
        (!is_known).then_some("no ratio of the scheme is known")
    }

    fn at_places_of<T>(
        &self,
        cell: &Cell<T>,
        tally: &mut Tally,
        try_it: fn(&Self, &Stand, &Place, &Cell<T>, &mut Tally),
    ) {
        let name = format!("{} {}", name_of(self.policy, self.rule), self.scheme.id);
        let Some(stand) = self.stand(Some(cell)) else {
            return tally.unreachable(name, NOBODYS);
        };
        if let Some(why) = self.pays_nothing() {
            return tally.unreachable(name, why);
        }
        let mut is_anywhere = false;
        for place in stand.places(cell.at.as_deref()) {
            // Where the scheme gives no ratio at a place, it is not used there.
            let is_used = self.scheme.ratio_as_inpatient
                || pick_segments(&self.scheme.ratio, &stand.person, stand.date, &place).is_ok();
            if is_used || cell.at.is_some() {
                is_anywhere = true;
                try_it(self, &stand, &place, cell, tally);
            }
        }
        if !is_anywhere {
            tally.unreachable(name, "the scheme gives no ratio for anybody of the entry");
        }
    }

    fn name(&self, stand: &Stand, place: &Place, sum: Yuan) -> String {
        format!("{} {} at {} {sum}", stand.name, self.scheme.id, place.id())
    }

    fn of_deductible(&self, stand: &Stand, place: &Place, cell: &Cell<Yuan>, tally: &mut Tally) {
        let name = self.name(stand, place, cell.value);
        let settle = |total: Yuan| self.settle(stand, place, &[total]);
        around_deductible(&name, cell.value, settle, tally);
        if cell.value.is_zero() {
            return;
        }
        let bills = [cell.value - fen(FEN), fen(2)];
        let (bill, _) = self.settle(stand, place, &bills).unwrap();
        tally.holds(
            &name,
            "in two bills",
            &[
                ("a fen owed", bill.deductible.applied.amount == fen(FEN)),
                ("a fen shared", bill.shared.amount == fen(FEN)),
            ],
        );
    }

    fn of_bound(&self, stand: &Stand, place: &Place, cell: &Cell<Rate>, tally: &mut Tally) {
        let bound = cell.up_to.unwrap();
        let name = self.name(stand, place, bound);
        let last = |total: Yuan| {
            let (bill, _) = self.settle(stand, place, &[total]).unwrap();
            bill.bands.last().map(|band| (band.cost.amount, band.ratio))
        };
        tally.thresholds += 1;
        tally.holds(
            &name,
            "around",
            &[
                ("the lower ratio to its end", last(bound).map(|it| it.1) == Some(cell.value)),
                ("the next fen beyond it", last(bound + fen(FEN)) != last(bound)),
            ],
        );
    }

    fn of_cap(&self, stand: &Stand, place: &Place, cell: &Cell<Yuan>, tally: &mut Tally) {
        let name = self.name(stand, place, cell.value);
        let settle = |totals: &[Yuan]| self.settle(stand, place, totals);
        match self.scheme.cap_counts {
            CapCounts::FundPayment => around_cap(&name, cell.value, settle, tally),
            CapCounts::EligibleCost => around_cost_cap(&name, cell.value, settle, tally),
        }
    }

    /// What the scheme pays leaves so much less of the cap of stays. Without a cap of its own it ends
    /// with that, too.
    fn shares_the_cap_of_stays(&self, tally: &mut Tally) {
        let name = format!("{} {} and stays", name_of(self.policy, self.rule), self.scheme.id);
        let Some(stand) = self.stand::<Yuan>(None) else {
            return tally.unreachable(name, NOBODYS);
        };
        let rule = rule_on::<InpatientCap>(self.policy, &stand.person, stand.date, &stand.name);
        for place in stand.places(None) {
            let look =
                |cells: &[Cell<Yuan>]| pick(cells, &stand.person, stand.date, &place).ok().copied();
            let cap = rule.and_then(|rule| look(&rule.value.basic).or(look(&rule.value.total)));
            let mut provided = provided();
            // Where the cap of stays is not known, the person's own figure stands for it.
            let cap = cap.unwrap_or_else(|| {
                provided["inpatient_cap"] = json!("300000");
                fen(30_000_000)
            });
            let own = look(&self.scheme.cap);
            let most = own.unwrap_or(cap);
            let paid = |total: Yuan| {
                let settled = self.settle(&stand, &place, &[total]);
                settled.map_or(Yuan::ZERO, |(bill, _)| bill.fund.amount)
            };
            let Some(cost) = cost_at(most - fen(FEN), paid) else {
                tally.unreachable(&name, "what the scheme pays never comes to the cap");
                continue;
            };
            tally.thresholds += 1;
            // Stays get half, so that twice what is left fills the cap.
            let left = cap - most + fen(FEN);
            let bills = [
                self.bill(&place, cost),
                stay(&place, (left - fen(FEN)).times_count(2)),
                stay(&place, fen(HUNDRED)),
                stay(&place, fen(HUNDRED)),
            ];
            let fund = |count: usize| {
                let (bill, _) = stand.last_of(&bills[..count], &provided).unwrap();
                (bill.fund.amount, bill.cap.map(|used| used.used_before))
            };
            let name = format!("{name} at {} {cap}", place.id());
            tally.holds(
                &name,
                "a fen around",
                &[
                    ("counted for stays", fund(2).1 == Some(most - fen(FEN))),
                    ("not cut before", fund(2).0 == left - fen(FEN)),
                    ("the last fen", fund(3).0 == fen(FEN)),
                    ("nothing from then on", fund(4).0.is_zero()),
                ],
            );
            let after = [&bills[1..2], &[stay(&place, fen(2)), self.bill(&place, cost)]].concat();
            let (bill, _) = stand.last_of(&after, &provided).unwrap();
            let counts = bill.cap.map(|used| used.used_before);
            let expected = if own.is_some() { Yuan::ZERO } else { left };
            tally.holds(
                &name,
                "after stays",
                &[("stays count where the cap is theirs", counts == Some(expected))],
            );
        }
    }
}
