//! From a diagram within a frame to the tree that is printed: forks on atoms, equal branches joined.

use super::asked::Part;
use super::cells::Var;
use super::diagram::{FALSE, Ref};
use super::leaf::{Live, leaf};
use super::plan::{Mark, Plan};
use crate::base::Force;
use crate::model::*;
use std::collections::BTreeSet;

/// Most leaves of one tree.
const MOST_LEAVES: usize = 4096;

/// A walk over a diagram.
pub(super) struct Walk<'a> {
    pub model: &'a Model,
    pub plan: &'a mut Plan,
    pub marks: &'a [Mark],
    left: usize,
}

/// Where a walk is: what is possible here, as a diagram and as facts.
struct Here {
    frame: Ref,
    facts: Facts,
}

impl<'a> Walk<'a> {
    pub fn new(model: &'a Model, plan: &'a mut Plan, marks: &'a [Mark]) -> Walk<'a> {
        Walk { model, plan, marks, left: MOST_LEAVES }
    }

    /// The tree below a node in the cases of a frame; none if it has too many leaves.
    pub fn tree(&mut self, at: Ref, frame: Ref, facts: &Facts) -> Option<Tree> {
        self.below(at, &Here { frame, facts: facts.clone() })
    }

    fn below(&mut self, at: Ref, here: &Here) -> Option<Tree> {
        if let Some(terminal) = at.terminal() {
            self.left = self.left.checked_sub(1)?;
            return Some(Tree::Leaf(self.leaf(terminal, &here.facts)));
        }
        let n = self.plan.store.var(at);
        let var = self.plan.space.vars.get(n as usize)?.clone();
        let kids = self.plan.store.kids(at).to_vec();
        let mut open = Vec::new();
        for cell in 0..kids.len() {
            let only: Vec<bool> = (0..kids.len()).map(|c| c == cell).collect();
            let only = self.plan.store.literal(n, &only);
            open.push(self.plan.store.and(here.frame, only) != FALSE);
        }
        self.fork(n, &var, &kids, &open, here)
    }

    /// Forks on the atoms of one variable, in the order of naming, until one kid is left.
    fn fork(&mut self, n: u32, var: &Var, kids: &[Ref], open: &[bool], here: &Here) -> Option<Tree> {
        let mut left = open.iter().zip(kids).filter(|(o, _)| **o).map(|(_, k)| *k);
        let first = left.next()?;
        if left.all(|k| k == first) {
            return self.below(first, here);
        }
        let (atom, yes, no) = split(var, kids, open)?;
        let mut side = |open: &[bool], truth: bool| {
            let literal = self.plan.store.literal(n, open);
            let frame = self.plan.store.and(here.frame, literal);
            let facts = here.facts.assume(self.model, atom, truth).unwrap_or_else(|| here.facts.clone());
            self.fork(n, var, kids, open, &Here { frame, facts })
        };
        let (a, b) = (side(&yes, true)?, side(&no, false)?);
        Some(joined(atom, a, b))
    }

    pub fn leaf(&self, terminal: u32, facts: &Facts) -> Leaf {
        let (mut live, mut exempt): (Vec<Live>, Vec<Cite>) = (Vec::new(), Vec::new());
        let part = |n: usize| self.plan.parts.get(n).and_then(|p| self.live(p));
        for mark in self.plan.store.marks(terminal).iter().filter_map(|m| self.marks.get(*m as usize)) {
            match mark {
                Mark::Part(n) => live.extend(part(*n)),
                Mark::Actor(_, j) => live.last_mut().into_iter().for_each(|l| l.actors.push(*j)),
                Mark::Exempt(n) => exempt.extend(part(*n).map(|l| l.cite())),
            }
        }
        if live.is_empty() && !exempt.is_empty() {
            return Leaf { kind: LeafKind::Silent(Silence::Exempt), force: Force::Stated, cites: exempt };
        }
        leaf(self.model, facts, &self.plan.asked, &live)
    }

    fn live(&self, part: &Part) -> Option<Live<'a>> {
        let id = self.plan.voices.get(part.rule)?.id;
        let item = self.model.rule(id)?.items.get(part.item as usize)?;
        Some(Live { id, index: part.item, item, actors: Vec::new() })
    }
}

/// The atom to fork on: the first one whose sides lead to different places altogether, else the first that has two sides.
fn split(var: &Var, kids: &[Ref], open: &[bool]) -> Option<(AtomId, Vec<bool>, Vec<bool>)> {
    let mut first = None;
    for (atom, holds) in &var.atoms {
        let side = |truth: bool| -> Vec<bool> { open.iter().zip(holds).map(|(o, h)| *o && *h == truth).collect() };
        let to = |side: &[bool]| side.iter().zip(kids).filter(|(o, _)| **o).map(|(_, k)| *k).collect::<Vec<Ref>>();
        let (yes, no) = (side(true), side(false));
        let (a, b) = (to(&yes), to(&no));
        if a.is_empty() || b.is_empty() {
            continue;
        }
        if a.iter().all(|k| !b.contains(k)) {
            return Some((*atom, yes, no));
        }
        first = first.or(Some((*atom, yes, no)));
    }
    first
}

fn joined(atom: AtomId, yes: Tree, no: Tree) -> Tree {
    if yes != no {
        return Tree::Fork { atom, yes: Box::new(yes), no: Box::new(no) };
    }
    let mut one = yes;
    cite(&mut one, &no);
    one
}

/// Adds the places of an equal tree.
fn cite(a: &mut Tree, b: &Tree) {
    match (a, b) {
        (Tree::Leaf(a), Tree::Leaf(b)) => {
            for c in &b.cites {
                if a.cites.iter().all(|x| x.rule != c.rule || x.place != c.place) {
                    a.cites.push(*c);
                }
            }
        }
        (Tree::Fork { yes, no, .. }, Tree::Fork { yes: y, no: n, .. }) => {
            cite(yes, y);
            cite(no, n);
        }
        _ => {}
    }
}

/// True if two diagrams give one answer in every case of a frame.
pub(super) fn agree(walk: &mut Walk, frame: Ref, a: Ref, b: Ref, facts: &Facts) -> bool {
    let (mut todo, mut seen) = (vec![(frame, a, b)], BTreeSet::new());
    while let Some(at) = todo.pop() {
        let (frame, a, b) = at;
        if a == b || frame == FALSE || !seen.insert(at) {
            continue;
        }
        if let (Some(x), Some(y)) = (a.terminal(), b.terminal()) {
            if walk.leaf(x, facts) != walk.leaf(y, facts) {
                return false;
            }
            continue;
        }
        let store = &walk.plan.store;
        let var = store.var(frame).min(store.var(a)).min(store.var(b));
        todo.extend((0..store.size(var)).map(|c| (store.kid(frame, var, c), store.kid(a, var, c), store.kid(b, var, c))));
    }
    true
}

/// True if a printed tree says in every case of a frame what another one does.
pub(super) fn says(model: &Model, plan: &mut Plan, frame: Ref, a: &Tree, b: &Tree) -> bool {
    let ((Tree::Fork { atom, .. }, _) | (_, Tree::Fork { atom, .. })) = (a, b) else { return a == b };
    let holds = plan.space.cond(model, &mut plan.store, &Cond::Lit { atom: *atom, positive: true });
    [true, false].into_iter().all(|truth| {
        let side = if truth { plan.store.and(frame, holds) } else { plan.store.minus(frame, holds) };
        side == FALSE || says(model, plan, side, down(a, *atom, truth), down(b, *atom, truth))
    })
}

/// The branch of a tree on one truth of an atom, if it forks on that atom here.
fn down(tree: &Tree, atom: AtomId, truth: bool) -> &Tree {
    match tree {
        Tree::Fork { atom: own, yes, no } if *own == atom => {
            if truth {
                yes
            } else {
                no
            }
        }
        other => other,
    }
}

/// The atoms a tree forks on, from the root.
pub(super) fn atoms(tree: &Tree, out: &mut Vec<AtomId>) {
    if let Tree::Fork { atom, yes, no } = tree {
        if !out.contains(atom) {
            out.push(*atom);
        }
        atoms(yes, out);
        atoms(no, out);
    }
}
