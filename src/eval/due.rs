//! Limits on dates: formulas, and the day they give once the anchor is known.

use crate::base::Force;
use crate::calendar::{Calendar, Date, Direction, Length};
use crate::model::*;
use chrono::{Datelike, NaiveDate};

/// All limits that apply hold together.
pub(super) fn leaf(model: &Model, facts: &Facts, live: &[(&Item, Cite)]) -> Leaf {
    let set: Vec<(DueLeaf, Cite)> = live.iter().filter_map(|(item, cite)| Some((of_item(model, facts, item)?, *cite))).collect();
    if set.is_empty() {
        return super::choice::silent();
    }
    let (list, cites) = set.into_iter().unzip();
    Leaf::due(list, cites)
}

/// The limit an item sets, with its day.
pub(super) fn of_item(model: &Model, facts: &Facts, item: &Item) -> Option<DueLeaf> {
    let limit = match &item.content {
        Content::Limit(l) => l.clone(),
        Content::Step(Step { timing: Some(Timing::Formula(f)), .. }) | Content::Norm(Norm { timing: Some(Timing::Formula(f)), .. }) => {
            let field = match f {
                Formula::Length { anchor, .. } => *anchor,
                Formula::Vague(_, Some(anchor), _) => *anchor,
                _ => FieldId(u32::MAX),
            };
            Limit { field, value: LimitValue::Formula(f.clone()), silence: None }
        }
        _ => return None,
    };
    let value = value(model, facts, &limit.value);
    Some(DueLeaf { limit, force: item.force, value })
}

fn value(model: &Model, facts: &Facts, value: &LimitValue) -> DateValue {
    match value {
        LimitValue::Formula(Formula::Length { anchor, direction, length }) => match day_of(model, facts, *anchor) {
            Some(day) => computed(&model.calendar, day, *direction, length),
            None => DateValue::Open,
        },
        LimitValue::Formula(Formula::Monthly { .. }) => DateValue::Open,
        LimitValue::Formula(Formula::Vague(..)) => DateValue::Vague,
        LimitValue::Field(field, anchor, direction) => match (&facts.domain(model, *field).values, anchor) {
            (Values::Limit { known: Some(LimitFact::Date(d)), .. }, _) => match from_days(*d) {
                Some(date) => DateValue::Day { date, assumed: false, trace: Vec::new() },
                None => DateValue::Open,
            },
            (Values::Limit { known: Some(LimitFact::Length(length)), .. }, Some(anchor)) => match day_of(model, facts, *anchor) {
                Some(day) => computed(&model.calendar, day, *direction, length),
                None => DateValue::Open,
            },
            (Values::Numbers(_), _) => match day_of(model, facts, *field) {
                Some(date) => DateValue::Day { date, assumed: false, trace: Vec::new() },
                None => DateValue::Open,
            },
            _ => DateValue::Open,
        },
    }
}

fn computed(calendar: &Calendar, day: Date, direction: Direction, length: &Length) -> DateValue {
    let due = calendar.due(day, direction, length);
    match due.date {
        Some(date) => DateValue::Day { date, assumed: due.assumed, trace: due.trace },
        None => DateValue::Open,
    }
}

/// The day a date field surely holds.
pub(super) fn day_of(model: &Model, facts: &Facts, field: FieldId) -> Option<Date> {
    match &facts.domain(model, field).values {
        Values::Numbers(list) => match list.as_slice() {
            [(a, b)] if a == b => from_days(*a),
            _ => None,
        },
        _ => None,
    }
}

fn from_days(days: i64) -> Option<Date> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(days).ok()?).filter(|d| d.year() > 0)
}

/// The number a field surely holds.
pub(super) fn number_of(model: &Model, facts: &Facts, field: FieldId) -> Option<i64> {
    match &facts.domain(model, field).values {
        Values::Numbers(list) => match list.as_slice() {
            [(a, b)] if a == b => Some(*a),
            _ => None,
        },
        _ => None,
    }
}

/// True if a recorded day keeps the limit: in both directions the computed day is the last one in time.
pub(super) fn in_time(due: &DueLeaf, day: Date) -> Option<bool> {
    let DateValue::Day { date, .. } = &due.value else { return None };
    Some(day <= *date)
}

/// Weak limits are departed from, binding and stated ones breached.
pub(super) fn failing(force: Force) -> Verdict {
    match force.class() {
        crate::base::ForceClass::Binding | crate::base::ForceClass::Stated => Verdict::Breached,
        _ => Verdict::Departed,
    }
}
