//! `代理`, `违反`: who stands in, and what follows a breach.

use super::actor::force;
use super::bracket::Takes;
use super::cx::Cx;
use super::error::Problem;
use super::{look, place};
use crate::base::{Force, Span};
use crate::model::{Cond, Content, Item, RecordId, StandIn, TermId};
use crate::syntax::ast::{self, CondKind, Mods, Name, Pattern, PlaceRef, Test, ValueKind};

/// The record of the pattern, and one item for each absent role and each rank of stand-ins.
pub(super) fn stand_in(cx: &mut Cx, pattern: &Pattern, ranks: &[ast::Actors], power: Option<&Name>) -> Option<(RecordId, Cond, Vec<Item>)> {
    let record = cx.record(&pattern.name)?;
    let mut roles = Vec::new();
    let mut reasons = Vec::new();
    let mut scope = Vec::new();
    for i in &pattern.items {
        let ast::Item::Cond(c) = i else { continue };
        match listed(cx, record, c) {
            Some((true, found)) => roles.extend(found),
            Some((false, found)) => reasons.extend(found),
            None => {}
        }
        scope.push(cx.cond(Some(record), c));
    }
    if roles.is_empty() {
        cx.problems.push(Problem::MissingRole { span: pattern.span });
    }
    let power = power.and_then(|n| cx.one_of(look::POWERS, n, ("代理权限", "power of a stand-in")));
    let mut out = Vec::new();
    for (list, rank) in ranks.iter().zip(0u32..) {
        let actors = cx.actors(Some(record), list);
        for role in &roles {
            let content = Content::StandIn(StandIn { role: *role, reasons: reasons.clone(), rank, actors: actors.clone(), power });
            out.push(Item { guard: Cond::True, force: Force::Stated, place: cx.now.place, content, span: list.span });
        }
    }
    Some((record, Cond::all(scope), out))
}

/// `职务：县长` (true) or `事由：出差、休假` (false): the terms listed.
fn listed(cx: &mut Cx, record: RecordId, c: &ast::Cond) -> Option<(bool, Vec<TermId>)> {
    let CondKind::Atom(name, Some(Test::IsA(values, _) | Test::Is(values))) = &c.kind else { return None };
    let field = look::field(cx.model, record, &name.text)?;
    let table = look::taxonomy_of(cx.model, field);
    let is = |cx: &Cx, t: &str| table.is_some() && table == cx.model.names.taxonomy(t);
    let is_role = is(cx, "职务");
    if !is_role && !is(cx, "事由") {
        return None;
    }
    let (tables, what) = if is_role { (&["职务"][..], ("职务", "role")) } else { (look::REASONS, ("事由", "reason")) };
    let mut found = Vec::new();
    for v in &values.list {
        if let ValueKind::Name(n, _) = &v.kind {
            found.extend(cx.one_of(tables, n, what));
        }
    }
    Some((is_role, found))
}

pub(super) fn breach(cx: &mut Cx, places: &[PlaceRef], consequences: &[Name], mods: &Mods, span: Span) -> Item {
    cx.now.lone = true;
    let b = cx.bracket(None, mods, Takes::BREACH);
    let consequences = consequences.iter().filter_map(|n| cx.one_of(look::CONSEQUENCES, n, ("后果", "consequence"))).collect();
    let content = Content::Breach { places: places.iter().map(place::place).collect(), consequences, by: b.by };
    Item { guard: b.guard(), force: force(b.force, Force::Stated), place: cx.now.place, content, span }
}
