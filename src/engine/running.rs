//! Running sums of a benefit year: what counts towards deductibles and caps, by the stretch of time
//! that each of them goes by.

use std::collections::BTreeMap;

use super::assessment::YearToDate;
use super::benefit::{Benefit, Track};
use crate::calendar::{Date, Month};
use crate::money::Yuan;
use crate::policy::{Per, Place};

/// A stretch of time over which something counts. Two bills count together when theirs are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    per: Per,
    /// First month; none for a single bill, which counts with no other.
    from: Option<Month>,
}

impl Stretch {
    /// The stretch that `date` falls in, of a benefit year that starts with `year`.
    pub(super) fn of(per: Per, year: Month, date: Date) -> Self {
        let month = date.month();
        let from = match per {
            Per::Year => Some(year),
            // Quarters of the benefit year: it starts in any month, its quarters every third.
            Per::Quarter => year.through(month).step_by(3).last(),
            Per::Month => Some(month),
            Per::Visit => None,
        };
        Self { per, from }
    }

    /// Whether a bill of `date`, of the same benefit year, counts in it.
    fn contains(self, date: Date) -> bool {
        let Some(from) = self.from else {
            return false;
        };
        match self.per {
            Per::Year => true,
            Per::Quarter => from <= date.month() && from.months_until(date.month()) < 3,
            Per::Month => from == date.month(),
            Per::Visit => false,
        }
    }
}

/// What bills of a benefit year came to, by day: rules that change within it may go by other stretches,
/// and what was counted before counts in those as well.
#[derive(Debug, Default)]
struct Sums(Vec<(Date, Yuan)>);

impl Sums {
    /// What earlier bills of the stretch came to.
    fn before(&self, stretch: Stretch) -> Yuan {
        self.0.iter().filter(|(date, _)| stretch.contains(*date)).map(|(_, amount)| *amount).sum()
    }

    fn add(&mut self, date: Date, amount: Yuan) {
        if !amount.is_zero() {
            self.0.push((date, amount));
        }
    }
}

/// What counts towards the caps of a benefit in a year. Benefits that share a cap share these.
#[derive(Debug, Default)]
pub(super) struct CapSums {
    /// Paid by the fund.
    fund: Sums,
    /// Counted cost.
    cost: Sums,
    /// Paid by the fund under each lower cap.
    fund_of_which: BTreeMap<usize, Yuan>,
    /// Counted cost under each lower cap.
    cost_of_which: BTreeMap<usize, Yuan>,
    /// Paid by the supplementary fund in the year.
    supplement: Yuan,
}

impl CapSums {
    /// What was counted in `stretch`, and under the lower cap of this index.
    pub(super) fn before(&self, stretch: Option<Stretch>, of_which: Option<usize>) -> CapBefore {
        let in_stretch = |sums: &Sums| stretch.map_or(Yuan::ZERO, |stretch| sums.before(stretch));
        let under = |sums: &BTreeMap<usize, Yuan>| {
            of_which.and_then(|index| sums.get(&index)).copied().unwrap_or_default()
        };
        CapBefore {
            fund: in_stretch(&self.fund),
            cost: in_stretch(&self.cost),
            fund_of_which: under(&self.fund_of_which),
            cost_of_which: under(&self.cost_of_which),
            supplement: self.supplement,
        }
    }

    /// Counts a settled bill.
    pub(super) fn count(&mut self, bill: &Counted) {
        if bill.has_cap {
            self.fund.add(bill.date, bill.fund);
            self.cost.add(bill.date, bill.cost);
        }
        if let Some(index) = bill.of_which {
            *self.fund_of_which.entry(index).or_default() += bill.fund;
            *self.cost_of_which.entry(index).or_default() += bill.cost;
        }
        self.supplement += bill.supplement;
    }
}

/// What earlier bills of a cap's stretch counted towards it and, of these, under a lower cap.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CapBefore {
    pub(super) fund: Yuan,
    pub(super) cost: Yuan,
    pub(super) fund_of_which: Yuan,
    pub(super) cost_of_which: Yuan,
    pub(super) supplement: Yuan,
}

/// What earlier bills of the year came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// Borne towards the deductible, in its stretch.
    pub(super) met: Yuan,
    /// Borne towards deductibles in the whole year.
    pub(super) met_of_year: Yuan,
    /// Counted cost of the whole year.
    pub(super) cost_of_year: Yuan,
}

/// What insurance of serious illness counts and pays in a year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SeriousSums {
    /// The person's own part inside the policy range.
    pub(super) own: Yuan,
    /// Paid.
    pub(super) paid: Yuan,
}

/// What a settled bill adds to the sums of its year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) date: Date,
    pub(super) deductible: Yuan,
    pub(super) threshold: Yuan,
    /// Whether a cap held for the bill: what none holds for counts towards none.
    pub(super) has_cap: bool,
    /// Index of the lower cap that the place falls under, where there is one.
    pub(super) of_which: Option<usize>,
    /// Cost within the policy range that the fund shares or that went to the deductible.
    pub(super) cost: Yuan,
    pub(super) fund: Yuan,
    pub(super) supplement: Yuan,
    pub(super) person: Yuan,
    pub(super) fund_cap: Option<Yuan>,
    pub(super) cost_cap: Option<Yuan>,
}

/// Running sums of a benefit in a benefit year.
#[derive(Debug, Default)]
pub(super) struct YearRunning {
    highest_deductible: Yuan,
    /// Borne towards deductibles.
    deductible: Sums,
    /// Borne towards deductibles in the whole year.
    deductible_of_year: Yuan,
    /// Counted cost of the whole year.
    cost_of_year: Yuan,
    fund_of_year: Yuan,
    person_of_year: Yuan,
    fund_cap: Option<Yuan>,
    cost_cap: Option<Yuan>,
    /// Whether some bill of the year is reckoned, covered or not.
    has_bills: bool,
    /// How many bills of the year count in it.
    pub(super) settled: usize,
    /// How many at each place.
    settled_at: BTreeMap<Place, u8>,
    /// The first bill of the year that could not be settled.
    pub(super) unsettled: Option<usize>,
}

impl YearRunning {
    /// What earlier bills came to; of the deductible, in `stretch`.
    pub(super) fn before(&self, stretch: Stretch) -> Before {
        Before {
            met: self.deductible.before(stretch),
            met_of_year: self.deductible_of_year,
            cost_of_year: self.cost_of_year,
        }
    }

    /// Counts a settled bill.
    pub(super) fn count(&mut self, bill: &Counted, place: &Place) {
        self.has_bills = true;
        self.settled += 1;
        let at_place = self.settled_at.entry(place.clone()).or_default();
        *at_place = at_place.saturating_add(1);
        self.highest_deductible = self.highest_deductible.max(bill.threshold);
        self.deductible.add(bill.date, bill.deductible);
        self.deductible_of_year += bill.deductible;
        self.cost_of_year += bill.cost;
        self.fund_of_year += bill.fund;
        self.person_of_year += bill.person;
        self.fund_cap = bill.fund_cap.or(self.fund_cap);
        self.cost_cap = bill.cost_cap.or(self.cost_cap);
    }

    /// How many bills of the year were settled at a place.
    pub(super) fn settled_at(&self, place: &Place) -> u8 {
        self.settled_at.get(place).copied().unwrap_or(0)
    }

    /// Adds what a person bears of a bill that counts towards nothing.
    pub(super) fn bear(&mut self, person: Yuan) {
        self.has_bills = true;
        self.person_of_year += person;
    }

    /// The sums, once a bill of the year is reckoned.
    pub(super) fn to_date(&self, from: Month, track: &Track) -> Option<YearToDate> {
        let goes_by_years = track.benefit != Benefit::Prenatal;
        (self.has_bills && goes_by_years).then(|| YearToDate {
            benefit: track.benefit,
            scheme: track.scheme.clone(),
            from,
            to: from.year_end(),
            deductible_met: self.deductible_of_year,
            deductible: self.highest_deductible,
            fund_paid: self.fund_of_year,
            cap: self.fund_cap,
            cost_counted: self.cost_cap.map(|_| self.cost_of_year),
            cost_cap: self.cost_cap,
            person_paid: self.person_of_year,
        })
    }
}
