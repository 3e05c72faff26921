//! Lists about a record: 流程, 谁 does what several may do, 义务. Each contribution keeps a guard of its own; their product is never built.

use super::actors;
use super::check::{Book, Case, Entry};
use super::choice::{Chosen, stopper, touched};
use super::diagram::Ref;
use super::due;
use crate::base::Force;
use crate::model::*;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Listed {
    /// Every step of the chain.
    Chain,
    /// Who performs an act.
    Act(TermId),
    /// What binds a bearer.
    Duties(TermId),
}

impl Listed {
    fn takes(self, model: &Model, rule: &Rule, item: &Item) -> bool {
        match (self, &item.content) {
            (Listed::Chain, Content::Step(_)) => rule.kind == RuleKind::Procedure,
            (Listed::Act(act), Content::Step(s)) => model.terms.is_a(s.act, act),
            (Listed::Act(act), Content::Norm(Norm { what: What::Act { act: done, .. }, modal, .. })) => model.terms.is_a(*done, act) && !modal.is_some_and(Force::forbids),
            (Listed::Duties(bearer), Content::Norm(_)) => rule.bearers.is_empty() || binds(model, rule, bearer),
            (Listed::Duties(bearer), Content::Step(s)) => s.actors.list.iter().any(|a| a.includes(model, bearer)),
            _ => false,
        }
    }
}

fn binds(model: &Model, rule: &Rule, bearer: TermId) -> bool {
    let cut = |b: &Bearer| b.except.iter().any(|e| model.terms.is_a(bearer, *e));
    rule.bearers.iter().any(|b| model.terms.is_a(bearer, b.term) && !cut(b))
}

/// The contributions to one list of one record.
#[derive(Debug)]
pub(super) struct List {
    listed: Listed,
    record: RecordId,
    book: Book,
    /// Rules that replace others' courses or are whole courses, where they speak.
    courses: Vec<(RuleId, Ref)>,
}

/// A list, and what the reader should know beside it.
#[derive(Default)]
pub(super) struct Told {
    pub list: Collection,
    pub near: Vec<(RuleId, Option<AtomId>)>,
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
}

impl List {
    pub fn new(model: &Model, record: RecordId, listed: Listed, most: usize) -> List {
        let courses: Vec<&Rule> = model.rules_on(record).filter(|r| r.whole || !r.replaces.is_empty()).collect();
        let scopes: Vec<&Cond> = courses.iter().map(|r| &r.scope).collect();
        let mut book = Book::of(model, record, most, &|r, i| listed.takes(model, r, i), &scopes);
        let courses = courses.iter().map(|r| (model.id_of(r), book.space.cond(model, &mut book.store, &r.scope))).collect();
        List { listed, record, book, courses }
    }

    /// The list for a case; none if its cases pass the cap, or those of a choice in it.
    pub fn tell(&mut self, model: &Model, facts: &Facts, choose: &mut dyn FnMut(TermId) -> Option<Chosen>) -> Option<Told> {
        let rules: Vec<(&Rule, Vec<Entry>)> = model.rules_on(self.record).map(|r| (r, self.entries(model.id_of(r)))).filter(|(_, e)| !e.is_empty()).collect();
        let mut case = Case::new(model, facts, &mut self.book);
        let mut out = match self.listed {
            Listed::Duties(_) => duties(&mut case, &rules),
            _ => gather(&mut case, &rules, &self.courses),
        };
        if self.listed == Listed::Chain {
            choices(model, &mut out, choose)?;
            out.list.in_order(model);
        }
        (!self.book.store.full).then_some(out)
    }

    fn entries(&self, rule: RuleId) -> Vec<Entry> {
        self.book.entries.iter().filter(|e| e.rule == rule).cloned().collect()
    }
}

/// Lines of speaking rules, and of might-speak rules that a given fact touches.
fn gather(case: &mut Case, rules: &[(&Rule, Vec<Entry>)], courses: &[(RuleId, Ref)]) -> Told {
    let (model, facts) = (case.model, case.facts);
    let speaking: Vec<&Rule> = courses.iter().filter_map(|(id, at)| model.rule(*id).filter(|r| case.entails(&r.scope, *at) == Some(true))).collect();
    let replaced = |rule: &Rule| speaking.iter().flat_map(|r| &r.replaces).any(|x| x.act.is_none() && x.rules.contains(&model.id_of(rule)));
    let beside = |rule: &Rule| rule.other && speaking.iter().any(|r| r.whole && !r.other && r.place.article == rule.place.article);
    let (mut out, mut might, mut lone) = (Told::default(), Vec::new(), true);
    for (rule, entries) in rules {
        let Some(scope) = entries.first().map(|e| e.scope) else { continue };
        match case.entails(&rule.scope, scope) {
            Some(true) => {
                lone = false;
                if !replaced(rule) && !beside(rule) {
                    out.list.lines.extend(lines(case, rule, entries));
                }
            }
            Some(false) => out.near.push((model.id_of(rule), stopper(model, facts, &rule.scope))),
            None => might.push((*rule, entries)),
        }
    }
    for (rule, entries) in might {
        let found = lines(case, rule, entries);
        match found.is_empty() {
            true => {}
            false if lone || touched(model, facts, &rule.scope) => out.list.elsewhere.push((model.id_of(rule), facts.residual(model, &rule.scope), found)),
            false => out.list.untouched.push(rule.place),
        }
    }
    out
}

/// What binds somebody wherever its scope may hold, with what is open of it.
fn duties(case: &mut Case, rules: &[(&Rule, Vec<Entry>)]) -> Told {
    let mut out = Told::default();
    for (rule, entries) in rules {
        let Some(scope) = entries.first().map(|e| e.scope) else { continue };
        let when = case.facts.residual(case.model, &rule.scope);
        if when == Cond::False || case.entails(&rule.scope, scope) == Some(false) {
            continue;
        }
        let found = lines(case, rule, entries);
        out.list.lines.extend(found.into_iter().map(|l| Line { when: Cond::all([when.clone(), l.when]), ..l }));
    }
    out
}

/// What a rule contributes where its scope holds.
fn lines(case: &mut Case, rule: &Rule, entries: &[Entry]) -> Vec<Line> {
    let (model, facts) = (case.model, case.facts);
    let mut out = Vec::new();
    for (e, item) in entries.iter().filter_map(|e| Some((e, rule.items.get(e.item as usize)?))) {
        let when = match case.entails(&item.guard, e.guard) {
            Some(true) => Cond::True,
            Some(false) => continue,
            None => facts.residual(model, &item.guard),
        };
        let kind = match &item.content {
            Content::Step(step) => LineKind::Step(Step { actors: actors::listed(model, facts, &step.actors), ..step.clone() }),
            Content::Limit(_) => match due::of_item(model, facts, item) {
                Some(due) => LineKind::Due(due),
                None => continue,
            },
            _ => LineKind::Norm,
        };
        out.push(Line { when, kind, force: item.force, cite: Cite { rule: e.rule, item: e.item, place: item.place } });
    }
    out
}

/// Steps of one 唯一 class that are more than one plain step become one line: the answer of their own choice.
fn choices(model: &Model, out: &mut Told, choose: &mut dyn FnMut(TermId) -> Option<Chosen>) -> Option<()> {
    let class_of = |l: &Line| if let LineKind::Step(s) = &l.kind { model.terms.unique_class(s.act) } else { None };
    let lines = &mut out.list.lines;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some(class) = class_of(line) else { continue };
        let (cite, first) = (line.cite, lines.iter().position(|l| class_of(l) == Some(class)) == Some(at - 1));
        let mut steps = lines.iter().filter(|l| class_of(l) == Some(class));
        let alternative = steps.clone().all(|l| matches!(&l.kind, LineKind::Step(s) if !s.alternative.is_empty()));
        let plain = matches!((steps.next(), steps.next()), (Some(one), None) if one.when == Cond::True);
        if !first || plain || alternative {
            continue;
        }
        let Chosen { choice, irrelevant, assumed, .. } = choose(class)?;
        out.irrelevant.extend(irrelevant);
        out.assumed.extend(assumed);
        lines.retain(|l| class_of(l) != Some(class));
        lines.insert(at - 1, Line { when: Cond::True, kind: LineKind::Choice(class, choice), force: Force::Stated, cite });
    }
    Some(())
}
