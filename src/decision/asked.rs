//! What a choice asks for, and the order among contributions that cannot all stand.

use super::cells::Space;
use super::diagram::{FALSE, Ref, Store};
use crate::model::*;

/// Which contributions answer a choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Asked {
    /// The 唯一 class of an act.
    Act(TermId),
    /// Date fields that record one act.
    Due(TermId, Vec<FieldId>),
    Limit(FieldId),
    StandIn(TermId),
}

impl Asked {
    pub fn takes(&self, model: &Model, item: &Item) -> bool {
        let is = |act: TermId, class: TermId| model.terms.is_a(act, class);
        match self {
            Asked::Act(class) => matches!(&item.content, Content::Step(s) if is(s.act, *class)),
            Asked::Limit(field) => matches!(&item.content, Content::Norm(Norm { what: What::Compare { field: f, .. }, .. }) if f == field),
            Asked::StandIn(role) => matches!(&item.content, Content::StandIn(s) if is(*role, s.role)),
            Asked::Due(act, fields) => match &item.content {
                Content::Limit(l) => fields.contains(&l.field),
                Content::Step(Step { act: done, timing: Some(Timing::Formula(_)), .. }) => is(*done, *act),
                Content::Norm(Norm { what: What::Act { act: done, .. }, timing: Some(Timing::Formula(_)), .. }) => is(*done, *act),
                _ => false,
            },
        }
    }

    /// The actors whose own conditions matter to the answer.
    pub fn actors<'m>(&self, item: &'m Item) -> &'m [Actor] {
        match (self, &item.content) {
            (Asked::Act(_), Content::Step(s)) => &s.actors.list,
            (Asked::StandIn(_), Content::StandIn(s)) => &s.actors.list,
            _ => &[],
        }
    }

    /// True if `winner` takes the place of `loser` for what is asked.
    pub fn replaces(&self, model: &Model, winner: &Rule, loser: RuleId) -> bool {
        let meant = |act: Option<TermId>| match (act, self) {
            (None, _) => true,
            (Some(act), Asked::Act(class)) => model.terms.unique_class(act).unwrap_or(act) == *class,
            (Some(act), Asked::Due(asked, _)) => model.terms.is_a(act, *asked),
            _ => false,
        };
        winner.replaces.iter().any(|r| meant(r.act) && r.rules.contains(&loser))
    }
}

/// The exceptions of an item that is a norm.
pub(super) fn excepts(item: &Item) -> &[Cond] {
    match &item.content {
        Content::Norm(n) => &n.except,
        _ => &[],
    }
}

/// One contribution.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Of the plan's rules, which one.
    pub rule: usize,
    pub item: u32,
    /// Where it applies, its rule speaking: its own condition minus its exceptions.
    pub own: Ref,
    /// Where it would apply but for an exception; none if it has none.
    pub exempt: Option<Ref>,
    /// The contributions that defeat it wherever they apply, and by which principle.
    pub beaten: Vec<(usize, &'static str)>,
    /// The conditions of its actors, where they have any.
    pub actors: Vec<(usize, Ref)>,
}

/// A relevant rule.
#[derive(Clone, Debug)]
pub(super) struct Voice {
    pub id: RuleId,
    pub scope: Ref,
}

/// Every contribution, and what defeats it.
///
/// Defeat reads no case: 取代 is said in the file, "special over general" is one guard lying inside another.
pub(super) fn contributions(model: &Model, space: &Space, store: &mut Store, free: Ref, asked: &Asked, voices: &[Voice]) -> Vec<Part> {
    let mut raw: Vec<(Part, Ref)> = Vec::new();
    for (n, voice) in voices.iter().enumerate() {
        let Some(r) = model.rule(voice.id) else { continue };
        for (index, item) in r.items.iter().enumerate().filter(|(_, i)| asked.takes(model, i)) {
            let branch = space.cond(model, store, &item.guard);
            let guard = store.and(voice.scope, branch);
            let own = excepts(item).iter().fold(branch, |own, e| {
                let e = space.cond(model, store, e);
                store.minus(own, e)
            });
            let exempt = (!excepts(item).is_empty()).then(|| store.minus(branch, own));
            let list = asked.actors(item).iter().enumerate().filter(|(_, a)| a.guard != Cond::True);
            let actors = list.map(|(j, a)| (j, space.cond(model, store, &a.guard))).collect();
            raw.push((Part { rule: n, item: index as u32, own, exempt, beaten: Vec::new(), actors }, guard));
        }
    }
    let mut out = Vec::new();
    for (part, guard) in &raw {
        let Some(loser) = voices.get(part.rule) else { continue };
        let mut beats = |(o, narrow): &(Part, Ref)| {
            let winner = voices.get(o.rule).and_then(|v| model.rule(v.id)).filter(|_| o.rule != part.rule)?;
            if asked.replaces(model, winner, loser.id) {
                return Some("replaces");
            }
            // what the file says goes before what follows from the guards
            let replaced = model.rule(loser.id).is_some_and(|l| asked.replaces(model, l, model.id_of(winner)));
            if replaced {
                return None;
            }
            inside(store, free, *narrow, *guard).then_some("special")
        };
        let beaten = raw.iter().enumerate().filter_map(|(n, o)| Some((n, beats(o)?))).collect();
        out.push(Part { beaten, ..part.clone() });
    }
    out
}

/// True if every case of `a` is one of `b`, and not the other way round.
fn inside(store: &mut Store, free: Ref, a: Ref, b: Ref) -> bool {
    implies(store, free, a, b) && !implies(store, free, b, a)
}

/// True if no possible case is in `a` but not in `b`.
pub(super) fn implies(store: &mut Store, free: Ref, a: Ref, b: Ref) -> bool {
    let apart = store.minus(a, b);
    store.and(apart, free) == FALSE
}

/// Of these voices, those that put out a rule with 其余: whole courses of its article.
pub(super) fn beside(model: &Model, rule: &Rule, voices: &[Voice]) -> Vec<usize> {
    if !rule.other {
        return Vec::new();
    }
    let whole = |v: &Voice| model.rule(v.id).is_some_and(|w| w.whole && !w.other && w.place.article == rule.place.article);
    voices.iter().enumerate().filter(|(_, v)| whole(v)).map(|(n, _)| n).collect()
}
