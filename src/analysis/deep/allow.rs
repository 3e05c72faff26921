//! 容许: findings that the file names with a reason.

use super::{At, Finding};
use crate::base::Diagnostic;
use crate::model::{Allow, Model, Spot};
use crate::resolve;

/// Marks what is allowed; gives a warning for each statement that allows nothing.
pub(super) fn apply(model: &Model, findings: &mut [Finding]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for allow in &model.allows {
        let mut used = false;
        for finding in findings.iter_mut().filter(|f| covers(allow, f)) {
            finding.allowed.get_or_insert_with(|| allow.reason.clone());
            used = true;
        }
        if !used {
            out.extend(resolve::unused_allow(allow));
        }
    }
    out
}

/// True if the statement names every place of the finding, and no other.
fn covers(allow: &Allow, finding: &Finding) -> bool {
    let is = |spot: &Spot, at: &At| match spot {
        Spot::Place(p) => p.covers(at.place),
        Spot::Rule(id) => at.rule == Some(*id),
    };
    allow.fault == finding.fault && finding.spots.iter().all(|at| allow.spots.iter().any(|s| is(s, at))) && allow.spots.iter().all(|s| finding.spots.iter().any(|at| is(s, at)))
}
