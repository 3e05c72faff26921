//! `公文（文种：请示，涉密）`, `请示（涉密）`: which record, and what must hold of it.

use super::cx::Cx;
use super::error::Problem;
use super::look;
use crate::model::{Cond, FieldId, InMode, RecordId, TermId, Test};
use crate::syntax::ast::{CondKind, Item, Name, Pattern};

/// What a name in a pattern's place means.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Record(RecordId),
    /// A kind of a record: `请示` is 公文（文种：请示）.
    Kind(RecordId, FieldId, TermId),
}

impl Subject {
    pub fn record(self) -> RecordId {
        match self {
            Subject::Record(r) | Subject::Kind(r, ..) => r,
        }
    }
}

impl Cx<'_> {
    pub fn subject(&self, name: &Name) -> Option<Subject> {
        let record = self.model.names.record(&name.text).map(Subject::Record);
        record.or_else(|| look::kind(self.model, &name.text).map(|(r, f, t)| Subject::Kind(r, f, t)))
    }

    /// Record and scope; what the scope settles is remembered for the rest of the statement.
    pub fn pattern(&mut self, p: &Pattern) -> Option<(RecordId, Cond)> {
        let Some(subject) = self.subject(&p.name) else {
            let near = look::record_names(self.model);
            self.problems.push(Problem::UnknownRecord { name: p.name.clone(), near });
            return None;
        };
        let scope = self.pattern_of(subject, &p.items);
        self.settle(&scope);
        Some((subject.record(), scope))
    }

    pub fn pattern_of(&mut self, subject: Subject, items: &[Item]) -> Cond {
        let record = subject.record();
        let kind = match subject {
            Subject::Record(_) => Cond::True,
            Subject::Kind(_, field, t) => self.kind_is(field, &[t]),
        };
        self.settle(&kind);
        // conditions on the kind go first, so that they settle what only some kinds have
        let is_kind = |i: &&Item| self.model.record(record).and_then(|r| r.kind).is_some_and(|k| self.names_field(record, i, k));
        let (first, rest): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|i| is_kind(i));
        let mut parts = vec![kind];
        for i in first.into_iter().chain(rest) {
            let c = self.item(record, i);
            self.settle(&c);
            parts.push(c);
        }
        Cond::all(parts)
    }

    fn names_field(&self, record: RecordId, item: &Item, field: FieldId) -> bool {
        match item {
            Item::Cond(c) => matches!(&c.kind, CondKind::Atom(n, Some(_)) if look::field(self.model, record, &n.text) == Some(field)),
            _ => false,
        }
    }

    pub fn kind_is(&mut self, field: FieldId, list: &[TermId]) -> Cond {
        let set = self.model.set_of(list, InMode::IsA);
        self.lit(field, Test::In { set, list: list.to_vec(), mode: InMode::IsA }, true)
    }

    fn item(&mut self, record: RecordId, item: &Item) -> Cond {
        match item {
            Item::Cond(c) => self.cond(Some(record), c),
            Item::RestNo(span) => {
                self.problems.push(Problem::NotInPattern { what: ("`余否`", "`rest_no`"), span: *span });
                Cond::True
            }
            Item::Entrusted(name, _) => {
                self.problems.push(Problem::Bracket { what: ("`受 … 委托`", "`entrusted_by`"), span: name.span });
                Cond::True
            }
        }
    }
}
