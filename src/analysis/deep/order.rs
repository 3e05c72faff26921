//! D08: steps added where there is nothing, and steps in opposite orders.

use super::Detail;
use super::cx::{Cx, Part};
use crate::model::{ActorSet, Body, Cond, Fault, Model, QuestionKind, RecordId, Step, TermId};

pub(super) fn find(cx: &mut Cx) {
    for record in cx.records() {
        let steps: Vec<Part> = cx.parts().into_iter().filter(|p| p.rule.record == Some(record) && p.step().is_some()).collect();
        for part in &steps {
            if let Some(step) = part.step() {
                pointless(cx, record, part, step, &steps);
            }
        }
        opposite(cx, record, &steps);
    }
}

/// A step added before or after an act that no case has beside it.
fn pointless(cx: &mut Cx, record: RecordId, part: &Part, step: &Step, steps: &[Part]) {
    let Some(insert) = step.insert else { return };
    let together = |o: &Part| cx.possible(Some(record), &[part.guard(), o.guard()]);
    let point = |o: &&Part| o.step().is_some_and(|s| s.insert.is_none() && same_act(cx.model, s.act, insert.act));
    if steps.iter().filter(point).any(together) {
        return;
    }
    let Some(facts) = cx.case(Some(record), &[part.guard()]) else { return };
    let w = cx.ask(QuestionKind::Who(step.act, None), facts);
    cx.report(Fault::Order, Detail::NoPoint { added: step.act, point: insert.act }, vec![part.at()], vec![w]);
}

fn same_act(model: &Model, done: TermId, wanted: TermId) -> bool {
    model.terms.is_a(done, wanted) || model.terms.unique_class(wanted).is_some_and(|c| model.terms.is_a(done, c))
}

/// Two steps of one course, the first before the second.
struct Ordered<'p, 'm> {
    first: &'p Part<'m>,
    second: &'p Part<'m>,
}

fn key<'m>(part: &Part<'m>) -> Option<(TermId, &'m ActorSet)> {
    part.step().map(|s| (s.act, &s.actors))
}

/// Two rules that may apply together, with two acts of the same people the other way round.
fn opposite(cx: &mut Cx, record: RecordId, steps: &[Part]) {
    let order = ordered(steps);
    let mut told: Vec<(u32, u32)> = Vec::new();
    for (n, a) in order.iter().enumerate() {
        for b in order.iter().skip(n + 1).filter(|b| b.first.id != a.first.id) {
            let crossed = key(a.first) == key(b.second) && key(a.second) == key(b.first);
            let rules = (a.first.id.0, b.first.id.0);
            let conds: Vec<Cond> = [a.first, a.second, b.first, b.second].iter().map(|p| p.guard()).collect();
            if !crossed || told.contains(&rules) || !cx.possible(Some(record), &conds) {
                continue;
            }
            let Some(facts) = cx.case(Some(record), &conds) else { continue };
            let w = cx.ask(QuestionKind::Procedure, facts);
            let both = |p: &Part| matches!(&w.answer.body, Body::Collection(c) if c.lines.iter().any(|l| p.is(&l.cite)));
            if let (true, Some((x, _)), Some((y, _))) = (both(a.first) && both(b.first), key(a.first), key(a.second)) {
                told.push(rules);
                cx.report(Fault::Order, Detail::Opposite(x, y), vec![a.first.at(), b.first.at()], vec![w]);
            }
        }
    }
}

fn ordered<'p, 'm>(steps: &'p [Part<'m>]) -> Vec<Ordered<'p, 'm>> {
    let mut out = Vec::new();
    for first in steps {
        let later = |o: &&Part| o.id == first.id && o.step().zip(first.step()).is_some_and(|(o, f)| o.seq > f.seq && f.insert.is_none() && o.insert.is_none());
        out.extend(steps.iter().filter(later).map(|second| Ordered { first, second }));
    }
    out
}
