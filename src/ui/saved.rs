//! Entries in the form in which a device keeps them and a link carries them. The version stands in
//! front; what a later version wrote is refused by name rather than half read.

use serde::{Deserialize, Serialize};

use super::state::{Field, Form};
use crate::calendar::Date;

/// The version of what this page writes.
pub(crate) const VERSION: u16 = 1;

/// More than two thousand bills take less; whatever is longer is no entry of a person.
const LONGEST: usize = 1 << 20;

/// Why entries that were kept cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SavedError {
    /// Longer than any entries are.
    TooLong,
    /// Not in the form that this version writes: cut off or damaged.
    Malformed,
    /// Written by a later version of the page.
    Newer,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    v: u16,
    on: Date,
    form: Form,
}

/// Entries in written form, as of `today`.
pub(crate) fn write(form: &Form, today: Date) -> String {
    let saved = Saved { v: VERSION, on: today, form: form.clone() };
    // Nothing in a form can fail to be written; an empty text would be refused on reading.
    serde_json::to_string(&saved).unwrap_or_default()
}

/// Entries that were kept. A stretch of time that ended on the day they were kept ends `today`, as the
/// person then meant "until now".
pub(crate) fn read(text: &str, today: Date) -> Result<Form, SavedError> {
    version(text)?;
    let saved: Saved = serde_json::from_str(text).map_err(|_| SavedError::Malformed)?;
    let mut form = saved.form.named();
    let then = saved.on.to_string();
    // The day on which a balance was seen stays that day.
    let shown = !form.text(Field::Displayed).is_empty();
    for field in [Some(Field::AsOf), Some(Field::DisplayedOn).filter(|_| !shown)] {
        if let Some(field) = field.filter(|field| form.text(*field) == then) {
            form.texts.set(field, today.to_string());
        }
    }
    Ok(form)
}

/// Makes sure that `text` is of a version that this page reads.
pub(crate) fn version(text: &str) -> Result<(), SavedError> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u16,
    }
    if text.len() > LONGEST {
        return Err(SavedError::TooLong);
    }
    let Versioned { v } = serde_json::from_str(text).map_err(|_| SavedError::Malformed)?;
    match v {
        VERSION => Ok(()),
        0 => Err(SavedError::Malformed),
        _ => Err(SavedError::Newer),
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use yew::Reducible;

    use super::super::state::{Action, NewRow, RowChoice, RowField};
    use super::*;
    use crate::calendar::Month;
    use crate::engine::{ExpenseKind, MovementKind};
    use crate::explain::{Question, Reply};
    use crate::policy::{Arrangement, InsuranceKind, Status};

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// A form in which everything that can be entered is.
    fn full() -> Form {
        let march = Month::parse("2026-03").unwrap();
        let rule = serde_json::from_str("\"220100/outpatient_deductible/by-level\"").unwrap();
        let actions = [
            Action::PickArea("220100".to_owned()),
            Action::SetInsurance(InsuranceKind::Flexible),
            Action::SetStatus(Status::Retired),
            Action::SetFamilyDoctor(Some(false)),
            Action::SetPaysOutsideRange(true),
            Action::Edit(Field::Opening, " 1,000 元".to_owned()),
            Action::EditRow(0, RowField::Base, "8000".to_owned()),
            Action::Choose(0, RowChoice::Month(march)),
            Action::Add(NewRow::Expense(ExpenseKind::Inpatient)),
            Action::EditRow(1, RowField::Total, "12.".to_owned()),
            Action::Choose(1, RowChoice::Arrangement(Some(Arrangement::Emergency))),
            Action::Add(NewRow::Movement(MovementKind::Family)),
            Action::Add(NewRow::Change),
            Action::Answer(Question::FamilyBound, Some(Reply::Yes)),
            Action::Accept(rule, true),
        ];
        let form = Rc::new(Form::new(day("2026-11-21")));
        (*actions.into_iter().fold(form, Form::reduce)).clone()
    }

    #[test]
    fn what_is_written_is_read_back_as_it_was() {
        let form = full();
        let read = read(&write(&form, day("2026-11-21")), day("2026-11-21")).unwrap();
        assert_eq!(read, form.clone().named());
        assert_eq!(read.text(Field::Opening), " 1,000 元", "as typed");
    }

    #[test]
    fn until_now_means_until_now() {
        let kept = write(&Form::new(day("2026-11-21")), day("2026-11-21"));
        let form = read(&kept, day("2026-12-03")).unwrap();
        assert_eq!(form.text(Field::AsOf), "2026-12-03");
        assert_eq!(form.text(Field::From), "2026-01");
        let mut other = Form::new(day("2026-11-21"));
        other.texts.set(Field::AsOf, "2026-06-30".to_owned());
        let form = read(&write(&other, day("2026-11-21")), day("2026-12-03")).unwrap();
        assert_eq!(form.text(Field::AsOf), "2026-06-30", "a day that was chosen stays");
        other.texts.set(Field::Displayed, "-20".to_owned());
        let form = read(&write(&other, day("2026-11-21")), day("2026-12-03")).unwrap();
        assert_eq!(form.text(Field::DisplayedOn), "2026-11-21", "it was seen on that day");
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let today = day("2026-11-21");
        let kept = write(&full(), today);
        let refused = |text: &str| read(text, today).unwrap_err();
        assert_eq!(refused(""), SavedError::Malformed);
        assert_eq!(refused(kept.split_at(kept.len() / 2).0), SavedError::Malformed);
        assert_eq!(refused(&kept.replacen("\"v\":1", "\"v\":2", 1)), SavedError::Newer);
        assert_eq!(refused(&kept.replacen("\"v\":1", "\"v\":0", 1)), SavedError::Malformed);
        assert_eq!(refused(&kept.replacen("\"k\"", "\"z\"", 1)), SavedError::Malformed);
        assert_eq!(refused(&" ".repeat(LONGEST + 1)), SavedError::TooLong);
    }
}
