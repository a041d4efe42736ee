//! Reads bills out of a pasted table: cells between tabs, commas or wide gaps, columns by their
//! heading where there is one and by what stands in them where there is none.

use super::form::{is_amount, is_date};
use super::locale::{Language, Locale};
use super::state::{ExpenseRow, RowField};
use crate::engine::ExpenseKind;
use crate::policy::InstitutionLevel;

/// The most bills that one paste may bring.
pub(crate) const MOST_ROWS: usize = 2_000;

/// What a paste came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// The bills read, in their order.
    pub(crate) rows: Vec<ExpenseRow>,
    /// Lines, counted from one, in which no amount was found.
    pub(crate) unread: Vec<usize>,
    /// Whether there were more lines than are read.
    pub(crate) cut: bool,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Kind,
    Text(RowField),
}

/// The columns, with the key of the words that head them, the narrower words first: 先行自付 is
/// another thing than 自付.
const HEADINGS: [(Column, &str); 7] = [
    (Column::Text(RowField::FirstOwn), "paste.first_own_words"),
    (Column::Text(RowField::OverLimit), "paste.over_limit_words"),
    (Column::Text(RowField::OwnPaid), "paste.own_paid_words"),
    (Column::Text(RowField::Date), "paste.date_words"),
    (Column::Text(RowField::Level), "paste.level_words"),
    (Column::Kind, "paste.kind_words"),
    (Column::Text(RowField::Total), "paste.total_words"),
];

const KINDS: [(ExpenseKind, &str); 3] = [
    (ExpenseKind::Inpatient, "paste.inpatient_words"),
    (ExpenseKind::Pharmacy, "paste.pharmacy_words"),
    (ExpenseKind::Outpatient, "paste.outpatient_words"),
];

/// Reads `text`. Bills without a day of their own are of `as_of`.
pub(crate) fn paste(levels: &[InstitutionLevel], as_of: &str, text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    if text.trim().is_empty() {
        return pasted;
    }
    let locales = [Language::Zh, Language::En].map(Locale::of);
    let reader = Reader { locales, levels, as_of };
    let mut headings: Option<Vec<Option<Column>>> = None;
    for (index, line) in text.lines().enumerate() {
        let cells = cells(line);
        if cells.iter().all(|cell| cell.is_empty()) {
            continue;
        }
        let is_first = headings.is_none() && pasted.rows.is_empty();
        if is_first && !cells.iter().any(|cell| is_amount(cell)) {
            headings = Some(cells.iter().map(|cell| reader.heading(cell)).collect());
            continue;
        }
        if pasted.rows.len() == MOST_ROWS {
            pasted.cut = true;
            break;
        }
        match reader.row(&cells, headings.as_deref()) {
            Some(row) => pasted.rows.push(row),
            None => pasted.unread.push(index + 1),
        }
    }
    pasted
}

struct Reader<'a> {
    /// Tables come in either language, whichever the page speaks.
    locales: [Locale; 2],
    levels: &'a [InstitutionLevel],
    as_of: &'a str,
}

impl Reader<'_> {
    /// Whether a cell holds one of the words of `key`, which stand between bars.
    fn says(&self, cell: &str, key: &'static str) -> bool {
        let cell = cell.to_lowercase();
        let mut words = self.locales.iter().flat_map(|locale| locale.text(key).split('|'));
        words.any(|word| cell.contains(word))
    }

    fn heading(&self, cell: &str) -> Option<Column> {
        let found = HEADINGS.iter().find(|(_, key)| self.says(cell, key));
        found.map(|(column, _)| *column)
    }

    fn kind(&self, cell: &str) -> Option<ExpenseKind> {
        let found = KINDS.iter().find(|(_, key)| self.says(cell, key));
        found.map(|(kind, _)| *kind)
    }

    /// The area's own level that a cell names, in either language.
    fn level(&self, cell: &str) -> Option<&str> {
        let cell = cell.to_lowercase();
        let named = |level: &&InstitutionLevel| {
            let mut names =
                self.locales.iter().map(|locale| locale.said(&level.name).to_lowercase());
            names.any(|name| name.starts_with(&cell))
        };
        let found = self.levels.iter().filter(|_| !cell.is_empty()).find(named);
        found.map(|level| level.id.id())
    }

    /// A bill, if an amount was found for it.
    fn row(&self, cells: &[&str], headings: Option<&[Option<Column>]>) -> Option<ExpenseRow> {
        let mut row = ExpenseRow::new(0, ExpenseKind::Outpatient);
        match headings {
            Some(headings) => {
                for (cell, column) in cells.iter().zip(headings) {
                    self.put(&mut row, cell, *column);
                }
            }
            None => {
                for cell in cells {
                    let column = self.guess(&row, cell);
                    self.put(&mut row, cell, column);
                }
            }
        }
        if row.texts.get(RowField::Date).is_empty() {
            row.texts.set(RowField::Date, self.as_of.to_owned());
        }
        is_amount(row.texts.get(RowField::Total)).then_some(row)
    }

    fn put(&self, row: &mut ExpenseRow, cell: &str, column: Option<Column>) {
        match column {
            Some(Column::Kind) => row.kind = self.kind(cell).unwrap_or(row.kind),
            Some(Column::Text(RowField::Level)) => {
                let level = self.level(cell).unwrap_or_default().to_owned();
                row.texts.set(RowField::Level, level);
            }
            Some(Column::Text(RowField::Date)) => {
                row.texts.set(RowField::Date, super::form::plain_date(cell));
            }
            Some(Column::Text(field)) => row.texts.set(field, cell.to_owned()),
            None => {}
        }
    }

    /// What a cell without a heading most likely is: amounts come in the order of the slip.
    fn guess(&self, row: &ExpenseRow, cell: &str) -> Option<Column> {
        const AMOUNTS: [RowField; 4] =
            [RowField::Total, RowField::OwnPaid, RowField::OverLimit, RowField::FirstOwn];
        if is_date(cell) && row.texts.get(RowField::Date).is_empty() {
            return Some(Column::Text(RowField::Date));
        }
        if is_amount(cell) {
            let free = AMOUNTS.into_iter().find(|field| row.texts.get(*field).is_empty());
            return free.map(Column::Text);
        }
        if self.level(cell).is_some() {
            return Some(Column::Text(RowField::Level));
        }
        // A day that cannot be read stays in sight, with what is wrong beside it.
        if cell.starts_with(|c: char| c.is_ascii_digit())
            && row.texts.get(RowField::Date).is_empty()
        {
            return Some(Column::Text(RowField::Date));
        }
        self.kind(cell).map(|_| Column::Kind)
    }
}

/// The cells of a line: between tabs, else commas, else gaps.
fn cells(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.split('\t').map(str::trim).collect()
    } else if line.contains(',') || line.contains('，') {
        line.split([',', '，']).map(|cell| cell.trim().trim_matches('"')).collect()
    } else {
        line.split_whitespace().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels() -> Vec<InstitutionLevel> {
        let json = r#"[{"id":"level3","name":{"zh":"三级医院","en":"level 3 hospital"}},
            {"id":"level2","name":{"zh":"二级医院","en":"level 2 hospital"}}]"#;
        serde_json::from_str(json).unwrap()
    }

    fn read(text: &str) -> Pasted {
        paste(&levels(), "2026-11-21", text)
    }

    fn shown(row: &ExpenseRow) -> (ExpenseKind, [&str; 4]) {
        let fields = [RowField::Date, RowField::Level, RowField::Total, RowField::OwnPaid];
        (row.kind, fields.map(|field| row.texts.get(field)))
    }

    #[test]
    fn columns_go_by_their_headings() {
        let pasted = read(
            "日期\t类别\t医院级别\t总金额\t先行自付\t自费金额\n\
             2026/3/5\t普通门诊\t三级\t2,600.00\t30\t100\n\
             2026年5月6日\t住院\t二级医院\t8000\t\t\n",
        );
        assert_eq!(pasted.unread, [0; 0]);
        let [first, second] = pasted.rows.as_slice() else { panic!("{pasted:?}") };
        let outpatient = (ExpenseKind::Outpatient, ["2026-03-05", "level3", "2,600.00", "100"]);
        assert_eq!(shown(first), outpatient);
        assert_eq!(first.texts.get(RowField::FirstOwn), "30");
        let stay = (ExpenseKind::Inpatient, ["2026-05-06", "level2", "8000", ""]);
        assert_eq!(shown(second), stay);
        assert!(second.parts_unknown(), "an empty cell says nothing of the parts");
    }

    #[test]
    fn without_headings_cells_go_by_what_stands_in_them() {
        let pasted = read("2026-03-05 药店 80.5 0\n\n买药,60\nno amount here\n3月5日 12");
        let [first, second, third] = pasted.rows.as_slice() else { panic!("{pasted:?}") };
        assert_eq!(shown(first), (ExpenseKind::Pharmacy, ["2026-03-05", "", "80.5", "0"]));
        assert_eq!(shown(second), (ExpenseKind::Pharmacy, ["2026-11-21", "", "60", ""]));
        assert_eq!(shown(third), (ExpenseKind::Outpatient, ["3月5日", "", "12", ""]));
        assert_eq!(pasted.unread, [4]);
    }

    #[test]
    fn more_lines_than_are_read_are_named() {
        let pasted = read(&"1.00\n".repeat(MOST_ROWS + 1));
        assert_eq!((pasted.rows.len(), pasted.cut), (MOST_ROWS, true));
        assert!(!read(&"1.00\n".repeat(MOST_ROWS)).cut);
    }
}
