//! The fields of a prepared question, cut into cells: where a plain record puts its values.

use super::cells::{Cells, Space, Var, overlap};
use crate::model::*;
use std::sync::Arc;

/// The cell of a fact nothing is known of.
pub const UNKNOWN: u8 = u8::MAX;

/// A field of a prepared question, by its place in the array of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(pub usize);

/// The fields of a prepared question.
#[derive(Clone, Debug)]
pub struct Schema {
    slots: Box<[Arc<Part>]>,
}

/// One field, or one term of a 若干 field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub field: FieldId,
    cells: Cells,
}

impl Part {
    pub fn new(var: &Var) -> Part {
        Part { field: var.field, cells: var.cells.clone() }
    }
}

impl Schema {
    pub(super) fn new(space: &Space, part: impl FnMut(&Var) -> Arc<Part>) -> Schema {
        Schema { slots: space.vars.iter().map(part).collect() }
    }

    /// How many cells a case has.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    fn parts(&self, slot: Slot) -> Option<&[Domain]> {
        match &self.slots.get(slot.0)?.cells {
            Cells::Parts(list) => Some(list),
            Cells::Opaque(_) => None,
        }
    }

    /// The slot of a field that is cut into classes or intervals; none if no rule of the question reads it.
    pub fn slot(&self, field: FieldId) -> Option<Slot> {
        self.slots.iter().position(|p| p.field == field && matches!(p.cells, Cells::Parts(_))).map(Slot)
    }

    /// The slot of a field, by its Chinese or English name or an alias.
    pub fn named(&self, model: &Model, name: &str) -> Option<Slot> {
        let is = |p: &Arc<Part>| matches!(p.cells, Cells::Parts(_)) && model.field(p.field).is_some_and(|f| f.is_named(name));
        self.slots.iter().position(is).map(Slot)
    }

    /// The cell of a term that a field may hold, by its name in either language.
    pub fn value(&self, model: &Model, slot: Slot, name: &str) -> Option<u8> {
        let field = model.field(self.slots.get(slot.0)?.field)?;
        let Type::Term(taxonomy) = field.kind else { return None };
        self.term(slot, model.names.term(taxonomy, name)?)
    }

    /// The slot of one term of a 若干 field.
    pub fn member(&self, field: FieldId, term: TermId) -> Option<Slot> {
        self.slots.iter().position(|p| p.field == field && matches!(p.cells, Cells::Opaque(Test::Has(t)) if t == term)).map(Slot)
    }

    /// How many cells a slot has; those of a term of a 若干 field are no and yes.
    pub fn cells(&self, slot: Slot) -> usize {
        self.parts(slot).map_or(2, <[Domain]>::len)
    }

    /// The cells of a case given as facts; none if a fact is narrowed down but not to one cell.
    pub fn read(&self, model: &Model, facts: &Facts) -> Option<Vec<u8>> {
        let cell = |p: &Arc<Part>| {
            let allowed = p.cells.allowed(&facts.domain(model, p.field), &model.terms);
            let mut open = allowed.iter().zip(0u8..).filter(|(a, _)| **a).map(|(_, n)| n);
            match (open.next()?, open.next()) {
                (one, None) => Some(one),
                _ => allowed.iter().all(|a| *a).then_some(UNKNOWN),
            }
        };
        self.slots.iter().map(cell).collect()
    }

    /// The cell that holds every value of a domain.
    pub fn cell(&self, slot: Slot, value: &Domain) -> Option<u8> {
        let mut all = self.parts(slot)?.iter().enumerate().filter(|(_, c)| overlap(c, value));
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
        let mut all: Vec<(i64, u8)> = Vec::new();
        for (cell, n) in self.parts(slot)?.iter().zip(0u8..) {
            if let Values::Numbers(parts) = &cell.values {
                all.extend(parts.iter().map(|(low, _)| (*low, n)));
            }
        }
        all.sort_unstable();
        let (_, below) = *all.first()?;
        let step = |more, (from, above): &(i64, u8)| Some(Box::new(Steps { from: *from, below, above: *above, more }));
        let uncut = Steps { from: i64::MAX, below, above: below, more: None };
        Some(all.iter().skip(1).rev().fold(None, step).map_or(uncut, |s| *s))
    }
}

/// Where the cells of a number begin; most numbers are cut once.
#[derive(Clone, Debug)]
pub struct Steps {
    from: i64,
    below: u8,
    above: u8,
    more: Option<Box<Steps>>,
}

impl Steps {
    #[inline]
    pub fn cell(&self, n: i64) -> u8 {
        // which side a number lies on is not to be guessed
        let step = |s: &Steps, had: u8| std::hint::select_unpredictable(n >= s.from, s.above, had);
        let (mut cell, mut at) = (step(self, self.below), &self.more);
        while let Some(next) = at {
            cell = step(next, cell);
            at = &next.more;
        }
        cell
    }
}
