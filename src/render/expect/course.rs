//! A chain as an expectation: `办公室主任 审核 → 【若 C：县长 签发；否则：副县长 签发】`.

use super::bracket;
use crate::base::Force;
use crate::model::*;
use crate::render::names::Names;

impl Names<'_> {
    pub(super) fn course_text(&self, c: &Collection) -> Option<String> {
        let mut out: Vec<String> = Vec::new();
        let mut rest = c.lines.as_slice();
        while let Some((line, after)) = rest.split_first() {
            let group = rest.iter().take_while(|l| same_group(l, line)).count().max(1);
            let (here, next) = rest.split_at_checked(group).unwrap_or((std::slice::from_ref(line), after));
            out.push(if here.len() > 1 { self.alternatives(here)? } else { self.node(line)? });
            rest = next;
        }
        Some(out.join(self.pick(" → ", " -> ")))
    }

    fn node(&self, line: &Line) -> Option<String> {
        match &line.kind {
            LineKind::Step(s) => self.step(s, line),
            LineKind::Choice(_, Choice { main: Some(tree), .. }) => self.chosen(tree),
            _ => None,
        }
    }

    /// `【甲 会签；或 甲 联合报送】`
    fn alternatives(&self, lines: &[Line]) -> Option<String> {
        let mut courses: Vec<Vec<String>> = Vec::new();
        for same in lines.chunk_by(|a, b| number(a) == number(b)) {
            courses.push(same.iter().map(|l| self.node(l)).collect::<Option<_>>()?);
        }
        let list: Vec<String> = courses.iter().map(|c| c.join(self.pick(" → ", " -> "))).collect();
        Some(format!("{}{}{}", self.pick("【", "["), list.join(self.pick("；或 ", "; or ")), self.pick("】", "]")))
    }

    fn step(&self, s: &Step, line: &Line) -> Option<String> {
        let actors = match s.actors.list.is_empty() {
            true => self.pick("未明确", "unstated").to_string(),
            false => self.written_actors(&s.actors, Force::Stated, &Cond::True)?,
        };
        let mut mods = Vec::new();
        if line.force != Force::Stated {
            mods.push(self.pick(line.force.zh(), line.force.en()).to_string());
        }
        for (word, list) in [(self.pick("会同", "jointly_with"), &s.jointly), (self.pick("向", "to"), &s.towards)] {
            if !list.is_empty() {
                mods.push(format!("{word} {}", list.iter().map(|t| self.term(*t)).collect::<Vec<_>>().join(self.pick("、", " | "))));
            }
        }
        if line.when != Cond::True {
            mods.push(format!("{} {}", self.pick("若", "if"), self.written_cond(&line.when)));
        }
        Some(format!("{actors} {}{}", self.written_name(&self.term(s.act)), bracket(self.lang, &mods)))
    }

    /// A 唯一 act that depends on open facts: its outcomes in the order of the tree.
    fn chosen(&self, tree: &Tree) -> Option<String> {
        if let Tree::Leaf(leaf) = tree {
            return self.signature(leaf);
        }
        let mut cases = Vec::new();
        self.ordered(tree, Cond::True, &mut cases)?;
        let (_, last) = cases.pop()?;
        Some(format!("{}{}{}", self.pick("【", "["), self.branches(cases, Some(last)), self.pick("】", "]")))
    }

    fn ordered(&self, tree: &Tree, path: Cond, out: &mut Vec<(Cond, String)>) -> Option<()> {
        match tree {
            Tree::Leaf(leaf) => out.push((path, self.signature(leaf)?)),
            Tree::Fork { atom, yes, no } => {
                let lit = Cond::Lit { atom: *atom, positive: true };
                self.ordered(yes, Cond::all([path.clone(), lit.clone()]), out)?;
                self.ordered(no, Cond::all([path, lit.complement()]), out)?;
            }
        }
        Some(())
    }

    fn signature(&self, leaf: &Leaf) -> Option<String> {
        match &leaf.kind {
            LeafKind::Actors { act, actors } => {
                Some(format!("{} {}{}", self.written_actors(actors, Force::Stated, &Cond::True)?, self.written_name(&self.term(*act)), self.force_bracket(leaf.force)))
            }
            LeafKind::Silent(_) => Some(self.pick("未明确", "unstated").into()),
            _ => None,
        }
    }
}

/// The group of alternative courses and the number of the one a step belongs to.
fn number(line: &Line) -> Option<Alternative> {
    match &line.kind {
        LineKind::Step(s) => s.alternative.first().copied(),
        _ => None,
    }
}

fn same_group(a: &Line, b: &Line) -> bool {
    let group = |l: &Line| number(l).map(|n| (l.cite.rule, n.group));
    group(a).is_some() && group(a) == group(b)
}
