//! One answer in words.

use super::due;
use super::silence;
use crate::base::{Force, Relation};
use crate::model::{Leaf, LeafKind};
use crate::render::names::Names;
use crate::render::view::View;

/// `一般由分管副县长签发`
pub fn leaf_text(v: &View, leaf: &Leaf) -> String {
    let n = v.names();
    match &leaf.kind {
        LeafKind::Actors { act, actors } => n.performs(&n.actors(actors), *act, leaf.force),
        LeafKind::Due(list) => due::due_text(v, list),
        LeafKind::Quantity { field, relation, number, unit } => quantity(&n, &n.field(*field), *relation, &n.quantity(*number, unit.as_deref()), leaf.force),
        LeafKind::Range { field, least, most, unit } => {
            let (name, least, most) = (n.field(*field), crate::render::scaled(*least), n.quantity(*most, unit.as_deref()));
            let weak = match leaf.force {
                crate::base::Force::Usual | crate::base::Force::Principle => n.force_word(leaf.force),
                _ => String::new(),
            };
            match v.zh() {
                true => format!("{name}{weak} {least} 至 {most}"),
                false => format!("{name}: {weak} {least} to {most}").replace("  ", " "),
            }
        }
        LeafKind::StandIn { actors, power } => {
            let who = n.actors(actors);
            let does = power.map_or_else(|| n.pick("代理", "stands in").to_string(), |p| n.term(p));
            match v.zh() {
                true => format!("{}{who}{does}", crate::render::actors::by_zh(leaf.force)),
                false => format!("{who} {does}"),
            }
        }
        LeafKind::Quorum { quorum, least } => format!("{}{}", n.quorum(quorum), least.map_or(String::new(), |l| n.bracket(&at_least(v, l)))),
        LeafKind::Silent(kind) => silence::short(v, *kind).to_string(),
        LeafKind::Conflict(list) => conflict(v, list),
    }
}

fn at_least(v: &View, least: i64) -> String {
    match v.zh() {
        true => format!("至少 {least} 人"),
        false => format!("at least {least} persons"),
    }
}

/// `字数一般不超过 5000 字`
pub fn quantity(n: &Names, field: &str, relation: Relation, number: &str, force: Force) -> String {
    let rel = match relation {
        Relation::Le => n.pick("不超过", "at most"),
        Relation::Ge => n.pick("不少于", "at least"),
        Relation::Lt => n.pick("少于", "less than"),
        Relation::Gt => n.pick("多于", "more than"),
        Relation::Eq => n.pick("为", "exactly"),
        Relation::Ne => n.pick("不为", "other than"),
    };
    let word = if force == Force::Stated { String::new() } else { n.force_word(force) };
    match n.zh() {
        true => format!("{field}{word}{rel} {number}"),
        false if word.is_empty() => format!("{field}: {rel} {number}"),
        false => format!("{field} {word}{} {rel} {number}", if force.class() == crate::base::ForceClass::Binding { " be" } else { "" }),
    }
}

/// Both rules of a conflict, each with its place.
fn conflict(v: &View, list: &[Leaf]) -> String {
    let sides: Vec<String> = list.iter().map(|l| format!("{}{}", leaf_text(v, l), v.cited(&l.cites))).collect();
    match v.zh() {
        true => format!("规则冲突：{}，两条互不让步", sides.join("；又")),
        false => format!("the rules conflict: {}; neither gives way", sides.join("; but ")),
    }
}
