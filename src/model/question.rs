//! A question with its words typed and its facts read.

use super::facts::Facts;
use super::policy::Place;
use super::record::FieldId;
use super::rule::{Object, SlotKind};
use super::term::TermId;
use crate::base::Str;
use crate::calendar::Date;

#[derive(Clone, Debug)]
pub struct Question {
    pub kind: QuestionKind,
    /// The case asked about; about no record if the question names none.
    pub facts: Facts,
    /// Further records given beside it.
    pub others: Vec<Facts>,
    /// The day as of which the question is asked.
    pub on: Date,
}

#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// `谁 签发`, `谁 负责 日常工作`: the act, and what it is done to, if that is no record
    Who(TermId, Option<TermId>),
    /// `谁 主持 常务会议`
    WhoSlot(TermId, SlotKind),
    /// `谁 代理 县长`
    StandIn(TermId),
    Procedure,
    /// `何会 审议 预算安排`
    WhichMeeting(Option<TermId>, Vec<TermId>),
    /// `何时 印发`: the date fields that record this act, of the asked record first
    When(TermId, Vec<FieldId>),
    May(Option<AskedActor>),
    /// `可否 办公室主任 主持 专题会议`
    MayDo(AskedActor, TermId, Option<Object>),
    Check,
    /// `限额 字数`
    Limit(FieldId),
    Meeting(TermId),
    Duties(TermId),
    Handle,
    /// `适用 直属事业单位`: the name, and the term it is, if it is one
    Applies(Option<(Str, Option<TermId>)>, Option<Date>),
    Article(Place),
    Why,
    WhyNot(TermId),
}

/// `办公室副主任（受 县长 委托）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedActor {
    pub who: TermId,
    /// By whom; none: nothing said about it.
    pub entrusted: Option<TermId>,
}
