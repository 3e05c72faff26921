//! Limits on dates: the day, or the formula that waits for its anchor.

use crate::base::{Force, ForceClass};
use crate::calendar::{TraceDay, TraceKind, TraceWhy};
use crate::model::{Body, Choice, DateValue, DueLeaf, FieldId, Formula, LeafKind, LimitValue, LineKind, QuestionKind, TermId, Tree};
use crate::render::page::{Page, Row};
use crate::render::view::View;

/// `原则上最迟2023-10-11（周三）印发（会议结束日期后5个工作日内）`
pub fn due_text(v: &View, list: &[DueLeaf]) -> String {
    let parts: Vec<String> = list.iter().map(|d| one(v, d)).collect();
    parts.join(v.pick("；同时", "; also "))
}

fn one(v: &View, d: &DueLeaf) -> String {
    if v.zh() { one_zh(v, d) } else { one_en(v, d) }
}

fn one_zh(v: &View, d: &DueLeaf) -> String {
    let n = v.names();
    let by = if d.limit.formula().is_none() { "按" } else { "" };
    let (formula, what) = (format!("{by}{}", n.limit_value(&d.limit.value)), subject(v, d));
    let word = if d.force == Force::Stated { String::new() } else { n.force_word(d.force) };
    // `会议日期前7个工作日应报送`, but `原则上会议日期前7个工作日报送`
    let binds = d.force.class() == ForceClass::Binding && v.model.field(d.limit.field).is_none_or(|f| f.act.is_some()) && !what.is_empty();
    let (word, what) = if binds { (String::new(), format!("{word}{what}")) } else { (word, what) };
    match &d.value {
        DateValue::Day { date, assumed, .. } => format!("{word}最迟{}{what}，即{formula}{}", n.day(*date), if *assumed { "，日历未公布，推定" } else { "" }),
        DateValue::Open => format!("{word}{formula}{what}"),
        DateValue::Vague => format!("{word}{}{what}，规则没有写多少天", n.quoted(&formula)),
    }
}

fn one_en(v: &View, d: &DueLeaf) -> String {
    let n = v.names();
    let formula = n.limit_value(&d.limit.value);
    let word = match d.force.class() {
        ForceClass::Usual | ForceClass::Principle => format!("{} ", n.force_word(d.force)),
        _ => String::new(),
    };
    match &d.value {
        DateValue::Day { date, assumed, .. } => {
            format!("{word}due by {}, {formula}{}", n.day(*date), if *assumed { ", assumed: no calendar is announced for that year" } else { "" })
        }
        DateValue::Open if d.limit.formula().is_none() => format!("{word}due by the {formula}"),
        DateValue::Open => format!("{word}due {formula}"),
        DateValue::Vague => format!("{word}due {}; the rules give no figure", n.quoted(&formula)),
    }
}

/// The act of the dated field: `印发`, else the field's name.
fn subject(v: &View, d: &DueLeaf) -> String {
    let n = v.names();
    let asked = if let QuestionKind::When(act, _) = &v.question.kind { Some(*act) } else { None };
    match v.model.field(d.limit.field) {
        Some(field) => field.act.or(asked).map_or_else(|| format!("（{}）", n.field(d.limit.field)), |a| n.term(a)),
        None => asked.map(|a| n.term(a)).unwrap_or_default(),
    }
}

/// What to say below a date: the missing anchor, what silence means, days before an event.
pub fn remarks(v: &View, page: &mut Page) {
    let list = all(v);
    let mut open: Vec<FieldId> = Vec::new();
    for d in &list {
        if d.value == DateValue::Open {
            open.extend(anchor(d).filter(|a| !open.contains(a)));
        }
    }
    if !open.is_empty() {
        let fields = v.names().join(&open.iter().map(|f| v.names().field(*f)).collect::<Vec<_>>());
        page.para(match v.zh() {
            true => format!("给出{fields}，就能算出日子。"),
            false => format!("Give {fields} and the day can be computed."),
        });
    }
    let mut means: Vec<TermId> = list.iter().filter_map(|d| d.limit.silence).collect();
    means.dedup();
    for term in means {
        page.field(v.pick("逾期", "Past the limit"), format!("{}{}", v.pick("视为", "deemed "), v.names().term(term)));
    }
}

fn anchor(d: &DueLeaf) -> Option<FieldId> {
    match &d.limit.value {
        LimitValue::Formula(Formula::Length { anchor, .. }) => Some(*anchor),
        LimitValue::Field(field, ..) => Some(*field),
        _ => None,
    }
}

/// Every dated limit of the answer.
fn all<'a>(v: &View<'a>) -> Vec<&'a DueLeaf> {
    let mut out = Vec::new();
    match &v.answer.body {
        Body::Choice(c) => of_choice(c, &mut out),
        Body::Collection(c) => out.extend(c.lines.iter().filter_map(|l| if let LineKind::Due(d) = &l.kind { Some(d) } else { None })),
        Body::Handle(parts) => out.extend(parts.iter().flat_map(|(_, c)| &c.lines).filter_map(|l| if let LineKind::Due(d) = &l.kind { Some(d) } else { None })),
        Body::Check(c) => out.extend(c.findings.iter().filter_map(|f| f.due.as_ref())),
        _ => {}
    }
    out
}

fn of_choice<'a>(c: &'a Choice, out: &mut Vec<&'a DueLeaf>) {
    let trees = c.main.iter().chain(c.elsewhere.iter().map(|e| &e.tree));
    for tree in trees {
        let mut leaves = Vec::new();
        Tree::leaves(tree, &mut leaves);
        for leaf in leaves {
            if let LeafKind::Due(list) = &leaf.kind {
                out.extend(list);
            }
        }
    }
}

/// Each day that did not go by the week, with its reason: `2023-10-07（周六）调休上班，计入`.
pub fn trace(v: &View) -> Vec<Row> {
    let mut rows = Vec::new();
    for d in all(v) {
        if let DateValue::Day { trace, date, .. } = &d.value {
            rows.extend(trace.iter().map(|t| trace_row(v, t)));
            rows.push(Row::of("→", format!("{}{}", v.names().day(*date), v.pick("最后一天", ", the last day")), ""));
        }
    }
    rows
}

fn trace_row(v: &View, t: &TraceDay) -> Row {
    let why = match (&t.why, v.zh()) {
        (TraceWhy::Weekend, true) => "周末".to_string(),
        (TraceWhy::Weekend, false) => "weekend".to_string(),
        (TraceWhy::Holiday(name), true) => format!("{name}放假"),
        (TraceWhy::Holiday(name), false) => format!("holiday {name}"),
        (TraceWhy::MakeUp, true) => "调休上班".to_string(),
        (TraceWhy::MakeUp, false) => "worked in exchange for a holiday".to_string(),
    };
    let counted = match t.kind {
        TraceKind::Skipped => v.pick("不计", "not counted"),
        TraceKind::Worked => v.pick("计入", "counted"),
    };
    let assumed = if t.assumed { v.pick("，推定", ", assumed") } else { "" };
    let mark = if t.kind == TraceKind::Worked { "+" } else { "-" };
    Row::of(mark, format!("{}{}{why}{}{counted}{assumed}", v.names().day(t.date), v.pick("", " "), v.pick("，", ", ")), "")
}
