//! 如果: what would come out if something were otherwise, beside what comes out now. Nothing that was
//! entered changes.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::entries::problem_words;
use super::super::form::read_amount;
use super::super::format;
use super::super::locale::Locale;
use super::Subject;
use crate::calendar::Month;
use crate::engine::{Expense, ExpenseKind, Problem, Working, assess_with};
use crate::explain::{Supposition, suppose, totals};
use crate::money::Yuan;
use crate::policy::{InsuranceKind, Place, Status};

#[derive(Properties, PartialEq)]
pub(super) struct WhatIfProps {
    pub(super) subject: Subject,
}

/// What is supposed, as chosen and typed. Months are counted from the first of the stretch; none is
/// supposed where the control stands at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wish {
    /// Which bill, and the level it would be of.
    expense: Option<usize>,
    level: String,
    paid_months: Option<usize>,
    retired_after: Option<usize>,
    more: String,
    more_level: String,
}

/// The controls and what they come to, folded until they are wanted.
#[component]
pub(super) fn WhatIf(props: &WhatIfProps) -> Html {
    let wish = use_state_eq(Wish::default);
    let cx = View { subject: &props.subject, wish: &wish };
    let reset = {
        let wish = wish.clone();
        move |_| wish.set(Wish::default())
    };
    let locale = &*props.subject.locale;
    html! {
        <details class="card what-if">
            <summary><h2>{ locale.text("what_if.title") }</h2></summary>
            <p class="hint">{ locale.text("what_if.hint") }</p>
            { cx.another_level() }
            { cx.months() }
            { cx.one_more() }
            <div role="status">{ cx.outcome() }</div>
            if *wish != Wish::default() {
                <button type="button" class="quiet" onclick={reset}>{ locale.text("what_if.reset") }</button>
            }
        </details>
    }
}

struct View<'a> {
    subject: &'a Subject,
    wish: &'a UseStateHandle<Wish>,
}

impl View<'_> {
    fn locale(&self) -> &Locale {
        &self.subject.locale
    }

    fn select(
        &self,
        id: &'static str,
        label: &'static str,
        chosen: &str,
        options: Vec<(String, String)>,
        edit: fn(&mut Wish, String),
    ) -> Html {
        let wish = self.wish.clone();
        let onchange = move |event: Event| {
            let mut next = (*wish).clone();
            edit(&mut next, event.target_unchecked_into::<HtmlSelectElement>().value());
            wish.set(next);
        };
        html! {
            <div class="field">
                <label for={id}>{ self.locale().text(label) }</label>
                <select {id} {onchange}>
                    { for options.into_iter().map(|(value, name)| {
                        let selected = value == chosen;
                        html! { <option {value} {selected}>{ name }</option> }
                    }) }
                </select>
            </div>
        }
    }

    fn levels(&self, unchanged: Option<&'static str>) -> Vec<(String, String)> {
        let locale = self.locale();
        let none = unchanged.map(|key| (String::new(), locale.text(key).to_owned()));
        let levels = self.subject.policy.institution_levels().iter();
        let levels = levels.map(|level| (level.id.id().to_owned(), locale.name(&level.name)));
        none.into_iter().chain(levels).collect()
    }

    /// The bill that would be of another level: as chosen, else the first that has one.
    fn chosen_bill(&self) -> Option<usize> {
        let has_level = |bill: &Expense| bill.level.is_some();
        let bills = &self.subject.situation.expenses;
        let chosen = self.wish.expense.filter(|index| bills.get(*index).is_some_and(has_level));
        chosen.or_else(|| bills.iter().position(has_level))
    }

    /// Another level for a bill that has one.
    fn another_level(&self) -> Html {
        let locale = self.locale();
        let bills = self.subject.situation.expenses.iter().enumerate();
        let bills: Vec<(String, String)> = bills
            .filter(|(_, bill)| bill.level.is_some())
            .map(|(index, bill)| {
                let number = self.subject.numbers.get(index).copied().unwrap_or(index + 1);
                let (number, date) = (number.to_string(), format::date(locale, bill.date));
                let values = [("number", number.as_str()), ("date", &date)];
                (index.to_string(), locale.fill("bill.numbered", &values))
            })
            .collect();
        let Some(chosen) = self.chosen_bill() else {
            return html! {};
        };
        let chosen = chosen.to_string();
        html! {
            <div class="pair">
                { self.select("what-if-bill", "what_if.bill", &chosen, bills, |wish, text| {
                    wish.expense = text.parse().ok();
                }) }
                { self.select("what-if-level", "what_if.level", &self.wish.level,
                    self.levels(Some("what_if.as_it_is")), |wish, text| wish.level = text) }
            </div>
        }
    }

    /// The months of the stretch.
    fn stretch(&self) -> Vec<Month> {
        let window = &self.subject.situation.ledger;
        let last = window.as_of.unwrap_or(self.subject.today).month();
        window.from.through(last).collect()
    }

    /// The last month paid, and the first of retirement.
    fn months(&self) -> Html {
        let situation = &self.subject.situation;
        let in_service =
            situation.status == Status::InService && situation.insurance != InsuranceKind::Resident;
        let months = self.stretch();
        if !in_service || months.len() < 2 || situation.contributions.is_empty() {
            return html! {};
        }
        let locale = self.locale();
        let month = |index: usize| {
            months.get(index).map(|month| format::month(locale, *month)).unwrap_or_default()
        };
        let paid = self.wish.paid_months.map_or_else(
            || locale.text("what_if.pays_on").to_owned(),
            |count| match count.checked_sub(1) {
                Some(last) => locale.fill("what_if.paid_until", &[("month", &month(last))]),
                None => locale.text("what_if.never_paid").to_owned(),
            },
        );
        let retired = self.wish.retired_after.map_or_else(
            || locale.text("what_if.works_on").to_owned(),
            |first| locale.fill("what_if.retired_from", &[("month", &month(first))]),
        );
        html! {
            <>
                { self.slider("what-if-paid", "what_if.leaves", months.len(), self.wish.paid_months, &paid,
                    |wish, at| wish.paid_months = at) }
                { self.slider("what-if-retired", "what_if.retires", months.len(), self.wish.retired_after,
                    &retired, |wish, at| wish.retired_after = at) }
            </>
        }
    }

    /// A slider from 0 to `end`; at its end nothing is supposed.
    fn slider(
        &self,
        id: &'static str,
        label: &'static str,
        end: usize,
        at: Option<usize>,
        said: &str,
        edit: fn(&mut Wish, Option<usize>),
    ) -> Html {
        let wish = self.wish.clone();
        let oninput = move |event: InputEvent| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let at = input.value().parse().ok().filter(|at| *at < end);
            let mut next = (*wish).clone();
            edit(&mut next, at);
            wish.set(next);
        };
        html! {
            <div class="field slider">
                <label for={id}>{ self.locale().text(label) }{ " " }<output for={id}>{ said.to_owned() }</output></label>
                <input type="range" {id} min="0" max={end.to_string()} step="1"
                    value={at.unwrap_or(end).to_string()} aria-valuetext={said.to_owned()} {oninput} />
            </div>
        }
    }

    /// One more visit on the last day.
    fn one_more(&self) -> Html {
        let wish = self.wish.clone();
        let oninput = move |event: InputEvent| {
            let more = event.target_unchecked_into::<HtmlInputElement>().value();
            wish.set(Wish { more, ..(*wish).clone() });
        };
        let problem = read_amount(&self.wish.more).and_then(Result::err);
        let said =
            problem.map(|problem| problem_words(self.locale(), &Problem::from(problem), None));
        html! {
            <div class="pair">
                <div class={classes!("field", said.is_some().then_some("wrong"))}>
                    <label for="what-if-more">{ self.locale().text("what_if.one_more") }</label>
                    <input type="text" id="what-if-more" inputmode="decimal" autocomplete="off"
                        value={self.wish.more.clone()} aria-invalid={said.is_some().then_some("true")}
                        aria-describedby={said.is_some().then_some("what-if-more-error")} {oninput} />
                    if let Some(said) = said {
                        <p class="error" id="what-if-more-error">{ said }</p>
                    }
                </div>
                { self.select("what-if-more-level", "expense.level", &self.more_level(), self.levels(None),
                    |wish, text| wish.more_level = text) }
            </div>
        }
    }

    /// The level of the bill more: as chosen, else that of the last bill, else the area's first.
    fn more_level(&self) -> String {
        if !self.wish.more_level.is_empty() {
            return self.wish.more_level.clone();
        }
        let last =
            self.subject.situation.expenses.iter().rev().find_map(|bill| bill.level.as_ref());
        let first = self.subject.policy.institution_levels().first().map(|level| &level.id);
        last.or(first).map(|level| level.id().to_owned()).unwrap_or_default()
    }

    fn suppositions(&self) -> Vec<Supposition> {
        let months = self.stretch();
        let wish = &**self.wish;
        let expense = self.chosen_bill().filter(|_| !wish.level.is_empty());
        let level = expense
            .map(|expense| Supposition::Level { expense, level: Place::new(wish.level.clone()) });
        let paid = wish.paid_months.and_then(|count| {
            let last = match count.checked_sub(1) {
                Some(last) => *months.get(last)?,
                None => months.first()?.previous(),
            };
            Some(Supposition::PaidUntil(last))
        });
        let retired = wish.retired_after.and_then(|first| months.get(first));
        let more = read_amount(&wish.more).and_then(Result::ok).filter(|more| !more.is_zero());
        let bill = |total| Expense {
            date: self.subject.situation.ledger.as_of.unwrap_or(self.subject.today),
            kind: ExpenseKind::Outpatient,
            level: Some(Place::new(self.more_level())),
            stay: None,
            scheme: None,
            elsewhere: None,
            delivery: None,
            total,
            own_paid: Yuan::ZERO,
            over_limit: Yuan::ZERO,
            first_own: Yuan::ZERO,
        };
        let all = [
            level,
            paid,
            retired.map(|month| Supposition::RetiredFrom(*month)),
            more.map(bill).map(Supposition::OneMore),
        ];
        all.into_iter().flatten().collect()
    }

    /// The figures then, and how they differ.
    fn outcome(&self) -> Html {
        let suppositions = self.suppositions();
        if suppositions.is_empty() {
            return html! {};
        }
        let Subject { policy, situation, today, answer, locale, .. } = self.subject;
        let supposed = suppose(situation, &suppositions);
        let then = match assess_with(policy, &supposed, *today, Working::LeftOut) {
            Ok(then) => then,
            Err(error) => {
                let why = problem_words(locale, &error.problem, error.limit.as_ref());
                let values = [("field", error.field.as_str()), ("why", &why)];
                return html! { <p class="notice">{ locale.fill("app.cannot_reckon", &values) }</p> };
            }
        };
        let ((funds_now, person_now), (funds, person)) =
            (totals(&answer.assessment), totals(&then));
        let balance_now = answer.assessment.account.balance.total;
        let figures = [
            ("what_if.balance", balance_now, then.account.balance.total),
            ("bill.funds_of_all", funds_now, funds),
            ("bill.person_of_all", person_now, person),
        ];
        let row = |(label, now, then): (&'static str, Yuan, Yuan)| {
            let change = if now == then {
                locale.text("what_if.same").to_owned()
            } else {
                format::movement(then - now)
            };
            html! {
                <tr>
                    <th scope="row">{ locale.text(label) }</th>
                    <td class="amount" data-name={locale.text("what_if.now")}>{ format::money(now) }</td>
                    <td class="amount" data-name={locale.text("what_if.then")}>{ format::money(then) }</td>
                    <td class="amount" data-name={locale.text("what_if.change")}>{ change }</td>
                </tr>
            }
        };
        html! {
            <table class="supposed">
                <caption class="visually-hidden">{ locale.text("what_if.title") }</caption>
                <thead><tr>
                    <td></td>
                    <th scope="col" class="amount">{ locale.text("what_if.now") }</th>
                    <th scope="col" class="amount">{ locale.text("what_if.then") }</th>
                    <th scope="col" class="amount">{ locale.text("what_if.change") }</th>
                </tr></thead>
                <tbody>{ for figures.into_iter().map(row) }</tbody>
            </table>
        }
    }
}
