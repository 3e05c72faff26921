//! Who: roles, organs, meetings, the slot of a meeting, or nobody named.

use super::bracket::Takes;
use super::cx::Cx;
use super::look;
use crate::base::{Force, Str};
use crate::model::{Actor, ActorSet, RecordId, TermId, Who};
use crate::syntax::ast::{self, Mod, Mods};

impl Cx<'_> {
    pub fn actors(&mut self, record: Option<RecordId>, a: &ast::Actors) -> ActorSet {
        let list = a.list.iter().filter_map(|one| self.one_actor(record, one)).collect();
        ActorSet { any: a.any, etc: a.etc, list }
    }

    pub fn one_actor(&mut self, record: Option<RecordId>, a: &ast::Actor) -> Option<Actor> {
        let who = self.who(record, a);
        let b = self.bracket(record, &own_mods(&a.mods), Takes::ACTOR);
        Some(Actor { who: who?, above: a.above, entrusted: b.entrusted.clone(), consent: None, guard: b.guard(), limit: b.limit, force: b.force })
    }

    fn who(&mut self, record: Option<RecordId>, a: &ast::Actor) -> Option<Who> {
        let Some(name) = &a.name else { return Some(Who::Open) };
        let Some(slot) = &a.slot else { return self.actor(name).map(Who::Term) };
        if let Some(role) = self.derived(record, name, slot) {
            return Some(Who::Term(role));
        }
        let (meeting, slot) = (self.meeting(name), self.slot_kind(slot));
        Some(Who::Slot(meeting?, slot?))
    }

    /// `会议 的 主持` of the record at hand: the role that is defined so.
    fn derived(&self, record: Option<RecordId>, name: &ast::Name, slot: &ast::Name) -> Option<TermId> {
        let field = look::field(self.model, record?, &name.text)?;
        let slot = look::slot(self.model, slot)?;
        self.model.definitions.iter().find(|d| d.field == field && d.slot == slot).map(|d| d.role)
    }
}

/// What of an actor's bracket is about the actor; the rest is about the step (see [`step_mods`]).
fn own_mods(mods: &Mods) -> Mods {
    Mods(mods.0.iter().filter(|m| !for_step(m)).cloned().collect())
}

fn for_step(m: &Mod) -> bool {
    matches!(m, Mod::Jointly(_) | Mod::Towards(_) | Mod::Formula(_) | Mod::Frequency(_))
}

/// The brackets of a step: its own, and `会同`, `向` and times that stand with its actors.
pub(super) fn step_mods(step: &ast::Step) -> Mods {
    let of_actors = step.actors.list.iter().flat_map(|a| a.mods.0.iter()).filter(|m| for_step(m));
    Mods(step.mods.0.iter().chain(of_actors).cloned().collect())
}

/// `受 县长 委托` after the act is about everybody before it who has none.
pub(super) fn entrust(set: &mut ActorSet, entrusted: Option<(TermId, Str)>) {
    for a in &mut set.list {
        if a.entrusted.is_none() {
            a.entrusted.clone_from(&entrusted);
        }
    }
}

/// The force a step or slot has, if its own bracket or its list gives one.
pub(super) fn force(own: Option<Force>, default: Force) -> Force {
    own.unwrap_or(default)
}
