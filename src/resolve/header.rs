//! The head of a policy: whose it is, since when, what it uses.

use super::cx::Cx;
use super::error::Problem;
use crate::base::{Span, Str};
use crate::calendar::{Date, Holiday, Year};
use crate::model::{Header, Repeal, TermId};
use crate::syntax::ast::{Body, File, HeaderItem, HeaderValue, Name, TopItem};
use chrono::Datelike;
use std::sync::Arc;

/// Every item of the header, in both skins.
pub const KEYS: [(&str, &str); 15] = [
    ("名称", "title"),
    ("辖区", "jurisdiction"),
    ("层级", "level"),
    ("文号", "number"),
    ("通过", "adopted"),
    ("印发", "issued"),
    ("施行", "effective"),
    ("失效", "repealed"),
    ("废止", "repeals"),
    ("参照", "refers_to"),
    ("依据", "bases"),
    ("适用", "applies"),
    ("日", "day_means"),
    ("称谓", "own_words"),
    ("使用", "uses"),
];

pub(super) fn statements<'a>(files: &'a [&'a File]) -> impl Iterator<Item = &'a crate::syntax::ast::Statement> {
    files.iter().flat_map(|f| f.items.iter()).filter_map(|i| match i {
        TopItem::Statement(s) => Some(s),
        TopItem::Heading(_) => None,
    })
}

pub(super) fn headers(cx: &mut Cx, files: &[&File]) {
    for s in statements(files) {
        if let Body::Vocabulary { name, english, .. } = &s.body {
            cx.model.names.vocabularies.extend(std::iter::once(name).chain(english).map(|n| n.text.clone()));
        }
    }
    let mut first: Option<Span> = None;
    for s in statements(files) {
        let Body::Policy { name, english, header } = &s.body else { continue };
        if first.is_some() {
            cx.problems.push(Problem::Duplicate { name: name.clone(), what: ("规则", "policy"), first });
            continue;
        }
        first = Some(name.span);
        cx.model.header = Header { name: name.text.clone(), english: english.as_ref().map(|e| e.text.clone()), span: s.span, ..Header::default() };
        header.iter().for_each(|i| item(cx, i));
        if cx.model.header.jurisdiction.is_empty() {
            cx.problems.push(Problem::HeaderMissing { key: ("辖区", "jurisdiction"), span: name.span });
        }
    }
}

fn item(cx: &mut Cx, i: &HeaderItem) {
    let written = i.key.text.as_ref();
    let Some((key, _)) = KEYS.iter().find(|(zh, en)| *zh == written || *en == written) else {
        cx.problems.push(Problem::HeaderKey { name: i.key.clone() });
        return;
    };
    match *key {
        "通过" => cx.model.header.adopted = day(cx, i),
        "印发" => cx.model.header.issued = day(cx, i),
        "施行" => cx.model.header.effective = day(cx, i),
        "失效" => cx.model.header.repealed = day(cx, i),
        "废止" => cx.model.header.repeals = repeals(i),
        "参照" => cx.model.header.refers_to = texts(cx, i),
        "依据" => cx.model.header.bases = texts(cx, i),
        "适用" => cx.model.header.applies = texts(cx, i),
        "称谓" => own_words(cx, i),
        "使用" => uses(cx, i),
        _ => single(cx, i, key),
    }
}

fn single(cx: &mut Cx, i: &HeaderItem, key: &str) {
    let Some(text) = texts(cx, i).first().cloned() else { return };
    match key {
        "名称" => cx.model.header.name = text,
        "辖区" => cx.model.header.jurisdiction = text,
        "层级" => cx.model.header.level = Some(text),
        "文号" => cx.model.header.number = Some(text),
        _ => match text.as_ref() {
            "工作日" | "working_day" | "working_days" => cx.workday = true,
            "自然日" | "日历日" | "calendar_day" | "calendar_days" => cx.workday = false,
            _ => cx.problems.push(Problem::HeaderValue { key: i.key.clone(), wants: ("`自然日` 或 `工作日`", "`calendar_days` or `working_days`") }),
        },
    }
}

fn day(cx: &mut Cx, i: &HeaderItem) -> Option<Date> {
    if let [HeaderValue::Date(d)] = i.values.as_slice() {
        return Some(*d);
    }
    cx.problems.push(Problem::HeaderValue { key: i.key.clone(), wants: ("一个日期，如 `2023年9月27日`", "one date, as `2023-09-27`") });
    None
}

fn texts(cx: &mut Cx, i: &HeaderItem) -> Vec<Str> {
    let out: Vec<Str> = i
        .values
        .iter()
        .filter_map(|v| match v {
            HeaderValue::Text(n, _) => Some(n.text.clone()),
            _ => None,
        })
        .collect();
    if out.len() != i.values.len() {
        cx.problems.push(Problem::HeaderValue { key: i.key.clone(), wants: ("文字", "text") });
    }
    out
}

fn repeals(i: &HeaderItem) -> Vec<Repeal> {
    let one = |v: &HeaderValue| match v {
        HeaderValue::Text(n, date) => Some(Repeal { name: n.text.clone(), date: *date }),
        _ => None,
    };
    i.values.iter().filter_map(one).collect()
}

/// They are read once the terms are there.
fn own_words(cx: &mut Cx, i: &HeaderItem) {
    if !i.values.iter().all(|v| matches!(v, HeaderValue::OwnWord(..))) {
        cx.problems.push(Problem::HeaderValue { key: i.key.clone(), wants: ("`本地词 即 通用词`", "`own_word means common_word`") });
    }
}

fn uses(cx: &mut Cx, i: &HeaderItem) {
    for v in &i.values {
        let HeaderValue::Text(name, _) = v else { continue };
        let known = &cx.model.names.vocabularies;
        if !known.contains(&name.text) {
            cx.problems.push(Problem::UnknownVocabulary { name: name.clone(), near: known.clone() });
        }
    }
}

/// `区长 即 县长`: the common term is printed, and understood, in the county's word.
pub(super) fn apply_own_words(cx: &mut Cx, files: &[&File]) {
    let written = statements(files).filter_map(|s| match &s.body {
        Body::Policy { header, .. } => Some(header),
        _ => None,
    });
    for v in written.flatten().flat_map(|i| i.values.iter()) {
        if let HeaderValue::OwnWord(own, common) = v
            && let Some(name) = own_word(cx, own, common)
        {
            cx.model.header.own_words.push((own.text.clone(), name));
        }
    }
}

/// Gives the term its own word in every taxonomy that has it; its name.
fn own_word(cx: &mut Cx, own: &Name, common: &Name) -> Option<Str> {
    let mut held = None;
    for at in 0..cx.model.names.terms.len() {
        let Some(table) = cx.model.names.terms.get_mut(at) else { continue };
        let Some(id) = table.get(&common.text).copied() else { continue };
        held = held.or(cx.model.terms.get(id).map(|t| t.name.clone()));
        match table.get(&own.text) {
            Some(other) if *other != id => {
                let first = cx.model.terms.get(*other).map(|t| t.span);
                cx.problems.push(Problem::Duplicate { name: own.clone(), what: ("名称", "name"), first });
                continue;
            }
            _ => {}
        }
        table.insert(own.text.clone(), id);
        set_own(cx, id, own);
    }
    if held.is_none() {
        let near = cx.model.terms.list.iter().map(|t| t.name.clone()).collect();
        cx.problems.push(Problem::UnknownTerm { name: common.clone(), what: ("通用词", "common term"), near, also: Vec::new() });
    }
    held
}

fn set_own(cx: &mut Cx, id: TermId, own: &Name) {
    if let Some(t) = cx.model.terms.list.get_mut(id.0 as usize) {
        t.own = Some(own.text.clone());
    }
}

/// `日历 中国 2023：…`
pub(super) fn calendars(cx: &mut Cx, files: &[&File]) {
    for s in statements(files) {
        let Body::Calendar { year, holidays, worked, .. } = &s.body else { continue };
        let Ok(year) = i32::try_from(*year) else { continue };
        let inside = |d: &Date| d.year() == year;
        let days_off = |(name, from, to): &(Name, Date, Date)| Holiday { name: name.text.to_string(), from: *from, to: *to };
        Arc::make_mut(&mut cx.model.calendar)
            .insert(year, Year { holidays: holidays.iter().map(days_off).collect(), workdays: worked.iter().filter(|d| inside(d)).copied().collect() });
    }
}
