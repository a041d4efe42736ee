//! How a figure came about: its steps in order, each with formula, figures, and where they are from.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::super::format;
use super::super::lazy::Lazy;
use super::super::locale::Locale;
use super::{Results, convention_key, sources, topic_key};
use crate::engine::{Formula, Operand, OperandName, Origin, Quantity, Step, StepId};
use crate::policy::Start;

/// A folded list of the steps that lead to `id`. `what` names the figure for screen readers.
pub(super) fn working(cx: &Results, what: &str, id: StepId) -> Html {
    let summary = html! {
        <>
            { cx.locale.text("derivation.title") }
            <span class="visually-hidden">{ format!(" {what}") }</span>
        </>
    };
    let body = cx.later(move |cx| steps(cx, id));
    html! { <Lazy class="working" {summary} {body} /> }
}

fn steps(cx: &Results, id: StepId) -> Html {
    let mut needed = BTreeSet::new();
    collect(cx, id, &mut needed);
    let steps = needed.iter().filter_map(|id| cx.answer.assessment.step(*id));
    html! { <ol>{ for steps.map(|step| view(cx, step)) }</ol> }
}

/// `id` and every step it rests on. Operands refer to earlier steps only, so this ends.
fn collect(cx: &Results, id: StepId, needed: &mut BTreeSet<StepId>) {
    if !needed.insert(id) {
        return;
    }
    let operands = cx.answer.assessment.step(id).map(|step| step.operands.as_slice());
    for operand in operands.unwrap_or_default() {
        if let Origin::Step(earlier) = operand.origin {
            collect(cx, earlier, needed);
        }
    }
}

/// A step as a formula: with a letter for each operand, with the figures, and the letters explained.
fn view(cx: &Results, step: &Step) -> Html {
    let locale = cx.locale;
    let written = |in_letters| expression(&Writing { locale, step, in_letters });
    html! {
        <li>
            <p class="formula">
                <span class="name">{ locale.text(formula_key(step.formula)) }</span>
                { " " }<span class="letters">{ written(true) }</span>
                { " = " }{ written(false) }{ " = " }<strong>{ format::money(step.result) }</strong>
                if step.rounding.is_some() {
                    { " " }<span class="tag">{ locale.text("derivation.rounded") }</span>
                }
            </p>
            <ul class="operands">
                { for step.operands.iter().enumerate().map(|(index, operand)| operand_view(cx, index, operand)) }
            </ul>
        </li>
    }
}

/// The letter of an operand: no formula has more operands than there are letters.
fn letter(index: usize) -> String {
    u8::try_from(index)
        .ok()
        .map(|index| char::from(b'a' + index % 26).to_string())
        .unwrap_or_default()
}

fn operand_view(cx: &Results, index: usize, operand: &Operand) -> Html {
    let locale = cx.locale;
    let name = locale.text(operand_key(operand.name));
    let origin = match &operand.origin {
        Origin::Entered(_) => html! { { locale.text("origin.entered") } },
        Origin::Provided(_) => {
            html! { <span class="tag own">{ locale.text("origin.provided") }</span> }
        }
        Origin::Step(_) => html! { { locale.text("origin.step") } },
        Origin::Running => html! { { locale.text("origin.running") } },
        Origin::Convention(convention) => html! { { locale.text(convention_key(*convention)) } },
        Origin::Rule(index) => rule_origin(cx, *index),
    };
    html! {
        <li>
            <span class="letters">{ letter(index) }</span>{ " = " }{ name }{ " " }
            <strong>{ quantity(locale, operand.value) }</strong><span class="origin">{ origin }</span>
        </li>
    }
}

/// The rule behind an operand: area and topic, standing, and when it was last checked.
fn rule_origin(cx: &Results, index: usize) -> Html {
    let Some(cited) = cx.answer.assessment.rule(index) else {
        return html! {};
    };
    let topic = cx.locale.text(topic_key(cited.rule.topic));
    let name =
        cx.locale.fill("origin.rule", &[("area", &cx.locale.name(&cited.area)), ("topic", topic)]);
    html! {
        <>
            <a href={format!("#rule-{index}")}>{ name }</a>
            { " " }{ sources::standing(cx.locale, cited) }
            if cited.from == Start::Unknown {
                { " " }<span class="tag">{ cx.locale.text("source.start_unknown") }</span>
            }
        </>
    }
}

fn quantity(locale: &Locale, value: Quantity) -> String {
    match value {
        Quantity::Yuan(amount) => format::money(amount),
        Quantity::Rate(rate) => format::percent(rate),
        Quantity::Count(count) => count.to_string(),
        Quantity::Months(count) => locale.fill("format.months", &[("count", &count.to_string())]),
    }
}

/// How a formula is written.
struct Writing<'a> {
    locale: &'a Locale,
    step: &'a Step,
    /// With letters, or with the figures they stand for.
    in_letters: bool,
}

impl Writing<'_> {
    /// The operand at `index`.
    fn nth(&self, index: usize) -> String {
        let operand = self.step.operands.get(index);
        let written = operand.map(|operand| {
            if self.in_letters { letter(index) } else { quantity(self.locale, operand.value) }
        });
        written.unwrap_or_default()
    }

    /// The operand of a name.
    fn named(&self, name: OperandName) -> Option<String> {
        let index = self.step.operands.iter().position(|operand| operand.name == name)?;
        Some(self.nth(index))
    }

    /// The first operands, one after the other.
    fn joined(&self, count: usize, separator: &str) -> String {
        let operands = (0..count.min(self.step.operands.len())).map(|index| self.nth(index));
        operands.collect::<Vec<_>>().join(separator)
    }
}

/// The formula with its operands filled in.
fn expression(writing: &Writing) -> String {
    let (locale, step) = (writing.locale, writing.step);
    let joined = |separator: &str| writing.joined(usize::MAX, separator);
    let nth = |index: usize| writing.nth(index);
    let smaller = |a: &str, b: &str| locale.fill("derivation.smaller", &[("a", a), ("b", b)]);
    match step.formula {
        Formula::CreditByRate
        | Formula::AdvanceForMonths
        | Formula::FundByRatio
        | Formula::DeductibleByFactor
        | Formula::DeductibleTimes
        | Formula::BorneFirst
        | Formula::SupplementOfCost => joined(" × "),
        Formula::FundByAdjustedRatio => adjusted_ratio(writing),
        Formula::BaseOfWage => bounded(writing, 0),
        Formula::DeductibleOfCost => bounded(writing, 1),
        Formula::DeductibleSteppedDown => {
            let stepped = format!("{} − {} × {}", nth(1), nth(2), nth(3));
            locale.fill("derivation.larger", &[("a", &nth(0)), ("b", &stepped)])
        }
        Formula::LimitForChildren => limit_for_children(writing),
        Formula::AllowanceMonthBy30 => format!("{} × {} ÷ 30", nth(0), nth(1)),
        Formula::AllowanceMonthBy30Point4 => format!("{} × {} ÷ 30.4", nth(0), nth(1)),
        Formula::AllowanceYearBy365 => format!("{} × 12 × {} ÷ 365", nth(0), nth(1)),
        Formula::CreditByNetRate => format!("{} × ({} − {})", nth(0), nth(1), nth(2)),
        Formula::CreditFixed | Formula::NotCovered => nth(0),
        Formula::MonthOfYearlyCredit => format!("{} × {} ÷ 12", nth(0), nth(1)),
        Formula::FundOfBands
        | Formula::EarnedInYear
        | Formula::PersonPays
        | Formula::OwnInside
        | Formula::DeductibleAdded
        | Formula::AccountInAll => joined(" + "),
        Formula::CostBeyondCap
        | Formula::CreditFixedNet
        | Formula::YearSettlement
        | Formula::EligibleCost
        | Formula::SharedCost
        | Formula::OwnShare
        | Formula::CostFromCut
        | Formula::FundInCut
        | Formula::SupplementCap
        | Formula::SharedWithinCap
        | Formula::CashPays => joined(" − "),
        Formula::CurrentYearAccountPays | Formula::AccountPays => {
            let is_negative = |operand: &Operand| matches!(operand.value, Quantity::Yuan(amount) if amount.is_negative());
            let key = if step.operands.first().is_some_and(is_negative) {
                "derivation.smaller_not_negative"
            } else {
                "derivation.smaller"
            };
            locale.fill(key, &[("a", &nth(0)), ("b", &nth(1))])
        }
        Formula::DeductibleApplied
        | Formula::FundWithinCap
        | Formula::CostWithinCap
        | Formula::SupplementWithinCap
        | Formula::SeriousIllnessWithinCap => smaller(&nth(0), &format!("{} − {}", nth(1), nth(2))),
        Formula::DeductibleWithinYearMax => {
            let left_of_year = format!("{} − {}", nth(3), nth(4));
            let left = smaller(&format!("{} − {}", nth(1), nth(2)), &left_of_year);
            smaller(&nth(0), &left)
        }
        Formula::CostInBand => {
            let (end, begin) = (
                smaller(&nth(0), &nth(1)),
                locale.fill("derivation.larger", &[("a", &nth(2)), ("b", &nth(3))]),
            );
            format!("{end} − {begin}")
        }
        Formula::SupplementAboveCap => {
            format!("({} − {} ÷ {}) × {}", nth(0), nth(1), nth(2), nth(3))
        }
    }
}

/// A cost by a ratio with what is added to it and taken off.
fn adjusted_ratio(writing: &Writing) -> String {
    let shown = |name| writing.named(name);
    let mut ratio = shown(OperandName::Ratio).unwrap_or_default();
    for (sign, name) in [(" + ", OperandName::RatioAdded), (" − ", OperandName::RatioLess)] {
        ratio.extend(shown(name).map(|part| format!("{sign}{part}")));
    }
    let times = shown(OperandName::RatioTimes).map(|times| format!(" × {times}"));
    let cost = shown(OperandName::SharedCost).unwrap_or_default();
    format!("{cost} × ({ratio}){}", times.unwrap_or_default())
}

/// The product of the first operands up to `last`, within the bounds that are known.
fn bounded(writing: &Writing, last: usize) -> String {
    let locale = writing.locale;
    let mut shown = writing.joined(last + 1, " × ");
    if let Some(floor) = writing.named(OperandName::Floor) {
        shown = locale.fill("derivation.larger", &[("a", &shown), ("b", &floor)]);
    }
    if let Some(ceiling) = writing.named(OperandName::Ceiling) {
        shown = locale.fill("derivation.smaller", &[("a", &shown), ("b", &ceiling)]);
    }
    shown
}

/// A limit with what further children add.
fn limit_for_children(writing: &Writing) -> String {
    let shown = |name| writing.named(name).unwrap_or_default();
    let (limit, children) = (shown(OperandName::Limit), shown(OperandName::FurtherChildren));
    let rate =
        writing.named(OperandName::Rate).map(|rate| format!(" + {limit} × {rate} × {children}"));
    let added = writing.named(OperandName::Added).map(|added| format!(" + {added} × {children}"));
    format!("{limit}{}{}", rate.unwrap_or_default(), added.unwrap_or_default())
}

fn formula_key(formula: Formula) -> &'static str {
    match formula {
        Formula::CreditByRate
        | Formula::CreditByNetRate
        | Formula::CreditFixed
        | Formula::CreditFixedNet => "formula.credit",
        Formula::MonthOfYearlyCredit => "formula.month_of_yearly",
        Formula::AdvanceForMonths => "formula.months_sum",
        Formula::EarnedInYear => "formula.earned",
        Formula::YearSettlement => "formula.settlement",
        Formula::EligibleCost => "formula.eligible",
        Formula::CurrentYearAccountPays => "formula.current_year_pays",
        Formula::DeductibleApplied | Formula::DeductibleWithinYearMax => "formula.deductible",
        Formula::BaseOfWage => "formula.base_of_wage",
        Formula::DeductibleByFactor
        | Formula::DeductibleSteppedDown
        | Formula::DeductibleAdded
        | Formula::DeductibleTimes
        | Formula::DeductibleOfCost => "formula.deductible_here",
        Formula::NotCovered => "formula.not_covered",
        Formula::BorneFirst => "formula.borne_first",
        Formula::LimitForChildren => "formula.limit_for_children",
        Formula::AllowanceMonthBy30
        | Formula::AllowanceMonthBy30Point4
        | Formula::AllowanceYearBy365 => "formula.allowance",
        Formula::SharedWithinCap => "formula.shared_within_cap",
        Formula::SupplementCap => "formula.supplement_cap",
        Formula::CostFromCut => "formula.cost_from_cut",
        Formula::FundInCut => "formula.fund_in_cut",
        Formula::OwnInside => "formula.own_inside",
        Formula::SeriousIllnessWithinCap => "formula.serious_illness",
        Formula::CostWithinCap => "formula.cost_within_cap",
        Formula::CostBeyondCap => "formula.cost_beyond_cap",
        Formula::CostInBand => "formula.cost_in_band",
        Formula::FundOfBands => "formula.fund_of_bands",
        Formula::SharedCost => "formula.shared",
        Formula::FundByRatio | Formula::FundByAdjustedRatio => "formula.fund_by_ratio",
        Formula::FundWithinCap => "formula.fund_within_cap",
        Formula::SupplementAboveCap | Formula::SupplementOfCost | Formula::SupplementWithinCap => {
            "formula.supplement"
        }
        Formula::OwnShare => "formula.own_share",
        Formula::AccountPays => "formula.account_pays",
        Formula::AccountInAll => "formula.account_in_all",
        Formula::CashPays => "formula.cash",
        Formula::PersonPays => "formula.person",
    }
}

fn operand_key(name: OperandName) -> &'static str {
    match name {
        OperandName::Wage => "operand.wage",
        OperandName::Ceiling => "operand.ceiling",
        OperandName::Floor => "operand.floor",
        OperandName::First => "operand.first_stay",
        OperandName::Factor => "operand.factor",
        OperandName::StepDown => "operand.step_down",
        OperandName::FurtherStays => "operand.further_stays",
        OperandName::FurtherChildren => "operand.further_children",
        OperandName::Limit => "operand.limit",
        OperandName::Added => "operand.added",
        OperandName::Count => "operand.times",
        OperandName::Days => "operand.days",
        OperandName::NotCovered => "operand.not_covered",
        OperandName::BorneFirst => "operand.borne_first",
        OperandName::RatioAdded => "operand.ratio_added",
        OperandName::RatioLess => "operand.ratio_less",
        OperandName::RatioTimes => "operand.ratio_times",
        OperandName::CapTotal => "operand.cap_total",
        OperandName::CostOfLowerBands => "operand.cost_of_lower_bands",
        OperandName::FundOfLowerBands => "operand.fund_of_lower_bands",
        OperandName::SupplementCap => "operand.supplement_cap",
        OperandName::SupplementPaidBefore | OperandName::PaidBefore => "operand.paid_before",
        OperandName::OwnShare => "operand.own_share",
        OperandName::OwnInside => "operand.own_inside",
        OperandName::SeriousIllness => "operand.serious_illness",
        OperandName::Base => "operand.base",
        OperandName::Rate => "operand.rate",
        OperandName::DeductedRate | OperandName::Deducted => "operand.deducted",
        OperandName::Amount => "operand.amount",
        OperandName::Monthly => "operand.monthly",
        OperandName::Months => "operand.months",
        OperandName::Earned => "operand.earned",
        OperandName::Advanced => "operand.advanced",
        OperandName::Total => "operand.total",
        OperandName::OwnPaid => "operand.own_paid",
        OperandName::OverLimit => "operand.over_limit",
        OperandName::FirstOwn => "operand.first_own",
        OperandName::Eligible => "operand.eligible",
        OperandName::CurrentYearBalance => "operand.current_year_balance",
        OperandName::RemainingCost => "operand.remaining",
        OperandName::Deductible => "operand.deductible",
        OperandName::MetBefore => "operand.met_before",
        OperandName::YearMax => "operand.year_max",
        OperandName::YearMetBefore => "operand.year_met_before",
        OperandName::CostCountedBefore => "operand.cost_counted_before",
        OperandName::CountedCost => "operand.counted_cost",
        OperandName::BeyondCap => "operand.beyond_cap",
        OperandName::PositionBefore => "operand.position_before",
        OperandName::PositionAfter => "operand.position_after",
        OperandName::BandFrom => "operand.band_from",
        OperandName::BandTo => "operand.band_to",
        OperandName::FundSoFar => "operand.fund_so_far",
        OperandName::FundOfBand => "operand.fund_of_band",
        OperandName::PaidByCurrentYear => "operand.paid_by_current_year",
        OperandName::DeductibleApplied => "operand.deductible_applied",
        OperandName::SharedCost => "operand.shared",
        OperandName::Ratio => "operand.ratio",
        OperandName::FundByRatio => "operand.fund_by_ratio",
        OperandName::Cap => "operand.cap",
        OperandName::FundPaidBefore => "operand.fund_paid_before",
        OperandName::Fund => "operand.fund",
        OperandName::RatioAbove => "operand.ratio_above",
        OperandName::Supplement => "operand.supplement",
        OperandName::Balance => "operand.balance",
        OperandName::Payable => "operand.payable",
        OperandName::Account => "operand.account",
        OperandName::Cash => "operand.cash",
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::locale::Language;
    use super::*;
    use crate::money::{Rate, Yuan};

    fn written(formula: Formula, values: &[(OperandName, Quantity)]) -> [String; 2] {
        let operand = |(name, value): &(OperandName, Quantity)| Operand {
            name: *name,
            value: *value,
            origin: Origin::Running,
        };
        let operands = values.iter().map(operand).collect();
        let step = Step { formula, operands, result: Yuan::ZERO, rounding: None };
        let locale = Locale::of(Language::Zh);
        [true, false]
            .map(|in_letters| expression(&Writing { locale: &locale, step: &step, in_letters }))
    }

    #[test]
    fn a_formula_has_a_letter_for_each_figure() {
        let yuan = |fen| Quantity::Yuan(Yuan::from_fen(fen));
        let rate = |percent| Quantity::Rate(Rate::parse_percent(percent).unwrap());
        let credit = [(OperandName::Base, yuan(800_000)), (OperandName::Rate, rate("2"))];
        assert_eq!(written(Formula::CreditByRate, &credit), ["a × b", "¥8,000.00 × 2%"]);
        let adjusted = [
            (OperandName::SharedCost, yuan(100_000)),
            (OperandName::Ratio, rate("80")),
            (OperandName::RatioLess, rate("10")),
        ];
        let [letters, figures] = written(Formula::FundByAdjustedRatio, &adjusted);
        assert_eq!(letters, "a × (b − c)");
        assert_eq!(figures, "¥1,000.00 × (80% − 10%)");
        let bounded = [(OperandName::Wage, yuan(900_000)), (OperandName::Ceiling, yuan(800_000))];
        let [letters, _] = written(Formula::BaseOfWage, &bounded);
        assert_eq!(letters, "取小的一个（a，b）");
    }
}
