//! What the names of one model mean in another: terms, fields and records by name, by English name, then by an alias of either side.

use crate::base::Str;
use crate::model::{
    AskedActor, Content, Domain, Facts, Field, FieldId, Model, Object, Question, QuestionKind, RecordId, Situation, SlotKind, TaxonomyId, TermId, TermSet, Trust, Type, Values,
};
use std::collections::BTreeMap;

/// From one model to the other.
#[derive(Debug)]
pub(super) struct Bridge<'m> {
    pub from: &'m Model,
    pub to: &'m Model,
    terms: Vec<Option<TermId>>,
    /// A judgement fact may stand for several of its name.
    fields: Vec<Vec<FieldId>>,
    records: Vec<Option<RecordId>>,
}

impl<'m> Bridge<'m> {
    pub fn new(from: &'m Model, to: &'m Model) -> Bridge<'m> {
        let records = from.records.iter().map(|r| named(r.english.as_ref(), &r.name, &r.aliases, |n| to.names.record(n))).collect();
        let mut out = Bridge { from, to, terms: Vec::new(), fields: Vec::new(), records };
        let own: BTreeMap<TaxonomyId, TaxonomyId> = (0..).map(FieldId).take(from.fields.len()).filter_map(|f| out.listed(f)).collect();
        let find = |t: TermId| {
            let here = from.terms.get(t)?.taxonomy;
            let named = || to.names.taxonomy(&from.terms.taxonomy(here)?.name);
            let there = own.get(&here).copied().or_else(named)?;
            term(from, to, t, there).or_else(|| reverse_term(from, to, t, there))
        };
        out.terms = (0..).map(TermId).take(from.terms.list.len()).map(find).collect();
        out.fields = (0..).map(FieldId).take(from.fields.len()).map(|f| out.find(f)).collect();
        out
    }

    /// The values that a field lists itself, on both sides.
    fn listed(&self, id: FieldId) -> Option<(TaxonomyId, TaxonomyId)> {
        let own = |m: &Model, f: FieldId| match m.field(f)?.kind {
            Type::Term(t) | Type::Many(t) => Some(t).filter(|t| m.terms.taxonomy(*t).is_some_and(|t| t.closed)),
            _ => None,
        };
        let here = own(self.from, id)?;
        Some((here, own(self.to, self.find(id).first().copied()?)?))
    }

    pub fn term(&self, t: TermId) -> Option<TermId> {
        self.terms.get(t.0 as usize).copied().flatten()
    }

    pub fn record(&self, r: RecordId) -> Option<RecordId> {
        self.records.get(usize::from(r.0)).copied().flatten()
    }

    pub fn fields(&self, f: FieldId) -> &[FieldId] {
        self.fields.get(f.0 as usize).map_or(&[], Vec::as_slice)
    }

    fn find(&self, id: FieldId) -> Vec<FieldId> {
        let Some(field) = self.from.field(id) else { return Vec::new() };
        let names = &self.from.names;
        if let Some((of, role)) = names.relative.iter().find(|(_, f)| **f == id).map(|(k, _)| *k) {
            let there = self.find(of).first().copied().zip(self.term(role));
            return there.and_then(|key| self.to.names.relative.get(&key).copied()).into_iter().collect();
        }
        if let Some((_, a, rel, b)) = names.compared.iter().find(|(f, ..)| *f == id) {
            let (Some(a), Some(b)) = (self.find(*a).first().copied(), self.find(*b).first().copied()) else { return Vec::new() };
            return self.to.names.compared.iter().filter(|(_, x, r, y)| (*x, r, *y) == (a, rel, b)).map(|(f, ..)| *f).collect();
        }
        let Some(record) = field.record else { return self.to.names.loose(&field.name).to_vec() };
        let same = |f: &FieldId| self.to.field(*f).is_some_and(|other| std::mem::discriminant(&other.kind) == std::mem::discriminant(&field.kind));
        let found = self.record(record).and_then(|r| of_record(self.to, r, field).or_else(|| self.reverse_field(r, record, id)));
        found.filter(same).into_iter().collect()
    }

    /// A field of the other record that goes by an alias of this one's.
    fn reverse_field(&self, there: RecordId, here: RecordId, id: FieldId) -> Option<FieldId> {
        let all = self.to.record(there).map(|r| r.fields.as_slice()).unwrap_or_default();
        all.iter().copied().find(|f| self.to.field(*f).is_some_and(|f| self.from.field_named(here, &f.name) == Some(id)))
    }

    /// The facts in the other model; a field that only this side has is left out, a value that only it has is an error: its word.
    pub fn facts(&self, facts: &Facts) -> Result<Facts, Str> {
        let record = match facts.record {
            Some(r) => Some(self.record(r).ok_or_else(|| self.from.record(r).map(|r| r.name.clone()).unwrap_or_default())?),
            None => None,
        };
        let mut out = Facts::default();
        (out.record, out.rest_no, out.situation) = (record, facts.rest_no, self.situation(&facts.situation)?);
        for f in &facts.given {
            let domain = facts.domain(self.from, *f);
            for there in self.fields(*f) {
                let domain = self.domain(&domain)?;
                out.give(*there, domain);
            }
        }
        Ok(out)
    }

    fn situation(&self, s: &Situation) -> Result<Situation, Str> {
        let mut out = s.clone();
        for a in &mut out.away {
            a.role = self.word(a.role)?;
            a.reason = a.reason.map(|r| self.word(r)).transpose()?;
        }
        if let Some(Some(Trust { role, by })) = &mut out.trust {
            *role = self.word(*role)?;
            *by = by.map(|b| self.word(b)).transpose()?;
        }
        Ok(out)
    }

    /// The term in the other model, or its name if that has none.
    pub fn word(&self, t: TermId) -> Result<TermId, Str> {
        self.term(t).ok_or_else(|| self.from.terms.get(t).map(|t| t.name.clone()).unwrap_or_default())
    }

    fn domain(&self, d: &Domain) -> Result<Domain, Str> {
        let values = match &d.values {
            Values::Terms(set) => Values::Terms(self.set(set)?),
            Values::Members { yes, no, complete } => {
                let yes = yes.iter().map(|t| self.word(*t)).collect::<Result<_, _>>()?;
                Values::Members { yes, no: no.iter().filter_map(|t| self.term(*t)).collect(), complete: *complete }
            }
            other => other.clone(),
        };
        Ok(Domain { none: d.none, values })
    }

    /// The same terms; of a written one also what lies below it there.
    fn set(&self, set: &TermSet) -> Result<TermSet, Str> {
        let top = set.iter().find(|t| self.from.terms.below(*t) == *set);
        if let Some(top) = top {
            return self.word(top).map(|t| self.to.terms.below(t));
        }
        let mut out = TermSet::default();
        set.iter().filter_map(|t| self.term(t)).for_each(|t| out.insert(t));
        match (out.is_empty(), set.iter().next()) {
            (true, Some(first)) => self.word(first).map(|t| self.to.terms.below(t)),
            _ => Ok(out),
        }
    }

    /// The question in the other model, or the word that it lacks.
    pub fn question(&self, q: &Question) -> Result<Question, Str> {
        Ok(Question { kind: self.kind(&q.kind)?, facts: self.facts(&q.facts)?, others: Vec::new(), on: q.on })
    }

    pub fn kind(&self, kind: &QuestionKind) -> Result<QuestionKind, Str> {
        let first = |f: FieldId| self.fields(f).first().copied().ok_or_else(|| self.from.field(f).map(|f| f.name.clone()).unwrap_or_default());
        let optional = |t: &Option<TermId>| t.map(|t| self.word(t)).transpose();
        let words = |list: &[TermId]| list.iter().map(|t| self.word(*t)).collect::<Result<Vec<_>, _>>();
        Ok(match kind {
            QuestionKind::Who(act, object) => QuestionKind::Who(self.word(*act)?, optional(object)?),
            // where the verb fills no slot of the meeting, the question is about the act
            QuestionKind::WhoSlot(m, SlotKind::Other(verb)) => {
                let (meeting, verb) = (self.word(*m)?, self.word(*verb)?);
                if has_slot(self.to, verb, meeting) { QuestionKind::WhoSlot(meeting, SlotKind::Other(verb)) } else { QuestionKind::Who(verb, Some(meeting)) }
            }
            QuestionKind::WhoSlot(m, slot) => QuestionKind::WhoSlot(self.word(*m)?, *slot),
            QuestionKind::StandIn(role) => QuestionKind::StandIn(self.word(*role)?),
            QuestionKind::WhichMeeting(verb, matters) => QuestionKind::WhichMeeting(optional(verb)?, words(matters)?),
            QuestionKind::When(act, fields) => QuestionKind::When(self.word(*act)?, fields.iter().flat_map(|f| self.fields(*f).iter().copied()).collect()),
            QuestionKind::MayDo(who, act, object) => {
                let who = AskedActor { who: self.word(who.who)?, entrusted: optional(&who.entrusted)? };
                let object = match object {
                    Some(Object::Term(t)) => Some(Object::Term(self.word(*t)?)),
                    Some(Object::Record(r, c)) => Some(Object::Record(self.record(*r).ok_or_else(|| self.from.record(*r).map(|r| r.name.clone()).unwrap_or_default())?, c.clone())),
                    other => other.clone(),
                };
                QuestionKind::MayDo(who, self.word(*act)?, object)
            }
            QuestionKind::Limit(field) => QuestionKind::Limit(first(*field)?),
            QuestionKind::Meeting(m) => QuestionKind::Meeting(self.word(*m)?),
            QuestionKind::Applies(Some((name, term)), on) => QuestionKind::Applies(Some((name.clone(), term.and_then(|t| self.term(t)))), *on),
            other => other.clone(),
        })
    }
}

/// True if the verb fills a slot of its own in a statement about the meeting.
pub(super) fn has_slot(model: &Model, act: TermId, meeting: TermId) -> bool {
    let of_meeting = model.rules.iter().filter(|r| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m)));
    of_meeting.flat_map(|r| &r.items).any(|i| matches!(&i.content, Content::Slot(s) if s.kind == SlotKind::Other(act)))
}

/// The first of a thing's names that the other side knows: its own, its English one, then its aliases.
fn named<T>(english: Option<&Str>, name: &Str, aliases: &[Str], find: impl Fn(&str) -> Option<T>) -> Option<T> {
    std::iter::once(name).chain(english).chain(aliases).find_map(|n| find(n))
}

fn term(from: &Model, to: &Model, id: TermId, there: TaxonomyId) -> Option<TermId> {
    let t = from.terms.get(id)?;
    named(t.english.as_ref(), &t.name, &t.aliases, |n| to.names.term(there, n))
}

/// The other side's term that is an alias of this one.
fn reverse_term(from: &Model, to: &Model, id: TermId, there: TaxonomyId) -> Option<TermId> {
    let here = from.terms.get(id)?.taxonomy;
    let all = to.terms.list.iter().zip(0..).filter(|(t, _)| t.taxonomy == there);
    all.into_iter().find(|(t, _)| from.names.term(here, &t.name) == Some(id)).map(|(_, n)| TermId(n))
}

fn of_record(to: &Model, record: RecordId, field: &Field) -> Option<FieldId> {
    let english = |n: &str| to.record(record)?.fields.iter().copied().find(|f| to.field(*f).is_some_and(|f| f.english.as_deref() == Some(n)));
    named(field.english.as_ref(), &field.name, &field.aliases, |n| to.field_named(record, n).or_else(|| english(n)))
}
