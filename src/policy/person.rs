//! The few facts about a person that decide which rule is theirs.

use serde::{Deserialize, Serialize};

use super::topics::InsuranceKind;
use crate::calendar::{Date, Month};

/// What rules may ask about a person on a given day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The kind of insurance.
    pub insurance: InsuranceKind,
    /// Drawing retirement benefits on that day (退休), as against in service (在职).
    pub retired: bool,
    /// Month of birth, where known.
    pub birth: Option<Month>,
    /// Month of retirement, where known.
    pub retired_on: Option<Month>,
    /// The group among the insured that the area's rules name, such as students, where known.
    pub group: Option<String>,
    /// The tier that contributions are paid for, where the area has several, where known.
    pub tier: Option<String>,
    /// Whether a family doctor is contracted, where known.
    pub family_doctor: Option<bool>,
}

/// A fact about the person that a rule asked for and that is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonField {
    /// Month of birth.
    Birth,
    /// Month of retirement.
    RetiredOn,
    /// Group among the insured.
    Group,
    /// Tier of contributions.
    Tier,
    /// Whether a family doctor is contracted.
    FamilyDoctor,
}

/// In service or retired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 在职.
    InService,
    /// 退休.
    Retired,
}

/// Whom a rule is for. Absent conditions hold for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Who {
    /// In service or retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Lowest age in full years, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_from: Option<u8>,
    /// Highest age in full years, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age_to: Option<u8>,
    /// Retired in this month or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_from: Option<Month>,
    /// Retired before this month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_before: Option<Month>,
    /// Born in this month or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_from: Option<Month>,
    /// Born before this month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_before: Option<Month>,
    /// Of this group among the insured, by the area's own names (see the file's `groups`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// In this tier, by the area's own names (see the file's `tiers`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// With, or without, a contracted family doctor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_doctor: Option<bool>,
}

/// Whether a condition holds for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It hangs on a fact that is not known.
    Unknown(PersonField),
}

impl Match {
    fn of(known: Option<bool>, field: PersonField) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown(field),
        }
    }

    /// Both conditions: a sure `No` beats an unknown, an unknown beats `Yes`.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Unknown(field), _) | (_, Self::Unknown(field)) => Self::Unknown(field),
            (Self::Yes, Self::Yes) => Self::Yes,
        }
    }
}

impl Person {
    /// Somebody in service of whom nothing else is known.
    #[must_use]
    pub const fn anybody(insurance: InsuranceKind) -> Self {
        Self {
            insurance,
            retired: false,
            birth: None,
            retired_on: None,
            group: None,
            tier: None,
            family_doctor: None,
        }
    }

    /// Age in full years on `date`, counted by months: a person completes a year of age on the
    /// first day of the month of birth. Rules of this field name ages, not birthdays.
    #[must_use]
    pub fn age_on(&self, date: Date) -> Option<u16> {
        self.birth.map(|birth| birth.months_until(date.month()) / 12)
    }
}

impl Who {
    /// Everybody.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        *self == Self::default()
    }

    /// Whether these conditions hold for `person` on `date`.
    #[must_use]
    pub fn matches(&self, person: &Person, date: Date) -> Match {
        let mut result = Match::Yes;
        if let Some(status) = self.status {
            let holds = person.retired == (status == Status::Retired);
            result = result.and(if holds { Match::Yes } else { Match::No });
        }
        let age = person.age_on(date);
        if let Some(lowest) = self.age_from {
            let holds = age.map(|age| age >= u16::from(lowest));
            result = result.and(Match::of(holds, PersonField::Birth));
        }
        if let Some(highest) = self.age_to {
            let holds = age.map(|age| age <= u16::from(highest));
            result = result.and(Match::of(holds, PersonField::Birth));
        }
        if let Some(first) = self.retired_from {
            let holds = person.retired_on.map(|month| month >= first);
            result = result.and(Match::of(holds, PersonField::RetiredOn));
        }
        if let Some(bound) = self.retired_before {
            let holds = person.retired_on.map(|month| month < bound);
            result = result.and(Match::of(holds, PersonField::RetiredOn));
        }
        if let Some(first) = self.born_from {
            let holds = person.birth.map(|month| month >= first);
            result = result.and(Match::of(holds, PersonField::Birth));
        }
        if let Some(bound) = self.born_before {
            let holds = person.birth.map(|month| month < bound);
            result = result.and(Match::of(holds, PersonField::Birth));
        }
        if let Some(group) = &self.group {
            let holds = person.group.as_ref().map(|own| own == group);
            result = result.and(Match::of(holds, PersonField::Group));
        }
        if let Some(tier) = &self.tier {
            let holds = person.tier.as_ref().map(|own| own == tier);
            result = result.and(Match::of(holds, PersonField::Tier));
        }
        if let Some(contracted) = self.family_doctor {
            let holds = person.family_doctor.map(|own| own == contracted);
            result = result.and(Match::of(holds, PersonField::FamilyDoctor));
        }
        result
    }

    /// Whether some person could meet both sets of conditions.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            matches!((a, b), (Some(a), Some(b)) if a != b)
        }
        /// Whether a range that ends at `to` lies before one that starts at `from`.
        fn before<T: PartialOrd>(to: Option<T>, from: Option<T>) -> bool {
            matches!((to, from), (Some(to), Some(from)) if to < from)
        }
        // These bounds exclude their end, so meeting months do not overlap.
        let last_month = |who: &Self| who.retired_before.map(Month::previous);
        let last_birth = |who: &Self| who.born_before.map(Month::previous);
        let other_kind = differ(self.status.as_ref(), other.status.as_ref())
            || differ(self.group.as_ref(), other.group.as_ref())
            || differ(self.tier.as_ref(), other.tier.as_ref())
            || differ(self.family_doctor.as_ref(), other.family_doctor.as_ref());
        let other_age = before(self.age_to, other.age_from) || before(other.age_to, self.age_from);
        let other_retirement = before(last_month(self), other.retired_from)
            || before(last_month(other), self.retired_from);
        let other_birth =
            before(last_birth(self), other.born_from) || before(last_birth(other), self.born_from);
        !(other_kind || other_birth || other_age || other_retirement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(birth: Option<&str>) -> Person {
        Person {
            insurance: InsuranceKind::Employee,
            retired: true,
            birth: birth.map(|text| Month::parse(text).unwrap()),
            retired_on: None,
            group: None,
            tier: None,
            family_doctor: None,
        }
    }

    #[test]
    fn a_year_of_age_is_complete_in_the_month_of_birth() {
        let person = person(Some("1950-07"));
        let age = |text: &str| person.age_on(Date::parse(text).unwrap());
        assert_eq!(age("2025-06-30"), Some(74));
        assert_eq!(age("2025-07-01"), Some(75));
    }

    #[test]
    fn a_sure_no_needs_no_further_facts() {
        let in_service_45 =
            Who { status: Some(Status::InService), age_from: Some(45), ..Who::default() };
        let retired_75 =
            Who { status: Some(Status::Retired), age_from: Some(75), ..Who::default() };
        let date = Date::parse("2025-01-01").unwrap();
        assert_eq!(in_service_45.matches(&person(None), date), Match::No);
        assert_eq!(retired_75.matches(&person(None), date), Match::Unknown(PersonField::Birth));
    }

    #[test]
    fn overlap_is_about_some_person_meeting_both() {
        let younger = Who { age_to: Some(74), ..Who::default() };
        let older = Who { age_from: Some(75), ..Who::default() };
        let before = Who { retired_before: Month::parse("2001-01").ok(), ..Who::default() };
        let after = Who { retired_from: Month::parse("2001-01").ok(), ..Who::default() };
        assert!(!younger.overlaps(&older));
        assert!(!before.overlaps(&after));
        assert!(younger.overlaps(&before));
        assert!(Who::default().overlaps(&older));
    }
}
