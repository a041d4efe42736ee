//! Figures that the person knows better than the rules: from a slip, a notice, or the counter.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::state::{Action, Field};
use super::Entries;
use super::field::{Kind, single};
use crate::policy::Topic;

/// The own figures, open where one of them is wanted.
pub(super) fn own_figures(cx: &Entries) -> Html {
    let fields = [
        Field::MonthlyCredit,
        Field::OutpatientDeductible,
        Field::OutpatientRatio,
        Field::OutpatientCap,
    ];
    let in_use = fields.into_iter().any(|field| !cx.form.text(field).is_empty());
    let wants = |topic| cx.wanted.contains(&topic);
    let hint = |topic| wants(topic).then_some("own.wanted");
    let on = cx.on.clone();
    let toggled = move |event: Event| {
        let checked = event.target_unchecked_into::<HtmlInputElement>().checked();
        on.emit(Action::SetPaysOutsideRange(checked));
    };
    html! {
        <details class="own-figures" open={in_use || cx.form.account_pays_outside_range || !cx.wanted.is_empty()}>
            <summary>{ cx.locale.text("own.title") }</summary>
            <p class="hint">{ cx.locale.text("own.hint") }</p>
            <div class="pair">
                { single(cx, Field::MonthlyCredit, "own-monthly-credit", "own.monthly_credit",
                    hint(Topic::AccountCredit), Kind::Number) }
                { single(cx, Field::OutpatientDeductible, "own-deductible", "own.deductible",
                    hint(Topic::OutpatientDeductible), Kind::Number) }
            </div>
            <div class="pair">
                { single(cx, Field::OutpatientRatio, "own-ratio", "own.ratio",
                    hint(Topic::OutpatientRatio), Kind::Number) }
                { single(cx, Field::OutpatientCap, "own-cap", "own.cap",
                    hint(Topic::OutpatientCap), Kind::Number) }
            </div>
            <label class="choice" for="own-outside-range">
                <input type="checkbox" id="own-outside-range" checked={cx.form.account_pays_outside_range}
                    onchange={toggled} />
                { cx.locale.text("own.outside_range") }
            </label>
        </details>
    }
}
