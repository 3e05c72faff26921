//! A question with one answer a case: the sentence, the tree over the facts that matter, and 另有.

use super::leaf::leaf_text;
use super::paths::{Group, groups};
use super::{due, silence};
use crate::model::{AtomId, Choice, Cite, Cond, Elsewhere, Leaf, LeafKind, Test, Tree};
use crate::render::page::{Branch, Page};
use crate::render::view::View;

/// More conditions than this are left to the tree.
const MOST_SAID: usize = 4;
/// More different answers than this are left to the tree.
const MOST_ANSWERS: usize = 3;

pub fn choice(v: &View, c: &Choice, page: &mut Page) {
    match (&c.main, c.elsewhere.is_empty()) {
        (Some(Tree::Leaf(Leaf { kind: LeafKind::Silent(kind), cites, .. })), _) => silence::silent(v, *kind, cites, page),
        (Some(tree), _) => {
            page.lead(lead(v, tree));
            forces(v, tree, page);
            if matches!(tree, Tree::Fork { .. }) {
                page.tree(branches(v, tree));
            }
        }
        (None, true) => silence::nothing(v, page),
        (None, false) => page.lead(open_lead(v, c)),
    }
    elsewhere(v, c, page);
    due::remarks(v, page);
}

/// The answer of a tree in one sentence: the default first, then what changes it.
pub fn lead(v: &View, tree: &Tree) -> String {
    let mut cites = Vec::new();
    // a conflict names the place of each side itself
    if !matches!(tree, Tree::Leaf(Leaf { kind: LeafKind::Conflict(_), .. })) {
        cites_of(tree, &mut cites);
    }
    v.stated(&clause(v, tree), &cites)
}

/// Without 本题: the one rule that might speak, or every answer that might hold.
fn open_lead(v: &View, c: &Choice) -> String {
    let silent = v.pick("未规定", "the rules do not say").to_string();
    if let Some((when, leaf)) = only_line(c) {
        let said = match v.zh() {
            true => format!("若{}，{}{}", v.names().cond(when), leaf_text(v, leaf), v.cited(&leaf.cites)),
            false => format!("if {}, {}{}", v.names().cond(when), leaf_text(v, leaf), v.cited(&leaf.cites)),
        };
        let rest = if c.rest_silent { format!("{}{silent}", v.pick("；其余情形", "; otherwise ")) } else { String::new() };
        return v.names().sentence(&format!("{said}{rest}"));
    }
    let mut said: Vec<String> = Vec::new();
    for e in &c.elsewhere {
        let mut leaves = Vec::new();
        e.tree.leaves(&mut leaves);
        said.extend(leaves.iter().map(|l| leaf_text(v, l)));
    }
    said.extend(Some(silent).filter(|_| c.rest_silent));
    let mut seen = Vec::new();
    said.retain(|s| (!seen.contains(s)).then(|| seen.push(s.clone())).is_some());
    match said.len() > MOST_SAID {
        true => v.pick("要看还没有给出的事实，见下。", "It depends on facts that are not given, see below.").into(),
        false => v.names().sentence(&format!("{}{}", v.pick("视情：", "it depends: "), said.join(v.pick("，或", ", or ")))),
    }
}

fn only_line(c: &Choice) -> Option<(&Cond, &Leaf)> {
    match c.elsewhere.as_slice() {
        [Elsewhere { when, tree: Tree::Leaf(leaf), also, .. }] if c.main.is_none() && also.is_empty() => Some((when, leaf)),
        _ => None,
    }
}

/// The same without places and stop.
pub fn clause(v: &View, tree: &Tree) -> String {
    let groups = groups(tree);
    let Some((default, special)) = groups.split_last() else { return String::new() };
    if special.iter().map(|g| g.paths.len()).sum::<usize>() > MOST_SAID || groups.len() > MOST_ANSWERS {
        let all: Vec<String> = groups.iter().rev().map(|g| leaf_text(v, g.leaf)).collect();
        return format!("{}{}", v.pick("视情：", "it depends: "), all.join(v.pick("，或", ", or ")));
    }
    let mut parts: Vec<String> = special.iter().map(|g| conditional(v, g)).collect();
    match (&default.leaf.kind, parts.is_empty(), v.zh()) {
        (_, true, _) => leaf_text(v, default.leaf),
        (LeafKind::Silent(_), _, true) => format!("{}；其余情形{}", parts.join("；"), leaf_text(v, default.leaf)),
        (LeafKind::Silent(_), _, false) => format!("{}; otherwise {}", parts.join("; "), leaf_text(v, default.leaf)),
        _ => {
            parts.insert(0, leaf_text(v, default.leaf));
            parts.join(v.pick("；", "; "))
        }
    }
}

/// `若全局性重大事项，或主送含市政府办公室，由县长签发`
fn conditional(v: &View, g: &Group) -> String {
    let paths: Vec<String> = g.paths.iter().map(|p| literals(v, p)).collect();
    match v.zh() {
        true => format!("若{}，{}", paths.join("，或"), leaf_text(v, g.leaf)),
        false => format!("if {}, {}", paths.join(" or "), leaf_text(v, g.leaf)),
    }
}

fn literals(v: &View, path: &[(AtomId, bool)]) -> String {
    let told = |a: AtomId| path.iter().any(|(b, yes)| *yes && excludes(v, *b, a));
    let parts: Vec<String> = path.iter().filter(|(a, yes)| *yes || !told(*a)).map(|(a, yes)| v.names().literal(*a, *yes)).collect();
    parts.join(v.pick("且", " and "))
}

/// One value of a field is given by the first, so that the second, on other values, is no news.
fn excludes(v: &View, one: AtomId, other: AtomId) -> bool {
    let set = |id: AtomId| {
        let atom = v.model.atom(id)?;
        let Test::In { list, .. } = &atom.test else { return None };
        Some((atom.field, list.iter().flat_map(|t| v.model.terms.below(*t).iter().collect::<Vec<_>>()).collect::<Vec<_>>()))
    };
    matches!((set(one), set(other)), (Some((f, a)), Some((g, b))) if f == g && !a.iter().any(|t| b.contains(t)))
}

fn cites_of(tree: &Tree, out: &mut Vec<Cite>) {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    out.extend(leaves.iter().flat_map(|l| l.cites.iter().copied()));
}

/// `效力：一般（通常如此，不是硬性规定）`
fn forces(v: &View, tree: &Tree, page: &mut Page) {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    let mut said: Vec<String> = Vec::new();
    for leaf in leaves.iter().filter(|l| !matches!(l.kind, LeafKind::Silent(_) | LeafKind::Conflict(_))) {
        let gloss = v.names().force_gloss(leaf.force);
        if !said.contains(&gloss) {
            said.push(gloss);
        }
    }
    page.field(v.pick("效力", "Force"), said.join(v.pick("；", "; ")));
}

/// Conditions as they are asked in turn, each with what then holds.
pub fn branches(v: &View, tree: &Tree) -> Vec<Branch> {
    let mut cites = Vec::new();
    cites_of(tree, &mut cites);
    cites.sort();
    cites.dedup_by_key(|c| c.place);
    rows(v, tree, cites.len() > 1)
}

fn rows(v: &View, tree: &Tree, with_places: bool) -> Vec<Branch> {
    let said = |leaf: &Leaf| format!("{}{}", leaf_text(v, leaf), if with_places { v.cited(&leaf.cites) } else { String::new() });
    let mut out = Vec::new();
    let mut rest = tree;
    while let Tree::Fork { atom, yes, no } = rest {
        let when = format!("{}{}", v.pick("若", "if "), v.names().atom(*atom));
        out.push(match yes.as_ref() {
            Tree::Leaf(leaf) => Branch { when, then: said(leaf), below: Vec::new() },
            fork => Branch { when, then: String::new(), below: rows(v, fork, with_places) },
        });
        rest = no;
    }
    if let Tree::Leaf(leaf) = rest {
        let when = if out.is_empty() { String::new() } else { v.pick("否则", "otherwise").to_string() };
        out.push(Branch { when, then: said(leaf), below: Vec::new() });
    }
    out
}

/// 另有, one line a rule, and the closing line on rules that no given fact touches.
fn elsewhere(v: &View, c: &Choice, page: &mut Page) {
    let mut lines: Vec<Branch> = c
        .elsewhere
        .iter()
        .map(|e| {
            let mut line = scoped(v, &e.when, &e.tree, v.pick("若", "if "));
            line.below.extend(e.also.iter().map(|(_, when, tree)| scoped(v, when, tree, v.pick("若同时", "if also "))));
            line
        })
        .collect();
    if lines.is_empty() || only_line(c).is_some() {
        return untouched(v, &c.untouched, page);
    }
    if c.main.is_none() && c.rest_silent {
        lines.push(Branch { when: v.pick("其余情形", "in all other cases").into(), then: v.pick("未规定", "the rules do not say").into(), below: Vec::new() });
    }
    if c.main.is_some() {
        page.section(v.pick("另有", "Elsewhere"));
    }
    page.tree(lines);
    untouched(v, &c.untouched, page);
}

fn scoped(v: &View, when: &Cond, tree: &Tree, word: &str) -> Branch {
    let mut cites = Vec::new();
    cites_of(tree, &mut cites);
    let when = match when {
        Cond::True => String::new(),
        c => format!("{word}{}", v.names().cond(c)),
    };
    match tree {
        Tree::Leaf(leaf) => Branch { when, then: format!("{}{}", leaf_text(v, leaf), v.cited(&cites)), below: Vec::new() },
        fork => Branch { when, then: v.cited(&cites).trim().to_string(), below: branches(v, fork) },
    }
}

/// `视其他事实另有：第二十四、二十五条。`
pub fn untouched(v: &View, places: &[crate::model::Place], page: &mut Page) {
    if !places.is_empty() {
        let list = v.places(places);
        page.para(match v.zh() {
            true => format!("视其他事实另有：{list}。"),
            false => format!("Other facts may also bring in: {list}."),
        });
    }
}
