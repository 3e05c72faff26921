//! What an outcome answers: actors, a date, a quantity.

use crate::calendar::{TraceDay, TraceKind, TraceWhy};
use crate::model::{ActorSet, DateValue, DueLeaf, LeafKind, SCALE, Step, TermId};
use crate::render::View;
use serde::Serialize;
use serde_json::Number;

#[derive(Debug, Default, Serialize)]
pub struct AnswerJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<String>>,
    /// `any` of the actors, or `all`; only where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<&'static str>,
    /// The actors with their brackets, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meetings: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matter: Option<String>,
    /// 可归入: only by a judgement.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub residual: bool,
    /// Only if the asked matter is the listed one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub narrower: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    #[serde(flatten)]
    pub due: Option<DueJson>,
    /// Further limits on the same date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<DueJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

/// A deadline: the formula, and the day once its anchor is known.
#[derive(Debug, Serialize)]
pub struct DueJson {
    pub formula: String,
    /// `2023-10-11`; null while the anchor is unknown, or without a figure.
    pub date: Option<String>,
    /// Counted in a year whose calendar is not announced.
    pub assumed: bool,
    /// The formula has no figure (及时).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub vague: bool,
    /// Each day that did not go by the week.
    pub days: Vec<DayJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence_means: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct DayJson {
    pub date: String,
    pub counted: bool,
    /// `weekend`, `holiday`, `make_up`
    pub why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl AnswerJson {
    /// The answer of a leaf; none for silence and conflict.
    pub fn of(v: &View, kind: &LeafKind) -> Option<AnswerJson> {
        let n = v.names();
        Some(match kind {
            LeafKind::Actors { act, actors } => AnswerJson { act: Some(n.term(*act)), ..AnswerJson::actors(v, actors) },
            LeafKind::StandIn { actors, power } => AnswerJson::stand_in(v, actors, *power),
            LeafKind::Due(list) => AnswerJson::due(v, list),
            LeafKind::Quantity { field, relation, number, unit } => AnswerJson {
                field: Some(n.field(*field)),
                relation: Some(relation.sign()),
                number: Some(plain(*number)),
                unit: unit.as_ref().map(|u| u.to_string()),
                ..AnswerJson::default()
            },
            LeafKind::Range { field, least, most, unit } => AnswerJson {
                field: Some(n.field(*field)),
                at_least: Some(*least / crate::model::SCALE),
                at_most: Some(*most / crate::model::SCALE),
                unit: unit.as_ref().map(|u| u.to_string()),
                ..AnswerJson::default()
            },
            LeafKind::Quorum { quorum, least } => AnswerJson { quorum: Some(n.quorum(quorum)), at_least: *least, ..AnswerJson::default() },
            LeafKind::Silent(_) | LeafKind::Conflict(_) => return None,
        })
    }

    pub fn actors(v: &View, set: &ActorSet) -> AnswerJson {
        let n = v.names();
        let names: Vec<String> = set.list.iter().map(|a| plain_who(&n.who(a.who), v)).collect();
        let text = n.actors(set);
        let mode = (names.len() > 1).then_some(if set.any { "any" } else { "all" });
        let bracketed = set.etc || set.list.iter().any(|a| n.actor(a) != n.who(a.who));
        AnswerJson { actors: Some(names), mode, text: bracketed.then_some(text), ..AnswerJson::default() }
    }

    pub fn step(v: &View, step: &Step) -> AnswerJson {
        AnswerJson { act: Some(v.names().term(step.act)), matter: step.object.as_ref().map(|o| o.to_string()), ..AnswerJson::actors(v, &step.actors) }
    }

    pub fn stand_in(v: &View, actors: &ActorSet, power: Option<TermId>) -> AnswerJson {
        AnswerJson { power: power.map(|p| v.names().term(p)), ..AnswerJson::actors(v, actors) }
    }

    pub fn due(v: &View, list: &[DueLeaf]) -> AnswerJson {
        let mut all = list.iter().map(|d| DueJson::of(v, d));
        AnswerJson { due: all.next(), also: all.collect(), ..AnswerJson::default() }
    }
}

/// English names without their article.
fn plain_who(name: &str, v: &View) -> String {
    if v.zh() { name.to_string() } else { name.strip_prefix("the ").unwrap_or(name).to_string() }
}

/// A number kept in ten-thousandths as JSON writes it.
fn plain(n: i64) -> Number {
    let part = n % SCALE;
    if part == 0 { Number::from(n / SCALE) } else { Number::from_f64(n as f64 / SCALE as f64).unwrap_or_else(|| Number::from(n / SCALE)) }
}

impl DueJson {
    pub fn of(v: &View, d: &DueLeaf) -> DueJson {
        let n = v.names();
        let (date, assumed, trace) = match &d.value {
            DateValue::Day { date, assumed, trace } => (Some(date.to_string()), *assumed, trace.as_slice()),
            DateValue::Open | DateValue::Vague => (None, false, &[][..]),
        };
        DueJson {
            formula: n.limit_value(&d.limit.value),
            date,
            assumed,
            vague: d.value == DateValue::Vague,
            days: trace.iter().map(DayJson::of).collect(),
            silence_means: d.limit.silence.map(|t| n.term(t)),
        }
    }
}

impl DayJson {
    fn of(t: &TraceDay) -> DayJson {
        let (why, name) = match &t.why {
            TraceWhy::Weekend => ("weekend", None),
            TraceWhy::Holiday(name) => ("holiday", Some(name.clone())),
            TraceWhy::MakeUp => ("make_up", None),
        };
        DayJson { date: t.date.to_string(), counted: t.kind == TraceKind::Worked, why, name }
    }
}
