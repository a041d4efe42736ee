//! What a page asks of the calculator that it leads to or frames: the area, how the person is insured,
//! the view, the look. It stands in the query of the address, and in messages while the frame is open.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::super::locale::Language;
use super::super::preferences::{Preferences, Theme};
use super::super::state::{Action, Form};
use super::super::view::View;
use crate::api::is_area_code;
use crate::policy::{InsuranceKind, Status};

/// No message of this kind is longer.
const LONGEST_MESSAGE: usize = 4096;

/// The version of the messages.
const VERSION: u64 = 1;

/// What is asked for; nothing of it where it is not, or not in words that this version knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preset {
    /// Code of the area.
    pub(crate) area: Option<String>,
    /// Kind of insurance.
    pub(crate) insurance: Option<InsuranceKind>,
    /// In service or retired.
    pub(crate) status: Option<Status>,
    /// The view, by the name that its fragment has.
    pub(crate) view: Option<View>,
    /// `zh-CN` or `en`.
    pub(crate) language: Option<Language>,
    /// `light`, `dark`, or `system`.
    pub(crate) theme: Option<Theme>,
    /// 大字版.
    pub(crate) large_type: Option<bool>,
    /// Whether the page asks to be told what comes out, which is for the person to allow.
    pub(crate) wants_result: bool,
    /// What was asked for in words that are not known, for the eyes of whoever made the page.
    pub(crate) unknown: Vec<(&'static str, String)>,
}

impl Preset {
    /// What `asked` gives for each name.
    pub(crate) fn of(asked: impl Fn(&str) -> Option<String>) -> Self {
        let mut preset = Self::default();
        let mut unknown = Vec::new();
        // An empty value is none: `data-area=""`.
        let mut ask = |name: &'static str, read: &mut dyn FnMut(&str) -> bool| {
            if let Some(value) = asked(name).filter(|value| !value.is_empty())
                && !read(&value)
            {
                unknown.push((name, value));
            }
        };
        ask("area", &mut |code| put(&mut preset.area, is_area_code(code).then(|| code.to_owned())));
        ask("insurance", &mut |name| put(&mut preset.insurance, named(name)));
        ask("status", &mut |name| put(&mut preset.status, named(name)));
        ask("view", &mut |name| put(&mut preset.view, View::of(name)));
        ask("locale", &mut |tag| put(&mut preset.language, language(tag)));
        ask("theme", &mut |name| put(&mut preset.theme, theme(name)));
        // `data-large` alone says so, too.
        preset.large_type = asked("large").map(|value| is_yes(&value));
        preset.wants_result = asked("result").is_some_and(|value| is_yes(&value));
        preset.unknown = unknown;
        preset
    }

    /// What a message of the page around asks for; `None` where it is no such message.
    pub(crate) fn of_message(text: &str) -> Option<Self> {
        if text.len() > LONGEST_MESSAGE {
            return None;
        }
        let message: Value = serde_json::from_str(text).ok()?;
        let is_ours = message.get("mingbai")?.as_u64()? == VERSION;
        let says = message.get("type")?.as_str()?;
        let preset = message.get("preset")?.as_object()?;
        (is_ours && says == "set")
            .then(|| Self::of(|name| preset.get(name)?.as_str().map(str::to_owned)))
    }

    /// What the form has to do for it.
    pub(crate) fn actions(&self) -> impl Iterator<Item = Action> {
        let area = self.area.clone().map(Action::PickArea);
        let insurance = self.insurance.map(Action::SetInsurance);
        let status = self.status.map(Action::SetStatus);
        [area, insurance, status].into_iter().flatten()
    }

    /// `form` with what is asked for.
    pub(crate) fn fill(&self, form: Form) -> Form {
        self.actions().fold(form, Form::after)
    }

    /// What is asked for, where nothing was `chosen` on an earlier visit.
    pub(crate) fn look_unless(&self, chosen: Preferences) -> Preferences {
        let look = self.look(Preferences::default());
        Preferences {
            language: chosen.language.or(look.language),
            large_type: chosen.large_type || look.large_type,
            theme: if chosen.theme == Theme::System { look.theme } else { chosen.theme },
        }
    }

    /// `chosen` with what is asked for in its place.
    pub(crate) fn look(&self, chosen: Preferences) -> Preferences {
        Preferences {
            language: self.language.or(chosen.language),
            large_type: self.large_type.unwrap_or(chosen.large_type),
            theme: self.theme.unwrap_or(chosen.theme),
        }
    }
}

/// Puts what was read into its place; whether anything was.
fn put<T>(place: &mut Option<T>, read: Option<T>) -> bool {
    *place = read;
    place.is_some()
}

/// The value that is written as `name` wherever else it is written.
fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

fn language(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(primary.as_str(), "zh" | "en").then(|| Language::preferred([primary]))
}

fn theme(name: &str) -> Option<Theme> {
    let theme = Theme::named(name);
    (name == "system" || theme.name() == Some(name)).then_some(theme)
}

fn is_yes(value: &str) -> bool {
    !matches!(value, "false" | "0" | "no" | "off")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&str, &str)]) -> Preset {
        Preset::of(|name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn reads_all_that_a_page_may_ask_for() {
        let preset = query(&[
            ("area", "510100"),
            ("insurance", "employee_pool_only"),
            ("status", "retired"),
            ("view", "reimburse"),
            ("locale", "en-GB"),
            ("theme", "dark"),
            ("large", ""),
            ("result", "ask"),
        ]);
        let expected = Preset {
            area: Some("510100".to_owned()),
            insurance: Some(InsuranceKind::EmployeePoolOnly),
            status: Some(Status::Retired),
            view: Some(View::Reimburse),
            language: Some(Language::En),
            theme: Some(Theme::Dark),
            large_type: Some(true),
            wants_result: true,
            unknown: Vec::new(),
        };
        assert_eq!(preset, expected);
        assert_eq!(query(&[]), Preset::default());
        assert_eq!(query(&[("theme", "system")]).theme, Some(Theme::System));
        assert_eq!(query(&[("large", "false")]).large_type, Some(false));
    }

    #[test]
    fn what_it_does_not_know_it_names_and_leaves() {
        let asked = [("area", "51010"), ("view", "<script>"), ("theme", "pink"), ("insurance", "")];
        let preset = query(&asked);
        let unknown = [("area", "51010"), ("view", "<script>"), ("theme", "pink")];
        assert_eq!(preset.unknown, unknown.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(preset, Preset { unknown: preset.unknown.clone(), ..Preset::default() });
    }

    #[test]
    fn only_messages_of_this_version_ask_for_anything() {
        let said = |text: &str| Preset::of_message(text);
        let message = r#"{"mingbai":1,"type":"set","preset":{"area":"310000","large":"","x":5}}"#;
        let preset = said(message).unwrap();
        assert_eq!((preset.area.as_deref(), preset.large_type), (Some("310000"), Some(true)));
        for other in [
            message.replace("\"mingbai\":1", "\"mingbai\":2"),
            message.replace("\"set\"", "\"height\""),
            message.replace("mingbai", "other"),
            message.replace("{\"area\":\"310000\",\"large\":\"\",\"x\":5}", "[]"),
            format!("{message}{}", " ".repeat(LONGEST_MESSAGE)),
            String::new(),
            "null".to_owned(),
        ] {
            assert_eq!(said(&other), None, "{other}");
        }
    }

    #[test]
    fn the_form_and_the_look_follow_what_is_asked_for_and_nothing_else_changes() {
        let today = crate::calendar::Date::parse("2026-11-22").unwrap();
        let preset = query(&[("area", "510100"), ("insurance", "resident"), ("large", "1")]);
        let form = preset.fill(Form::new(today));
        let mut expected = Form::new(today);
        expected.area = Some("510100".to_owned());
        expected.insurance = InsuranceKind::Resident;
        assert_eq!(form, expected);
        let chosen = Preferences { theme: Theme::Dark, ..Preferences::default() };
        assert_eq!(preset.look(chosen), Preferences { large_type: true, ..chosen });
        let dark_english = query(&[("theme", "dark"), ("locale", "en"), ("large", "false")]);
        let own = Preferences { theme: Theme::Light, large_type: true, language: None };
        let expected = Preferences { language: Some(Language::En), ..own };
        assert_eq!(dark_english.look_unless(own), expected, "a person's own choice stays");
    }
}
