//! A file to fill in: the headings that are recognised, and two rows of an example (`example.csv`, in
//! codes) in the words of a language.

use super::columns::BillColumn;
use super::columns::{Meaning, PersonColumn};
use super::places::Places;
use super::report::OutCell;
use super::result_file::{FileKind, file_of};
use super::words::{Tongue, Words};
use crate::money::Yuan;

const EXAMPLE: &str = include_str!("example.csv");

/// The template in the language of `words`; areas are named from `places`.
///
/// # Errors
/// What the writer says where the file would be larger than its form allows, which it is not.
pub fn template(kind: FileKind, words: &Words, places: &Places) -> Result<Vec<u8>, String> {
    let mut lines = EXAMPLE.lines();
    let meanings: Vec<Meaning> = lines
        .next()
        .unwrap_or_default()
        .split(',')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|error: super::columns::MappingError| error.to_string())?;
    let headings = meanings.iter().map(|meaning| OutCell::Words(words.heading(*meaning)));
    let mut rows: Vec<Vec<OutCell>> = vec![headings.collect()];
    for line in lines {
        let cells = line.split(',').zip(&meanings);
        rows.push(cells.map(|(code, meaning)| cell(words, places, *meaning, code)).collect());
    }
    file_of(kind, &rows)
}

/// A cell of the example in the words of a language.
fn cell(words: &Words, places: &Places, meaning: Meaning, code: &str) -> OutCell {
    if code.is_empty() {
        return OutCell::Blank;
    }
    let word = |group: &str| words.template_word(&format!("{group}.{code}")).to_owned();
    let text = match meaning {
        Meaning::Person(PersonColumn::Area) => {
            let name = places.name(code).map(|[zh, en]| match words.tongue() {
                Tongue::Zh => zh.clone(),
                Tongue::En => en.clone(),
            });
            name.unwrap_or_else(|| code.to_owned())
        }
        Meaning::Person(PersonColumn::Name) => words.example_name(code),
        Meaning::Person(PersonColumn::Insurance) => word("insurance"),
        Meaning::Person(PersonColumn::Status) => word("status"),
        Meaning::Bill(_, BillColumn::Kind) => word("kind"),
        Meaning::Bill(_, BillColumn::Level) => word("level"),
        Meaning::Person(PersonColumn::Opening | PersonColumn::Base)
        | Meaning::Bill(
            _,
            BillColumn::Total | BillColumn::OwnPaid | BillColumn::OverLimit | BillColumn::FirstOwn,
        ) => {
            return Yuan::parse(code)
                .map_or_else(|_| OutCell::Words(code.to_owned()), OutCell::Amount);
        }
        _ => code.to_owned(),
    };
    OutCell::Words(text)
}
