//! Who stands in: the first rank whose predecessors are all away.

use super::actors::resolved;
use super::leaf::{Live, silent};
use crate::model::*;

/// What happens when the turn of a rank comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// All of it are away for a listed reason.
    Next,
    /// All of it are away, but not for a listed reason.
    Nobody,
    /// Those of its actors, by place, that are there.
    Acts(Vec<usize>),
}

pub(super) fn leaf(model: &Model, facts: &Facts, live: &[Live], asked: TermId) -> Leaf {
    for (l, rank) in by_rank(live.iter().collect(), |l| l.item) {
        match turn(model, facts, rank, asked) {
            Turn::Next => {}
            Turn::Nobody => return Leaf::silent(Silence::NoRule, vec![l.cite()]),
            Turn::Acts(present) => return acts(model, facts, l, rank, &present),
        }
    }
    silent()
}

/// Stand-ins by rank, those of one rank in the order of writing.
pub(super) fn by_rank<'m, T>(list: Vec<T>, item: impl Fn(&T) -> &'m Item) -> Vec<(T, &'m StandIn)> {
    let standin = |i: &'m Item| if let Content::StandIn(s) = &i.content { Some(s) } else { None };
    let mut out: Vec<(T, &StandIn)> = list.into_iter().filter_map(|t| standin(item(&t)).map(|s| (t, s))).collect();
    out.sort_by_key(|(_, s)| s.rank);
    out
}

pub(super) fn turn(model: &Model, facts: &Facts, rank: &StandIn, asked: TermId) -> Turn {
    let away: Vec<Option<&Away>> = rank.actors.list.iter().map(|a| absent(model, facts, a, asked)).collect();
    match () {
        () if away.is_empty() || away.contains(&None) => Turn::Acts((0..away.len()).filter(|n| away.get(*n) == Some(&None)).collect()),
        // the next in line asks that this one is away for a listed reason too
        () if away.into_iter().flatten().all(|x| listed(model, rank, x)) => Turn::Next,
        () => Turn::Nobody,
    }
}

fn acts(model: &Model, facts: &Facts, l: &Live, rank: &StandIn, present: &[usize]) -> Leaf {
    let list = present.iter().filter_map(|n| rank.actors.list.get(*n).cloned()).collect();
    let set = ActorSet { list, ..rank.actors.clone() };
    let actors = resolved(model, facts, &set, &|n| present.get(n).is_some_and(|n| l.actors.contains(n)));
    if actors.list.is_empty() {
        return Leaf::silent(Silence::NoRule, vec![l.cite()]);
    }
    Leaf { kind: LeafKind::StandIn { actors, power: rank.power }, force: l.item.force, cites: vec![l.cite()] }
}

fn listed(model: &Model, rank: &StandIn, away: &Away) -> bool {
    rank.reasons.is_empty() || away.reason.is_none_or(|r| rank.reasons.iter().any(|l| model.terms.is_a(r, *l)))
}

/// How an actor is away. That one holder of the role asked about is away says nothing of the others.
fn absent<'f>(model: &Model, facts: &'f Facts, actor: &Actor, asked: TermId) -> Option<&'f Away> {
    let Who::Term(t) = actor.who else { return None };
    facts.situation.away.iter().find(|x| t == x.role || (x.role != asked && model.terms.is_a(t, x.role)))
}
