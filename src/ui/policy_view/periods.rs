//! Where the periods of rules lie on a drawing: dates to whole units of the picture. Knows nothing
//! of how it is drawn.

use crate::calendar::Date;

/// Width of the picture; about as many pixels as a telephone has room for.
pub(super) const WIDTH: u32 = 326;
/// Height of the years below the bars.
const AXIS: u32 = 18;
/// Height of a bar with the space around it.
pub(super) const ROW: u32 = 20;
/// Height of a bar.
pub(super) const BAR: u32 = 10;
/// Room for the numbers of the bars, and for half a year's figures at the right end.
const LEFT: u32 = 28;
const RIGHT: u32 = 16;
/// Length of what is drawn instead of an end that is not known.
const TAIL: u32 = 24;
const STEPS: u32 = 3;
/// A bar is never thinner than can be seen.
const THINNEST: u32 = 2;
/// A year has 12 months of 31 days here: off by less than a line's width.
const DAYS_OF_MONTH: u32 = 31;
const DAYS_OF_YEAR: u32 = 12 * DAYS_OF_MONTH;
/// How many years may stand on the axis beside each other.
const MOST_LABELS: u32 = 7;

/// When a rule holds, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// First day.
    pub(super) from: Option<Date>,
    /// Last day.
    pub(super) to: Option<Date>,
    /// Where it has no last day: when it was last seen in force.
    pub(super) seen: Option<Date>,
}

/// From where to where something reaches, from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) x: u32,
    pub(super) width: u32,
}

/// The bar of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    /// Its middle, from the top.
    pub(super) y: u32,
    /// What is known.
    pub(super) known: Reach,
    /// Instead of a beginning: pieces, from the bar outwards.
    pub(super) before: Vec<Reach>,
    /// After it was last seen in force: pieces, from the bar outwards.
    pub(super) after: Vec<Reach>,
}

/// The beginning of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) x: u32,
    pub(super) year: u32,
}

/// The whole picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    pub(super) height: u32,
    /// Where the bars end and the years begin, from the top.
    pub(super) floor: u32,
    pub(super) first_year: u32,
    pub(super) last_year: u32,
    pub(super) ticks: Vec<Tick>,
    /// One for each span, in order.
    pub(super) bars: Vec<Bar>,
}

/// The years that the axis runs through, from the first of January to the last of December.
#[derive(Clone, Copy)]
struct Axis {
    first: u32,
    last: u32,
}

impl Axis {
    /// All dates named, with a year more where a side is open.
    fn over(spans: &[Span]) -> Option<Self> {
        let dates = || spans.iter().flat_map(|span| [span.from, span.to, span.seen]).flatten();
        let year = |date: Date| u32::from(date.month().year());
        let before = u32::from(spans.iter().any(|span| span.from.is_none()));
        let after = u32::from(spans.iter().any(|span| span.to.is_none()));
        Some(Self {
            first: dates().map(year).min()? - before,
            last: dates().map(year).max()? + after,
        })
    }

    /// Where a day begins.
    fn x(self, date: Date) -> u32 {
        let month = u32::from(date.month().number()) - 1;
        let day = month * DAYS_OF_MONTH + u32::from(date.day()) - 1;
        let years = u32::from(date.month().year()).saturating_sub(self.first);
        LEFT + self.scaled(years * DAYS_OF_YEAR + day)
    }

    fn scaled(self, days: u32) -> u32 {
        days * (WIDTH - LEFT - RIGHT) / (self.years() * DAYS_OF_YEAR)
    }

    fn years(self) -> u32 {
        self.last - self.first + 1
    }

    fn ticks(self) -> Vec<Tick> {
        let steps = [1, 2, 5, 10, 20];
        let step = steps.into_iter().find(|step| self.years() / step < MOST_LABELS).unwrap_or(50);
        (self.first..=self.last + 1)
            .filter(|year| year.is_multiple_of(step))
            .map(|year| Tick { x: LEFT + self.scaled((year - self.first) * DAYS_OF_YEAR), year })
            .collect()
    }

    fn bar(self, row: u32, span: Span) -> Bar {
        let end = span.to.or(span.seen).or(span.from).map_or(WIDTH - RIGHT, |date| self.x(date));
        let start = span.from.map_or_else(|| (LEFT + TAIL).min(end), |date| self.x(date));
        let known = Reach { x: start, width: end.saturating_sub(start).max(THINNEST) };
        let end = known.x + known.width;
        let room = |there: u32| there.min(TAIL) / STEPS;
        let (left, right) = (room(start - LEFT), room(WIDTH.saturating_sub(end)));
        let before = |step| Reach { x: start - (step + 1) * left, width: left.saturating_sub(2) };
        let after = |step| Reach { x: end + step * right, width: right };
        Bar {
            y: row * ROW + ROW / 2,
            known,
            before: (0..STEPS).map(before).filter(|_| span.from.is_none()).collect(),
            after: (0..STEPS).map(after).filter(|_| span.to.is_none()).collect(),
        }
    }
}

/// Lays the periods out below each other; nothing where not a single date is known.
pub(super) fn lay_out(spans: &[Span]) -> Option<Drawing> {
    let axis = Axis::over(spans)?;
    let bars: Vec<Bar> = (0..).zip(spans).map(|(row, span)| axis.bar(row, *span)).collect();
    let floor = bars.last().map_or(0, |bar| bar.y + ROW / 2);
    Some(Drawing {
        height: floor + AXIS,
        floor,
        first_year: axis.first,
        last_year: axis.last,
        ticks: axis.ticks(),
        bars,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str, seen: &str) -> Span {
        let date = |text: &str| Date::parse(text).ok();
        Span { from: date(from), to: date(to), seen: date(seen) }
    }

    fn right(reach: Reach) -> u32 {
        reach.x + reach.width
    }

    #[test]
    fn a_year_is_as_wide_as_any_other() {
        let drawing = lay_out(&[span("2023-01-01", "2024-12-31", "")]).unwrap();
        let xs: Vec<(u32, u32)> = drawing.ticks.iter().map(|tick| (tick.year, tick.x)).collect();
        assert_eq!(xs, [(2023, 28), (2024, 169), (2025, 310)]);
        let bar = &drawing.bars[0];
        assert_eq!(bar.known, Reach { x: 28, width: 281 });
        assert!(bar.before.is_empty() && bar.after.is_empty());
        assert_eq!((drawing.floor, drawing.height), (20, 38));
    }

    #[test]
    fn a_rule_ends_where_the_next_begins() {
        let drawing =
            lay_out(&[span("2020-01-01", "2022-12-31", ""), span("2023-01-01", "", "2026-11-21")]);
        let [first, second] = &drawing.unwrap().bars[..] else { panic!("two bars") };
        assert!(right(first.known).abs_diff(second.known.x) <= 1, "{first:?} {second:?}");
        assert_eq!(second.y - first.y, ROW);
    }

    #[test]
    fn an_unknown_start_reaches_to_the_left_and_an_open_end_to_the_right() {
        let drawing = lay_out(&[span("", "", "2026-11-21")]).unwrap();
        assert_eq!((drawing.first_year, drawing.last_year), (2025, 2027));
        let bar = &drawing.bars[0];
        assert_eq!((bar.before.len(), bar.after.len()), (3, 3));
        assert!(bar.before.iter().all(|piece| right(*piece) <= bar.known.x && piece.x >= LEFT));
        assert!(
            bar.after.iter().all(|piece| piece.x >= right(bar.known) && right(*piece) <= WIDTH)
        );
        assert!(bar.before.is_sorted_by(|a, b| a.x > b.x));
        assert!(bar.after.is_sorted_by(|a, b| a.x < b.x));
    }

    #[test]
    fn a_single_day_can_be_seen() {
        let drawing =
            lay_out(&[span("2005-01-01", "2025-12-31", ""), span("2023-04-10", "2023-04-10", "")]);
        assert_eq!(drawing.unwrap().bars[1].known.width, THINNEST);
    }

    #[test]
    fn many_years_are_not_all_named() {
        let drawing = lay_out(&[span("2001-03-01", "", "2026-11-21")]).unwrap();
        let years: Vec<u32> = drawing.ticks.iter().map(|tick| tick.year).collect();
        assert_eq!(years, [2005, 2010, 2015, 2020, 2025]);
    }

    #[test]
    fn nothing_leaves_the_picture() {
        let dates = ["", "1998-05-01", "2019-12-31", "2024-02-29", "2026-11-21"];
        for from in dates {
            for to in dates {
                for seen in dates {
                    let Some(drawing) = lay_out(&[span(from, to, seen)]) else { continue };
                    let bar = &drawing.bars[0];
                    for piece in bar.before.iter().chain(&bar.after).chain([&bar.known]) {
                        assert!(piece.x >= LEFT && right(*piece) <= WIDTH, "{from} {to} {seen}");
                    }
                }
            }
        }
        assert_eq!(lay_out(&[span("", "", "")]), None);
        assert_eq!(lay_out(&[]), None);
    }
}
