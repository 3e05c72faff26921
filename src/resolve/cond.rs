//! Conditions: `非` is pushed inwards to the facts; a fact that only some kinds have brings their condition along.

use super::cx::Cx;
use super::look;
use super::value::{Asked, Piece, pieces};
use crate::base::{Relation, Span};
use crate::model::{Cond, Field, FieldId, InMode, RecordId, TermId, Test, Type};
use crate::syntax::ast::{self, CondKind, Name};

/// Words for a judgement of the statement itself.
const NECESSITY: [&str; 5] = ["必要", "必要时", "需要", "确有必要", "necessary"];

impl Cx<'_> {
    pub fn cond(&mut self, record: Option<RecordId>, c: &ast::Cond) -> Cond {
        self.signed(record, c, true)
    }

    fn signed(&mut self, record: Option<RecordId>, c: &ast::Cond, positive: bool) -> Cond {
        match &c.kind {
            CondKind::Not(inner) => self.signed(record, inner, !positive),
            CondKind::Or(list) | CondKind::And(list) => {
                let parts: Vec<Cond> = list.iter().map(|p| self.signed(record, p, positive)).collect();
                let is_or = matches!(c.kind, CondKind::Or(_));
                if is_or == positive { Cond::any(parts) } else { Cond::all(parts) }
            }
            CondKind::Atom(name, test) => self.atom(record, name, test.as_ref(), c.span, positive),
        }
    }

    fn atom(&mut self, record: Option<RecordId>, name: &Name, test: Option<&ast::Test>, span: Span, positive: bool) -> Cond {
        if let Some(f) = record.and_then(|r| look::field(self.model, r, &name.text)) {
            return self.test(record, f, test, span, positive);
        }
        if let Some(f) = self.now.lone.then(|| look::lone_field(self.model, &name.text)).flatten() {
            return self.test(record, f, test, span, positive);
        }
        if test.is_none() {
            return self.bare(record, name, positive);
        }
        self.unknown_field(record, name);
        Cond::True
    }

    /// A condition on one field, with the condition of the kinds that have it.
    pub fn test(&mut self, record: Option<RecordId>, field: FieldId, test: Option<&ast::Test>, span: Span, positive: bool) -> Cond {
        let at = Asked { model: self.model, record, field, span };
        let found = pieces(&at, test, &mut self.problems);
        let parts: Vec<Cond> = found.into_iter().map(|p| self.piece(field, p, span, positive)).collect();
        if parts.is_empty() {
            return Cond::True;
        }
        let own = if positive { Cond::any(parts) } else { Cond::all(parts) };
        self.with_only(field, own)
    }

    /// A fact's own condition and `only` before it, unless the scope settles that already.
    pub fn with_only(&mut self, field: FieldId, own: Cond) -> Cond {
        let Some(only) = self.model.field(field).and_then(|f| f.only.clone()) else { return own };
        if self.settles(&only) {
            return own;
        }
        Cond::all([only, own])
    }

    fn settles(&self, only: &Cond) -> bool {
        let Cond::Lit { atom, positive } = only else { return false };
        let Some(atom) = self.model.atom(*atom) else { return false };
        let Test::In { set, .. } = &atom.test else { return false };
        let inside = |known: &crate::model::TermSet| if *positive { known.within(set) } else { known.and(set).is_empty() };
        self.now.settled.iter().any(|(f, known)| *f == atom.field && inside(known))
    }

    fn piece(&mut self, field: FieldId, piece: Piece, span: Span, positive: bool) -> Cond {
        match piece {
            Piece::Test(t) => self.lit(field, t, positive),
            Piece::Both(a, b) => {
                let both = [self.lit(field, a, positive), self.lit(field, b, positive)];
                if positive { Cond::all(both) } else { Cond::any(both) }
            }
            Piece::Unset => self.lit(field, Test::Set, !positive),
            Piece::Not(p) => self.piece(field, *p, span, !positive),
            Piece::Relative(t) => {
                let f = self.relative(field, t, span);
                self.lit(f, Test::Yes, positive)
            }
            Piece::Against(relation, other) => {
                let f = self.against(field, relation, other, span);
                self.lit(f, Test::Yes, positive)
            }
        }
    }

    /// `带队 是 分管副县长`: one yes/no for the whole policy; whoever that is lies below what the relative role is a kind of.
    fn relative(&mut self, field: FieldId, role: TermId, span: Span) -> FieldId {
        if let Some(known) = self.model.names.relative.get(&(field, role)) {
            return *known;
        }
        let (Some(f), Some(term)) = (self.model.field(field), self.model.terms.get(role)) else { return field };
        let (name, record, parents) = (format!("{} 是 {}", f.name, term.name), f.record, term.parents.clone());
        let id = self.add_loose(&name, &[], None, span);
        self.model.names.relative.insert((field, role), id);
        if let (Some(record), false) = (record, parents.is_empty()) {
            let set = self.model.set_of(&parents, InMode::IsA);
            let not = self.lit(id, Test::Yes, false);
            let inside = self.lit(field, Test::In { set, list: parents, mode: InMode::IsA }, true);
            self.model.limits.push((record, Cond::any([not, inside]), span));
        }
        id
    }

    /// `实到人数 ≤ 应到人数`: one yes/no for the whole policy.
    fn against(&mut self, field: FieldId, relation: Relation, other: FieldId, span: Span) -> FieldId {
        let known = self.model.names.compared.iter().find(|(_, a, r, b)| (*a, *r, *b) == (field, relation, other));
        if let Some((id, ..)) = known {
            return *id;
        }
        let name_of = |f: FieldId| self.model.field(f).map(|f| f.name.to_string()).unwrap_or_default();
        let name = format!("{} {} {}", name_of(field), relation.sign(), name_of(other));
        let id = self.add_loose(&name, &[], None, span);
        self.model.names.compared.push((id, field, relation, other));
        id
    }

    /// A name alone: a yes/no fact, a judgement, or a value that only one field can have.
    fn bare(&mut self, record: Option<RecordId>, name: &Name, positive: bool) -> Cond {
        if !name.quoted && NECESSITY.contains(&name.text.as_ref()) {
            let f = self.necessity(name.span);
            return self.lit(f, Test::Yes, positive);
        }
        if let Some((f, t)) = record.and_then(|r| self.only_holder(r, name)) {
            return self.value_of(f, t, name.span, positive);
        }
        if !name.quoted {
            self.unknown_field(record, name);
            return Cond::True;
        }
        let f = self.judgement(name);
        self.lit(f, Test::Yes, positive)
    }

    pub fn value_of(&mut self, field: FieldId, t: TermId, span: Span, positive: bool) -> Cond {
        if self.model.terms.get(t).is_some_and(|t| t.relative) {
            return self.piece(field, Piece::Relative(t), span, positive);
        }
        let test = match self.model.field(field).map(|f| &f.kind) {
            Some(Type::Many(_)) => Test::Has(t),
            _ => Test::In { set: self.model.terms.below(t), list: vec![t], mode: InMode::IsA },
        };
        let own = self.lit(field, test, positive);
        self.with_only(field, own)
    }

    /// The only field of the record that can hold this term; its kind and its responsible field go first.
    fn only_holder(&self, record: RecordId, name: &Name) -> Option<(FieldId, TermId)> {
        let r = self.model.record(record)?;
        let holds = |f: FieldId| Some((f, self.model.names.term(look::taxonomy_of(self.model, f)?, &name.text)?));
        if let Some(found) = r.kind.and_then(holds).or_else(|| r.responsible.and_then(holds)) {
            return Some(found);
        }
        let lineage = self.model.lineage(record);
        let mut all = lineage.iter().filter_map(|r| self.model.record(*r)).flat_map(|r| r.fields.iter()).filter_map(|f| holds(*f));
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    fn necessity(&mut self, span: Span) -> FieldId {
        let id = match self.now.necessity {
            Some(id) => id,
            None => self.add_loose("必要", &["必要时", "需要", "确有必要", "necessary"].map(String::from), None, span),
        };
        self.now.necessity = Some(id);
        self.now.judged.push(id);
        id
    }

    /// `“有需要”`: one judgement for the whole policy.
    pub fn judgement(&mut self, name: &Name) -> FieldId {
        let is_judgement = |f: &&FieldId| self.model.field(**f).is_some_and(|f: &Field| f.name == name.text && f.aliases.is_empty());
        let known = self.model.names.loose(&name.text).iter().find(is_judgement).copied();
        let id = known.unwrap_or_else(|| self.add_loose(&name.text, &[], None, name.span));
        self.now.judged.push(id);
        id
    }

    /// Remembers what a scope settles, for the facts that only some kinds have.
    pub fn settle(&mut self, scope: &Cond) {
        let parts = match scope {
            Cond::All(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        for part in parts {
            let Cond::Lit { atom, positive: true } = part else { continue };
            if let Some((f, Test::In { set, .. })) = self.model.atom(*atom).map(|a| (a.field, &a.test)) {
                self.now.settled.push((f, set.clone()));
            }
        }
    }

    /// Branch by branch: each holds where none before it does. Returns the guards, and what remains for `否则`.
    pub fn exclusive(&mut self, conds: Vec<Cond>) -> (Vec<Cond>, Cond) {
        let (mut guards, mut rest) = (Vec::new(), Vec::new());
        for c in conds {
            guards.push(Cond::all(rest.iter().cloned().chain([c.clone()])));
            rest.push(c.complement());
        }
        (guards, Cond::all(rest))
    }
}
