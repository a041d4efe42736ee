//! What there is to say about where the entries come from and whether the device keeps them.

use yew::prelude::*;

use super::format;
use super::kept::Opened;
use super::link::{Link, Then};
use super::locale::Locale;
use super::saved::SavedError;
use crate::explain::totals;
use crate::policy::PolicySet;
use crate::{api::Answer, money::Yuan};

/// What the notices go by.
pub(super) struct Notices<'a> {
    pub(super) locale: &'a Locale,
    pub(super) opened: &'a Opened,
    /// Whether the device keeps the entries.
    pub(super) kept: bool,
    /// The rules and the answer of now, once they are there.
    pub(super) now: Option<(&'a PolicySet, &'a Answer)>,
    /// The person has read it.
    pub(super) dismiss: &'a Callback<()>,
}

/// All that there is to say.
pub(super) fn notices(cx: &Notices) -> Html {
    let locale = cx.locale;
    let said = match cx.opened {
        Opened::Fresh => None,
        Opened::Restored => Some(html! { <p>{ locale.text("opened.restored") }</p> }),
        Opened::Linked(link) => Some(linked(cx, link)),
        Opened::Unreadable(error) => Some(refused(locale, "opened.unreadable", *error)),
        Opened::LinkRefused(error) => Some(refused(locale, "opened.link_refused", *error)),
    };
    let dismiss = cx.dismiss.clone();
    html! {
        <div class="notices">
            if let Some(said) = said {
                <div class="notice opened" role="status">
                    { said }
                    <button type="button" class="quiet" onclick={move |_| dismiss.emit(())}>
                        { locale.text("opened.dismiss") }
                    </button>
                </div>
            }
            if !cx.kept {
                <p class="notice" role="status">{ locale.text("opened.not_kept") }</p>
            }
        </div>
    }
}

fn refused(locale: &Locale, key: &'static str, error: SavedError) -> Html {
    let why = match error {
        SavedError::TooLong => "opened.too_long",
        SavedError::Malformed => "opened.malformed",
        SavedError::Newer => "opened.newer",
    };
    html! { <p>{ locale.text(key) }{ locale.text(why) }</p> }
}

/// A link was opened: when it was made, and what has changed since.
fn linked(cx: &Notices, link: &Link) -> Html {
    let locale = cx.locale;
    let made = format::date(locale, link.on);
    html! {
        <>
            <p>{ locale.fill("opened.linked", &[("date", &made)]) }</p>
            if let (Some(then), Some((policy, answer))) = (link.then, cx.now) {
                { since(locale, then, policy, answer) }
            }
        </>
    }
}

/// The figures of then and of now, and whether the rules are still those of then.
fn since(locale: &Locale, then: Then, policy: &PolicySet, answer: &Answer) -> Html {
    let same_rules = policy.fingerprint() == then.rules;
    let (funds, _) = totals(&answer.assessment);
    let balance = answer.assessment.account.balance.total;
    let changed = |key, then: Yuan, now: Yuan| {
        let (then, now) = (format::money(then), format::money(now));
        html! { <li>{ locale.fill(key, &[("then", &then), ("now", &now)]) }</li> }
    };
    let same_result = then.balance == balance && then.funds == funds;
    let key = match (same_rules, same_result) {
        (true, true) => "opened.same",
        (false, true) => "opened.rules_changed",
        (false, false) => "opened.figures_changed",
        (true, false) => "opened.reckoning_changed",
    };
    html! {
        <>
            <p>{ locale.text(key) }</p>
            if !same_result {
                <ul class="plain">
                    if then.balance != balance {
                        { changed("opened.balance_then", then.balance, balance) }
                    }
                    if then.funds != funds {
                        { changed("opened.funds_then", then.funds, funds) }
                    }
                </ul>
            }
        </>
    }
}
