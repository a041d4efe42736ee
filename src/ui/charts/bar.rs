//! Who pays how much of a whole, as one bar. Parts are told apart by pattern as well as by colour.

use yew::prelude::*;

use super::super::format;
use super::super::locale::Locale;
use super::{Picture, data_table, scaled, share};
use crate::money::Yuan;

const WIDTH: u32 = 340;
const HEIGHT: u32 = 26;
/// What is not nothing can be seen.
const NARROWEST: u32 = 3;

/// A part of the whole: the name of its look, the key of its own name, its amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Part {
    pub(in super::super) look: &'static str,
    pub(in super::super) label: &'static str,
    pub(in super::super) amount: Yuan,
}

/// Beginning and width of each part. Together they fill the bar; rounding is at the cost of the widest.
fn lay_out(amounts: &[Yuan]) -> Vec<(u32, u32)> {
    let whole: Yuan = amounts.iter().copied().sum();
    let mut so_far = Yuan::ZERO;
    let mut widths: Vec<u32> = amounts
        .iter()
        .map(|amount| {
            let begin = scaled(so_far, whole, WIDTH);
            so_far += *amount;
            let width = scaled(so_far, whole, WIDTH).saturating_sub(begin);
            if amount.is_zero() { 0 } else { width.max(NARROWEST) }
        })
        .collect();
    let over = widths.iter().sum::<u32>().saturating_sub(WIDTH);
    if let Some(widest) = widths.iter_mut().max() {
        *widest -= over.min(*widest);
    }
    let ends = widths.iter().scan(0, |x, width| {
        let begin = *x;
        *x += width;
        Some((begin, *width))
    });
    ends.collect()
}

/// The patterns that [`bar`] and [`swatch`] fill with; once on a page.
pub(in super::super) fn patterns() -> Html {
    html! {
        <svg class="visually-hidden" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="ground" d="M0 0H6V6H0Z" />
                    <path class="stroke" d="M-1 1L1 -1M0 6L6 0M5 7L7 5" />
                </pattern>
                <pattern id="dotted" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="ground" d="M0 0H6V6H0Z" />
                    <circle class="dot" cx="3" cy="3" r="2" />
                </pattern>
                <pattern id="crossed" width="6" height="6" patternUnits="userSpaceOnUse">
                    <path class="ground" d="M0 0H6V6H0Z" />
                    <path class="stroke" d="M0 3H6M3 0V6" />
                </pattern>
            </defs>
        </svg>
    }
}

/// A piece in the look of a part.
fn piece(look: &'static str, x: u32, width: u32, height: u32) -> Html {
    // A presentation attribute: in a stylesheet the address would be that of the stylesheet.
    let fill = match look {
        "hatched" => Some("url(#hatched)"),
        "dotted" => Some("url(#dotted)"),
        "crossed" => Some("url(#crossed)"),
        _ => None,
    };
    html! {
        <rect class={classes!("part", look)} {fill} x={x.to_string()} y="1"
            width={width.to_string()} height={height.to_string()} />
    }
}

/// What a part looks like, beside its name.
pub(in super::super) fn swatch(look: &'static str) -> Html {
    html! {
        <svg class="swatch" viewBox="0 0 18 18" aria-hidden="true" focusable="false">{ piece(look, 1, 16, 16) }</svg>
    }
}

fn pieces(parts: &[Part]) -> Html {
    let amounts: Vec<Yuan> = parts.iter().map(|part| part.amount).collect();
    let pieces = lay_out(&amounts).into_iter().zip(parts).filter(|((_, width), _)| *width > 0);
    pieces.map(|((x, width), part)| piece(part.look, x, width, HEIGHT - 2)).collect()
}

/// The bar of `parts` beside which their figures stand: to those who listen it says nothing more.
pub(in super::super) fn bar_alone(parts: &[Part]) -> Html {
    html! {
        <svg class="chart payers-bar" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none"
            aria-hidden="true" focusable="false">{ pieces(parts) }</svg>
    }
}

/// The bar of `parts` with its figures; nothing where the whole is nothing.
pub(in super::super) fn bar(locale: &Locale, id: &str, title: &str, parts: &[Part]) -> Html {
    let whole: Yuan = parts.iter().map(|part| part.amount).sum();
    if whole.is_zero() {
        return html! {};
    }
    let rows: Vec<Vec<String>> = parts
        .iter()
        .map(|part| {
            let name = locale.text(part.label).to_owned();
            vec![name, format::money(part.amount), share(part.amount, whole)]
        })
        .collect();
    let said = rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>();
    let said = said.join(locale.text("format.list_separator"));
    let picture = Picture { class: "payers-bar", size: (WIDTH, HEIGHT), id, title, said: &said };
    html! {
        <div class="figure-of">
            { picture.of(pieces(parts)) }
            { data_table(locale, title, &["chart.payer", "bill.amount", "chart.share"], rows.into_iter()) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(amounts: &[i64]) -> Vec<(u32, u32)> {
        lay_out(&amounts.iter().map(|fen| Yuan::from_fen(*fen)).collect::<Vec<_>>())
    }

    /// 340 × 1,150 / 2,600 = 150.3; × 1,630 / 2,600 = 213.1.
    #[test]
    fn parts_follow_each_other_and_fill_the_bar() {
        assert_eq!(widths(&[115_000, 48_000, 97_000]), [(0, 150), (150, 63), (213, 127)]);
    }

    #[test]
    fn what_is_little_can_be_seen_and_what_is_nothing_cannot() {
        assert_eq!(widths(&[1, 0, 999_999]), [(0, 3), (3, 0), (3, 337)]);
        assert_eq!(widths(&[999_999, 1]), [(0, 337), (337, 3)]);
        assert_eq!(widths(&[0, 0]), [(0, 0), (0, 0)]);
    }
}
