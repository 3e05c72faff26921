//! Reading names against a model that stays as it is.

use super::error::Word;
use crate::base::Str;
use crate::model::{FieldId, Model, RecordId, SlotKind, TaxonomyId, TermId, Type};
use crate::syntax::ast::Name;

pub(super) const ACTORS: &[&str] = &["职务", "机关", "会议"];
pub(super) const ACTS: &[&str] = &["行为"];
pub(super) const MEETINGS: &[&str] = &["会议"];
pub(super) const REASONS: &[&str] = &["事由"];
pub(super) const POWERS: &[&str] = &["代理权限"];
pub(super) const CONSEQUENCES: &[&str] = &["后果"];
const BEFORE_KINDS: &[&str] = &["事项", "会议"];
const AFTER_KINDS: &[&str] = &["机关", "职务"];

pub(super) fn actor_word() -> Word {
    ("职务、机关或会议", "role, organ or meeting")
}

/// The term of this name in the first of these taxonomies that has it.
pub fn term(model: &Model, tables: &[&str], name: &Name) -> Option<TermId> {
    tables.iter().find_map(|t| model.names.term(model.names.taxonomy(t)?, &name.text))
}

/// The taxonomies that hold a name, for "it is a term of …".
pub(super) fn holders(model: &Model, name: &str) -> Vec<Str> {
    let holds = |t: &TaxonomyId| model.names.term(*t, name).is_some();
    taxonomies(model).filter(holds).filter_map(|t| Some(model.terms.taxonomy(t)?.name.clone())).collect()
}

pub(super) fn taxonomies(model: &Model) -> impl Iterator<Item = TaxonomyId> + use<> {
    (0..u16::try_from(model.terms.taxonomies.len()).unwrap_or(u16::MAX)).map(TaxonomyId)
}

/// Every name of these taxonomies.
pub(super) fn names_of(model: &Model, tables: &[&str]) -> Vec<Str> {
    let ids: Vec<TaxonomyId> = tables.iter().filter_map(|t| model.names.taxonomy(t)).collect();
    term_names(model, &ids)
}

pub(super) fn term_names(model: &Model, tables: &[TaxonomyId]) -> Vec<Str> {
    let mut out = Vec::new();
    for t in model.terms.list.iter().filter(|t| tables.contains(&t.taxonomy)) {
        out.push(t.name.clone());
        out.extend(t.english.iter().cloned());
        out.extend(t.aliases.iter().cloned());
        out.extend(t.own.iter().cloned());
    }
    out
}

/// A field of the record or of one it is attached to.
pub fn field(model: &Model, record: RecordId, name: &str) -> Option<FieldId> {
    if let Some(own) = model.names.field(record, name) {
        return Some(own);
    }
    model.lineage(record).into_iter().skip(1).find_map(|r| model.names.field(r, name))
}

/// The field of this name, if only one record has one.
pub(super) fn lone_field(model: &Model, name: &str) -> Option<FieldId> {
    let mut all = model.names.fields.iter().filter_map(|t| t.get(name).copied());
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

pub(super) fn field_names(model: &Model, record: RecordId) -> Vec<Str> {
    let mut out = Vec::new();
    let ids = model.lineage(record).into_iter().filter_map(|r| model.record(r)).flat_map(|r| r.fields.iter());
    for f in ids.filter_map(|id| model.field(*id)) {
        out.push(f.name.clone());
        out.extend(f.english.iter().cloned());
        out.extend(f.aliases.iter().cloned());
    }
    out
}

/// The taxonomy of a field that holds terms.
pub(super) fn taxonomy_of(model: &Model, field: FieldId) -> Option<TaxonomyId> {
    match model.field(field)?.kind {
        Type::Term(t) | Type::Many(t) => Some(t),
        _ => None,
    }
}

/// The first record whose kind field can hold this name: `请示` is a 公文.
pub fn kind(model: &Model, name: &str) -> Option<(RecordId, FieldId, TermId)> {
    kinds(model).find_map(|(r, f, t)| Some((r, f, model.names.term(t, name)?)))
}

fn kinds(model: &Model) -> impl Iterator<Item = (RecordId, FieldId, TaxonomyId)> + '_ {
    let ids = (0..u16::try_from(model.records.len()).unwrap_or(u16::MAX)).map(RecordId);
    ids.filter_map(|id| {
        let f = model.record(id)?.kind?;
        Some((id, f, taxonomy_of(model, f)?))
    })
}

pub(super) fn record_names(model: &Model) -> Vec<Str> {
    let mut out: Vec<Str> = model.records.iter().flat_map(|r| std::iter::once(&r.name).chain(&r.english).chain(&r.aliases).cloned()).collect();
    let tables: Vec<TaxonomyId> = kinds(model).map(|(_, _, t)| t).collect();
    out.extend(term_names(model, &tables));
    out
}

/// `会次`: the record of held meetings, over whose facts the statements about a meeting speak.
pub fn session(model: &Model) -> Option<RecordId> {
    let by_name = model.names.record("会次");
    by_name.or_else(|| {
        let meeting = model.names.taxonomy("会议")?;
        kinds(model).find(|(_, _, t)| *t == meeting).map(|(r, _, _)| r)
    })
}

/// What an act is done to, if it is a term: matters, meetings, kinds, organs, roles, in this order.
pub fn object_term(model: &Model, name: &Name) -> Option<TermId> {
    term(model, BEFORE_KINDS, name).or_else(|| kind(model, &name.text).map(|(_, _, t)| t)).or_else(|| term(model, AFTER_KINDS, name))
}

pub(super) fn object_names(model: &Model) -> Vec<Str> {
    let mut out = names_of(model, BEFORE_KINDS);
    out.extend(record_names(model));
    out.extend(names_of(model, AFTER_KINDS));
    out
}

/// `主持`, `chair`: which slot of a meeting; `召集和主持` is two.
pub fn slots(word: &str) -> &'static [SlotKind] {
    match word {
        "组成" | "组成人员" | "members" | "makes_up" => &[SlotKind::Members],
        "列席" | "attending" | "sits_in" => &[SlotKind::Attending],
        "邀请" | "invited" | "invites" => &[SlotKind::Invited],
        "参加" | "出席" | "participants" | "takes_part" | "attends" => &[SlotKind::Participants],
        "召集" | "convener" | "convenes" => &[SlotKind::Convener],
        "主持" | "chair" | "chairs" => &[SlotKind::Chair],
        "召集和主持" | "召集并主持" | "convener_and_chair" | "convenes_and_chairs" => &[SlotKind::Convener, SlotKind::Chair],
        "组织" | "organiser" | "organises" => &[SlotKind::Organiser],
        _ => &[],
    }
}

pub(super) const SLOT_WORDS: &[&str] = &["组成", "列席", "邀请", "参加", "召集", "主持", "召集和主持", "组织", "频次", "法定人数", "职责"];

/// The one slot a word names, or the act of that name.
pub(super) fn slot(model: &Model, name: &Name) -> Option<SlotKind> {
    match slots(&name.text) {
        [one] => Some(*one),
        _ => term(model, ACTS, name).map(SlotKind::Other),
    }
}
