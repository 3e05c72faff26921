//! Statement by statement: the rules, in file order, each at its place.

use super::cx::{Cx, count};
use super::error::Problem;
use super::place::Walk;
use super::replace::{Waiting, replaces};
use super::{deadline, deep, meeting, norm, other, procedure};
use crate::base::{Force, Str};
use crate::model::{Cond, Content, Item, Rule, RuleId, RuleKind};
use crate::syntax::ast::{Body, File, ProcClause, Scenario, Statement, TopItem};

pub(super) fn rules(cx: &mut Cx, files: &[&File]) -> Vec<Scenario> {
    let (mut walk, mut waiting, mut scenarios, mut later) = (Walk::default(), Vec::new(), Vec::new(), Vec::new());
    for file in files {
        walk.file();
        for top in &file.items {
            match top {
                TopItem::Heading(h) => walk.heading(cx, h),
                TopItem::Statement(s) => {
                    if let Some(about) = deep::about(&s.body) {
                        later.push(deep::Later { about, place: walk.place, span: s.span });
                        continue;
                    }
                    cx.start(walk.place);
                    statement(cx, s, &mut walk, &mut waiting, &mut scenarios);
                }
            }
        }
    }
    replaces(cx, waiting, &walk);
    deep::resolve(cx, later, &walk);
    walk.finish(cx);
    for s in &scenarios {
        s.expect.cites.iter().for_each(|p| walk.cited(cx, super::place(p), p.span));
    }
    scenarios
}

fn statement(cx: &mut Cx, s: &Statement, walk: &mut Walk, waiting: &mut Vec<Waiting>, scenarios: &mut Vec<Scenario>) {
    if let Body::Scenario(scenario) = &s.body {
        scenarios.push((**scenario).clone());
        return;
    }
    let made = rule(cx, s);
    walk.fill(made.as_ref());
    let Some(rule) = made else { return };
    label(cx, s);
    let id = RuleId(count(cx.model.rules.len()));
    cx.model.rules.push(rule);
    waiting.extend(targets(s).map(|(target, act)| Waiting { rule: id, target, act }));
}

/// A label is used once in an article.
fn label(cx: &mut Cx, s: &Statement) {
    let Some(name) = &s.label else { return };
    let place = cx.now.place;
    let same = |r: &&Rule| r.label.as_ref() == Some(&name.text) && r.place.article == place.article;
    if let Some(first) = cx.model.rules.iter().find(same).map(|r| r.span) {
        cx.problems.push(Problem::Duplicate { name: name.clone(), what: ("标号", "label"), first: Some(first) });
    }
}

fn targets(s: &Statement) -> impl Iterator<Item = (crate::syntax::ast::Target, Option<crate::syntax::ast::Name>)> + '_ {
    let clauses = match &s.body {
        Body::Procedure(p) => p.clauses.as_slice(),
        _ => &[],
    };
    let of_deadline = match &s.body {
        Body::Deadline(d) => d.replaces.as_slice(),
        _ => &[],
    };
    let of_procedure = clauses.iter().filter_map(|c| match c {
        ProcClause::Replaces(t, act) => Some((t.clone(), act.clone())),
        _ => None,
    });
    of_procedure.chain(of_deadline.iter().cloned())
}

fn blank(cx: &Cx, s: &Statement, kind: RuleKind) -> Rule {
    let label: Option<Str> = s.label.as_ref().map(|n| n.text.clone());
    Rule {
        kind,
        label,
        place: cx.now.place,
        span: s.span,
        record: None,
        scope: Cond::True,
        bearers: Vec::new(),
        meeting: None,
        other: false,
        whole: false,
        replaces: Vec::new(),
        items: Vec::new(),
    }
}

fn rule(cx: &mut Cx, s: &Statement) -> Option<Rule> {
    Some(match &s.body {
        Body::Procedure(p) => {
            let about = cx.pattern(&p.pattern);
            let record = about.as_ref().map(|(r, _)| *r);
            cx.now.blind = record.is_none();
            let (items, whole) = procedure::items(cx, record, p);
            let (record, scope) = about?;
            Rule { record: Some(record), scope, other: p.other, whole, items, ..blank(cx, s, RuleKind::Procedure) }
        }
        Body::Deadline(d) => {
            let (record, scope) = cx.pattern(&d.pattern)?;
            let items = deadline::items(cx, record, d);
            Rule { record: Some(record), scope, whole: true, items, ..blank(cx, s, RuleKind::Deadline) }
        }
        Body::Norm(n) => {
            let made = norm::norm(cx, n);
            Rule { record: made.record, scope: made.scope.unwrap_or(Cond::True), bearers: made.bearers, items: made.items, ..blank(cx, s, RuleKind::Norm) }
        }
        Body::Meeting { name, slots, .. } => {
            let term = cx.meeting(name);
            let items = meeting::items(cx, slots);
            Rule { meeting: Some(term?), items, ..blank(cx, s, RuleKind::Meeting) }
        }
        Body::StandIn { pattern, ranks, power } => {
            let (record, scope, items) = other::stand_in(cx, pattern, ranks, power.as_ref())?;
            Rule { record: Some(record), scope, items, ..blank(cx, s, RuleKind::StandIn) }
        }
        Body::Breach { places, consequences, mods } => {
            let item = other::breach(cx, places, consequences, mods, s.span);
            Rule { items: vec![item], ..blank(cx, s, RuleKind::Breach) }
        }
        Body::Declares => {
            let item = Item { guard: Cond::True, force: Force::Stated, place: cx.now.place, content: Content::Declares, span: s.span };
            Rule { items: vec![item], ..blank(cx, s, RuleKind::Declares) }
        }
        _ => return None,
    })
}
