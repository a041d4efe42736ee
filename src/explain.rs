//! Why a figure is zero, cut or negative.
//!
//! Some things, all of them data; the sentences come from the locale files:
//! - [`explain`]: reasons with their distances, for each figure of an assessment;
//! - [`reconcile`]: which exact amounts explain that an app shows another balance than the reckoned one;
//! - [`diagnose`]: every known cause of a zero or negative balance, with what in this person's entries
//!   and in their area's rules speaks for or against it;
//! - [`compare_here`], [`compare_elsewhere`]: the same bill under other circumstances, and which
//!   parameter makes the difference; [`curve()`]: the same bill with other totals.

mod book;
mod cause;
mod compare;
mod curve;
mod diagnosis;
mod faq;
mod range;
mod reasons;
mod reconciliation;
mod suppose;

pub use book::{Ask, BookError, CauseBook, CauseEntry, OpenQuestion, RejectedClaim, Side};
pub use cause::{Cause, Question, Reply, Symptom};
pub use compare::{
    Compared, Comparison, Difference, Parameter, Value, compare_elsewhere, compare_here,
    differences, paid_by_funds,
};
pub use curve::{Curve, CurvePoint, curve};
pub use diagnosis::{Clue, Diagnosis, Finding, Replies, Verdict, diagnose};
pub use faq::{AnswerKind, FaqEntry, parse_faq};
pub use range::{Range, Ranges, ranges, totals};
pub use reasons::{About, Explained, Reason, explain};
pub use reconciliation::{Displayed, Explanation, Mechanism, Part, Reconciliation, reconcile};
pub use suppose::{Supposition, suppose};
