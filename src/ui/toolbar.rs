//! The buttons for language, large type and theme, and what they do to the page.
//!
//! The choices stand as attributes on the root element, where the stylesheet finds them. They are
//! set before the page is drawn, so that it does not change under a person's eyes.

use std::rc::Rc;

use web_sys::{Element, HtmlSelectElement, window};
use yew::prelude::*;

use super::device;
use super::embed::{Preset, is_embedded};
use super::link::Link;
use super::locale::{Language, Locale};
use super::preferences::{Preferences, Theme};
use super::view::fragment;

/// The name under which the choices are kept.
const KEPT_AS: &str = "preferences";

/// The choices and how to change them, for all parts of the page.
#[derive(Clone, PartialEq)]
pub(super) struct Appearance {
    pub(super) preferences: Preferences,
    change: Callback<Preferences>,
}

impl Appearance {
    /// Changes what was chosen, other than by the buttons here.
    pub(super) fn set(&self, change: impl FnOnce(Preferences) -> Preferences) {
        self.change.emit(change(self.preferences));
    }

    /// The language chosen, else the one that the browser prefers.
    pub(super) fn language(&self) -> Language {
        language(self.preferences)
    }
}

fn language(preferences: Preferences) -> Language {
    preferences.language.unwrap_or_else(|| {
        let tags = window().map(|window| window.navigator().languages());
        Language::preferred(tags.into_iter().flatten().filter_map(|tag| tag.as_string()))
    })
}

/// What was kept; for someone who never chose a language, the one that a link brings; else what the page
/// asks for that leads here or is around.
fn kept() -> Preferences {
    let kept = device::read(KEPT_AS).map(|line| Preferences::parse(&line)).unwrap_or_default();
    let linked = || Language::tagged(&Link::open(&fragment())?.ok()?.language);
    let kept = Preferences { language: kept.language.or_else(linked), ..kept };
    Preset::of_address().look_unless(kept)
}

/// Gives the page the look that was chosen on an earlier visit. To be called before it is drawn.
pub fn apply_kept_preferences() {
    apply(kept());
}

fn apply(preferences: Preferences) {
    let Some(document) = window().and_then(|window| window.document()) else {
        return;
    };
    let language = language(preferences);
    document.set_title(Locale::of(language).text("app.title"));
    if let Some(root) = document.document_element() {
        set(&root, "lang", Some(language.tag()));
        set(&root, "data-type", preferences.large_type.then_some("large"));
        set(&root, "data-theme", preferences.theme.name());
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Neither can fail: these names are valid ones.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// The choices of this visit, beginning with those kept. They hold for the visit even where the
/// device keeps nothing.
#[hook]
pub(super) fn use_appearance() -> Appearance {
    let preferences = use_state_eq(kept);
    let change = {
        let preferences = preferences.setter();
        Callback::from(move |chosen: Preferences| {
            apply(chosen);
            device::write(KEPT_AS, &chosen.to_line());
            preferences.set(chosen);
        })
    };
    Appearance { preferences: *preferences, change }
}

#[derive(Properties, PartialEq)]
pub(super) struct ToolbarProps {
    pub(super) locale: Rc<Locale>,
}

/// Large type and the other language. Nothing outside an [`Appearance`].
#[component]
pub(super) fn Toolbar(props: &ToolbarProps) -> Html {
    let locale: &Locale = &props.locale;
    let other = locale.language().other();
    // Each language stands there in its own words.
    let others_name = use_memo(other, |other| Locale::of(*other).text("tools.language"));
    let Some(Appearance { preferences, change }) = use_context::<Appearance>() else {
        return html! {};
    };
    let large_type = {
        let change = change.clone();
        let large_type = !preferences.large_type;
        move |_| change.emit(Preferences { large_type, ..preferences })
    };
    let speak = {
        let change = change.clone();
        move |_| change.emit(Preferences { language: Some(other), ..preferences })
    };
    html! {
        <div class="tools" role="group" aria-label={locale.text("tools.title")}>
            <button type="button" aria-pressed={preferences.large_type.to_string()} onclick={large_type}>
                { locale.text("tools.large_type") }
            </button>
            <button type="button" lang={other.tag()} onclick={speak}>{ *others_name }</button>
        </div>
    }
}

/// Light or dark by hand: for fewer people, so at the foot of the page.
#[component]
pub(super) fn ThemeChoice(props: &ToolbarProps) -> Html {
    let locale: &Locale = &props.locale;
    let Some(Appearance { preferences, change }) = use_context::<Appearance>() else {
        return html! {};
    };
    let onchange = move |event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        change.emit(Preferences { theme: Theme::named(&name), ..preferences });
    };
    let option = |theme: Theme| {
        let label = match theme {
            Theme::System => "tools.theme_system",
            Theme::Light => "tools.theme_light",
            Theme::Dark => "tools.theme_dark",
        };
        html! {
            <option value={theme.name().unwrap_or_default()} selected={preferences.theme == theme}>
                { locale.text(label) }
            </option>
        }
    };
    html! {
        <div class="tools">
            <select aria-label={locale.text("tools.theme")} {onchange}>{ for Theme::ALL.map(option) }</select>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FoldedProps {
    /// Unique on the page.
    pub(super) id: &'static str,
    pub(super) title: AttrValue,
    pub(super) children: Html,
}

/// A section that is not needed to understand the result: folded in large type, where every line
/// pushes the next ones off the screen, and inside another page, which has its own things to say.
#[component]
pub(super) fn Folded(props: &FoldedProps) -> Html {
    let appearance = use_context::<Appearance>();
    let heading = html! { <h2 id={props.id}>{ props.title.clone() }</h2> };
    let children = props.children.clone();
    let is_large = appearance.is_some_and(|appearance| appearance.preferences.large_type);
    if is_large || is_embedded() {
        html! { <details class="card"><summary>{ heading }</summary>{ children }</details> }
    } else {
        html! { <section class="card" aria-labelledby={props.id}>{ heading }{ children }</section> }
    }
}
