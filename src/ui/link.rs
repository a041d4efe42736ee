//! The link that carries entries: everything stands in the address's fragment, which browsers never
//! send. With the entries go the rules they were reckoned with and what came out, so that whoever
//! opens it later sees when either has changed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::saved::{self, SavedError, VERSION};
use super::state::Form;
use super::view::View;
use crate::calendar::Date;
use crate::money::Yuan;
use crate::policy::Fingerprint;

/// How the fragment of such a link begins.
const START: &str = "#e=";

/// What was reckoned when the link was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Then {
    /// The rules.
    #[serde(rename = "p")]
    pub(crate) rules: Fingerprint,
    /// The balance of the account.
    #[serde(rename = "b")]
    pub(crate) balance: Yuan,
    /// What the funds paid of all bills.
    #[serde(rename = "f")]
    pub(crate) funds: Yuan,
}

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    v: u16,
    /// The day it was made.
    pub(crate) on: Date,
    /// The view.
    #[serde(rename = "w")]
    view: String,
    /// The language, as the page's preferences name it.
    #[serde(rename = "l")]
    pub(crate) language: String,
    /// What came out, where anything did.
    #[serde(rename = "r", default, skip_serializing_if = "Option::is_none")]
    pub(crate) then: Option<Then>,
    /// The entries.
    #[serde(rename = "e")]
    pub(crate) form: Form,
}

impl Link {
    /// A link made on the day `on`.
    pub(crate) fn new(
        form: &Form,
        on: Date,
        view: View,
        language: &str,
        then: Option<Then>,
    ) -> Self {
        let (view, language) = (view.fragment().to_owned(), language.to_owned());
        Self { v: VERSION, on, view, language, then, form: form.clone() }
    }

    /// The view it leads to.
    pub(crate) fn view(&self) -> View {
        View::of(&self.view).unwrap_or(View::Balance)
    }

    /// The fragment, with its `#`.
    pub(crate) fn fragment(&self) -> String {
        // Nothing in a link can fail to be written; an empty text would be refused on opening.
        let text = serde_json::to_string(self).unwrap_or_default();
        format!("{START}{}", URL_SAFE_NO_PAD.encode(text))
    }

    /// What a fragment carries; `None` where it is not that of such a link.
    pub(crate) fn open(fragment: &str) -> Option<Result<Self, SavedError>> {
        fragment.strip_prefix(START).map(Self::decode)
    }

    fn decode(code: &str) -> Result<Self, SavedError> {
        let bytes = URL_SAFE_NO_PAD.decode(code).map_err(|_| SavedError::Malformed)?;
        let text = String::from_utf8(bytes).map_err(|_| SavedError::Malformed)?;
        saved::version(&text)?;
        let mut link: Self = serde_json::from_str(&text).map_err(|_| SavedError::Malformed)?;
        link.form = link.form.named();
        Ok(link)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> Link {
        let today = Date::parse("2026-11-21").unwrap();
        let then = Then {
            rules: Fingerprint::of("rules"),
            balance: Yuan::parse("-312.50").unwrap(),
            funds: Yuan::parse("1150").unwrap(),
        };
        Link::new(&Form::new(today), today, View::Causes, "zh", Some(then))
    }

    #[test]
    fn carries_entries_rules_and_result_in_characters_that_need_no_escape() {
        let fragment = link().fragment();
        let opened = Link::open(&fragment).unwrap().unwrap();
        assert_eq!(opened.form, link().form.named());
        assert_eq!((opened.then, opened.view()), (link().then, View::Causes));
        let plain = |c: char| c.is_ascii_alphanumeric() || "#=-_".contains(c);
        assert!(fragment.chars().all(plain), "{fragment}");
    }

    #[test]
    fn refuses_what_is_cut_off_forged_or_newer() {
        let fragment = link().fragment();
        let refused = |fragment: &str| Link::open(fragment).unwrap().unwrap_err();
        assert_eq!(refused(fragment.split_at(fragment.len() - 9).0), SavedError::Malformed);
        assert_eq!(refused("#e=%3Cscript%3E"), SavedError::Malformed);
        assert_eq!(refused("#e="), SavedError::Malformed);
        let newer = URL_SAFE_NO_PAD.encode(r#"{"v":2,"anything":true}"#);
        assert_eq!(refused(&format!("#e={newer}")), SavedError::Newer);
        assert_eq!(Link::open("#causes"), None);
    }
}
