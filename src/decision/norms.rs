//! All norms of a record at once for typed facts: their guards in a few joined diagrams, whose outcomes are sets of norms.

use super::check::{Book, Entry};
use super::diagram::Ref;
use super::prepared::{Flat, Schema};
use crate::model::*;

/// A set of norms joins another as long as the result stays below this.
const MOST_WORDS: usize = 24_000;

/// The norms of a record, at most 64, by number.
#[derive(Clone, Debug)]
pub struct PreparedNorms {
    pub schema: Schema,
    sizes: Vec<u8>,
    groups: Vec<(Flat, Vec<u64>)>,
    /// Each norm alone, for partial facts: outcome 1 where it is broken.
    single: Vec<Flat>,
    rules: Vec<(RuleId, u32)>,
}

/// What partial facts say of the norms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partly {
    pub breached: u64,
    /// Breached in some completion, kept in another.
    pub open: u64,
}

impl PreparedNorms {
    /// None if there are more than 64, or too many cases.
    pub(super) fn of(model: &Model, mut book: Book) -> Option<PreparedNorms> {
        let mut bad: Vec<(RuleId, u32, Ref)> = Vec::new();
        for e in book.entries.clone() {
            if let Some(at) = breach(model, &mut book, &e) {
                bad.push((e.rule, e.item, at));
            }
        }
        if bad.len() > 64 {
            return None;
        }
        let mut sums: Vec<Ref> = Vec::new();
        for ((_, _, at), n) in bad.iter().zip(0u32..) {
            let one = book.store.mark(n, *at);
            let joined = sums.last().map(|had| book.store.join(*had, one)).filter(|j| words(&book, *j) <= MOST_WORDS);
            match (joined, sums.last_mut()) {
                (Some(j), Some(last)) => *last = j,
                _ => sums.push(one),
            }
        }
        if book.store.full {
            return None;
        }
        let single = bad.iter().map(|(_, _, at)| Flat::of(&book.store, *at, &mut |terminal| terminal)).collect();
        let groups = sums.into_iter().map(|s| group(&book, s)).collect();
        let sizes = book.space.vars.iter().map(|v| u8::try_from(v.size()).unwrap_or(u8::MAX)).collect();
        Some(PreparedNorms { schema: Schema::new(&book.space), sizes, groups, single, rules: bad.into_iter().map(|(r, i, _)| (r, i)).collect() })
    }

    /// The norms that a case breaks, one bit each; every cell must be known.
    #[inline]
    pub fn breached(&self, cells: &[u8]) -> u64 {
        self.groups.iter().fold(0, |sum, (flat, masks)| sum | masks.get(flat.walk(cells) as usize).copied().unwrap_or(0))
    }

    /// The same with cells that are `UNKNOWN`.
    pub fn partly(&self, cells: &[u8]) -> Partly {
        let mut out = Partly { breached: 0, open: 0 };
        for (flat, n) in self.single.iter().zip(0u32..) {
            let mut seen = 0u32;
            flat.each(None, &self.sizes, cells, &mut |outcome| seen |= 1 << (outcome & 1));
            match seen {
                0b10 => out.breached |= 1 << n,
                0b11 => out.open |= 1 << n,
                _ => {}
            }
        }
        out
    }

    /// The rule and item of each norm.
    pub fn rules(&self) -> &[(RuleId, u32)] {
        &self.rules
    }

    /// Words of all tables, and into how many diagrams the norms were joined.
    pub fn size(&self) -> (usize, usize) {
        (self.groups.iter().map(|(f, _)| f.len()).sum(), self.groups.len())
    }
}

/// Where a norm fails: in its scope, content against its word, and nothing lifts it.
fn breach(model: &Model, book: &mut Book, e: &Entry) -> Option<Ref> {
    let item = model.rule(e.rule)?.items.get(e.item as usize)?;
    let Content::Norm(norm) = &item.content else { return None };
    let (content, modal) = (e.content?, norm.modal);
    if modal == Some(crate::base::Force::May) {
        return None;
    }
    let bad = if modal.is_some_and(|m| m.forbids()) { content } else { book.store.not(content) };
    let within = book.store.and(e.scope, e.guard);
    let within = book.store.and(within, bad);
    Some(book.store.minus(within, e.lift))
}

fn words(book: &Book, at: Ref) -> usize {
    book.store.reach(at).into_iter().map(|r| book.store.kids(r).len() + 1).sum()
}

fn group(book: &Book, at: Ref) -> (Flat, Vec<u64>) {
    let mut masks: Vec<u64> = Vec::new();
    let flat = Flat::of(&book.store, at, &mut |terminal| {
        let mask = book.store.marks(terminal).iter().fold(0u64, |m, n| m | 1 << n);
        masks.iter().position(|m| *m == mask).unwrap_or_else(|| {
            masks.push(mask);
            masks.len() - 1
        }) as u32
    });
    (flat, masks)
}
