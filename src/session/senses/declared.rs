//! Headers, taxonomies, records, constraints, definitions. What they declare keeps its name; what they name has a sense.

use super::Walk;
use crate::resolve;
use crate::syntax::ast::*;

impl Walk<'_> {
    pub(super) fn header(&mut self, header: &[HeaderItem]) {
        for item in header {
            self.word(&item.key, &resolve::HEADER_KEYS);
            for value in &item.values {
                match value {
                    HeaderValue::OwnWord(_, common) => self.common(common),
                    HeaderValue::Text(name, _) => self.vocabulary(name),
                    HeaderValue::Date(_) => {}
                }
            }
        }
    }

    /// The common word that a county has its own for, in whichever taxonomy it stands.
    fn common(&mut self, name: &Name) {
        let model = self.model;
        let found = model.names.terms.iter().find_map(|t| t.get(&name.text).copied()).and_then(|t| model.terms.get(t));
        if let Some(t) = found {
            self.put(name, t.english.as_ref(), &t.name);
        }
    }

    /// `使用：通用词汇`
    fn vocabulary(&mut self, name: &Name) {
        let known = &self.model.names.vocabularies;
        let pair = known.iter().zip(known.iter().skip(1)).find(|(zh, en)| en.is_ascii() && !zh.is_ascii() && (**zh == name.text || **en == name.text));
        if let Some((zh, en)) = pair {
            self.put(name, Some(en), zh);
        }
    }

    pub(super) fn terms(&mut self, taxonomy: &Name, terms: &[Term]) {
        let id = self.model.names.taxonomy(&taxonomy.text);
        for t in terms {
            if let Some(known) = id.and_then(|id| self.model.names.term(id, &t.name.text)) {
                self.put_term(&t.name, known);
            }
            self.terms(taxonomy, &t.children);
        }
    }

    pub(super) fn ranking(&mut self, taxonomy: &Name, order: &[Name]) {
        let id = self.model.names.taxonomy(&taxonomy.text);
        self.taxonomy(taxonomy);
        for name in order {
            if let Some(known) = id.and_then(|id| self.model.names.term(id, &name.text)) {
                self.put_term(name, known);
            }
        }
    }

    pub(super) fn declared_record(&mut self, r: &Record) {
        let id = self.record(&r.name);
        r.kind.iter().chain(&r.responsible).for_each(|n| _ = self.field(id, n));
        r.attached.iter().for_each(|n| _ = self.record(n));
        for f in &r.fields {
            self.field(id, &f.name);
            f.only.iter().for_each(|c| self.cond(id, c));
            match &f.kind {
                FieldType::Bool { judge: Some(n) } => _ = self.somebody(n),
                FieldType::Date { act: Some(n) } => _ = self.act(n),
                FieldType::Many(n) | FieldType::Term(n) => self.taxonomy(n),
                _ => {}
            }
        }
    }

    pub(super) fn constraint(&mut self, record: &Name, when: Option<&Cond>, then: &Cond) {
        let r = self.record(record);
        when.into_iter().chain([then]).for_each(|c| self.cond(r, c));
    }

    pub(super) fn define_role(&mut self, role: &Name, record: &Name, field: &Name, slot: &Name, limit: Option<&Names>) {
        self.somebody(role);
        let r = self.record(record);
        self.field(r, field);
        self.slot_name(slot);
        limit.into_iter().for_each(|l| self.names(l));
    }
}
