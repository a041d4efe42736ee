//! How far a figure can be relied on, in words.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::format;
use super::super::locale::Locale;
use super::super::state::Action;
use super::{Results, describe, topic_key};
use crate::engine::{
    Assessment, Assumption, Gap, InputField, LastKnownRule, NearestRule, Outcome, Refusal,
};
use crate::policy::{RuleRef, Topic};

/// A short label of the outcome.
pub(super) fn badge(locale: &Locale, outcome: &Outcome) -> Html {
    let (class, key) = badge_words(outcome);
    html! { <span class={classes!("badge", class)}>{ locale.text(key) }</span> }
}

/// The class of the label and the key of its words.
pub(super) const fn badge_words(outcome: &Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Complete => ("complete", "outcome.complete"),
        Outcome::LastKnown { .. } => ("last-known", "outcome.last_known"),
        Outcome::Incomplete { .. } => ("incomplete", "outcome.incomplete"),
        Outcome::Refused { .. } => ("refused", "outcome.refused"),
    }
}

/// What is missing, assumed or refused, sentence by sentence; nothing when complete.
pub(super) fn details(cx: &Results, outcome: &Outcome) -> Html {
    let sentences: Vec<Html> = match outcome {
        Outcome::Complete => return html! {},
        Outcome::LastKnown { rules } => rules.iter().map(|rule| last_known(cx, rule)).collect(),
        Outcome::Incomplete { gaps, rules } => {
            let gaps = gaps.iter().map(|gap| gap_words(cx, gap));
            gaps.chain(rules.iter().map(|rule| last_known(cx, rule))).collect()
        }
        Outcome::Refused { why } => why.iter().map(|refusal| refusal_words(cx, refusal)).collect(),
    };
    html! { <ul class="gaps">{ for sentences.into_iter().map(|sentence| html! { <li>{ sentence }</li> }) }</ul> }
}

/// Every refusal of the assessment, of expenses and of credits.
pub(super) fn refusals(assessment: &Assessment) -> impl Iterator<Item = &Refusal> {
    let outcomes = assessment.expenses.iter().map(|result| &result.outcome);
    outcomes.chain([&assessment.account.outcome]).flat_map(|outcome| {
        let (refused, gaps): (&[Refusal], &[Gap]) = match outcome {
            Outcome::Refused { why } => (why, &[]),
            Outcome::Incomplete { gaps, .. } => (&[], gaps),
            _ => (&[], &[]),
        };
        let within = gaps.iter().filter_map(|gap| match gap {
            Gap::Credits { why, .. } | Gap::Parameter { why, .. } => Some(why),
            _ => None,
        });
        refused.iter().chain(within)
    })
}

fn last_known(cx: &Results, rule: &LastKnownRule) -> Html {
    let topic = cx.locale.text(topic_key(rule.rule.topic));
    let until = format::date(cx.locale, rule.until);
    html! { { cx.locale.fill("gap.last_known", &[("topic", topic), ("until", &until)]) } }
}

fn gap_words(cx: &Results, gap: &Gap) -> Html {
    let locale = cx.locale;
    match gap {
        Gap::Input { assumed, .. } => html! { { locale.text(assumption_key(*assumed)) } },
        Gap::Credits { from, to, why } => {
            let (from, to) = (format::month(locale, *from), format::month(locale, *to));
            let key = if from == to { "gap.credit" } else { "gap.credits" };
            html! { <>
                { locale.fill(key, &[("from", &from), ("to", &to)]) }
                { locale.text("format.between") }
                { refusal_words(cx, why) }
            </> }
        }
        Gap::TimingChanged { from } => {
            let from = format::month(locale, *from);
            html! { { locale.fill("gap.timing_changed", &[("from", &from)]) } }
        }
        Gap::Expense { expense } => numbered(cx, "gap.expense", *expense),
        Gap::EarlierExpense { expense } => numbered(cx, "gap.earlier_expense", *expense),
        Gap::NotPaidThatMonth { month } => {
            let month = format::month(locale, *month);
            html! { { locale.fill("gap.not_paid_that_month", &[("month", &month)]) } }
        }
        Gap::AccountBalance { affects_fund } => {
            let key = if *affects_fund { "gap.balance_and_fund" } else { "gap.balance" };
            html! { { locale.text(key) } }
        }
        Gap::Doubtful { rule } => {
            let topic = locale.text(topic_key(rule.topic));
            let id = accept_id(rule);
            html! { <>
                { locale.fill("gap.doubtful", &[("topic", topic)]) }
                { accept_box(cx, rule, id) }
            </> }
        }
        Gap::Parameter { why, assumed } => html! { <>
            { refusal_words(cx, why) }
            { locale.text("format.between") }
            { locale.text(assumption_key(*assumed)) }
        </> },
        Gap::BeyondBalance { short_by, .. } => {
            let short_by = format::money(*short_by);
            html! { { locale.fill("gap.beyond_balance", &[("short", &short_by)]) } }
        }
        Gap::ClosingNotSettled { on } => {
            let on = format::date(locale, *on);
            html! { { locale.fill("gap.closing_not_settled", &[("date", &on)]) } }
        }
        Gap::YearSettlement { unknown_from, .. } => {
            let month = format::month(locale, *unknown_from);
            html! { { locale.fill("gap.year_settlement", &[("month", &month)]) } }
        }
    }
}

fn numbered(cx: &Results, key: &'static str, expense: usize) -> Html {
    html! { { cx.locale.fill(key, &[("number", &cx.number(expense))]) } }
}

fn assumption_key(assumed: Assumption) -> &'static str {
    match assumed {
        Assumption::Zero => "assumed.zero",
        Assumption::NothingPaid => "assumed.nothing_paid",
        Assumption::InsuredBefore => "assumed.insured_before",
        Assumption::CapNotReached => "assumed.cap_not_reached",
        Assumption::SegmentsOfTheYear => "assumed.segments_of_the_year",
        Assumption::DeductibleAtEveryStay => "assumed.deductible_at_every_stay",
        Assumption::AccountPaysNothing => "assumed.account_pays_nothing",
        Assumption::NothingAboveCap => "assumed.nothing_above_cap",
        Assumption::WageIsBase => "assumed.wage_is_base",
        Assumption::AccumulatedAccount => "assumed.accumulated_account",
        Assumption::NoDeductible => "assumed.no_deductible",
        Assumption::WaitIsOver => "assumed.wait_is_over",
        Assumption::DeductibleOfTheYear => "assumed.deductible_of_the_year",
    }
}

fn refusal_words(cx: &Results, refusal: &Refusal) -> Html {
    let said = refusal_sentence(cx.locale, refusal);
    match refusal {
        Refusal::NoRule { nearest, .. } | Refusal::NoRuleForDate { nearest, .. } => {
            html! { <>{ said }{ nearest_words(cx, nearest.as_ref()) }</> }
        }
        Refusal::OnlyDoubtful { rules, .. } => {
            html! { <>{ said }{ for rules.iter().map(|rule| offer(cx, rule)) }</> }
        }
        _ => html! { { said } },
    }
}

/// Why something was not reckoned, in a sentence.
pub(super) fn refusal_sentence(locale: &Locale, refusal: &Refusal) -> String {
    let of_topic =
        |key, topic: Topic| locale.fill(key, &[("topic", locale.text(topic_key(topic)))]);
    match refusal {
        Refusal::NoRule { topic, .. } => of_topic("refusal.no_rule", *topic),
        Refusal::NoRuleForDate { topic, date, next_from, .. } => {
            let (topic, date) = (locale.text(topic_key(*topic)), format::date(locale, *date));
            let next = next_from.map(|next| format::date(locale, next));
            let key = if next.is_some() { "refusal.before_first" } else { "refusal.no_rule_then" };
            let next = next.unwrap_or_default();
            locale.fill(key, &[("topic", topic), ("date", &date), ("next", &next)])
        }
        Refusal::NotListed { topic } => of_topic("refusal.not_listed", *topic),
        Refusal::OnlyDoubtful { topic, .. } => of_topic("refusal.only_doubtful", *topic),
        Refusal::FigureUnknown { topic, .. } => of_topic("refusal.figure_unknown", *topic),
        Refusal::NeedsInput { topic, field } => {
            let topic = locale.text(topic_key(*topic));
            let field = locale.text(field_key(*field));
            locale.fill("refusal.needs_input", &[("topic", topic), ("field", field)])
        }
        Refusal::NoAccount { .. } => locale.text("refusal.no_account").to_owned(),
        Refusal::Ambiguous { topic } => of_topic("refusal.ambiguous", *topic),
    }
}

fn field_key(field: InputField) -> &'static str {
    match field {
        InputField::Birth => "person.birth",
        InputField::RetiredOn => "person.retired_on",
        InputField::Group => "person.group",
        InputField::Tier => "person.tier",
        InputField::FamilyDoctor => "person.family_doctor",
        InputField::InsuredSince => "person.insured_since",
        InputField::Opening => "account.opening",
        InputField::Contributions => "account.base",
        InputField::Prescriber => "expense.prescriber",
        InputField::MovementAccount => "field.movement_account",
        InputField::MaternityWage => "field.maternity_wage",
        InputField::PregnancyMonths => "field.pregnancy_months",
        InputField::MonthlyCredit => "own.monthly_credit",
    }
}

fn nearest_words(cx: &Results, nearest: Option<&NearestRule>) -> Html {
    let Some(cited) = nearest.and_then(|nearest| cx.answer.assessment.rule(nearest.rule)) else {
        return html! {};
    };
    let between = cx.locale.text("format.between");
    let said = describe::rule(cx.locale, cx.policy, &cited.rule).join(between);
    let area = &cx.locale.name(&cited.area);
    html! { <> { " " }{ cx.locale.fill("refusal.nearest", &[("area", area), ("rule", &said)]) }</> }
}

/// A doubtful rule, what it says, and the choice to reckon with it all the same.
fn offer(cx: &Results, rule: &RuleRef) -> Html {
    html! {
        <div class="doubtful">
            { doubtful_rule(cx, rule) }
            { accept_box(cx, rule, accept_id(rule)) }
        </div>
    }
}

fn doubtful_rule(cx: &Results, rule: &RuleRef) -> Html {
    let lines = describe::rule(cx.locale, cx.policy, rule);
    let conflicts = describe::conflicts(cx.locale, cx.policy, rule);
    html! {
        <>
            <p><span class="badge doubtful-badge">{ cx.locale.text("standing.doubtful") }</span>{ " " }{ lines.join(cx.locale.text("format.list_separator")) }</p>
            { for conflicts.into_iter().map(|conflict| html! {
                <p class="hint">{ cx.locale.fill("source.conflict", &[("text", &conflict)]) }</p>
            }) }
        </>
    }
}

fn accept_id(rule: &RuleRef) -> String {
    format!("accept-{}", rule.to_string().replace('/', "-"))
}

/// The box by which a doubtful rule is accepted or no longer so.
fn accept_box(cx: &Results, rule: &RuleRef, id: String) -> Html {
    let (on, name) = (cx.on.clone(), rule.clone());
    let onchange = move |event: Event| {
        let checked = event.target_unchecked_into::<HtmlInputElement>().checked();
        on.emit(Action::Accept(name.clone(), checked));
    };
    html! {
        <label class="choice" for={id.clone()}>
            <input type="checkbox" {id} checked={cx.accepted.contains(rule)} {onchange} />
            { cx.locale.text("refusal.accept_doubtful") }
        </label>
    }
}
