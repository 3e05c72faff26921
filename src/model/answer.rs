//! An answer as data; both engines produce it, every layout reads it.

use super::cond::{AtomId, Cond};
use super::policy::Place;
use super::record::FieldId;
use super::rule::{ActorSet, Formula, FrequencyBound, Limit, Quorum, RuleId, SlotKind, Step};
use super::term::TermId;
use crate::base::{Force, Relation, Str};
use crate::calendar::{Date, TraceDay};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Definite,
    Conditional,
    Silent,
    Conflict,
}

/// Which rule, and which of its items, carries a part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    pub rule: RuleId,
    pub item: u32,
    pub place: Place,
}

#[derive(Clone, Debug)]
pub struct Answer {
    pub status: Status,
    pub body: Body,
    /// Facts still open that would settle it, first to ask first.
    pub needs: Vec<Need>,
    /// Facts that were opened and made no difference.
    pub irrelevant: Vec<AtomId>,
    /// What 余否 assumed and a rule read.
    pub assumptions: Vec<FieldId>,
    /// The actors of the answer who are away.
    pub absences: Vec<Absence>,
    /// Rules that lost to another, with the winner and the principle.
    pub defeated: Vec<(RuleId, RuleId, &'static str)>,
    /// Rules about the same thing whose scope fell short, and the atom that stopped them.
    pub near: Vec<(RuleId, Option<AtomId>)>,
}

/// A fact to ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub atom: AtomId,
    pub judge: Option<Str>,
}

/// `县长缺席（出差）：由 … 代行职务（第五条）`
#[derive(Clone, Debug)]
pub struct Absence {
    pub role: TermId,
    pub reason: Option<TermId>,
    pub standin: Covered,
}

/// Who acts for somebody who is away.
#[derive(Clone, Debug)]
pub enum Covered {
    Nobody,
    /// A stand-in, or a conflict.
    By(Leaf),
    /// It hangs on facts that are not given.
    Depends,
}

#[derive(Clone, Debug)]
pub enum Body {
    Choice(Choice),
    Collection(Collection),
    Check(Check),
    May(May),
    Meeting(MeetingPage),
    Article(ArticlePage),
    Applies(Scope),
    /// `办理`: everything for a matter, section by section.
    Handle(Vec<(Section, Collection)>),
}

/// The parts of 办理, in the order in which they come up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    Consultations,
    Reviews,
    Chain,
    Meeting,
    Deadlines,
    Duties,
    Bans,
}

/// 本题 and 另有 of a question with one answer a case.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// None: no rule surely speaks.
    pub main: Option<Tree>,
    pub elsewhere: Vec<Elsewhere>,
    /// Rules that other facts would bring in.
    pub untouched: Vec<Place>,
    /// Without 本题: some completion has no rule.
    pub rest_silent: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Leaf(Leaf),
    Fork { atom: AtomId, yes: Box<Tree>, no: Box<Tree> },
}

impl Tree {
    /// A fork, unless both sides are one leaf.
    pub fn fork(atom: AtomId, yes: Tree, no: Tree) -> Tree {
        match (yes, no) {
            (Tree::Leaf(mut a), Tree::Leaf(b)) if a == b => {
                a.cite(&b);
                Tree::Leaf(a)
            }
            (yes, no) => Tree::Fork { atom, yes: Box::new(yes), no: Box::new(no) },
        }
    }

    pub fn leaves<'a>(&'a self, out: &mut Vec<&'a Leaf>) {
        match self {
            Tree::Leaf(leaf) => out.push(leaf),
            Tree::Fork { yes, no, .. } => {
                yes.leaves(out);
                no.leaves(out);
            }
        }
    }
}

/// One line of 另有: the scope of a rule that might speak, and what would then hold.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    pub rule: RuleId,
    pub when: Cond,
    pub tree: Tree,
    /// `若同时 …`: a second rule that changes this once more.
    pub also: Vec<(RuleId, Cond, Tree)>,
}

#[derive(Clone, Debug)]
pub struct Leaf {
    pub kind: LeafKind,
    pub force: Force,
    pub cites: Vec<Cite>,
}

impl Leaf {
    /// `未规定`: silence has no force.
    pub fn silent(kind: Silence, cites: Vec<Cite>) -> Leaf {
        Leaf { kind: LeafKind::Silent(kind), force: Force::Stated, cites }
    }

    /// Limits on one date hold together: in one order, whichever rules set them, with the force of the strongest.
    pub fn due(mut list: Vec<DueLeaf>, cites: Vec<Cite>) -> Leaf {
        list.sort_by(|a, b| (&a.limit, a.force).cmp(&(&b.limit, b.force)));
        list.dedup();
        let force = list.iter().map(|d| d.force).min_by_key(|f| (f.class(), *f)).unwrap_or(Force::Stated);
        Leaf { kind: LeafKind::Due(list), force, cites }
    }

    /// Adds the places of an equal leaf, in the order of the file.
    pub fn cite(&mut self, other: &Leaf) {
        self.cites.extend(other.cites.iter().copied());
        self.cites.sort();
        self.cites.dedup();
        if let (LeafKind::Conflict(mine), LeafKind::Conflict(theirs)) = (&mut self.kind, &other.kind) {
            mine.iter_mut().zip(theirs).for_each(|(a, b)| a.cite(b));
        }
    }
}

/// Leaves are the same if answer and force are the same; places are not compared.
impl PartialEq for Leaf {
    fn eq(&self, other: &Leaf) -> bool {
        self.kind == other.kind && self.force == other.force
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum LeafKind {
    Actors {
        act: TermId,
        actors: ActorSet,
    },
    Due(Vec<DueLeaf>),
    Quantity {
        field: FieldId,
        relation: Relation,
        number: i64,
        unit: Option<Str>,
    },
    /// At least and at most.
    Range {
        field: FieldId,
        least: i64,
        most: i64,
        unit: Option<Str>,
    },
    StandIn {
        actors: ActorSet,
        power: Option<TermId>,
    },
    /// How many must come, of how many, once the members are counted.
    Quorum {
        quorum: Quorum,
        least: Option<i64>,
    },
    Silent(Silence),
    Conflict(Vec<Leaf>),
}

/// One limit on a date, with the day if it can be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct DueLeaf {
    pub limit: Limit,
    pub force: Force,
    pub value: DateValue,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DateValue {
    /// The anchor is not known.
    Open,
    /// A length without a number: there is no day.
    Vague,
    Day {
        date: Date,
        assumed: bool,
        trace: Vec<TraceDay>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    NoRule,
    /// A rule, but without a figure.
    NoFigure,
    /// A rule that leaves the actor open.
    OpenActor,
    /// A limit, and an exception from it that holds.
    Exempt,
    /// The asked date lies before every version.
    NotInForce,
}

/// Contributions, each with what is still open of its own condition.
#[derive(Clone, Debug, Default)]
pub struct Collection {
    pub lines: Vec<Line>,
    pub elsewhere: Vec<(RuleId, Cond, Vec<Line>)>,
    pub untouched: Vec<Place>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub when: Cond,
    pub kind: LineKind,
    pub force: Force,
    pub cite: Cite,
}

#[derive(Clone, Debug)]
pub enum LineKind {
    Step(Step),
    /// A 唯一 act inside a chain: the answer of its own choice.
    Choice(TermId, Choice),
    /// A norm or duty of a bearer, by its rule and item.
    Norm,
    /// A meeting competent for a matter; residual: only as "可归入", waiting for a judgement.
    /// narrower: only if the asked matter is this listed one.
    Meeting {
        meeting: TermId,
        verb: TermId,
        matter: Option<TermId>,
        residual: bool,
        narrower: bool,
    },
    Slot {
        meeting: TermId,
        slot: SlotKind,
        actors: ActorSet,
    },
    Frequency {
        meeting: TermId,
        bound: Option<FrequencyBound>,
    },
    Due(DueLeaf),
}

#[derive(Clone, Debug, Default)]
pub struct Check {
    /// Worst first.
    pub findings: Vec<Finding>,
    /// Facts of norms of whose content nothing is given.
    pub open: Vec<FieldId>,
}

/// One norm, limit, deadline, quorum or step, held against the case.
#[derive(Clone, Debug)]
pub struct Finding {
    pub verdict: Verdict,
    pub force: Force,
    pub cite: Cite,
    /// What is still unknown of it.
    pub waits: Vec<AtomId>,
    pub due: Option<DueLeaf>,
    /// A trail step that is missing or was done by another.
    pub remark: Option<(Str, Str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Breached,
    Departed,
    Undetermined,
    Met,
    Forbidden,
    ForbiddenUnless,
    NeedsApproval,
    Permitted,
    NotForbidden,
    Silent,
}

#[derive(Clone, Debug)]
pub struct May {
    pub verdict: Verdict,
    pub lines: Vec<MayLine>,
    /// `规则只写由 X`: who a stated rule names instead.
    pub others: Option<ActorSet>,
}

#[derive(Clone, Debug)]
pub struct MayLine {
    pub verdict: Verdict,
    pub when: Cond,
    pub force: Force,
    pub cite: Cite,
    /// Who has the act, where it is given to others.
    pub by: Option<ActorSet>,
    /// Only if the asker holds this relative role in the case.
    pub as_role: Option<TermId>,
}

#[derive(Clone, Debug)]
pub struct MeetingPage {
    pub meeting: TermId,
    pub lines: Vec<(Cite, Cond)>,
    pub quorum: Option<Quorum>,
}

#[derive(Clone, Debug)]
pub struct ArticlePage {
    pub place: Place,
    pub rules: Vec<RuleId>,
    pub declares: bool,
    /// Rules of 违反 that name this place.
    pub consequences: Vec<RuleId>,
}

/// The head of the policy, or whether it binds somebody or holds on a day.
#[derive(Clone, Debug)]
pub struct Scope {
    pub whom: Option<Str>,
    pub on: Option<Date>,
    /// None: only the header was asked for.
    pub holds: Option<bool>,
    pub cites: Vec<Place>,
}

/// The formula of a limit, if it is one.
impl Limit {
    pub fn formula(&self) -> Option<&Formula> {
        match &self.value {
            super::rule::LimitValue::Formula(f) => Some(f),
            super::rule::LimitValue::Field(..) => None,
        }
    }
}

impl Answer {
    /// Every cite of the answer, in the order of its parts.
    pub fn cites(&self) -> Vec<Cite> {
        let mut out = Vec::new();
        match &self.body {
            Body::Choice(c) => choice_cites(c, &mut out),
            Body::Collection(c) => {
                c.lines.iter().for_each(|l| line_cites(l, &mut out));
                c.elsewhere.iter().flat_map(|(_, _, lines)| lines).for_each(|l| line_cites(l, &mut out));
            }
            Body::Check(c) => out.extend(c.findings.iter().map(|f| f.cite)),
            Body::May(m) => out.extend(m.lines.iter().map(|l| l.cite)),
            Body::Handle(parts) => {
                for (_, c) in parts {
                    c.lines.iter().for_each(|l| line_cites(l, &mut out));
                    c.elsewhere.iter().flat_map(|(_, _, lines)| lines).for_each(|l| line_cites(l, &mut out));
                }
            }
            Body::Meeting(m) => out.extend(m.lines.iter().map(|(c, _)| *c)),
            Body::Article(_) | Body::Applies(_) => {}
        }
        out
    }
}

fn line_cites(line: &Line, out: &mut Vec<Cite>) {
    out.push(line.cite);
    if let LineKind::Choice(_, c) = &line.kind {
        choice_cites(c, out);
    }
}

fn choice_cites(c: &Choice, out: &mut Vec<Cite>) {
    let mut leaves = Vec::new();
    let trees = c.main.iter().chain(c.elsewhere.iter().flat_map(|e| std::iter::once(&e.tree).chain(e.also.iter().map(|(_, _, t)| t))));
    trees.for_each(|t| t.leaves(&mut leaves));
    out.extend(leaves.iter().flat_map(|l| l.cites.iter().copied()));
}
