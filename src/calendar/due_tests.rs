use super::super::fixture::{china, on};
use super::*;
use Direction::{After, Before};

fn due(anchor: &str, dir: Direction, count: i64, unit: Unit) -> Due {
    china().due(on(anchor), dir, &Length { count, unit })
}

#[track_caller]
fn check(anchor: &str, dir: Direction, count: i64, unit: Unit, expected: &str) {
    assert_eq!(due(anchor, dir, count, unit).date, Some(on(expected)));
}

/// `09-29 skipped 中秋节` for each day of the trace.
fn trace(due: &Due) -> Vec<String> {
    let line = |day: &TraceDay| {
        let kind = match day.kind {
            TraceKind::Skipped => "skipped",
            TraceKind::Worked => "worked",
        };
        let why = match &day.why {
            TraceWhy::Weekend => "weekend",
            TraceWhy::Holiday(name) => name,
            TraceWhy::MakeUp => "make-up",
        };
        format!("{} {kind} {why}", day.date)
    };
    due.trace.iter().map(line).collect()
}

#[test]
fn working_days_over_the_national_day() {
    let due = due("2023-09-28", After, 5, Unit::Workday);
    assert_eq!(due.date, Some(on("2023-10-11")));
    assert!(!due.assumed);
    let expected = [
        "2023-09-29 skipped 中秋节",
        "2023-09-30 skipped 国庆节",
        "2023-10-01 skipped 国庆节",
        "2023-10-02 skipped 国庆节",
        "2023-10-03 skipped 国庆节",
        "2023-10-04 skipped 国庆节",
        "2023-10-05 skipped 国庆节",
        "2023-10-06 skipped 国庆节",
        "2023-10-07 worked make-up",
        "2023-10-08 worked make-up",
    ];
    assert_eq!(trace(&due), expected);
}

#[test]
fn working_days_over_the_spring_festival() {
    check("2026-02-13", After, 5, Unit::Workday, "2026-02-27");
}

#[test]
fn working_days_backward_over_the_national_day() {
    let due = due("2023-10-09", Before, 3, Unit::Workday);
    assert_eq!(due.date, Some(on("2023-09-28")));
    let lines = trace(&due);
    assert_eq!(lines.first().map(String::as_str), Some("2023-10-08 worked make-up"));
    assert_eq!(lines.last().map(String::as_str), Some("2023-09-29 skipped 中秋节"));
    assert_eq!(lines.len(), 10);
}

#[test]
fn the_working_day_before_is_number_one() {
    check("2023-09-28", Before, 1, Unit::Workday, "2023-09-27");
    check("2023-09-25", Before, 1, Unit::Workday, "2023-09-22");
}

#[test]
fn last_day_worked_against_the_week_is_named() {
    let due = due("2023-09-28", After, 1, Unit::Workday);
    assert_eq!(due.date, Some(on("2023-10-07")));
    assert_eq!(trace(&due).last().map(String::as_str), Some("2023-10-07 worked make-up"));
}

#[test]
fn days_are_never_moved() {
    let due = due("2022-10-08", Before, 3, Unit::Day);
    assert_eq!((due.date, due.trace.len()), (Some(on("2022-10-05")), 0));
    check("2025-03-01", Before, 1, Unit::Day, "2025-02-28");
    check("2024-03-01", Before, 1, Unit::Day, "2024-02-29");
    check("2023-09-28", After, 2, Unit::Week, "2023-10-12");
}

#[test]
fn months_and_years_are_clamped() {
    check("2023-01-31", After, 1, Unit::Month, "2023-02-28");
    check("2024-01-31", After, 1, Unit::Month, "2024-02-29");
    check("2023-03-31", Before, 1, Unit::Month, "2023-02-28");
    check("2023-11-30", After, 3, Unit::Month, "2024-02-29");
    check("2024-02-29", After, 1, Unit::Year, "2025-02-28");
    check("2024-02-29", After, 4, Unit::Year, "2028-02-29");
    check("2024-02-29", Before, 1, Unit::Year, "2023-02-28");
}

#[test]
fn hours_shift_only_by_whole_days() {
    check("2023-09-28", After, 48, Unit::Hour, "2023-09-30");
    check("2023-09-28", Before, 24, Unit::Hour, "2023-09-27");
    assert_eq!(due("2023-09-28", After, 36, Unit::Hour).date, None);
}

#[test]
fn nothing_is_the_anchor() {
    for unit in [Unit::Workday, Unit::Day, Unit::Week, Unit::Month, Unit::Year, Unit::Hour] {
        let due = due("2023-10-01", After, 0, unit);
        assert_eq!((due.date, due.trace.len()), (Some(on("2023-10-01")), 0));
    }
}

#[test]
fn negative_counts_run_the_other_way() {
    assert_eq!(due("2023-09-28", Before, -5, Unit::Workday), due("2023-09-28", After, 5, Unit::Workday));
}

#[test]
fn unannounced_year_is_assumed() {
    let due = due("2026-12-31", After, 2, Unit::Workday);
    assert_eq!(due.date, Some(on("2027-01-04")));
    assert!(due.assumed);
    assert_eq!(trace(&due), ["2027-01-02 skipped weekend", "2027-01-03 skipped weekend"]);
    assert!(due.trace.iter().all(|day| day.assumed));
}

#[test]
fn leaving_an_announced_year_and_coming_no_further_is_not_assumed() {
    assert!(!due("2027-01-01", Before, 1, Unit::Workday).assumed);
    assert!(!due("2027-03-01", After, 10, Unit::Day).assumed);
}

#[test]
fn bounds() {
    for unit in [Unit::Workday, Unit::Day, Unit::Week, Unit::Month, Unit::Year, Unit::Hour] {
        for count in [36_601, -36_601, i64::MAX, i64::MIN] {
            assert_eq!(due("2023-09-28", After, count, unit).date, None);
        }
    }
    assert!(due("2023-09-28", After, 36_600, Unit::Workday).date.is_some());
    let length = Length { count: 1, unit: Unit::Workday };
    assert_eq!(china().due(Date::MAX, After, &length).date, None);
    assert_eq!(china().due(Date::MIN, Before, &length).date, None);
}

#[test]
fn due_and_between_are_inverse() {
    let china = china();
    for anchor in on("2025-12-01").iter_days().take(400) {
        for count in 1..=12 {
            let end = china.due(anchor, After, &Length { count, unit: Unit::Workday }).date;
            assert_eq!(end.map(|end| china.working_days_between(anchor, end)), Some(count));
        }
    }
}
