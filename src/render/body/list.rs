//! Lists that are not chains: who does an act, competent meetings, slots, duties.

use super::choice::untouched;
use super::due::{due_text, remarks};
use super::sentence::{bare, sentence};
use super::step::step_text;
use crate::base::Force;
use crate::model::{Collection, Cond, Line, LineKind, QuestionKind, SlotKind, TermId};
use crate::render::page::{Branch, Page, Row};
use crate::render::view::View;

/// Lines said in the first sentence; more are listed under it.
const MOST_SAID: usize = 3;

pub fn list(v: &View, c: &Collection, page: &mut Page) {
    let said: Vec<String> = c.lines.iter().filter(|l| !repeats(c, l)).map(|l| said(v, l)).collect();
    let whole: Vec<_> = c.lines.iter().map(|l| l.cite).collect();
    if c.lines.is_empty() {
        page.lead(v.pick("要看还没有给出的事实：", "It depends on facts that are not given:"));
    } else if matches!(v.question.kind, QuestionKind::Duties(_)) {
        page.lead(count(v, said.len()));
        match v.question.facts.record {
            None => by_chapter(v, &c.lines, &said, page),
            Some(_) => by_condition(v, &c.lines, &said, page),
        }
    } else if let Some((lead, rows)) = super::residual::unlisted(v, &c.lines) {
        page.lead(lead);
        page.list(rows);
    } else if said.len() <= MOST_SAID {
        page.lead(v.stated(&said.join(v.pick("；", "; ")), &whole));
        forces(v, &c.lines, page);
    } else {
        page.lead(count(v, said.len()));
        page.list(c.lines.iter().filter(|l| !repeats(c, l)).zip(said).map(|(l, text)| Row::of("·", text, v.place(l.cite.place))).collect());
    }
    if !c.elsewhere.is_empty() {
        if !c.lines.is_empty() {
            page.section(v.pick("另有", "Elsewhere"));
        }
        page.tree(c.elsewhere.iter().map(|(_, when, lines)| other(v, when, lines)).collect());
    }
    untouched(v, &c.untouched, page);
    remarks(v, page);
}

/// True of a competence that another place gives to the same meeting by the same act with more force.
fn repeats(c: &Collection, l: &Line) -> bool {
    let of = |l: &Line| if let LineKind::Meeting { meeting, verb, residual: false, narrower: false, .. } = l.kind { Some((meeting, verb, l.when.clone())) } else { None };
    l.force == Force::Stated && of(l).is_some() && c.lines.iter().any(|o| o.force != Force::Stated && of(o) == of(l))
}

/// The lines under the chapters of the text; without headings where all stand in one.
fn by_chapter(v: &View, lines: &[Line], said: &[String], page: &mut Page) {
    let chapter = |l: &Line| l.cite.place.article.and_then(|a| v.model.articles.get(&a)).and_then(|a| a.chapter.clone());
    let mut all: Vec<(&Line, &String)> = lines.iter().zip(said).collect();
    all.sort_by_key(|(l, _)| l.cite.place.article);
    let parts: Vec<_> = all.chunk_by(|a, b| chapter(a.0) == chapter(b.0)).collect();
    for part in &parts {
        if let Some((n, title)) = part.first().and_then(|(l, _)| chapter(l)).filter(|_| parts.len() > 1) {
            page.section(match v.zh() {
                true => format!("第{}章　{title}", crate::render::hanzi(n)),
                false => format!("Chapter {n}  {title}"),
            });
        }
        page.list(part.iter().map(|(l, text)| Row::of("·", (*text).clone(), v.place(l.cite.place))).collect());
    }
}

/// What binds in this case, then what binds under further conditions.
fn by_condition(v: &View, lines: &[Line], said: &[String], page: &mut Page) {
    let row = |(l, text): (&Line, &String)| Row::of("·", text.clone(), v.place(l.cite.place));
    let (now, later): (Vec<_>, Vec<_>) = lines.iter().zip(said).partition(|(l, _)| l.when == Cond::True);
    let both = !now.is_empty() && !later.is_empty();
    page.list(now.into_iter().map(row).collect());
    if both {
        page.section(v.pick("看其他事实", "Depending on further facts"));
    }
    page.list(later.into_iter().map(row).collect());
}

/// Every line in a list, without a first sentence.
pub fn rows(v: &View, c: &Collection, page: &mut Page) {
    page.list(c.lines.iter().map(|l| Row::of("·", said(v, l), v.place(l.cite.place))).collect());
    page.tree(c.elsewhere.iter().map(|(_, when, lines)| other(v, when, lines)).collect());
    untouched(v, &c.untouched, page);
}

fn count(v: &View, n: usize) -> String {
    match (&v.question.kind, v.zh()) {
        (QuestionKind::Duties(t), true) => format!("{}：{n} 条。", v.names().term(*t)),
        (QuestionKind::Duties(t), false) => v.names().sentence(&format!("{}: {n} rule{}", v.names().term(*t), if n == 1 { "" } else { "s" })),
        (_, true) => format!("{n} 处写到。"),
        (_, false) => format!("Stated in {n} places."),
    }
}

fn other(v: &View, when: &Cond, lines: &[Line]) -> Branch {
    let texts: Vec<String> = lines.iter().map(|l| said(v, l)).collect();
    let cites: Vec<_> = lines.iter().map(|l| l.cite).collect();
    Branch { when: v.names().if_cond(when), then: format!("{}{}", texts.join(v.pick("；", "; ")), v.cited(&cites)), below: Vec::new() }
}

fn forces(v: &View, lines: &[Line], page: &mut Page) {
    let mut said: Vec<String> = Vec::new();
    for gloss in lines.iter().map(|l| v.names().force_gloss(l.force)) {
        if !said.contains(&gloss) {
            said.push(gloss);
        }
    }
    page.field(v.pick("效力", "Force"), said.join(v.pick("；", "; ")));
}

/// A line with its condition in front.
pub fn said(v: &View, l: &Line) -> String {
    if let (QuestionKind::Duties(_), None, LineKind::Step(_), Some((rule, item))) = (&v.question.kind, v.question.facts.record, &l.kind, v.item(&l.cite)) {
        return sentence(&v.names(), rule, item);
    }
    let text = line_text(v, l);
    match (&l.when, v.zh()) {
        (Cond::True, _) => text,
        (when, true) => format!("若{}，{text}", v.names().cond(when)),
        (when, false) => format!("if {}, {text}", v.names().cond(when)),
    }
}

/// A norm's own scope need not be said again where the question gives a case, or the line its open conditions.
fn about_case(v: &View, l: &Line) -> bool {
    v.question.facts.record.is_some() || l.when != Cond::True
}

/// One contribution in words, without its condition.
pub fn line_text(v: &View, l: &Line) -> String {
    let n = v.names();
    match &l.kind {
        LineKind::Step(s) if matches!(v.question.kind, QuestionKind::Who(..)) && s.object.is_none() && s.jointly.is_empty() && s.towards.is_empty() => {
            n.performs(&n.actors(&s.actors), s.act, l.force)
        }
        LineKind::Step(s) => step_text(&n, s, l.force),
        LineKind::Choice(..) => super::chain::line_text(v, l),
        LineKind::Norm => v.item(&l.cite).map(|(rule, item)| if about_case(v, l) { bare(&n, rule, item) } else { sentence(&n, rule, item) }).unwrap_or_default(),
        LineKind::Meeting { meeting, verb, matter, residual, narrower } => {
            let text = meeting_text(v, l, *meeting, *verb, *matter, *residual);
            let listed = matter.filter(|_| *narrower).map(|m| v.names().term(m));
            match (listed, v.zh()) {
                (None, _) => text,
                (Some(m), true) => format!("若属{m}，{text}"),
                (Some(m), false) => format!("if it is {m}, {text}"),
            }
        }
        LineKind::Slot { meeting, slot: SlotKind::Invited, actors } if n.zh() => format!("{}邀请{}{}", n.term(*meeting), n.members(actors), weak(v, l.force)),
        LineKind::Slot { meeting, slot, actors } => match n.zh() {
            true => format!("{}{}{}{}", n.term(*meeting), super::sentence::adverb_by(l.force), n.members(actors), n.slot(*slot)),
            false => format!("{} {} the {}{}", n.actors(actors), n.slot_verb(*slot), n.term(*meeting), weak(v, l.force)),
        },
        LineKind::Frequency { meeting, bound } => {
            let often =
                bound.as_ref().map_or_else(|| n.pick("随时召开", "at any time").to_string(), |b| if n.zh() { held_zh(&n.every(b.every), &n.frequency(b)) } else { n.frequency(b) });
            let held = bound.is_some() || l.force == Force::May;
            match (n.zh(), l.force) {
                (true, Force::Stated) if held => format!("{}{often}", n.term(*meeting)),
                (true, Force::Stated) => format!("{}可{often}", n.term(*meeting)),
                (true, force) => format!("{}{}{often}", n.term(*meeting), n.force_word(force)),
                (false, Force::May) => format!("the {} may be held {often}", n.term(*meeting)),
                (false, Force::Stated) if held => format!("the {} is held {often}", n.term(*meeting)),
                (false, Force::Stated) => format!("the {} can be held {often}", n.term(*meeting)),
                (false, force) => format!("the {} is held {often}{}", n.term(*meeting), weak(v, force)),
            }
        }
        LineKind::Due(d) => due_text(v, std::slice::from_ref(d)),
    }
}

/// `每月至少召开1次`
fn held_zh(every: &str, whole: &str) -> String {
    let times = whole.strip_prefix(every).unwrap_or("");
    match times.strip_prefix("至少") {
        Some(n) => format!("{every}至少召开{n}"),
        None => format!("{every}召开{times}"),
    }
}

fn weak(v: &View, force: Force) -> String {
    match force {
        Force::Stated => String::new(),
        f => v.names().bracket(&v.names().force_word(f)),
    }
}

fn meeting_text(v: &View, l: &Line, meeting: TermId, verb: TermId, matter: Option<TermId>, residual: bool) -> String {
    let n = v.names();
    let asked = if let QuestionKind::WhichMeeting(_, matters) = &v.question.kind { n.terms(matters) } else { String::new() };
    let what = matter.map_or(asked, |m| n.term(m));
    let item = l.cite.place.item.map(|i| if n.zh() { format!("（{}）", crate::render::hanzi(i)) } else { format!(" item {i}") }).unwrap_or_default();
    match (residual, n.zh()) {
        (false, true) => format!("由{}{}{what}{}", n.term(meeting), n.term(verb), weak(v, l.force)),
        (false, false) => format!("the {} {} {what}{}", n.term(meeting), n.term(verb), weak(v, l.force)),
        (true, true) => format!("可归入{}职责{item}等，由其{}，待认定", n.term(meeting), n.term(verb)),
        (true, false) => format!("it may fall under duty{item} of the {} ({}), which waits for a judgement", n.term(meeting), n.term(verb)),
    }
}
