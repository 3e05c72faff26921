//! Evaluation with an oracle: reading an open atom forks the run; runs are joined by answer.

use crate::model::{AtomId, Cond, Facts, FieldId, Leaf, Model, RuleId, Tree};

/// Most runs of one question; past it the rest is answered as open.
const MAX_RUNS: usize = 2048;

/// One run: the case as assumed so far, and the forks taken.
pub(super) struct Run<'m> {
    pub model: &'m Model,
    /// What an answer names is told by these facts: not by whichever conditions were read before it.
    pub given: &'m Facts,
    facts: Facts,
    /// What holds beside the facts: the scopes taken to hold or to fail.
    frame: &'m [Cond],
    plan: Vec<bool>,
    taken: Vec<(AtomId, bool)>,
    read: Vec<AtomId>,
    /// Loser, winner, principle.
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

impl<'m> Run<'m> {
    fn new(model: &'m Model, given: &'m Facts, facts: Facts, frame: &'m [Cond], plan: Vec<bool>) -> Run<'m> {
        Run { model, given, facts, frame, plan, taken: Vec::new(), read: Vec::new(), defeated: Vec::new() }
    }

    /// Whether a condition holds, forking where the facts leave it open.
    pub fn holds(&mut self, cond: &Cond) -> bool {
        match cond {
            Cond::True => true,
            Cond::False => false,
            Cond::Lit { atom, positive } => self.atom(*atom) == *positive,
            Cond::Not(inner) => !self.holds(inner),
            Cond::All(list) => list.iter().all(|c| self.holds(c)),
            Cond::Any(list) => list.iter().any(|c| self.holds(c)),
        }
    }

    fn atom(&mut self, id: AtomId) -> bool {
        let model = self.model;
        let Some(atom) = model.atom(id) else { return false };
        if let Some(defined) = model.field(atom.field).and_then(|f| f.defined.as_ref()) {
            return self.holds(defined);
        }
        self.read.push(id);
        if let Some(known) = self.facts.atom(model, id) {
            return known;
        }
        let with = |truth| self.facts.assume(model, id, truth).filter(|f| f.possible(model, self.frame));
        let (yes, no) = (with(true), with(false));
        let truth = match (&yes, &no) {
            (Some(_), None) => true,
            (None, _) => false,
            (Some(_), Some(_)) => {
                let truth = self.plan.get(self.taken.len()).copied().unwrap_or(true);
                self.taken.push((id, truth));
                truth
            }
        };
        if let Some(next) = if truth { yes } else { no } {
            self.facts = next;
        }
        truth
    }
}

/// How one run went: its forks, the cases it stands for, and its answer.
struct Path {
    taken: Vec<(AtomId, bool)>,
    facts: Facts,
    leaf: Leaf,
}

/// The answers of all completions, as a tree over exactly the atoms that matter.
pub(super) struct Explored<'m> {
    model: &'m Model,
    frame: Vec<Cond>,
    paths: Vec<Path>,
    /// The tree by what was given, whatever its forks tell of whom a role names.
    pub shape: Tree,
    pub tree: Tree,
    /// Atoms that were opened and made no difference: each answer may hold with and without them.
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

/// Runs `leaf` over every completion of the facts within the frame; `named` are the atoms it may read, in the order of the rules.
pub(super) fn explore<'m>(model: &'m Model, facts: &Facts, frame: Vec<Cond>, named: &[AtomId], leaf: &dyn Fn(&mut Run) -> Leaf) -> Explored<'m> {
    let Runs { paths, read, mut defeated } = runs(model, facts, &frame, leaf);
    defeated.sort();
    defeated.dedup();
    let none = || Tree::Leaf(super::choice::silent());
    let mut out = Explored { model, frame, paths, shape: none(), tree: none(), irrelevant: Vec::new(), assumed: Vec::new(), defeated };
    out.shape = out.joined(&out.paths.iter().collect::<Vec<_>>(), 0);
    out.tree = out.printed(&out.shape, facts, out.paths.iter().map(|p| p.facts.clone()).collect(), leaf);
    let met: Vec<AtomId> = named.iter().copied().filter(|a| read.contains(a)).collect();
    out.irrelevant = out.irrelevant(facts, &met);
    for field in met.iter().filter_map(|a| assumed(model, facts, *a)) {
        if !out.assumed.contains(&field) {
            out.assumed.push(field);
        }
    }
    out
}

/// Every run of a question, and what was read and defeated in any.
#[derive(Default)]
struct Runs {
    paths: Vec<Path>,
    read: Vec<AtomId>,
    defeated: Vec<(RuleId, RuleId, &'static str)>,
}

fn runs(model: &Model, facts: &Facts, frame: &[Cond], leaf: &dyn Fn(&mut Run) -> Leaf) -> Runs {
    let (mut out, mut plan) = (Runs::default(), Vec::new());
    for _ in 0..MAX_RUNS {
        let mut run = Run::new(model, facts, facts.clone(), frame, plan);
        let leaf = leaf(&mut run);
        out.read.extend(run.read);
        out.defeated.extend(run.defeated);
        plan = run.taken.iter().map(|(_, t)| *t).collect();
        out.paths.push(Path { taken: run.taken, facts: run.facts, leaf });
        while plan.last() == Some(&false) {
            plan.pop();
        }
        match plan.last_mut() {
            Some(last) => *last = false,
            None => break,
        }
    }
    out
}

/// The field of an atom that 余否 alone settles.
fn assumed(model: &Model, facts: &Facts, id: AtomId) -> Option<FieldId> {
    let field = model.atom(id)?.field;
    (facts.assumed_no(model, field) && facts.atom(model, id).is_some()).then_some(field)
}

impl Explored<'_> {
    /// True if a tree says in every one of these cases what was found.
    pub fn told_by(&self, tree: &Tree) -> bool {
        self.paths.iter().all(|p| self.fits(tree, &p.facts, &p.leaf))
    }

    fn fits(&self, tree: &Tree, facts: &Facts, leaf: &Leaf) -> bool {
        match tree {
            Tree::Leaf(own) => own == leaf,
            Tree::Fork { atom, yes, no } => {
                let side = |tree: &Tree, truth: bool| self.assuming(facts, *atom, truth).is_none_or(|f| self.fits(tree, &f, leaf));
                side(yes, true) && side(no, false)
            }
        }
    }

    /// The cases in which an atom holds or not, if there are any.
    fn assuming(&self, facts: &Facts, atom: AtomId, truth: bool) -> Option<Facts> {
        match facts.atom(self.model, atom) {
            Some(known) => (known == truth).then(|| facts.clone()),
            None => facts.assume(self.model, atom, truth).filter(|f| f.possible(self.model, &self.frame)),
        }
    }

    /// Paths share their first `depth` forks. A fork stands only where neither side says what holds on the other.
    fn joined(&self, paths: &[&Path], depth: usize) -> Tree {
        let split = paths.partition_point(|p| p.taken.get(depth).is_some_and(|(_, t)| *t));
        let first = paths.first().map(|p| (p.taken.get(depth), &p.leaf));
        let (Some((Some((atom, _)), _)), Some((above, below))) = (first, paths.split_at_checked(split)) else {
            return Tree::Leaf(first.map_or_else(super::choice::silent, |(_, leaf)| leaf.clone()));
        };
        if above.is_empty() || below.is_empty() {
            return self.joined(paths, depth + 1);
        }
        let says = |tree: &Tree, of: &[&Path]| of.iter().all(|p| self.fits(tree, &p.facts, &p.leaf));
        let (yes, no) = (self.joined(above, depth + 1), self.joined(below, depth + 1));
        match () {
            () if says(&yes, below) => yes,
            () if says(&no, above) => no,
            () => Tree::Fork { atom: *atom, yes: Box::new(yes), no: Box::new(no) },
        }
    }

    /// Each leaf with the places of every case that it stands for, and by what its forks tell, if that is one answer.
    fn printed(&self, shape: &Tree, told: &Facts, cases: Vec<Facts>, leaf: &dyn Fn(&mut Run) -> Leaf) -> Tree {
        match shape {
            Tree::Leaf(own) => {
                let run = |facts| leaf(&mut Run::new(self.model, told, facts, &self.frame, Vec::new()));
                let ends: Vec<Leaf> = cases.into_iter().map(run).collect();
                let mut out = ends.first().filter(|first| ends.iter().all(|e| e == *first)).unwrap_or(own).clone();
                ends.iter().for_each(|l| out.cite(l));
                Tree::Leaf(out)
            }
            Tree::Fork { atom, yes, no } => {
                let side = |tree: &Tree, truth: bool| {
                    let told = told.assume(self.model, *atom, truth).unwrap_or_else(|| told.clone());
                    let cases = cases.iter().filter_map(|f| self.assuming(f, *atom, truth)).collect();
                    self.printed(tree, &told, cases, leaf)
                };
                Tree::fork(*atom, side(yes, true), side(no, false))
            }
        }
    }

    fn irrelevant(&self, facts: &Facts, read: &[AtomId]) -> Vec<AtomId> {
        let (mut kept, mut ends) = (Vec::new(), Vec::new());
        atoms_of(&self.tree, &mut kept);
        ends_of(&self.tree, &self.frame, &mut ends);
        let open = |a: &AtomId| !kept.contains(a) && facts.atom(self.model, *a).is_none();
        let both = |a: &AtomId, end: &[Cond]| {
            let may = |positive: bool| facts.possible(self.model, &[end, &[Cond::Lit { atom: *a, positive }]].concat());
            may(true) && may(false)
        };
        read.iter().copied().filter(|a| open(a) && ends.iter().all(|end| both(a, end))).collect()
    }
}

/// What holds at each leaf.
fn ends_of(tree: &Tree, above: &[Cond], out: &mut Vec<Vec<Cond>>) {
    match tree {
        Tree::Leaf(_) => out.push(above.to_vec()),
        Tree::Fork { atom, yes, no } => {
            ends_of(yes, &[above, &[Cond::Lit { atom: *atom, positive: true }]].concat(), out);
            ends_of(no, &[above, &[Cond::Lit { atom: *atom, positive: false }]].concat(), out);
        }
    }
}

/// The atoms a tree forks on, from the root.
pub(super) fn atoms_of(tree: &Tree, out: &mut Vec<AtomId>) {
    if let Tree::Fork { atom, yes, no } = tree {
        if !out.contains(atom) {
            out.push(*atom);
        }
        atoms_of(yes, out);
        atoms_of(no, out);
    }
}
