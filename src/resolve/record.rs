//! `对象`: records and their fields; `限定` and `定义`.

use super::cx::{Cx, count};
use super::error::Problem;
use super::header::statements;
use super::{look, taxonomy, unit};
use crate::base::{Str, Table};
use crate::model::{Cond, Definition, Field, FieldId, Record, RecordId, Type};
use crate::syntax::ast::{self, Body, FieldType, File, Name};
use std::collections::BTreeSet;

/// Records and fields by name and type; what refers to terms and to other fields comes with [`details`].
pub(super) fn declare(cx: &mut Cx, files: &[&File]) {
    for s in statements(files) {
        match &s.body {
            Body::Record(r) => {
                let id = open(cx, r);
                r.fields.iter().for_each(|f| field(cx, id, f));
            }
            Body::DefineFact { record, name, english, .. } => {
                if let Some(id) = cx.record(record) {
                    add(cx, id, name, english.as_ref(), &[], Type::Bool, false);
                }
            }
            _ => {}
        }
    }
}

fn open(cx: &mut Cx, r: &ast::Record) -> RecordId {
    let known = cx.model.names.record(&r.name.text);
    let id = known.unwrap_or_else(|| new_record(cx, r));
    for n in std::iter::once(&r.name).chain(&r.english).chain(&r.aliases) {
        let taken = *cx.model.names.records.get_or_insert(n.text.clone(), id);
        if taken != id {
            let first = cx.model.record(taken).map(|r| r.span);
            cx.problems.push(Problem::Duplicate { name: n.clone(), what: ("对象", "record"), first });
        }
    }
    id
}

fn new_record(cx: &mut Cx, r: &ast::Record) -> RecordId {
    let id = RecordId(u16::try_from(cx.model.records.len()).unwrap_or(u16::MAX));
    cx.model.names.fields.push(Table::default());
    cx.model.records.push(Record {
        name: r.name.text.clone(),
        english: r.english.as_ref().map(|e| e.text.clone()),
        aliases: r.aliases.iter().map(|a| a.text.clone()).collect(),
        kind: None,
        responsible: None,
        parents: Vec::new(),
        fields: Vec::new(),
        span: r.name.span,
    });
    id
}

fn field(cx: &mut Cx, record: RecordId, f: &ast::Field) {
    let Some(kind) = type_of(cx, f) else { return };
    add(cx, record, &f.name, f.english.as_ref(), &f.aliases, kind, f.optional);
}

fn type_of(cx: &mut Cx, f: &ast::Field) -> Option<Type> {
    Some(match &f.kind {
        FieldType::Bool { .. } => Type::Bool,
        FieldType::Number { unit } => Type::Number(unit.as_ref().map(|u| unit::plain(&u.text).into())),
        FieldType::Date { .. } => Type::Date,
        FieldType::Limit => Type::Limit,
        FieldType::Text => Type::Text,
        FieldType::Many(n) => Type::Many(table(cx, n)?),
        FieldType::Term(n) => Type::Term(table(cx, n)?),
        FieldType::Enum(list) => Type::Term(taxonomy::listed(cx, &f.name, f.english.as_ref(), list)),
    })
}

fn table(cx: &mut Cx, name: &Name) -> Option<crate::model::TaxonomyId> {
    let found = cx.model.names.taxonomy(&name.text);
    if found.is_none() {
        let mut near: Vec<Str> = cx.model.names.taxonomies.iter().map(|(n, _)| n.clone()).collect();
        near.sort();
        cx.problems.push(Problem::UnknownTaxonomy { name: name.clone(), near });
    }
    found
}

fn add(cx: &mut Cx, record: RecordId, name: &Name, english: Option<&Name>, aliases: &[Name], kind: Type, optional: bool) {
    let id = FieldId(count(cx.model.fields.len()));
    let Some(names) = cx.model.names.fields.get_mut(usize::from(record.0)) else { return };
    let mut clash = None;
    for n in std::iter::once(name).chain(english).chain(aliases) {
        let taken = *names.get_or_insert(n.text.clone(), id);
        if taken != id {
            clash = Some((n.clone(), taken));
        }
    }
    if let Some((name, taken)) = clash {
        let first = cx.model.field(taken).map(|f| f.span);
        cx.problems.push(Problem::Duplicate { name, what: ("字段", "field"), first });
    }
    cx.add_field(Field {
        name: name.text.clone(),
        english: english.map(|e| e.text.clone()),
        aliases: aliases.iter().map(|a| a.text.clone()).collect(),
        record: Some(record),
        kind,
        optional,
        only: None,
        judge: None,
        act: None,
        defined: None,
        span: name.span,
    });
    if let Some(r) = cx.model.records.get_mut(usize::from(record.0)) {
        r.fields.push(id);
    }
}

/// Kind, responsible and parent of each record; the act, judge and condition of each field.
pub(super) fn details(cx: &mut Cx, files: &[&File]) {
    let written = || {
        statements(files).filter_map(|s| match &s.body {
            Body::Record(r) => Some(r),
            _ => None,
        })
    };
    for r in written() {
        if let Some(id) = cx.model.names.record(&r.name.text) {
            marks(cx, id, r);
        }
    }
    for r in written() {
        let Some(id) = cx.model.names.record(&r.name.text) else { continue };
        r.fields.iter().for_each(|f| detail(cx, id, f));
    }
}

fn marks(cx: &mut Cx, id: RecordId, r: &ast::Record) {
    let own = |cx: &mut Cx, n: &Option<Name>| n.as_ref().and_then(|n| cx.field(Some(id), n));
    let (kind, responsible) = (own(cx, &r.kind), own(cx, &r.responsible));
    let parents: Vec<RecordId> = r.attached.iter().filter_map(|n| cx.record(n)).collect();
    let Some(known) = cx.model.records.get_mut(usize::from(id.0)) else { return };
    known.kind = kind.or(known.kind);
    known.responsible = responsible.or(known.responsible);
    for p in parents {
        if p != id && !known.parents.contains(&p) {
            known.parents.push(p);
        }
    }
}

fn detail(cx: &mut Cx, record: RecordId, f: &ast::Field) {
    let Some(id) = cx.model.names.field(record, &f.name.text) else { return };
    let act = match &f.kind {
        FieldType::Date { act: Some(n) } => cx.act(n),
        _ => None,
    };
    let judge = match &f.kind {
        FieldType::Bool { judge: Some(n) } => Some(cx.word_of(look::term(cx.model, look::ACTORS, n), n)),
        _ => None,
    };
    let only = f.only.as_ref().map(|c| cx.cond(Some(record), c));
    if let Some(known) = cx.model.fields.get_mut(id.0 as usize) {
        (known.act, known.judge) = (act.or(known.act), judge.or(known.judge.take()));
        known.only = only.or(known.only.take());
    }
}

/// `限定`, `定义` of facts and of roles.
pub(super) fn constraints(cx: &mut Cx, files: &[&File]) {
    for s in statements(files) {
        cx.start(cx.now.place);
        match &s.body {
            Body::Constraint { record, when, then } => {
                let Some(id) = cx.record(record) else { continue };
                let then = cx.cond(Some(id), then);
                let when = when.as_ref().map(|c| cx.cond(Some(id), c));
                let limit = Cond::any(when.map(Cond::complement).into_iter().chain([then]));
                cx.model.limits.push((id, limit, s.span));
            }
            Body::DefineFact { record, name, cond, .. } => define_fact(cx, record, name, cond),
            Body::DefineRole { role, record, field, slot, limit, .. } => {
                let made = define_role(cx, role, record, field, slot, limit.as_ref());
                cx.model.definitions.extend(made);
            }
            _ => {}
        }
    }
    break_definition_cycles(cx);
}

fn define_fact(cx: &mut Cx, record: &Name, name: &Name, cond: &ast::Cond) {
    let Some(id) = cx.model.names.record(&record.text) else { return };
    let meaning = cx.cond(Some(id), cond);
    let field = cx.model.names.field(id, &name.text);
    if let Some(f) = field.and_then(|f| cx.model.fields.get_mut(f.0 as usize)) {
        f.defined = Some(meaning);
    }
}

fn define_role(cx: &mut Cx, role: &Name, record: &Name, field: &Name, slot: &Name, limit: Option<&ast::Names>) -> Option<Definition> {
    let role_id = cx.one_of(&["职务"], role, ("职务", "role"));
    let record = cx.record(record)?;
    let field_id = cx.field(Some(record), field)?;
    let kind = cx.slot_kind(slot);
    let limit = limit.map(|l| l.list.iter().filter_map(|n| cx.actor(n)).collect()).unwrap_or_default();
    let meeting = cx.model.names.taxonomy("会议");
    if look::taxonomy_of(cx.model, field_id) != meeting {
        cx.wrong_type(field_id, field, ("会议", "a meeting"));
    }
    let recorded = look::field(cx.model, record, &format!("{}人", slot_word(&slot.text)));
    Some(Definition { role: role_id?, record, field: field_id, slot: kind?, recorded, limit })
}

fn slot_word(word: &str) -> &str {
    match word {
        "chair" | "chairs" => "主持",
        "convener" | "convenes" => "召集",
        _ => word,
    }
}

/// Reports every cycle among defined facts once and cuts it.
fn break_definition_cycles(cx: &mut Cx) {
    let is_defined = |cx: &Cx, f: FieldId| cx.model.field(f).is_some_and(|f| f.defined.is_some());
    for start in (0..count(cx.model.fields.len())).map(FieldId) {
        if !is_defined(cx, start) {
            continue;
        }
        let Some(path) = circle(start, |f| uses(cx, f)) else { continue };
        let names = path.iter().filter_map(|f| Some(cx.model.field(*f)?.name.clone())).collect();
        let span = cx.model.field(start).map(|f| f.span).unwrap_or_default();
        if let Some(f) = cx.model.fields.get_mut(start.0 as usize) {
            f.defined = None;
        }
        cx.problems.push(Problem::DefinitionCycle { names, span });
    }
}

/// The facts that a definition reads.
fn uses(cx: &Cx, field: FieldId) -> Vec<FieldId> {
    let mut atoms = Vec::new();
    if let Some(cond) = cx.model.field(field).and_then(|f| f.defined.as_ref()) {
        cond.atoms(&mut atoms);
    }
    atoms.into_iter().filter_map(|a| cx.model.atom(a)).map(|a| a.field).collect()
}

/// The way from a node back to itself, both ends included, if there is one; each node is visited once.
pub(super) fn circle<T: Copy + Ord>(start: T, next: impl Fn(T) -> Vec<T>) -> Option<Vec<T>> {
    let mut seen = BTreeSet::new();
    let mut path: Vec<(T, Vec<T>)> = vec![(start, next(start))];
    while let Some((_, rest)) = path.last_mut() {
        let Some(to) = rest.pop() else {
            path.pop();
            continue;
        };
        if to == start {
            return Some(path.iter().map(|(t, _)| *t).chain([start]).collect());
        }
        if seen.insert(to) {
            path.push((to, next(to)));
        }
    }
    None
}
