//! A question with its words typed, and the case it is about.

use super::error::Problem;
use super::fact::{self, Reader};
use super::pattern::Subject;
use super::{look, place, reports};
use crate::base::{Diagnostic, Str};
use crate::calendar::Date;
use crate::model::{AskedActor, Cond, Content, Domain, Facts, FieldId, Model, Object, Question, QuestionKind, RecordId, SlotKind, TermId, Type, Values};
use crate::syntax::ast::{self, Actor, Case, Mod, Name, Pattern, QuestionKind as Ask};

/// Types a question; `given` are facts from elsewhere (`设`, `--facts`), joined to the question's own where both are about one record.
pub fn question(model: &Model, q: &ast::Question, given: &[Case], on: Date) -> Result<Question, Vec<Diagnostic>> {
    let mut asker = Asker { model, problems: Vec::new(), own: q.cases.clone() };
    let kind = asker.kind(&q.kind, given);
    let (mut facts, others) = asker.cases(given, q.span);
    if let Some(actor) = bearer(model, &kind, &facts) {
        asker.responsible(&mut facts, actor);
    }
    match kind {
        Some(kind) if asker.problems.is_empty() => Ok(Question { kind, facts, others, on }),
        _ => Err(reports(&asker.problems)),
    }
}

struct Asker<'m> {
    model: &'m Model,
    problems: Vec<Problem>,
    /// The question's own cases, without what turned out to be no record.
    own: Vec<Case>,
}

impl Asker<'_> {
    fn kind(&mut self, ask: &Ask, given: &[Case]) -> Option<QuestionKind> {
        Some(match ask {
            Ask::Who(verb) => self.who(verb, given)?,
            Ask::StandIn(role) => self.stand_in(role)?,
            Ask::Procedure => QuestionKind::Procedure,
            Ask::WhichMeeting(verb, matters) => {
                let act = verb.as_ref().map(|v| self.act(v));
                let list: Vec<Option<TermId>> = matters.list.iter().map(|n| self.matter(n)).collect();
                QuestionKind::WhichMeeting(act.map_or(Some(None), |a| a.map(Some))?, list.into_iter().collect::<Option<_>>()?)
            }
            Ask::When(name) => self.when(name, given)?,
            Ask::May(actor) => QuestionKind::May(match actor {
                Some(a) => Some(self.asked(a)?),
                None => None,
            }),
            Ask::MayDo(actor, verb, object) => self.may_do(actor, verb, object.as_ref())?,
            Ask::Check => QuestionKind::Check,
            Ask::Limit(name) => QuestionKind::Limit(self.limit(name, given)?),
            Ask::Meeting(name) => QuestionKind::Meeting(self.meeting(name)?),
            Ask::Duties(name) => QuestionKind::Duties(self.actor(name)?),
            Ask::Handle => QuestionKind::Handle,
            Ask::Applies(name, date) => {
                let term = |n: &Name| (n.text.clone(), look::term(self.model, &["机关", "职务"], n));
                QuestionKind::Applies(name.as_ref().map(term), *date)
            }
            Ask::Article(p) => QuestionKind::Article(place::place(p)),
            Ask::Why => QuestionKind::Why,
            Ask::WhyNot(name) => QuestionKind::WhyNot(look::term(self.model, look::ACTS, name).map_or_else(|| self.actor(name), Some)?),
        })
    }

    // ---- words ----

    fn one_of(&mut self, tables: &[&str], name: &Name, what: super::error::Word) -> Option<TermId> {
        let found = look::term(self.model, tables, name);
        if found.is_none() {
            let (near, also) = (look::names_of(self.model, tables), look::holders(self.model, &name.text));
            self.problems.push(Problem::UnknownTerm { name: name.clone(), what, near, also });
        }
        found
    }

    fn actor(&mut self, name: &Name) -> Option<TermId> {
        self.one_of(look::ACTORS, name, look::actor_word())
    }

    fn act(&mut self, name: &Name) -> Option<TermId> {
        let found = look::term(self.model, look::ACTS, name);
        if found.is_none() {
            self.problems.push(Problem::UnknownAct { name: name.clone(), near: look::names_of(self.model, look::ACTS) });
        }
        found
    }

    fn meeting(&mut self, name: &Name) -> Option<TermId> {
        let found = look::term(self.model, look::MEETINGS, name);
        if found.is_none() {
            self.problems.push(Problem::UnknownMeeting { name: name.clone(), near: look::names_of(self.model, look::MEETINGS) });
        }
        found
    }

    fn matter(&mut self, name: &Name) -> Option<TermId> {
        let found = look::object_term(self.model, name);
        if found.is_none() {
            let (near, also) = (look::object_names(self.model), look::holders(self.model, &name.text));
            self.problems.push(Problem::UnknownObject { name: name.clone(), near, also });
        }
        found
    }

    fn asked(&mut self, a: &Actor) -> Option<AskedActor> {
        let name = a.name.as_ref();
        let who = match name {
            Some(n) => self.actor(n),
            None => None,
        };
        let mut entrusted = None;
        for m in &a.mods.0 {
            match m {
                Mod::Entrusted(by, _) => entrusted = self.actor(by),
                _ => self.problems.push(Problem::Bracket { what: ("话", "this"), span: a.span }),
            }
        }
        Some(AskedActor { who: who?, entrusted })
    }

    // ---- kinds of question ----

    /// `谁 签发 公文（…）`, `谁 主持 常务会议`, `谁 负责 日常工作`. A word alone may be a kind of record and what an act is done
    /// to (外事活动): both are asked.
    fn who(&mut self, verb: &Name, given: &[Case]) -> Option<QuestionKind> {
        let Some(case) = self.own.first().cloned() else {
            return self.act(verb).map(|act| QuestionKind::Who(act, None));
        };
        let meeting = look::term(self.model, look::MEETINGS, &case.record).filter(|_| self.model.names.record(&case.record.text).is_none());
        if let Some((meeting, slot)) = meeting.and_then(|m| Some((m, self.slot(verb, m)?))) {
            return Some(QuestionKind::WhoSlot(meeting, slot));
        }
        let act = self.act(verb);
        let is_case = fact::subject(self.model, &case.record).is_some() || given.iter().any(|g| g.name.as_ref() == Some(&case.record));
        if is_case {
            let plain = case.items.is_empty() && act.is_some_and(|a| self.model.terms.unique_class(a).is_none());
            let object = look::object_term(self.model, &case.record).filter(|_| plain);
            return act.map(|a| QuestionKind::Who(a, meeting.or(object)));
        }
        self.own.remove(0);
        let object = self.matter(&case.record);
        Some(QuestionKind::Who(act?, Some(object?)))
    }

    /// The slot a verb asks for, if it names one, or if the meeting has one of that verb.
    fn slot(&self, verb: &Name, meeting: TermId) -> Option<SlotKind> {
        if let Some(last) = look::slots(&verb.text).last() {
            return Some(*last);
        }
        let kind = SlotKind::Other(look::term(self.model, look::ACTS, verb)?);
        let of_meeting = self.model.rules.iter().filter(|r| r.meeting.is_some_and(|m| self.model.terms.is_a(meeting, m)));
        let has = of_meeting.flat_map(|r| r.items.iter()).any(|i| matches!(&i.content, Content::Slot(s) if s.kind == kind));
        has.then_some(kind)
    }

    /// `谁 代理 县长（缺席：县长（出差））`: the bracket is about the situation, and about the absence.
    fn stand_in(&mut self, role: &Name) -> Option<QuestionKind> {
        let found = self.one_of(&["职务"], role, ("职务", "role"));
        if let Some(case) = self.own.first_mut().filter(|c| c.record.text == role.text) {
            case.record.text = "缺位".into();
        }
        found.map(QuestionKind::StandIn)
    }

    fn about(&self, given: &[Case]) -> Option<RecordId> {
        let name = &self.own.first().or(given.first())?.record;
        let name = given.iter().find(|g| g.name.as_ref() == Some(name)).map_or(name, |g| &g.record);
        fact::subject(self.model, name).map(Subject::record)
    }

    /// The date fields that record an act; or one date field by its own name.
    fn when(&mut self, name: &Name, given: &[Case]) -> Option<QuestionKind> {
        let about = self.about(given);
        let dates = |r: RecordId| -> Vec<FieldId> {
            let lineage = self.model.lineage(r);
            let all = lineage.into_iter().filter_map(|r| self.model.record(r)).flat_map(|r| r.fields.iter().copied());
            all.filter(|f| self.model.field(*f).is_some_and(|f| f.kind == Type::Date)).collect()
        };
        let records: Vec<RecordId> = match about {
            Some(r) => vec![r],
            None => (0..u16::try_from(self.model.records.len()).unwrap_or(u16::MAX)).map(RecordId).collect(),
        };
        let all: Vec<FieldId> = records.into_iter().flat_map(dates).collect();
        if let Some(act) = look::term(self.model, look::ACTS, name) {
            let of_act = all.into_iter().filter(|f| self.model.field(*f).is_some_and(|f| f.act == Some(act)));
            return Some(QuestionKind::When(act, unique(of_act)));
        }
        let is_named = |f: &FieldId| self.model.field(*f).is_some_and(|f| f.name == name.text || f.english.as_ref() == Some(&name.text) || f.aliases.contains(&name.text));
        let named: Vec<FieldId> = unique(all.into_iter().filter(is_named));
        let act = named.iter().find_map(|f| self.model.field(*f)?.act);
        if let Some(act) = act {
            return Some(QuestionKind::When(act, named));
        }
        self.act(name);
        None
    }

    fn may_do(&mut self, actor: &Actor, verb: &Name, object: Option<&Pattern>) -> Option<QuestionKind> {
        if let (None, None, Some(case)) = (object, look::term(self.model, look::ACTS, verb), self.lone_fact(verb)) {
            self.own.insert(0, case);
            return Some(QuestionKind::May(Some(self.asked(actor)?)));
        }
        let (who, act) = (self.asked(actor), self.act(verb));
        let object = match object {
            Some(p) => Some(self.object(p)?),
            None => None,
        };
        Some(QuestionKind::MayDo(who?, act?, object))
    }

    /// `可否 部门 越级行文`: a yes/no fact that only one record has is a case of that record.
    fn lone_fact(&self, name: &Name) -> Option<Case> {
        let field = self.model.field(look::lone_field(self.model, &name.text)?).filter(|f| f.kind == Type::Bool)?;
        let record = Name { text: self.model.record(field.record?)?.name.clone(), ..name.clone() };
        let fact = ast::Cond { kind: ast::CondKind::Atom(name.clone(), None), span: name.span };
        Some(Case { record, name: None, items: vec![ast::Item::Cond(fact)], span: name.span })
    }

    /// What it is done to; of a record, or a kind of one, the bracket is the case.
    fn object(&mut self, p: &Pattern) -> Option<Object> {
        let term = look::object_term(self.model, &p.name);
        let subject = fact::subject(self.model, &p.name);
        let is_kind = look::kind(self.model, &p.name.text).is_some_and(|(_, _, t)| Some(t) == term);
        if let Some(subject) = subject.filter(|s| matches!(s, Subject::Record(_)) || !p.items.is_empty() || is_kind) {
            let case = Case { record: p.name.clone(), name: None, items: p.items.clone(), span: p.span };
            self.own.insert(0, case);
            return Some(match (term, p.items.is_empty()) {
                (Some(t), true) => Object::Term(t),
                _ => Object::Record(subject.record(), Cond::True),
            });
        }
        let found = term.or_else(|| look::term(self.model, look::ACTS, &p.name)).map(Object::Term);
        if found.is_some() {
            return found;
        }
        if p.name.quoted {
            return Some(Object::Phrase(p.name.text.clone()));
        }
        self.matter(&p.name).map(Object::Term)
    }

    fn limit(&mut self, name: &Name, given: &[Case]) -> Option<FieldId> {
        if let Some(r) = self.about(given) {
            let found = look::field(self.model, r, &name.text);
            if found.is_none() {
                self.unknown_field(Some(r), name);
            }
            return found;
        }
        let numbers = self.model.names.fields.iter().filter_map(|t| t.get(&name.text)).copied();
        let found = numbers.into_iter().find(|f| self.model.field(*f).is_some_and(|f| matches!(f.kind, Type::Number(_))));
        if found.is_none() {
            self.unknown_field(None, name);
        }
        found
    }

    fn unknown_field(&mut self, record: Option<RecordId>, name: &Name) {
        let near: Vec<Str> = match record {
            Some(r) => look::field_names(self.model, r),
            None => self.model.fields.iter().filter(|f| matches!(f.kind, Type::Number(_))).map(|f| f.name.clone()).collect(),
        };
        let record = record.and_then(|r| self.model.record(r)).map(|r| r.name.clone());
        self.problems.push(Problem::UnknownField { name: name.clone(), record, near });
    }

    // ---- cases ----

    /// The case asked about, and the others. Facts given elsewhere about the asked record, and the facts of records
    /// that it is attached to, belong to it.
    fn cases(&mut self, given: &[Case], span: crate::base::Span) -> (Facts, Vec<Facts>) {
        let mut rest: Vec<&Case> = given.iter().collect();
        let own = std::mem::take(&mut self.own);
        let mut others: Vec<&Case> = Vec::new();
        let main = match own.split_first() {
            // a word alone takes the facts said of its record beside it
            Some((first, more)) if first.items.is_empty() => {
                rest.extend(more);
                self.joined(first, &mut rest)
            }
            Some((first, more)) => {
                others.extend(more);
                self.joined(first, &mut rest)
            }
            None if rest.is_empty() => None,
            None => {
                let first = rest.remove(0);
                fact::read(self.model, &first.record, first.items.iter(), first.span, &mut self.problems)
            }
        };
        others.extend(rest);
        let mut main = main.unwrap_or_else(|| Reader::new(self.model).finish(span, &mut self.problems));
        let others: Vec<Facts> = others.iter().filter_map(|c| fact::read(self.model, &c.record, c.items.iter(), c.span, &mut self.problems)).collect();
        others.iter().for_each(|o| self.inherit(&mut main, o));
        (main, others)
    }

    fn joined(&mut self, first: &Case, rest: &mut Vec<&Case>) -> Option<Facts> {
        let by_name = rest.iter().position(|g| g.name.as_ref().is_some_and(|n| n.text == first.record.text));
        let record = |c: &Case| fact::subject(self.model, &c.record).map(Subject::record);
        let wanted = record(first);
        let by_record = || rest.iter().position(|g| g.name.is_none() && wanted.is_some() && record(g) == wanted);
        let Some(other) = by_name.or_else(by_record).map(|at| rest.remove(at)) else {
            return fact::read(self.model, &first.record, first.items.iter(), first.span, &mut self.problems);
        };
        let named = by_name.is_some();
        let subject = fact::subject(self.model, if named { &other.record } else { &first.record })?;
        let mut reader = Reader::about(self.model, subject);
        other.items.iter().for_each(|i| reader.item(i));
        reader.next_layer();
        first.items.iter().for_each(|i| reader.item(i));
        if let (Some(Subject::Kind(_, f, t)), false) = (fact::subject(self.model, &other.record), named) {
            reader.narrow_kind(f, t);
        }
        Some(reader.finish(first.span, &mut self.problems))
    }

    fn inherit(&self, main: &mut Facts, other: &Facts) {
        main.situation.away.extend(other.situation.away.iter().cloned());
        main.situation.trust = main.situation.trust.take().or(other.situation.trust.clone());
        let lineage = main.record.map(|r| self.model.lineage(r)).unwrap_or_default();
        if other.record.is_some_and(|r| main.record != Some(r) && lineage.contains(&r)) {
            for f in &other.given {
                if !main.given.contains(f) {
                    main.give(*f, other.domain(self.model, *f).into_owned());
                }
            }
        }
    }

    /// `可否 部门 对 公文（…）`: who asks is whose record it is, unless that is given.
    fn responsible(&self, facts: &mut Facts, actor: TermId) {
        let field = facts.record.and_then(|r| self.model.record(r)?.responsible);
        let Some(f) = field.filter(|f| !facts.given.contains(f)) else { return };
        let Some(term) = self.model.terms.get(actor) else { return };
        if look::taxonomy_of(self.model, f) != Some(term.taxonomy) {
            return;
        }
        match self.model.names.relative.get(&(f, actor)) {
            Some(opaque) => facts.give(*opaque, fact::yes_no(true)),
            None if term.relative => {}
            None => facts.give(f, Domain { none: false, values: Values::Terms(self.model.terms.below(actor)) }),
        }
    }
}

/// Whose record the case is, if the question says so: who does what the record itself is about (`可否 副县长 发表 文章`) is.
fn bearer(model: &Model, kind: &Option<QuestionKind>, facts: &Facts) -> Option<TermId> {
    match kind {
        Some(QuestionKind::MayDo(a, act, Some(_))) if facts.record.is_some_and(|r| model.records_act(r, *act)) => Some(a.who),
        Some(QuestionKind::May(Some(a))) => Some(a.who),
        Some(QuestionKind::Duties(t)) => Some(*t),
        _ => None,
    }
}

fn unique(fields: impl Iterator<Item = FieldId>) -> Vec<FieldId> {
    let mut out = Vec::new();
    for f in fields {
        if !out.contains(&f) {
            out.push(f);
        }
    }
    out
}
