//! D07: steps that nobody does.

use super::cx::{Cx, Part, silent};
use super::{Detail, Skipped};
use crate::model::*;

pub(super) fn find(cx: &mut Cx) {
    for part in cx.parts() {
        let (Some(record), Some(step)) = (part.rule.record, part.step()) else { continue };
        if step.actors.list.iter().all(|a| a.who == Who::Open) {
            unstated(cx, &part, record, step);
            continue;
        }
        if let [Actor { who: Who::Term(role), limit, .. }] = step.actors.list.as_slice() {
            held(cx, &part, record, (step.act, *role, limit));
            nobody(cx, &part, record, (step.act, *role));
        }
    }
}

/// Puts a case to the engine; a finding if nobody does the step there.
fn hole(cx: &mut Cx, part: &Part, detail: Detail, act: TermId, facts: Facts) {
    let from = part.guard();
    let inside = |f: &Facts| f.entails(cx.model, &from) == Some(true);
    let must: Vec<FieldId> = facts.given.clone();
    let Some(case) = facts.witness(cx.model, std::slice::from_ref(&from)) else { return };
    let keeps = |f: &Facts| must.iter().all(|m| f.given.contains(m));
    if let Some(w) = cx.shown(&QuestionKind::Who(act, None), case, &|f, a| silent(a) && inside(f) && keeps(f)) {
        cx.report(Fault::Hole, detail, vec![part.at()], vec![w]);
    }
}

fn unstated(cx: &mut Cx, part: &Part, record: RecordId, step: &Step) {
    if !cx.possible(Some(record), &[part.guard()]) {
        return;
    }
    if cx.case(Some(record), &[part.guard()]).is_none() {
        cx.skip(Skipped::Unwritable(Fault::Hole, vec![part.at()]));
    }
    hole(cx, part, Detail::Unstated(step.act), step.act, Facts::about(record));
}

/// A derived role is whom the case records: one that a meeting's slot names, outside those who may act here.
fn held(cx: &mut Cx, part: &Part, record: RecordId, (act, role, limit): (TermId, TermId, &[TermId])) {
    let model = cx.model;
    let lineage = model.lineage(record);
    let Some(def) = model.definitions.iter().find(|d| d.role == role && lineage.contains(&d.record)) else { return };
    let Some(recorded) = def.recorded else { return };
    let allowed = if limit.is_empty() { &def.limit } else { limit };
    let mut told: Vec<TermId> = Vec::new();
    for (meeting, holder) in holders(model, def.slot) {
        let apart = |t: &TermId| model.terms.below(*t).and(&model.terms.below(holder)).is_empty();
        if allowed.is_empty() || !allowed.iter().all(apart) || told.contains(&holder) {
            continue;
        }
        told.push(holder);
        let mut facts = Facts::about(record);
        for (field, term) in [(def.field, meeting), (recorded, holder)] {
            facts.give(field, Domain { none: false, values: Values::Terms(model.terms.below(term)) });
        }
        if facts.possible(model, &[part.guard()]) {
            hole(cx, part, Detail::Held { act, role, by: holder }, act, facts);
        }
    }
}

/// Whom meeting statements put into a slot, with the meeting.
fn holders(model: &Model, slot: SlotKind) -> Vec<(TermId, TermId)> {
    let mut out = Vec::new();
    for (rule, item) in model.items() {
        let (Some(meeting), Content::Slot(s)) = (rule.meeting, &item.content) else { continue };
        if s.kind == slot {
            out.extend(s.actors.list.iter().filter_map(|a| if let Who::Term(t) = a.who { Some((meeting, t)) } else { None }));
        }
    }
    out
}

/// A relative role whose field the case may give as 无.
fn nobody(cx: &mut Cx, part: &Part, record: RecordId, (act, role): (TermId, TermId)) {
    let model = cx.model;
    let named = model.terms.get(role).filter(|t| t.relative).and_then(|t| model.field_named(record, &t.name));
    let Some(field) = named.filter(|f| model.field(*f).is_some_and(|f| f.optional)) else { return };
    let mut facts = Facts::about(record);
    facts.give(field, Domain { none: true, values: Values::Terms(TermSet::default()) });
    if facts.possible(model, &[part.guard()]) {
        hole(cx, part, Detail::Nobody { act, role }, act, facts);
    }
}
