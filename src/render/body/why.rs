//! `--why`: the rules that applied, those that lost and to whom, those that fell short, and the days of a deadline.

use super::due::trace;
use super::sentence::heading;
use crate::model::{Body, RuleId};
use crate::render::page::{Block, Page, Row};
use crate::render::view::View;

pub fn why(v: &View, page: &mut Page) {
    applied(v, page);
    defeated(v, page);
    near(v, page);
    let days = trace(v);
    if !days.is_empty() {
        page.section(v.pick("怎么数的日子", "How the days were counted"));
        page.list(days);
    }
}

fn applied(v: &View, page: &mut Page) {
    let mut rules: Vec<RuleId> = v.answer.cites().iter().map(|c| c.rule).collect();
    rules.sort();
    rules.dedup();
    if rules.is_empty() || matches!(v.answer.body, Body::Article(_)) {
        return;
    }
    page.section(v.pick("用到的规则", "Rules that applied"));
    for rule in rules {
        match (v.statement)(rule) {
            Some(text) => page.push(Block::Code(format!("// {}\n{text}", place(v, rule)))),
            None => page.para(format!("{}{}{}", place(v, rule), v.pick("　", "  "), v.model.rule(rule).map(|r| heading(v, r)).unwrap_or_default())),
        }
    }
}

fn place(v: &View, rule: RuleId) -> String {
    v.model.rule(rule).map(|r| v.place(r.place)).unwrap_or_default()
}

/// Rules that lost to another, the winner, and the principle.
fn defeated(v: &View, page: &mut Page) {
    let rows: Vec<Row> = v
        .answer
        .defeated
        .iter()
        .map(|(lost, won, principle)| {
            let why = match (*principle, v.zh()) {
                ("replaces", true) => "写明取代".to_string(),
                ("replaces", false) => "it says that it replaces this".to_string(),
                ("other", true) => "“其余”只管别条没有管到的".to_string(),
                ("other", false) => "`other` covers only what no other rule of its article does".to_string(),
                ("special", true) => "特别规定优于一般规定".to_string(),
                ("special", false) => "the special rule goes before the general one".to_string(),
                (other, _) => other.to_string(),
            };
            match v.zh() {
                true => Row::of("×", format!("{}让位于{}：{why}", place(v, *lost), place(v, *won)), ""),
                false => Row::of("×", format!("{} gives way to {}: {why}", place(v, *lost), place(v, *won)), ""),
            }
        })
        .collect();
    if !rows.is_empty() {
        page.section(v.pick("让位的规则", "Rules that gave way"));
        page.list(rows);
    }
}

/// Rules whose scope fell short, unless the answer already lists them.
fn near(v: &View, page: &mut Page) {
    let silent = page.blocks.iter().any(|b| matches!(b, Block::Section(s) if s == super::silence::near_title(v)));
    let rows = super::silence::near_rows(v, usize::MAX);
    if !rows.is_empty() && !silent {
        page.section(v.pick("没有用上的规则", "Rules that fell short"));
        page.list(rows);
    }
}
