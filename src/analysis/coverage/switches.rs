//! Switches: the conditions that a statement reads, each of which can hold or fail.
//!
//! A question reads the scope of every statement about its record that has an item of the kind asked for; it reads the branches,
//! exceptions, approvals and actors' conditions of such a statement only where the scope holds. The conditions of a meeting's slots
//! and duties and of a consequence are printed with the answer and never read, so they are no switches.

use super::Covered;
use crate::analysis::scenario::Seen;
use crate::model::*;

/// What a condition does in its statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Scope,
    Branch,
    Exception,
    Approval,
    Actor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// No case in which it is read has it so.
    Impossible(Bar),
    Unseen,
    Seen,
}

/// What rules a side out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The values of the field, or the kinds that have it.
    Values,
    /// A 限定 of the record.
    Constraint,
    /// The statement's own scope, within which it is read.
    Scope,
}

/// One atom of one statement.
#[derive(Clone, Debug)]
pub struct Switch {
    pub atom: AtomId,
    pub role: Role,
    /// The first item that reads it; none: the scope.
    pub item: Option<u32>,
    pub yes: Side,
    pub no: Side,
}

/// The switches of a statement, no side seen yet.
pub(super) fn of_rule(model: &Model, rule: &Rule) -> Vec<Switch> {
    if matches!(rule.kind, RuleKind::Meeting | RuleKind::Breach) {
        return Vec::new();
    }
    let mut found: Vec<(AtomId, Role, Option<u32>)> = Vec::new();
    let mut add = |cond: &Cond, role: Role, item: Option<u32>| {
        let mut atoms = Vec::new();
        cond.atoms(&mut atoms);
        for atom in atoms {
            if found.iter().all(|(known, ..)| *known != atom) {
                found.push((atom, role, item));
            }
        }
    };
    add(&rule.scope, Role::Scope, None);
    for (item, at) in rule.items.iter().zip(0u32..) {
        add(&item.guard, Role::Branch, Some(at));
        let actors = match &item.content {
            Content::Step(s) => &s.actors,
            Content::StandIn(s) => &s.actors,
            Content::Norm(n) => {
                n.except.iter().for_each(|e| add(e, Role::Exception, Some(at)));
                n.approval.iter().filter_map(|a| model.yes(a.field)).for_each(|c| add(&c, Role::Approval, Some(at)));
                continue;
            }
            _ => continue,
        };
        actors.list.iter().for_each(|a| add(&a.guard, Role::Actor, Some(at)));
    }
    let side = |atom: AtomId, item: Option<u32>, truth: bool| match bar(model, rule, atom, item.is_some(), truth) {
        Some(bar) => Side::Impossible(bar),
        None => Side::Unseen,
    };
    found.into_iter().map(|(atom, role, item)| Switch { atom, role, item, yes: side(atom, item, true), no: side(atom, item, false) }).collect()
}

/// What rules out that an atom is so where the statement reads it, if anything does. Completions are searched whole.
fn bar(model: &Model, rule: &Rule, atom: AtomId, inside: bool, truth: bool) -> Option<Bar> {
    let only = model.atom(atom).and_then(|a| model.field(a.field)).and_then(|f| f.only.clone());
    let own: Vec<Cond> = only.into_iter().chain([Cond::Lit { atom, positive: truth }]).collect();
    let about = rule.record.map(Facts::about).unwrap_or_default();
    let within: Vec<Cond> = inside.then(|| rule.scope.clone()).into_iter().chain(own.iter().cloned()).collect();
    if about.possible(model, &within) {
        None
    } else if inside && about.possible(model, &own) {
        Some(Bar::Scope)
    } else if Facts::default().possible(model, &own) {
        Some(Bar::Constraint)
    } else {
        Some(Bar::Values)
    }
}

impl Switch {
    pub fn side(&self, truth: bool) -> Side {
        if truth { self.yes } else { self.no }
    }

    /// The sides that no question settled and some case may have.
    pub fn unseen(&self) -> impl Iterator<Item = bool> {
        [true, false].into_iter().filter(|t| self.side(*t) == Side::Unseen)
    }
}

/// Marks the sides of a statement's switches that one question settled.
pub(super) fn read(model: &Model, seen: &Seen, covered: &mut Covered) {
    let open = |s: &Switch| s.yes == Side::Unseen || s.no == Side::Unseen;
    let Some(rule) = model.rule(covered.rule).filter(|_| covered.switches.iter().any(open)) else { return };
    for facts in cases(model, &seen.question) {
        let takes = |i: usize| rule.items.get(i).is_some_and(|item| reads(model, &seen.question, &facts, item));
        // what binds a bearer without any record is asked about beside one too
        let beside = rule.record.is_none() && matches!(seen.question.kind, QuestionKind::MayDo(..) | QuestionKind::Who(_, Some(_)));
        if (facts.record != rule.record && !beside) || !(0..rule.items.len()).any(takes) {
            continue;
        }
        let speaks = facts.entails(model, &rule.scope) == Some(true);
        for s in covered.switches.iter_mut().filter(|s| open(s)).filter(|s| s.item.is_none() || (speaks && s.item.is_some_and(|i| takes(i as usize)))) {
            match facts.entails(model, &Cond::Lit { atom: s.atom, positive: true }) {
                Some(true) if s.yes == Side::Unseen => s.yes = Side::Seen,
                Some(false) if s.no == Side::Unseen => s.no = Side::Seen,
                _ => {}
            }
        }
    }
}

/// The cases that a question is about: 核查 and 办理 hold every given record against the rules; 代理 is about an absence.
fn cases(model: &Model, question: &Question) -> Vec<Facts> {
    match &question.kind {
        QuestionKind::StandIn(role) => vec![absence(model, &question.facts, *role)],
        QuestionKind::Check | QuestionKind::Handle => std::iter::once(&question.facts).chain(&question.others).cloned().collect(),
        _ => vec![question.facts.clone()],
    }
}

/// The facts of 缺位 are the role and the reason.
fn absence(model: &Model, facts: &Facts, role: TermId) -> Facts {
    let mut case = facts.clone();
    case.record = model.rules.iter().find(|r| r.kind == RuleKind::StandIn && r.record.is_some()).and_then(|r| r.record).or(case.record);
    let reason = facts.situation.away.iter().find(|a| model.terms.is_a(role, a.role)).and_then(|a| a.reason);
    for (name, term) in [("职务", Some(role)), ("事由", reason)] {
        if let (Some(field), Some(term)) = (case.record.and_then(|r| model.field_named(r, name)), term) {
            case.give(field, Domain { none: false, values: Values::Terms(model.terms.below(term)) });
        }
    }
    case
}

/// Whether an item is of the kind that a question asks for.
fn reads(model: &Model, question: &Question, facts: &Facts, item: &Item) -> bool {
    let does = |act: TermId, done: TermId| model.terms.is_a(done, model.terms.unique_class(act).unwrap_or(act));
    let near = |a: TermId, b: TermId| model.terms.is_a(a, b) || model.terms.is_a(b, a);
    let about = |asked: &Object, of: &[Object]| {
        of.is_empty() || of.iter().any(|o| matches!((asked, o), (Object::Term(a), Object::Term(b)) if near(*a, *b)) || !matches!((asked, o), (Object::Term(_), Object::Term(_))))
    };
    match (&question.kind, &item.content) {
        (QuestionKind::Who(act, _), Content::Step(s)) => does(*act, s.act),
        (QuestionKind::Who(act, matter), Content::Norm(Norm { what: What::Act { act: done, objects }, .. })) => {
            does(*act, *done) && matter.is_none_or(|m| about(&Object::Term(m), objects))
        }
        (QuestionKind::When(_, fields), Content::Limit(l)) => fields.contains(&l.field),
        (QuestionKind::When(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. })) => does(*act, *done),
        (QuestionKind::When(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. })) => does(*act, *done),
        (QuestionKind::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, .. })) => f == field,
        (QuestionKind::StandIn(_), Content::StandIn(_)) => true,
        (QuestionKind::Procedure, Content::Step(_)) => true,
        (QuestionKind::Handle, Content::Step(_) | Content::Limit(_) | Content::Norm(_)) => true,
        (QuestionKind::Check, Content::Step(_)) => facts.trail.is_some(),
        (QuestionKind::Check, Content::Limit(_) | Content::Norm(_)) => true,
        (QuestionKind::May(_) | QuestionKind::Duties(_), Content::Norm(_) | Content::Step(_)) => true,
        (QuestionKind::MayDo(_, act, _), Content::Step(s)) => near(*act, s.act),
        (QuestionKind::MayDo(_, act, object), Content::Norm(Norm { what: What::Act { act: done, objects }, .. })) => {
            near(*act, *done) && object.as_ref().is_none_or(|o| about(o, objects))
        }
        (QuestionKind::MayDo(..), Content::Norm(_)) => true,
        _ => false,
    }
}
