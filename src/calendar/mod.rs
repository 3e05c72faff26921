//! Dates and working-day arithmetic over announced calendars (`日历`).
//!
//! Nothing here reads the clock: the anchor, the as-of date and the calendar are inputs.

mod announced;
mod between;
mod date;
mod due;
#[cfg(test)]
mod fixture;
mod period;

pub use announced::{Calendar, Day, Holiday, Why, Year};
pub use date::{Date, date, parse_iso};
pub use due::{Direction, Due, Length, MAX_COUNT, TraceDay, TraceKind, TraceWhy, Unit};
pub use period::{Every, Period};
