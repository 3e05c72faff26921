//! Evaluation with an oracle: reading an open atom forks the run; runs are joined by answer.

use crate::model::{AtomId, Cond, Facts, FieldId, Leaf, Model, RuleId, Tree};

/// Most runs of one question; past it the rest is answered as open.
const MAX_RUNS: usize = 2048;

/// One run: the case as assumed so far, and the forks taken.
pub(super) struct Run<'m> {
    pub model: &'m Model,
    pub facts: Facts,
    /// What holds beside the facts: the scopes taken to hold or to fail.
    frame: &'m [Cond],
    plan: Vec<bool>,
    taken: Vec<(AtomId, bool)>,
    pub assumed: Vec<FieldId>,
    /// Loser, winner, principle.
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

impl Run<'_> {
    /// Whether a condition holds, forking where the facts leave it open.
    pub fn holds(&mut self, cond: &Cond) -> bool {
        match cond {
            Cond::True => true,
            Cond::False => false,
            Cond::Lit { atom, positive } => self.read(*atom) == *positive,
            Cond::Not(inner) => !self.holds(inner),
            Cond::All(list) => list.iter().all(|c| self.holds(c)),
            Cond::Any(list) => list.iter().any(|c| self.holds(c)),
        }
    }

    fn read(&mut self, id: AtomId) -> bool {
        let model = self.model;
        let Some(atom) = model.atom(id) else { return false };
        if let Some(defined) = model.field(atom.field).and_then(|f| f.defined.as_ref()) {
            return self.holds(defined);
        }
        if let Some(known) = self.facts.atom(model, id) {
            if self.facts.assumed_no(model, atom.field) && !self.assumed.contains(&atom.field) {
                self.assumed.push(atom.field);
            }
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

/// The answers of all completions, as a tree over exactly the atoms that matter.
pub(super) struct Explored {
    pub tree: Tree,
    /// Atoms that were opened and made no difference.
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

/// Runs `leaf` over every completion of the facts within the frame.
pub(super) fn explore<'m>(model: &'m Model, facts: &Facts, frame: &'m [Cond], leaf: &dyn Fn(&mut Run) -> Leaf) -> Explored {
    let mut plan = Vec::new();
    let mut paths: Vec<(Vec<(AtomId, bool)>, Leaf)> = Vec::new();
    let mut assumed: Vec<FieldId> = Vec::new();
    let mut defeated: Vec<(RuleId, RuleId, &'static str)> = Vec::new();
    for _ in 0..MAX_RUNS {
        let mut run = Run { model, facts: facts.clone(), frame, plan, taken: Vec::new(), assumed: Vec::new(), defeated: Vec::new() };
        let end = leaf(&mut run);
        for d in run.defeated {
            if !defeated.contains(&d) {
                defeated.push(d);
            }
        }
        for f in run.assumed {
            if !assumed.contains(&f) {
                assumed.push(f);
            }
        }
        plan = run.taken.iter().map(|(_, t)| *t).collect();
        paths.push((run.taken, end));
        while plan.last() == Some(&false) {
            plan.pop();
        }
        match plan.last_mut() {
            Some(last) => *last = false,
            None => break,
        }
    }
    let mut irrelevant = Vec::new();
    let tree = build(&paths, 0, &mut irrelevant);
    let mut kept = Vec::new();
    atoms_of(&tree, &mut kept);
    irrelevant.retain(|a| !kept.contains(a));
    Explored { tree, irrelevant, assumed, defeated }
}

/// Paths share their first `depth` forks.
fn build(paths: &[(Vec<(AtomId, bool)>, Leaf)], depth: usize, irrelevant: &mut Vec<AtomId>) -> Tree {
    let split = paths.partition_point(|(p, _)| p.get(depth).is_some_and(|(_, t)| *t));
    let first = paths.first().map(|(p, l)| (p.get(depth), l));
    let (Some((Some((atom, _)), _)), Some((yes, no))) = (first, paths.split_at_checked(split)) else {
        let leaf = paths.first().map(|(_, l)| l.clone());
        return Tree::Leaf(leaf.unwrap_or_else(super::choice::silent));
    };
    if no.is_empty() || yes.is_empty() {
        return build(paths, depth + 1, irrelevant);
    }
    let (yes, no) = (build(yes, depth + 1, irrelevant), build(no, depth + 1, irrelevant));
    if yes == no {
        if !irrelevant.contains(atom) {
            irrelevant.push(*atom);
        }
        return with_cites(yes, &no);
    }
    Tree::Fork { atom: *atom, yes: Box::new(yes), no: Box::new(no) }
}

/// Equal trees, with the places of both.
fn with_cites(mut a: Tree, b: &Tree) -> Tree {
    match (&mut a, b) {
        (Tree::Leaf(a), Tree::Leaf(b)) => {
            for c in &b.cites {
                if !a.cites.iter().any(|x| x.rule == c.rule && x.place == c.place) {
                    a.cites.push(*c);
                }
            }
        }
        (Tree::Fork { yes, no, .. }, Tree::Fork { yes: y, no: n, .. }) => {
            let (old_yes, old_no) = (yes.as_ref().clone(), no.as_ref().clone());
            **yes = with_cites(old_yes, y);
            **no = with_cites(old_no, n);
        }
        _ => {}
    }
    a
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
