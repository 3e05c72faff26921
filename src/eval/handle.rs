//! 办理: for a matter or document, everything at once, in the order in which it comes up.

use super::collect::{self, Collected};
use crate::model::*;

/// Consultations, reviews, chain, meeting, deadlines, duties and bans of a case and the records attached to it.
pub(super) fn handle(model: &Model, facts: &Facts, attached: &[Facts]) -> Vec<(Section, Collection)> {
    let mut parts: Vec<(Section, Collection)> = Vec::new();
    for case in std::iter::once(facts).chain(attached) {
        let Some(record) = case.record else { continue };
        let chain = collect::procedure(model, case);
        spread(model, chain, &mut parts);
        for kind in [RuleKind::Deadline, RuleKind::Norm] {
            spread(model, collect::of_kind(model, case, record, kind), &mut parts);
        }
    }
    parts.sort_by_key(|(s, _)| *s);
    parts
}

/// Sorts the lines of a list into its sections.
fn spread(model: &Model, found: Collected, parts: &mut Vec<(Section, Collection)>) {
    for line in found.list.lines {
        let at = section(model, &line);
        with(parts, at, |c| c.lines.push(line));
    }
    for (rule, when, lines) in found.list.elsewhere {
        let Some(first) = lines.first() else { continue };
        let at = section(model, first);
        with(parts, at, |c| c.elsewhere.push((rule, when, lines)));
    }
    if !found.list.untouched.is_empty() {
        with(parts, Section::Chain, |c| c.untouched.extend(found.list.untouched));
    }
}

fn with(parts: &mut Vec<(Section, Collection)>, section: Section, change: impl FnOnce(&mut Collection)) {
    if !parts.iter().any(|(s, _)| *s == section) {
        parts.push((section, Collection::default()));
    }
    if let Some((_, c)) = parts.iter_mut().find(|(s, _)| *s == section) {
        change(c);
    }
}

fn section(model: &Model, line: &Line) -> Section {
    match &line.kind {
        LineKind::Due(_) => Section::Deadlines,
        LineKind::Norm if line.force.forbids() || forbids(model, line) => Section::Bans,
        LineKind::Norm => Section::Duties,
        LineKind::Step(step) => of_step(model, step),
        _ => Section::Chain,
    }
}

fn forbids(model: &Model, line: &Line) -> bool {
    let item = model.rule(line.cite.rule).and_then(|r| r.items.get(line.cite.item as usize));
    matches!(item.map(|i| &i.content), Some(Content::Norm(n)) if n.modal.is_some_and(|m| m.forbids()))
}

fn of_step(model: &Model, step: &Step) -> Section {
    let is = |class: &str| model.act_named(class).is_some_and(|c| model.terms.is_a(step.act, c));
    let in_meeting = |a: &Actor| matches!(a.who, Who::Term(t) if model.is_meeting(t));
    if is("商量类") {
        Section::Consultations
    } else if is("前置审查类") {
        Section::Reviews
    } else if step.actors.list.iter().any(in_meeting) {
        Section::Meeting
    } else {
        Section::Chain
    }
}
