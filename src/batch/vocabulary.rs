//! How people write what a table holds: headings, kinds of insurance, levels of hospitals. The words
//! stand in `vocabulary.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The words of the file.
pub(super) static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::parse(include_str!("vocabulary.txt")));

/// Words by what they mean.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The words of each key, as written.
    words: HashMap<&'static str, Vec<&'static str>>,
    /// Of each group of keys (what stands before their point), the key that a word means.
    meanings: HashMap<&'static str, HashMap<String, &'static str>>,
}

impl Vocabulary {
    fn parse(file: &'static str) -> Self {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let entries = lines.filter_map(|line| line.split_once(" = "));
        let mut vocabulary = Self { words: HashMap::new(), meanings: HashMap::new() };
        for (key, words) in entries {
            let (group, name) = key.split_once('.').unwrap_or((key, key));
            let words: Vec<&str> = words.split('|').map(str::trim).collect();
            let meanings = vocabulary.meanings.entry(group).or_default();
            // The code itself may stand in a cell.
            meanings.insert(plain(name), name);
            meanings.extend(words.iter().map(|word| (plain(word), name)));
            vocabulary.words.insert(key, words);
        }
        vocabulary
    }

    /// The words of a key, that of a Chinese template first, that of an English one second.
    pub(super) fn words(&self, key: &str) -> &[&'static str] {
        self.words.get(key).map_or(&[], Vec::as_slice)
    }

    /// What a text means among the keys `group.*`; the whole of it must be one of their words.
    pub(super) fn meaning(&self, group: &str, text: &str) -> Option<&'static str> {
        self.meanings.get(group)?.get(&plain(text)).copied()
    }

    /// Each word of the keys `group.*`, made plain, with the rest of its key.
    pub(super) fn of_group(&self, group: &str) -> impl Iterator<Item = (&str, &'static str)> {
        self.meanings.get(group).into_iter().flatten().map(|(word, name)| (word.as_str(), *name))
    }
}

/// A full-width letter, digit or sign as a plain one.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            // The block mirrors the signs from ! to ~ at this distance.
            u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    }
}

/// A text as it is compared: lower case, without spaces and signs, without brackets and what is in them.
pub(super) fn plain(text: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().map(half_width) {
        match c {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_things() {
        let file = include_str!("vocabulary.txt");
        let mut seen: HashMap<(String, String), &str> = HashMap::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, words)) = line.split_once(" = ") else { continue };
            let group = key.split('.').next().unwrap().to_owned();
            for word in words.split('|').map(plain) {
                let other = seen.insert((group.clone(), word.clone()), key);
                assert!(other.is_none_or(|other| other == key), "{word}: {key} and {other:?}");
            }
        }
        assert!(seen.len() > 200, "{}", seen.len());
    }

    #[test]
    fn words_are_compared_without_what_does_not_matter() {
        for text in
            ["缴费基数", "缴费基数（元/月）", " 缴费 基数:", "【缴费基数】x".trim_end_matches('x')]
        {
            let expected = if text.starts_with('【') { None } else { Some("base") };
            assert_eq!(VOCABULARY.meaning("person", text), expected, "{text}");
        }
        assert_eq!(VOCABULARY.meaning("insurance", "ＥＭＰＬＯＹＥＥ"), Some("employee"));
        assert_eq!(VOCABULARY.meaning("level", "三级（甲等）"), Some("level3"));
    }

    /// "Not in service" is not "in service", and what is unknown is nothing.
    #[test]
    fn the_whole_cell_must_say_it() {
        for text in ["不在职", "在职/退休", "三级或二级", "", "（三级）"] {
            assert_eq!(VOCABULARY.meaning("status", text), None, "{text}");
            assert_eq!(VOCABULARY.meaning("level", text), None, "{text}");
        }
    }
}
