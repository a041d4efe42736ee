//! The benefits under which bills are settled, each with running sums of its own.

use serde::Serialize;

/// A benefit of the insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    /// 门诊统筹: visits and pharmacies.
    OutpatientPool,
    /// 住院: hospital stays.
    Inpatient,
    /// 门诊慢特病: a scheme for chronic or special diseases.
    Chronic,
    /// 产前检查: examinations before birth.
    Prenatal,
    /// 分娩: the end of a pregnancy.
    Delivery,
}

impl Benefit {
    /// Whether it is that of visits and pharmacies.
    #[must_use]
    pub fn is_outpatient_pool(&self) -> bool {
        *self == Self::OutpatientPool
    }
}

/// A benefit, and the scheme of it where it has several: what running sums go by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Track {
    pub(super) benefit: Benefit,
    pub(super) scheme: Option<String>,
}

impl From<Benefit> for Track {
    fn from(benefit: Benefit) -> Self {
        Self { benefit, scheme: None }
    }
}
