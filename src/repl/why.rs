//! `为何不 副县长`: where the last answer gives an act to somebody, what lost, and what fell short.

use crate::base::Lang;
use crate::model::{ActorSet, Content, Model, RuleId, TermId, What, Who};
use crate::render::{Names, place};
use crate::session::Reply;

/// What keeps a role or act out of the last answer; none if nothing has that name.
pub(super) fn why_not(reply: &Reply, lang: Lang, word: &str) -> Option<String> {
    let model = reply.model();
    let wanted = named(model, word);
    if wanted.is_empty() {
        return None;
    }
    let n = Names::new(model, lang);
    let mut lines = Vec::new();
    for (lost, won, principle) in reply.answer.defeated.iter().filter(|(lost, ..)| mentions(model, *lost, &wanted)) {
        lines.push(format!("{} {} {}{}", at(model, lang, *lost), n.pick("让位于", "gives way to"), at(model, lang, *won), n.bracket(reason(&n, principle))));
    }
    for (rule, atom) in reply.answer.near.iter().filter(|(rule, _)| mentions(model, *rule, &wanted)) {
        let why = atom.map(|a| format!("{}{}", n.pick("此处不是：", "here it is not so that: "), n.atom(a))).unwrap_or_default();
        lines.push(format!("{} {}", at(model, lang, *rule), why));
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
    let one = |t: TermId| wanted.iter().any(|w| model.terms.is_a(*w, t) || model.terms.is_a(t, *w));
    let among = |set: &ActorSet| set.list.iter().any(|a| matches!(a.who, Who::Term(t) if one(t)));
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
