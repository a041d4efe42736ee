//! Parts that are drawn only while they are open. A year of bills has thousands of figures with their
//! working; a phone that draws what nobody looks at answers slowly.

use std::rc::Rc;

use web_sys::HtmlDetailsElement;
use yew::prelude::*;

/// What is drawn once a part is opened.
#[derive(Clone)]
pub(crate) struct Body(Rc<dyn Fn() -> Html>);

impl Body {
    /// Of what `draw` gives.
    pub(crate) fn new(draw: impl Fn() -> Html + 'static) -> Self {
        Self(Rc::new(draw))
    }
}

impl PartialEq for Body {
    /// What it draws cannot be told without drawing it; while it is closed that costs nothing.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct LazyProps {
    pub(crate) class: &'static str,
    pub(crate) summary: Html,
    pub(crate) body: Body,
}

/// A summary that opens what `body` draws.
#[component]
pub(crate) fn Lazy(props: &LazyProps) -> Html {
    let (node, open, ontoggle) = use_opened();
    html! {
        <details ref={node} class={props.class} {ontoggle}>
            <summary>{ props.summary.clone() }</summary>
            if open {
                { (props.body.0)() }
            }
        </details>
    }
}

/// Whether the details with the reference given are open, and what keeps that up to date. Parts within
/// them open and close as well, and their events come by here: the element itself is asked.
#[hook]
pub(crate) fn use_opened() -> (NodeRef, bool, Callback<Event>) {
    let node = use_node_ref();
    let open = use_state_eq(|| false);
    let ontoggle = {
        let (node, open) = (node.clone(), open.clone());
        Callback::from(move |_: Event| {
            open.set(node.cast::<HtmlDetailsElement>().is_some_and(|details| details.open()));
        })
    };
    (node, *open, ontoggle)
}
