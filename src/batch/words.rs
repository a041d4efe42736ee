//! The words of results and faults, by key, from the files in `locale/`, and the headings of templates.
//! No other module of the batch holds words for people.

use std::collections::HashMap;

use super::columns::{MappingError, Meaning, PersonColumn};
use super::error::TableError;
use super::vocabulary::VOCABULARY;

/// A language that results are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// 简体中文.
    Zh,
    /// English.
    En,
}

impl Tongue {
    /// Which of the words of a key heads the column of a template.
    const fn place(self) -> usize {
        match self {
            Self::Zh => 0,
            Self::En => 1,
        }
    }
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    tongue: Tongue,
    texts: HashMap<&'static str, &'static str>,
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(tongue: Tongue) -> Self {
        let file = match tongue {
            Tongue::Zh => include_str!("locale/zh.txt"),
            Tongue::En => include_str!("locale/en.txt"),
        };
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let texts = lines.filter_map(|line| line.split_once(" = ")).collect();
        Self { tongue, texts }
    }

    /// The language.
    #[must_use]
    pub const fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The text of a key; the key itself where it is missing, which a test rules out.
    pub(super) fn text(&self, key: &'static str) -> &'static str {
        self.texts.get(key).copied().unwrap_or(key)
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub(super) fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut filled = self.text(key).to_owned();
        for (name, value) in values {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        filled
    }

    /// The word that a template uses for a key of the vocabulary.
    pub(super) fn template_word(&self, key: &str) -> &'static str {
        let words = VOCABULARY.words(key);
        words.get(self.tongue.place()).or(words.first()).copied().unwrap_or_default()
    }

    /// The name of a person in the example of a template.
    pub(super) fn example_name(&self, code: &str) -> String {
        self.text(if code == "@name1" { "example.one" } else { "example.other" }).to_owned()
    }

    /// What a column of this meaning is called: its heading in a template.
    #[must_use]
    pub fn heading(&self, meaning: Meaning) -> String {
        match meaning {
            Meaning::Person(column) => {
                self.template_word(&format!("person.{}", column.code())).to_owned()
            }
            Meaning::Bill(number, column) => {
                let of_bill =
                    self.template_word("heading.bill").replace("{n}", &number.to_string());
                let gap = if self.tongue == Tongue::En { " " } else { "" };
                format!("{of_bill}{gap}{}", self.template_word(&format!("bill.{}", column.code())))
            }
        }
    }

    /// Why a file cannot be read.
    #[must_use]
    pub fn table_error(&self, error: &TableError) -> String {
        let key = match error.code() {
            "file_too_large" => "table.file_too_large",
            "too_many_rows" => "table.too_many_rows",
            "too_many_columns" => "table.too_many_columns",
            "too_many_cells" => "table.too_many_cells",
            "cell_too_long" => "table.cell_too_long",
            "too_much_text" => "table.too_much_text",
            "unpacks_to_too_much" => "table.unpacks_to_too_much",
            "too_many_parts" => "table.too_many_parts",
            "not_text" => "table.not_text",
            "old_workbook" => "table.old_workbook",
            "encrypted" => "table.encrypted",
            "broken_workbook" => "table.broken_workbook",
            "broken_text" => "table.broken_text",
            "duplicate_heading" => "table.duplicate_heading",
            "no_headings" => "table.no_headings",
            _ => "table.no_rows",
        };
        let (limit, row) = match error {
            TableError::TooMuch { limit, row, .. } => {
                (limit.to_string(), row.unwrap_or(1).to_string())
            }
            _ => (String::new(), String::new()),
        };
        let heading = match error {
            TableError::DuplicateHeading { heading, .. } => heading.as_str(),
            _ => "",
        };
        self.fill(key, &[("limit", &limit), ("row", &row), ("heading", heading)])
    }

    /// Why a mapping cannot be worked with.
    #[must_use]
    pub fn mapping_error(&self, error: &MappingError) -> String {
        let (key, detail) = match error {
            MappingError::NoSuchMeaning(text) => ("mapping.no_such_meaning", text.clone()),
            MappingError::NoSuchColumn(column) => {
                ("mapping.no_such_column", (column + 1).to_string())
            }
            MappingError::Lacks(any) => ("mapping.lacks", self.any_of(any)),
            MappingError::BillLacks(number, column) => {
                ("mapping.bill_lacks", self.heading(Meaning::Bill(*number, *column)))
            }
        };
        self.fill(key, &[("detail", &detail)])
    }

    fn any_of(&self, columns: &[PersonColumn]) -> String {
        let names: Vec<String> =
            columns.iter().map(|column| self.heading(Meaning::Person(*column))).collect();
        names.join(&format!(" {} ", self.text("mapping.or")))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn both_languages_have_the_keys_that_the_code_uses() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/batch");
        let mut code = String::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                code.push_str(text.split("#[cfg(test)]").next().unwrap());
            }
        }
        let [zh, en] = [Tongue::Zh, Tongue::En].map(Words::of);
        let keys = |words: &Words| words.texts.keys().copied().collect::<BTreeSet<_>>();
        assert_eq!(keys(&zh), keys(&en));
        assert!(keys(&zh).len() > 100);
        let literals: BTreeSet<&str> = code.split('"').collect();
        for key in keys(&zh) {
            assert!(literals.contains(key), "nothing uses {key}");
        }
        let groups: BTreeSet<&str> =
            keys(&zh).iter().map(|key| key.split('.').next().unwrap()).collect();
        let is_key = |text: &&&str| {
            let (group, name) = text.split_once('.').unwrap_or(("", ""));
            groups.contains(group)
                && !name.is_empty()
                && name != "csv"
                && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        for key in literals.iter().filter(is_key) {
            assert!(zh.texts.contains_key(key), "no words for {key}");
        }
    }

    #[test]
    fn both_languages_fill_in_the_same_names() {
        let [zh, en] = [Tongue::Zh, Tongue::En].map(Words::of);
        let names = |text: &str| {
            let slots = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            slots.map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>()
        };
        for (key, text) in &zh.texts {
            assert_eq!(names(text), names(en.text(key)), "{key}");
        }
    }

    #[test]
    fn english_has_no_chinese() {
        let is_han = |c: char| ('\u{3000}'..='\u{9fff}').contains(&c);
        for (key, text) in &Words::of(Tongue::En).texts {
            assert!(!text.contains(is_han), "{key}");
        }
    }
}
