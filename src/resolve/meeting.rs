//! `会议`: slots, frequency, quorum, duties. Its conditions are about the held meeting (会次).

use super::actor::force;
use super::bracket::Takes;
use super::cx::Cx;
use super::error::Problem;
use super::look;
use crate::base::{Force, Span};
use crate::model::{Cond, Content, Duty, Frequency, Item, MeetingSlot, Object, Place, Quorum, RecordId, SlotKind};
use crate::syntax::ast::{self, Branches, Mods, Name, Slot};

pub(super) fn items(cx: &mut Cx, slots: &[Slot]) -> Vec<Item> {
    let session = look::session(cx.model);
    let mut out = Vec::new();
    for s in slots {
        match s {
            Slot::Actors { name, mods, who, plain } => actors(cx, session, (name, mods), who, plain.as_ref(), &mut out),
            Slot::Frequency { items, span } => {
                for (f, mods) in items {
                    let bound = f.as_ref().and_then(|f| cx.frequency(f));
                    if bound.is_some() || f.is_none() {
                        out.push(item(cx, session, mods, *span, Content::Frequency(Frequency { bound })));
                    }
                }
            }
            Slot::Quorum { of, numerator, denominator, strict, mods, span } => {
                let of = of.as_ref().filter(|n| !matches!(n.text.as_ref(), "组成人员" | "全体组成人员" | "成员" | "应到人数" | "members"));
                let of = of.and_then(|n| cx.actor(n));
                let q = Quorum { of, numerator: *numerator, denominator: *denominator, strict: *strict };
                out.push(item(cx, session, mods, *span, Content::Quorum(q)));
            }
            Slot::Duties(list) => list.iter().for_each(|d| duty(cx, session, d, &mut out)),
        }
    }
    out
}

fn item(cx: &mut Cx, session: Option<RecordId>, mods: &Mods, span: Span, content: Content) -> Item {
    let b = cx.bracket(session, mods, Takes::HEAD);
    Item { guard: b.guard(), force: force(b.force, Force::Stated), place: cx.now.place, content, span }
}

fn actors(cx: &mut Cx, session: Option<RecordId>, head: (&Name, &Mods), who: &Branches<ast::Actors>, plain: Option<&ast::Actors>, out: &mut Vec<Item>) {
    let (name, mods) = head;
    let kinds: Vec<SlotKind> = match look::slots(&name.text) {
        [] => cx.slot_kind(name).into_iter().collect(),
        known => known.to_vec(),
    };
    let conds = who.cases.iter().map(|(c, _)| cx.cond(session, c)).collect();
    let (guards, rest) = cx.exclusive(conds);
    let lists = who.cases.iter().map(|(_, a)| a).zip(guards).chain(who.otherwise.iter().map(|a| (a, rest.clone()))).chain(plain.map(|a| (a, Cond::True)));
    for (list, guard) in lists.collect::<Vec<_>>() {
        let set = cx.actors(session, list);
        for kind in &kinds {
            let content = Content::Slot(MeetingSlot { kind: *kind, actors: set.clone() });
            let mut made = item(cx, session, mods, list.span, content);
            made.guard = Cond::all([made.guard, guard.clone()]);
            out.push(made);
        }
    }
}

fn duty(cx: &mut Cx, session: Option<RecordId>, d: &ast::Duty, out: &mut Vec<Item>) {
    for (verb, matters, mods) in &d.parts {
        let act = cx.act(verb);
        let list: Vec<Object> = matters.list.iter().filter_map(|n| cx.object(n)).collect();
        let Some(verb) = act else { continue };
        let b = cx.bracket(session, mods, Takes { timing: true, ..Takes::HEAD });
        let content = Content::Duty(Duty { verb, matters: list, etc: matters.etc, timing: b.timing.clone() });
        let place = Place { item: d.item.or(cx.now.place.item), ..cx.now.place };
        out.push(Item { guard: b.guard(), force: force(b.force, Force::Stated), place, content, span: d.span });
    }
}

impl Cx<'_> {
    /// A term, a record, an act, or a quoted phrase that something is done to.
    pub fn object(&mut self, name: &Name) -> Option<Object> {
        if let Some(t) = look::object_term(self.model, name) {
            return Some(Object::Term(t));
        }
        if let Some(r) = self.model.names.record(&name.text) {
            return Some(Object::Record(r, Cond::True));
        }
        if let Some(t) = look::term(self.model, look::ACTS, name) {
            return Some(Object::Term(t));
        }
        if name.quoted {
            return Some(Object::Phrase(name.text.clone()));
        }
        let (near, also) = (look::object_names(self.model), look::holders(self.model, &name.text));
        self.problems.push(Problem::UnknownObject { name: name.clone(), near, also });
        None
    }
}
