//! The common frame of every rule: whom it is for, from when to when, on what evidence.

use core::fmt;
use std::sync::Arc;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::evidence::Text;
use super::person::{Match, Person, PersonField, Who};
use super::topics::InsuranceKind;
use crate::calendar::Date;
use crate::money::Yuan;

/// When a rule starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// On this day.
    On(Date),
    /// Not known. Such a rule applies only where no dated rule covers the day.
    Unknown,
}

const UNKNOWN: &str = "unknown";

impl Serialize for Start {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::On(date) => date.serialize(serializer),
            Self::Unknown => serializer.serialize_str(UNKNOWN),
        }
    }
}

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StartVisitor;
        impl Visitor<'_> for StartVisitor {
            type Value = Start;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(UNKNOWN)
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Start, E> {
                match text {
                    UNKNOWN => Ok(Start::Unknown),
                    _ => Date::parse(text).map(Start::On).map_err(E::custom),
                }
            }
        }
        deserializer.deserialize_str(StartVisitor)
    }
}

/// One rule: a value, whom and when it holds for, and its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Rule_{T}"))]
#[serde(deny_unknown_fields)]
pub struct Rule<T> {
    /// Unique among the rules of its topic in its file.
    pub id: String,
    /// The kinds of insurance it holds for.
    pub insurance: Vec<InsuranceKind>,
    /// Whom it is for; everybody when absent.
    #[serde(default, skip_serializing_if = "Who::is_anybody")]
    pub who: Who,
    /// First day.
    pub from: Start,
    /// Last day, inclusive; open-ended when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// For an open-ended rule: the last day on which it was seen to be in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_confirmed: Option<Date>,
    /// No rule is known for the time between the end of this one and the next: a gap that is known
    /// to be one.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub gap_after: bool,
    /// Why figures that look wrong are right all the same: ratios that rise with the level of the
    /// institution, retired people worse off than those in service, a deductible above the cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub odd_because: Option<Text>,
    /// Keys into the `sources` of the file.
    pub sources: Vec<String>,
    /// What the rule says.
    pub value: T,
}

impl<T> Rule<T> {
    /// Whether `date` lies in the period, taking an unknown start as reaching back without end.
    #[must_use]
    pub fn covers(&self, date: Date) -> bool {
        let started = match self.from {
            Start::On(from) => from <= date,
            Start::Unknown => true,
        };
        started && self.to.is_none_or(|to| date <= to)
    }

    /// The last day for which the rule is known: its end, or when it was last confirmed.
    #[must_use]
    pub fn known_until(&self) -> Option<Date> {
        self.to.or(self.last_confirmed)
    }
}

/// Where care was received: a level of institution as the area names them, or a pharmacy.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Place(#[cfg_attr(feature = "schema", schemars(with = "String"))] Arc<str>);

impl Place {
    /// The identifier of pharmacies wherever places are listed.
    pub const PHARMACY: &'static str = "pharmacy";

    /// A place by its identifier.
    #[must_use]
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// The rank of the level where it is one of the national ones; a higher level ranks higher.
    #[must_use]
    pub fn rank(&self) -> Option<usize> {
        ["primary", "level1", "level2", "level3"].iter().position(|level| *level == self.id())
    }

    /// The identifier.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// Whether this is a pharmacy.
    #[must_use]
    pub fn is_pharmacy(&self) -> bool {
        self.id() == Self::PHARMACY
    }
}

/// One entry of a table: a value and the conditions under which it is the one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Cell_{T}"))]
#[serde(deny_unknown_fields)]
pub struct Cell<T> {
    /// For whom; everybody when absent.
    #[serde(default, skip_serializing_if = "Who::is_anybody")]
    pub who: Who,
    /// At which places; all when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Vec<Place>>,
    /// For the part of the year's costs above this sum; from nothing when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Yuan>,
    /// For the part of the year's costs up to this sum; without end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub up_to: Option<Yuan>,
    /// The value.
    pub value: T,
}

impl<T> Cell<T> {
    /// Whether it holds for a part of the costs only.
    #[must_use]
    pub fn is_segment(&self) -> bool {
        self.above.is_some() || self.up_to.is_some()
    }
}

/// Why a table has no value for a person and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellMiss {
    /// No entry is for this person at this place.
    NotListed,
    /// Which entry is theirs hangs on a fact that is not known.
    NeedsPerson(PersonField),
    /// Several entries claim them: a fault of the file that [`super::check()`] reports.
    Ambiguous,
}

/// The entries of `cells` for `person` on `date` at `place`, one for each segment of cost, from the
/// lowest. Without segments that is one entry.
///
/// # Errors
/// [`CellMiss`] when no entry applies, or when they leave a segment open or claim one twice.
pub fn pick_segments<'c, T>(
    cells: &'c [Cell<T>],
    person: &Person,
    date: Date,
    place: &Place,
) -> Result<Vec<&'c Cell<T>>, CellMiss> {
    let mut found = Vec::new();
    let mut needs = None;
    let here = cells.iter().filter(|cell| cell.at.as_ref().is_none_or(|at| at.contains(place)));
    for cell in here {
        match cell.who.matches(person, date) {
            Match::No => {}
            Match::Unknown(field) => needs = Some(field),
            Match::Yes => found.push(cell),
        }
    }
    if let Some(field) = needs {
        return Err(CellMiss::NeedsPerson(field));
    }
    found.sort_by_key(|cell| cell.above.unwrap_or_default());
    let starts_at_nothing = found.first().is_some_and(|cell| cell.above.is_none_or(Yuan::is_zero));
    if !starts_at_nothing {
        return Err(CellMiss::NotListed);
    }
    for pair in found.windows(2) {
        if let [lower, upper] = pair {
            match (lower.up_to, upper.above) {
                (Some(end), Some(begin)) if end == begin => {}
                (Some(end), Some(begin)) if end < begin => return Err(CellMiss::NotListed),
                _ => return Err(CellMiss::Ambiguous),
            }
        }
    }
    Ok(found)
}

/// The one entry of `cells` for `person` on `date` at `place`.
///
/// # Errors
/// [`CellMiss`] when not exactly one entry applies.
pub fn pick<'c, T>(
    cells: &'c [Cell<T>],
    person: &Person,
    date: Date,
    place: &Place,
) -> Result<&'c T, CellMiss> {
    let mut found = None;
    let mut needs = None;
    let here = cells.iter().filter(|cell| cell.at.as_ref().is_none_or(|at| at.contains(place)));
    for cell in here {
        match cell.who.matches(person, date) {
            Match::No => {}
            Match::Unknown(field) => needs = Some(field),
            Match::Yes if found.is_some() => return Err(CellMiss::Ambiguous),
            Match::Yes => found = Some(&cell.value),
        }
    }
    match (found, needs) {
        (Some(value), None) => Ok(value),
        (_, Some(field)) => Err(CellMiss::NeedsPerson(field)),
        (None, None) => Err(CellMiss::NotListed),
    }
}
