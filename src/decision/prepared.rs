//! Typed facts: fields resolved once to slots, values to cells; evaluation is one look-up per visited switch in a flat array.
//!
//! ```text
//!  table: [slot │ cell 0 │ cell 1 │ cell 2] [slot │ cell 0 │ cell 1] …     a cell holds a switch before it, or (top bit) an outcome
//! ```

use super::cover::{LANES, Regions};
use super::diagram::{FALSE, NOTHING, Ref, Store};
use super::schema::{Part, Schema, UNKNOWN};
use super::tree::Walk;
use crate::model::*;
use std::collections::HashMap;
use std::sync::Arc;

const END: u32 = 1 << 31;
/// Words of 64 places for which a walk over several branches needs no memory of its own.
const NEAR: usize = 64;

/// A diagram as one array, a switch behind those it leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    table: Vec<u32>,
    root: u32,
}

impl Flat {
    /// Lays out a diagram; `outcome` numbers its terminals.
    pub fn of(store: &Store, root: Ref, outcome: &mut dyn FnMut(u32) -> u32) -> Flat {
        let mut out = Flat::default();
        out.root = out.lay(store, root, outcome, &mut HashMap::new());
        out
    }

    /// To the number of the region that a case lies in; past the last one for a case in none.
    pub fn of_regions(store: &mut Store, regions: &Regions) -> Flat {
        let mut sum = NOTHING;
        for (region, n) in regions.iter().zip(0..) {
            let one = store.mark(n, *region);
            sum = store.join(sum, one);
        }
        Flat::of(store, sum, &mut |terminal| store.marks(terminal).first().copied().unwrap_or(LANES as u32))
    }

    fn lay(&mut self, store: &Store, at: Ref, outcome: &mut dyn FnMut(u32) -> u32, done: &mut HashMap<Ref, u32>) -> u32 {
        if let Some(terminal) = at.terminal() {
            return END | outcome(terminal);
        }
        if let Some(found) = done.get(&at) {
            return *found;
        }
        let next: Vec<u32> = store.kids(at).to_vec().into_iter().map(|kid| self.lay(store, kid, outcome, done)).collect();
        let place = self.table.len() as u32;
        done.insert(at, place);
        self.table.push(store.var(at));
        self.table.extend(next);
        place
    }

    /// The outcome of a case.
    #[inline]
    pub fn walk(&self, cells: &[u8]) -> u32 {
        let mut at = self.root;
        while at & END == 0 {
            let slot = self.table.get(at as usize).copied().unwrap_or(0);
            let cell = cells.get(slot as usize).copied().unwrap_or(0);
            at = self.table.get(at as usize + 1 + cell as usize).copied().unwrap_or(END);
        }
        at & !END
    }

    /// The outcomes that the known facts leave possible, one bit each; `sizes` counts the cells of each slot.
    pub fn reach(&self, sizes: &[u8], cells: &[u8]) -> u32 {
        match self.table.len() <= NEAR * 64 {
            true => self.sweep(&mut [0; NEAR], sizes, cells),
            false => self.sweep(&mut vec![0; self.table.len().div_ceil(64)], sizes, cells),
        }
    }

    /// From the root down: what a switch leads to lies before it, so each is met once. `todo` is one bit a place.
    fn sweep(&self, todo: &mut [u64], sizes: &[u8], cells: &[u8]) -> u32 {
        let mut out = 0;
        let mut go = |todo: &mut [u64], next: u32| match next & END {
            0 => todo.get_mut(next as usize / 64).into_iter().for_each(|w| *w |= 1 << (next % 64)),
            _ => out |= 1u32.checked_shl(next & !END).unwrap_or(0),
        };
        go(todo, self.root);
        for word in (0..self.table.len().div_ceil(64)).rev() {
            while let Some(bits) = todo.get_mut(word).filter(|w| **w != 0) {
                let bit = 63 - bits.leading_zeros();
                *bits &= !(1 << bit);
                let at = word * 64 + bit as usize;
                let slot = self.table.get(at).map_or(0, |s| *s as usize);
                let kids = self.table.get(at + 1..).unwrap_or_default();
                match cells.get(slot).copied().unwrap_or(UNKNOWN) {
                    UNKNOWN => kids.iter().take(usize::from(sizes.get(slot).copied().unwrap_or(0))).for_each(|k| go(todo, *k)),
                    cell => kids.iter().skip(usize::from(cell)).take(1).for_each(|k| go(todo, *k)),
                }
            }
        }
        out
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }
}

/// A choice, compiled for typed facts.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub schema: Schema,
    flat: Flat,
    outcomes: Vec<Option<Leaf>>,
}

impl Prepared {
    pub(super) fn of(model: &Model, record: Option<RecordId>, plan: &mut super::plan::Plan) -> Option<Prepared> {
        let marks = plan.marks();
        let (whole, store) = (plan.whole?, plan.store.clone());
        let walk = Walk::new(model, plan, &marks);
        let facts = record.map(Facts::about).unwrap_or_default();
        let mut outcomes: Vec<Option<Leaf>> = Vec::new();
        let mut number = |terminal: u32| {
            let leaf = (FALSE.terminal() != Some(terminal)).then(|| walk.leaf(terminal, &facts));
            let same = |o: &Option<Leaf>| *o == leaf && o.as_ref().map(|l| &l.cites) == leaf.as_ref().map(|l| &l.cites);
            outcomes.iter().position(same).unwrap_or_else(|| {
                outcomes.push(leaf.clone());
                outcomes.len() - 1
            }) as u32
        };
        let flat = Flat::of(&store, whole, &mut number);
        Some(Prepared { schema: Schema::new(&plan.space, |v| Arc::new(Part::new(v))), flat, outcomes })
    }

    /// The number of the outcome of a case; every cell must be known.
    #[inline]
    pub fn evaluate(&self, cells: &[u8]) -> u32 {
        self.flat.walk(cells)
    }

    /// What an outcome says; none for a case that 限定 excludes.
    pub fn outcome(&self, n: u32) -> Option<&Leaf> {
        self.outcomes.get(n as usize)?.as_ref()
    }

    pub fn outcomes(&self) -> usize {
        self.outcomes.len()
    }

    /// Words of the table.
    pub fn size(&self) -> usize {
        self.flat.len()
    }
}
