//! Proposals: a scenario for each item that none exercises, for each way through a choice that none takes, and for each side of a condition
//! that none tries.
//!
//! Each contribution is led to by a small case in which its scope and its guard follow, each combination of contributions by a path
//! of its diagram. The expected answer is what the engine answers now: an author holds it against the document before it becomes a
//! scenario. What is proposed was written, read again and run: it holds, and it exercises what it was made for.

mod candidates;
mod norms;
mod paths;
mod sides;

pub use sides::SideOf;

use super::coverage::{Coverage, exercised};
use super::scenario::{Engine, Run, Seen, run};
use crate::base::FileId;
use crate::calendar::Date;
use crate::decision::Compiled;
use crate::model::*;
use crate::syntax::{ast, parse_file};
use std::collections::BTreeSet;

/// Text read here lies in no loaded file.
const NOWHERE: FileId = FileId(u16::MAX);

/// An item of a statement.
pub type Target = (RuleId, u32);

/// Which items an expectation shall mention, where it cannot say the whole answer.
pub type Focus<'a> = dyn Fn(RuleId, u32) -> bool + 'a;
/// An answer as an expectation.
pub type Expecting<'a> = dyn Fn(&Model, &Seen, &Focus) -> Option<String> + 'a;
/// The answers where an atom holds and where it fails as one expectation; none if they read the same.
pub type Either<'a> = dyn Fn(&Model, AtomId, &Seen, &Seen, &Focus) -> Option<String> + 'a;

/// How questions and answers are written, and who answers.
pub struct Author<'a> {
    pub on: Date,
    pub engine: &'a Engine<'a>,
    /// A question as the language writes it.
    pub question: &'a dyn Fn(&Model, &Question) -> Option<String>,
    pub expectation: &'a Expecting<'a>,
    pub either: &'a Either<'a>,
}

/// The condition that a scenario tries, and which way; none: both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tried {
    pub atom: AtomId,
    pub way: Option<bool>,
}

/// A scenario to compare with the document.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What it was made for.
    pub target: Target,
    /// Of a proposal for a side of a condition.
    pub tried: Option<Tried>,
    /// With the condition the other way the scenario would fail.
    pub tells: bool,
    /// Of its expectation.
    length: usize,
    pub scenario: ast::Scenario,
    /// The question, and what the engine answers now.
    pub seen: Seen,
    /// Every question that running it asks.
    pub runs: Vec<Seen>,
    /// The items that it exercises and nothing before it did.
    pub covers: Vec<Target>,
}

/// What was found for the items that no scenario exercises.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    pub list: Vec<Proposal>,
    /// No case was found whose answer could be written and rests on the item.
    pub without: Vec<Target>,
    /// The same of a side of a condition: nothing rules it out, but no case that tries it could be written.
    pub untried: Vec<SideOf>,
}

/// Proposes what `seen` leaves out.
pub fn generate(model: &Model, seen: &[&Seen], author: &Author) -> Proposals {
    let mut maker = Maker { model, compiled: Compiled::new(model), author, covered: BTreeSet::new() };
    for one in seen {
        maker.covered.extend(exercised(model, &one.answer));
    }
    let mut out = Proposals::default();
    for (rule, id) in model.rules.iter().zip(0u32..).filter(|(r, _)| r.kind != RuleKind::Declares) {
        for at in (0u32..).take(rule.items.len()) {
            let target = (RuleId(id), at);
            if maker.covered.contains(&target) {
                continue;
            }
            match maker.item(target) {
                Some(p) => out.list.push(p),
                None => out.without.push(target),
            }
        }
    }
    let all: Vec<Seen> = seen.iter().map(|s| (*s).clone()).chain(out.list.iter().map(|p| p.seen.clone())).collect();
    out.list.extend(maker.paths(all));
    let mut done = Coverage::none(model);
    seen.iter().copied().chain(out.list.iter().flat_map(|p| &p.runs)).for_each(|s| done.add(model, s));
    let (sides, untried) = maker.sides(done);
    out.list.extend(sides);
    out.untried = untried;
    out
}

struct Maker<'m> {
    model: &'m Model,
    compiled: Compiled<'m>,
    author: &'m Author<'m>,
    covered: BTreeSet<Target>,
}

impl Maker<'_> {
    /// The first definite candidate, else the first that can be written.
    fn item(&mut self, target: Target) -> Option<Proposal> {
        let mut spare: Option<Proposal> = None;
        for question in self.candidates(target) {
            let rests = |a: &Answer, m: &Model| exercised(m, a).contains(&target);
            let Some(found) = self.proposal(target, &question, &rests) else { continue };
            // 不得，…除外 and 须经 are whole answers too
            let whole = matches!(&found.seen.answer.body, Body::May(m) if m.verdict != Verdict::Silent);
            if found.seen.answer.status == Status::Definite || whole {
                spare = Some(found);
                break;
            }
            spare = spare.or(Some(found));
        }
        let found = spare?;
        self.covered.extend(found.covers.iter().copied());
        Some(found)
    }

    /// A scenario run on its own: no word that another one's expectation brings along helps it.
    fn ran(&self, scenario: &ast::Scenario) -> Run {
        run(&mut self.model.clone(), scenario, self.author.on, self.author.engine)
    }

    /// The question written, read again, answered, and the whole run as a scenario.
    fn proposal(&mut self, target: Target, question: &Question, rests: &dyn Fn(&Answer, &Model) -> bool) -> Option<Proposal> {
        let (text, question, answer) = self.read_back(question)?;
        if !rests(&answer, self.model) {
            return None;
        }
        let covers: Vec<Target> = exercised(self.model, &answer).into_iter().filter(|t| !self.covered.contains(t)).collect::<BTreeSet<_>>().into_iter().collect();
        let seen = Seen { question, answer };
        let wanted = |rule: RuleId, item: u32| (rule, item) == target || covers.contains(&(rule, item));
        let expected = (self.author.expectation)(self.model, &seen, &wanted)?;
        let scenario = written(&format!("案例 “？” 问 {text}；答 {expected}。"))?;
        let run = self.ran(&scenario);
        let holds = run.failure.is_none() && run.errors.is_empty() && run.seen.first().is_some_and(|s| rests(&s.answer, self.model));
        holds.then_some(Proposal { target, tried: None, tells: true, length: expected.chars().count(), scenario, seen, runs: run.seen, covers })
    }
}

/// One scenario, its case in a `设` of its own where the question asks about it as a whole.
fn written(text: &str) -> Option<ast::Scenario> {
    let parsed = parse_file(NOWHERE, text);
    let [ast::TopItem::Statement(ast::Statement { body: ast::Body::Scenario(s), .. })] = parsed.value.items.as_slice() else { return None };
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut out = (**s).clone();
    use ast::QuestionKind as Ask;
    let apart = match &out.question.kind {
        Ask::Who(_) => out.question.cases.first().is_some_and(|c| !c.items.is_empty()),
        Ask::Procedure | Ask::When(_) | Ask::May(None) | Ask::Check | Ask::Limit(_) | Ask::Handle => true,
        _ => false,
    };
    if apart {
        out.given = std::mem::take(&mut out.question.cases);
    }
    Some(out)
}
