//! 嵌入: an editor chooses what the calculator in their page begins with, sees it, and takes the line to
//! paste. What their page must allow stands below.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::browser;
use super::super::copy::CopyButton;
use super::super::entries::{AreaPicker, KINDS};
use super::super::load::IndexEntry;
use super::super::locale::{Language, Locale};
use super::super::preferences::Theme;
use super::super::state::Action;
use super::super::view::View;
use super::line::{Shape, framed, line};
use crate::policy::InsuranceKind;

#[derive(Properties, PartialEq)]
pub(crate) struct EmbedPageProps {
    pub(crate) locale: Rc<Locale>,
    pub(crate) areas: Rc<Vec<IndexEntry>>,
    /// The area that the page shows now, to begin with.
    pub(crate) area: Option<String>,
}

/// What the editor chose; nothing where the calculator's own beginning will do.
#[derive(Clone, PartialEq)]
struct Chosen {
    area: Option<String>,
    insurance: Option<InsuranceKind>,
    view: Option<View>,
    language: Option<Language>,
    theme: Option<Theme>,
    large_type: bool,
    wants_result: bool,
    shape: Shape,
}

impl Chosen {
    /// In the words of the address and of attributes.
    fn asked(&self) -> Vec<(&'static str, &str)> {
        let insurance = self.insurance.and_then(|kind| KIND_NAMES.iter().find(|(k, _)| *k == kind));
        [
            ("area", self.area.as_deref()),
            ("insurance", insurance.map(|(_, name)| *name)),
            ("view", self.view.map(View::fragment)),
            ("locale", self.language.map(Language::tag)),
            ("theme", self.theme.and_then(Theme::name)),
            ("large", self.large_type.then_some("1")),
            ("result", self.wants_result.then_some("ask")),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

/// The kinds of insurance by the names that they have in data.
const KIND_NAMES: [(InsuranceKind, &str); 4] = [
    (InsuranceKind::Employee, "employee"),
    (InsuranceKind::Resident, "resident"),
    (InsuranceKind::Flexible, "flexible"),
    (InsuranceKind::EmployeePoolOnly, "employee_pool_only"),
];

const VIEWS: [(View, &str); 3] = [
    (View::Balance, "door.balance"),
    (View::Reimburse, "door.reimburse"),
    (View::Causes, "door.causes"),
];

const THEMES: [(Theme, &str); 2] =
    [(Theme::Light, "tools.theme_light"), (Theme::Dark, "tools.theme_dark")];

/// The page.
#[component]
pub(crate) fn EmbedPage(props: &EmbedPageProps) -> Html {
    let locale = &*props.locale;
    let chosen = use_state_eq(|| Chosen {
        area: props.area.clone(),
        insurance: None,
        view: None,
        language: None,
        theme: None,
        large_type: false,
        wants_result: false,
        shape: Shape::Link,
    });
    let set = {
        let chosen = chosen.clone();
        move |change: &dyn Fn(&mut Chosen)| {
            let mut next = (*chosen).clone();
            change(&mut next);
            chosen.set(next);
        }
    };
    let on_area = {
        let set = set.clone();
        Callback::from(move |action| {
            if let Action::PickArea(code) = action {
                set(&|chosen| chosen.area = Some(code.clone()));
            }
        })
    };
    let tick = |label: &'static str, is_on: bool, change: fn(&mut Chosen, bool)| {
        let set = set.clone();
        html! {
            <label class="choice">
                <input type="checkbox" checked={is_on} onchange={move |_| set(&|chosen| change(chosen, !is_on))} />
                { locale.text(label) }
            </label>
        }
    };
    let asked = chosen.asked();
    let base = browser::address();
    let text = line(&base, &asked, locale.text("embed.link_words"), chosen.shape);
    let frame = framed(&asked);
    html! {
        <>
            <section class="card embed" aria-labelledby="embed-title">
                <h2 id="embed-title">{ locale.text("embed.title") }</h2>
                <p>{ locale.text("embed.intro") }</p>
                <AreaPicker id="embed-area" label="embed.area" locale={props.locale.clone()}
                    areas={props.areas.clone()} chosen={chosen.area.clone()} on={on_area} />
                <div class="pair">
                    { select(locale, "embed-insurance", "embed.insurance", &KINDS, chosen.insurance, {
                        let set = set.clone();
                        move |kind| set(&|chosen| chosen.insurance = kind)
                    }) }
                    { select(locale, "embed-view", "embed.view", &VIEWS, chosen.view, {
                        let set = set.clone();
                        move |view| set(&|chosen| chosen.view = view)
                    }) }
                    { select(locale, "embed-language", "embed.language", &LANGUAGES, chosen.language, {
                        let set = set.clone();
                        move |language| set(&|chosen| chosen.language = language)
                    }) }
                    { select(locale, "embed-theme", "tools.theme", &THEMES, chosen.theme, {
                        let set = set.clone();
                        move |theme| set(&|chosen| chosen.theme = theme)
                    }) }
                </div>
                { tick("tools.large_type", chosen.large_type, |chosen, on| chosen.large_type = on) }
                { tick("embed.wants_result", chosen.wants_result, |chosen, on| chosen.wants_result = on) }
                { tick("embed.as_element", chosen.shape == Shape::Element, |chosen, on| {
                    chosen.shape = if on { Shape::Element } else { Shape::Link };
                }) }
            </section>
            { to_paste(&props.locale, text) }
            <section class="card" aria-labelledby="embed-preview">
                <h2 id="embed-preview">{ locale.text("embed.preview") }</h2>
                // By its address, so that another choice is another frame.
                <iframe key={frame.clone()} class="embed-frame" src={frame} title={locale.text("embed.preview")}></iframe>
            </section>
            { needs(locale) }
        </>
    }
}

const LANGUAGES: [(Language, &str); 2] =
    [(Language::Zh, "embed.chinese"), (Language::En, "embed.english")];

/// One of several, or as the calculator itself begins.
fn select<T: Copy + PartialEq + 'static>(
    locale: &Locale,
    id: &'static str,
    label: &'static str,
    choices: &'static [(T, &'static str)],
    chosen: Option<T>,
    on: impl Fn(Option<T>) + 'static,
) -> Html {
    let onchange = move |event: Event| {
        let at = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        // The first is the calculator's own.
        let choice = usize::try_from(at - 1).ok().and_then(|at| choices.get(at));
        on(choice.map(|(value, _)| *value));
    };
    let option = |(value, label): &(T, &'static str)| {
        html! { <option selected={chosen == Some(*value)}>{ locale.text(label) }</option> }
    };
    html! {
        <div class="field">
            <label for={id}>{ locale.text(label) }</label>
            <select {id} {onchange}>
                <option selected={chosen.is_none()}>{ locale.text("embed.own") }</option>
                { for choices.iter().map(option) }
            </select>
        </div>
    }
}

/// The line, with a button that copies it.
fn to_paste(locale: &Rc<Locale>, text: String) -> Html {
    let text = AttrValue::from(text);
    html! {
        <section class="card" aria-labelledby="embed-line">
            <h2 id="embed-line">{ locale.text("embed.line") }</h2>
            <p class="hint">{ locale.text("embed.line_hint") }</p>
            <textarea class="code" rows="6" readonly=true aria-labelledby="embed-line" value={text.clone()} />
            <CopyButton locale={locale.clone()} {text} label="embed.copy" />
        </section>
    }
}

/// What the editor's page must allow, and what it gets.
fn needs(locale: &Locale) -> Html {
    let address = browser::address();
    let origin = address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let policy = format!("script-src {origin}; frame-src {origin}");
    html! {
        <section class="card" aria-labelledby="embed-needs">
            <h2 id="embed-needs">{ locale.text("embed.needs") }</h2>
            <p>{ locale.text("embed.needs_policy") }</p>
            <pre class="code">{ policy }</pre>
            <ul class="plain">
                <li>{ locale.text("embed.no_script") }</li>
                <li>{ locale.text("embed.nothing_kept") }</li>
                <li>{ locale.text("embed.at_run_time") }</li>
                <li>{ locale.text("embed.result_event") }</li>
            </ul>
        </section>
    }
}
