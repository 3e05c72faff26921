//! Records: what rules and questions are about.

use super::cond::Cond;
use super::term::{TaxonomyId, TermId};
use crate::base::{Span, Str};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub u16);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// `对象 征求意见 consultation（责任 被征求单位，从属 公文）`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Record {
    pub name: Str,
    pub english: Option<Str>,
    pub aliases: Vec<Str>,
    pub kind: Option<FieldId>,
    pub responsible: Option<FieldId>,
    /// Records whose facts this one sees.
    pub parents: Vec<RecordId>,
    pub fields: Vec<FieldId>,
    pub span: Span,
}

/// `会议 meeting（文种：纪要）：会议 可无`
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    pub name: Str,
    pub english: Option<Str>,
    pub aliases: Vec<Str>,
    /// None: a judgement fact, an approval, or another fact that belongs to no record.
    pub record: Option<RecordId>,
    pub kind: Type,
    pub optional: bool,
    /// The kinds that have it.
    pub only: Option<Cond>,
    /// Who decides it, where the text says so.
    pub judge: Option<Str>,
    /// The act that this date records.
    pub act: Option<TermId>,
    /// Derived by `定义`: never given, never open.
    pub defined: Option<Cond>,
    pub span: Span,
}

impl Field {
    /// True of its Chinese and English names and its aliases.
    pub fn is_named(&self, name: &str) -> bool {
        self.name.as_ref() == name || self.english.as_deref() == Some(name) || self.aliases.iter().any(|a| a.as_ref() == name)
    }

    /// `数（次）`: how often something was held.
    pub fn counts_sessions(&self) -> bool {
        matches!(&self.kind, Type::Number(Some(unit)) if unit.as_ref() == "次")
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Bool,
    /// In ten-thousandths of the unit.
    Number(Option<Str>),
    /// Days from the Common Era.
    Date,
    Limit,
    Text,
    Term(TaxonomyId),
    Many(TaxonomyId),
}
