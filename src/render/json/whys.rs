//! `--why` as data.

use super::{CiteJson, Nearest, nearest};
use crate::model::RuleId;
use crate::render::View;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Why {
    /// Rules that carry the answer, with their statements.
    pub applied: Vec<Applied>,
    pub defeated: Vec<Defeated>,
    pub near: Vec<Nearest>,
}

#[derive(Debug, Serialize)]
pub struct Applied {
    #[serde(flatten)]
    pub cite: CiteJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub statement: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Defeated {
    pub rule: CiteJson,
    pub by: CiteJson,
    /// `replaces`, `special`
    pub principle: &'static str,
}

pub fn why(v: &View) -> Why {
    let mut rules: Vec<RuleId> = v.answer.cites().iter().map(|c| c.rule).collect();
    rules.sort();
    rules.dedup();
    let place = |r: &RuleId| CiteJson::of(v.model.rule(*r).map(|r| r.place).unwrap_or_default());
    let label = |r: &RuleId| v.model.rule(*r).and_then(|r| r.label.as_ref()).map(|l| l.to_string());
    Why {
        applied: rules.iter().map(|r| Applied { cite: place(r), label: label(r), statement: (v.statement)(*r) }).collect(),
        defeated: v.answer.defeated.iter().map(|(lost, won, principle)| Defeated { rule: place(lost), by: place(won), principle }).collect(),
        near: nearest(v),
    }
}
