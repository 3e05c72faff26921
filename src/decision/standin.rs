//! Who stands in: of each statement the first rank whose predecessors are all away.

use super::actors::{common, resolved};
use super::leaf::Live;
use crate::base::Force;
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
    let all = turns(model, facts, live.iter().map(|l| (l, l.id, l.item)).collect(), asked);
    let words: Vec<Leaf> = all.into_iter().map(|(l, rank, turn)| said(model, facts, l, rank, &turn)).collect();
    let (silent, named): (Vec<Leaf>, Vec<Leaf>) = words.into_iter().partition(|l| matches!(l.kind, LeafKind::Silent(_)));
    let of = |list: &[Leaf]| list.iter().flat_map(|l| l.cites.iter().copied()).collect::<Vec<Cite>>();
    if named.is_empty() {
        let open = silent.iter().find(|l| l.kind == LeafKind::Silent(Silence::OpenActor));
        return Leaf::silent(open.map_or(Silence::NoRule, |_| Silence::OpenActor), of(&silent));
    }
    let cites = of(&named);
    match agreed(model, &named) {
        Some((kind, force)) => Leaf { kind, force, cites },
        None => Leaf { kind: LeafKind::Conflict(named), force: Force::Stated, cites },
    }
}

/// Of each statement, whose items stand or fall together, the rank whose turn it is; none where all of its ranks are passed.
pub(super) fn turns<'m, T>(model: &Model, facts: &Facts, items: Vec<(T, RuleId, &'m Item)>, asked: TermId) -> Vec<(T, &'m StandIn, Turn)> {
    let mut ranks: Vec<(T, RuleId, &StandIn)> = Vec::new();
    for (tag, rule, item) in items {
        if let Content::StandIn(s) = &item.content {
            ranks.push((tag, rule, s));
        }
    }
    ranks.sort_by_key(|(_, rule, s)| (*rule, s.rank));
    let (mut out, mut told) = (Vec::new(), None);
    for (tag, rule, rank) in ranks {
        if told == Some(rule) {
            continue;
        }
        let turn = turn(model, facts, rank, asked);
        if turn != Turn::Next {
            told = Some(rule);
            out.push((tag, rank, turn));
        }
    }
    out
}

/// What statements say together that each name somebody; none if they disagree.
fn agreed(model: &Model, words: &[Leaf]) -> Option<(LeafKind, Force)> {
    let parts = |l: &Leaf| if let LeafKind::StandIn { actors, power } = &l.kind { Some((actors.clone(), *power, l.force)) } else { None };
    let mut all = words.iter().filter_map(parts);
    let (mut actors, mut power, mut force) = all.next()?;
    // an entrustment names one: statements that all wait for it do not disagree
    let wait = words.iter().filter_map(parts).all(|(a, ..)| a.list.iter().all(|a| a.entrusted.is_some()));
    for (theirs, does, firm) in all {
        if let (Some(a), Some(b)) = (power, does)
            && a != b
        {
            return None;
        }
        power = power.or(does);
        force = if firm.class() < force.class() { firm } else { force };
        if !wait {
            actors = common(model, &actors, &theirs);
            continue;
        }
        for a in theirs.list {
            if !actors.list.contains(&a) {
                actors.list.push(a);
            }
        }
        actors.any = actors.list.len() > 1;
    }
    (!actors.list.is_empty()).then_some((LeafKind::StandIn { actors, power }, force))
}

fn turn(model: &Model, facts: &Facts, rank: &StandIn, asked: TermId) -> Turn {
    let away: Vec<Option<&Away>> = rank.actors.list.iter().map(|a| absent(model, facts, a, asked)).collect();
    match () {
        () if away.is_empty() || away.contains(&None) => Turn::Acts((0..away.len()).filter(|n| away.get(*n) == Some(&None)).collect()),
        // the next in line asks that this one is away for a listed reason too
        () if away.into_iter().flatten().all(|x| listed(model, rank, x)) => Turn::Next,
        () => Turn::Nobody,
    }
}

fn said(model: &Model, facts: &Facts, l: &Live, rank: &StandIn, turn: &Turn) -> Leaf {
    let Turn::Acts(present) = turn else { return Leaf::silent(Silence::NoRule, vec![l.cite()]) };
    let list = present.iter().filter_map(|n| rank.actors.list.get(*n).cloned()).collect();
    let set = ActorSet { list, ..rank.actors.clone() };
    let actors = resolved(model, facts, &set, &|n| present.get(n).is_some_and(|n| l.actors.contains(n)));
    match actors.list.as_slice() {
        [] => Leaf::silent(Silence::NoRule, vec![l.cite()]),
        [only] if only.who == Who::Open => Leaf::silent(Silence::OpenActor, vec![l.cite()]),
        _ => Leaf { kind: LeafKind::StandIn { actors, power: rank.power }, force: l.item.force, cites: vec![l.cite()] },
    }
}

fn listed(model: &Model, rank: &StandIn, away: &Away) -> bool {
    rank.reasons.is_empty() || away.reason.is_none_or(|r| rank.reasons.iter().any(|l| model.terms.is_a(r, *l)))
}

/// How an actor is away. That one holder of the role asked about is away says nothing of the others.
fn absent<'f>(model: &Model, facts: &'f Facts, actor: &Actor, asked: TermId) -> Option<&'f Away> {
    let Who::Term(t) = actor.who else { return None };
    facts.situation.away.iter().find(|x| t == x.role || (x.role != asked && model.terms.is_a(t, x.role)))
}
