//! What was removed last, with the button that brings it back, where its like are entered.

use yew::prelude::*;

use super::super::state::{Action, Focus, Removed};
use super::Entries;
use super::focus::use_focus;

/// Where the offer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// Below contributions.
    Contributions,
    /// Below bills and movements.
    Spending,
    /// Below changes of insurance.
    Changes,
}

/// The offer, if what was removed last belongs here.
pub(super) fn undo(cx: &Entries, of: Of) -> Html {
    let removed = cx.form.removed.as_ref().map(|removed| match removed {
        Removed::Contribution(..) => (Of::Contributions, "undo.contribution"),
        Removed::Expense(..) => (Of::Spending, "undo.expense"),
        Removed::Movement(..) => (Of::Spending, "undo.movement"),
        Removed::Change(..) => (Of::Changes, "undo.change"),
    });
    match removed.filter(|(belongs, _)| *belongs == of) {
        Some((_, key)) => offer(cx, key, Action::Undo, Focus::Undo),
        None => html! {},
    }
}

/// The offer to bring back entries that others took the place of.
pub(super) fn bring_back(cx: &Entries) -> Html {
    if cx.form.replaced.is_empty() {
        return html! {};
    }
    offer(cx, "undo.all", Action::BringBack, Focus::BringBack)
}

fn offer(cx: &Entries, said: &'static str, action: Action, focus: Focus) -> Html {
    let (said, back) = (cx.locale.text(said).to_owned(), cx.locale.text("undo.back").to_owned());
    let focus = cx.form.focus == Some(focus);
    html! { <Offer {said} {back} {action} {focus} on={cx.on.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct OfferProps {
    said: AttrValue,
    back: AttrValue,
    action: Action,
    /// Whether it was just made.
    focus: bool,
    on: Callback<Action>,
}

#[component]
fn Offer(props: &OfferProps) -> Html {
    let node = use_focus(props.focus, &props.on);
    let onclick = {
        let (on, action) = (props.on.clone(), props.action.clone());
        move |_| on.emit(action.clone())
    };
    html! {
        <div ref={node} class="undo" role="status">
            <span>{ props.said.clone() }</span>
            <button type="button" class="quiet" {onclick}>{ props.back.clone() }</button>
        </div>
    }
}
