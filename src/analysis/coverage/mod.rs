//! Coverage: which statements, items and switches the scenarios of a county exercise.
//!
//! An *item* (a step, a limit, a norm, a slot, a duty, a stand-in, a consequence) is exercised when the answer to a scenario that holds
//! rests on it: 本题 cites it, 核查 judged it, 可否 weighed it, the page of a meeting lists it; a consequence, where its breach is
//! found or the page of its place lists it. What stands only under 另有 is not exercised: no expectation looks at it. A *statement* is exercised when one of its items is. A *switch* is a condition that a statement reads
//! (`switches`): it is exercised each way in which some scenario settled it, or a branch of an expectation assumed it.
//! 宣示 asks nothing and is not counted.

mod switches;

pub use switches::{Bar, Role, Side, Switch};

use super::scenario::Seen;
use crate::model::*;
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// How much of something is covered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub covered: usize,
    pub total: usize,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Covered {
    pub rule: RuleId,
    /// Each item by its number, and whether it is exercised.
    pub items: Vec<(u32, bool)>,
    pub switches: Vec<Switch>,
}

/// Every statement of a county, in order of writing.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub statements: Vec<Covered>,
}

/// What these questions exercise.
pub fn coverage<'a>(model: &Model, seen: impl IntoIterator<Item = &'a Seen>) -> Coverage {
    let mut out = Coverage::none(model);
    seen.into_iter().for_each(|one| out.add(model, one));
    out
}

/// The items that an answer rests on.
pub fn exercised(model: &Model, answer: &Answer) -> Vec<(RuleId, u32)> {
    let mut out: Vec<(RuleId, u32)> = match &answer.body {
        Body::Choice(c) => c.main.iter().flat_map(of_tree).collect(),
        Body::Collection(c) => of_lines(c),
        Body::Handle(parts) => parts.iter().flat_map(|(_, c)| of_lines(c)).collect(),
        Body::Check(_) | Body::May(_) | Body::Meeting(_) => answer.cites().into_iter().map(pair).collect(),
        Body::Article(page) => page.consequences.iter().flat_map(|r| (0u32..).take(model.rule(*r).map_or(0, |r| r.items.len())).map(|i| (*r, i))).collect(),
        Body::Applies(_) => Vec::new(),
    };
    if let Body::Check(check) = &answer.body {
        out.extend(follows(model, check));
    }
    out
}

fn pair(c: Cite) -> (RuleId, u32) {
    (c.rule, c.item)
}

fn of_tree(tree: &Tree) -> Vec<(RuleId, u32)> {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    leaves.iter().flat_map(|l| l.cites.iter().copied().map(pair)).collect()
}

fn of_lines(c: &Collection) -> Vec<(RuleId, u32)> {
    let mut out = Vec::new();
    for line in &c.lines {
        out.push(pair(line.cite));
        if let LineKind::Choice(_, Choice { main: Some(tree), .. }) = &line.kind {
            out.extend(of_tree(tree));
        }
    }
    out
}

/// What follows the breaches that a check found.
fn follows(model: &Model, check: &Check) -> Vec<(RuleId, u32)> {
    let breached: Vec<Place> = check.findings.iter().filter(|f| f.verdict == Verdict::Breached).map(|f| f.cite.place).collect();
    let mut out = Vec::new();
    for (rule, id) in model.rules.iter().zip(0u32..) {
        for (item, at) in rule.items.iter().zip(0u32..) {
            if let Content::Breach { places, .. } = &item.content
                && places.iter().any(|p| breached.iter().any(|b| p.covers(*b)))
            {
                out.push((RuleId(id), at));
            }
        }
    }
    out
}

impl Covered {
    fn none(model: &Model, id: RuleId, rule: &Rule) -> Covered {
        let items = (0u32..).take(rule.items.len()).map(|i| (i, false)).collect();
        Covered { rule: id, items, switches: switches::of_rule(model, rule) }
    }

    pub fn is_exercised(&self) -> bool {
        self.items.iter().any(|(_, covered)| *covered)
    }

    pub fn items(&self) -> Count {
        Count { covered: self.items.iter().filter(|(_, covered)| *covered).count(), total: self.items.len() }
    }

    /// Sides of switches: two each, less those that cannot be.
    pub fn sides(&self) -> Count {
        let all = self.switches.iter().flat_map(|s| [s.yes, s.no]);
        let is = |wanted: Side| all.clone().filter(|s| *s == wanted).count();
        Count { covered: is(Side::Seen), total: is(Side::Seen) + is(Side::Unseen) }
    }
}

impl Coverage {
    /// Every statement, nothing of it exercised.
    pub fn none(model: &Model) -> Coverage {
        let asked = model.rules.iter().zip(0u32..).filter(|(r, _)| r.kind != RuleKind::Declares);
        Coverage { statements: asked.map(|(rule, id)| Covered::none(model, RuleId(id), rule)).collect() }
    }

    /// One statement, nothing of it exercised.
    pub fn of(model: &Model, id: RuleId) -> Coverage {
        Coverage { statements: model.rule(id).map(|rule| Covered::none(model, id, rule)).into_iter().collect() }
    }

    /// Adds what one question exercises.
    pub fn add(&mut self, model: &Model, seen: &Seen) {
        let cited: BTreeSet<(RuleId, u32)> = exercised(model, &seen.answer).into_iter().collect();
        for s in &mut self.statements {
            let rule = s.rule;
            s.items.iter_mut().filter(|(i, _)| cited.contains(&(rule, *i))).for_each(|(_, covered)| *covered = true);
            switches::read(model, seen, s);
        }
    }

    /// Every side that is exercised.
    pub fn seen_sides(&self) -> BTreeSet<(RuleId, AtomId, bool)> {
        let of = |s: &Covered, x: &Switch| [true, false].map(|t| ((s.rule, x.atom, t), x.side(t) == Side::Seen));
        let all = self.statements.iter().flat_map(|s| s.switches.iter().flat_map(move |x| of(s, x)));
        all.filter(|(_, seen)| *seen).map(|(side, _)| side).collect()
    }

    pub fn statements(&self) -> Count {
        Count { covered: self.statements.iter().filter(|s| s.is_exercised()).count(), total: self.statements.len() }
    }

    pub fn items(&self) -> Count {
        sum(self.statements.iter().map(Covered::items))
    }

    pub fn sides(&self) -> Count {
        sum(self.statements.iter().map(Covered::sides))
    }

    /// Statements, items, sides.
    pub fn figures(&self) -> [Count; 3] {
        [self.statements(), self.items(), self.sides()]
    }

    /// The part that stands in one article; none: before the first.
    pub fn of_article(&self, model: &Model, article: Option<u32>) -> Coverage {
        let there = |s: &&Covered| model.rule(s.rule).is_some_and(|r| r.place.article == article);
        Coverage { statements: self.statements.iter().filter(there).cloned().collect() }
    }

    /// Every article that has statements, in order.
    pub fn articles(&self, model: &Model) -> Vec<Option<u32>> {
        let all: BTreeSet<Option<u32>> = self.statements.iter().filter_map(|s| model.rule(s.rule)).map(|r| r.place.article).collect();
        all.into_iter().collect()
    }
}

fn sum(parts: impl Iterator<Item = Count>) -> Count {
    let mut out = Count::default();
    parts.for_each(|p| out += p);
    out
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.covered += other.covered;
        self.total += other.total;
    }
}

impl Count {
    /// Whole percent, rounded down; nothing to cover is all covered.
    pub fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.total).unwrap_or(100)
    }

    pub fn is_full(self) -> bool {
        self.covered == self.total
    }
}
