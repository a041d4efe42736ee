//! Figures that the person knows better than the rules: from a slip, a notice, or the counter.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::state::{Action, Field};
use super::Entries;
use super::field::{Kind, single};
use crate::policy::Topic;

const FIELDS: [Field; 8] = [
    Field::MonthlyCredit,
    Field::CreditRate,
    Field::OutpatientDeductible,
    Field::OutpatientRatio,
    Field::OutpatientCap,
    Field::InpatientDeductible,
    Field::InpatientRatio,
    Field::InpatientCap,
];

/// The own figures, open where one of them is wanted.
pub(super) fn own_figures(cx: &Entries) -> Html {
    let in_use = FIELDS.into_iter().any(|field| !cx.form.text(field).is_empty());
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
                { single(cx, Field::CreditRate, "own-credit-rate", "own.credit_rate",
                    hint(Topic::AccountCredit), Kind::Number) }
            </div>
            <div class="pair">
                { single(cx, Field::OutpatientDeductible, "own-deductible", "own.deductible",
                    hint(Topic::OutpatientDeductible), Kind::Number) }
                { single(cx, Field::OutpatientRatio, "own-ratio", "own.ratio",
                    hint(Topic::OutpatientRatio), Kind::Number) }
            </div>
            { single(cx, Field::OutpatientCap, "own-cap", "own.cap", hint(Topic::OutpatientCap), Kind::Number) }
            <div class="pair">
                { single(cx, Field::InpatientDeductible, "own-inpatient-deductible", "own.inpatient_deductible",
                    hint(Topic::InpatientDeductible), Kind::Number) }
                { single(cx, Field::InpatientRatio, "own-inpatient-ratio", "own.inpatient_ratio",
                    hint(Topic::InpatientRatio), Kind::Number) }
            </div>
            { single(cx, Field::InpatientCap, "own-inpatient-cap", "own.inpatient_cap",
                hint(Topic::InpatientCap), Kind::Number) }
            <label class="choice" for="own-outside-range">
                <input type="checkbox" id="own-outside-range" checked={cx.form.account_pays_outside_range}
                    onchange={toggled} />
                { cx.locale.text("own.outside_range") }
            </label>
        </details>
    }
}
