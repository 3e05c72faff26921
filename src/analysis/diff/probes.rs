//! Everything that is no choice: for each contribution of either side, a question it answers, in the smallest case that its scope needs.

use super::bridge::has_slot;
use super::two::{Topic, Two, term_domain};
use crate::base::{Force, Str};
use crate::model::*;

/// Most cases made of one scope.
const MOST_CASES: usize = 12;

pub(super) fn probes(two: &mut Two) {
    for side in [0, 1] {
        let model = two.model(side);
        for (rule, item) in model.items() {
            of_item(two, side, rule, item);
        }
        for name in &model.header.applies {
            let term = model.terms.list.iter().zip(0..).find(|(t, _)| t.name == *name || t.aliases.contains(name)).map(|(_, n)| TermId(n));
            let question = two.question(QuestionKind::Applies(Some((name.clone(), term)), None), Facts::default());
            two.probe(side, &question, &Topic::All);
        }
    }
}

fn of_item(two: &mut Two, side: usize, rule: &Rule, item: &Item) {
    match &item.content {
        Content::Step(s) if two.model(side).terms.unique_class(s.act).is_none() => {
            let topic = act(two, side, s.act);
            on_case(two, side, rule, &Cond::True, &QuestionKind::Who(s.act, None), &topic);
        }
        Content::Norm(norm) => of_norm(two, side, rule, norm),
        Content::Slot(s) => on_meeting(two, side, rule, |m| QuestionKind::WhoSlot(m, s.kind), &Topic::All),
        Content::Frequency(_) => on_meeting(two, side, rule, QuestionKind::Meeting, &Topic::Frequency),
        Content::Quorum(_) => on_meeting(two, side, rule, QuestionKind::Meeting, &Topic::Quorum),
        Content::Duty(d) => {
            for matter in d.matters.iter().filter_map(as_term) {
                ask(two, side, QuestionKind::WhichMeeting(None, vec![matter]), Facts::default(), &Topic::All);
            }
        }
        Content::Breach { .. } => {
            let place = Place { article: item.place.article, ..Place::default() };
            let question = two.question(QuestionKind::Article(place), Facts::default());
            two.consequence(side, &question);
        }
        Content::Step(_) | Content::Limit(_) | Content::StandIn(_) | Content::Declares => {}
    }
}

fn ask(two: &mut Two, side: usize, kind: QuestionKind, facts: Facts, topic: &Topic) {
    let question = two.question(kind, facts);
    two.probe(side, &question, topic);
}

fn on_meeting(two: &mut Two, side: usize, rule: &Rule, kind: impl FnOnce(TermId) -> QuestionKind, topic: &Topic) {
    if let Some(meeting) = rule.meeting {
        ask(two, side, kind(meeting), Facts::default(), topic);
    }
}

fn as_term(o: &Object) -> Option<TermId> {
    match o {
        Object::Term(t) => Some(*t),
        Object::Record(..) | Object::Phrase(_) => None,
    }
}

fn of_norm(two: &mut Two, side: usize, rule: &Rule, norm: &Norm) {
    let forbids = norm.modal.is_some_and(Force::forbids);
    match &norm.what {
        What::Fact(fact) => {
            // what is forbidden is done, what is required is not
            let done = if forbids { fact.clone() } else { fact.clone().complement() };
            let topic = Topic::Fields(fields(two, side, fact));
            on_case(two, side, rule, &done, &QuestionKind::May(None), &topic);
        }
        What::Act { act, objects } if forbids => {
            for who in rule.bearers.iter().map(|b| AskedActor { who: b.term, entrusted: None }) {
                banned(two, side, rule, &who, *act, objects);
            }
        }
        What::Act { act, objects } => {
            let topic = self::act(two, side, *act);
            for object in objects.iter().filter_map(as_term) {
                match slot(two, side, *act, object) {
                    Some(slot) => ask(two, side, QuestionKind::WhoSlot(object, slot), Facts::default(), &Topic::All),
                    None => ask(two, side, QuestionKind::Who(*act, Some(object)), Facts::default(), &topic),
                }
            }
            if rule.record.is_some() && objects.iter().all(|o| as_term(o).is_none()) {
                on_case(two, side, rule, &Cond::True, &QuestionKind::Who(*act, None), &topic);
            }
        }
        What::Compare { .. } | What::Phrase(_) => {}
    }
}

/// The fields that a condition reads, on this side and the other.
fn fields(two: &Two, side: usize, cond: &Cond) -> [Vec<FieldId>; 2] {
    let model = two.model(side);
    let here: Vec<FieldId> = model.reads(cond).into_iter().filter_map(|a| model.atom(a)).map(|a| a.field).collect();
    let there: Vec<FieldId> = here.iter().flat_map(|f| two.bridge(side).fields(*f).iter().copied()).collect();
    if side == 0 { [here, there] } else { [there, here] }
}

/// `谁 组织 全体会议` asks for a slot of the meeting, where the verb fills one.
fn slot(two: &Two, side: usize, act: TermId, meeting: TermId) -> Option<SlotKind> {
    let model = two.model(side);
    let slot = model.slot_of(act).filter(|_| model.is_meeting(meeting))?;
    (!matches!(slot, SlotKind::Other(_)) || has_slot(model, act, meeting)).then_some(slot)
}

/// A ban on an act, asked of one whom it binds.
fn banned(two: &mut Two, side: usize, rule: &Rule, who: &AskedActor, act: TermId, objects: &[Object]) {
    for object in objects {
        match object {
            Object::Term(t) => {
                let facts = kind_of(two.model(side), *t);
                ask(two, side, QuestionKind::MayDo(who.clone(), act, Some(object.clone())), facts, &Topic::All);
            }
            Object::Record(record, pattern) => on_record(two, side, (*record, pattern), &Cond::True, &may_do(who, act, *record), &Topic::All),
            Object::Phrase(_) => {}
        }
    }
    if let (true, Some(record)) = (objects.is_empty(), rule.record) {
        on_case(two, side, rule, &Cond::True, &may_do(who, act, record), &Topic::All);
    }
}

/// A term that is a kind of a record brings the record along: `可否 县政府领导 出版 著作`.
fn kind_of(model: &Model, t: TermId) -> Facts {
    let taxonomy = model.terms.get(t).map(|t| t.taxonomy);
    let holds = |f: FieldId| model.field(f).is_some_and(|f| matches!(f.kind, Type::Term(of) if Some(of) == taxonomy));
    let found = model.records.iter().zip(0..).find_map(|(r, n)| Some((RecordId(n), r.kind.filter(|f| holds(*f))?)));
    found.map_or_else(Facts::default, |(record, field)| {
        let mut facts = Facts::about(record);
        facts.give(field, term_domain(model, t));
        facts
    })
}

fn may_do(who: &AskedActor, act: TermId, record: RecordId) -> QuestionKind {
    QuestionKind::MayDo(who.clone(), act, Some(Object::Record(record, Cond::True)))
}

/// An act on this side and the other.
fn act(two: &Two, side: usize, act: TermId) -> Topic {
    let there = two.bridge(side).term(act);
    Topic::Act(if side == 0 { [Some(act), there] } else { [there, Some(act)] })
}

/// Asks in each small case in which the rule's scope and `fact` hold, as far as both sides know the facts.
fn on_case(two: &mut Two, side: usize, rule: &Rule, fact: &Cond, kind: &QuestionKind, topic: &Topic) {
    if let Some(record) = rule.record {
        on_record(two, side, (record, &rule.scope), fact, kind, topic);
    }
}

fn on_record(two: &mut Two, side: usize, (record, scope): (RecordId, &Cond), fact: &Cond, kind: &QuestionKind, topic: &Topic) {
    let model = two.model(side);
    let lacks = unknown(two, side, fact);
    for Part { given, mut rest } in parts(two, side, scope) {
        let mut about = Facts::about(record);
        given.iter().for_each(|(f, t)| about.give(*f, term_domain(model, *t)));
        rest.push(fact.clone());
        let Some(facts) = about.witness(model, &rest) else { continue };
        let question = two.question(kind.clone(), facts);
        match &lacks {
            Some(word) => two.lacking(side, &question, word.clone(), topic),
            None => two.probe(side, &question, topic),
        }
    }
}

/// A fact of the condition that the other side does not have.
fn unknown(two: &Two, side: usize, fact: &Cond) -> Option<Str> {
    let model = two.model(side);
    let atoms = model.reads(fact).into_iter().filter_map(|a| model.atom(a));
    let field = atoms.map(|a| a.field).find(|f| two.bridge(side).fields(*f).is_empty())?;
    model.field(field).map(|f| f.name.clone())
}

/// A part of a scope: values of some fields, and what must hold beside them.
#[derive(Clone, Default)]
struct Part {
    given: Vec<(FieldId, TermId)>,
    rest: Vec<Cond>,
}

/// A scope taken apart at its `或`s and lists, without the facts that only this side has.
fn parts(two: &Two, side: usize, c: &Cond) -> Vec<Part> {
    let lone = |c: &Cond| vec![Part { given: Vec::new(), rest: vec![c.clone()] }];
    match c {
        Cond::Any(list) => list.iter().flat_map(|c| parts(two, side, c)).take(MOST_CASES).collect(),
        Cond::All(list) => list.iter().fold(vec![Part::default()], |heads, c| {
            let tails = parts(two, side, c);
            heads.iter().flat_map(|h| tails.iter().map(move |t| joined(h, t))).take(MOST_CASES).collect()
        }),
        Cond::Lit { atom, .. } if !shared(two, side, *atom) => vec![Part::default()],
        Cond::Lit { atom, positive: true } => one_by_one(two.model(side), *atom).unwrap_or_else(|| lone(c)),
        other => lone(other),
    }
}

fn joined(a: &Part, b: &Part) -> Part {
    Part { given: a.given.iter().chain(&b.given).copied().collect(), rest: a.rest.iter().chain(&b.rest).cloned().collect() }
}

/// True of a fact that both sides have.
fn shared(two: &Two, side: usize, atom: AtomId) -> bool {
    let model = two.model(side);
    let cond = Cond::Lit { atom, positive: true };
    model.reads(&cond).into_iter().filter_map(|a| model.atom(a)).all(|a| !two.bridge(side).fields(a.field).is_empty())
}

/// `文种：命令、议案` as two values of the field; a field of many values holds one of them by its own condition.
fn one_by_one(model: &Model, atom: AtomId) -> Option<Vec<Part>> {
    let found = model.atom(atom).filter(|a| model.field(a.field).is_some_and(|f| f.defined.is_none() && matches!(f.kind, Type::Term(_))))?;
    let Test::In { list, mode: InMode::Is | InMode::IsA, .. } = &found.test else { return None };
    let part = |t: &TermId| Part { given: vec![(found.field, *t)], rest: vec![Cond::Lit { atom, positive: true }] };
    (list.len() > 1).then(|| list.iter().map(part).collect())
}
