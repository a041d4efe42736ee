//! The button that puts a text into the clipboard, and says whether the browser let it.

use std::rc::Rc;

use yew::prelude::*;

use super::browser;
use super::locale::Locale;

#[derive(Properties, PartialEq)]
pub(crate) struct CopyProps {
    pub(crate) locale: Rc<Locale>,
    /// What is copied; it stands above the button, to be marked by hand where the browser refuses.
    pub(crate) text: AttrValue,
    /// The key of the button's label.
    pub(crate) label: &'static str,
}

/// The button.
#[component]
pub(crate) fn CopyButton(props: &CopyProps) -> Html {
    let locale = &*props.locale;
    let copied: UseStateHandle<Option<bool>> = use_state_eq(|| None);
    {
        // Another text has not been copied yet.
        let copied = copied.setter();
        use_effect_with(props.text.clone(), move |_| copied.set(None));
    }
    let copy = {
        let (copied, text) = (copied.setter(), props.text.to_string());
        move |_| {
            let (copied, text) = (copied.clone(), text.clone());
            wasm_bindgen_futures::spawn_local(async move {
                copied.set(Some(browser::copy(text).await));
            });
        }
    };
    let said = copied.map(|worked| if worked { "copy.done" } else { "copy.refused" });
    html! {
        <div class="row-buttons copy">
            <p class="hint" role="status">{ said.map(|key| locale.text(key)) }</p>
            <button type="button" onclick={copy}>{ locale.text(props.label) }</button>
        </div>
    }
}
