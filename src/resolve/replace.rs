//! `取代`: labels and places to rules, once all rules are known.

use super::cx::{Cx, count};
use super::error::Problem;
use super::place::{Walk, place};
use super::record::circle;
use crate::base::{Span, Str};
use crate::model::{Replace, RuleId, RuleKind};
use crate::syntax::ast::{Name, Target};

/// A `取代` clause waiting for the rules after it.
pub(super) struct Waiting {
    pub rule: RuleId,
    pub target: Target,
    pub act: Option<Name>,
}

pub(super) fn replaces(cx: &mut Cx, waiting: Vec<Waiting>, walk: &Walk) {
    for w in waiting {
        let act = w.act.as_ref().and_then(|n| cx.act(n));
        let rules = match &w.target {
            Target::Label(name) => labelled(cx, w.rule, name),
            Target::Place(p) => placed(cx, w.rule, p, walk),
        };
        if let Some(rule) = cx.model.rules.get_mut(w.rule.0 as usize).filter(|_| !rules.is_empty() && w.act.is_some() == act.is_some()) {
            rule.replaces.push(Replace { rules, act });
        }
    }
    cycles(cx);
}

fn ids(cx: &Cx) -> impl Iterator<Item = RuleId> + use<> {
    (0..count(cx.model.rules.len())).map(RuleId)
}

/// The rule with this label: of the same article, else the only one.
fn labelled(cx: &mut Cx, from: RuleId, name: &Name) -> Vec<RuleId> {
    let article = cx.model.rule(from).and_then(|r| r.place.article);
    let has = |id: &RuleId| *id != from && cx.model.rule(*id).is_some_and(|r| r.label.as_ref() == Some(&name.text));
    let all: Vec<RuleId> = ids(cx).filter(has).collect();
    let here: Vec<RuleId> = all.iter().copied().filter(|id| cx.model.rule(*id).is_some_and(|r| r.place.article == article)).collect();
    match (here.as_slice(), all.as_slice()) {
        ([one], _) | ([], [one]) => vec![*one],
        _ => {
            let near: Vec<Str> = cx.model.rules.iter().filter_map(|r| r.label.clone()).collect();
            cx.problems.push(Problem::UnknownLabel { name: name.clone(), near });
            Vec::new()
        }
    }
}

fn placed(cx: &mut Cx, from: RuleId, p: &crate::syntax::ast::PlaceRef, walk: &Walk) -> Vec<RuleId> {
    let target = place(p);
    if !walk.has(target) {
        cx.problems.push(Problem::NoSuchPlace { article: p.article, span: p.span });
        return Vec::new();
    }
    let is_course = |k: RuleKind| matches!(k, RuleKind::Procedure | RuleKind::Deadline);
    let fits = |id: &RuleId| *id != from && cx.model.rule(*id).is_some_and(|r| is_course(r.kind) && target.covers(r.place));
    let found: Vec<RuleId> = ids(cx).filter(fits).collect();
    if found.is_empty() {
        cx.problems.push(Problem::NothingToReplace { span: p.span });
    }
    found
}

/// Reports each cycle of statements that replace each other, once.
fn cycles(cx: &mut Cx) {
    let mut seen: Vec<RuleId> = Vec::new();
    for start in ids(cx) {
        if seen.contains(&start) || cx.model.rule(start).is_none_or(|r| r.replaces.is_empty()) {
            continue;
        }
        let next = |id: RuleId| cx.model.rule(id).into_iter().flat_map(|r| r.replaces.iter()).flat_map(|r| r.rules.iter().copied()).collect();
        let Some(path) = circle(start, next) else { continue };
        let name = |id: &RuleId| {
            let r = cx.model.rule(*id)?;
            Some(r.label.clone().unwrap_or_else(|| format!("第 {} 条", r.place.article.unwrap_or(0)).into()))
        };
        let names: Vec<Str> = path.iter().filter_map(name).collect();
        let span: Span = cx.model.rule(start).map(|r| r.span).unwrap_or_default();
        seen.extend(path);
        cx.problems.push(Problem::ReplaceCycle { names, span });
    }
}
