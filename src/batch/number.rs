//! The numbers of a workbook as the exact text that a spreadsheet program shows. They are stored as
//! binary fractions; nothing is calculated with them here.

use crate::calendar::{Date, Month};

/// Digits that spreadsheet programs show, and keep, of a number.
const SHOWN_DIGITS: usize = 15;
/// Serial number of 1970-01-01 where 1 is 1900-01-01 and a 29 February 1900 is counted.
const UNIX_EPOCH: i64 = 25_569;
/// How many days later the numbers begin in workbooks that count from 1904.
const DAYS_TO_1904: i64 = 1_462;

/// The text of a number as it is shown: the shortest that names it, of at most fifteen digits. `None`
/// for what is no number.
///
/// A formula may leave 188.00000000000003, of which a person only ever sees 188.
pub(super) fn shown(number: f64) -> Option<String> {
    if !number.is_finite() {
        return None;
    }
    let shortest = format!("{number}");
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= SHOWN_DIGITS {
        return Some(if shortest == "-0" { "0".to_owned() } else { shortest });
    }
    plain(&format!("{number:.*e}", SHOWN_DIGITS - 1))
}

/// `1.2345e3` without its exponent: `1234.5`.
fn plain(scientific: &str) -> Option<String> {
    let (mantissa, exponent) = scientific.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    // How many digits stand before the point.
    let point = exponent.checked_add(1)?;
    let (whole, fraction) = match usize::try_from(point) {
        Ok(point) if point >= digits.len() => (format!("{digits:0<point$}"), String::new()),
        Ok(point) if point > 0 => {
            let (whole, fraction) = digits.split_at_checked(point)?;
            (whole.to_owned(), fraction.to_owned())
        }
        _ => {
            let zeros = usize::try_from(point.unsigned_abs()).ok()?;
            ("0".to_owned(), format!("{}{digits}", "0".repeat(zeros)))
        }
    };
    let fraction = if fraction.is_empty() { fraction } else { format!(".{fraction}") };
    Some(format!("{sign}{whole}{fraction}"))
}

/// The day with this number in a workbook; the time of day, which is its fraction, is not looked at.
/// `None` before March 1900, where the two ways of counting differ, and beyond the calendar.
pub(super) fn day_of_serial(serial: &str, counts_from_1904: bool) -> Option<Date> {
    let whole: i64 = serial.split('.').next()?.parse().ok()?;
    let whole = if counts_from_1904 { whole.checked_add(DAYS_TO_1904)? } else { whole };
    (61..=109_574).contains(&whole).then(|| civil(whole - UNIX_EPOCH)).flatten()
}

/// The date so many days after 1970-01-01, by eras of 400 years that begin on 1 March.
fn civil(days: i64) -> Option<Date> {
    const DAYS_OF_ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(DAYS_OF_ERA), days.rem_euclid(DAYS_OF_ERA));
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let month = Month::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?).ok()?;
    Date::new(month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_a_person_sees() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (8000.0, "8000"),
            (1234.5, "1234.5"),
            (0.1, "0.1"),
            (-0.01, "-0.01"),
            // 8000 × 0.0235 and 0.1 + 0.2, as formulas leave them.
            (188.000_000_000_000_03, "188"),
            (0.300_000_000_000_000_04, "0.3"),
            (-0.300_000_000_000_000_04, "-0.3"),
            (1.005, "1.005"),
            (99_999_999.99, "99999999.99"),
            (1e16, "10000000000000000"),
            (1.234_567_890_123_456_7e20, "123456789012346000000"),
            (1.234_567_890_123_456_7e-5, "0.0000123456789012346"),
        ] {
            assert_eq!(shown(number).as_deref(), Some(text), "{number:e}");
        }
        assert_eq!([f64::NAN, f64::INFINITY].map(shown), [None, None]);
    }

    #[test]
    fn days_go_by_either_count() {
        let day = |serial, from_1904| day_of_serial(serial, from_1904).map(|day| day.to_string());
        for (serial, text) in [
            ("61", "1900-03-01"),
            ("25569", "1970-01-01"),
            ("36526", "2000-01-01"),
            ("36585", "2000-02-29"),
            ("45725", "2025-03-09"),
            ("45725.75", "2025-03-09"),
            ("73050", "2099-12-31"),
        ] {
            assert_eq!(day(serial, false).as_deref(), Some(text), "{serial}");
        }
        assert_eq!(day("44263", true).as_deref(), Some("2025-03-09"));
        for serial in ["60", "0", "-5", "109575", "x", ""] {
            assert_eq!(day(serial, false), None, "{serial}");
        }
    }
}
