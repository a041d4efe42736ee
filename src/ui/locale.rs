//! The words of the page, by key, from the files in `locale/`: `key = text` lines, `#` comments.
//!
//! `{name}` in a text is filled in by [`Locale::fill`]. No other module of the page holds words.

use crate::policy::Text;

/// A language that the page speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// 简体中文.
    Zh,
    /// English.
    En,
}

impl Language {
    /// The page's own language: that of the rules, and of nearly all whom they are for.
    pub(crate) const DEFAULT: Self = Self::Zh;

    /// The best for a person whose browser prefers `tags`, the first most: Chinese of any kind is
    /// answered in Chinese, everything else in English.
    pub(crate) fn preferred(tags: impl IntoIterator<Item = String>) -> Self {
        let first = tags.into_iter().next();
        first.map_or(Self::DEFAULT, |tag| {
            let primary = tag.split(['-', '_']).next().unwrap_or_default();
            if primary.eq_ignore_ascii_case("zh") { Self::Zh } else { Self::En }
        })
    }

    /// The tag for `lang` attributes.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language of such a tag.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        [Self::Zh, Self::En].into_iter().find(|language| language.tag() == tag)
    }

    /// The language that one tap leads to.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Locale {
    language: Language,
    /// Sorted by key.
    texts: Vec<(&'static str, &'static str)>,
}

impl Locale {
    /// The words of `language`.
    pub(crate) fn of(language: Language) -> Self {
        let file = match language {
            Language::Zh => include_str!("locale/zh.txt"),
            Language::En => include_str!("locale/en.txt"),
        };
        Self::parse(language, file)
    }

    fn parse(language: Language, file: &'static str) -> Self {
        let mut texts: Vec<_> = file
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .filter_map(|line| line.split_once('='))
            .map(|(key, text)| (key.trim(), unquoted(text.trim())))
            .collect();
        texts.sort_unstable_by_key(|(key, _)| *key);
        Self { language, texts }
    }

    /// Which language it is.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// The text of `key`; the key itself where it is missing, which a test rules out.
    pub(crate) fn text(&self, key: &'static str) -> &'static str {
        let found = self.texts.binary_search_by_key(&key, |(known, _)| known);
        found.ok().and_then(|index| self.texts.get(index)).map_or(key, |(_, text)| text)
    }

    /// The text of `key` with each `{name}` replaced by its value, and each `{name|one|other}` by
    /// the word for the number that is the value: the first for 1, the second for 2, and so on,
    /// the last for every other.
    pub(crate) fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut rest = self.text(key);
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((slot, after)) = after.split_once('}') else {
                rest = after;
                break;
            };
            filled.push_str(filling(slot, values));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// What the data say in two languages, in this one.
    pub(crate) fn said<'a>(&self, text: &'a Text) -> &'a str {
        match self.language {
            Language::Zh => &text.zh,
            Language::En => &text.en,
        }
    }

    /// A proper name, which people meet in Chinese whatever they read: in English both stand there.
    pub(crate) fn name(&self, text: &Text) -> String {
        self.name_of(&text.zh, &text.en)
    }

    /// As [`Self::name`], for a name that is not kept as a [`Text`].
    pub(crate) fn name_of(&self, zh: &str, en: &str) -> String {
        match self.language {
            Language::Zh => zh.to_owned(),
            Language::En => format!("{en} {zh}"),
        }
    }
}

/// A text without the quotes that keep spaces at its ends.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text)
}

/// What stands for a `{slot}`: a value, or the word that its number chooses.
fn filling<'a>(slot: &'a str, values: &[(&str, &'a str)]) -> &'a str {
    let mut parts = slot.split('|');
    let name = parts.next().unwrap_or_default();
    let value = values.iter().find(|(known, _)| *known == name).map_or(name, |(_, value)| *value);
    let words: Vec<&str> = parts.collect();
    let chosen = value.parse::<usize>().ok().and_then(|number| words.get(number.checked_sub(1)?));
    chosen.or(words.last()).copied().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    fn sources(folder: &Path, found: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
                found.push_str(&code);
            }
        }
    }

    /// String literals of the page's sources that have the form of a key.
    fn keys_in_code() -> BTreeSet<String> {
        let mut code = String::new();
        for layer in ["src/ui", "src/api"] {
            sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(layer), &mut code);
        }
        let is_key = |text: &&str| {
            text.contains('.')
                && text.split('.').count() == 2
                && text.split('.').all(|part| {
                    !part.is_empty()
                        && part
                            .bytes()
                            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
                })
        };
        code.split('"').filter(is_key).map(str::to_owned).collect()
    }

    #[test]
    fn every_key_in_the_code_has_its_words_and_every_word_is_used() {
        let locale = Locale::of(Language::Zh);
        let known: BTreeSet<String> =
            locale.texts.iter().map(|(key, _)| (*key).to_owned()).collect();
        let used = keys_in_code();
        assert!(used.len() > 100, "the scan found only {} keys", used.len());
        let missing: Vec<_> = used.difference(&known).collect();
        let unused: Vec<_> = known.difference(&used).collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
        assert!(unused.is_empty(), "words that nothing uses: {unused:?}");
        assert_eq!(locale.texts.len(), known.len(), "a key stands twice");
    }

    #[test]
    fn no_word_stands_outside_the_locale_files() {
        let mut code = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut code);
        let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let offending: Vec<&str> = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .filter(|line| line.contains('"') && line.chars().any(is_han))
            .collect();
        assert!(offending.is_empty(), "{offending:?}");
    }

    #[test]
    fn only_the_locale_chooses_between_the_languages_of_the_data() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
        let mut code = String::new();
        sources(&root, &mut code);
        let own = fs::read_to_string(root.join("locale.rs")).unwrap();
        let own = own.split("#[cfg(test)]").next().unwrap();
        let choices = |code: &str| code.matches(".zh").count();
        let all: Vec<&str> = code.lines().filter(|line| choices(line) > 0).collect();
        assert_eq!(choices(&code), choices(own), "{all:#?}");
    }

    #[test]
    fn fills_names_in() {
        let locale = Locale::parse(Language::Zh, "a.b = 还差 {amount}，共 {total}。");
        assert_eq!(locale.fill("a.b", &[("amount", "1"), ("total", "2")]), "还差 1，共 2。");
    }

    #[test]
    fn a_number_chooses_its_word() {
        let file = "a.b = {count} {count|day|days}\na.c = {month|January|February|March}";
        let locale = Locale::parse(Language::En, file);
        let days = |count| locale.fill("a.b", &[("count", count)]);
        let month = |number| locale.fill("a.c", &[("month", number)]);
        assert_eq!(["0", "1", "2", "2.5"].map(days), ["0 days", "1 day", "2 days", "2.5 days"]);
        assert_eq!(["1", "3"].map(month), ["January", "March"]);
    }

    #[test]
    fn quotes_keep_spaces() {
        let locale = Locale::parse(Language::En, "a.b = \", \"\na.c =  b ");
        assert_eq!((locale.text("a.b"), locale.text("a.c")), (", ", "b"));
    }

    #[test]
    fn the_first_preference_decides_the_language() {
        let of = |tags: &[&str]| Language::preferred(tags.iter().map(|tag| (*tag).to_owned()));
        for tags in [&["zh-CN", "en"][..], &["zh"], &["ZH_Hant-TW"], &[]] {
            assert_eq!(of(tags), Language::Zh, "{tags:?}");
        }
        for tags in [&["en-GB", "zh-CN"][..], &["fr"], &["za"], &["zha"]] {
            assert_eq!(of(tags), Language::En, "{tags:?}");
        }
    }

    /// The names that a text is filled with.
    fn names(text: &str) -> BTreeSet<&str> {
        let slots = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
        slots.map(|(slot, _)| slot.split('|').next().unwrap()).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_names() {
        let [zh, en] = [Language::Zh, Language::En].map(Locale::of);
        let keys = |locale: &Locale| locale.texts.iter().map(|(key, _)| *key).collect::<Vec<_>>();
        let (zh_keys, en_keys) = (keys(&zh), keys(&en));
        let lacking = |these: &[&'static str], those: &[&'static str]| -> Vec<&'static str> {
            these.iter().filter(|key| !those.contains(key)).copied().collect()
        };
        assert!(lacking(&zh_keys, &en_keys).is_empty(), "{:?}", lacking(&zh_keys, &en_keys));
        assert!(lacking(&en_keys, &zh_keys).is_empty(), "{:?}", lacking(&en_keys, &zh_keys));
        assert_eq!(zh_keys, en_keys, "a key stands twice");
        for key in zh_keys {
            assert_eq!(names(zh.text(key)), names(en.text(key)), "{key}");
        }
    }

    /// A text without what stands in brackets and in quotation marks.
    fn bare(text: &str) -> String {
        let mut depth = 0_usize;
        let mut kept = String::new();
        for c in text.chars() {
            match c {
                '(' | '“' => depth += 1,
                ')' | '”' => depth = depth.checked_sub(1).unwrap(),
                _ if depth == 0 => kept.push(c),
                _ => {}
            }
        }
        kept
    }

    #[test]
    fn english_has_chinese_only_in_brackets_or_quoted() {
        let is_chinese = |c: char| {
            ('\u{3000}'..='\u{9fff}').contains(&c) && !matches!(c, '《' | '》')
                || ('\u{ff00}'..='\u{ffef}').contains(&c) && c != '＋'
        };
        for (key, text) in Locale::of(Language::En).texts {
            assert!(!bare(text).contains(is_chinese), "{key}: {text}");
        }
    }

    #[test]
    fn the_data_speak_both_languages() {
        let text = Text { zh: "成都市".to_owned(), en: "Chengdu".to_owned() };
        let [zh, en] = [Language::Zh, Language::En].map(Locale::of);
        assert_eq!((zh.said(&text), en.said(&text)), ("成都市", "Chengdu"));
        assert_eq!((zh.name(&text), en.name(&text)), ("成都市".into(), "Chengdu 成都市".into()));
    }
}
