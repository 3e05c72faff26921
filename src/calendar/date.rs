//! The date type and its one written form.

pub use chrono::NaiveDate as Date;

/// The day of the proleptic Gregorian calendar; `None` if there is no such day.
pub fn date(year: i32, month: u32, day: u32) -> Option<Date> {
    Date::from_ymd_opt(year, month, day)
}

/// Reads `2023-09-28`, also `2023-9-28`; `None` for any other form or a day that does not exist.
pub fn parse_iso(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 1..=2)?;
    let day = digits(parts.next()?, 1..=2)?;
    match parts.next() {
        None => date(i32::try_from(year).ok()?, month, day),
        Some(_) => None,
    }
}

fn digits(part: &str, width: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = width.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| part.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_iso_dates() {
        assert_eq!(parse_iso("2023-09-28"), date(2023, 9, 28));
        assert_eq!(parse_iso("2023-9-8"), date(2023, 9, 8));
        assert_eq!(parse_iso("2024-02-29"), date(2024, 2, 29));
    }

    #[test]
    fn refuses_anything_else() {
        let wrong = [
            "",
            "2023",
            "2023-09",
            "2023-09-28-1",
            "23-09-28",
            "2023-009-28",
            "2023-09-",
            "+023-09-28",
            "2023-+9-28",
            "2023/09/28",
            " 2023-09-28",
            "2023-02-29",
            "2023-13-01",
            "2023-00-10",
            "２０２３-09-28",
        ];
        for text in wrong {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }
}
