//! The model while it grows, what is wrong with it, and the statement at hand.

use super::error::{Problem, Word};
use super::look;
use crate::base::{Span, Str};
use crate::model::{Atom, AtomId, Cond, Field, FieldId, Model, Place, RecordId, TermId, TermSet, Test, Type};
use crate::syntax::ast::Name;

pub(super) struct Cx<'m> {
    pub model: &'m mut Model,
    pub problems: Vec<Problem>,
    pub now: Now,
    /// `日：工作日` in the header.
    pub workday: bool,
}

/// What belongs to the statement at hand.
#[derive(Default)]
pub(super) struct Now {
    pub place: Place,
    /// The statement's own `必要`.
    pub necessity: Option<FieldId>,
    /// Judgement facts read since the last bracket closed: `由 X 认定` is about these.
    pub judged: Vec<FieldId>,
    /// What the scope settles: this field lies in this set.
    pub settled: Vec<(FieldId, TermSet)>,
    /// What it is about is unknown: names that depend on it are not reported.
    pub blind: bool,
    /// About no record: a fact is read by its name alone, if only one record has it.
    pub lone: bool,
}

impl<'m> Cx<'m> {
    pub fn new(model: &'m mut Model) -> Cx<'m> {
        Cx { model, problems: Vec::new(), now: Now::default(), workday: false }
    }

    /// Forgets the statement before.
    pub fn start(&mut self, place: Place) {
        self.now = Now { place, ..Now::default() };
    }

    pub fn intern(&mut self, atom: Atom) -> AtomId {
        let known = self.model.atoms.iter().position(|a| *a == atom);
        let id = AtomId(count(known.unwrap_or(self.model.atoms.len())));
        if known.is_none() {
            self.model.atoms.push(atom);
        }
        id
    }

    pub fn lit(&mut self, field: FieldId, test: Test, positive: bool) -> Cond {
        Cond::Lit { atom: self.intern(Atom { field, test }), positive }
    }

    pub fn add_field(&mut self, field: Field) -> FieldId {
        let id = FieldId(count(self.model.fields.len()));
        self.model.fields.push(field);
        id
    }

    /// A yes/no fact of no record.
    pub fn add_loose(&mut self, name: &str, aliases: &[String], judge: Option<Str>, span: Span) -> FieldId {
        let name: Str = name.into();
        let aliases: Vec<Str> = aliases.iter().filter(|a| a.as_str() != name.as_ref()).map(|a| a.as_str().into()).collect();
        let field = Field {
            name: name.clone(),
            english: None,
            aliases: aliases.clone(),
            record: None,
            kind: Type::Bool,
            optional: false,
            only: None,
            judge,
            act: None,
            defined: None,
            span,
        };
        let id = self.add_field(field);
        for n in std::iter::once(name).chain(aliases) {
            let mut all = self.model.names.loose(&n).to_vec();
            all.push(id);
            self.model.names.loose.insert(n, all);
        }
        id
    }

    /// The term in the first of these taxonomies; else a problem.
    pub fn one_of(&mut self, tables: &[&str], name: &Name, what: Word) -> Option<TermId> {
        let found = look::term(self.model, tables, name);
        if found.is_none() {
            let (near, also) = (look::names_of(self.model, tables), look::holders(self.model, &name.text));
            self.problems.push(Problem::UnknownTerm { name: name.clone(), what, near, also });
        }
        found
    }

    pub fn actor(&mut self, name: &Name) -> Option<TermId> {
        self.one_of(look::ACTORS, name, look::actor_word())
    }

    /// The name of the term, whatever word it was named by; else the word as written.
    pub fn word_of(&self, term: Option<TermId>, name: &Name) -> Str {
        term.and_then(|t| self.model.terms.get(t)).map_or_else(|| name.text.clone(), |t| t.name.clone())
    }

    pub fn act(&mut self, name: &Name) -> Option<TermId> {
        let found = look::term(self.model, look::ACTS, name);
        if found.is_none() {
            let near = look::names_of(self.model, look::ACTS);
            self.problems.push(Problem::UnknownAct { name: name.clone(), near });
        }
        found
    }

    pub fn meeting(&mut self, name: &Name) -> Option<TermId> {
        let found = look::term(self.model, look::MEETINGS, name);
        if found.is_none() {
            let near = look::names_of(self.model, look::MEETINGS);
            self.problems.push(Problem::UnknownMeeting { name: name.clone(), near });
        }
        found
    }

    pub fn record(&mut self, name: &Name) -> Option<RecordId> {
        let found = self.model.names.record(&name.text);
        if found.is_none() {
            let near = look::record_names(self.model);
            self.problems.push(Problem::UnknownRecord { name: name.clone(), near });
        }
        found
    }

    /// A field that this record sees; else a problem.
    pub fn field(&mut self, record: Option<RecordId>, name: &Name) -> Option<FieldId> {
        let found = record.and_then(|r| look::field(self.model, r, &name.text));
        if found.is_none() {
            self.unknown_field(record, name);
        }
        found
    }

    /// The field is of another type than the text takes it for.
    pub fn wrong_type(&mut self, field: FieldId, name: &Name, used: Word) {
        let is = self.model.field(field).map_or(("", ""), |f| super::value::word_of(&f.kind));
        self.problems.push(Problem::Type { field: name.text.clone(), is, used, span: name.span });
    }

    pub fn unknown_field(&mut self, record: Option<RecordId>, name: &Name) {
        if self.now.blind {
            return;
        }
        let near = record.map(|r| look::field_names(self.model, r)).unwrap_or_default();
        let record = record.and_then(|r| self.model.record(r)).map(|r| r.name.clone());
        self.problems.push(Problem::UnknownField { name: name.clone(), record, near });
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
