//! The three questions that people come with, as links: how much is in the account, how much is paid
//! of a bill, why is it zero or negative.

use yew::prelude::*;

use super::super::view::View;
use super::Entries;

const DOORS: [(View, &str, &str); 3] = [
    (View::Balance, "door.balance", "door.balance_hint"),
    (View::Reimburse, "door.reimburse", "door.reimburse_hint"),
    (View::Causes, "door.causes", "door.causes_hint"),
];

/// The three doors; the one gone through is marked.
pub(super) fn doors(cx: &Entries) -> Html {
    let door = |(view, label, hint): (View, &'static str, &'static str)| {
        let current = (cx.view == view).then_some("page");
        html! {
            <a class="door" href={format!("#{}", view.fragment())} aria-current={current}>
                <strong>{ cx.locale.text(label) }</strong>
                <span class="hint">{ cx.locale.text(hint) }</span>
            </a>
        }
    };
    html! {
        <nav class="doors" aria-label={cx.locale.text("door.title")}>{ for DOORS.into_iter().map(door) }</nav>
    }
}
