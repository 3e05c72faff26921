//! The names in scenarios, checked without running them.

use super::cx::Cx;
use super::pattern::Subject;
use super::{fact, question, reports};
use crate::base::Diagnostic;
use crate::calendar::{Date, date};
use crate::model::{Model, RecordId};
use crate::syntax::ast::{Course, Expect, Node, Outcome, OutcomeKind, Scenario};

/// Everything in these scenarios that the model does not know: facts, questions, expected answers.
pub fn check_scenarios(model: &mut Model, scenarios: &[Scenario]) -> Vec<Diagnostic> {
    let on: Date = date(2024, 1, 1).unwrap_or_default();
    let mut out = Vec::new();
    for s in scenarios {
        if let Err(found) = question(model, &s.question, &s.given, on) {
            out.extend(found);
        }
        let name = s.question.cases.first().or(s.given.first()).map(|c| &c.record);
        let record = name.and_then(|n| fact::subject(model, n)).map(Subject::record);
        let mut cx = Cx::new(model);
        expected(&mut cx, record, &s.expect);
        out.extend(reports(&cx.problems));
    }
    out
}

fn expected(cx: &mut Cx, record: Option<RecordId>, e: &Expect) {
    let branches = e.main.cases.iter().map(|(c, o)| (Some(c), o)).chain(e.main.otherwise.iter().map(|o| (None, o)));
    let elsewhere = e.elsewhere.iter().map(|(c, o)| (c.as_ref(), o));
    for (when, then) in branches.chain(e.plain.iter().map(|o| (None, o))).chain(elsewhere) {
        if let Some(c) = when {
            cx.cond(record, c);
        }
        outcome(cx, record, then);
    }
}

fn outcome(cx: &mut Cx, record: Option<RecordId>, o: &Outcome) {
    match &o.kind {
        OutcomeKind::Course(c) => course(cx, c),
        OutcomeKind::Formula(f) => drop(cx.formula(record, f)),
        _ => {}
    }
}

fn course(cx: &mut Cx, c: &Course) {
    c.0.iter().for_each(|n| node(cx, n));
}

fn node(cx: &mut Cx, n: &Node) {
    match n {
        Node::Step(s) => {
            cx.act(&s.act);
            for name in s.actors.list.iter().filter(|a| a.slot.is_none()).filter_map(|a| a.name.as_ref()) {
                cx.actor(name);
            }
        }
        Node::Parallel(list) => list.iter().for_each(|n| node(cx, n)),
        Node::Group(list, ..) => list.iter().for_each(|c| course(cx, c)),
        Node::Branches(b) => b.cases.iter().map(|(_, n)| n).chain(b.otherwise.iter()).for_each(|n| node(cx, n)),
        Node::Actors(_) => {}
    }
}
