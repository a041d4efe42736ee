//! How much of a limit is used.

use yew::prelude::*;

use super::scaled;
use crate::money::Yuan;

const WIDTH: u32 = 340;
const HEIGHT: u32 = 14;

/// `used` of `of` as a bar, named `label` and `said` in words; nothing for a limit of nothing.
pub(in super::super) fn meter(label: &str, said: &str, used: Yuan, of: Yuan) -> Html {
    if of.is_zero() {
        return html! {};
    }
    let width = scaled(used, of, WIDTH - 2);
    html! {
        <div class="meter" role="meter" aria-label={label.to_owned()} aria-valuemin="0"
            aria-valuenow={used.min(of).to_string()} aria-valuemax={of.to_string()} aria-valuetext={said.to_owned()}>
            <svg class="chart" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none"
                aria-hidden="true" focusable="false">
                <rect class="limit" x="1" y="1" width={(WIDTH - 2).to_string()} height={(HEIGHT - 2).to_string()} />
                <rect class="used" x="1" y="1" width={width.to_string()} height={(HEIGHT - 2).to_string()} />
            </svg>
        </div>
    }
}
