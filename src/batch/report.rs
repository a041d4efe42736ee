//! What the result of a row says in each column, in words.

use super::columns::Meaning;
use super::figures::{Figures, Reliability, Remark, RowWhy};
use super::places::PlaceError;
use super::reckon::{Batch, RowResult};
use super::row::{RowError, RowReason};
use super::table::CellFault;
use super::words::{Tongue, Words};
use crate::calendar::CalendarError;
use crate::engine::{Gap, InputField, Limit, Problem, Refusal};
use crate::explain::Reason;
use crate::money::{MoneyError, Yuan};

/// The columns of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultColumn {
    /// The row of the table.
    Row,
    /// Number or code of the person.
    Id,
    /// Name of the person.
    Name,
    /// Name of the area.
    Area,
    /// The last day reckoned.
    AsOf,
    /// The account on that day.
    Balance,
    /// What the funds paid.
    Funds,
    /// What the person paid.
    Person,
    /// What of that the account paid.
    AccountPaid,
    /// How far this can be relied on.
    Reliability,
    /// What stands against it.
    Remark,
    /// The first reason for a zero or a cut.
    Reason,
    /// The balance under the other reading of bills.
    OtherBalance,
    /// What the funds paid under it.
    OtherFunds,
    /// What the person paid under it.
    OtherPerson,
    /// What is wrong with the row.
    Problems,
}

impl ResultColumn {
    /// All columns, in their order.
    pub const ALL: [Self; 16] = [
        Self::Row,
        Self::Id,
        Self::Name,
        Self::Area,
        Self::AsOf,
        Self::Balance,
        Self::Funds,
        Self::Person,
        Self::AccountPaid,
        Self::Reliability,
        Self::Remark,
        Self::Reason,
        Self::OtherBalance,
        Self::OtherFunds,
        Self::OtherPerson,
        Self::Problems,
    ];
}

/// A cell of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OutCell {
    Blank,
    Words(String),
    Amount(Yuan),
    Whole(u32),
}

impl Words {
    /// The heading of a column of the result.
    #[must_use]
    pub fn result_heading(&self, column: ResultColumn) -> &'static str {
        self.text(match column {
            ResultColumn::Row => "column.row",
            ResultColumn::Id => "column.id",
            ResultColumn::Name => "column.name",
            ResultColumn::Area => "column.area",
            ResultColumn::AsOf => "column.as_of",
            ResultColumn::Balance => "column.balance",
            ResultColumn::Funds => "column.funds",
            ResultColumn::Person => "column.person",
            ResultColumn::AccountPaid => "column.account_paid",
            ResultColumn::Reliability => "column.reliability",
            ResultColumn::Remark => "column.remark",
            ResultColumn::Reason => "column.reason",
            ResultColumn::OtherBalance => "column.other_balance",
            ResultColumn::OtherFunds => "column.other_funds",
            ResultColumn::OtherPerson => "column.other_person",
            ResultColumn::Problems => "column.problems",
        })
    }

    /// The cells of a row of the result, in the order of [`ResultColumn::ALL`].
    pub(super) fn result_row(&self, batch: &Batch, result: &RowResult) -> Vec<OutCell> {
        ResultColumn::ALL.iter().map(|column| self.result_cell(batch, result, *column)).collect()
    }

    fn result_cell(&self, batch: &Batch, result: &RowResult, column: ResultColumn) -> OutCell {
        let figures = result.figures.as_ref();
        let of = |cell: fn(&Figures) -> Yuan| {
            figures.map_or(OutCell::Blank, |f| OutCell::Amount(cell(f)))
        };
        let other = figures.ok().and_then(|figures| figures.other);
        let amount = |amount: Option<Yuan>| amount.map_or(OutCell::Blank, OutCell::Amount);
        let words = |words: Option<String>| words.map_or(OutCell::Blank, OutCell::Words);
        match column {
            ResultColumn::Row => OutCell::Whole(result.row),
            ResultColumn::Id => OutCell::Words(result.id.clone()),
            ResultColumn::Name => OutCell::Words(result.name.clone()),
            ResultColumn::Area => words(result.area.as_ref().map(|code| self.area(batch, code))),
            ResultColumn::AsOf => words(figures.ok().map(|figures| figures.as_of.to_string())),
            ResultColumn::Balance => of(|figures| figures.reading.balance),
            ResultColumn::Funds => of(|figures| figures.reading.funds),
            ResultColumn::Person => of(|figures| figures.reading.person),
            ResultColumn::AccountPaid => of(|figures| figures.account_paid),
            ResultColumn::Reliability => {
                words(figures.ok().map(|figures| self.reliability(figures.reliability).to_owned()))
            }
            ResultColumn::Remark => words(
                figures
                    .ok()
                    .and_then(|figures| figures.remark.as_ref())
                    .map(|remark| self.remark(remark)),
            ),
            ResultColumn::Reason => {
                words(figures.ok().and_then(|figures| figures.why).map(|why| self.why(why)))
            }
            ResultColumn::OtherBalance => amount(other.map(|other| other.balance)),
            ResultColumn::OtherFunds => amount(other.map(|other| other.funds)),
            ResultColumn::OtherPerson => amount(other.map(|other| other.person)),
            ResultColumn::Problems => {
                words(figures.err().map(|errors| self.problems(batch, errors)))
            }
        }
    }

    fn area(&self, batch: &Batch, code: &str) -> String {
        let name = batch.places().name(code);
        name.map_or_else(
            || code.to_owned(),
            |[zh, en]| match self.tongue() {
                Tongue::Zh => zh.clone(),
                Tongue::En => en.clone(),
            },
        )
    }

    fn reliability(&self, reliability: Reliability) -> &'static str {
        self.text(match reliability {
            Reliability::Complete => "reliability.complete",
            Reliability::LastKnown => "reliability.last_known",
            Reliability::Incomplete => "reliability.incomplete",
            Reliability::Refused => "reliability.refused",
        })
    }

    fn remark(&self, remark: &Remark) -> String {
        match remark {
            Remark::LastKnown(until) => {
                self.fill("remark.last_known", &[("until", &until.to_string())])
            }
            Remark::PartsUnknown => self.text("remark.parts_unknown").to_owned(),
            Remark::Refused(number, why) => {
                let values = [("number", number.to_string()), ("why", self.refusal(why))];
                self.filled("remark.refused", &values)
            }
            Remark::Gap(gap) => self.gap(gap),
        }
    }

    fn filled(&self, key: &'static str, values: &[(&str, String)]) -> String {
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.fill(key, &values)
    }

    fn gap(&self, gap: &Gap) -> String {
        let (key, values): (_, Vec<(&str, String)>) = match gap {
            Gap::Input { field: InputField::Opening, .. } => ("gap.opening", vec![]),
            Gap::Input { field: InputField::Contributions, .. } => ("gap.contributions", vec![]),
            Gap::Input { field, .. } => {
                ("gap.input", vec![("field", self.field(*field).to_owned())])
            }
            Gap::Credits { from, to, why } => (
                "gap.credits",
                vec![
                    ("from", from.to_string()),
                    ("to", to.to_string()),
                    ("why", self.refusal(why)),
                ],
            ),
            Gap::TimingChanged { from } => ("gap.timing_changed", vec![("from", from.to_string())]),
            Gap::Expense { .. } => ("gap.expense", vec![]),
            Gap::EarlierExpense { .. } => ("gap.earlier_expense", vec![]),
            Gap::NotPaidThatMonth { month } => {
                ("gap.not_paid_that_month", vec![("month", month.to_string())])
            }
            Gap::BeyondBalance { short_by, .. } => {
                ("gap.beyond_balance", vec![("short", short_by.to_string())])
            }
            Gap::ClosingNotSettled { on } => {
                ("gap.closing_not_settled", vec![("on", on.to_string())])
            }
            Gap::AccountBalance { .. } => ("gap.account_balance", vec![]),
            Gap::Doubtful { .. } => ("gap.doubtful", vec![]),
            Gap::Parameter { why, .. } => ("gap.parameter", vec![("why", self.refusal(why))]),
            Gap::YearSettlement { unknown_from, .. } => {
                ("gap.year_settlement", vec![("from", unknown_from.to_string())])
            }
        };
        self.filled(key, &values)
    }

    fn field(&self, field: InputField) -> &'static str {
        self.text(match field {
            InputField::Birth => "field.birth",
            InputField::RetiredOn => "field.retired_on",
            InputField::Group => "field.group",
            InputField::Tier => "field.tier",
            InputField::FamilyDoctor => "field.family_doctor",
            InputField::InsuredSince => "field.insured_since",
            InputField::Prescriber => "field.prescriber",
            _ => "field.other",
        })
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NoRule { .. } => self.text("refusal.no_rule").to_owned(),
            Refusal::NoRuleForDate { date, .. } => {
                self.fill("refusal.no_rule_for_date", &[("date", &date.to_string())])
            }
            Refusal::NotListed { .. } => self.text("refusal.not_listed").to_owned(),
            Refusal::OnlyDoubtful { .. } => self.text("refusal.only_doubtful").to_owned(),
            Refusal::FigureUnknown { .. } => self.text("refusal.figure_unknown").to_owned(),
            Refusal::NeedsInput { field, .. } => {
                self.fill("refusal.needs_input", &[("field", self.field(*field))])
            }
            Refusal::NoAccount { .. } => self.text("refusal.no_account").to_owned(),
            Refusal::Ambiguous { .. } => self.text("refusal.ambiguous").to_owned(),
        }
    }

    fn why(&self, why: RowWhy) -> String {
        let reason = self.reason(why.reason);
        match why.bill {
            None => self.fill("about.balance", &[("why", &reason)]),
            Some(number) => {
                self.fill("about.bill", &[("number", &number.to_string()), ("why", &reason)])
            }
        }
    }

    fn reason(&self, reason: Reason) -> String {
        let (key, values): (_, Vec<(&str, String)>) = match reason {
            Reason::NothingBilled => ("reason.nothing_billed", vec![]),
            Reason::NothingEligible { outside } => {
                ("reason.nothing_eligible", vec![("outside", outside.to_string())])
            }
            Reason::PartlyOutsideRange { outside } => {
                ("reason.partly_outside_range", vec![("outside", outside.to_string())])
            }
            Reason::PaidByCurrentYearAccount { paid } => {
                ("reason.paid_by_current_year_account", vec![("paid", paid.to_string())])
            }
            Reason::BelowDeductible { deductible, still_missing, .. } => (
                "reason.below_deductible",
                vec![
                    ("deductible", deductible.to_string()),
                    ("missing", still_missing.to_string()),
                ],
            ),
            Reason::JustMetDeductible { deductible } => {
                ("reason.just_met_deductible", vec![("deductible", deductible.to_string())])
            }
            Reason::NothingFromShare { shared, .. } => {
                ("reason.nothing_from_share", vec![("shared", shared.to_string())])
            }
            Reason::DeductibleTaken { applied } => {
                ("reason.deductible_taken", vec![("applied", applied.to_string())])
            }
            Reason::CapReached { cap, over_by } => (
                "reason.cap_reached",
                vec![("cap", cap.to_string()), ("over", over_by.to_string())],
            ),
            Reason::CutByCap { cap, over_by } => {
                ("reason.cut_by_cap", vec![("cap", cap.to_string()), ("over", over_by.to_string())])
            }
            Reason::CostCapReached { cap, beyond } => (
                "reason.cost_cap_reached",
                vec![("cap", cap.to_string()), ("beyond", beyond.to_string())],
            ),
            Reason::CutByCostCap { cap, beyond } => (
                "reason.cut_by_cost_cap",
                vec![("cap", cap.to_string()), ("beyond", beyond.to_string())],
            ),
            reason => return self.account_reason(reason),
        };
        self.filled(key, &values)
    }

    /// [`Self::reason`] for those that concern the account or the time.
    fn account_reason(&self, reason: Reason) -> String {
        let flow = |opening: Yuan, paid_in: Yuan, spent: Yuan| {
            vec![
                ("opening", opening.to_string()),
                ("paid_in", paid_in.to_string()),
                ("spent", spent.to_string()),
            ]
        };
        let (key, values): (_, Vec<(&str, String)>) = match reason {
            Reason::AdvanceTakenBack { advanced, earned, taken_back, .. } => (
                "reason.advance_taken_back",
                vec![
                    ("advanced", advanced.to_string()),
                    ("earned", earned.to_string()),
                    ("taken", taken_back.to_string()),
                ],
            ),
            Reason::OpeningNegative { opening } => {
                ("reason.opening_negative", vec![("opening", opening.to_string())])
            }
            Reason::NoAccount => ("reason.no_account", vec![]),
            Reason::NothingPaidIn => ("reason.nothing_paid_in", vec![]),
            Reason::NotEntered => ("reason.not_entered", vec![]),
            Reason::AllSpent { opening, paid_in, spent } => {
                ("reason.all_spent", flow(opening, paid_in, spent))
            }
            Reason::Overdrawn { opening, paid_in, spent } => {
                ("reason.overdrawn", flow(opening, paid_in, spent))
            }
            Reason::Closed { on } => ("reason.closed", vec![("on", on.to_string())]),
            Reason::InWaitingPeriod { until } => {
                ("reason.in_waiting_period", vec![("until", until.to_string())])
            }
            Reason::InBreak { month } => ("reason.in_break", vec![("month", month.to_string())]),
            Reason::CreditsNotReckoned { from, to } => (
                "reason.credits_not_reckoned",
                vec![("from", from.to_string()), ("to", to.to_string())],
            ),
            // Every other reason is of a bill, and told above.
            _ => ("reason.excluded_elsewhere", vec![]),
        };
        self.filled(key, &values)
    }

    /// Everything that is wrong with a row, in one line.
    #[must_use]
    pub fn problems(&self, batch: &Batch, errors: &[RowError]) -> String {
        let told = errors.iter().map(|error| self.problem(batch, error));
        let both = |one: String, other: String| {
            self.fill("problem.both", &[("one", &one), ("other", &other)])
        };
        told.reduce(both).unwrap_or_default()
    }

    /// The column that an error is about: its heading in the table, else what it means.
    #[must_use]
    pub fn problem_column(&self, batch: &Batch, error: &RowError) -> String {
        let heading = error.column.map(|column| batch.table().heading(column));
        match (heading.filter(|heading| !heading.is_empty()), error.meaning) {
            (Some(heading), _) => heading.to_owned(),
            (None, Some(Meaning::Person(_) | Meaning::Bill(..))) => {
                error.meaning.map(|meaning| self.heading(meaning)).unwrap_or_default()
            }
            (None, None) => String::new(),
        }
    }

    fn problem(&self, batch: &Batch, error: &RowError) -> String {
        let (column, why) = (self.problem_column(batch, error), self.problem_reason(&error.reason));
        if column.is_empty() {
            why
        } else {
            self.fill("problem.at", &[("column", &column), ("why", &why)])
        }
    }

    /// Why a cell, or the row, cannot be reckoned.
    #[must_use]
    pub fn problem_reason(&self, reason: &RowReason) -> String {
        let key = match reason {
            RowReason::Missing => "problem.missing",
            RowReason::Money(error) => money_key(*error),
            RowReason::Calendar(CalendarError::Malformed) => "problem.date",
            RowReason::Calendar(CalendarError::Impossible) => "problem.date_impossible",
            RowReason::UnknownWord => "problem.unknown_word",
            RowReason::Area(PlaceError::Unknown) => "problem.area_unknown",
            RowReason::Area(PlaceError::Ambiguous) => "problem.area_ambiguous",
            RowReason::Area(PlaceError::WithoutRules) => "problem.area_without_rules",
            RowReason::MonthOutside => "problem.month_outside",
            RowReason::Cell(CellFault::FormulaWithoutValue) => "problem.formula_without_value",
            RowReason::Cell(CellFault::ErrorValue) => "problem.error_value",
            RowReason::Cell(CellFault::NotANumber) => "problem.cell_not_a_number",
            RowReason::Situation(problem, limit) => {
                let limit = match limit {
                    Some(Limit::Date(date)) => date.to_string(),
                    _ => String::new(),
                };
                return self.fill(problem_key(problem), &[("limit", &limit)]);
            }
        };
        self.text(key).to_owned()
    }
}

const fn money_key(error: MoneyError) -> &'static str {
    match error {
        MoneyError::SmallerThanFen => "problem.smaller_than_fen",
        MoneyError::Negative => "problem.negative",
        MoneyError::TooLarge => "problem.too_large",
        _ => "problem.not_a_number",
    }
}

const fn problem_key(problem: &Problem) -> &'static str {
    match problem {
        Problem::Negative => "problem.negative",
        Problem::DateOutOfRange => "problem.date_out_of_range",
        Problem::TooEarly => "problem.too_early",
        Problem::TooLate => "problem.too_late",
        Problem::PartsExceedTotal => "problem.parts_exceed_total",
        Problem::LevelMissing => "problem.level_missing",
        Problem::LevelUnknown => "problem.level_unknown",
        Problem::OpeningShape => "problem.opening_shape",
        Problem::BaseOrWage => "problem.base_or_wage",
        Problem::AreaUnknown => "problem.area_unknown",
        _ => "problem.other",
    }
}
