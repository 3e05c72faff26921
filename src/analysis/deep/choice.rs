//! D01 and the defeated half of D04: the outcomes of every choice.

use super::cx::{Cx, Part, leaf};
use super::{At, Detail, Skipped};
use crate::decision::PathCase;
use crate::model::*;

/// One choice that the policy answers.
pub(super) struct Asked {
    pub kind: QuestionKind,
    pub record: RecordId,
    about: About,
}

#[derive(Clone, PartialEq)]
enum About {
    /// The 唯一 class of acts.
    Act(TermId),
    /// The act, and the date fields that record it.
    Due(TermId, Vec<FieldId>),
    Limit(FieldId),
}

impl Asked {
    /// True of a contribution to this choice.
    pub fn takes(&self, model: &Model, part: &Part) -> bool {
        let is = |done: TermId, act: TermId| model.terms.is_a(done, act);
        part.rule.record == Some(self.record)
            && match (&self.about, &part.item.content) {
                (About::Act(class), Content::Step(s)) => is(s.act, *class),
                (About::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, .. })) => f == field,
                (About::Due(_, fields), Content::Limit(l)) => fields.contains(&l.field),
                (About::Due(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. })) => is(*done, *act),
                (About::Due(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. })) => is(*done, *act),
                _ => false,
            }
    }

    /// True if one rule is said to take another's place here.
    pub fn replaces(&self, model: &Model, winner: &Rule, loser: RuleId) -> bool {
        let meant = |act: Option<TermId>| match (act, &self.about) {
            (None, _) => true,
            (Some(act), About::Act(class)) => model.terms.unique_class(act).unwrap_or(act) == *class,
            (Some(act), About::Due(asked, _)) => model.terms.is_a(act, *asked),
            _ => false,
        };
        winner.replaces.iter().any(|r| meant(r.act) && r.rules.contains(&loser))
    }
}

/// Every choice that some rule contributes to.
pub(super) fn choices(cx: &Cx) -> Vec<Asked> {
    let model = cx.model;
    let mut out: Vec<Asked> = Vec::new();
    for part in cx.parts() {
        let Some(record) = part.rule.record else { continue };
        let Some((kind, about)) = question(model, record, &part.item.content) else { continue };
        if out.iter().all(|a| a.record != record || a.about != about) {
            out.push(Asked { kind, record, about });
        }
    }
    out
}

fn question(model: &Model, record: RecordId, content: &Content) -> Option<(QuestionKind, About)> {
    match content {
        Content::Step(s) => model.terms.unique_class(s.act).map(|class| (QuestionKind::Who(s.act, None), About::Act(class))),
        Content::Norm(Norm { what: What::Compare { field, .. }, .. }) => {
            let counted = model.field(*field).is_some_and(|f| f.name.as_ref() == "实到人数");
            (!counted).then_some((QuestionKind::Limit(*field), About::Limit(*field)))
        }
        Content::Limit(l) => {
            let act = model.field(l.field)?.act?;
            let fields = dates_of(model, record, act);
            Some((QuestionKind::When(act, fields.clone()), About::Due(act, fields)))
        }
        _ => None,
    }
}

/// The date fields that record an act, of the record and of what it is attached to.
pub(super) fn dates_of(model: &Model, record: RecordId, act: TermId) -> Vec<FieldId> {
    let all = model.lineage(record).into_iter().filter_map(|r| model.record(r)).flat_map(|r| r.fields.iter().copied());
    let mut out: Vec<FieldId> = Vec::new();
    for f in all.filter(|f| model.field(*f).is_some_and(|f| f.kind == Type::Date && f.act == Some(act))) {
        if !out.contains(&f) {
            out.push(f);
        }
    }
    out
}

pub(super) fn find(cx: &mut Cx) {
    for asked in choices(cx) {
        match cx.compiled.outcomes(&asked.kind, Some(asked.record)) {
            Some(cases) => {
                conflicts(cx, &asked, &cases);
                defeated(cx, &asked, &cases);
            }
            None => cx.skip(Skipped::TooMany(asked.kind, asked.record)),
        }
    }
}

/// The contributions of a case whose rules disagree, the fewest first; a set that holds a smaller one says nothing new.
fn conflicts(cx: &mut Cx, asked: &Asked, cases: &[PathCase]) {
    let mut sides: Vec<(Vec<(RuleId, u32)>, &PathCase)> = Vec::new();
    for case in cases.iter().filter(|c| matches!(c.leaf.kind, LeafKind::Conflict(_))) {
        let mut rules: Vec<(RuleId, u32)> = case.leaf.cites.iter().map(|c| (c.rule, c.item)).collect();
        rules.sort();
        rules.dedup();
        sides.push((rules, case));
    }
    sides.sort_by_key(|(rules, case)| (rules.len(), case.facts.given.len()));
    let mut told: Vec<Vec<(RuleId, u32)>> = Vec::new();
    for (rules, case) in sides {
        if told.iter().any(|t| t.iter().all(|r| rules.contains(r))) {
            continue;
        }
        conflict(cx, asked, &rules, case);
        told.push(rules);
    }
}

fn conflict(cx: &mut Cx, asked: &Asked, rules: &[(RuleId, u32)], case: &PathCase) {
    let parts: Vec<Part> = cx.parts().into_iter().filter(|p| rules.contains(&(p.id, p.index))).collect();
    let spots: Vec<At> = parts.iter().map(Part::at).collect();
    let shows = |_: &Facts, a: &Answer| a.status == Status::Conflict && leaf(a).is_some_and(|l| rules.iter().all(|(r, i)| l.cites.iter().any(|c| c.rule == *r && c.item == *i)));
    let written = case.facts.written(cx.model).or_else(|| cx.case(Some(asked.record), &parts.iter().map(Part::guard).collect::<Vec<_>>()));
    match written.and_then(|facts| cx.shown(&asked.kind, facts, &shows)) {
        Some(w) => {
            cx.report(Fault::Conflict, Detail::Plain, spots, vec![w]);
            cx.meet(Some(asked.record), &parts.iter().map(Part::guard).collect::<Vec<_>>());
        }
        None => cx.skip(Skipped::Unwritable(Fault::Conflict, spots)),
    }
}

/// Steps that no outcome carries although they apply in some case. Limits on numbers and dates that are defeated here are still
/// held against a case by 核查.
fn defeated(cx: &mut Cx, asked: &Asked, cases: &[PathCase]) {
    if !matches!(asked.about, About::Act(_)) {
        return;
    }
    let parts = cx.parts();
    for part in parts.iter().filter(|p| asked.takes(cx.model, p)) {
        if cx.has(Fault::DeadRule, part) || cases.iter().any(|c| c.holds.contains(&(part.id, part.index))) {
            continue;
        }
        let applies = applying(part);
        if !cx.possible(Some(asked.record), &applies) {
            continue;
        }
        let lost = |_: &Facts, a: &Answer| !a.cites().iter().any(|c| part.is(c));
        // a deadline of its own answers 何时
        let Some(step) = part.step().filter(|s| !matches!(s.timing, Some(Timing::Formula(_)))) else { continue };
        let kind = QuestionKind::Who(step.act, None);
        match cx.case(Some(asked.record), &applies).and_then(|facts| cx.settled(&kind, facts)).filter(|w| lost(&w.question.facts, &w.answer)) {
            Some(w) => {
                let winner = w.answer.cites().into_iter().filter_map(|c| parts.iter().find(|p| p.is(&c)).map(Part::at));
                let spots = std::iter::once(part.at()).chain(winner).collect();
                cx.report(Fault::DeadRule, Detail::Defeated, spots, vec![w]);
            }
            None => cx.skip(Skipped::Unwritable(Fault::DeadRule, vec![part.at()])),
        }
    }
}

/// Where a contribution applies: its guard, and none of its exceptions.
pub(super) fn applying(part: &Part) -> Vec<Cond> {
    let excepts = part.norm().map(|n| n.except.as_slice()).unwrap_or_default();
    std::iter::once(part.guard()).chain(excepts.iter().map(|e| e.clone().complement())).collect()
}
