//! The one object that page and shell show: an assessment together with its reasons.

use serde::Serialize;

use crate::calendar::Date;
use crate::engine::{Assessment, Situation, SituationError, assess};
use crate::explain::{Explained, explain};
use crate::policy::PolicySet;

/// What a person gets for a situation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The figures and their working.
    #[serde(flatten)]
    pub assessment: Assessment,
    /// Why figures are zero, cut or negative.
    pub reasons: Vec<Explained>,
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
