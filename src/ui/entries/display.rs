//! The balance that an app or a receipt shows, and when.

use yew::prelude::*;

use super::super::state::Field;
use super::Entries;
use super::field::{Kind, single};

/// Balance and day.
pub(super) fn display(cx: &Entries) -> Html {
    let hint = Some("display.balance_hint");
    html! {
        <fieldset>
            <legend>{ cx.locale.text("display.title") }</legend>
            <div class="pair">
                { single(cx, Field::Displayed, "displayed", "display.balance", hint, Kind::Number) }
                { single(cx, Field::DisplayedOn, "displayed-on", "display.on", None, Kind::Day) }
            </div>
        </fieldset>
    }
}
