//! Which view the page shows, as the address's fragment names it: so the browser's own way back
//! works, and a link can lead to each.

use gloo_events::EventListener;
use web_sys::{UrlSearchParams, Window};
use yew::prelude::*;

use super::embed::is_embedded;

/// What the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// 算余额: contributions first.
    Balance,
    /// 算报销: bills first.
    Reimburse,
    /// 查原因: the displayed balance first.
    Causes,
    /// The rules of the area.
    Policy,
    /// Common questions.
    Faq,
    /// How other pages show the calculator.
    Embed,
    /// 批量: a spreadsheet of many people.
    Batch,
}

impl View {
    /// All views.
    pub(crate) const ALL: [Self; 7] = [
        Self::Balance,
        Self::Reimburse,
        Self::Causes,
        Self::Policy,
        Self::Faq,
        Self::Embed,
        Self::Batch,
    ];

    /// The fragment that leads there, without `#`.
    pub(crate) const fn fragment(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Reimburse => "reimburse",
            Self::Causes => "causes",
            Self::Policy => "rules",
            Self::Faq => "questions",
            Self::Embed => "embed",
            Self::Batch => "batch",
        }
    }

    /// The view that a fragment, with or without `#`, leads to, and none to the first; other fragments
    /// lead to places within a view.
    pub(crate) fn of(fragment: &str) -> Option<Self> {
        let name = fragment.strip_prefix('#').unwrap_or(fragment);
        if name.is_empty() {
            return Some(Self::Balance);
        }
        Self::ALL.into_iter().find(|view| view.fragment() == name)
    }

    /// Whether it is one of the three questions that the entries answer.
    pub(crate) const fn reckons(self) -> bool {
        matches!(self, Self::Balance | Self::Reimburse | Self::Causes)
    }
}

/// The fragment of the page's address, with its `#`; empty where there is none.
pub(crate) fn fragment() -> String {
    let location = web_sys::window().map(|window| window.location());
    location.and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Leads to `view`, as a link to it would.
pub(crate) fn go(view: View) {
    if let Some(window) = web_sys::window() {
        // Where the browser refuses, the view stays as it is.
        drop(window.location().set_hash(view.fragment()));
    }
}

/// Leads to `view` without a step to go back to: from elsewhere than the person's own hand.
pub(crate) fn turn_to(view: View) {
    if let Some(window) = web_sys::window() {
        drop(window.location().replace(&format!("#{}", view.fragment())));
    }
}

/// Puts `view` into the address in place of what stands there, without a step to go back to.
pub(crate) fn stand_in(view: View) {
    let Some(window) = web_sys::window() else { return };
    let address = format!("{}#{}", look_asked_for(&window), view.fragment());
    if let Ok(history) = window.history() {
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address)));
    }
}

/// The path with what a page that leads here asks of the look. What it asks of the entries is done by
/// then, and a reload does not ask for it again; a frame's address is the business of the page around.
fn look_asked_for(window: &Window) -> String {
    let location = window.location();
    let (Ok(path), Ok(query)) = (location.pathname(), location.search()) else {
        return String::new();
    };
    let Some(asked) = UrlSearchParams::new_with_str(&query).ok().filter(|_| !is_embedded()) else {
        return format!("{path}{query}");
    };
    for name in ["area", "insurance", "status", "view", "result"] {
        asked.delete(name);
    }
    let query = String::from(asked.to_string());
    if query.is_empty() { path } else { format!("{path}?{query}") }
}

/// The view that the address names, kept up to date. A fragment that names none changes nothing.
#[hook]
pub(crate) fn use_view() -> UseStateHandle<View> {
    let view = use_state_eq(|| View::of(&fragment()).unwrap_or(View::Balance));
    {
        let view = view.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| {
                    if let Some(named) = View::of(&fragment()) {
                        view.set(named);
                    }
                })
            });
            move || drop(listener)
        });
    }
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_has_a_fragment_of_its_own() {
        for view in View::ALL {
            assert_eq!(View::of(&format!("#{}", view.fragment())), Some(view));
        }
        assert_eq!(View::of("#results"), None);
        assert_eq!(View::of(""), Some(View::Balance), "the way back to where the visit began");
    }
}
