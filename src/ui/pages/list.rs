//! The page for those who have no calculator: whom to ask, the causes of a balance, every area.

use super::super::causes::whom;
use super::super::load::IndexEntry;
use super::super::locale::Locale;
use super::markup::{Markup, bullets, el, text};
use super::{Frame, Head, NATION, area, area_path, list_path};
use crate::explain::{CauseBook, CauseEntry};
use crate::policy::{PolicySet, Text};

/// The page. `nation` knows whom to ask.
pub(super) fn page(
    frame: &Frame,
    book: &CauseBook,
    nation: &PolicySet,
    areas: &[IndexEntry],
) -> String {
    let locale = frame.locale;
    let title = locale.text("pages.list_title").to_owned();
    let about = locale.text("pages.list_about").to_owned();
    let intro = el("p", &[], [text(locale.text("pages.list_intro"))]);
    let main = vec![
        intro,
        area::contacts(locale, nation),
        causes(locale, book, nation),
        all_areas(locale, areas),
    ];
    let other = list_path(locale.language().other());
    frame.page(&Head { title, about, other, up: "" }, main)
}

fn causes(locale: &Locale, book: &CauseBook, nation: &PolicySet) -> Markup {
    let mut content = vec![
        el("h2", &[("id", "causes-title")], [text(locale.text("pages.causes_title"))]),
        el("p", &[("class", "hint")], [text(locale.text("pages.causes_hint"))]),
    ];
    content.extend(book.causes.iter().map(|entry| cause(locale, entry, nation)));
    el("section", &[("class", "card"), ("aria-labelledby", "causes-title")], content)
}

fn cause(locale: &Locale, entry: &CauseEntry, nation: &PolicySet) -> Markup {
    let mut content = vec![
        el("summary", &[], [el("h3", &[], [text(locale.said(&entry.title))])]),
        el("p", &[], [text(locale.said(&entry.what))]),
    ];
    let listed = [
        ("causes.check", &entry.check),
        ("causes.steps", &entry.steps),
        ("causes.papers", &entry.papers),
    ];
    for (key, texts) in listed.into_iter().filter(|(_, texts)| !texts.is_empty()) {
        content.push(el("h4", &[], [text(locale.text(key))]));
        content.push(bullets(texts.iter().map(|text: &Text| locale.said(text).to_owned())));
    }
    content.push(el("h4", &[], [text(locale.text("causes.ask"))]));
    content.push(bullets(entry.ask.iter().map(|ask| whom(locale, nation, *ask))));
    let labelled =
        |key, said: &str| el("p", &[], [el("strong", &[], [text(locale.text(key))]), text(said)]);
    content.push(labelled("causes.time", locale.said(&entry.time)));
    content.extend(entry.calm.iter().map(|calm| labelled("causes.calm", locale.said(calm))));
    el("details", &[("class", "cause")], content)
}

/// Every area under its province.
fn all_areas(locale: &Locale, areas: &[IndexEntry]) -> Markup {
    let nation = locale.text("pages.nation");
    let mut content = vec![
        el("h2", &[("id", "areas-title")], [text(locale.text("pages.areas_title"))]),
        el("p", &[("class", "hint")], [text(locale.text("pages.areas_hint"))]),
        el("p", &[], [link(locale, NATION, nation)]),
    ];
    for province in areas.chunk_by(|one, next| one.province == next.province) {
        content.extend(province.first().map(|first| {
            let own = areas.iter().find(|area| area.name == first.province);
            let name = own.map(|own| locale.name_of(&own.name, &own.name_en));
            el("h3", &[], [text(name.as_ref().unwrap_or(&first.province))])
        }));
        let items = province.iter().map(|area| {
            let own = if area.rules { "own" } else { "wider" };
            let mut item =
                vec![link(locale, &area.adcode, &locale.name_of(&area.name, &area.name_en))];
            if area.rules {
                item.push(text(" "));
                item.push(el("span", &[("class", "tag")], [text(locale.text("pages.own_rules"))]));
            }
            el("li", &[("class", own)], item)
        });
        content.push(el("ul", &[("class", "contents")], items));
    }
    el("section", &[("class", "card"), ("aria-labelledby", "areas-title")], content)
}

fn link(locale: &Locale, adcode: &str, name: &str) -> Markup {
    el("a", &[("href", &area_path(locale.language(), adcode))], [text(name)])
}
