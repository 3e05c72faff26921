//! Conditions over the fields of a record.

use super::policy::Model;
use super::record::FieldId;
use super::term::{TermId, TermSet};
use crate::base::Relation;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AtomId(pub u32);

/// One question about one field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom {
    pub field: FieldId,
    pub test: Test,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// `涉密`
    Yes,
    /// `文种 属 请示、报告`, `名义 为 县政府`, `印章审批人 办公室主任 以上`: one of `set`, written as `list`
    In { set: TermSet, list: Vec<TermId>, mode: InMode },
    /// `主送 含 市政府办公室`
    Has(TermId),
    /// `商定时限 已定`
    Set,
    /// `字数 ≤ 5000 字`
    Cmp(Relation, i64),
    /// A recorded text is one of these.
    Text(Vec<crate::base::Str>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InMode {
    Is,
    IsA,
    Above,
}

/// A condition. `Lit` with `positive: false` is the writer's `非`; `Not` is the engine's complement ("this branch was not taken").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cond {
    True,
    False,
    Lit { atom: AtomId, positive: bool },
    All(Vec<Cond>),
    Any(Vec<Cond>),
    Not(Box<Cond>),
}

impl Cond {
    pub fn all(parts: impl IntoIterator<Item = Cond>) -> Cond {
        let mut out = Vec::new();
        for p in parts {
            match p {
                Cond::True => {}
                Cond::False => return Cond::False,
                Cond::All(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Cond::True,
            1 => out.remove(0),
            _ => Cond::All(out),
        }
    }

    pub fn any(parts: impl IntoIterator<Item = Cond>) -> Cond {
        let mut out = Vec::new();
        for p in parts {
            match p {
                Cond::False => {}
                Cond::True => return Cond::True,
                Cond::Any(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        match out.len() {
            0 => Cond::False,
            1 => out.remove(0),
            _ => Cond::Any(out),
        }
    }

    /// The complement: true wherever `self` is false.
    pub fn complement(self) -> Cond {
        match self {
            Cond::True => Cond::False,
            Cond::False => Cond::True,
            Cond::Not(inner) => *inner,
            other => Cond::Not(Box::new(other)),
        }
    }

    /// The literals, with the truth that makes the condition true (or false, if it is not to help).
    pub fn literals(&self, helps: bool) -> Vec<(AtomId, bool)> {
        match self {
            Cond::True | Cond::False => Vec::new(),
            Cond::Lit { atom, positive } => vec![(*atom, *positive == helps)],
            Cond::Not(inner) => inner.literals(!helps),
            Cond::All(list) | Cond::Any(list) => list.iter().flat_map(|c| c.literals(helps)).collect(),
        }
    }

    /// With every literal on one field taken to hold.
    pub fn without(&self, model: &Model, field: FieldId) -> Cond {
        match self {
            Cond::Lit { atom, .. } if model.atom(*atom).is_some_and(|a| a.field == field) => Cond::True,
            Cond::All(list) => Cond::all(list.iter().map(|c| c.without(model, field))),
            Cond::Any(list) => Cond::any(list.iter().map(|c| c.without(model, field))),
            Cond::Not(inner) => match inner.without(model, field) {
                Cond::True => Cond::True,
                other => other.complement(),
            },
            other => other.clone(),
        }
    }

    /// Every atom read, in order of writing.
    pub fn atoms(&self, out: &mut Vec<AtomId>) {
        match self {
            Cond::True | Cond::False => {}
            Cond::Lit { atom, .. } => {
                if !out.contains(atom) {
                    out.push(*atom);
                }
            }
            Cond::All(list) | Cond::Any(list) => list.iter().for_each(|c| c.atoms(out)),
            Cond::Not(c) => c.atoms(out),
        }
    }
}
