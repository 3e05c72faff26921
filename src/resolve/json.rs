//! Facts as JSON: `{"公文": {"文种": "通知", "涉密": true, "字数": 3000, "主送": {"includes": ["市政府办公室"]}, "商定时限": null}}`.

use super::error::Problem;
use super::fact::{Reader, subject, yes_no};
use super::{look, reports};
use crate::base::{Diagnostic, Span, Str};
use crate::model::{Facts, FieldId, Model, Type};
use crate::syntax::ast::{Name, Quantity, Value, ValueKind, Values};
use crate::syntax::{SCALE, number, parse_date};
use serde_json::{Map, Value as Json};

/// One record or several: an object by record name, an object with `对象`, or a list of either.
pub fn facts_json(model: &Model, json: &Json) -> Result<Vec<Facts>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut out = Vec::new();
    read(model, json, &mut out, &mut problems);
    if problems.is_empty() {
        return Ok(out);
    }
    let mut found = reports(&problems);
    found.iter_mut().for_each(|d| d.span = None);
    Err(found)
}

fn read(model: &Model, json: &Json, out: &mut Vec<Facts>, problems: &mut Vec<Problem>) {
    match json {
        Json::Array(list) => list.iter().for_each(|j| read(model, j, out, problems)),
        Json::Object(map) => match map.get("对象").or(map.get("record")) {
            Some(Json::String(record)) => out.extend(one(model, record, map, &Map::new(), problems)),
            Some(_) => problems.push(shape("`对象` 应是一个名称", "`record` must be a name")),
            None => by_record(model, map, out, problems),
        },
        _ => problems.push(shape("事实应是一个对象：`{\"公文\": {…}}`", "facts are an object: `{\"document\": {…}}`")),
    }
}

fn by_record(model: &Model, map: &Map<String, Json>, out: &mut Vec<Facts>, problems: &mut Vec<Problem>) {
    let (common, records): (Map<String, Json>, Map<String, Json>) = map.clone().into_iter().partition(|(k, _)| is_common(k));
    for (record, fields) in &records {
        match fields {
            Json::Object(f) => out.extend(one(model, record, f, &common, problems)),
            Json::Array(list) => {
                for f in list.iter().filter_map(Json::as_object) {
                    out.extend(one(model, record, f, &common, problems));
                }
            }
            _ => problems.push(shape(&format!("`{record}` 应是一个对象"), &format!("`{record}` must be an object"))),
        }
    }
    if records.is_empty() {
        let mut reader = Reader::new(model);
        fill(model, &mut reader, &common);
        out.push(reader.finish(Span::default(), problems));
    }
}

fn is_common(key: &str) -> bool {
    matches!(key, "缺席" | "absent" | "受托人" | "entrusted" | "余否" | "rest_no")
}

fn one(model: &Model, record: &str, fields: &Map<String, Json>, common: &Map<String, Json>, problems: &mut Vec<Problem>) -> Option<Facts> {
    let name = word(record);
    let Some(subject) = subject(model, &name) else {
        problems.push(Problem::UnknownRecord { name, near: look::record_names(model) });
        return None;
    };
    let mut reader = Reader::about(model, subject);
    fill(model, &mut reader, common);
    fill(model, &mut reader, fields);
    Some(reader.finish(Span::default(), problems))
}

fn fill(model: &Model, reader: &mut Reader, fields: &Map<String, Json>) {
    for (key, value) in fields {
        if matches!(key.as_str(), "对象" | "record") {
            continue;
        }
        if matches!(key.as_str(), "余否" | "rest_no") {
            reader.rest_no = value == &Json::Bool(true);
            continue;
        }
        let field = reader.facts.record.and_then(|r| look::field(model, r, key));
        match field {
            Some(f) => field_value(model, reader, f, key, value),
            None => loose(model, reader, key, value),
        }
    }
}

fn loose(model: &Model, reader: &mut Reader, key: &str, value: &Json) {
    if matches!(key, "经过" | "trail") && trail(reader, value) {
        return;
    }
    if universal(key, value).is_some_and(|values| reader.universal(key, &values)) {
        return;
    }
    let facts = model.names.loose(key);
    match value {
        Json::Bool(b) if !facts.is_empty() => facts.iter().for_each(|f| reader.give(*f, yes_no(*b))),
        _ => {
            let mut near = reader.facts.record.map(|r| look::field_names(model, r)).unwrap_or_default();
            near.extend(model.fields.iter().filter(|f| f.record.is_none()).map(|f| f.name.clone()));
            let record = reader.facts.record.and_then(|r| model.record(r)).map(|r| r.name.clone());
            reader.problems.push(Problem::UnknownField { name: word(key), record, near });
        }
    }
}

fn field_value(model: &Model, reader: &mut Reader, field: FieldId, key: &str, value: &Json) {
    let Some(f) = model.field(field) else { return };
    if let (Type::Bool, Json::Bool(b)) = (&f.kind, value) {
        return reader.give(field, yes_no(*b));
    }
    let (list, etc) = match value {
        Json::Object(map) => match map.get("includes").or(map.get("含")) {
            Some(list) => (list.clone(), true),
            None => (value.clone(), false),
        },
        _ => (value.clone(), false),
    };
    let list: Vec<Json> = match list {
        Json::Array(list) => list,
        one => vec![one],
    };
    let read: Option<Vec<Value>> = list.iter().map(|j| scalar(&f.kind, j)).collect();
    match read {
        Some(list) if !list.is_empty() || matches!(f.kind, Type::Many(_)) => reader.value(field, &Values { list, etc }, Span::default()),
        _ => reader.problems.push(shape(&format!("`{key}` 的值读不懂：{value}"), &format!("the value of `{key}` is not understood: {value}"))),
    }
}

fn value(kind: ValueKind) -> Value {
    Value { kind, above: false, span: Span::default() }
}

fn word(text: &str) -> Name {
    let text: Str = crate::base::normalise(text.trim()).as_ref().into();
    Name { text, quoted: true, span: Span::default() }
}

fn scalar(kind: &Type, json: &Json) -> Option<Value> {
    Some(value(match (kind, json) {
        (_, Json::Null) => ValueKind::None,
        (Type::Number(_), Json::Number(n)) => ValueKind::Quantity(plain_number(n)?),
        (Type::Number(_), Json::String(s)) => ValueKind::Quantity(quantity(s)?),
        (Type::Date, Json::String(s)) => ValueKind::Date(parse_date(s.trim())?),
        (Type::Limit, Json::String(s)) => match parse_date(s.trim()) {
            Some(d) => ValueKind::Date(d),
            None => ValueKind::Quantity(quantity(s)?),
        },
        (Type::Term(_) | Type::Many(_) | Type::Text | Type::Bool, Json::String(s)) => ValueKind::Name(word(s), Vec::new()),
        _ => return None,
    }))
}

fn plain_number(n: &serde_json::Number) -> Option<Quantity> {
    let scaled = match n.as_i64() {
        Some(whole) => whole.checked_mul(SCALE)?,
        None => number(&n.to_string())?,
    };
    Some(Quantity { number: scaled, upto: None, unit: None, span: Span::default() })
}

/// `3000 字`, `5个工作日`
fn quantity(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let is_numeral = |c: char| c.is_ascii_digit() || ".,．，〇零一二两三四五六七八九十百千半".contains(c) || ('０'..='９').contains(&c);
    let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
    let (digits, unit) = (text.get(..end)?, text.get(end..)?.trim());
    if digits.is_empty() {
        return None;
    }
    let unit = (!unit.is_empty()).then(|| Str::from(unit));
    Some(Quantity { number: number(&digits.replace('，', ","))?, upto: None, unit, span: Span::default() })
}

/// `"缺席": {"县长": "出差"}`, `"缺席": ["县长"]`, `"受托人": {"常务副县长": "县长"}`, `"受托人": null`
fn universal(key: &str, json: &Json) -> Option<Values> {
    let is_situation = matches!(key, "缺席" | "absent" | "受托人" | "entrusted");
    let named = |role: &str, of: Option<&str>| value(ValueKind::Name(word(role), of.map(|w| value(ValueKind::Name(word(w), Vec::new()))).into_iter().collect()));
    let list = match json {
        _ if !is_situation => return None,
        Json::Object(map) => map.iter().map(|(role, of)| named(role, of.as_str())).collect(),
        Json::Array(list) => list.iter().filter_map(Json::as_str).map(|r| named(r, None)).collect(),
        Json::String(r) => vec![named(r, None)],
        Json::Null => vec![value(ValueKind::None)],
        _ => return None,
    };
    Some(Values { list, etc: false })
}

/// `"经过": ["部门副职 签名同意", {"谁": "县长", "行为": "签发", "日期": "2023-09-28"}]`, or `{"includes": […]}`
fn trail(reader: &mut Reader, json: &Json) -> bool {
    let (list, open) = match json {
        Json::Object(map) => (map.get("includes").or(map.get("含")), true),
        other => (Some(other), false),
    };
    let Some(list) = list.and_then(Json::as_array) else { return false };
    let mut steps = Vec::new();
    for j in list {
        let get = |zh: &str, en: &str| j.get(zh).or(j.get(en)).and_then(Json::as_str);
        let (who, act) = match j.as_str().and_then(|s| s.trim().split_once(' ')) {
            Some(both) => both,
            None => match get("谁", "who").zip(get("行为", "act")) {
                Some(both) => both,
                None => return false,
            },
        };
        steps.extend(reader.trail_step(&word(who), &word(act), get("日期", "on").and_then(parse_date)));
    }
    reader.facts.trail = Some(steps);
    reader.facts.trail_open = open;
    true
}

fn shape(zh: &str, en: &str) -> Problem {
    Problem::Json { zh: zh.into(), en: en.into() }
}
