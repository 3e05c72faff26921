//! Questions whose answers may rest on an item, the plainest first.

use super::{Maker, Target};
use crate::calendar::Period;
use crate::model::*;

/// Members of a meeting, where a quorum is counted.
const MEMBERS: i64 = 12;

impl Maker<'_> {
    pub(super) fn candidates(&self, target: Target) -> Vec<Question> {
        let Some(rule) = self.model.rule(target.0) else { return Vec::new() };
        let Some(item) = rule.items.get(target.1 as usize) else { return Vec::new() };
        match &item.content {
            Content::Step(step) => self.of_step(target, rule, item, step),
            Content::Limit(limit) => self.of_limit(target, rule, item, limit),
            Content::Norm(norm) => self.of_norm(target, rule, item, norm),
            Content::StandIn(s) => self.of_stand_in(s),
            Content::Slot(slot) => rule.meeting.into_iter().flat_map(|m| [QuestionKind::WhoSlot(m, slot.kind), QuestionKind::Meeting(m)]).map(|k| self.plain(k)).collect(),
            Content::Duty(duty) => rule.meeting.map(|m| self.of_duty(m, duty)).unwrap_or_default(),
            Content::Frequency(f) => rule.meeting.map(|m| self.of_frequency(m, f)).unwrap_or_default(),
            Content::Quorum(_) => rule.meeting.map(|m| self.of_quorum(m)).unwrap_or_default(),
            Content::Breach { places, .. } => places.iter().map(|p| self.plain(QuestionKind::Article(*p))).collect(),
            Content::Declares => Vec::new(),
        }
    }

    /// A question that needs no case.
    pub(super) fn plain(&self, kind: QuestionKind) -> Question {
        self.about(kind, Facts::default())
    }

    pub(super) fn about(&self, kind: QuestionKind, facts: Facts) -> Question {
        Question { kind, facts, others: Vec::new(), on: self.author.on }
    }

    /// Small cases in which the statement speaks and the item's own condition holds.
    pub(super) fn cases(&self, rule: &Rule, item: &Item, more: &[Cond]) -> Vec<Facts> {
        let Some(record) = rule.record else { return Vec::new() };
        let own = [rule.scope.clone(), item.guard.clone()];
        self.witnesses(rule, record, own.into_iter().chain(more.iter().cloned()).collect())
    }

    /// Small cases in which all of these follow: alone, then with the rules out that would push this one aside.
    pub(super) fn witnesses(&self, rule: &Rule, record: RecordId, mut conds: Vec<Cond>) -> Vec<Facts> {
        let mut out: Vec<Facts> = Facts::about(record).witness(self.model, &conds).into_iter().collect();
        let alone = conds.len();
        for rival in self.model.rules_on(record).filter(|r| !std::ptr::eq(*r, rule)) {
            let pushes = rival.replaces.iter().any(|r| r.rules.contains(&self.model.id_of(rule)));
            let beside = rule.other && rival.whole && !rival.other && rival.place.article == rule.place.article;
            if pushes || beside {
                conds.push(rival.scope.clone().complement());
            }
        }
        out.extend((conds.len() > alone).then(|| Facts::about(record).witness(self.model, &conds)).flatten());
        out
    }

    fn of_step(&self, target: Target, rule: &Rule, item: &Item, step: &Step) -> Vec<Question> {
        let present: Vec<Cond> = step.actors.list.first().map(|a| a.guard.clone()).into_iter().collect();
        let cases = self.cases(rule, item, &present);
        let who = QuestionKind::Who(step.act, None);
        let mut out: Vec<Question> = self.led(target, &who, rule.record).into_iter().map(|f| self.about(who.clone(), f)).collect();
        let whole = cases.iter().cloned().map(|f| self.about(QuestionKind::Procedure, f));
        let one = cases.iter().cloned().map(|f| self.about(who.clone(), f));
        let open = (0u32..).take(rule.items.len()).filter(|i| !self.covered.contains(&(target.0, *i))).count();
        match open > 1 {
            true => out.splice(0..0, whole.chain(one).collect::<Vec<_>>()).for_each(drop),
            false => out.extend(one.chain(whole)),
        }
        out
    }

    fn of_limit(&self, target: Target, rule: &Rule, item: &Item, limit: &Limit) -> Vec<Question> {
        let mut out = Vec::new();
        if let (Some(act), Some(record)) = (self.model.field(limit.field).and_then(|f| f.act), rule.record) {
            let when = QuestionKind::When(act, self.dates_of(record, act));
            let led = self.led(target, &when, rule.record).into_iter().chain(self.cases(rule, item, &[]));
            out.extend(led.map(|f| self.about(when.clone(), f)));
        }
        out
    }

    /// The date fields that record an act.
    pub(super) fn dates_of(&self, record: RecordId, act: TermId) -> Vec<FieldId> {
        let lineage = self.model.lineage(record);
        let all = lineage.into_iter().filter_map(|r| self.model.record(r)).flat_map(|r| r.fields.iter().copied());
        all.filter(|f| self.model.field(*f).is_some_and(|f| f.kind == Type::Date && f.act == Some(act))).collect()
    }

    /// The absent role is away for a listed reason, and so are those before this one in line.
    pub(super) fn of_stand_in(&self, s: &StandIn) -> Vec<Question> {
        let reason = s.reasons.first().copied();
        let mut away = vec![Away { role: s.role, reason }];
        for (_, item) in self.model.items() {
            if let Content::StandIn(before) = &item.content
                && before.role == s.role
                && before.rank < s.rank
                && before.reasons == s.reasons
            {
                let named = before.actors.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some(t) } else { None });
                away.extend(named.map(|role| Away { role, reason }));
            }
        }
        let mut facts = Facts::default();
        facts.situation.away = away;
        vec![self.about(QuestionKind::StandIn(s.role), facts)]
    }

    fn of_duty(&self, meeting: TermId, duty: &Duty) -> Vec<Question> {
        let matters = duty.matters.iter().filter_map(|m| if let Object::Term(t) = m { Some(*t) } else { None });
        let mut out: Vec<Question> = matters.map(|t| self.plain(QuestionKind::WhichMeeting(Some(duty.verb), vec![t]))).collect();
        out.push(self.plain(QuestionKind::Meeting(meeting)));
        out
    }

    /// Of a meeting held so and so often this year.
    fn of_frequency(&self, meeting: TermId, f: &Frequency) -> Vec<Question> {
        let yearly = f.bound.is_none_or(|b| b.every.period == Period::Year && b.every.count == 1);
        let times = f.bound.and_then(|b| b.most.or(b.least)).unwrap_or(1);
        let held = self.held(meeting, &[("本年次数", times)]).filter(|_| yearly);
        let mut out: Vec<Question> = held.into_iter().flat_map(|f| [self.about(QuestionKind::Check, f.clone()), self.about(QuestionKind::May(None), f)]).collect();
        out.push(self.plain(QuestionKind::Meeting(meeting)));
        out
    }

    fn of_quorum(&self, meeting: TermId) -> Vec<Question> {
        let mut out = Vec::new();
        if let Some(facts) = self.held(meeting, &[("应到人数", MEMBERS)])
            && let Some(field) = facts.record.and_then(|r| self.model.field_named(r, "实到人数"))
        {
            out.push(self.about(QuestionKind::Limit(field), facts));
        }
        out.push(self.plain(QuestionKind::Meeting(meeting)));
        out
    }

    /// A held meeting with some of its numbers.
    fn held(&self, meeting: TermId, numbers: &[(&str, i64)]) -> Option<Facts> {
        let table = self.model.terms.get(meeting)?.taxonomy;
        let is_session = |r: &Record| r.kind.and_then(|k| self.model.field(k)).is_some_and(|f| f.kind == Type::Term(table));
        let at = self.model.records.iter().position(|r| is_session(r) && r.name.as_ref() == "会次").or_else(|| self.model.records.iter().position(is_session))?;
        let record = RecordId(u16::try_from(at).ok()?);
        let mut out = Facts::about(record);
        out.give(self.model.record(record)?.kind?, Domain { none: false, values: Values::Terms(self.model.terms.below(meeting)) });
        for (name, n) in numbers {
            let n = n.saturating_mul(SCALE);
            out.give(self.model.field_named(record, name)?, Domain { none: false, values: Values::Numbers(vec![(n, n)]) });
        }
        Some(out)
    }
}
