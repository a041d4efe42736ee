//! What the person has typed, as raw text, and every change to it.
//!
//! Texts are kept as typed and never rewritten, so the caret stays and nothing is lost; reading
//! them is the business of [`super::form`]. The reducer knows no browser and runs in any test.

use std::rc::Rc;

use yew::Reducible;

use crate::calendar::Date;
use crate::engine::ExpenseKind;
use crate::explain::{Question, Replies, Reply};
use crate::policy::{Arrangement, InsuranceKind, Region, RuleRef, Status};

/// A row's name as long as the page is open. Rows keep theirs when others are removed.
pub(crate) type RowId = u32;

/// A row of contributions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ContributionRow {
    /// Name.
    pub(crate) id: RowId,
    /// First month.
    pub(crate) from: String,
    /// Last month.
    pub(crate) to: String,
    /// Base, yuan a month.
    pub(crate) base: String,
    /// Whether it arrived.
    pub(crate) paid: bool,
}

/// A row of expenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpenseRow {
    /// Name.
    pub(crate) id: RowId,
    /// Day.
    pub(crate) date: String,
    /// What for.
    pub(crate) kind: ExpenseKind,
    /// Level of the institution; empty when not chosen.
    pub(crate) level: String,
    /// Scheme for chronic diseases; empty when not chosen.
    pub(crate) scheme: String,
    /// Which stay of the year.
    pub(crate) stay: String,
    /// How treatment away from home came about; at home when not chosen.
    pub(crate) arrangement: Option<Arrangement>,
    /// Where away from home.
    pub(crate) region: Region,
    /// 医疗费总额.
    pub(crate) total: String,
    /// 全自费.
    pub(crate) own_paid: String,
    /// 超限价.
    pub(crate) over_limit: String,
    /// 先行自付.
    pub(crate) first_own: String,
}

/// Fields that hold one text each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    From,
    AsOf,
    Displayed,
    DisplayedOn,
    Opening,
    OpeningCurrent,
    OpeningAccumulated,
    Birth,
    RetiredOn,
    InsuredSince,
    Group,
    Tier,
    MonthlyCredit,
    OutpatientDeductible,
    OutpatientRatio,
    OutpatientCap,
}

/// Fields of a contribution row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContributionField {
    From,
    To,
    Base,
}

/// Fields of an expense row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExpenseField {
    Date,
    Level,
    Scheme,
    Stay,
    Total,
    OwnPaid,
    OverLimit,
    FirstOwn,
}

/// Everything typed and chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Code of the chosen area.
    pub(crate) area: Option<String>,
    /// Kind of insurance.
    pub(crate) insurance: InsuranceKind,
    /// In service or retired.
    pub(crate) status: Status,
    /// First month of the ledger.
    pub(crate) from: String,
    /// Last day of the ledger.
    pub(crate) as_of: String,
    /// The balance that an app or a receipt shows.
    pub(crate) displayed: String,
    /// The day on which it was shown.
    pub(crate) displayed_on: String,
    /// Answers to questions about its cause.
    pub(crate) replies: Replies,
    /// Opening balance where there is one account.
    pub(crate) opening: String,
    /// Opening balance of the current-year account.
    pub(crate) opening_current: String,
    /// Opening balance of the accumulated account.
    pub(crate) opening_accumulated: String,
    /// Month of birth.
    pub(crate) birth: String,
    /// Month of retirement.
    pub(crate) retired_on: String,
    /// First month of insurance in the area.
    pub(crate) insured_since: String,
    /// Group among the insured, by the area's own names; empty when not chosen.
    pub(crate) group: String,
    /// Tier of contributions, by the area's own names; empty when not chosen.
    pub(crate) tier: String,
    /// Whether a family doctor is contracted, once said.
    pub(crate) family_doctor: Option<bool>,
    /// Contributions.
    pub(crate) contributions: Vec<ContributionRow>,
    /// Expenses.
    pub(crate) expenses: Vec<ExpenseRow>,
    /// Own figure for the monthly credit.
    pub(crate) monthly_credit: String,
    /// Own figure for the deductible.
    pub(crate) outpatient_deductible: String,
    /// Own figure for the ratio, in percent.
    pub(crate) outpatient_ratio: String,
    /// Own figure for the cap.
    pub(crate) outpatient_cap: String,
    /// Whether the account also pays outside the policy range, by the person's own word.
    pub(crate) account_pays_outside_range: bool,
    /// Doubtful rules accepted.
    pub(crate) accepted: Vec<RuleRef>,
    next_id: RowId,
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
    /// A contribution row was edited.
    EditContribution(RowId, ContributionField, String),
    /// Another stretch of contributions.
    AddContribution,
    /// Whether a stretch of contributions arrived.
    SetPaid(RowId, bool),
    /// A stretch of contributions less.
    RemoveContribution(RowId),
    /// Another expense.
    AddExpense(ExpenseKind),
    /// An expense was edited.
    EditExpense(RowId, ExpenseField, String),
    /// How an expense away from home came about was chosen, or that it was at home.
    SetArrangement(RowId, Option<Arrangement>),
    /// Where an expense away from home arose was chosen.
    SetRegion(RowId, Region),
    /// An expense less.
    RemoveExpense(RowId),
    /// Whether the account pays outside the policy range.
    SetPaysOutsideRange(bool),
    /// Whether a family doctor is contracted.
    SetFamilyDoctor(Option<bool>),
    /// A question about the cause was answered, or its answer taken back.
    Answer(Question, Option<Reply>),
    /// A doubtful rule was accepted or no longer so.
    Accept(RuleRef, bool),
}

impl Form {
    /// The form of someone who opens the page `today`: this calendar year so far, one stretch of
    /// contributions, no expense.
    #[must_use]
    pub(crate) fn new(today: Date) -> Self {
        let january = today.month().year_start(1);
        let contribution = ContributionRow {
            id: 0,
            from: january.to_string(),
            to: today.month().to_string(),
            base: String::new(),
            paid: true,
        };
        Self {
            area: None,
            insurance: InsuranceKind::Employee,
            status: Status::InService,
            from: january.to_string(),
            as_of: today.to_string(),
            displayed: String::new(),
            displayed_on: today.to_string(),
            replies: Replies::new(),
            opening: String::new(),
            opening_current: String::new(),
            opening_accumulated: String::new(),
            birth: String::new(),
            retired_on: String::new(),
            insured_since: String::new(),
            group: String::new(),
            tier: String::new(),
            family_doctor: None,
            contributions: vec![contribution],
            expenses: Vec::new(),
            monthly_credit: String::new(),
            outpatient_deductible: String::new(),
            outpatient_ratio: String::new(),
            outpatient_cap: String::new(),
            account_pays_outside_range: false,
            accepted: Vec::new(),
            next_id: 1,
        }
    }

    /// The text of a single field.
    #[must_use]
    pub(crate) fn text(&self, field: Field) -> &str {
        match field {
            Field::From => &self.from,
            Field::AsOf => &self.as_of,
            Field::Displayed => &self.displayed,
            Field::DisplayedOn => &self.displayed_on,
            Field::Opening => &self.opening,
            Field::OpeningCurrent => &self.opening_current,
            Field::OpeningAccumulated => &self.opening_accumulated,
            Field::Birth => &self.birth,
            Field::RetiredOn => &self.retired_on,
            Field::InsuredSince => &self.insured_since,
            Field::Group => &self.group,
            Field::Tier => &self.tier,
            Field::MonthlyCredit => &self.monthly_credit,
            Field::OutpatientDeductible => &self.outpatient_deductible,
            Field::OutpatientRatio => &self.outpatient_ratio,
            Field::OutpatientCap => &self.outpatient_cap,
        }
    }

    fn text_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::From => &mut self.from,
            Field::AsOf => &mut self.as_of,
            Field::Displayed => &mut self.displayed,
            Field::DisplayedOn => &mut self.displayed_on,
            Field::Opening => &mut self.opening,
            Field::OpeningCurrent => &mut self.opening_current,
            Field::OpeningAccumulated => &mut self.opening_accumulated,
            Field::Birth => &mut self.birth,
            Field::RetiredOn => &mut self.retired_on,
            Field::InsuredSince => &mut self.insured_since,
            Field::Group => &mut self.group,
            Field::Tier => &mut self.tier,
            Field::MonthlyCredit => &mut self.monthly_credit,
            Field::OutpatientDeductible => &mut self.outpatient_deductible,
            Field::OutpatientRatio => &mut self.outpatient_ratio,
            Field::OutpatientCap => &mut self.outpatient_cap,
        }
    }

    fn take_id(&mut self) -> RowId {
        let id = self.next_id;
        self.next_id += 1;
        id
    }

    /// A new stretch begins where the last one ended.
    fn add_contribution(&mut self) {
        let id = self.take_id();
        let last = self.contributions.last();
        let to = last.map(|row| row.to.clone()).unwrap_or_default();
        let base = last.map(|row| row.base.clone()).unwrap_or_default();
        self.contributions.push(ContributionRow { id, from: String::new(), to, base, paid: true });
    }

    /// A new expense takes the place of the one before it, as people often go to the same one.
    fn add_expense(&mut self, kind: ExpenseKind) {
        let id = self.take_id();
        let same_kind = self.expenses.iter().rev().find(|row| row.kind == kind);
        let level = same_kind.map(|row| row.level.clone()).unwrap_or_default();
        let scheme = same_kind.map(|row| row.scheme.clone()).unwrap_or_default();
        self.expenses.push(ExpenseRow {
            id,
            date: String::new(),
            kind,
            level,
            scheme,
            stay: String::new(),
            arrangement: None,
            region: Region::OtherProvince,
            total: String::new(),
            own_paid: String::new(),
            over_limit: String::new(),
            first_own: String::new(),
        });
    }

    fn edit_contribution(&mut self, id: RowId, field: ContributionField, text: String) {
        if let Some(row) = self.contributions.iter_mut().find(|row| row.id == id) {
            *match field {
                ContributionField::From => &mut row.from,
                ContributionField::To => &mut row.to,
                ContributionField::Base => &mut row.base,
            } = text;
        }
    }

    fn edit_row(&mut self, id: RowId, edit: impl FnOnce(&mut ExpenseRow)) {
        if let Some(row) = self.expenses.iter_mut().find(|row| row.id == id) {
            edit(row);
        }
    }

    /// Groups and tiers belong to a kind of insurance.
    fn set_insurance(&mut self, insurance: InsuranceKind) {
        if self.insurance != insurance {
            self.group.clear();
            self.tier.clear();
        }
        self.insurance = insurance;
    }

    fn edit_expense(&mut self, id: RowId, field: ExpenseField, text: String) {
        if let Some(row) = self.expenses.iter_mut().find(|row| row.id == id) {
            *match field {
                ExpenseField::Date => &mut row.date,
                ExpenseField::Level => &mut row.level,
                ExpenseField::Scheme => &mut row.scheme,
                ExpenseField::Stay => &mut row.stay,
                ExpenseField::Total => &mut row.total,
                ExpenseField::OwnPaid => &mut row.own_paid,
                ExpenseField::OverLimit => &mut row.over_limit,
                ExpenseField::FirstOwn => &mut row.first_own,
            } = text;
        }
    }

    /// Another area has other rules: doubts accepted for the old one and the names of its groups
    /// and tiers do not carry over. What the person lived through does.
    fn pick_area(&mut self, code: String) {
        if self.area.as_deref() != Some(code.as_str()) {
            self.accepted.clear();
            self.group.clear();
            self.tier.clear();
        }
        self.area = Some(code);
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::PickArea(code) => self.pick_area(code),
            Action::SetInsurance(insurance) => self.set_insurance(insurance),
            Action::SetStatus(status) => self.status = status,
            Action::SetArrangement(id, arrangement) => {
                self.edit_row(id, |row| row.arrangement = arrangement);
            }
            Action::SetRegion(id, region) => self.edit_row(id, |row| row.region = region),
            Action::Edit(field, text) => *self.text_mut(field) = text,
            Action::EditContribution(id, field, text) => self.edit_contribution(id, field, text),
            Action::SetPaid(id, paid) => {
                if let Some(row) = self.contributions.iter_mut().find(|row| row.id == id) {
                    row.paid = paid;
                }
            }
            Action::Answer(question, reply) => {
                self.replies.remove(&question);
                self.replies.extend(reply.map(|reply| (question, reply)));
            }
            Action::AddContribution => self.add_contribution(),
            Action::RemoveContribution(id) => self.contributions.retain(|row| row.id != id),
            Action::AddExpense(kind) => self.add_expense(kind),
            Action::EditExpense(id, field, text) => self.edit_expense(id, field, text),
            Action::RemoveExpense(id) => self.expenses.retain(|row| row.id != id),
            Action::SetPaysOutsideRange(pays) => self.account_pays_outside_range = pays,
            Action::SetFamilyDoctor(contracted) => self.family_doctor = contracted,
            Action::Accept(rule, accepted) => {
                self.accepted.retain(|known| *known != rule);
                if accepted {
                    self.accepted.push(rule);
                }
            }
        }
    }
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

    fn form() -> Rc<Form> {
        Rc::new(Form::new(Date::parse("2026-11-21").unwrap()))
    }

    #[test]
    fn opens_on_the_year_so_far() {
        let form = form();
        assert_eq!((form.from.as_str(), form.as_of.as_str()), ("2026-01", "2026-11-21"));
        assert_eq!(form.contributions[0].to, "2026-11");
    }

    #[test]
    fn removing_a_row_leaves_the_others_as_they_were() {
        let mut form = form();
        for _ in 0..3 {
            form = form.reduce(Action::AddExpense(ExpenseKind::Outpatient));
        }
        let ids: Vec<RowId> = form.expenses.iter().map(|row| row.id).collect();
        form = form.reduce(Action::EditExpense(ids[2], ExpenseField::Total, "12.".to_owned()));
        form = form.reduce(Action::RemoveExpense(ids[0]));
        assert_eq!(form.expenses.len(), 2);
        assert_eq!(form.expenses[1].total, "12.", "what is typed stays as typed");
        form = form.reduce(Action::AddExpense(ExpenseKind::Pharmacy));
        assert!(!ids.contains(&form.expenses[2].id), "names are not used twice");
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
