//! What is wrong with a policy as a whole, each finding with a case that shows it.
//!
//! A case is possible if it breaks no 限定. A contribution (an item of a rule) *applies* in a case where the rule's scope and the
//! item's own condition hold and no exception of it does; it is *defeated* where another one of the same choice takes its place
//! (取代, 其余, special over general).
//!
//! | code | fault | found where |
//! |---|---|---|
//! | D01 | conflict | in some case two rules name different people for one 唯一 act, or for one absence, and neither defeats the other; two slots have different people chair one meeting |
//! | D02 | double bind | two binding or stated norms apply together, each can be kept, and keeping one breaks the other; or no case in which a requirement applies can keep it; or one statement has somebody do an act that another one bans; or a meeting is to be held more often a year than it may be, or its quorum is more than all |
//! | D03 | gap | the file says `完备 …`, and a case within the pattern has no answer: no rule, or only 未明确 or a length without a figure |
//! | D04 | dead rule | no possible case fulfils its scope and condition; or it is a step of a 唯一 act that is defeated in every case in which it applies |
//! | D05 | dead exception | no case in which the norm applies fulfils its 除外 or its approval; or none of those that do would break the norm |
//! | D06 | redundant rule | another rule applies wherever it does, says the same with the same force, and defeats whatever it defeats |
//! | D07 | hole in a chain | a reachable step (or stand-in, or slot of a meeting) with nobody to do it: 未明确, a recorded host outside those who may act, a relative role that is 无 |
//! | D08 | broken order | `加 … 在 X 前` where no case has a step X; two rules that apply together and put two steps in opposite order |
//! | D09 | stand-in loop | two roles that stand in for each other for a common reason, and with both away nobody acts |
//! | D10 | uncovered absence | a role for which 代理 is written and a reason listed for another role, with nobody to act; a highest role that acts and for which no 代理 is written; a sole stand-in who is away for a listed reason too; a stand-in under a condition on a fact, where it fails |
//! | D11 | impossible deadline | a length of 0; limits on dates, and norms among dates, that together ask a day to lie before itself; of two steps in order the latter due first |
//!
//! Who is entrusted and what has been done are left open, and who is away is looked at for stand-ins alone.
//!
//! What the compiled choices and [`Facts::possible`](crate::model::Facts::possible) propose is put to the engine passed in: a case
//! that does not show the fault there is no finding. What is left out is said in [`Deep::skipped`].

mod act;
mod allow;
mod bind;
mod chain;
mod choice;
mod cx;
mod dead;
mod due;
mod gap;
mod meet;
mod meeting;
mod order;
mod same;
mod standin;

use super::scenario::Engine;
use crate::base::{Diagnostic, Span, Str};
use crate::calendar::Date;
use crate::model::{Answer, Cond, Fault, FieldId, Model, Place, Question, QuestionKind, RecordId, RuleId, RuleKind, SlotKind, TermId, What};
use crate::syntax::ast;
use cx::Cx;
pub use meet::Meet;

/// One fault of a policy.
#[derive(Clone, Debug)]
pub struct Finding {
    pub fault: Fault,
    pub detail: Detail,
    /// The statements concerned, the one to look at first.
    pub spots: Vec<At>,
    /// Cases that show it, with what the engine answers; none where the fault is that no case exists.
    pub witnesses: Vec<Witness>,
    /// Of two statements that disagree, where they meet.
    pub meet: Option<Meet>,
    /// The reason for which the file allows it.
    pub allowed: Option<Str>,
}

/// A statement, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    pub rule: Option<RuleId>,
    /// Of the rule's items, which one; none: the whole statement.
    pub item: Option<u32>,
    pub place: Place,
    pub span: Span,
}

/// A question, and the engine's answer to it.
#[derive(Clone, Debug)]
pub struct Witness {
    pub question: Question,
    pub answer: Answer,
}

/// Which form of a fault it is.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// The fault's own name says it all.
    Plain,
    /// D01: different people stand in for this role.
    StandIns(TermId),
    /// D01: this meeting is chaired by different people.
    Chairs(TermId),
    /// D02: one norm alone.
    Unkeepable,
    /// D02: so many times a year at least, and fewer at most.
    Often { least: i64 },
    /// D03: of the model's 完备 statements, which one.
    Complete(usize),
    /// D04: no case fulfils it.
    Impossible,
    /// D04: defeated wherever it applies.
    Defeated,
    /// D05: never fulfilled.
    Never(Cond),
    /// D05: lifts nothing.
    Idle(Cond),
    /// D07: 未明确.
    Unstated(TermId),
    /// D07: 未明确 who stands in.
    NoStandIn(TermId),
    /// D07: 未明确 in a slot of a meeting.
    Seat(TermId, SlotKind),
    /// D07: somebody else is recorded for this role.
    Held { act: TermId, role: TermId, by: TermId },
    /// D07: this relative role may be 无.
    Nobody { act: TermId, role: TermId },
    /// D08: nothing does this act where a step is to be added.
    NoPoint { added: TermId, point: TermId },
    /// D08: two acts in opposite orders.
    Opposite(TermId, TermId),
    /// D09
    Loop(TermId, TermId),
    /// D10: who is away, for which reason, and who else is.
    Absent { role: TermId, reason: Option<TermId>, and: Option<TermId> },
    /// D10: a stand-in who acts under a condition, and nobody where it fails.
    Unless { role: TermId, cond: Cond },
    /// D11: a length of 0.
    Zero(FieldId),
    /// D11: each date is limited by the next, the last by the first.
    Circle(Vec<FieldId>),
    /// D11: of two steps in order, the former may be done after the latter is due.
    Late(TermId, TermId),
}

/// What was not looked at.
#[derive(Clone, Debug)]
pub enum Skipped {
    /// A choice of more cases than the node cap takes.
    TooMany(QuestionKind, RecordId),
    /// A fault whose case cannot be written.
    Unwritable(Fault, Vec<At>),
    /// Norms whose content is a quoted phrase.
    Phrases(usize),
    /// Duties of meetings, and who is in their slots, apart from who chairs.
    Meetings(usize),
    /// What a recorded 经过 may look like.
    Trails,
}

/// Everything found in one policy.
#[derive(Clone, Debug, Default)]
pub struct Deep {
    /// By code, then by place; the allowed ones too.
    pub findings: Vec<Finding>,
    pub skipped: Vec<Skipped>,
    /// 容许 statements that allow nothing.
    pub unused: Vec<Diagnostic>,
}

impl Deep {
    /// The findings that the file does not allow.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.allowed.is_none())
    }

    pub fn allowed(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| f.allowed.is_some())
    }
}

/// Names what no search looks at.
fn left_out(cx: &mut Cx) {
    let count = |n: usize, of: fn(usize) -> Skipped| (n > 0).then(|| of(n));
    let phrases = cx.parts().iter().filter(|p| p.norm().is_some_and(|n| matches!(n.what, What::Phrase(_)))).count();
    let meetings = cx.model.rules.iter().filter(|r| r.kind == RuleKind::Meeting).count();
    let found = [count(phrases, Skipped::Phrases), count(meetings, Skipped::Meetings), Some(Skipped::Trails)];
    found.into_iter().flatten().for_each(|s| cx.skip(s));
}

/// Looks for every fault of a policy without errors; the scenarios are those of its file.
pub fn deep(model: &Model, on: Date, engine: &Engine, scenarios: &[ast::Scenario]) -> Deep {
    let mut cx = Cx::new(model, on, engine);
    choice::find(&mut cx);
    bind::find(&mut cx);
    act::find(&mut cx);
    gap::find(&mut cx);
    dead::find(&mut cx);
    same::find(&mut cx);
    chain::find(&mut cx);
    order::find(&mut cx);
    standin::find(&mut cx);
    meeting::find(&mut cx);
    due::find(&mut cx);
    left_out(&mut cx);
    let (mut findings, skipped) = cx.done();
    meet::scenarios(&cx, scenarios, &mut findings);
    findings.sort_by_cached_key(|f| (f.fault, f.spots.iter().map(|s| (s.place, s.span.start)).collect::<Vec<_>>()));
    let unused = allow::apply(model, &mut findings);
    Deep { findings, skipped, unused }
}
