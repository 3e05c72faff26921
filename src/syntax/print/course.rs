//! Courses: `甲 审核 → 若 C：乙 签发；否则：丙 签发`.

use super::super::ast::*;
use super::Pen;
use super::lines::{Line, end, start};
use super::words::{self, Word};

impl Pen<'_> {
    /// A course as a clause: on one line, or a line for each step and each branch.
    pub fn course_lines(&self, before: &str, course: &Course, after: &str) -> Vec<Line> {
        let at = course_at(course);
        let broken = end(self.steps(before, course), after);
        let text = format!("{before}{}{after}", self.course(course));
        if self.may_join(course, &text) && !self.commented(at, &broken) {
            return vec![Line { at, ..Line::nowhere(1, text) }];
        }
        broken
    }

    fn may_join(&self, course: &Course, text: &str) -> bool {
        let branches = course.0.last().map_or(0, branches);
        self.fits(1, text) && (branches <= 1 || (branches == 2 && course.0.len() == 1))
    }

    fn steps(&self, before: &str, course: &Course) -> Vec<Line> {
        let arrow = format!("{} ", self.word(words::ARROW));
        let lead = |i: usize| if i == 0 { before } else { &arrow };
        course.0.iter().enumerate().flat_map(|(i, node)| self.node_lines(lead(i), node)).collect()
    }

    /// A step, or a line for each of its branches (two may share one), or for each of those taken together where one is too long.
    fn node_lines(&self, lead: &str, node: &Node) -> Vec<Line> {
        let line = |lead: &str, node: &Node| Line { at: node_at(node), ..Line::nowhere(1, format!("{lead}{}", self.node(node))) };
        let one = line(lead, node);
        match node {
            Node::Branches(b) => {
                let broken = self.branch_lines(lead, b, |n| self.node(n));
                let short = branches(node) == 2 && self.fits(1, &one.text) && !self.commented(one.at, &broken);
                if short { vec![one] } else { broken }
            }
            Node::Parallel(list) if !self.fits(1, &one.text) => {
                let then = format!("{} ", self.word(words::THEN));
                list.iter().enumerate().map(|(i, n)| line(if i == 0 { lead } else { &then }, n)).collect()
            }
            _ => vec![one],
        }
    }

    /// A line for each branch, aligned below the first.
    pub fn branch_lines<T>(&self, lead: &str, b: &Branches<T>, body: impl Fn(&T) -> String) -> Vec<Line> {
        let column = lead.chars().map(|c| if c == '→' || c.is_ascii() { 1 } else { 2 }).sum();
        let cases = b.cases.iter().map(|(c, t)| (self.case(c, &body(t)), Some(start(c.span))));
        let rest = b.otherwise.iter().map(|t| (self.otherwise(&body(t)), None));
        let all: Vec<(String, Option<u32>)> = cases.chain(rest).collect();
        let last = all.len().saturating_sub(1);
        let semi = |i: usize| if i < last { self.word(words::SEMI).trim_end() } else { "" };
        let line = |(i, (text, at)): (usize, (String, Option<u32>))| {
            let (lead, pad) = if i == 0 { (lead, 0) } else { ("", column) };
            Line { at, ..Line::nowhere(1, format!("{lead}{text}{}", semi(i))).pad(pad) }
        };
        all.into_iter().enumerate().map(line).collect()
    }

    /// `若 C：…；否则：…` on one line.
    pub fn branches<T>(&self, b: &Branches<T>, body: impl Fn(&T) -> String) -> String {
        let cases = b.cases.iter().map(|(c, t)| self.case(c, &body(t)));
        let all: Vec<String> = cases.chain(b.otherwise.iter().map(|t| self.otherwise(&body(t)))).collect();
        all.join(self.word(words::SEMI))
    }

    pub fn case(&self, when: &Cond, then: &str) -> String {
        format!("{} {}{}{then}", self.word(words::IF), self.cond(when), self.word(words::COLON))
    }

    pub fn otherwise(&self, then: &str) -> String {
        format!("{}{}{then}", self.word(words::ELSE), self.word(words::COLON))
    }

    pub fn course(&self, course: &Course) -> String {
        let arrow = format!(" {} ", self.word(words::ARROW));
        course.0.iter().map(|n| self.node(n)).collect::<Vec<_>>().join(&arrow)
    }

    fn node(&self, node: &Node) -> String {
        match node {
            Node::Step(s) => self.step(s),
            Node::Parallel(list) => list.iter().map(|n| self.node(n)).collect::<Vec<_>>().join(&format!(" {} ", self.word(words::THEN))),
            Node::Group(alternatives, mods, _) => self.group(alternatives) + &self.mods(mods),
            Node::Branches(b) => self.branches(b, |n| self.node(n)),
            Node::Actors(a) => self.actors(a, words::WITH),
        }
    }

    /// `【甲 会签；或 乙 会签】`
    fn group(&self, alternatives: &[Course]) -> String {
        let or = Word("；或 ", "; or ");
        let inner = alternatives.iter().map(|c| self.course(c)).collect::<Vec<_>>().join(self.word(or));
        if self.is_zh() { format!("【{inner}】") } else { format!("[{inner}]") }
    }

    fn step(&self, s: &Step) -> String {
        let object = s.object.as_ref().map(|o| format!(" {}", self.name(o))).unwrap_or_default();
        format!("{} {}{object}{}", self.actors(&s.actors, words::WITH), self.name(&s.act), self.mods(&s.mods))
    }
}

fn branches(node: &Node) -> usize {
    match node {
        Node::Branches(b) => b.cases.len() + usize::from(b.otherwise.is_some()),
        _ => 0,
    }
}

fn node_at(node: &Node) -> Option<u32> {
    match node {
        Node::Step(s) => Some(start(s.span)),
        Node::Parallel(list) => list.first().and_then(node_at),
        Node::Group(_, _, span) => Some(start(*span)),
        Node::Branches(b) => b.cases.first().map(|(c, _)| start(c.span)),
        Node::Actors(a) => Some(start(a.span)),
    }
}

pub(super) fn course_at(course: &Course) -> Option<u32> {
    course.0.first().and_then(node_at)
}
