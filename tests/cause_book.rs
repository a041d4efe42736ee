//! What is known of the causes: complete, in both languages, each on evidence that its standing allows,
//! and without a promise.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod support;

use mingbai::explain::{BookError, Cause, CauseBook};
use mingbai::policy::{Standing, Text};
use support::text;

fn book() -> CauseBook {
    CauseBook::parse(&text("static/causes.json")).unwrap_or_else(|error| panic!("{error}"))
}

/// Every text for people, with where it stands.
fn texts(book: &CauseBook) -> Vec<(String, &Text)> {
    let mut texts: Vec<(String, &Text)> = Vec::new();
    for entry in &book.causes {
        let name = format!("{:?}", entry.cause);
        let single = [&entry.title, &entry.what, &entry.time];
        let lists = [&entry.check, &entry.steps, &entry.papers];
        let all = single.into_iter().chain(&entry.calm).chain(lists.into_iter().flatten());
        texts.extend(all.map(|text| (name.clone(), text)));
    }
    for open in &book.open_questions {
        let says = open.sides.iter().map(|side| &side.says);
        texts.extend(
            [&open.question, &open.until].into_iter().chain(says).map(|t| ("open".into(), t)),
        );
    }
    let claims = book.rejected_claims.iter().flat_map(|claim| [&claim.claim, &claim.why]);
    texts.extend(claims.map(|text| ("claim".into(), text)));
    texts
}

#[test]
fn every_cause_is_told_once_with_what_to_check_and_do() {
    let book = book();
    assert_eq!(book.causes.len(), Cause::ALL.len());
    for (entry, cause) in book.causes.iter().zip(Cause::ALL) {
        assert_eq!(entry.cause, cause, "in the order of the causes");
        assert!(!entry.check.is_empty() && !entry.steps.is_empty(), "{cause:?}");
        assert!(!entry.ask.is_empty() && !entry.sources.is_empty(), "{cause:?}");
        assert!(!cause.symptoms().is_empty(), "{cause:?}");
    }
    assert_eq!(book.open_questions.len(), 2);
    assert!(book.open_questions.iter().all(|open| open.sides.len() == 2));
    assert_eq!(book.rejected_claims.len(), 7);
}

#[test]
fn every_text_is_there_in_both_languages_and_short() {
    for (name, text) in texts(&book()) {
        assert!(
            text.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            "{name}: {}",
            text.zh
        );
        assert!(
            text.en.is_ascii() || text.en.contains('’') || text.en.contains('“'),
            "{name}: {}",
            text.en
        );
        for sentence in text.zh.split(['。', '；', '？', '：']) {
            assert!(sentence.chars().count() <= 48, "{name}: a long sentence: {sentence}");
        }
    }
}

/// The numbers that the facts on causes state: working days of a transfer (10 + 5) and of the posting of a
/// credit (1 to 5), months to join again in (3), the claimed 12 months and the own 2 % of the wage, the
/// years of the reform, a balance of 0, the hotline. Another number needs a fact first.
const STATED: [&str; 10] = ["0", "1", "2", "3", "5", "10", "12", "2021", "2024", "12393"];

#[test]
fn no_number_stands_there_without_a_fact() {
    for (name, text) in texts(&book()) {
        let numbers = |text: &str| -> Vec<String> {
            let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        };
        for number in numbers(&text.zh).into_iter().chain(numbers(&text.en)) {
            assert!(STATED.contains(&number.as_str()), "{name}: {number} in {}", text.zh);
        }
        for length in ["两周", "一个月内", "一两个月", "几天到", "当天", "多数地方会"]
        {
            assert!(!text.zh.contains(length), "{name}: {length} in {}", text.zh);
        }
    }
}

#[test]
fn nothing_is_promised() {
    for (name, text) in texts(&book()) {
        for word in ["保证", "一定会", "放心", "绝对", "肯定能"] {
            assert!(!text.zh.contains(word), "{name}: {}", text.zh);
        }
        for word in ["guarantee", "certainly", "definitely"] {
            assert!(!text.en.contains(word), "{name}: {}", text.en);
        }
    }
}

#[test]
fn evidence_is_worth_what_its_standing_says() {
    let book = book();
    for (key, source) in &book.sources {
        let pages = source.pages.len();
        assert!(pages > 0 && usize::from(source.independent) <= pages, "{key}");
        match source.standing {
            Standing::Official => panic!("{key}: no page of an authority was read on causes"),
            Standing::Corroborated => assert!(source.independent >= 2, "{key}"),
            Standing::Single => assert_eq!(source.independent, 1, "{key}"),
            Standing::Doubtful => {}
        }
    }
    for open in &book.open_questions {
        let sides = open.sides.iter().map(|side| book.sources(&side.sources).count());
        assert!(sides.into_iter().all(|sources| sources > 0), "{}", open.question.en);
    }
}

#[test]
fn a_broken_book_is_refused_with_what_is_wrong() {
    let whole = text("static/causes.json");
    let twice = whole.replacen("\"cause\": \"spent\"", "\"cause\": \"family_use\"", 1);
    assert_eq!(CauseBook::parse(&twice), Err(BookError::Cause(Cause::Spent)));
    let astray =
        whole.replacen("\"sources\": [\n        \"spent\"", "\"sources\": [\n        \"lost\"", 1);
    assert_eq!(CauseBook::parse(&astray), Err(BookError::Source("lost".to_owned())));
    let newer = whole.replacen("\"format\": 1", "\"format\": 2", 1);
    assert_eq!(CauseBook::parse(&newer), Err(BookError::Format(2)));
    let odd = whole.replacen("\"calm\"", "\"clam\"", 1);
    assert!(matches!(CauseBook::parse(&odd), Err(BookError::Form(_))));
    let cut = whole.get(..whole.len() / 2).unwrap_or_default();
    assert!(matches!(CauseBook::parse(cut), Err(BookError::Form(_))));
}
