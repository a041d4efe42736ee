//! The one look at the clock: today's date where the page is open.

use crate::calendar::{Date, Month};

/// Today by the device's clock; `None` when the clock names no date that can be reckoned.
pub(super) fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let year = u16::try_from(now.get_full_year()).ok()?;
    let month = u8::try_from(now.get_month() + 1).ok()?;
    let day = u8::try_from(now.get_date()).ok()?;
    Date::new(Month::new(year, month).ok()?, day).ok()
}
