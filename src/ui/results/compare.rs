//! The same bill at other levels of institution, under other kinds of insurance, a year earlier and in
//! any other area: what the person pays there, and the one parameter that makes the difference.
//! Reckoned only while it is open.

use std::rc::Rc;

use yew::prelude::*;

use super::super::charts::{Part, bar_alone};
use super::super::entries::{AreaPicker, problem_words};
use super::super::fetched::use_policy;
use super::super::format;
use super::super::lazy::use_opened;
use super::super::load::LoadError;
use super::super::locale::Locale;
use super::super::state::Action;
use super::{Subject, outcome};
use crate::engine::inverse::Variation;
use crate::engine::{Outcome, Problem, Settlement};
use crate::explain::{
    Compared, Comparison, Difference, Parameter, Value, compare_elsewhere, compare_here,
    paid_by_funds,
};
use crate::money::Yuan;
use crate::policy::{InsuranceKind, Place, PolicySet};

#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    pub(super) subject: Subject,
    /// Index of the bill in the situation.
    pub(super) expense: usize,
    /// Its number among the entries.
    pub(super) number: String,
    /// The bill as it is settled now.
    pub(super) now: Settlement,
}

/// The comparison, folded until it is asked for.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let (node, open, ontoggle) = use_opened();
    let area: UseStateHandle<Option<String>> = use_state_eq(|| None);
    let attempt = use_state(|| 0_u32);
    let subject = &props.subject;
    let locale = &*subject.locale;
    let chosen = area.as_ref().filter(|code| **code != subject.situation.area);
    let entry = chosen.and_then(|code| subject.areas.iter().find(|entry| entry.adcode == *code));
    let there = use_policy(entry.cloned(), *attempt);
    let on = {
        let area = area.clone();
        Callback::from(move |action| {
            if let Action::PickArea(code) = action {
                area.set(Some(code));
            }
        })
    };
    let retry = Callback::from(move |_: MouseEvent| attempt.set(*attempt + 1));
    html! {
        <details ref={node} class="more-of" {ontoggle}>
            <summary>
                { locale.text("compare.open") }
                <span class="visually-hidden">{ " " }{ locale.fill("curve.of_bill", &[("number", &props.number)]) }</span>
            </summary>
            if open {
                <div class="compare">
                    <AreaPicker id={format!("compare-{}", props.expense)} label="compare.area"
                        locale={subject.locale.clone()} areas={subject.areas.clone()}
                        chosen={(*area).clone()} {on} />
                    { fetching(locale, chosen.is_some(), there.as_ref(), retry) }
                    { table(props, there.as_ref().and_then(|loaded| loaded.as_deref().ok())) }
                    if !subject.situation.provided.is_empty() {
                        <p class="hint">{ locale.text("compare.own_figures") }</p>
                    }
                    <p class="hint">{ locale.text("compare.hint") }</p>
                </div>
            }
        </details>
    }
}

/// How the other area's rules are coming along.
fn fetching(
    locale: &Locale,
    is_wanted: bool,
    there: Option<&Result<Rc<PolicySet>, LoadError>>,
    retry: Callback<MouseEvent>,
) -> Html {
    match there {
        None if is_wanted => {
            html! { <p class="hint" role="status">{ locale.text("app.loading_rules") }</p> }
        }
        Some(Err(_)) => html! {
            <div class="notice" role="alert">
                <p>{ locale.text("compare.not_loaded") }</p>
                <button type="button" onclick={retry}>{ locale.text("load.retry") }</button>
            </div>
        },
        _ => html! {},
    }
}

fn table(props: &CompareProps, there: Option<&PolicySet>) -> Html {
    let CompareProps { subject, expense, now, number } = props;
    let locale = &*subject.locale;
    let bill = (*expense, now);
    let here = compare_here(&subject.policy, &subject.situation, subject.today, bill);
    let elsewhere = there
        .map(|policy| (policy, compare_elsewhere(policy, &subject.situation, subject.today, bill)));
    let heads =
        ["compare.case", "compare.bar", "bill.person", "compare.difference", "compare.because"];
    html! {
        <table class="comparison">
            <caption class="visually-hidden">{ locale.fill("compare.title", &[("number", number)]) }</caption>
            <thead><tr>{ for heads.into_iter().map(|head| html! { <th scope="col">{ locale.text(head) }</th> }) }</tr></thead>
            <tbody>
                { now_row(locale, now) }
                if let Some((policy, all)) = &elsewhere {
                    { for all.iter().map(|one| row(props, policy, one)) }
                }
                { for here.iter().map(|one| row(props, &subject.policy, one)) }
            </tbody>
        </table>
    }
}

fn now_row(locale: &Locale, now: &Settlement) -> Html {
    let person = now.person.amount;
    html! {
        <tr class="now">
            <th scope="row">{ locale.text("compare.now") }</th>
            <td>{ payers(paid_by_funds(now), person) }</td>
            <td class="amount">{ format::money(person) }</td>
            <td class="amount"></td>
            <td class="because"></td>
        </tr>
    }
}

/// The bar of what funds and person pay; the figures stand beside it.
fn payers(funds: Yuan, person: Yuan) -> Html {
    let part = |look, label, amount| Part { look, label, amount };
    bar_alone(&[part("solid", "bill.fund", funds), part("empty", "bill.person", person)])
}

fn row(props: &CompareProps, policy: &PolicySet, one: &Comparison) -> Html {
    let locale = &*props.subject.locale;
    let case = case(props, policy, one);
    let Compared::Settled { funds, person, outcome, differences } = &one.result else {
        return html! {
            <tr class="refused">
                <th scope="row">{ case }</th>
                <td colspan="4" class="because">{ refused(locale, &one.result) }</td>
            </tr>
        };
    };
    let now = props.now.person.amount;
    let (key, by) = if *person > now {
        ("compare.more", *person - now)
    } else {
        ("compare.less", now - *person)
    };
    let difference = if by.is_zero() {
        locale.text("compare.same").to_owned()
    } else {
        locale.fill(key, &[("by", &format::money(by))])
    };
    html! {
        <tr>
            <th scope="row">
                { case }
                if *outcome != Outcome::Complete {
                    { " " }{ outcome::badge(locale, outcome) }
                }
            </th>
            <td>{ payers(*funds, *person) }</td>
            <td class="amount">{ format::money(*person) }</td>
            <td class="amount">{ difference }</td>
            <td class="because">{ because(locale, differences, by.is_zero()) }</td>
        </tr>
    }
}

/// What was changed, in words.
fn case(props: &CompareProps, policy: &PolicySet, one: &Comparison) -> String {
    let locale = &*props.subject.locale;
    match &one.variation {
        Variation::Level(level) => level_name(locale, policy, level),
        Variation::Insurance(kind) => locale.text(insurance_key(*kind)).to_owned(),
        Variation::YearEarlier => locale.text("compare.year_earlier").to_owned(),
        Variation::Area(_) => {
            let area = policy.area().map(|area| locale.name(&area.name)).unwrap_or_default();
            let level =
                one.level.as_ref().map(|level| format!(" · {}", level_name(locale, policy, level)));
            format!("{area}{}", level.unwrap_or_default())
        }
    }
}

fn level_name(locale: &Locale, policy: &PolicySet, level: &Place) -> String {
    let known = policy.institution_levels().iter().find(|known| known.id == *level);
    known.map_or_else(|| level.id().to_owned(), |known| locale.name(&known.name))
}

fn insurance_key(kind: InsuranceKind) -> &'static str {
    match kind {
        InsuranceKind::Employee => "policy.insurance_employee",
        InsuranceKind::EmployeePoolOnly => "policy.insurance_pool_only",
        InsuranceKind::Flexible => "policy.insurance_flexible",
        InsuranceKind::Resident => "policy.insurance_resident",
    }
}

/// Why the bill was not reckoned there.
fn refused(locale: &Locale, result: &Compared) -> String {
    let why = match result {
        Compared::Refused(why) => {
            let why = why.iter().map(|refusal| outcome::refusal_sentence(locale, refusal));
            why.collect::<Vec<_>>().join(" ")
        }
        Compared::Impossible(Problem::LevelUnknown) => {
            locale.text("compare.other_levels").to_owned()
        }
        Compared::Impossible(problem) => problem_words(locale, problem, None),
        Compared::Settled { .. } => String::new(),
    };
    locale.fill("compare.refused", &[("why", &why)])
}

/// The parameter that makes the difference, and the names of others that differ as well.
fn because(locale: &Locale, differences: &[Difference], is_same: bool) -> String {
    let Some((first, others)) = differences.split_first() else {
        return String::new();
    };
    let names = |all: &[Difference]| {
        let names = all.iter().map(|one| locale.text(parameter_key(one.parameter)));
        names.collect::<Vec<_>>().join(locale.text("format.and"))
    };
    if is_same {
        return locale.fill("compare.no_effect", &[("names", &names(differences))]);
    }
    let (now, then) = (value(locale, &first.now), value(locale, &first.then));
    let name = locale.text(parameter_key(first.parameter));
    let said = locale.fill("compare.makes", &[("name", name), ("now", &now), ("then", &then)]);
    if others.is_empty() {
        return said;
    }
    format!("{said} {}", locale.fill("compare.others", &[("names", &names(others))]))
}

fn value(locale: &Locale, value: &Value) -> String {
    match value {
        Value::Is(true) => locale.text("compare.covered").to_owned(),
        Value::Is(false) => locale.text("compare.not_covered").to_owned(),
        Value::Yuan(amount) | Value::Limit(Some(amount)) => format::money(*amount),
        Value::Limit(None) => locale.text("compare.no_limit").to_owned(),
        Value::Rates(rates) => {
            let rates: Vec<String> = rates.iter().map(|rate| format::percent(*rate)).collect();
            rates.join(locale.text("format.and"))
        }
    }
}

fn parameter_key(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Covered => "parameter.covered",
        Parameter::PaidFirst => "slip.paid_first",
        Parameter::BorneFirst => "slip.borne_first",
        Parameter::Deductible => "slip.deductible",
        Parameter::MetBefore => "parameter.met_before",
        Parameter::Ratio => "parameter.ratio",
        Parameter::Cap => "parameter.cap",
        Parameter::UsedBefore => "parameter.used_before",
        Parameter::Supplement => "bill.supplement",
        Parameter::SeriousIllness => "bill.serious_illness",
    }
}
