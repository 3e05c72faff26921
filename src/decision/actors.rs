//! Who an actor set names in a case: entrustment, recorded consent, derived roles.

use crate::model::*;

/// The actors that remain where `holds` says which of their own conditions do.
pub(super) fn resolved(model: &Model, facts: &Facts, set: &ActorSet, holds: &dyn Fn(usize) -> bool) -> ActorSet {
    let mut list: Vec<Actor> = Vec::new();
    for (_, actor) in set.list.iter().enumerate().filter(|(n, a)| a.guard == Cond::True || holds(*n)) {
        let free = Actor { guard: Cond::True, ..actor.clone() };
        let Some(left) = entrusted(model, facts, free).and_then(|a| consented(model, facts, a)) else { continue };
        for a in derived(model, facts, left) {
            if !list.contains(&a) {
                list.push(a);
            }
        }
    }
    named(&mut list);
    ActorSet { any: set.any, etc: set.etc, list }
}

/// A hole stays only where nobody is named.
fn named(list: &mut Vec<Actor>) {
    if list.iter().any(|a| a.who != Who::Open) {
        list.retain(|a| a.who != Who::Open);
    } else {
        list.truncate(1);
    }
}

/// The actors of a listed step, each with what is open of its own condition.
pub(super) fn listed(model: &Model, facts: &Facts, set: &ActorSet) -> ActorSet {
    let mut list: Vec<Actor> = Vec::new();
    for actor in set.list.iter().filter(|a| facts.settled(model, &a.guard) != Some(false)) {
        list.extend(derived(model, facts, Actor { guard: facts.residual(model, &actor.guard), ..actor.clone() }));
    }
    if set.list.iter().all(|a| a.who != Who::Open) {
        named(&mut list);
    }
    ActorSet { any: set.any, etc: set.etc, list }
}

/// None if 受托人 is known and is not this one; a known entrustment needs no bracket.
fn entrusted(model: &Model, facts: &Facts, mut actor: Actor) -> Option<Actor> {
    let (Some((by, _)), Some(trust)) = (&actor.entrusted, &facts.situation.trust) else { return Some(actor) };
    let (Some(trust), Who::Term(who)) = (trust, actor.who) else { return None };
    let near = |a: TermId, b: TermId| model.terms.is_a(a, b) || model.terms.is_a(b, a);
    if !near(trust.role, who) || trust.by.is_some_and(|b| !near(b, *by)) {
        return None;
    }
    actor.who = Who::Term(if model.terms.is_a(trust.role, who) { trust.role } else { who });
    actor.entrusted = None;
    Some(actor)
}

/// None if the consent of this course was surely not given; a recorded consent needs no bracket.
fn consented(model: &Model, facts: &Facts, mut actor: Actor) -> Option<Actor> {
    let Some((who, act)) = actor.consent else { return Some(actor) };
    let trail = || {
        let steps = facts.trail.as_ref()?;
        let found = steps.iter().any(|s| model.terms.is_a(s.act, act) && model.terms.is_a(s.who, who));
        if found { Some(true) } else { (!facts.trail_open).then_some(false) }
    };
    match consent_fact(model, facts, who, act).or_else(trail) {
        Some(false) => return None,
        Some(true) => actor.consent = None,
        None => {}
    }
    Some(actor)
}

/// A record may have the consent as a fact of its own: 县长同意.
pub(super) fn consent_fact(model: &Model, facts: &Facts, who: TermId, act: TermId) -> Option<bool> {
    let name = format!("{}{}", model.terms.get(who)?.name, model.terms.get(act)?.name);
    facts.told(model, model.field_named(facts.record?, &name)?)
}

/// A derived role is whom the record names, else whom the meeting's slot names; outside its limit it is a hole.
fn derived(model: &Model, facts: &Facts, actor: Actor) -> Vec<Actor> {
    let (Who::Term(role), Some(record)) = (actor.who, facts.record) else { return vec![actor] };
    let lineage = model.lineage(record);
    let found = lineage.iter().find_map(|r| model.definitions.iter().find(|d| d.role == role && d.record == *r));
    let Some(def) = found else { return vec![relative(model, facts, actor, record, role)] };
    let allowed = if actor.limit.is_empty() { def.limit.clone() } else { actor.limit.clone() };
    let recorded = def.recorded.and_then(|f| known_term(model, facts, f));
    let host = recorded.or_else(|| known_term(model, facts, def.field).and_then(|m| sole_holder(model, m, def.slot)));
    match host {
        Some(host) => vec![held(model, actor, host, &allowed)],
        None => vec![actor],
    }
}

/// A relative role that may be nobody is whom the record's field of its name says.
fn relative(model: &Model, facts: &Facts, actor: Actor, record: RecordId, role: TermId) -> Actor {
    let named = model.terms.get(role).filter(|t| t.relative).and_then(|t| model.field_named(record, &t.name));
    let Some(field) = named.filter(|f| model.field(*f).is_some_and(|f| f.optional)) else { return actor };
    if facts.domain(model, field).just_none() {
        return Actor { who: Who::Open, ..actor };
    }
    let allowed = actor.limit.clone();
    match known_term(model, facts, field) {
        Some(who) => held(model, actor, who, &allowed),
        None => actor,
    }
}

fn held(model: &Model, actor: Actor, host: TermId, allowed: &[TermId]) -> Actor {
    let inside = allowed.is_empty() || allowed.iter().any(|l| model.terms.is_a(host, *l));
    Actor { who: if inside { Who::Term(host) } else { Who::Open }, limit: Vec::new(), ..actor }
}

/// The term a field surely holds: its one value, or a term whose terms below are all that is left.
pub(super) fn known_term(model: &Model, facts: &Facts, field: FieldId) -> Option<TermId> {
    let domain = facts.domain(model, field);
    let Values::Terms(set) = &domain.values else { return None };
    let first = set.iter().next().filter(|_| !domain.none)?;
    let inner = set.iter().find(|t| model.terms.below(*t) == *set);
    inner.or_else(|| (set.iter().count() == 1).then_some(first))
}

/// The one member, not entrusted, that meeting statements put into a slot.
fn sole_holder(model: &Model, meeting: TermId, slot: SlotKind) -> Option<TermId> {
    let about = |r: &Rule| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m));
    let slots = model.items().filter(|(r, _)| about(r)).filter_map(|(_, i)| match &i.content {
        Content::Slot(s) if s.kind == slot => Some(&s.actors.list),
        _ => None,
    });
    let mut all = slots.flatten();
    match (all.next(), all.next()) {
        (Some(Actor { who: Who::Term(one), entrusted: None, .. }), None) => Some(*one),
        _ => None,
    }
}

/// The members of each set that are, or lie below, a member of the other; they keep the brackets of both.
pub(super) fn common(model: &Model, a: &ActorSet, b: &ActorSet) -> ActorSet {
    let mut list: Vec<Actor> = Vec::new();
    for (mine, theirs) in [(a, b), (b, a)] {
        for (x, y) in mine.list.iter().flat_map(|x| theirs.list.iter().map(move |y| (x, y))) {
            let within = match (x.who, y.who) {
                (Who::Term(p), Who::Term(q)) => model.terms.is_a(p, q),
                (p, q) => p == q,
            };
            if within && list.iter().all(|l| l.who != x.who) {
                let entrusted = x.entrusted.clone().or_else(|| y.entrusted.clone());
                list.push(Actor { entrusted, consent: x.consent.or(y.consent), ..x.clone() });
            }
        }
    }
    ActorSet { any: list.len() > 1 || a.any || b.any, etc: a.etc && b.etc, list }
}
