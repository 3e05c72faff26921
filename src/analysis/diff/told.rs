//! What an answer says of the thing asked, line by line, in words that both sides share, so that two answers can be compared.

use super::words::{Words, frequency};
use crate::base::Force;
use crate::model::*;

/// One line of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub who: Vec<String>,
    pub number: String,
    /// The class of the force, and whether it forbids.
    pub force: String,
    pub manner: String,
    /// The parts of the condition.
    pub when: Vec<String>,
}

/// The lines of an answer with the contributions that carry them.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub lines: Vec<Line>,
    pub cites: Vec<Cite>,
    /// Lines of rules that other facts would bring in, which the answer only names by place.
    pub beside: Vec<Line>,
}

impl Told {
    /// True of answers that say the same; their places are not compared.
    pub fn same(&self, other: &Told) -> bool {
        self.beyond(other).is_empty() && other.beyond(self).is_empty()
    }

    /// The lines that the other answer does not have. One that holds only under a condition is had by an answer that names its like by place.
    pub fn beyond<'a>(&'a self, other: &Told) -> Vec<&'a Line> {
        let named = |l: &Line| !l.when.is_empty() && other.beside.iter().any(|b| b.who == l.who && b.force == l.force && b.manner == l.manner);
        let mut out: Vec<&Line> = self.lines.iter().filter(|l| !other.lines.contains(l) && !named(l)).collect();
        out.sort();
        out.dedup();
        out
    }

    fn add(&mut self, line: Line, cite: Cite) {
        self.lines.push(line);
        if !self.cites.contains(&cite) {
            self.cites.push(cite);
        }
    }
}

/// Reads an answer; `about` says which contributions of a long list belong to the thing asked.
pub(super) fn told(w: Words, q: &Question, answer: &Answer, about: &dyn Fn(&Cite) -> bool) -> Told {
    let mut out = Told::default();
    match &answer.body {
        Body::Choice(c) => choice(w, c, &Cond::True, &mut out),
        Body::Collection(c) => {
            c.lines.iter().for_each(|l| line(w, l, &Cond::True, about, &mut out));
            for (_, when, lines) in &c.elsewhere {
                lines.iter().for_each(|l| line(w, l, when, about, &mut out));
            }
            out.beside = beside(w, q, &c.untouched, about);
        }
        Body::May(m) => m.lines.iter().filter(|l| about(&l.cite)).for_each(|l| out.add(may(w, q, l), l.cite)),
        Body::Meeting(p) => p.lines.iter().filter(|(c, _)| about(c)).for_each(|(cite, when)| out.add(item(w, *cite, when), *cite)),
        Body::Article(p) => {
            for (rule, n) in p.rules.iter().flat_map(|r| (0..w.model.rule(*r).map_or(0, |r| r.items.len() as u32)).map(move |n| (*r, n))) {
                let place = w.model.rule(rule).map(|r| r.place).unwrap_or_default();
                let cite = Cite { rule, item: n, place };
                if about(&cite) {
                    out.add(item(w, cite, &Cond::True), cite);
                }
            }
        }
        Body::Applies(s) => out.lines.extend((s.holds == Some(true)).then(Line::default)),
        Body::Check(_) | Body::Handle(_) => {}
    }
    out
}

/// The steps and norms of the asked record at these places.
fn beside(w: Words, q: &Question, places: &[Place], about: &dyn Fn(&Cite) -> bool) -> Vec<Line> {
    let here = w.model.rules.iter().filter(|r| r.record == q.facts.record && places.contains(&r.place));
    let all = here.flat_map(|r| {
        let rule = w.model.id_of(r);
        r.items.iter().zip(0u32..).map(move |(i, item)| Cite { rule, item, place: i.place })
    });
    all.filter(about).map(|cite| item(w, cite, &Cond::True)).collect()
}

fn force(f: Force) -> String {
    format!("{:?}{}", f.class(), if f.forbids() { "非" } else { "" })
}

fn choice(w: Words, c: &Choice, when: &Cond, out: &mut Told) {
    if let Some(tree) = &c.main {
        leaves(w, tree, when.clone(), out);
    }
    for e in &c.elsewhere {
        leaves(w, &e.tree, Cond::all([when.clone(), e.when.clone()]), out);
    }
}

fn leaves(w: Words, tree: &Tree, when: Cond, out: &mut Told) {
    match tree {
        Tree::Leaf(leaf) => {
            out.lines.extend(leaf_lines(w, leaf, &when));
            out.cites.extend(leaf.cites.iter().filter(|c| !out.cites.contains(c)).copied().collect::<Vec<_>>());
        }
        Tree::Fork { atom, yes, no } => {
            let lit = Cond::Lit { atom: *atom, positive: true };
            leaves(w, yes, Cond::all([when.clone(), lit.clone()]), out);
            leaves(w, no, Cond::all([when, lit.complement()]), out);
        }
    }
}

/// The lines of a leaf; silence has none, a hole and a length without a number each have one.
pub(super) fn leaf_lines(w: Words, leaf: &Leaf, when: &Cond) -> Vec<Line> {
    let one = |line: Line| vec![Line { when: w.parts(when), force: force(leaf.force), ..line }];
    match &leaf.kind {
        LeafKind::Actors { act, actors } => one(Line { who: w.actors(actors), manner: w.term(*act), ..Line::default() }),
        LeafKind::Due(list) => list.iter().map(|d| due(w, d, when)).collect(),
        LeafKind::Quantity { relation, number, unit, .. } => one(Line { number: format!("{}{number}{}", relation.sign(), unit.as_deref().unwrap_or("")), ..Line::default() }),
        LeafKind::Range { least, most, unit, .. } => one(Line { number: format!("{least}-{most}{}", unit.as_deref().unwrap_or("")), ..Line::default() }),
        LeafKind::StandIn { actors, power } => one(Line { who: w.actors(actors), manner: power.map(|p| w.term(p)).unwrap_or_default(), ..Line::default() }),
        LeafKind::Quorum { quorum, .. } => one(Line { number: quorum_text(w, quorum), ..Line::default() }),
        LeafKind::Silent(Silence::OpenActor) => one(Line { who: vec!["未明确".into()], ..Line::default() }),
        LeafKind::Silent(Silence::Exempt) => one(Line { manner: "除外".into(), ..Line::default() }),
        LeafKind::Silent(_) => Vec::new(),
        LeafKind::Conflict(sides) => sides.iter().flat_map(|l| leaf_lines(w, l, when)).map(|l| Line { manner: format!("冲突{}", l.manner), ..l }).collect(),
    }
}

fn due(w: Words, d: &DueLeaf, when: &Cond) -> Line {
    let (number, from) = w.limit(&d.limit);
    let silence = d.limit.silence.map(|t| w.term(t)).unwrap_or_default();
    Line { number, manner: format!("{from}{silence}"), force: force(d.force), when: w.parts(when), ..Line::default() }
}

fn quorum_text(w: Words, q: &Quorum) -> String {
    format!("{}{}/{}{}", if q.strict { ">" } else { "≥" }, q.numerator, q.denominator, q.of.map(|t| w.term(t)).unwrap_or_default())
}

fn line(w: Words, l: &crate::model::Line, beside: &Cond, about: &dyn Fn(&Cite) -> bool, out: &mut Told) {
    if !about(&l.cite) {
        return;
    }
    let when = Cond::all([beside.clone(), l.when.clone()]);
    let own = Line { force: force(l.force), when: w.parts(&when), ..Line::default() };
    let said = match &l.kind {
        LineKind::Choice(_, c) => return choice(w, c, &when, out),
        LineKind::Step(s) => step(w, s, own),
        LineKind::Slot { actors, .. } => Line { who: w.actors(actors), ..own },
        LineKind::Frequency { bound, .. } => Line { number: bound.as_ref().map(frequency).unwrap_or_default(), ..own },
        LineKind::Due(d) => due(w, d, &when),
        LineKind::Meeting { residual: true, .. } => return,
        LineKind::Meeting { meeting, verb, .. } => Line { who: vec![w.term(*meeting)], manner: w.term(*verb), ..own },
        LineKind::Norm => item(w, l.cite, &beyond_bearer(w.model, l.cite, &when)),
    };
    out.add(said, l.cite);
}

/// The condition without what the bearers of the norm already say.
fn beyond_bearer(model: &Model, cite: Cite, when: &Cond) -> Cond {
    let bound = model.rule(cite.rule).filter(|r| !r.bearers.is_empty());
    let field = bound.and_then(|r| model.record(r.record?)).and_then(|r| r.responsible);
    let says = |c: &Cond| {
        let atoms = model.reads(c);
        !atoms.is_empty() && atoms.iter().all(|a| model.atom(*a).is_some_and(|a| Some(a.field) == field))
    };
    match when {
        Cond::All(list) => Cond::all(list.iter().filter(|c| !says(c)).cloned()),
        c if says(c) => Cond::True,
        c => c.clone(),
    }
}

fn step(w: Words, s: &Step, own: Line) -> Line {
    let (number, from) = s.timing.as_ref().map(|t| w.timing(t)).unwrap_or_default();
    let mut who = w.actors(&s.actors);
    if !s.jointly.is_empty() {
        // `甲 会签（会同 乙）` is `甲 和 乙 会签`
        who.retain(|name| name != "和");
        who.extend(s.jointly.iter().map(|t| w.term(*t)));
        who.sort();
        who.push("和".into());
    }
    Line { who, number, manner: manner(w, &s.towards, &[], &from), ..own }
}

fn manner(w: Words, towards: &[TermId], jointly: &[TermId], from: &str) -> String {
    let word = |name: &str, list: &[TermId]| if list.is_empty() { String::new() } else { format!("{name}{}", w.terms(list)) };
    format!("{}{}{from}", word("向", towards), word("会同", jointly))
}

/// A contribution as it stands in its rule.
fn item(w: Words, cite: Cite, when: &Cond) -> Line {
    let Some((rule, item)) = w.model.rule(cite.rule).and_then(|r| Some((r, r.items.get(cite.item as usize)?))) else { return Line::default() };
    let own = Line { force: force(item.force), when: w.parts(when), ..Line::default() };
    match &item.content {
        Content::Norm(n) => norm(w, rule, n, own),
        Content::Step(s) => step(w, s, own),
        Content::Frequency(f) => Line { number: f.bound.as_ref().map(frequency).unwrap_or_default(), ..own },
        Content::Quorum(q) => Line { number: quorum_text(w, q), ..own },
        Content::Breach { consequences, by, .. } => Line { who: by.iter().map(|t| w.term(*t)).collect(), manner: w.terms(consequences), ..own },
        Content::Duty(d) => Line { who: rule.meeting.iter().map(|m| w.term(*m)).collect(), manner: w.term(d.verb), ..own },
        Content::Slot(s) => Line { who: w.actors(&s.actors), ..own },
        Content::Limit(l) => {
            let (number, manner) = w.limit(l);
            Line { number, manner, ..own }
        }
        Content::StandIn(_) | Content::Declares => own,
    }
}

fn norm(w: Words, rule: &Rule, n: &Norm, own: Line) -> Line {
    let (number, from) = n.timing.as_ref().map(|t| w.timing(t)).unwrap_or_default();
    let mut who: Vec<String> =
        rule.bearers.iter().map(|b| format!("{}{}", w.term(b.term), b.entrusted.as_ref().map_or_else(String::new, |(by, _)| format!("（受{}）", w.term(*by))))).collect();
    who.sort();
    let mut except: Vec<String> = n.except.iter().map(|c| w.cond(c)).chain(n.approval.as_ref().map(|a| a.word.to_string())).collect();
    let number = match &n.what {
        What::Compare { relation, number, unit, .. } => format!("{}{number}{}", relation.sign(), unit.as_deref().unwrap_or("")),
        _ => number,
    };
    except.sort();
    let mut when = own.when;
    when.extend(except.into_iter().map(|e| format!("除{e}")));
    Line { who, number, manner: manner(w, &n.towards, &n.jointly, &from), when, force: own.force }
}

/// The verdict of a norm, or of what gives the act to others; a condition that only says the asked object again is none.
fn may(w: Words, q: &Question, l: &MayLine) -> Line {
    let object = if let QuestionKind::MayDo(_, _, Some(Object::Term(t))) = &q.kind { Some(*t) } else { None };
    let names = |c: &Cond| matches!(c, Cond::Lit { atom, positive: true } if w.model.atom(*atom).is_some_and(|a| matches!(&a.test, Test::In { list, .. } if list.iter().any(|t| Some(*t) == object))));
    let when = match &l.when {
        Cond::All(list) => Cond::all(list.iter().filter(|c| !names(c)).cloned()),
        c if names(c) => Cond::True,
        c => c.clone(),
    };
    let mut out = item(w, l.cite, &when);
    out.who = Vec::new();
    out.manner = format!("{:?}", l.verdict);
    out
}
