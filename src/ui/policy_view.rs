//! The rules of the area picked, topic by topic: what they say, for whom and when, on what evidence,
//! what is missing, and which of them the present result used.

mod periods;
mod timeline;

use yew::prelude::*;

use super::format;
use super::locale::Locale;
use super::results::{describe, sources, topic_key};
use crate::api::Answer;
use crate::policy::{InsuranceKind, PolicySet, RuleCard, RuleRef, Topic};

/// The rules of an area and of the layers above it.
pub(super) fn policy_view(
    locale: &Locale,
    policy: Option<&PolicySet>,
    answer: Option<&Answer>,
) -> Html {
    let Some((policy, area)) = policy.and_then(|policy| Some((policy, policy.area()?))) else {
        return html! { <p class="hint">{ locale.text("policy.pick_area") }</p> };
    };
    let rules = policy.rules();
    let used: Vec<&RuleRef> = answer
        .map(|answer| answer.assessment.rules.iter().map(|cited| &cited.rule).collect())
        .unwrap_or_default();
    let date = policy.checked_on().map(|date| format::date(locale, date)).unwrap_or_default();
    html! {
        <section class="policy" aria-labelledby="policy-title">
            <h2 id="policy-title">{ locale.fill("policy.title", &[("area", &locale.name(&area.name))]) }</h2>
            <p>{ locale.fill("policy.counts", &[("rules", &rules.len().to_string()), ("date", &date)]) }</p>
            <p class="hint extra">{ locale.text("policy.hint") }</p>
            <p class="hint extra">{ locale.text("policy.timeline_legend") }</p>
            { for Topic::ALL.into_iter().map(|topic| topic_card(locale, policy, &rules, topic, &used)) }
            { missing(locale, &rules) }
            { not_expressed(locale, policy) }
        </section>
    }
}

fn topic_card(
    locale: &Locale,
    policy: &PolicySet,
    rules: &[RuleCard],
    topic: Topic,
    used: &[&RuleRef],
) -> Html {
    let here: Vec<&RuleCard> = rules.iter().filter(|card| card.name.topic == topic).collect();
    if here.is_empty() {
        return html! {};
    }
    let is_used = |card: &RuleCard| used.contains(&&card.name);
    let is_any_used = here.iter().any(|card| is_used(card));
    html! {
        <details class="card topic" open={is_any_used}>
            <summary><h3>{ locale.text(topic_key(topic)) }</h3></summary>
            { timeline::timeline(locale, topic, &here, is_used) }
            { for here.iter().enumerate().map(|(index, card)| rule(locale, policy, index, card, is_used(card))) }
        </details>
    }
}

fn rule(locale: &Locale, policy: &PolicySet, index: usize, card: &RuleCard, is_used: bool) -> Html {
    let cited = sources::cited(policy, card);
    let kinds: Vec<&str> =
        card.insurance.iter().map(|kind| locale.text(insurance_key(*kind))).collect();
    html! {
        <article class="source">
            <h4>
                { index + 1 }{ " · " }{ locale.name(&card.file.area.name) }{ " · " }{ kinds.join(locale.text("format.and")) }{ " " }
                { sources::standing(locale, &cited) }
                if is_used {
                    { " " }<span class="tag">{ locale.text("policy.used") }</span>
                }
            </h4>
            <p class="hint">{ sources::period(locale, &cited) }</p>
            <ul class="plain">
                { for describe::rule(locale, policy, &card.name).into_iter().map(|said| html! { <li>{ said }</li> }) }
            </ul>
            { for cited.sources.iter().map(|source| sources::evidence(locale, source)) }
        </article>
    }
}

/// Topics that are calculated with and of which no layer has a rule.
fn missing(locale: &Locale, rules: &[RuleCard]) -> Html {
    let needed = [
        Topic::AccountCredit,
        Topic::ContributionBase,
        Topic::OutpatientDeductible,
        Topic::OutpatientRatio,
        Topic::OutpatientCap,
        Topic::InpatientDeductible,
        Topic::InpatientRatio,
        Topic::InpatientCap,
    ];
    let has = |topic| rules.iter().any(|card| card.name.topic == topic);
    let missing: Vec<&str> = needed
        .into_iter()
        .filter(|topic| !has(*topic))
        .map(|topic| locale.text(topic_key(topic)))
        .collect();
    if missing.is_empty() {
        return html! {};
    }
    html! {
        <section class="card">
            <h3>{ locale.text("policy.missing") }</h3>
            <p>{ missing.join(locale.text("format.and")) }</p>
        </section>
    }
}

fn not_expressed(locale: &Locale, policy: &PolicySet) -> Html {
    let mut found = policy.layers().iter().flat_map(|file| &file.unexpressed).peekable();
    if found.peek().is_none() {
        return html! {};
    }
    html! {
        <section class="card">
            <h3>{ locale.text("policy.not_expressed") }</h3>
            <ul class="plain">
                { for found.map(|one| html! {
                    <li>{ locale.fill("rule.for_whom", &[
                        ("who", locale.text(topic_key(one.topic))), ("said", locale.said(&one.why)),
                    ]) }</li>
                }) }
            </ul>
        </section>
    }
}

/// The name of a kind of insurance.
pub(super) fn insurance_key(kind: InsuranceKind) -> &'static str {
    match kind {
        InsuranceKind::Employee => "policy.insurance_employee",
        InsuranceKind::EmployeePoolOnly => "policy.insurance_pool_only",
        InsuranceKind::Flexible => "policy.insurance_flexible",
        InsuranceKind::Resident => "policy.insurance_resident",
    }
}
