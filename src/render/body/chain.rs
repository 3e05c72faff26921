//! A chain: who does what, one after the other, `若` on its items, alternatives as 或.

use super::choice::{branches, clause, untouched};
use super::step::step_text;
use crate::model::{Choice, Cite, Collection, Cond, LeafKind, Line, LineKind, TermId, Tree};
use crate::render::page::{Branch, Page, Row};
use crate::render::view::View;

/// The steps of a chain as a list.
pub fn steps(v: &View, c: &Collection, page: &mut Page) {
    page.list(links(&c.lines).iter().enumerate().map(|(i, l)| row(v, i + 1, l)).collect());
    page.tree(c.elsewhere.iter().map(|(_, when, lines)| other(v, when, lines)).collect());
    untouched(v, &c.untouched, page);
}

/// One place in the order: a step, parallel steps, or alternative courses.
enum Link<'a> {
    One(&'a Line),
    Parallel(Vec<&'a Line>),
    /// By course.
    Either(Vec<Vec<&'a Line>>),
}

pub fn chain(v: &View, c: &Collection, page: &mut Page) {
    match c.lines.is_empty() {
        true => page.lead(v.pick("要看还没有给出的事实：", "It depends on facts that are not given:")),
        false if chains(&c.lines).len() > 1 => {
            page.lead(match v.zh() {
                true => format!("分 {} 路办理，规则没有写各路的先后。", chains(&c.lines).len()),
                false => format!("{} courses; the rules do not say which comes first.", chains(&c.lines).len()),
            });
            page.list(chains(&c.lines).iter().map(|part| Row::of("·", linked(v, part), v.places(&places(part)))).collect());
        }
        false => {
            page.lead(v.names().sentence(&format!("{}{}", one_line(v, &c.lines), v.cited(&cites(&c.lines)))));
            if !plain(&c.lines) {
                page.list(links(&c.lines).iter().enumerate().map(|(i, l)| row(v, i + 1, l)).collect());
            }
        }
    }
    if !c.elsewhere.is_empty() {
        if !c.lines.is_empty() {
            page.section(v.pick("另有", "Elsewhere"));
        }
        page.tree(c.elsewhere.iter().map(|(_, when, lines)| other(v, when, lines)).collect());
    }
    untouched(v, &c.untouched, page);
}

fn other(v: &View, when: &Cond, lines: &[Line]) -> Branch {
    Branch { when: v.names().if_cond(when), then: format!("{}{}", one_line(v, lines), v.cited(&cites(lines))), below: Vec::new() }
}

fn cites(lines: &[Line]) -> Vec<Cite> {
    lines.iter().map(|l| l.cite).collect()
}

/// True if the one line already says everything.
fn plain(lines: &[Line]) -> bool {
    let simple =
        |l: &Line| l.when == Cond::True && !matches!(&l.kind, LineKind::Choice(_, Choice { main: Some(Tree::Fork { .. }), .. }) | LineKind::Choice(_, Choice { main: None, .. }));
    let same_place = lines.windows(2).all(|w| matches!(w, [a, b] if a.cite.place == b.cite.place));
    lines.iter().all(simple) && same_place
}

/// `办公室主任审查 → 分管副县长审核 → 县长签发`
pub fn one_line(v: &View, lines: &[Line]) -> String {
    chains(lines).iter().map(|part| linked(v, part)).collect::<Vec<_>>().join(v.pick("；", "; "))
}

fn linked(v: &View, lines: &[Line]) -> String {
    links(lines).iter().map(|l| link_text(v, l)).collect::<Vec<_>>().join(" → ")
}

fn places(lines: &[Line]) -> Vec<crate::model::Place> {
    let mut out: Vec<crate::model::Place> = Vec::new();
    for l in lines {
        if !out.contains(&l.cite.place) {
            out.push(l.cite.place);
        }
    }
    out
}

/// Courses of different rules have no order among them, unless one adds its step at a point of the other.
fn chains(lines: &[Line]) -> Vec<Vec<Line>> {
    let added = |l: &Line| matches!(&l.kind, LineKind::Step(s) if s.insert.is_some());
    let fits = |l: &Line, part: &[Line]| part.iter().rev().find(|p| !added(p)).is_none_or(|p| p.cite.rule == l.cite.rule);
    let mut out: Vec<Vec<Line>> = Vec::new();
    for l in lines {
        match out.last_mut().filter(|part| added(l) || fits(l, part)) {
            Some(part) => part.push(l.clone()),
            None => out.push(vec![l.clone()]),
        }
    }
    out
}

fn link_text(v: &View, link: &Link) -> String {
    match link {
        Link::One(l) => line_text(v, l),
        Link::Parallel(list) => list.iter().map(|l| line_text(v, l)).collect::<Vec<_>>().join(v.pick("，同时", ", together with ")),
        Link::Either(courses) => {
            let texts: Vec<String> = courses.iter().map(|c| c.iter().map(|l| line_text(v, l)).collect::<Vec<_>>().join(" → ")).collect();
            match v.zh() {
                true => format!("【{}】", texts.join("；或 ")),
                false => format!("[{}]", texts.join("; or ")),
            }
        }
    }
}

/// A step with its own condition.
pub fn line_text(v: &View, l: &Line) -> String {
    let n = v.names();
    let text = match &l.kind {
        LineKind::Step(step) => step_text(&n, step, l.force),
        LineKind::Choice(_, Choice { main: Some(tree), .. }) => clause(v, tree),
        LineKind::Choice(act, _) => format!("{}{}", n.term(*act), n.bracket(v.pick("由谁办要看其他事实", "by whom depends on other facts"))),
        _ => super::list::line_text(v, l),
    };
    match (&l.when, v.zh()) {
        (Cond::True, _) => text,
        (when, true) => format!("（若{}）{text}", n.cond(when)),
        (when, false) => format!("(if {}) {text}", n.cond(when)),
    }
}

fn row(v: &View, number: usize, link: &Link) -> Row {
    let mark = format!("{number}.");
    match link {
        Link::One(l) => single(v, mark, l),
        Link::Parallel(list) => Row { below: list.iter().map(|l| part(v, "", l)).collect(), ..Row::of(mark, v.pick("同时：", "at the same time:"), "") },
        Link::Either(courses) => {
            let course = |c: &Vec<&Line>| Branch {
                when: String::new(),
                then: format!("{}{}", c.iter().map(|l| line_text(v, l)).collect::<Vec<_>>().join(" → "), place_of(v, c)),
                below: Vec::new(),
            };
            Row { below: courses.iter().map(course).collect(), ..Row::of(mark, v.pick("以下任一：", "either of:"), "") }
        }
    }
}

fn place_of(v: &View, lines: &[&Line]) -> String {
    v.cited(&lines.iter().map(|l| l.cite).collect::<Vec<_>>())
}

fn part(v: &View, when: &str, l: &Line) -> Branch {
    Branch { when: when.into(), then: format!("{}{}", line_text(v, l), v.cited(&[l.cite])), below: Vec::new() }
}

fn single(v: &View, mark: String, l: &Line) -> Row {
    let place = v.place(l.cite.place);
    let n = v.names();
    match &l.kind {
        LineKind::Choice(act, Choice { main: Some(tree @ Tree::Fork { .. }), .. }) => {
            Row { below: branches(v, tree), ..Row::of(mark, n.term(own_act(tree).unwrap_or(*act)), place) }
        }
        LineKind::Choice(act, Choice { main: None, elsewhere, .. }) => {
            let below = elsewhere.iter().map(|e| match &e.tree {
                Tree::Leaf(leaf) => Branch { when: n.if_cond(&e.when), then: super::leaf::leaf_text(v, leaf), below: Vec::new() },
                fork => Branch { when: n.if_cond(&e.when), then: String::new(), below: branches(v, fork) },
            });
            Row { below: below.collect(), ..Row::of(mark, n.term(*act), place) }
        }
        _ => Row::of(mark, line_text(v, l), place),
    }
}

/// The rule's own word for a 唯一 act, if all branches use the same one.
fn own_act(tree: &Tree) -> Option<TermId> {
    let mut leaves = Vec::new();
    tree.leaves(&mut leaves);
    let mut acts = leaves.iter().filter_map(|l| if let LeafKind::Actors { act, .. } = &l.kind { Some(*act) } else { None });
    let first = acts.next()?;
    acts.all(|a| a == first).then_some(first)
}

/// Neighbouring lines gathered: of one group of alternatives, or parallel by number.
fn links(lines: &[Line]) -> Vec<Link<'_>> {
    let mut out: Vec<Link> = Vec::new();
    for line in lines {
        match (out.last_mut(), group(line)) {
            (Some(Link::Either(courses)), Some(mine)) if courses.iter().flatten().next().and_then(|l| group(l)).is_some_and(|g| g.0 == mine.0 && g.1 == mine.1) => {
                match courses.last_mut().filter(|c| c.first().and_then(|l| group(l)).is_some_and(|g| g.2 == mine.2)) {
                    Some(course) => course.push(line),
                    None => courses.push(vec![line]),
                }
            }
            (_, Some(_)) => out.push(Link::Either(vec![vec![line]])),
            (Some(Link::Parallel(list)), None) if list.first().is_some_and(|l| beside(l, line)) => list.push(line),
            (Some(last @ Link::One(_)), None) => match last {
                Link::One(before) if beside(before, line) => *last = Link::Parallel(vec![before, line]),
                _ => out.push(Link::One(line)),
            },
            _ => out.push(Link::One(line)),
        }
    }
    out
}

/// Rule, group and number of an alternative.
fn group(l: &Line) -> Option<(crate::model::RuleId, u32, u32)> {
    match &l.kind {
        LineKind::Step(s) => s.alternative.first().map(|a| (l.cite.rule, a.group, a.number)),
        _ => None,
    }
}

/// Parallel: of one rule, with one number, under no condition that could exclude the other.
fn beside(a: &Line, b: &Line) -> bool {
    match (&a.kind, &b.kind) {
        (LineKind::Step(x), LineKind::Step(y)) => {
            a.cite.rule == b.cite.rule && x.seq == y.seq && x.insert.is_none() && y.insert.is_none() && (a.when == Cond::True || b.when == Cond::True || b.force.permits())
        }
        _ => false,
    }
}
