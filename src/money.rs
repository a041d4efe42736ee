//! Exact money and rates, and the only place in the crate that rounds.
//!
//! [`Yuan`] always holds whole fen, as an integer: sums and comparisons, which are most of the work,
//! cost next to nothing. Multiplying or dividing by a [`Rate`] is the one way to leave
//! the fen grid, so those operations take a [`Rounding`] and report whether it changed anything.
//! No statute in the policy base fixes a rounding rule for a single settlement; the convention
//! used here is stated by [`Rounding`] and shown wherever it acted.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Scale of a fen: two decimals of a yuan.
const FEN_SCALE: u32 = 2;
/// Fen in a yuan.
const FEN: i64 = 100;

/// Why a text is not an amount or a rate.
///
/// `Display` gives a stable code, not prose; words come from the locale files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// Empty, or not a plain decimal number such as `1234.50`.
    NotANumber,
    /// A JSON number with a fraction: it may already have lost exactness. Amounts are texts.
    NotExact,
    /// More than two decimals: smaller than a fen.
    SmallerThanFen,
    /// Below zero where only zero or more makes sense.
    Negative,
    /// Above [`Yuan::LIMIT`].
    TooLarge,
    /// A rate outside 0–1.
    RateOutOfRange,
}

impl MoneyError {
    /// All variants, for translating a code back into its variant.
    pub const ALL: [Self; 6] = [
        Self::NotANumber,
        Self::NotExact,
        Self::SmallerThanFen,
        Self::Negative,
        Self::TooLarge,
        Self::RateOutOfRange,
    ];

    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotANumber => "not_a_number",
            Self::NotExact => "number_not_exact",
            Self::SmallerThanFen => "smaller_than_fen",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
            Self::RateOutOfRange => "rate_out_of_range",
        }
    }
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// How a product or quotient is brought back to whole fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// 四舍五入到分: to the nearest fen, exact halves away from zero.
    ///
    /// ```
    /// use mingbai::money::{Rate, Rounding, Yuan};
    /// # fn main() -> Result<(), mingbai::money::MoneyError> {
    /// let half = Rate::parse("0.5")?;
    /// let amount = Yuan::parse("0.01")?.times(half, Rounding::HalfUpToFen);
    /// assert_eq!(amount.value, Yuan::parse("0.01")?);
    /// assert!(amount.acted);
    /// # Ok(()) }
    /// ```
    HalfUpToFen,
}

impl Rounding {
    /// Whole fen for an exact number of fen.
    fn apply(self, fen: Decimal) -> Rounded {
        let strategy = match self {
            Self::HalfUpToFen => RoundingStrategy::MidpointAwayFromZero,
        };
        let rounded = fen.round_dp_with_strategy(0, strategy);
        // A product with a share is no larger than the amount, so it fits.
        let whole = rounded.to_i64().unwrap_or(if rounded.is_sign_negative() {
            i64::MIN
        } else {
            i64::MAX
        });
        Rounded { value: Yuan(whole), acted: rounded != fen }
    }

    /// [`Self::apply`] for `numerator ÷ 10^scale` fen; none where that needs larger integers.
    fn apply_to_quotient(self, numerator: i64, scale: u32) -> Option<Rounded> {
        let divisor = 10_i64.checked_pow(scale)?;
        let (whole, rest) = (numerator / divisor, numerator % divisor);
        let away = match self {
            // The rest is smaller than the divisor, so that what lacks to it cannot overflow.
            Self::HalfUpToFen => rest.abs() >= divisor - rest.abs(),
        };
        let value = if away { whole + rest.signum() } else { whole };
        Some(Rounded { value: Yuan(value), acted: rest != 0 })
    }
}

/// An amount that went through a [`Rounding`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// The amount in whole fen.
    pub value: Yuan,
    /// Whether rounding changed the exact figure.
    pub acted: bool,
}

/// An amount of money in yuan (元), exact, always a whole number of fen (分). May be negative.
///
/// Every amount that enters the crate is at most [`Yuan::LIMIT`], ten thousand million fen, and at most
/// a few ten thousand of them are ever added, so sums stay far below the nine million million million
/// that the integer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yuan(i64);

impl Yuan {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that may be entered: a hundred million yuan.
    pub const LIMIT: Self = Self(100_000_000 * FEN);

    /// An amount given in fen.
    #[must_use]
    pub const fn from_fen(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount in fen.
    #[must_use]
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// Reads an amount such as `1234.5` or `-0.01`, in yuan.
    ///
    /// # Errors
    /// [`MoneyError`] when the text is no plain decimal, is finer than a fen or exceeds the limit
    /// in either direction.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let decimal = parse_plain(text)?.normalize();
        if decimal.scale() > FEN_SCALE {
            return Err(MoneyError::SmallerThanFen);
        }
        let limit = Decimal::from(Self::LIMIT.0 / FEN);
        if decimal.abs() > limit {
            return Err(MoneyError::TooLarge);
        }
        (decimal * Decimal::from(FEN)).to_i64().map(Self).ok_or(MoneyError::TooLarge)
    }

    /// This amount × `rate`, rounded.
    #[must_use]
    pub fn times(self, rate: Rate, rounding: Rounding) -> Rounded {
        let in_integers = || {
            let rate_units = i64::try_from(rate.0.mantissa()).ok()?;
            rounding.apply_to_quotient(self.0.checked_mul(rate_units)?, rate.0.scale())
        };
        in_integers().unwrap_or_else(|| rounding.apply(Decimal::from(self.0) * rate.0))
    }

    /// The amount of which this is the part by `rate`, rounded; `None` for a rate of zero or one so small
    /// that no amount is.
    #[must_use]
    pub fn whole_of(self, rate: Rate, rounding: Rounding) -> Option<Rounded> {
        Decimal::from(self.0).checked_div(rate.0).map(|fen| rounding.apply(fen))
    }

    /// What is left of this amount beyond the part that `paid` answers for at `ratio`, × `share`:
    /// `(self − paid ÷ ratio) × share`, rounded once. A `ratio` of zero answers for nothing.
    #[must_use]
    pub fn share_beyond(self, paid: Self, ratio: Rate, share: Rate, rounding: Rounding) -> Rounded {
        // Divided last: a quotient cut off before it is multiplied could lose half a fen.
        let (cost, paid) = (Decimal::from(self.0), Decimal::from(paid.0));
        let beyond = (cost * ratio.0 - paid).max(Decimal::ZERO) * share.0;
        rounding.apply(beyond.checked_div(ratio.0).unwrap_or(cost * share.0))
    }

    /// This amount for each of `count` equal parts (months, bills); exact.
    #[must_use]
    pub fn times_count(self, count: u32) -> Self {
        Self(self.0.saturating_mul(i64::from(count)))
    }

    /// One of `count` equal parts of this amount, rounded; `None` when `count` is zero.
    #[must_use]
    pub fn part_of(self, count: u32, rounding: Rounding) -> Option<Rounded> {
        let exact = Decimal::from(self.0).checked_div(Decimal::from(count));
        exact.map(|fen| rounding.apply(fen))
    }

    /// The smaller of two amounts.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    /// This amount, or zero when it is negative.
    #[must_use]
    pub fn or_zero(self) -> Self {
        Ord::max(self, Self::ZERO)
    }

    /// `self − other`, or zero when `other` is larger.
    #[must_use]
    pub fn less_at_most(self, other: Self) -> Self {
        (self - other).or_zero()
    }

    /// Whether the amount is exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// [`Self::is_zero`] by reference, as serde wants it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.is_zero()
    }

    /// Whether the amount is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }
}

impl fmt::Display for Yuan {
    /// Two decimals, no separators, `-` for negative: `-1440.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (yuan, fen) = (
            self.0.unsigned_abs() / FEN.unsigned_abs(),
            self.0.unsigned_abs() % FEN.unsigned_abs(),
        );
        write!(f, "{sign}{yuan}.{fen:02}")
    }
}

impl Add for Yuan {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Yuan {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Yuan {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Yuan {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Yuan {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Sum for Yuan {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// A share between 0 and 1 inclusive, exact: a reimbursement ratio, a rate of the contribution base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(Decimal);

impl Rate {
    /// No share at all.
    pub const NOTHING: Self = Self(Decimal::ZERO);
    /// All of it.
    pub const ALL: Self = Self(Decimal::ONE);

    /// Reads a rate such as `0.019`.
    ///
    /// # Errors
    /// [`MoneyError::NotANumber`], or [`MoneyError::RateOutOfRange`] outside 0–1.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let decimal = parse_plain(text)?;
        if decimal < Decimal::ZERO || decimal > Decimal::ONE {
            return Err(MoneyError::RateOutOfRange);
        }
        Ok(Self(decimal.normalize()))
    }

    /// Reads a rate in percent such as `65` or `1.9`.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_percent(text: &str) -> Result<Self, MoneyError> {
        let decimal = parse_plain(text)?;
        if decimal < Decimal::ZERO || decimal > Decimal::ONE_HUNDRED {
            return Err(MoneyError::RateOutOfRange);
        }
        Ok(Self((decimal / Decimal::ONE_HUNDRED).normalize()))
    }

    /// `self − other`; `None` when the result would be negative.
    #[must_use]
    pub fn less(self, other: Self) -> Option<Self> {
        let difference = self.0 - other.0;
        (difference >= Decimal::ZERO).then(|| Self(difference.normalize()))
    }

    /// `self + other`, at most all of it.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self((self.0 + other.0).min(Decimal::ONE).normalize())
    }

    /// `self × other`, exact.
    #[must_use]
    pub fn of(self, other: Self) -> Self {
        Self((self.0 * other.0).normalize())
    }

    /// The rate in percent, without trailing zeros: `1.9` for 0.019.
    #[must_use]
    pub fn percent(self) -> impl fmt::Display {
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A plain decimal: optional sign, ASCII digits, at most one point. `Decimal`'s own parser also
/// takes `1_000` and `.5`, which nobody writes on a form and a typing error easily yields.
fn parse_plain(text: &str) -> Result<Decimal, MoneyError> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return Err(MoneyError::NotANumber);
    }
    // `Decimal` holds 28 digits; beyond the limit in length is beyond it in size or precision.
    Decimal::from_str_exact(text).map_err(|_| {
        if whole.len() > 9 { MoneyError::TooLarge } else { MoneyError::SmallerThanFen }
    })
}

impl Serialize for Yuan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Takes texts and whole JSON numbers; a JSON fraction is refused rather than trusted.
struct ExactVisitor<T>(fn(&str) -> Result<T, MoneyError>);

impl<T> Visitor<'_> for ExactVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MoneyError::NotANumber.code())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<T, E> {
        (self.0)(&whole.to_string()).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<T, E> {
        (self.0)(&whole.to_string()).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<T, E> {
        Err(E::custom(MoneyError::NotExact))
    }
}

impl<'de> Deserialize<'de> for Yuan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExactVisitor(Self::parse))
    }
}

impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExactVisitor(Self::parse))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(text: &str) -> Yuan {
        Yuan::parse(text).unwrap()
    }

    #[test]
    fn reads_and_prints_whole_fen() {
        for (text, printed) in [
            ("0", "0.00"),
            ("8000", "8000.00"),
            ("108.22", "108.22"),
            ("-1440.5", "-1440.50"),
            ("1.500", "1.50"),
        ] {
            assert_eq!(yuan(text).to_string(), printed);
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for (text, error) in [
            ("", MoneyError::NotANumber),
            (" 1", MoneyError::NotANumber),
            (".5", MoneyError::NotANumber),
            ("1.", MoneyError::NotANumber),
            ("1,000", MoneyError::NotANumber),
            ("1_000", MoneyError::NotANumber),
            ("1e3", MoneyError::NotANumber),
            ("0.001", MoneyError::SmallerThanFen),
            ("100000000.01", MoneyError::TooLarge),
            ("99999999999999999999999999999999", MoneyError::TooLarge),
            ("0.00000000000000000000000000000000001", MoneyError::SmallerThanFen),
        ] {
            assert_eq!(Yuan::parse(text), Err(error), "{text:?}");
        }
        assert!(Yuan::parse("100000000").is_ok());
    }

    #[test]
    fn rates_stay_between_none_and_all() {
        assert_eq!(Rate::parse("1.01"), Err(MoneyError::RateOutOfRange));
        assert_eq!(Rate::parse("-0.1"), Err(MoneyError::RateOutOfRange));
        assert_eq!(
            Rate::parse("0.020").unwrap().less(Rate::parse("0.001").unwrap()).unwrap().to_string(),
            "0.019"
        );
        assert_eq!(Rate::parse("0.019").unwrap().percent().to_string(), "1.9");
    }

    #[test]
    fn rounds_halves_away_from_zero_and_says_so() {
        let rate = Rate::parse("0.5").unwrap();
        for (amount, expected, acted) in [
            ("0.01", "0.01", true),
            ("0.03", "0.02", true),
            ("-0.01", "-0.01", true),
            ("0.02", "0.01", false),
        ] {
            let rounded = yuan(amount).times(rate, Rounding::HalfUpToFen);
            assert_eq!((rounded.value, rounded.acted), (yuan(expected), acted), "{amount}");
        }
    }

    #[test]
    fn json_takes_texts_and_whole_numbers_only() {
        assert_eq!(serde_json::from_str::<Yuan>("\"12.30\"").unwrap(), yuan("12.3"));
        assert_eq!(serde_json::from_str::<Yuan>("12").unwrap(), yuan("12"));
        let error = serde_json::from_str::<Yuan>("12.5").unwrap_err().to_string();
        assert!(error.starts_with("number_not_exact"), "{error}");
    }
}
