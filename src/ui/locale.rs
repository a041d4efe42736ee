//! The words of the page, by key, from the files in `locale/`: `key = text` lines, `#` comments.
//!
//! `{name}` in a text is filled in by [`Locale::fill`]. No other module of the page holds words.

/// The words of one language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Locale {
    /// Sorted by key.
    texts: Vec<(&'static str, &'static str)>,
}

/// 简体中文.
const ZH: &str = include_str!("locale/zh.txt");

impl Locale {
    /// 简体中文.
    pub(crate) fn zh() -> Self {
        Self::parse(ZH)
    }

    fn parse(file: &'static str) -> Self {
        let mut texts: Vec<_> = file
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .filter_map(|line| line.split_once('='))
            .map(|(key, text)| (key.trim(), text.trim()))
            .collect();
        texts.sort_unstable_by_key(|(key, _)| *key);
        Self { texts }
    }

    /// The text of `key`; the key itself where it is missing, which a test rules out.
    pub(crate) fn text(&self, key: &'static str) -> &'static str {
        let found = self.texts.binary_search_by_key(&key, |(known, _)| known);
        found.ok().and_then(|index| self.texts.get(index)).map_or(key, |(_, text)| text)
    }

    /// The text of `key` with each `{name}` replaced by its value.
    pub(crate) fn fill(&self, key: &'static str, values: &[(&str, &str)]) -> String {
        let mut rest = self.text(key);
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                rest = after;
                break;
            };
            let value = values.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or(name, |(_, value)| value));
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
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
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut code);
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
        let locale = Locale::zh();
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
    fn fills_names_in() {
        let locale = Locale::parse("a.b = 还差 {amount}，共 {total}。");
        assert_eq!(locale.fill("a.b", &[("amount", "1"), ("total", "2")]), "还差 1，共 2。");
    }
}
