//! 核查: verdicts worst first, then what nothing is known of.

use super::due::due_text;
use super::sentence::sentence;
use crate::model::{Check, Cond, Content, Finding, Verdict};
use crate::render::page::{Page, Row};
use crate::render::view::View;

pub fn check(v: &View, c: &Check, page: &mut Page) {
    page.lead(summary(v, c));
    page.list(c.findings.iter().map(|f| row(v, f)).collect());
    consequences(v, c, page);
    if !c.open.is_empty() {
        let fields: Vec<String> = c.open.iter().map(|f| v.names().field(*f)).collect();
        page.field(v.pick("没有给出、也要查的", "Not given, and also ruled on"), v.names().join(&fields));
    }
}

/// What the rules attach to a breach of one of these places.
fn consequences(v: &View, c: &Check, page: &mut Page) {
    let breached: Vec<_> = c.findings.iter().filter(|f| f.verdict == Verdict::Breached).map(|f| f.cite.place).collect();
    for rule in &v.model.rules {
        for item in &rule.items {
            let Content::Breach { places, .. } = &item.content else { continue };
            let facts = std::iter::once(&v.question.facts).chain(&v.question.others);
            let excluded = facts.into_iter().any(|f| f.entails(v.model, &item.guard) == Some(false));
            if !excluded && places.iter().any(|p| breached.iter().any(|b| p.covers(*b))) {
                let open = v.question.facts.residual(v.model, &item.guard);
                let when = if open == Cond::True { String::new() } else { format!("{}{}", v.names().if_cond(&open), v.pick("，", ", ")) };
                let said = format!("{when}{}{}", sentence(&v.names(), rule, item), v.names().bracket(&v.place(item.place)));
                page.field(v.pick("后果", "Consequence"), said);
            }
        }
    }
}

fn summary(v: &View, c: &Check) -> String {
    let count = |verdict| c.findings.iter().filter(|f| f.verdict == verdict).count();
    let kinds =
        [(Verdict::Breached, "违反", "breached"), (Verdict::Departed, "偏离", "departed from"), (Verdict::Undetermined, "待定", "undetermined"), (Verdict::Met, "符合", "met")];
    let parts: Vec<String> =
        kinds.iter().filter(|(k, ..)| count(*k) > 0).map(|(k, zh, en)| if v.zh() { format!("{zh} {} 项", count(*k)) } else { format!("{} {en}", count(*k)) }).collect();
    let clean = count(Verdict::Breached) + count(Verdict::Departed) == 0;
    match (parts.is_empty(), clean, v.zh()) {
        (true, _, true) => "给出的事实没有触及任何规则。".into(),
        (true, _, false) => "No rule speaks to the facts given.".into(),
        (_, true, true) => format!("没有发现违反：{}。", parts.join("、")),
        (_, true, false) => format!("No breach found: {}.", parts.join(", ")),
        (_, false, true) => format!("{}。", parts.join("、")),
        (_, false, false) => v.names().sentence(&parts.join(", ")),
    }
}

pub fn mark(v: &View, verdict: Verdict) -> String {
    let (sign, zh, en) = match verdict {
        Verdict::Breached => ("✗", "违反", "breached"),
        Verdict::Departed => ("△", "偏离", "departed"),
        Verdict::Undetermined => ("?", "待定", "open"),
        Verdict::Met => ("✓", "符合", "met"),
        Verdict::Forbidden => ("✗", "不得", "forbidden"),
        Verdict::ForbiddenUnless => ("✗", "不得，有除外", "forbidden unless"),
        Verdict::NeedsApproval => ("!", "须经", "needs approval"),
        Verdict::Permitted => ("✓", "可以", "permitted"),
        Verdict::NotForbidden => ("✓", "不在禁止之列", "not forbidden"),
        Verdict::Silent => ("·", "未规定", "silent"),
    };
    format!("{sign} {}", if v.zh() { zh } else { en })
}

fn row(v: &View, f: &Finding) -> Row {
    let n = v.names();
    let text = v.item(&f.cite).map(|(rule, item)| sentence(&n, rule, item)).unwrap_or_default();
    let mut extra = Vec::new();
    if let Some(due) = &f.due {
        extra.push(due_text(v, std::slice::from_ref(due)));
    }
    if let Some((zh, en)) = &f.remark {
        extra.push(v.lang.pick(zh, en).to_string());
    }
    if !f.waits.is_empty() {
        let waits: Vec<String> = f.waits.iter().map(|a| n.atom(*a)).collect();
        extra.push(format!("{}{}", v.pick("要知道：", "waits for: "), n.join(&waits)));
    }
    let extra = if extra.is_empty() { String::new() } else { format!("{}{}", v.pick("——", " - "), extra.join(v.pick("；", "; "))) };
    Row::of(mark(v, f.verdict), format!("{text}{extra}"), v.place(f.cite.place))
}
