//! Two policies asked the same, and their answers held against each other.

use super::bridge::Bridge;
use super::told::{Line, Told, told};
use super::words::Words;
use super::{Difference, Engine, Kind, Side};
use crate::base::Str;
use crate::calendar::Date;
use crate::model::{Cite, Cond, Content, Domain, Facts, FieldId, Model, Norm, Object, Question, QuestionKind, RecordId, RuleId, TermId, Test, Type, Values, What};
use std::collections::BTreeSet;

/// Which contributions of an answer belong to what is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Topic {
    All,
    /// One act of either side: where a side has steps or norms of this very act, those alone.
    Act([Option<TermId>; 2]),
    /// Norms on these fields, of either side.
    Fields([Vec<FieldId>; 2]),
    /// How often a meeting meets, how many must come.
    Frequency,
    Quorum,
    Breach,
}

/// Both sides of one comparison, and what was found so far.
pub(super) struct Two<'a> {
    /// From the first to the second, and back.
    pub bridges: [&'a Bridge<'a>; 2],
    on: Date,
    engine: &'a Engine<'a>,
    pub found: Vec<Found>,
    /// Articles that answer one question, one from each side.
    pub met: Vec<(u32, u32)>,
    /// Contributions of either side that somewhere say what one of the other side says.
    pub agreed: [BTreeSet<(RuleId, u32)>; 2],
    pub asked: usize,
    pub skipped: usize,
    done: BTreeSet<String>,
}

/// A difference before it is merged with others.
pub(super) struct Found {
    pub difference: Difference,
    /// What is different: the conditions, the persons, the forces.
    pub aspect: String,
}

/// A question as each side understands it, and what each says.
struct Asked {
    questions: [Question; 2],
    answers: [crate::model::Answer; 2],
    told: [Told; 2],
}

impl<'a> Two<'a> {
    pub fn new(bridges: [&'a Bridge<'a>; 2], on: Date, engine: &'a Engine<'a>) -> Two<'a> {
        Two { bridges, on, engine, found: Vec::new(), met: Vec::new(), agreed: Default::default(), asked: 0, skipped: 0, done: BTreeSet::new() }
    }

    pub fn model(&self, side: usize) -> &'a Model {
        self.bridge(side).from
    }

    /// From this side to the other.
    pub fn bridge(&self, side: usize) -> &'a Bridge<'a> {
        let [there, back] = self.bridges;
        if side == 0 { there } else { back }
    }

    /// The second side's words are the shared ones.
    pub fn words(&self, side: usize) -> Words<'a> {
        Words { model: self.model(side), bridge: (side == 0).then(|| self.bridge(0)) }
    }

    pub fn question(&self, kind: QuestionKind, facts: Facts) -> Question {
        Question { kind, facts, others: Vec::new(), on: self.on }
    }

    /// Puts a question in the words of one side to both, and keeps what differs.
    pub fn probe(&mut self, side: usize, question: &Question, topic: &Topic) {
        match self.bridge(side).question(question) {
            Ok(other) => {
                let questions = if side == 0 { [question.clone(), other] } else { [other, question.clone()] };
                if self.fresh(&questions, topic) {
                    self.compare(questions, topic);
                }
            }
            Err(word) if self.done.insert(format!("{side}{:?}{:?}{topic:?}", question.kind, question.facts)) => self.lacking(side, question, word, topic),
            Err(_) => {}
        }
    }

    /// False of what was asked before.
    fn fresh(&mut self, [left, right]: &[Question; 2], topic: &Topic) -> bool {
        self.done.insert(format!("{:?}{:?}{:?}{:?}{topic:?}", left.kind, left.facts, right.kind, right.facts))
    }

    /// Asks both; true if they answer differently.
    pub fn compare(&mut self, questions: [Question; 2], topic: &Topic) -> bool {
        self.asked += 1;
        let asked = self.ask(questions, topic);
        let [left, right] = &asked.told;
        let article = |t: &Told| t.cites.first().and_then(|c| c.place.article);
        if let (Some(a), Some(b)) = (article(left), article(right)) {
            self.met.push((a, b));
        }
        if left.same(right) {
            for (known, told) in self.agreed.iter_mut().zip(&asked.told) {
                known.extend(told.cites.iter().map(|c| (c.rule, c.item)));
            }
            return false;
        }
        let asked = self.familiar(self.least(asked, topic), topic);
        let kind = kind(&asked.told);
        let Asked { questions: [ql, qr], answers: [al, ar], told: [tl, tr] } = asked;
        let side = |q, a, t: Told| Side { asked: Some((q, a)), lacks: None, cites: t.cites };
        let aspect = aspect(kind, &tl, &tr);
        self.found.push(Found { difference: Difference { kind, sides: [side(ql, al, tl), side(qr, ar, tr)], also: Vec::new(), more: 0 }, aspect });
        true
    }

    /// The other side does not know a word of the question: only this side can be asked.
    pub fn lacking(&mut self, side: usize, question: &Question, word: Str, topic: &Topic) {
        let answer = (self.engine)(self.model(side), question);
        let told = self.told(side, question, &answer, topic);
        if told.lines.is_empty() {
            return;
        }
        let number = told.lines.iter().any(|l| !l.number.is_empty());
        let here = Side { asked: Some((question.clone(), answer)), lacks: None, cites: told.cites };
        let there = Side { asked: None, lacks: Some(word), cites: Vec::new() };
        let (kind, sides) = if side == 0 { (Kind::OnlyLeft, [here, there]) } else { (Kind::OnlyRight, [there, here]) };
        self.asked += 1;
        self.found.push(Found { difference: Difference { kind: if number { Kind::Number } else { kind }, sides, also: Vec::new(), more: 0 }, aspect: String::new() });
    }

    /// What follows a breach has no question that both sides know: the same consequence by the same organ, wherever it stands.
    pub fn consequence(&mut self, side: usize, question: &Question) {
        let answer = (self.engine)(self.model(side), question);
        let told = self.told(side, question, &answer, &Topic::Breach);
        let other = 1 - side.min(1);
        let words = self.words(other);
        let known = consequences(words);
        let told = Told { lines: told.lines.iter().filter(|l| !known.contains(&l.manner)).cloned().collect(), ..told };
        if told.lines.is_empty() {
            return;
        }
        self.asked += 1;
        let here = Side { asked: Some((question.clone(), answer)), lacks: None, cites: told.cites };
        let there = Side { asked: None, lacks: None, cites: Vec::new() };
        let (kind, sides) = if side == 0 { (Kind::OnlyLeft, [here, there]) } else { (Kind::OnlyRight, [there, here]) };
        self.found.push(Found { difference: Difference { kind, sides, also: Vec::new(), more: 0 }, aspect: String::new() });
    }

    fn ask(&self, questions: [Question; 2], topic: &Topic) -> Asked {
        let [left, right] = &questions;
        let answers = [(self.engine)(self.model(0), left), (self.engine)(self.model(1), right)];
        let ([left, right], [al, ar]) = (&questions, &answers);
        let told = [self.told(0, left, al, topic), self.told(1, right, ar, topic)];
        Asked { questions, answers, told }
    }

    fn told(&self, side: usize, question: &Question, answer: &crate::model::Answer, topic: &Topic) -> Told {
        let model = self.model(side);
        let found = told(self.words(side), question, answer, &|c| belongs(model, side, c, topic));
        match topic {
            Topic::Act(_) if found.lines.is_empty() => told(self.words(side), question, answer, &|_| true),
            _ => found,
        }
    }

    /// The same difference with values that some rule names, where the case has others.
    fn familiar(&self, mut asked: Asked, topic: &Topic) -> Asked {
        let model = self.model(1);
        let [_, right] = &asked.questions;
        for field in right.facts.given.clone() {
            let named = named(model, right_record(&asked), field);
            let [_, now] = &asked.questions;
            if now.facts.follows(model, field) || named.iter().any(|t| *now.facts.domain(model, field) == term_domain(model, *t)) {
                continue;
            }
            let next = named.into_iter().find_map(|t| self.with(&asked, field, t, topic));
            asked = next.unwrap_or(asked);
        }
        asked
    }

    /// The question with another value of one field, if both sides still answer as before.
    fn with(&self, asked: &Asked, field: FieldId, value: TermId, topic: &Topic) -> Option<Asked> {
        let [left, right] = &asked.questions;
        let mut facts = right.facts.clone();
        facts.give(field, term_domain(self.model(1), value));
        let mut here = left.facts.clone();
        let carried = self.bridge(1).facts(&facts).ok()?;
        for f in self.bridge(1).fields(field) {
            here.give(*f, carried.domain(self.model(0), *f).into_owned());
        }
        if !facts.possible(self.model(1), &[]) || !here.possible(self.model(0), &[]) {
            return None;
        }
        let next = self.ask([Question { facts: here, ..left.clone() }, Question { facts, ..right.clone() }], topic);
        let ([a, b], [c, d]) = (&asked.told, &next.told);
        (a.same(c) && b.same(d)).then_some(next)
    }

    /// The same difference with every fact dropped that changes neither answer.
    fn least(&self, mut asked: Asked, topic: &Topic) -> Asked {
        let [left, _] = &asked.questions;
        // the object's name alone says its kind
        if matches!(left.kind, QuestionKind::MayDo(_, _, Some(Object::Term(_)))) {
            return asked;
        }
        for field in left.facts.given.clone().into_iter().rev() {
            let [ql, qr] = &asked.questions;
            let there = self.bridge(0).fields(field);
            let less = there.iter().fold(qr.facts.clone(), |f, id| f.without(*id));
            let (here, there) = (ql.facts.without(field).fixed(self.model(0)), less.fixed(self.model(1)));
            let questions = [Question { facts: here, ..ql.clone() }, Question { facts: there, ..qr.clone() }];
            let next = self.ask(questions, topic);
            let ([a, b], [c, d]) = (&asked.told, &next.told);
            if a.same(c) && b.same(d) {
                asked = next;
            }
        }
        asked
    }
}

fn right_record(asked: &Asked) -> Option<RecordId> {
    let [_, right] = &asked.questions;
    right.facts.record
}

/// A value as it is written: it or anything below it.
pub(super) fn term_domain(model: &Model, t: TermId) -> Domain {
    Domain { none: false, values: Values::Terms(model.terms.below(t)) }
}

/// The terms that conditions on a field name, and the bearers of the record's rules where it is the responsible field; the frequent first.
fn named(model: &Model, record: Option<RecordId>, field: FieldId) -> Vec<TermId> {
    if !matches!(model.field(field).map(|f| &f.kind), Some(Type::Term(_))) {
        return Vec::new();
    }
    let lists = model.atoms.iter().filter(|a| a.field == field).filter_map(|a| if let Test::In { list, .. } = &a.test { Some(list) } else { None });
    let own = record.and_then(|r| model.record(r)).is_some_and(|r| r.responsible == Some(field));
    let bearers = model.rules.iter().filter(|r| own && r.record == record).flat_map(|r| r.bearers.iter().map(|b| b.term));
    let all: Vec<TermId> = lists.flatten().copied().chain(bearers).collect();
    let mut out: Vec<TermId> = Vec::new();
    all.iter().for_each(|t| {
        if !out.contains(t) {
            out.push(*t)
        }
    });
    out.sort_by_key(|t| std::cmp::Reverse(all.iter().filter(|o| *o == t).count()));
    out
}

fn consequences(w: Words) -> Vec<String> {
    let of = |i: &crate::model::Item| if let Content::Breach { consequences, .. } = &i.content { Some(w.terms(consequences)) } else { None };
    w.model.items().filter_map(|(_, i)| of(i)).collect()
}

fn belongs(model: &Model, side: usize, cite: &Cite, topic: &Topic) -> bool {
    let item = model.rule(cite.rule).and_then(|r| r.items.get(cite.item as usize));
    let Some(content) = item.map(|i| &i.content) else { return false };
    match topic {
        Topic::All => true,
        Topic::Act([left, right]) => act_of(content).is_none_or(|act| Some(act) == if side == 0 { *left } else { *right }),
        Topic::Frequency => matches!(content, Content::Frequency(_)),
        Topic::Quorum => matches!(content, Content::Quorum(_)),
        Topic::Breach => matches!(content, Content::Breach { .. }),
        Topic::Fields([left, right]) => match content {
            Content::Norm(Norm { what: What::Fact(c) | What::Compare { cond: c, .. }, .. }) => reads(model, c, if side == 0 { left } else { right }),
            _ => false,
        },
    }
}

fn act_of(content: &Content) -> Option<TermId> {
    match content {
        Content::Step(s) => Some(s.act),
        Content::Norm(Norm { what: What::Act { act, .. }, .. }) => Some(*act),
        _ => None,
    }
}

fn reads(model: &Model, cond: &Cond, fields: &[FieldId]) -> bool {
    model.reads(cond).into_iter().filter_map(|a| model.atom(a)).any(|a| fields.contains(&a.field))
}

/// The gravest of what differs.
fn kind([left, right]: &[Told; 2]) -> Kind {
    let differs = |of: Of| words(left, right, of) != words(right, left, of);
    if differs(|l| vec![l.number.clone()]) {
        return Kind::Number;
    }
    match (left.lines.is_empty(), right.lines.is_empty()) {
        (false, true) => return Kind::OnlyLeft,
        (true, false) => return Kind::OnlyRight,
        _ => {}
    }
    match () {
        () if differs(|l| l.who.clone()) => Kind::Person,
        () if differs(|l| vec![l.force.clone()]) => Kind::Force,
        () if differs(|l| l.when.clone()) => Kind::Condition,
        () => Kind::Manner,
    }
}

type Of = fn(&Line) -> Vec<String>;

/// Of the lines that the other side does not have, one part of each.
fn words(mine: &Told, yours: &Told, of: Of) -> BTreeSet<String> {
    mine.beyond(yours).into_iter().flat_map(of).filter(|t| !t.is_empty()).collect()
}

/// What only one side has of the part that differs.
fn aspect(kind: Kind, left: &Told, right: &Told) -> String {
    let of: Of = match kind {
        Kind::Person => |l| l.who.clone(),
        Kind::Force => |l| vec![l.force.clone()],
        Kind::Condition => |l| l.when.clone(),
        Kind::Number | Kind::Manner | Kind::OnlyLeft | Kind::OnlyRight => |l| vec![l.number.clone(), l.manner.clone()],
    };
    let (ours, theirs) = (words(left, right, of), words(right, left, of));
    let only = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect::<Vec<_>>().join("、");
    format!("{}｜{}", only(&ours, &theirs), only(&theirs, &ours))
}
