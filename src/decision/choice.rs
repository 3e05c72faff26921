//! 本题 and 另有 of a choice by restriction of its diagram.

use super::asked::implies;
use super::diagram::{FALSE, Ref, TRUE};
use super::plan::{Mark, Plan};
use super::tree::{Told, Walk};
use crate::model::*;

/// The parts of an answer to a choice.
#[derive(Default)]
pub(super) struct Chosen {
    pub choice: Choice,
    pub irrelevant: Vec<AtomId>,
    pub assumed: Vec<FieldId>,
    pub near: Vec<(RuleId, Option<AtomId>)>,
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
}

/// One question of a plan.
struct Ask<'a> {
    model: &'a Model,
    facts: &'a Facts,
    plan: &'a mut Plan,
    marks: Vec<Mark>,
    /// What the facts and 限定 leave possible.
    base: Ref,
    speaking: Vec<usize>,
    /// Voices that might speak; true: touched by a given fact.
    might: Vec<(usize, bool)>,
}

/// Answers a choice; none if the case count passes every cap.
pub(super) fn choose(model: &Model, facts: &Facts, plan: &mut Plan) -> Option<Chosen> {
    plan.refresh();
    let cube = plan.space.cube(model, &mut plan.store, facts);
    let base = plan.store.and(cube, plan.limits);
    let marks = plan.marks();
    let mut ask = Ask { model, facts, plan, marks, base, speaking: Vec::new(), might: Vec::new() };
    let mut out = Chosen { near: ask.sort(), ..Chosen::default() };
    let (lone, speaking) = ask.frame(&[]);
    let mut main = None;
    if !speaking.is_empty() && lone != FALSE {
        let mut told = ask.told(&speaking)?;
        let shape = told.shape(lone)?;
        let tree = told.printed(&shape, lone);
        (out.irrelevant, out.assumed) = told.opened(&tree, lone);
        out.choice.main = Some(tree);
        main = Some(shape);
        out.defeated = ask.defeated(&speaking, lone);
    }
    ask.elsewhere(main.as_ref(), &mut out.choice)?;
    if out.choice.main.is_none() {
        out.choice.rest_silent = lone != FALSE;
    }
    (!ask.plan.store.full).then_some(out)
}

impl Ask<'_> {
    fn rule(&self, voice: usize) -> Option<&Rule> {
        self.plan.voices.get(voice).and_then(|v| self.model.rule(v.id))
    }

    fn scope(&self, voice: usize) -> Ref {
        self.plan.voices.get(voice).map_or(FALSE, |v| v.scope)
    }

    /// Who speaks, who might, and why the others do not.
    fn sort(&mut self) -> Vec<(RuleId, Option<AtomId>)> {
        let mut near = Vec::new();
        for n in 0..self.plan.voices.len() {
            let scope = self.scope(n);
            let Some(rule) = self.rule(n) else { continue };
            let (cond, id) = (rule.scope.clone(), self.plan.voices.get(n).map_or(RuleId(u32::MAX), |v| v.id));
            let store = &mut self.plan.store;
            let settled = self.facts.settled(self.model, &cond).or_else(|| {
                if store.and(self.base, scope) == FALSE {
                    return Some(false);
                }
                (store.minus(self.base, scope) == FALSE).then_some(true)
            });
            match settled {
                Some(true) => self.speaking.push(n),
                Some(false) => near.push((id, stopper(self.model, self.facts, &cond))),
                None => self.might.push((n, touched(self.model, self.facts, &cond))),
            }
        }
        near
    }

    /// The cases in which these might-speak scopes hold and no other does but those they imply; and who speaks there.
    fn frame(&mut self, on: &[usize]) -> (Ref, Vec<usize>) {
        let mut together = TRUE;
        for v in on {
            let scope = self.scope(*v);
            together = self.plan.store.and(together, scope);
        }
        let mut voices: Vec<usize> = self.speaking.iter().chain(on).copied().collect();
        let mut frame = self.plan.store.and(self.base, together);
        for (other, _) in self.might.clone().into_iter().filter(|(o, _)| !on.contains(o)) {
            let scope = self.scope(other);
            if !on.is_empty() && implies(&mut self.plan.store, self.base, together, scope) {
                voices.push(other);
            } else {
                frame = self.plan.store.minus(frame, scope);
            }
        }
        voices.sort_unstable();
        (frame, voices)
    }

    fn told<'s>(&'s mut self, voices: &'s [usize]) -> Option<Told<'s>> {
        Told::of(Walk::new(self.model, self.plan, &self.marks), self.facts, voices)
    }

    /// The shape and the tree where these scopes hold, unless that is impossible, or the shape of `already` says it.
    fn with(&mut self, on: &[usize], already: Option<&Tree>) -> Option<Option<(Tree, Tree)>> {
        let (frame, voices) = self.frame(on);
        if frame == FALSE {
            return Some(None);
        }
        let mut told = self.told(&voices)?;
        if already.is_some_and(|tree| told.by(tree, frame)) {
            return Some(None);
        }
        let shape = told.shape(frame)?;
        let tree = told.printed(&shape, frame);
        Some(Some((shape, tree)))
    }

    /// One line for each might-speak rule that a given fact touches; for every one, if there is no 本题.
    fn elsewhere(&mut self, main: Option<&Tree>, out: &mut Choice) -> Option<()> {
        let mut order = self.might.clone();
        order.sort_by_key(|(_, touched)| !touched);
        let lone = main.is_none();
        for (n, touched) in order {
            let Some((place, scope)) = self.rule(n).map(|r| (r.place, r.scope.clone())) else { continue };
            if !lone && !touched {
                out.untouched.push(place);
                continue;
            }
            let Some((shape, tree)) = self.with(&[n], main)? else { continue };
            let when = self.facts.residual(self.model, &scope);
            if out.elsewhere.iter().any(|e| e.tree == tree && e.when == when) {
                continue;
            }
            let also = self.also(n, &shape)?;
            let rule = self.plan.voices.get(n)?.id;
            out.elsewhere.push(Elsewhere { rule, when, tree, also });
        }
        Some(())
    }

    /// Second touched rules that change the answer once more.
    fn also(&mut self, n: usize, shape: &Tree) -> Option<Vec<(RuleId, Cond, Tree)>> {
        let mut also = Vec::new();
        for (second, _) in self.might.clone().into_iter().filter(|(o, touched)| *o != n && *touched) {
            let (a, b) = (self.scope(n), self.scope(second));
            if implies(&mut self.plan.store, self.base, a, b) {
                continue;
            }
            let Some((_, both)) = self.with(&[n, second], Some(shape))? else { continue };
            let Some(scope) = self.rule(second).map(|r| r.scope.clone()) else { continue };
            also.push((self.plan.voices.get(second)?.id, self.facts.residual(self.model, &scope), both));
        }
        Some(also)
    }

    /// Which rule loses to which in some case of the frame, and why.
    fn defeated(&mut self, voices: &[usize], frame: Ref) -> Vec<(RuleId, RuleId, &'static str)> {
        let mut out = Vec::new();
        let ids: Vec<RuleId> = self.plan.voices.iter().map(|v| v.id).collect();
        let speaks: Vec<Option<usize>> = (0..ids.len()).map(|v| if voices.contains(&v) { self.plan.silencer(v, voices) } else { Some(v) }).collect();
        let parts = self.plan.parts.clone();
        for p in parts.iter().filter(|p| voices.contains(&p.rule)) {
            let mut left = self.plan.store.and(frame, p.own);
            let by = |rule: usize, why: &'static str| Some((*ids.get(p.rule)?, *ids.get(rule)?, why));
            if let Some(Some(winner)) = speaks.get(p.rule) {
                out.extend(by(*winner, "other").filter(|_| left != FALSE));
                continue;
            }
            for (winner, why) in p.beaten.iter().filter_map(|(w, why)| Some((parts.get(*w)?, why))).filter(|(w, _)| speaks.get(w.rule) == Some(&None)) {
                if self.plan.store.and(left, winner.own) != FALSE {
                    out.extend(by(winner.rule, why));
                }
                left = self.plan.store.minus(left, winner.own);
            }
        }
        out.sort();
        out.dedup();
        out
    }
}

/// True if a given fact makes an atom of the condition help it.
pub(super) fn touched(model: &Model, facts: &Facts, cond: &Cond) -> bool {
    let given = |id: AtomId| model.atom(id).is_some_and(|a| facts.given.contains(&a.field));
    cond.literals(true).into_iter().any(|(id, truth)| given(id) && facts.atom(model, id) == Some(truth))
}

/// The atom that made a condition fail.
pub(super) fn stopper(model: &Model, facts: &Facts, cond: &Cond) -> Option<AtomId> {
    cond.literals(true).into_iter().find(|(id, truth)| facts.atom(model, *id) == Some(!*truth)).map(|(id, _)| id)
}
