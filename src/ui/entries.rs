//! The left half of the page: what the person enters. Each view shows the text as typed, its
//! label and hint, and beside it what is wrong.

mod account;
mod area;
mod display;
mod doors;
mod expenses;
mod field;
mod focus;
mod further;
mod movements;
mod own_figures;
mod paste;
mod person;
mod undo;

use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

pub(crate) use area::AreaPicker;
pub(crate) use expenses::kind_key;
pub(crate) use field::{Fields, problem_words};
pub(crate) use person::KINDS;

use super::example;
use super::form::Reading;
use super::load::IndexEntry;
use super::state::{Action, Field, Focus, Form, RowId};
use super::view::View;
use crate::calendar::Date;
use crate::engine::InputField;
use crate::policy::{InstitutionLevel, InsuranceKind, Named, Status, Topic};

/// What every entry view needs.
pub(crate) struct Entries<'a> {
    pub(crate) fields: Fields<'a>,
    pub(crate) form: &'a Form,
    /// The same, for what outlives the drawing.
    pub(crate) shared: Rc<Form>,
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
    /// The question that is asked, which decides what comes first.
    pub(crate) view: View,
    /// Topics on which a figure of the person's own would help.
    pub(crate) wanted: &'a [Topic],
    pub(crate) today: Date,
}

impl<'a> Deref for Entries<'a> {
    type Target = Fields<'a>;

    fn deref(&self) -> &Fields<'a> {
        &self.fields
    }
}

impl Entries<'_> {
    /// Whether the row called `id` is where the focus belongs.
    fn focus(&self, id: RowId) -> bool {
        self.form.focus == Some(Focus::Row(id))
    }

    /// Whether the person may have an account at some time of the stretch.
    fn has_account(&self) -> bool {
        let changes = self.form.changes.iter().map(|change| change.insurance);
        changes.chain([self.form.insurance]).any(account::may_have_account)
    }

    /// Whether contributions are paid month by month at some time of the stretch.
    fn pays_monthly(&self) -> bool {
        let is_resident = self.form.insurance == InsuranceKind::Resident
            && self.form.changes.iter().all(|change| change.insurance == InsuranceKind::Resident);
        let in_service = self.form.status == Status::InService;
        !is_resident && (in_service || !self.form.text(Field::RetiredOn).is_empty())
    }
}

/// All entries, what the question needs first.
pub(crate) fn entries(cx: &Entries) -> Html {
    html! {
        <form class="entries" novalidate=true onsubmit={|event: SubmitEvent| event.prevent_default()}
            aria-label={cx.locale.text("entries.title")}>
            { undo::bring_back(cx) }
            { person::person(cx) }
            { doors::doors(cx) }
            if cx.form.area.is_some() {
                { for of_view(cx) }
                { further::further(cx) }
                { own_figures::own_figures(cx) }
            }
            { whole(cx) }
        </form>
    }
}

fn of_view(cx: &Entries) -> Vec<Html> {
    match cx.view {
        View::Reimburse => vec![expenses::expenses(cx), account::account(cx)],
        View::Causes => vec![display::display(cx), account::account(cx), expenses::expenses(cx)],
        _ => vec![account::account(cx), expenses::expenses(cx)],
    }
}

/// What concerns all entries at once: an example, and a fresh start.
fn whole(cx: &Entries) -> Html {
    let today = cx.today;
    let on = cx.on.clone();
    let example = move |_| on.emit(Action::Replace(Box::new(example::form(today))));
    let (on, form) = (cx.on.clone(), cx.shared.clone());
    let empty = move |_| on.emit(Action::Replace(Box::new(form.emptied(today))));
    html! {
        <div class="whole">
            <button type="button" class="quiet" onclick={example}>
                { cx.locale.text("entries.example") }
            </button>
            if !cx.form.is_fresh(cx.today) {
                <button type="button" class="quiet" onclick={empty}>
                    { cx.locale.text("entries.clear") }
                </button>
            }
        </div>
    }
}
