//! Conditions: a case for each side that no scenario tries, and for both sides at once where neither is tried.
//!
//! The case is one in which the answer hangs on the condition: the rest of what it stands in is settled so that it decides. The answer
//! to its twin, the same case with the condition the other way, shows whether the scenario would notice.

use super::{Maker, Proposal, Tried, written};
use crate::analysis::coverage::{Coverage, Role, Switch};
use crate::analysis::scenario::{Run, Seen};
use crate::model::*;
use crate::resolve;
use crate::syntax::parse_question;
use std::collections::{BTreeMap, BTreeSet};

/// A side of a condition of a statement.
pub type SideOf = (RuleId, AtomId, bool);

/// Less is better: one that would notice, then one with a whole answer; of those that would not notice, the shortest.
fn rank(p: &Proposal) -> (bool, bool, usize) {
    let open = p.seen.answer.status != Status::Definite && p.tried.is_some_and(|t| t.way.is_some());
    (!p.tells, open, if p.tells { 0 } else { p.length })
}

impl Maker<'_> {
    /// Few scenarios that together try every side left, and the sides for which none could be written.
    pub(super) fn sides(&self, mut done: Coverage) -> (Vec<Proposal>, Vec<SideOf>) {
        let before = done.clone();
        let (mut found, mut without): (Vec<(Proposal, BTreeSet<SideOf>)>, Vec<SideOf>) = (Vec::new(), Vec::new());
        for n in 0..done.statements.len() {
            for at in 0..done.statements.get(n).map_or(0, |s| s.switches.len()) {
                for truth in [true, false] {
                    let Some((rule, switch)) = done.statements.get(n).and_then(|s| Some((s.rule, s.switches.get(at)?.clone()))) else { continue };
                    if !switch.unseen().any(|t| t == truth) {
                        continue;
                    }
                    let Some(one) = self.side(rule, &switch, truth) else {
                        without.push((rule, switch.atom, truth));
                        continue;
                    };
                    let mut alone = before.clone();
                    for seen in &one.runs {
                        done.add(self.model, seen);
                        alone.add(self.model, seen);
                    }
                    found.push((one, alone.seen_sides()));
                }
            }
        }
        // a later one may have tried it on its way
        without.retain(|side| !done.seen_sides().contains(side));
        (fewest(found, &before.seen_sides()), without)
    }

    fn side(&self, id: RuleId, switch: &Switch, truth: bool) -> Option<Proposal> {
        let model = self.model;
        let rule = model.rule(id)?;
        let both = switch.unseen().count() == 2;
        let blank = Coverage::of(model, id);
        let mut best: Option<Proposal> = None;
        for (item, at) in rule.items.iter().zip(0u32..).filter(|(i, _)| switch.item.is_none() || reads(model, i, switch)) {
            let base = situation(model, rule, item, switch);
            let split: Vec<Facts> = self.settings(rule, item, &base, None);
            let lit = Cond::Lit { atom: switch.atom, positive: truth };
            let mut single = self.settings(rule, item, &base, Some(lit.clone()));
            // where nothing hangs on it, any case that is read
            let read = if switch.role == Role::Scope { Cond::True } else { rule.scope.clone() };
            single.extend(self.settings(rule, item, &[read], Some(lit)));
            let (first, then): (Vec<_>, Vec<_>) = match both || rule.record.is_none() {
                true => (split.into_iter().map(|f| (f, None)).collect(), single.into_iter().map(|f| (f, Some(truth))).collect()),
                false => (single.into_iter().map(|f| (f, Some(truth))).collect(), split.into_iter().map(|f| (f, None)).collect()),
            };
            for (facts, way) in first.into_iter().chain(then) {
                let twins = way.and_then(|_| flipped(model, &facts, switch.atom, !truth)).map(|f| self.asks(rule, item, &f)).unwrap_or_default();
                for (n, question) in self.asks(rule, item, &facts).into_iter().enumerate() {
                    let tried = Tried { atom: switch.atom, way };
                    let Some(one) = self.trial((id, at), question, twins.get(n), tried, (truth, &blank)) else { continue };
                    if rank(&one) == (false, false, 0) {
                        return Some(one);
                    }
                    if best.as_ref().is_none_or(|b| rank(&one) < rank(b)) {
                        best = Some(one);
                    }
                }
            }
        }
        best
    }

    /// Small cases in which all of these follow: alone, with the statements out that would push this one aside, and with those out that
    /// have the same act.
    fn settings(&self, rule: &Rule, item: &Item, base: &[Cond], side: Option<Cond>) -> Vec<Facts> {
        let Some(record) = rule.record else { return vec![Facts::default()] };
        let mut all: Vec<Cond> = base.iter().cloned().chain(side).collect();
        let mut out = self.witnesses(rule, record, all.clone());
        if let Content::Step(own) = &item.content {
            let shares = |r: &&Rule| !std::ptr::eq(*r, rule) && r.items.iter().any(|i| matches!(&i.content, Content::Step(s) if s.act == own.act));
            all.extend(self.model.rules_on(record).filter(shares).map(|r| r.scope.clone().complement()));
            out.extend(Facts::about(record).witness(self.model, &all));
        }
        out
    }

    /// A question written as a scenario, if running it tries the side; its twin asks the same with the condition the other way.
    fn trial(&self, target: super::Target, question: Question, twin: Option<&Question>, tried: Tried, (truth, blank): (bool, &Coverage)) -> Option<Proposal> {
        let (text, question, answer) = self.read_back(&question)?;
        let seen = Seen { question, answer };
        let expected = match tried.way {
            Some(_) => self.expected(target, &seen)?,
            None => self.either(target, &seen, tried.atom)?,
        };
        let scenario = written(&format!("案例 “？” 问 {text}；答 {expected}。"))?;
        let done = self.ran(&scenario);
        if !self.tries(&done, blank, (target.0, tried.atom, truth)) {
            return None;
        }
        let tells = tried.way.is_none() || twin.is_some_and(|twin| self.differs(twin, &expected));
        let length = expected.chars().count();
        Some(Proposal { target, tried: Some(tried), tells, length, scenario, seen, runs: done.seen, covers: Vec::new() })
    }

    /// True of a scenario that holds and tries the side of this statement.
    fn tries(&self, done: &Run, blank: &Coverage, side: SideOf) -> bool {
        if done.failure.is_some() || !done.errors.is_empty() {
            return false;
        }
        let mut alone = blank.clone();
        done.seen.iter().for_each(|s| alone.add(self.model, s));
        alone.seen_sides().contains(&side)
    }

    /// The answer as an expectation: what it says by this statement, else all of it.
    fn expected(&self, target: super::Target, seen: &Seen) -> Option<String> {
        let own = |rule: RuleId, _: u32| rule == target.0;
        (self.author.expectation)(self.model, seen, &own).or_else(|| (self.author.expectation)(self.model, seen, &|_, _| true))
    }

    /// `若 C：甲；否则：乙`, if the two differ.
    fn either(&self, target: super::Target, seen: &Seen, atom: AtomId) -> Option<String> {
        let under = |truth: bool| {
            let question = Question { facts: seen.question.facts.assume(self.model, atom, truth)?, ..seen.question.clone() };
            let answer = (self.author.engine)(self.model, &question);
            Some(Seen { question, answer })
        };
        let own = |rule: RuleId, _: u32| rule == target.0;
        (self.author.either)(self.model, atom, &under(true)?, &under(false)?, &own)
    }

    fn differs(&self, twin: &Question, expected: &str) -> bool {
        let scenario = (self.author.question)(self.model, twin).and_then(|text| written(&format!("案例 “？” 问 {text}；答 {expected}。")));
        let Some(scenario) = scenario else { return false };
        let done = self.ran(&scenario);
        done.errors.is_empty() && done.failure.is_some()
    }

    /// The question written, read again and answered.
    pub(super) fn read_back(&self, question: &Question) -> Option<(String, Question, Answer)> {
        let text = (self.author.question)(self.model, question)?;
        let tree = parse_question(super::NOWHERE, &text).ok()?;
        let question = resolve::question(self.model, &tree, &[], self.author.on).ok()?;
        let answer = (self.author.engine)(self.model, &question);
        Some((text, question, answer))
    }

    /// Questions about a case that read an item, the plainest first.
    fn asks(&self, rule: &Rule, item: &Item, facts: &Facts) -> Vec<Question> {
        let about = |kind: QuestionKind| self.about(kind, facts.clone());
        match &item.content {
            Content::Step(s) => vec![about(QuestionKind::Who(s.act, None)), about(QuestionKind::Procedure)],
            Content::Limit(l) => {
                let when = self.model.field(l.field).and_then(|f| f.act).zip(rule.record).map(|(act, r)| QuestionKind::When(act, self.dates_of(r, act)));
                when.into_iter().chain([QuestionKind::Check]).map(about).collect()
            }
            Content::Norm(norm) => self.asks_of_norm(rule, norm, facts),
            Content::StandIn(s) => self.absent(s, facts),
            _ => Vec::new(),
        }
    }

    /// 缺位 with such a role and such a reason, and everybody before this one in line away too.
    fn absent(&self, s: &StandIn, facts: &Facts) -> Vec<Question> {
        let term = |name: &str| {
            let field = facts.record.and_then(|r| self.model.field_named(r, name)).filter(|f| facts.given.contains(f))?;
            let domain = facts.domain(self.model, field);
            let Values::Terms(set) = &domain.values else { return None };
            set.iter().find(|t| self.model.terms.below(*t) == *set)
        };
        let role = term("职务").unwrap_or(s.role);
        let asked = StandIn { role, reasons: term("事由").into_iter().chain(s.reasons.iter().copied()).collect(), ..s.clone() };
        self.of_stand_in(&asked)
    }
}

/// The same case with a condition the other way.
fn flipped(model: &Model, facts: &Facts, atom: AtomId, truth: bool) -> Option<Facts> {
    let lit = Cond::Lit { atom, positive: truth };
    let fields: Vec<FieldId> = model.reads(&lit).into_iter().filter_map(|a| model.atom(a)).map(|a| a.field).collect();
    fields.into_iter().fold(facts.clone(), |facts, f| facts.without(f)).witness(model, &[lit])
}

/// What the statement and the item ask of a case for the condition to decide.
fn situation(model: &Model, rule: &Rule, item: &Item, switch: &Switch) -> Vec<Cond> {
    let pivot = |c: &Cond| decides(c, switch.atom);
    let norm = if let Content::Norm(n) = &item.content { Some(n) } else { None };
    let mut out = match switch.role {
        Role::Scope => vec![pivot(&rule.scope), item.guard.clone()],
        Role::Branch => vec![rule.scope.clone(), pivot(&item.guard)],
        Role::Exception | Role::Approval | Role::Actor => vec![rule.scope.clone(), item.guard.clone()],
    };
    if let (Role::Actor, Content::Step(Step { actors, .. }) | Content::StandIn(StandIn { actors, .. })) = (switch.role, &item.content) {
        out.extend(actors.list.iter().filter(|a| holds_atom(&a.guard, switch.atom)).map(|a| pivot(&a.guard)).take(1));
    }
    let Some(norm) = norm else { return out };
    for e in &norm.except {
        out.push(if holds_atom(e, switch.atom) { pivot(e) } else { e.clone().complement() });
    }
    let approval = norm.approval.as_ref().and_then(|a| model.yes(a.field));
    out.extend(approval.filter(|c| !holds_atom(c, switch.atom)).map(Cond::complement));
    // a case that breaks the norm where it binds
    if let What::Fact(content) = &norm.what
        && norm.modal != Some(crate::base::Force::May)
    {
        let breaks = if norm.modal.is_some_and(|m| m.forbids()) { content.clone() } else { content.clone().complement() };
        out.extend(Some(breaks).filter(|c| !holds_atom(c, switch.atom)));
    }
    out
}

fn reads(model: &Model, item: &Item, switch: &Switch) -> bool {
    let has = |c: &Cond| holds_atom(c, switch.atom);
    let own = match &item.content {
        Content::Step(Step { actors, .. }) | Content::StandIn(StandIn { actors, .. }) => actors.list.iter().any(|a| has(&a.guard)),
        Content::Norm(n) => n.except.iter().any(has) || n.approval.as_ref().and_then(|a| model.yes(a.field)).is_some_and(|c| has(&c)),
        _ => false,
    };
    own || has(&item.guard)
}

fn holds_atom(cond: &Cond, atom: AtomId) -> bool {
    let mut atoms = Vec::new();
    cond.atoms(&mut atoms);
    atoms.contains(&atom)
}

/// Where the truth of a condition hangs on this atom.
fn decides(cond: &Cond, atom: AtomId) -> Cond {
    let (yes, no) = (taken(cond, atom, true), taken(cond, atom, false));
    Cond::any([Cond::all([yes.clone(), no.clone().complement()]), Cond::all([yes.complement(), no])])
}

/// A condition with one atom settled.
fn taken(cond: &Cond, atom: AtomId, truth: bool) -> Cond {
    let part = |c: &Cond| taken(c, atom, truth);
    match cond {
        Cond::Lit { atom: a, positive } if *a == atom => {
            if *positive == truth {
                Cond::True
            } else {
                Cond::False
            }
        }
        Cond::True | Cond::False | Cond::Lit { .. } => cond.clone(),
        Cond::Not(inner) => part(inner).complement(),
        Cond::All(list) => Cond::all(list.iter().map(part)),
        Cond::Any(list) => Cond::any(list.iter().map(part)),
    }
}

/// Leaves out every proposal whose sides others try too; first those that would not notice the condition the other way.
fn fewest(found: Vec<(Proposal, BTreeSet<SideOf>)>, before: &BTreeSet<SideOf>) -> Vec<Proposal> {
    let mut times: BTreeMap<SideOf, usize> = BTreeMap::new();
    found.iter().flat_map(|(_, sides)| sides.difference(before)).for_each(|s| *times.entry(*s).or_default() += 1);
    let mut kept: Vec<Option<(Proposal, BTreeSet<SideOf>)>> = found.into_iter().map(Some).collect();
    for tells in [false, true] {
        for slot in &mut kept {
            let spare = |(p, sides): &(Proposal, BTreeSet<SideOf>)| p.tells == tells && sides.difference(before).all(|s| times.get(s).is_some_and(|n| *n > 1));
            if slot.as_ref().is_some_and(spare)
                && let Some((_, sides)) = slot.take()
            {
                sides.difference(before).for_each(|s| {
                    if let Some(n) = times.get_mut(s) {
                        *n -= 1;
                    }
                });
            }
        }
    }
    kept.into_iter().flatten().map(|(p, _)| p).collect()
}
