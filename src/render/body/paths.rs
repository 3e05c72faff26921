//! A tree read as a default and its exceptions: each answer with the conditions that lead to it, as short as they can be.

use crate::model::{AtomId, Leaf, Tree};

/// An answer, and the alternatives of literals under which it holds.
pub struct Group<'a> {
    pub leaf: &'a Leaf,
    pub paths: Vec<Vec<(AtomId, bool)>>,
    /// Places of every leaf that was merged into it.
    pub cites: Vec<crate::model::Cite>,
}

/// The answers of a tree; the one where nothing special holds comes last.
pub fn groups(tree: &Tree) -> Vec<Group<'_>> {
    let mut leaves = Vec::new();
    walk(tree, &mut Vec::new(), &mut leaves);
    let mut out: Vec<Group> = Vec::new();
    for (path, leaf) in leaves {
        match out.iter_mut().find(|g| g.leaf == leaf) {
            Some(g) => {
                g.paths.push(path);
                g.cites.extend(leaf.cites.iter().copied());
            }
            None => out.push(Group { leaf, paths: vec![path], cites: leaf.cites.clone() }),
        }
    }
    // the leaf reached last has every condition denied
    if let Some(at) = out.iter().position(|g| g.paths.iter().any(|p| p.iter().all(|(_, yes)| !yes))) {
        let default = out.remove(at);
        out.push(default);
    }
    shorten(&mut out);
    out
}

fn walk<'a>(tree: &'a Tree, path: &mut Vec<(AtomId, bool)>, out: &mut Vec<(Vec<(AtomId, bool)>, &'a Leaf)>) {
    match tree {
        Tree::Leaf(leaf) => out.push((path.clone(), leaf)),
        Tree::Fork { atom, yes, no } => {
            for (side, truth) in [(yes, true), (no, false)] {
                path.push((*atom, truth));
                walk(side, path, out);
                path.pop();
            }
        }
    }
}

/// Drops every literal without which a path still meets no path of another answer.
fn shorten(groups: &mut [Group]) {
    let all: Vec<Vec<Vec<(AtomId, bool)>>> = groups.iter().map(|g| g.paths.clone()).collect();
    for (i, group) in groups.iter_mut().enumerate() {
        let others: Vec<&Vec<(AtomId, bool)>> = all.iter().enumerate().filter(|(j, _)| *j != i).flat_map(|(_, p)| p).collect();
        for path in &mut group.paths {
            let mut at = 0;
            while at < path.len() {
                let mut shorter = path.clone();
                shorter.remove(at);
                match others.iter().all(|o| clash(&shorter, o)) {
                    true => *path = shorter,
                    false => at += 1,
                }
            }
        }
        let mut seen: Vec<Vec<(AtomId, bool)>> = Vec::new();
        group.paths.retain(|p| (!seen.contains(p)).then(|| seen.push(p.clone())).is_some());
    }
}

fn clash(a: &[(AtomId, bool)], b: &[(AtomId, bool)]) -> bool {
    a.iter().any(|(atom, yes)| b.iter().any(|(other, truth)| atom == other && yes != truth))
}
