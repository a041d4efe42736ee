//! What the person has typed, as raw text, and every change to it.
//!
//! Texts are kept as typed and never rewritten, so the caret stays and nothing is lost; reading
//! them is the business of [`super::form`]. The reducer knows no browser and runs in any test.

mod action;
mod field;
mod rows;
mod texts;

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use yew::Reducible;

pub(crate) use action::{Action, Focus, NewRow, Removed, RowChoice};
pub(crate) use field::Field;
pub(crate) use rows::{
    Basis, ChangeRow, ContributionRow, ExpenseRow, MovementRow, OUTSIDE_RANGE, RowField, RowId,
};
pub(crate) use texts::Texts;

use crate::calendar::Date;
use crate::engine::ExpenseKind;
use crate::explain::Replies;
use crate::policy::{Delivery, InsuranceKind, RuleRef, Status};

/// Everything typed and chosen. The form in which it is written stays readable by later versions;
/// see [`super::saved`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    /// Code of the chosen area.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub(crate) area: Option<String>,
    /// Kind of insurance.
    #[serde(rename = "k")]
    pub(crate) insurance: InsuranceKind,
    /// In service or retired.
    #[serde(rename = "s")]
    pub(crate) status: Status,
    /// The single fields.
    #[serde(rename = "t", default)]
    pub(crate) texts: Texts<Field>,
    /// Whether a family doctor is contracted, once said.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    pub(crate) family_doctor: Option<bool>,
    /// How the pregnancy ended for which leave is due.
    #[serde(rename = "b", default, skip_serializing_if = "Option::is_none")]
    pub(crate) leave_delivery: Option<Delivery>,
    /// Contributions.
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) contributions: Vec<ContributionRow>,
    /// Expenses.
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) expenses: Vec<ExpenseRow>,
    /// Other movements of the account.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) movements: Vec<MovementRow>,
    /// Changes of insurance.
    #[serde(rename = "h", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<ChangeRow>,
    /// Answers to questions about the cause of the balance.
    #[serde(rename = "q", default, skip_serializing_if = "Replies::is_empty")]
    pub(crate) replies: Replies,
    /// Whether the account also pays outside the policy range, by the person's own word.
    #[serde(rename = "o", default, skip_serializing_if = "is_false")]
    pub(crate) account_pays_outside_range: bool,
    /// Doubtful rules accepted.
    #[serde(rename = "x", default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) accepted: Vec<RuleRef>,
    /// What was removed last, as long as it can be put back.
    #[serde(skip)]
    pub(crate) removed: Option<Removed>,
    /// The entries that these took the place of, the last ones last, as long as they can be brought back.
    #[serde(skip)]
    pub(crate) replaced: Vec<Rc<Form>>,
    /// The common question whose case this is, changed or not.
    #[serde(skip)]
    pub(crate) case: Option<String>,
    /// Whether these are no entries of the person's own: an example, a link's, an empty form, not changed
    /// since.
    #[serde(skip)]
    pub(crate) borrowed: bool,
    /// Where the focus belongs, until it is there.
    #[serde(skip)]
    pub(crate) focus: Option<Focus>,
    #[serde(skip)]
    next_id: RowId,
}

/// As many entries wait to be brought back.
const MOST_WAITING: usize = 8;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde wants it")]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Form {
    /// The form of someone who opens the page `today`: this calendar year so far, one stretch of
    /// contributions, no expense.
    #[must_use]
    pub(crate) fn new(today: Date) -> Self {
        let january = today.month().year_start(1);
        let texts = Texts::default()
            .with(RowField::From, january.to_string())
            .with(RowField::To, today.month().to_string());
        Self {
            area: None,
            insurance: InsuranceKind::Employee,
            status: Status::InService,
            texts: Texts::default()
                .with(Field::From, january.to_string())
                .with(Field::AsOf, today.to_string())
                .with(Field::DisplayedOn, today.to_string()),
            family_doctor: None,
            leave_delivery: None,
            contributions: vec![ContributionRow { texts, ..ContributionRow::default() }],
            expenses: Vec::new(),
            movements: Vec::new(),
            changes: Vec::new(),
            replies: Replies::new(),
            account_pays_outside_range: false,
            accepted: Vec::new(),
            removed: None,
            replaced: Vec::new(),
            case: None,
            borrowed: false,
            focus: None,
            next_id: 1,
        }
    }

    /// The text of a single field.
    #[must_use]
    pub(crate) fn text(&self, field: Field) -> &str {
        self.texts.get(field)
    }

    /// Whether nothing was entered yet beyond what stands there from the start, the area and how the
    /// person is insured aside.
    #[must_use]
    pub(crate) fn is_fresh(&self, today: Date) -> bool {
        let (removed, replaced) = (self.removed.clone(), self.replaced.clone());
        let (borrowed, focus, next_id) = (self.borrowed, self.focus, self.next_id);
        *self == Self { removed, replaced, borrowed, focus, next_id, ..self.emptied(today) }
    }

    /// An empty form for the same area and the same way of being insured.
    #[must_use]
    pub(crate) fn emptied(&self, today: Date) -> Self {
        Self {
            area: self.area.clone(),
            insurance: self.insurance,
            status: self.status,
            ..Self::new(today)
        }
    }

    /// These entries with names given to all rows, as after reading them.
    #[must_use]
    pub(crate) fn named(mut self) -> Self {
        let mut next = 0;
        let mut take = || {
            next += 1;
            next - 1
        };
        self.contributions.iter_mut().for_each(|row| row.id = take());
        self.expenses.iter_mut().for_each(|row| row.id = take());
        self.movements.iter_mut().for_each(|row| row.id = take());
        self.changes.iter_mut().for_each(|row| row.id = take());
        self.next_id = next;
        (self.borrowed, self.focus) = (false, None);
        self
    }

    /// The name of a new row, which gets the focus.
    fn take_id(&mut self) -> RowId {
        let id = self.next_id;
        self.next_id += 1;
        self.focus = Some(Focus::Row(id));
        id
    }

    fn add(&mut self, row: NewRow) {
        match row {
            NewRow::Contribution => self.add_contribution(),
            NewRow::Expense(kind) => self.add_expense(kind),
            NewRow::Movement(kind) => {
                let id = self.take_id();
                let texts = Texts::default().with(RowField::Date, self.text(Field::AsOf));
                self.movements.push(MovementRow { id, kind, texts, account: None });
            }
            NewRow::Change => {
                let id = self.take_id();
                let insurance = match self.insurance {
                    InsuranceKind::Employee => InsuranceKind::Flexible,
                    _ => InsuranceKind::Employee,
                };
                self.changes.push(ChangeRow { id, insurance, texts: Texts::default() });
            }
        }
    }

    /// A new stretch goes on where the last one ended, with the same amount.
    fn add_contribution(&mut self) {
        let id = self.take_id();
        let last = self.contributions.last();
        let texts = last.map(|row| row.texts.clone()).unwrap_or_default();
        let texts = texts.with(RowField::From, "").with(RowField::PaidOn, "");
        let basis = last.map(|row| row.basis).unwrap_or_default();
        self.contributions.push(ContributionRow { id, texts, basis, ..ContributionRow::default() });
    }

    /// A new bill is of the last day reckoned, and of the place of the one before it, as people often
    /// go to the same one.
    fn add_expense(&mut self, kind: ExpenseKind) {
        let mut row = ExpenseRow::new(self.take_id(), kind);
        row.texts.set(RowField::Date, self.text(Field::AsOf).to_owned());
        if let Some(same) = self.expenses.iter().rev().find(|row| row.kind == kind) {
            for field in [RowField::Level, RowField::Scheme] {
                row.texts.set(field, same.texts.get(field).to_owned());
            }
        }
        self.expenses.push(row);
    }

    fn texts_of(&mut self, id: RowId) -> Option<&mut Texts<RowField>> {
        let contribution = self.contributions.iter_mut().find(|row| row.id == id);
        let expense = self.expenses.iter_mut().find(|row| row.id == id);
        let movement = self.movements.iter_mut().find(|row| row.id == id);
        let change = self.changes.iter_mut().find(|row| row.id == id);
        contribution
            .map(|row| &mut row.texts)
            .or(expense.map(|row| &mut row.texts))
            .or(movement.map(|row| &mut row.texts))
            .or(change.map(|row| &mut row.texts))
    }

    fn choose(&mut self, id: RowId, choice: RowChoice) {
        let contribution = self.contributions.iter_mut().find(|row| row.id == id);
        let expense = self.expenses.iter_mut().find(|row| row.id == id);
        let movement = self.movements.iter_mut().find(|row| row.id == id);
        let change = self.changes.iter_mut().find(|row| row.id == id);
        match (choice, contribution, expense, movement, change) {
            (RowChoice::Basis(basis), Some(row), ..) => row.basis = basis,
            (RowChoice::Month(month), Some(row), ..) => {
                row.toggle(month);
            }
            (RowChoice::Arrangement(how), _, Some(row), ..) => row.arrangement = how,
            (RowChoice::Region(region), _, Some(row), ..) => row.region = region,
            (RowChoice::Delivery(how), _, Some(row), ..) => row.delivery = how,
            (RowChoice::AllInRange, _, Some(row), ..) => {
                row.texts.set(RowField::OwnPaid, "0".to_owned());
            }
            (RowChoice::Account(account), _, _, Some(row), _) => row.account = account,
            (RowChoice::Movement(kind), _, _, Some(row), _) => row.kind = kind,
            (RowChoice::Insurance(insurance), _, _, _, Some(row)) => {
                if row.insurance != insurance {
                    row.texts.set(RowField::Group, String::new());
                    row.texts.set(RowField::Tier, String::new());
                }
                row.insurance = insurance;
            }
            // A choice that the row does not have changes nothing.
            _ => {}
        }
    }

    fn duplicate(&mut self, id: RowId) {
        let new = self.take_id();
        again(&mut self.contributions, id, |row| ContributionRow { id: new, ..row });
        again(&mut self.expenses, id, |row| ExpenseRow { id: new, ..row });
        again(&mut self.movements, id, |row| MovementRow { id: new, ..row });
        again(&mut self.changes, id, |row| ChangeRow { id: new, ..row });
    }

    fn remove(&mut self, id: RowId) {
        let removed = taken(&mut self.contributions, |row| row.id == id)
            .map(|(at, row)| Removed::Contribution(at, row))
            .or_else(|| {
                taken(&mut self.expenses, |row| row.id == id)
                    .map(|(at, row)| Removed::Expense(at, row))
            })
            .or_else(|| {
                taken(&mut self.movements, |row| row.id == id)
                    .map(|(at, row)| Removed::Movement(at, row))
            })
            .or_else(|| {
                taken(&mut self.changes, |row| row.id == id)
                    .map(|(at, row)| Removed::Change(at, row))
            });
        if removed.is_some() {
            self.removed = removed;
            self.focus = Some(Focus::Undo);
        }
    }

    fn undo(&mut self) {
        let back = self.removed.take().map(|removed| match removed {
            Removed::Contribution(at, row) => put_back(&mut self.contributions, at, row),
            Removed::Expense(at, row) => put_back(&mut self.expenses, at, row),
            Removed::Movement(at, row) => put_back(&mut self.movements, at, row),
            Removed::Change(at, row) => put_back(&mut self.changes, at, row),
        });
        self.focus = back.map(Focus::Row);
    }

    /// Other entries take the place of these, which can be brought back; where these are borrowed
    /// themselves, those before them.
    fn replace(&mut self, form: Form) {
        let has_others = !self.replaced.is_empty();
        let is_own = !self.borrowed || !has_others;
        self.exchange(form.named(), is_own);
        self.borrowed = true;
    }

    /// Puts `form` in the place of these entries, which wait with the others where they are to be kept.
    fn exchange(&mut self, form: Form, keep: bool) {
        let mut before = std::mem::replace(self, form);
        let mut waiting = std::mem::take(&mut before.replaced);
        (before.removed, before.focus, before.borrowed) = (None, None, false);
        if keep {
            waiting.push(Rc::new(before));
        }
        // The first ones are most likely the person's own.
        if waiting.len() > MOST_WAITING {
            waiting.remove(1);
        }
        self.replaced = waiting;
        self.focus = Some(Focus::BringBack);
    }

    /// The entries that these took the place of come back, and these wait in turn.
    fn bring_back(&mut self) {
        if let Some(before) = self.replaced.pop() {
            self.exchange((*before).clone(), true);
        }
    }

    /// Of those that wait, the last that are not the case of a question come back.
    fn back_from_case(&mut self) {
        let own = self.replaced.iter().rposition(|form| form.case.is_none());
        if let Some(before) = own.map(|at| self.replaced.remove(at)) {
            self.exchange((*before).clone(), true);
        }
    }

    /// Groups and tiers belong to a kind of insurance.
    fn set_insurance(&mut self, insurance: InsuranceKind) {
        if self.insurance != insurance {
            self.forget_group_and_tier();
        }
        self.insurance = insurance;
    }

    fn forget_group_and_tier(&mut self) {
        self.texts.set(Field::Group, String::new());
        self.texts.set(Field::Tier, String::new());
    }

    /// Another area has other rules: doubts accepted for the old one and the names of its groups
    /// and tiers do not carry over. What the person lived through does.
    fn pick_area(&mut self, code: String) {
        if self.area.as_deref() != Some(code.as_str()) {
            self.accepted.clear();
            self.forget_group_and_tier();
        }
        self.area = Some(code);
    }

    /// These entries after `action`.
    #[must_use]
    pub(crate) fn after(mut self, action: Action) -> Self {
        self.apply(action);
        self
    }

    fn apply(&mut self, action: Action) {
        self.focus = None;
        let borrowed = std::mem::take(&mut self.borrowed);
        match action {
            Action::PickArea(code) => self.pick_area(code),
            Action::SetInsurance(insurance) => self.set_insurance(insurance),
            Action::SetStatus(status) => self.status = status,
            Action::Edit(field, text) => self.texts.set(field, text),
            Action::Add(row) => self.add(row),
            Action::EditRow(id, field, text) => {
                if let Some(texts) = self.texts_of(id) {
                    texts.set(field, text);
                }
            }
            Action::Choose(id, choice) => self.choose(id, choice),
            Action::Duplicate(id) => self.duplicate(id),
            Action::Remove(id) => self.remove(id),
            Action::Paste(rows) => {
                let first = self.next_id;
                for row in rows {
                    let id = self.take_id();
                    self.expenses.push(ExpenseRow { id, ..row });
                }
                self.focus = self.focus.map(|_| Focus::Row(first));
            }
            Action::Focused => self.borrowed = borrowed,
            Action::Undo => self.undo(),
            Action::BringBack => self.bring_back(),
            Action::BackFromCase => self.back_from_case(),
            Action::Replace(form) => {
                self.borrowed = borrowed;
                self.replace(*form);
            }
            Action::SetPaysOutsideRange(pays) => self.account_pays_outside_range = pays,
            Action::SetFamilyDoctor(contracted) => self.family_doctor = contracted,
            Action::SetLeaveDelivery(how) => self.leave_delivery = how,
            Action::Answer(question, reply) => {
                self.replies.remove(&question);
                self.replies.extend(reply.map(|reply| (question, reply)));
            }
            Action::Accept(rule, accepted) => {
                self.accepted.retain(|known| *known != rule);
                if accepted {
                    self.accepted.push(rule);
                }
            }
        }
    }
}

/// A row of the form.
trait HasId: Clone {
    fn id(&self) -> RowId;
}

macro_rules! has_id {
    ($($row:ty),+) => {$(
        impl HasId for $row {
            fn id(&self) -> RowId {
                self.id
            }
        }
    )+};
}
has_id!(ContributionRow, ExpenseRow, MovementRow, ChangeRow);

/// The row called `id` once more, right after it.
fn again<R: HasId>(rows: &mut Vec<R>, id: RowId, renamed: impl FnOnce(R) -> R) {
    let found = rows.iter().enumerate().find(|(_, row)| row.id() == id);
    if let Some((at, copy)) = found.map(|(at, row)| (at, renamed(row.clone()))) {
        rows.insert(at + 1, copy);
    }
}

fn taken<R>(rows: &mut Vec<R>, is_it: impl Fn(&R) -> bool) -> Option<(usize, R)> {
    let at = rows.iter().position(is_it)?;
    Some((at, rows.remove(at)))
}

/// Back to where it was, or to the end where the others have become fewer; the name it has.
fn put_back<R: HasId>(rows: &mut Vec<R>, at: usize, row: R) -> RowId {
    let id = row.id();
    rows.insert(at.min(rows.len()), row);
    id
}

impl Reducible for Form {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Month;
    use crate::engine::MovementKind;

    fn today() -> Date {
        Date::parse("2026-11-21").unwrap()
    }

    fn form() -> Rc<Form> {
        Rc::new(Form::new(today()))
    }

    fn bill(kind: ExpenseKind) -> Action {
        Action::Add(NewRow::Expense(kind))
    }

    #[test]
    fn opens_on_the_year_so_far() {
        let form = form();
        assert_eq!((form.text(Field::From), form.text(Field::AsOf)), ("2026-01", "2026-11-21"));
        assert_eq!(form.contributions[0].texts.get(RowField::To), "2026-11");
        assert!(form.is_fresh(today()));
        let form = form.reduce(Action::PickArea("510100".to_owned()));
        assert!(form.is_fresh(today()), "where and how one is insured is no entry to lose");
        assert!(!form.reduce(Action::Edit(Field::Opening, "1".to_owned())).is_fresh(today()));
    }

    #[test]
    fn removing_a_row_leaves_the_others_as_they_were() {
        let mut form = form();
        for _ in 0..3 {
            form = form.reduce(bill(ExpenseKind::Outpatient));
        }
        let ids: Vec<RowId> = form.expenses.iter().map(|row| row.id).collect();
        form = form.reduce(Action::EditRow(ids[2], RowField::Total, "12.".to_owned()));
        form = form.reduce(Action::Remove(ids[0]));
        assert_eq!(form.expenses.len(), 2);
        assert_eq!(form.expenses[1].texts.get(RowField::Total), "12.", "stays as typed");
        form = form.reduce(bill(ExpenseKind::Pharmacy));
        assert!(!ids.contains(&form.expenses[2].id), "names are not used twice");
    }

    #[test]
    fn what_was_removed_comes_back_to_its_place_and_later_edits_stay() {
        let mut form = form();
        for total in ["1", "2", "3"] {
            form = form.reduce(bill(ExpenseKind::Outpatient));
            let id = form.expenses.last().unwrap().id;
            form = form.reduce(Action::EditRow(id, RowField::Total, total.to_owned()));
        }
        let (second, third) = (form.expenses[1].id, form.expenses[2].id);
        form = form.reduce(Action::Remove(second));
        form = form.reduce(Action::EditRow(third, RowField::Total, "33".to_owned()));
        form = form.reduce(Action::Undo);
        let totals: Vec<&str> =
            form.expenses.iter().map(|row| row.texts.get(RowField::Total)).collect();
        assert_eq!(totals, ["1", "2", "33"]);
        assert!(form.removed.is_none());
        let form = form.reduce(Action::Focused);
        let same = form.clone().reduce(Action::Undo);
        assert!(Rc::ptr_eq(&form, &same), "nothing more to bring back");
    }

    #[test]
    fn entries_that_others_took_the_place_of_come_back() {
        let before = form().reduce(Action::Edit(Field::Opening, "500".to_owned()));
        let other = Form { insurance: InsuranceKind::Resident, ..Form::new(today()) };
        let form = before.clone().reduce(Action::Replace(Box::new(other)));
        assert_eq!((form.insurance, form.text(Field::Opening)), (InsuranceKind::Resident, ""));
        let form = form.reduce(Action::Add(NewRow::Contribution));
        let row = form.contributions[0].id;
        let form = form.reduce(Action::Remove(row)).reduce(Action::Undo);
        let back = form.reduce(Action::BringBack);
        assert_eq!(back.texts, before.texts, "whatever was removed in between");
        let other = back.reduce(Action::BringBack);
        assert_eq!(other.insurance, InsuranceKind::Resident, "neither is lost");
    }

    #[test]
    fn one_example_after_another_leaves_the_persons_own_entries_waiting() {
        let replace = |form: Form| Action::Replace(Box::new(form));
        let own = form().reduce(Action::Edit(Field::Opening, "500".to_owned()));
        let first = Form { insurance: InsuranceKind::Resident, ..Form::new(today()) };
        let second = Form { insurance: InsuranceKind::Flexible, ..Form::new(today()) };
        let form = own.reduce(replace(first)).reduce(Action::Focused).reduce(replace(second));
        let back = form.reduce(Action::BringBack);
        assert_eq!(back.text(Field::Opening), "500", "not the first example");
        // One that was changed waits too, and does not hide the person's own.
        let mut case = Form::new(today());
        case.case = Some("a".to_owned());
        let form = back.reduce(replace(case.clone()));
        let form = form.reduce(Action::Edit(Field::Opening, "9".to_owned())).reduce(replace(case));
        let last = form.clone().reduce(Action::BringBack);
        assert_eq!(last.text(Field::Opening), "9");
        let own = form.reduce(Action::BackFromCase);
        assert_eq!(own.text(Field::Opening), "500");
        let form = own;
        let form = form.reduce(Action::Edit(Field::Opening, "7".to_owned()));
        let form = form.reduce(replace(Form::new(today()))).reduce(Action::BringBack);
        assert_eq!(form.text(Field::Opening), "7");
    }

    #[test]
    fn a_copy_stands_right_after_its_row_under_a_name_of_its_own() {
        let mut form = form();
        for kind in [ExpenseKind::Outpatient, ExpenseKind::Pharmacy] {
            form = form.reduce(bill(kind));
        }
        let first = form.expenses[0].id;
        form = form.reduce(Action::EditRow(first, RowField::Total, "80".to_owned()));
        form = form.reduce(Action::Duplicate(first));
        assert_eq!(form.expenses.len(), 3);
        assert_eq!(form.expenses[1].texts, form.expenses[0].texts);
        assert_ne!(form.expenses[1].id, first);
        assert_eq!(form.expenses[2].kind, ExpenseKind::Pharmacy);
    }

    #[test]
    fn the_focus_goes_where_the_next_thing_is_done_until_it_is_there() {
        let form = form().reduce(bill(ExpenseKind::Outpatient));
        let first = form.expenses[0].id;
        assert_eq!(form.focus, Some(Focus::Row(first)));
        let form = form.reduce(Action::Focused);
        assert_eq!(form.focus, None);
        let form = form.reduce(Action::Duplicate(first));
        assert_eq!(form.focus, Some(Focus::Row(form.expenses[1].id)));
        let form = form.reduce(Action::Remove(first));
        assert_eq!(form.focus, Some(Focus::Undo));
        let form = form.reduce(Action::Undo);
        assert_eq!(form.focus, Some(Focus::Row(first)));
        let form = form.reduce(Action::Edit(Field::Opening, "5".to_owned()));
        assert_eq!(form.focus, None, "someone who types has the focus");
        let form = form.reduce(Action::Replace(Box::new(Form::new(today()))));
        assert_eq!(form.focus, Some(Focus::BringBack));
    }

    #[test]
    fn names_are_one_of_a_kind_after_reading() {
        let mut form = form();
        for row in [NewRow::Contribution, NewRow::Change, NewRow::Expense(ExpenseKind::Outpatient)]
        {
            form = form.reduce(Action::Add(row));
        }
        let mut form = (*form).clone().named();
        form.apply(Action::Add(NewRow::Movement(MovementKind::Family)));
        let mut ids: Vec<RowId> = form.contributions.iter().map(|row| row.id).collect();
        ids.extend(form.expenses.iter().map(|row| row.id));
        ids.extend(form.movements.iter().map(|row| row.id));
        ids.extend(form.changes.iter().map(|row| row.id));
        ids.sort_unstable();
        assert_eq!(ids, [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_month_is_toggled() {
        let march = Month::parse("2026-03").unwrap();
        let form = form().reduce(Action::Choose(0, RowChoice::Month(march)));
        assert!(form.contributions[0].missing.contains(&march));
        let form = form.reduce(Action::Choose(0, RowChoice::Month(march)));
        assert!(form.contributions[0].missing.is_empty());
    }

    #[test]
    fn an_edit_that_changes_nothing_keeps_the_same_state() {
        let form = form();
        let same = form.clone().reduce(Action::Edit(Field::Opening, String::new()));
        assert!(Rc::ptr_eq(&form, &same));
    }

    #[test]
    fn another_area_forgets_the_doubts_accepted_for_the_old_one() {
        let rule = serde_json::from_str("\"220100/outpatient_deductible/by-level\"").unwrap();
        let form =
            form().reduce(Action::PickArea("220100".to_owned())).reduce(Action::Accept(rule, true));
        assert_eq!(form.accepted.len(), 1);
        let form = form.reduce(Action::PickArea("220100".to_owned()));
        assert_eq!(form.accepted.len(), 1, "the same area again changes nothing");
        assert!(form.reduce(Action::PickArea("510100".to_owned())).accepted.is_empty());
    }
}
