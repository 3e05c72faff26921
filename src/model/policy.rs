//! The whole of one jurisdiction's rules, resolved.

use super::cond::{Atom, AtomId, Cond};
use super::domain::{Domain, Values};
use super::fault::{Allow, Complete};
use super::names::Names;
use super::record::{Field, FieldId, Record, RecordId, Type};
use super::rule::{Item, Rule, RuleId, SlotKind};
use super::term::{TermId, Terms};
use crate::base::{List, Span, Str};
use crate::calendar::{Calendar, Date};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Chapter, article, paragraph and item that a statement belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub article: Option<u32>,
    pub paragraph: Option<u32>,
    pub item: Option<u32>,
}

impl Place {
    /// True if `self` names `other` or something that holds it.
    pub fn covers(self, other: Place) -> bool {
        let part = |a: Option<u32>, b: Option<u32>| a.is_none() || a == b;
        self.article == other.article && part(self.paragraph, other.paragraph) && part(self.item, other.item)
    }
}

/// The head of a policy file.
#[derive(Clone, Debug, Default)]
pub struct Header {
    pub name: Str,
    pub english: Option<Str>,
    pub jurisdiction: Str,
    pub level: Option<Str>,
    pub number: Option<Str>,
    pub adopted: Option<Date>,
    pub issued: Option<Date>,
    pub effective: Option<Date>,
    pub repealed: Option<Date>,
    pub repeals: Vec<Repeal>,
    pub bases: Vec<Str>,
    pub refers_to: Vec<Str>,
    /// Whom it extends to beside its own government and departments.
    pub applies: Vec<Str>,
    /// `区长 即 县长`
    pub own_words: Vec<(Str, Str)>,
    pub span: Span,
}

/// `某规则（2013年10月15日）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeal {
    pub name: Str,
    pub date: Option<Date>,
}

/// `定义 会议主持人 于 公文：会议 的 主持（县长、副县长）`
#[derive(Clone, Debug)]
pub struct Definition {
    pub role: TermId,
    pub record: RecordId,
    pub field: FieldId,
    pub slot: SlotKind,
    /// The field that records who it was, if the record has one (`主持` is recorded by `主持人`).
    pub recorded: Option<FieldId>,
    pub limit: Vec<TermId>,
}

/// A heading: article number to its title and chapter.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub title: Str,
    pub chapter: Option<(u32, Str)>,
    pub span: Span,
}

/// One jurisdiction, with its vocabulary and its calendar. What it has from its vocabulary is shared with the others that use it.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub header: Header,
    pub terms: Terms,
    pub records: List<Record>,
    pub fields: List<Field>,
    pub atoms: List<Atom>,
    /// By record: what cannot be otherwise.
    pub limits: List<(RecordId, Cond, Span)>,
    /// Roles from highest to lowest (`位阶`).
    pub ranking: Vec<TermId>,
    pub definitions: Vec<Definition>,
    pub rules: List<Rule>,
    pub allows: Vec<Allow>,
    pub complete: Vec<Complete>,
    pub articles: BTreeMap<u32, Article>,
    pub calendar: Arc<Calendar>,
    pub names: Names,
}

impl Model {
    pub fn field(&self, id: FieldId) -> Option<&Field> {
        self.fields.get(id.0 as usize)
    }

    pub fn atom(&self, id: AtomId) -> Option<&Atom> {
        self.atoms.get(id.0 as usize)
    }

    pub fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(usize::from(id.0))
    }

    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.0 as usize)
    }

    /// An act that a date of the record records: a 讲话文章 is what is 发表.
    pub fn records_act(&self, record: RecordId, act: TermId) -> bool {
        let dates = self.record(record).into_iter().flat_map(|r| r.fields.iter()).filter_map(|f| self.field(*f)?.act);
        dates.into_iter().any(|a| self.terms.is_a(act, a))
    }

    /// The record and every record it is attached to.
    pub fn lineage(&self, id: RecordId) -> Vec<RecordId> {
        let mut out = vec![id];
        let mut next = 0;
        while let Some(r) = out.get(next).copied() {
            next += 1;
            for p in self.record(r).into_iter().flat_map(|r| r.parents.iter().copied()) {
                if !out.contains(&p) {
                    out.push(p);
                }
            }
        }
        out
    }

    /// The 限定 that bind a record: its own and those of the records it is attached to.
    pub fn constraints(&self, record: Option<RecordId>) -> impl Iterator<Item = &Cond> {
        let lineage = record.map(|r| self.lineage(r)).unwrap_or_default();
        self.limits.iter().filter(move |(r, _, _)| lineage.contains(r)).map(|(_, c, _)| c)
    }

    /// Everything a field could hold.
    pub fn domain(&self, field: FieldId) -> Domain {
        let Some(f) = self.field(field) else { return Domain { none: false, values: Values::Bool { yes: true, no: true } } };
        let values = match &f.kind {
            Type::Bool => Values::Bool { yes: true, no: true },
            Type::Number(_) => Values::Numbers(vec![(0, i64::MAX)]),
            Type::Date => Values::Numbers(vec![(i64::MIN, i64::MAX)]),
            Type::Limit => Values::Limit { possible: true, known: None },
            Type::Text => Values::Text { possible: true, known: None, not: Vec::new() },
            Type::Term(t) => Values::Terms(self.terms.all(*t)),
            Type::Many(_) => Values::Members { yes: Vec::new(), no: Vec::new(), complete: false },
        };
        Domain { none: f.optional, values }
    }

    /// Rules about a record, in order of writing.
    pub fn rules_on(&self, record: RecordId) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |r| r.record == Some(record))
    }

    /// Every item of every rule.
    pub fn items(&self) -> impl Iterator<Item = (&Rule, &Item)> {
        self.rules.iter().flat_map(|r| r.items.iter().map(move |i| (r, i)))
    }

    /// The place in the order of roles, 0 the highest, of the role or its nearest ranked ancestor.
    pub fn rank(&self, role: TermId) -> Option<usize> {
        self.terms.ancestors(role).into_iter().find_map(|t| self.ranking.iter().position(|r| *r == t))
    }

    /// The id of a rule of this model, by its position.
    pub fn id_of(&self, rule: &Rule) -> RuleId {
        let at = self.rules.iter().position(|r| std::ptr::eq(r, rule));
        RuleId(at.and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX))
    }

    /// The condition that a yes/no fact holds, if some rule reads it.
    pub fn yes(&self, field: FieldId) -> Option<Cond> {
        let at = self.atoms.iter().position(|a| a.field == field && a.test == super::cond::Test::Yes)?;
        Some(Cond::Lit { atom: AtomId(u32::try_from(at).ok()?), positive: true })
    }

    /// A field of a record, or of what it is attached to, by any of its names.
    pub fn field_named(&self, record: RecordId, name: &str) -> Option<FieldId> {
        let fields = self.lineage(record).into_iter().filter_map(|r| self.record(r)).flat_map(|r| r.fields.iter().copied());
        fields.into_iter().find(|f| self.field(*f).is_some_and(|f| f.is_named(name)))
    }

    /// An act by its Chinese name.
    pub fn act_named(&self, name: &str) -> Option<TermId> {
        let acts = self.terms.taxonomies.iter().position(|t| t.name.as_ref() == "行为")?;
        let at = self.terms.list.iter().position(|t| usize::from(t.taxonomy.0) == acts && t.name.as_ref() == name)?;
        Some(TermId(u32::try_from(at).ok()?))
    }

    /// The slot of a meeting that a verb fills.
    pub fn slot_of(&self, act: TermId) -> Option<SlotKind> {
        Some(match self.terms.get(act)?.name.as_ref() {
            "组成" => SlotKind::Members,
            "列席" => SlotKind::Attending,
            "邀请" => SlotKind::Invited,
            "参加" => SlotKind::Participants,
            "召集" => SlotKind::Convener,
            "主持" => SlotKind::Chair,
            "组织" => SlotKind::Organiser,
            _ => SlotKind::Other(act),
        })
    }

    /// The atoms a condition reads, in order of writing, definitions opened up.
    pub fn reads(&self, cond: &Cond) -> Vec<AtomId> {
        let mut out = Vec::new();
        self.named(cond, &mut out);
        out
    }

    /// Adds the atoms a condition reads to those read before it.
    pub fn named(&self, cond: &Cond, out: &mut Vec<AtomId>) {
        match cond {
            Cond::True | Cond::False => {}
            Cond::Lit { atom, .. } => match self.atom(*atom).and_then(|a| self.field(a.field)).and_then(|f| f.defined.as_ref()) {
                Some(inner) => self.named(inner, out),
                None if !out.contains(atom) => out.push(*atom),
                None => {}
            },
            Cond::Not(inner) => self.named(inner, out),
            Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| self.named(c, out)),
        }
    }

    /// True if a term names a meeting.
    pub fn is_meeting(&self, t: TermId) -> bool {
        let taxonomy = self.terms.get(t).and_then(|t| self.terms.taxonomy(t.taxonomy));
        taxonomy.is_some_and(|t| t.name.as_ref() == "会议")
    }
}
