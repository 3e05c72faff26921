//! Questions about norms: a case that keeps or breaks one, who does the act, whether somebody may, what binds a bearer.

use super::{Maker, Target};
use crate::base::Force;
use crate::model::*;

impl Maker<'_> {
    pub(super) fn of_norm(&self, target: Target, rule: &Rule, item: &Item, norm: &Norm) -> Vec<Question> {
        let mut out = match &norm.what {
            What::Fact(c) => self.together(target, rule, item).into_iter().chain(self.judged(rule, item, norm, c)).collect(),
            What::Compare { field, cond, .. } => {
                let limit = QuestionKind::Limit(*field);
                let led = self.led(target, &limit, rule.record).into_iter().chain(self.cases(rule, item, &not_lifted(self.model, norm)));
                led.map(|f| self.about(limit.clone(), f)).chain(self.judged(rule, item, norm, cond)).collect()
            }
            What::Act { act, objects } => self.done(rule, item, norm, *act, objects),
            What::Phrase(_) => Vec::new(),
        };
        out.extend(self.binding(rule, item));
        out
    }

    /// 核查 of a case that breaks every norm of the statement that no scenario exercises.
    fn together(&self, target: Target, rule: &Rule, item: &Item) -> Vec<Question> {
        let mut more = Vec::new();
        for (other, at) in rule.items.iter().zip(0u32..) {
            let Content::Norm(norm) = &other.content else { continue };
            let What::Fact(content) = &norm.what else { continue };
            if norm.modal.is_some_and(Force::permits) || other.guard != item.guard || self.covered.contains(&(target.0, at)) {
                continue;
            }
            more.push(if norm.modal.is_some_and(|m| m.forbids()) { content.clone() } else { content.clone().complement() });
            more.extend(not_lifted(self.model, norm));
        }
        self.cases(rule, item, &more).into_iter().map(|f| self.about(QuestionKind::Check, f)).collect()
    }

    /// 核查 of a case that breaks the norm, then of one that keeps it; 可否 for what is allowed.
    fn judged(&self, rule: &Rule, item: &Item, norm: &Norm, content: &Cond) -> Vec<Question> {
        let kind = if norm.modal.is_some_and(Force::permits) { QuestionKind::May(None) } else { QuestionKind::Check };
        let forbids = norm.modal.is_some_and(|m| m.forbids());
        let mut out = Vec::new();
        for breaks in [!norm.modal.is_some_and(Force::permits), norm.modal.is_some_and(Force::permits)] {
            let truth = if breaks == forbids { content.clone() } else { content.clone().complement() };
            let mut more = vec![truth];
            more.extend(not_lifted(self.model, norm));
            let given = |f: Facts| self.asserting(f, content);
            out.extend(self.cases(rule, item, &more).into_iter().map(given).map(|f| self.about(kind.clone(), f)));
        }
        out
    }

    /// The same case with the facts of the content given, where they only followed.
    fn asserting(&self, facts: Facts, content: &Cond) -> Facts {
        let mut out = facts;
        for atom in self.model.reads(content) {
            let Some(field) = self.model.atom(atom).map(|a| a.field).filter(|f| !out.given.contains(f)) else { continue };
            let domain = out.domain(self.model, field).into_owned();
            let mut more = out.clone();
            more.give(field, domain);
            out = more.written(self.model).unwrap_or(out);
        }
        out
    }

    fn done(&self, rule: &Rule, item: &Item, norm: &Norm, act: TermId, objects: &[Object]) -> Vec<Question> {
        let case = self.cases(rule, item, &not_lifted(self.model, norm)).first().cloned().unwrap_or_default();
        let askers: Vec<TermId> = rule.bearers.iter().map(|b| b.term).collect();
        self.acting(rule, norm, act, objects, &askers, &case)
    }

    /// Who does the act, and whether these may.
    fn acting(&self, rule: &Rule, norm: &Norm, act: TermId, objects: &[Object], askers: &[TermId], case: &Facts) -> Vec<Question> {
        let mut out = Vec::new();
        let named = objects.iter().filter_map(|o| if let Object::Term(t) = o { Some(*t) } else { None });
        if !norm.modal.is_some_and(|m| m.forbids()) {
            out.extend(named.map(|t| self.plain(QuestionKind::Who(act, Some(t)))));
            out.extend(rule.record.map(|_| self.about(QuestionKind::Who(act, None), case.clone())));
        }
        for who in askers {
            let asker = AskedActor { who: *who, entrusted: None };
            let all = objects.iter().map(Some).chain(objects.is_empty().then_some(None));
            for object in all {
                let facts = match object {
                    Some(Object::Record(r, cond)) => Facts::about(*r).witness(self.model, std::slice::from_ref(cond)).unwrap_or_else(|| Facts::about(*r)),
                    _ => case.clone(),
                };
                out.push(self.about(QuestionKind::MayDo(asker.clone(), act, object.cloned()), facts));
            }
        }
        out
    }

    /// Questions about one case that read a norm.
    pub(super) fn asks_of_norm(&self, rule: &Rule, norm: &Norm, facts: &Facts) -> Vec<Question> {
        let about = |kind: QuestionKind| self.about(kind, facts.clone());
        let askers: Vec<TermId> = match self.responsible(facts) {
            Some(t) => vec![t],
            None if rule.bearers.is_empty() => self.bound_most().into_iter().collect(),
            None => rule.bearers.iter().map(|b| b.term).collect(),
        };
        let mut out = match &norm.what {
            What::Fact(_) if norm.modal == Some(Force::May) => vec![about(QuestionKind::May(None))],
            What::Fact(_) => vec![about(QuestionKind::Check)],
            What::Compare { field, .. } => vec![about(QuestionKind::Limit(*field)), about(QuestionKind::Check)],
            What::Act { act, objects } => self.acting(rule, norm, *act, objects, &askers, facts),
            What::Phrase(_) => Vec::new(),
        };
        out.extend(askers.into_iter().map(|t| about(QuestionKind::Duties(t))));
        if rule.record.is_some() && !matches!(norm.what, What::Fact(_) | What::Compare { .. }) {
            out.push(about(QuestionKind::Check));
        }
        out
    }

    /// 义务 of a bearer: of no case, then of one in which the norm speaks.
    fn binding(&self, rule: &Rule, item: &Item) -> Vec<Question> {
        let cases = self.cases(rule, item, &[]);
        let mut out = Vec::new();
        for b in &rule.bearers {
            out.push(self.plain(QuestionKind::Duties(b.term)));
            out.extend(cases.iter().cloned().map(|f| self.about(QuestionKind::Duties(b.term), f)));
        }
        if rule.bearers.is_empty() {
            let whose = cases.first().and_then(|f| self.responsible(f)).or_else(|| self.bound_most());
            out.extend(whose.into_iter().flat_map(|t| cases.iter().cloned().map(move |f| (t, f))).map(|(t, f)| self.about(QuestionKind::Duties(t), f)));
        }
        out
    }

    /// The bearer that most statements bind.
    fn bound_most(&self) -> Option<TermId> {
        let all = || self.model.rules.iter().flat_map(|r| r.bearers.iter()).map(|b| b.term);
        all().max_by_key(|t| (all().filter(|o| o == t).count(), std::cmp::Reverse(t.0)))
    }

    /// Whose record a case is, if it says so.
    pub(super) fn responsible(&self, facts: &Facts) -> Option<TermId> {
        let field = self.model.record(facts.record?)?.responsible.filter(|f| facts.given.contains(f))?;
        let domain = facts.domain(self.model, field);
        let Values::Terms(set) = &domain.values else { return None };
        set.iter().find(|t| self.model.terms.below(*t) == *set)
    }
}

/// What must fail for a norm to bind: its exceptions and its approval.
fn not_lifted(model: &Model, norm: &Norm) -> Vec<Cond> {
    let approval = norm.approval.as_ref().and_then(|a| model.yes(a.field));
    norm.except.iter().cloned().chain(approval).map(Cond::complement).collect()
}
