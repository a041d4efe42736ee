//! The sentence for each reason.

use yew::prelude::*;

use super::super::format::{date, money, month, percent};
use super::super::locale::Locale;
use super::Results;
use crate::explain::{About, Reason};
use crate::policy::Per;

/// The reasons about one figure.
pub(super) fn reasons(cx: &Results, about: About) -> Html {
    // The outcome below says which credits are missing, and why.
    let is_said_below = |reason| matches!(reason, Reason::CreditsNotReckoned { .. });
    let mut here = cx
        .answer
        .reasons
        .iter()
        .filter(|explained| explained.about == about && !is_said_below(explained.reason))
        .peekable();
    if here.peek().is_none() {
        return html! {};
    }
    html! {
        <ul class="reasons">
            { for here.map(|explained| html! { <li>{ sentence(cx.locale, &explained.reason) }</li> }) }
        </ul>
    }
}

fn sentence(locale: &Locale, reason: &Reason) -> String {
    match *reason {
        Reason::NothingBilled => locale.text("reason.nothing_billed").to_owned(),
        Reason::NothingEligible { outside } => {
            locale.fill("reason.nothing_eligible", &[("outside", &money(outside))])
        }
        Reason::PartlyOutsideRange { outside } => {
            locale.fill("reason.partly_outside", &[("outside", &money(outside))])
        }
        Reason::PaidByCurrentYearAccount { paid } => {
            locale.fill("reason.paid_by_current_year", &[("paid", &money(paid))])
        }
        Reason::BelowDeductible { per, deductible, still_missing } => locale.fill(
            match per {
                Per::Year => "reason.below_deductible",
                Per::Quarter => "reason.below_deductible_quarter",
                Per::Month => "reason.below_deductible_month",
                Per::Visit => "reason.below_deductible_visit",
            },
            &[("deductible", &money(deductible)), ("missing", &money(still_missing))],
        ),
        Reason::JustMetDeductible { deductible } => {
            locale.fill("reason.just_met_deductible", &[("deductible", &money(deductible))])
        }
        Reason::NothingFromShare { shared, ratio } => locale.fill(
            "reason.nothing_from_share",
            &[("shared", &money(shared)), ("ratio", &percent(ratio))],
        ),
        Reason::DeductibleTaken { applied } => {
            locale.fill("reason.deductible_taken", &[("applied", &money(applied))])
        }
        Reason::CapReached { cap, over_by } => {
            locale.fill("reason.cap_reached", &[("cap", &money(cap)), ("over", &money(over_by))])
        }
        Reason::CutByCap { cap, over_by } => {
            locale.fill("reason.cut_by_cap", &[("cap", &money(cap)), ("over", &money(over_by))])
        }
        Reason::CostCapReached { cap, beyond } => locale
            .fill("reason.cost_cap_reached", &[("cap", &money(cap)), ("beyond", &money(beyond))]),
        Reason::CutByCostCap { cap, beyond } => locale
            .fill("reason.cut_by_cost_cap", &[("cap", &money(cap)), ("beyond", &money(beyond))]),
        Reason::AdvanceTakenBack {
            year,
            settled_on,
            advanced,
            earned,
            months_paid,
            unpaid_from,
            taken_back,
            spent,
        } => {
            let values = [
                ("year", month(locale, year)),
                ("settled", date(locale, settled_on)),
                ("advanced", money(advanced)),
                ("earned", money(earned)),
                ("months", months_paid.to_string()),
                ("unpaid", unpaid_from.map(|unpaid| month(locale, unpaid)).unwrap_or_default()),
                ("taken", money(taken_back)),
                ("spent", money(spent)),
            ];
            let key = if unpaid_from.is_some() {
                "reason.advance_taken_back"
            } else {
                "reason.advance_corrected"
            };
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            locale.fill(key, &values)
        }
        Reason::OpeningNegative { opening } => {
            locale.fill("reason.opening_negative", &[("opening", &money(opening))])
        }
        Reason::NoAccount => locale.text("reason.no_account").to_owned(),
        Reason::NotEntered => locale.text("reason.not_entered").to_owned(),
        Reason::NothingPaidIn => locale.text("reason.nothing_paid_in").to_owned(),
        Reason::AllSpent { opening, paid_in, spent } => locale.fill(
            "reason.all_spent",
            &[("opening", &money(opening)), ("paid_in", &money(paid_in)), ("spent", &money(spent))],
        ),
        Reason::Overdrawn { opening, paid_in, spent } => locale.fill(
            "reason.overdrawn",
            &[("opening", &money(opening)), ("paid_in", &money(paid_in)), ("spent", &money(spent))],
        ),
        Reason::Closed { on } => locale.fill("reason.closed", &[("date", &date(locale, on))]),
        Reason::InWaitingPeriod { until } => {
            locale.fill("reason.in_waiting_period", &[("date", &date(locale, until))])
        }
        Reason::InBreak { month: broken } => {
            locale.fill("reason.in_break", &[("month", &month(locale, broken))])
        }
        Reason::ExcludedElsewhere => locale.text("reason.excluded_elsewhere").to_owned(),
        Reason::CreditsNotReckoned { .. } => String::new(),
    }
}
