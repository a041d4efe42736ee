//! What the funds pay by the size of a bill, with the bill itself on it. Reckoned only while it is open.

use yew::prelude::*;

use super::super::format;
use super::super::lazy::use_opened;
use super::super::locale::Locale;
use super::super::results::Subject;
use super::{Picture, data_table, path, scaled};
use crate::explain::{self, CurvePoint};
use crate::money::Yuan;

const WIDTH: u32 = 340;
const HEIGHT: u32 = 200;
const LEFT: u32 = 6;
const RIGHT: u32 = WIDTH - 8;
const TOP: u32 = 24;
const FLOOR: u32 = HEIGHT - 20;
/// From a line to the foot of a label above it, and to that of one below it.
const ABOVE: u32 = 5;
const BELOW: u32 = 16;

#[derive(Properties, PartialEq)]
pub(in super::super) struct CurveProps {
    pub(in super::super) subject: Subject,
    /// Index of the bill in the situation.
    pub(in super::super) expense: usize,
    /// Its number among the entries.
    pub(in super::super) number: String,
}

/// The curve of a bill, folded until it is asked for.
#[component]
pub(in super::super) fn Curve(props: &CurveProps) -> Html {
    let (node, open, ontoggle) = use_opened();
    let locale = &*props.subject.locale;
    html! {
        <details ref={node} class="more-of" {ontoggle}>
            <summary>
                { locale.text("curve.open") }
                <span class="visually-hidden">{ " " }{ locale.fill("curve.of_bill", &[("number", &props.number)]) }</span>
            </summary>
            if open {
                { view(props) }
            }
        </details>
    }
}

/// The drawing: points of the line, and where the bill and the bends stand.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drawing {
    line: Vec<(u32, u32)>,
    here: (u32, u32),
    met: Option<(u32, u32)>,
    reached: Option<(u32, u32)>,
}

fn lay_out(curve: &explain::Curve) -> Drawing {
    let farthest = curve.points.last().map_or(Yuan::ZERO, |point| point.total);
    let most = curve.points.iter().map(|point| point.funds).max().unwrap_or_default();
    let at = |point: &CurvePoint| {
        let x = LEFT + scaled(point.total, farthest, RIGHT - LEFT);
        (x, FLOOR - scaled(point.funds, most, FLOOR - TOP))
    };
    let inside = |point: Option<CurvePoint>| {
        point.filter(|point| point.total <= farthest).map(|point| at(&point))
    };
    Drawing {
        line: curve.points.iter().map(at).collect(),
        here: at(&curve.here),
        met: inside(curve.deductible_met),
        reached: inside(curve.cap_reached),
    }
}

fn view(props: &CurveProps) -> Html {
    let Subject { locale, policy, situation, today, .. } = &props.subject;
    let Some(curve) = explain::curve(policy, situation, *today, props.expense) else {
        return html! {};
    };
    let drawing = lay_out(&curve);
    let title = locale.fill("curve.title", &[("number", &props.number)]);
    let here = point_words(locale, "curve.here", curve.here);
    let met = curve.deductible_met.map(|met| point_words(locale, "curve.met", met));
    let reached = curve.cap_reached.map_or_else(
        || locale.text("curve.no_cap").to_owned(),
        |reached| point_words(locale, "curve.reached", reached),
    );
    let said: Vec<&str> =
        [here.as_str()].into_iter().chain(met.as_deref()).chain([reached.as_str()]).collect();
    let id = format!("curve-{}", props.expense);
    let joined = said.join(" ");
    let picture =
        Picture { class: "curve", size: (WIDTH, HEIGHT), id: &id, title: &title, said: &joined };
    let rows = curve.points.iter().map(|point| {
        let person = point.total - point.funds;
        vec![format::money(point.total), format::money(point.funds), format::money(person)]
    });
    let end = curve.points.last().map(|point| format::money(point.total));
    html! {
        <div class="figure-of">
            <ul class="plain">{ for said.iter().map(|said| html! { <li>{ said }</li> }) }</ul>
            { picture.of(drawn(locale, &curve, &drawing)) }
            <p class="ends" aria-hidden="true"><span>{ format::money(Yuan::ZERO) }</span><span>{ locale.text("slip.total") }{ " → " }{ end }</span></p>
            { data_table(locale, &title, &["slip.total", "curve.funds", "bill.person"], rows) }
        </div>
    }
}

fn point_words(locale: &Locale, key: &'static str, point: CurvePoint) -> String {
    let (total, funds) = (format::money(point.total), format::money(point.funds));
    locale.fill(key, &[("total", &total), ("funds", &funds)])
}

fn drawn(locale: &Locale, curve: &explain::Curve, drawing: &Drawing) -> Html {
    let most = curve.points.iter().map(|point| point.funds).max().unwrap_or_default();
    let (x, y) = drawing.here;
    let bend = |sign: &'static str, (x, _): (u32, u32)| {
        let at = x.to_string();
        html! {
            <g class="bend">
                <line x1={at.clone()} x2={at.clone()} y1={TOP.to_string()} y2={FLOOR.to_string()} />
                <text x={at} y={(FLOOR + BELOW).to_string()}>{ sign }</text>
            </g>
        }
    };
    let side = if x > WIDTH / 2 { "before" } else { "after" };
    let label = if x > WIDTH / 2 { x - 10 } else { x + 10 };
    html! {
        <>
            <g class="zero"><line x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={FLOOR.to_string()} y2={FLOOR.to_string()} /></g>
            if !most.is_zero() {
                <g class="level">
                    <line x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={TOP.to_string()} y2={TOP.to_string()} />
                    <text x={LEFT.to_string()} y={(TOP - ABOVE).to_string()}>{ format::money(most) }</text>
                </g>
            }
            { for drawing.met.map(|at| bend("①", at)) }
            { for drawing.reached.map(|at| bend("②", at)) }
            <path class="line" d={path(&drawing.line)} />
            <g class={classes!("here", side)}>
                <line x1={x.to_string()} x2={x.to_string()} y1={y.to_string()} y2={FLOOR.to_string()} />
                <circle cx={x.to_string()} cy={y.to_string()} r="6" />
                <text x={label.to_string()} y={(y.max(TOP + 40) + 16).min(FLOOR - ABOVE).to_string()}>{ locale.text("curve.here_short") }</text>
            </g>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(total: i64, funds: i64) -> CurvePoint {
        CurvePoint { total: Yuan::from_fen(total), funds: Yuan::from_fen(funds) }
    }

    /// 326 units for 1,000 yuan, 156 for 400: a bill of 600 of which 200 is paid stands at
    /// 6 + 195 and half way up, at 180 − 78.
    #[test]
    fn points_stand_by_total_and_payment() {
        let curve = explain::Curve {
            points: vec![
                point(0, 0),
                point(20_000, 0),
                point(60_000, 20_000),
                point(100_000, 40_000),
            ],
            here: point(60_000, 20_000),
            deductible_met: Some(point(20_000, 0)),
            cap_reached: Some(point(200_000, 50_000)),
        };
        let drawing = lay_out(&curve);
        assert_eq!(drawing.line, [(6, 180), (71, 180), (201, 102), (332, 24)]);
        assert_eq!(drawing.here, (201, 102));
        assert_eq!(drawing.met, Some((71, 180)));
        assert_eq!(drawing.reached, None, "beyond the picture");
    }
}
