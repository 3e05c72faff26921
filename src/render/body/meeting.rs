//! The page of a meeting: slots, how often, quorum, duties, and what else speaks of it.

use super::sentence::{inner, sentence, subject};
use super::silence;
use crate::model::{Cite, Cond, Content, Item, Line, LineKind, MeetingPage, Place, Rule, RuleId, RuleKind, SlotKind};
use crate::render::page::{Page, Row};
use crate::render::view::View;

type Entry<'a> = (&'a Rule, &'a Item, &'a Cond);

pub fn meeting(v: &View, m: &MeetingPage, page: &mut Page) {
    let entries: Vec<Entry> = m.lines.iter().filter_map(|(cite, when)| v.item(cite).map(|(rule, item)| (rule, item, when))).collect();
    if entries.is_empty() {
        return silence::nothing(v, page);
    }
    let mut cited: Vec<Place> = entries.iter().filter(|(r, ..)| r.kind == RuleKind::Meeting).map(|(r, ..)| r.place).collect();
    cited.dedup();
    page.lead(v.names().sentence(&format!("{}{}", lead(v, m, &entries), v.names().bracket(&v.places(&cited)))));
    slots(v, &entries, page);
    often(v, &entries, page);
    entries.iter().filter(|(_, i, _)| matches!(i.content, Content::Quorum(_))).for_each(|(r, i, _)| page.field(v.pick("法定人数", "Quorum"), inner(&v.names(), r, i)));
    duties(v, &entries, page);
    others(v, &entries, page);
}

/// `常务会议由县长召集、主持，一般每半月1次`
fn lead(v: &View, m: &MeetingPage, entries: &[Entry]) -> String {
    let n = v.names();
    let holder = |kind: SlotKind| {
        entries.iter().find_map(|(_, i, _)| match &i.content {
            Content::Slot(s) if s.kind == kind => Some(n.actors(&s.actors)),
            _ => None,
        })
    };
    let (chair, convener) = (holder(SlotKind::Chair), holder(SlotKind::Convener));
    let name = n.term(m.meeting);
    match (chair, convener, v.zh()) {
        (Some(a), Some(b), true) if a == b => format!("{name}由{a}召集并主持"),
        (Some(a), Some(b), true) => format!("{name}由{b}召集，由{a}主持"),
        (Some(a), None, true) => format!("{name}由{a}主持"),
        (None, Some(b), true) => format!("{name}由{b}召集"),
        (Some(a), Some(b), false) if a == b => format!("the {name} is convened and chaired by {a}"),
        (Some(a), Some(b), false) => format!("the {name} is convened by {b} and chaired by {a}"),
        (Some(a), None, false) => format!("the {name} is chaired by {a}"),
        (None, Some(b), false) => format!("the {name} is convened by {b}"),
        (None, None, true) => format!("{name}，规则没有写由谁主持"),
        (None, None, false) => format!("the {name}; the rules do not say who chairs it"),
    }
}

/// One labelled line a kind of slot.
fn slots(v: &View, entries: &[Entry], page: &mut Page) {
    let mut kinds: Vec<SlotKind> = entries.iter().filter_map(|(_, i, _)| if let Content::Slot(s) = &i.content { Some(s.kind) } else { None }).collect();
    kinds.sort();
    kinds.dedup();
    for kind in kinds {
        let said: Vec<String> = entries.iter().filter_map(|e| slot(v, e, kind)).collect();
        page.field(v.names().slot(kind), said.join(v.pick("；", "; ")));
    }
}

fn slot(v: &View, (_, item, when): &Entry, kind: SlotKind) -> Option<String> {
    let n = v.names();
    let Content::Slot(s) = &item.content else { return None };
    let when = if matches!(when, Cond::True) { String::new() } else { n.bracket(&n.if_cond(when)) };
    let force = if item.force == crate::base::Force::Stated { String::new() } else { n.bracket(&n.force_word(item.force)) };
    (s.kind == kind).then(|| format!("{}{when}{force}", n.members(&s.actors)))
}

fn often(v: &View, entries: &[Entry], page: &mut Page) {
    let n = v.names();
    let list: Vec<String> = entries
        .iter()
        .filter(|(_, i, _)| matches!(i.content, Content::Frequency(_)))
        .map(|(r, i, when)| {
            let when = if matches!(when, Cond::True) { String::new() } else { n.bracket(&n.if_cond(when)) };
            format!("{}{when}", inner(&n, r, i))
        })
        .collect();
    page.field(v.pick("频次", "Frequency"), list.join(v.pick("；", "; ")));
}

fn duties(v: &View, entries: &[Entry], page: &mut Page) {
    let n = v.names();
    let rows: Vec<Row> = entries
        .iter()
        .filter(|(_, i, _)| matches!(i.content, Content::Duty(_)))
        .map(|(r, i, _)| {
            let mark = match (i.place.item, n.zh()) {
                (Some(k), true) => format!("（{}）", crate::render::hanzi(k)),
                (Some(k), false) => format!("({k})"),
                (None, _) => "·".into(),
            };
            Row::of(mark, inner(&n, r, i), "")
        })
        .collect();
    if !rows.is_empty() {
        page.section(v.pick("职责", "Duties"));
        page.list(marked_once(rows));
    }
}

/// Rows of one item after the first stand under its mark.
fn marked_once(mut rows: Vec<Row>) -> Vec<Row> {
    let marks: Vec<String> = rows.iter().map(|r| r.mark.clone()).collect();
    for (row, before) in rows.iter_mut().skip(1).zip(&marks) {
        if row.mark == *before && row.mark != "·" {
            row.mark.clear();
        }
    }
    rows
}

/// Procedures, deadlines and norms on other records that name this meeting; the steps of one rule are one chain.
fn others(v: &View, entries: &[Entry], page: &mut Page) {
    let other: Vec<&Entry> = entries.iter().filter(|(r, ..)| r.kind != RuleKind::Meeting).collect();
    let rows: Vec<Row> = other.chunk_by(|a, b| std::ptr::eq(a.0, b.0) && a.0.kind == RuleKind::Procedure).map(|list| other_row(v, list)).collect();
    if !rows.is_empty() {
        page.section(v.pick("别处写到", "Also mentioned"));
        page.list(rows);
    }
}

fn other_row(v: &View, list: &[&Entry]) -> Row {
    let n = v.names();
    let steps: Vec<Line> = list.iter().filter_map(|e| step_line(e)).collect();
    let Some((rule, item, _)) = list.first() else { return Row::default() };
    let text = match steps.is_empty() {
        true => sentence(&n, rule, item),
        false => format!("{}{}{}", subject(&n, rule), v.pick("：", ": "), super::chain::one_line(v, &steps)),
    };
    Row::of("·", text, v.place(item.place))
}

fn step_line((_, item, when): &Entry) -> Option<Line> {
    let Content::Step(step) = &item.content else { return None };
    let cite = Cite { rule: RuleId(0), item: 0, place: item.place };
    Some(Line { when: (*when).clone(), kind: LineKind::Step(step.clone()), force: item.force, cite })
}
