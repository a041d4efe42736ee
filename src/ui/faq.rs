//! 常见问题: questions people ask, answered from the rules, each with what it rests on and, where one
//! shows it, a case that opens in the calculator.

use yew::prelude::*;

use super::load::IndexEntry;
use super::locale::Locale;
use super::results::topic_key;
use crate::explain::{AnswerKind, FaqEntry};
use crate::policy::RuleRef;

/// Code of the nation, which is no area that can be picked.
const NATION: &str = "000000";

/// All questions, those of areas under their own heading. `open` gets the entry whose case is wanted.
pub(super) fn faq(
    locale: &Locale,
    entries: &[FaqEntry],
    areas: &[IndexEntry],
    open: &Callback<FaqEntry>,
) -> Html {
    let (of_areas, general): (Vec<&FaqEntry>, Vec<&FaqEntry>) = entries
        .iter()
        .filter(|entry| entry.kind != AnswerKind::OutOfScope)
        .partition(|entry| entry.area.is_some());
    let out: Vec<&FaqEntry> =
        entries.iter().filter(|entry| entry.kind == AnswerKind::OutOfScope).collect();
    let group = |key: &'static str, entries: Vec<&FaqEntry>| {
        html! {
            <section class="card faq">
                <h3>{ locale.text(key) }</h3>
                { for entries.into_iter().map(|entry| question(locale, entry, areas, open)) }
            </section>
        }
    };
    html! {
        <section class="policy" aria-labelledby="faq-title">
            <h2 id="faq-title">{ locale.text("faq.title") }</h2>
            <p class="hint extra">{ locale.text("faq.hint") }</p>
            { group("faq.general", general) }
            { group("faq.of_areas", of_areas) }
            { group("faq.out_of_scope", out) }
        </section>
    }
}

fn question(
    locale: &Locale,
    entry: &FaqEntry,
    areas: &[IndexEntry],
    open: &Callback<FaqEntry>,
) -> Html {
    let shown = entry.preset.is_some().then(|| {
        let (open, entry) = (open.clone(), entry.clone());
        move |_| open.emit(entry.clone())
    });
    html! {
        <details key={entry.id.clone()} id={format!("faq-{}", entry.id)}>
            <summary>{ locale.said(&entry.question) }</summary>
            { for entry.answer.iter().map(|paragraph| html! { <p>{ locale.said(paragraph) }</p> }) }
            if let Some(wrong) = &entry.wrong {
                <p class="conflict"><strong>{ locale.text("faq.wrong") }</strong>{ locale.said(wrong) }</p>
            }
            if let Some(dated) = &entry.dated {
                <p class="conflict">{ locale.said(dated) }</p>
            }
            if let Some(onclick) = shown {
                <button type="button" {onclick}>{ locale.text("faq.show_case") }</button>
            }
            if !entry.rules.is_empty() {
                <p class="hint">{ locale.fill("faq.rests_on", &[("rules", &rules(locale, &entry.rules, areas))]) }</p>
            }
        </details>
    }
}

/// The rules by area and topic; what they say stands under 查规定 of the area.
fn rules(locale: &Locale, rules: &[RuleRef], areas: &[IndexEntry]) -> String {
    let mut names: Vec<String> = Vec::new();
    for rule in rules {
        let area = areas.iter().find(|area| area.adcode == rule.adcode);
        let area = match area {
            Some(area) => locale.name_of(&area.name, &area.name_en),
            None if rule.adcode == NATION => locale.text("faq.nation").to_owned(),
            None => rule.adcode.clone(),
        };
        let topic = locale.text(topic_key(rule.topic));
        let name = locale.fill("origin.rule", &[("area", &area), ("topic", topic)]);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(locale.text("format.and"))
}

/// What stands in place of the entries while a case is shown: the question, and the way back.
pub(super) fn shown_case(locale: &Locale, entry: &FaqEntry, back: &Callback<()>) -> Html {
    let back = back.clone();
    html! {
        <section class="card entries example" aria-labelledby="example-title">
            <h2 id="example-title">{ locale.text("faq.case_title") }</h2>
            <p><strong>{ locale.said(&entry.question) }</strong></p>
            { for entry.answer.iter().map(|paragraph| html! { <p>{ locale.said(paragraph) }</p> }) }
            <p class="hint">{ locale.text("faq.case_hint") }</p>
            <button type="button" class="add" onclick={move |_| back.emit(())}>{ locale.text("faq.case_back") }</button>
        </section>
    }
}
