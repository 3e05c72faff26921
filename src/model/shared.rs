//! What models have in common: a vocabulary read once stands under every county that uses it.

use super::cond::{Atom, InMode, Test};
use super::policy::Model;
use super::record::{Field, Record};
use super::rule::Rule;
use super::term::{Term, TermId, TermSet};
use crate::base::Table;
use std::collections::HashSet;
use std::sync::Arc;

impl Model {
    /// The same model, all of it ready to be shared by models that add to it.
    pub fn shared(&self) -> Model {
        let mut out = self.clone();
        out.terms = self.terms.shared();
        (out.records, out.fields, out.atoms) = (self.records.shared(), self.fields.shared(), self.atoms.shared());
        (out.limits, out.rules) = (self.limits.shared(), self.rules.shared());
        let names = &self.names;
        out.names.terms = names.terms.iter().map(Table::shared).collect();
        out.names.fields = names.fields.iter().map(Table::shared).collect();
        (out.names.terms, out.names.fields) = (out.names.terms.shared(), out.names.fields.shared());
        (out.names.taxonomies, out.names.records) = (names.taxonomies.shared(), names.records.shared());
        (out.names.loose, out.names.relative) = (names.loose.shared(), names.relative.shared());
        out
    }

    /// Reads the sets of the shared atoms again, after terms were added or ranked.
    pub fn renew(&mut self) {
        for n in 0..self.atoms.len() {
            let Some(Test::In { set, list, mode }) = self.atoms.get(n).map(|a| &a.test) else { continue };
            let now = self.set_of(list, *mode);
            if now != *set
                && let Some(Atom { test: Test::In { set, .. }, .. }) = self.atoms.get_mut(n)
            {
                *set = now;
            }
        }
    }

    /// The terms that a test written with these accepts.
    pub fn set_of(&self, list: &[TermId], mode: InMode) -> TermSet {
        let one = |t: &TermId| match mode {
            InMode::Is => TermSet::of(*t),
            InMode::IsA => self.terms.below(*t),
            InMode::Above => self.at_least(*t),
        };
        list.iter().fold(TermSet::default(), |s, t| s.or(&one(t)))
    }

    /// `办公室主任 以上`: everyone who ranks at least as high.
    fn at_least(&self, role: TermId) -> TermSet {
        let Some((rank, taxonomy)) = self.rank(role).zip(self.terms.get(role).map(|t| t.taxonomy)) else { return TermSet::default() };
        let mut out = TermSet::default();
        self.terms.all(taxonomy).iter().filter(|t| self.rank(*t).is_some_and(|r| r <= rank)).for_each(|t| out.insert(t));
        out
    }

    /// Takes the place of every part that equals one seen before, and gives back room that is not used.
    pub fn pool(&mut self, seen: &mut Pool) {
        self.rules.pool(&mut seen.rules);
        self.fields.pool(&mut seen.fields);
        self.atoms.pool(&mut seen.atoms);
        self.terms.list.pool(&mut seen.terms);
        self.records.pool(&mut seen.records);
    }
}

/// The parts of models, each once.
#[derive(Debug, Default)]
pub struct Pool {
    rules: HashSet<Arc<Rule>>,
    fields: HashSet<Arc<Field>>,
    atoms: HashSet<Arc<Atom>>,
    terms: HashSet<Arc<Term>>,
    records: HashSet<Arc<Record>>,
}
