//! Facts from JSON laid over the facts of a question.

use crate::model::{Facts, Model, Question};

/// Adds each record to the question: to its own case if it is about that record, else beside it.
pub(super) fn merge(model: &Model, question: &mut Question, given: Vec<Facts>) {
    for facts in given {
        let same = question.facts.record.is_none() || facts.record.is_none() || question.facts.record == facts.record;
        match same {
            true => overlay(model, &mut question.facts, &facts),
            false => question.others.push(facts),
        }
    }
}

/// The facts of `top` added to those of `base`; what the question itself says stays.
fn overlay(model: &Model, base: &mut Facts, top: &Facts) {
    base.record = base.record.or(top.record);
    for field in &top.given {
        if !base.given.contains(field) {
            base.give(*field, top.domain(model, *field).into_owned());
        }
    }
    if top.rest_no {
        base.close_rest(model);
    }
    base.situation.away.extend(top.situation.away.iter().filter(|a| !base.situation.away.contains(a)).cloned().collect::<Vec<_>>());
    if base.situation.trust.is_none() {
        base.situation.trust = top.situation.trust.clone();
    }
    if base.trail.is_none() {
        base.trail = top.trail.clone();
        base.trail_open = top.trail_open;
    }
}
