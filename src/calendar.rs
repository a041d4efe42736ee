//! Months and days, as far as insurance rules need them: order, parsing, month arithmetic.
//!
//! There is no clock here: "today" is always an argument.

use core::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Years that a date or month may lie in. The lower end reaches the births of today's oldest
/// insured; what a situation may name is narrower and checked there.
const YEARS: core::ops::RangeInclusive<u16> = 1900..=2199;

/// Why a text is not a date or a month. `Display` gives a stable code, not prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// Not of the form `2025-03` (a month) or `2025-03-09` (a day).
    Malformed,
    /// Of the right form, but there is no such day or month.
    Impossible,
}

impl CalendarError {
    /// All variants, for translating a code back into its variant.
    pub const ALL: [Self; 2] = [Self::Malformed, Self::Impossible];

    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "date_malformed",
            Self::Impossible => "date_impossible",
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A calendar month, such as 2025-03.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(u16);

impl Month {
    /// The earliest month there is here.
    pub const EARLIEST: Self = Self(*YEARS.start() * 12);
    /// The latest month there is here.
    pub const LATEST: Self = Self(*YEARS.end() * 12 + 11);

    /// The month `number` (1–12) of `year`.
    ///
    /// # Errors
    /// [`CalendarError::Impossible`] outside 1–12 or the supported years.
    pub fn new(year: u16, number: u8) -> Result<Self, CalendarError> {
        if !YEARS.contains(&year) || !(1..=12).contains(&number) {
            return Err(CalendarError::Impossible);
        }
        Ok(Self(year * 12 + u16::from(number) - 1))
    }

    /// Reads `2025-03`.
    ///
    /// # Errors
    /// [`CalendarError`].
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let (year, number) = text.split_once('-').ok_or(CalendarError::Malformed)?;
        Self::new(digits(year, 4)?, low_byte(digits(number, 2)?)?)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.0 / 12
    }

    /// The number of the month in its year, 1–12.
    #[must_use]
    pub fn number(self) -> u8 {
        // Below 12 by the remainder, so the conversion never falls back.
        u8::try_from(self.0 % 12).unwrap_or(0) + 1
    }

    /// The following month.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The preceding month.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The same month a year earlier.
    #[must_use]
    pub const fn year_before(self) -> Self {
        Self(self.0 - 12)
    }

    /// How many months from this one to `later`; zero when `later` is not later.
    #[must_use]
    pub const fn months_until(self, later: Self) -> u16 {
        later.0.saturating_sub(self.0)
    }

    /// This month and every one up to and including `last`.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }

    /// The first month of the twelve-month year that contains this month and starts in the month
    /// numbered `starts_in` (1 for calendar years, 7 for years from July to June).
    #[must_use]
    pub fn year_start(self, starts_in: u8) -> Self {
        let into_year = (self.number() + 12 - starts_in.clamp(1, 12)) % 12;
        Self(self.0 - u16::from(into_year))
    }

    /// The last month of the twelve-month year that starts with this month.
    #[must_use]
    pub const fn year_end(self) -> Self {
        Self(self.0 + 11)
    }

    /// The first day.
    #[must_use]
    pub const fn first_day(self) -> Date {
        Date { month: self, day: 1 }
    }

    /// The last day.
    #[must_use]
    pub fn last_day(self) -> Date {
        Date { month: self, day: self.days() }
    }

    fn days(self) -> u8 {
        let year = self.year();
        match self.number() {
            2 if year.is_multiple_of(4)
                && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// A calendar day, such as 2025-03-09.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    month: Month,
    day: u8,
}

impl Date {
    /// The day `day` of `month`.
    ///
    /// # Errors
    /// [`CalendarError::Impossible`] when the month has no such day.
    pub fn new(month: Month, day: u8) -> Result<Self, CalendarError> {
        if day == 0 || day > month.days() {
            return Err(CalendarError::Impossible);
        }
        Ok(Self { month, day })
    }

    /// Reads `2025-03-09`.
    ///
    /// # Errors
    /// [`CalendarError`].
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let (month, day) = text.rsplit_once('-').ok_or(CalendarError::Malformed)?;
        let day = low_byte(digits(day, 2)?)?;
        Self::new(Month::parse(month)?, day)
    }

    /// The month that the day lies in.
    #[must_use]
    pub const fn month(self) -> Month {
        self.month
    }

    /// The day of the month, 1–31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day `days` later.
    #[must_use]
    pub fn plus_days(self, days: u16) -> Self {
        let (mut month, mut left) = (self.month, u32::from(self.day) + u32::from(days));
        while left > u32::from(month.days()) {
            left -= u32::from(month.days());
            month = month.next();
        }
        // Not above the days of the month, which fit.
        Self { month, day: u8::try_from(left).unwrap_or(1) }
    }

    /// The same day `months` later, or the last of that month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: u16) -> Self {
        let month = (0..months).fold(self.month, |month, _| month.next());
        Self { month, day: self.day.min(month.days()) }
    }

    /// The same day a year earlier; the last of February for the 29th.
    #[must_use]
    pub fn year_before(self) -> Self {
        let month = self.month.year_before();
        Self { month, day: self.day.min(month.days()) }
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.day > 1 {
            Self { day: self.day - 1, ..self }
        } else {
            self.month.previous().last_day()
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

/// Exactly `length` ASCII digits as a number. At most four, so it always fits.
fn digits(text: &str, length: usize) -> Result<u16, CalendarError> {
    if text.len() != length || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(CalendarError::Malformed);
    }
    text.parse().map_err(|_| CalendarError::Malformed)
}

fn low_byte(number: u16) -> Result<u8, CalendarError> {
    u8::try_from(number).map_err(|_| CalendarError::Impossible)
}

struct TextVisitor<T>(fn(&str) -> Result<T, CalendarError>);

impl<T> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(CalendarError::Malformed.code())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }
}

macro_rules! as_text {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(TextVisitor(Self::parse))
            }
        }
    )*};
}

as_text!(Date, Month);

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    #[test]
    fn reads_only_real_dates() {
        assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        assert_eq!(Date::parse("2000-02-29").unwrap().day(), 29);
        for (text, error) in [
            ("2025-02-29", CalendarError::Impossible),
            ("2100-02-29", CalendarError::Impossible),
            ("2025-13-01", CalendarError::Impossible),
            ("2025-00-01", CalendarError::Impossible),
            ("2025-01-00", CalendarError::Impossible),
            ("0001-01-01", CalendarError::Impossible),
            ("2025-1-01", CalendarError::Malformed),
            ("2025/01/01", CalendarError::Malformed),
            ("2025-01", CalendarError::Malformed),
            ("", CalendarError::Malformed),
            ("２０２５-01-01", CalendarError::Malformed),
        ] {
            assert_eq!(Date::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn years_may_start_in_any_month() {
        assert_eq!(month("2025-03").year_start(1), month("2025-01"));
        assert_eq!(month("2025-03").year_start(7), month("2024-07"));
        assert_eq!(month("2025-07").year_start(7), month("2025-07"));
        assert_eq!(month("2024-07").year_end(), month("2025-06"));
        assert_eq!(month("2024-12").next(), month("2025-01"));
        assert_eq!(month("2025-01").previous(), month("2024-12"));
    }

    #[test]
    fn steps_back_over_month_ends() {
        assert_eq!(Date::parse("2024-03-01").unwrap().previous().to_string(), "2024-02-29");
        assert_eq!(Date::parse("2025-01-01").unwrap().previous().to_string(), "2024-12-31");
    }

    #[test]
    fn counts_months() {
        assert_eq!(month("2024-10").months_until(month("2025-06")), 8);
        assert_eq!(month("2025-06").months_until(month("2024-10")), 0);
        assert_eq!(month("2024-07").through(month("2025-06")).count(), 12);
    }
}
