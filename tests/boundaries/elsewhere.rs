//! A fen around deductibles away from home: in place of that at home, added to it, so many times it,
//! a share of the cost between bounds, and after what the person bears first.

use mingbai::money::{Rate, Rounding, Yuan};
use mingbai::policy::{
    Arrangement, Care, Cell, DeductibleOfCost, ElsewhereTerms, InsuranceKind, Place, PolicySet,
    Region, Rule, TreatmentElsewhere, Who, pick,
};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::sums::{PLENTY, Settled, around_deductible, cost_at};
use crate::support::policy;
use crate::{FEN, Tally, codes, fen};

/// The deductible at home, which no rule names.
const AT_HOME: i64 = 12_345;

/// All is the fund's above the deductible at home: what is otherwise is so by the terms away.
fn provided() -> Value {
    let home = fen(AT_HOME);
    json!({
        "inpatient_ratio": "1", "inpatient_deductible": home, "inpatient_cap": "100000000",
        "outpatient_ratio": "1", "outpatient_deductible": home, "outpatient_cap": "100000000",
        "monthly_credit": "0"
    })
}

/// Terms of a rule for one way of being away, and the kind of insurance they are tried with.
struct Trial<'a> {
    policy: &'a PolicySet,
    rule: &'a Rule<TreatmentElsewhere>,
    terms: &'a ElsewhereTerms,
    way: (Arrangement, Region),
    insurance: InsuranceKind,
}

#[test]
fn deductibles_away_from_home_are_met_to_the_fen() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.treatment_elsewhere {
            for terms in &rule.value.terms {
                for trial in trials(&policy, rule, terms) {
                    trial.of_terms(&mut tally);
                }
            }
        }
    }
    tally.finish("treatment elsewhere", 900);
}

fn trials<'a>(
    policy: &'a PolicySet,
    rule: &'a Rule<TreatmentElsewhere>,
    terms: &'a ElsewhereTerms,
) -> Vec<Trial<'a>> {
    let mut trials = Vec::new();
    for insurance in &rule.insurance {
        for arrangement in &terms.arrangements {
            for region in &terms.regions {
                let way = (*arrangement, *region);
                trials.push(Trial { policy, rule, terms, way, insurance: *insurance });
            }
        }
    }
    trials
}

impl Trial<'_> {
    fn of_terms(&self, tally: &mut Tally) {
        let terms = self.terms;
        let everywhere =
            [Cell { who: Who::default(), at: None, above: None, up_to: None, value: () }];
        let home = fen(AT_HOME);
        if let Some(of_cost) = terms.deductible_of_cost {
            self.at_places(&everywhere, tally, |stand, place, (), tally| {
                self.of_cost(stand, place, of_cost, tally);
            });
        } else if !terms.deductible.is_empty() {
            self.at_places(&terms.deductible, tally, |stand, place, own, tally| {
                self.around(stand, place, *own, tally);
            });
        } else if let Some(added) = terms.deductible_added {
            self.at_places(&everywhere, tally, |stand, place, (), tally| {
                self.around(stand, place, home + added, tally);
            });
        } else if let Some(times) = terms.deductible_times {
            self.at_places(&everywhere, tally, |stand, place, (), tally| {
                self.around(stand, place, home.times_count(u32::from(times)), tally);
            });
        } else if !terms.first_own.is_empty() {
            self.at_places(&terms.first_own, tally, |stand, place, _, tally| {
                self.around(stand, place, home, tally);
            });
        }
        for cell in terms.ratio.iter().chain(&terms.ratio_less) {
            if cell.is_segment() {
                tally.unreachable(self.name(), "segments of a ratio away from home");
            }
        }
    }

    fn name(&self) -> String {
        let (arrangement, region) = self.way;
        let care = self.terms.care;
        format!("{} {arrangement:?} {region:?} {care:?}", name_of(self.policy, self.rule))
    }

    fn speaks(&self, value: &TreatmentElsewhere) -> bool {
        value.terms.iter().any(|terms| {
            terms.care == self.terms.care
                && terms.arrangements.contains(&self.way.0)
                && terms.regions.contains(&self.way.1)
        })
    }

    /// Tries each entry of a table at each of its places.
    fn at_places<T>(
        &self,
        cells: &[Cell<T>],
        tally: &mut Tally,
        try_it: impl Fn(&Stand, &Place, &T, &mut Tally),
    ) {
        for cell in cells {
            // Entries of the other tables are by groups and tiers of their own.
            let who = self.whom(&cell.who);
            let found = Stand::find_beside(self.policy, self.rule, self.insurance, &who, |value| {
                self.speaks(value)
            });
            let Some(stand) = found else {
                tally.unreachable(self.name(), "another rule speaks of that first");
                continue;
            };
            let places = match &self.terms.as_at {
                Some(_) => stand.places(None),
                None => stand.places(cell.at.as_deref()),
            };
            for place in places.into_iter().filter(|place| self.is_listed(&stand, place)) {
                try_it(&stand, &place, &cell.value, tally);
            }
        }
    }

    /// Somebody of an entry, and where it leaves that open, of the first group and tier that any of
    /// the tables names.
    fn whom(&self, who: &Who) -> Who {
        let tables = [&self.terms.first_own, &self.terms.ratio, &self.terms.ratio_less];
        let rates = tables.into_iter().flatten().map(|cell| &cell.who);
        let all: Vec<&Who> =
            rates.chain(self.terms.deductible.iter().map(|cell| &cell.who)).collect();
        let group = all.iter().find_map(|other| other.group.clone());
        let tier = all.iter().find_map(|other| other.tier.clone());
        let mut who = who.clone();
        who.group = who.group.or(group);
        who.tier = who.tier.or(tier);
        who
    }

    /// Whether every table that has entries has one for the person at the place.
    fn is_listed(&self, stand: &Stand, place: &Place) -> bool {
        fn has<T>(cells: &[Cell<T>], stand: &Stand, place: &Place) -> bool {
            cells.is_empty() || pick(cells, &stand.person, stand.date, place).is_ok()
        }
        let place = self.terms.as_at.as_ref().unwrap_or(place);
        let rates = [&self.terms.first_own, &self.terms.ratio, &self.terms.ratio_less];
        rates.into_iter().all(|cells: &Vec<Cell<Rate>>| has(cells, stand, place))
            && has(&self.terms.deductible, stand, place)
    }

    fn settle(&self, stand: &Stand, place: &Place, total: Yuan) -> Settled {
        let kind = match self.terms.care {
            Care::Outpatient if place.is_pharmacy() => "pharmacy",
            Care::Outpatient => "outpatient",
            Care::Inpatient => "inpatient",
        };
        let (arrangement, region) = self.way;
        let level = (!place.is_pharmacy()).then(|| place.id());
        let away = json!({"arrangement": arrangement, "region": region});
        let bill = json!({"kind": kind, "level": level, "total": total, "elsewhere": away});
        stand.last_of(&[bill], &provided())
    }

    /// Bills of which this much is left after what the person bears first.
    fn around(&self, stand: &Stand, place: &Place, deductible: Yuan, tally: &mut Tally) {
        let name = format!("{} at {} {deductible}", self.name(), place.id());
        if self.terms.not_covered {
            return tally.unreachable(name, "nothing is covered there");
        }
        let left = |total: Yuan| {
            let settled = self.settle(stand, place, total);
            let borne = settled.map(|(bill, _)| bill.borne_first);
            total - borne.unwrap().map_or(Yuan::ZERO, |figure| figure.amount)
        };
        if let Err(why) = self.settle(stand, place, deductible) {
            return tally.unreachable(name, why);
        }
        let settle = |goes_on: Yuan| {
            let total = cost_at(goes_on, left).unwrap();
            self.settle(stand, place, total)
        };
        around_deductible(&name, deductible, settle, tally);
        self.bears_first(stand, place, &name, tally);
    }

    /// What the person bears first is there from the first yuan, and of all of the cost.
    fn bears_first(&self, stand: &Stand, place: &Place, name: &str, tally: &mut Tally) {
        let at = self.terms.as_at.as_ref().unwrap_or(place);
        let share = pick(&self.terms.first_own, &stand.person, stand.date, at).ok();
        let borne = |yuan: i64| {
            let (bill, _) = self.settle(stand, place, fen(yuan * 100)).unwrap();
            bill.borne_first.map(|figure| figure.amount)
        };
        let of = |yuan: i64| {
            share.map(|share| fen(yuan * 100).times(*share, Rounding::HalfUpToFen).value)
        };
        let is_right = [100, 1_000_000].into_iter().all(|yuan| borne(yuan) == of(yuan));
        tally.holds(name, "borne first", &[("its share", is_right)]);
    }

    /// Around the costs of which the share comes to the least and the most that is owed.
    fn of_cost(
        &self,
        stand: &Stand,
        place: &Place,
        DeductibleOfCost { min, max, .. }: DeductibleOfCost,
        tally: &mut Tally,
    ) {
        let name = format!("{} at {} of cost {min} {max}", self.name(), place.id());
        if let Err(why) = self.settle(stand, place, fen(FEN)) {
            return tally.unreachable(name, why);
        }
        let settle = |cost: Yuan| self.settle(stand, place, cost).unwrap().0;
        let owed = |cost: Yuan| settle(cost).deductible.threshold;
        let first_above = cost_at(min + fen(FEN), owed).unwrap();
        let last_below = cost_at(max - fen(FEN), owed).unwrap();
        tally.thresholds += 2;
        // A fen of the sum owed is some fen of cost: ten at the lowest share that any rule names.
        let some = fen(10);
        tally.holds(
            &name,
            "the least",
            &[
                ("of nothing", owed(Yuan::ZERO) == min),
                ("just below the cost", owed(first_above - some) == min),
                ("more above it", owed(first_above + some) > min),
            ],
        );
        let (bill, all) = (settle(min), settle(min + fen(FEN)));
        tally.holds(
            &name,
            "a bill of the least",
            &[
                ("without the fund", bill.fund.amount.is_zero()),
                ("met", bill.deductible.still_missing.is_zero()),
                ("the fen above shared", all.shared.amount == fen(FEN)),
            ],
        );
        tally.holds(
            &name,
            "the most",
            &[
                ("less just below the cost", owed(last_below - some) < max),
                ("just above the cost", owed(last_below + some) == max),
                ("never more", owed(fen(PLENTY)) == max),
            ],
        );
    }
}
