//! Causes and reconciliations worked by hand: every file under `tests/causes/` is a person with a
//! balance in question, what they answered, and how a cause must stand for them.
//!
//! `tests/causes/README.md` describes the form. Clues and parts are compared as JSON, amounts as texts,
//! to the fen.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use mingbai::calendar::Date;
use mingbai::engine::Situation;
use mingbai::explain::{
    Cause, Diagnosis, Displayed, Question, Reconciliation, Replies, Reply, Verdict, diagnose,
};
use mingbai::money::Yuan;
use mingbai::policy::PolicySet;
use serde::Deserialize;
use serde_json::{Value, json};
use support::{areas, date, json_files_in, path, policy};

const CASES: &str = "tests/causes";
const RECONCILIATIONS: &str = "reconciliation";
const MOST_QUESTIONS: usize = 6;

/// A case; `E` is what it expects.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case<E> {
    title: String,
    working: Vec<String>,
    /// The facts that the working rests on, where a rule's name in it does not say enough.
    #[serde(default)]
    facts: Vec<Value>,
    today: String,
    situation: Value,
    #[serde(default)]
    displayed: Option<Displayed>,
    #[serde(default)]
    replies: Replies,
    expect: E,
}

/// What is compared; what a case leaves out is not looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectCause {
    symptom: Value,
    balance: String,
    cause: ExpectFinding,
    /// Causes that must rank below.
    #[serde(default)]
    before: Vec<Cause>,
    /// The causes that the list begins with.
    #[serde(default)]
    order: Vec<Cause>,
    /// What must be asked first, in this order; an empty list: nothing is asked.
    #[serde(default)]
    questions: Option<Vec<Question>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectFinding {
    verdict: Verdict,
    #[serde(default)]
    explains: Option<String>,
    /// Must be among its clues.
    clues: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectReconciliation {
    reckoned: String,
    difference: String,
    unexplained: String,
    /// The parts of the first explanation, in any order, by the fields named; none: no explanation.
    parts: Vec<Value>,
}

/// A case that was run.
struct Ran {
    policy: PolicySet,
    situation: Situation,
    displayed: Option<Displayed>,
    replies: Replies,
    today: Date,
    diagnosis: Diagnosis,
}

impl Ran {
    fn with_reply(&self, question: Question, reply: Reply) -> Diagnosis {
        let mut replies = self.replies.clone();
        replies.insert(question, reply);
        let found = diagnose(&self.policy, &self.situation, self.displayed, &replies, self.today);
        found.unwrap().0
    }

    /// Whether some reply to `question` puts the causes into another order.
    fn is_telling(&self, question: Question) -> bool {
        let now = order(&self.diagnosis);
        question.replies().iter().any(|reply| order(&self.with_reply(question, *reply)) != now)
    }
}

fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

fn order(diagnosis: &Diagnosis) -> Vec<Cause> {
    diagnosis.findings.iter().map(|finding| finding.cause).collect()
}

/// Collects what is wrong with a case.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn check(&mut self, is_right: bool, fault: impl FnOnce() -> String) {
        if !is_right {
            self.0.push(fault());
        }
    }

    fn compare(&mut self, field: &str, expected: &Value, found: &Value) {
        self.check(expected == found, || format!("{field}: expected {expected}, found {found}"));
    }
}

fn read<E: for<'de> Deserialize<'de>>(file: &Path) -> Case<E> {
    let text = std::fs::read_to_string(file).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn run<E>(case: &Case<E>, faults: &mut Faults) -> Ran {
    faults.check(!case.title.is_empty(), || "the title says nothing".to_owned());
    faults.check(!case.working.is_empty(), || "the working says nothing".to_owned());
    faults.check(case.facts.iter().all(Value::is_object), || "a fact is no object".to_owned());
    let situation = Situation::parse(&case.situation.to_string()).unwrap();
    let policy = policy(&situation.area);
    let today = date(&case.today);
    let (displayed, replies) = (case.displayed, case.replies.clone());
    let (diagnosis, _) = diagnose(&policy, &situation, displayed, &replies, today).unwrap();
    let ran = Ran { policy, situation, displayed, replies, today, diagnosis };
    check_list(&ran, faults);
    check_questions(&ran, faults);
    if let Some(reconciliation) = &ran.diagnosis.reconciliation {
        check_sums(reconciliation, faults);
    }
    ran
}

/// Clues that only ever speak against a cause.
const AGAINST: [&str; 13] = [
    "not_this_symptom",
    "display_agrees",
    "reckoned_so_too",
    "credited_monthly",
    "nothing_settled",
    "all_paid",
    "no_employer",
    "has_account",
    "nothing_spent",
    "till_pays_what_is_there",
    "not_entered",
    "credit_did_not_fall",
    "paid_in_cash",
];

/// Clues that only ever speak for a cause.
const FOR: [&str; 11] = [
    "exactly",
    "taken_back",
    "will_be_taken_back",
    "credited_in_advance",
    "not_paid",
    "arrived_late",
    "no_account",
    "all_spent",
    "overdrawn",
    "closed",
    "paid_by_account",
];

/// Each cause exactly once, sorted, no verdict out of nothing, no clue against it.
fn check_list(ran: &Ran, faults: &mut Faults) {
    let findings = &ran.diagnosis.findings;
    let causes: BTreeSet<Cause> = order(&ran.diagnosis).into_iter().collect();
    faults.check(causes.len() == 26 && findings.len() == 26, || {
        format!("{} findings of {} causes", findings.len(), causes.len())
    });
    for pair in findings.windows(2) {
        let rank = |at: usize| {
            let it = &pair[at];
            (it.verdict, -it.explains.unwrap_or_default(), it.cause)
        };
        faults.check(rank(0) < rank(1), || format!("{:?} before {:?}", rank(0), rank(1)));
    }
    for finding in findings {
        let (cause, verdict) = (finding.cause, finding.verdict);
        faults.check(verdict == Verdict::Possible || !finding.clues.is_empty(), || {
            format!("{cause:?} is {verdict:?} without a clue")
        });
        faults.check(verdict != Verdict::RuledOut || finding.explains.is_none(), || {
            format!("{cause:?} is ruled out and explains something")
        });
        faults.check(finding.explains.is_none_or(|amount| amount > Yuan::ZERO), || {
            format!("{cause:?} explains {:?}", finding.explains)
        });
        let contradicting: &[&str] = if verdict == Verdict::RuledOut { &FOR } else { &AGAINST };
        for clue in &finding.clues {
            let clue = json!(clue);
            let kind = clue["clue"].as_str().unwrap();
            faults.check(!contradicting.contains(&kind), || {
                format!("{cause:?} is {verdict:?} in spite of {clue}")
            });
        }
        let of_symptom = cause.symptoms().contains(&ran.diagnosis.symptom);
        faults.check(of_symptom || verdict == Verdict::RuledOut, || {
            format!("{cause:?} never shows so, and is {verdict:?}")
        });
    }
}

/// Few questions, none a second time, each worth asking, none worth asking left out, and no harm in
/// leaving one unanswered.
fn check_questions(ran: &Ran, faults: &mut Faults) {
    let asked = &ran.diagnosis.questions;
    let left = MOST_QUESTIONS.saturating_sub(ran.replies.len());
    faults.check(asked.len() <= left, || format!("{} questions, {left} left", asked.len()));
    let different: BTreeSet<Question> = asked.iter().copied().collect();
    faults.check(different.len() == asked.len(), || "a question twice".to_owned());
    let mut last_changed_first = true;
    for question in asked {
        faults.check(!ran.replies.contains_key(question), || format!("{question:?} again"));
        faults.check(ran.is_telling(*question), || format!("{question:?} changes nothing"));
        let first = order(&ran.diagnosis)[0];
        let changes_first = question
            .replies()
            .iter()
            .any(|reply| order(&ran.with_reply(*question, *reply))[0] != first);
        faults.check(last_changed_first || !changes_first, || {
            format!("{question:?} may put another cause first, but is asked later")
        });
        last_changed_first = changes_first;
    }
    for question in Question::ALL {
        let unknown = ran.with_reply(question, Reply::Unknown);
        if !ran.replies.contains_key(&question) {
            faults.check(unknown.findings == ran.diagnosis.findings, || {
                format!("{question:?} left unanswered changes something")
            });
            faults.check(!unknown.questions.contains(&question), || {
                format!("{question:?} skipped and asked again")
            });
            let is_left_out = asked.len() < left && !asked.contains(&question);
            faults.check(!(is_left_out && ran.is_telling(question)), || {
                format!("{question:?} would change the order and is not asked")
            });
        }
    }
}

/// Explanations give the difference to the fen.
fn check_sums(reconciliation: &Reconciliation, faults: &mut Faults) {
    let difference = reconciliation.difference;
    let balance = reconciliation.displayed.balance;
    faults.check(balance - reconciliation.reckoned == difference, || {
        format!("{balance} - {} is not {difference}", reconciliation.reckoned)
    });
    for explanation in &reconciliation.explanations {
        let sum: Yuan = explanation.parts.iter().map(|part| part.amount).sum();
        faults.check(sum == difference, || format!("{explanation:?} is not {difference}"));
    }
    let nothing = reconciliation.explanations.is_empty();
    let unexplained = if nothing { difference } else { Yuan::ZERO };
    faults.check(reconciliation.unexplained == unexplained, || {
        format!("unexplained: {}", reconciliation.unexplained)
    });
}

/// What the name of a case's file says about the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    First,
    Possible,
    RuledOut,
}

impl Place {
    fn of(file_name: &str) -> Option<Self> {
        let begins = |with: &str| file_name == with || file_name.starts_with(&format!("{with}-"));
        [("first", Self::First), ("possible", Self::Possible), ("ruled-out", Self::RuledOut)]
            .into_iter()
            .find_map(|(with, place)| begins(with).then_some(place))
    }
}

fn check_cause(cause: Cause, by_name: Place, person: &Case<ExpectCause>, faults: &mut Faults) {
    let ran = run(person, faults);
    let (expect, diagnosis) = (&person.expect, &ran.diagnosis);
    faults.compare("symptom", &expect.symptom, &json!(diagnosis.symptom));
    faults.compare("balance", &json!(expect.balance), &json!(diagnosis.balance));
    let found = order(diagnosis);
    let place = found.iter().position(|it| *it == cause).unwrap();
    let finding = &diagnosis.findings[place];
    faults.compare("verdict", &json!(expect.cause.verdict), &json!(finding.verdict));
    match by_name {
        Place::First => {
            faults.check(place == 0, || format!("{:?} is first", diagnosis.findings[0]));
        }
        Place::Possible => {
            faults.compare("verdict", &json!(Verdict::Possible), &json!(finding.verdict));
        }
        Place::RuledOut => {
            faults.compare("verdict", &json!(Verdict::RuledOut), &json!(finding.verdict));
        }
    }
    if let Some(explains) = &expect.cause.explains {
        faults.compare("explains", &json!(explains), &json!(finding.explains));
    }
    let clues = json!(finding.clues);
    let needs_clue = by_name != Place::Possible;
    faults.check(!needs_clue || !expect.cause.clues.is_empty(), || "expects no clue".to_owned());
    for clue in &expect.cause.clues {
        faults.check(clues.as_array().unwrap().contains(clue), || {
            format!("clue {clue} is not among {clues}")
        });
    }
    for other in &expect.before {
        let at = found.iter().position(|it| it == other).unwrap();
        faults.check(place < at, || format!("{other:?} ranks above"));
    }
    let begins = &found[..expect.order.len()];
    faults.compare("order", &json!(expect.order), &json!(begins));
    if let Some(questions) = &expect.questions {
        let asked = &diagnosis.questions;
        let begins =
            if questions.is_empty() { asked } else { &asked[..questions.len().min(asked.len())] };
        faults.compare("questions", &json!(questions), &json!(begins));
    }
}

/// Whether `found` has all the fields of `expected`.
fn has_fields(found: &Value, expected: &Value) -> bool {
    expected.as_object().unwrap().iter().all(|(field, value)| found.get(field) == Some(value))
}

fn check_reconciliation(case: &Case<ExpectReconciliation>, faults: &mut Faults) {
    let ran = run(case, faults);
    let Some(found) = &ran.diagnosis.reconciliation else {
        faults.0.push("nothing is displayed".to_owned());
        return;
    };
    let expect = &case.expect;
    faults.compare("reckoned", &json!(expect.reckoned), &json!(found.reckoned));
    faults.compare("difference", &json!(expect.difference), &json!(found.difference));
    faults.compare("unexplained", &json!(expect.unexplained), &json!(found.unexplained));
    let parts = found.explanations.first().map(|it| json!(it.parts)).unwrap_or(json!([]));
    let parts = parts.as_array().unwrap();
    let is_there = |part: &Value| parts.iter().any(|found| has_fields(found, part));
    let all = parts.len() == expect.parts.len() && expect.parts.iter().all(is_there);
    faults.check(all, || format!("expected {}, found {}", json!(expect.parts), json!(parts)));
}

fn file_name(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

fn folders() -> BTreeSet<String> {
    let entries = std::fs::read_dir(path(CASES)).unwrap().map(|entry| entry.unwrap().path());
    let folders = entries.filter(|path: &PathBuf| path.is_dir());
    folders.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

fn stop_on(faults: &BTreeMap<String, Faults>, count: usize) {
    let failed = faults.iter().filter(|(_, faults)| !faults.0.is_empty());
    let lines: Vec<String> = failed
        .clone()
        .flat_map(|(name, faults)| faults.0.iter().map(move |fault| format!("{name}: {fault}")))
        .collect();
    let failed = failed.count();
    assert!(failed == 0, "{failed} of {count} cases fail:\n{}", lines.join("\n"));
}

#[test]
fn causes_stand_as_worked_by_hand() {
    let mut faults: BTreeMap<String, Faults> = BTreeMap::new();
    let (mut by_place, mut by_verdict, mut by_symptom, mut by_area) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut displayed = 0;
    let names: BTreeSet<String> = Cause::ALL.into_iter().map(name).collect();
    let others: Vec<String> = folders().difference(&names).cloned().collect();
    assert_eq!(others, [RECONCILIATIONS], "folders that name no cause");
    for cause in Cause::ALL {
        let folder = format!("{CASES}/{}", name(cause));
        assert!(path(&folder).is_dir(), "{folder} is missing");
        let files = json_files_in(&folder);
        for needed in ["first", "ruled-out"] {
            let is_there = files.iter().any(|file| file_name(file) == needed);
            assert!(is_there, "{folder}/{needed}.json is missing");
        }
        for file in files {
            let file_name = file_name(&file);
            let place = Place::of(&file_name);
            let place = place.unwrap_or_else(|| panic!("{}", file.display()));
            let case: Case<ExpectCause> = read(&file);
            let of_case = faults.entry(format!("{}/{file_name}", name(cause))).or_default();
            check_cause(cause, place, &case, of_case);
            *by_place.entry(place).or_insert(0) += 1;
            *by_verdict.entry(case.expect.cause.verdict).or_insert(0) += 1;
            *by_symptom.entry(case.expect.symptom.to_string()).or_insert(0) += 1;
            *by_area.entry(case.situation["area"].to_string()).or_insert(0) += 1;
            displayed += usize::from(case.displayed.is_some());
        }
    }
    let count = faults.len();
    let mut out = std::io::stdout().lock();
    writeln!(out, "causes: {count} cases, {displayed} with a displayed balance; {by_place:?}")
        .unwrap();
    writeln!(out, "  {by_verdict:?}").unwrap();
    writeln!(out, "  {by_symptom:?}").unwrap();
    writeln!(out, "  {} areas: {by_area:?}", by_area.len()).unwrap();
    drop(out);
    stop_on(&faults, count);
}

/// Somebody in the third month of a first job whose app shows nothing: what comes first after each
/// answer, and that nobody is asked more than six times.
#[test]
fn every_answer_puts_the_list_in_order_anew() {
    let file = path(&format!("{CASES}/card_not_activated/first.json"));
    let case: Case<ExpectCause> = read(&file);
    let situation = Situation::parse(&case.situation.to_string()).unwrap();
    let (policy, today) = (policy(&situation.area), date(&case.today));
    let weigh = |replies: &Replies| {
        diagnose(&policy, &situation, case.displayed, replies, today).unwrap().0
    };
    let mut replies = Replies::new();
    let before = weigh(&replies);
    // All three credits missing would fit to the fen.
    assert_eq!(order(&before)[0], Cause::EmployerInArrears);
    assert_eq!(before.questions[0], Question::AllArrived);
    for (question, reply, first) in [
        (Question::AllArrived, Reply::Yes, Cause::Spent),
        (Question::WhereSeen, Reply::Unknown, Cause::Spent),
        (Question::CardActivated, Reply::No, Cause::CardNotActivated),
        (Question::CourtCase, Reply::No, Cause::CardNotActivated),
    ] {
        replies.insert(question, reply);
        assert_eq!(order(&weigh(&replies))[0], first, "after {question:?}: {reply:?}");
    }
    let after = weigh(&replies);
    let verdict =
        |cause: Cause| after.findings.iter().find(|it| it.cause == cause).unwrap().verdict;
    assert_eq!(verdict(Cause::EmployerInArrears), Verdict::RuledOut);
    assert_eq!(verdict(Cause::FrozenByCourt), Verdict::RuledOut);
    assert_eq!(verdict(Cause::WrongAccountLookedAt), Verdict::Possible);

    let mut skipped = Replies::new();
    while let Some(question) = weigh(&skipped).questions.first().copied() {
        assert_eq!(skipped.insert(question, Reply::Unknown), None, "{question:?} again");
    }
    assert_eq!(skipped.len(), MOST_QUESTIONS);
    assert_eq!(order(&weigh(&skipped)), order(&before));
}

#[test]
fn differences_are_explained_as_worked_by_hand() {
    let mut faults: BTreeMap<String, Faults> = BTreeMap::new();
    for file in json_files_in(&format!("{CASES}/{RECONCILIATIONS}")) {
        let of_case = faults.entry(file_name(&file)).or_default();
        check_reconciliation(&read(&file), of_case);
    }
    let count = faults.len();
    writeln!(std::io::stdout().lock(), "reconciliations: {count} cases").unwrap();
    assert!(count >= 10, "only {count} reconciliations");
    stop_on(&faults, count);
}

/// The reasons of an article, in short words of our own, with the causes that stand for each.
type Checklist = [(&'static str, &'static [Cause])];

/// The article on negative balances: eight numbered reasons, and what its advice adds.
const WHY_NEGATIVE: &Checklist = &[
    ("spending kept on the card and uploaded late", &[Cause::PostedLate]),
    ("figures wrong after a new system", &[Cause::SystemChanged]),
    ("identity card and social-security card not brought in line", &[Cause::IdentityMismatch]),
    ("relatives spent without saying so", &[Cause::FamilyUse]),
    ("more taken out than there was", &[Cause::SpentBeyondAccount]),
    ("more advanced for the year than was due", &[Cause::YearSettlement]),
    ("the card is damaged or demagnetised", &[Cause::DamagedCard]),
    (
        "left the job while money went on being advanced",
        &[Cause::AdvanceTakenBack, Cause::StoppedPaying],
    ),
    ("the card was never activated", &[Cause::CardNotActivated]),
];

/// The article on balances of zero.
const WHY_ZERO: &Checklist = &[
    ("the card was never taken or activated", &[Cause::CardNotActivated]),
    ("name, number or expiry differ from the card's", &[Cause::IdentityMismatch]),
    ("relatives used it up", &[Cause::FamilyUse]),
    ("frozen together with the bank account", &[Cause::FrozenByCourt]),
    ("the bank put an unused card to sleep", &[Cause::DormantBankAccount]),
    (
        "a kind or tier without an account; not paid yet, or paid and not shown yet",
        &[Cause::NoAccount, Cause::EmployerInArrears, Cause::NotYetCredited],
    ),
    ("all of it was spent", &[Cause::Spent]),
    ("the pooled fund is not one's own", &[Cause::PooledFundMistaken]),
    ("costs that the insurance does not pay", &[Cause::OutsideScope]),
];

/// Causes that neither article names, with the name under which the gathered facts have them.
const FROM_THE_FACTS: [(Cause, &str); 8] = [
    (Cause::PaidLate, "employer_paid_late_after_spending"),
    (Cause::FirstMonth, "first_month_of_new_member"),
    (Cause::MovedAway, "transfer_to_other_region"),
    (Cause::EnrolmentCorrected, "correction_of_wrong_or_double_enrolment"),
    (Cause::PremiumTaken, "premium_taken_from_account"),
    (Cause::CreditRuleReformed, "credit_rule_reformed"),
    (Cause::WrongAccountLookedAt, "wrong_account_looked_at"),
    (Cause::RefundBookedWrongly, "refund_booked_wrongly"),
];

#[test]
fn every_reason_of_the_two_articles_has_its_cause() {
    use mingbai::explain::Symptom;
    let mut named: BTreeSet<Cause> = BTreeSet::new();
    for (article, symptom) in [(WHY_NEGATIVE, Symptom::Negative), (WHY_ZERO, Symptom::Zero)] {
        assert_eq!(article.len(), 9);
        for (reason, causes) in article {
            assert!(!causes.is_empty(), "{reason}");
            named.extend(*causes);
        }
        // The articles also name what cannot bring about the figure they write of; most of it can.
        let able = article
            .iter()
            .filter(|(_, causes)| causes.iter().any(|cause| cause.symptoms().contains(&symptom)));
        assert!(able.count() >= 7, "{symptom:?}");
    }
    let from_facts: BTreeSet<Cause> = FROM_THE_FACTS.iter().map(|(cause, _)| *cause).collect();
    assert!(named.is_disjoint(&from_facts), "{:?}", named.intersection(&from_facts));
    let all: BTreeSet<Cause> = named.union(&from_facts).copied().collect();
    let every: BTreeSet<Cause> = Cause::ALL.into_iter().collect();
    assert_eq!(every.len(), 26);
    assert_eq!(all, every, "missing: {:?}", every.difference(&all));
}

/// People of the cases on figures, some with an app that shows nothing: whoever it is, the list is
/// whole and sorted, and the questions are worth asking.
#[test]
fn lists_are_whole_whoever_it_is() {
    let mut faults: BTreeMap<String, Faults> = BTreeMap::new();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(path("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let area = |folder: &PathBuf| folder.file_name().unwrap().to_string_lossy()[..6].to_owned();
    let files = folders.iter().flat_map(|folder| {
        json_files_in(folder.to_str().unwrap()).into_iter().map(move |file| (area(folder), file))
    });
    let mut policies: BTreeMap<String, PolicySet> = BTreeMap::new();
    for (index, (area, file)) in files.enumerate() {
        let policy = policies.entry(area.clone()).or_insert_with(|| policy(&area));
        let text = std::fs::read_to_string(&file).unwrap();
        let case: Value = serde_json::from_str(&text).unwrap();
        let Ok(situation) = Situation::parse(&case["situation"].to_string()) else { continue };
        let today = date(case["today"].as_str().unwrap());
        let shown_on = situation.ledger.as_of.unwrap_or(today);
        let shows_nothing = Displayed { balance: Yuan::ZERO, on: shown_on };
        let displayed = (index % 2 == 0).then_some(shows_nothing);
        let replies = Replies::new();
        let Ok((diagnosis, _)) = diagnose(policy, &situation, displayed, &replies, today) else {
            continue;
        };
        let ran = Ran { policy: policy.clone(), situation, displayed, replies, today, diagnosis };
        let of_case = faults.entry(file.to_string_lossy().into_owned()).or_default();
        check_list(&ran, of_case);
        if index % 25 == 0 {
            check_questions(&ran, of_case);
        }
        if let Some(reconciliation) = &ran.diagnosis.reconciliation {
            check_sums(reconciliation, of_case);
        }
    }
    let count = faults.len();
    writeln!(std::io::stdout().lock(), "lists: {count} people").unwrap();
    assert!(count > 500, "only {count} people");
    stop_on(&faults, count);
}

#[test]
fn cases_are_of_many_areas() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for folder in folders() {
        for file in json_files_in(&format!("{CASES}/{folder}")) {
            let case: Case<Value> = read(&file);
            seen.insert(case.situation["area"].as_str().unwrap().to_owned());
        }
    }
    assert!(seen.iter().all(|area| areas().contains(area)), "{seen:?}");
    assert!(seen.len() >= 10, "{seen:?}");
}
