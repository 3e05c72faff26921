//! What a norm demands: a fact, a comparison, an act on something, or a phrase that is only listed.

use super::cx::Cx;
use super::error::Problem;
use super::pattern::Subject;
use super::{look, unit};
use crate::base::{Relation, Span};
use crate::model::{Object, RecordId, TermId, Type, What};
use crate::syntax::ast::{self, Content, Name, Operand, Pattern};

/// The one fact that the content is about, if it begins with no act and names no object.
pub(super) fn fact_name<'a>(cx: &Cx, c: &'a Content) -> Option<&'a Name> {
    match c {
        Content::Compare(name, ..) => Some(name),
        Content::Phrases(list) => {
            let (name, object) = list.first()?;
            let is_act = look::term(cx.model, look::ACTS, name).is_some();
            (object.is_none() && !name.quoted && !is_act).then_some(name)
        }
    }
}

/// The record of what the act is done to: its facts may be used in the norm's conditions.
pub(super) fn context(cx: &Cx, c: &Content) -> Option<RecordId> {
    let Content::Phrases(list) = c else { return None };
    let object = list.iter().find_map(|(_, o)| o.as_ref())?;
    if look::term(cx.model, look::MEETINGS, &object.name).is_some() {
        return look::session(cx.model);
    }
    cx.subject(&object.name).map(Subject::record)
}

pub(super) fn whats(cx: &mut Cx, record: Option<RecordId>, c: &Content) -> Vec<(What, Span)> {
    match c {
        Content::Compare(name, relation, operand) => compare(cx, record, name, *relation, operand).into_iter().collect(),
        Content::Phrases(list) => phrases(cx, record, list),
    }
}

fn compare(cx: &mut Cx, record: Option<RecordId>, name: &Name, relation: Relation, operand: &Operand) -> Option<(What, Span)> {
    let field = cx.field(record, name)?;
    let before = cx.problems.len();
    let cond = cx.test(record, field, Some(&ast::Test::Compare(relation, operand.clone())), name.span, true);
    if cx.problems.len() > before {
        return None;
    }
    let number = match (operand, cx.model.field(field).map(|f| &f.kind)) {
        (Operand::Quantity(q), Some(Type::Number(u))) if q.upto.is_none() => unit::convert(q.number, q.unit.as_deref(), u.as_deref()).map(|n| (n, u.clone())),
        _ => None,
    };
    let what = match number {
        Some((number, unit)) => What::Compare { field, relation, number, unit, cond },
        None => What::Fact(cond),
    };
    Some((what, name.span))
}

/// An act that is still collecting what it is done to.
struct Open {
    act: TermId,
    objects: Vec<Object>,
    span: Span,
}

fn phrases(cx: &mut Cx, record: Option<RecordId>, list: &[(Name, Option<Pattern>)]) -> Vec<(What, Span)> {
    let mut out = Vec::new();
    let mut open: Option<Open> = None;
    for (name, object) in list {
        if object.is_none() && joins(cx, record, name, open.as_ref()) {
            let more = cx.object(name);
            open.iter_mut().for_each(|o| o.objects.extend(more.clone()));
            continue;
        }
        out.extend(open.take().map(close));
        match phrase(cx, record, name, object.as_ref()) {
            Some(Phrase::Done(what)) => out.push((what, name.span)),
            Some(Phrase::Open(o)) => open = Some(o),
            None => {}
        }
    }
    out.extend(open.map(close));
    out
}

fn close(o: Open) -> (What, Span) {
    (What::Act { act: o.act, objects: o.objects }, o.span)
}

enum Phrase {
    Done(What),
    Open(Open),
}

/// Whether a name alone goes on listing what the open act is done to.
fn joins(cx: &Cx, record: Option<RecordId>, name: &Name, open: Option<&Open>) -> bool {
    if open.is_none_or(|o| o.objects.is_empty()) {
        return false;
    }
    let is_field = record.is_some_and(|r| look::field(cx.model, r, &name.text).is_some());
    let is_object = look::object_term(cx.model, name).is_some();
    let is_act = look::term(cx.model, look::ACTS, name).is_some();
    is_object || (!is_field && !is_act)
}

fn phrase(cx: &mut Cx, record: Option<RecordId>, name: &Name, object: Option<&Pattern>) -> Option<Phrase> {
    if let Some(o) = object {
        let act = cx.act(name);
        let found = object_of(cx, o);
        let act = act?;
        return Some(Phrase::Open(Open { act, objects: found.into_iter().collect(), span: name.span.to(o.span) }));
    }
    if let Some((r, f)) = record.and_then(|r| Some((r, look::field(cx.model, r, &name.text)?))) {
        let before = cx.problems.len();
        let fact = cx.test(Some(r), f, None, name.span, true);
        return (cx.problems.len() == before).then_some(Phrase::Done(What::Fact(fact)));
    }
    if let Some(act) = look::term(cx.model, look::ACTS, name) {
        return Some(Phrase::Open(Open { act, objects: Vec::new(), span: name.span }));
    }
    if name.quoted {
        return Some(Phrase::Done(What::Phrase(name.text.clone())));
    }
    if cx.now.blind {
        return None;
    }
    let mut near = look::names_of(cx.model, look::ACTS);
    near.extend(record.map(|r| look::field_names(cx.model, r)).unwrap_or_default());
    cx.problems.push(Problem::UnknownAct { name: name.clone(), near });
    None
}

/// `重大事项`, `公文（名义：县政府）`
pub(super) fn object_of(cx: &mut Cx, p: &Pattern) -> Option<Object> {
    if p.items.is_empty() {
        return cx.object(&p.name);
    }
    let meeting = look::term(cx.model, look::MEETINGS, &p.name);
    let session = meeting.zip(look::session(cx.model)).and_then(|(t, r)| Some(Subject::Kind(r, cx.model.record(r)?.kind?, t)));
    let Some(subject) = session.or_else(|| cx.subject(&p.name)) else {
        let near = look::record_names(cx.model);
        cx.problems.push(Problem::UnknownRecord { name: p.name.clone(), near });
        return None;
    };
    let settled = cx.now.settled.len();
    let cond = cx.pattern_of(subject, &p.items);
    cx.now.settled.truncate(settled);
    Some(Object::Record(subject.record(), cond))
}
