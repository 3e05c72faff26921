//! Pages about a meeting, an article, the policy itself.

use super::actors::known_term;
use super::bare;
use super::check::least;
use super::due;
use crate::base::{Force, Str};
use crate::calendar::Date;
use crate::model::*;

/// `会议 常务会议`: every slot, its frequency, quorum and duties, and the procedures about it.
pub(super) fn meeting(model: &Model, meeting: TermId) -> Answer {
    let mut lines = Vec::new();
    let mut quorum = None;
    for rule in &model.rules {
        let own = rule.meeting.is_some_and(|m| model.terms.is_a(meeting, m));
        let about = own || speaks_of(model, rule, meeting);
        for (index, item) in rule.items.iter().enumerate().filter(|_| about) {
            if let Content::Quorum(q) = &item.content {
                quorum = quorum.or(Some(q.clone()));
            }
            let cite = Cite { rule: model.id_of(rule), item: index as u32, place: item.place };
            lines.push((cite, item.guard.clone()));
        }
    }
    let status = if lines.is_empty() { Status::Silent } else { Status::Definite };
    bare(status, Body::Meeting(MeetingPage { meeting, lines, quorum }))
}

/// A rule on another record whose pattern names the meeting, or a norm whose object is the meeting.
fn speaks_of(model: &Model, rule: &Rule, meeting: TermId) -> bool {
    let names_it = |o: &Object| matches!(o, Object::Term(t) if *t == meeting);
    let by_object = rule.items.iter().any(|i| matches!(&i.content, Content::Norm(Norm { what: What::Act { objects, .. }, .. }) if objects.iter().any(names_it)));
    let mut atoms = Vec::new();
    rule.scope.atoms(&mut atoms);
    let named = |a: &Atom| matches!(&a.test, Test::In { list, .. } if list.contains(&meeting));
    by_object || atoms.into_iter().filter_map(|a| model.atom(a)).any(named)
}

/// The act that fills a slot.
pub(super) fn verb_of(model: &Model, slot: SlotKind) -> Option<TermId> {
    match slot {
        SlotKind::Members => model.act_named("组成"),
        SlotKind::Attending => model.act_named("列席"),
        SlotKind::Invited => model.act_named("邀请"),
        SlotKind::Participants => model.act_named("参加"),
        SlotKind::Convener => model.act_named("召集"),
        SlotKind::Chair => model.act_named("主持"),
        SlotKind::Organiser => model.act_named("组织"),
        SlotKind::Other(act) => Some(act),
    }
}

/// The quorum of the meeting a 会次 is about: of all members if there is one; of several, the strictest, all of them cited.
pub(super) fn quorum(model: &Model, facts: &Facts, record: RecordId) -> Option<Leaf> {
    let meeting = known_term(model, facts, model.record(record)?.kind?)?;
    let mut found: Vec<(&Quorum, Force, Cite)> = Vec::new();
    for rule in model.rules.iter().filter(|r| r.meeting.is_some_and(|m| model.terms.is_a(meeting, m))) {
        for (index, item) in rule.items.iter().enumerate().filter(|(_, i)| facts.entails(model, &i.guard) != Some(false)) {
            if let Content::Quorum(q) = &item.content {
                found.push((q, item.force, Cite { rule: model.id_of(rule), item: index as u32, place: item.place }));
            }
        }
    }
    let of = found.iter().find(|(q, ..)| q.of.is_none()).or(found.first())?.0.of;
    found.retain(|(q, ..)| q.of == of);
    let share = |q: &Quorum, by: &Quorum| (u64::from(q.numerator) * u64::from(by.denominator), q.strict);
    let stricter = |a: &Quorum, b: &Quorum| share(a, b) > share(b, a);
    let (q, force, _) = found.iter().copied().reduce(|best, next| if stricter(next.0, best.0) { next } else { best })?;
    let all = model.field_named(record, "应到人数").and_then(|f| due::number_of(model, facts, f));
    let kind = LeafKind::Quorum { quorum: q.clone(), least: all.map(|n| least(q, n / SCALE)) };
    Some(Leaf { kind, force, cites: found.iter().map(|f| f.2).collect() })
}

/// `条 29`: the statements of a place, and what follows a breach of it.
pub(super) fn article(model: &Model, place: Place) -> Answer {
    let here: Vec<&Rule> = model.rules.iter().filter(|r| place.covers(r.place) || r.items.iter().any(|i| place.covers(i.place))).collect();
    let declares = here.iter().any(|r| r.kind == RuleKind::Declares);
    let names = |r: &&Rule| {
        let hit = |p: &Place| p.covers(place) || place.covers(*p);
        r.items.iter().any(|i| matches!(&i.content, Content::Breach { places, .. } if places.iter().any(hit)))
    };
    let consequences = model.rules.iter().filter(names).map(|r| model.id_of(r)).collect();
    let rules: Vec<RuleId> = here.iter().map(|r| model.id_of(r)).collect();
    let known = place.article.is_some_and(|a| model.articles.contains_key(&a));
    let status = if rules.is_empty() && !known { Status::Silent } else { Status::Definite };
    bare(status, Body::Article(ArticlePage { place, rules, declares, consequences }))
}

/// `适用`, `适用 直属事业单位`, `适用 2023-09-20`.
pub(super) fn applies(model: &Model, whom: Option<&(Str, Option<TermId>)>, on: Option<Date>) -> Answer {
    let Some((name, term)) = whom else {
        let holds = on.map(|d| in_force(model, d));
        return bare(if holds == Some(false) { Status::Silent } else { Status::Definite }, Body::Applies(Scope { whom: None, on, holds, cites: Vec::new() }));
    };
    let extended = model.header.applies.iter().any(|a| a == name || term.is_some_and(|t| named(model, t, a)));
    let mut cites = Vec::new();
    if let Some(t) = term {
        let binds = |r: &&Rule| r.bearers.iter().any(|b| model.terms.is_a(*t, b.term) && !b.except.iter().any(|e| model.terms.is_a(*t, *e)));
        cites.extend(model.rules.iter().filter(binds).map(|r| r.place));
        cites.dedup();
    }
    let holds = extended || !cites.is_empty();
    let status = if holds { Status::Definite } else { Status::Silent };
    bare(status, Body::Applies(Scope { whom: Some(name.clone()), on: None, holds: holds.then_some(true), cites }))
}

fn named(model: &Model, t: TermId, name: &Str) -> bool {
    model.terms.ancestors(t).into_iter().filter_map(|t| model.terms.get(t)).any(|t| t.name == *name || t.aliases.contains(name))
}

/// A policy holds from its effective date until it is repealed; without one, at every date.
pub(super) fn in_force(model: &Model, on: Date) -> bool {
    model.header.effective.is_none_or(|d| d <= on) && model.header.repealed.is_none_or(|d| on < d)
}
