//! D02: norms that cannot both be kept.

use super::cx::{Cx, Part};
use super::{Detail, Skipped};
use crate::base::{Force, ForceClass};
use crate::model::{Cond, Content, Fault, FieldId, Model, RecordId, What};

/// A norm that a check holds against a case, and breaks rather than departs from.
struct Bound<'m> {
    part: Part<'m>,
    /// Its guard, and none of its exceptions.
    applies: Vec<Cond>,
    kept: Cond,
    /// Kept, or lifted by an approval that somebody could give.
    way: Cond,
    fields: Vec<FieldId>,
}

pub(super) fn find(cx: &mut Cx) {
    let parts = cx.parts();
    for record in cx.records() {
        let on = parts.iter().filter(|p| p.rule.record == Some(record));
        let list: Vec<Bound> = on.filter_map(|p| bound(cx.model, *p)).collect();
        let alone: Vec<bool> = list.iter().map(|b| unkeepable(cx, record, b)).collect();
        let free: Vec<&Bound> = list.iter().zip(&alone).filter(|(_, a)| !**a).map(|(b, _)| b).collect();
        for (n, a) in free.iter().enumerate() {
            for b in free.iter().skip(n + 1).filter(|b| meet(cx.model, record, a, b)) {
                pair(cx, record, a, b);
            }
        }
    }
}

fn bound<'m>(model: &Model, part: Part<'m>) -> Option<Bound<'m>> {
    let Content::Norm(norm) = &part.item.content else { return None };
    let binds = matches!(part.item.force.class(), ForceClass::Binding | ForceClass::Stated) && !norm.modal.is_some_and(Force::permits);
    let (What::Fact(content) | What::Compare { cond: content, .. }) = &norm.what else { return None };
    if !binds {
        return None;
    }
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    let kept = if forbids { content.clone().complement() } else { content.clone() };
    let approval = norm.approval.as_ref().and_then(|a| model.yes(a.field));
    let way = Cond::any(std::iter::once(kept.clone()).chain(approval));
    Some(Bound { part, applies: super::choice::applying(&part), fields: fields(model, content), kept, way })
}

fn fields(model: &Model, cond: &Cond) -> Vec<FieldId> {
    model.reads(cond).into_iter().filter_map(|a| model.atom(a)).map(|a| a.field).collect()
}

/// True if the contents of two norms have to do with each other: a common field, or fields that one 限定 ties.
fn meet(model: &Model, record: RecordId, a: &Bound, b: &Bound) -> bool {
    let common = |x: &[FieldId], y: &[FieldId]| x.iter().any(|f| y.contains(f));
    common(&a.fields, &b.fields)
        || model.constraints(Some(record)).any(|c| {
            let tied = fields(model, c);
            common(&tied, &a.fields) && common(&tied, &b.fields)
        })
}

/// True of a norm that no case in which it applies can keep: a fault of a requirement; such a ban forbids all that it is about.
fn unkeepable(cx: &mut Cx, record: RecordId, a: &Bound) -> bool {
    let with = |more: &Cond| a.applies.iter().chain([more]).cloned().collect::<Vec<_>>();
    if !cx.possible(Some(record), &a.applies) || cx.possible(Some(record), &with(&a.way)) {
        return false;
    }
    if a.part.norm().is_some_and(|n| n.modal.is_some_and(|m| m.forbids())) {
        return true;
    }
    match cx.broken(&a.part, &with(&a.way.clone().complement())) {
        Some(w) => cx.report(Fault::DoubleBind, Detail::Unkeepable, vec![a.part.at()], vec![w]),
        None => cx.skip(Skipped::Unwritable(Fault::DoubleBind, vec![a.part.at()])),
    }
    true
}

fn pair(cx: &mut Cx, record: RecordId, a: &Bound, b: &Bound) {
    let frame: Vec<Cond> = a.applies.iter().chain(&b.applies).cloned().collect();
    let with = |more: &[&Cond]| frame.iter().chain(more.iter().copied()).cloned().collect::<Vec<_>>();
    let each = cx.possible(Some(record), &with(&[&a.way])) && cx.possible(Some(record), &with(&[&b.way]));
    if !each || cx.possible(Some(record), &with(&[&a.way, &b.way])) {
        return;
    }
    let one = cx.broken(&b.part, &with(&[&a.kept, &b.way.clone().complement()]));
    let other = cx.broken(&a.part, &with(&[&b.kept, &a.way.clone().complement()]));
    let spots = vec![a.part.at(), b.part.at()];
    match (one, other) {
        (Some(one), Some(other)) => {
            cx.report(Fault::DoubleBind, Detail::Plain, spots, vec![one, other]);
            cx.meet(Some(record), &frame);
        }
        _ => cx.skip(Skipped::Unwritable(Fault::DoubleBind, spots)),
    }
}
