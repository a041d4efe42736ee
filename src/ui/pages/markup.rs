//! HTML as text, put together so that no text can be taken for markup.

use std::fmt;

/// A piece of HTML: what [`text`] and [`el`] made, nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Elements that have no content and no end.
const VOID: [&str; 2] = ["meta", "link"];

/// Elements whose end stands on a line of its own, so that the pages can be read and compared.
const BLOCKS: [&str; 14] = [
    "head", "body", "header", "main", "footer", "nav", "section", "article", "details", "p", "li",
    "h1", "h2", "h3",
];

/// A text, with what HTML would take for markup written out.
pub(super) fn text(text: &str) -> Markup {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    Markup(escaped)
}

/// An element with its attributes and content.
pub(super) fn el(
    name: &str,
    attributes: &[(&str, &str)],
    content: impl IntoIterator<Item = Markup>,
) -> Markup {
    let mut html = format!("<{name}");
    for (key, value) in attributes {
        html.extend([" ", *key, "=\"", &text(value).0, "\""]);
    }
    html.push('>');
    if VOID.contains(&name) {
        html.push('\n');
        return Markup(html);
    }
    html.extend(content.into_iter().map(|piece| piece.0));
    html.extend(["</", name, ">"]);
    if BLOCKS.contains(&name) {
        html.push('\n');
    }
    Markup(html)
}

/// A list with an item for each text.
pub(super) fn bullets(texts: impl IntoIterator<Item = String>) -> Markup {
    let items = texts.into_iter().map(|said| el("li", &[], [text(&said)]));
    el("ul", &[("class", "plain")], items)
}

#[cfg(test)]
mod tests {
    use super::{el, text};

    #[test]
    fn a_text_is_never_markup() {
        let link = el("a", &[("href", "x\"><script>")], [text("a < b & c")]);
        let expected = "<a href=\"x&quot;&gt;&lt;script&gt;\">a &lt; b &amp; c</a>";
        assert_eq!(link.to_string(), expected);
    }
}
