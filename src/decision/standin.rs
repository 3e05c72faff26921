//! Who stands in: the first rank whose predecessors are all away.

use super::actors::resolved;
use super::leaf::{Live, silent};
use crate::model::*;

pub(super) fn leaf(model: &Model, facts: &Facts, live: &[Live], asked: TermId) -> Leaf {
    let of = |l: &Live| if let Content::StandIn(s) = &l.item.content { s.rank } else { u32::MAX };
    let mut ranks: Vec<&Live> = live.iter().collect();
    ranks.sort_by_key(|l| of(l));
    for l in ranks {
        let Content::StandIn(rank) = &l.item.content else { continue };
        let away = |a: &Actor| absent(model, facts, a, asked);
        let nobody = Leaf { kind: LeafKind::Silent(Silence::NoRule), force: l.item.force, cites: vec![l.cite()] };
        if !rank.actors.list.is_empty() && rank.actors.list.iter().all(|a| away(a).is_some()) {
            // the next in line asks that this one is away for a listed reason too
            if rank.actors.list.iter().filter_map(away).all(|x| listed(model, rank, x)) {
                continue;
            }
            return nobody;
        }
        let present: Vec<usize> = rank.actors.list.iter().enumerate().filter(|(_, a)| away(a).is_none()).map(|(n, _)| n).collect();
        let list = present.iter().filter_map(|n| rank.actors.list.get(*n).cloned()).collect();
        let set = ActorSet { list, ..rank.actors.clone() };
        let left = resolved(model, facts, &set, &|n| present.get(n).is_some_and(|n| l.actors.contains(n)));
        if left.list.is_empty() {
            return nobody;
        }
        return Leaf { kind: LeafKind::StandIn { actors: left, power: rank.power }, force: l.item.force, cites: vec![l.cite()] };
    }
    silent()
}

fn listed(model: &Model, rank: &StandIn, away: &Away) -> bool {
    rank.reasons.is_empty() || away.reason.is_none_or(|r| rank.reasons.iter().any(|l| model.terms.is_a(r, *l)))
}

/// How an actor is away. That one holder of the role asked about is away says nothing of the others.
fn absent<'f>(model: &Model, facts: &'f Facts, actor: &Actor, asked: TermId) -> Option<&'f Away> {
    let Who::Term(t) = actor.who else { return None };
    facts.situation.away.iter().find(|x| t == x.role || (x.role != asked && model.terms.is_a(t, x.role)))
}
