//! Drawings of results. Each module lays its drawing out in whole units of the picture, knowing
//! nothing of the page, and draws it; what it shows is also said in words and stands in a table.

mod balance;
mod bar;
mod curve;
mod meter;

use yew::prelude::*;

pub(super) use balance::balance_chart;
pub(super) use bar::{Part, bar, bar_alone, patterns, swatch};
pub(super) use curve::Curve;
pub(super) use meter::meter;

use super::lazy::{Body, Lazy};
use super::locale::Locale;
use crate::money::Yuan;

/// Where a part of a whole comes to lie on `length` units; nothing of an empty whole.
fn scaled(part: Yuan, whole: Yuan, length: u32) -> u32 {
    let product = i128::from(part.or_zero().fen()) * i128::from(length);
    let units = product.checked_div(i128::from(whole.fen())).unwrap_or_default();
    u32::try_from(units).unwrap_or(length).min(length)
}

/// A part of a whole in percent, to a tenth: `43.2%`.
fn share(part: Yuan, whole: Yuan) -> String {
    let tenths = scaled(part, whole, 2_000).div_ceil(2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// A picture: its name, and in words what it shows.
struct Picture<'a> {
    class: &'static str,
    size: (u32, u32),
    id: &'a str,
    title: &'a str,
    said: &'a str,
}

impl Picture<'_> {
    fn of(&self, drawn: Html) -> Html {
        let (title, said) = (format!("{}-title", self.id), format!("{}-said", self.id));
        let (width, height) = self.size;
        html! {
            <svg class={classes!("chart", self.class)} viewBox={format!("0 0 {width} {height}")}
                role="img" aria-labelledby={title.clone()} aria-describedby={said.clone()}>
                <title id={title}>{ self.title }</title>
                <desc id={said}>{ self.said }</desc>
                { drawn }
            </svg>
        }
    }
}

/// The figures of a drawing, folded: a row each, headed by its first cell.
fn data_table(
    locale: &Locale,
    caption: &str,
    heads: &[&'static str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Html {
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let head = cells.next();
        html! {
            <tr><th scope="row">{ head }</th>{ for cells.map(|cell| html! { <td>{ cell }</td> }) }</tr>
        }
    };
    let summary = html! {
        <>{ locale.text("chart.data") }<span class="visually-hidden">{ " " }{ caption }</span></>
    };
    let heads: Vec<&'static str> = heads.iter().map(|head| locale.text(head)).collect();
    let rows: Vec<Vec<String>> = rows.collect();
    let caption = caption.to_owned();
    let body = Body::new(move || {
        html! {
            <table>
                <caption class="visually-hidden">{ &caption }</caption>
                <thead><tr>{ for heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().cloned().map(row) }</tbody>
            </table>
        }
    });
    html! { <Lazy class="data" {summary} {body} /> }
}

/// A line through points: `M x y L …`.
fn path(points: &[(u32, u32)]) -> String {
    let steps = points.iter().enumerate().map(|(index, (x, y))| {
        let to = if index == 0 { 'M' } else { 'L' };
        format!("{to}{x} {y}")
    });
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_within_the_whole() {
        let yuan = |fen| Yuan::from_fen(fen);
        assert_eq!(scaled(yuan(1), yuan(3), 300), 100);
        assert_eq!(scaled(yuan(5), yuan(3), 300), 300, "never beyond its end");
        assert_eq!(scaled(yuan(-5), yuan(3), 300), 0);
        assert_eq!(scaled(yuan(5), yuan(0), 300), 0);
        assert_eq!(scaled(Yuan::LIMIT, Yuan::LIMIT, 300), 300);
    }

    #[test]
    fn a_share_is_rounded_to_a_tenth_of_a_percent() {
        let of_2600 = |fen| share(Yuan::from_fen(fen), Yuan::from_fen(260_000));
        // 44.23…, 18.46…, 37.307…
        assert_eq!([115_000, 48_000, 97_000].map(of_2600), ["44.2%", "18.5%", "37.3%"]);
        assert_eq!(of_2600(260_000), "100.0%");
        assert_eq!(of_2600(0), "0.0%");
    }

    #[test]
    fn a_line_goes_from_point_to_point() {
        assert_eq!(path(&[(1, 2), (3, 2), (3, 9)]), "M1 2L3 2L3 9");
        assert_eq!(path(&[]), "");
    }
}
