//! Reconciliation: which exact amounts explain that an app shows another balance than the reckoned one.
//!
//! The reckoned ledger and the rules give amounts that may be missing from the displayed balance or be
//! in it twice (`terms`); combinations of at most three of them that give the difference to the fen are
//! explanations, the simplest first (`search`). What none explains is named as unexplained.

mod bases;
mod search;
mod terms;
mod weights;

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Month};
use crate::engine::{Assessment, Situation, SituationError, assess};
use crate::money::Yuan;
use crate::policy::{PolicySet, RuleRef};

/// A balance as an app or a receipt shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Displayed {
    /// The balance.
    pub balance: Yuan,
    /// The day on which it was shown.
    pub on: Date,
}

/// How an amount comes to be missing from a displayed balance, or to be in it twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", tag = "mechanism")]
pub enum Mechanism {
    /// Credits of `count` months did not arrive (yet); any of the candidates, which are alike.
    CreditsMissing {
        /// How many months.
        count: usize,
        /// The credit of one.
        each: Yuan,
        /// The months whose credit it is.
        candidates: Vec<Month>,
    },
    /// The credits of these months, which are not alike, did not arrive (yet).
    StretchMissing {
        /// First month.
        from: Month,
        /// Last month.
        to: Month,
    },
    /// The advance for `months` months of an insurance year was taken back.
    AdvanceTakenBack {
        /// First month of what was advanced.
        year: Month,
        /// How many months.
        months: u16,
    },
    /// What the account paid of one of these bills is not in the displayed balance yet.
    BillNotPosted {
        /// The bills that come to the same, by index.
        candidates: Vec<usize>,
    },
    /// What the account paid of one of these bills is in it twice.
    BillPostedTwice {
        /// The bills that come to the same, by index.
        candidates: Vec<usize>,
    },
    /// One of these movements is not in it yet.
    MovementNotPosted {
        /// The movements that come to the same, by index.
        candidates: Vec<usize>,
    },
    /// One of these movements is in it twice.
    MovementPostedTwice {
        /// The movements that come to the same, by index.
        candidates: Vec<usize>,
    },
    /// A premium of this sum was taken from the account `count` times.
    PremiumTaken {
        /// The premium.
        each: Yuan,
        /// How often.
        count: u16,
        /// The rule that sets it.
        rule: RuleRef,
    },
    /// Contributions of these months go by another base.
    OtherBase {
        /// First month.
        from: Month,
        /// Last month.
        to: Month,
        /// The base that was entered, or follows from the wage.
        entered: Yuan,
        /// The base that gives the difference.
        base: Yuan,
        /// The monthly credit that follows from it.
        credit: Yuan,
        /// Whether it lies between the area's floor and ceiling; `None` where those are not known.
        within_bounds: Option<bool>,
    },
    /// The person counts as retired from another month on.
    RetiredFrom {
        /// That month.
        month: Month,
    },
}

/// One part of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// What happened.
    #[serde(flatten)]
    pub mechanism: Mechanism,
    /// By how much it changes the balance.
    pub amount: Yuan,
    /// The lines of the reckoned ledger that it changes, by index; of candidates, all of theirs.
    pub lines: Vec<usize>,
}

/// A combination of parts that gives the difference to the fen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Explanation {
    /// The parts.
    pub parts: Vec<Part>,
}

/// A displayed balance against the reckoned one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reconciliation {
    /// What is displayed.
    pub displayed: Displayed,
    /// What was reckoned for that day.
    pub reckoned: Yuan,
    /// `displayed − reckoned`.
    pub difference: Yuan,
    /// What explains it, the simplest first; at most five.
    pub explanations: Vec<Explanation>,
    /// What no combination of known amounts explains; nothing where one does.
    pub unexplained: Yuan,
}

/// How many explanations are kept.
const MOST_EXPLANATIONS: usize = 5;

/// Explains the difference between a displayed balance and the reckoned one. Gives the assessment up to
/// that day as well, whose ledger the explanations refer to and whose outcome says how far to rely on
/// it.
///
/// # Errors
/// [`SituationError`] when the situation is impossible, `displayed.on` lies before its ledger included.
pub fn reconcile(
    policy: &PolicySet,
    situation: &Situation,
    displayed: Displayed,
    today: Date,
) -> Result<(Reconciliation, Assessment), SituationError> {
    let until = until(situation, displayed.on)?;
    let assessment = assess(policy, &until, today)?;
    let reckoned = assessment.account.balance.total;
    let difference = displayed.balance - reckoned;
    let explanations = if difference.is_zero() {
        Vec::new()
    } else {
        let candidates = terms::candidates(policy, &until, &assessment, today);
        search::combinations(&candidates, difference)
    };
    let unexplained = if explanations.is_empty() { difference } else { Yuan::ZERO };
    let reconciliation =
        Reconciliation { displayed, reckoned, difference, explanations, unexplained };
    Ok((reconciliation, assessment))
}

/// The situation as it was on `day`: without what came later.
pub(super) fn until(situation: &Situation, day: Date) -> Result<Situation, SituationError> {
    if day < situation.ledger.from.first_day() {
        return Err(SituationError::too_early("displayed.on", situation.ledger.from.first_day()));
    }
    let mut until = situation.clone();
    until.ledger.as_of = Some(day);
    until.expenses.retain(|expense| expense.date <= day);
    until.movements.retain(|movement| movement.date <= day);
    until.closed_on = situation.closed_on.filter(|closed_on| *closed_on <= day);
    Ok(until)
}
