//! Reads one text as a person types it: full-width digits, signs of currency, dates in several ways.

use crate::calendar::{CalendarError, Date, Month};
use crate::engine::Problem;
use crate::money::{MoneyError, Rate, Yuan};

/// A choice, once made.
pub(super) fn chosen(id: &str) -> Option<String> {
    (!id.is_empty()).then(|| id.to_owned())
}

/// Full-width characters as their plain ones, without spaces and signs of currency.
pub(super) fn tidy(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
            '．' | '。' => Some('.'),
            '，' => Some(','),
            '－' | '−' | '—' => Some('-'),
            '％' => Some('%'),
            '¥' | '￥' | '元' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

/// The digits without separators of thousands, where these stand where they should: `1,234.50`.
/// `1,5` is no number rather than fifteen.
fn ungroup(text: &str) -> Result<String, MoneyError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let is_grouped = rest.peek().is_some();
    if is_grouped && (first.is_empty() || first.len() > 3 || !rest.all(|group| group.len() == 3)) {
        return Err(MoneyError::NotANumber);
    }
    if fraction.contains(',') {
        return Err(MoneyError::NotANumber);
    }
    Ok(text.replace(',', ""))
}

/// A small whole number: of years, months, children.
pub(super) fn count(text: &str) -> Result<u8, Problem> {
    text.parse().map_err(|_| Problem::NotANumber)
}

/// The number of a stay, from one.
pub(super) fn stay(text: &str) -> Result<u8, Problem> {
    match text.parse() {
        Ok(0) => Err(Problem::StayZero),
        Ok(number) => Ok(number),
        Err(_) => Err(Problem::NotANumber),
    }
}

pub(super) fn signed_amount(text: &str) -> Result<Yuan, MoneyError> {
    Yuan::parse(&ungroup(text)?)
}

pub(super) fn amount(text: &str) -> Result<Yuan, MoneyError> {
    let amount = signed_amount(text)?;
    if amount.is_negative() { Err(MoneyError::Negative) } else { Ok(amount) }
}

/// A share typed in percent, with or without the sign: `65`, `65%`.
pub(super) fn percent(text: &str) -> Result<Rate, MoneyError> {
    Rate::parse_percent(text.strip_suffix('%').unwrap_or(text))
}

pub(super) fn month(text: &str) -> Result<Month, CalendarError> {
    Month::parse(&iso(text))
}

pub(super) fn date(text: &str) -> Result<Date, CalendarError> {
    Date::parse(&iso(text))
}

/// Browsers without a picker give what was typed: `2025年3月`, `2025/3/9`, `202503`.
fn iso(text: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    if let (4.., Some((year, rest))) = (text.len(), text.split_at_checked(4))
        && text.chars().all(is_digit)
    {
        return match rest.split_at_checked(2) {
            Some((month, "")) => format!("{year}-{month}"),
            Some((month, day)) => format!("{year}-{month}-{day}"),
            None => text.to_owned(),
        };
    }
    let parts = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty());
    let padded =
        parts.map(|part| if part.len() == 1 { format!("0{part}") } else { part.to_owned() });
    padded.collect::<Vec<_>>().join("-")
}

/// Whether a cell holds a day and nothing else.
pub(crate) fn is_date(text: &str) -> bool {
    read_date(text).is_some()
}

/// A day as date fields take it; as it stands where it cannot be read.
pub(crate) fn plain_date(text: &str) -> String {
    read_date(text).map_or_else(|| text.to_owned(), |date| date.to_string())
}

/// The amount typed into a field of its own; `None` when it is empty.
pub(crate) fn read_amount(text: &str) -> Option<Result<Yuan, MoneyError>> {
    let text = tidy(text);
    (!text.is_empty()).then(|| amount(&text))
}

/// The day typed into a field of its own, where it is one.
pub(crate) fn read_date(text: &str) -> Option<Date> {
    date(&tidy(text)).ok()
}

/// Whether a cell holds an amount and nothing else.
pub(crate) fn is_amount(text: &str) -> bool {
    !is_date(text) && amount(&tidy(text)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_the_wrong_place_is_no_number() {
        for text in ["1,5", "12,34.5", ",500", "1,2345", "1.5,0"] {
            assert_eq!(amount(text), Err(MoneyError::NotANumber), "{text}");
        }
        assert_eq!(amount("1,234,567.8"), Yuan::parse("1234567.8"));
        assert_eq!(signed_amount("-1,440"), Yuan::parse("-1440"));
        assert_eq!(percent("65%"), Rate::parse("0.65"));
        assert_eq!(percent("101"), Err(MoneyError::RateOutOfRange));
    }

    #[test]
    fn dates_are_read_in_the_ways_people_write_them() {
        for text in ["2025-03", "2025年3月", "2025/3", "2025.03", "202503"] {
            assert_eq!(month(text), Month::parse("2025-03"), "{text}");
        }
        for text in ["2025-03-09", "2025年3月9日", "2025/3/9", "20250309"] {
            assert_eq!(date(text), Date::parse("2025-03-09"), "{text}");
        }
        for text in ["2025", "25-3", "2025-13", "abc", "20251", "3月"] {
            assert!(month(text).is_err(), "{text}");
        }
    }
}
