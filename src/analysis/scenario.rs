//! Running a scenario: the question is asked, and the answer compared with the expectation.
//!
//! A branch `若 C：…` of an expectation is tested where C holds and the branches before it fail: the question is
//! asked again under each such completion, so that trees are compared as functions, not as shapes.

use super::expect::{Expected, meanings};
use super::matching::matches;
use crate::base::{Diagnostic, Span, Str};
use crate::calendar::Date;
use crate::model::{Answer, AtomId, Body, Cond, Facts, Model, Place, Question};
use crate::resolve;
use crate::syntax::ast;
use std::cell::RefCell;

/// An engine: the reference interpreter or the compiled one.
pub type Engine<'a> = dyn Fn(&Model, &Question) -> Answer + 'a;

/// Why a scenario does not hold.
#[derive(Clone, Debug)]
pub struct Failure {
    pub span: Span,
    pub zh: String,
    pub en: String,
}

/// A scenario that was run.
#[derive(Clone, Debug)]
pub struct Run {
    pub title: Str,
    pub span: Span,
    pub failure: Option<Failure>,
    /// Errors in the scenario itself: unknown names, impossible facts.
    pub errors: Vec<Diagnostic>,
    /// What was asked of the engine: the case itself, then each branch of the expectation. Nothing if the scenario does not hold.
    pub seen: Vec<Seen>,
}

/// One question that a scenario asked, with its answer.
#[derive(Clone, Debug)]
pub struct Seen {
    pub question: Question,
    pub answer: Answer,
}

/// Runs one scenario. `model` grows by the conditions that the expectation names.
pub fn run(model: &mut Model, scenario: &ast::Scenario, on: Date, engine: &Engine) -> Run {
    let mut out = Run { title: scenario.title.text.clone(), span: scenario.span, failure: None, errors: Vec::new(), seen: Vec::new() };
    let question = match resolve::question(model, &scenario.question, &scenario.given, on) {
        Ok(q) => q,
        Err(errors) => {
            out.errors = errors;
            return out;
        }
    };
    let expected = match Expected::read(model, &scenario.expect, question.facts.record) {
        Ok(e) => e,
        Err(errors) => {
            out.errors = errors;
            return out;
        }
    };
    let seen = RefCell::new(Vec::new());
    let watched = |model: &Model, question: &Question| {
        let answer = engine(model, question);
        seen.borrow_mut().push(Seen { question: question.clone(), answer: answer.clone() });
        answer
    };
    let answer = watched(model, &question);
    match compare(model, &question, &answer, &expected, &watched) {
        Ok(()) => out.seen = seen.into_inner(),
        Err((zh, en)) => out.failure = Some(Failure { span: scenario.span, zh, en }),
    }
    out
}

type Verdict = Result<(), (String, String)>;

fn compare(model: &Model, question: &Question, answer: &Answer, expected: &Expected, engine: &Engine) -> Verdict {
    if let Some(plain) = &expected.plain {
        matches(model, &question.facts, answer, plain)?;
    }
    let mut before: Vec<Cond> = Vec::new();
    for (when, outcome) in &expected.cases {
        let mut frame: Vec<Cond> = before.iter().map(|c| c.clone().complement()).collect();
        frame.push(when.clone());
        under(model, question, &frame, engine, &mut |facts, a| matches(model, facts, a, outcome))?;
        before.push(when.clone());
    }
    if let Some(outcome) = &expected.otherwise {
        let frame: Vec<Cond> = before.iter().map(|c| c.clone().complement()).collect();
        under(model, question, &frame, engine, &mut |facts, a| matches(model, facts, a, outcome))?;
    }
    for outcome in &expected.verdicts {
        matches(model, &question.facts, answer, outcome)?;
    }
    cited(answer, &expected.cites)?;
    needed(model, answer, expected)
}

/// Asks again in each completion of the conditions in `frame`.
fn under(model: &Model, question: &Question, frame: &[Cond], engine: &Engine, test: &mut dyn FnMut(&Facts, &Answer) -> Verdict) -> Verdict {
    let mut todo = vec![question.facts.clone()];
    let mut seen = 0;
    while let Some(facts) = todo.pop() {
        let all = Cond::all(frame.to_vec());
        match facts.settled(model, &all) {
            Some(false) => {}
            Some(true) => {
                seen += 1;
                let asked = Question { facts: facts.clone(), ..question.clone() };
                test(&facts, &engine(model, &asked))?;
            }
            None => {
                let Some(atom) = facts.open_atom(model, &all) else { continue };
                todo.extend([true, false].into_iter().filter_map(|t| assume_named(model, &facts, atom, t)));
            }
        }
    }
    match seen {
        0 => Err(("所写的条件在这个案例里不可能成立".into(), "the condition cannot hold in this case".into())),
        _ => Ok(()),
    }
}

/// Assumes an atom; a judgement fact stands for all of its name, since a writer cannot tell them apart.
fn assume_named(model: &Model, facts: &Facts, atom: AtomId, truth: bool) -> Option<Facts> {
    let mut next = facts.assume(model, atom, truth)?;
    let field = model.atom(atom).and_then(|a| model.field(a.field))?;
    if field.record.is_some() {
        return Some(next);
    }
    for (other, id) in model.atoms.iter().zip(0u32..) {
        let twin = model.field(other.field).is_some_and(|f| f.record.is_none() && f.name == field.name);
        if twin && next.atom(model, AtomId(id)).is_none() {
            next = next.assume(model, AtomId(id), truth)?;
        }
    }
    Some(next)
}

fn cited(answer: &Answer, places: &[Place]) -> Verdict {
    let all = places_of(answer);
    match places.iter().find(|p| !all.iter().any(|c| p.covers(*c))) {
        None => Ok(()),
        Some(p) => Err((format!("答案没有引用{}", place_zh(*p)), format!("the answer does not cite {}", place_en(*p)))),
    }
}

fn needed(model: &Model, answer: &Answer, expected: &Expected) -> Verdict {
    let name = |id: AtomId| model.atom(id).and_then(|a| model.field(a.field)).map(|f| (f.name.clone(), f.aliases.clone()));
    let open: Vec<(Str, Vec<Str>)> = answer.needs.iter().filter_map(|n| name(n.atom)).collect();
    let unset = open_anchors(model, answer);
    let is = |want: &Str| meanings(model, want).iter().any(|w| open.iter().any(|(n, a)| n == w || a.contains(w)) || unset.contains(w));
    match expected.needs.iter().find(|n| !is(n)) {
        None => Ok(()),
        Some(n) => Err((format!("答案没有说还缺“{n}”"), format!("the answer does not say that `{n}` is missing"))),
    }
}

/// Anchors and limits that a formula still waits for.
fn open_anchors(model: &Model, answer: &Answer) -> Vec<Str> {
    use crate::model::{DateValue, Formula, LeafKind, LimitValue, Tree};
    let mut out = Vec::new();
    let Body::Choice(c) = &answer.body else { return out };
    let mut leaves = Vec::new();
    c.main.iter().chain(c.elsewhere.iter().map(|e| &e.tree)).for_each(|t: &Tree| t.leaves(&mut leaves));
    for leaf in leaves {
        if let LeafKind::StandIn { actors, .. } = &leaf.kind
            && actors.list.iter().any(|a| a.entrusted.is_some())
        {
            out.push("受托人".into());
        }
        let LeafKind::Due(list) = &leaf.kind else { continue };
        for d in list.iter().filter(|d| d.value == DateValue::Open) {
            let field = match &d.limit.value {
                LimitValue::Formula(Formula::Length { anchor, .. }) => *anchor,
                LimitValue::Field(field, ..) => *field,
                LimitValue::Formula(_) => continue,
            };
            out.extend(model.field(field).map(|f| f.name.clone()));
        }
    }
    out
}

fn places_of(answer: &Answer) -> Vec<Place> {
    let mut out: Vec<Place> = answer.cites().into_iter().map(|c| c.place).collect();
    match &answer.body {
        Body::Choice(c) => out.extend(c.untouched.iter().copied()),
        Body::Collection(c) => out.extend(c.untouched.iter().copied()),
        Body::Applies(s) => out.extend(s.cites.iter().copied()),
        Body::Article(a) => out.push(a.place),
        _ => {}
    }
    out
}

pub(super) fn place_zh(p: Place) -> String {
    let part = |n: Option<u32>, unit: &str| n.map_or_else(String::new, |n| format!("第{n}{unit}"));
    format!("{}{}{}", part(p.article, "条"), part(p.paragraph, "款"), part(p.item, "项"))
}

pub(super) fn place_en(p: Place) -> String {
    let part = |n: Option<u32>, unit: &str| n.map_or_else(String::new, |n| format!("{unit} {n} "));
    format!("{}{}{}", part(p.article, "article"), part(p.paragraph, "paragraph"), part(p.item, "item")).trim_end().to_string()
}
