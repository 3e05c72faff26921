//! D02 for acts: what one statement has somebody do and another one bans.

use super::Detail;
use super::cx::{Cx, Part};
use crate::base::{Force, ForceClass};
use crate::model::{Answer, AskedActor, Bearer, Body, Cond, Fault, Model, Norm, Object, QuestionKind, RecordId, TermId, Verdict, What, Who};

/// Somebody's act, required or banned: on a record, on terms, or on nothing named.
struct Deed<'m> {
    part: Part<'m>,
    who: Vec<Bearer>,
    act: TermId,
    on: Vec<Object>,
}

pub(super) fn find(cx: &mut Cx) {
    let parts = cx.parts();
    let binding = |p: &&Part| matches!(p.item.force.class(), ForceClass::Binding | ForceClass::Stated);
    let bans: Vec<Deed> = parts.iter().filter(binding).filter_map(|p| deed(p, true)).collect();
    let duties: Vec<Deed> = parts.iter().filter(binding).filter_map(|p| deed(p, false).or_else(|| step(p))).collect();
    for ban in &bans {
        for duty in duties.iter().filter(|d| covers(cx.model, ban, d)) {
            clash(cx, ban, duty);
        }
    }
}

fn deed<'m>(part: &Part<'m>, forbids: bool) -> Option<Deed<'m>> {
    let Norm { modal, what: What::Act { act, objects }, approval: None, .. } = part.norm()? else { return None };
    let fits = modal.is_some_and(|m| m.forbids()) == forbids && !modal.is_some_and(Force::permits);
    let own = part.rule.record.map(|r| Object::Record(r, Cond::True)).filter(|_| objects.is_empty());
    fits.then(|| Deed { part: *part, who: part.rule.bearers.clone(), act: *act, on: objects.iter().cloned().chain(own).collect() })
}

/// A step, as a deed on its record of everybody who may do it.
fn step<'m>(part: &Part<'m>) -> Option<Deed<'m>> {
    let (step, record) = (part.step()?, part.rule.record?);
    let bearer = |t: TermId| Bearer { term: t, except: Vec::new(), entrusted: None };
    let who: Option<Vec<Bearer>> = step.actors.list.iter().map(|a| if let Who::Term(t) = a.who { Some(bearer(t)) } else { None }).collect();
    Some(Deed { part: *part, who: who?, act: step.act, on: vec![Object::Record(record, Cond::True)] })
}

/// True if the ban is on the same act, by everybody who could do it, on the same thing.
fn covers(model: &Model, ban: &Deed, duty: &Deed) -> bool {
    let banned = |b: &Bearer| {
        let among =
            |n: &Bearer| model.terms.is_a(b.term, n.term) && n.entrusted.is_none() && n.except.iter().all(|e| model.terms.below(*e).and(&model.terms.below(b.term)).is_empty());
        ban.who.iter().any(among)
    };
    let same = |b: &Object| duty.on.iter().any(|o| matches(model, b, o));
    model.terms.is_a(duty.act, ban.act) && !duty.who.is_empty() && duty.who.iter().all(banned) && ban.on.iter().any(same)
}

fn matches(model: &Model, banned: &Object, done: &Object) -> bool {
    match (banned, done) {
        (Object::Term(a), Object::Term(b)) => model.terms.is_a(*b, *a),
        (Object::Record(a, _), Object::Record(b, _)) => a == b,
        _ => false,
    }
}

/// The case in which both apply, asked whether it may be done.
fn clash(cx: &mut Cx, ban: &Deed, duty: &Deed) {
    let (thing, record) = match duty.on.iter().find(|o| ban.on.iter().any(|b| matches(cx.model, b, o))) {
        Some(Object::Record(r, _)) => (Object::Record(*r, Cond::True), Some(*r)),
        Some(o) => (o.clone(), None),
        None => return,
    };
    let conds = frame(ban, record).into_iter().chain(frame(duty, record)).collect::<Vec<_>>();
    let (Some(who), true) = (duty.who.first(), cx.possible(record, &conds)) else { return };
    let Some(facts) = cx.case(record, &conds) else { return };
    let kind = QuestionKind::MayDo(AskedActor { who: who.term, entrusted: None }, duty.act, Some(thing));
    let banned = |a: &Answer| matches!(&a.body, Body::May(m) if m.verdict == Verdict::Forbidden && m.lines.iter().any(|l| ban.part.is(&l.cite)));
    let w = cx.ask(kind, facts.clone());
    if !banned(&w.answer) {
        return;
    }
    let asked = record.map(|_| cx.ask(QuestionKind::Who(duty.act, None), facts));
    let spots = vec![ban.part.at(), duty.part.at()];
    cx.report(Fault::DoubleBind, Detail::Plain, spots, std::iter::once(w).chain(asked).collect());
    if record.is_some() {
        cx.meet(record, &conds);
    }
}

/// Where a deed is required or banned: its guard, its exceptions out, and what its object must be.
fn frame(deed: &Deed, record: Option<RecordId>) -> Vec<Cond> {
    let about = |o: &Object| if let Object::Record(r, c) = o { (Some(*r) == record).then(|| c.clone()) } else { None };
    super::choice::applying(&deed.part).into_iter().chain(deed.on.iter().filter_map(about)).collect()
}
