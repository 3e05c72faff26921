//! `期限`: one date against another, branch by branch.

use super::actor::force;
use super::bracket::Takes;
use super::cx::Cx;
use super::look;
use crate::base::Force;
use crate::calendar::Direction;
use crate::model::{Cond, Content, FieldId, Formula, Item, Limit, LimitValue, RecordId, Type};
use crate::syntax::ast::{self, Deadline, LimitCase};

pub(super) fn items(cx: &mut Cx, record: RecordId, d: &Deadline) -> Vec<Item> {
    let field = cx.date_field(Some(record), &d.field);
    let head = cx.bracket(Some(record), &d.mods, Takes::HEAD);
    let when = d.when.as_ref().map(|c| cx.cond(Some(record), c));
    let outer = Cond::all([head.guard()].into_iter().chain(when));
    let silence = d.silence.as_ref().and_then(|n| cx.one_of(look::CONSEQUENCES, n, ("后果", "consequence")));
    let beside = beside(cx, record, d);
    let guards = guards(cx, record, &d.limits);
    let mut out = Vec::new();
    for (limit, guard) in d.limits.iter().zip(guards) {
        let b = cx.bracket(Some(record), &limit.mods, Takes::HEAD);
        let value = value(cx, record, &limit.value, beside);
        let (Some(field), Some(value)) = (field, value) else { continue };
        let span = span_of(limit).unwrap_or(d.field.span);
        out.push(Item {
            guard: Cond::all([outer.clone(), guard, b.guard()]),
            force: force(b.force, force(head.force, Force::Stated)),
            place: cx.now.place,
            content: Content::Limit(Limit { field, value, silence }),
            span,
        });
    }
    out
}

/// Each branch holds where none before it does; a limit without a branch always holds.
fn guards(cx: &mut Cx, record: RecordId, limits: &[ast::Limit]) -> Vec<Cond> {
    let mut taken: Vec<Cond> = Vec::new();
    let mut out = Vec::new();
    for l in limits {
        let not_taken = Cond::all(taken.iter().cloned().map(Cond::complement));
        out.push(match &l.when {
            LimitCase::Always => Cond::True,
            LimitCase::Else => not_taken,
            LimitCase::If(c) => {
                let c = cx.cond(Some(record), c);
                taken.push(c.clone());
                Cond::all([not_taken, c])
            }
        });
    }
    out
}

/// The anchor of the first formula of the statement: a length in a 时限 field counts from it.
fn beside(cx: &Cx, record: RecordId, d: &Deadline) -> Option<(FieldId, Direction)> {
    d.limits.iter().find_map(|l| match &l.value {
        ast::LimitValue::Formula(ast::Formula::Length { anchor, after, .. }) => Some((look::field(cx.model, record, &anchor.text)?, super::bracket::direction(*after))),
        _ => None,
    })
}

fn value(cx: &mut Cx, record: RecordId, v: &ast::LimitValue, beside: Option<(FieldId, Direction)>) -> Option<LimitValue> {
    match v {
        ast::LimitValue::Formula(f) => cx.formula(Some(record), f).map(|f: Formula| LimitValue::Formula(f)),
        ast::LimitValue::Field(name) => {
            let f = cx.field(Some(record), name)?;
            if !matches!(cx.model.field(f).map(|f| &f.kind), Some(Type::Limit | Type::Date)) {
                cx.wrong_type(f, name, ("时限", "a time limit"));
                return None;
            }
            let (anchor, direction) = beside.map_or((None, Direction::After), |(a, d)| (Some(a), d));
            Some(LimitValue::Field(f, anchor, direction))
        }
    }
}

fn span_of(l: &ast::Limit) -> Option<crate::base::Span> {
    Some(match &l.value {
        ast::LimitValue::Field(n) => n.span,
        ast::LimitValue::Formula(ast::Formula::Length { anchor, length, .. }) => anchor.span.to(length.span),
        ast::LimitValue::Formula(ast::Formula::Monthly { day, .. }) => day.span,
        ast::LimitValue::Formula(ast::Formula::Vague { span, .. }) => *span,
    })
}
