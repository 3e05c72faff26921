//! From the contributions that hold to the answer they make together.

use super::actors::{common, resolved};
use super::asked::Asked;
use super::{due, standin};
use crate::base::{Force, Relation};
use crate::model::*;

/// One contribution that holds.
pub(super) struct Live<'m> {
    pub id: RuleId,
    pub index: u32,
    pub item: &'m Item,
    /// Which of its actors with a condition of their own take part.
    pub actors: Vec<usize>,
}

impl Live<'_> {
    pub fn cite(&self) -> Cite {
        Cite { rule: self.id, item: self.index, place: self.item.place }
    }
}

pub(super) fn silent() -> Leaf {
    Leaf { kind: LeafKind::Silent(Silence::NoRule), force: Force::Stated, cites: Vec::new() }
}

/// The answer of one case.
pub(super) fn leaf(model: &Model, facts: &Facts, asked: &Asked, live: &[Live]) -> Leaf {
    match asked {
        Asked::Act(class) => who(model, facts, live, *class),
        Asked::Due(..) => dates(model, facts, live),
        Asked::Limit(field) => limit(live, *field),
        Asked::StandIn(role) => standin::leaf(model, facts, live, *role),
    }
}

/// What one rule says, its items together.
struct Word {
    rule: RuleId,
    act: TermId,
    actors: ActorSet,
    force: Force,
    cites: Vec<Cite>,
}

fn who(model: &Model, facts: &Facts, live: &[Live], class: TermId) -> Leaf {
    let mut words: Vec<Word> = Vec::new();
    for l in live {
        let Content::Step(step) = &l.item.content else { continue };
        let actors = resolved(model, facts, &step.actors, &|n| l.actors.contains(&n));
        match words.last_mut().filter(|w| w.rule == l.id) {
            Some(word) => {
                word.actors.any = true;
                for a in actors.list {
                    if !word.actors.list.contains(&a) {
                        word.actors.list.push(a);
                    }
                }
                word.cites.push(l.cite());
            }
            None => words.push(Word { rule: l.id, act: step.act, actors, force: l.item.force, cites: vec![l.cite()] }),
        }
    }
    agreed(model, words, class)
}

/// Rules whose actors have members in common agree on those; with none they conflict.
fn agreed(model: &Model, words: Vec<Word>, class: TermId) -> Leaf {
    let mut rest = words.iter();
    let Some(first) = rest.next() else { return silent() };
    let (mut act, mut actors, mut force) = (first.act, first.actors.clone(), first.force);
    for w in rest {
        actors = common(model, &actors, &w.actors);
        if actors.list.is_empty() {
            return conflict(words);
        }
        act = if model.terms.is_a(act, class) { act } else { class };
        if w.force.class() < force.class() {
            force = w.force;
        }
    }
    let cites = words.into_iter().flat_map(|w| w.cites).collect();
    let hole = actors.list.iter().all(|a| a.who == Who::Open);
    let kind = if hole { LeafKind::Silent(Silence::OpenActor) } else { LeafKind::Actors { act, actors } };
    Leaf { kind, force, cites }
}

fn conflict(words: Vec<Word>) -> Leaf {
    let cites = words.iter().flat_map(|w| w.cites.iter().copied()).collect();
    let sides = words.into_iter().map(|w| Leaf { kind: LeafKind::Actors { act: w.act, actors: w.actors }, force: w.force, cites: w.cites });
    Leaf { kind: LeafKind::Conflict(sides.collect()), force: Force::Stated, cites }
}

/// All limits on a date hold together.
fn dates(model: &Model, facts: &Facts, live: &[Live]) -> Leaf {
    let (mut list, mut cites, mut force): (Vec<DueLeaf>, Vec<Cite>, Option<Force>) = (Vec::new(), Vec::new(), None);
    for l in live {
        let Some(d) = due::of_item(model, facts, l.item) else { continue };
        cites.push(l.cite());
        force = force.or(Some(l.item.force));
        if !list.contains(&d) {
            list.push(d);
        }
    }
    force.map_or_else(silent, |force| Leaf { kind: LeafKind::Due(list), force, cites })
}

/// Bounds of one direction hold together, so the tightest answers.
fn limit(live: &[Live], field: FieldId) -> Leaf {
    let mut best: Option<Leaf> = None;
    for l in live {
        let Content::Norm(Norm { what: What::Compare { relation, number, unit, .. }, .. }) = &l.item.content else { continue };
        let kind = LeafKind::Quantity { field, relation: *relation, number: *number, unit: unit.clone() };
        let next = Leaf { kind, force: l.item.force, cites: vec![l.cite()] };
        best = Some(match best {
            Some(had) => tighter(had, next),
            None => next,
        });
    }
    best.unwrap_or_else(silent)
}

/// Least and most that a leaf allows; an exact number bounds nothing here.
fn bounds(kind: &LeafKind) -> Option<(Option<i64>, Option<i64>)> {
    match kind {
        LeafKind::Range { least, most, .. } => Some((Some(*least), Some(*most))),
        LeafKind::Quantity { relation: Relation::Eq, .. } => None,
        LeafKind::Quantity { relation, number, .. } if relation.holds(0, 1) => Some((None, Some(*number))),
        LeafKind::Quantity { number, .. } => Some((Some(*number), None)),
        _ => None,
    }
}

fn tighter(a: Leaf, b: Leaf) -> Leaf {
    let cites = a.cites.iter().chain(&b.cites).copied().collect();
    let (LeafKind::Quantity { field, unit, .. } | LeafKind::Range { field, unit, .. }) = &a.kind else { return a };
    let (Some((la, ma)), Some((lb, mb))) = (bounds(&a.kind), bounds(&b.kind)) else { return keep(a, b, cites) };
    match (la.max(lb), ma.into_iter().chain(mb).min()) {
        (Some(least), Some(most)) => {
            let force = if b.force.class() < a.force.class() { b.force } else { a.force };
            Leaf { kind: LeafKind::Range { field: *field, least, most, unit: unit.clone() }, force, cites }
        }
        _ => keep(a, b, cites),
    }
}

/// The tighter of two bounds of one direction, else the first.
fn keep(a: Leaf, b: Leaf, cites: Vec<Cite>) -> Leaf {
    let first = match (&a.kind, &b.kind) {
        (LeafKind::Quantity { relation: ra, number: na, .. }, LeafKind::Quantity { relation: rb, number: nb, .. }) => {
            ra != rb || (if ra.holds(0, 1) { na <= nb } else { na >= nb })
        }
        _ => true,
    };
    Leaf { cites, ..if first { a } else { b } }
}
