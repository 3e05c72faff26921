//! The shipped calendars, read without the parser: tests stand on the real files.

#![allow(clippy::expect_used)]

use super::{Calendar, Date, Holiday, Year, parse_iso};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/common/calendar");

/// The date written `2023-09-28`.
pub fn on(text: &str) -> Date {
    parse_iso(text).expect(text)
}

/// Every file of `policies/common/calendar/`.
pub fn china() -> Calendar {
    let mut calendar = Calendar::default();
    for entry in std::fs::read_dir(FOLDER).expect(FOLDER) {
        let path = entry.expect(FOLDER).path();
        let year = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok()).expect("NNNN.gj");
        calendar.insert(year, read(&std::fs::read_to_string(&path).expect(FOLDER)));
    }
    calendar
}

fn read(text: &str) -> Year {
    let mut year = Year::default();
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("").trim()).collect();
    let (_, items) = code.split_once('：').expect("a calendar");
    for item in items.trim_end_matches('。').split('；') {
        match item.split_once(' ').expect(item) {
            ("放假", rest) => {
                let (name, dates) = rest.split_once(' ').expect(item);
                let (from, to) = dates.split_once(" 至 ").unwrap_or((dates, dates));
                year.holidays.push(Holiday { name: name.to_owned(), from: on(from), to: on(to) });
            }
            (_, dates) => year.workdays.extend(dates.split('、').map(on)),
        }
    }
    year
}
