//! Puts the focus where it belongs after a row came or went: a person who types, or hears the page
//! read out, goes on from there.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use wasm_bindgen::JsCast;

use super::super::state::Action;

/// A reference to the part of the page whose first control takes the focus once it is `wanted`.
#[hook]
pub(super) fn use_focus(wanted: bool, on: &Callback<Action>) -> NodeRef {
    let node = use_node_ref();
    {
        let (node, on) = (node.clone(), on.clone());
        use_effect_with(wanted, move |wanted| {
            if *wanted {
                focus_within(&node);
                on.emit(Action::Focused);
            }
        });
    }
    node
}

/// Gives the focus to the first control within `node`.
pub(super) fn focus_within(node: &NodeRef) {
    let first = node
        .cast::<Element>()
        .and_then(|part| part.query_selector("input, select, button").ok().flatten())
        .and_then(|control| control.dyn_into::<HtmlElement>().ok());
    if let Some(control) = first {
        // A control that cannot take it leaves it where it is.
        let _ = control.focus();
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FrameProps {
    pub(super) title: AttrValue,
    /// Whether the row is new, or back.
    pub(super) focus: bool,
    pub(super) on: Callback<Action>,
    pub(super) children: Html,
}

/// A row of the form with its name.
#[component]
pub(super) fn Frame(props: &FrameProps) -> Html {
    let node = use_focus(props.focus, &props.on);
    html! {
        <fieldset ref={node} class="row">
            <legend>{ props.title.clone() }</legend>
            { props.children.clone() }
        </fieldset>
    }
}
