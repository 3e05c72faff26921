//! `流程`: each step with the guard of its branch, its place in the chain, and the alternative it belongs to.
//!
//! ```text
//! 甲 → 【若 C：乙；否则：丙】→ 丁        甲 0   乙 1 [C]   丙 1 [¬C]   丁 2
//! 甲 →【乙；或 丙 → 丁】→ 戊             甲 0   乙 1 (1,0)   丙 1 (1,1)   丁 2 (1,1)   戊 3
//! ```

use super::actor::{entrust, force, step_mods};
use super::bracket::{Bracket, Takes};
use super::cx::{Cx, count};
use super::error::Problem;
use crate::base::{Force, Str};
use crate::model::{Alternative, Cond, Content, Insert, Item, RecordId, Step, TermId, Who};
use crate::syntax::ast::{self, Branches, Course, Mods, Node, ProcClause, Procedure};

/// Where in the chain the next step stands, and what it inherits.
#[derive(Clone)]
struct At {
    record: Option<RecordId>,
    seq: u32,
    guard: Cond,
    force: Force,
    judge: Option<Str>,
    alternative: Vec<Alternative>,
    insert: Option<Insert>,
}

struct Chain<'c, 'm> {
    cx: &'c mut Cx<'m>,
    items: Vec<Item>,
    groups: u32,
}

/// The items of a procedure, and whether it names a course of its own.
pub(super) fn items(cx: &mut Cx, record: Option<RecordId>, p: &Procedure) -> (Vec<Item>, bool) {
    let head = cx.bracket(record, &p.mods, Takes::HEAD);
    let when = p.when.as_ref().map(|c| cx.cond(record, c));
    let guard = Cond::all([head.guard()].into_iter().chain(when));
    let start = At { record, seq: 0, guard, force: force(head.force, Force::Stated), judge: head.judge, alternative: Vec::new(), insert: None };
    let mut chain = Chain { cx, items: Vec::new(), groups: 0 };
    let mut whole = false;
    for (n, clause) in p.clauses.iter().enumerate() {
        match clause {
            ProcClause::Course(c) => {
                let has_rival = matches!(p.clauses.get(n + 1), Some(ProcClause::Or(_)));
                chain.whole_course(c, &start, has_rival.then_some(0));
            }
            ProcClause::Or(c) => chain.whole_course(c, &start, Some(rank(&p.clauses, n))),
            ProcClause::Add(c, at) => chain.addition(c, at.as_ref(), &start),
            ProcClause::Replaces(..) => {}
        }
        whole |= matches!(clause, ProcClause::Course(_) | ProcClause::Or(_));
    }
    (chain.items, whole)
}

/// How many alternatives stand before this one without another clause between.
fn rank(clauses: &[ProcClause], at: usize) -> u32 {
    count(clauses.iter().take(at).rev().take_while(|c| matches!(c, ProcClause::Or(_))).count()) + 1
}

impl Chain<'_, '_> {
    fn whole_course(&mut self, course: &Course, start: &At, number: Option<u32>) {
        let from = self.items.len();
        let mut at = start.clone();
        at.alternative.extend(number.map(|number| Alternative { group: 0, number }));
        self.course(course, at);
        if number.is_some_and(|n| n > 0) {
            self.consent(from);
        }
    }

    /// `县长 同意 → 分管副县长 签发`: who signs here does so with that consent.
    fn consent(&mut self, from: usize) {
        let mut given: Option<(TermId, TermId)> = None;
        let class = self.cx.model.names.taxonomy("行为").and_then(|t| self.cx.model.names.term(t, "批准类"));
        let terms = &self.cx.model.terms;
        for item in self.items.iter_mut().skip(from) {
            let Content::Step(step) = &mut item.content else { continue };
            if terms.unique_class(step.act).is_some() {
                for a in &mut step.actors.list {
                    a.consent = given;
                }
            }
            let first = step.actors.list.first().map(|a| a.who);
            if let (Some(Who::Term(who)), true) = (first, class.is_some_and(|c| terms.is_a(step.act, c))) {
                given = Some((who, step.act));
            }
        }
    }

    fn addition(&mut self, course: &Course, point: Option<&(ast::Name, bool)>, start: &At) {
        let mut at = start.clone();
        if let Some((name, before)) = point {
            at.insert = self.cx.act(name).map(|act| Insert { act, before: *before });
        }
        self.course(course, at);
    }

    fn course(&mut self, course: &Course, mut at: At) -> u32 {
        for node in &course.0 {
            at.seq = self.node(node, at.clone());
        }
        at.seq
    }

    /// Adds a node's steps; returns where the next one stands.
    fn node(&mut self, node: &Node, at: At) -> u32 {
        match node {
            Node::Step(s) => self.step(s, at),
            Node::Parallel(list) => list.iter().map(|n| self.node(n, at.clone())).max().unwrap_or(at.seq),
            Node::Branches(b) => self.branches(b, at),
            Node::Group(courses, mods, _) => self.group(courses, mods, at),
            Node::Actors(a) => {
                self.cx.problems.push(Problem::MissingAct { span: a.span });
                at.seq
            }
        }
    }

    fn branches(&mut self, b: &Branches<Box<Node>>, at: At) -> u32 {
        let conds = b.cases.iter().map(|(c, _)| self.cx.cond(at.record, c)).collect();
        let (guards, rest) = self.cx.exclusive(conds);
        let bodies = b.cases.iter().map(|(_, n)| n).zip(guards).chain(b.otherwise.iter().map(|n| (n, rest.clone())));
        let mut last = at.seq;
        for (body, guard) in bodies {
            let inner = At { guard: Cond::all([at.guard.clone(), guard]), ..at.clone() };
            last = last.max(self.node(body, inner));
        }
        last
    }

    fn group(&mut self, courses: &[Course], mods: &Mods, at: At) -> u32 {
        let b = self.cx.bracket(at.record, mods, Takes::HEAD);
        let mut base = At { guard: Cond::all([at.guard.clone(), b.guard()]), force: force(b.force, at.force), judge: b.judge.or(at.judge.clone()), ..at };
        let rivals = courses.len() > 1;
        if rivals {
            self.groups += 1;
        }
        let group = self.groups;
        let mut last = base.seq;
        for (course, number) in courses.iter().zip(0..) {
            if rivals {
                base.alternative.push(Alternative { group, number });
            }
            last = last.max(self.course(course, base.clone()));
            if rivals {
                base.alternative.pop();
            }
        }
        last
    }

    fn step(&mut self, s: &ast::Step, at: At) -> u32 {
        let act = self.cx.act(&s.act);
        let mut actors = self.cx.actors(at.record, &s.actors);
        let b: Bracket = self.cx.bracket(at.record, &step_mods(s), Takes::STEP);
        entrust(&mut actors, b.entrusted.clone());
        let Some(act) = act else { return at.seq + 1 };
        let guard = Cond::all([at.guard, b.guard()]);
        let step = Step {
            act,
            object: s.object.as_ref().map(|n| n.text.clone()),
            actors,
            seq: at.seq,
            alternative: at.alternative,
            insert: at.insert,
            jointly: b.jointly,
            towards: b.towards,
            timing: b.timing,
            judge: b.judge.or(at.judge),
        };
        self.items.push(Item { guard, force: force(b.force, at.force), place: self.cx.now.place, content: Content::Step(step), span: s.span });
        at.seq + 1
    }
}
