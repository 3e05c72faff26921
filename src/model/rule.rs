//! Rules: each statement of a policy as contributions to answers.

use super::cond::Cond;
use super::policy::{Model, Place};
use super::record::{FieldId, RecordId};
use super::term::TermId;
use crate::base::{Force, Relation, Span, Str};
use crate::calendar::{Direction, Every, Length};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    Procedure,
    Deadline,
    Norm,
    StandIn,
    Meeting,
    Breach,
    Declares,
}

/// A statement: whom and what it is about, and what it contributes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub kind: RuleKind,
    pub label: Option<Str>,
    pub place: Place,
    pub span: Span,
    pub record: Option<RecordId>,
    /// The pattern and the bearer.
    pub scope: Cond,
    pub bearers: Vec<Bearer>,
    /// The meeting that a meeting statement describes.
    pub meeting: Option<TermId>,
    /// `其余 公文（…）`
    pub other: bool,
    /// Names a course of its own, not only additions.
    pub whole: bool,
    pub replaces: Vec<Replace>,
    pub items: Vec<Item>,
}

/// `取代 乙 的 签发`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replace {
    pub rules: Vec<RuleId>,
    pub act: Option<TermId>,
}

/// `副县长（受 县长 委托）`, `内设机构（非 部门办公室）`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bearer {
    pub term: TermId,
    pub except: Vec<TermId>,
    pub entrusted: Option<(TermId, Str)>,
}

/// One contribution: what holds where the rule's scope and its own guard hold.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    pub guard: Cond,
    pub force: Force,
    pub place: Place,
    pub content: Content,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content {
    Step(Step),
    Limit(Limit),
    Norm(Norm),
    StandIn(StandIn),
    Slot(MeetingSlot),
    Duty(Duty),
    Frequency(Frequency),
    Quorum(Quorum),
    /// `书面检查 或 通报批评（由 县政府 责成）` for a breach of these places
    Breach {
        places: Vec<Place>,
        consequences: Vec<TermId>,
        by: Option<TermId>,
    },
    Declares,
}

/// `县长 或 副县长 签发（一般）`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    pub act: TermId,
    pub object: Option<Str>,
    pub actors: ActorSet,
    /// Steps of one rule follow each other by rising number; equal numbers are parallel.
    pub seq: u32,
    /// Of alternative courses, which one.
    pub alternative: Vec<Alternative>,
    pub insert: Option<Insert>,
    pub jointly: Vec<TermId>,
    pub towards: Vec<TermId>,
    pub timing: Option<Timing>,
    pub judge: Option<Str>,
}

/// One of several ways: `【甲；或 乙】`, `…；或 …`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alternative {
    pub group: u32,
    pub number: u32,
}

/// `在 签发 前`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Insert {
    pub act: TermId,
    pub before: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ActorSet {
    /// `或` between them.
    pub any: bool,
    pub etc: bool,
    pub list: Vec<Actor>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Actor {
    pub who: Who,
    /// `办公室主任 以上`
    pub above: bool,
    pub entrusted: Option<(TermId, Str)>,
    /// In the course where this one must have agreed: `县长 同意 → 分管副县长 签发`
    pub consent: Option<(TermId, TermId)>,
    pub guard: Cond,
    pub limit: Vec<TermId>,
    pub force: Option<Force>,
}

impl Actor {
    /// Whether somebody is meant: is it, lies below it, or ranks above it where it says 以上.
    pub fn includes(&self, model: &Model, who: TermId) -> bool {
        let Who::Term(term) = self.who else { return false };
        let above = || matches!((model.rank(who), model.rank(term)), (Some(a), Some(b)) if a <= b);
        model.terms.is_a(who, term) || (self.above && above())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A role, an organ or a meeting.
    Term(TermId),
    /// `会议 的 主持`
    Slot(TermId, SlotKind),
    /// `未明确`
    Open,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Limit {
    pub field: FieldId,
    pub value: LimitValue,
    pub silence: Option<TermId>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LimitValue {
    Formula(Formula),
    /// A 时限 or date field of the case; with the anchor that a length in it counts from.
    Field(FieldId, Option<FieldId>, Direction),
}

/// `会议结束日期 后 5 个工作日 内`
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Formula {
    Length {
        anchor: FieldId,
        direction: Direction,
        length: Length,
    },
    /// `每月 5 日 前`
    Monthly {
        every: Every,
        day: i64,
    },
    Vague(VagueLength, Option<FieldId>, Direction),
}

/// A length without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VagueLength {
    Prompt,
    AtOnce,
    Regular,
    BeforeMeeting,
    InAdvance,
    OnTime,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Timing {
    Formula(Formula),
    Frequency(FrequencyBound),
}

/// `每月 1至2 次`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FrequencyBound {
    pub every: Every,
    /// Least and most, where they are bounds.
    pub least: Option<i64>,
    pub most: Option<i64>,
    /// The text says 至少.
    pub at_least: bool,
}

/// `部门 未经 批准 不得 越级行文`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Norm {
    /// none: a plain statement
    pub modal: Option<Force>,
    pub what: What,
    pub approval: Option<Approval>,
    pub except: Vec<Cond>,
    pub timing: Option<Timing>,
    pub towards: Vec<TermId>,
    pub jointly: Vec<TermId>,
    pub entrusted: Option<(TermId, Str)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A yes/no fact, or a comparison: the thing forbidden or required.
    Fact(Cond),
    /// `字数 ≤ 5000 字`: also a limit one can ask for.
    Compare { field: FieldId, relation: Relation, number: i64, unit: Option<Str>, cond: Cond },
    /// `盘点 重点工作`
    Act { act: TermId, objects: Vec<Object> },
    /// `“公开办理结果”`: listed, never checked
    Phrase(Str),
}

/// What an act is done to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Object {
    Term(TermId),
    Record(RecordId, Cond),
    Phrase(Str),
}

/// `未经 县政府 授权`: the fact that lifts the ban, who gives it, in which word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Approval {
    pub field: FieldId,
    pub by: Option<TermId>,
    pub word: Str,
}

/// `其次 副县长（受 县长 委托）`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StandIn {
    pub role: TermId,
    pub reasons: Vec<TermId>,
    pub rank: u32,
    pub actors: ActorSet,
    pub power: Option<TermId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    Members,
    Attending,
    Invited,
    Participants,
    Convener,
    Chair,
    Organiser,
    /// Any other verb of the 行为 taxonomy.
    Other(TermId),
}

/// `主持：县长 或 常务副县长（受 县长 委托）`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct MeetingSlot {
    pub kind: SlotKind,
    pub actors: ActorSet,
}

/// `（五）决定 重大项目、重要合同 等`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Duty {
    pub verb: TermId,
    pub matters: Vec<Object>,
    pub etc: bool,
    pub timing: Option<Timing>,
}

/// `每半月 1 次（一般）`, `随时`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Frequency {
    /// None: 随时.
    pub bound: Option<FrequencyBound>,
}

/// `组成人员 的 三分之二 以上`; strict: more than, not at least.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Quorum {
    pub of: Option<TermId>,
    pub numerator: u32,
    pub denominator: u32,
    pub strict: bool,
}
