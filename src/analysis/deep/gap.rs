//! D03: cases of a question that the file holds complete, without an answer.

use super::cx::{Cx, Part, silent};
use super::{At, Detail, Skipped, Witness};
use crate::decision::PathCase;
use crate::model::*;

pub(super) fn find(cx: &mut Cx) {
    for (n, complete) in cx.model.complete.iter().enumerate() {
        let at = At { rule: None, item: None, place: complete.place, span: complete.span };
        let uncovered = uncovered(cx, complete);
        match uncovered.or_else(|| unanswered(cx, complete)) {
            Some(w) => cx.report(Fault::Gap, Detail::Complete(n), vec![at], vec![w]),
            None if !settled(cx, complete) => cx.skip(Skipped::Unwritable(Fault::Gap, vec![at])),
            None => {}
        }
    }
}

/// The complement of everything that answers, within the pattern.
fn left(cx: &Cx, complete: &Complete) -> Vec<Cond> {
    let answers = cx.parts().into_iter().filter_map(|p| answering(cx.model, complete, &p));
    vec![complete.within.clone(), Cond::any(answers).complement()]
}

/// A case that no contribution reaches.
fn uncovered(cx: &Cx, complete: &Complete) -> Option<Witness> {
    let facts = cx.case(Some(complete.record), &left(cx, complete))?;
    let w = cx.ask(complete.kind.clone(), facts);
    silent(&w.answer).then_some(w)
}

/// True if it is known that every case is reached and none of them is silent.
fn settled(cx: &Cx, complete: &Complete) -> bool {
    let inside = |o: &PathCase| o.facts.entails(cx.model, &complete.within) != Some(false);
    !cx.possible(Some(complete.record), &left(cx, complete)) && !mute(cx, complete).iter().any(inside)
}

/// The outcomes of the compiled choice that say nothing.
fn mute(cx: &Cx, complete: &Complete) -> Vec<PathCase> {
    let outcomes = cx.compiled.outcomes(&complete.kind, Some(complete.record)).unwrap_or_default();
    outcomes.into_iter().filter(|o| matches!(o.leaf.kind, LeafKind::Silent(s) if s != Silence::Exempt)).collect()
}

/// One of them that can be written.
fn unanswered(cx: &Cx, complete: &Complete) -> Option<Witness> {
    let inside = |f: &Facts| f.entails(cx.model, &complete.within) == Some(true);
    let cases = mute(cx, complete).into_iter().filter_map(|o| o.facts.witness(cx.model, std::slice::from_ref(&complete.within)));
    cases.into_iter().find_map(|facts| cx.shown(&complete.kind, facts.written(cx.model)?, &|f, a| silent(a) && inside(f)))
}

/// Where a contribution answers the question with a person, a figure or a step.
fn answering(model: &Model, complete: &Complete, part: &Part) -> Option<Cond> {
    if part.rule.record != Some(complete.record) {
        return None;
    }
    let named = |set: &ActorSet| Cond::any(set.list.iter().filter(|a| a.who != Who::Open).map(|a| a.guard.clone()));
    let figure = |f: &Formula| !matches!(f, Formula::Vague(..));
    let own = match (&complete.kind, &part.item.content) {
        (QuestionKind::Who(act, _), Content::Step(s)) if model.terms.is_a(s.act, model.terms.unique_class(*act).unwrap_or(*act)) => named(&s.actors),
        (QuestionKind::When(_, fields), Content::Limit(l)) if fields.contains(&l.field) && l.formula().is_none_or(figure) => Cond::True,
        (QuestionKind::When(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(f)), .. })) if model.terms.is_a(*done, *act) && figure(f) => Cond::True,
        (QuestionKind::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, except, .. })) if f == field => {
            Cond::all(except.iter().map(|e| e.clone().complement()))
        }
        (QuestionKind::Procedure, Content::Step(_)) => Cond::True,
        _ => return None,
    };
    Some(Cond::all([part.guard(), own]))
}
