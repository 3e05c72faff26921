//! What each name of a statement means, by where it stands: 报告 is a kind, a record or an act.
//!
//! A walk over the tree with the record in hand; names that it cannot place are left to the dictionary.

mod part;
mod statement;

use crate::base::Str;
use crate::model::{FieldId, Model, RecordId, TaxonomyId, TermId, Type};
use crate::syntax::ast::{Name, Statement};
use std::collections::HashMap;

/// English and Chinese of one occurrence of a name, by file and first byte.
pub(in crate::session) type Senses = HashMap<(u16, u32), (Str, Str)>;

/// The senses of every name of one statement that can be placed.
pub(in crate::session) fn of_statement(model: &Model, statement: &Statement) -> Senses {
    let mut walk = Walk { model, out: Senses::new() };
    walk.statement(&statement.body);
    walk.out
}

const ROLES: [&str; 3] = ["职务", "机关", "会议"];

struct Walk<'a> {
    model: &'a Model,
    out: Senses,
}

impl Walk<'_> {
    fn put(&mut self, name: &Name, english: Option<&Str>, chinese: &Str) {
        if let Some(english) = english {
            self.out.insert((name.span.file.0, name.span.start), (english.clone(), chinese.clone()));
        }
    }

    fn taxonomy(&self, name: &str) -> Option<TaxonomyId> {
        self.model.names.taxonomy(name)
    }

    fn put_term(&mut self, name: &Name, id: TermId) {
        let model = self.model;
        if let Some(t) = model.terms.get(id) {
            self.put(name, t.english.as_ref(), &t.name);
        }
    }

    /// A name of one of these taxonomies, the first that has it.
    fn term_of(&mut self, name: &Name, taxonomies: &[&str]) -> bool {
        let found = taxonomies.iter().find_map(|t| self.model.names.term(self.taxonomy(t)?, &name.text));
        found.map(|id| self.put_term(name, id)).is_some()
    }

    fn act(&mut self, name: &Name) -> bool {
        self.term_of(name, &["行为"])
    }

    fn somebody(&mut self, name: &Name) -> bool {
        self.term_of(name, &ROLES)
    }

    fn find_field(&self, record: Option<RecordId>, name: &Name) -> Option<FieldId> {
        self.model.lineage(record?).into_iter().find_map(|r| self.model.names.field(r, &name.text))
    }

    fn field(&mut self, record: Option<RecordId>, name: &Name) -> Option<FieldId> {
        let (model, id) = (self.model, self.find_field(record, name)?);
        let f = model.field(id)?;
        self.put(name, f.english.as_ref(), &f.name);
        Some(id)
    }

    /// A record's name, or a kind of one; the record it stands for.
    fn subject(&mut self, name: &Name) -> Option<RecordId> {
        let model = self.model;
        if let Some(id) = model.names.record(&name.text) {
            let r = model.record(id)?;
            self.put(name, r.english.as_ref(), &r.name);
            return Some(id);
        }
        let of_kind = |r: &crate::model::Record| {
            let Type::Term(t) = model.field(r.kind?)?.kind else { return None };
            model.names.term(t, &name.text)
        };
        let (at, term) = model.records.iter().zip(0u16..).find_map(|(r, i)| of_kind(r).map(|t| (RecordId(i), t)))?;
        self.put_term(name, term);
        Some(at)
    }
}
