//! What single cells say: amounts, days, months, lists of months.

use std::borrow::Cow;

use super::number::day_of_serial;
use super::row::RowReason;
use super::vocabulary::{VOCABULARY, half_width};
use crate::calendar::{CalendarError, Date, Month};
use crate::money::{MoneyError, Yuan};

/// A cell with full-width letters, digits and signs as plain ones.
fn narrow(cell: &str) -> Cow<'_, str> {
    if cell.is_ascii() {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(cell.chars().map(half_width).collect())
    }
}

/// An amount: `1234.5`, `1,234.50`, `¥1,234.50`, `1234.5元`.
pub(super) fn amount(cell: &str) -> Result<Yuan, RowReason> {
    let cell = narrow(cell);
    let bare = cell.trim_start_matches(['¥', '￥']).trim_end_matches('元').trim();
    let digits = ungrouped(bare).ok_or(RowReason::Money(MoneyError::NotANumber))?;
    Yuan::parse(&digits).map_err(RowReason::Money)
}

/// A number without the commas between its thousands; `None` where they stand elsewhere.
fn ungrouped(number: &str) -> Option<Cow<'_, str>> {
    if !number.contains(',') {
        return Some(Cow::Borrowed(number));
    }
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let is_whole = fraction.is_none_or(|fraction| !fraction.contains(','));
    (is_grouped && is_whole).then(|| Cow::Owned(number.replace(',', "")))
}

/// A day: `2025-03-09`, `2025/3/9`, `2025.3.9`, `2025年3月9日`, `20250309`, the number of a day in a
/// workbook; a time of day after it is not looked at.
pub(super) fn date(cell: &str, from_1904: bool) -> Result<Date, RowReason> {
    let cell = narrow(cell);
    let day = cell.split([' ', 'T']).next().unwrap_or_default();
    if let Some(date) = serial(day, from_1904) {
        return Ok(date);
    }
    let parts = match compact(day, &[4, 2, 2]) {
        Some(parts) => parts,
        None => numbers(day).ok_or(RowReason::Calendar(CalendarError::Malformed))?,
    };
    let [year, month, day] = parts.as_slice() else {
        return Err(RowReason::Calendar(CalendarError::Malformed));
    };
    let month = month_of(*year, *month)?;
    let day = u8::try_from(*day).map_err(|_| CalendarError::Impossible);
    day.and_then(|day| Date::new(month, day)).map_err(RowReason::Calendar)
}

/// A month: `2025-03`, `2025/3`, `2025年3月`, `202503`, or any day of it. `2025.1` may be January or,
/// with its zero lost, October: it is neither.
pub(super) fn month(cell: &str, from_1904: bool) -> Result<Month, RowReason> {
    let text = narrow(cell);
    let parts = match compact(&text, &[4, 2]) {
        Some(parts) => Some(parts),
        None => numbers(&text).filter(|_| !text.contains('.')),
    };
    match parts.as_deref() {
        Some([year, month]) => month_of(*year, *month),
        _ => date(cell, from_1904).map(Date::month),
    }
}

/// A year: `2025`, `2025年`.
pub(super) fn year(cell: &str) -> Result<u16, RowReason> {
    let text = narrow(cell);
    let digits = text.trim_end_matches('年').trim();
    let year = compact(digits, &[4]).and_then(|parts| parts.first().copied());
    let year = year.ok_or(RowReason::Calendar(CalendarError::Malformed))?;
    month_of(year, 1).map(Month::year)
}

/// The months that a cell lists, of those from `first` to `last`: `3`, `3、4`, `3-5`, `2025-03`. A bare
/// number is the month of that number, of which there must be one only.
pub(super) fn months(cell: &str, first: Month, last: Month) -> Result<Vec<Month>, RowReason> {
    let text = narrow(cell);
    if VOCABULARY.words("nothing").contains(&text.to_lowercase().as_str()) {
        return Ok(Vec::new());
    }
    let mut months = Vec::new();
    for item in text.split(['、', ',', ';', ' ']).filter(|item| !item.is_empty()) {
        let (from, to) = span(item, first, last)?;
        if from > to || from < first || to > last {
            return Err(RowReason::MonthOutside);
        }
        months.extend(from.through(to));
    }
    months.sort_unstable();
    months.dedup();
    Ok(months)
}

/// One month, or the first and the last of several.
fn span(item: &str, first: Month, last: Month) -> Result<(Month, Month), RowReason> {
    if let Ok(month) = one_month(item, first, last) {
        return Ok((month, month));
    }
    for between in ["至", "到", "~", "—", "-"] {
        // In `2025-03-2025-05` every dash may be the one between.
        for (at, _) in item.match_indices(between) {
            let sides = item
                .split_at_checked(at)
                .and_then(|(from, rest)| Some((from, rest.strip_prefix(between)?)));
            let Some((from, to)) = sides else { continue };
            if let (Ok(from), Ok(to)) = (one_month(from, first, last), one_month(to, first, last)) {
                return Ok((from, to));
            }
        }
    }
    one_month(item, first, last).map(|month| (month, month))
}

fn one_month(item: &str, first: Month, last: Month) -> Result<Month, RowReason> {
    let bare = item.trim().trim_end_matches('份').trim_end_matches('月');
    if let Ok(number) = bare.parse::<u8>()
        && bare.len() <= 2
    {
        let mut named = first.through(last).filter(|month| month.number() == number);
        return match (named.next(), named.next()) {
            (Some(month), None) => Ok(month),
            _ => Err(RowReason::MonthOutside),
        };
    }
    let parts = compact(item, &[4, 2]).or_else(|| numbers(item).filter(|_| !item.contains('.')));
    match parts.as_deref() {
        Some([year, month]) => month_of(*year, *month),
        _ => Err(RowReason::Calendar(CalendarError::Malformed)),
    }
}

/// The day of a five-digit number, as days stand in workbooks: 1954 to 2173.
fn serial(text: &str, from_1904: bool) -> Option<Date> {
    let whole = text.split('.').next()?;
    let is_number = whole.len() == 5 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_number.then(|| day_of_serial(text, from_1904)).flatten()
}

/// The numbers of a text of digits only that has these lengths.
fn compact(text: &str, lengths: &[usize]) -> Option<Vec<u16>> {
    if text.len() != lengths.iter().sum::<usize>() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut rest = text;
    lengths
        .iter()
        .map(|length| {
            let (part, after) = rest.split_at_checked(*length)?;
            rest = after;
            part.parse().ok()
        })
        .collect()
}

/// The numbers of a day or month whose parts are told apart by one kind of sign: a year of four digits,
/// then one or two digits each.
fn numbers(text: &str) -> Option<Vec<u16>> {
    let separators: &[char] = &['-', '/', '.', '年', '月'];
    let text = text.trim_end_matches(['日', '号']).trim_end_matches('月');
    let parts: Vec<&str> = text.split(separators).map(str::trim).collect();
    let is_well_formed = parts.iter().enumerate().all(|(index, part)| {
        let length = if index == 0 { part.len() == 4 } else { (1..=2).contains(&part.len()) };
        length && part.bytes().all(|b| b.is_ascii_digit())
    });
    is_well_formed.then(|| parts.iter().filter_map(|part| part.parse().ok()).collect())
}

fn month_of(year: u16, number: u16) -> Result<Month, RowReason> {
    let number = u8::try_from(number).map_err(|_| CalendarError::Impossible);
    number.and_then(|number| Month::new(year, number)).map_err(RowReason::Calendar)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (cell, fen) in [
            ("8000", 800_000),
            ("1,234.50", 123_450),
            ("¥1,234.5", 123_450),
            ("￥１２．５", 1_250),
            ("12元", 1_200),
            ("-1,440.00", -144_000),
            ("12,345,678", 1_234_567_800),
        ] {
            assert_eq!(amount(cell), Ok(Yuan::from_fen(fen)), "{cell}");
        }
        for cell in [
            "1,23", "1,2345", "12,34.5", "1.2,345", ",1", "1e3", "#REF!", "=1+1", "八千",
            "8000.001",
        ] {
            assert!(amount(cell).is_err(), "{cell}");
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for cell in [
            "2025-03-09",
            "2025/3/9",
            "2025.3.9",
            "2025年3月9日",
            "20250309",
            "2025-3-9 08:15:00",
            "2025-03-09T08:15:00",
            "45725",
            "45725.5",
            "２０２５－０３－０９",
        ] {
            assert_eq!(
                date(cell, false).map(|date| date.to_string()).as_deref(),
                Ok("2025-03-09"),
                "{cell}"
            );
        }
        for cell in [
            "",
            "2025-02-30",
            "25-3-9",
            "3/9/2025",
            "2025-03",
            "9999",
            "2025-03-09-01",
            "昨天",
            "2025--9",
        ] {
            assert!(date(cell, false).is_err(), "{cell}");
        }
    }

    #[test]
    fn months_are_read_as_people_write_them() {
        for cell in ["2025-03", "2025/3", "2025年3月", "202503", "2025-03-09", "45725"] {
            assert_eq!(
                month(cell, false).map(|month| month.to_string()).as_deref(),
                Ok("2025-03"),
                "{cell}"
            );
        }
        for cell in ["", "2025.1", "2025.10", "2025", "2025-13", "3月"] {
            assert!(month(cell, false).is_err(), "{cell}");
        }
        assert_eq!((year("2025"), year("2025年")), (Ok(2025), Ok(2025)));
        assert!(year("25").is_err() && year("1800").is_err());
    }

    #[test]
    fn lists_of_months_are_of_the_time_reckoned() {
        let of = |text| Month::parse(text).unwrap();
        let listed = |cell| {
            let months = months(cell, of("2024-11"), of("2025-10"))?;
            Ok::<_, RowReason>(months.iter().map(Month::to_string).collect::<Vec<_>>().join(" "))
        };
        for (cell, expected) in [
            ("3", "2025-03"),
            ("12月", "2024-12"),
            ("3、4，6", "2025-03 2025-04 2025-06"),
            ("3-5", "2025-03 2025-04 2025-05"),
            ("3月至4月", "2025-03 2025-04"),
            ("2024-12", "2024-12"),
            ("2024-12-2025-01", "2024-12 2025-01"),
            ("202503", "2025-03"),
            ("3 3", "2025-03"),
            ("无", ""),
            ("None", ""),
            ("0", ""),
        ] {
            assert_eq!(listed(cell).as_deref(), Ok(expected), "{cell}");
        }
        for cell in ["13", "2025-11", "2024-10", "5-3", "11月-", "some", "3个月"] {
            assert!(listed(cell).is_err(), "{cell}: {:?}", listed(cell));
        }
        // January is twice in fourteen months: which is meant?
        assert!(months("1", of("2024-12"), of("2026-01")).is_err());
    }
}
