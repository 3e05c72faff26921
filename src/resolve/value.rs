//! What a test on a field asks, piece by piece; a test with several values holds if one piece does.

use super::error::{Problem, Word};
use super::{look, unit};
use crate::base::{Relation, Span, Str};
use crate::model::{FieldId, InMode, Model, RecordId, TaxonomyId, TermId, Test, Type};
use crate::syntax::ast::{self, Name, Operand, Quantity, Value, ValueKind, Values};
use chrono::Datelike;

pub(super) enum Piece {
    Test(Test),
    /// Both must hold: `字数 = 3至5`.
    Both(Test, Test),
    /// `无`
    Unset,
    /// `≠ 集中开会`
    Not(Box<Piece>),
    /// `分管副县长` in a role field: its own yes/no.
    Relative(TermId),
    /// Against another field: its own yes/no.
    Against(Relation, FieldId),
}

/// Where a test stands.
pub(super) struct Asked<'a> {
    pub model: &'a Model,
    pub record: Option<RecordId>,
    pub field: FieldId,
    pub span: Span,
}

pub(super) fn pieces(at: &Asked, test: Option<&ast::Test>, out: &mut Vec<Problem>) -> Vec<Piece> {
    let Some(f) = at.model.field(at.field) else { return Vec::new() };
    match (test, &f.kind) {
        (None, Type::Bool) => vec![Piece::Test(Test::Yes)],
        (None, _) => mismatch(at, ("是否", "a yes/no"), out),
        (Some(ast::Test::Set), _) if f.optional => vec![Piece::Test(Test::Set)],
        (Some(ast::Test::Set), _) => {
            out.push(Problem::NotOptional { field: f.name.clone(), span: at.span });
            Vec::new()
        }
        (Some(ast::Test::Compare(relation, operand)), kind) => compare(at, kind, *relation, operand, out),
        (Some(ast::Test::Has(v)), Type::Many(t)) => members(at, *t, v, out),
        (Some(ast::Test::Has(_)), _) => mismatch(at, ("若干", "a list"), out),
        (Some(ast::Test::Is(v) | ast::Test::IsA(v, _)), Type::Many(t)) => members(at, *t, v, out),
        (Some(ast::Test::Is(v)), kind) => is(at, kind, InMode::Is, v, out),
        (Some(ast::Test::IsA(v, _)), kind) => is(at, kind, InMode::IsA, v, out),
    }
}

/// The type of a field in words.
pub(super) fn word_of(kind: &Type) -> Word {
    match kind {
        Type::Bool => ("是否", "a yes/no"),
        Type::Number(_) => ("数", "a number"),
        Type::Date => ("日期", "a date"),
        Type::Limit => ("时限", "a time limit"),
        Type::Text => ("文字", "text"),
        Type::Term(_) => ("分类里的词", "a term"),
        Type::Many(_) => ("若干词", "a list of terms"),
    }
}

pub(super) fn mismatch<T>(at: &Asked, used: Word, out: &mut Vec<Problem>) -> Vec<T> {
    if let Some(f) = at.model.field(at.field) {
        out.push(Problem::Type { field: f.name.clone(), is: word_of(&f.kind), used, span: at.span });
    }
    Vec::new()
}

fn compare(at: &Asked, kind: &Type, relation: Relation, operand: &Operand, out: &mut Vec<Problem>) -> Vec<Piece> {
    match (kind, operand) {
        (Type::Number(unit), Operand::Quantity(q)) => measure(at, unit.as_ref(), relation, q, out),
        (Type::Date, Operand::Date(d, _)) => vec![Piece::Test(Test::Cmp(relation, i64::from(d.num_days_from_ce())))],
        (Type::Number(_) | Type::Date, Operand::Name(name)) => against(at, kind, relation, name, out),
        (Type::Term(_) | Type::Many(_) | Type::Text, Operand::Name(name)) if matches!(relation, Relation::Eq | Relation::Ne) => equals(at, relation, name, out),
        (_, Operand::Date(..)) => mismatch(at, ("日期", "a date"), out),
        _ => mismatch(at, ("数", "a number"), out),
    }
}

/// `出行 = 集体乘车`, `名义 ≠ 县政府`
fn equals(at: &Asked, relation: Relation, name: &Name, out: &mut Vec<Problem>) -> Vec<Piece> {
    let value = Value { kind: ValueKind::Name(name.clone(), Vec::new()), above: false, span: name.span };
    let found = pieces(at, Some(&ast::Test::IsA(Values { list: vec![value], etc: false }, false)), out);
    match relation {
        Relation::Eq => found,
        _ => found.into_iter().map(|p| Piece::Not(Box::new(p))).collect(),
    }
}

fn measure(at: &Asked, unit: Option<&Str>, relation: Relation, q: &Quantity, out: &mut Vec<Problem>) -> Vec<Piece> {
    let read = |n: i64| unit::convert(n, q.unit.as_deref(), unit.map(|u| u.as_ref()));
    let (Some(low), high) = (read(q.number), q.upto.and_then(read)) else {
        out.push(Problem::Unit { written: unit::written(q), wanted: unit.map_or("个".into(), |u| u.to_string()), span: q.span });
        return Vec::new();
    };
    match (high, relation) {
        (None, _) => vec![Piece::Test(Test::Cmp(relation, low))],
        (Some(high), Relation::Eq) => vec![Piece::Both(Test::Cmp(Relation::Ge, low), Test::Cmp(Relation::Le, high))],
        (Some(_), _) => mismatch(at, ("一段范围", "a range"), out),
    }
}

fn against(at: &Asked, kind: &Type, relation: Relation, name: &Name, out: &mut Vec<Problem>) -> Vec<Piece> {
    let Some(other) = at.record.and_then(|r| look::field(at.model, r, &name.text)) else {
        let near = at.record.map(|r| look::field_names(at.model, r)).unwrap_or_default();
        let record = at.record.and_then(|r| at.model.record(r)).map(|r| r.name.clone());
        out.push(Problem::UnknownField { name: name.clone(), record, near });
        return Vec::new();
    };
    let fits = match (kind, at.model.field(other).map(|f| &f.kind)) {
        (Type::Date, Some(Type::Date)) => true,
        (Type::Number(a), Some(Type::Number(b))) => unit::convert(1, a.as_deref(), b.as_deref()) == Some(1),
        _ => false,
    };
    if fits {
        return vec![Piece::Against(relation, other)];
    }
    mismatch(&Asked { field: other, span: name.span, ..*at }, word_of(kind), out)
}

fn members(at: &Asked, taxonomy: TaxonomyId, values: &Values, out: &mut Vec<Problem>) -> Vec<Piece> {
    let mut list = Vec::new();
    for v in &values.list {
        if matches!(v.kind, ValueKind::None) {
            list.extend(unset(at, v.span, out));
        } else if let Some(t) = named(at, taxonomy, v, out) {
            list.push(Piece::Test(Test::Has(t)));
        }
    }
    list
}

fn unset(at: &Asked, span: Span, out: &mut Vec<Problem>) -> Option<Piece> {
    let f = at.model.field(at.field)?;
    if !f.optional {
        out.push(Problem::NotOptional { field: f.name.clone(), span });
    }
    Some(Piece::Unset)
}

fn is(at: &Asked, kind: &Type, mode: InMode, values: &Values, out: &mut Vec<Problem>) -> Vec<Piece> {
    if let Type::Term(t) = kind {
        return terms(at, *t, mode, values, out);
    }
    let mut list = Vec::new();
    for v in &values.list {
        match (kind, &v.kind) {
            (_, ValueKind::None) => list.extend(unset(at, v.span, out)),
            (Type::Bool, ValueKind::Name(n, _)) if matches!(n.text.as_ref(), "是" | "yes") => list.push(Piece::Test(Test::Yes)),
            (Type::Bool, ValueKind::Name(n, _)) if matches!(n.text.as_ref(), "否" | "no") => list.push(Piece::Not(Box::new(Piece::Test(Test::Yes)))),
            (Type::Number(u), ValueKind::Quantity(q)) => list.extend(measure(at, u.as_ref(), Relation::Eq, q, out)),
            (Type::Date, ValueKind::Date(d)) => list.push(Piece::Test(Test::Cmp(Relation::Eq, i64::from(d.num_days_from_ce())))),
            (Type::Text, ValueKind::Name(n, _)) => list.push(Piece::Test(Test::Text(vec![n.text.clone()]))),
            _ => list.extend(mismatch::<Piece>(at, used_as(&v.kind), out)),
        }
    }
    list
}

pub(super) fn used_as(value: &ValueKind) -> Word {
    match value {
        ValueKind::None => ("无", "none"),
        ValueKind::Date(_) => ("日期", "a date"),
        ValueKind::Quantity(_) => ("数", "a number"),
        ValueKind::Name(..) => ("分类里的词", "a term"),
        ValueKind::Act(..) => ("经过", "a trail"),
    }
}

fn terms(at: &Asked, taxonomy: TaxonomyId, mode: InMode, values: &Values, out: &mut Vec<Problem>) -> Vec<Piece> {
    let (mut list, mut pieces) = (Vec::new(), Vec::new());
    for v in &values.list {
        if matches!(v.kind, ValueKind::None) {
            pieces.extend(unset(at, v.span, out));
            continue;
        }
        let Some(t) = named(at, taxonomy, v, out) else { continue };
        if v.above {
            pieces.extend(above(at, t, v, out));
        } else if at.model.terms.get(t).is_some_and(|t| t.relative) {
            pieces.push(Piece::Relative(t));
        } else {
            list.push(t);
        }
    }
    if !list.is_empty() {
        pieces.insert(0, Piece::Test(Test::In { set: at.model.set_of(&list, mode), list, mode }));
    }
    pieces
}

/// The term a value names in the field's taxonomy.
pub(super) fn named(at: &Asked, taxonomy: TaxonomyId, value: &Value, out: &mut Vec<Problem>) -> Option<TermId> {
    let ValueKind::Name(name, args) = &value.kind else {
        mismatch::<()>(&Asked { span: value.span, ..*at }, used_as(&value.kind), out);
        return None;
    };
    if let Some(extra) = args.first() {
        out.push(Problem::Bracket { what: ("值", "a value"), span: extra.span });
    }
    let found = at.model.names.term(taxonomy, &name.text);
    if found.is_none() {
        let field = at.model.field(at.field).map(|f| f.name.clone()).unwrap_or_default();
        let (near, also) = (look::term_names(at.model, &[taxonomy]), look::holders(at.model, &name.text));
        out.push(Problem::ForeignValue { name: name.clone(), field, near, also });
    }
    found
}

/// `办公室主任 以上`: everyone who ranks at least as high.
fn above(at: &Asked, t: TermId, value: &Value, out: &mut Vec<Problem>) -> Option<Piece> {
    if at.model.rank(t).is_none() {
        if let ValueKind::Name(name, _) = &value.kind {
            out.push(Problem::Unranked { name: name.clone() });
        }
        return None;
    }
    let set = at.model.set_of(&[t], InMode::Above);
    Some(Piece::Test(Test::In { set, list: vec![t], mode: InMode::Above }))
}
