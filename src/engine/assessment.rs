//! The result of the calculation, as plain data. Page, shell, print and link show this object.

use serde::Serialize;

use super::allowance::AllowanceResult;
use super::benefit::Benefit;
use super::contribution::{ContributionResult, PremiumResult};
use super::derivation::{Operand, OperandName, Origin, Step, StepId, yuan};
use super::ledger::Entry;
use super::outcome::{Convention, Outcome, Refusal};
use crate::calendar::{Date, Month};
use crate::money::{Rate, Yuan};
use crate::policy::{
    Contacts, InsuranceKind, Per, Place, RuleRef, Source, Standing, Start, Status, Text, Topic,
};

/// An amount with the step that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The amount.
    pub amount: Yuan,
    /// Its working.
    pub step: StepId,
}

impl Figure {
    /// This figure as an operand of a later step.
    pub(super) fn operand(self, name: OperandName) -> Operand {
        yuan(name, self.amount, Origin::Step(self.step))
    }

    /// The amount with where it comes from.
    pub(super) fn sourced(self) -> (Yuan, Origin) {
        (self.amount, Origin::Step(self.step))
    }
}

/// An area by code and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AreaName {
    /// Administrative division code.
    pub adcode: String,
    /// Name.
    pub name: Text,
}

/// A rule that the calculation used or refers to, with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CitedRule {
    /// The rule.
    pub rule: RuleRef,
    /// The area whose rule it is.
    pub area: Text,
    /// First day.
    pub from: Start,
    /// Last day; open-ended when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// The last day on which an open-ended rule was seen in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_confirmed: Option<Date>,
    /// Standing of its weakest source.
    pub standing: Standing,
    /// Its evidence.
    pub sources: Vec<Source>,
}

/// Balances at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Balances {
    /// The whole account.
    pub total: Yuan,
    /// Current-year account, where the area keeps two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_year: Option<Yuan>,
    /// Accumulated account, where the area keeps two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accumulated: Option<Yuan>,
}

/// An entered contribution base outside the limits of its months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BaseLimit {
    /// Index of the contribution range.
    pub contribution: usize,
    /// First month at which it is outside.
    pub month: Month,
    /// The base entered.
    pub base: Yuan,
    /// Lowest base of that month, where known.
    pub floor: Option<Yuan>,
    /// Highest base of that month, where known.
    pub ceiling: Option<Yuan>,
    /// The rule: index into [`Assessment::rules`].
    pub rule: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_none_of_them(count: &usize) -> bool {
    *count == 0
}

/// The account: ledger, balance, and how far they can be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Account {
    /// How far the balance can be relied on.
    pub outcome: Outcome,
    /// Paid months in which the person's kind of insurance, or tier of it, had no account.
    #[serde(skip_serializing_if = "is_none_of_them")]
    pub months_without_account: usize,
    /// Balances on the last day.
    pub balance: Balances,
    /// Every movement.
    pub ledger: Vec<Entry>,
    /// Bases outside their limits.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub base_limits: Vec<BaseLimit>,
}

/// The deductible of a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeductibleUse {
    /// The stretch over which it counts.
    #[serde(skip_serializing_if = "Per::is_year")]
    pub per: Per,
    /// The deductible of the stretch at this place.
    pub threshold: Yuan,
    /// Met by earlier bills of the stretch.
    pub met_before: Yuan,
    /// What of this bill counted towards it.
    pub applied: Figure,
    /// Still missing after this bill.
    pub still_missing: Yuan,
}

/// The cap that a bill ran against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CapUse {
    /// The stretch over which it counts.
    #[serde(skip_serializing_if = "Per::is_year")]
    pub per: Per,
    /// The cap of the stretch, or the lower one within it that left less.
    pub limit: Yuan,
    /// What earlier bills of the stretch counted towards it.
    pub used_before: Yuan,
    /// What the fund would have paid beyond it; for a cap on cost, the cost beyond it.
    pub cut: Yuan,
    /// Left after this bill.
    pub left: Yuan,
    /// Whether it counts eligible cost, the person's part included, rather than what the fund pays.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub counts_cost: bool,
    /// Whether one cap covers outpatient and inpatient care.
    pub shared_with_inpatient: bool,
}

/// Why the fund pays nothing of a bill, whatever it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotCoveredWhy {
    /// A waiting period.
    Waiting {
        /// Its last day.
        until: Date,
    },
    /// A break of contributions.
    Break {
        /// The month without contribution.
        month: Month,
    },
    /// Treatment away from home of a kind that the rules exclude.
    Elsewhere,
}

/// Cost inside the policy range of which the fund pays nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotCovered {
    /// Why.
    pub why: NotCoveredWhy,
    /// The rule: index into [`Assessment::rules`].
    pub rule: usize,
    /// The cost.
    pub cost: Figure,
}

/// A part of the shared cost that falls into one segment of the year's costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BandShare {
    /// The part.
    pub cost: Figure,
    /// The fund's share of it.
    pub ratio: Rate,
    /// That share in yuan.
    pub fund: Figure,
}

/// A bill settled, in the words of the slip. The parts outside the policy range, the deductible,
/// the shared cost and what the current-year account paid first sum to the total; so do fund,
/// supplement, insurance of serious illness, account and cash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Settlement {
    /// The benefit under which it was settled.
    pub kind: Benefit,
    /// First month of the benefit year it falls in.
    pub year: Month,
    /// The scheme for chronic or special diseases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Which stay of the year, for a hospital stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stay: Option<u8>,
    /// Where: the level of institution, or pharmacy.
    pub place: Place,
    /// 医疗费总额.
    pub total: Yuan,
    /// 全自费.
    pub own_paid: Yuan,
    /// 超限价.
    pub over_limit: Yuan,
    /// 先行自付.
    pub first_own: Yuan,
    /// 符合政策范围.
    pub eligible: Figure,
    /// What the current-year account paid before the deductible, where that is the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_first: Option<Figure>,
    /// 起付线.
    pub deductible: DeductibleUse,
    /// Why the fund pays nothing at all of it, and the cost that this leaves to the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_covered: Option<NotCovered>,
    /// What the person bears first of treatment away from home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub borne_first: Option<Figure>,
    /// Cost beyond a cap on cost, which the person bears.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond_cap: Option<Figure>,
    /// What is shared between fund and person.
    pub shared: Figure,
    /// The fund's share; of the lowest segment touched, where there are several.
    pub ratio: Rate,
    /// The segments, where the bill falls into a table that has several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<BandShare>,
    /// What the fund would pay without a cap.
    pub fund_by_ratio: Figure,
    /// The cap, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<CapUse>,
    /// 统筹支付.
    pub fund: Figure,
    /// 大额/附加基金支付.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Figure>,
    /// 大病保险支付.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serious_illness: Option<Figure>,
    /// The person's share of the shared cost.
    pub own_share: Figure,
    /// 个人账户支付, all of it.
    pub account: Figure,
    /// 现金支付.
    pub cash: Figure,
    /// What the person bears: account and cash.
    pub person: Figure,
}

/// An expense and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExpenseResult {
    /// Its index in the situation.
    pub expense: usize,
    /// Its day.
    pub date: Date,
    /// How far the settlement can be relied on.
    pub outcome: Outcome,
    /// The settlement, unless refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settlement: Option<Settlement>,
}

/// Running sums of a benefit year after its last bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YearToDate {
    /// The benefit.
    #[serde(skip_serializing_if = "Benefit::is_outpatient_pool")]
    pub benefit: Benefit,
    /// The scheme for chronic or special diseases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// First month of the year.
    pub from: Month,
    /// Last month.
    pub to: Month,
    /// Borne towards the deductible.
    pub deductible_met: Yuan,
    /// The highest deductible asked for so far.
    pub deductible: Yuan,
    /// Paid by the fund.
    pub fund_paid: Yuan,
    /// The cap on that, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cap: Option<Yuan>,
    /// Cost counted towards a cap on cost, where that is the kind of cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_counted: Option<Yuan>,
    /// That cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_cap: Option<Yuan>,
    /// Borne by the person, account and cash.
    pub person_paid: Yuan,
}

/// The whole result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// Version of the engine.
    pub engine_version: &'static str,
    /// The area.
    pub area: AreaName,
    /// The days on which the policy files used were last changed, nearest layer first.
    pub policy_updated_on: Vec<Date>,
    /// Kind of insurance.
    pub insurance: InsuranceKind,
    /// In service or retired.
    pub status: Status,
    /// The last day reckoned.
    pub as_of: Date,
    /// The account.
    pub account: Account,
    /// What is paid in, by contribution range and stretch of months that are alike.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributions: Vec<ContributionResult>,
    /// Premiums of the years insured as a resident.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub premiums: Vec<PremiumResult>,
    /// The maternity allowance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maternity_allowance: Option<AllowanceResult>,
    /// The expenses, in the order of the situation.
    pub expenses: Vec<ExpenseResult>,
    /// Running sums by benefit year.
    pub years: Vec<YearToDate>,
    /// Conventions that acted on a figure.
    pub conventions: Vec<Convention>,
    /// The working of all figures.
    pub steps: Vec<Step>,
    /// The rules used.
    pub rules: Vec<CitedRule>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts: Option<Contacts>,
}

impl Assessment {
    /// The rule at `index`, if the index came from this assessment.
    #[must_use]
    pub fn rule(&self, index: usize) -> Option<&CitedRule> {
        self.rules.get(index)
    }

    /// The step with this id, if it came from this assessment.
    #[must_use]
    pub fn step(&self, id: StepId) -> Option<&Step> {
        usize::try_from(id.0).ok().and_then(|index| self.steps.get(index))
    }

    /// All refusals of the expense at `index`.
    #[must_use]
    pub fn refusals(&self, index: usize) -> &[Refusal] {
        match self.expenses.get(index).map(|result| &result.outcome) {
            Some(Outcome::Refused { why }) => why,
            _ => &[],
        }
    }

    /// The topic of the rule at `index`.
    #[must_use]
    pub fn topic_of(&self, index: usize) -> Option<Topic> {
        self.rule(index).map(|cited| cited.rule.topic)
    }
}
