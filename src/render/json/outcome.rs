//! Leaves and lines as outcomes, each with the conditions under which it holds.

use super::CiteJson;
use super::answer::AnswerJson;
use crate::base::{Force, ForceClass};
use crate::model::{AtomId, Body, Choice, Collection, Cond, Leaf, LeafKind, Line, LineKind, QuestionKind, Silence, Tree};
use crate::render::View;
use crate::render::body::sentence;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct Outcome {
    /// Conditions of the language, all of which hold.
    pub when: Vec<String>,
    pub answer: Option<AnswerJson>,
    /// `answer`, `silent`, `conflict`
    pub kind: &'static str,
    pub force: ForceClass,
    /// The source's own word.
    pub force_word: &'static str,
    pub cites: Vec<CiteJson>,
    /// The kind of a silent leaf.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<&'static str>,
    /// The sides of a conflict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Outcome>,
}

/// 本题 and 另有 of an answer.
pub fn outcomes(v: &View) -> (Vec<Outcome>, Vec<Outcome>) {
    match &v.answer.body {
        Body::Choice(c) => (main(v, c), elsewhere(v, c)),
        // the steps of a chain stand in `steps`
        Body::Collection(c) if matches!(v.question.kind, QuestionKind::Procedure) => (Vec::new(), of_collection(v, c).1),
        Body::Collection(c) => of_collection(v, c),
        _ => (Vec::new(), Vec::new()),
    }
}

/// The leaves of 本题.
pub fn main(v: &View, c: &Choice) -> Vec<Outcome> {
    let mut out = Vec::new();
    if let Some(tree) = &c.main {
        walk(v, tree, &mut Vec::new(), &mut out);
    }
    out
}

/// The leaves of 另有, each under the scope of its rule.
pub fn elsewhere(v: &View, c: &Choice) -> Vec<Outcome> {
    let mut out = Vec::new();
    for e in &c.elsewhere {
        let scope = v.names().when_list(&e.when);
        walk(v, &e.tree, &mut scope.clone(), &mut out);
        for (_, also, tree) in &e.also {
            let mut both = scope.clone();
            both.extend(v.names().when_list(also));
            walk(v, tree, &mut both, &mut out);
        }
    }
    out
}

fn walk(v: &View, tree: &Tree, when: &mut Vec<String>, out: &mut Vec<Outcome>) {
    match tree {
        Tree::Leaf(leaf) => out.push(of_leaf(v, leaf, when.clone())),
        Tree::Fork { atom, yes, no } => {
            for (side, truth) in [(yes, true), (no, false)] {
                when.push(literal(v, *atom, truth));
                walk(v, side, when, out);
                when.pop();
            }
        }
    }
}

fn literal(v: &View, atom: AtomId, truth: bool) -> String {
    v.names().literal_code(atom, truth)
}

pub(super) fn of_leaf(v: &View, leaf: &Leaf, when: Vec<String>) -> Outcome {
    let (kind, silence, sides) = match &leaf.kind {
        LeafKind::Silent(s) => ("silent", Some(silence_word(*s)), Vec::new()),
        LeafKind::Conflict(list) => ("conflict", None, list.iter().map(|l| of_leaf(v, l, Vec::new())).collect()),
        _ => ("answer", None, Vec::new()),
    };
    Outcome {
        when,
        answer: AnswerJson::of(v, &leaf.kind),
        kind,
        force: leaf.force.class(),
        force_word: word(v, leaf.force),
        cites: CiteJson::list(leaf.cites.iter().map(|c| c.place)),
        silence,
        sides,
    }
}

pub fn word(v: &View, force: Force) -> &'static str {
    if v.zh() { force.zh() } else { force.en() }
}

pub fn silence_word(s: Silence) -> &'static str {
    match s {
        Silence::NoRule => "no_rule",
        Silence::NoFigure => "no_figure",
        Silence::OpenActor => "open_actor",
        Silence::Exempt => "exempt",
        Silence::NotInForce => "not_in_force",
    }
}

pub fn of_collection(v: &View, c: &Collection) -> (Vec<Outcome>, Vec<Outcome>) {
    let main = c.lines.iter().flat_map(|l| of_line(v, l, &[])).collect();
    let other = c.elsewhere.iter().flat_map(|(_, when, lines)| {
        let scope = v.names().when_list(when);
        lines.iter().flat_map(|l| of_line(v, l, &scope)).collect::<Vec<_>>()
    });
    (main, other.collect())
}

/// A line; a 唯一 act inside a chain gives the leaves of its own choice.
pub fn of_line(v: &View, l: &Line, scope: &[String]) -> Vec<Outcome> {
    let mut when = scope.to_vec();
    if l.when != Cond::True {
        when.extend(v.names().when_list(&l.when));
    }
    if let LineKind::Choice(_, c) = &l.kind {
        let inner = main(v, c).into_iter().chain(elsewhere(v, c));
        return inner.map(|o| Outcome { when: when.iter().cloned().chain(o.when).collect(), ..o }).collect();
    }
    let cites = vec![CiteJson::of(l.cite.place)];
    vec![Outcome { when, answer: line_answer(v, l), kind: "answer", force: l.force.class(), force_word: word(v, l.force), cites, silence: None, sides: Vec::new() }]
}

pub fn line_answer(v: &View, l: &Line) -> Option<AnswerJson> {
    let n = v.names();
    Some(match &l.kind {
        LineKind::Step(s) => AnswerJson::step(v, s),
        LineKind::Choice(..) => return None,
        LineKind::Norm => {
            let (rule, item) = v.item(&l.cite)?;
            AnswerJson { norm: Some(sentence(&n, rule, item)), ..AnswerJson::default() }
        }
        LineKind::Meeting { meeting, verb, matter, residual, narrower } => AnswerJson {
            meetings: Some(vec![n.term(*meeting)]),
            act: Some(n.term(*verb)),
            matter: matter.map(|m| n.term(m)),
            residual: *residual,
            narrower: *narrower,
            ..AnswerJson::default()
        },
        LineKind::Slot { meeting, slot, actors } => AnswerJson { slot: Some(n.slot(*slot)), meetings: Some(vec![n.term(*meeting)]), ..AnswerJson::actors(v, actors) },
        LineKind::Frequency { meeting, bound } => {
            let often = bound.as_ref().map_or_else(|| n.pick("随时", "at any time").to_string(), |b| n.frequency(b));
            AnswerJson { meetings: Some(vec![n.term(*meeting)]), frequency: Some(often), ..AnswerJson::default() }
        }
        LineKind::Due(d) => AnswerJson::due(v, std::slice::from_ref(d)),
    })
}
