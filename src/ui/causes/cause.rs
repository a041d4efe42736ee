//! One cause: what it is, why it is judged so, how to check it, what to do.

use yew::prelude::*;

use super::super::locale::Locale;
use super::super::results::{describe, sources};
use super::{Causes, clue};
use crate::explain::{Ask, Finding, Verdict};
use crate::policy::{PolicySet, Text, Topic};

/// The cause as a card that opens.
pub(super) fn cause(cx: &Causes, finding: &Finding, open: bool) -> Html {
    let locale = cx.locale;
    let Some(entry) = cx.book.entry(finding.cause) else {
        return html! {};
    };
    let ruled_out = finding.verdict == Verdict::RuledOut;
    html! {
        <details class="card cause" {open} key={entry.title.en.clone()}>
            <summary><h3>{ locale.said(&entry.title) }</h3>{ " " }{ badge(locale, finding.verdict) }</summary>
            <p>{ locale.said(&entry.what) }</p>
            { why(cx, finding) }
            if !ruled_out {
                { list(locale, "causes.check", &entry.check) }
                { list(locale, "causes.steps", &entry.steps) }
                { list(locale, "causes.papers", &entry.papers) }
                <h4>{ locale.text("causes.ask") }</h4>
                <ul>
                    { for entry.ask.iter().map(|ask| html! { <li>{ whom(locale, cx.policy, *ask) }</li> }) }
                    if entry.ask.contains(&Ask::Agency) {
                        { for local_contacts(cx).into_iter().map(|said| html! { <li>{ said }</li> }) }
                    }
                </ul>
                <p><strong>{ locale.text("causes.time") }</strong>{ locale.said(&entry.time) }</p>
                if let Some(calm) = &entry.calm {
                    <p><strong>{ locale.text("causes.calm") }</strong>{ locale.said(calm) }</p>
                }
            }
            <details class="evidence-of">
                <summary>{ locale.text("causes.sources") }</summary>
                { for cx.book.sources(&entry.sources).map(|source| html! {
                    <>
                        <p>{ sources::standing_of(locale, source) }</p>
                        { sources::evidence(locale, source) }
                    </>
                }) }
            </details>
        </details>
    }
}

fn badge(locale: &Locale, verdict: Verdict) -> Html {
    let (key, class) = match verdict {
        Verdict::Confirmed => ("causes.verdict_confirmed", "confirmed"),
        Verdict::Likely => ("causes.verdict_likely", "likely"),
        Verdict::Possible => ("causes.verdict_possible", "possible"),
        Verdict::RuledOut => ("causes.verdict_ruled_out", "ruled-out"),
    };
    html! { <span class={classes!("badge", "verdict", class)}>{ locale.text(key) }</span> }
}

/// 为什么这样判断.
fn why(cx: &Causes, finding: &Finding) -> Html {
    let said: Vec<String> = finding.clues.iter().map(|clue| clue::sentence(cx, clue)).collect();
    html! {
        <div class="why">
            <h4>{ cx.locale.text("causes.why") }</h4>
            if said.is_empty() {
                <p>{ cx.locale.text("causes.no_clue") }</p>
            } else {
                <ul>{ for said.into_iter().map(|said| html! { <li>{ said }</li> }) }</ul>
            }
        </div>
    }
}

fn list(locale: &Locale, key: &'static str, texts: &[Text]) -> Html {
    if texts.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h4>{ locale.text(key) }</h4>
            <ul>{ for texts.iter().map(|text| html! { <li>{ locale.said(text) }</li> }) }</ul>
        </>
    }
}

/// The area's own telephones, apps and portals, where its rules name any.
fn local_contacts(cx: &Causes) -> Vec<String> {
    let cards = cx.policy.rules();
    let nation = cx.policy.layers().last().map(|file| file.area.adcode.as_str());
    let local = cards.iter().filter(|card| {
        card.name.topic == Topic::ContactPoints
            && card.insurance.contains(&cx.assessment.insurance)
            && Some(card.file.area.adcode.as_str()) != nation
    });
    local.flat_map(|card| describe::rule(cx.locale, cx.policy, &card.name)).collect()
}

/// Whom to ask, with the area's own contacts where they are known.
pub(crate) fn whom(locale: &Locale, policy: &PolicySet, ask: Ask) -> String {
    match ask {
        Ask::Agency => match policy.contacts() {
            Some(contacts) => locale.fill(
                "causes.ask_agency",
                &[("hotline", &contacts.hotline), ("platform", &locale.name(&contacts.platform))],
            ),
            None => locale.text("causes.ask_counter").to_owned(),
        },
        Ask::Employer => locale.text("causes.ask_employer").to_owned(),
        Ask::Bank => locale.text("causes.ask_bank").to_owned(),
        Ask::Institution => locale.text("causes.ask_institution").to_owned(),
        Ask::Court => locale.text("causes.ask_court").to_owned(),
    }
}
