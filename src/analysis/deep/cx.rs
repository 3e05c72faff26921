//! What every search shares: possible cases, witnesses put to the engine, what was found.

use super::{At, Detail, Finding, Meet, Skipped, Witness};
use crate::analysis::scenario::Engine;
use crate::calendar::Date;
use crate::decision::Compiled;
use crate::model::{Answer, Body, Choice, Cite, Cond, Content, Facts, Fault, Item, Leaf, Model, Norm, Question, QuestionKind, RecordId, Rule, RuleId, Status, Step, Tree, Verdict};

/// Most facts added to make an answer definite.
const MOST_ADDED: usize = 32;

pub(super) struct Cx<'a> {
    pub model: &'a Model,
    pub compiled: Compiled<'a>,
    pub on: Date,
    pub engine: &'a Engine<'a>,
    found: Vec<Finding>,
    skipped: Vec<Skipped>,
}

/// A contribution with the rule it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Part<'m> {
    pub id: RuleId,
    pub rule: &'m Rule,
    pub index: u32,
    pub item: &'m Item,
}

impl<'m> Part<'m> {
    /// Its rule's scope and its own condition.
    pub fn guard(&self) -> Cond {
        Cond::all([self.rule.scope.clone(), self.item.guard.clone()])
    }

    pub fn at(&self) -> At {
        At { rule: Some(self.id), item: Some(self.index), place: self.item.place, span: self.item.span }
    }

    pub fn norm(&self) -> Option<&'m Norm> {
        if let Content::Norm(n) = &self.item.content { Some(n) } else { None }
    }

    pub fn step(&self) -> Option<&'m Step> {
        if let Content::Step(s) = &self.item.content { Some(s) } else { None }
    }

    pub fn is(&self, cite: &Cite) -> bool {
        cite.rule == self.id && cite.item == self.index
    }
}

impl<'a> Cx<'a> {
    pub fn new(model: &'a Model, on: Date, engine: &'a Engine<'a>) -> Cx<'a> {
        Cx { model, compiled: Compiled::new(model), on, engine, found: Vec::new(), skipped: Vec::new() }
    }

    /// What was found, taken out.
    pub fn done(&mut self) -> (Vec<Finding>, Vec<Skipped>) {
        (std::mem::take(&mut self.found), std::mem::take(&mut self.skipped))
    }

    /// Every contribution, in order of writing.
    pub fn parts(&self) -> Vec<Part<'a>> {
        let model = self.model;
        let of = |(rule, n): (&'a Rule, u32)| rule.items.iter().zip(0u32..).map(move |(item, index)| Part { id: RuleId(n), rule, index, item });
        model.rules.iter().zip(0u32..).flat_map(of).collect()
    }

    /// Every record that some rule is about.
    pub fn records(&self) -> Vec<RecordId> {
        let mut out: Vec<RecordId> = self.model.rules.iter().filter_map(|r| r.record).collect();
        out.sort();
        out.dedup();
        out
    }

    pub fn about(record: Option<RecordId>) -> Facts {
        record.map(Facts::about).unwrap_or_default()
    }

    /// True if some case fulfils all of these.
    pub fn possible(&self, record: Option<RecordId>, conds: &[Cond]) -> bool {
        Cx::about(record).possible(self.model, conds)
    }

    /// True if every possible case of `a` is one of `b`.
    pub fn implies(&self, record: Option<RecordId>, a: &Cond, b: &Cond) -> bool {
        a == b || !self.possible(record, &[a.clone(), b.clone().complement()])
    }

    /// A smallest case that can be written and in which all of these follow.
    pub fn case(&self, record: Option<RecordId>, conds: &[Cond]) -> Option<Facts> {
        Cx::about(record).witness(self.model, conds)
    }

    /// A check of such a case that finds this norm broken. Its approval and its exceptions are given: a check does not infer them.
    pub fn broken(&self, part: &Part, conds: &[Cond]) -> Option<Witness> {
        let mut facts = self.case(part.rule.record, conds)?;
        let norm = part.norm()?;
        for lift in norm.except.iter().cloned().chain(norm.approval.as_ref().and_then(|a| self.model.yes(a.field))) {
            while facts.settled(self.model, &lift).is_none() {
                let atom = facts.open_atom(self.model, &lift)?;
                facts = [false, true].into_iter().find_map(|t| facts.assume(self.model, atom, t))?;
            }
        }
        let w = self.ask(QuestionKind::Check, facts.written(self.model)?);
        breaks(&w.answer, part).then_some(w)
    }

    pub fn ask(&self, kind: QuestionKind, facts: Facts) -> Witness {
        self.ask_of(self.model, kind, facts)
    }

    /// The answer of another policy with the same words.
    pub fn ask_of(&self, model: &Model, kind: QuestionKind, facts: Facts) -> Witness {
        let question = Question { kind, facts, others: Vec::new(), on: self.on };
        let answer = (self.engine)(model, &question);
        Witness { question, answer }
    }

    /// Asks about a case with every fact left out that the fault does not need; none if the case does not show it.
    pub fn shown(&self, kind: &QuestionKind, facts: Facts, shows: &dyn Fn(&Facts, &Answer) -> bool) -> Option<Witness> {
        let try_with = |facts: Facts| Some(self.ask(kind.clone(), facts)).filter(|w| shows(&w.question.facts, &w.answer));
        let mut best = try_with(facts)?;
        for field in best.question.facts.given.clone().into_iter().rev() {
            best = try_with(best.question.facts.without(field)).unwrap_or(best);
        }
        Some(best)
    }

    /// Asks about a case with the facts added on which the answer hangs, each as it leaves the fewest rules to speak.
    pub fn settled(&self, kind: &QuestionKind, facts: Facts) -> Option<Witness> {
        let mut w = self.ask(kind.clone(), facts);
        for _ in 0..MOST_ADDED {
            let Body::Choice(Choice { main, elsewhere, .. }) = &w.answer.body else { return Some(w) };
            let atom = match (main, elsewhere.first()) {
                (Some(Tree::Fork { atom, .. }), _) => *atom,
                (_, Some(e)) => w.question.facts.open_atom(self.model, &e.when)?,
                (_, None) => return Some(w),
            };
            let next = [false, true].into_iter().find_map(|t| w.question.facts.assume(self.model, atom, t)?.written(self.model))?;
            w = self.ask(kind.clone(), next);
        }
        None
    }

    pub fn report(&mut self, fault: Fault, detail: Detail, spots: Vec<At>, witnesses: Vec<Witness>) {
        let mut spots = spots;
        let mut seen = Vec::new();
        spots.retain(|s| {
            !seen.contains(s) && {
                seen.push(*s);
                true
            }
        });
        self.found.push(Finding { fault, detail, spots, witnesses, meet: None, allowed: None });
    }

    /// Says of the last finding where its statements meet: on a record, if a 限定 can name every fact of the condition.
    pub fn meet(&mut self, record: Option<RecordId>, conds: &[Cond]) {
        let model = self.model;
        let cond = Cond::all(conds.to_vec());
        let named = model.reads(&cond).iter().all(|a| model.atom(*a).and_then(|a| model.field(a.field)).is_some_and(|f| f.record.is_some()));
        if let Some(last) = self.found.last_mut() {
            last.meet = Some(Meet { cases: record.map(|r| (r, cond)), named, scenarios: Vec::new() });
        }
    }

    pub fn skip(&mut self, what: Skipped) {
        self.skipped.push(what);
    }

    /// True if this fault was found at this contribution.
    pub fn has(&self, fault: Fault, part: &Part) -> bool {
        self.found.iter().any(|f| f.fault == fault && f.spots.first() == Some(&part.at()))
    }
}

/// True if the answer says nothing, whatever is not given.
pub(super) fn silent(answer: &Answer) -> bool {
    let elsewhere = matches!(&answer.body, Body::Choice(c) if !c.elsewhere.is_empty());
    answer.status == Status::Silent && !elsewhere
}

/// The one leaf of a choice.
pub(super) fn leaf(answer: &Answer) -> Option<&Leaf> {
    match &answer.body {
        Body::Choice(Choice { main: Some(Tree::Leaf(leaf)), .. }) => Some(leaf),
        _ => None,
    }
}

/// True of a check that finds this contribution broken.
pub(super) fn breaks(answer: &Answer, part: &Part) -> bool {
    let bad = |f: &crate::model::Finding| matches!(f.verdict, Verdict::Breached | Verdict::Departed) && part.is(&f.cite);
    matches!(&answer.body, Body::Check(c) if c.findings.iter().any(bad))
}
