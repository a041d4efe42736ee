//! Reasons with distances for a figure that is zero, cut or negative, read off an [`Assessment`]
//! without calculating anything anew.

use serde::Serialize;

use crate::calendar::{Date, Month};
use crate::engine::{
    Assessment, Entry, EntryKind, ExpenseResult, Gap, InputField, NotCoveredWhy, Outcome,
    Settlement,
};
use crate::money::{Rate, Yuan};
use crate::policy::Per;

/// What a reason is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The balance of the account.
    Balance,
    /// What the fund pays of the expense with this index.
    Expense(usize),
}

/// A reason, with the distance or the amounts that make it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// The bill is nothing.
    NothingBilled,
    /// No part of the bill is inside the policy range.
    NothingEligible {
        /// What lies outside.
        outside: Yuan,
    },
    /// A part of the bill is outside the policy range.
    PartlyOutsideRange {
        /// What lies outside.
        outside: Yuan,
    },
    /// The current-year account paid all that could have been shared.
    PaidByCurrentYearAccount {
        /// What it paid.
        paid: Yuan,
    },
    /// The bills of the year have not reached the deductible.
    BelowDeductible {
        /// The stretch over which it counts.
        #[serde(skip_serializing_if = "Per::is_year")]
        per: Per,
        /// The deductible.
        deductible: Yuan,
        /// What is still missing to it after this bill.
        still_missing: Yuan,
    },
    /// Exactly the deductible: the next bill is shared.
    JustMetDeductible {
        /// The deductible of the year.
        deductible: Yuan,
    },
    /// The fund's share of what is above the deductible comes to less than half a fen.
    NothingFromShare {
        /// What is shared.
        shared: Yuan,
        /// The fund's share of it.
        ratio: Rate,
    },
    /// A part of the bill went towards the deductible.
    DeductibleTaken {
        /// That part.
        applied: Yuan,
    },
    /// The cap of the year is used up; nothing is left for this bill.
    CapReached {
        /// The cap.
        cap: Yuan,
        /// What the fund would have paid.
        over_by: Yuan,
    },
    /// The fund pays less than its share because the cap is reached within this bill.
    CutByCap {
        /// The cap.
        cap: Yuan,
        /// What is cut.
        over_by: Yuan,
    },
    /// The costs that the fund shares are capped, and the cap was used up before this bill.
    CostCapReached {
        /// The cap on cost.
        cap: Yuan,
        /// What of this bill lies beyond it.
        beyond: Yuan,
    },
    /// A part of this bill lies beyond the cap on the costs that the fund shares.
    CutByCostCap {
        /// The cap on cost.
        cap: Yuan,
        /// What of this bill lies beyond it.
        beyond: Yuan,
    },
    /// More had been advanced for the year than its months earned, and the excess was taken back.
    AdvanceTakenBack {
        /// First month of the insurance year.
        year: Month,
        /// The day of the settlement.
        settled_on: Date,
        /// Advanced for the year.
        advanced: Yuan,
        /// What the months paid earned.
        earned: Yuan,
        /// How many months were paid.
        months_paid: u16,
        /// First month of the year that was not paid.
        unpaid_from: Option<Month>,
        /// What was taken back.
        taken_back: Yuan,
        /// What of the account had been spent by then; without it the balance would not be
        /// negative.
        spent: Yuan,
    },
    /// The balance was already negative at the beginning.
    OpeningNegative {
        /// That balance.
        opening: Yuan,
    },
    /// The kind of insurance, or tier of it, has no personal account.
    NoAccount,
    /// Nothing was paid in during the time reckoned, and there was nothing before.
    NothingPaidIn,
    /// Contributions or the opening balance were not given, and what was given holds nothing.
    NotEntered,
    /// All that was there has been spent.
    AllSpent {
        /// Balance at the beginning.
        opening: Yuan,
        /// Paid in since.
        paid_in: Yuan,
        /// Spent since.
        spent: Yuan,
    },
    /// More left the account than is known to have been in it.
    Overdrawn {
        /// Balance at the beginning.
        opening: Yuan,
        /// Paid in since.
        paid_in: Yuan,
        /// Left since.
        spent: Yuan,
    },
    /// The account was closed, and what was in it left.
    Closed {
        /// The day.
        on: Date,
    },
    /// A waiting period: the fund pays only after it.
    InWaitingPeriod {
        /// Its last day.
        until: Date,
    },
    /// A break of contributions: the fund pays nothing for care in it.
    InBreak {
        /// The month without contribution.
        month: Month,
    },
    /// Treatment away from home of a kind that the rules exclude.
    ExcludedElsewhere,
    /// Credits could not be reckoned, so that the balance shows less than there may be.
    CreditsNotReckoned {
        /// First month without one.
        from: Month,
        /// Last month without one.
        to: Month,
    },
}

/// A reason and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explained {
    /// What it is about.
    pub about: About,
    /// The reason.
    #[serde(flatten)]
    pub reason: Reason,
}

/// The reasons for every zero, cut or negative figure of `assessment`, the balance first.
#[must_use]
pub fn explain(assessment: &Assessment) -> Vec<Explained> {
    let about = |about| move |reason| Explained { about, reason };
    let mut explained: Vec<Explained> =
        balance_reasons(assessment).into_iter().map(about(About::Balance)).collect();
    for result in &assessment.expenses {
        let reasons = expense_reasons(result);
        explained.extend(reasons.into_iter().map(about(About::Expense(result.expense))));
    }
    explained
}

fn expense_reasons(result: &ExpenseResult) -> Vec<Reason> {
    let Some(settlement) = &result.settlement else {
        return Vec::new();
    };
    let mut reasons = Vec::new();
    let outside = settlement.own_paid + settlement.over_limit + settlement.first_own;
    if settlement.total.is_zero() {
        return vec![Reason::NothingBilled];
    }
    if settlement.eligible.amount.is_zero() {
        return vec![Reason::NothingEligible { outside }];
    }
    let fund_pays = !settlement.fund.amount.is_zero();
    if fund_pays {
        if !settlement.deductible.applied.amount.is_zero() {
            reasons.push(Reason::DeductibleTaken { applied: settlement.deductible.applied.amount });
        }
    } else {
        reasons.push(zero_reason(settlement));
    }
    if let Some(cap) = settlement.cap.filter(|cap| fund_pays && !cap.cut.is_zero()) {
        reasons.push(if cap.counts_cost {
            Reason::CutByCostCap { cap: cap.limit, beyond: cap.cut }
        } else {
            Reason::CutByCap { cap: cap.limit, over_by: cap.cut }
        });
    }
    if !outside.is_zero() {
        reasons.push(Reason::PartlyOutsideRange { outside });
    }
    reasons
}

/// Why the fund pays nothing of a bill of which some part is inside the policy range.
fn zero_reason(settlement: &Settlement) -> Reason {
    if let Some(not_covered) = settlement.not_covered {
        return match not_covered.why {
            NotCoveredWhy::Waiting { until } => Reason::InWaitingPeriod { until },
            NotCoveredWhy::Break { month } => Reason::InBreak { month },
            NotCoveredWhy::Elsewhere => Reason::ExcludedElsewhere,
        };
    }
    let deductible = settlement.deductible;
    let paid_first = settlement.paid_first.map_or(Yuan::ZERO, |paid| paid.amount);
    // What lies beyond a cap on cost is not shared, or goes to a supplementary fund.
    let shared = settlement.shared.amount;
    let is_beyond = |cut: Yuan| !cut.is_zero() && (shared.is_zero() || shared == cut);
    if let Some(cap) = settlement.cap.filter(|cap| cap.counts_cost && is_beyond(cap.cut))
        && deductible.still_missing.is_zero()
    {
        Reason::CostCapReached { cap: cap.limit, beyond: cap.cut }
    } else if let Some(cap) = settlement.cap.filter(|cap| !cap.counts_cost && !cap.cut.is_zero()) {
        Reason::CapReached { cap: cap.limit, over_by: cap.cut }
    } else if paid_first == settlement.eligible.amount {
        Reason::PaidByCurrentYearAccount { paid: paid_first }
    } else if !settlement.shared.amount.is_zero() {
        Reason::NothingFromShare { shared: settlement.shared.amount, ratio: settlement.ratio }
    } else if deductible.still_missing.is_zero() {
        Reason::JustMetDeductible { deductible: deductible.threshold }
    } else {
        Reason::BelowDeductible {
            per: deductible.per,
            deductible: deductible.threshold,
            still_missing: deductible.still_missing,
        }
    }
}

fn balance_reasons(assessment: &Assessment) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let balance = assessment.account.balance;
    let total = balance.total;
    // One part may be negative although the other makes up for it.
    let has_negative_part = balance.current_year.is_some_and(Yuan::is_negative)
        || balance.accumulated.is_some_and(Yuan::is_negative);
    if total > Yuan::ZERO && !has_negative_part {
        return reasons;
    }
    let sums = Sums::of(&assessment.account.ledger);
    let openings =
        assessment.account.ledger.iter().filter(|entry| entry.kind == EntryKind::Opening);
    let negative = openings.filter(|entry| entry.amount.is_negative());
    reasons.extend(negative.map(|entry| Reason::OpeningNegative { opening: entry.amount }));
    reasons.extend(assessment.account.ledger.iter().enumerate().filter_map(|(index, entry)| {
        let before = assessment.account.ledger.get(..index).unwrap_or_default();
        taken_back(entry, Sums::of(before).spent)
    }));
    if let Outcome::Incomplete { gaps, .. } = &assessment.account.outcome {
        reasons.extend(gaps.iter().filter_map(|gap| match gap {
            Gap::Credits { from, to, .. } => {
                Some(Reason::CreditsNotReckoned { from: *from, to: *to })
            }
            _ => None,
        }));
    }
    let Sums { opening, paid_in, spent } = sums;
    let closing = assessment.account.ledger.iter().find(|entry| entry.kind == EntryKind::Closing);
    if let Some(closing) = closing.filter(|_| total.is_zero()) {
        reasons.push(Reason::Closed { on: closing.date });
    } else if reasons.is_empty() && (total.is_negative() || has_negative_part) {
        reasons.push(Reason::Overdrawn { opening, paid_in, spent });
    } else if reasons.is_empty() && total.is_zero() {
        let is_empty = paid_in.is_zero() && opening.is_zero();
        reasons.push(if is_empty && assessment.account.months_without_account > 0 {
            Reason::NoAccount
        } else if is_empty && lacks_entries(&assessment.account.outcome) {
            Reason::NotEntered
        } else if is_empty {
            Reason::NothingPaidIn
        } else {
            Reason::AllSpent { opening, paid_in, spent }
        });
    }
    reasons
}

/// Whether the account was reckoned without the contributions or the opening balance.
fn lacks_entries(outcome: &Outcome) -> bool {
    let Outcome::Incomplete { gaps, .. } = outcome else { return false };
    gaps.iter().any(|gap| {
        matches!(gap, Gap::Input { field: InputField::Opening | InputField::Contributions, .. })
    })
}

fn taken_back(entry: &Entry, spent: Yuan) -> Option<Reason> {
    let EntryKind::Settlement { year, advanced, earned, months_paid, unpaid_from } = entry.kind
    else {
        return None;
    };
    entry.amount.is_negative().then_some(Reason::AdvanceTakenBack {
        year,
        settled_on: entry.date,
        advanced,
        earned,
        months_paid,
        unpaid_from,
        taken_back: -entry.amount,
        spent,
    })
}

/// Sums over a ledger by direction.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    opening: Yuan,
    paid_in: Yuan,
    spent: Yuan,
}

impl Sums {
    fn of(entries: &[Entry]) -> Self {
        let mut sums = Self::default();
        for entry in entries {
            match entry.kind {
                EntryKind::Opening => sums.opening += entry.amount,
                EntryKind::CarryOver => {}
                EntryKind::Credit { .. }
                | EntryKind::Advance { .. }
                | EntryKind::Settlement { .. } => sums.paid_in += entry.amount,
                EntryKind::Movement { kind, .. } if !kind.is_outflow() => {
                    sums.paid_in += entry.amount;
                }
                EntryKind::Expense { .. } | EntryKind::Movement { .. } | EntryKind::Closing => {
                    sums.spent -= entry.amount;
                }
            }
        }
        sums
    }
}
