//! A drawing of when the rules of a topic hold. It repeats what the list below it says in words.

use yew::prelude::*;

use super::super::locale::Locale;
use super::super::results::topic_key;
use super::periods::{BAR, Bar, Drawing, ROW, Reach, Span, WIDTH, lay_out};
use crate::policy::{RuleCard, Standing, Start, Topic};

/// Middle of the column of numbers.
const NUMBER_AT: u32 = 12;
/// From the middle of a line of figures to its foot.
const TO_FOOT: u32 = 4;
/// Radius of the ring around the number of a rule that was used.
const RING: u32 = 8;

/// The rules of `topic`, one bar each, in the order of the list.
pub(super) fn timeline(
    locale: &Locale,
    topic: Topic,
    rules: &[&RuleCard],
    is_used: impl Fn(&RuleCard) -> bool,
) -> Html {
    let spans: Vec<Span> = rules.iter().map(|card| span(card)).collect();
    let Some(drawing) = lay_out(&spans) else {
        return html! {};
    };
    let title = format!("timeline-{}", topic.name());
    let said = format!("{title}-said");
    html! {
        <svg class="timeline extra" viewBox={format!("0 0 {WIDTH} {}", drawing.height)} role="img"
            aria-labelledby={title.clone()} aria-describedby={said.clone()}>
            <title id={title}>
                { locale.fill("policy.timeline", &[("topic", locale.text(topic_key(topic)))]) }
            </title>
            <desc id={said}>{ description(locale, &drawing) }</desc>
            { axis(&drawing) }
            { for drawing.bars.iter().zip(rules).enumerate().map(|(index, (bar, card))| {
                bar_view(index, bar, card.standing == Standing::Doubtful, is_used(card))
            }) }
        </svg>
    }
}

fn span(card: &RuleCard) -> Span {
    let from = match card.from {
        Start::On(from) => Some(from),
        Start::Unknown => None,
    };
    Span { from, to: card.to, seen: card.last_confirmed }
}

fn description(locale: &Locale, drawing: &Drawing) -> String {
    locale.fill(
        "policy.timeline_said",
        &[
            ("from", &drawing.first_year.to_string()),
            ("to", &drawing.last_year.to_string()),
            ("count", &drawing.bars.len().to_string()),
        ],
    )
}

fn axis(drawing: &Drawing) -> Html {
    let foot = (drawing.height - TO_FOOT).to_string();
    drawing
        .ticks
        .iter()
        .map(|tick| {
            let x = tick.x.to_string();
            html! {
                <g>
                    <line x1={x.clone()} x2={x.clone()} y1="0" y2={drawing.floor.to_string()} />
                    <text {x} y={foot.clone()}>{ tick.year }</text>
                </g>
            }
        })
        .collect()
}

fn bar_view(index: usize, bar: &Bar, is_doubtful: bool, is_used: bool) -> Html {
    let class = classes!(is_doubtful.then_some("doubtful"), is_used.then_some("used"));
    let number = NUMBER_AT.to_string();
    html! {
        <g {class}>
            if is_used {
                <circle cx={number.clone()} cy={bar.y.to_string()} r={RING.to_string()} />
            }
            <text x={number} y={(bar.y + TO_FOOT).to_string()}>{ index + 1 }</text>
            { faded(bar.y, &bar.before) }
            { piece(bar.y, bar.known, None) }
            { faded(bar.y, &bar.after) }
        </g>
    }
}

fn faded(y: u32, pieces: &[Reach]) -> Html {
    let steps = ["step-1", "step-2", "step-3"];
    steps.into_iter().zip(pieces).map(|(step, reach)| piece(y, *reach, Some(step))).collect()
}

fn piece(y: u32, reach: Reach, class: Option<&'static str>) -> Html {
    let top = y - ROW / 2 + (ROW - BAR) / 2;
    html! {
        <rect class={classes!(class)} x={reach.x.to_string()} y={top.to_string()}
            width={reach.width.to_string()} height={BAR.to_string()} />
    }
}
