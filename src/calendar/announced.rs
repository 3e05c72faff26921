//! Announced calendars: which days are worked, and why.

use std::collections::BTreeMap;

use chrono::{Datelike, Weekday};

use super::Date;

/// The announced years of one country: `日历 中国 2023：…。`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// One announced year, holding dates of that year only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// `放假 …`, each inside the year; no order is required.
    pub holidays: Vec<Holiday>,
    /// `上班 2023-01-28、2023-01-29`: weekend days that are worked.
    pub workdays: Vec<Date>,
}

/// `放假 春节 2023-01-21 至 2023-01-27`, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// `春节`
    pub name: String,
    /// The first day off.
    pub from: Date,
    /// The last day off.
    pub to: Date,
}

/// What a calendar says of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day<'a> {
    /// Whether it counts as a working day.
    pub working: bool,
    /// What makes it one, or not.
    pub why: Why<'a>,
    /// The year is not announced: the answer is from the weekday alone (`推定`).
    pub assumed: bool,
}

/// Why a day is worked or not; a make-up day (`上班`) goes before a holiday, a holiday before the weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// Monday to Friday: worked.
    Weekday,
    /// Saturday or Sunday: not worked.
    Weekend,
    /// `放假`, with its name: not worked.
    Holiday(&'a str),
    /// `上班`: a weekend day that is worked.
    MakeUp,
}

impl Calendar {
    /// Adds or replaces a year; returns the one it replaced.
    pub fn insert(&mut self, year: i32, announced: Year) -> Option<Year> {
        self.years.insert(year, announced)
    }

    /// The announced years in ascending order.
    pub fn years(&self) -> impl Iterator<Item = (i32, &Year)> {
        self.years.iter().map(|(year, announced)| (*year, announced))
    }

    /// Whether every year from the year of `from` to the year of `to` is announced.
    pub fn covers(&self, from: Date, to: Date) -> bool {
        let (first, last) = (from.min(to).year(), from.max(to).year());
        (first..=last).all(|year| self.years.contains_key(&year))
    }

    /// Whether a day is worked, and why.
    pub fn day(&self, date: Date) -> Day<'_> {
        let announced = self.years.get(&date.year());
        let why = announced.and_then(|year| year.says(date)).unwrap_or_else(|| by_weekday(date));
        let working = match why {
            Why::Weekday | Why::MakeUp => true,
            Why::Weekend | Why::Holiday(_) => false,
        };
        Day { working, why, assumed: announced.is_none() }
    }

    /// The first and last announced year, if any, for messages about what is known.
    pub fn extent(&self) -> Option<(i32, i32)> {
        let (first, _) = self.years.first_key_value()?;
        let (last, _) = self.years.last_key_value()?;
        Some((*first, *last))
    }
}

impl Year {
    fn says(&self, date: Date) -> Option<Why<'_>> {
        if self.workdays.contains(&date) {
            return Some(Why::MakeUp);
        }
        let holiday = self.holidays.iter().find(|holiday| (holiday.from..=holiday.to).contains(&date))?;
        Some(Why::Holiday(&holiday.name))
    }
}

fn by_weekday(date: Date) -> Why<'static> {
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => Why::Weekend,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => Why::Weekday,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{china, on};
    use super::*;

    fn says(calendar: &Calendar, text: &str) -> (bool, bool) {
        let day = calendar.day(on(text));
        (day.working, day.assumed)
    }

    #[test]
    fn four_reasons() {
        let china = china();
        assert_eq!(china.day(on("2023-09-28")).why, Why::Weekday);
        assert_eq!(china.day(on("2023-09-29")).why, Why::Holiday("中秋节"));
        assert_eq!(china.day(on("2023-10-01")).why, Why::Holiday("国庆节"));
        assert_eq!(china.day(on("2023-10-07")).why, Why::MakeUp);
        assert_eq!(china.day(on("2023-10-14")).why, Why::Weekend);
    }

    #[test]
    fn new_year_that_begins_in_december() {
        let china = china();
        assert_eq!(china.day(on("2022-12-31")).why, Why::Holiday("元旦"));
        assert_eq!(china.day(on("2023-01-02")).why, Why::Holiday("元旦"));
    }

    #[test]
    fn worked_by_the_notice_of_the_next_year() {
        assert_eq!(china().day(on("2005-12-31")).why, Why::MakeUp);
    }

    #[test]
    fn unannounced_year_is_assumed() {
        let china = china();
        assert_eq!(says(&china, "2027-10-01"), (true, true));
        assert_eq!(says(&china, "2027-10-02"), (false, true));
        assert_eq!(says(&china, "2026-10-01"), (false, false));
        assert!(china.covers(on("2026-01-01"), on("2022-12-31")));
        assert!(!china.covers(on("2026-12-31"), on("2027-01-01")));
    }

    #[test]
    fn replacing_a_year_returns_the_old_one() {
        let mut china = china();
        assert_eq!(china.extent(), Some((2004, 2026)));
        assert!(china.insert(2023, Year::default()).is_some());
        assert_eq!(china.insert(2027, Year::default()), None);
        assert_eq!(says(&china, "2023-10-03"), (true, false));
        assert_eq!(china.years().count(), 24);
        assert_eq!(Calendar::default().extent(), None);
    }
}
