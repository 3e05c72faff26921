//! `容许` and `完备`: what a deep check reads, once every rule is known.

use super::cx::{Cx, count};
use super::error::Problem;
use super::place::{Walk, place};
use super::{question, reports};
use crate::base::{Diagnostic, Span, Str};
use crate::calendar::Date;
use crate::model::{Allow, Complete, Fault, Place, QuestionKind, RuleId, Spot};
use crate::syntax::ast::{self, Name, Pattern, Target};

/// A statement about the policy itself, and where it stands.
pub(super) enum About {
    Allow { code: Name, targets: Vec<Target>, reason: Name },
    Complete(Box<ast::Question>),
}

/// Waits until all rules are read.
pub(super) struct Later {
    pub about: About,
    pub place: Place,
    pub span: Span,
}

/// The statement, if it is one of the two.
pub(super) fn about(body: &ast::Body) -> Option<About> {
    match body {
        ast::Body::Allow { code, targets, reason } => Some(About::Allow { code: code.clone(), targets: targets.clone(), reason: reason.clone() }),
        ast::Body::Complete(q) => Some(About::Complete(q.clone())),
        _ => None,
    }
}

pub(super) fn resolve(cx: &mut Cx, list: Vec<Later>, walk: &Walk) {
    for later in list {
        cx.start(later.place);
        match &later.about {
            About::Allow { code, targets, reason } => allow(cx, &later, (code, targets, reason), walk),
            About::Complete(q) => complete(cx, &later, q),
        }
    }
}

fn allow(cx: &mut Cx, later: &Later, (code, targets, reason): (&Name, &[Target], &Name), walk: &Walk) {
    let fault = Fault::of_code(&code.text);
    if fault.is_none() {
        cx.problems.push(Problem::UnknownFault { name: code.clone() });
    }
    let found: Vec<Spot> = targets.iter().filter_map(|t| spot(cx, later.place, t, walk)).collect();
    if let Some(fault) = fault.filter(|_| found.len() == targets.len()) {
        cx.model.allows.push(Allow { fault, spots: found, reason: reason.text.clone(), span: later.span });
    }
}

fn spot(cx: &mut Cx, here: Place, target: &Target, walk: &Walk) -> Option<Spot> {
    let name = match target {
        Target::Place(p) => {
            let there = walk.has(place(p));
            walk.cited(cx, place(p), p.span);
            return there.then(|| Spot::Place(place(p)));
        }
        Target::Label(name) => name,
    };
    let all: Vec<(u32, Option<u32>)> =
        (0..count(cx.model.rules.len())).zip(&cx.model.rules).filter(|(_, r)| r.label.as_ref() == Some(&name.text)).map(|(n, r)| (n, r.place.article)).collect();
    let near: Vec<(u32, Option<u32>)> = all.iter().copied().filter(|(_, a)| *a == here.article).collect();
    match (near.as_slice(), all.as_slice()) {
        ([(one, _)], _) | ([], [(one, _)]) => Some(Spot::Rule(RuleId(*one))),
        _ => {
            let near: Vec<Str> = cx.model.rules.iter().filter_map(|r| r.label.clone()).collect();
            cx.problems.push(Problem::UnknownLabel { name: name.clone(), near });
            None
        }
    }
}

/// The question without its conditions gives the kind; its conditions are read as a rule's pattern.
fn complete(cx: &mut Cx, later: &Later, q: &ast::Question) {
    let [case] = q.cases.as_slice() else {
        cx.problems.push(Problem::NoCompleteness { span: later.span });
        return;
    };
    let bare = ast::Question { cases: vec![ast::Case { items: Vec::new(), ..case.clone() }], ..q.clone() };
    let asked = match question(cx.model, &bare, &[], Date::default()) {
        Ok(asked) => asked,
        Err(found) => {
            cx.problems.extend(found.into_iter().map(|d: Diagnostic| Problem::Told(Box::new(d))));
            return;
        }
    };
    let asks = matches!(asked.kind, QuestionKind::Who(_, None) | QuestionKind::When(..) | QuestionKind::Limit(_) | QuestionKind::Procedure);
    if !asks || asked.facts.record.is_none() {
        cx.problems.push(Problem::NoCompleteness { span: later.span });
        return;
    }
    let pattern = Pattern { name: case.record.clone(), items: case.items.clone(), span: case.span };
    if let Some((record, within)) = cx.pattern(&pattern) {
        cx.model.complete.push(Complete { kind: asked.kind, record, within, place: later.place, span: later.span });
    }
}

/// The reports of `problems` that a deep check makes itself.
pub fn unused_allow(allow: &Allow) -> Vec<Diagnostic> {
    reports(&[Problem::UnusedAllow { code: allow.fault.code(), span: allow.span }])
}
