//! Each bill: what the fund pays, what the person pays, why; and how deductible and cap stand.

use yew::prelude::*;

use super::super::charts::{self, Part, swatch};
use super::super::format;
use super::super::lazy::Lazy;
use super::super::view::View;
use super::compare::Compare;
use super::{Part as Of, Rest, Results, Subject, derivation, outcome, reasons};
use crate::engine::{Benefit, ExpenseResult, Figure, Settlement, YearToDate};
use crate::explain::{About, Range, paid_by_funds, totals};
use crate::money::Yuan;

/// What all bills of the situation come to; each of them as `later` has it.
pub(super) fn bills(cx: &Results, later: &Subject) -> Html {
    let assessment = &cx.answer.assessment;
    let subject = later.clone();
    if assessment.expenses.is_empty() {
        return html! {};
    }
    html! {
        <section class="card bills" aria-labelledby="bills-title">
            <h2 id="bills-title">{ cx.locale.text("bill.title") }</h2>
            if assessment.expenses.len() > 1 || cx.view == View::Reimburse {
                { whole(cx) }
            }
            <Rest part={Of::Bills} {subject} on={cx.on.clone()} />
        </section>
    }
}

/// Each bill, and the years they fall in.
pub(super) fn each(cx: &Results) -> Html {
    let assessment = &cx.answer.assessment;
    html! {
        <>
            // Of a range there is no one picture.
            if cx.ranges.is_none() {
                { all_bills(cx) }
            }
            { for assessment.expenses.iter().map(|result| bill(cx, result)) }
            { for assessment.years.iter().filter(|year| !year.deductible.is_zero() || year.cap.is_some() || year.cost_cap.is_some()).map(|year| year_to_date(cx, year)) }
        </>
    }
}

/// Up to so many bills each is shown whole; where there are more, it is one line until it is opened.
const ALL_SHOWN: usize = 3;

fn bill(cx: &Results, result: &ExpenseResult) -> Html {
    let locale = cx.locale;
    let number = cx.number(result.expense);
    let date = format::date(locale, result.date);
    let title = locale.fill("bill.numbered", &[("number", &number), ("date", &date)]);
    let heading =
        html! { <h3>{ title.clone() }{ " " }{ outcome::badge(locale, &result.outcome) }</h3> };
    if cx.answer.assessment.expenses.len() <= ALL_SHOWN {
        return html! {
            <article class="bill" aria-label={title}>{ heading }{ of_bill(cx, result, &number) }</article>
        };
    }
    let summary = html! { <>{ heading }{ in_short(cx, result) }</> };
    let expense = result.expense;
    let body = cx.later(move |cx| {
        let mut results = cx.answer.assessment.expenses.iter();
        let result = results.find(|result| result.expense == expense);
        result.map(|result| of_bill(cx, result, &cx.number(expense))).unwrap_or_default()
    });
    html! { <article class="bill" aria-label={title}><Lazy class="of-bill" {summary} {body} /></article> }
}

/// What the funds and the person pay of a bill, in a line.
fn in_short(cx: &Results, result: &ExpenseResult) -> Html {
    let locale = cx.locale;
    let Some(settlement) = &result.settlement else {
        return html! {};
    };
    let (all, person, funds) =
        (settlement.total, settlement.person.amount, paid_by_funds(settlement));
    let is_open = cx.unknown.contains(&result.expense);
    let funds = Range::between(if is_open { Yuan::ZERO } else { funds }, funds);
    let person = Range::between(person, if is_open { all } else { person });
    html! {
        <>
            <p>{ locale.fill("bill.in_short", &[
                ("funds", &format::range(locale, funds)), ("person", &format::range(locale, person)),
            ]) }</p>
            if !is_open {
                { charts::bar_alone(&parts(&[settlement])) }
            }
        </>
    }
}

/// All about a bill.
fn of_bill(cx: &Results, result: &ExpenseResult, number: &str) -> Html {
    let locale = cx.locale;
    html! {
        <>
            if let Some(settlement) = &result.settlement {
                if cx.unknown.contains(&result.expense) {
                    { payers_between(cx, settlement) }
                } else {
                    { payers(cx, settlement) }
                    { charts::bar(locale, &format!("payers-{}", result.expense),
                        &locale.fill("chart.payers_of", &[("number", number)]), &parts(&[settlement])) }
                }
                { reasons::reasons(cx, About::Expense(result.expense)) }
                { outcome::details(cx, &result.outcome) }
                { slip(cx, result.expense) }
                <charts::Curve subject={cx.subject.clone()} expense={result.expense} number={number.to_owned()} />
                <Compare subject={cx.subject.clone()} expense={result.expense} number={number.to_owned()}
                    now={settlement.clone()} />
            } else {
                <p>{ locale.text("bill.refused") }</p>
                { outcome::details(cx, &result.outcome) }
            }
        </>
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
                <p class="hint">{ format::why_two(locale, person) }</p>
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

/// Who pays how much of bills; of none of them who is asked by none.
fn parts(bills: &[&Settlement]) -> Vec<Part> {
    let sum = |figure: fn(&Settlement) -> Option<Figure>| {
        let figures: Vec<Yuan> =
            bills.iter().filter_map(|bill| figure(bill)).map(|figure| figure.amount).collect();
        (!figures.is_empty()).then(|| figures.into_iter().sum())
    };
    let part =
        |look, label, amount: Option<Yuan>| amount.map(|amount| Part { look, label, amount });
    let all = [
        part("solid", "bill.fund", sum(|bill| Some(bill.fund))),
        part("hatched", "bill.serious_illness", sum(|bill| bill.serious_illness)),
        part("dotted", "bill.supplement", sum(|bill| bill.supplement)),
        part("crossed", "bill.account", sum(|bill| Some(bill.account))),
        part("empty", "bill.cash", sum(|bill| Some(bill.cash))),
    ];
    all.into_iter().flatten().collect()
}

/// Who pays, large: the legend of the bar.
fn payers(cx: &Results, settlement: &Settlement) -> Html {
    let locale = cx.locale;
    let line = |class: &'static str, label, look: Option<&'static str>, amount: Yuan| {
        html! {
            <div class={class}>
                <dt>{ look.map(swatch) }{ locale.text(label) }</dt><dd>{ format::money(amount) }</dd>
            </div>
        }
    };
    let is_persons = |part: &Part| matches!(part.label, "bill.account" | "bill.cash");
    let (own, of_funds): (Vec<Part>, Vec<Part>) =
        parts(&[settlement]).iter().partition(|part| is_persons(part));
    let lines = |class: &'static str, parts: Vec<Part>| -> Html {
        parts
            .into_iter()
            .map(|part| line(class, part.label, Some(part.look), part.amount))
            .collect()
    };
    html! {
        <dl class="payers">
            { lines("fund", of_funds) }
            { line("person", "bill.person", None, settlement.person.amount) }
            { lines("part", own) }
        </dl>
    }
}

/// Who pays how much of all bills together, where there are several.
fn all_bills(cx: &Results) -> Html {
    let settled =
        cx.answer.assessment.expenses.iter().filter_map(|result| result.settlement.as_ref());
    let settled: Vec<&Settlement> = settled.collect();
    if settled.len() < 2 {
        return html! {};
    }
    let locale = cx.locale;
    let count = settled.len().to_string();
    let title = locale.fill("chart.payers_of_all", &[("count", &count)]);
    let parts = parts(&settled);
    html! {
        <div class="all-bills">
            <h3>{ title.clone() }</h3>
            <ul class="legend">
                { for parts.iter().map(|part| html! {
                    <li>{ swatch(part.look) }{ locale.text(part.label) }{ " " }<strong>{ format::money(part.amount) }</strong></li>
                }) }
            </ul>
            { charts::bar(locale, "payers-all", &title, &parts) }
        </div>
    }
}

/// The settlement in the words of the slip, folded.
fn slip(cx: &Results, expense: usize) -> Html {
    let summary = html! { { cx.locale.text("bill.slip") } };
    let body = cx.later(move |cx| {
        let mut results = cx.answer.assessment.expenses.iter();
        let settlement = results.find(|result| result.expense == expense);
        let settlement = settlement.and_then(|result| result.settlement.as_ref());
        settlement.map(|settlement| slip_lines(cx, settlement)).unwrap_or_default()
    });
    html! { <Lazy class="slip" {summary} {body} /> }
}

/// Its lines, each worked-out one with its working.
fn slip_lines(cx: &Results, settlement: &Settlement) -> Html {
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
    }
}

/// How deductible and cap of a year stand after its bills.
fn year_to_date(cx: &Results, year: &YearToDate) -> Html {
    let locale = cx.locale;
    let (from, to) = (format::month(locale, year.from), format::month(locale, year.to));
    let benefit = locale.text(benefit_key(year.benefit));
    let line = |label, used: Yuan, of: Yuan| {
        let left = format::money(of.less_at_most(used));
        let (shown_used, shown_of) = (format::money(used), format::money(of));
        let values = [("used", shown_used.as_str()), ("of", &shown_of), ("left", &left)];
        let said = locale.fill("year.used_of", &values);
        let in_words = locale.fill("year.used_of_said", &values);
        html! {
            <div>
                <dt>{ locale.text(label) }</dt>
                <dd>{ said }</dd>
                <dd class="metered">{ charts::meter(locale.text(label), &in_words, used, of) }</dd>
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
