//! Where the statements of a conflict meet, and which scenarios of the file have such a case.

use super::cx::Cx;
use super::{At, Finding};
use crate::analysis::scenario::{Seen, run};
use crate::base::Str;
use crate::model::{Cond, Fault, RecordId, Status};
use crate::syntax::ast;

/// The cases in which both statements of a pair apply.
#[derive(Clone, Debug, Default)]
pub struct Meet {
    /// As a condition on a record; none for stand-ins.
    pub cases: Option<(RecordId, Cond)>,
    /// A 限定 can name every fact of it.
    pub named: bool,
    /// The scenarios of the file that have such a case.
    pub scenarios: Vec<Str>,
}

impl Meet {
    /// What a 限定 would have to deny; none where a scenario has such a case, or where every case is one.
    pub fn exclude(&self) -> Option<(RecordId, &Cond)> {
        let (record, cond) = self.cases.as_ref().filter(|(_, c)| self.named && self.scenarios.is_empty() && *c != Cond::True)?;
        Some((*record, cond))
    }
}

/// Fills in the scenarios of every pair.
pub(super) fn scenarios(cx: &Cx, scenarios: &[ast::Scenario], findings: &mut [Finding]) {
    if findings.iter().all(|f| f.meet.is_none()) {
        return;
    }
    let mut model = cx.model.clone();
    let runs: Vec<(Str, Vec<Seen>)> = scenarios.iter().map(|s| run(&mut model, s, cx.on, cx.engine)).map(|r| (r.title, r.seen)).collect();
    for f in findings {
        let (fault, spots) = (f.fault, f.spots.clone());
        let Some(meet) = &mut f.meet else { continue };
        let has = |s: &Seen| match &meet.cases {
            Some((record, cond)) => s.question.facts.record == Some(*record) && s.question.facts.entails(cx.model, cond) == Some(true),
            None => fault == Fault::Conflict && s.answer.status == Status::Conflict && spots.iter().all(|at| cites(s, at)),
        };
        meet.scenarios = runs.iter().filter(|(_, seen)| seen.iter().any(has)).map(|(title, _)| title.clone()).collect();
    }
}

fn cites(seen: &Seen, at: &At) -> bool {
    seen.answer.cites().iter().any(|c| Some(c.rule) == at.rule)
}
