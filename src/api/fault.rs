//! Why there is no answer, for programs: which field, what is wrong, which limit, and the key of the
//! sentence for people in the locale files.

use serde::Serialize;

use crate::engine::{Limit, Problem, SituationError};
use crate::policy::PolicyError;

/// What is wrong with a policy file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PolicyProblem {
    /// Not JSON of the expected shape, or an unknown key.
    Malformed,
    /// A version of the format that is not read here.
    Format,
    /// Well-formed, but the rules contradict each other or lack evidence.
    Findings,
    /// The files of other layers than those that the area names.
    Parents,
}

/// A fault of what was given, as it is handed to other languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Fault {
    /// Of the situation, or of what goes with it.
    Situation {
        /// The field, as a path: `expenses[0].total`.
        field: String,
        /// What is wrong with it.
        code: Problem,
        /// The key of the sentence for people.
        message_key: &'static str,
        /// The limit it broke, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        limit: Option<Limit>,
        /// What a parser said, for problems of form.
        #[serde(skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
    },
    /// Of a policy file.
    Policy {
        /// The file, by its area code.
        file: String,
        /// Where in the file, as a path of keys; `.` for all of it.
        field: String,
        /// What is wrong with it.
        code: PolicyProblem,
        /// The key of the sentence for people.
        message_key: &'static str,
        /// What it is exactly, for maintainers.
        detail: String,
    },
}

impl Fault {
    /// The fault of a situation.
    #[must_use]
    pub fn situation(error: SituationError) -> Self {
        let SituationError { field, problem, limit, detail } = error;
        Self::Situation { field, message_key: message_key(&problem), code: problem, limit, detail }
    }

    /// The fault of the policy file of the area `file`.
    #[must_use]
    pub fn policy(file: &str, error: &PolicyError) -> Self {
        let code = match error {
            PolicyError::Malformed { .. } => PolicyProblem::Malformed,
            PolicyError::Format { .. } => PolicyProblem::Format,
            PolicyError::Findings(_) => PolicyProblem::Findings,
            PolicyError::Parents { .. } => PolicyProblem::Parents,
        };
        let field = match error {
            PolicyError::Malformed { path, .. } => path,
            PolicyError::Format { .. } => "format",
            PolicyError::Findings(_) => ".",
            PolicyError::Parents { .. } => "area",
        };
        Self::Policy {
            file: file.to_owned(),
            field: field.to_owned(),
            code,
            message_key: "load.content",
            detail: error.to_string(),
        }
    }
}

/// The key of the sentence for a problem; `{limit}` in it is the limit.
#[must_use]
pub const fn message_key(problem: &Problem) -> &'static str {
    match problem {
        Problem::NotANumber | Problem::NumberNotExact => "problem.not_a_number",
        Problem::SmallerThanFen => "problem.smaller_than_fen",
        Problem::Negative => "problem.negative",
        Problem::TooLarge => "problem.too_large",
        Problem::RateOutOfRange => "problem.rate_out_of_range",
        Problem::DateMalformed | Problem::DateImpossible => "problem.date",
        Problem::DateOutOfRange => "problem.date_out_of_range",
        Problem::TooEarly => "problem.too_early",
        Problem::TooLate => "problem.too_late",
        Problem::TooMany => "problem.too_many",
        Problem::OverlapsPrevious => "problem.overlaps_previous",
        Problem::PartsExceedTotal => "problem.parts_exceed_total",
        Problem::LevelMissing | Problem::LevelUnknown => "problem.level",
        Problem::OpeningShape => "problem.opening_shape",
        Problem::StayZero | Problem::ChildrenZero => "problem.stay",
        Problem::AreaUnknown | Problem::AreaMismatch => "problem.area",
        Problem::Malformed
        | Problem::UnknownKey
        | Problem::Missing
        | Problem::RuleReference
        | Problem::BaseOrWage
        | Problem::AccountShape
        | Problem::SchemeMissing
        | Problem::DeliveryMissing => "problem.malformed",
    }
}
