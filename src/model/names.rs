//! Names as they are written, and what they mean.

use super::record::{FieldId, RecordId};
use super::term::{TaxonomyId, TermId};
use crate::base::{List, Relation, Str, Table};

/// Look-up tables for reading questions and facts; never walked on the way to a user.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Of the vocabularies read.
    pub vocabularies: Vec<Str>,
    pub taxonomies: Table<Str, TaxonomyId>,
    /// By taxonomy: Chinese and English names, aliases, own words.
    pub terms: List<Table<Str, TermId>>,
    pub records: Table<Str, RecordId>,
    /// By record.
    pub fields: List<Table<Str, FieldId>>,
    /// Facts that belong to no record: judgements, approvals; several may share a name.
    pub loose: Table<Str, Vec<FieldId>>,
    /// `实到人数 ≤ 应到人数`: the yes/no field that stands for it, and what it compares.
    pub compared: Vec<(FieldId, FieldId, Relation, FieldId)>,
    /// `带队 是 分管副县长`: the yes/no field that stands for it.
    pub relative: Table<(FieldId, TermId), FieldId>,
}

impl Names {
    /// True of the opaque fact that compares two fields.
    pub fn compares(&self, field: FieldId) -> bool {
        self.compared.iter().any(|(_, _, _, fact)| *fact == field) || self.compared.iter().any(|(fact, ..)| *fact == field)
    }

    pub fn taxonomy(&self, name: &str) -> Option<TaxonomyId> {
        self.taxonomies.get(name).copied()
    }

    pub fn term(&self, taxonomy: TaxonomyId, name: &str) -> Option<TermId> {
        self.terms.get(usize::from(taxonomy.0))?.get(name).copied()
    }

    pub fn record(&self, name: &str) -> Option<RecordId> {
        self.records.get(name).copied()
    }

    /// A field of this record alone.
    pub fn field(&self, record: RecordId, name: &str) -> Option<FieldId> {
        self.fields.get(usize::from(record.0))?.get(name).copied()
    }

    pub fn loose(&self, name: &str) -> &[FieldId] {
        self.loose.get(name).map_or(&[], Vec::as_slice)
    }
}
