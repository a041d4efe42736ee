//! A fen around floors and ceilings of the contribution base: those of the area, and those of a tier
//! of flexible employment.

use mingbai::engine::{Assessment, OperandName, Quantity};
use mingbai::money::Yuan;
use mingbai::policy::{
    ContributionBase, FlexibleContribution, FlexibleTier, InsuranceKind, PolicySet, Rule, Who,
};
use serde_json::{Value, json};

use crate::stand::{Stand, name_of, rule_on};
use crate::support::policy;
use crate::{FEN, NOBODYS, Tally, codes, fen};

#[test]
fn bases_lie_between_floor_and_ceiling() {
    let mut tally = Tally::default();
    for code in codes() {
        let policy = policy(&code);
        let rules = &policy.layers()[0].rules;
        for rule in &rules.contribution_base {
            for insurance in &rule.insurance {
                of_base(&policy, rule, *insurance, &mut tally);
            }
        }
        for rule in &rules.flexible_contribution {
            for tier in &rule.value.tiers {
                of_tier(&policy, rule, tier, &mut tally);
            }
        }
    }
    tally.finish("contribution bases", 240);
}

/// The first of the month on which a stand's rule holds: contributions go by months.
fn on_the_first<'p>(stand: &Stand<'p>) -> Option<Stand<'p>> {
    let month = stand.date.month();
    let firsts = [month.first_day(), month.next().first_day()];
    firsts.into_iter().find_map(|date| {
        let found = rule_on::<ContributionBase>(stand.policy, &stand.person, date, &stand.name);
        found.is_some_and(|found| found.id == stand.name.id).then(|| Stand {
            policy: stand.policy,
            name: stand.name.clone(),
            person: stand.person.clone(),
            date,
            monthly: false,
        })
    })
}

/// The first two months of contributions: where credits are advanced for the year, whoever joins gets
/// them a month later.
fn assess(stand: &Stand, what: &str, sum: Yuan) -> Assessment {
    let month = stand.date.month();
    let (first, last) = (month.to_string(), month.next());
    let otherwise = json!({
        "insured_since": first,
        "contributions": [{"from": first, "to": last.to_string(), what: sum}],
        "ledger": {"from": first, "as_of": last.last_day().to_string()},
        "provided": {"credit_rate": "0.02"},
    });
    stand.answer(&stand.situation_of(&[], &Value::Null, &otherwise)).assessment
}

fn of_base(
    policy: &PolicySet,
    rule: &Rule<ContributionBase>,
    insurance: InsuranceKind,
    tally: &mut Tally,
) {
    let bounds = [(rule.value.floor, true), (rule.value.ceiling, false)];
    for (bound, is_floor) in bounds {
        let Some(bound) = bound else { continue };
        let what = if is_floor { "floor" } else { "ceiling" };
        let name = format!("{} {insurance:?} {what} {bound}", name_of(policy, rule));
        let stand = Stand::find(policy, rule, insurance, &Who::default());
        let Some(stand) = stand.as_ref().and_then(on_the_first) else {
            tally.unreachable(name, NOBODYS);
            continue;
        };
        tally.thresholds += 1;
        let base = |wage| assess(&stand, "wage", wage).contributions[0].base;
        let warns = |base| {
            let assessment = assess(&stand, "base", base);
            let mut limits = assessment.account.base_limits.iter();
            limits.any(|limit| assessment.rules[limit.rule].rule == stand.name)
        };
        // Limits are told beside the account's credits.
        let is_credited = matches!(insurance, InsuranceKind::Employee | InsuranceKind::Flexible);
        for (case, sum) in around(bound) {
            let raised = rule.value.floor.map_or(sum, |floor| sum.max(floor));
            let expected = rule.value.ceiling.map_or(raised, |ceiling| raised.min(ceiling));
            tally.holds(
                &name,
                case,
                &[
                    ("the base of that wage", base(sum) == expected),
                    ("told when outside", !is_credited || warns(sum) == (sum != expected)),
                ],
            );
        }
    }
}

fn around(bound: Yuan) -> [(&'static str, Yuan); 3] {
    let fen = fen(FEN);
    [("a fen below", bound - fen), ("exactly", bound), ("a fen above", bound + fen)]
}

fn of_tier(
    policy: &PolicySet,
    rule: &Rule<FlexibleContribution>,
    tier: &FlexibleTier,
    tally: &mut Tally,
) {
    for insurance in &rule.insurance {
        for (bound, is_floor) in [(tier.base_floor, true), (tier.base_ceiling, false)] {
            let Some(bound) = bound else { continue };
            let what = if is_floor { "floor" } else { "ceiling" };
            let tier_name = tier.tier.as_deref().unwrap_or("only");
            let name = format!("{} {tier_name} {what} {bound}", name_of(policy, rule));
            let who = Who { tier: tier.tier.clone(), ..Who::default() };
            let Some(stand) = Stand::find(policy, rule, *insurance, &who) else {
                tally.unreachable(name, NOBODYS);
                continue;
            };
            if tier.rate.is_none() {
                tally.unreachable(name, "no rate of the tier is known");
                continue;
            }
            if tier.base.is_none() && (tier.monthly.is_some() || tier.yearly.is_some()) {
                tally.unreachable(name, "the tier names the sum that is paid, whatever the base");
                continue;
            }
            tally.thresholds += 1;
            for (case, sum) in around(bound) {
                let is_outside = if is_floor { sum < bound } else { sum > bound };
                let expected = if is_outside { bound } else { sum };
                let base = base_of_share(&assess(&stand, "base", sum));
                let is_right = base == Some(expected);
                tally.holds(&name, case, &[("the base of the share", is_right)]);
            }
        }
    }
}

/// The base that the first share of the month goes by, from its working.
fn base_of_share(assessment: &Assessment) -> Option<Yuan> {
    let share = assessment.contributions.first()?.shares.first()?;
    let step = assessment.step(share.amount.step)?;
    let base = step.operands.iter().find(|operand| operand.name == OperandName::Base)?;
    match base.value {
        Quantity::Yuan(base) => Some(base),
        _ => None,
    }
}
