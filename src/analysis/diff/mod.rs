//! What two policies answer differently.
//!
//! A difference is one question about one case that both policies were asked, and that they answer otherwise: another number, other
//! persons, another force, under another condition, or on one side only.
//!
//! ```text
//!  choices (谁 of a 唯一 act, 何时, 限额, 代理)        everything else (steps, duties, bans, meetings …)
//!    regions of A × regions of B  (`choices`)           one question a contribution, of either side  (`probes`)
//!             └──── where the leaves differ ────┐            ┌──── the case its scope needs ────┘
//!                                               ▼            ▼
//!                       the engine answers both (`two`), the answers are compared line by line (`told`),
//!                       facts that change neither are dropped, differences of the same rules are one (`merge`)
//! ```
//!
//! The regions of a choice are all cases there can be, so a difference between two choices is always found. Names of one model are
//! carried to the other by `bridge`; a fact that only one side has is left open, and its side answers with a condition.

mod bridge;
mod choices;
mod merge;
mod probes;
mod told;
mod two;
mod words;

use super::scenario::Engine;
use crate::base::Str;
use crate::calendar::Date;
use crate::model::{Answer, Cite, Model, Question};
use merge::merged;
use two::Two;

/// What is different, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Another number, or a number on one side only.
    Number,
    /// Other persons, organs or meetings.
    Person,
    Force,
    /// The same under another condition, or with another exception.
    Condition,
    /// Another act, another receiver, another day to count from.
    Manner,
    /// Only the first policy says anything.
    OnlyLeft,
    OnlyRight,
}

/// How one policy answers.
#[derive(Clone, Debug)]
pub struct Side {
    /// None: the policy lacks a word of the question.
    pub asked: Option<(Question, Answer)>,
    pub lacks: Option<Str>,
    /// The contributions that speak to the question; of differences told as one, all of theirs.
    pub cites: Vec<Cite>,
}

/// One question that two policies answer differently.
#[derive(Clone, Debug)]
pub struct Difference {
    pub kind: Kind,
    /// The first policy and the second.
    pub sides: [Side; 2],
    /// Other questions of the same articles that differ in the same point.
    pub also: Vec<Difference>,
    /// Further cases and questions in which the same contributions differ.
    pub more: usize,
}

/// An article of the first policy with the one of the second that answers the same questions.
#[derive(Clone, Debug)]
pub struct Group {
    pub articles: [Option<u32>; 2],
    pub found: Vec<Difference>,
    /// Quoted requirements that the other side does not have word for word.
    pub phrases: [Vec<Cite>; 2],
}

/// Everything two policies answer differently, in the order of the first policy's articles.
#[derive(Clone, Debug, Default)]
pub struct Differences {
    pub groups: Vec<Group>,
    /// Questions put to both.
    pub asked: usize,
    /// Choices with too many cases to be compared.
    pub skipped: usize,
}

impl Differences {
    pub fn all(&self) -> impl Iterator<Item = &Difference> {
        self.groups.iter().flat_map(|g| &g.found)
    }

    pub fn count(&self, kind: Kind) -> usize {
        self.all().filter(|d| d.kind == kind).count()
    }
}

/// Compares two policies; every difference is one that `engine` showed.
pub fn diff(left: &Model, right: &Model, on: Date, engine: &Engine) -> Differences {
    let (there, back) = (bridge::Bridge::new(left, right), bridge::Bridge::new(right, left));
    let mut two = Two::new([&there, &back], on, engine);
    choices::choices(&mut two);
    probes::probes(&mut two);
    merged(two)
}
