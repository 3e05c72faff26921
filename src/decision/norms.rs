//! All norms of a record at once for typed facts: which are broken, lifted, kept, or have nothing to do with the case.

use super::check::{Book, Entry, content_of, failing, lift_of, lifted};
use super::cover::{Cover, Lanes, Regions};
use super::diagram::{Ref, Store, TRUE};
use super::schema::{Schema, UNKNOWN};
use super::shared::Shared;
use crate::base::{Force, Str};
use crate::model::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The norms of a record, at most 64, by number.
#[derive(Clone, Debug)]
pub struct PreparedNorms {
    pub schema: Schema,
    tables: Arc<Tables>,
}

/// All but the numbers.
#[derive(Debug)]
pub(super) struct Tables {
    /// For whole cases.
    pub whole: Arc<Cover>,
    /// For partial facts: within 限定.
    pub within: Arc<Cover>,
    pub notes: Box<[Note]>,
    /// Norms one departs from instead of breaking them.
    weak: u64,
    lifted: (Str, Str),
}

/// What is said of a norm, beside its verdict.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    cite: Cite,
    force: Force,
    /// The slots it reads, with what it asks of them.
    reads: Box<[(u16, AtomId)]>,
}

/// What partial facts say of the norms; what is in no set has nothing to do with the case, or is kept wherever it has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Partly {
    pub breached: u64,
    /// Breached in some completion, not in another.
    pub open: u64,
    /// It applies, and it is kept or lifted.
    pub met: u64,
}

impl Partly {
    /// From the norms that can be broken, be lifted, be kept, or have nothing to do with the case.
    #[inline]
    fn of([bad, lifted, met, out]: Lanes) -> Partly {
        let kept = lifted | met;
        Partly { breached: bad & !(kept | out), open: bad & (kept | out), met: kept & !(bad | out) }
    }
}

impl PreparedNorms {
    /// None if there are more than 64, or too many cases.
    pub(super) fn of(model: &Model, mut book: Book, shared: &mut Shared) -> Option<PreparedNorms> {
        let entries = std::mem::take(&mut book.entries);
        let norms: Vec<(Note, Regions)> = entries.iter().filter_map(|e| norm(model, &mut book, e)).collect();
        let (list, whole): (Vec<Note>, Vec<Regions>) = norms.into_iter().unzip();
        let within: Vec<Regions> = whole.iter().map(|r| bounded(&mut book, r)).collect();
        if list.len() > 64 || book.store.full {
            return None;
        }
        let sizes: Vec<u8> = book.space.vars.iter().map(|v| u8::try_from(v.size()).ok().filter(|s| *s < UNKNOWN)).collect::<Option<_>>()?;
        let weak = list.iter().rev().fold(0, |sum, n| sum << 1 | u64::from(failing(n.force) == Verdict::Departed));
        let bounded = whole != within;
        let whole = shared.cover(&mut book.store, &sizes, &whole);
        let within = if bounded { shared.cover(&mut book.store, &sizes, &within) } else { whole.clone() };
        let tables = shared.tables(Tables { whole, within, notes: list.into(), weak, lifted: lifted() });
        Some(PreparedNorms { schema: Schema::new(&book.space, |v| shared.part(v)), tables })
    }

    /// The norms that a case breaks, one bit each; every cell must be known.
    #[inline]
    pub fn breached(&self, cells: &[u8]) -> u64 {
        self.tables.whole.first(cells)
    }

    /// What the norms say with cells that are `UNKNOWN`; 限定 must leave the case possible.
    #[inline]
    pub fn partly(&self, cells: &[u8]) -> Partly {
        Partly::of(self.tables.within.possible(cells))
    }

    /// The same as findings, worst first.
    pub fn explain(&self, cells: &[u8]) -> Vec<Finding> {
        let possible = self.tables.within.possible(cells);
        let ([_, lifted, kept, _], Partly { breached, open, met }) = (possible, Partly::of(possible));
        let weak = self.tables.weak;
        let sets = [(Verdict::Breached, breached & !weak), (Verdict::Departed, breached & weak), (Verdict::Undetermined, open), (Verdict::Met, met)];
        let mut out = Vec::with_capacity((breached | open | met).count_ones() as usize);
        for (verdict, mut left) in sets {
            while left != 0 {
                let n = left.trailing_zeros();
                left &= left - 1;
                let remark = verdict == Verdict::Met && (lifted & !kept) >> n & 1 == 1;
                out.extend(self.tables.notes.get(n as usize).map(|note| self.finding(note, verdict, remark, cells)));
            }
        }
        out
    }

    fn finding(&self, note: &Note, verdict: Verdict, remark: bool, cells: &[u8]) -> Finding {
        let open = |slot: u16| verdict == Verdict::Undetermined && cells.get(usize::from(slot)).is_none_or(|c| *c == UNKNOWN);
        Finding {
            verdict,
            force: note.force,
            cite: note.cite,
            waits: note.reads.iter().filter(|(slot, _)| open(*slot)).map(|(_, atom)| *atom).collect(),
            due: None,
            remark: remark.then(|| self.tables.lifted.clone()),
        }
    }

    /// Where each norm stands.
    pub fn cites(&self) -> impl ExactSizeIterator<Item = Cite> {
        self.tables.notes.iter().map(|n| n.cite)
    }
}

/// Where a norm is broken, where it is lifted, where it is kept, and where it does not apply.
fn norm(model: &Model, book: &mut Book, e: &Entry) -> Option<(Note, Regions)> {
    let rule = model.rule(e.rule)?;
    let item = rule.items.get(e.item as usize)?;
    let Content::Norm(norm) = &item.content else { return None };
    let content = e.content.filter(|_| norm.modal != Some(Force::May))?;
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    let store = &mut book.store;
    let applies = store.and(e.scope, e.guard);
    let bad = if forbids { content } else { store.not(content) };
    let (failed, met) = (store.and(applies, bad), store.minus(applies, bad));
    let regions = [store.minus(failed, e.lift), store.and(failed, e.lift), met, store.not(applies)];
    let lift = lift_of(model, norm);
    let mut reads: Vec<(u16, AtomId)> = Vec::new();
    for atom in [Some(&rule.scope), Some(&item.guard), content_of(norm), Some(&lift)].into_iter().flatten().flat_map(|c| model.reads(c)) {
        let slot = book.space.find(atom).and_then(|(var, _)| u16::try_from(var).ok());
        reads.extend(slot.map(|s| (s, atom)).filter(|r| !reads.contains(r)));
    }
    let cite = Cite { rule: e.rule, item: e.item, place: item.place };
    Some((Note { cite, force: item.force, reads: reads.into() }, regions))
}

/// The regions within 限定: those that bear on them, directly or through one another.
fn bounded(book: &mut Book, regions: &Regions) -> Regions {
    let store = &mut book.store;
    if book.bounds.is_empty() {
        return *regions;
    }
    let mut reached: BTreeSet<u32> = regions.iter().flat_map(|r| support(store, *r)).collect();
    let mut left: Vec<(Ref, Vec<u32>)> = book.bounds.iter().map(|b| (*b, support(store, *b))).collect();
    let mut frame = TRUE;
    loop {
        let (near, far): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, vars)| vars.iter().any(|v| reached.contains(v)));
        if near.is_empty() {
            return regions.map(|r| store.and(r, frame));
        }
        for (bound, vars) in near {
            reached.extend(vars);
            frame = store.and(frame, bound);
        }
        left = far;
    }
}

/// The variables a diagram reads.
fn support(store: &Store, at: Ref) -> Vec<u32> {
    let all: BTreeSet<u32> = store.reach(at).into_iter().map(|r| store.var(r)).collect();
    all.into_iter().collect()
}
