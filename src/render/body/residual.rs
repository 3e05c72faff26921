//! 何会, where no meeting lists the matter: the open items it might fall under, each in full for whoever judges.

use super::sentence::inner;
use crate::model::{Line, LineKind, QuestionKind, TermId};
use crate::render::page::Row;
use crate::render::view::View;

/// The first sentence and the items; none unless every line is a residual one.
pub fn unlisted(v: &View, lines: &[Line]) -> Option<(String, Vec<Row>)> {
    let QuestionKind::WhichMeeting(_, matters) = &v.question.kind else { return None };
    let meeting = |l: &Line| if let LineKind::Meeting { meeting, residual: true, .. } = l.kind { Some(meeting) } else { None };
    let mut meetings: Vec<TermId> = lines.iter().map(meeting).collect::<Option<_>>()?;
    meetings.dedup();
    let n = v.names();
    let (matter, held) = (n.terms(matters), n.either(&meetings.iter().map(|m| n.somebody(*m)).collect::<Vec<_>>()));
    let lead = match v.zh() {
        true => format!("没有哪个会的职责列出{matter}；可归入{held}的下列职责，待认定。"),
        false => n.sentence(&format!("no meeting lists {matter}; it may fall under these duties of {held}, which waits for a judgement")),
    };
    let row = |l: &Line| {
        let (rule, item) = v.item(&l.cite)?;
        let when = if item.guard == crate::model::Cond::True { String::new() } else { n.bracket(&n.if_cond(&item.guard)) };
        let of = if meetings.len() > 1 { meeting(l).map(|m| format!("{}{}", n.term(m), v.pick("：", ": "))).unwrap_or_default() } else { String::new() };
        Some(Row::of("·", format!("{of}{}{when}", inner(&n, rule, item)), v.place(l.cite.place)))
    };
    Some((lead, lines.iter().filter_map(row).collect()))
}
