//! What every answer says below its body: what did not matter, what was assumed, who is away, what to ask next, the articles.

use super::leaf::leaf_text;
use crate::model::{Absence, Body, Choice, Covered, FieldId, Leaf, LeafKind, Need, Place, QuestionKind};
use crate::render::page::Page;
use crate::render::places::with_titles;
use crate::render::view::View;

pub fn notes(v: &View, page: &mut Page) {
    irrelevant(v, page);
    assumptions(v, page);
    v.answer.absences.iter().for_each(|a| page.para(absence(v, a)));
    needs(v, page);
    let cited = cited(v);
    if !cited.is_empty() && !listed(v) {
        page.field(v.pick("依据", "Source"), with_titles(v.lang, &cited, &v.model.articles));
    }
}

/// `无论涉密与否，答案相同。`
fn irrelevant(v: &View, page: &mut Page) {
    let facts: Vec<String> = v.answer.irrelevant.iter().map(|a| v.names().atom(*a)).collect();
    if !facts.is_empty() {
        page.para(match v.zh() {
            true => format!("无论{}与否，答案相同。", facts.join("、")),
            false => format!("The answer is the same whether or not {}.", v.names().either(&facts)),
        });
    }
}

fn assumptions(v: &View, page: &mut Page) {
    let fields: Vec<String> = v.answer.assumptions.iter().map(|f| v.names().field(*f)).collect();
    if !fields.is_empty() {
        page.field(v.pick("按余否", "Taken as no"), format!("{}{}", v.names().join(&fields), v.pick("（没有给出，都作“否”或“无”）", " (not given, so no or none)")));
    }
}

/// `县长缺席（出差）：由常务副县长代行县长职务（第五条）。`
fn absence(v: &View, a: &Absence) -> String {
    let n = v.names();
    let reason = n.bracket(&a.reason.map(|r| n.term(r)).unwrap_or_default());
    let role = n.term(a.role);
    let does = |leaf: &Leaf| stands_in(v, leaf);
    match (&a.standin, v.zh()) {
        (Covered::Nobody, true) => format!("{role}缺席{reason}：规则未写由谁代。"),
        (Covered::Nobody, false) => n.sentence(&format!("{role} away{reason}: the rules do not say who stands in")),
        (Covered::Depends, true) => format!("{role}缺席{reason}：由谁代，要看没有给出的事实（问“谁 代理 {role}”）。"),
        (Covered::Depends, false) => n.sentence(&format!("{role} away{reason}: who stands in depends on facts that are not given (ask who stands_in)")),
        (Covered::By(Leaf { kind: LeafKind::Conflict(sides), .. }), true) => {
            format!("{role}缺席{reason}：由谁代，规则冲突：{}，两条互不让步。", sides.iter().map(does).collect::<Vec<_>>().join("；又"))
        }
        (Covered::By(Leaf { kind: LeafKind::Conflict(sides), .. }), false) => {
            n.sentence(&format!("{role} away{reason}: the rules conflict: {}; neither gives way", sides.iter().map(does).collect::<Vec<_>>().join("; but ")))
        }
        (Covered::By(leaf), true) => {
            let moved = if acts_for(v, leaf) { "" } else { "，规则未写签发随之转移" };
            format!("{role}缺席{reason}：{}{moved}。", does(leaf))
        }
        (Covered::By(leaf), false) => {
            let moved = if acts_for(v, leaf) { "" } else { "; the rules do not say that signing passes with it" };
            n.sentence(&format!("{role} away{reason}: {}{moved}", does(leaf)))
        }
    }
}

/// `由常务副县长代行县长职务（第五条）`
fn stands_in(v: &View, leaf: &Leaf) -> String {
    format!("{}{}", leaf_text(v, leaf), v.cited(&leaf.cites))
}

/// `代行县长职务`: the whole of the office, signing with it.
fn acts_for(v: &View, leaf: &Leaf) -> bool {
    let LeafKind::StandIn { power, .. } = &leaf.kind else { return false };
    power.and_then(|p| v.model.terms.get(p)).is_some_and(|t| t.name.contains("代行"))
}

/// True where each line of the body already names its place.
fn listed(v: &View) -> bool {
    match &v.answer.body {
        Body::Choice(_) => false,
        Body::Collection(c) => matches!(v.question.kind, QuestionKind::Duties(_)) || super::residual::unlisted(v, &c.lines).is_some(),
        Body::Check(_) | Body::May(_) | Body::Meeting(_) | Body::Article(_) | Body::Applies(_) | Body::Handle(_) => true,
    }
}

/// `下一个要问的事实：全局性重大事项（由县长认定）`
fn needs(v: &View, page: &mut Page) {
    // a bearer's whole list is no case to be settled
    if matches!(v.question.kind, QuestionKind::Duties(_)) && v.question.facts.record.is_none() {
        return;
    }
    let mut fields: Vec<(FieldId, Vec<&Need>)> = Vec::new();
    for need in &v.answer.needs {
        let Some(field) = v.model.atom(need.atom).map(|a| a.field) else { continue };
        match fields.iter_mut().find(|(f, _)| *f == field) {
            Some((_, list)) => list.push(need),
            None => fields.push((field, vec![need])),
        }
    }
    let list: Vec<String> = fields.iter().map(|(f, needs)| asked(v, *f, needs)).collect();
    let list: Vec<String> = list.into_iter().chain(entrustment(v)).collect();
    if let Some((first, rest)) = list.split_first() {
        page.field(v.pick("下一个要问的事实", "Ask next"), first.clone());
        page.field(v.pick("还可能要问", "Then perhaps"), rest.join(v.pick("；", "; ")));
    }
}

/// `受托人`, where the answer hangs on an entrustment nobody has told of.
pub fn entrustment(v: &View) -> Option<String> {
    let Body::Choice(Choice { main: Some(tree), .. }) = &v.answer.body else { return None };
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    let waits = |l: &&Leaf| matches!(&l.kind, LeafKind::StandIn { actors, .. } if actors.list.iter().any(|a| a.entrusted.is_some()));
    let open = v.question.facts.situation.trust.is_none() && leaves.iter().any(waits);
    open.then(|| v.pick("受托人（委托了谁）", "entrusted (whom)").to_string())
}

/// A fact to ask for: its one condition, or the field with the values that matter.
fn asked(v: &View, field: FieldId, needs: &[&Need]) -> String {
    let n = v.names();
    let judge = needs.iter().find_map(|need| need.judge.as_ref()).map(|j| n.judged_by(j));
    match needs {
        [one] => format!("{}{}", n.atom(one.atom), n.bracket(&judge.unwrap_or_default())),
        many => {
            let name = n.field(field);
            let values: Vec<String> = many.iter().map(|m| n.atom(m.atom).trim_start_matches(name.as_str()).trim().to_string()).collect();
            format!("{name}{}", n.bracket(&values.join(v.pick("，还是", ", or "))))
        }
    }
}

/// Every place that carries the answer.
pub fn cited(v: &View) -> Vec<Place> {
    let mut places: Vec<Place> = v.answer.cites().iter().map(|c| c.place).collect();
    places.sort();
    places.dedup();
    places
}
