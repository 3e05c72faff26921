//! D11: lengths of 0, limits that chase each other, and steps that are due before those that come first.
//!
//! A limit `F：A 前 3 天` says F ≤ A − 3, `F：A 后 5 天 内` says F ≤ A + 5, a norm `F ＞ A` says A ≤ F − 1. Limits and norms of one
//! record form a graph; a cycle whose lengths add up to less than 0 asks a day to lie before itself. Lengths of different units are bounded from above (a month has at most 31
//! days, three working days before are at least three days), so that a cycle found is one whatever the calendar; working days
//! *after* have no such bound and are left out.

use super::cx::{Cx, Part, breaks, leaf};
use super::{Detail, Witness};
use crate::base::{Force, Relation};
use crate::calendar::{Date, Direction, Length, Unit};
use crate::model::*;

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
    late(cx);
    for record in cx.records() {
        let edges: Vec<Edge> =
            cx.parts().into_iter().filter(|p| p.rule.record == Some(record)).flat_map(|p| edge(p).into_iter().chain(between(cx.model, p)).collect::<Vec<_>>()).collect();
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
    let Content::Limit(Limit { field, value: LimitValue::Formula(formula), .. }) = &part.item.content else { return None };
    let Formula::Length { anchor, .. } = formula else { return None };
    Some(Edge { part, field: *field, anchor: *anchor, days: days(formula, None)?.1? })
}

/// The fewest and the most days from the anchor to the last day: earlier is negative. None: no bound that holds in every calendar;
/// `workdays` says what so many of them take at most.
fn days(formula: &Formula, workdays: Option<fn(i64) -> i64>) -> Option<(Option<i64>, Option<i64>)> {
    let Formula::Length { direction, length: Length { count: n, unit }, .. } = formula else { return None };
    let (short, long) = match unit {
        Unit::Workday => (*n, workdays.map(|most| most(*n))),
        Unit::Day => (*n, Some(*n)),
        Unit::Week => (7 * n, Some(7 * n)),
        Unit::Month => (28 * n, Some(31 * n)),
        Unit::Year => (365 * n, Some(366 * n)),
        Unit::Hour => return None,
    };
    Some(match direction {
        Direction::After => (Some(short), long),
        Direction::Before => (long.map(|d| -d), Some(-short)),
    })
}

/// A norm that holds two dates against each other: one comes at least so many days before the other.
fn between<'m>(model: &Model, part: Part<'m>) -> Vec<Edge<'m>> {
    let Some(Norm { modal, what: What::Fact(cond), .. }) = part.norm() else { return Vec::new() };
    let forbids = modal.is_some_and(|m| m.forbids());
    let list = match cond {
        Cond::All(list) if !forbids => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut out = Vec::new();
    for (atom, positive) in list.iter().filter_map(|c| if let Cond::Lit { atom, positive } = c { Some((*atom, *positive)) } else { None }) {
        let own = model.atom(atom).map(|a| a.field);
        let date = |f: FieldId| model.field(f).is_some_and(|f| f.kind == Type::Date);
        let found = model.names.compared.iter().find(|(fact, a, _, b)| Some(*fact) == own && date(*a) && date(*b));
        let Some((_, a, relation, b)) = found.filter(|_| *modal != Some(Force::May)) else { continue };
        let held = if positive == forbids { relation.opposite() } else { *relation };
        let mut add = |field: FieldId, anchor: FieldId, days: i64| out.push(Edge { part, field, anchor, days });
        match held {
            Relation::Le => add(*a, *b, 0),
            Relation::Lt => add(*a, *b, -1),
            Relation::Ge => add(*b, *a, 0),
            Relation::Gt => add(*b, *a, -1),
            Relation::Eq => {
                add(*a, *b, 0);
                add(*b, *a, 0);
            }
            Relation::Ne => {}
        }
    }
    out
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
    compare(cx.model, &mut facts);
    let mut facts = facts.witness(cx.model, guards)?;
    // days that the guards brought in
    compare(cx.model, &mut facts);
    let w = cx.ask(QuestionKind::Check, facts);
    circle.iter().any(|e| breaks(&w.answer, &e.part)).then_some(w)
}

/// A comparison of two dates is known once both are.
fn compare(model: &Model, facts: &mut Facts) {
    for (fact, a, relation, b) in &model.names.compared {
        if let Some((x, y)) = point(model, facts, *a).zip(point(model, facts, *b)) {
            let yes = relation.holds(x, y);
            facts.give(*fact, Domain { none: false, values: Values::Bool { yes, no: !yes } });
        }
    }
}

fn point(model: &Model, facts: &Facts, field: FieldId) -> Option<i64> {
    match &facts.domain(model, field).values {
        Values::Numbers(list) => list.first().filter(|(x, y)| x == y && list.len() == 1).map(|(x, _)| *x),
        _ => None,
    }
}

/// Of two steps of one course in order, the former may be done on a day on which the latter is overdue.
fn late(cx: &mut Cx) {
    let parts = cx.parts();
    let mut told: Vec<(TermId, RuleId)> = Vec::new();
    for second in &parts {
        for first in parts.iter().filter(|s| s.id == second.id) {
            let (Some(a), Some(b), Some(record)) = (first.step(), second.step(), first.rule.record) else { continue };
            let ordered = a.seq < b.seq && a.act != b.act && a.insert.is_none() && b.insert.is_none();
            let other_way = a.alternative.iter().any(|x| b.alternative.iter().any(|y| x.group == y.group && x.number != y.number));
            if !ordered || other_way || told.contains(&(b.act, first.id)) {
                continue;
            }
            let pairs: Vec<(Part, Part)> = due(cx, record, &parts, first).iter().flat_map(|d| due(cx, record, &parts, second).into_iter().map(move |e| (*d, e))).collect();
            let frame = [first.guard(), second.guard()];
            if pairs.into_iter().any(|(d, e)| reversed(cx, record, &frame, ((a.act, d), (b.act, e)))) {
                told.push((b.act, first.id));
            }
        }
    }
}

/// What says by when a step is due: itself, or a limit on the date that records it.
fn due<'m>(cx: &Cx, record: RecordId, parts: &[Part<'m>], step: &Part<'m>) -> Vec<Part<'m>> {
    let Some(Step { act, .. }) = step.step() else { return Vec::new() };
    let fields = super::choice::dates_of(cx.model, record, *act);
    let limits = |p: &&Part| p.rule.record == Some(record) && matches!(&p.item.content, Content::Limit(l) if fields.contains(&l.field));
    let own = formula(step).map(|_| *step);
    own.into_iter().chain(parts.iter().filter(limits).copied()).collect()
}

fn formula<'m>(part: &Part<'m>) -> Option<&'m Formula> {
    match &part.item.content {
        Content::Step(Step { timing: Some(Timing::Formula(f)), .. }) => Some(f),
        Content::Limit(Limit { value: LimitValue::Formula(f), .. }) => Some(f),
        _ => None,
    }
}

/// Reports it if the last day of the former surely lies after that of the latter.
fn reversed(cx: &mut Cx, record: RecordId, frame: &[Cond], ((first, d), (second, e)): ((TermId, Part), (TermId, Part))) -> bool {
    let (Some(f), Some(g)) = (formula(&d), formula(&e)) else { return false };
    let (Formula::Length { anchor, .. }, Formula::Length { anchor: same, .. }) = (f, g) else { return false };
    // in weeks without holidays: a case shows whether it is so
    let weeks = Some((|n| n + 2 * ((n + 4) / 5)) as fn(i64) -> i64);
    let (Some((Some(early), _)), Some((_, Some(late)))) = (days(f, weeks), days(g, weeks)) else { return false };
    if anchor != same || early <= late {
        return false;
    }
    let mut facts = Facts::about(record);
    let Some(day) = crate::calendar::date(2024, 6, 3).map(|d| i64::from(chrono::Datelike::num_days_from_ce(&d))) else { return false };
    facts.give(*anchor, Domain { none: false, values: Values::Numbers(vec![(day, day)]) });
    let conds: Vec<Cond> = frame.iter().cloned().chain([d.guard(), e.guard()]).collect();
    let Some(facts) = facts.witness(cx.model, &conds) else { return false };
    let when = |act: TermId| cx.ask(QuestionKind::When(act, super::choice::dates_of(cx.model, record, act)), facts.clone());
    let (w, v) = (when(first), when(second));
    let shown = last_day(&w.answer, &d).zip(last_day(&v.answer, &e)).is_some_and(|(x, y)| x > y);
    if shown {
        cx.report(Fault::Deadline, Detail::Late(first, second), vec![d.at(), e.at()], vec![w, v]);
    }
    shown
}

/// The day until which an answer gives time, if it rests on this statement.
fn last_day(answer: &Answer, part: &Part) -> Option<Date> {
    let leaf = leaf(answer).filter(|l| l.cites.iter().any(|c| part.is(c)))?;
    let LeafKind::Due(list) = &leaf.kind else { return None };
    let day = |d: &DueLeaf| if let DateValue::Day { date, .. } = d.value { Some(date) } else { None };
    list.iter().map(day).collect::<Option<Vec<_>>>()?.into_iter().min()
}
