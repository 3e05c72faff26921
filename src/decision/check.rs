//! 核查 by diagrams: each norm and each limit on a date is a few small guards, read within what the facts leave possible.

use super::cells::{Space, bearing};
use super::diagram::{FALSE, Ref, Store};
use super::due;
use super::plan::MOST_MORE;
use crate::base::{Force, ForceClass, Str};
use crate::model::*;

/// Items of the rules on one record, each with guards of its own.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub space: Space,
    pub store: Store,
    /// 限定 and the ties of 若干 fields, one by one.
    pub bounds: Vec<Ref>,
    limits: Ref,
    free: Ref,
    pub entries: Vec<Entry>,
}

/// One norm, limit or step.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub rule: RuleId,
    pub item: u32,
    pub scope: Ref,
    pub guard: Ref,
    /// What must hold, or must not.
    pub content: Option<Ref>,
    /// Where an approval or an exception lifts it.
    pub lift: Ref,
}

/// The condition that a norm makes, if it makes one.
pub(super) fn content_of(norm: &Norm) -> Option<&Cond> {
    match &norm.what {
        What::Fact(c) | What::Compare { cond: c, .. } => Some(c),
        What::Act { .. } | What::Phrase(_) => None,
    }
}

/// An approval, or an exception.
pub(super) fn lift_of(model: &Model, norm: &Norm) -> Cond {
    Cond::any(norm.except.iter().cloned().chain(norm.approval.as_ref().and_then(|a| model.yes(a.field))))
}

impl Book {
    /// What 核查 holds a case against.
    pub fn new(model: &Model, record: RecordId, most: usize) -> Book {
        let checked = |r: &Rule, i: &Item| r.record == Some(record) && matches!(i.content, Content::Norm(_) | Content::Limit(_));
        Book::of(model, record, most, &checked, &[])
    }

    /// The items that `takes` takes, and conditions of the record read beside them.
    pub fn of(model: &Model, record: RecordId, most: usize, takes: &dyn Fn(&Rule, &Item) -> bool, beside: &[&Cond]) -> Book {
        let about = Facts::about(record);
        let mut found: Vec<(&Rule, u32, &Item, Cond)> = Vec::new();
        for rule in model.rules.iter() {
            let lift = |i: &Item| if let Content::Norm(n) = &i.content { lift_of(model, n) } else { Cond::False };
            let items = rule.items.iter().zip(0..).filter(|(i, _)| takes(rule, i));
            found.extend(items.map(|(item, n)| (rule, n, item, lift(item))));
        }
        let content = |i: &Item| if let Content::Norm(n) = &i.content { content_of(n).cloned() } else { None };
        let contents: Vec<Option<Cond>> = found.iter().map(|(_, _, i, _)| content(i)).collect();
        let mut conds: Vec<&Cond> = beside.to_vec();
        for ((rule, _, item, lift), content) in found.iter().zip(&contents) {
            conds.extend([&rule.scope, &item.guard]);
            conds.extend(content);
            conds.push(lift);
        }
        let limits = bearing(model, &about, &conds);
        conds.extend(&limits);
        let space = Space::by_use(model, &conds);
        let mut store = Store::new(space.sizes(), most);
        let mut bounds = space.ties(model, &mut store);
        bounds.extend(limits.into_iter().map(|l| space.cond(model, &mut store, l)));
        let frame = store.all(&bounds);
        let cube = space.cube(model, &mut store, &about);
        let free = store.and(frame, cube);
        let mut entries = Vec::new();
        for ((rule, n, item, lift), content) in found.iter().zip(&contents) {
            let mut of = |c: &Cond| space.cond(model, &mut store, c);
            let (scope, guard, lift) = (of(&rule.scope), of(&item.guard), of(lift));
            entries.push(Entry { rule: model.id_of(rule), item: *n, scope, guard, content: content.as_ref().map(&mut of), lift });
        }
        Book { space, store, bounds, limits: frame, free, entries }
    }
}

/// One case held against a book.
pub(super) struct Case<'a> {
    pub model: &'a Model,
    pub facts: &'a Facts,
    pub book: &'a mut Book,
    /// What the facts and 限定 leave possible.
    base: Ref,
}

/// Every norm and limit whose scope follows from the facts; none if its cases pass the cap.
pub(super) fn check(model: &Model, facts: &Facts, book: &mut Book) -> Option<Check> {
    let mut case = Case::new(model, facts, book);
    let mut out = Check::default();
    for entry in case.book.entries.clone() {
        case.entry(&entry, &mut out);
    }
    out.findings.sort_by_key(|f| (f.verdict, f.cite));
    out.findings.dedup_by(|a, b| a.cite == b.cite && a.verdict == b.verdict && a.remark == b.remark);
    (!case.book.store.full).then_some(out)
}

impl<'a> Case<'a> {
    pub fn new(model: &'a Model, facts: &'a Facts, book: &'a mut Book) -> Case<'a> {
        book.store.allow(MOST_MORE);
        let cube = book.space.cube(model, &mut book.store, facts);
        let base = book.store.and(cube, book.limits);
        Case { model, facts, book, base }
    }

    /// Whether a condition holds in every possible case, in none, or in some.
    pub fn entails(&mut self, cond: &Cond, at: Ref) -> Option<bool> {
        let (store, base) = (&mut self.book.store, self.base);
        self.facts.settled(self.model, cond).or_else(|| entailed(store, base, at))
    }

    fn entry(&mut self, e: &Entry, out: &mut Check) {
        let model = self.model;
        let Some((rule, item)) = model.rule(e.rule).and_then(|r| Some((r, r.items.get(e.item as usize)?))) else { return };
        let scope = self.entails(&rule.scope, e.scope);
        if scope == Some(false) {
            return;
        }
        let guard = self.entails(&item.guard, e.guard);
        if guard == Some(false) {
            return;
        }
        let cite = Cite { rule: e.rule, item: e.item, place: item.place };
        match &item.content {
            Content::Norm(norm) if norm.modal == Some(Force::May) => {}
            Content::Norm(norm) if scope.is_none() => {
                // what the given content would break, if the open scope holds
                let mut found = Check::default();
                self.norm(e, item, norm, guard, cite, &mut found);
                let waits = self.open(&rule.scope);
                let broken = found.findings.into_iter().filter(|f| matches!(f.verdict, Verdict::Breached | Verdict::Departed));
                out.findings.extend(broken.map(|f| Finding { verdict: Verdict::Undetermined, waits: waits.clone(), ..f }));
            }
            Content::Norm(norm) => self.norm(e, item, norm, guard, cite, out),
            Content::Limit(limit) if scope.is_some() => self.deadline(item, limit, guard, cite, out),
            _ => {}
        }
    }

    fn norm(&mut self, e: &Entry, item: &Item, norm: &Norm, guard: Option<bool>, cite: Cite, out: &mut Check) {
        let (Some(cond), Some(at)) = (content_of(norm), e.content) else { return };
        if !self.touches(cond, at) {
            self.remember(cond, out);
            return;
        }
        let forbids = norm.modal.is_some_and(|m| m.forbids());
        let mut waits = self.open(cond);
        let mut verdict = match self.entails(cond, at).map(|t| t != forbids) {
            Some(true) => Verdict::Met,
            Some(false) => failing(item.force),
            None => Verdict::Undetermined,
        };
        let mut remark = None;
        if verdict != Verdict::Met {
            let lift = lift_of(self.model, norm);
            match self.facts.settled(self.model, &lift) {
                Some(true) => {
                    verdict = Verdict::Met;
                    remark = Some(lifted());
                }
                Some(false) => {}
                None => {
                    waits.extend(self.open(&lift));
                    verdict = Verdict::Undetermined;
                }
            }
        }
        if guard.is_none() && verdict != Verdict::Met {
            waits.extend(self.open(&item.guard));
            verdict = Verdict::Undetermined;
        }
        out.findings.push(Finding { verdict, force: item.force, cite, waits, due: None, remark });
    }

    fn deadline(&mut self, item: &Item, limit: &Limit, guard: Option<bool>, cite: Cite, out: &mut Check) {
        let Some(due) = due::of_item(self.model, self.facts, item) else { return };
        if !self.facts.given.contains(&limit.field) {
            if !out.open.contains(&limit.field) {
                out.open.push(limit.field);
            }
            return;
        }
        if due.value == DateValue::Vague {
            return;
        }
        let day = due::day_of(self.model, self.facts, limit.field);
        let kept = match (day, &due.value) {
            (Some(day), DateValue::Day { date, .. }) => Some(day <= *date),
            _ => None,
        };
        let (verdict, waits) = match (kept, guard) {
            (Some(true), _) => (Verdict::Met, self.open(&item.guard)),
            (Some(false), Some(true)) => (failing(item.force), Vec::new()),
            _ => (Verdict::Undetermined, self.open(&item.guard)),
        };
        out.findings.push(Finding { verdict, force: item.force, cite, waits, due: Some(due), remark: None });
    }

    /// True if something is given of a condition: a fact it reads, or facts that settle it.
    fn touches(&mut self, cond: &Cond, at: Ref) -> bool {
        let given = |f: FieldId| self.facts.given.contains(&f);
        if self.model.reads(cond).iter().filter_map(|a| self.model.atom(*a)).any(|a| given(a.field)) {
            return true;
        }
        let given = self.facts.as_given();
        let settled = given.settled(self.model, cond).is_some() || {
            let cube = self.book.space.cube(self.model, &mut self.book.store, &given);
            let base = self.book.store.and(cube, self.book.limits);
            entailed(&mut self.book.store, base, at).is_some()
        };
        settled && entailed(&mut self.book.store, self.book.free, at).is_none()
    }

    /// The atoms of what the facts leave of a condition.
    fn open(&self, cond: &Cond) -> Vec<AtomId> {
        let left = self.facts.residual(self.model, cond);
        self.model.reads(&left).into_iter().filter(|a| self.facts.atom(self.model, *a).is_none()).collect()
    }

    fn remember(&self, cond: &Cond, out: &mut Check) {
        for field in self.model.reads(cond).into_iter().filter_map(|a| self.model.atom(a)).map(|a| a.field) {
            if !out.open.contains(&field) {
                out.open.push(field);
            }
        }
    }
}

fn entailed(store: &mut Store, frame: Ref, at: Ref) -> Option<bool> {
    if store.and(frame, at) == FALSE {
        return Some(false);
    }
    (store.minus(frame, at) == FALSE).then_some(true)
}

/// Said of a norm that an approval or an exception lifts.
pub(super) fn lifted() -> (Str, Str) {
    ("经批准或属除外情形，不受此限".into(), "lifted by an approval or an exception".into())
}

/// Weak norms are departed from, binding and stated ones breached.
pub(super) fn failing(force: Force) -> Verdict {
    match force.class() {
        ForceClass::Binding | ForceClass::Stated => Verdict::Breached,
        _ => Verdict::Departed,
    }
}
