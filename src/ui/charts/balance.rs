//! The balance from day to day: a step line with its zero, where it falls below it, and what came in
//! and went out.

mod layout;

use yew::prelude::*;

use super::super::format;
use super::super::locale::Locale;
use super::{Picture, data_table, path};
use crate::calendar::Date;
use crate::engine::Entry;
use crate::money::Yuan;
use layout::{ABOVE, BELOW, Day, Drawing, HEIGHT, IN, OUT, WIDTH, days, lay_out};

/// The balance of `ledger` until `to`; what lies after `today` is dashed.
pub(in super::super) fn balance_chart(
    locale: &Locale,
    ledger: &[Entry],
    (to, today): (Date, Date),
) -> Html {
    let days = days(ledger);
    let Some((drawing, first)) = lay_out(&days, (to, today)).zip(days.first()) else {
        return html! {};
    };
    let title = locale.text("chart.balance");
    let fell = drawing.falls.and_then(|(_, index)| days.get(index)).map(|day| {
        let (date, balance) = (format::date(locale, day.date), format::money(day.balance));
        locale.fill("chart.fell", &[("date", &date), ("balance", &balance)])
    });
    let mut said = description(locale, &days, to);
    said.extend(fell.iter().flat_map(|fell| [" ", fell.as_str()]));
    let picture =
        Picture { class: "balances", size: (WIDTH, HEIGHT), id: "balances", title, said: &said };
    html! {
        <figure class="figure-of">
            if let Some(fell) = &fell {
                <p class="fell">{ fell }</p>
            }
            { picture.of(drawn(locale, &days, &drawing)) }
            <p class="ends" aria-hidden="true">
                <span>{ format::month(locale, first.date.month()) }</span>
                <span>{ format::month(locale, to.month()) }</span>
            </p>
            <figcaption class="hint">
                { locale.text("chart.balance_legend") }
                if !drawing.projected.is_empty() {
                    { " " }{ locale.text("chart.projected") }
                }
            </figcaption>
            { table(locale, title, &days) }
        </figure>
    }
}

fn table(locale: &Locale, title: &str, days: &[Day]) -> Html {
    let rows = days.iter().map(|day| {
        let moved = day.came_in - day.went_out;
        vec![day.date.to_string(), format::movement(moved), format::money(day.balance)]
    });
    data_table(locale, title, &["ledger.date", "ledger.amount", "ledger.balance"], rows)
}

fn description(locale: &Locale, days: &[Day], to: Date) -> String {
    let said = |day: Option<&Day>| {
        let amount = day.map(|day| format::money(day.balance)).unwrap_or_default();
        (day.map(|day| format::date(locale, day.date)).unwrap_or_default(), amount)
    };
    let (from, first) = said(days.first());
    let (_, last) = said(days.last());
    // Of equal ones the first is named.
    let (high_on, high) = said(days.iter().rev().max_by_key(|day| day.balance));
    let (low_on, low) = said(days.iter().min_by_key(|day| day.balance));
    let values = [
        ("from", from),
        ("first", first),
        ("to", format::date(locale, to)),
        ("last", last),
        ("high_on", high_on),
        ("high", high),
        ("low_on", low_on),
        ("low", low),
    ];
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    locale.fill("chart.balance_said", &values)
}

fn drawn(locale: &Locale, days: &[Day], drawing: &Drawing) -> Html {
    let amount = |of: Option<Yuan>| of.map(format::money).unwrap_or_default();
    let highest = amount(days.iter().map(|day| day.balance).max());
    let lowest = amount(days.iter().map(|day| day.balance).min());
    html! {
        <>
            if let Some(y) = drawing.highest {
                { level("level", y, y - ABOVE, &highest) }
            }
            { level("zero", drawing.zero, drawing.zero - ABOVE, &format::money(Yuan::ZERO)) }
            if let Some(y) = drawing.lowest {
                { level("level", y, y + BELOW, &lowest) }
            }
            <path class="line" d={path(&drawing.known)} />
            <path class="line projected-line" d={path(&drawing.projected)} />
            if let Some((x, index)) = drawing.falls {
                { fall_view(x, drawing.zero, days.get(index).map(|day| format::month(locale, day.date.month()))) }
            }
            { for drawing.came_in.iter().map(|x| mark("in", *x, IN + 3, IN - 5)) }
            { for drawing.went_out.iter().map(|x| mark("out", *x, OUT - 5, OUT + 3)) }
        </>
    }
}

/// A line across the picture with its amount.
fn level(class: &'static str, y: u32, foot: u32, amount: &str) -> Html {
    html! {
        <g {class}>
            <line x1="0" x2={WIDTH.to_string()} y1={y.to_string()} y2={y.to_string()} />
            <text x="2" y={foot.to_string()}>{ amount }</text>
        </g>
    }
}

/// Where the line falls below zero, by the month's name on the side that has more room.
fn fall_view(x: u32, zero: u32, month: Option<String>) -> Html {
    let (at, side) = if x > WIDTH / 2 { (x - 8, "before") } else { (x + 8, "after") };
    html! {
        <g class={classes!("fall", side)}>
            <circle cx={x.to_string()} cy={zero.to_string()} r="5" />
            <text x={at.to_string()} y={(zero + BELOW).to_string()}>{ month }</text>
        </g>
    }
}

/// A triangle with its foot and its tip.
fn mark(class: &'static str, x: u32, foot: u32, tip: u32) -> Html {
    let points = [(x - 4, foot), (x + 4, foot), (x, tip)];
    html! { <path {class} d={format!("{}Z", path(&points))} /> }
}
