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
    /// At the top: other entries took the place of all.
    All,
}

/// The offer, if what was removed last belongs here.
pub(super) fn undo(cx: &Entries, of: Of) -> Html {
    let Some(removed) = &cx.form.removed else {
        return html! {};
    };
    let (belongs, key) = match removed {
        Removed::Contribution(..) => (Of::Contributions, "undo.contribution"),
        Removed::Expense(..) => (Of::Spending, "undo.expense"),
        Removed::Movement(..) => (Of::Spending, "undo.movement"),
        Removed::Change(..) => (Of::Changes, "undo.change"),
        Removed::All(..) => (Of::All, "undo.all"),
    };
    if belongs != of {
        return html! {};
    }
    let on = cx.on.clone();
    html! {
        <div class="undo" role="status">
            <span>{ cx.locale.text(key) }</span>
            <button type="button" class="quiet" onclick={move |_| on.emit(Action::Undo)}>
                { cx.locale.text("undo.back") }
            </button>
        </div>
    }
}
