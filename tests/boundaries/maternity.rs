//! A fen around the limits of maternity, and a month around the months of pregnancy by which
//! entries differ.

use mingbai::engine::Settlement;
use mingbai::money::{Rate, Rounding, Yuan};
use mingbai::policy::{
    Cell, Delivery, DeliveryCase, DeliveryCost, InsuranceKind, Maternity, Place, PolicySet, Rule,
    Who, pick,
};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of};
use crate::sums::{Settled, around_cap};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

/// Nothing but maternity is left to the rules.
fn provided() -> Value {
    json!({"monthly_credit": "0"})
}

/// A rule and the kind of insurance that it is tried with.
struct Trial<'a> {
    policy: &'a PolicySet,
    rule: &'a Rule<Maternity>,
    insurance: InsuranceKind,
}

#[test]
fn maternity_is_paid_up_to_its_limits() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        for rule in &policy.layers()[0].rules.maternity {
            for insurance in &rule.insurance {
                let trial = Trial { policy: &policy, rule, insurance: *insurance };
                trial.of_rule(&mut tally);
            }
        }
    }
    tally.finish("maternity", 640);
}

/// Whether an entry is for a birth after so many months.
fn is_for(case: &DeliveryCase, how: Delivery, months: u8) -> bool {
    case.deliveries.contains(&how)
        && case.months_from.is_none_or(|from| from <= months)
        && case.months_before.is_none_or(|before| months < before)
}

/// Births that an entry is for, by how and after how many months.
fn births(case: &DeliveryCase) -> Vec<(Delivery, u8)> {
    let months = case.months_from.or(case.months_before.map(|before| before - 1)).unwrap_or(9);
    case.deliveries.iter().map(|how| (*how, months)).collect()
}

fn birth((how, months): (Delivery, u8), children: u8) -> Value {
    json!({"how": how, "months": months, "children": children})
}

impl Trial<'_> {
    fn of_rule(&self, tally: &mut Tally) {
        let value = &self.rule.value;
        for cell in &value.prenatal_limit {
            self.of_prenatal(cell, tally);
        }
        for delivery in &value.deliveries {
            for cell in &delivery.limit {
                for birth in births(&delivery.case) {
                    self.of_delivery(delivery, cell, birth, tally);
                }
            }
            let speaks = |rule: &Maternity| !rule.deliveries.is_empty();
            self.of_months(&delivery.case, speaks, tally, |stand, birth| {
                is_entry_of(stand, delivery, birth)
            });
        }
        let Some(allowance) = &value.allowance else { return };
        for days in &allowance.days {
            let speaks = |rule: &Maternity| {
                rule.allowance.as_ref().is_some_and(|allowance| !allowance.days.is_empty())
            };
            self.of_months(&days.case, speaks, tally, |stand, birth| {
                Ok(days_of(stand, birth)? == Some(days.days))
            });
        }
        let name = name_of(self.policy, self.rule);
        let told = [
            allowance.months_needed.map(|_| "months needed for the allowance are only told"),
            allowance.floor_of_city_average.map(|_| "the city's average wage is not entered"),
            allowance.ceiling_times_city_average.map(|_| "the city's average wage is not entered"),
        ];
        for why in told.into_iter().flatten() {
            tally.unreachable(&name, why);
        }
    }

    fn stand(&self, who: &Who, speaks: impl Fn(&Maternity) -> bool) -> Option<Stand<'_>> {
        Stand::find_beside(self.policy, self.rule, self.insurance, who, speaks)
    }

    fn of_prenatal(&self, cell: &Cell<Yuan>, tally: &mut Tally) {
        let tells =
            |rule: &Maternity| !rule.prenatal_limit.is_empty() || !rule.prenatal_ratio.is_empty();
        let Some(stand) = self.stand(&cell.who, tells) else {
            return tally.unreachable(name_of(self.policy, self.rule), NOBODYS);
        };
        // Where the rule gives no ratio at a place, there is nothing to limit.
        let ratios = &self.rule.value.prenatal_ratio;
        let is_listed = |place: &Place| {
            ratios.is_empty() || pick(ratios, &stand.person, stand.date, place).is_ok()
        };
        for place in stand.places(cell.at.as_deref()).into_iter().filter(is_listed) {
            let name = format!("{} prenatal at {} {}", stand.name, place.id(), cell.value);
            let bill =
                |total: &Yuan| json!({"kind": "prenatal", "level": place.id(), "total": total});
            let settle = |totals: &[Yuan]| {
                stand.last_of(&totals.iter().map(bill).collect::<Vec<_>>(), &provided())
            };
            around_cap(&name, cell.value, settle, tally);
            let next_year = stand.date.month().year_end().next().first_day().to_string();
            let mut bills = [bill(&cell.value), bill(&cell.value), bill(&cell.value)];
            bills[2]["date"] = json!(next_year);
            let settled = stand.last_of(&bills, &provided());
            // A rule that has ended by then has nothing to say of it.
            if let Ok((bill, _)) = settled {
                let pays_nothing = bill.fund.amount.is_zero();
                tally.holds(&name, "a year on", &[("one limit for all", pays_nothing)]);
            }
        }
    }

    fn of_delivery(
        &self,
        delivery: &DeliveryCost,
        cell: &Cell<Yuan>,
        how: (Delivery, u8),
        tally: &mut Tally,
    ) {
        let speaks = |rule: &Maternity| {
            rule.deliveries.iter().any(|other| is_for(&other.case, how.0, how.1))
        };
        let Some(stand) = self.stand(&cell.who, speaks) else {
            let name = name_of(self.policy, self.rule);
            return tally.unreachable(name, "another rule speaks of that birth first");
        };
        for place in stand.places(cell.at.as_deref()) {
            for children in [1, 2, 3] {
                let further = u32::from(children - 1);
                let share = delivery.rate_per_further_child.map_or(Yuan::ZERO, |rate| {
                    cell.value.times_count(further).times(rate, Rounding::HalfUpToFen).value
                });
                let added = delivery.yuan_per_further_child.unwrap_or_default();
                let limit = cell.value + share + added.times_count(further);
                let name = format!("{} {:?} at {} {limit}", stand.name, how, place.id());
                let settle = |total: Yuan| -> Settled {
                    let bill = json!({"kind": "delivery", "level": place.id(), "total": total,
                        "delivery": birth(how, children)});
                    stand.last_of(&[bill], &provided())
                };
                around_limit(&name, limit, settle, tally);
                let bill = json!({"kind": "delivery", "level": place.id(),
                    "total": limit.times_count(20), "delivery": birth(how, children)});
                let Ok((second, _)) = stand.last_of(&[bill.clone(), bill], &provided()) else {
                    continue;
                };
                let pays = second.fund.amount == limit;
                tally.holds(&name, "another of the year", &[("the limit anew", pays)]);
            }
        }
    }

    /// A month before and at each bound of a case: `is_it` says whether the case is the birth's.
    fn of_months(
        &self,
        case: &DeliveryCase,
        speaks: impl Fn(&Maternity) -> bool,
        tally: &mut Tally,
        is_it: impl Fn(&Stand, (Delivery, u8)) -> Result<bool, String>,
    ) {
        for (bound, begins) in case
            .months_from
            .map(|from| (from, true))
            .into_iter()
            .chain(case.months_before.map(|before| (before, false)))
        {
            let name = format!("{} from {bound} months", name_of(self.policy, self.rule));
            let Some(stand) = self.stand(&Who::default(), &speaks) else {
                tally.unreachable(name, NOBODYS);
                continue;
            };
            for how in &case.deliveries {
                let sides = [bound - 1, bound].map(|months| is_it(&stand, (*how, months)));
                let [Ok(before), Ok(at)] = sides else {
                    tally.unreachable(&name, sides.into_iter().find_map(Result::err).unwrap());
                    continue;
                };
                tally.thresholds += 1;
                let name = format!("{name} {how:?}");
                tally.holds(
                    &name,
                    "a month before",
                    &[("the side of the month", before != begins)],
                );
                tally.holds(&name, "at the month", &[("the side of the month", at == begins)]);
            }
        }
    }
}

/// Whether the bill of a birth is paid by an entry of the rule: by its limit.
fn is_entry_of(
    stand: &Stand,
    delivery: &DeliveryCost,
    how: (Delivery, u8),
) -> Result<bool, String> {
    let limit = delivery.limit.first().ok_or("no limit tells the entries apart")?;
    let place = stand.places(limit.at.as_deref()).remove(0);
    let bill = json!({"kind": "delivery", "level": place.id(), "total": "1",
        "delivery": birth(how, 1)});
    let situation = stand.situation_of(&[bill], &provided(), &json!({}));
    let assessment = stand.answer(&situation).assessment;
    let settled: Option<&Settlement> = assessment.expenses[0].settlement.as_ref();
    let is_limit = settled.and_then(|bill| bill.cap).is_some_and(|cap| cap.limit == limit.value);
    let cites = assessment.rules.iter().any(|cited| cited.rule == stand.name);
    Ok(is_limit && cites)
}

/// The days of allowance for a birth, where the rule at hand tells them.
fn days_of(stand: &Stand, how: (Delivery, u8)) -> Result<Option<u16>, String> {
    let leave = json!({"date": stand.date.to_string(), "birth": birth(how, 1)});
    let leave = json!({"maternity_leave": leave});
    let situation = stand.situation_of(&[], &provided(), &leave);
    let assessment = stand.answer(&situation).assessment;
    let is_cited = assessment.rules.iter().any(|cited| cited.rule == stand.name);
    let allowance = assessment.maternity_allowance.ok_or("no allowance")?;
    Ok(allowance.days.filter(|_| is_cited))
}

/// A fen around the limit of a delivery, which begins anew with each.
fn around_limit(name: &str, limit: Yuan, settle: impl Fn(Yuan) -> Settled, tally: &mut Tally) {
    if let Err(why) = settle(fen(FEN)) {
        return tally.unreachable(name, why);
    }
    tally.thresholds += 1;
    let last = |total: Yuan| settle(total).unwrap().0;
    let (below, at, above) = (last(limit - fen(FEN)), last(limit), last(limit + fen(FEN)));
    let cut = |bill: &Settlement| bill.cap.map(|used| used.cut);
    tally.holds(
        name,
        "a fen around",
        &[
            ("that limit", below.cap.is_some_and(|used| used.limit == limit)),
            ("not cut below", cut(&below) == Some(Yuan::ZERO)),
            ("not cut at the limit", cut(&at) == Some(Yuan::ZERO)),
            ("a fen cut above", above.fund.amount != limit || cut(&above) == Some(fen(FEN))),
            ("never above", above.fund.amount <= limit),
            ("all of it", above.fund.amount == limit || above.ratio != Rate::ALL),
        ],
    );
    let plenty = last(limit.times_count(20));
    tally.holds(name, "plenty", &[("all of the limit", plenty.fund.amount == limit)]);
}
