//! D01, D07, D09 and D10 of stand-ins. Only roles and reasons that the file itself lists are looked at.

use super::cx::{Cx, Part, silent};
use super::{Detail, Skipped, Witness};
use crate::model::{Away, Body, Choice, Cond, Content, Facts, Fault, LeafKind, QuestionKind, RecordId, RuleId, Situation, StandIn, Status, TermId, Tree, Who};

/// Most sets of absent people put to the engine for one absence.
const MOST: usize = 256;

pub(super) fn find(cx: &mut Cx) {
    let parts: Vec<Part> = cx.parts().into_iter().filter(|p| standin(p).is_some()).collect();
    disagree(cx, &parts);
    open(cx, &parts);
    unless(cx, &parts);
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

/// The reasons that both list, or those of one if the other lists none.
fn common(cx: &Cx, a: &StandIn, b: &StandIn) -> Vec<Option<TermId>> {
    let inside = |list: &[TermId], others: &[TermId]| {
        let found = list.iter().filter(|r| others.is_empty() || others.iter().any(|l| cx.model.terms.is_a(**r, *l)));
        found.map(|r| Some(*r)).collect::<Vec<_>>()
    };
    match (a.reasons.is_empty(), b.reasons.is_empty()) {
        (true, true) => vec![None],
        _ => {
            let mut out = inside(&a.reasons, &b.reasons);
            out.extend(inside(&b.reasons, &a.reasons).into_iter().filter(|r| !out.contains(r)).collect::<Vec<_>>());
            out
        }
    }
}

/// Statements that name different people for one absence, whoever of those they name is away too.
fn disagree(cx: &mut Cx, parts: &[Part]) {
    let mut told: Vec<Vec<RuleId>> = Vec::new();
    for (role, reason) in absences(cx, parts) {
        let about = |p: &&Part| standin(p).is_some_and(|s| cx.model.terms.is_a(role, s.role));
        let record = parts.iter().filter(about).find_map(|p| p.rule.record);
        let mut people: Vec<TermId> = Vec::new();
        for t in parts.iter().filter(about).filter_map(standin).flat_map(names).filter(|t| *t != role) {
            if !people.contains(&t) {
                people.push(t);
            }
        }
        let Some(record) = record else { continue };
        let (sets, all) = subsets(&people);
        if !all {
            cx.skip(Skipped::TooMany(QuestionKind::StandIn(role), record));
        }
        for also in sets {
            let away = std::iter::once(away(role, reason)).chain(also.into_iter().map(|t| self::away(t, None))).collect();
            clash(cx, parts, record, (role, away), &mut told);
        }
    }
}

/// A rank that says 未明确, the ranks before it away.
fn open(cx: &mut Cx, parts: &[Part]) {
    for part in parts {
        let Some(s) = standin(part).filter(|s| s.actors.list.iter().all(|a| a.who == Who::Open)) else { continue };
        let before = parts.iter().filter(|p| p.id == part.id).filter_map(standin).filter(|o| o.role == s.role && o.rank < s.rank);
        let list = std::iter::once(away(s.role, s.reasons.first().copied())).chain(before.flat_map(names).map(|t| away(t, None))).collect();
        if let Some(w) = uncovered(cx, list).filter(|w| w.answer.cites().iter().any(|c| part.is(c))) {
            cx.report(Fault::Hole, Detail::NoStandIn(s.role), vec![part.at()], vec![w]);
        }
    }
}

/// A rank whose people all act under a condition of the case, where it fails. A judgement (必要) leaves it to somebody whether anybody acts.
fn unless(cx: &mut Cx, parts: &[Part]) {
    let model = cx.model;
    let recorded = |c: &Cond| model.reads(c).iter().all(|a| model.atom(*a).and_then(|a| model.field(a.field)).is_some_and(|f| f.record.is_some()));
    for part in parts {
        let (Some(s), Some(record)) = (standin(part), part.rule.record) else { continue };
        let cond = Cond::any(s.actors.list.iter().map(|a| a.guard.clone()));
        if s.rank > 0 || cond == Cond::True || !recorded(&cond) {
            continue;
        }
        let Some(mut facts) = cx.case(Some(record), &[cond.clone().complement()]) else { continue };
        facts.situation.away = vec![away(s.role, s.reasons.first().copied())];
        let w = cx.ask(QuestionKind::StandIn(s.role), facts);
        if silent(&w.answer) {
            cx.report(Fault::Uncovered, Detail::Unless { role: s.role, cond }, vec![part.at()], vec![w]);
        }
    }
}

/// Every role that two statements are about, with each reason for which both speak. One of several who hold it may be away alone:
/// those that some statement names, and one for all others.
fn absences(cx: &Cx, parts: &[Part]) -> Vec<(TermId, Option<TermId>)> {
    let terms = &cx.model.terms;
    let named: Vec<TermId> = parts.iter().filter_map(standin).flat_map(|s| names(s).into_iter().chain([s.role])).collect();
    let mut out = Vec::new();
    for (n, a) in parts.iter().enumerate() {
        for b in parts.iter().skip(n + 1).filter(|b| b.id != a.id) {
            let (Some(x), Some(y)) = (standin(a), standin(b)) else { continue };
            let both = match (terms.is_a(x.role, y.role), terms.is_a(y.role, x.role)) {
                (true, _) => Some(x.role),
                (_, true) => Some(y.role),
                _ => terms.below(x.role).and(&terms.below(y.role)).iter().next(),
            };
            let Some(both) = both else { continue };
            let (some, others): (Vec<TermId>, Vec<TermId>) = terms.below(both).iter().filter(|t| *t != both).partition(|t| named.contains(t));
            for role in std::iter::once(both).chain(some).chain(others.first().copied()) {
                for found in common(cx, x, y).into_iter().map(|r| (role, r)).filter(|f| !out.contains(f)).collect::<Vec<_>>() {
                    out.push(found);
                }
            }
        }
    }
    out
}

/// Sets of these people, the smaller ones first; true if these are all.
fn subsets(people: &[TermId]) -> (Vec<Vec<TermId>>, bool) {
    let mut out: Vec<Vec<TermId>> = vec![Vec::new()];
    let mut at = 0;
    while let Some(set) = out.get(at).cloned() {
        let next = set.last().and_then(|l| people.iter().position(|p| p == l)).map_or(0, |n| n + 1);
        for p in people.iter().skip(next) {
            if out.len() == MOST {
                return (out, false);
            }
            out.push(set.iter().copied().chain([*p]).collect());
        }
        at += 1;
    }
    (out, true)
}

/// A conflict where these are away; of statements that are told of already, none.
fn clash(cx: &mut Cx, parts: &[Part], record: RecordId, (role, away): (TermId, Vec<Away>), told: &mut Vec<Vec<RuleId>>) {
    let mut facts = Facts::about(record);
    facts.situation = Situation { away, ..Situation::default() };
    let kind = QuestionKind::StandIn(role);
    let w = cx.ask(kind.clone(), facts);
    let mut ends = Vec::new();
    if let Body::Choice(Choice { main: Some(tree), .. }) = &w.answer.body {
        conflicts(cx, tree, &w.question.facts, &mut ends);
    }
    for (facts, cites) in ends {
        let mut rules: Vec<RuleId> = cites.iter().map(|c| c.0).collect();
        rules.sort();
        rules.dedup();
        if told.iter().any(|t| t.iter().all(|r| rules.contains(r))) {
            continue;
        }
        let spots = parts.iter().filter(|p| cites.contains(&(p.id, p.index))).map(Part::at).collect();
        let clashes = |w: &Witness| w.answer.status == Status::Conflict;
        told.push(rules);
        match facts.written(cx.model).map(|facts| cx.ask(kind.clone(), facts)).filter(clashes) {
            Some(w) => {
                cx.report(Fault::Conflict, Detail::StandIns(role), spots, vec![w]);
                cx.meet(None, &[]);
            }
            None => cx.skip(Skipped::Unwritable(Fault::Conflict, spots)),
        }
    }
}

/// The conflicts of a tree, each with the facts that lead to it.
fn conflicts(cx: &Cx, tree: &Tree, facts: &Facts, out: &mut Vec<(Facts, Vec<(RuleId, u32)>)>) {
    match tree {
        Tree::Leaf(leaf) if matches!(leaf.kind, LeafKind::Conflict(_)) => out.push((facts.clone(), leaf.cites.iter().map(|c| (c.rule, c.item)).collect())),
        Tree::Leaf(_) => {}
        Tree::Fork { atom, yes, no } => {
            for (side, truth) in [(yes, true), (no, false)] {
                if let Some(facts) = facts.assume(cx.model, *atom, truth) {
                    conflicts(cx, side, &facts, out);
                }
            }
        }
    }
}

fn loops(cx: &mut Cx, parts: &[Part]) {
    let mut told: Vec<(TermId, TermId)> = Vec::new();
    for (n, a) in parts.iter().enumerate() {
        for b in parts.iter().skip(n + 1) {
            let (Some(x), Some(y)) = (standin(a), standin(b)) else { continue };
            let mutual = x.role != y.role && names(x).contains(&y.role) && names(y).contains(&x.role);
            let Some(reason) = common(cx, x, y).first().copied().filter(|_| mutual && !told.contains(&(x.role, y.role))) else { continue };
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
                let own = |o: &StandIn| o.role == x.role && o.reasons.iter().any(|r| cx.model.terms.is_a(*reason, *r));
                if x.role == y.role || told.contains(&(x.role, *reason)) || parts.iter().filter_map(standin).any(own) {
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
