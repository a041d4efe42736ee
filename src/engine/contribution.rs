//! What is paid in: the base that follows from a wage, the shares of employer and person, what people
//! in flexible employment pay, and the premiums of residents.

use serde::Serialize;

use super::assessment::Figure;
use super::derivation::{Formula, Operand, OperandName, Origin, rate, yuan};
use super::outcome::{Assumption, Gap, InputField, Outcome, Refusal, Reliance};
use super::rules::Used;
use super::run::{ROUNDING, Run};
use super::situation::ContributionRange;
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{
    ContributionBase, ContributionPart, ContributionPurpose, ContributionRate,
    FlexibleContribution, FlexibleTier, InsuranceKind, Payer, Per, Person, Place, ResidentPremium,
    Topic, pick,
};

/// A part of the contributions of a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContributionShare {
    /// Who pays it.
    pub payer: Payer,
    /// What for.
    pub purpose: ContributionPurpose,
    /// A month or a year.
    pub per: Per,
    /// The amount.
    pub amount: Figure,
}

/// What is paid for consecutive months that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContributionResult {
    /// Index of the contribution range.
    pub contribution: usize,
    /// First month.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// How far the shares can be relied on.
    pub outcome: Outcome,
    /// The base of a month.
    pub base: Yuan,
    /// The shares; none where they are refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ContributionShare>,
}

/// What a resident pays for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PremiumResult {
    /// First month of the year.
    pub year: Month,
    /// How far it can be relied on.
    pub outcome: Outcome,
    /// Own premium of the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub premium: Option<Figure>,
    /// Public subsidy of the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subsidy: Option<Figure>,
}

/// What decides the contributions of a month; months with the same are reckoned together.
type Key = (InsuranceKind, Option<String>, Option<usize>, Option<usize>);

impl Run<'_> {
    /// The base of a month: as entered, or the wage between the bounds of the month.
    pub(super) fn base_of(
        &mut self,
        index: usize,
        range: &ContributionRange,
        month: Month,
    ) -> (Yuan, Operand) {
        let entered = |name: &'static str| Origin::entered("contributions", index, name);
        let Some(wage) = range.wage else {
            // One of the two is there (see `validate`).
            let base = range.base.unwrap_or_default();
            return (base, yuan(OperandName::Base, base, entered("base")));
        };
        let mut reliance = Reliance::default();
        let used = self.rule::<ContributionBase>(month.first_day(), &mut reliance);
        self.reliance.absorb(reliance);
        let used = match used {
            Ok(used) => used,
            Err(why) => {
                self.reliance.note(Gap::Parameter { why, assumed: Assumption::WageIsBase });
                return (wage, yuan(OperandName::Base, wage, entered("wage")));
            }
        };
        let ContributionBase { floor, ceiling } = *used.value;
        let raised = floor.map_or(wage, |floor| wage.max(floor));
        let base = ceiling.map_or(raised, |ceiling| raised.min(ceiling));
        let mut operands = vec![yuan(OperandName::Wage, wage, entered("wage"))];
        operands.extend(floor.map(|floor| yuan(OperandName::Floor, floor, used.origin())));
        operands.extend(ceiling.map(|most| yuan(OperandName::Ceiling, most, used.origin())));
        let base = self.figure(Formula::BaseOfWage, &operands, base);
        (base.amount, base.operand(OperandName::Base))
    }

    /// What is paid in for the listed months of the ledger.
    pub(super) fn contributions(&mut self) -> Vec<ContributionResult> {
        let (first, last) = (self.situation.ledger.from, self.as_of.month());
        let mut results: Vec<ContributionResult> = Vec::new();
        for (index, range) in self.situation.contributions.iter().enumerate() {
            let mut key_before = None;
            for month in range.from.max(first).through(range.to.min(last)) {
                if self.situation.retired_in(month) {
                    continue;
                }
                let key = self.contribution_key(month);
                let alike = key_before.as_ref() == Some(&key);
                key_before = Some(key);
                match results.last_mut().filter(|_| alike) {
                    Some(result) => result.to = month,
                    None => results.push(self.contribution(index, range, month)),
                }
            }
        }
        results
    }

    fn contribution_key(&mut self, month: Month) -> Key {
        let date = month.first_day();
        let mut reliance = Reliance::default();
        let (insurance, _, tier) = self.situation.insured_in(month);
        let tier = tier.cloned();
        let rates = match insurance {
            InsuranceKind::Flexible => {
                self.rule_if_any::<FlexibleContribution>(date, &mut reliance).map(|used| used.index)
            }
            _ => self.rule_if_any::<ContributionRate>(date, &mut reliance).map(|used| used.index),
        };
        let bounds = self.rule_if_any::<ContributionBase>(date, &mut reliance);
        (insurance, tier, rates, bounds.map(|used| used.index))
    }

    fn contribution(
        &mut self,
        index: usize,
        range: &ContributionRange,
        month: Month,
    ) -> ContributionResult {
        let mut reliance = Reliance::default();
        let base = self.base_of(index, range, month);
        let date = month.first_day();
        let (insurance, ..) = self.situation.insured_in(month);
        let shares = match insurance {
            InsuranceKind::Resident => Ok(Vec::new()),
            InsuranceKind::Flexible => self.flexible_shares(date, &base, &mut reliance),
            InsuranceKind::Employee | InsuranceKind::EmployeePoolOnly => self
                .rule::<ContributionRate>(date, &mut reliance)
                .map(|used| self.shares(used, &used.value.parts, &base)),
        };
        let (outcome, shares) = match shares {
            Ok(shares) => (reliance.outcome(), shares),
            Err(why) => (Outcome::Refused { why: vec![why] }, Vec::new()),
        };
        ContributionResult {
            contribution: index,
            from: month,
            to: month,
            outcome,
            base: base.0,
            shares,
        }
    }

    fn shares<T>(
        &mut self,
        used: Used<'_, T>,
        parts: &[ContributionPart],
        base: &(Yuan, Operand),
    ) -> Vec<ContributionShare> {
        let mut shares = Vec::new();
        for part in parts {
            let share = |per, amount| ContributionShare {
                payer: part.payer,
                purpose: part.purpose,
                per,
                amount,
            };
            if let Some(of_base) = part.rate {
                let figure = self.share_of_base(of_base, used.origin(), base);
                shares.push(share(Per::Month, figure));
            }
            for (per, sum) in [(Per::Month, part.monthly), (Per::Year, part.yearly)] {
                if let Some(sum) = sum {
                    shares.push(share(per, self.fixed_sum(sum, used.origin())));
                }
            }
        }
        shares
    }

    fn share_of_base(&mut self, of_base: Rate, origin: Origin, base: &(Yuan, Operand)) -> Figure {
        let operands = [base.1, rate(OperandName::Rate, of_base, origin)];
        let product = base.0.times(of_base, ROUNDING);
        self.rounded(Formula::CreditByRate, &operands, product)
    }

    fn fixed_sum(&mut self, sum: Yuan, origin: Origin) -> Figure {
        let operands = [yuan(OperandName::Amount, sum, origin)];
        self.figure(Formula::CreditFixed, &operands, sum)
    }

    /// What a tier of flexible employment pays: the sum that the rules name, else their rate on their
    /// base or on that of the person.
    fn flexible_shares(
        &mut self,
        date: Date,
        base: &(Yuan, Operand),
        reliance: &mut Reliance,
    ) -> Result<Vec<ContributionShare>, Refusal> {
        let topic = Topic::FlexibleContribution;
        let used = self.rule::<FlexibleContribution>(date, reliance)?;
        let (_, _, own) = self.situation.insured_in(date.month());
        let tier = tier_of(&used.value.tiers, own)
            .ok_or(Refusal::NeedsInput { topic, field: InputField::Tier })?;
        let basic = |per, amount| ContributionShare {
            payer: Payer::Person,
            purpose: ContributionPurpose::Basic,
            per,
            amount,
        };
        let sum_in_all = tier.monthly.map(|sum| (Per::Month, sum));
        let sum_in_all = sum_in_all.or(tier.yearly.map(|sum| (Per::Year, sum)));
        match (tier.rate, sum_in_all) {
            // A sum that the rules name is all parts together.
            (rate, Some((per, sum))) if rate.is_none() || tier.base.is_none() => {
                Ok(vec![basic(per, self.fixed_sum(sum, used.origin()))])
            }
            (Some(of_base), _) => {
                let base = self.base_of_tier(tier, base, used.origin());
                let product = base.0.times(of_base, ROUNDING).value;
                // A sum that the rules name beside its own factors is shown as they name it.
                let named = tier.yearly.filter(|sum| *sum == product.times_count(12));
                let basic = match named {
                    Some(sum) => basic(Per::Year, self.fixed_sum(sum, used.origin())),
                    None => basic(Per::Month, self.share_of_base(of_base, used.origin(), &base)),
                };
                let mut shares = vec![basic];
                shares.extend(self.shares(used, &tier.extras, &base));
                Ok(shares)
            }
            (None, _) => Err(Refusal::NotListed { topic }),
        }
    }

    /// The base of a tier: the one that the rules name, or the person's between the tier's bounds.
    fn base_of_tier(
        &mut self,
        tier: &FlexibleTier,
        own: &(Yuan, Operand),
        origin: Origin,
    ) -> (Yuan, Operand) {
        if let Some(base) = tier.base {
            return (base, yuan(OperandName::Base, base, origin));
        }
        let raised = tier.base_floor.map_or(own.0, |floor| own.0.max(floor));
        let base = tier.base_ceiling.map_or(raised, |ceiling| raised.min(ceiling));
        if base == own.0 {
            return *own;
        }
        let mut operands = vec![yuan(OperandName::Wage, own.0, own.1.origin)];
        operands.extend(tier.base_floor.map(|low| yuan(OperandName::Floor, low, origin)));
        operands.extend(tier.base_ceiling.map(|high| yuan(OperandName::Ceiling, high, origin)));
        let base = self.figure(Formula::BaseOfWage, &operands, base);
        (base.amount, base.operand(OperandName::Base))
    }

    /// The premiums of the years in which the person is insured as a resident. The premium of a year
    /// is that of its first day.
    pub(super) fn premiums(&mut self) -> Vec<PremiumResult> {
        let (first, last) = (self.situation.ledger.from, self.as_of.month());
        let as_resident =
            |month: &Month| self.situation.insured_in(*month).0 == InsuranceKind::Resident;
        let mut years: Vec<Month> =
            first.through(last).filter(as_resident).map(|month| month.year_start(1)).collect();
        years.dedup();
        years.into_iter().map(|year| self.premium(year)).collect()
    }

    fn premium(&mut self, year: Month) -> PremiumResult {
        let date = year.first_day();
        let mut reliance = Reliance::default();
        let (group, tier) = self.as_resident(year);
        let person = Person {
            insurance: InsuranceKind::Resident,
            group: group.cloned(),
            tier: tier.cloned(),
            ..self.person_of(date)
        };
        let found = self.rule_for::<ResidentPremium>(&person, date, &mut reliance);
        let anywhere = Place::new(Place::PHARMACY);
        let (outcome, premium, subsidy) = match found {
            Err(why) => (Outcome::Refused { why: vec![why] }, None, None),
            Ok(used) => match pick(&used.value.premium, &person, date, &anywhere) {
                Err(reason) => {
                    let why = super::rules::miss(Topic::ResidentPremium, reason);
                    (Outcome::Refused { why: vec![why] }, None, None)
                }
                Ok(premium) => {
                    let premium = self.fixed_sum(*premium, used.origin());
                    let subsidy = pick(&used.value.subsidy, &person, date, &anywhere).ok();
                    let subsidy = subsidy.map(|sum| self.fixed_sum(*sum, used.origin()));
                    (reliance.outcome(), Some(premium), subsidy)
                }
            },
        };
        PremiumResult { year, outcome, premium, subsidy }
    }

    /// Group and tier of the first month of the year in which the person is insured as a resident.
    fn as_resident(&self, year: Month) -> (Option<&String>, Option<&String>) {
        let months = year.through(year.year_end());
        let mut insured = months.map(|month| self.situation.insured_in(month));
        let found = insured.find(|(kind, ..)| *kind == InsuranceKind::Resident);
        found.map_or((None, None), |(_, group, tier)| (group, tier))
    }
}

/// The tier of this name; where the person names none, the only one that needs no name.
fn tier_of<'t>(tiers: &'t [FlexibleTier], own: Option<&String>) -> Option<&'t FlexibleTier> {
    match tiers {
        [only] if only.tier.is_none() || own.is_none() => Some(only),
        _ => tiers.iter().find(|tier| tier.tier.as_ref() == own),
    }
}
