//! What the columns of a table mean: a first guess by their headings, and a mapping that a person may
//! change.

use core::fmt;
use core::str::FromStr;

use super::limits::MAX_BILLS;
use super::vocabulary::{VOCABULARY, plain};

macro_rules! columns {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them, in the order of a template.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            fn of_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

columns! {
    /// What a column says of the person.
    PersonColumn {
        /// A number or code; only echoed.
        Id = "id",
        /// A name; only echoed.
        Name = "name",
        /// Area of insurance, by code or name.
        Area = "area",
        /// Kind of insurance.
        Insurance = "insurance",
        /// In service or retired.
        Status = "status",
        /// Month of birth.
        Birth = "birth",
        /// First month as a retired person.
        RetiredOn = "retired_on",
        /// First month of insurance in the area.
        InsuredSince = "insured_since",
        /// Group among the insured, by the area's own names.
        Group = "group",
        /// Tier of contributions, by the area's own names.
        Tier = "tier",
        /// A calendar year, in place of first and last month.
        Year = "year",
        /// First month.
        From = "from",
        /// Last month of contributions.
        To = "to",
        /// Last day reckoned; the last of the last month where there is none.
        LastDay = "last_day",
        /// Opening balance.
        Opening = "opening",
        /// Opening balance of the current-year account, where the area keeps two.
        OpeningCurrent = "opening_current",
        /// Opening balance of the accumulated account, where the area keeps two.
        OpeningAccumulated = "opening_accumulated",
        /// Contribution base, yuan a month.
        Base = "base",
        /// Wage, yuan a month, from which the base follows.
        Wage = "wage",
        /// Months whose contributions did not arrive.
        Unpaid = "unpaid",
    }
}

columns! {
    /// What a column says of a bill.
    BillColumn {
        /// Day.
        Date = "date",
        /// What it was for.
        Kind = "kind",
        /// Level of the institution.
        Level = "level",
        /// 医疗费总额.
        Total = "total",
        /// 全自费.
        OwnPaid = "own_paid",
        /// 超限价.
        OverLimit = "over_limit",
        /// 先行自付.
        FirstOwn = "first_own",
    }
}

/// What a column means. Written `area`, `bill2.total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// Something of the person.
    Person(PersonColumn),
    /// Something of the bill with this number, counted from one.
    Bill(u8, BillColumn),
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(column) => f.write_str(column.code()),
            Self::Bill(number, column) => write!(f, "bill{number}.{}", column.code()),
        }
    }
}

impl FromStr for Meaning {
    type Err = MappingError;

    fn from_str(text: &str) -> Result<Self, MappingError> {
        let bill = text.strip_prefix("bill").and_then(|rest| rest.split_once('.'));
        let found = match bill {
            Some((number, code)) => BillColumn::of_code(code)
                .zip(bill_number(number))
                .map(|(column, number)| Self::Bill(number, column)),
            None => PersonColumn::of_code(text).map(Self::Person),
        };
        found.ok_or_else(|| MappingError::NoSuchMeaning(text.to_owned()))
    }
}

fn bill_number(digits: &str) -> Option<u8> {
    digits.parse().ok().filter(|number| (1..=MAX_BILLS).contains(number))
}

/// A guess at what a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guess {
    /// Index of the column.
    pub column: usize,
    /// What it may mean.
    pub meaning: Meaning,
    /// How sure, up to 100: the heading is a known word. Below [`Guess::SURE`] it only contains one.
    pub score: u8,
}

impl Guess {
    /// The score from which on a heading is one of the known words.
    pub const SURE: u8 = 95;
    /// The score below which nothing is guessed.
    const LEAST: u8 = 65;
}

/// What the columns with these headings most likely mean: each column one thing, each thing one column,
/// the surest first.
#[must_use]
pub fn guess<'a>(headings: impl IntoIterator<Item = &'a str>) -> Vec<Guess> {
    let mut candidates: Vec<Guess> = headings
        .into_iter()
        .enumerate()
        .flat_map(|(column, heading)| of_heading(column, heading))
        .collect();
    candidates.sort_by_key(|guess| (core::cmp::Reverse(guess.score), guess.column, guess.meaning));
    let mut taken: Vec<Guess> = Vec::new();
    for candidate in candidates {
        let is_free =
            |other: &Guess| other.column != candidate.column && other.meaning != candidate.meaning;
        if taken.iter().all(is_free) {
            taken.push(candidate);
        }
    }
    taken.sort_by_key(|guess| guess.column);
    taken
}

fn of_heading(column: usize, heading: &str) -> Vec<Guess> {
    let heading = plain(heading);
    let mut found = Vec::new();
    for (name, score) in scored("person", &heading) {
        if let Some(person) = PersonColumn::of_code(name) {
            found.push(Guess { column, meaning: Meaning::Person(person), score });
        }
    }
    if let Some((number, rest)) = numbered(&heading) {
        // A date or an amount without a number may be something else's.
        let doubt = if number.is_some() { 0 } else { 5 };
        for (name, score) in scored_within(rest) {
            if let Some(bill) = BillColumn::of_code(name) {
                let meaning = Meaning::Bill(number.unwrap_or(1), bill);
                found.push(Guess { column, meaning, score: score.saturating_sub(doubt) });
            }
        }
    }
    found.retain(|guess| guess.score >= Guess::LEAST);
    found
}

/// The names of a group that a heading may mean: surely where it is one of their words, else by how much
/// of it such a word fills.
fn scored(group: &str, heading: &str) -> Vec<(&'static str, u8)> {
    if let Some(name) = VOCABULARY.meaning(group, heading) {
        return vec![(name, 100)];
    }
    let length = heading.chars().count();
    let filled = |word: &str| {
        let of_word = word.chars().count();
        let share = (of_word * 40).checked_div(length).unwrap_or(0);
        (of_word >= 2 && heading.contains(word)).then(|| u8::try_from(50 + share).unwrap_or(90))
    };
    VOCABULARY.of_group(group).filter_map(|(word, name)| Some((name, filled(word)?))).collect()
}

/// A heading without its number; `None` where the number is that of no bill.
fn numbered(heading: &str) -> Option<(Option<u8>, String)> {
    let is_digit = |c: char| c.is_ascii_digit();
    let Some(start) = heading.find(is_digit) else {
        return Some((None, heading.to_owned()));
    };
    let (before, from) = heading.split_at_checked(start)?;
    let end = from.find(|c| !is_digit(c)).unwrap_or(from.len());
    let (digits, after) = from.split_at_checked(end)?;
    Some((Some(bill_number(digits)?), format!("{before}{after}")))
}

/// [`scored`] of a bill, of the heading and of what is left of it without the words that stand around
/// such headings.
fn scored_within(mut heading: String) -> Vec<(&'static str, u8)> {
    let mut found = scored("bill", &heading);
    let around = VOCABULARY.words("around.bill");
    while let Some(rest) = around.iter().find_map(|word| heading.strip_prefix(word)) {
        heading = rest.to_owned();
        found.extend(scored("bill", &heading));
    }
    found
}

/// Where something is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The column with this index.
    Column(usize),
    /// The same for every row.
    Same(String),
}

/// Why a mapping cannot be worked with. `Display` gives a stable code with its data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MappingError {
    /// Nothing of that name can be meant.
    NoSuchMeaning(String),
    /// The table has no column with this index.
    NoSuchColumn(usize),
    /// One of these must be given, and none is.
    Lacks(&'static [PersonColumn]),
    /// A bill has no column of its total, or another column without which it cannot be reckoned.
    BillLacks(u8, BillColumn),
}

impl MappingError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMeaning(_) => "no_such_meaning",
            Self::NoSuchColumn(_) => "no_such_column",
            Self::Lacks(_) => "lacks",
            Self::BillLacks(..) => "bill_lacks",
        }
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::NoSuchMeaning(text) => write!(f, ": {text:?}"),
            Self::NoSuchColumn(column) => write!(f, ": {}", column + 1),
            Self::Lacks(any) => any.iter().try_for_each(|column| write!(f, " {}", column.code())),
            Self::BillLacks(number, column) => {
                write!(f, ": {}", Meaning::Bill(*number, *column))
            }
        }
    }
}

impl core::error::Error for MappingError {}

/// Of each of these, one must be given.
const NEEDED: [&[PersonColumn]; 4] = [
    &[PersonColumn::Area],
    &[PersonColumn::Insurance],
    &[PersonColumn::Status],
    &[PersonColumn::From, PersonColumn::Year],
];

/// What is read from where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    sources: Vec<(Meaning, Source)>,
}

impl Mapping {
    /// The mapping that guesses amount to.
    #[must_use]
    pub fn of_guesses(guesses: &[Guess]) -> Self {
        let mut mapping = Self::default();
        for guess in guesses {
            mapping.set(guess.meaning, Some(Source::Column(guess.column)));
        }
        mapping
    }

    /// Says where `meaning` is read from; `None`: nowhere. A column means one thing only: what it meant
    /// before is then read from nowhere.
    pub fn set(&mut self, meaning: Meaning, source: Option<Source>) {
        self.sources.retain(|(known, from)| {
            *known != meaning && !matches!(from, Source::Column(_) if Some(from) == source.as_ref())
        });
        self.sources.extend(source.map(|source| (meaning, source)));
    }

    /// Where something is read from.
    #[must_use]
    pub fn source(&self, meaning: Meaning) -> Option<&Source> {
        self.sources.iter().find(|(known, _)| *known == meaning).map(|(_, source)| source)
    }

    /// What the column with this index means.
    #[must_use]
    pub fn meaning_of(&self, column: usize) -> Option<Meaning> {
        let is_it = |source: &Source| *source == Source::Column(column);
        self.sources.iter().find(|(_, source)| is_it(source)).map(|(meaning, _)| *meaning)
    }

    /// The numbers of the bills that have a column.
    #[must_use]
    pub fn bills(&self) -> Vec<u8> {
        let mut numbers: Vec<u8> = self
            .sources
            .iter()
            .filter_map(|(meaning, _)| match meaning {
                Meaning::Bill(number, _) => Some(*number),
                Meaning::Person(_) => None,
            })
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Checks that everything is there without which no row can be reckoned, in a table of so many
    /// columns.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, columns: usize) -> Result<(), MappingError> {
        for (_, source) in &self.sources {
            if let Source::Column(column) = source
                && *column >= columns
            {
                return Err(MappingError::NoSuchColumn(*column));
            }
        }
        for any in NEEDED {
            if any.iter().all(|column| self.source(Meaning::Person(*column)).is_none()) {
                return Err(MappingError::Lacks(any));
            }
        }
        for number in self.bills() {
            for column in [BillColumn::Date, BillColumn::Kind, BillColumn::Total] {
                if self.source(Meaning::Bill(number, column)).is_none() {
                    return Err(MappingError::BillLacks(number, column));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headings: &[&str]) -> Vec<(usize, String, bool)> {
        let guesses = guess(headings.iter().copied());
        let shown =
            |guess: &Guess| (guess.column, guess.meaning.to_string(), guess.score >= Guess::SURE);
        guesses.iter().map(shown).collect()
    }

    #[test]
    fn headings_in_both_languages_are_known() {
        let chinese = [
            "编号",
            "统筹区",
            "险种",
            "参保状态",
            "缴费基数（元）",
            "年初余额",
            "费用1日期",
            "费用1类型",
            "费用1医院等级",
            "费用1总额",
            "费用1自费",
            "费用2 日期",
            "第2笔总费用",
            "备注",
        ];
        let english = [
            "ID",
            "Area",
            "Insurance",
            "Status",
            "Contribution base (yuan)",
            "Opening balance",
            "Bill 1 date",
            "Bill 1 kind",
            "Bill 1 level",
            "Bill 1 total",
            "Bill 1 own-paid",
            "bill2_date",
            "Expense 2 amount",
            "Remarks",
        ];
        let meant = [
            "id",
            "area",
            "insurance",
            "status",
            "base",
            "opening",
            "bill1.date",
            "bill1.kind",
            "bill1.level",
            "bill1.total",
            "bill1.own_paid",
            "bill2.date",
            "bill2.total",
        ];
        let expected: Vec<_> =
            meant.iter().enumerate().map(|(i, name)| (i, (*name).to_owned(), true)).collect();
        assert_eq!(guessed(&chinese), expected);
        assert_eq!(guessed(&english), expected);
    }

    #[test]
    fn a_heading_that_only_contains_a_word_is_less_sure() {
        assert_eq!(
            guessed(&["上年缴费基数", "员工个人编号码"]),
            [(0, "base".to_owned(), false), (1, "id".to_owned(), false),]
        );
        // The known word wins, wherever it stands.
        assert_eq!(guessed(&["上年缴费基数", "缴费基数"]), [(1, "base".to_owned(), true)]);
    }

    #[test]
    fn a_bill_without_number_is_the_first() {
        let meant: Vec<_> = guessed(&["就诊日期", "医疗类别", "总费用", "先行自付"])
            .into_iter()
            .map(|(_, name, _)| name)
            .collect();
        assert_eq!(meant, ["bill1.date", "bill1.kind", "bill1.total", "bill1.first_own"]);
    }

    #[test]
    fn numbers_that_are_no_bills_are_left_alone() {
        assert_eq!(guessed(&["费用0总额", "费用61总额", "费用2025总额", "备注", ""]), []);
        assert_eq!(guessed(&["费用60总额"]), [(0, "bill60.total".to_owned(), true)]);
    }

    #[test]
    fn every_word_of_the_file_is_a_column_of_the_code() {
        let names = |group| {
            let mut names: Vec<_> = VOCABULARY.of_group(group).map(|(_, name)| name).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let codes = |all: &[&'static str]| {
            let mut codes = all.to_vec();
            codes.sort_unstable();
            codes
        };
        let person: Vec<_> = PersonColumn::ALL.iter().map(|column| column.code()).collect();
        let bill: Vec<_> = BillColumn::ALL.iter().map(|column| column.code()).collect();
        assert_eq!(names("person"), codes(&person));
        assert_eq!(names("bill"), codes(&bill));
    }

    #[test]
    fn meanings_are_written_and_read() {
        for text in ["area", "opening_current", "bill1.date", "bill60.first_own"] {
            assert_eq!(text.parse::<Meaning>().unwrap().to_string(), text);
        }
        for text in ["", "kolor", "bill0.date", "bill61.date", "bill.date", "bill1.kolor"] {
            assert!(text.parse::<Meaning>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_column_means_one_thing() {
        let mut mapping = Mapping::default();
        let [id, name, area] =
            [PersonColumn::Id, PersonColumn::Name, PersonColumn::Area].map(Meaning::Person);
        mapping.set(id, Some(Source::Column(0)));
        mapping.set(name, Some(Source::Column(0)));
        mapping.set(area, Some(Source::Same("510100".to_owned())));
        assert_eq!(mapping.source(id), None);
        assert_eq!(mapping.meaning_of(0), Some(name));
        mapping.set(name, None);
        assert_eq!(mapping.meaning_of(0), None);
        assert_eq!(mapping.check(1), Err(MappingError::Lacks(&[PersonColumn::Insurance])));
    }

    #[test]
    fn a_bill_needs_its_day_kind_and_total() {
        let headings = [
            "参保地",
            "险种",
            "参保状态",
            "年度",
            "费用1日期",
            "费用1类型",
            "费用1总额",
            "费用2总额",
        ];
        let mut mapping = Mapping::of_guesses(&guess(headings));
        assert_eq!(mapping.check(8), Err(MappingError::BillLacks(2, BillColumn::Date)));
        mapping.set(Meaning::Bill(2, BillColumn::Total), None);
        assert_eq!(mapping.check(8), Ok(()));
        assert_eq!(mapping.check(6), Err(MappingError::NoSuchColumn(6)));
    }
}
