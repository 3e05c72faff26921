//! Terms: names ordered by "is a", in taxonomies.

use crate::base::{List, Span, Str};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxonomyId(pub u16);

/// `分类 职务 role`; a field's own list of values (`甲、乙、丙`) is a closed one.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    pub name: Str,
    pub english: Option<Str>,
    /// Nothing else exists beside the listed terms.
    pub closed: bool,
}

/// `县长 county_head 又称 县政府主要领导`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    pub name: Str,
    pub english: Option<Str>,
    pub aliases: Vec<Str>,
    /// The county's own word, printed instead of the name (`称谓`).
    pub own: Option<Str>,
    pub taxonomy: TaxonomyId,
    pub parents: Vec<TermId>,
    pub unique: bool,
    pub relative: bool,
    pub span: Span,
}

impl Term {
    /// `其他重要事项`: takes what no other term takes.
    pub fn is_residual(&self) -> bool {
        self.name.starts_with("其他")
    }
}

/// A set of terms of one model. The last word is never zero, so that equal sets are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermSet(Vec<u64>);

impl TermSet {
    pub fn of(t: TermId) -> TermSet {
        let mut out = TermSet::default();
        out.insert(t);
        out
    }

    pub fn insert(&mut self, t: TermId) {
        let word = (t.0 / 64) as usize;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(w) = self.0.get_mut(word) {
            *w |= 1 << (t.0 % 64);
        }
    }

    pub fn contains(&self, t: TermId) -> bool {
        self.0.get((t.0 / 64) as usize).is_some_and(|w| w >> (t.0 % 64) & 1 == 1)
    }

    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    fn zip(&self, other: &TermSet, f: impl Fn(u64, u64) -> u64) -> TermSet {
        let at = |s: &TermSet, i: usize| s.0.get(i).copied().unwrap_or(0);
        let mut words: Vec<u64> = (0..self.0.len().max(other.0.len())).map(|i| f(at(self, i), at(other, i))).collect();
        while words.last() == Some(&0) {
            words.pop();
        }
        TermSet(words)
    }

    pub fn and(&self, other: &TermSet) -> TermSet {
        self.zip(other, |a, b| a & b)
    }

    pub fn or(&self, other: &TermSet) -> TermSet {
        self.zip(other, |a, b| a | b)
    }

    pub fn minus(&self, other: &TermSet) -> TermSet {
        self.zip(other, |a, b| a & !b)
    }

    pub fn within(&self, other: &TermSet) -> bool {
        self.0.iter().enumerate().all(|(i, w)| w & !other.0.get(i).copied().unwrap_or(0) == 0)
    }

    pub fn iter(&self) -> impl Iterator<Item = TermId> + '_ {
        self.0.iter().zip(0u32..).flat_map(|(w, i)| (0..64).filter(move |b| w >> b & 1 == 1).map(move |b| TermId(i * 64 + b)))
    }
}

/// All terms of a model, with the order among them.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub taxonomies: List<Taxonomy>,
    pub list: List<Term>,
    /// Of each term: itself and everything below it.
    below: List<TermSet>,
    all: List<TermSet>,
}

impl Terms {
    /// Brings up to date who lies below whom; call after the last change of `list`. Parents never form a cycle.
    pub fn close(&mut self) {
        let ids = |n: usize| TermId(u32::try_from(n).unwrap_or(u32::MAX));
        while self.all.len() < self.taxonomies.len() {
            self.all.push(TermSet::default());
        }
        while let Some(taxonomy) = self.list.get(self.below.len()).map(|t| t.taxonomy) {
            let new = ids(self.below.len());
            self.below.push(TermSet::of(new));
            self.all.get_mut(usize::from(taxonomy.0)).into_iter().for_each(|s| s.insert(new));
        }
        loop {
            let higher: Vec<(TermId, TermSet)> = self
                .list
                .iter()
                .zip(0u32..)
                .flat_map(|(t, i)| t.parents.iter().map(move |p| (*p, TermId(i))))
                .filter_map(|(up, t)| {
                    let (above, below) = (self.below.get(up.0 as usize)?, self.below.get(t.0 as usize)?);
                    (!below.within(above)).then(|| (up, below.clone()))
                })
                .collect();
            if higher.is_empty() {
                return;
            }
            for (up, below) in higher {
                self.below.get_mut(up.0 as usize).into_iter().for_each(|s| *s = s.or(&below));
            }
        }
    }

    /// The same terms, ready to be shared.
    pub fn shared(&self) -> Terms {
        Terms { taxonomies: self.taxonomies.shared(), list: self.list.shared(), below: self.below.shared(), all: self.all.shared() }
    }

    pub fn get(&self, id: TermId) -> Option<&Term> {
        self.list.get(id.0 as usize)
    }

    pub fn taxonomy(&self, id: TaxonomyId) -> Option<&Taxonomy> {
        self.taxonomies.get(usize::from(id.0))
    }

    /// The term and everything below it.
    pub fn below(&self, id: TermId) -> TermSet {
        self.below.get(id.0 as usize).cloned().unwrap_or_default()
    }

    /// Every term of a taxonomy.
    pub fn all(&self, id: TaxonomyId) -> TermSet {
        self.all.get(usize::from(id.0)).cloned().unwrap_or_default()
    }

    /// True if `a` is `b` or lies below it.
    pub fn is_a(&self, a: TermId, b: TermId) -> bool {
        self.below.get(b.0 as usize).is_some_and(|s| s.contains(a))
    }

    /// The term, its parents, theirs, nearest first.
    pub fn ancestors(&self, id: TermId) -> Vec<TermId> {
        let mut out = vec![id];
        let mut next = 0;
        while let Some(t) = out.get(next).copied() {
            next += 1;
            for p in self.get(t).into_iter().flat_map(|t| t.parents.iter().copied()) {
                if !out.contains(&p) {
                    out.push(p);
                }
            }
        }
        out
    }

    /// The nearest class of acts marked `唯一` that holds this act.
    pub fn unique_class(&self, act: TermId) -> Option<TermId> {
        self.ancestors(act).into_iter().find(|t| self.get(*t).is_some_and(|t| t.unique))
    }
}
