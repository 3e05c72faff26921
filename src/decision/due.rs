//! Deadlines: the formula an item sets, and its day once the anchor is known.

use crate::calendar::{Date, Direction, Length};
use crate::model::*;
use chrono::{Datelike, NaiveDate};

/// The limit an item sets, with its day.
pub(super) fn of_item(model: &Model, facts: &Facts, item: &Item) -> Option<DueLeaf> {
    let limit = match &item.content {
        Content::Limit(l) => l.clone(),
        Content::Step(Step { timing: Some(Timing::Formula(f)), .. }) | Content::Norm(Norm { timing: Some(Timing::Formula(f)), .. }) => {
            let field = match f {
                Formula::Length { anchor, .. } | Formula::Vague(_, Some(anchor), _) => *anchor,
                Formula::Vague(_, None, _) | Formula::Monthly { .. } => FieldId(u32::MAX),
            };
            Limit { field, value: LimitValue::Formula(f.clone()), silence: None }
        }
        _ => return None,
    };
    let value = day_of_limit(model, facts, &limit.value);
    Some(DueLeaf { limit, force: item.force, value })
}

fn day_of_limit(model: &Model, facts: &Facts, limit: &LimitValue) -> DateValue {
    let plain = |date: Option<Date>| date.map_or(DateValue::Open, |date| DateValue::Day { date, assumed: false, trace: Vec::new() });
    match limit {
        LimitValue::Formula(Formula::Length { anchor, direction, length }) => counted(model, facts, *anchor, *direction, length),
        LimitValue::Formula(Formula::Monthly { .. }) => DateValue::Open,
        LimitValue::Formula(Formula::Vague(..)) => DateValue::Vague,
        LimitValue::Field(field, anchor, direction) => match (&facts.domain(model, *field).values, anchor) {
            (Values::Limit { known: Some(LimitFact::Date(d)), .. }, _) => plain(date_of(*d)),
            (Values::Limit { known: Some(LimitFact::Length(length)), .. }, Some(anchor)) => counted(model, facts, *anchor, *direction, length),
            (Values::Numbers(list), _) => plain(only(list).and_then(date_of)),
            _ => DateValue::Open,
        },
    }
}

fn counted(model: &Model, facts: &Facts, anchor: FieldId, direction: Direction, length: &Length) -> DateValue {
    let Some(day) = day_of(model, facts, anchor) else { return DateValue::Open };
    let due = model.calendar.due(day, direction, length);
    due.date.map_or(DateValue::Open, |date| DateValue::Day { date, assumed: due.assumed, trace: due.trace })
}

/// The day a date field surely holds.
pub(super) fn day_of(model: &Model, facts: &Facts, field: FieldId) -> Option<Date> {
    match &facts.domain(model, field).values {
        Values::Numbers(list) => only(list).and_then(date_of),
        _ => None,
    }
}

fn only(list: &[(i64, i64)]) -> Option<i64> {
    match list {
        [(a, b)] if a == b => Some(*a),
        _ => None,
    }
}

fn date_of(days: i64) -> Option<Date> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?).filter(|d| d.year() > 0)
}
