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

/// For which deliveries an entry holds.
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
#[serde(rename_all = "snake_case")]
pub enum DailyWage {
    /// ÷ 30.
    MonthBy30,
    /// ÷ 30.4.
    MonthBy30Point4,
    /// × 12 ÷ 365.
    YearBy365,
}

/// Which wage the allowance goes by; the person enters its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WageBasis {
    /// The employer's average monthly wage or contribution base of last year.
    EmployerAverageLastYear,
    /// The employer's average contribution base in the month of birth.
    EmployerAverageAtBirth,
    /// The employer's average monthly contribution base of the twelve months before.
    EmployerAverageTwelveMonths,
    /// The person's own average monthly contribution base of last year.
    OwnAverageLastYear,
}

/// The allowance (生育津贴): a day's wage for every day.
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
    /// Days by case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<AllowanceDays>,
    /// Days on top for each child after the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_per_further_child: Option<u16>,
    /// Months of contribution needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months_needed: Option<u16>,
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
