//! Meetings: D01 of two that chair one meeting, D02 of how often and of how many, D07 of slots that name nobody.

use super::cx::{Cx, Part};
use super::{Detail, Skipped, Witness};
use crate::base::ForceClass;
use crate::calendar::{Every, Period};
use crate::model::*;

/// A slot of a meeting.
struct Seat<'m> {
    part: Part<'m>,
    meeting: TermId,
    slot: &'m MeetingSlot,
}

pub(super) fn find(cx: &mut Cx) {
    let parts: Vec<Part> = cx.parts().into_iter().filter(|p| p.rule.meeting.is_some()).collect();
    let seats: Vec<Seat> = parts.iter().filter_map(seat).collect();
    chairs(cx, &seats);
    seats.iter().for_each(|s| hole(cx, s));
    often(cx, &parts);
    parts.iter().for_each(|p| quorum(cx, p));
}

fn seat<'m>(part: &Part<'m>) -> Option<Seat<'m>> {
    match (&part.item.content, part.rule.meeting) {
        (Content::Slot(slot), Some(meeting)) => Some(Seat { part: *part, meeting, slot }),
        _ => None,
    }
}

/// The record of held meetings, if it has this field.
fn session(cx: &Cx, field: &str) -> Option<(RecordId, FieldId)> {
    let kind = |r: RecordId| cx.model.field(cx.model.record(r)?.kind?).map(|f| f.kind.clone());
    let meetings = cx.model.names.taxonomy("会议").map(Type::Term);
    let by_kind = (0u16..).map(RecordId).take(cx.model.records.len()).filter(|r| meetings.is_some() && kind(*r) == meetings);
    cx.model.names.record("会次").into_iter().chain(by_kind).find_map(|r| Some((r, cx.model.field_named(r, field)?)))
}

/// A held meeting of this kind.
fn held(cx: &Cx, meeting: TermId, record: RecordId) -> Option<Facts> {
    let mut facts = Facts::about(record);
    facts.give(cx.model.record(record)?.kind?, Domain { none: false, values: Values::Terms(cx.model.terms.below(meeting)) });
    Some(facts)
}

/// Two slots that have different people chair one meeting. Somebody who is entrusted chairs in another's place.
fn chairs(cx: &mut Cx, seats: &[Seat]) {
    let named = |s: &&Seat| s.slot.kind == SlotKind::Chair && s.slot.actors.list.iter().all(|a| a.entrusted.is_none() && matches!(a.who, Who::Term(_)));
    let list: Vec<&Seat> = seats.iter().filter(named).collect();
    for (n, a) in list.iter().enumerate() {
        for b in list.iter().skip(n + 1).filter(|b| b.meeting == a.meeting && apart(cx.model, a, b)) {
            let record = session(cx, "主持人").map(|(r, _)| r);
            let conds: Vec<Cond> = [a, b].iter().flat_map(|s| [s.part.guard(), Cond::any(s.slot.actors.list.iter().map(|x| x.guard.clone()))]).collect();
            if !cx.possible(record, &conds) {
                continue;
            }
            let w = cx.ask(QuestionKind::WhoSlot(a.meeting, SlotKind::Chair), Facts::default());
            let both = [a, b].iter().all(|s| w.answer.cites().iter().any(|c| s.part.is(c)));
            if both {
                cx.report(Fault::Conflict, Detail::Chairs(a.meeting), vec![a.part.at(), b.part.at()], vec![w]);
            }
        }
    }
}

/// True if nobody of the one slot is of the other.
fn apart(model: &Model, a: &Seat, b: &Seat) -> bool {
    let people = |s: &Seat| s.slot.actors.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some(model.terms.below(t)) } else { None }).collect::<Vec<_>>();
    people(a).iter().all(|x| people(b).iter().all(|y| x.and(y).is_empty()))
}

fn hole(cx: &mut Cx, seat: &Seat) {
    if seat.slot.actors.list.iter().any(|a| a.who != Who::Open) || !cx.possible(None, &[seat.part.guard()]) {
        return;
    }
    let w = cx.ask(QuestionKind::WhoSlot(seat.meeting, seat.slot.kind), Facts::default());
    if w.answer.cites().iter().any(|c| seat.part.is(c)) {
        cx.report(Fault::Hole, Detail::Seat(seat.meeting, seat.slot.kind), vec![seat.part.at()], vec![w]);
    }
}

fn binding(p: &Part) -> bool {
    matches!(p.item.force.class(), ForceClass::Binding | ForceClass::Stated)
}

/// At least so often, and at most fewer times: whoever meets as often as the one asks breaks the other.
fn often(cx: &mut Cx, parts: &[Part]) {
    let bound = |p: &Part| if let Content::Frequency(Frequency { bound }) = &p.item.content { *bound } else { None };
    let list: Vec<(&Part, FrequencyBound)> = parts.iter().filter(|p| binding(p)).filter_map(|p| Some((p, bound(p)?))).collect();
    for (a, least) in &list {
        for (b, most) in list.iter().filter(|(b, _)| b.rule.meeting == a.rule.meeting && !std::ptr::eq(b.item, a.item)) {
            let (Some((asked, per)), Some((cap, all))) = (times(least.every, least.least), times(most.every, most.most)) else { continue };
            let spots = vec![a.at(), b.at()];
            let session = session(cx, "本年次数");
            if asked * all <= cap * per || !cx.possible(session.map(|(r, _)| r), &[a.guard(), b.guard()]) {
                continue;
            }
            // as often in a year as the one asks
            let count = (asked + per - 1) / per;
            let shown = session.zip(a.rule.meeting).and_then(|((record, field), meeting)| {
                let mut facts = held(cx, meeting, record)?;
                facts.give(field, Domain { none: false, values: Values::Numbers(vec![(count * SCALE, count * SCALE)]) });
                let w = cx.ask(QuestionKind::Check, facts.witness(cx.model, &[a.guard(), b.guard()])?);
                super::cx::breaks(&w.answer, b).then_some(w)
            });
            match shown {
                Some(w) => cx.report(Fault::DoubleBind, Detail::Often { least: count }, spots, vec![w]),
                None => cx.skip(Skipped::Unwritable(Fault::DoubleBind, spots)),
            }
        }
    }
}

/// How many times in how many years.
fn times(every: Every, number: Option<i64>) -> Option<(i64, i64)> {
    let a_year = match every.period {
        Period::Day => 365,
        Period::Week | Period::Weekday(_) => 52,
        Period::TenDays => 36,
        Period::HalfMonth => 24,
        Period::Month => 12,
        Period::Quarter => 4,
        Period::HalfYear => 2,
        Period::Year => 1,
        Period::Term | Period::Irregular => return None,
    };
    Some((number? * a_year, i64::from(every.count.max(1))))
}

/// More of the members than there are.
fn quorum(cx: &mut Cx, part: &Part) {
    let Content::Quorum(q) = &part.item.content else { return };
    let too_many = q.numerator > q.denominator || (q.strict && q.numerator == q.denominator);
    let (Some((record, came)), Some((_, all)), Some(meeting)) = (session(cx, "实到人数"), session(cx, "应到人数"), part.rule.meeting) else { return };
    if !too_many || !cx.possible(Some(record), &[part.guard()]) {
        return;
    }
    let shown = held(cx, meeting, record).and_then(|mut facts| {
        for field in [came, all] {
            facts.give(field, Domain { none: false, values: Values::Numbers(vec![(10 * SCALE, 10 * SCALE)]) });
        }
        let w: Witness = cx.ask(QuestionKind::Check, facts.witness(cx.model, &[part.guard()])?);
        super::cx::breaks(&w.answer, part).then_some(w)
    });
    match shown {
        Some(w) => cx.report(Fault::DoubleBind, Detail::Unkeepable, vec![part.at()], vec![w]),
        None => cx.skip(Skipped::Unwritable(Fault::DoubleBind, vec![part.at()])),
    }
}
