//! Questions to answers.

use super::actors::known_term;
use super::asked::Asked;
use super::check::{Book, check};
use super::choice::{Chosen, choose};
use super::dates::PreparedDates;
use super::list::{List, Listed, Told};
use super::norms::PreparedNorms;
use super::plan::{MOST_NODES, Plan};
use super::prepared::Prepared;
use super::shared::Shared;
use super::tree::atoms;
use crate::model::*;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// What was compiled of one model so far, question by question.
#[derive(Debug, Default)]
pub struct Plans {
    choices: Kept<(Option<RecordId>, Asked), Plan>,
    books: Kept<RecordId, Book>,
    lists: Kept<(RecordId, Listed), List>,
}

/// Things made when first asked for.
#[derive(Debug)]
struct Kept<K, V>(Mutex<HashMap<K, Arc<Mutex<V>>>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Kept(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Kept<K, V> {
    fn get(&self, key: K, make: impl FnOnce() -> V) -> Arc<Mutex<V>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(key).or_insert_with(|| Arc::new(Mutex::new(make()))).clone()
    }
}

/// One jurisdiction's rules, each question compiled when it is first asked.
#[derive(Debug)]
pub struct Compiled<'m> {
    model: &'m Model,
    most: usize,
    plans: Arc<Plans>,
}

/// Compiles what one question needs, and answers it; none where this engine does not.
pub fn answer(model: &Model, question: &Question) -> Option<Answer> {
    Compiled::new(model).answer(question)
}

impl<'m> Compiled<'m> {
    pub fn new(model: &'m Model) -> Compiled<'m> {
        Compiled::capped(model, MOST_NODES)
    }

    /// With another cap on the nodes of one choice.
    pub fn capped(model: &'m Model, most: usize) -> Compiled<'m> {
        Compiled { model, most, plans: Arc::default() }
    }

    /// With what was compiled before, of this very model.
    pub fn with(model: &'m Model, plans: Arc<Plans>) -> Compiled<'m> {
        Compiled { plans, ..Compiled::new(model) }
    }

    /// Whether this engine answers the question: choices (谁 of a 唯一 act, 何时, 限额, 代理), lists about a record (流程, 谁 of another
    /// act, 义务), and 核查 without a recorded trail or a held meeting. What reads no fact (何会, 会议, 条, 适用, 义务 of nothing) and
    /// what joins many questions (可否, 办理) is left to the reference interpreter.
    pub fn covers(&self, question: &Question) -> bool {
        match question.kind {
            QuestionKind::StandIn(_) => true,
            QuestionKind::Check => std::iter::once(&question.facts).chain(&question.others).all(|f| f.trail.is_none() && !self.meets(f)),
            _ => !self.often(question) && (self.asked(question).is_some() || self.listed(question).is_some()),
        }
    }

    /// True if the case is a held meeting that some statement describes.
    fn meets(&self, facts: &Facts) -> bool {
        let kind = facts.record.and_then(|r| self.model.record(r)).and_then(|r| r.kind);
        let Some(meeting) = kind.and_then(|f| known_term(self.model, facts, f)) else { return false };
        self.model.rules.iter().any(|r| r.meeting.is_some_and(|m| self.model.terms.is_a(meeting, m)))
    }

    /// True if the question may be how often a meeting is held, which is a list.
    fn often(&self, question: &Question) -> bool {
        let counts = match &question.kind {
            QuestionKind::When(act, _) => self.model.act_named("召开").is_some_and(|h| self.model.terms.is_a(*act, h)),
            QuestionKind::Limit(field) => self.model.field(*field).is_some_and(|f| f.counts_sessions()),
            _ => false,
        };
        counts && self.meets(&question.facts)
    }

    fn asked(&self, question: &Question) -> Option<Asked> {
        let quorum = |f: FieldId| self.model.field(f).is_some_and(|f| f.name.as_ref() == "实到人数");
        match &question.kind {
            QuestionKind::Who(act, None) if question.facts.record.is_some() => self.model.terms.unique_class(*act).map(Asked::Act),
            QuestionKind::When(act, fields) => Some(Asked::Due(*act, fields.clone())),
            QuestionKind::Limit(field) if !quorum(*field) => Some(Asked::Limit(*field)),
            _ => None,
        }
    }

    fn listed(&self, question: &Question) -> Option<(RecordId, Listed)> {
        let record = question.facts.record?;
        let listed = match &question.kind {
            QuestionKind::Procedure => Listed::Chain,
            QuestionKind::Who(act, None) if !self.meets(&question.facts) => Listed::Act(*act),
            QuestionKind::Duties(bearer) => Listed::Duties(*bearer),
            _ => return None,
        };
        Some((record, listed))
    }

    /// Answers a question; none if it is not covered, or its cases pass every cap.
    pub fn answer(&self, question: &Question) -> Option<Answer> {
        if let QuestionKind::StandIn(role) = question.kind {
            return self.standin(&question.facts, role);
        }
        if matches!(question.kind, QuestionKind::Check) {
            return if self.covers(question) { self.checked(question) } else { None };
        }
        if self.often(question) {
            return None;
        }
        match self.asked(question) {
            Some(asked) => self.chosen(&question.facts, &asked),
            None => self.told(&question.facts, self.listed(question)?),
        }
    }

    /// A choice for typed facts; none if the question is no choice, or its diagram passes the node cap.
    pub fn prepare(&self, kind: &QuestionKind, record: Option<RecordId>) -> Option<Prepared> {
        let plan = self.plan_of(kind, &record.map(Facts::about).unwrap_or_default())?;
        let mut plan = plan.lock().unwrap_or_else(PoisonError::into_inner);
        Prepared::of(self.model, record, &mut plan)
    }

    /// A question 何时 for typed facts.
    pub fn prepare_dates(&self, kind: &QuestionKind, record: Option<RecordId>) -> Option<PreparedDates> {
        self.prepare(kind, record).map(PreparedDates::of)
    }

    /// The checkable norms of a record for typed facts.
    pub fn prepare_norms(&self, record: RecordId) -> Option<PreparedNorms> {
        self.prepare_norms_in(record, &mut Shared::default())
    }

    /// The same, holding in common what other policies prepared with equal rules.
    pub fn prepare_norms_in(&self, record: RecordId, shared: &mut Shared) -> Option<PreparedNorms> {
        PreparedNorms::of(self.model, Book::new(self.model, record, self.most), shared)
    }

    /// The compiled choice of a question about the record of these facts.
    pub(super) fn plan_of(&self, kind: &QuestionKind, facts: &Facts) -> Option<Arc<Mutex<Plan>>> {
        let question = Question { kind: kind.clone(), facts: facts.clone(), others: Vec::new(), on: crate::calendar::Date::MIN };
        Some(self.plan(facts.record, &self.asked(&question)?))
    }

    pub(super) fn model(&self) -> &Model {
        self.model
    }

    fn plan(&self, record: Option<RecordId>, asked: &Asked) -> Arc<Mutex<Plan>> {
        self.plans.choices.get((record, asked.clone()), || Plan::new(self.model, record, asked, self.most))
    }

    /// Every record given is checked; findings are one list.
    fn checked(&self, q: &Question) -> Option<Answer> {
        let mut all = Check::default();
        for facts in std::iter::once(&q.facts).chain(&q.others) {
            let Some(record) = facts.record else { continue };
            let book = self.plans.books.get(record, || Book::new(self.model, record, self.most));
            let one = check(self.model, facts, &mut book.lock().unwrap_or_else(PoisonError::into_inner))?;
            all.findings.extend(one.findings);
            all.open.extend(one.open);
        }
        all.findings.sort_by_key(|f| (f.verdict, f.cite));
        let status = match () {
            () if all.findings.is_empty() => Status::Silent,
            () if all.findings.iter().any(|f| f.verdict == Verdict::Undetermined) => Status::Conditional,
            () => Status::Definite,
        };
        let open = all.findings.iter().flat_map(|f| f.waits.iter().copied()).collect();
        let needs = self.needs(&q.facts, open);
        Some(Answer { status, body: Body::Check(all), needs, irrelevant: Vec::new(), assumptions: Vec::new(), absences: Vec::new(), defeated: Vec::new(), near: Vec::new() })
    }

    fn choose(&self, facts: &Facts, asked: &Asked) -> Option<Chosen> {
        let plan = self.plan(facts.record, asked);
        choose(self.model, facts, &mut plan.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn told(&self, facts: &Facts, (record, listed): (RecordId, Listed)) -> Option<Answer> {
        let list = self.plans.lists.get((record, listed), || List::new(self.model, record, listed, self.most));
        let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
        let Told { list, near, irrelevant, assumed } = list.tell(self.model, facts, &mut |class| self.choose(facts, &Asked::Act(class)))?;
        let mut open = Vec::new();
        for line in &list.lines {
            line.when.atoms(&mut open);
            if let LineKind::Choice(_, Choice { main: Some(tree), .. }) = &line.kind {
                atoms(tree, &mut open);
            }
        }
        list.elsewhere.iter().for_each(|(_, when, _)| when.atoms(&mut open));
        let steps = list.lines.iter().filter_map(|l| if let LineKind::Step(s) = &l.kind { Some(&s.actors) } else { None });
        let absences = self.absences(facts, steps)?;
        let status = list.status();
        let needs = self.needs(facts, open);
        Some(Answer { status, body: Body::Collection(list), needs, irrelevant, assumptions: assumed, absences, defeated: Vec::new(), near })
    }

    fn chosen(&self, facts: &Facts, asked: &Asked) -> Option<Answer> {
        let Chosen { choice, irrelevant, assumed, near, defeated } = self.choose(facts, asked)?;
        let (mut open, mut leaves) = (Vec::new(), Vec::new());
        choice.main.iter().for_each(|t| atoms(t, &mut open));
        choice.elsewhere.iter().for_each(|e| e.when.atoms(&mut open));
        choice.main.iter().for_each(|t| t.leaves(&mut leaves));
        let status = choice.status();
        let absences = self.absences(facts, leaves.iter().filter_map(|l| if let LeafKind::Actors { actors, .. } = &l.kind { Some(actors) } else { None }))?;
        Some(Answer { status, needs: self.needs(facts, open), body: Body::Choice(choice), irrelevant, assumptions: assumed, absences, defeated, near })
    }

    /// The facts of 缺位 are the role and the reason.
    fn standin(&self, facts: &Facts, role: TermId) -> Option<Answer> {
        let model = self.model;
        let rule = model.rules.iter().find(|r| r.kind == RuleKind::StandIn && r.record.is_some());
        let mut case = facts.clone();
        case.record = rule.and_then(|r| r.record).or(case.record);
        let reason = facts.situation.away.iter().find(|a| model.terms.is_a(role, a.role)).and_then(|a| a.reason);
        for (name, term) in [("职务", Some(role)), ("事由", reason)] {
            if let (Some(field), Some(term)) = (case.record.and_then(|r| model.field_named(r, name)), term) {
                case.give(field, Domain { none: false, values: Values::Terms(model.terms.below(term)) });
            }
        }
        self.chosen(&case, &Asked::StandIn(role))
    }

    fn needs(&self, facts: &Facts, atoms: Vec<AtomId>) -> Vec<Need> {
        let mut out: Vec<Need> = Vec::new();
        for atom in atoms.into_iter().filter(|a| facts.atom(self.model, *a).is_none()) {
            let judge = self.model.atom(atom).and_then(|a| self.model.field(a.field)).and_then(|f| f.judge.clone());
            let need = Need { atom, judge };
            if !out.contains(&need) {
                out.push(need);
            }
        }
        out
    }

    /// A line for each actor of the answer who is away.
    fn absences<'a>(&self, facts: &Facts, named: impl Iterator<Item = &'a ActorSet>) -> Option<Vec<Absence>> {
        let actors = named.flat_map(|set| &set.list);
        let roles: Vec<TermId> = actors.filter_map(|a| if let Who::Term(t) = a.who { Some(t) } else { None }).collect();
        let away = facts.situation.away.iter().filter(|a| roles.iter().any(|r| self.model.terms.is_a(*r, a.role)));
        away.map(|a| Some(Absence { role: a.role, reason: a.reason, standin: self.covered(facts, a.role)? })).collect()
    }

    /// None: too many cases.
    fn covered(&self, facts: &Facts, role: TermId) -> Option<Covered> {
        let mut case = Facts::default();
        case.situation = facts.situation.clone();
        let found = self.standin(&case, role)?;
        Some(match found.body {
            _ if found.status == Status::Silent => Covered::Nobody,
            Body::Choice(Choice { main: Some(Tree::Leaf(leaf)), elsewhere, .. }) if elsewhere.is_empty() => Covered::By(leaf),
            _ => Covered::Depends,
        })
    }
}
