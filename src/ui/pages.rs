//! Pages that need neither scripts nor WebAssembly: one with the causes, whom to ask and all areas, and
//! one with the rules of each area. `examples/static_pages` writes them beside the built page.
//!
//! They say what the page says, in its words, but reckon nothing. Not in the WebAssembly: they are made
//! once, natively, from the same files that the page fetches.

mod area;
mod list;
mod markup;

use std::collections::BTreeMap;
use std::fmt;

use super::load::{self, IndexEntry, LoadError};
use super::locale::{Language, Locale};
use crate::policy::{PolicyFile, PolicySet};
use markup::{Markup, el, text};

/// The name of the page with the causes and all areas, beside the calculator.
const LIST: &str = "plain";

/// The part of that page that lists the areas.
const AREAS_ANCHOR: &str = "#areas-title";

/// The code of the nation's file, which has a page but no entry in the index.
const NATION: &str = "000000";

/// A page: where it lies beside the calculator, and its HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path, relative to the calculator's.
    pub path: String,
    /// Its text.
    pub html: String,
}

/// Why the pages could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// The file at fault.
    pub file: String,
    /// What is wrong with it.
    pub detail: String,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.detail)
    }
}

impl std::error::Error for PageError {}

/// All pages. `read` gives the text of a JSON file beside the page, named without its ending, `stylesheet` is
/// the name of the page's own.
///
/// # Errors
/// [`PageError`] when a file cannot be read or is not sound.
pub fn pages(
    read: &dyn Fn(&str) -> Result<String, String>,
    stylesheet: &str,
) -> Result<Vec<Page>, PageError> {
    let index = parsed(read, "policies/index", load::read_index)?;
    let book = parsed(read, "causes", load::read_causes)?;
    let mut files = Files { read, known: BTreeMap::new() };
    let nation = files.stack(&entry_of_nation())?;
    let mut pages = Vec::new();
    for language in [Language::Zh, Language::En] {
        let locale = Locale::of(language);
        let frame = Frame { locale: &locale, stylesheet };
        let html = list::page(&frame, &book, &nation, &index);
        pages.push(Page { path: list_path(language), html });
        let html = area::page(&frame, &nation, NATION);
        pages.push(Page { path: area_path(language, NATION), html });
        for entry in &index {
            let html = area::page(&frame, &files.stack(entry)?, &entry.adcode);
            pages.push(Page { path: area_path(language, &entry.adcode), html });
        }
    }
    Ok(pages)
}

/// Where the page with the causes and all areas lies, beside the calculator.
fn list_path(language: Language) -> String {
    format!("{LIST}{}.html", suffix(language))
}

/// Where the page of an area lies, from beside the calculator.
fn area_path(language: Language, adcode: &str) -> String {
    format!("areas/{adcode}{}.html", suffix(language))
}

/// What the names of pages in a language end with.
const fn suffix(language: Language) -> &'static str {
    match language {
        Language::Zh => "",
        Language::En => ".en",
    }
}

/// The last part of a path: the way from one page of a folder to another.
fn beside(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn parsed<T>(
    read: &dyn Fn(&str) -> Result<String, String>,
    file: &str,
    parse: fn(&str) -> Result<T, LoadError>,
) -> Result<T, PageError> {
    let fault = |detail| PageError { file: file.to_owned(), detail };
    let content = read(file).map_err(fault)?;
    parse(&content).map_err(|error| fault(format!("{error:?}")))
}

/// Policy files, each read once.
struct Files<'a> {
    read: &'a dyn Fn(&str) -> Result<String, String>,
    known: BTreeMap<String, PolicyFile>,
}

impl Files<'_> {
    fn file(&mut self, code: &str) -> Result<PolicyFile, PageError> {
        if let Some(known) = self.known.get(code) {
            return Ok(known.clone());
        }
        let parse = |text: &str| Ok(PolicyFile::parse(text)?);
        let file = parsed(self.read, &format!("policies/{code}"), parse)?;
        self.known.insert(code.to_owned(), file.clone());
        Ok(file)
    }

    /// The rules of an area on those of the layers above it, as the page stacks them.
    fn stack(&mut self, entry: &IndexEntry) -> Result<PolicySet, PageError> {
        let mut parents = Vec::new();
        for code in &entry.parents {
            parents.push(self.file(code)?);
        }
        let area =
            if entry.rules { self.file(&entry.adcode)? } else { entry.without_rules(&parents) };
        PolicySet::new(area, parents).map_err(|error| PageError {
            file: format!("policies/{}.json", entry.adcode),
            detail: error.to_string(),
        })
    }
}

fn entry_of_nation() -> IndexEntry {
    IndexEntry {
        adcode: NATION.to_owned(),
        name: String::new(),
        name_en: String::new(),
        pinyin: String::new(),
        initials: String::new(),
        province: String::new(),
        parents: Vec::new(),
        rules: true,
        namesakes: false,
        homophones: false,
    }
}

/// What every page has around its content.
struct Frame<'a> {
    locale: &'a Locale,
    stylesheet: &'a str,
}

/// The head of a page: how it is called, what it is, how deep it lies below the calculator.
struct Head<'a> {
    title: String,
    about: String,
    /// The same page in the other language, from beside it.
    other: String,
    /// The way to the calculator's folder: empty, or `../`.
    up: &'a str,
}

impl Frame<'_> {
    /// The whole text of a page.
    fn page(&self, head: &Head, main: Vec<Markup>) -> String {
        let locale = self.locale;
        let up = head.up;
        let name = locale.text("app.title");
        let titled = format!("{} · {name}", head.title);
        let meta =
            |name: &str, content: &str| el("meta", &[("name", name), ("content", content)], []);
        let sheet = format!("{up}{}", self.stylesheet);
        let icon = format!("{up}icons/icon.svg");
        let head_element = el(
            "head",
            &[],
            [
                el("meta", &[("charset", "utf-8")], []),
                meta("viewport", "width=device-width, initial-scale=1"),
                el("title", &[], [text(&titled)]),
                meta("description", &head.about),
                meta("color-scheme", "light dark"),
                el("link", &[("rel", "stylesheet"), ("href", &sheet)], []),
                el("link", &[("rel", "icon"), ("type", "image/svg+xml"), ("href", &icon)], []),
            ],
        );
        // A folder's own address: the calculator, whatever the host calls its file.
        let calculator = if up.is_empty() { "./" } else { up };
        let link = |href: &str, key| el("a", &[("href", href)], [text(locale.text(key))]);
        let ways = [
            link(calculator, "pages.calculator"),
            text(" "),
            // The list leads to its second half, the other pages to the list.
            if up.is_empty() {
                link(AREAS_ANCHOR, "pages.areas_title")
            } else {
                link(&format!("{up}{}", list_path(locale.language())), "pages.all_areas")
            },
            text(" "),
            in_other_language(locale, &head.other),
        ];
        let top = el(
            "header",
            &[("class", "top")],
            [
                el("p", &[], [text(name)]),
                el("h1", &[], [text(&head.title)]),
                el("p", &[("class", "ways")], ways),
            ],
        );
        let bottom = el(
            "footer",
            &[("class", "bottom")],
            [el("p", &[], [text(locale.text("app.no_promise"))])],
        );
        let body = el(
            "body",
            &[("class", "plain-page")],
            [top, el("main", &[("class", "page one")], main), bottom],
        );
        let html = el("html", &[("lang", locale.language().tag())], [head_element, body]);
        format!("<!doctype html>\n{html}\n")
    }
}

/// The way to the same page in the other language, in words of that language.
fn in_other_language(locale: &Locale, href: &str) -> Markup {
    let other = Locale::of(locale.language().other());
    let tag = other.language().tag();
    let attributes = [("href", href), ("hreflang", tag), ("lang", tag), ("rel", "alternate")];
    el("a", &attributes, [text(other.text("tools.language"))])
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests stop at the first surprise")]
mod tests {
    use super::{Page, pages};

    fn made() -> Vec<Page> {
        let read = |file: &str| {
            let path = format!("{}/static/{file}.json", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).map_err(|error| error.to_string())
        };
        pages(&read, "styles.css").unwrap()
    }

    fn page<'a>(made: &'a [Page], path: &str) -> &'a str {
        &made.iter().find(|page| page.path == path).unwrap().html
    }

    #[test]
    fn every_link_between_pages_leads_to_one() {
        let made = made();
        assert!(made.len() > 300, "only {} pages", made.len());
        let mut links = 0;
        for page in &made {
            let hrefs = page.html.split("href=\"").skip(1);
            let hrefs = hrefs.filter_map(|rest| rest.split('"').next());
            for link in hrefs.filter(|href| !href.contains("://") && href.contains(".html")) {
                let path = match link.strip_prefix("../") {
                    Some(above) => above.to_owned(),
                    None if page.path.starts_with("areas/") => format!("areas/{link}"),
                    None => link.to_owned(),
                };
                assert!(made.iter().any(|page| page.path == path), "{link} in {}", page.path);
                links += 1;
            }
        }
        assert!(links > made.len(), "the scan found only {links} links");
    }

    #[test]
    fn an_area_shows_its_rules_and_whose_the_others_are() {
        let made = made();
        let chengdu = page(&made, "areas/510100.html");
        for said in ["成都市的医保规定", "起付线", "12393", "2026", "官方文件", "全国"]
        {
            assert!(chengdu.contains(said), "no {said}");
        }
        // The nation's own frame on a topic that 成都 has rules of does not speak there.
        assert!(chengdu.contains("id=\"outpatient_ratio\""));
    }

    #[test]
    fn an_area_without_rules_says_so_and_leads_to_those_that_hold() {
        let made = made();
        let tangshan = page(&made, "areas/130300.html");
        assert!(tangshan.contains("没有查到秦皇岛市自己的规定"));
        assert!(tangshan.contains("href=\"000000.html\""));
        assert!(tangshan.len() < 4000, "{} bytes", tangshan.len());
    }

    #[test]
    fn every_page_is_there_in_both_languages() {
        let made = made();
        let (english, chinese): (Vec<&Page>, Vec<&Page>) =
            made.iter().partition(|page| page.path.ends_with(".en.html"));
        assert_eq!(english.len(), chinese.len());
        let chengdu = page(&made, "areas/510100.en.html");
        for said in ["<html lang=\"en\">", "Chengdu 成都市", "href=\"510100.html\"", "12393"] {
            assert!(chengdu.contains(said), "no {said}");
        }
    }

    #[test]
    fn nothing_runs_and_nothing_is_styled_in_place() {
        for page in made() {
            for inline in ["<script", " style=", " onclick=", "javascript:"] {
                assert!(!page.html.contains(inline), "{inline} in {}", page.path);
            }
        }
    }
}
