//! What the prepared norms of several policies have in common: with equal rules, only the numbers of the fields' cells differ.

use super::cells::Var;
use super::cover::{Cover, Regions};
use super::diagram::Store;
use super::norms::Notes;
use super::prepared::Flat;
use super::schema::Part;
use crate::model::FieldId;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// So many ways to cut one field are looked through.
const MOST_CUTS: usize = 64;

/// Tables for any number of policies, equal ones held once.
#[derive(Debug, Default)]
pub struct Shared {
    covers: HashMap<Box<[u32]>, Arc<Cover>>,
    notes: BTreeSet<Arc<Notes>>,
    parts: HashMap<FieldId, Vec<Arc<Part>>>,
}

impl Shared {
    pub(super) fn part(&mut self, var: &Var) -> Arc<Part> {
        let part = Part::new(var);
        let had = self.parts.entry(var.field).or_default();
        if let Some(found) = had.iter().rev().take(MOST_CUTS).find(|p| ***p == part) {
            return found.clone();
        }
        let made = Arc::new(part);
        had.push(made.clone());
        made
    }

    pub(super) fn notes(&mut self, notes: Notes) -> Arc<Notes> {
        if let Some(found) = self.notes.get(&notes) {
            return found.clone();
        }
        let made = Arc::new(notes);
        self.notes.insert(made.clone());
        made
    }

    pub(super) fn cover(&mut self, store: &mut Store, sizes: &[u8], functions: &[Regions]) -> Arc<Cover> {
        let flats: Vec<Flat> = functions.iter().map(|f| Flat::of_regions(store, f)).collect();
        let mut key: Vec<u32> = sizes.iter().map(|s| u32::from(*s)).collect();
        for flat in &flats {
            key.push(flat.len() as u32);
            key.extend(flat.words());
        }
        self.covers.entry(key.into_boxed_slice()).or_insert_with(|| Arc::new(Cover::of(store, sizes, functions, flats))).clone()
    }
}
