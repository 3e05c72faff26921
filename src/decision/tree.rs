//! From a diagram within a frame to the tree that is printed: forks in the order in which the rules are read, none that does
//! not matter.

use super::asked::Part;
use super::diagram::{FALSE, Ref};
use super::leaf::{Live, leaf};
use super::plan::{Mark, Plan};
use crate::model::*;
use std::collections::{BTreeMap, BTreeSet};

/// Most steps of one tree.
const MOST_STEPS: usize = 8192;

/// The leaves of a plan.
pub(super) struct Walk<'a> {
    pub model: &'a Model,
    pub plan: &'a mut Plan,
    pub marks: &'a [Mark],
}

impl<'a> Walk<'a> {
    pub fn new(model: &'a Model, plan: &'a mut Plan, marks: &'a [Mark]) -> Walk<'a> {
        Walk { model, plan, marks }
    }

    pub fn leaf(&self, terminal: u32, facts: &Facts) -> Leaf {
        let exempt = self.marked(terminal, |m| if let Mark::Exempt(n) = m { Some(*n) } else { None });
        let live = self.live(terminal);
        if live.is_empty() && !exempt.is_empty() {
            let cites = exempt.into_iter().filter_map(|n| self.part(n)).map(|l| l.cite()).collect();
            return Leaf::silent(Silence::Exempt, cites);
        }
        leaf(self.model, facts, &self.plan.asked, &live)
    }

    /// The contributions that stand at a terminal.
    pub fn live(&self, terminal: u32) -> Vec<Live<'a>> {
        let mut live: Vec<Live> = Vec::new();
        for mark in self.plan.store.marks(terminal).iter().filter_map(|m| self.marks.get(*m as usize)) {
            match mark {
                Mark::Part(n) => live.extend(self.part(*n)),
                Mark::Actor(_, j) => live.last_mut().into_iter().for_each(|l| l.actors.push(*j)),
                Mark::Exempt(_) => {}
            }
        }
        live
    }

    fn marked(&self, terminal: u32, of: impl Fn(&Mark) -> Option<usize>) -> Vec<usize> {
        self.plan.store.marks(terminal).iter().filter_map(|m| of(self.marks.get(*m as usize)?)).collect()
    }

    fn part(&self, n: usize) -> Option<Live<'a>> {
        let part: &Part = self.plan.parts.get(n)?;
        let id = self.plan.voices.get(part.rule)?.id;
        let item = self.model.rule(id)?.items.get(part.item as usize)?;
        Some(Live { id, index: part.item, item, actors: Vec::new() })
    }
}

/// What some voices say in the cases of a frame.
pub(super) struct Told<'a> {
    pub walk: Walk<'a>,
    pub facts: &'a Facts,
    pub voices: &'a [usize],
    root: Ref,
    leaves: BTreeMap<u32, Leaf>,
    left: usize,
}

impl<'a> Told<'a> {
    /// None: too many cases.
    pub fn of(walk: Walk<'a>, facts: &'a Facts, voices: &'a [usize]) -> Option<Told<'a>> {
        let root = walk.plan.spoken(voices)?;
        Some(Told { walk, facts, voices, root, leaves: BTreeMap::new(), left: MOST_STEPS })
    }

    /// The tree by what was given, whatever its forks tell of whom a role names; none if it is too large.
    pub fn shape(&mut self, frame: Ref) -> Option<Tree> {
        self.left = self.left.checked_sub(1)?;
        let first = self.some_end(frame).filter(|_| !self.walk.plan.store.full)?;
        let first = self.leaf(first);
        if self.ends(frame, &mut |end, _| *end == first) {
            return Some(Tree::Leaf(first));
        }
        let atom = self.next(frame)?;
        let (holds, fails) = self.sides(frame, atom);
        let yes = self.shape(holds)?;
        if self.by(&yes, fails) {
            return Some(yes);
        }
        let no = self.shape(fails)?;
        // a fork stands only where neither side says what holds on the other
        if self.by(&no, holds) {
            return Some(no);
        }
        Some(Tree::Fork { atom, yes: Box::new(yes), no: Box::new(no) })
    }

    /// The tree to print: each leaf with the places of every case that it stands for, and by what its forks tell, if that is one
    /// answer.
    pub fn printed(&mut self, shape: &Tree, frame: Ref) -> Tree {
        let facts = self.facts;
        self.below(shape, frame, facts)
    }

    fn below(&mut self, shape: &Tree, frame: Ref, told: &Facts) -> Tree {
        match shape {
            Tree::Leaf(own) => {
                let mut terminals = Vec::new();
                self.ends(frame, &mut |_, end| {
                    terminals.push(end);
                    true
                });
                let ends: Vec<Leaf> = terminals.into_iter().map(|end| self.walk.leaf(end, told)).collect();
                let mut out = ends.first().filter(|first| ends.iter().all(|e| e == *first)).unwrap_or(own).clone();
                ends.iter().for_each(|l| out.cite(l));
                Tree::Leaf(out)
            }
            Tree::Fork { atom, yes, no } => {
                let (holds, fails) = self.sides(frame, *atom);
                let told = |truth| told.assume(self.walk.model, *atom, truth).unwrap_or_else(|| told.clone());
                let (with, without) = (told(true), told(false));
                Tree::fork(*atom, self.below(yes, holds, &with), self.below(no, fails, &without))
            }
        }
    }

    /// True if a tree says in every case of a frame what these voices say.
    pub fn by(&mut self, tree: &Tree, frame: Ref) -> bool {
        match tree {
            _ if frame == FALSE => true,
            Tree::Leaf(leaf) => self.ends(frame, &mut |end, _| end == leaf),
            Tree::Fork { atom, yes, no } => {
                let (holds, fails) = self.sides(frame, *atom);
                self.by(yes, holds) && self.by(no, fails)
            }
        }
    }

    /// The cases of a frame in which an atom holds, and those in which it does not.
    pub fn sides(&mut self, frame: Ref, atom: AtomId) -> (Ref, Ref) {
        let Plan { space, store, .. } = &mut *self.walk.plan;
        let holds = space.cond(self.walk.model, store, &Cond::Lit { atom, positive: true });
        (store.and(frame, holds), store.minus(frame, holds))
    }

    /// A terminal of the frame.
    pub fn some_end(&mut self, frame: Ref) -> Option<u32> {
        let mut at = self.walk.plan.store.cut(frame, self.root);
        while at.terminal().is_none() {
            at = self.walk.plan.store.kids(at).iter().copied().find(|k| *k != FALSE)?;
        }
        at.terminal()
    }

    fn leaf(&mut self, terminal: u32) -> Leaf {
        let (walk, facts) = (&self.walk, self.facts);
        self.leaves.entry(terminal).or_insert_with(|| walk.leaf(terminal, facts)).clone()
    }

    /// Shows the answers of a frame one after the other while they are wanted; true if all were.
    fn ends(&mut self, frame: Ref, wanted: &mut dyn FnMut(&Leaf, u32) -> bool) -> bool {
        let (mut todo, mut seen) = (vec![self.walk.plan.store.cut(frame, self.root)], BTreeSet::new());
        while let Some(at) = todo.pop() {
            if at == FALSE || !seen.insert(at) {
                continue;
            }
            match at.terminal() {
                Some(end) => {
                    let (walk, facts) = (&self.walk, self.facts);
                    if !wanted(self.leaves.entry(end).or_insert_with(|| walk.leaf(end, facts)), end) {
                        return false;
                    }
                }
                None => todo.extend(self.walk.plan.store.kids(at).iter().rev()),
            }
        }
        true
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
