//! A policy set as data: terms, records, rules, conditions, partial facts, answers. No text is read here and no question answered.

mod answer;
mod cond;
mod domain;
mod facts;
mod fault;
mod names;
mod order;
mod policy;
mod question;
mod record;
mod rule;
mod shared;
mod status;
mod term;
mod witness;

/// Parts of one: every number is kept in ten-thousandths of its unit.
pub const SCALE: i64 = 10_000;

pub use answer::{
    Absence, Answer, ArticlePage, Body, Check, Choice, Cite, Collection, Covered, DateValue, DueLeaf, Elsewhere, Finding, Leaf, LeafKind, Line, LineKind, May, MayLine,
    MeetingPage, Need, Scope, Section, Silence, Status, Tree, Verdict,
};
pub use cond::{Atom, AtomId, Cond, InMode, Test};
pub use domain::{Domain, LimitFact, Values};
pub use facts::{Away, Facts, Situation, TrailStep, Trust};
pub use fault::{Allow, Complete, Fault, Spot};
pub use names::Names;
pub use policy::{Article, Definition, Header, Model, Place, Repeal};
pub use question::{AskedActor, Question, QuestionKind};
pub use record::{Field, FieldId, Record, RecordId, Type};
pub use rule::{
    Actor, ActorSet, Alternative, Approval, Bearer, Content, Duty, Formula, Frequency, FrequencyBound, Insert, Item, Limit, LimitValue, MeetingSlot, Norm, Object, Quorum, Replace,
    Rule, RuleId, RuleKind, SlotKind, StandIn, Step, Timing, VagueLength, What, Who,
};
pub use shared::Pool;
pub use term::{Taxonomy, TaxonomyId, Term, TermId, TermSet, Terms};
