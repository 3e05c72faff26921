//! 可否: the verdict in words, each norm that spoke, and what would lift a ban.

use super::check::mark;
use super::sentence::{approval, exceptions, sentence};
use super::silence::near;
use crate::base::Force;
use crate::model::{ActorSet, Cite, Cond, Content, May, MayLine, Norm, QuestionKind, TermId, Values, Verdict, Who};
use crate::render::page::{Page, Row};
use crate::render::view::View;

pub fn may(v: &View, m: &May, page: &mut Page) {
    let mut deciding: Vec<&MayLine> = m.lines.iter().filter(|l| l.verdict == m.verdict).collect();
    if deciding.iter().any(|l| sure(l)) {
        deciding.retain(|l| sure(l));
    }
    let cites: Vec<Cite> = deciding.iter().map(|l| l.cite).collect();
    let said = verdict(v, m, deciding.first().copied());
    page.lead(v.stated(&format!("{}{said}{}", condition(v, m, &deciding), stricter(v, m)), &cites));
    if let Some(first) = deciding.first().filter(|_| m.verdict != Verdict::Silent) {
        page.field(v.pick("效力", "Force"), v.names().force_gloss(first.force));
    }
    page.list(m.lines.iter().map(|l| row(v, l)).collect());
    if m.verdict == Verdict::Silent {
        page.para(v.pick("没有规定不等于可以。", "What the rules do not mention is not thereby allowed."));
        near(v, page);
    }
}

/// Holds without a condition.
fn sure(l: &MayLine) -> bool {
    l.when == Cond::True && l.as_role.is_none()
}

/// `若全局性重大事项，`: where the verdict holds, if not everywhere.
fn condition(v: &View, m: &May, deciding: &[&MayLine]) -> String {
    if m.verdict == Verdict::Silent || deciding.iter().any(|l| sure(l)) {
        return String::new();
    }
    let n = v.names();
    let mut parts: Vec<String> = Vec::new();
    for l in deciding {
        let role = l.as_role.map(|r| match v.zh() {
            true => format!("是{}", n.term(r)),
            false => format!("this is {}", n.somebody(r)),
        });
        let when = (l.when != Cond::True).then(|| n.cond(&l.when));
        let part = role.into_iter().chain(when).collect::<Vec<_>>().join(v.pick("且", " and "));
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    match v.zh() {
        true => format!("若{}，", parts.join("，或")),
        false => format!("if {}: ", parts.join(", or ")),
    }
}

/// `；若涉及重大事项，须经县长审批`: a stricter verdict that only might hold.
fn stricter(v: &View, m: &May) -> String {
    let above: Vec<&MayLine> = m.lines.iter().take_while(|l| l.verdict != m.verdict).filter(|l| !sure(l)).collect();
    let Some(first) = above.first() else { return String::new() };
    let alone = May { verdict: first.verdict, lines: Vec::new(), others: None };
    let same: Vec<&MayLine> = above.iter().copied().filter(|l| l.verdict == first.verdict).collect();
    format!("{}{}{}", v.pick("；", "; "), condition(v, &alone, &same), verdict(v, &alone, Some(first)))
}

fn verdict(v: &View, m: &May, line: Option<&MayLine>) -> String {
    let n = v.names();
    let norm = line.and_then(|l| norm_of(v, l));
    let weak = line.map_or(String::new(), |l| adverb(v, l.force));
    // a norm's `by` is who may lift it, not who has the act
    let by = line.filter(|_| norm.is_none()).and_then(|l| l.by.as_ref()).map(|a| n.actors(a));
    match (m.verdict, v.zh()) {
        (Verdict::Forbidden, true) => by.map_or(format!("{weak}不得"), |who| format!("{weak}不得：须由{who}办")),
        (Verdict::Forbidden, false) => by.map_or(format!("{weak}no"), |who| format!("{weak}no: it is for {who}")),
        (Verdict::ForbiddenUnless, true) => format!("{weak}不得，{}", lifts(v, norm)),
        (Verdict::ForbiddenUnless, false) => format!("{weak}no, unless {}", lifts(v, norm)),
        (Verdict::NeedsApproval, _) => needs(v, line, norm, by),
        (Verdict::Permitted, true) => format!("可以{}", line.map(|l| as_role(v, l)).unwrap_or_default()),
        (Verdict::Permitted, false) => format!("yes{}", line.map(|l| as_role(v, l)).unwrap_or_default()),
        (Verdict::NotForbidden, true) => "不在禁止之列：禁令在此不适用，别处也没有写可以".into(),
        (Verdict::NotForbidden, false) => "not forbidden: the ban is lifted here, and nothing else speaks".into(),
        (_, true) => m.others.as_ref().map_or("未规定：规则没有说可以，也没有说不得".into(), |o| format!("未规定：规则只写由{}", n.actors(o))),
        (_, false) => m.others.as_ref().map_or("the rules do not say: neither allowed nor forbidden".into(), |o| format!("the rules do not say; they only name {}", n.actors(o))),
    }
}

/// `，仅当其为分管副县长`
fn as_role(v: &View, l: &MayLine) -> String {
    l.as_role.map_or_else(String::new, |r| format!("{}{}", v.pick("，仅当其为", ", but only as "), v.names().somebody(r)))
}

/// `一般`, `原则上`: never printed as if it bound.
fn adverb(v: &View, force: Force) -> String {
    match force {
        Force::Usual | Force::Principle => format!("{}{}", v.names().force_word(force), v.pick("", ", ")),
        _ => String::new(),
    }
}

fn norm_of<'a>(v: &View<'a>, l: &MayLine) -> Option<&'a Norm> {
    match &v.item(&l.cite)?.1.content {
        Content::Norm(n) => Some(n),
        _ => None,
    }
}

/// What would lift a ban: `经县政府授权的除外`.
fn lifts(v: &View, norm: Option<&Norm>) -> String {
    let n = v.names();
    let Some(norm) = norm else { return v.pick("另有除外", "an exception applies").into() };
    let approved = Some(approval(&n, norm)).filter(|a| !a.is_empty()).map(|a| match v.zh() {
        true => format!("{}的除外", a.trim_start_matches('未')),
        false => a.replacen("without ", "there is ", 1),
    });
    let excepted = exceptions(&n, norm).map(|e| e.trim_start_matches("unless ").to_string());
    let all: Vec<String> = approved.into_iter().chain(excepted).collect();
    all.join(v.pick("，", " or "))
}

fn needs(v: &View, line: Option<&MayLine>, norm: Option<&Norm>, by: Option<String>) -> String {
    let n = v.names();
    let own = line.and_then(|l| l.by.as_ref()).and_then(|set| asker_entrusted(v, set));
    let bracket =
        own.or(norm.and_then(|x| x.entrusted.as_ref())).or_else(|| line.and_then(|l| v.model.rule(l.cite.rule)).and_then(|r| r.bearers.iter().find_map(|b| b.entrusted.as_ref())));
    let approval = norm.map(|x| approval(&n, x)).filter(|a| !a.is_empty());
    match (bracket, approval, by, v.zh()) {
        (Some((who, word)), _, _, true) => format!("须{}方可", n.entrusted(*who, word)),
        (Some((who, word)), _, _, false) => format!("only if {}", n.entrusted(*who, word)),
        (_, Some(a), _, true) => format!("须{}方可", a.trim_start_matches('未')),
        (_, Some(a), _, false) => format!("only {}", a.replacen("without", "with", 1)),
        (_, _, Some(who), true) => format!("须经{who}{}方可", act_of(v, line)),
        (_, _, Some(who), false) => format!("only after {who} {}", act_of(v, line)),
        (_, _, None, true) => "须经批准方可".into(),
        (_, _, None, false) => "only with approval".into(),
    }
}

/// The bracket of the asker among the actors that have the act.
fn asker_entrusted<'a>(v: &View, set: &'a ActorSet) -> Option<&'a (TermId, crate::base::Str)> {
    let terms = &v.model.terms;
    let facts = &v.question.facts;
    let recorded = |name: &str| {
        let field = v.model.field_named(facts.record?, name).filter(|f| facts.given.contains(f))?;
        if let Values::Terms(set) = &facts.domain(v.model, field).values { set.iter().next() } else { None }
    };
    let asked: Vec<TermId> = match &v.question.kind {
        QuestionKind::MayDo(asked, ..) => vec![asked.who],
        _ => ["主持人", "召集人"].into_iter().filter_map(recorded).collect(),
    };
    let near = |t: TermId| asked.iter().any(|a| terms.is_a(*a, t) || terms.is_a(t, *a));
    let mine = set.list.iter().filter(|a| matches!(a.who, Who::Term(t) if near(t)));
    mine.into_iter().find_map(|a| a.entrusted.as_ref())
}

fn act_of(v: &View, line: Option<&MayLine>) -> String {
    match line.and_then(|l| v.item(&l.cite)).map(|(_, item)| &item.content) {
        Some(Content::Step(s)) => {
            // where the signer needs somebody's consent, that is what has to be got
            let asked = line.and_then(|l| l.by.as_ref()).and_then(|by| by.list.first()).map(|a| a.who);
            let consent = s.actors.list.iter().filter_map(|a| a.consent).find(|(by, _)| asked == Some(Who::Term(*by)));
            v.names().term(consent.map_or(s.act, |(_, act)| act))
        }
        _ => String::new(),
    }
}

fn row(v: &View, l: &MayLine) -> Row {
    let n = v.names();
    let text = v.item(&l.cite).map(|(rule, item)| sentence(&n, rule, item)).unwrap_or_default();
    let when = match &l.when {
        Cond::True => String::new(),
        c => format!("{}{}", v.pick("，", ", "), n.if_cond(c)),
    };
    Row::of(mark(v, l.verdict), format!("{text}{when}{}", as_role(v, l)), v.place(l.cite.place))
}
