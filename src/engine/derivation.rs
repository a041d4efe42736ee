//! How each figure came about: a list of steps, each with its formula, operands and their origins.
//!
//! Steps refer to earlier steps by number, so the list is the whole working of an assessment, in
//! order. Formulas and operands are names; the words for them come from the locale files.

use core::fmt;

use serde::{Serialize, Serializer};

use super::outcome::Convention;
use crate::money::{Rate, Rounding, Yuan};

/// The number of a step in [`super::Assessment::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepId(pub u32);

/// The formulas that the engine uses. The documentation of each is the formula itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// `min(max(wage, floor), ceiling)`; a bound that is not known is left out.
    BaseOfWage,
    /// `base × rate`.
    CreditByRate,
    /// `base × (rate − deducted_rate)`.
    CreditByNetRate,
    /// `amount`.
    CreditFixed,
    /// `amount − deducted`.
    CreditFixedNet,
    /// `amount × months ÷ 12`: some months' part of a yearly sum.
    MonthOfYearlyCredit,
    /// `monthly × months`.
    AdvanceForMonths,
    /// `earned + monthly`: what earlier months earned and what further ones do.
    EarnedInYear,
    /// `earned − advanced`.
    YearSettlement,
    /// `total − own_paid − over_limit − first_own`.
    EligibleCost,
    /// `min(max(0, current_year_balance), eligible)`.
    CurrentYearAccountPays,
    /// `remaining_cost`: cost of which the fund pays nothing.
    NotCovered,
    /// `remaining_cost × rate`: what the person bears first away from home.
    BorneFirst,
    /// `deductible + added`.
    DeductibleAdded,
    /// `deductible × count`.
    DeductibleTimes,
    /// `min(max(eligible × rate, floor), ceiling)`.
    DeductibleOfCost,
    /// `limit + limit × rate × further_children + added × further_children`; parts that do not apply
    /// are left out.
    LimitForChildren,
    /// `wage × days ÷ 30`.
    AllowanceMonthBy30,
    /// `wage × days ÷ 30.4`.
    AllowanceMonthBy30Point4,
    /// `wage × 12 × days ÷ 365`.
    AllowanceYearBy365,
    /// `min(remaining_cost, max(0, deductible − met_before))`.
    DeductibleApplied,
    /// `min(remaining_cost, min(max(0, deductible − met_before), max(0, year_max − year_met_before)))`.
    DeductibleWithinYearMax,
    /// `min(remaining_cost, max(0, cap − cost_counted_before))`: cost that a cap on cost lets in.
    CostWithinCap,
    /// `remaining_cost − counted_cost`: cost beyond such a cap.
    CostBeyondCap,
    /// `min(position_after, band_to) − max(position_before, band_from)`: the part of the shared cost
    /// that falls into a segment of the year's costs.
    CostInBand,
    /// `fund_so_far + fund_of_band`.
    FundOfBands,
    /// `eligible − paid_by_current_year − not_covered − borne_first − deductible_applied − beyond_cap`.
    SharedCost,
    /// `shared_cost × ratio`; of a segment, with its part of the cost.
    FundByRatio,
    /// `shared_cost × max(0, min(1, ratio + ratio_added) − ratio_less) × ratio_times`; parts that do
    /// not apply are left out.
    FundByAdjustedRatio,
    /// `first × factor`: what a further stay owes.
    DeductibleByFactor,
    /// `max(floor, first − step_down × further_stays)`: what a further stay owes.
    DeductibleSteppedDown,
    /// `min(fund_by_ratio, max(0, cap − fund_paid_before))`.
    FundWithinCap,
    /// `(shared_cost − fund ÷ ratio) × ratio_above`.
    SupplementAboveCap,
    /// `shared_cost − cost_of_lower_bands`: the cost from the segment on in which the cap cuts.
    CostFromCut,
    /// `fund − fund_of_lower_bands`: what the fund pays in that segment.
    FundInCut,
    /// `shared_cost × ratio_above`: cost of which the fund pays nothing.
    SupplementOfCost,
    /// `shared_cost − beyond_cap`: what the basic fund shares of it.
    SharedWithinCap,
    /// `cap_total − cap`: what is left of the cap on both funds for the supplementary one.
    SupplementCap,
    /// `min(supplement, max(0, supplement_cap − supplement_paid_before))`.
    SupplementWithinCap,
    /// `deductible_applied + own_share + beyond_cap`: the person's own part inside the policy range.
    OwnInside,
    /// `min(serious_illness, max(0, cap − paid_before))`.
    SeriousIllnessWithinCap,
    /// `shared_cost − fund − supplement`.
    OwnShare,
    /// `min(max(0, balance), payable)`: what the account pays of the person's part.
    AccountPays,
    /// `paid_by_current_year + account`: all that the account pays.
    AccountInAll,
    /// `total − fund − supplement − serious_illness − account`.
    CashPays,
    /// `account + cash`.
    PersonPays,
}

/// What an operand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are those used in the formulas above")]
pub enum OperandName {
    Wage,
    Ceiling,
    Base,
    Rate,
    DeductedRate,
    Amount,
    Deducted,
    Monthly,
    Months,
    Earned,
    Advanced,
    Total,
    OwnPaid,
    OverLimit,
    FirstOwn,
    Eligible,
    CurrentYearBalance,
    RemainingCost,
    Deductible,
    MetBefore,
    YearMax,
    YearMetBefore,
    CostCountedBefore,
    CountedCost,
    BeyondCap,
    PositionBefore,
    PositionAfter,
    BandFrom,
    BandTo,
    FundSoFar,
    FundOfBand,
    PaidByCurrentYear,
    DeductibleApplied,
    SharedCost,
    Ratio,
    FundByRatio,
    Cap,
    FundPaidBefore,
    Fund,
    RatioAdded,
    RatioLess,
    RatioTimes,
    First,
    Factor,
    Floor,
    StepDown,
    FurtherStays,
    FurtherChildren,
    Limit,
    Added,
    Count,
    Days,
    NotCovered,
    BorneFirst,
    CapTotal,
    CostOfLowerBands,
    FundOfLowerBands,
    RatioAbove,
    Supplement,
    SupplementCap,
    SupplementPaidBefore,
    OwnShare,
    OwnInside,
    SeriousIllness,
    PaidBefore,
    Balance,
    Payable,
    Account,
    Cash,
}

/// The value of an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// An amount.
    Yuan(Yuan),
    /// A share.
    Rate(Rate),
    /// A number of months.
    Months(u16),
    /// A number of anything else.
    Count(u32),
}

/// A field of the situation. Written `name` or `list[index].name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldPath {
    /// A field that there is once, by its path.
    Once(&'static str),
    /// A field of an entry of a list.
    InList {
        /// The list.
        list: &'static str,
        /// Which entry.
        index: usize,
        /// The field.
        name: &'static str,
    },
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(path) => f.write_str(path),
            Self::InList { list, index, name } => write!(f, "{list}[{index}].{name}"),
        }
    }
}

impl Serialize for FieldPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where an operand's value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The person entered it in this field of the situation.
    Entered(#[cfg_attr(feature = "schema", schemars(with = "String"))] FieldPath),
    /// The person provided it in this field, in place of, or in want of, a rule.
    Provided(#[cfg_attr(feature = "schema", schemars(with = "String"))] FieldPath),
    /// A rule: index into [`super::Assessment::rules`].
    Rule(usize),
    /// An earlier step.
    Step(StepId),
    /// The ledger or the running sums of the year at this point.
    Running,
    /// A convention of the calculator.
    Convention(Convention),
}

impl Origin {
    /// A field of the `index`-th entry of a list, as the person entered it.
    pub(super) const fn entered(list: &'static str, index: usize, name: &'static str) -> Self {
        Self::Entered(FieldPath::InList { list, index, name })
    }

    /// A field that there is once, as the person entered it.
    pub(super) const fn entered_once(path: &'static str) -> Self {
        Self::Entered(FieldPath::Once(path))
    }

    /// A field that stands in place of a rule's figure.
    pub(super) const fn provided(path: &'static str) -> Self {
        Self::Provided(FieldPath::Once(path))
    }
}

/// One input of a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operand {
    /// What it is.
    pub name: OperandName,
    /// Its value.
    pub value: Quantity,
    /// Where the value comes from.
    pub origin: Origin,
}

/// One step of the working.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The formula.
    pub formula: Formula,
    /// Its inputs, in the order of the formula.
    pub operands: Vec<Operand>,
    /// What came out.
    pub result: Yuan,
    /// The rounding that changed the exact result, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
}

/// Whether a reckoning keeps its working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Working {
    /// Every step is recorded.
    Kept,
    /// No step is recorded, for those who reckon thousands of lives and look at the sums. Figures
    /// carry the numbers that their steps would have.
    LeftOut,
}

/// Counts steps, and records them where the working is kept.
#[derive(Debug)]
pub(super) struct Derivation {
    working: Working,
    counted: u32,
    steps: Vec<Step>,
}

impl Derivation {
    pub(super) const fn new(working: Working) -> Self {
        Self { working, counted: 0, steps: Vec::new() }
    }

    /// Records a step; `rounding` is the one that changed its result, if one did.
    pub(super) fn record(
        &mut self,
        formula: Formula,
        operands: &[Operand],
        result: Yuan,
        rounding: Option<Rounding>,
    ) -> StepId {
        self.add(|| Step { formula, operands: operands.to_vec(), result, rounding })
    }

    /// Records a step of whose operands some may not apply.
    pub(super) fn record_present(
        &mut self,
        formula: Formula,
        operands: &[Option<Operand>],
        result: Yuan,
    ) -> StepId {
        let present = || operands.iter().flatten().copied().collect();
        self.add(|| Step { formula, operands: present(), result, rounding: None })
    }

    fn add(&mut self, step: impl FnOnce() -> Step) -> StepId {
        let id = StepId(self.counted);
        // A situation has at most some ten thousand steps (see the limits in `validate`).
        self.counted = self.counted.saturating_add(1);
        if self.working == Working::Kept {
            self.steps.push(step());
        }
        id
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}

/// An amount as an operand.
pub(super) fn yuan(name: OperandName, value: Yuan, origin: Origin) -> Operand {
    Operand { name, value: Quantity::Yuan(value), origin }
}

/// A rate as an operand.
pub(super) fn rate(name: OperandName, value: Rate, origin: Origin) -> Operand {
    Operand { name, value: Quantity::Rate(value), origin }
}

/// A number of months as an operand.
pub(super) fn months(value: u16, origin: Origin) -> Operand {
    Operand { name: OperandName::Months, value: Quantity::Months(value), origin }
}

/// A number as an operand.
pub(super) fn count(name: OperandName, value: u32, origin: Origin) -> Operand {
    Operand { name, value: Quantity::Count(value), origin }
}
