//! Fields cut into cells: the values that no atom of the question tells apart are one cell.
//!
//! ```text
//!  字数:   0 ──────── 3000 │ 3001 ──── 5000 │ 5001 ───▶      (atoms ≤ 3000 字, ≤ 5000 字)
//!  文种:   {请示} │ {报告, 综合报告} │ {everything else} │ 无
//!  主送:   one yes/no a named term, tied by "what lies below is it"
//! ```

use super::diagram::{FALSE, Ref, Store, TRUE};
use crate::base::Relation;
use crate::model::{AtomId, Cond, Domain, Facts, FieldId, Model, Terms, Test, Type, Values};
use std::collections::BTreeMap;

/// A variable of a diagram.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub field: FieldId,
    pub cells: Cells,
    /// Atoms read from it, in the order of first naming, with the cells in which each holds.
    pub atoms: Vec<(AtomId, Vec<bool>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// Sets of values.
    Parts(Vec<Domain>),
    /// No and yes to one test: a member of a 若干 field, a fact that nothing else reads.
    Opaque(Test),
}

impl Var {
    pub fn size(&self) -> usize {
        match &self.cells {
            Cells::Parts(list) => list.len(),
            Cells::Opaque(_) => 2,
        }
    }

    /// The cells that the facts leave possible.
    pub fn allowed(&self, model: &Model, facts: &Facts) -> Vec<bool> {
        self.cells.allowed(&facts.domain(model, self.field), &model.terms)
    }
}

impl Cells {
    /// The cells that a domain leaves possible.
    pub fn allowed(&self, domain: &Domain, terms: &Terms) -> Vec<bool> {
        match self {
            Cells::Parts(list) => list.iter().map(|c| overlap(c, domain)).collect(),
            Cells::Opaque(test) => match domain.test(test, terms) {
                Some(truth) => vec![!truth, truth],
                None => vec![true, true],
            },
        }
    }
}

/// The variables of a question, in the order in which its rules first name them.
#[derive(Clone, Debug, Default)]
pub(super) struct Space {
    pub vars: Vec<Var>,
    /// Atom to variable and place in its list.
    at: BTreeMap<AtomId, (usize, usize)>,
}

impl Space {
    /// Cuts the fields that these conditions read.
    pub fn of(model: &Model, conds: &[&Cond]) -> Space {
        let mut atoms = Vec::new();
        conds.iter().for_each(|c| model.named(c, &mut atoms));
        let mut fields: Vec<(FieldId, Vec<AtomId>)> = Vec::new();
        for id in atoms {
            let Some(atom) = model.atom(id) else { continue };
            match fields.iter_mut().find(|(f, _)| *f == atom.field) {
                Some((_, list)) => list.push(id),
                None => fields.push((atom.field, vec![id])),
            }
        }
        let mut out = Space::default();
        for (field, list) in fields {
            out.cut(model, field, &list);
        }
        out
    }

    /// The same with the fields that most of the conditions read first.
    pub fn by_use(model: &Model, conds: &[&Cond]) -> Space {
        let mut out = Space::of(model, conds);
        let reads: Vec<Vec<AtomId>> = conds.iter().map(|c| model.reads(c)).collect();
        let uses = |v: &Var| reads.iter().filter(|list| v.atoms.iter().any(|(a, _)| list.contains(a))).count();
        let mut vars = std::mem::take(&mut out.vars);
        vars.sort_by_cached_key(|v| std::cmp::Reverse(uses(v)));
        out.at.clear();
        vars.into_iter().for_each(|v| out.push(v));
        out
    }

    fn cut(&mut self, model: &Model, field: FieldId, atoms: &[AtomId]) {
        let many = model.field(field).is_some_and(|f| matches!(f.kind, Type::Many(_)));
        let tests: Vec<(AtomId, &Test)> = atoms.iter().filter_map(|a| Some((*a, &model.atom(*a)?.test))).collect();
        match parts(model, field, &tests).filter(|_| !many) {
            Some((cells, atoms)) => self.push(Var { field, cells: Cells::Parts(cells), atoms }),
            None => {
                for (id, test) in tests {
                    self.push(Var { field, cells: Cells::Opaque(test.clone()), atoms: vec![(id, vec![false, true])] });
                }
            }
        }
    }

    fn push(&mut self, var: Var) {
        for (n, (id, _)) in var.atoms.iter().enumerate() {
            self.at.insert(*id, (self.vars.len(), n));
        }
        self.vars.push(var);
    }

    pub fn sizes(&self) -> Vec<u32> {
        self.vars.iter().map(|v| v.size() as u32).collect()
    }

    /// The variable of an atom, and the cells in which it holds.
    pub fn find(&self, atom: AtomId) -> Option<(usize, &[bool])> {
        let (var, n) = *self.at.get(&atom)?;
        let (_, cells) = self.vars.get(var)?.atoms.get(n)?;
        Some((var, cells))
    }

    /// A condition as a diagram.
    pub fn cond(&self, model: &Model, store: &mut Store, cond: &Cond) -> Ref {
        match cond {
            Cond::True => TRUE,
            Cond::False => FALSE,
            Cond::Lit { atom, positive } => {
                let truth = self.atom(model, store, *atom);
                if *positive { truth } else { store.not(truth) }
            }
            Cond::Not(inner) => {
                let inner = self.cond(model, store, inner);
                store.not(inner)
            }
            Cond::All(list) => list.iter().fold(TRUE, |sum, c| {
                let c = self.cond(model, store, c);
                store.and(sum, c)
            }),
            Cond::Any(list) => list.iter().fold(FALSE, |sum, c| {
                let c = self.cond(model, store, c);
                store.or(sum, c)
            }),
        }
    }

    fn atom(&self, model: &Model, store: &mut Store, id: AtomId) -> Ref {
        let defined = model.atom(id).and_then(|a| model.field(a.field)).and_then(|f| f.defined.as_ref());
        match (defined, self.find(id)) {
            (Some(inner), _) => self.cond(model, store, inner),
            (None, Some((var, cells))) => store.literal(var as u32, cells),
            (None, None) => FALSE,
        }
    }

    /// What the facts leave possible, field by field.
    pub fn cube(&self, model: &Model, store: &mut Store, facts: &Facts) -> Ref {
        let mut out = TRUE;
        for (n, var) in self.vars.iter().enumerate().rev() {
            let kids: Vec<Ref> = var.allowed(model, facts).iter().map(|k| if *k { out } else { FALSE }).collect();
            out = store.node(n as u32, &kids);
        }
        out
    }

    /// What ties the yes/no of one 若干 field: a member below another is that other; 无 has no members.
    pub fn ties(&self, model: &Model, store: &mut Store) -> Vec<Ref> {
        let mut out = Vec::new();
        for (i, a) in self.vars.iter().enumerate() {
            for (j, b) in self.vars.iter().enumerate() {
                let (Cells::Opaque(x), Cells::Opaque(y)) = (&a.cells, &b.cells) else { continue };
                let follows = match (x, y) {
                    (Test::Has(x), Test::Has(y)) => model.terms.is_a(*x, *y),
                    (Test::Has(_), Test::Set) => true,
                    _ => false,
                };
                if i != j && a.field == b.field && follows {
                    let (not, so) = (store.literal(i as u32, &[true, false]), store.literal(j as u32, &[false, true]));
                    out.push(store.or(not, so));
                }
            }
        }
        out
    }
}

/// The 限定 that bear on these conditions, directly or through one another.
pub(super) fn bearing<'m>(model: &'m Model, facts: &Facts, conds: &[&Cond]) -> Vec<&'m Cond> {
    let fields = |c: &Cond| model.reads(c).into_iter().filter_map(|a| model.atom(a)).map(|a| a.field).collect::<Vec<_>>();
    let mut reached: Vec<FieldId> = conds.iter().flat_map(|c| fields(c)).collect();
    let (mut left, mut out): (Vec<&Cond>, Vec<&Cond>) = (model.constraints(facts.record).collect(), Vec::new());
    loop {
        let (near, far): (Vec<&Cond>, Vec<&Cond>) = left.into_iter().partition(|c| fields(c).iter().any(|f| reached.contains(f)));
        if near.is_empty() {
            return out;
        }
        near.iter().for_each(|c| reached.extend(fields(c)));
        out.extend(near);
        left = far;
    }
}

type Cut = (Vec<Domain>, Vec<(AtomId, Vec<bool>)>);

/// The classes of values that the tests tell apart; none where a test is not settled by single values.
fn parts(model: &Model, field: FieldId, tests: &[(AtomId, &Test)]) -> Option<Cut> {
    let mut cells: Vec<(Vec<bool>, Domain)> = Vec::new();
    for value in values(model, field, tests)? {
        let seen = tests.iter().map(|(_, t)| value.test(t, &model.terms)).collect::<Option<Vec<bool>>>()?;
        match cells.iter_mut().find(|(s, _)| *s == seen) {
            Some((_, cell)) => unite(cell, value),
            None => cells.push((seen, value)),
        }
    }
    let atoms = tests.iter().enumerate().map(|(n, (id, _))| (*id, cells.iter().map(|(s, _)| s.get(n) == Some(&true)).collect())).collect();
    Some((cells.into_iter().map(|(_, d)| d).collect(), atoms))
}

/// Values, or sets of values on which every test is settled.
fn values(model: &Model, field: FieldId, tests: &[(AtomId, &Test)]) -> Option<Vec<Domain>> {
    let whole = model.domain(field);
    let some = |values| Domain { none: false, values };
    let mut out: Vec<Domain> = match &whole.values {
        Values::Bool { .. } => [false, true].map(|yes| some(Values::Bool { yes, no: !yes })).to_vec(),
        Values::Terms(set) => set.iter().map(|t| some(Values::Terms(std::iter::once(t).fold(Default::default(), one)))).collect(),
        Values::Numbers(list) => intervals(list, tests).into_iter().map(|i| some(Values::Numbers(vec![i]))).collect(),
        Values::Limit { .. } => vec![some(Values::Limit { possible: true, known: None })],
        Values::Text { .. } => texts(tests).into_iter().map(some).collect(),
        Values::Members { .. } => return None,
    };
    if whole.none {
        out.push(Domain { none: true, values: Values::Terms(Default::default()) });
    }
    Some(out)
}

fn one(mut set: crate::model::TermSet, t: crate::model::TermId) -> crate::model::TermSet {
    set.insert(t);
    set
}

fn intervals(whole: &[(i64, i64)], tests: &[(AtomId, &Test)]) -> Vec<(i64, i64)> {
    let mut starts: Vec<i64> = Vec::new();
    for (_, test) in tests {
        match test {
            Test::Cmp(Relation::Le | Relation::Gt, n) => starts.push(n.saturating_add(1)),
            Test::Cmp(Relation::Lt | Relation::Ge, n) => starts.push(*n),
            Test::Cmp(_, n) => starts.extend([*n, n.saturating_add(1)]),
            _ => {}
        }
    }
    starts.sort_unstable();
    starts.dedup();
    let mut out = Vec::new();
    for (low, high) in whole {
        let inner = starts.iter().copied().filter(|s| s > low && s <= high);
        let from = std::iter::once(*low).chain(inner.clone());
        let to = inner.map(|s| s.saturating_sub(1)).chain(std::iter::once(*high));
        out.extend(from.zip(to));
    }
    out
}

fn texts(tests: &[(AtomId, &Test)]) -> Vec<Values> {
    let mut all: Vec<crate::base::Str> = Vec::new();
    for (_, test) in tests {
        if let Test::Text(list) = test {
            all.extend(list.iter().cloned());
        }
    }
    all.sort();
    all.dedup();
    let known = all.iter().map(|t| Values::Text { possible: true, known: Some(t.clone()), not: Vec::new() });
    let other = Values::Text { possible: true, known: None, not: all.clone() };
    known.chain(std::iter::once(other)).collect()
}

fn unite(cell: &mut Domain, more: Domain) {
    cell.none |= more.none;
    match (&mut cell.values, more.values) {
        (Values::Bool { yes, no }, Values::Bool { yes: y, no: n }) => {
            *yes |= y;
            *no |= n;
        }
        (Values::Terms(a), Values::Terms(b)) => *a = a.or(&b),
        (Values::Numbers(a), Values::Numbers(b)) => a.extend(b),
        (Values::Text { known, not, .. }, Values::Text { known: k, not: n, .. }) => {
            // texts that no test tells apart: all but those of the other cells
            not.retain(|t| n.contains(t) && k.as_ref() != Some(t));
            *known = None;
        }
        (a, b) if !more.none => *a = b,
        _ => {}
    }
}

/// True if some value lies in both.
pub(super) fn overlap(a: &Domain, b: &Domain) -> bool {
    let both = match (&a.values, &b.values) {
        (Values::Bool { yes, no }, Values::Bool { yes: y, no: n }) => (*yes && *y) || (*no && *n),
        (Values::Terms(x), Values::Terms(y)) => !x.and(y).is_empty(),
        (Values::Numbers(x), Values::Numbers(y)) => x.iter().any(|(l, h)| y.iter().any(|(m, i)| l.max(m) <= h.min(i))),
        (Values::Limit { possible: x, .. }, Values::Limit { possible: y, .. }) => *x && *y,
        (Values::Text { possible: x, known, not }, Values::Text { possible: y, known: k, not: n }) => {
            let apart = match (known, k) {
                (Some(p), Some(q)) => p != q,
                (Some(p), None) => n.contains(p),
                (None, Some(q)) => not.contains(q),
                (None, None) => false,
            };
            *x && *y && !apart
        }
        _ => false,
    };
    both || (a.none && b.none)
}
