//! The left half of the page: what the person enters. Each view shows the text as typed, its
//! label and hint, and beside it what is wrong.

mod account;
mod area;
mod display;
mod expenses;
mod field;
mod own_figures;
mod person;

use std::rc::Rc;

use yew::prelude::*;

pub(crate) use area::AreaPicker;
pub(crate) use field::problem_words;

use super::form::Reading;
use super::load::IndexEntry;
use super::locale::Locale;
use super::state::{Action, Form};
use crate::engine::InputField;
use crate::policy::{InstitutionLevel, Named, Topic};

/// What every entry view needs.
pub(crate) struct Entries<'a> {
    pub(crate) locale: &'a Rc<Locale>,
    pub(crate) form: &'a Form,
    pub(crate) reading: &'a Reading,
    pub(crate) areas: Rc<Vec<IndexEntry>>,
    /// Levels of institution of the area picked; empty until its rules are there.
    pub(crate) levels: &'a [InstitutionLevel],
    /// Groups among the insured that the area's rules name.
    pub(crate) groups: &'a [Named],
    /// Tiers of contributions that they name.
    pub(crate) tiers: &'a [Named],
    /// Schemes for chronic diseases that they name for the kind of insurance.
    pub(crate) schemes: &'a [Named],
    /// Facts about the person that rules asked for and did not get.
    pub(crate) asked: &'a [InputField],
    /// Whether the area keeps a current-year and an accumulated account.
    pub(crate) two_accounts: bool,
    /// Whether the displayed balance is asked for.
    pub(crate) asks_display: bool,
    /// Topics on which a figure of the person's own would help.
    pub(crate) wanted: &'a [Topic],
    pub(crate) on: &'a Callback<Action>,
}

/// All entries.
pub(crate) fn entries(cx: &Entries) -> Html {
    html! {
        <form class="entries" novalidate=true onsubmit={|event: SubmitEvent| event.prevent_default()}
            aria-label={cx.locale.text("entries.title")}>
            { person::person(cx) }
            if cx.form.area.is_some() {
                if cx.asks_display {
                    { display::display(cx) }
                }
                { account::account(cx) }
                { expenses::expenses(cx) }
                { own_figures::own_figures(cx) }
            }
        </form>
    }
}
