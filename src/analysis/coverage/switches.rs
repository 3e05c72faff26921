//! Switches: the conditions that a statement reads, each of which can hold or fail.
//!
//! A question reads the scope of every statement about its record that has an item of the kind asked for; it reads the branches,
//! exceptions, approvals and actors' conditions of such a statement only where the scope holds. The conditions of a meeting's slots
//! and duties are printed with the answer and never read, so they are no switches.

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
    /// No case of the record has it so.
    Impossible,
    Unseen,
    Seen,
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
    if rule.kind == RuleKind::Meeting {
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
    let about = rule.record.map(Facts::about).unwrap_or_default();
    let side = |atom: AtomId, truth: bool| {
        let can = about.possible(model, &[Cond::Lit { atom, positive: truth }]);
        if can { Side::Unseen } else { Side::Impossible }
    };
    found.into_iter().map(|(atom, role, item)| Switch { atom, role, item, yes: side(atom, true), no: side(atom, false) }).collect()
}

/// Marks the sides of a statement's switches that one question settled.
pub(super) fn read(model: &Model, seen: &Seen, covered: &mut Covered) {
    let open = |s: &Switch| s.yes == Side::Unseen || s.no == Side::Unseen;
    let Some(rule) = model.rule(covered.rule).filter(|_| covered.switches.iter().any(open)) else { return };
    for facts in cases(model, &seen.question) {
        let takes = |i: usize| rule.items.get(i).is_some_and(|item| reads(model, &seen.question, &facts, item));
        if facts.record != rule.record || !(0..rule.items.len()).any(takes) {
            continue;
        }
        let speaks = facts.entails(model, &rule.scope) == Some(true);
        for s in covered.switches.iter_mut().filter(|s| s.item.is_none() || (speaks && s.item.is_some_and(|i| takes(i as usize)))) {
            match facts.atom(model, s.atom) {
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
    match (&question.kind, &item.content) {
        (QuestionKind::Who(act, _), Content::Step(s)) => does(*act, s.act),
        (QuestionKind::Who(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, .. })) => does(*act, *done),
        (QuestionKind::When(_, fields), Content::Limit(l)) => fields.contains(&l.field),
        (QuestionKind::When(act, _), Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. })) => does(*act, *done),
        (QuestionKind::When(act, _), Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. })) => does(*act, *done),
        (QuestionKind::Limit(field), Content::Norm(Norm { what: What::Compare { field: f, .. }, .. })) => f == field,
        (QuestionKind::StandIn(role), Content::StandIn(s)) => model.terms.is_a(*role, s.role),
        (QuestionKind::Procedure, Content::Step(_)) => true,
        (QuestionKind::Handle, Content::Step(_) | Content::Limit(_) | Content::Norm(_)) => true,
        (QuestionKind::Check, Content::Step(_)) => facts.trail.is_some(),
        (QuestionKind::Check, Content::Limit(_) | Content::Norm(_)) => true,
        (QuestionKind::May(_) | QuestionKind::Duties(_), Content::Norm(_) | Content::Step(_)) => true,
        (QuestionKind::MayDo(_, act, _), Content::Step(s)) => does(*act, s.act) || does(s.act, *act),
        (QuestionKind::MayDo(..), Content::Norm(_)) => true,
        _ => false,
    }
}
