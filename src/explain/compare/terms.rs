//! The terms on which a bill was settled, read off its settlement, and the bill settled by them again.

use super::{Parameter, Value};
use crate::engine::Settlement;
use crate::money::{Rate, Yuan};

/// The terms of a settlement.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    covered: bool,
    paid_first: Yuan,
    borne_first: Yuan,
    deductible: Yuan,
    /// What of the deductible was not due any more.
    met_before: Yuan,
    ratios: Ratios,
    cap: Option<Yuan>,
    cap_counts_cost: bool,
    used_before: Yuan,
    supplement: Yuan,
    serious_illness: Yuan,
}

/// The fund's shares.
#[derive(Clone, Debug)]
struct Ratios {
    said: Vec<Rate>,
    /// Cost and what the fund pays of it, segment by segment from the lowest; the last goes on.
    parts: Vec<(Yuan, Yuan)>,
}

impl Terms {
    /// The terms of `bill`.
    pub(super) fn of(bill: &Settlement) -> Self {
        let amount =
            |figure: Option<crate::engine::Figure>| figure.map_or(Yuan::ZERO, |it| it.amount);
        let due = bill.deductible.applied.amount + bill.deductible.still_missing;
        let mut terms = Self {
            covered: bill.not_covered.is_none(),
            paid_first: amount(bill.paid_first),
            borne_first: amount(bill.borne_first),
            deductible: bill.deductible.threshold,
            met_before: bill.deductible.threshold.less_at_most(due),
            ratios: Ratios { said: vec![bill.ratio], parts: Vec::new() },
            cap: bill.cap.map(|cap| cap.limit),
            cap_counts_cost: bill.cap.is_some_and(|cap| cap.counts_cost),
            used_before: bill.cap.map_or(Yuan::ZERO, |cap| cap.used_before),
            supplement: amount(bill.supplement),
            serious_illness: amount(bill.serious_illness),
        };
        let shared = terms.shared_of(bill.eligible.amount);
        terms.ratios = Ratios::of(bill, shared);
        terms
    }

    /// The value of a parameter.
    pub(super) fn value(&self, parameter: Parameter) -> Value {
        match parameter {
            Parameter::Covered => Value::Is(self.covered),
            Parameter::PaidFirst => Value::Yuan(self.paid_first),
            Parameter::BorneFirst => Value::Yuan(self.borne_first),
            Parameter::Deductible => Value::Yuan(self.deductible),
            Parameter::MetBefore => Value::Yuan(self.met_before),
            Parameter::Ratio => Value::Rates(self.ratios.said.clone()),
            Parameter::Cap => Value::Limit(self.cap),
            Parameter::UsedBefore => Value::Yuan(self.used_before),
            Parameter::Supplement => Value::Yuan(self.supplement),
            Parameter::SeriousIllness => Value::Yuan(self.serious_illness),
        }
    }

    /// These terms with one parameter taken from others.
    pub(super) fn with(&self, parameter: Parameter, other: &Self) -> Self {
        let mut terms = self.clone();
        match parameter {
            Parameter::Covered => terms.covered = other.covered,
            Parameter::PaidFirst => terms.paid_first = other.paid_first,
            Parameter::BorneFirst => terms.borne_first = other.borne_first,
            Parameter::Deductible => terms.deductible = other.deductible,
            Parameter::MetBefore => terms.met_before = other.met_before,
            Parameter::Ratio => terms.ratios = other.ratios.clone(),
            Parameter::Cap => {
                (terms.cap, terms.cap_counts_cost) = (other.cap, other.cap_counts_cost);
            }
            Parameter::UsedBefore => terms.used_before = other.used_before,
            Parameter::Supplement => terms.supplement = other.supplement,
            Parameter::SeriousIllness => terms.serious_illness = other.serious_illness,
        }
        terms
    }

    /// What the person pays of a bill of `total`, `eligible` of it inside the policy range.
    pub(super) fn person_of(&self, total: Yuan, eligible: Yuan) -> Yuan {
        let by_ratio = self.ratios.fund_of(self.shared_of(eligible));
        let within = match self.left_of_cap() {
            Some(left) if !self.cap_counts_cost => by_ratio.min(left),
            _ => by_ratio,
        };
        let fund = if self.covered { within } else { Yuan::ZERO };
        total.less_at_most(fund + self.supplement + self.serious_illness)
    }

    fn left_of_cap(&self) -> Option<Yuan> {
        self.cap.map(|cap| cap.less_at_most(self.used_before))
    }

    /// What is shared with the fund.
    fn shared_of(&self, eligible: Yuan) -> Yuan {
        let rest = eligible.less_at_most(self.paid_first).less_at_most(self.borne_first);
        let counted = match self.left_of_cap() {
            Some(left) if self.cap_counts_cost => rest.min(left),
            _ => rest,
        };
        counted.less_at_most(self.deductible.less_at_most(self.met_before))
    }
}

impl Ratios {
    /// Those of `bill`, of which so much was `shared`.
    fn of(bill: &Settlement, shared: Yuan) -> Self {
        let segments = bill.bands.iter().filter(|band| !band.cost.amount.is_zero());
        let mut parts: Vec<(Yuan, Yuan)> =
            segments.map(|band| (band.cost.amount, band.fund.amount)).collect();
        let mut said: Vec<Rate> = bill.bands.iter().map(|band| band.ratio).collect();
        said.dedup();
        if said.is_empty() {
            said.push(bill.ratio);
        }
        if parts.is_empty() && !shared.is_zero() {
            parts.push((shared, bill.fund_by_ratio.amount));
        }
        // Beyond the last segment the rules give no ratio.
        let beyond = shared.less_at_most(parts.iter().map(|(cost, _)| *cost).sum());
        if !beyond.is_zero() {
            parts.push((beyond, Yuan::ZERO));
        }
        Self { said, parts }
    }

    fn fund_of(&self, shared: Yuan) -> Yuan {
        let Some((last, lower)) = self.parts.split_last() else {
            let lowest = self.said.first().copied().unwrap_or(Rate::NOTHING);
            return shared.times(lowest, crate::money::Rounding::HalfUpToFen).value;
        };
        let (mut rest, mut fund) = (shared, Yuan::ZERO);
        for (cost, paid) in lower {
            fund += share(rest.min(*cost), *cost, *paid);
            rest = rest.less_at_most(*cost);
        }
        fund + share(rest, last.0, last.1)
    }
}

/// What is paid of `part` when `paid` is paid of `whole`; to the fen, cut off.
fn share(part: Yuan, whole: Yuan, paid: Yuan) -> Yuan {
    let product = i128::from(part.fen()) * i128::from(paid.fen());
    let quotient = product.checked_div(i128::from(whole.fen())).unwrap_or_default();
    Yuan::from_fen(i64::try_from(quotient).unwrap_or(i64::MAX))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::calendar::Date;
    use crate::engine::{ExpenseResult, Situation, assess};
    use crate::policy::{PolicyFile, PolicySet};
    use serde_json::json;

    fn policy(code: &str) -> PolicySet {
        let read = |code: &str| {
            let path = format!("{}/static/policies/{code}.json", env!("CARGO_MANIFEST_DIR"));
            PolicyFile::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let file = read(code);
        let parents = file.area.parents.iter().map(|code| read(code)).collect();
        PolicySet::new(file, parents).unwrap()
    }

    /// Three bills of a year, so that deductible and cap are partly used by the last ones.
    fn bills(policy: &PolicySet, insurance: &str, kind: &str, level: &str) -> Vec<ExpenseResult> {
        let bill = |month: u8, total: &str, own_paid: &str| {
            json!({ "date": format!("2025-{month:02}-15"), "kind": kind, "level": level,
                "total": total, "own_paid": own_paid })
        };
        let two = crate::engine::keeps_two_accounts(
            policy,
            serde_json::from_value(json!(insurance)).unwrap(),
            crate::calendar::Month::parse("2025-01").unwrap(),
        );
        let opening = if two {
            json!({ "separate": { "current_year": "500", "accumulated": "100" } })
        } else {
            json!({ "balance": "600" })
        };
        let situation = json!({
            "area": policy.area().unwrap().adcode, "insurance": insurance, "status": "in_service",
            "birth": "1985-03", "insured_since": "2015-01",
            "ledger": { "from": "2025-01", "as_of": "2025-12-31", "opening": opening },
            "contributions": if insurance == "resident" { json!([]) } else {
                json!([{ "from": "2025-01", "to": "2025-12", "base": "8000" }])
            },
            "expenses": [bill(2, "150", "0"), bill(3, "2600", "100"), bill(4, "90000", "0"),
                bill(5, "333.33", "0.01")]
        });
        let situation = Situation::parse(&situation.to_string()).unwrap();
        assess(policy, &situation, Date::parse("2026-11-21").unwrap()).unwrap().expenses
    }

    #[test]
    fn the_terms_of_a_settlement_settle_it_to_the_same_amount() {
        let (mut settled, mut with_cap) = (0, 0);
        for code in ["510100", "310000", "110000", "441900", "130200", "420100", "330200"] {
            let policy = policy(code);
            for insurance in ["employee", "resident"] {
                for kind in ["outpatient", "inpatient"] {
                    for level in policy.institution_levels() {
                        for result in bills(&policy, insurance, kind, level.id.id()) {
                            let Some(bill) = result.settlement else { continue };
                            let person =
                                Terms::of(&bill).person_of(bill.total, bill.eligible.amount);
                            assert_eq!(person, bill.person.amount, "{code} {insurance} {bill:?}");
                            settled += 1;
                            with_cap += usize::from(bill.cap.is_some_and(|it| !it.cut.is_zero()));
                        }
                    }
                }
            }
        }
        assert!(settled > 100 && with_cap > 10, "{settled} bills, {with_cap} of them cut by a cap");
    }

    #[test]
    fn a_share_is_cut_off_to_the_fen() {
        let yuan = |fen| Yuan::from_fen(fen);
        assert_eq!(share(yuan(50), yuan(100), yuan(33)), yuan(16));
        assert_eq!(share(yuan(300), yuan(100), yuan(50)), yuan(150), "the last segment goes on");
        assert_eq!(share(yuan(1), yuan(0), yuan(1)), yuan(0));
    }
}
