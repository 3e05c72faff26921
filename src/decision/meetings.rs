//! Which meeting decides a matter, for typed facts: a table from the terms of 事项 to the meetings whose listed duties hold them.
//! Procedures that name a meeting are left to the textual question.

use crate::model::*;

/// The competence of meetings, compiled.
#[derive(Clone, Debug)]
pub struct PreparedMeetings {
    /// The meetings, by bit; at most 64.
    pub meetings: Vec<TermId>,
    /// By term.
    table: Vec<u64>,
}

impl PreparedMeetings {
    /// For one verb (and those below it), or for all.
    pub fn new(model: &Model, verb: Option<TermId>) -> PreparedMeetings {
        let mut out = PreparedMeetings { meetings: Vec::new(), table: vec![0; model.terms.list.len()] };
        for (rule, item) in model.items() {
            let (Some(meeting), Content::Duty(duty)) = (rule.meeting, &item.content) else { continue };
            if verb.is_some_and(|v| !model.terms.is_a(duty.verb, v)) {
                continue;
            }
            let bit = out.bit(meeting);
            let listed = duty.matters.iter().filter_map(|m| if let Object::Term(t) = m { Some(*t) } else { None });
            let listed = listed.filter(|t| model.terms.get(*t).is_some_and(|t| !t.is_residual()));
            for below in listed.flat_map(|t| model.terms.below(t).iter().collect::<Vec<_>>()) {
                out.table.get_mut(below.0 as usize).into_iter().for_each(|m| *m |= bit);
            }
        }
        out
    }

    fn bit(&mut self, meeting: TermId) -> u64 {
        let at = self.meetings.iter().position(|m| *m == meeting).unwrap_or_else(|| {
            self.meetings.push(meeting);
            self.meetings.len() - 1
        });
        1u64.checked_shl(at as u32).unwrap_or(0)
    }

    /// The meetings that decide a matter.
    #[inline]
    pub fn of(&self, matter: TermId) -> u64 {
        self.table.get(matter.0 as usize).copied().unwrap_or(0)
    }
}
