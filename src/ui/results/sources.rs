//! The rules behind the figures, each with its period, its evidence and when it was last checked.

use std::rc::Rc;

use yew::prelude::*;

use super::super::format;
use super::super::locale::{Language, Locale};
use super::{Results, Subject, describe, topic_key};
use crate::calendar::Date;
use crate::engine::CitedRule;
use crate::policy::{KnownFrom, PolicySet, RuleCard, Source, Standing, Start};

/// All rules that the answer cites.
pub(super) fn sources(cx: &Results) -> Html {
    html! { <Sources subject={cx.subject.clone()} /> }
}

#[derive(Properties)]
struct SourcesProps {
    subject: Subject,
}

impl PartialEq for SourcesProps {
    /// What is shown hangs on the rules that are cited alone: they seldom change as a person types.
    fn eq(&self, other: &Self) -> bool {
        let (one, other) = (&self.subject, &other.subject);
        Rc::ptr_eq(&one.locale, &other.locale)
            && Rc::ptr_eq(&one.policy, &other.policy)
            && one.answer.assessment.rules == other.answer.assessment.rules
    }
}

#[component]
fn Sources(props: &SourcesProps) -> Html {
    let nothing_to_do = Callback::noop();
    let cx = &Results::of(&props.subject, &nothing_to_do);
    let locale = cx.locale;
    html! {
        <section class="card" aria-labelledby="sources-title">
            <h2 id="sources-title">{ locale.text("source.title") }</h2>
            <p class="hint extra">{ locale.text("source.hint") }</p>
            { for cx.answer.assessment.rules.iter().enumerate().map(|(index, cited)| card(cx, index, cited)) }
        </section>
    }
}

/// A rule as the answer would cite it, with its evidence.
pub(crate) fn cited(policy: &PolicySet, card: &RuleCard) -> CitedRule {
    CitedRule {
        rule: card.name.clone(),
        area: card.file.area.name.clone(),
        from: card.from,
        to: card.to,
        last_confirmed: card.last_confirmed,
        standing: card.standing,
        sources: policy.evidence(&card.name).into_iter().cloned().collect(),
    }
}

/// The standing of a rule and when its evidence was last checked.
pub(crate) fn standing(locale: &Locale, cited: &CitedRule) -> Html {
    let checked = cited.sources.iter().map(|source| source.checked_on).min();
    standing_badge(locale, cited.standing, checked)
}

/// The standing of one source and when it was last checked.
pub(crate) fn standing_of(locale: &Locale, source: &Source) -> Html {
    standing_badge(locale, source.standing, Some(source.checked_on))
}

fn standing_badge(locale: &Locale, standing: Standing, checked: Option<Date>) -> Html {
    let (class, key) = standing_words(standing);
    html! {
        <span class={classes!("badge", class)}>
            { locale.text(key) }
            if let Some(checked) = checked {
                { locale.fill("standing.checked", &[("date", &checked.to_string())]) }
            }
        </span>
    }
}

/// How a standing is drawn and called: the class of its badge and the key of its name.
pub(crate) fn standing_words(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Official => ("official", "standing.official"),
        Standing::Corroborated => ("corroborated", "standing.corroborated"),
        Standing::Single => ("single", "standing.single"),
        Standing::Doubtful => ("doubtful-badge", "standing.doubtful"),
    }
}

fn card(cx: &Results, index: usize, cited: &CitedRule) -> Html {
    let locale = cx.locale;
    let topic = locale.text(topic_key(cited.rule.topic));
    html! {
        <article class="source" id={format!("rule-{index}")} tabindex="-1">
            <h3>{ locale.fill("origin.rule", &[("area", &locale.name(&cited.area)), ("topic", topic)]) }{ " " }{ standing(locale, cited) }</h3>
            <ul class="plain">
                { for describe::rule(locale, cx.policy, &cited.rule).into_iter().map(|said| html! { <li>{ said }</li> }) }
            </ul>
            <p class="hint">{ period(locale, cited) }</p>
            { for cited.sources.iter().map(|source| evidence(locale, source)) }
        </article>
    }
}

/// From when to when the rule is known.
pub(crate) fn period(locale: &Locale, cited: &CitedRule) -> String {
    let from = match cited.from {
        Start::On(from) => locale.fill("source.starts", &[("date", &format::date(locale, from))]),
        Start::Unknown => locale.text("source.start_unknown").to_owned(),
    };
    match (cited.to, cited.last_confirmed) {
        (Some(to), _) => {
            locale.fill("source.period", &[("from", &from), ("to", &format::date(locale, to))])
        }
        (None, Some(seen)) => locale
            .fill("source.period_open", &[("from", &from), ("seen", &format::date(locale, seen))]),
        (None, None) => from,
    }
}

/// One piece of evidence.
pub(crate) fn evidence(locale: &Locale, source: &Source) -> Html {
    html! {
        <div class="evidence">
            if let Some(document) = &source.document {
                <p>
                    <span lang={Language::Zh.tag()}>
                        { locale.fill("source.document", &[("title", &document.title)]) }
                        if let Some(number) = &document.number {
                            { locale.fill("source.number", &[("number", number)]) }
                        }
                        if let Some(publisher) = &document.publisher {
                            { locale.fill("source.publisher", &[("name", publisher)]) }
                        }
                    </span>
                    if document.known_from == KnownFrom::Memory {
                        { " " }<span class="hint">{ locale.text("source.from_memory") }</span>
                    }
                </p>
            }
            if let Some(note) = &source.note {
                <p>{ locale.said(note) }</p>
            }
            if let Some(conflict) = &source.conflict {
                <p class="conflict">{ locale.fill("source.conflict", &[("text", locale.said(conflict))]) }</p>
            }
            <details>
                <summary>
                    { locale.fill("source.pages", &[
                        ("count", &source.pages.len().to_string()),
                        ("independent", &source.independent.to_string()),
                        ("date", &source.checked_on.to_string()),
                    ]) }
                </summary>
                <ul class="pages" lang={Language::Zh.tag()}>
                    { for source.pages.iter().map(|page| html! { <li>{ page_view(page) }</li> }) }
                </ul>
            </details>
        </div>
    }
}

/// Addresses of governments and of the press are linked; any other is named only, as the product
/// cannot vouch for what stands there now.
fn page_view(page: &str) -> Html {
    if is_vouched(page) {
        html! { <a href={page.to_owned()} rel="noopener noreferrer external" target="_blank">{ page }</a> }
    } else {
        html! { <code>{ page }</code> }
    }
}

/// Hosts that may be linked besides those of governments: party and city newspapers.
const PRESS: [&str; 3] = ["news.cnjiwang.com", "bxshszb.bcxww.com", "zzwb.zynews.cn"];

/// Whether an address may be linked.
pub(crate) fn is_vouched(page: &str) -> bool {
    let host = page.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    host.ends_with(".gov.cn") || PRESS.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_governments_and_names_the_rest() {
        assert!(is_vouched("http://ybj.gxzf.gov.cn/xxgk/t12906192.shtml"));
        assert!(!is_vouched("http://yunnanlong.com/c/4308202.html"));
        assert!(!is_vouched("http://evil.example/x.gov.cn"));
        assert!(!is_vouched("https://gov.cn.evil.example/"));
        assert!(!is_vouched("javascript:alert(1)//.gov.cn"));
    }
}
