//! A case: what is given of a record, and what follows from that at once.

use super::error::Problem;
use super::pattern::Subject;
use super::value::{Asked, Piece, mismatch, named, pieces, used_as};
use super::{look, reports, unit};
use crate::base::{Diagnostic, Span};
use crate::model::{Cond, Domain, Facts, FieldId, LimitFact, Model, RecordId, TaxonomyId, TermId, TermSet, Test, Type, Values};
use crate::syntax::ast::{self, Case, CondKind, Item, Name, Value, ValueKind};
use chrono::Datelike;

/// One case, read by itself.
pub fn facts(model: &Model, case: &Case) -> Result<Facts, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let facts = read(model, &case.record, case.items.iter(), case.span, &mut problems);
    match facts {
        Some(facts) if problems.is_empty() => Ok(facts),
        _ => Err(reports(&problems)),
    }
}

pub(super) fn read<'a>(model: &Model, name: &Name, items: impl Iterator<Item = &'a Item>, span: Span, problems: &mut Vec<Problem>) -> Option<Facts> {
    let Some(subject) = subject(model, name) else {
        problems.push(Problem::UnknownRecord { name: name.clone(), near: look::record_names(model) });
        return None;
    };
    let mut reader = Reader::about(model, subject);
    items.for_each(|i| reader.item(i));
    Some(reader.finish(span, problems))
}

/// A record, or a kind of one; a meeting is a kind of held meeting.
pub(super) fn subject(model: &Model, name: &Name) -> Option<Subject> {
    if let Some(r) = model.names.record(&name.text) {
        return Some(Subject::Record(r));
    }
    if let Some((t, r)) = look::term(model, look::MEETINGS, name).zip(look::session(model)) {
        return Some(Subject::Kind(r, model.record(r)?.kind?, t));
    }
    look::kind(model, &name.text).map(|(r, f, t)| Subject::Kind(r, f, t))
}

pub(super) struct Reader<'m> {
    pub model: &'m Model,
    pub facts: Facts,
    pub problems: Vec<Problem>,
    /// Fields given by value: once each.
    valued: Vec<FieldId>,
    pub rest_no: bool,
}

impl<'m> Reader<'m> {
    pub fn new(model: &'m Model) -> Reader<'m> {
        Reader { model, facts: Facts::default(), problems: Vec::new(), valued: Vec::new(), rest_no: false }
    }

    pub fn about(model: &'m Model, subject: Subject) -> Reader<'m> {
        let mut out = Reader { facts: Facts::about(subject.record()), ..Reader::new(model) };
        if let Subject::Kind(_, field, t) = subject {
            out.facts.give(field, Domain { none: false, values: Values::Terms(model.terms.below(t)) });
        }
        out
    }

    pub fn item(&mut self, item: &Item) {
        match item {
            Item::RestNo(_) => self.rest_no = true,
            Item::Entrusted(name, _) => self.problems.push(Problem::Bracket { what: ("`受 … 委托`", "`entrusted_by`"), span: name.span }),
            Item::Cond(c) => self.cond(c, true),
        }
    }

    fn cond(&mut self, c: &ast::Cond, positive: bool) {
        match &c.kind {
            CondKind::Not(inner) => self.cond(inner, !positive),
            CondKind::And(list) if positive => list.iter().for_each(|c| self.cond(c, true)),
            CondKind::Or(list) if !positive => list.iter().for_each(|c| self.cond(c, false)),
            CondKind::And(_) | CondKind::Or(_) => self.problems.push(Problem::CaseShape { span: c.span }),
            CondKind::Atom(name, test) => self.fact(name, test.as_ref(), c.span, positive),
        }
    }

    fn fact(&mut self, name: &Name, test: Option<&ast::Test>, span: Span, positive: bool) {
        let field = self.facts.record.and_then(|r| look::field(self.model, r, &name.text));
        match (field, test) {
            (Some(f), _) => self.given(f, test, span, positive),
            (None, Some(ast::Test::IsA(v, _) | ast::Test::Is(v))) if positive && self.universal(&name.text, v) => {}
            (None, None) => self.bare(name, positive),
            (None, Some(_)) => self.unknown(name),
        }
    }

    fn unknown(&mut self, name: &Name) {
        let mut near = self.facts.record.map(|r| look::field_names(self.model, r)).unwrap_or_default();
        near.extend(self.model.fields.iter().filter(|f| f.record.is_none()).map(|f| f.name.clone()));
        near.sort();
        let record = self.facts.record.and_then(|r| self.model.record(r)).map(|r| r.name.clone());
        self.problems.push(Problem::UnknownField { name: name.clone(), record, near });
    }

    /// A judgement or an approval, of every norm that has one of this name; else a kind.
    fn bare(&mut self, name: &Name, positive: bool) {
        let loose = self.model.names.loose(&name.text);
        if !loose.is_empty() {
            loose.iter().for_each(|f| self.give(*f, yes_no(positive)));
            return;
        }
        let kind = self.facts.record.and_then(|r| self.model.record(r)?.kind);
        let term = kind.and_then(|k| Some((k, self.model.names.term(look::taxonomy_of(self.model, k)?, &name.text)?)));
        match term {
            Some((k, t)) => {
                let set = self.model.terms.below(t);
                self.assume(k, &Test::In { set, list: vec![t], mode: crate::model::InMode::IsA }, positive);
            }
            None => self.unknown(name),
        }
    }

    fn given(&mut self, field: FieldId, test: Option<&ast::Test>, span: Span, positive: bool) {
        let at = Asked { model: self.model, record: self.facts.record, field, span };
        match test {
            Some(ast::Test::IsA(v, _) | ast::Test::Is(v)) if positive => self.value(field, v, span),
            None if self.model.field(field).is_some_and(|f| f.kind == Type::Bool) => {
                self.once(field, span);
                self.say(field, positive);
            }
            _ => {
                let found = pieces(&at, test, &mut self.problems);
                found.into_iter().for_each(|p| self.narrow(field, p, span, positive));
            }
        }
    }

    fn once(&mut self, field: FieldId, span: Span) {
        if self.valued.contains(&field) {
            let name = self.model.field(field).map(|f| f.name.clone()).unwrap_or_default();
            self.problems.push(Problem::GivenTwice { field: name, span });
        }
        self.valued.push(field);
    }

    /// A yes/no fact; said both ways it has no value left.
    fn say(&mut self, field: FieldId, yes: bool) {
        let mut d = self.facts.domain(self.model, field).into_owned();
        d.none = false;
        d.assume(&Test::Yes, yes);
        self.give(field, d);
    }

    /// What is read from here on may repeat what was read before.
    pub fn next_layer(&mut self) {
        self.valued.clear();
    }

    pub fn give(&mut self, field: FieldId, domain: Domain) {
        self.facts.give(field, domain);
    }

    fn narrow(&mut self, field: FieldId, piece: Piece, span: Span, positive: bool) {
        match piece {
            Piece::Test(Test::Yes) => self.say(field, positive),
            Piece::Test(t) => self.assume(field, &t, positive),
            Piece::Both(a, b) if positive => {
                self.assume(field, &a, true);
                self.assume(field, &b, true);
            }
            Piece::Unset => self.assume(field, &Test::Set, !positive),
            Piece::Not(p) => self.narrow(field, *p, span, !positive),
            Piece::Relative(t) => self.relative(field, t, positive),
            Piece::Against(r, other) => match self.model.names.compared.iter().find(|(_, a, s, b)| (*a, *s, *b) == (field, r, other)) {
                Some((f, ..)) => self.give(*f, yes_no(positive)),
                None => self.problems.push(Problem::CaseShape { span }),
            },
            Piece::Both(..) => self.problems.push(Problem::CaseShape { span }),
        }
    }

    fn assume(&mut self, field: FieldId, test: &Test, truth: bool) {
        let mut d = self.facts.domain(self.model, field).into_owned();
        d.assume(test, truth);
        self.give(field, d);
    }

    pub fn narrow_kind(&mut self, field: FieldId, kind: TermId) {
        let set = self.model.terms.below(kind);
        self.assume(field, &Test::In { set, list: vec![kind], mode: crate::model::InMode::IsA }, true);
    }

    /// Whether the yes/no fact that stands for a relative role holds; if so, the field holds something it is a kind of.
    pub fn relative(&mut self, field: FieldId, role: TermId, truth: bool) {
        if let Some(f) = self.model.names.relative.get(&(field, role)) {
            self.give(*f, yes_no(truth));
        }
        let parents = self.model.terms.get(role).map(|t| t.parents.clone()).unwrap_or_default();
        if truth && !parents.is_empty() {
            let set = parents.iter().fold(TermSet::default(), |s, p| s.or(&self.model.terms.below(*p)));
            self.assume(field, &Test::In { set, list: parents, mode: crate::model::InMode::IsA }, true);
        }
    }

    /// `字段：值、值 等`
    pub fn value(&mut self, field: FieldId, values: &ast::Values, span: Span) {
        self.once(field, span);
        let at = Asked { model: self.model, record: self.facts.record, field, span };
        let Some(f) = self.model.field(field) else { return };
        if let [Value { kind: ValueKind::None, span, .. }] = values.list.as_slice() {
            if !f.optional {
                self.problems.push(Problem::NotOptional { field: f.name.clone(), span: *span });
            }
            return self.assume_none(field);
        }
        match &f.kind {
            Type::Term(t) => self.term_value(&at, *t, values),
            Type::Many(t) => self.members(&at, *t, values),
            Type::Limit => self.limit(&at, values),
            Type::Text => self.text(&at, values),
            Type::Bool | Type::Number(_) | Type::Date => self.plain(&at, values),
        }
    }

    fn assume_none(&mut self, field: FieldId) {
        let mut d = self.facts.domain(self.model, field).into_owned();
        d.none = true;
        d.assume(&Test::Set, false);
        self.give(field, d);
    }

    /// A number, a date or 是/否: what the same words would ask.
    fn plain(&mut self, at: &Asked, values: &ast::Values) {
        let found = pieces(at, Some(&ast::Test::IsA(values.clone(), true)), &mut self.problems);
        if found.len() > 1 {
            self.problems.push(Problem::CaseShape { span: at.span });
            return;
        }
        found.into_iter().for_each(|p| self.narrow(at.field, p, at.span, true));
    }

    /// `主持人：副县长` means one of those; several values mean one of them.
    fn term_value(&mut self, at: &Asked, taxonomy: TaxonomyId, values: &ast::Values) {
        if values.list.len() == 1 {
            let found = pieces(at, Some(&ast::Test::IsA(values.clone(), true)), &mut self.problems);
            found.into_iter().for_each(|p| self.narrow(at.field, p, at.span, true));
            return;
        }
        let mut set = TermSet::default();
        for v in &values.list {
            set = named(at, taxonomy, v, &mut self.problems).map_or(set.clone(), |t| set.or(&self.model.terms.below(t)));
        }
        self.assume(at.field, &Test::In { set, list: Vec::new(), mode: crate::model::InMode::IsA }, true);
    }

    /// `主送：甲、乙`: these and no others, unless it ends in 等.
    fn members(&mut self, at: &Asked, taxonomy: TaxonomyId, values: &ast::Values) {
        let yes: Vec<TermId> = values.list.iter().filter_map(|v| named(at, taxonomy, v, &mut self.problems)).collect();
        self.give(at.field, Domain { none: false, values: Values::Members { yes, no: Vec::new(), complete: !values.etc } });
    }

    fn limit(&mut self, at: &Asked, values: &ast::Values) {
        let [value] = values.list.as_slice() else {
            return self.problems.push(Problem::CaseShape { span: at.span });
        };
        let known = match &value.kind {
            ValueKind::Date(d) => LimitFact::Date(i64::from(d.num_days_from_ce())),
            ValueKind::Quantity(q) => match unit::length(q, false) {
                Ok(length) => LimitFact::Length(length),
                Err(_) => return self.problems.push(Problem::Unit { written: unit::written(q), wanted: "工作日、天、周、月、年".into(), span: q.span }),
            },
            other => {
                mismatch::<()>(at, used_as(other), &mut self.problems);
                return;
            }
        };
        self.give(at.field, Domain { none: false, values: Values::Limit { possible: true, known: Some(known) } });
    }

    fn text(&mut self, at: &Asked, values: &ast::Values) {
        match values.list.as_slice() {
            [Value { kind: ValueKind::Name(n, _), .. }] => {
                let values = Values::Text { possible: true, known: Some(n.text.clone()), not: Vec::new() };
                self.give(at.field, Domain { none: false, values });
            }
            _ => self.problems.push(Problem::CaseShape { span: at.span }),
        }
    }

    /// Compared fields, kinds that have the given fields, 余否; then whether any 限定 is broken.
    pub fn finish(mut self, span: Span, problems: &mut Vec<Problem>) -> Facts {
        self.compared();
        for f in self.facts.given.clone() {
            if let Some(only) = self.model.field(f).and_then(|f| f.only.as_ref()) {
                self.fix_kind(f, only, span);
            }
        }
        if self.rest_no {
            self.close();
        }
        let is_empty = |f: &FieldId| self.facts.domain(self.model, *f).is_empty();
        let empty = self.facts.given.iter().any(is_empty);
        if self.problems.is_empty() && (empty || !self.facts.possible(self.model, &[])) {
            let lineage = self.facts.record.map(|r| self.model.lineage(r)).unwrap_or_default();
            let broken = |(r, c, _): &&(RecordId, Cond, Span)| lineage.contains(r) && self.facts.settled(self.model, c) == Some(false);
            let limits = self.model.limits.iter().filter(broken).map(|(_, _, s)| *s).collect();
            self.problems.push(Problem::Impossible { limits, span });
        }
        problems.append(&mut self.problems);
        self.facts
    }

    /// A comparison of two fields is known once both are.
    fn compared(&mut self) {
        for (id, a, relation, b) in &self.model.names.compared {
            let point = |f: FieldId| match &self.facts.domain(self.model, f).values {
                Values::Numbers(list) => match list.as_slice() {
                    [(x, y)] if x == y => Some(*x),
                    _ => None,
                },
                _ => None,
            };
            if let Some((x, y)) = point(*a).zip(point(*b)) {
                self.give(*id, yes_no(relation.holds(x, y)));
            }
        }
    }

    /// A given field fixes the kind to those that have it.
    fn fix_kind(&mut self, field: FieldId, only: &Cond, span: Span) {
        match only {
            Cond::All(list) => list.iter().for_each(|c| self.fix_kind(field, c, span)),
            Cond::Lit { atom, positive } => {
                let Some(atom) = self.model.atom(*atom) else { return };
                self.assume(atom.field, &atom.test, *positive);
                if self.facts.domain(self.model, atom.field).is_empty() {
                    let name = self.model.field(field).map(|f| f.name.clone()).unwrap_or_default();
                    self.problems.push(Problem::LacksField { field: name, span });
                }
            }
            _ => {}
        }
    }

    /// `余否`: of a list that was given in part, nothing else.
    fn close(&mut self) {
        self.facts.close_rest(self.model);
        for f in self.facts.given.clone() {
            let mut d = self.facts.domain(self.model, f).into_owned();
            if let Values::Members { complete, .. } = &mut d.values {
                *complete = true;
                self.give(f, d);
            }
        }
    }
}

pub(super) fn yes_no(yes: bool) -> Domain {
    Domain { none: false, values: Values::Bool { yes, no: !yes } }
}
