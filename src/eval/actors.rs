//! Who an actor set names in a case: entrustment, relative conditions, derived roles.

use super::run::Run;
use crate::model::*;

/// The actors that remain in this completion. An entrusted one keeps its bracket while 受托人 is unknown.
pub(super) fn resolved(run: &mut Run, set: &ActorSet) -> ActorSet {
    let mut out = ActorSet { any: set.any, etc: set.etc, list: Vec::new() };
    for actor in &set.list {
        if !run.holds(&actor.guard) {
            continue;
        }
        let mut actor = actor.clone();
        actor.guard = Cond::True;
        if !entrusted(run, &mut actor) || !consented(run, &mut actor) {
            continue;
        }
        for a in derived(run.model, run.given, &actor) {
            if !out.list.contains(&a) {
                out.list.push(a);
            }
        }
    }
    holes(&mut out);
    out
}

/// A derived role that names nobody is a hole only where nobody else is left.
pub(super) fn holes(set: &mut ActorSet) {
    if set.list.iter().any(|a| a.who != Who::Open) {
        set.list.retain(|a| a.who != Who::Open);
    }
    set.list.truncate(if set.list.iter().all(|a| a.who == Who::Open) { 1 } else { usize::MAX });
}

/// False if 受托人 is known and is not this one; a known entrustment needs no bracket.
fn entrusted(run: &Run, actor: &mut Actor) -> bool {
    let (Some((by, _)), Some(trust)) = (&actor.entrusted, &run.given.situation.trust) else { return true };
    let (Some(trust), Who::Term(who)) = (trust, actor.who) else { return false };
    let terms = &run.model.terms;
    let same = terms.is_a(trust.role, who) || terms.is_a(who, trust.role);
    let giver = trust.by.is_none_or(|b| terms.is_a(b, *by) || terms.is_a(*by, b));
    if same && giver {
        actor.who = Who::Term(if terms.is_a(trust.role, who) { trust.role } else { who });
        actor.entrusted = None;
    }
    same && giver
}

/// False if the trail is complete and lacks the consent this course needs; a recorded consent needs no bracket.
fn consented(run: &Run, actor: &mut Actor) -> bool {
    let Some((who, act)) = actor.consent else { return true };
    let terms = &run.model.terms;
    // a record may have the consent as a fact of its own: 县长同意
    let name = terms.get(who).zip(terms.get(act)).map(|(w, a)| format!("{}{}", w.name, a.name));
    let fact = run.given.record.zip(name).and_then(|(r, n)| run.model.field_named(r, &n)).and_then(|f| run.model.yes(f));
    match fact.and_then(|c| run.given.settled(run.model, &c)) {
        Some(true) => {
            actor.consent = None;
            return true;
        }
        Some(false) => return false,
        None => {}
    }
    let Some(steps) = &run.given.trail else { return true };
    if steps.iter().any(|s| terms.is_a(s.act, act) && terms.is_a(s.who, who)) {
        actor.consent = None;
        return true;
    }
    run.given.trail_open
}

/// A derived role is replaced by who was recorded, else by the answer of its slot; outside its limit it is a hole.
pub(super) fn derived(model: &Model, facts: &Facts, actor: &Actor) -> Vec<Actor> {
    let (Who::Term(role), Some(record)) = (actor.who, facts.record) else { return vec![actor.clone()] };
    let of = |r: RecordId| model.definitions.iter().find(|d| d.role == role && d.record == r);
    let Some(def) = model.lineage(record).into_iter().find_map(of) else { return recorded(model, facts, actor, record, role) };
    let allowed: &[TermId] = if actor.limit.is_empty() { &def.limit } else { &actor.limit };
    if let Some(host) = def.recorded.and_then(|f| known_term(model, facts, f)) {
        return vec![held(model, actor, host, allowed)];
    }
    let Some(meeting) = known_term(model, facts, def.field) else { return vec![actor.clone()] };
    let hosts = slot_actors(model, meeting, def.slot);
    match hosts.as_slice() {
        [Actor { who: Who::Term(one), entrusted: None, .. }] => vec![held(model, actor, *one, allowed)],
        _ => vec![actor.clone()],
    }
}

/// A relative role that may be nobody (`会议委托人：职务 可无`) is whom the record's field of the same name says.
fn recorded(model: &Model, facts: &Facts, actor: &Actor, record: RecordId, role: TermId) -> Vec<Actor> {
    let relative = model.terms.get(role).filter(|t| t.relative);
    let optional = |f: &FieldId| model.field(*f).is_some_and(|f| f.optional);
    let Some(field) = relative.and_then(|t| model.field_named(record, &t.name)).filter(optional) else { return vec![actor.clone()] };
    if facts.domain(model, field).just_none() {
        return vec![Actor { who: Who::Open, ..actor.clone() }];
    }
    match known_term(model, facts, field) {
        Some(who) => vec![held(model, actor, who, &actor.limit)],
        None => vec![actor.clone()],
    }
}

fn held(model: &Model, actor: &Actor, host: TermId, allowed: &[TermId]) -> Actor {
    let inside = allowed.is_empty() || allowed.iter().any(|l| model.terms.is_a(host, *l));
    Actor { who: if inside { Who::Term(host) } else { Who::Open }, limit: Vec::new(), ..actor.clone() }
}

/// The term a field surely holds: one value, or an inner term that was given.
pub(super) fn known_term(model: &Model, facts: &Facts, field: FieldId) -> Option<TermId> {
    let domain = facts.domain(model, field);
    let Values::Terms(set) = &domain.values else { return None };
    if domain.none || set.is_empty() {
        return None;
    }
    set.iter().find(|t| model.terms.below(*t) == *set).or_else(|| {
        let mut all = set.iter();
        let one = all.next();
        one.filter(|_| all.next().is_none())
    })
}

/// Who a meeting statement puts into a slot.
pub(super) fn slot_actors(model: &Model, meeting: TermId, slot: SlotKind) -> Vec<Actor> {
    let mut out = Vec::new();
    for (rule, item) in model.items() {
        let about = rule.meeting.is_some_and(|m| model.terms.is_a(meeting, m));
        if let (true, Content::Slot(s)) = (about, &item.content)
            && s.kind == slot
        {
            out.extend(s.actors.list.iter().cloned());
        }
    }
    out
}

/// The members that lie in both sets; a member keeps all brackets.
pub(super) fn common(model: &Model, a: &ActorSet, b: &ActorSet) -> ActorSet {
    let mut list: Vec<Actor> = Vec::new();
    let mut take = |x: &Actor, other: &ActorSet| {
        for y in &other.list {
            let both = match (x.who, y.who) {
                (Who::Term(p), Who::Term(q)) => model.terms.is_a(p, q),
                (p, q) => p == q,
            };
            if both && !list.iter().any(|l| l.who == x.who) {
                let mut kept = x.clone();
                kept.entrusted = kept.entrusted.or_else(|| y.entrusted.clone());
                kept.consent = kept.consent.or(y.consent);
                list.push(kept);
            }
        }
    };
    a.list.iter().for_each(|x| take(x, b));
    b.list.iter().for_each(|x| take(x, a));
    ActorSet { any: list.len() > 1 || a.any || b.any, etc: a.etc && b.etc, list }
}
