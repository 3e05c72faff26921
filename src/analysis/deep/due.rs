//! D11: lengths of 0, and limits that chase each other.
//!
//! A limit `F：A 前 3 天` says F ≤ A − 3, `F：A 后 5 天 内` says F ≤ A + 5. Limits of one record form a graph; a cycle whose lengths
//! add up to less than 0 asks a day to lie before itself. Lengths of different units are bounded from above (a month has at most 31
//! days, three working days before are at least three days), so that a cycle found is one whatever the calendar; working days
//! *after* have no such bound and are left out.

use super::cx::{Cx, Part, breaks};
use super::{Detail, Witness};
use crate::calendar::{Direction, Unit};
use crate::model::{Cond, Content, Domain, Facts, Fault, FieldId, Formula, Limit, LimitValue, QuestionKind, RecordId, Values};

/// Longest cycle looked for.
const MOST: usize = 4;

/// `field` lies at most `days` after `anchor`.
struct Edge<'m> {
    part: Part<'m>,
    field: FieldId,
    anchor: FieldId,
    days: i64,
}

pub(super) fn find(cx: &mut Cx) {
    for part in cx.parts() {
        if let Content::Limit(Limit { field, value: LimitValue::Formula(Formula::Length { length, .. }), .. }) = &part.item.content
            && length.count == 0
        {
            zero(cx, &part, *field);
        }
    }
    for record in cx.records() {
        let edges: Vec<Edge> = cx.parts().into_iter().filter(|p| p.rule.record == Some(record)).filter_map(edge).collect();
        let mut told: Vec<Vec<usize>> = Vec::new();
        for n in 0..edges.len() {
            walk(cx, record, &edges, &[n], &mut told);
        }
    }
}

fn zero(cx: &mut Cx, part: &Part, field: FieldId) {
    let act = cx.model.field(field).and_then(|f| f.act);
    let facts = cx.case(part.rule.record, &[part.guard()]);
    let witness = act.zip(facts).map(|(act, facts)| cx.ask(QuestionKind::When(act, vec![field]), facts));
    cx.report(Fault::Deadline, Detail::Zero(field), vec![part.at()], witness.into_iter().collect());
}

fn edge(part: Part) -> Option<Edge> {
    let Content::Limit(Limit { field, value: LimitValue::Formula(Formula::Length { anchor, direction, length }), .. }) = &part.item.content else { return None };
    let days = match (length.unit, direction) {
        (Unit::Workday, Direction::After) => return None,
        (Unit::Workday | Unit::Day, Direction::Before) => -length.count,
        (Unit::Day, Direction::After) => length.count,
        (Unit::Week, Direction::Before) => -7 * length.count,
        (Unit::Week, Direction::After) => 7 * length.count,
        (Unit::Month, Direction::Before) => -28 * length.count,
        (Unit::Month, Direction::After) => 31 * length.count,
        (Unit::Year, Direction::Before) => -365 * length.count,
        (Unit::Year, Direction::After) => 366 * length.count,
        (Unit::Hour, _) => return None,
    };
    Some(Edge { part, field: *field, anchor: *anchor, days })
}

/// Every cycle that begins with its lowest edge.
fn walk(cx: &mut Cx, record: RecordId, edges: &[Edge], path: &[usize], told: &mut Vec<Vec<usize>>) {
    let of = |n: &usize| edges.get(*n);
    let (Some(first), Some(last)) = (path.first().and_then(of), path.last().and_then(of)) else { return };
    if last.anchor == first.field {
        let circle: Vec<&Edge> = path.iter().filter_map(of).collect();
        if circle.iter().map(|e| e.days).sum::<i64>() < 0 && !told.contains(&path.to_vec()) {
            told.push(path.to_vec());
            report(cx, record, &circle);
        }
        return;
    }
    let start = path.first().copied().unwrap_or(0);
    for (n, _) in edges.iter().enumerate().filter(|(n, e)| *n > start && path.len() < MOST && e.field == last.anchor && !path.contains(n)) {
        walk(cx, record, edges, &[path, &[n]].concat(), told);
    }
}

fn report(cx: &mut Cx, record: RecordId, circle: &[&Edge]) {
    let guards: Vec<Cond> = circle.iter().map(|e| e.part.guard()).collect();
    if !cx.possible(Some(record), &guards) {
        return;
    }
    let Some(w) = shown(cx, record, circle, &guards) else { return };
    let spots = circle.iter().map(|e| e.part.at()).collect();
    cx.report(Fault::Deadline, Detail::Circle(circle.iter().map(|e| e.field).collect()), spots, vec![w]);
}

/// Days that keep every limit but the first; a check finds that one broken.
fn shown(cx: &Cx, record: RecordId, circle: &[&Edge], guards: &[Cond]) -> Option<Witness> {
    let start = i64::from(chrono::Datelike::num_days_from_ce(&crate::calendar::date(2024, 6, 3)?));
    let mut facts = Facts::about(record);
    let mut day = start;
    for e in circle.iter().rev() {
        // well before the anchor's day, so that holidays do not matter
        facts.give(e.anchor, Domain { none: false, values: Values::Numbers(vec![(day, day)]) });
        day += if e.days < 0 { 2 * e.days - 14 } else { 0 };
    }
    let facts = facts.witness(cx.model, guards)?;
    let w = cx.ask(QuestionKind::Check, facts);
    circle.iter().any(|e| breaks(&w.answer, &e.part)).then_some(w)
}
