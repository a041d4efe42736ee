//! How a person wants to see the page. Pure: [`super::toolbar`] keeps it on the device and shows it.

use super::locale::Language;

/// What begins a line of this shape. A line of another shape is not understood, and not an error.
const VERSION: &str = "1";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Light by hand.
    Light,
    /// Dark by hand.
    Dark,
}

impl Theme {
    /// All, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in attributes and in what is kept; none where the device decides.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme of that name; the device's for any other.
    pub(crate) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == Some(name)).unwrap_or_default()
    }
}

/// What a person has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preferences {
    /// Nothing as long as the browser's preference holds.
    pub(crate) language: Option<Language>,
    /// 大字版.
    pub(crate) large_type: bool,
    pub(crate) theme: Theme,
}

impl Preferences {
    /// One line, such as `1 language=en type=large theme=dark`; what was not chosen is left out.
    pub(crate) fn to_line(self) -> String {
        let chosen = [
            ("language", self.language.map(Language::tag)),
            ("type", self.large_type.then_some("large")),
            ("theme", self.theme.name()),
        ];
        let words = chosen.into_iter().filter_map(|(name, value)| Some((name, value?)));
        words.fold(VERSION.to_owned(), |line, (name, value)| format!("{line} {name}={value}"))
    }

    /// Reads a line. What it does not understand counts as not chosen: a preference is never worth
    /// an error.
    pub(crate) fn parse(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let mut read = Self::default();
        if words.next() != Some(VERSION) {
            return read;
        }
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            match name {
                "language" => read.language = Language::tagged(value),
                "type" => read.large_type = value == "large",
                "theme" => read.theme = Theme::named(value),
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_survives_being_kept() {
        for language in [None, Some(Language::Zh), Some(Language::En)] {
            for large_type in [false, true] {
                for theme in Theme::ALL {
                    let chosen = Preferences { language, large_type, theme };
                    assert_eq!(Preferences::parse(&chosen.to_line()), chosen);
                }
            }
        }
    }

    #[test]
    fn a_line_names_what_was_chosen() {
        assert_eq!(Preferences::default().to_line(), "1");
        let all =
            Preferences { language: Some(Language::En), large_type: true, theme: Theme::Dark };
        assert_eq!(all.to_line(), "1 language=en type=large theme=dark");
    }

    #[test]
    fn what_is_not_understood_counts_as_not_chosen() {
        for line in ["", "2 type=large", "type=large", "1 theme=pink type=tiny language=xx", "1 ="]
        {
            assert_eq!(Preferences::parse(line), Preferences::default(), "{line}");
        }
        let later = Preferences::parse("1 contrast=high type=large");
        assert_eq!(later, Preferences { large_type: true, ..Preferences::default() });
    }
}
