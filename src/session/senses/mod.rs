//! What each name of a statement means, by where it stands: 报告 is a kind, a record or an act.
//!
//! A walk over the tree with the record in hand, which looks names up as `resolve` does. A name that has no other spelling
//! (a label, a title, a quoted phrase) has no sense, and stays as it is written.

mod declared;
mod norm;
mod part;
mod scenario;
mod statement;

use crate::base::Str;
use crate::model::{FieldId, Model, RecordId, TermId, Type};
use crate::resolve;
use crate::syntax::ast::{Name, Statement};
use std::collections::HashMap;

/// English and Chinese of one occurrence of a name, by file and first byte.
pub(in crate::session) type Senses = HashMap<(u16, u32), (Str, Str)>;

/// The senses of the names of these statements.
pub(in crate::session) fn of_statements<'a>(model: &Model, statements: impl IntoIterator<Item = &'a Statement>) -> Senses {
    let mut walk = Walk { model, out: Senses::new() };
    statements.into_iter().for_each(|s| walk.statement(&s.body));
    walk.out
}

const ROLES: &[&str] = &["职务", "机关", "会议"];
const ACTS: &[&str] = &["行为"];
const MEETINGS: &[&str] = &["会议"];

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

    /// A word of the language rather than of a vocabulary.
    fn word(&mut self, name: &Name, pairs: &[(&str, &str)]) -> bool {
        let found = pairs.iter().find(|(zh, en)| *zh == name.text.as_ref() || *en == name.text.as_ref());
        found.map(|(zh, en)| self.put(name, Some(&Str::from(*en)), &Str::from(*zh))).is_some()
    }

    fn put_term(&mut self, name: &Name, id: TermId) {
        let model = self.model;
        if let Some(t) = model.terms.get(id) {
            self.put(name, t.english.as_ref(), &t.name);
        }
    }

    fn taxonomy(&mut self, name: &Name) {
        let model = self.model;
        if let Some(t) = model.names.taxonomy(&name.text).and_then(|t| model.terms.taxonomy(t)) {
            self.put(name, t.english.as_ref(), &t.name);
        }
    }

    /// A name of one of these taxonomies, the first that has it.
    fn term_of(&mut self, name: &Name, taxonomies: &[&str]) -> bool {
        let found = resolve::term(self.model, taxonomies, name);
        found.map(|id| self.put_term(name, id)).is_some()
    }

    fn act(&mut self, name: &Name) -> bool {
        self.term_of(name, ACTS)
    }

    fn somebody(&mut self, name: &Name) -> bool {
        self.term_of(name, ROLES)
    }

    fn field(&mut self, record: Option<RecordId>, name: &Name) -> Option<FieldId> {
        let (model, id) = (self.model, resolve::field(self.model, record?, &name.text)?);
        self.put_field(name, id);
        model.field(id).map(|_| id)
    }

    fn put_field(&mut self, name: &Name, id: FieldId) {
        let model = self.model;
        if let Some(f) = model.field(id) {
            self.put(name, f.english.as_ref(), &f.name);
        }
    }

    /// The only field of this name.
    fn lone_field(&mut self, name: &Name) -> Option<FieldId> {
        let mut all = self.model.names.fields.iter().filter_map(|t| t.get(&name.text).copied());
        let (first, more) = (all.next()?, all.next());
        more.is_none().then(|| self.put_field(name, first)).map(|()| first)
    }

    fn record(&mut self, name: &Name) -> Option<RecordId> {
        let (model, id) = (self.model, self.model.names.record(&name.text)?);
        let r = model.record(id)?;
        self.put(name, r.english.as_ref(), &r.name);
        Some(id)
    }

    /// A record's name, or a kind of one; the record it stands for.
    fn subject(&mut self, name: &Name) -> Option<RecordId> {
        if let Some(id) = self.record(name) {
            return Some(id);
        }
        let (record, _, term) = resolve::kind(self.model, &name.text)?;
        self.put_term(name, term);
        Some(record)
    }

    /// The same, and a meeting as a kind of held meeting.
    fn case_subject(&mut self, name: &Name) -> Option<RecordId> {
        if let Some(id) = self.record(name) {
            return Some(id);
        }
        match resolve::session(self.model) {
            Some(session) if self.term_of(name, MEETINGS) => Some(session),
            _ => self.subject(name),
        }
    }

    /// What an act is done to; its record, if it is one.
    fn object(&mut self, name: &Name) -> Option<RecordId> {
        let session = resolve::term(self.model, MEETINGS, name).and_then(|_| resolve::session(self.model));
        let kind = self.model.names.record(&name.text).or_else(|| resolve::kind(self.model, &name.text).map(|(r, ..)| r));
        match resolve::object_term(self.model, name) {
            Some(t) => self.put_term(name, t),
            None if self.record(name).is_some() => {}
            None => {
                self.act(name);
            }
        }
        session.or(kind)
    }

    fn holds(&self, field: FieldId) -> Option<crate::model::TaxonomyId> {
        match self.model.field(field)?.kind {
            Type::Term(t) | Type::Many(t) => Some(t),
            _ => None,
        }
    }
}
