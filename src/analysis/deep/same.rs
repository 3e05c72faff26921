//! D06: rules that say nothing which another one does not say.
//!
//! `I` is redundant beside `J` if wherever `I` applies `J` does, both say the same with the same force, whatever `I` defeats `J`
//! defeats too, and whatever defeats `J` where `I` applies defeats `I` too.

use super::choice::{Asked, choices};
use super::cx::{Cx, Part, leaf};
use super::{Detail, Witness};
use crate::model::*;

pub(super) fn find(cx: &mut Cx) {
    let (parts, asked) = (cx.parts(), choices(cx));
    let mut gone: Vec<(RuleId, u32)> = Vec::new();
    for part in parts.iter().filter(|p| alone(cx.model, p)) {
        let key = (part.id, part.index);
        let beside = |o: &&Part| !gone.contains(&(o.id, o.index)) && o.id != part.id && says(cx, part, o);
        let twin = parts.iter().filter(beside).find(|o| stands(cx, part, o, &parts, &asked));
        let Some(twin) = twin else { continue };
        let Some(witness) = shown(cx, part) else { continue };
        gone.push(key);
        cx.report(Fault::Redundant, Detail::Plain, vec![part.at(), twin.at()], witness);
    }
}

/// True of a statement that could be taken out whole: nothing else hangs on it.
fn alone(model: &Model, part: &Part) -> bool {
    let kept_out = |r: &Rule| r.other && r.place.article == part.rule.place.article;
    let replaced = model.rules.iter().any(|r| r.replaces.iter().any(|x| x.rules.contains(&part.id)));
    let single = match &part.item.content {
        Content::Step(_) | Content::Limit(_) => part.rule.items.len() == 1,
        Content::Norm(_) => true,
        _ => false,
    };
    single && part.rule.replaces.is_empty() && !part.rule.other && !replaced && !model.rules.iter().any(kept_out)
}

/// True if `b` says everything that `a` says, wherever it applies.
fn says(cx: &Cx, a: &Part, b: &Part) -> bool {
    let same = match (&a.item.content, &b.item.content) {
        (Content::Step(x), Content::Step(y)) => Step { seq: y.seq, ..x.clone() } == *y && b.rule.items.iter().all(|i| std::ptr::eq(i, b.item)),
        (Content::Limit(x), Content::Limit(y)) => x == y,
        (Content::Norm(x), Content::Norm(y)) => norm(cx.model, a, x, b, y),
        _ => false,
    };
    same && a.rule.record == b.rule.record && a.item.force == b.item.force && cx.implies(a.rule.record, &a.guard(), &b.guard())
}

fn norm(model: &Model, a: &Part, x: &Norm, b: &Part, y: &Norm) -> bool {
    let bears = |t: &Bearer| b.rule.bearers.iter().any(|o| (model.terms.is_a(t.term, o.term) && o.except.is_empty()) || t == o);
    let what = match (&x.what, &y.what) {
        (What::Act { act: p, objects: q }, What::Act { act: r, objects: s }) => p == r && q.iter().all(|o| s.contains(o)) && !q.is_empty(),
        (What::Phrase(_), _) => false,
        (p, q) => p == q,
    };
    let bearers = a.rule.bearers.iter().all(bears) && (a.rule.bearers.is_empty() == b.rule.bearers.is_empty());
    what && bearers && Norm { what: y.what.clone(), ..x.clone() } == *y
}

/// True if no choice changes when `a` goes and `b` stays.
fn stands(cx: &Cx, a: &Part, b: &Part, parts: &[Part], asked: &[Asked]) -> bool {
    let model = cx.model;
    asked.iter().filter(|q| q.takes(model, a)).all(|q| {
        let beats = |x: &Part, y: &Part| x.id != y.id && (q.replaces(model, x.rule, y.id) || inside(cx, x, y));
        let others = parts.iter().filter(|k| q.takes(model, k) && k.id != a.id && k.id != b.id && (&k.item.content, k.item.force) != (&a.item.content, a.item.force));
        let mut hinders = others.filter(|k| {
            let freed = beats(a, k) && !beats(b, k);
            let lost = beats(k, b) && !beats(k, a) && cx.possible(a.rule.record, &[a.guard(), k.guard()]);
            freed || lost
        });
        hinders.next().is_none()
    })
}

/// True if every case of `a` is one of `b`, and not the other way round.
fn inside(cx: &Cx, a: &Part, b: &Part) -> bool {
    let (x, y) = (a.guard(), b.guard());
    cx.implies(a.rule.record, &x, &y) && !cx.implies(a.rule.record, &y, &x)
}

/// A case in which it applies, answered alike with it and without it; no case for a duty of no record. None: it is missed after all.
fn shown(cx: &Cx, part: &Part) -> Option<Vec<Witness>> {
    let Some(record) = part.rule.record else { return Some(Vec::new()) };
    let kind = match &part.item.content {
        Content::Step(s) => QuestionKind::Who(s.act, None),
        Content::Limit(l) => QuestionKind::When(cx.model.field(l.field)?.act?, vec![l.field]),
        Content::Norm(Norm { what: What::Compare { field, .. }, .. }) => QuestionKind::Limit(*field),
        _ => return Some(Vec::new()),
    };
    let facts = cx.case(Some(record), &super::choice::applying(part))?;
    let without = without(cx.model, part);
    let with = cx.settled(&kind, facts)?;
    let less = cx.ask_of(&without, kind, with.question.facts.clone());
    let same = with.answer.status == less.answer.status && leaf(&with.answer) == leaf(&less.answer);
    same.then(|| vec![with])
}

/// The policy without one contribution.
fn without(model: &Model, part: &Part) -> Model {
    let mut out = model.clone();
    let item = out.rules.get_mut(part.id.0 as usize).and_then(|r| r.items.get_mut(part.index as usize));
    item.into_iter().for_each(|i| i.guard = Cond::False);
    out
}
