//! What the prepared norms of several policies have in common: with equal rules, only the numbers of the fields' cells differ.

use super::cells::Var;
use super::cover::{Cover, Regions};
use super::diagram::Store;
use super::norms::Tables;
use super::schema::Part;
use crate::model::FieldId;
use std::collections::HashMap;
use std::sync::Arc;

/// So many ways to cut one field are looked through.
const MOST_CUTS: usize = 64;

/// Tables for any number of policies, equal ones held once.
#[derive(Debug, Default)]
pub struct Shared {
    covers: HashMap<Box<[u32]>, Arc<Cover>>,
    tables: Vec<Arc<Tables>>,
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

    pub(super) fn tables(&mut self, tables: Tables) -> Arc<Tables> {
        let same = |t: &&Arc<Tables>| Arc::ptr_eq(&t.whole, &tables.whole) && Arc::ptr_eq(&t.within, &tables.within) && t.notes == tables.notes;
        if let Some(found) = self.tables.iter().find(same) {
            return found.clone();
        }
        let made = Arc::new(tables);
        self.tables.push(made.clone());
        made
    }

    /// Equal nodes made in an equal order are equal functions.
    pub(super) fn cover(&mut self, store: &mut Store, sizes: &[u8], functions: &[Regions]) -> Arc<Cover> {
        let regions = functions.iter().flatten().map(|r| r.0);
        let cut = std::iter::once(sizes.len() as u32).chain(sizes.iter().map(|s| u32::from(*s)));
        let key: Box<[u32]> = cut.chain(store.words()).chain(regions).collect();
        self.covers.entry(key).or_insert_with(|| Arc::new(Cover::of(store, sizes, functions))).clone()
    }
}
