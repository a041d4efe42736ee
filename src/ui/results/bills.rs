//! Each bill: what the fund pays, what the person pays, why; and how deductible and cap stand.

use yew::prelude::*;

use super::super::format;
use super::super::view::View;
use super::{Results, derivation, outcome, reasons};
use crate::engine::{Benefit, ExpenseResult, Figure, Settlement, YearToDate};
use crate::explain::{About, Range, totals};
use crate::money::Yuan;

/// All bills of the situation, and the years they fall in.
pub(super) fn bills(cx: &Results) -> Html {
    let assessment = &cx.answer.assessment;
    if assessment.expenses.is_empty() {
        return html! {};
    }
    html! {
        <section class="card" aria-labelledby="bills-title">
            <h2 id="bills-title">{ cx.locale.text("bill.title") }</h2>
            if assessment.expenses.len() > 1 || cx.view == View::Reimburse {
                { whole(cx) }
            }
            { for assessment.expenses.iter().map(|result| bill(cx, result)) }
            { for assessment.years.iter().filter(|year| !year.deductible.is_zero() || year.cap.is_some() || year.cost_cap.is_some()).map(|year| year_to_date(cx, year)) }
        </section>
    }
}

fn bill(cx: &Results, result: &ExpenseResult) -> Html {
    let locale = cx.locale;
    let number = cx.number(result.expense);
    let date = format::date(locale, result.date);
    let title = locale.fill("bill.numbered", &[("number", &number), ("date", &date)]);
    html! {
        <article class="bill" aria-label={title.clone()}>
            <h3>{ title }{ " " }{ outcome::badge(locale, &result.outcome) }</h3>
            if let Some(settlement) = &result.settlement {
                if cx.unknown.contains(&result.expense) {
                    { payers_between(cx, settlement) }
                } else {
                    { payers(cx, settlement) }
                }
                { reasons::reasons(cx, About::Expense(result.expense)) }
                { outcome::details(cx, &result.outcome) }
                { slip(cx, settlement) }
            } else {
                <p>{ locale.text("bill.refused") }</p>
                { outcome::details(cx, &result.outcome) }
            }
        </article>
    }
}

/// What all bills come to.
fn whole(cx: &Results) -> Html {
    let locale = cx.locale;
    let (funds, person) = totals(&cx.answer.assessment);
    let (funds, person) = cx.ranges.map_or_else(
        || (Range::between(funds, funds), Range::between(person, person)),
        |ranges| (ranges.funds, ranges.person),
    );
    html! {
        <>
            <dl class="whole-bills">
                <div class="fund"><dt>{ locale.text("bill.funds_of_all") }</dt>
                    <dd class="figure" id="funds" aria-live="polite">{ format::range(locale, funds) }</dd></div>
                <div class="person"><dt>{ locale.text("bill.person_of_all") }</dt>
                    <dd>{ format::range(locale, person) }</dd></div>
            </dl>
            if cx.ranges.is_some() {
                <p class="hint">{ locale.text("bill.range_why") }</p>
            }
        </>
    }
}

/// Who pays a bill of which it is not said what lies outside the policy range: at worst all of it.
fn payers_between(cx: &Results, settlement: &Settlement) -> Html {
    let locale = cx.locale;
    let part = |class: &'static str, label, least: Yuan, most: Yuan| {
        let range = format::range(locale, Range::between(least, most));
        html! { <div {class}><dt>{ locale.text(label) }</dt><dd>{ range }</dd></div> }
    };
    let further = [
        ("bill.serious_illness", settlement.serious_illness),
        ("bill.supplement", settlement.supplement),
    ];
    html! {
        <>
            <dl class="payers">
                { part("fund", "bill.fund", Yuan::ZERO, settlement.fund.amount) }
                { for further.into_iter().filter_map(|(label, figure)| {
                    figure.map(|figure| part("fund", label, Yuan::ZERO, figure.amount))
                }) }
                { part("person", "bill.person", settlement.person.amount, settlement.total) }
            </dl>
            <p class="hint">
                { locale.text("bill.parts_unknown") }
                if cx.unknown.len() > 1 {
                    { locale.text("bill.others_inside") }
                }
            </p>
        </>
    }
}

/// Who pays, large.
fn payers(cx: &Results, settlement: &Settlement) -> Html {
    let locale = cx.locale;
    let part = |class: &'static str, label, amount: Yuan| {
        html! {
            <div class={class}><dt>{ locale.text(label) }</dt><dd>{ format::money(amount) }</dd></div>
        }
    };
    html! {
        <dl class="payers">
            { part("fund", "bill.fund", settlement.fund.amount) }
            if let Some(serious_illness) = settlement.serious_illness {
                { part("fund", "bill.serious_illness", serious_illness.amount) }
            }
            if let Some(supplement) = settlement.supplement {
                { part("fund", "bill.supplement", supplement.amount) }
            }
            { part("person", "bill.person", settlement.person.amount) }
            { part("part", "bill.account", settlement.account.amount) }
            { part("part", "bill.cash", settlement.cash.amount) }
        </dl>
    }
}

/// The settlement in the words of the slip, each worked-out line with its working.
fn slip(cx: &Results, settlement: &Settlement) -> Html {
    let locale = cx.locale;
    let entered = |label, amount: Yuan| {
        html! {
            <tr><th scope="row">{ locale.text(label) }</th><td>{ format::money(amount) }</td><td></td></tr>
        }
    };
    let optional = |label, amount: Yuan| {
        if amount.is_zero() {
            html! {}
        } else {
            entered(label, amount)
        }
    };
    let worked = |label, figure: Figure| {
        html! {
            <tr>
                <th scope="row">{ locale.text(label) }</th>
                <td>{ format::money(figure.amount) }</td>
                <td>{ derivation::working(cx, locale.text(label), figure.step) }</td>
            </tr>
        }
    };
    html! {
        <details class="slip">
            <summary>{ locale.text("bill.slip") }</summary>
            <table>
                <caption class="visually-hidden">{ locale.text("bill.slip") }</caption>
                <thead class="visually-hidden"><tr>
                    <th scope="col">{ locale.text("bill.item") }</th>
                    <th scope="col">{ locale.text("bill.amount") }</th>
                    <th scope="col">{ locale.text("derivation.title") }</th>
                </tr></thead>
                <tbody>
                    { entered("slip.total", settlement.total) }
                    { optional("slip.own_paid", settlement.own_paid) }
                    { optional("slip.over_limit", settlement.over_limit) }
                    { optional("slip.first_own", settlement.first_own) }
                    { worked("slip.eligible", settlement.eligible) }
                    if let Some(paid) = settlement.paid_first {
                        { worked("slip.paid_first", paid) }
                    }
                    if let Some(not_covered) = settlement.not_covered {
                        { worked("slip.not_covered", not_covered.cost) }
                    }
                    if let Some(borne) = settlement.borne_first {
                        { worked("slip.borne_first", borne) }
                    }
                    { worked("slip.deductible", settlement.deductible.applied) }
                    if let Some(beyond) = settlement.beyond_cap.filter(|beyond| !beyond.amount.is_zero()) {
                        { worked("slip.beyond_cap", beyond) }
                    }
                    { worked("slip.shared", settlement.shared) }
                    { worked("slip.fund", settlement.fund) }
                    if let Some(supplement) = settlement.supplement {
                        { worked("slip.supplement", supplement) }
                    }
                    { worked("slip.own_share", settlement.own_share) }
                    if let Some(paid) = settlement.serious_illness {
                        { worked("slip.serious_illness", paid) }
                    }
                    { worked("slip.account", settlement.account) }
                    { worked("slip.cash", settlement.cash) }
                    { worked("slip.person", settlement.person) }
                </tbody>
            </table>
        </details>
    }
}

/// How deductible and cap of a year stand after its bills.
fn year_to_date(cx: &Results, year: &YearToDate) -> Html {
    let locale = cx.locale;
    let (from, to) = (format::month(locale, year.from), format::month(locale, year.to));
    let benefit = locale.text(benefit_key(year.benefit));
    let line = |label, used: Yuan, of: Yuan| {
        let left = format::money(of.less_at_most(used));
        let (used, of) = (format::money(used), format::money(of));
        html! {
            <div>
                <dt>{ locale.text(label) }</dt>
                <dd>{ locale.fill("year.used_of", &[("used", &used), ("of", &of), ("left", &left)]) }</dd>
            </div>
        }
    };
    html! {
        <div class="year">
            <h3>{ locale.fill("year.title", &[("benefit", benefit), ("from", &from), ("to", &to)]) }</h3>
            <dl class="parts">
                { line("year.deductible", year.deductible_met, year.deductible) }
                if let Some(cap) = year.cap {
                    { line("year.cap", year.fund_paid, cap) }
                }
                if let Some((counted, cap)) = year.cost_counted.zip(year.cost_cap) {
                    { line("year.cost_cap", counted, cap) }
                }
            </dl>
        </div>
    }
}

fn benefit_key(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::OutpatientPool => "benefit.outpatient_pool",
        Benefit::Inpatient => "benefit.inpatient",
        Benefit::Chronic => "benefit.chronic",
        Benefit::Prenatal => "benefit.prenatal",
        Benefit::Delivery => "benefit.delivery",
    }
}
