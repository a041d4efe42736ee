//! Maternity (生育): what the fund pays of the medical cost, and the allowance.

use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::money::{Rate, Yuan};
use crate::policy::rule::Cell;

/// How a pregnancy ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// 顺产.
    Natural,
    /// 助产: with instruments.
    Assisted,
    /// 难产: difficult, other than by caesarean section.
    Difficult,
    /// 剖宫产.
    Caesarean,
    /// 流产、引产: ended before term.
    Ended,
}

/// For which deliveries an entry holds: each of those it names. Where a rule says 难产 without a word
/// on 剖宫产, that is not named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeliveryCase {
    /// How it ended.
    pub deliveries: Vec<Delivery>,
    /// From so many full months of pregnancy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_from: Option<u8>,
    /// Before so many full months of pregnancy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_before: Option<u8>,
}

/// Days of allowance for a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AllowanceDays {
    /// The case.
    pub case: DeliveryCase,
    /// Days.
    pub days: u16,
    /// Whether they come on top of those of a natural birth, rather than in their place.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub on_top: bool,
}

/// How a month's wage becomes a day's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DailyWage {
    /// ÷ 30.
    #[serde(rename = "month_by_30")]
    MonthBy30,
    /// ÷ 30.4.
    #[serde(rename = "month_by_30_4")]
    MonthBy30Point4,
    /// × 12 ÷ 365.
    #[serde(rename = "year_by_365")]
    YearBy365,
}

/// Which wage the allowance goes by; the person enters its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WageBasis {
    /// The employer's average monthly wage or contribution base of last year; rules use the two
    /// names alike.
    EmployerAverageLastYear,
    /// The employer's average contribution base in the month of birth.
    EmployerAverageAtBirth,
    /// The employer's average monthly contribution base of the twelve months before.
    EmployerAverageTwelveMonths,
    /// The person's own average monthly contribution base of last year.
    OwnAverageLastYear,
}

impl DeliveryCase {
    /// Whether some delivery is a case of both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let ends_before = |a: &Self, b: &Self| matches!((a.months_before, b.months_from), (Some(end), Some(begin)) if end <= begin);
        self.deliveries.iter().any(|delivery| other.deliveries.contains(delivery))
            && !ends_before(self, other)
            && !ends_before(other, self)
    }
}

/// The allowance (生育津贴): a day's wage for every day. Rules for the same people may each tell a
/// part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MaternityAllowance {
    /// Which wage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<WageBasis>,
    /// How a day's wage is reckoned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily: Option<DailyWage>,
    /// After a change of employer the wage is the average over the employers, weighted by months.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub weighted_over_employers: bool,
    /// The wage counts at least as this share of the city's average wage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor_of_city_average: Option<Rate>,
    /// The wage counts at most as so many times the city's average wage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling_times_city_average: Option<u8>,
    /// Days by case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<AllowanceDays>,
    /// Days on top for each child after the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_per_further_child: Option<u16>,
    /// Months of contribution needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_needed: Option<u16>,
    /// Those months must be unbroken.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub months_unbroken: bool,
}

/// What the fund pays of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeliveryCost {
    /// The case.
    pub case: DeliveryCase,
    /// At most so much (定额、限额).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limit: Vec<Cell<Yuan>>,
    /// Share that the fund pays; all within the limit when absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratio: Vec<Cell<Rate>>,
    /// Share of the limit on top for each child after the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_per_further_child: Option<Rate>,
    /// Yuan on top of the limit for each child after the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yuan_per_further_child: Option<Yuan>,
}

/// Maternity (生育).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Maternity {
    /// The allowance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowance: Option<MaternityAllowance>,
    /// What the fund pays of deliveries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliveries: Vec<DeliveryCost>,
    /// The most that the fund pays of examinations before birth (产前检查), in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prenatal_limit: Vec<Cell<Yuan>>,
    /// Share of those examinations that the fund pays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub prenatal_ratio: Vec<Cell<Rate>>,
    /// What is only shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}
