//! Typed facts: fields resolved once to slots, values to cells; evaluation is one look-up per visited switch in a flat array.
//!
//! ```text
//!  table: [slot │ cell 0 │ cell 1 │ cell 2] [slot │ cell 0 │ cell 1] …     a cell holds the next switch, or (top bit) an outcome
//! ```

use super::cells::{Cells, Space, overlap};
use super::diagram::{FALSE, Ref, Store};
use super::tree::Walk;
use crate::model::*;
use std::collections::HashMap;

const END: u32 = 1 << 31;
/// The cell of a fact nothing is known of.
pub const UNKNOWN: u8 = u8::MAX;

/// A field of a prepared question, by its place in the array of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub usize);

/// The fields of a prepared question, cut into cells.
#[derive(Clone, Debug)]
pub struct Schema {
    space: Space,
}

impl Schema {
    pub(super) fn new(space: &Space) -> Schema {
        Schema { space: space.clone() }
    }

    /// How many cells a case has.
    pub fn len(&self) -> usize {
        self.space.vars.len()
    }

    pub fn is_empty(&self) -> bool {
        self.space.vars.is_empty()
    }

    /// The slot of a field that is cut into classes or intervals; none if no rule of the question reads it.
    pub fn slot(&self, field: FieldId) -> Option<Slot> {
        let whole = |v: &super::cells::Var| v.field == field && matches!(v.cells, Cells::Parts(_));
        self.space.vars.iter().position(whole).map(Slot)
    }

    /// The slot of one term of a 若干 field.
    pub fn member(&self, field: FieldId, term: TermId) -> Option<Slot> {
        let has = |v: &super::cells::Var| v.field == field && matches!(v.cells, Cells::Opaque(Test::Has(t)) if t == term);
        self.space.vars.iter().position(has).map(Slot)
    }

    /// The cell that holds every value of a domain.
    pub fn cell(&self, slot: Slot, value: &Domain) -> Option<u8> {
        let Cells::Parts(list) = &self.space.vars.get(slot.0)?.cells else { return None };
        let mut all = list.iter().enumerate().filter(|(_, c)| overlap(c, value));
        let one = all.next()?.0;
        if all.next().is_some() { None } else { u8::try_from(one).ok() }
    }

    /// The cell of a term, taken exactly.
    pub fn term(&self, slot: Slot, term: TermId) -> Option<u8> {
        let mut set = TermSet::default();
        set.insert(term);
        self.cell(slot, &Domain { none: false, values: Values::Terms(set) })
    }

    /// The cells of no and yes.
    pub fn yes_no(&self, slot: Slot) -> Option<[u8; 2]> {
        let of = |yes: bool| self.cell(slot, &Domain { none: false, values: Values::Bool { yes, no: !yes } });
        Some([of(false)?, of(true)?])
    }

    /// The cells of a number (in ten-thousandths) or a day, by intervals.
    pub fn steps(&self, slot: Slot) -> Option<Steps> {
        let Cells::Parts(list) = &self.space.vars.get(slot.0)?.cells else { return None };
        let mut all: Vec<(i64, u8)> = Vec::new();
        for (cell, n) in list.iter().zip(0u8..) {
            if let Values::Numbers(parts) = &cell.values {
                all.extend(parts.iter().map(|(low, _)| (*low, n)));
            }
        }
        all.sort_unstable();
        let first = all.first()?.1;
        Some(Steps { first, rest: all.into_iter().skip(1).collect() })
    }
}

/// Where the cells of a number begin.
#[derive(Clone, Debug)]
pub struct Steps {
    first: u8,
    rest: Box<[(i64, u8)]>,
}

impl Steps {
    #[inline]
    pub fn cell(&self, n: i64) -> u8 {
        match &*self.rest {
            [(from, cell)] => {
                if n >= *from {
                    *cell
                } else {
                    self.first
                }
            }
            rest => rest.iter().fold(self.first, |had, (from, cell)| if n >= *from { *cell } else { had }),
        }
    }
}

/// A diagram as one array.
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

    fn lay(&mut self, store: &Store, at: Ref, outcome: &mut dyn FnMut(u32) -> u32, done: &mut HashMap<Ref, u32>) -> u32 {
        if let Some(terminal) = at.terminal() {
            return END | outcome(terminal);
        }
        if let Some(found) = done.get(&at) {
            return *found;
        }
        let place = self.table.len() as u32;
        done.insert(at, place);
        let kids = store.kids(at).to_vec();
        self.table.push(store.var(at));
        self.table.resize(self.table.len() + kids.len(), 0);
        for (kid, n) in kids.iter().zip(1..) {
            let next = self.lay(store, *kid, outcome, done);
            if let Some(cell) = self.table.get_mut(place as usize + n) {
                *cell = next;
            }
        }
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

    /// Every outcome that the known facts leave possible.
    pub fn each(&self, at: Option<u32>, sizes: &[u8], cells: &[u8], see: &mut impl FnMut(u32)) {
        let mut at = at.unwrap_or(self.root);
        while at & END == 0 {
            let slot = self.table.get(at as usize).copied().unwrap_or(0) as usize;
            let cell = cells.get(slot).copied().unwrap_or(0);
            if cell == UNKNOWN {
                for n in 1..sizes.get(slot).copied().unwrap_or(0) {
                    self.each(self.table.get(at as usize + 1 + n as usize).copied(), sizes, cells, see);
                }
            }
            let next = if cell == UNKNOWN { 0 } else { cell as usize };
            at = self.table.get(at as usize + 1 + next).copied().unwrap_or(END);
        }
        see(at & !END);
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
        Some(Prepared { schema: Schema::new(&plan.space), flat, outcomes })
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
