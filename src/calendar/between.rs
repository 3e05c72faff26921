//! Counting working days between two dates.

use chrono::Datelike;

use super::{Calendar, Date, date};

impl Calendar {
    /// Working days d with `from` < d <= `to`; negative when `to` is before `from` (the days d with `to` < d <= `from`).
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        if to < from { -self.count(to, from) } else { self.count(from, to) }
    }

    /// Mondays to Fridays by arithmetic, corrected day by day only inside announced years: unannounced spans cost nothing.
    fn count(&self, from: Date, to: Date) -> i64 {
        let announced = self.years().filter(|(year, _)| (from.year()..=to.year()).contains(year));
        let corrections: i64 = announced.map(|(year, _)| self.correction(year, from, to)).sum();
        weekdays_until(to) - weekdays_until(from) + corrections
    }

    fn correction(&self, year: i32, from: Date, to: Date) -> i64 {
        let (Some(first), Some(last), Some(start)) = (date(year, 1, 1), date(year, 12, 31), from.succ_opt()) else {
            return 0;
        };
        let (first, last) = (first.max(start), last.min(to));
        let days = first.iter_days().take_while(|day| *day <= last);
        days.map(|day| i64::from(self.day(day).working) - i64::from(day.weekday().number_from_monday() < 6)).sum()
    }
}

/// Mondays to Fridays from 0001-01-01, a Monday, to `date`; negative before it.
fn weekdays_until(date: Date) -> i64 {
    let days = i64::from(date.num_days_from_ce());
    5 * days.div_euclid(7) + days.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{china, on};
    use super::*;

    fn between(from: &str, to: &str) -> i64 {
        china().working_days_between(on(from), on(to))
    }

    #[test]
    fn over_the_national_day() {
        assert_eq!(between("2023-09-28", "2023-10-11"), 5);
        assert_eq!(between("2023-10-11", "2023-09-28"), -5);
        assert_eq!(between("2023-09-28", "2023-10-06"), 0);
        assert_eq!(between("2023-09-28", "2023-09-28"), 0);
    }

    #[test]
    fn agrees_with_the_plain_count() {
        let china = china();
        for (from, to) in [("2003-11-05", "2028-03-02"), ("2021-12-30", "2022-02-07"), ("2030-01-01", "2031-01-01")] {
            let (from, to) = (on(from), on(to));
            let plain = from.iter_days().skip(1).take_while(|day| *day <= to).filter(|day| china.day(*day).working).count();
            assert_eq!(Ok(china.working_days_between(from, to)), i64::try_from(plain));
        }
    }

    #[test]
    fn whole_range_of_dates() {
        let all = china().working_days_between(Date::MIN, Date::MAX);
        assert_eq!(all, -china().working_days_between(Date::MAX, Date::MIN));
        assert!(all > 100_000_000);
    }
}
