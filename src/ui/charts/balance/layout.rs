//! Where the balance stands day by day: dates and amounts to whole units of the picture.

use super::super::scaled;
use crate::calendar::Date;
use crate::engine::{Entry, EntryKind};
use crate::money::Yuan;

/// Width of the picture; about as many pixels as a telephone has room for.
pub(super) const WIDTH: u32 = 340;
/// Space at either side, for the ends of lines and marks.
const SIDE: u32 = 6;
/// Height of the line's range, with room for a label above and one below it.
const RANGE: u32 = 130;
const TOP: u32 = 20;
const BOTTOM: u32 = TOP + RANGE;
/// Where the marks stand: what came in, what went out.
pub(super) const IN: u32 = BOTTOM + 24;
pub(super) const OUT: u32 = IN + 12;
pub(super) const HEIGHT: u32 = OUT + 8;
/// From a line to the foot of the label above it, and to that of the label below it.
pub(super) const ABOVE: u32 = 5;
pub(super) const BELOW: u32 = 15;
/// Labels of lines closer than this would run into each other.
const APART: u32 = 20;
const DAYS_OF_MONTH: u32 = 31;

/// A day on which the account moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) came_in: Yuan,
    pub(super) went_out: Yuan,
    /// At its end.
    pub(super) balance: Yuan,
}

/// The days that the ledger tells of. Money moved from one account to the other neither came nor went.
pub(super) fn days(ledger: &[Entry]) -> Vec<Day> {
    let same = |a: &Entry, b: &Entry| a.date == b.date;
    let day = |entries: &[Entry]| {
        let last = entries.last()?;
        let moves = entries
            .iter()
            .filter(|entry| !matches!(entry.kind, EntryKind::Opening | EntryKind::CarryOver));
        let (came_in, went_out) = moves.fold((Yuan::ZERO, Yuan::ZERO), |(came, went), entry| {
            (came + entry.amount.or_zero(), went + (-entry.amount).or_zero())
        });
        Some(Day { date: last.date, came_in, went_out, balance: last.total })
    };
    ledger.chunk_by(same).filter_map(day).collect()
}

/// The whole drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Drawing {
    /// The line as far as today, and from there on.
    pub(super) known: Vec<(u32, u32)>,
    pub(super) projected: Vec<(u32, u32)>,
    /// Heights of the highest balance, of zero, and of the lowest, the first and last where their
    /// labels have room.
    pub(super) highest: Option<u32>,
    pub(super) zero: u32,
    pub(super) lowest: Option<u32>,
    /// Where the line falls below zero, and the index of the day.
    pub(super) falls: Option<(u32, usize)>,
    pub(super) came_in: Vec<u32>,
    pub(super) went_out: Vec<u32>,
}

/// The stretch of days that the picture shows.
#[derive(Clone, Copy)]
struct Axis {
    from: Date,
    to: Date,
}

impl Axis {
    /// Where a day begins. A month has 31 days here: off by less than a line's width.
    fn x(self, date: Date) -> u32 {
        let day = |date: Date| {
            let months = u32::from(self.from.month().months_until(date.month()));
            months * DAYS_OF_MONTH + u32::from(date.day())
        };
        let first = u32::from(self.from.day());
        let days = (day(self.to) - first).max(1);
        let since = if date < self.from { 0 } else { (day(date) - first).min(days) };
        SIDE + since * (WIDTH - 2 * SIDE) / days
    }
}

/// Lays the days out; nothing where there is only nothing to show.
pub(super) fn lay_out(days: &[Day], (to, today): (Date, Date)) -> Option<Drawing> {
    let axis = Axis { from: days.first()?.date, to };
    let balances = || days.iter().map(|day| day.balance);
    let highest = balances().max()?.or_zero();
    let lowest = balances().min()?.min(Yuan::ZERO);
    if highest == lowest && days.iter().all(|day| day.came_in.is_zero()) {
        return None;
    }
    let y = |balance: Yuan| TOP + scaled(highest - balance, highest - lowest, RANGE);
    let steps = |days: &[Day], mut at: Option<u32>| {
        let mut line = Vec::new();
        for day in days {
            let (x, now) = (axis.x(day.date), y(day.balance));
            line.extend(at.map(|before| (x, before)));
            line.push((x, now));
            at = Some(now);
        }
        line
    };
    let (past, coming): (Vec<Day>, Vec<Day>) = days.iter().partition(|day| day.date <= today);
    let mut known = steps(&past, None);
    let turn = known.last().map(|(_, y)| (axis.x(today.min(to)), *y));
    known.extend(turn);
    let mut projected = Vec::new();
    if today < to {
        projected.extend(turn);
        projected.extend(steps(&coming, turn.map(|(_, y)| y)));
        projected.extend(projected.last().map(|(_, y)| (axis.x(to), *y)));
    }
    let xs = |moved: fn(&Day) -> Yuan| {
        let moved = days.iter().filter(move |day| !moved(day).is_zero());
        moved.map(|day| axis.x(day.date)).collect()
    };
    let zero = y(Yuan::ZERO);
    let room = |line: u32| line.abs_diff(zero) >= APART;
    Some(Drawing {
        known,
        projected,
        highest: Some(y(highest)).filter(|line| room(*line)),
        zero,
        lowest: Some(y(lowest)).filter(|line| room(*line)),
        falls: fall(days).and_then(|index| Some((axis.x(days.get(index)?.date), index))),
        came_in: xs(|day| day.came_in),
        went_out: xs(|day| day.went_out),
    })
}

/// The last day on which the balance went below zero.
fn fall(days: &[Day]) -> Option<usize> {
    let is_above = |before: Option<&Day>| before.is_none_or(|day| !day.balance.is_negative());
    let below = days.iter().enumerate().filter(|(_, day)| day.balance.is_negative());
    let fell =
        below.filter(|(index, _)| is_above(index.checked_sub(1).and_then(|at| days.get(at))));
    fell.map(|(index, _)| index).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SubAccount;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn entry(on: &str, kind: EntryKind, fen: i64, total: i64) -> Entry {
        let amount = Yuan::from_fen(fen);
        Entry {
            date: date(on),
            kind,
            sub_account: SubAccount::Whole,
            amount,
            balance: Yuan::from_fen(total),
            total: Yuan::from_fen(total),
            projected: false,
            step: None,
        }
    }

    /// Advanced 1,000 in January, 400 spent in February, 900 taken back in July: −300.
    fn ledger() -> Vec<Entry> {
        let advance =
            EntryKind::Advance { from: date("2025-01-01").month(), to: date("2025-12-01").month() };
        vec![
            entry("2025-01-01", EntryKind::Opening, 0, 0),
            entry("2025-01-01", advance, 100_000, 100_000),
            entry("2025-02-01", EntryKind::Expense { expense: 0 }, -40_000, 60_000),
            entry("2025-07-01", EntryKind::Closing, -90_000, -30_000),
        ]
    }

    fn drawing(today: &str) -> Drawing {
        lay_out(&days(&ledger()), (date("2025-12-31"), date(today))).unwrap()
    }

    /// The year has 12 × 31 days here, the first at 6 and the last at 334: 328 units for 371 days.
    /// February begins on day 31: 6 + 31 × 328 / 371 = 33; July on day 186: 6 + 164 = 170. The range
    /// of 1,300 has 130 units from 20 on: 600 stands at 20 + 400 / 10 = 60, zero at 120, −300 at 150.
    #[test]
    fn steps_stand_where_the_days_and_amounts_are() {
        let drawing = drawing("2026-01-01");
        let line = [(6, 20), (33, 20), (33, 60), (170, 60), (170, 150), (334, 150)];
        assert_eq!(drawing.known, line);
        assert!(drawing.projected.is_empty());
        assert_eq!((drawing.highest, drawing.zero, drawing.lowest), (Some(20), 120, Some(150)));
        assert_eq!(drawing.falls, Some((170, 2)));
        assert_eq!((drawing.came_in, drawing.went_out), (vec![6], vec![33, 170]));
    }

    /// The first of April is day 93: 6 + 93 × 328 / 371 = 88.
    #[test]
    fn what_lies_after_today_is_apart_and_joined_there() {
        let april = drawing("2025-04-01");
        assert_eq!(april.known, [(6, 20), (33, 20), (33, 60), (88, 60)]);
        assert_eq!(april.projected, [(88, 60), (170, 60), (170, 150), (334, 150)]);
        // Nothing more moves after August: day 217 is 6 + 191.
        let august = drawing("2025-08-01");
        assert_eq!(august.known.last(), Some(&(197, 150)));
        assert_eq!(august.projected, [(197, 150), (334, 150)]);
        // A window that begins after today is projected as a whole.
        let before = drawing("2024-01-01");
        assert!(before.known.is_empty());
        assert_eq!(before.projected.len(), 6);
    }

    #[test]
    fn labels_that_would_run_into_each_other_are_left_out() {
        let mut close = ledger();
        close[3] = entry("2025-07-01", EntryKind::Closing, -61_000, -1_000);
        let drawing = lay_out(&days(&close), (date("2025-12-31"), date("2026-01-01"))).unwrap();
        assert_eq!((drawing.highest, drawing.lowest), (Some(20), None));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let only = [entry("2025-01-01", EntryKind::Opening, 0, 0)];
        assert_eq!(lay_out(&days(&only), (date("2025-12-31"), date("2026-01-01"))), None);
        assert_eq!(lay_out(&[], (date("2025-12-31"), date("2026-01-01"))), None);
    }

    #[test]
    fn a_day_counts_as_it_ends_and_a_carry_over_moves_nothing() {
        let entries = [
            entry("2025-01-01", EntryKind::Opening, 0, 50_000),
            entry("2025-01-01", EntryKind::CarryOver, -50_000, 0),
            entry("2025-01-01", EntryKind::CarryOver, 50_000, 50_000),
        ];
        let day = days(&entries);
        assert_eq!(day.len(), 1);
        assert_eq!((day[0].balance, day[0].went_out), (Yuan::from_fen(50_000), Yuan::ZERO));
    }

    #[test]
    fn one_day_is_a_picture_too() {
        let all = days(&ledger()[..2]);
        let drawing = lay_out(&all, (date("2025-01-01"), date("2025-01-01"))).unwrap();
        assert!(drawing.known.iter().all(|(x, y)| *x <= WIDTH && *y <= HEIGHT));
    }
}
