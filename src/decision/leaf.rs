//! From the contributions that hold to the answer they make together.

use super::actors::{common, resolved};
use super::asked::Asked;
use super::{due, standin};
use crate::base::{Force, Relation, Str};
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
    Leaf::silent(Silence::NoRule, Vec::new())
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
    if actors.list.iter().all(|a| a.who == Who::Open) {
        return Leaf::silent(Silence::OpenActor, cites);
    }
    Leaf { kind: LeafKind::Actors { act, actors }, force, cites }
}

fn conflict(words: Vec<Word>) -> Leaf {
    let cites = words.iter().flat_map(|w| w.cites.iter().copied()).collect();
    let sides = words.into_iter().map(|w| Leaf { kind: LeafKind::Actors { act: w.act, actors: w.actors }, force: w.force, cites: w.cites });
    Leaf { kind: LeafKind::Conflict(sides.collect()), force: Force::Stated, cites }
}

/// All limits on a date hold together.
fn dates(model: &Model, facts: &Facts, live: &[Live]) -> Leaf {
    let (mut list, mut cites): (Vec<DueLeaf>, Vec<Cite>) = (Vec::new(), Vec::new());
    for l in live {
        if let Some(d) = due::of_item(model, facts, l.item) {
            list.push(d);
            cites.push(l.cite());
        }
    }
    if list.is_empty() { silent() } else { Leaf::due(list, cites) }
}

/// An exact number answers before bounds; of each direction the tightest bound does, both directions are a range.
fn limit(live: &[Live], field: FieldId) -> Leaf {
    let (mut exact, mut most, mut least, mut first) = (None, None, None, None);
    for l in live {
        let Content::Norm(Norm { what: What::Compare { relation, number, unit, .. }, .. }) = &l.item.content else { continue };
        let bound = Bound { relation: *relation, number: *number, force: l.item.force, unit: unit.clone() };
        let side = match relation {
            Relation::Eq => &mut exact,
            Relation::Le | Relation::Lt => &mut most,
            Relation::Ge | Relation::Gt => &mut least,
            Relation::Ne => &mut first,
        };
        if side.as_ref().is_none_or(|had: &Bound| bound.before(had)) {
            *side = Some(bound);
        }
    }
    let cites = live.iter().map(Live::cite).collect();
    if let (None, Some(low), Some(high)) = (&exact, &least, &most) {
        let force = if high.force.class() < low.force.class() { high.force } else { low.force };
        return Leaf { kind: LeafKind::Range { field, least: low.number, most: high.number, unit: low.unit.clone() }, force, cites };
    }
    match exact.or(most).or(least).or(first) {
        Some(b) => Leaf { kind: LeafKind::Quantity { field, relation: b.relation, number: b.number, unit: b.unit }, force: b.force, cites },
        None => silent(),
    }
}

/// One bound on a number.
struct Bound {
    relation: Relation,
    number: i64,
    force: Force,
    unit: Option<Str>,
}

impl Bound {
    /// True if it is tighter than another of its direction, or says the same with more force.
    fn before(&self, other: &Bound) -> bool {
        let strict = |b: &Bound| matches!(b.relation, Relation::Lt | Relation::Gt);
        let rank = |b: &Bound| (!strict(b), b.force.class());
        match self.relation {
            Relation::Le | Relation::Lt => (self.number, rank(self)) < (other.number, rank(other)),
            Relation::Ge | Relation::Gt => (other.number, rank(self)) < (self.number, rank(other)),
            Relation::Eq => self.force.class() < other.force.class(),
            Relation::Ne => false,
        }
    }
}
