//! `为何不 副县长`: where the last answer gives an act to somebody, what lost, and what fell short.

use crate::base::Lang;
use crate::model::{ActorSet, Body, Choice, Content, Leaf, LeafKind, Model, RuleId, TermId, Tree, What, Who};
use crate::render::{Names, place, stopper};
use crate::session::Reply;

/// What keeps a role or act out of the last answer; none if nothing has that name.
pub(super) fn why_not(reply: &Reply, lang: Lang, word: &str) -> Option<String> {
    let model = reply.model();
    let wanted = named(model, word);
    if wanted.is_empty() {
        return None;
    }
    let n = Names::new(model, lang);
    let mut lines = branches(reply, &n, &wanted);
    for (lost, won, principle) in reply.answer.defeated.iter().filter(|(lost, ..)| mentions(model, *lost, &wanted)) {
        lines.push(format!("{} {} {}{}", at(model, lang, *lost), n.pick("让位于", "gives way to"), at(model, lang, *won), n.bracket(reason(&n, principle))));
    }
    for (rule, atom) in reply.answer.near.iter().filter(|(rule, _)| mentions(model, *rule, &wanted)) {
        lines.push(format!("{} {}", at(model, lang, *rule), stopper(&n, *atom)));
    }
    if lines.is_empty() {
        let text = match lang {
            Lang::Zh => format!("没有一条相关的规则写到{word}。"),
            Lang::En => format!("No rule of this matter names {word}."),
        };
        return Some(text);
    }
    Some(lines.join("\n"))
}

/// The branches of the answer that do name it, with what leads there.
fn branches(reply: &Reply, n: &Names, wanted: &[TermId]) -> Vec<String> {
    let Body::Choice(Choice { main: Some(tree), .. }) = &reply.answer.body else { return Vec::new() };
    let mut out = Vec::new();
    walk(n, tree, &mut Vec::new(), &mut |path, leaf| {
        let named = match &leaf.kind {
            LeafKind::Actors { actors, act } => is_one(n.model, wanted, *act) || names(n.model, wanted, actors),
            LeafKind::StandIn { actors, .. } => names(n.model, wanted, actors),
            _ => false,
        };
        if named && !path.is_empty() {
            out.push(format!("{}{}", n.pick("只在此时：", "only where: "), path.join(n.pick("，且", " and "))));
        }
    });
    out
}

fn walk(n: &Names, tree: &Tree, path: &mut Vec<String>, see: &mut dyn FnMut(&[String], &Leaf)) {
    match tree {
        Tree::Leaf(leaf) => see(path, leaf),
        Tree::Fork { atom, yes, no } => {
            for (side, truth) in [(yes, true), (no, false)] {
                path.push(n.literal(*atom, truth));
                walk(n, side, path, see);
                path.pop();
            }
        }
    }
}

fn is_one(model: &Model, wanted: &[TermId], t: TermId) -> bool {
    wanted.iter().any(|w| model.terms.is_a(*w, t) || model.terms.is_a(t, *w))
}

fn names(model: &Model, wanted: &[TermId], set: &ActorSet) -> bool {
    set.list.iter().any(|a| matches!(a.who, Who::Term(t) if is_one(model, wanted, t)))
}

fn reason(n: &Names, principle: &str) -> &'static str {
    match principle {
        "replaces" => n.pick("写明取代", "it says so"),
        _ => n.pick("特别规定优于一般规定", "special before general"),
    }
}

fn at(model: &Model, lang: Lang, rule: RuleId) -> String {
    model.rule(rule).map(|r| place(lang, r.place)).unwrap_or_default()
}

/// Every term of this name, in any taxonomy.
fn named(model: &Model, word: &str) -> Vec<TermId> {
    let is =
        |t: &crate::model::Term| t.name.as_ref() == word || t.english.as_deref() == Some(word) || t.own.as_deref() == Some(word) || t.aliases.iter().any(|a| a.as_ref() == word);
    model.terms.list.iter().zip(0u32..).filter(|(t, _)| is(t)).map(|(_, i)| TermId(i)).collect()
}

fn mentions(model: &Model, rule: RuleId, wanted: &[TermId]) -> bool {
    let one = |t: TermId| is_one(model, wanted, t);
    let among = |set: &ActorSet| names(model, wanted, set);
    let Some(rule) = model.rule(rule) else { return false };
    rule.bearers.iter().any(|b| one(b.term))
        || rule.items.iter().any(|i| match &i.content {
            Content::Step(s) => one(s.act) || among(&s.actors),
            Content::StandIn(s) => among(&s.actors),
            Content::Slot(s) => among(&s.actors),
            Content::Norm(norm) => matches!(&norm.what, What::Act { act, .. } if one(*act)),
            _ => false,
        })
}
