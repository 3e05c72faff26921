//! A choice as a list of cases: the paths of its diagram.

use super::answer::Compiled;
use super::cells::Cells;
use super::diagram::{FALSE, Ref};
use super::plan::{Mark, Plan};
use super::tree::Walk;
use crate::model::*;
use std::collections::BTreeSet;
use std::sync::PoisonError;

/// One path of a diagram, with every fact on it known.
#[derive(Clone, Debug)]
pub struct PathCase {
    /// What the path asks of each field; a field may still hold several values.
    pub facts: Facts,
    pub leaf: Leaf,
    /// The contributions that hold: rule and item.
    pub holds: Vec<(RuleId, u32)>,
}

/// The paths of one choice question.
#[derive(Clone, Debug)]
pub struct Paths {
    pub cases: Vec<PathCase>,
    /// There were more than asked for.
    pub cut: bool,
}

impl Compiled<'_> {
    /// One shortest path to each outcome of a choice, all rules speaking where their scope holds; none if it is no choice or passes
    /// the node cap.
    pub fn outcomes(&self, kind: &QuestionKind, record: Option<RecordId>) -> Option<Vec<PathCase>> {
        self.walked(kind, record, &mut |plan, whole| shortest(plan, whole))
    }

    /// Every path of a choice, at most `most`.
    pub fn paths(&self, kind: &QuestionKind, record: Option<RecordId>, most: usize) -> Option<Paths> {
        let mut cut = false;
        let cases = self.walked(kind, record, &mut |plan, whole| {
            let mut out = Vec::new();
            every(plan, whole, &[], &mut Most { ways: most, together: false }, &mut out);
            cut = out.len() >= most;
            out
        })?;
        Some(Paths { cases, cut })
    }

    /// Every region of a choice, at most `most`: like `paths`, but a field holds every value that leads the same way, so that together
    /// they are all cases there can be.
    pub fn regions(&self, kind: &QuestionKind, record: Option<RecordId>, most: usize) -> Option<Paths> {
        let mut cut = false;
        let cases = self.walked(kind, record, &mut |plan, whole| {
            let mut out = Vec::new();
            every(plan, whole, &[], &mut Most { ways: most, together: true }, &mut out);
            cut = out.len() >= most;
            out
        })?;
        Some(Paths { cases, cut })
    }

    fn walked(&self, kind: &QuestionKind, record: Option<RecordId>, walk: &mut dyn FnMut(&Plan, Ref) -> Vec<Way>) -> Option<Vec<PathCase>> {
        let facts = record.map(Facts::about).unwrap_or_default();
        let plan = self.plan_of(kind, &facts)?;
        let mut plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = plan.whole?;
        let found = walk(&plan, whole);
        let marks = plan.marks();
        Some(found.into_iter().map(|(path, end)| case(self.model(), &mut plan, &marks, &facts, &path, end)).collect())
    }
}

/// Of a variable, the cells taken.
type Step = (u32, Vec<u32>);
/// The steps to a terminal.
type Way = (Vec<Step>, u32);

/// How far a walk goes.
struct Most {
    ways: usize,
    /// The cells that lead to one place are one step.
    together: bool,
}

/// Breadth first: the first way found to a terminal is a shortest one.
fn shortest(plan: &Plan, whole: Ref) -> Vec<Way> {
    let (mut seen, mut out) = (BTreeSet::from([whole]), Vec::new());
    let mut ring: Vec<(Ref, Vec<Step>)> = vec![(whole, Vec::new())];
    while !ring.is_empty() {
        let mut next = Vec::new();
        for (at, path) in ring {
            if let Some(end) = at.terminal() {
                out.push((path, end));
                continue;
            }
            for (to, path) in onward(plan, at, &path, false) {
                if seen.insert(to) {
                    next.push((to, path));
                }
            }
        }
        ring = next;
    }
    out
}

fn every(plan: &Plan, at: Ref, path: &[Step], most: &mut Most, out: &mut Vec<Way>) {
    if out.len() >= most.ways {
        return;
    }
    if let Some(end) = at.terminal() {
        out.push((path.to_vec(), end));
        return;
    }
    for (to, path) in onward(plan, at, path, most.together) {
        every(plan, to, &path, most, out);
    }
}

/// The places that the cells of a node lead to, each by its first cell or by all of them together; the impossible ones left out.
fn onward(plan: &Plan, at: Ref, path: &[Step], together: bool) -> Vec<(Ref, Vec<Step>)> {
    let var = plan.store.var(at);
    let mut out: Vec<(Ref, Vec<u32>)> = Vec::new();
    for (to, cell) in plan.store.kids(at).iter().zip(0u32..).filter(|(to, _)| **to != FALSE) {
        match out.iter_mut().find(|(seen, _)| seen == to) {
            Some((_, cells)) if together => cells.push(cell),
            Some(_) => {}
            None => out.push((*to, vec![cell])),
        }
    }
    out.into_iter().map(|(to, cells)| (to, path.iter().cloned().chain([(var, cells)]).collect())).collect()
}

fn case(model: &Model, plan: &mut Plan, marks: &[Mark], about: &Facts, path: &[Step], end: u32) -> PathCase {
    let mut facts = about.clone();
    for (var, taken) in path {
        let Some(var) = plan.space.vars.get(*var as usize) else { continue };
        let mut domain = facts.domain(model, var.field).into_owned();
        match &var.cells {
            Cells::Parts(list) => {
                let cells = taken.iter().filter_map(|c| list.get(*c as usize)).cloned();
                domain = cells.reduce(|a, b| a.or(&b)).unwrap_or(domain);
            }
            Cells::Opaque(test) => domain.assume(test, taken.contains(&1)),
        }
        facts.give(var.field, domain);
    }
    let parts = plan.store.marks(end).iter().filter_map(|m| match marks.get(*m as usize)? {
        Mark::Part(n) => plan.parts.get(*n).and_then(|p| Some((plan.voices.get(p.rule)?.id, p.item))),
        _ => None,
    });
    let holds = parts.collect();
    let leaf = Walk::new(model, plan, marks).leaf(end, &facts);
    PathCase { facts, leaf, holds }
}
