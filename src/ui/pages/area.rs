//! The rules of one area as a page: topic by topic what holds, for whom, since when, on what evidence.
//! What holds no longer stands at the end of its topic. Where a nearer layer speaks, a wider one does
//! not; where none does, the page says whose rule it is.

use super::super::format;
use super::super::locale::Locale;
use super::super::policy_view::insurance_key;
use super::super::results::{describe, sources, topic_key};
use super::markup::{Markup, bullets, el, text};
use super::{Frame, Head, area_path, beside};
use crate::calendar::Date;
use crate::policy::{KnownFrom, PolicySet, RuleCard, Source, Topic};

/// The way from an area's page to the calculator's folder.
const UP: &str = "../";

/// The page of the area that `policy` is stacked for.
pub(super) fn page(frame: &Frame, policy: &PolicySet, adcode: &str) -> String {
    let locale = frame.locale;
    let name = policy.area().map(|area| locale.name(&area.name)).unwrap_or_default();
    let title = locale.fill("policy.title", &[("area", &name)]);
    let about = locale.fill("pages.area_about", &[("area", &name)]);
    let other = beside(&area_path(locale.language().other(), adcode)).to_owned();
    let has_own = policy.layers().first().is_some_and(|own| !own.sources.is_empty());
    let main = if has_own { own_rules(locale, policy) } else { only_wider(locale, policy, &name) };
    frame.page(&Head { title, about, other, up: UP }, main)
}

/// Where nothing is known of the area itself: whose rules to read, and whom to ask.
fn only_wider(locale: &Locale, policy: &PolicySet, name: &str) -> Vec<Markup> {
    let wider: Vec<_> = policy.layers().iter().skip(1).map(|file| &file.area).collect();
    let names: Vec<String> = wider.iter().map(|area| locale.name(&area.name)).collect();
    let names = names.join(locale.text("format.and"));
    let said = locale.fill("pages.only_wider", &[("area", name), ("wider", &names)]);
    let links = wider.iter().map(|area| {
        let see = locale.fill("policy.title", &[("area", &locale.name(&area.name))]);
        let path = area_path(locale.language(), &area.adcode);
        el("li", &[], [el("a", &[("href", beside(&path))], [text(&see)])])
    });
    vec![
        el("p", &[("class", "notice")], [text(&said)]),
        el("ul", &[("class", "plain")], links),
        contacts(locale, policy),
    ]
}

fn own_rules(locale: &Locale, policy: &PolicySet) -> Vec<Markup> {
    let cards = speaking(policy);
    let mut cited = Cited::default();
    let topics: Vec<(Topic, Markup)> = Topic::ALL
        .into_iter()
        .filter_map(|topic| {
            let here: Vec<&RuleCard> =
                cards.iter().filter(|card| card.name.topic == topic).collect();
            let is_known = !here.is_empty();
            is_known.then(|| (topic, section(locale, policy, topic, &here, &mut cited)))
        })
        .collect();
    let contents = topics.iter().map(|(topic, _)| {
        let anchor = format!("#{}", topic.name());
        el("li", &[], [el("a", &[("href", &anchor)], [text(locale.text(topic_key(*topic)))])])
    });
    let nav = el(
        "nav",
        &[("class", "card"), ("aria-labelledby", "contents")],
        [
            el("h2", &[("id", "contents")], [text(locale.text("pages.contents"))]),
            el("ul", &[("class", "contents")], contents),
        ],
    );
    let date = policy.checked_on().map(|date| format::date(locale, date)).unwrap_or_default();
    let intro = [
        el("p", &[], [text(&locale.fill("app.data_date", &[("date", &date)]))]),
        el("p", &[("class", "hint")], [text(locale.text("policy.hint"))]),
    ];
    let mut main =
        vec![el("section", &[("class", "policy")], intro), contacts(locale, policy), nav];
    main.extend(topics.into_iter().map(|(_, section)| section));
    main.push(cited.section(locale));
    main
}

/// Whom to ask.
pub(super) fn contacts(locale: &Locale, policy: &PolicySet) -> Markup {
    let Some(contacts) = policy.contacts() else {
        return Markup::default();
    };
    let said = locale.fill(
        "app.contacts",
        &[
            ("hotline", &contacts.hotline),
            ("platform", &locale.name(&contacts.platform)),
            ("web", &contacts.web),
        ],
    );
    el("p", &[], [text(&said)])
}

/// Whether the nearest layer with a rule speaks alone on a topic (decision 2). On the others, rules of
/// all layers stand side by side, or are only told.
fn is_spoken_for_once(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::AccountCredit
            | Topic::AccountTiming
            | Topic::AccountUse
            | Topic::BenefitYear
            | Topic::ContributionBase
            | Topic::ContributionRate
            | Topic::FlexibleContribution
            | Topic::ResidentPremium
            | Topic::OutpatientDeductible
            | Topic::OutpatientRatio
            | Topic::OutpatientCap
            | Topic::PaymentOrder
            | Topic::InpatientDeductible
            | Topic::InpatientRatio
            | Topic::InpatientCap
            | Topic::SeriousIllness
    )
}

/// The rules of all layers but those on whose topic a nearer layer speaks for all their kinds of
/// insurance. Rules that stand side by side speak from every layer.
fn speaking(policy: &PolicySet) -> Vec<RuleCard<'_>> {
    let cards = policy.rules();
    let layers = policy.layers();
    let depth = |card: &RuleCard| layers.iter().position(|file| file == card.file);
    let is_spoken_for = |card: &RuleCard| {
        is_spoken_for_once(card.name.topic)
            && card.insurance.iter().all(|kind| {
                cards.iter().any(|other| {
                    other.name.topic == card.name.topic
                        && other.insurance.contains(kind)
                        && depth(other) < depth(card)
                })
            })
    };
    let spoken_for: Vec<bool> = cards.iter().map(is_spoken_for).collect();
    let speaking = cards.into_iter().zip(spoken_for).filter(|(_, spoken_for)| !spoken_for);
    speaking.map(|(card, _)| card).collect()
}

fn section<'p>(
    locale: &Locale,
    policy: &'p PolicySet,
    topic: Topic,
    cards: &[&RuleCard],
    cited: &mut Cited<'p>,
) -> Markup {
    let today = policy.checked_on();
    let is_over = |card: &&&RuleCard| card.to.zip(today).is_some_and(|(to, today)| to < today);
    let (over, held): (Vec<_>, Vec<_>) = cards.iter().partition(is_over);
    let label = format!("{}-title", topic.name());
    let mut content = vec![el("h2", &[("id", &label)], [text(locale.text(topic_key(topic)))])];
    content.extend(held.into_iter().map(|card| rule(locale, policy, card, cited)));
    if !over.is_empty() {
        let count = over.len().to_string();
        let summary = locale.fill("pages.earlier", &[("count", &count)]);
        let mut earlier = vec![el("summary", &[], [text(&summary)])];
        earlier.extend(over.into_iter().map(|card| rule(locale, policy, card, cited)));
        content.push(el("details", &[], earlier));
    }
    el("section", &[("class", "card"), ("id", topic.name()), ("aria-labelledby", &label)], content)
}

fn rule<'p>(
    locale: &Locale,
    policy: &'p PolicySet,
    card: &RuleCard,
    cited: &mut Cited<'p>,
) -> Markup {
    let kinds: Vec<&str> =
        card.insurance.iter().map(|kind| locale.text(insurance_key(*kind))).collect();
    let kinds = kinds.join(locale.text("format.and"));
    let evidence = policy.evidence(&card.name);
    let (class, key) = sources::standing_words(card.standing);
    let badge = el("span", &[("class", &format!("badge {class}"))], [text(locale.text(key))]);
    let whole = sources::cited(policy, card);
    let links = evidence.into_iter().flat_map(|source| {
        let number = cited.number(source).to_string();
        let said = locale.fill("pages.source", &[("number", &number)]);
        let anchor = format!("#source-{number}");
        [el("a", &[("href", &anchor)], [text(&said)]), text(" ")]
    });
    let mut period = vec![text(&sources::period(locale, &whole)), text(" ")];
    period.extend(links);
    el(
        "article",
        &[("class", "source")],
        [
            el(
                "h3",
                &[],
                [text(&format!("{} · {kinds} ", locale.name(&card.file.area.name))), badge],
            ),
            bullets(describe::rule(locale, policy, &card.name)),
            el("p", &[("class", "hint")], period),
        ],
    )
}

/// The evidence cited so far, numbered in the order of the first citation.
#[derive(Default)]
struct Cited<'p>(Vec<&'p Source>);

impl<'p> Cited<'p> {
    fn number(&mut self, source: &'p Source) -> usize {
        // The same evidence, not one that happens to read alike.
        let known = self.0.iter().position(|known| std::ptr::eq(*known, source));
        let index = known.unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        });
        index + 1
    }

    fn section(&self, locale: &Locale) -> Markup {
        let title = el("h2", &[("id", "sources-title")], [text(locale.text("pages.sources"))]);
        let all = self.0.iter().enumerate().map(|(index, source)| one(locale, index + 1, source));
        let content = std::iter::once(title).chain(all);
        el("section", &[("class", "card"), ("aria-labelledby", "sources-title")], content)
    }
}

fn one(locale: &Locale, number: usize, source: &Source) -> Markup {
    let mut said = String::new();
    if let Some(document) = &source.document {
        said.push_str(&locale.fill("source.document", &[("title", &document.title)]));
        if let Some(number) = &document.number {
            said.push_str(&locale.fill("source.number", &[("number", number)]));
        }
        if let Some(publisher) = &document.publisher {
            said.push_str(&locale.fill("source.publisher", &[("name", publisher)]));
        }
        if document.known_from == KnownFrom::Memory {
            said.push_str(locale.text("source.from_memory"));
        }
    }
    let head = locale.fill("pages.source", &[("number", &number.to_string())]);
    let (class, key) = sources::standing_words(source.standing);
    let mut content = vec![el(
        "h3",
        &[],
        [
            text(&format!("{head} ")),
            el("span", &[("class", &format!("badge {class}"))], [text(locale.text(key))]),
        ],
    )];
    let conflict = source.conflict.as_ref();
    let conflict = conflict.map(|it| locale.fill("source.conflict", &[("text", locale.said(it))]));
    let note = source.note.as_ref().map(|note| locale.said(note).to_owned());
    let lines = [Some(said).filter(|said| !said.is_empty()), note, conflict];
    content.extend(lines.into_iter().flatten().map(|said| el("p", &[], [text(&said)])));
    content.push(pages_read(locale, source));
    let id = format!("source-{number}");
    el("article", &[("class", "source evidence"), ("id", &id)], content)
}

/// Where it was read: addresses that can be vouched for as links, as the page shows them.
fn pages_read(locale: &Locale, source: &Source) -> Markup {
    let date = |date: Date| format::date(locale, date);
    let summary = locale.fill(
        "source.pages",
        &[
            ("count", &source.pages.len().to_string()),
            ("independent", &source.independent.to_string()),
            ("date", &date(source.checked_on)),
        ],
    );
    let items = source.pages.iter().map(|page| {
        let shown = if sources::is_vouched(page) {
            el("a", &[("href", page), ("rel", "noopener noreferrer external")], [text(page)])
        } else {
            el("code", &[], [text(page)])
        };
        el("li", &[], [shown])
    });
    el(
        "details",
        &[],
        [el("summary", &[], [text(&summary)]), el("ul", &[("class", "pages")], items)],
    )
}
