//! The unreachable half of D04, and D05: what no possible case fulfils.

use super::cx::{Cx, Part};
use super::{At, Detail, Witness};
use crate::model::*;

pub(super) fn find(cx: &mut Cx) {
    let model = cx.model;
    let mut dead: Vec<RuleId> = Vec::new();
    for (rule, id) in model.rules.iter().zip(0u32..).map(|(r, n)| (r, RuleId(n))) {
        if !cx.possible(rule.record, std::slice::from_ref(&rule.scope)) {
            dead.push(id);
            cx.report(Fault::DeadRule, Detail::Impossible, vec![At { rule: Some(id), item: None, place: rule.place, span: rule.span }], Vec::new());
        }
    }
    let mut told: Vec<(RuleId, Cond)> = Vec::new();
    for part in cx.parts().into_iter().filter(|p| !dead.contains(&p.id)) {
        for cond in conditions(&part) {
            if !told.contains(&(part.id, cond.clone())) && !cx.possible(part.rule.record, std::slice::from_ref(&cond)) {
                cx.report(Fault::DeadRule, Detail::Impossible, vec![part.at()], Vec::new());
                told.push((part.id, cond));
            }
        }
        if let Some(norm) = part.norm() {
            exceptions(cx, &part, norm);
        }
    }
}

/// Where an item applies, and where each of its actors that has a condition does.
fn conditions(part: &Part) -> Vec<Cond> {
    let actors = match &part.item.content {
        Content::Step(s) => s.actors.list.as_slice(),
        Content::Slot(s) => s.actors.list.as_slice(),
        Content::StandIn(s) => s.actors.list.as_slice(),
        _ => &[],
    };
    let own = actors.iter().filter(|a| a.guard != Cond::True).map(|a| Cond::all([part.guard(), a.guard.clone()]));
    std::iter::once(part.guard()).chain(own).collect()
}

fn exceptions(cx: &mut Cx, part: &Part, norm: &Norm) {
    let (record, guard) = (part.rule.record, part.guard());
    if !cx.possible(record, std::slice::from_ref(&guard)) {
        return;
    }
    let approval = norm.approval.as_ref().and_then(|a| cx.model.yes(a.field));
    let broken = broken(norm);
    for lift in norm.except.iter().cloned().chain(approval) {
        let detail = match (&broken, cx.possible(record, &[guard.clone(), lift.clone()])) {
            (_, false) => Detail::Never(lift.clone()),
            (Some(broken), true) if !cx.possible(record, &[guard.clone(), lift.clone(), broken.clone()]) => Detail::Idle(lift.clone()),
            _ => continue,
        };
        let witness = broken.as_ref().and_then(|b| shown(cx, part, &[guard.clone(), b.clone()]));
        cx.report(Fault::DeadException, detail, vec![part.at()], witness.into_iter().collect());
    }
}

/// Where the content of a norm is not kept; none if it has none that a check reads.
fn broken(norm: &Norm) -> Option<Cond> {
    let forbids = norm.modal.is_some_and(|m| m.forbids());
    match &norm.what {
        What::Fact(c) | What::Compare { cond: c, .. } => Some(if forbids { c.clone() } else { c.clone().complement() }),
        What::Act { .. } | What::Phrase(_) => None,
    }
}

/// A case that breaks the norm: every exception that could hold there is out.
fn shown(cx: &Cx, part: &Part, conds: &[Cond]) -> Option<Witness> {
    let norm = part.norm()?;
    let lifts = norm.except.iter().cloned().chain(norm.approval.as_ref().and_then(|a| cx.model.yes(a.field)));
    let all: Vec<Cond> = conds.iter().cloned().chain(lifts.map(Cond::complement)).collect();
    cx.broken(part, &all)
}
