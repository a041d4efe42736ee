//! Whether the page around may be told what comes out: never unless the person says so, and they can take
//! it back.

use yew::prelude::*;

use super::super::locale::Locale;

/// What the person said, and how to change it.
pub(crate) struct Consent<'a> {
    pub(crate) locale: &'a Locale,
    /// Origin of the page around.
    pub(crate) origin: &'a str,
    /// What they said, if anything.
    pub(crate) said: Option<bool>,
    pub(crate) say: &'a Callback<bool>,
}

/// The question, or what was answered.
pub(crate) fn consent(cx: &Consent) -> Html {
    let locale = cx.locale;
    let words = |key| locale.fill(key, &[("origin", cx.origin)]);
    let button = |yes: bool, key| {
        let say = cx.say.clone();
        html! {
            <button type="button" onclick={move |_| say.emit(yes)}>{ locale.text(key) }</button>
        }
    };
    let (key, buttons) = match cx.said {
        None => (
            "embed.consent",
            html! { <>{ button(true, "embed.allow") }{ button(false, "embed.refuse") }</> },
        ),
        Some(true) => ("embed.allowed", button(false, "embed.stop")),
        Some(false) => ("embed.refused", button(true, "embed.allow")),
    };
    html! {
        <section class="card consent" aria-label={locale.text("embed.consent_title")}>
            <p role="status">{ words(key) }</p>
            <div class="row-buttons">{ buttons }</div>
        </section>
    }
}
