//! The benefits under which bills are settled, each with running sums of its own.

use serde::Serialize;

/// A benefit of the insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    /// 门诊统筹: visits and pharmacies.
    OutpatientPool,
    /// 住院: hospital stays.
    Inpatient,
}

impl Benefit {
    /// Whether it is that of visits and pharmacies.
    #[must_use]
    pub fn is_outpatient_pool(&self) -> bool {
        *self == Self::OutpatientPool
    }
}
