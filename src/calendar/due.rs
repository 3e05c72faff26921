//! Deadlines: an anchor, a direction and a length give the last day (`会议结束日期 后 5 个工作日 内`).
//!
//! The day after the event is day 1 and a length of N ends on day N; before the event the day before it is day 1.
//! Only working days consult the calendar; a calendar-day deadline is never moved off a holiday.

use chrono::{Days, Months};

use super::{Calendar, Date, Day, Why};

/// Lengths beyond this many units have no date (about a century of days).
pub const MAX_COUNT: u64 = 36_600;

/// `5 个工作日`, `1 个月`: a count of one unit; a negative count runs the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// How many of `unit`.
    pub count: i64,
    /// What is counted.
    pub unit: Unit,
}

/// The unit of a length; no two are converted into each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `工作日`
    Workday,
    /// `天`, `日`
    Day,
    /// `周`: 7 days.
    Week,
    /// `月`: the same day of the month, or the last one where there is no such day.
    Month,
    /// `年`: the same day of the year; 29 February gives 28 February.
    Year,
    /// `小时`: only whole days (a multiple of 24) shift a date.
    Hour,
}

/// Which way a length is counted from its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `后`
    After,
    /// `前`
    Before,
}

/// The last day of a deadline, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// `None` past [`MAX_COUNT`], past the range of dates, and for hours that are not whole days.
    pub date: Option<Date>,
    /// A day was counted in a year that is not announced (`推定`).
    pub assumed: bool,
    /// The days skipped or worked against the week, in walking order, the last day included; empty unless working days are counted.
    pub trace: Vec<TraceDay>,
}

/// A day that did not go by the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceDay {
    /// The day.
    pub date: Date,
    /// Whether it was counted.
    pub kind: TraceKind,
    /// Why it did not go by the week.
    pub why: TraceWhy,
    /// Its year is not announced.
    pub assumed: bool,
}

/// Whether such a day was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceKind {
    /// Not counted.
    Skipped,
    /// Counted: a weekend day that `上班` names.
    Worked,
}

/// The owned form of [`Why`], without the ordinary weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceWhy {
    /// Saturday or Sunday, skipped.
    Weekend,
    /// `放假`, with its name, skipped.
    Holiday(String),
    /// `上班`, worked.
    MakeUp,
}

impl Calendar {
    /// The last day of `len` counted from `anchor`; a count of 0 gives the anchor itself.
    pub fn due(&self, anchor: Date, dir: Direction, len: &Length) -> Due {
        if len.count.unsigned_abs() > MAX_COUNT {
            return Due::plain(None);
        }
        let count = match dir {
            Direction::After => len.count,
            Direction::Before => -len.count,
        };
        match len.unit {
            Unit::Workday => self.walk(anchor, count),
            Unit::Day => Due::plain(add_days(anchor, count)),
            Unit::Week => Due::plain(add_days(anchor, count * 7)),
            Unit::Month => Due::plain(add_months(anchor, count)),
            Unit::Year => Due::plain(add_months(anchor, count * 12)),
            Unit::Hour if count % 24 == 0 => Due::plain(add_days(anchor, count / 24)),
            Unit::Hour => Due::plain(None),
        }
    }

    fn walk(&self, anchor: Date, count: i64) -> Due {
        let mut due = Due::plain(Some(anchor));
        let mut left = count.unsigned_abs();
        while left > 0 {
            due.date = due.date.and_then(|at| if count > 0 { at.succ_opt() } else { at.pred_opt() });
            let Some(at) = due.date else { break };
            let day = self.day(at);
            left -= u64::from(day.working);
            due.assumed |= day.assumed;
            due.trace.extend(TraceDay::of(at, day));
        }
        due
    }
}

impl Due {
    fn plain(date: Option<Date>) -> Due {
        Due { date, assumed: false, trace: Vec::new() }
    }
}

impl TraceDay {
    fn of(date: Date, day: Day<'_>) -> Option<TraceDay> {
        let (kind, why) = match day.why {
            Why::Weekday => return None,
            Why::Weekend => (TraceKind::Skipped, TraceWhy::Weekend),
            Why::Holiday(name) => (TraceKind::Skipped, TraceWhy::Holiday(name.to_owned())),
            Why::MakeUp => (TraceKind::Worked, TraceWhy::MakeUp),
        };
        Some(TraceDay { date, kind, why, assumed: day.assumed })
    }
}

fn add_days(date: Date, count: i64) -> Option<Date> {
    let days = Days::new(count.unsigned_abs());
    if count < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn add_months(date: Date, count: i64) -> Option<Date> {
    let months = Months::new(u32::try_from(count.unsigned_abs()).ok()?);
    if count < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
