//! The differences as data.

use super::{DiffView, Entry, KINDS};
use crate::analysis::diff::{Group, Kind};
use crate::render::json::CiteJson;
use serde::Serialize;
use std::collections::BTreeMap;

/// What two policies answer differently.
#[derive(Debug, Serialize)]
pub struct DiffJson {
    pub jurisdictions: [String; 2],
    pub as_of: String,
    /// Differences of each kind.
    pub counts: BTreeMap<&'static str, usize>,
    pub groups: Vec<GroupJson>,
    /// Questions put to both.
    pub asked: usize,
    /// Questions with too many cases to be compared to the end.
    pub skipped: usize,
}

/// An article of the first policy and the one of the second that answers the same questions.
#[derive(Debug, Serialize)]
pub struct GroupJson {
    pub articles: [Option<u32>; 2],
    pub differences: Vec<EntryJson>,
    /// Quoted requirements that the other side does not have word for word.
    pub phrases: [Vec<String>; 2],
}

#[derive(Debug, Serialize)]
pub struct EntryJson {
    /// `number`, `person`, `force`, `condition`, `manner`, `only_left`, `only_right`
    pub kind: &'static str,
    pub sides: [SideJson; 2],
    /// Questions of the same articles that differ in the same point.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Further cases in which the same rules differ.
    pub more: usize,
}

#[derive(Debug, Serialize)]
pub struct SideJson {
    pub jurisdiction: String,
    /// None: the policy lacks a word of it, or the language would read its words otherwise.
    pub question: Option<String>,
    pub answer: String,
    /// The words of its forces.
    pub force: String,
    pub cites: Vec<CiteJson>,
    pub silent: bool,
}

pub fn diff_json(v: &DiffView) -> DiffJson {
    DiffJson {
        jurisdictions: [v.side(0).to_string(), v.side(1).to_string()],
        as_of: v.on.to_string(),
        counts: KINDS.iter().map(|k| (word(*k), v.found.count(*k))).filter(|(_, n)| *n > 0).collect(),
        groups: v.found.groups.iter().map(|g| group(v, g)).collect(),
        asked: v.found.asked,
        skipped: v.found.skipped,
    }
}

fn group(v: &DiffView, g: &Group) -> GroupJson {
    let [left, right] = &g.phrases;
    GroupJson { articles: g.articles, differences: v.entries(g).into_iter().map(|e| entry(v, e)).collect(), phrases: [v.phrases(0, left), v.phrases(1, right)] }
}

fn entry(v: &DiffView, e: Entry) -> EntryJson {
    let ([a, b], [left, right]) = (e.questions, e.said);
    let side = |n: usize, question, said: super::Said| SideJson {
        jurisdiction: v.side(n).to_string(),
        question,
        answer: said.sentence,
        force: said.force,
        cites: CiteJson::list(said.list),
        silent: said.silent,
    };
    EntryJson { kind: word(e.kind), sides: [side(0, a, left), side(1, b, right)], also: e.also, more: e.more }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Person => "person",
        Kind::Force => "force",
        Kind::Condition => "condition",
        Kind::Manner => "manner",
        Kind::OnlyLeft => "only_left",
        Kind::OnlyRight => "only_right",
    }
}
