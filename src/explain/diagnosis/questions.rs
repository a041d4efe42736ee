//! What to ask next: the questions whose answers would change the order of causes. Each is found by
//! weighing all causes anew with each of its answers.

use super::{Evidence, Finding, findings as weigh_all};
use crate::explain::cause::{Cause, Question};

/// The most questions that one person is asked.
const MOST_QUESTIONS: usize = 6;

/// The questions whose answers would change the order, the most telling first.
pub(super) fn questions(evidence: &Evidence, findings: &[Finding]) -> Vec<Question> {
    let left = MOST_QUESTIONS.saturating_sub(evidence.replies.len());
    let unasked = Question::ALL.into_iter().filter(|q| !evidence.replies.contains_key(q));
    let mut telling: Vec<(Tells, Question)> = unasked
        .map(|question| (tells(evidence, findings, question), question))
        .filter(|(tells, _)| *tells > Tells::default())
        .collect();
    telling.sort_by_key(|(tells, _)| core::cmp::Reverse(*tells));
    telling.into_iter().take(left).map(|(_, question)| question).collect()
}

/// How much the answers to a question would change.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Tells {
    /// Answers that put another cause first; these count most.
    firsts: usize,
    /// Places that change hands.
    places: usize,
}

fn tells(evidence: &Evidence, findings: &[Finding], question: Question) -> Tells {
    let order = |findings: &[Finding]| -> Vec<Cause> {
        findings.iter().map(|finding| finding.cause).collect()
    };
    let now = order(findings);
    question.replies().iter().fold(Tells::default(), |sum, reply| {
        let mut replies = evidence.replies.clone();
        replies.insert(question, *reply);
        let then = order(&weigh_all(&Evidence { replies: &replies, ..*evidence }));
        Tells {
            firsts: sum.firsts + usize::from(then.first() != now.first()),
            places: sum.places + then.iter().zip(&now).filter(|(then, now)| then != now).count(),
        }
    })
}
