//! Norms: who or what each is about, and what it demands.

use super::{ACTS, MEETINGS, ROLES, Walk};
use crate::model::{RecordId, TermId, Type};
use crate::resolve;
use crate::syntax::ast::*;

impl Walk<'_> {
    pub(super) fn norm(&mut self, n: &Norm) {
        let record = self.head(n);
        let context = record.or_else(|| self.context(&n.content));
        if let Some((by, word)) = &n.without {
            by.iter().for_each(|b| _ = self.somebody(b));
            self.approval(word);
        }
        match &n.content {
            Content::Compare(name, _, operand) => {
                let field = self.field(record, name);
                self.operand(record, field, operand);
            }
            Content::Phrases(list) => self.phrases(record, list),
        }
        self.mods(context, &n.mods);
        n.when.iter().for_each(|c| self.cond(context, c));
        n.except.iter().for_each(|c| self.except(context, n, c));
        if let Some((timing, mods)) = &n.timing {
            if let Timing::Formula(f) = timing {
                self.formula(context, f);
            }
            self.mods(context, mods);
        }
    }

    /// Bearers, and the record that the norm is about.
    fn head(&mut self, n: &Norm) -> Option<RecordId> {
        let on = n.on.as_ref().and_then(|p| self.pattern(p));
        let session = self.session_fact(n);
        let bears = |p: &Pattern| match resolve::term(self.model, &["职务", "机关"], &p.name) {
            Some(_) => true,
            None => resolve::term(self.model, MEETINGS, &p.name).is_some() && self.model.names.record(&p.name.text).is_none() && session.is_none(),
        };
        if n.subject.iter().all(bears) {
            let record = on.or_else(|| self.inferred(n));
            n.subject.iter().for_each(|p| self.bearer(record, p));
            return record;
        }
        let mut about = None;
        for p in &n.subject {
            let held = session.filter(|_| self.model.names.record(&p.name.text).is_none() && self.term_of(&p.name, MEETINGS));
            let record = held.or_else(|| self.subject(&p.name));
            self.items(record, &p.items);
            about = about.or(record);
        }
        about
    }

    fn bearer(&mut self, record: Option<RecordId>, p: &Pattern) {
        self.somebody(&p.name);
        for item in &p.items {
            match item {
                Item::Cond(Cond { kind: CondKind::Not(inner), .. }) => match &inner.kind {
                    CondKind::Atom(name, None) if self.somebody(name) => {}
                    _ => self.cond(record, inner),
                },
                _ => self.items(record, std::slice::from_ref(item)),
            }
        }
    }

    /// The one fact that the content is about, if it begins with no act and names no object.
    fn fact<'n>(&self, content: &'n Content) -> Option<&'n Name> {
        match content {
            Content::Compare(name, ..) => Some(name),
            Content::Phrases(list) => {
                let (name, object) = list.first()?;
                (object.is_none() && !name.quoted && resolve::term(self.model, ACTS, name).is_none()).then_some(name)
            }
        }
    }

    fn session_fact(&self, n: &Norm) -> Option<RecordId> {
        let session = resolve::session(self.model)?;
        resolve::field(self.model, session, &self.fact(&n.content)?.text).map(|_| session)
    }

    /// The only record with this fact whose responsible field fits the bearers.
    fn inferred(&self, n: &Norm) -> Option<RecordId> {
        let model = self.model;
        let name = self.fact(&n.content)?;
        let bearers: Vec<TermId> = n.subject.iter().filter_map(|p| resolve::term(model, ROLES, &p.name)).collect();
        let fits = |r: &RecordId| {
            let Some(Type::Term(t)) = model.record(*r).and_then(|r| model.field(r.responsible?)).map(|f| &f.kind) else { return false };
            bearers.iter().all(|b| model.terms.get(*b).is_some_and(|b| b.taxonomy == *t))
        };
        let ids = (0u16..).map(RecordId).take(model.records.len());
        let all: Vec<RecordId> = ids.filter(|r| model.names.field(*r, &name.text).is_some()).collect();
        let fitting: Vec<RecordId> = all.iter().copied().filter(fits).collect();
        match (fitting.as_slice(), all.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        }
    }

    /// The record of what the act is done to.
    fn context(&self, content: &Content) -> Option<RecordId> {
        let Content::Phrases(list) = content else { return None };
        let object = &list.iter().find_map(|(_, o)| o.as_ref())?.name;
        match resolve::term(self.model, MEETINGS, object) {
            Some(_) => resolve::session(self.model),
            None => self.model.names.record(&object.text).or_else(|| resolve::kind(self.model, &object.text).map(|(r, ..)| r)),
        }
    }

    /// A bearer that is cut, or a condition.
    fn except(&mut self, context: Option<RecordId>, n: &Norm, c: &Cond) {
        let model = self.model;
        let of = |name: &Name| resolve::term(model, ROLES, name);
        let cuts = |name: &Name| of(name).is_some_and(|t| n.subject.iter().filter_map(|p| of(&p.name)).any(|b| model.terms.is_a(t, b)));
        match &c.kind {
            CondKind::Atom(name, None) if n.on.is_none() && cuts(name) => _ = self.somebody(name),
            _ => self.cond(context, c),
        }
    }

    /// `越级行文` is a fact of the record, `盘点 重点工作` an act with what it is done to, which a name alone may go on listing.
    fn phrases(&mut self, record: Option<RecordId>, list: &[(Name, Option<Pattern>)]) {
        let mut open = false;
        for (verb, object) in list {
            if let Some(object) = object {
                self.act(verb);
                let about = self.object_of(object);
                self.items(about, &object.items);
                open = true;
                continue;
            }
            let is_field = record.is_some_and(|r| resolve::field(self.model, r, &verb.text).is_some());
            let is_act = resolve::term(self.model, ACTS, verb).is_some();
            if open && (resolve::object_term(self.model, verb).is_some() || (!is_field && !is_act)) {
                self.object(verb);
                continue;
            }
            open = false;
            if self.field(record, verb).is_none() {
                self.act(verb);
            }
        }
    }

    /// With a bracket it is a record, a kind of one, or a held meeting.
    pub(super) fn object_of(&mut self, p: &Pattern) -> Option<RecordId> {
        if p.items.is_empty() {
            return self.object(&p.name);
        }
        match resolve::session(self.model) {
            Some(session) if self.term_of(&p.name, MEETINGS) => Some(session),
            _ => self.subject(&p.name),
        }
    }
}
