//! The one object that page, shell and package show: an assessment together with its reasons. Beside it
//! what the questions about a displayed balance give, and faults as other languages get them.

mod fault;

use serde::Serialize;

pub use self::fault::{Fault, PolicyProblem, message_key};
use crate::calendar::Date;
use crate::engine::{Assessment, Situation, SituationError, assess};
use crate::explain::{Diagnosis, Explained, Reconciliation, explain};
use crate::policy::PolicySet;

/// What a person gets for a situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// The figures and their working.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// Why figures are zero, cut or negative.
    pub reasons: Vec<Explained>,
}

/// Why a balance is what it is, weighed by [`diagnose`](crate::explain::diagnose).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosed {
    /// Every cause with what speaks for and against it, and what to ask next.
    pub diagnosis: Diagnosis,
    /// The assessment up to the displayed day, to whose lines and rules it refers.
    pub assessment: Assessment,
}

/// A displayed balance held against the reckoned one by [`reconcile`](crate::explain::reconcile).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reconciled {
    /// What explains the difference to the fen.
    pub reconciliation: Reconciliation,
    /// The assessment up to the displayed day, to whose lines it refers.
    pub assessment: Assessment,
}

/// Reckons and explains `situation` under `policy`. `today` is the caller's.
///
/// # Errors
/// [`SituationError`] when the situation is impossible; see [`assess`].
pub fn answer(
    policy: &PolicySet,
    situation: &Situation,
    today: Date,
) -> Result<Answer, SituationError> {
    let assessment = assess(policy, situation, today)?;
    let reasons = explain(&assessment);
    Ok(Answer { assessment, reasons })
}

/// Whether `code` has the form of an area code (six digits), and so may name a policy file.
#[must_use]
pub fn is_area_code(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}
