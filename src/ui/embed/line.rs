//! The line that an editor pastes into a page: a link that leads to the calculator where no script runs,
//! and the loader that turns it into the calculator where one does.

/// The loaders with the hash of each; the last is the one that new lines name.
const LOADERS: &str = include_str!("./integrity.txt");

/// In which form the line is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A link with `data-` attributes.
    Link,
    /// An element of its own, with the link in it.
    Element,
}

/// The line. `base` is the address of the folder that the calculator lies in, with its `/` at the end;
/// `asked` what the calculator is to begin with, as in [`super::Preset`]; `words` those of the link.
pub(super) fn line(base: &str, asked: &[(&str, &str)], words: &str, shape: Shape) -> String {
    let attributes = |prefix: &str| -> String {
        let attribute =
            |(name, value): &(&str, &str)| format!(r#" {prefix}{name}="{}""#, escaped(value));
        asked.iter().map(attribute).collect()
    };
    let (address, words) = (escaped(&address(base, asked)), escaped(words));
    let calculator = match shape {
        Shape::Link => {
            let attributes = attributes("data-");
            format!(r#"<a href="{address}" data-mingbai{attributes}>{words}</a>"#)
        }
        Shape::Element => {
            let attributes = attributes("");
            format!(
                r#"<mingbai-calculator{attributes}><a href="{address}">{words}</a></mingbai-calculator>"#
            )
        }
    };
    let (file, hash) = newest();
    let base = escaped(base);
    format!(
        r#"{calculator}<script async src="{base}{file}" integrity="{hash}" crossorigin="anonymous"></script>"#
    )
}

/// Where the link leads: to the whole page, with the same area, kind and view.
fn address(base: &str, asked: &[(&str, &str)]) -> String {
    let is_of_query = |name: &str| !matches!(name, "view" | "result");
    let query: Vec<String> = asked
        .iter()
        .filter(|(name, _)| is_of_query(name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let view = asked.iter().find(|(name, _)| *name == "view").map(|(_, view)| format!("#{view}"));
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{base}{query}{}", view.unwrap_or_default())
}

/// The address of the calculator as it is framed.
pub(super) fn framed(asked: &[(&str, &str)]) -> String {
    let query: Vec<String> = asked.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("embed.html?{}", query.join("&"))
}

fn newest() -> (&'static str, &'static str) {
    LOADERS.lines().last().and_then(|line| line.split_once(' ')).unwrap_or_default()
}

fn escaped(text: &str) -> String {
    let replaced = text.replace('&', "&amp;").replace('"', "&quot;");
    replaced.replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://example.org/mingbai/";

    #[test]
    fn a_link_leads_to_the_same_without_a_script() {
        let asked = [("area", "510100"), ("view", "reimburse")];
        let pasted = line(BASE, &asked, "\"A&B\"", Shape::Link);
        let (link, script) = pasted.split_once("<script").unwrap();
        assert_eq!(
            link,
            r#"<a href="https://example.org/mingbai/?area=510100#reimburse" data-mingbai data-area="510100" data-view="reimburse">&quot;A&amp;B&quot;</a>"#
        );
        let (file, hash) = newest();
        assert!(file.starts_with("embed-") && hash.starts_with("sha384-"), "{file} {hash}");
        let loads = format!(
            r#" async src="{BASE}{file}" integrity="{hash}" crossorigin="anonymous"></script>"#
        );
        assert_eq!(script, loads);
    }

    #[test]
    fn an_element_holds_the_link() {
        let pasted = line(BASE, &[("area", "510100"), ("large", "1")], "x", Shape::Element);
        assert!(pasted.starts_with(
            r#"<mingbai-calculator area="510100" large="1"><a href="https://example.org/mingbai/?area=510100&amp;large=1">x</a></mingbai-calculator><script"#
        ));
        assert!(line(BASE, &[], "x", Shape::Element).starts_with("<mingbai-calculator><a"));
    }
}
