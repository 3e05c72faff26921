//! A choice compiled: the cells of its fields, a guard a contribution, and one diagram of them all.

use super::asked::{Asked, Part, Voice, beside, contributions, excepts};
use super::cells::{Space, bearing};
use super::diagram::{FALSE, NOTHING, Ref, Store, TRUE};
use crate::model::*;
use std::collections::BTreeMap;

/// Most nodes of one choice; past it its contributions are evaluated one by one.
pub(super) const MOST_NODES: usize = 200_000;
/// Most further nodes that one question may make.
pub(super) const MOST_MORE: usize = 400_000;

/// One choice of one record.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub asked: Asked,
    pub space: Space,
    pub store: Store,
    pub voices: Vec<Voice>,
    pub parts: Vec<Part>,
    /// What can be at all, with nothing known.
    pub free: Ref,
    /// 限定 and the ties of 若干 fields.
    pub limits: Ref,
    /// Which marks hold where; none past the node cap.
    pub whole: Option<Ref>,
    /// Of each rule with 其余, the voices that put it out.
    beside: Vec<Vec<usize>>,
    /// The choice of some voices, made once.
    spoken: BTreeMap<Vec<usize>, Ref>,
    /// The node count after compiling.
    size: usize,
}

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A contribution.
    Part(usize),
    /// One of its actors whose own condition holds.
    Actor(usize, usize),
    /// It would apply but for an exception.
    Exempt(usize),
}

impl Plan {
    pub fn new(model: &Model, record: Option<RecordId>, asked: &Asked, most: usize) -> Plan {
        let rules: Vec<&Rule> = model.rules.iter().filter(|r| r.record == record && r.items.iter().any(|i| asked.takes(model, i))).collect();
        let about = record.map(Facts::about).unwrap_or_default();
        let mut conds: Vec<&Cond> = Vec::new();
        for rule in &rules {
            conds.push(&rule.scope);
            for item in rule.items.iter().filter(|i| asked.takes(model, i)) {
                conds.push(&item.guard);
                conds.extend(excepts(item));
                conds.extend(asked.actors(item).iter().map(|a| &a.guard));
            }
        }
        let limits = bearing(model, &about, &conds);
        conds.extend(&limits);
        let space = Space::of(model, &conds);
        let mut store = Store::new(space.sizes(), most);
        let mut frame = space.ties(model, &mut store);
        frame.extend(limits.into_iter().map(|l| space.cond(model, &mut store, l)));
        let frame = store.all(&frame);
        let cube = space.cube(model, &mut store, &about);
        let free = store.and(frame, cube);
        let voices: Vec<Voice> = rules.iter().map(|r| Voice { id: model.id_of(r), scope: space.cond(model, &mut store, &r.scope) }).collect();
        let parts = contributions(model, &space, &mut store, free, asked, &voices);
        let beside = rules.iter().map(|r| beside(model, r, &voices)).collect();
        let mut plan = Plan { asked: asked.clone(), space, store, voices, parts, free, limits: frame, whole: None, beside, spoken: BTreeMap::new(), size: 0 };
        plan.size = plan.store.len();
        let whole = plan.joined();
        if plan.store.full {
            plan.forget();
        } else {
            plan.whole = Some(whole);
            plan.size = plan.store.len();
        }
        plan.store.allow(MOST_MORE);
        plan
    }

    /// Makes room for a question.
    pub fn refresh(&mut self) {
        if self.store.len() > self.size + MOST_MORE / 2 {
            self.forget();
        }
        self.store.allow(MOST_MORE);
    }

    fn forget(&mut self) {
        self.store.shrink(self.size);
        self.spoken.clear();
    }

    /// Every mark of the plan, numbered.
    pub fn marks(&self) -> Vec<Mark> {
        let of = |(n, p): (usize, &Part)| {
            let actors = p.actors.iter().map(move |(j, _)| Mark::Actor(n, *j));
            std::iter::once(Mark::Part(n)).chain(actors).chain(p.exempt.map(|_| Mark::Exempt(n))).collect::<Vec<_>>()
        };
        self.parts.iter().enumerate().flat_map(of).collect()
    }

    /// Which marks hold where: every rule speaking where its scope holds.
    fn joined(&mut self) -> Ref {
        let mut speaks: Vec<Ref> = Vec::new();
        for (n, voice) in self.voices.iter().enumerate() {
            let mut at = voice.scope;
            for other in self.beside.get(n).into_iter().flatten() {
                at = self.store.minus(at, self.voices.get(*other).map_or(FALSE, |v| v.scope));
            }
            speaks.push(at);
        }
        let scopes: Vec<Ref> = self.parts.iter().map(|p| speaks.get(p.rule).copied().unwrap_or(FALSE)).collect();
        let sum = self.marked(&scopes, &|_| true);
        self.store.cut(self.free, sum)
    }

    /// Of these voices, the one that puts out a rule with 其余.
    pub fn silencer(&self, rule: usize, voices: &[usize]) -> Option<usize> {
        self.beside.get(rule)?.iter().copied().find(|w| voices.contains(w))
    }

    /// Where in a frame a contribution stands: it applies, and nothing that these voices say defeats it.
    pub fn stands(&mut self, part: usize, voices: &[usize], frame: Ref) -> Ref {
        let Some(p) = self.parts.get(part) else { return FALSE };
        let speaks = |rule: usize| voices.contains(&rule) && self.silencer(rule, voices).is_none();
        if !speaks(p.rule) {
            return FALSE;
        }
        let winners = p.beaten.iter().filter_map(|(w, _)| self.parts.get(*w)).filter(|w| speaks(w.rule));
        let winners: Vec<Ref> = winners.map(|w| w.own).collect();
        let at = self.store.and(frame, p.own);
        winners.into_iter().fold(at, |at, w| self.store.minus(at, w))
    }

    /// The choice of these voices, all of them speaking. None: too many cases.
    pub fn spoken(&mut self, voices: &[usize]) -> Option<Ref> {
        if let Some(found) = self.spoken.get(voices) {
            return Some(*found);
        }
        let speaks: Vec<bool> = self.parts.iter().map(|p| voices.contains(&p.rule) && self.silencer(p.rule, voices).is_none()).collect();
        let scopes = vec![TRUE; self.parts.len()];
        let sum = self.marked(&scopes, &|n| speaks.get(n) == Some(&true));
        if self.store.full {
            return None;
        }
        self.spoken.insert(voices.to_vec(), sum);
        Some(sum)
    }

    /// The set of marks of these contributions where they apply, the beaten ones out.
    fn marked(&mut self, scopes: &[Ref], takes: &dyn Fn(usize) -> bool) -> Ref {
        let (mut sum, mut mark) = (NOTHING, 0u32);
        let Plan { store, parts, .. } = self;
        let scope = |n: usize| scopes.get(n).copied().unwrap_or(FALSE);
        let live: Vec<Ref> = parts.iter().enumerate().map(|(n, p)| store.and(scope(n), p.own)).collect();
        for (n, p) in parts.iter().enumerate() {
            let mut at = live.get(n).copied().unwrap_or(FALSE);
            for (winner, _) in p.beaten.iter().filter(|(w, _)| takes(*w)) {
                at = store.minus(at, live.get(*winner).copied().unwrap_or(FALSE));
            }
            let mut guards = vec![at];
            guards.extend(p.actors.iter().map(|(_, a)| store.and(at, *a)));
            guards.extend(p.exempt.map(|e| store.and(scope(n), e)));
            for guard in guards {
                if takes(n) {
                    let one = store.mark(mark, guard);
                    sum = store.join(sum, one);
                }
                mark += 1;
            }
        }
        sum
    }
}
