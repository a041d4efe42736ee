//! The causes of a balance, weighed for one person: what in their entries, in the rules of their area
//! and in their answers speaks for or against each.
//!
//! A verdict is never a probability. Confirmed: their own entries and the rules bring it about. Likely:
//! an answer, or an amount that fits to the fen, points to it. Possible: nothing speaks against it. Ruled
//! out: an entry, a rule or an answer does.

mod clue;
mod credits;
mod display;
mod questions;
mod spending;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::clue::Clue;

use self::credits::Owed;
use self::questions::questions;
use super::cause::{Cause, Question, Reply, Symptom};
use super::reconciliation::{Displayed, Mechanism, Reconciliation, reconcile, until};
use crate::calendar::Date;
use crate::engine::{Assessment, Outcome, Situation, SituationError, assess};
use crate::money::Yuan;
use crate::policy::PolicySet;

/// How a cause stands for this person. Ordered: earlier goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The person's entries and the rules bring it about.
    Confirmed,
    /// An answer or an exact amount points to it.
    Likely,
    /// Nothing speaks against it.
    Possible,
    /// Something speaks against it.
    RuledOut,
}

/// A cause with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The cause.
    pub cause: Cause,
    /// How it stands.
    pub verdict: Verdict,
    /// How much of the gap it explains, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explains: Option<Yuan>,
    /// What speaks for and against it.
    pub clues: Vec<Clue>,
}

/// The answers so far.
pub type Replies = BTreeMap<Question, Reply>;

/// All causes weighed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// What is wrong with the balance.
    pub symptom: Symptom,
    /// The balance in question: the displayed one, or the reckoned one where none was given.
    pub balance: Yuan,
    /// The causes: by verdict, then by how much they explain, then by how common they are.
    pub findings: Vec<Finding>,
    /// What to ask next, the most telling first.
    pub questions: Vec<Question>,
    /// The displayed balance against the reckoned one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation: Option<Reconciliation>,
}

/// Weighs every cause for this person. Gives the assessment up to the displayed day as well.
///
/// # Errors
/// As of [`reconcile`].
pub fn diagnose(
    policy: &PolicySet,
    situation: &Situation,
    displayed: Option<Displayed>,
    replies: &Replies,
    today: Date,
) -> Result<(Diagnosis, Assessment), SituationError> {
    let (reconciliation, assessment) = match displayed {
        Some(displayed) => {
            let (reconciliation, assessment) = reconcile(policy, situation, displayed, today)?;
            (Some(reconciliation), assessment)
        }
        None => (None, assess(policy, situation, today)?),
    };
    // What came later says nothing about the balance of that day.
    let situation = &until(situation, assessment.as_of)?;
    let owed = Owed::of(policy, situation, &assessment, today);
    let evidence =
        Evidence::new(policy, situation, &assessment, reconciliation.as_ref(), replies, owed);
    let findings = findings(&evidence);
    let questions = questions(&evidence, &findings);
    let (symptom, balance) = (evidence.symptom, evidence.balance);
    Ok((Diagnosis { symptom, balance, findings, questions, reconciliation }, assessment))
}

/// Everything that causes are weighed by.
#[derive(Clone, Copy)]
struct Evidence<'a> {
    policy: &'a PolicySet,
    situation: &'a Situation,
    assessment: &'a Assessment,
    reconciliation: Option<&'a Reconciliation>,
    replies: &'a Replies,
    symptom: Symptom,
    balance: Yuan,
    /// Whether the reckoned balance can be relied on.
    is_sure: bool,
    /// Credits of months that are not paid, or not in time.
    owed: Owed,
}

impl<'a> Evidence<'a> {
    fn new(
        policy: &'a PolicySet,
        situation: &'a Situation,
        assessment: &'a Assessment,
        reconciliation: Option<&'a Reconciliation>,
        replies: &'a Replies,
        owed: Owed,
    ) -> Self {
        let reckoned = assessment.account.balance.total;
        let is_sure =
            matches!(assessment.account.outcome, Outcome::Complete | Outcome::LastKnown { .. });
        let balance = reconciliation.map_or(reckoned, |it| it.displayed.balance);
        let symptom = if balance.is_negative() {
            Symptom::Negative
        } else if balance.is_zero() {
            Symptom::Zero
        } else if is_sure && balance > reckoned {
            Symptom::Higher
        } else {
            Symptom::Lower
        };
        Self {
            policy,
            situation,
            assessment,
            reconciliation,
            replies,
            symptom,
            balance,
            is_sure,
            owed,
        }
    }

    fn reckoned(&self) -> Yuan {
        self.assessment.account.balance.total
    }

    fn reply(&self, question: Question) -> Option<Reply> {
        self.replies.get(&question).copied().filter(|reply| *reply != Reply::Unknown)
    }

    /// The clue that `question` was answered so.
    fn replied(&self, question: Question, reply: Reply) -> Option<Clue> {
        (self.reply(question) == Some(reply)).then_some(Clue::Replied { question, reply })
    }

    /// Where the reckoned balance is money that should be there.
    fn money_should_be_there(&self) -> Option<Clue> {
        let balance = self.reckoned();
        (self.is_sure && balance > Yuan::ZERO).then_some(Clue::MoneyShouldBeThere { balance })
    }

    /// Whether entries and rules bring about what is displayed. What is reckoned with already does not
    /// explain why something else is displayed.
    fn brings_it_about(&self) -> bool {
        let differs =
            self.is_sure && self.reconciliation.is_some_and(|it| !it.difference.is_zero());
        !differs
            || match self.symptom {
                Symptom::Negative => self.reckoned().is_negative(),
                Symptom::Zero => self.reckoned() <= Yuan::ZERO,
                Symptom::Lower | Symptom::Higher => false,
            }
    }

    /// Whether a balance was entered and is what was reckoned.
    fn display_agrees(&self) -> bool {
        self.is_sure && self.reconciliation.is_some_and(|it| it.difference.is_zero())
    }

    /// The first explanation that consists of this mechanism alone, with its amount.
    fn exactly(&self, is_it: impl Fn(&Mechanism) -> bool) -> Option<Clue> {
        let explanations = &self.reconciliation.filter(|_| self.is_sure)?.explanations;
        explanations.iter().enumerate().find_map(|(explanation, it)| match it.parts.as_slice() {
            [part] if is_it(&part.mechanism) => {
                Some(Clue::Exactly { explanation, amount: part.amount })
            }
            _ => None,
        })
    }
}

/// A cause while it is weighed. What was found first stands: callers go from the strongest clue to the
/// weakest.
struct Weighing<'a> {
    evidence: &'a Evidence<'a>,
    verdict: Option<Verdict>,
    explains: Option<Yuan>,
    clues: Vec<Clue>,
}

impl Weighing<'_> {
    fn settle(mut self, verdict: Verdict, clue: Option<Clue>) -> Self {
        let is_new = self.verdict.is_none();
        if let Some(clue) = clue {
            if is_new {
                self.verdict = Some(verdict);
            }
            // What agrees with the verdict is told besides; what contradicts it was outweighed.
            let agrees = self
                .verdict
                .is_some_and(|it| (it == Verdict::RuledOut) == (verdict == Verdict::RuledOut));
            if agrees && !self.clues.contains(&clue) {
                self.clues.push(clue);
            }
        }
        self
    }

    /// Confirmed, and what that explains; told only where something else is displayed than entries and
    /// rules bring about.
    fn confirmed_by(self, clue: Option<Clue>, explains: Option<Yuan>) -> Self {
        if clue.is_none() {
            return self;
        }
        if self.evidence.brings_it_about() {
            return self.settle(Verdict::Confirmed, clue).explaining(explains);
        }
        if self.verdict == Some(Verdict::RuledOut) { self } else { self.noting(clue) }
    }

    fn likely_by(self, clue: Option<Clue>) -> Self {
        self.settle(Verdict::Likely, clue)
    }

    fn ruled_out_by(self, clue: Option<Clue>) -> Self {
        self.settle(Verdict::RuledOut, clue)
    }

    /// Something worth telling that does not decide.
    fn noting(mut self, clue: Option<Clue>) -> Self {
        self.clues.extend(clue);
        self
    }

    /// What the cause explains, unless it is ruled out.
    fn explaining(mut self, amount: Option<Yuan>) -> Self {
        self.explains = self.explains.or(amount.filter(|amount| !amount.is_zero()));
        self
    }

    /// An amount that fits to the fen makes it likely, and says how much it explains.
    fn likely_if_exact(self, is_it: impl Fn(&Mechanism) -> bool) -> Self {
        let exact = self.evidence.exactly(is_it);
        let amount = exact.as_ref().and_then(sum_of);
        self.likely_by(exact).explaining(amount)
    }

    /// An amount that fits to the fen, but another cause better: told, and how much it explains.
    fn noting_if_exact(self, is_it: impl Fn(&Mechanism) -> bool) -> Self {
        let exact = self.evidence.exactly(is_it);
        let is_told = exact.as_ref().is_some_and(|clue| self.clues.contains(clue));
        if is_told || self.verdict == Some(Verdict::RuledOut) {
            return self;
        }
        let amount = exact.as_ref().and_then(sum_of);
        self.noting(exact).explaining(amount)
    }

    /// Likely when the answer is `yes`, ruled out when it is another.
    fn asked(self, question: Question, yes: Reply) -> Self {
        let reply = self.evidence.reply(question);
        let clue = |reply| Clue::Replied { question, reply };
        match reply {
            Some(reply) if reply == yes => self.likely_by(Some(clue(reply))),
            Some(reply) => self.ruled_out_by(Some(clue(reply))),
            None => self,
        }
    }

    fn finish(self, cause: Cause) -> Finding {
        let verdict = self.verdict.unwrap_or(Verdict::Possible);
        let explains = self.explains.filter(|_| verdict != Verdict::RuledOut);
        Finding { cause, verdict, explains, clues: self.clues }
    }
}

/// What an exact clue comes to.
fn sum_of(clue: &Clue) -> Option<Yuan> {
    match *clue {
        Clue::Exactly { amount, .. } if amount.is_negative() => Some(-amount),
        Clue::Exactly { amount, .. } => Some(amount),
        _ => None,
    }
}

fn findings(evidence: &Evidence) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Cause::ALL
        .into_iter()
        .map(|cause| {
            let symptom = evidence.symptom;
            let other =
                (!cause.symptoms().contains(&symptom)).then_some(Clue::NotThisSymptom { symptom });
            let weighing = Weighing { evidence, verdict: None, explains: None, clues: Vec::new() };
            weigh(cause, evidence, weighing.ruled_out_by(other)).finish(cause)
        })
        .collect();
    // The order of causes breaks ties, as sorting keeps it.
    findings.sort_by_key(|finding| {
        (finding.verdict, core::cmp::Reverse(finding.explains.unwrap_or_default()))
    });
    findings
}

fn weigh<'a>(cause: Cause, evidence: &Evidence, weighing: Weighing<'a>) -> Weighing<'a> {
    match cause {
        Cause::NoAccount => credits::no_account(evidence, weighing),
        Cause::AdvanceTakenBack => credits::advance_taken_back(evidence, weighing),
        Cause::YearSettlement => credits::year_settlement(evidence, weighing),
        Cause::EmployerInArrears => credits::employer_in_arrears(evidence, weighing),
        Cause::PaidLate => credits::paid_late(evidence, weighing),
        Cause::StoppedPaying => credits::stopped_paying(evidence, weighing),
        Cause::FirstMonth => credits::first_month(evidence, weighing),
        Cause::NotYetCredited => credits::not_yet_credited(evidence, weighing),
        Cause::CreditRuleReformed => credits::credit_rule_reformed(evidence, weighing),
        Cause::PooledFundMistaken => credits::pooled_fund_mistaken(evidence, weighing),
        Cause::EnrolmentCorrected => credits::enrolment_corrected(evidence, weighing),
        Cause::Spent => spending::spent(evidence, weighing),
        Cause::FamilyUse => spending::family_use(evidence, weighing),
        Cause::MovedAway => spending::moved_away(evidence, weighing),
        Cause::SpentBeyondAccount => spending::spent_beyond_account(evidence, weighing),
        Cause::PremiumTaken => spending::premium_taken(evidence, weighing),
        Cause::RefundBookedWrongly => spending::refund_booked_wrongly(evidence, weighing),
        Cause::OutsideScope => spending::outside_scope(evidence, weighing),
        Cause::WrongAccountLookedAt => display::wrong_account_looked_at(weighing),
        Cause::CardNotActivated => display::card_not_activated(weighing),
        Cause::IdentityMismatch => display::identity_mismatch(weighing),
        Cause::DormantBankAccount => display::dormant_bank_account(weighing),
        Cause::FrozenByCourt => display::frozen_by_court(weighing),
        Cause::PostedLate => display::posted_late(weighing),
        Cause::SystemChanged => display::system_changed(weighing),
        Cause::DamagedCard => display::damaged_card(weighing),
    }
}
