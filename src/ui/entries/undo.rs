//! What was removed last, with the button that brings it back, where its like are entered.

use yew::prelude::*;

use super::super::state::{Action, Removed};
use super::Entries;

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
    let offer = cx.form.removed.as_ref().map(|removed| match removed {
        Removed::Contribution(..) => (Of::Contributions, "undo.contribution"),
        Removed::Expense(..) => (Of::Spending, "undo.expense"),
        Removed::Movement(..) => (Of::Spending, "undo.movement"),
        Removed::Change(..) => (Of::Changes, "undo.change"),
    });
    match offer.filter(|(belongs, _)| *belongs == of) {
        Some((_, key)) => button(cx, key, Action::Undo),
        None => html! {},
    }
}

/// The offer to bring back entries that others took the place of.
pub(super) fn bring_back(cx: &Entries) -> Html {
    match cx.form.replaced {
        Some(_) => button(cx, "undo.all", Action::BringBack),
        None => html! {},
    }
}

fn button(cx: &Entries, said: &'static str, action: Action) -> Html {
    let on = cx.on.clone();
    html! {
        <div class="undo" role="status">
            <span>{ cx.locale.text(said) }</span>
            <button type="button" class="quiet" onclick={move |_| on.emit(action.clone())}>
                { cx.locale.text("undo.back") }
            </button>
        </div>
    }
}
