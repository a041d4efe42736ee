//! Amounts, rates and dates as people read them.

use super::locale::Locale;
use crate::calendar::{Date, Month};
use crate::explain::Range;
use crate::money::{Rate, Yuan};

/// `¥1,920.00`, `−¥1,440.00`.
pub(crate) fn money(amount: Yuan) -> String {
    let plain = amount.to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "00"));
    format!("{sign}¥{}.{fraction}", grouped(whole))
}

/// `¥0.00–¥1,150.00`; one amount where nothing is open.
pub(crate) fn range(locale: &Locale, range: Range) -> String {
    if range.is_exact() {
        return money(range.low);
    }
    let (low, high) = (money(range.low), money(range.high));
    locale.fill("format.range", &[("low", &low), ("high", &high)])
}

/// Why a figure is given twice, or is the same both times, where parts of bills are not known.
pub(crate) fn why_two(locale: &Locale, ends: Range) -> &str {
    locale.text(if ends.is_exact() { "bill.range_same" } else { "bill.range_why" })
}

/// As [`money`], with a plus sign when positive: for movements.
pub(crate) fn movement(amount: Yuan) -> String {
    let plus = if amount > Yuan::ZERO { "+" } else { "" };
    format!("{plus}{}", money(amount))
}

fn grouped(digits: &str) -> String {
    let length = digits.len();
    let separated = digits.char_indices().flat_map(|(index, digit)| {
        let separator = (index > 0 && (length - index).is_multiple_of(3)).then_some(',');
        separator.into_iter().chain([digit])
    });
    separated.collect()
}

/// `70%`, `1.9%`.
pub(crate) fn percent(rate: Rate) -> String {
    format!("{}%", rate.percent())
}

/// A day in the words of the language.
pub(crate) fn date(locale: &Locale, date: Date) -> String {
    let month = date.month();
    let (year, number, day) =
        (month.year().to_string(), month.number().to_string(), date.day().to_string());
    locale.fill("format.date", &[("year", &year), ("month", &number), ("day", &day)])
}

/// A month in the words of the language.
pub(crate) fn month(locale: &Locale, month: Month) -> String {
    let (year, number) = (month.year().to_string(), month.number().to_string());
    locale.fill("format.month", &[("year", &year), ("month", &number)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_thousands_and_shows_the_sign() {
        let shown = |text: &str| money(Yuan::parse(text).unwrap());
        assert_eq!(shown("0"), "¥0.00");
        assert_eq!(shown("160"), "¥160.00");
        assert_eq!(shown("1920"), "¥1,920.00");
        assert_eq!(shown("-1440"), "−¥1,440.00");
        assert_eq!(shown("12345678.9"), "¥12,345,678.90");
        assert_eq!(movement(Yuan::from_fen(16_000)), "+¥160.00");
    }
}
