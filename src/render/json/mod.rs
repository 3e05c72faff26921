//! The JSON answer: a stable shape, one small file for each part.

mod answer;
mod bodies;
mod outcome;
mod whys;

use super::view::View;
use crate::model::{AtomId, Body, Covered, Place, Status};
use serde::Serialize;

pub use answer::AnswerJson;
pub use bodies::BodyJson;
pub use outcome::Outcome;
pub use whys::Why;

/// One answer.
#[derive(Debug, Serialize)]
pub struct Json {
    pub jurisdiction: String,
    pub question: String,
    /// `2026-11-22`
    pub as_of: String,
    pub status: Status,
    /// 本题, one entry a leaf or line.
    pub outcomes: Vec<Outcome>,
    /// 另有
    pub elsewhere: Vec<Outcome>,
    /// Rules that facts not given would bring in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_places: Vec<CiteJson>,
    /// Without 本题: some case has no rule.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub rest_silent: bool,
    pub needs: Vec<NeedJson>,
    pub silence: Option<SilenceJson>,
    /// Fields taken as no by 余否, and read.
    pub assumptions: Vec<String>,
    /// Facts that made no difference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub irrelevant: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<AbsenceJson>,
    #[serde(flatten)]
    pub body: Option<BodyJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// `{"article": 29, "paragraph": 3}`
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CiteJson {
    pub article: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
}

#[derive(Debug, Serialize)]
pub struct NeedJson {
    pub field: String,
    /// The fact as a condition of the language.
    pub fact: String,
    pub decided_by: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct SilenceJson {
    /// `no_rule`, `no_figure`, `open_actor`, `not_in_force`
    pub kind: &'static str,
    pub nearest: Vec<Nearest>,
}

/// A rule that fell short, and the fact that stopped it.
#[derive(Debug, Serialize)]
pub struct Nearest {
    #[serde(flatten)]
    pub cite: CiteJson,
    pub stopped_by: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct AbsenceJson {
    pub role: String,
    pub reason: Option<String>,
    /// `answer`, `silent`, `conflict`, `depends` (on facts that are not given)
    pub kind: &'static str,
    pub stand_in: Option<AnswerJson>,
    pub cites: Vec<CiteJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Outcome>,
}

impl CiteJson {
    pub fn of(p: Place) -> CiteJson {
        CiteJson { article: p.article, paragraph: p.paragraph, item: p.item }
    }

    pub fn list(places: impl IntoIterator<Item = Place>) -> Vec<CiteJson> {
        let mut out: Vec<CiteJson> = Vec::new();
        for cite in places.into_iter().map(CiteJson::of) {
            if !out.contains(&cite) {
                out.push(cite);
            }
        }
        out
    }
}

/// The answer as JSON data.
pub fn json(v: &View) -> Json {
    let n = v.names();
    let (outcomes, elsewhere) = outcome::outcomes(v);
    let (untouched, rest_silent) = match &v.answer.body {
        Body::Choice(c) => (c.untouched.as_slice(), c.main.is_none() && c.rest_silent),
        Body::Collection(c) => (c.untouched.as_slice(), false),
        _ => (&[][..], false),
    };
    Json {
        jurisdiction: if v.zh() { v.model.header.jurisdiction.to_string() } else { super::jurisdiction(v.model, v.lang) },
        question: v.asked.to_string(),
        as_of: v.question.on.to_string(),
        status: v.answer.status,
        silence: silence(v, &outcomes),
        outcomes,
        elsewhere,
        other_places: CiteJson::list(untouched.iter().copied()),
        rest_silent,
        needs: needs(v),
        assumptions: v.answer.assumptions.iter().map(|f| n.field(*f)).collect(),
        irrelevant: v.answer.irrelevant.iter().map(|a| n.literal_code(*a, true)).collect(),
        absences: v.answer.absences.iter().map(|a| absence(v, a)).collect(),
        body: bodies::body(v),
        why: v.why.then(|| whys::why(v)),
    }
}

/// Facts to ask for, first to ask first.
fn needs(v: &View) -> Vec<NeedJson> {
    let n = v.names();
    let of = |need: &crate::model::Need| NeedJson {
        field: field_of(v, need.atom),
        fact: n.literal_code(need.atom, true),
        decided_by: need.judge.as_ref().map(|j| n.by_name(j).trim_start_matches("the ").to_string()),
    };
    let entrusted = super::body::entrustment(v).map(|_| n.pick("受托人", "entrusted").to_string());
    let more = entrusted.map(|name| NeedJson { field: name.clone(), fact: name, decided_by: None });
    v.answer.needs.iter().map(of).chain(more).collect()
}

fn field_of(v: &View, atom: AtomId) -> String {
    v.model.atom(atom).map(|a| v.names().field(a.field)).unwrap_or_default()
}

/// The kind of silence: that of the first silent leaf, or no rule at all.
fn silence(v: &View, outcomes: &[Outcome]) -> Option<SilenceJson> {
    if v.answer.status != Status::Silent {
        return None;
    }
    let kind = outcomes.iter().find_map(|o| o.silence).unwrap_or("no_rule");
    Some(SilenceJson { kind, nearest: nearest(v) })
}

pub(super) fn nearest(v: &View) -> Vec<Nearest> {
    let near = v.answer.near.iter().filter_map(|(rule, atom)| {
        let place = v.model.rule(*rule)?.place;
        Some(Nearest { cite: CiteJson::of(place), stopped_by: atom.map(|a| v.names().literal_code(a, true)) })
    });
    near.collect()
}

fn absence(v: &View, a: &crate::model::Absence) -> AbsenceJson {
    let n = v.names();
    let (kind, leaf) = match &a.standin {
        Covered::Nobody => ("silent", None),
        Covered::Depends => ("depends", None),
        Covered::By(leaf) => {
            let told = outcome::of_leaf(v, leaf, Vec::new());
            (told.kind, Some(told))
        }
    };
    let (stand_in, cites, sides) = leaf.map(|l| (l.answer, l.cites, l.sides)).unwrap_or_default();
    AbsenceJson { role: n.term(a.role), reason: a.reason.map(|r| n.term(r)), kind, stand_in, cites, sides }
}
