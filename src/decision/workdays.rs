//! Working days by rank and select: the N-th one after a day is two look-ups.

use crate::calendar::{Calendar, Date, Direction, Length, Unit};
use chrono::Datelike;

/// The working days of a stretch of years; days are numbered from the Common Era.
#[derive(Clone, Debug, Default)]
pub struct Workdays {
    first: i32,
    /// Of each day: how many working days there are up to it.
    rank: Vec<u32>,
    days: Vec<i32>,
}

impl Workdays {
    /// Both ends included.
    pub fn new(calendar: &Calendar, from: Date, to: Date) -> Workdays {
        let mut out = Workdays { first: from.num_days_from_ce(), ..Workdays::default() };
        for date in from.iter_days().take_while(|d| *d <= to) {
            if calendar.day(date).working {
                out.days.push(date.num_days_from_ce());
            }
            out.rank.push(out.days.len() as u32);
        }
        out
    }

    /// The N-th working day after a day; none outside the stretch.
    #[inline]
    pub fn after(&self, day: i32, n: u32) -> Option<i32> {
        let rank = *self.rank.get(usize::try_from(day.checked_sub(self.first)?).ok()?)?;
        self.days.get((rank + n).checked_sub(1)? as usize).copied()
    }

    /// The N-th working day before a day.
    #[inline]
    pub fn before(&self, day: i32, n: u32) -> Option<i32> {
        let rank = *self.rank.get(usize::try_from(day.checked_sub(self.first)?.checked_sub(1)?).ok()?)?;
        self.days.get(rank.checked_sub(n)? as usize).copied()
    }

    /// The last day of a length; working days, days and weeks only.
    #[inline]
    pub fn due(&self, anchor: i32, direction: Direction, length: &Length) -> Option<i32> {
        let count = u32::try_from(length.count).ok()?;
        let shift = match (length.unit, direction) {
            (_, _) if count == 0 => return Some(anchor),
            (Unit::Workday, Direction::After) => return self.after(anchor, count),
            (Unit::Workday, Direction::Before) => return self.before(anchor, count),
            (Unit::Day, _) => count as i32,
            (Unit::Week, _) => count as i32 * 7,
            _ => return None,
        };
        Some(if direction == Direction::After { anchor.checked_add(shift)? } else { anchor.checked_sub(shift)? })
    }
}
