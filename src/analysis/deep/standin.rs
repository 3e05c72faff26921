//! D09 and D10: absences that nobody covers. Only roles and reasons that the file itself lists are looked at.

use super::cx::{Cx, Part, silent};
use super::{Detail, Witness};
use crate::model::{Away, Content, Facts, Fault, QuestionKind, StandIn, TermId, Who};

pub(super) fn find(cx: &mut Cx) {
    let parts: Vec<Part> = cx.parts().into_iter().filter(|p| standin(p).is_some()).collect();
    loops(cx, &parts);
    reasons(cx, &parts);
    sole(cx, &parts);
    highest(cx, &parts);
}

fn standin<'m>(part: &Part<'m>) -> Option<&'m StandIn> {
    if let Content::StandIn(s) = &part.item.content { Some(s) } else { None }
}

fn away(role: TermId, reason: Option<TermId>) -> Away {
    Away { role, reason }
}

/// Nobody stands in for the first of those who are away.
fn uncovered(cx: &Cx, list: Vec<Away>) -> Option<Witness> {
    let role = list.first()?.role;
    let mut facts = Facts::default();
    facts.situation.away = list;
    let w = cx.ask(QuestionKind::StandIn(role), facts);
    silent(&w.answer).then_some(w)
}

fn names(s: &StandIn) -> Vec<TermId> {
    s.actors.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some(t) } else { None }).collect()
}

/// A reason that both list, or either if the other lists none.
fn common(cx: &Cx, a: &StandIn, b: &StandIn) -> Option<Option<TermId>> {
    let in_list = |r: &TermId, list: &[TermId]| list.iter().any(|l| cx.model.terms.is_a(*r, *l));
    match (a.reasons.as_slice(), b.reasons.as_slice()) {
        ([], []) => Some(None),
        ([], [r, ..]) | ([r, ..], []) => Some(Some(*r)),
        (list, others) => list.iter().find(|r| in_list(r, others)).or_else(|| others.iter().find(|r| in_list(r, list))).map(|r| Some(*r)),
    }
}

fn loops(cx: &mut Cx, parts: &[Part]) {
    let mut told: Vec<(TermId, TermId)> = Vec::new();
    for (n, a) in parts.iter().enumerate() {
        for b in parts.iter().skip(n + 1) {
            let (Some(x), Some(y)) = (standin(a), standin(b)) else { continue };
            let mutual = x.role != y.role && names(x).contains(&y.role) && names(y).contains(&x.role);
            let Some(reason) = common(cx, x, y).filter(|_| mutual && !told.contains(&(x.role, y.role))) else { continue };
            let one = uncovered(cx, vec![away(x.role, reason), away(y.role, reason)]);
            let other = uncovered(cx, vec![away(y.role, reason), away(x.role, reason)]);
            if let (Some(one), Some(other)) = (one, other) {
                told.push((x.role, y.role));
                cx.report(Fault::StandInLoop, Detail::Loop(x.role, y.role), vec![a.at(), b.at()], vec![one, other]);
            }
        }
    }
}

/// A reason listed for one role and not for another one that has stand-ins too.
fn reasons(cx: &mut Cx, parts: &[Part]) {
    let mut told: Vec<(TermId, TermId)> = Vec::new();
    for a in parts {
        for b in parts {
            let (Some(x), Some(y)) = (standin(a), standin(b)) else { continue };
            for reason in y.reasons.iter().filter(|_| !x.reasons.is_empty()) {
                if x.role == y.role || told.contains(&(x.role, *reason)) {
                    continue;
                }
                told.push((x.role, *reason));
                if let Some(w) = uncovered(cx, vec![away(x.role, Some(*reason))]) {
                    let detail = Detail::Absent { role: x.role, reason: Some(*reason), and: None };
                    cx.report(Fault::Uncovered, detail, vec![a.at(), b.at()], vec![w]);
                }
            }
        }
    }
}

/// One person stands in and nobody after: away for a listed reason as well, the role is empty. `其他副县长` are several, and a
/// relative role is settled case by case.
fn sole(cx: &mut Cx, parts: &[Part]) {
    let mut told: Vec<TermId> = Vec::new();
    for part in parts {
        let Some(s) = standin(part) else { continue };
        let single = |t: &TermId| cx.model.terms.below(*t).iter().count() == 1 && cx.model.terms.get(*t).is_some_and(|t| !t.relative && !t.name.starts_with("其他"));
        let named = names(s);
        let [actor] = named.as_slice() else { continue };
        let looped = parts.iter().filter_map(standin).any(|o| o.role == *actor && names(o).contains(&s.role));
        if told.contains(&s.role) || looped || !single(actor) {
            continue;
        }
        let reason = s.reasons.first().copied();
        if let Some(w) = uncovered(cx, vec![away(s.role, reason), away(*actor, reason)]) {
            told.push(s.role);
            cx.report(Fault::Uncovered, Detail::Absent { role: s.role, reason, and: Some(*actor) }, vec![part.at()], vec![w]);
        }
    }
}

/// The highest role of the ranking, if it acts and nobody ever stands in for it.
fn highest(cx: &mut Cx, parts: &[Part]) {
    let model = cx.model;
    let Some(role) = model.ranking.first().copied() else { return };
    if parts.iter().filter_map(standin).any(|s| model.terms.is_a(role, s.role)) {
        return;
    }
    let acts = cx.parts().into_iter().find(|p| p.step().is_some_and(|s| s.actors.list.iter().any(|a| a.who == Who::Term(role))));
    let Some(part) = acts else { return };
    if let Some(w) = uncovered(cx, vec![away(role, None)]) {
        cx.report(Fault::Uncovered, Detail::Absent { role, reason: None, and: None }, vec![part.at()], vec![w]);
    }
}
