//! Every change that the page can make to the form.

use super::{
    Basis, ChangeRow, ContributionRow, ExpenseRow, Field, Form, MovementRow, RowField, RowId,
};
use crate::calendar::Month;
use crate::engine::{ExpenseKind, MovementKind, SubAccount};
use crate::explain::{Question, Reply};
use crate::policy::{Arrangement, Delivery, InsuranceKind, Region, RuleRef, Status};

/// What was removed, with the place it had among its like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Removed {
    /// A stretch of contributions.
    Contribution(usize, ContributionRow),
    /// A bill.
    Expense(usize, ExpenseRow),
    /// A movement.
    Movement(usize, MovementRow),
    /// A change of insurance.
    Change(usize, ChangeRow),
}

/// A row to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NewRow {
    /// Another stretch of contributions.
    Contribution,
    /// Another bill.
    Expense(ExpenseKind),
    /// Another movement.
    Movement(MovementKind),
    /// Another change of insurance.
    Change,
}

/// Where the focus belongs after what was just done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    /// In a row that is new, or back.
    Row(RowId),
    /// On the offer to put back what was removed.
    Undo,
    /// On the offer to bring back the entries that others took the place of.
    BringBack,
}

/// A choice made in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowChoice {
    /// What the amount of contributions is.
    Basis(Basis),
    /// A month of contributions did not arrive, or did after all.
    Month(Month),
    /// How an expense away from home came about, or that it was at home.
    Arrangement(Option<Arrangement>),
    /// Where an expense away from home arose.
    Region(Region),
    /// How a pregnancy ended.
    Delivery(Option<Delivery>),
    /// Which account moved.
    Account(Option<SubAccount>),
    /// What a movement was.
    Movement(MovementKind),
    /// The kind of insurance from then on.
    Insurance(InsuranceKind),
    /// Nothing of the bill lies outside the policy range.
    AllInRange,
}

/// Every change that the page can make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// An area was picked.
    PickArea(String),
    /// A kind of insurance was chosen.
    SetInsurance(InsuranceKind),
    /// In service or retired was chosen.
    SetStatus(Status),
    /// A text was edited.
    Edit(Field, String),
    /// A row more.
    Add(NewRow),
    /// A text of a row was edited.
    EditRow(RowId, RowField, String),
    /// A choice was made in a row.
    Choose(RowId, RowChoice),
    /// The same row once more, after it.
    Duplicate(RowId),
    /// A row less.
    Remove(RowId),
    /// Rows of bills read from a table.
    Paste(Vec<ExpenseRow>),
    /// The row that was removed last comes back.
    Undo,
    /// The entries that others took the place of come back, and these wait in turn.
    BringBack,
    /// The person's own entries come back in place of the case of a question.
    BackFromCase,
    /// Other entries take the place of all: an empty form, those of a link, an example.
    Replace(Box<Form>),
    /// The focus is where it belongs.
    Focused,
    /// Whether the account pays outside the policy range.
    SetPaysOutsideRange(bool),
    /// Whether a family doctor is contracted.
    SetFamilyDoctor(Option<bool>),
    /// How the pregnancy ended for which leave is due.
    SetLeaveDelivery(Option<Delivery>),
    /// A question about the cause was answered, or its answer taken back.
    Answer(Question, Option<Reply>),
    /// A doubtful rule was accepted or no longer so.
    Accept(RuleRef, bool),
}
