//! 适用: the head of the policy, whom it binds, on which day it holds.

use crate::model::{Header, Scope};
use crate::render::page::Page;
use crate::render::view::View;

pub fn scope(v: &View, s: &Scope, page: &mut Page) {
    page.lead(lead(v, s));
    if s.whom.is_none() {
        header(v, &v.model.header, page);
    } else if s.holds == Some(true) && !s.cites.is_empty() {
        page.field(v.pick("写到它的条款", "Places that name it"), v.places(&s.cites));
    }
}

fn name(v: &View) -> String {
    let h = &v.model.header;
    match v.zh() {
        true => format!("《{}》", h.name),
        false => h.english.as_deref().unwrap_or(&h.name).replace('_', " "),
    }
}

fn lead(v: &View, s: &Scope) -> String {
    let (rules, n) = (name(v), v.names());
    match (&s.whom, s.holds, v.zh()) {
        (Some(whom), Some(true), true) => format!("适用：{rules}写到{whom}。"),
        (Some(whom), Some(true), false) => format!("Yes: {rules} names {whom}."),
        (Some(whom), _, true) => format!("未规定：{rules}没有写适用于{whom}。"),
        (Some(whom), _, false) => format!("The rules do not say: {rules} does not name {whom}."),
        (None, Some(false), _) => super::silence::short(v, crate::model::Silence::NotInForce).to_string() + &during(v, s),
        (None, _, true) => match v.model.header.effective {
            Some(e) => format!("{rules}自{}起施行{}。", n.long_day(e), s.on.map(|d| format!("，{}有效", n.long_day(d))).unwrap_or_default()),
            None => format!("{rules}施行日期未写明。"),
        },
        (None, _, false) => match v.model.header.effective {
            Some(e) => n.sentence(&format!("{rules} is in force since {e}")),
            None => n.sentence(&format!("{rules} does not say when it takes effect")),
        },
    }
}

fn during(v: &View, s: &Scope) -> String {
    let from = v.model.header.effective.map(|e| if v.zh() { format!("自{}起施行", v.names().long_day(e)) } else { format!("in force from {e}") });
    let on = s.on.map(|d| d.to_string()).unwrap_or_default();
    match (from, v.zh()) {
        (Some(f), true) => format!("：{}{f}，{on}还没有施行。", name(v)),
        (Some(f), false) => format!(": {} is {f}, not yet on {on}.", name(v)),
        (None, true) => "。".into(),
        (None, false) => ".".into(),
    }
}

fn header(v: &View, h: &Header, page: &mut Page) {
    let date = |d: Option<crate::calendar::Date>| d.map(|d| v.names().long_day(d)).unwrap_or_default();
    let list = |l: &[crate::base::Str]| v.names().join(&l.iter().map(|s| s.to_string()).collect::<Vec<_>>());
    page.field(v.pick("辖区", "Jurisdiction"), h.jurisdiction.to_string());
    page.field(v.pick("层级", "Level"), h.level.as_deref().unwrap_or("").to_string());
    page.field(v.pick("文号", "Number"), h.number.as_deref().unwrap_or("").to_string());
    page.field(v.pick("通过", "Adopted"), date(h.adopted));
    page.field(v.pick("印发", "Issued"), date(h.issued));
    page.field(v.pick("施行", "Effective"), date(h.effective));
    page.field(v.pick("废止于", "Repealed"), date(h.repealed));
    let repeals: Vec<String> = h.repeals.iter().map(|r| format!("{}{}", r.name, v.names().bracket(&date(r.date)))).collect();
    page.field(v.pick("废止", "Repeals"), v.names().join(&repeals));
    page.field(v.pick("依据", "Based on"), list(&h.bases));
    page.field(v.pick("参照", "Refers to"), list(&h.refers_to));
    page.field(v.pick("也适用于", "Also applies to"), list(&h.applies));
    let words: Vec<String> = h.own_words.iter().map(|(own, common)| if v.zh() { format!("{own}即{common}") } else { format!("{own} means {common}") }).collect();
    page.field(v.pick("称谓", "Own words"), v.names().join(&words));
}
