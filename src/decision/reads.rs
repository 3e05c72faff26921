//! The order in which a reader of the rules meets their conditions: an "and" stops at the first part that fails, an "or" at the
//! first that holds; a guard is read before its exceptions, both before the conditions of actors.

use super::asked::{Asked, excepts};
use super::diagram::{FALSE, Ref};
use super::leaf::Live;
use super::plan::Plan;
use super::standin::{Turn, turns};
use super::tree::{Told, atoms};
use crate::model::*;
use std::collections::BTreeSet;

/// What was met while reading.
#[derive(Default)]
struct Met {
    /// Atoms that the facts leave open.
    open: BTreeSet<AtomId>,
    /// Atoms that 余否 alone settles.
    assumed: BTreeSet<AtomId>,
}

impl<'a> Told<'a> {
    /// The first atom met that is open in these cases.
    pub(super) fn next(&mut self, frame: Ref) -> Option<AtomId> {
        for (_, item) in self.items() {
            match self.read(&item.guard, frame) {
                Err(atom) => return Some(atom),
                Ok(false) => continue,
                Ok(true) => {}
            }
            for except in excepts(item) {
                match self.read(except, frame) {
                    Err(atom) => return Some(atom),
                    Ok(true) => break,
                    Ok(false) => {}
                }
            }
        }
        let end = self.some_end(frame)?;
        let live = self.walk.live(end);
        self.heard(&live).into_iter().find_map(|guard| self.read(guard, frame).err())
    }

    /// Facts of these rules that the case leaves open and that make no difference to the tree of a frame, and what 余否 assumed.
    pub fn opened(&mut self, tree: &Tree, frame: Ref) -> (Vec<AtomId>, Vec<FieldId>) {
        let mut met = Met::default();
        for (_, item) in self.items() {
            let (mut at, _) = self.meet(&item.guard, frame, &mut met);
            for except in excepts(item) {
                (_, at) = self.meet(except, at, &mut met);
            }
        }
        for (guard, at) in self.actors(frame) {
            self.meet(guard, at, &mut met);
        }
        let (mut kept, mut ends) = (Vec::new(), Vec::new());
        atoms(tree, &mut kept);
        self.ends_of(tree, frame, &mut ends);
        let named = self.named();
        let both = |told: &mut Told, atom: AtomId, end: Ref| {
            let (holds, fails) = told.sides(end, atom);
            holds != FALSE && fails != FALSE
        };
        let open = named.iter().copied().filter(|a| met.open.contains(a) && !kept.contains(a));
        let irrelevant = open.filter(|a| ends.iter().all(|end| both(self, *a, *end))).collect();
        let mut assumed: Vec<FieldId> = Vec::new();
        for field in named.iter().filter(|a| met.assumed.contains(a)).filter_map(|a| self.walk.model.atom(*a)).map(|a| a.field) {
            if !assumed.contains(&field) {
                assumed.push(field);
            }
        }
        (irrelevant, assumed)
    }

    /// The atoms that these rules name, in the order of the file.
    fn named(&self) -> Vec<AtomId> {
        let (model, mut out) = (self.walk.model, Vec::new());
        for (_, item) in self.items() {
            let actors = self.walk.plan.asked.actors(item).iter().map(|a| &a.guard);
            std::iter::once(&item.guard).chain(excepts(item)).chain(actors).for_each(|c| model.named(c, &mut out));
        }
        out
    }

    /// The items of these rules, by their place among the contributions.
    fn items(&self) -> Vec<(usize, &'a Item)> {
        let Plan { voices, parts, .. } = &*self.walk.plan;
        let item = |rule: usize, n: u32| self.walk.model.rule(voices.get(rule)?.id)?.items.get(n as usize);
        let spoken = parts.iter().enumerate().filter(|(_, p)| self.voices.contains(&p.rule));
        spoken.filter_map(|(n, p)| Some((n, item(p.rule, p.item)?))).collect()
    }

    /// Whether a condition holds in all of these cases, or the first open atom met.
    fn read(&mut self, cond: &'a Cond, frame: Ref) -> Result<bool, AtomId> {
        match cond {
            Cond::True => Ok(true),
            Cond::False => Ok(false),
            Cond::Not(inner) => self.read(inner, frame).map(|v| !v),
            Cond::Lit { atom, positive } => self.atom(*atom, frame).map(|v| v == *positive),
            Cond::All(list) => self.list(list, frame, false),
            Cond::Any(list) => self.list(list, frame, true),
        }
    }

    fn list(&mut self, list: &'a [Cond], frame: Ref, end: bool) -> Result<bool, AtomId> {
        for c in list {
            if self.read(c, frame)? == end {
                return Ok(end);
            }
        }
        Ok(!end)
    }

    fn atom(&mut self, atom: AtomId, frame: Ref) -> Result<bool, AtomId> {
        if let Some(inner) = self.defined(atom) {
            return self.read(inner, frame);
        }
        match self.sides(frame, atom) {
            (FALSE, _) => Ok(false),
            (_, FALSE) => Ok(true),
            _ => Err(atom),
        }
    }

    fn defined(&self, atom: AtomId) -> Option<&'a Cond> {
        let model = self.walk.model;
        model.field(model.atom(atom)?.field)?.defined.as_ref()
    }

    /// The conditions of actors that are read where these contributions stand.
    fn heard(&self, live: &[Live<'a>]) -> Vec<&'a Cond> {
        self.turns(live.iter().map(|l| ((), l.id, l.item)).collect()).into_iter().flat_map(|(_, guards)| guards).collect()
    }

    /// The conditions of actors, each with the cases in which it is read.
    fn actors(&mut self, frame: Ref) -> Vec<(&'a Cond, Ref)> {
        let mut out = Vec::new();
        let items = self.items().into_iter().filter_map(|(n, item)| Some((n, self.rule_of(n)?, item))).collect();
        for (n, guards) in self.turns(items) {
            let at = self.walk.plan.stands(n, self.voices, frame);
            out.extend(guards.into_iter().map(|g| (g, at)));
        }
        out
    }

    fn rule_of(&self, part: usize) -> Option<RuleId> {
        let plan = &*self.walk.plan;
        plan.voices.get(plan.parts.get(part)?.rule).map(|v| v.id)
    }

    /// The contributions that are heard, of stand-ins those whose turn it is, each with the conditions of its actors.
    fn turns<T>(&self, items: Vec<(T, RuleId, &'a Item)>) -> Vec<(T, Vec<&'a Cond>)> {
        let asked = &self.walk.plan.asked;
        let Asked::StandIn(role) = asked else {
            return items.into_iter().map(|(n, _, i)| (n, asked.actors(i).iter().map(|a| &a.guard).collect())).collect();
        };
        let guard = |rank: &'a StandIn, n: usize| rank.actors.list.get(n).map(|a| &a.guard);
        let present = |turn| if let Turn::Acts(present) = turn { present } else { Vec::new() };
        let turns = turns(self.walk.model, self.facts, items, *role).into_iter();
        turns.map(|(n, rank, turn)| (n, present(turn).into_iter().filter_map(|p| guard(rank, p)).collect())).collect()
    }

    /// Reads a condition in these cases; gives those in which it holds and those in which it fails.
    fn meet(&mut self, cond: &'a Cond, at: Ref, met: &mut Met) -> (Ref, Ref) {
        match cond {
            Cond::True => (at, FALSE),
            Cond::False => (FALSE, at),
            Cond::Not(inner) => {
                let (holds, fails) = self.meet(inner, at, met);
                (fails, holds)
            }
            Cond::Lit { atom, positive } => {
                let (holds, fails) = self.meet_atom(*atom, at, met);
                if *positive { (holds, fails) } else { (fails, holds) }
            }
            Cond::All(list) => {
                let (mut holds, mut fails) = (at, FALSE);
                for c in list {
                    let (yes, no) = self.meet(c, holds, met);
                    (holds, fails) = (yes, self.walk.plan.store.or(fails, no));
                }
                (holds, fails)
            }
            Cond::Any(list) => {
                let (mut holds, mut fails) = (FALSE, at);
                for c in list {
                    let (yes, no) = self.meet(c, fails, met);
                    (holds, fails) = (self.walk.plan.store.or(holds, yes), no);
                }
                (holds, fails)
            }
        }
    }

    fn meet_atom(&mut self, atom: AtomId, at: Ref, met: &mut Met) -> (Ref, Ref) {
        if let Some(inner) = self.defined(atom) {
            return self.meet(inner, at, met);
        }
        let model = self.walk.model;
        let field = model.atom(atom).map(|a| a.field).filter(|_| at != FALSE);
        match (field, self.facts.atom(model, atom)) {
            (Some(_), None) => _ = met.open.insert(atom),
            (Some(field), Some(_)) if self.facts.assumed_no(model, field) => _ = met.assumed.insert(atom),
            _ => {}
        }
        self.sides(at, atom)
    }

    /// What holds at each leaf.
    fn ends_of(&mut self, tree: &Tree, frame: Ref, out: &mut Vec<Ref>) {
        match tree {
            Tree::Leaf(_) => out.push(frame),
            Tree::Fork { atom, yes, no } => {
                let (holds, fails) = self.sides(frame, *atom);
                self.ends_of(yes, holds, out);
                self.ends_of(no, fails, out);
            }
        }
    }
}
