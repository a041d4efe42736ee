//! The rows of the form: stretches of contributions, bills, other movements, changes of insurance.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::texts::Texts;
use crate::calendar::Month;
use crate::engine::{ExpenseKind, MovementKind, SubAccount};
use crate::policy::{Arrangement, Delivery, InsuranceKind, Region};

/// A row's name as long as the page is open, one of its own among all rows. Rows keep theirs when
/// others are removed.
pub(crate) type RowId = u32;

/// Fields of rows that hold one text each. Written short, since a link carries them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum RowField {
    /// First month.
    #[serde(rename = "f")]
    From,
    /// Last month.
    #[serde(rename = "t")]
    To,
    /// Contribution base or wage, yuan a month.
    #[serde(rename = "b")]
    Base,
    /// The day on which contributions arrived late.
    #[serde(rename = "l")]
    PaidOn,
    /// The day of a bill or movement.
    #[serde(rename = "d")]
    Date,
    /// Level of the institution; empty when not chosen.
    #[serde(rename = "v")]
    Level,
    /// Scheme for chronic diseases; empty when not chosen.
    #[serde(rename = "c")]
    Scheme,
    /// Which stay of the year.
    #[serde(rename = "n")]
    Stay,
    /// 医疗费总额.
    #[serde(rename = "a")]
    Total,
    /// 全自费.
    #[serde(rename = "o")]
    OwnPaid,
    /// 超限价.
    #[serde(rename = "p")]
    OverLimit,
    /// 先行自付.
    #[serde(rename = "y")]
    FirstOwn,
    /// Full months of a pregnancy.
    #[serde(rename = "w")]
    PregnantMonths,
    /// Children born.
    #[serde(rename = "k")]
    Children,
    /// Group among the insured.
    #[serde(rename = "g")]
    Group,
    /// Tier of contributions.
    #[serde(rename = "r")]
    Tier,
}

/// The fields that tell which parts of a bill lie outside the policy range.
pub(crate) const OUTSIDE_RANGE: [RowField; 3] =
    [RowField::OwnPaid, RowField::OverLimit, RowField::FirstOwn];

/// What the amount of a stretch of contributions is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Basis {
    /// 缴费基数.
    #[default]
    Base,
    /// The wage, from which the base follows.
    Wage,
}

/// A stretch of contributions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ContributionRow {
    /// Name.
    #[serde(skip)]
    pub(crate) id: RowId,
    /// From, to, amount, late arrival.
    #[serde(rename = "t")]
    pub(crate) texts: Texts<RowField>,
    /// What the amount is.
    #[serde(rename = "b", skip_serializing_if = "is_default")]
    pub(crate) basis: Basis,
    /// The months of the stretch that did not arrive, or arrived late where a day stands there.
    #[serde(rename = "m", skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) missing: BTreeSet<Month>,
}

impl ContributionRow {
    /// Takes a month out of those that did not arrive, or puts it among them.
    pub(crate) fn toggle(&mut self, month: Month) {
        if !self.missing.remove(&month) {
            self.missing.insert(month);
        }
    }
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpenseRow {
    /// Name.
    #[serde(skip)]
    pub(crate) id: RowId,
    /// What for.
    #[serde(rename = "k")]
    pub(crate) kind: ExpenseKind,
    /// Date, level, amounts and so on.
    #[serde(rename = "t", default)]
    pub(crate) texts: Texts<RowField>,
    /// How treatment away from home came about; at home when not chosen.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    pub(crate) arrangement: Option<Arrangement>,
    /// Where away from home.
    #[serde(rename = "r", default = "far", skip_serializing_if = "is_far")]
    pub(crate) region: Region,
    /// How a pregnancy ended.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub(crate) delivery: Option<Delivery>,
}

impl ExpenseRow {
    /// An empty bill.
    pub(crate) fn new(id: RowId, kind: ExpenseKind) -> Self {
        let texts = Texts::default();
        Self { id, kind, texts, arrangement: None, region: far(), delivery: None }
    }

    /// Whether nothing is said of what lies outside the policy range, not even that nothing does.
    pub(crate) fn parts_unknown(&self) -> bool {
        OUTSIDE_RANGE.iter().all(|field| self.texts.get(*field).trim().is_empty())
    }
}

/// A movement of the account other than credits and bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovementRow {
    /// Name.
    #[serde(skip)]
    pub(crate) id: RowId,
    /// What it was.
    #[serde(rename = "k")]
    pub(crate) kind: MovementKind,
    /// Day and amount.
    #[serde(rename = "t", default)]
    pub(crate) texts: Texts<RowField>,
    /// Which account moved, where the area keeps two.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<SubAccount>,
}

/// A change of how the person is insured in the area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeRow {
    /// Name.
    #[serde(skip)]
    pub(crate) id: RowId,
    /// Kind of insurance from then on.
    #[serde(rename = "k")]
    pub(crate) insurance: InsuranceKind,
    /// First month, group, tier.
    #[serde(rename = "t", default)]
    pub(crate) texts: Texts<RowField>,
}

/// Most people away from home are in another province.
const fn far() -> Region {
    Region::OtherProvince
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
fn is_far(region: &Region) -> bool {
    *region == far()
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
