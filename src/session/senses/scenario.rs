//! Scenarios and questions.

use super::part::SITUATION;
use super::{MEETINGS, ROLES, Walk};
use crate::base::Str;
use crate::model::RecordId;
use crate::resolve;
use crate::syntax::ast::*;

impl Walk<'_> {
    pub(super) fn scenario(&mut self, s: &Scenario) {
        let record = self.asked(&s.question, &s.given);
        let branches = s.expect.main.cases.iter().map(|(c, o)| (Some(c), o));
        let elsewhere = s.expect.elsewhere.iter().map(|(c, o)| (c.as_ref(), o));
        for (when, outcome) in branches.chain(elsewhere) {
            when.into_iter().for_each(|c| self.cond(record, c));
            self.outcome(record, outcome);
        }
        s.expect.main.otherwise.iter().chain(&s.expect.plain).for_each(|o| self.outcome(record, o));
        for name in &s.expect.needs {
            let known = self.field(record, name).is_some() || self.word(name, &SITUATION) || self.stated_approval(name);
            if !known {
                self.somewhere(name);
            }
        }
    }

    /// A question and the cases given beside it; the record it is about.
    pub(super) fn asked(&mut self, q: &Question, given: &[Case]) -> Option<RecordId> {
        let named = |name: &Name| given.iter().find(|g| g.name.as_ref().is_some_and(|n| n.text == name.text)).map(|g| &g.record);
        let mut records = Vec::new();
        for case in given {
            let found = self.case_subject(&case.record);
            self.items(found, &case.items);
            records.push(found);
        }
        let mut own = None;
        for case in &q.cases {
            let found = match (named(&case.record), &q.kind) {
                (Some(record), _) => self.model.names.record(&record.text),
                (None, QuestionKind::StandIn(role)) if role.text == case.record.text => self.model.names.record("缺位"),
                (None, QuestionKind::Who(_)) => self.case_subject(&case.record).or_else(|| self.object(&case.record)),
                _ => self.case_subject(&case.record),
            };
            self.items(found, &case.items);
            own = own.or(found);
        }
        let record = own.or(records.into_iter().flatten().next());
        self.kind(&q.kind, record);
        record
    }

    fn kind(&mut self, kind: &QuestionKind, record: Option<RecordId>) {
        match kind {
            QuestionKind::Who(n) => _ = self.act(n),
            QuestionKind::When(n) => {
                if !self.act(n) && self.field(record, n).is_none() {
                    self.lone_field(n);
                }
            }
            QuestionKind::WhyNot(n) => {
                if !self.act(n) {
                    self.somebody(n);
                }
            }
            QuestionKind::Limit(n) => {
                if self.field(record, n).is_none() {
                    self.somewhere(n);
                }
            }
            QuestionKind::StandIn(n) => _ = self.term_of(n, &["职务"]),
            QuestionKind::Meeting(n) => _ = self.term_of(n, MEETINGS),
            QuestionKind::Duties(n) => _ = self.somebody(n),
            QuestionKind::Applies(Some(n), _) => _ = self.term_of(n, &["机关", "职务"]),
            QuestionKind::WhichMeeting(verb, matters) => {
                verb.iter().for_each(|v| _ = self.act(v));
                matters.list.iter().for_each(|m| _ = self.object(m));
            }
            QuestionKind::May(actor) => actor.iter().for_each(|a| self.actor(record, a)),
            QuestionKind::MayDo(actor, act, object) => {
                self.actor(record, actor);
                // `可否 部门 越级行文`: a fact of one record
                if !self.act(act) && object.is_none() {
                    self.lone_field(act);
                }
                if let Some(p) = object {
                    let about = self.may_object(p);
                    self.items(about, &p.items);
                }
            }
            QuestionKind::Procedure | QuestionKind::Check | QuestionKind::Handle | QuestionKind::Applies(None, _) => {}
            QuestionKind::Article(_) | QuestionKind::Why => {}
        }
    }

    /// A record first, or what an act is done to.
    fn may_object(&mut self, p: &Pattern) -> Option<RecordId> {
        match self.model.names.record(&p.name.text).is_some() || !p.items.is_empty() {
            true => self.case_subject(&p.name),
            false => self.object(&p.name),
        }
    }

    fn outcome(&mut self, record: Option<RecordId>, outcome: &Outcome) {
        match &outcome.kind {
            OutcomeKind::Course(c) => self.course(record, c),
            OutcomeKind::Actors(a) => self.answer(record, a),
            OutcomeKind::Formula(f) => self.formula(record, f),
            OutcomeKind::Verdict(_, _, name) => name.iter().for_each(|n| _ = self.somebody(n)),
            OutcomeKind::Date(_) | OutcomeKind::Quantity(..) => {}
        }
        self.mods(record, &outcome.mods);
    }

    /// Actors; or, if one of them is none, words that the answer has.
    fn answer(&mut self, record: Option<RecordId>, a: &Actors) {
        let model = self.model;
        let is_actor = |a: &Actor| a.slot.is_some() || a.name.as_ref().is_none_or(|n| resolve::term(model, ROLES, n).is_some());
        if a.list.iter().all(is_actor) {
            return self.actors(record, a);
        }
        a.list.iter().filter_map(|a| a.name.as_ref()).for_each(|n| self.somewhere(n));
    }

    /// A word of any table: what is called so, before what has it for another name.
    fn somewhere(&mut self, name: &Name) {
        let model = self.model;
        let terms = model.names.terms.iter().filter_map(|t| model.terms.get(*t.get(&name.text)?)).map(|t| (t.english.clone(), t.name.clone()));
        let fields = model.names.fields.iter().filter_map(|t| model.field(*t.get(&name.text)?)).map(|f| (f.english.clone(), f.name.clone()));
        let records = model.names.record(&name.text).and_then(|r| model.record(r)).map(|r| (r.english.clone(), r.name.clone()));
        let all: Vec<(Option<Str>, Str)> = terms.chain(fields).chain(records).collect();
        let called = |(english, chinese): &&(Option<Str>, Str)| *chinese == name.text || english.as_ref() == Some(&name.text);
        if let Some((english, chinese)) = all.iter().find(called).or(all.first()) {
            self.put(name, english.as_ref(), chinese);
        }
    }
}
