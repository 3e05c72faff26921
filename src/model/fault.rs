//! What a deep check looks for, what a policy allows of it, and which of its questions it holds complete.

use super::cond::Cond;
use super::policy::Place;
use super::question::QuestionKind;
use super::record::RecordId;
use super::rule::RuleId;
use crate::base::{Span, Str};

/// A fault of a policy as a whole; `analysis::deep` defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    Conflict,
    DoubleBind,
    Gap,
    DeadRule,
    DeadException,
    Redundant,
    Hole,
    Order,
    StandInLoop,
    Uncovered,
    Deadline,
}

impl Fault {
    pub const ALL: [Fault; 11] = [
        Fault::Conflict,
        Fault::DoubleBind,
        Fault::Gap,
        Fault::DeadRule,
        Fault::DeadException,
        Fault::Redundant,
        Fault::Hole,
        Fault::Order,
        Fault::StandInLoop,
        Fault::Uncovered,
        Fault::Deadline,
    ];

    /// `D01`
    pub fn code(self) -> &'static str {
        match self {
            Fault::Conflict => "D01",
            Fault::DoubleBind => "D02",
            Fault::Gap => "D03",
            Fault::DeadRule => "D04",
            Fault::DeadException => "D05",
            Fault::Redundant => "D06",
            Fault::Hole => "D07",
            Fault::Order => "D08",
            Fault::StandInLoop => "D09",
            Fault::Uncovered => "D10",
            Fault::Deadline => "D11",
        }
    }

    pub fn of_code(code: &str) -> Option<Fault> {
        Fault::ALL.into_iter().find(|f| f.code().eq_ignore_ascii_case(code))
    }
}

/// `容许 D01 第二十九条、甲：“原文两处并存”。`
#[derive(Clone, Debug)]
pub struct Allow {
    pub fault: Fault,
    pub spots: Vec<Spot>,
    pub reason: Str,
    pub span: Span,
}

/// Where an allowed fault lies: a place and all it holds, or one labelled rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    Place(Place),
    Rule(RuleId),
}

/// `完备 谁 签发 公文（名义：县政府）。`: every case within the pattern has an answer.
#[derive(Clone, Debug)]
pub struct Complete {
    pub kind: QuestionKind,
    pub record: RecordId,
    pub within: Cond,
    pub place: Place,
    pub span: Span,
}
