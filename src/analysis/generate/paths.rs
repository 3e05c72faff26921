//! Choices: the cases that lead to a contribution, and one for each outcome that no scenario has.

use super::{Maker, Proposal, Target};
use crate::analysis::coverage::exercised;
use crate::analysis::scenario::Seen;
use crate::model::*;
use std::collections::BTreeSet;

impl Maker<'_> {
    /// The cases of a choice in which a contribution holds, those in which it holds alone first.
    pub(super) fn led(&self, target: Target, kind: &QuestionKind, record: Option<RecordId>) -> Vec<Facts> {
        let mut found = self.compiled.outcomes(kind, record).unwrap_or_default();
        found.retain(|c| c.holds.contains(&target));
        found.sort_by_key(|c| (c.holds.len(), c.facts.given.len()));
        let alone = |f: &Facts| {
            let holds = |a: &Answer, m: &Model| exercised(m, a).contains(&target);
            self.lean(self.about(kind.clone(), f.clone()), &holds).facts
        };
        found.iter().take(2).filter_map(|c| c.facts.written(self.model)).map(|f| alone(&f)).collect()
    }

    /// One proposal for each outcome of a choice that no answer gives: two rules that meet, or a place where none speaks to the end.
    pub(super) fn paths(&mut self, mut seen: Vec<Seen>) -> Vec<Proposal> {
        let mut out = Vec::new();
        for (kind, record) in self.choices() {
            for case in self.compiled.outcomes(&kind, Some(record)).unwrap_or_default() {
                let Some(target) = case.holds.first().copied() else { continue };
                let given = |s: &Seen| s.question.facts.record == Some(record) && leaves(&s.answer).iter().any(|l| same(l, &case.leaf));
                if seen.iter().any(given) {
                    continue;
                }
                let asked = match (&kind, &case.leaf.kind) {
                    (QuestionKind::Who(..), LeafKind::Actors { act, .. }) => QuestionKind::Who(*act, None),
                    _ => kind.clone(),
                };
                let Some(facts) = case.facts.written(self.model) else { continue };
                let rests = |a: &Answer, _: &Model| leaves(a).iter().any(|l| same(l, &case.leaf));
                let question = self.lean(self.about(asked, facts), &rests);
                if let Some(found) = self.proposal(target, &question, &rests) {
                    self.covered.extend(found.covers.iter().copied());
                    seen.push(found.seen.clone());
                    out.push(found);
                }
            }
        }
        out
    }

    /// The same question without the facts that its definite answer can do without.
    fn lean(&self, mut question: Question, rests: &dyn Fn(&Answer, &Model) -> bool) -> Question {
        for field in question.facts.given.clone().into_iter().rev() {
            let less = Question { facts: question.facts.without(field), ..question.clone() };
            let answer = (self.author.engine)(self.model, &less);
            if answer.status == Status::Definite && rests(&answer, self.model) {
                question = less;
            }
        }
        question
    }

    /// Every choice that some statement contributes to: who performs a 唯一 act, a last day, a limit.
    fn choices(&self) -> Vec<(QuestionKind, RecordId)> {
        let (mut classes, mut acts, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (rule, item) in self.model.items() {
            let Some(record) = rule.record else { continue };
            match &item.content {
                Content::Step(s) => classes.extend(self.model.terms.unique_class(s.act).map(|c| (record, c))),
                Content::Limit(l) => acts.extend(self.model.field(l.field).and_then(|f| f.act).map(|a| (record, a))),
                Content::Norm(Norm { what: What::Compare { field, .. }, .. }) => drop(fields.insert((record, *field))),
                _ => {}
            }
        }
        let who = classes.into_iter().map(|(r, c)| (QuestionKind::Who(c, None), r));
        let when = acts.into_iter().map(|(r, a)| (QuestionKind::When(a, self.dates_of(r, a)), r));
        let limits = fields.into_iter().map(|(r, f)| (QuestionKind::Limit(f), r));
        who.chain(when).chain(limits).collect()
    }
}

/// The outcomes of a choice, without 另有.
fn leaves(answer: &Answer) -> Vec<&Leaf> {
    let mut out = Vec::new();
    if let Body::Choice(Choice { main: Some(tree), .. }) = &answer.body {
        tree.leaves(&mut out);
    }
    out
}

/// The same outcome, whatever day a limit falls on.
fn same(a: &Leaf, b: &Leaf) -> bool {
    match (&a.kind, &b.kind) {
        (LeafKind::Due(x), LeafKind::Due(y)) => a.force == b.force && x.len() == y.len() && x.iter().zip(y).all(|(x, y)| x.limit == y.limit),
        _ => a == b,
    }
}
