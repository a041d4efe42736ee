//! How far a result can be relied on: complete, on the last known rule, incomplete, or refused.

use serde::Serialize;

use crate::calendar::{Date, Month};
use crate::money::Yuan;
use crate::policy::{PersonField, RuleRef, Topic};

/// How far a result can be relied on, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Outcome {
    /// Everything needed is known.
    Complete,
    /// Computed; some rules are known only up to a day before it was needed.
    LastKnown {
        /// Those rules.
        rules: Vec<LastKnownRule>,
    },
    /// Computed as far as possible.
    Incomplete {
        /// What is missing, and what was assumed in its place.
        gaps: Vec<Gap>,
        /// Rules known only up to a day before they were needed.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        rules: Vec<LastKnownRule>,
    },
    /// Not computed.
    Refused {
        /// Why.
        why: Vec<Refusal>,
    },
}

/// A rule that was used for a day after it was last known to hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LastKnownRule {
    /// The rule.
    pub rule: RuleRef,
    /// The last day it is known for.
    pub until: Date,
}

/// What was missing and how the calculation went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "missing")]
pub enum Gap {
    /// A field of the situation that was left open.
    Input {
        /// The field.
        field: InputField,
        /// What was assumed.
        assumed: Assumption,
    },
    /// Credits of these months could not be reckoned and are not in the ledger.
    Credits {
        /// First such month.
        from: Month,
        /// Last such month.
        to: Month,
        /// Why.
        why: Refusal,
    },
    /// How credits arrive changed within a year; what is credited from here on is not known, and
    /// not in the ledger.
    TimingChanged {
        /// First month concerned.
        from: Month,
    },
    /// An expense could not be settled; nothing of it is in the ledger.
    Expense {
        /// Its index.
        expense: usize,
    },
    /// An earlier bill of the same benefit year could not be settled, so what it counted towards
    /// deductible and cap is not known.
    EarlierExpense {
        /// Its index.
        expense: usize,
    },
    /// No contribution was paid for the month of the bill. Whether the fund pays in a break is not
    /// reckoned; it is reckoned as if it did.
    NotPaidThatMonth {
        /// The month.
        month: Month,
    },
    /// Money left the account that is not known to have been in it.
    BeyondBalance {
        /// Index of the movement.
        movement: usize,
        /// How much too little there was.
        short_by: Yuan,
    },
    /// The account was closed within a year whose credits are advanced, and no rule is known on when
    /// that is settled.
    ClosingNotSettled {
        /// The day.
        on: Date,
    },
    /// The account's balance is itself incomplete, so what it paid is too.
    AccountBalance {
        /// Whether the fund's payment hangs on it as well.
        affects_fund: bool,
    },
    /// A doubtful rule that the person accepted was used.
    Doubtful {
        /// The rule.
        rule: RuleRef,
    },
    /// A figure of the rules is not known.
    Parameter {
        /// Why.
        why: Refusal,
        /// What was assumed.
        assumed: Assumption,
    },
    /// The settlement of an insurance year could not be reckoned and is not in the ledger.
    YearSettlement {
        /// First month of the year.
        year: Month,
        /// First month whose contributions are not known.
        unknown_from: Month,
    },
}

/// What was assumed in place of something missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// Zero, so that the balance shown is the change since the first month.
    Zero,
    /// That nothing was paid in.
    NothingPaid,
    /// That the person was insured before the insurance year began.
    InsuredBefore,
    /// That the cap was not reached.
    CapNotReached,
    /// That segments of cost go by the sum of the year.
    SegmentsOfTheYear,
    /// That the deductible is due at every stay.
    DeductibleAtEveryStay,
    /// That the account pays nothing.
    AccountPaysNothing,
    /// That nothing is paid above the cap.
    NothingAboveCap,
    /// That the whole wage is the base.
    WageIsBase,
    /// That the accumulated account moved.
    AccumulatedAccount,
    /// That there is no deductible.
    NoDeductible,
    /// That the waiting period is over.
    WaitIsOver,
    /// That the deductible counts over a year.
    DeductibleOfTheYear,
}

/// Why something is not computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Refusal {
    /// No rule is known on this topic for this kind of insurance in the area.
    NoRule {
        /// The topic.
        topic: Topic,
        /// The nearest rule of a wider area that is known, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<NearestRule>,
    },
    /// There are rules, but not for that day.
    NoRuleForDate {
        /// The topic.
        topic: Topic,
        /// The day.
        date: Date,
        /// First day of the nearest later rule.
        #[serde(skip_serializing_if = "Option::is_none")]
        next_from: Option<Date>,
        /// The nearest rule of a wider area that is known, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<NearestRule>,
    },
    /// There are rules, but none for this person's group or this place.
    NotListed {
        /// The topic.
        topic: Topic,
    },
    /// The figure is known only from doubtful sources, and the person has neither given their own
    /// nor accepted those.
    OnlyDoubtful {
        /// The topic.
        topic: Topic,
        /// The doubtful rules.
        rules: Vec<RuleRef>,
    },
    /// The rule is known, but a figure it needs is not.
    FigureUnknown {
        /// The topic.
        topic: Topic,
        /// The rule.
        rule: RuleRef,
        /// The field with which the person can provide the figure.
        provide: InputField,
    },
    /// The rule hangs on a fact about the person that was not entered.
    NeedsInput {
        /// The topic.
        topic: Topic,
        /// The field.
        field: InputField,
    },
    /// This kind of insurance, or tier of it, has no personal account.
    NoAccount {
        /// The topic.
        topic: Topic,
    },
    /// Two rules apply: a fault of the policy file.
    Ambiguous {
        /// The topic.
        topic: Topic,
    },
}

/// A rule that is known but not enough to calculate with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NearestRule {
    /// The rule: index into [`super::Assessment::rules`].
    pub rule: usize,
    /// The topic it belongs to.
    pub topic: Topic,
}

/// Ways of reckoning that no rule in the policy base prescribes. Each is named in the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Convention {
    /// Products are rounded to the nearest fen, halves up.
    RoundHalfUpToFen,
    /// The day on which a month's credit arrives is not known; it is booked on the first.
    CreditOnFirstOfMonth,
    /// No rule says over which twelve months deductible and cap count; calendar years are taken.
    BenefitYearIsCalendarYear,
    /// Interest on the balance is not reckoned.
    NoInterest,
    /// Deductible, then fund, then the account pays the person's part.
    UsualPaymentOrder,
    /// No rule of that time says who pays first; with an empty account it makes no difference.
    EmptyAccountOrderIrrelevant,
    /// No usable rule on insurance of serious illness is known; it is left out.
    SeriousIllnessLeftOut,
    /// Insurance of serious illness counts the person's part of hospital stays inside the policy
    /// range, as no rule says what else counts.
    SeriousIllnessCountsStays,
}

/// Fields of a situation that a result may ask for; serialised by their path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum InputField {
    /// Month of birth.
    #[serde(rename = "birth")]
    Birth,
    /// Month of retirement.
    #[serde(rename = "retired_on")]
    RetiredOn,
    /// Group among the insured.
    #[serde(rename = "group")]
    Group,
    /// Tier of contributions.
    #[serde(rename = "tier")]
    Tier,
    /// Whether a family doctor is contracted.
    #[serde(rename = "family_doctor")]
    FamilyDoctor,
    /// First month of insurance in the area.
    #[serde(rename = "insured_since")]
    InsuredSince,
    /// Opening balance.
    #[serde(rename = "ledger.opening")]
    Opening,
    /// Contributions with their base.
    #[serde(rename = "contributions")]
    Contributions,
    /// Level of the institution that wrote the prescription.
    #[serde(rename = "expenses.level")]
    Prescriber,
    /// Which account a movement moved.
    #[serde(rename = "movements.account")]
    MovementAccount,
    /// Wage for the maternity allowance.
    #[serde(rename = "maternity_leave.wage")]
    MaternityWage,
    /// Months of pregnancy.
    #[serde(rename = "delivery.months")]
    PregnancyMonths,
    /// Monthly credit by the person's own slip.
    #[serde(rename = "provided.monthly_credit")]
    MonthlyCredit,
}

impl From<PersonField> for InputField {
    fn from(field: PersonField) -> Self {
        match field {
            PersonField::Birth => Self::Birth,
            PersonField::RetiredOn => Self::RetiredOn,
            PersonField::Group => Self::Group,
            PersonField::Tier => Self::Tier,
            PersonField::FamilyDoctor => Self::FamilyDoctor,
        }
    }
}

/// Rules that were used after they were last known, and gaps; becomes an [`Outcome`].
#[derive(Clone, Debug, Default)]
pub(super) struct Reliance {
    pub(super) last_known: std::collections::BTreeSet<LastKnownRule>,
    pub(super) gaps: Vec<Gap>,
}

impl Reliance {
    /// Notes a gap once.
    pub(super) fn note(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// Takes over what another reliance noted.
    pub(super) fn absorb(&mut self, mut other: Self) {
        self.last_known.append(&mut other.last_known);
        other.gaps.into_iter().for_each(|gap| self.note(gap));
    }

    pub(super) fn outcome(self) -> Outcome {
        let rules: Vec<LastKnownRule> = self.last_known.into_iter().collect();
        match (self.gaps.is_empty(), rules.is_empty()) {
            (true, true) => Outcome::Complete,
            (true, false) => Outcome::LastKnown { rules },
            (false, _) => Outcome::Incomplete { gaps: self.gaps, rules },
        }
    }
}
