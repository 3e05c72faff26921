//! One case: what is known of a record, and what follows from it. A completion that breaks a 限定 does not exist.

use super::cond::{AtomId, Cond};
use super::domain::{Domain, Values};
use super::policy::Model;
use super::record::{FieldId, RecordId, Type};
use super::rule::{Content, Item};
use super::term::TermId;
use crate::calendar::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A record with some fields known, and the situation around it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub record: Option<RecordId>,
    known: BTreeMap<FieldId, Domain>,
    /// The fields the asker gave, in the order of giving.
    pub given: Vec<FieldId>,
    /// `余否`
    pub rest_no: bool,
    pub situation: Situation,
    /// `经过`, if recorded.
    pub trail: Option<Vec<TrailStep>>,
    /// The trail ends in 等: more may have happened.
    pub trail_open: bool,
}

/// Who is away and who is entrusted: given beside any record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    pub away: Vec<Away>,
    /// None: unknown; `Some(None)`: 无.
    pub trust: Option<Option<Trust>>,
}

/// `县长（出差）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    pub role: TermId,
    pub reason: Option<TermId>,
}

/// `受托人：常务副县长（县长，主持工作）`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trust {
    pub role: TermId,
    pub by: Option<TermId>,
}

/// `副县长 签发`; the day is given in JSON only
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailStep {
    pub who: TermId,
    pub act: TermId,
    pub on: Option<Date>,
}

impl Facts {
    pub fn about(record: RecordId) -> Facts {
        Facts { record: Some(record), ..Facts::default() }
    }

    /// Records a given value.
    pub fn give(&mut self, field: FieldId, domain: Domain) {
        if !self.given.contains(&field) {
            self.given.push(field);
        }
        self.known.insert(field, domain);
    }

    /// The same facts without one.
    pub fn without(&self, field: FieldId) -> Facts {
        let mut out = self.clone();
        out.given.retain(|f| *f != field);
        out.known.retain(|f, _| *f != field && out.given.contains(f));
        out
    }

    /// A given field fixes the kind to those that have it, as it does when a case is read.
    pub fn fixed(mut self, model: &Model) -> Facts {
        let only = self.given.clone().into_iter().filter_map(|f| model.field(f)?.only.as_ref());
        for c in only.flat_map(|c| if let Cond::All(list) = c { list.as_slice() } else { std::slice::from_ref(c) }) {
            let Cond::Lit { atom, positive } = c else { continue };
            let Some(atom) = model.atom(*atom) else { continue };
            let mut d = self.domain(model, atom.field).into_owned();
            d.assume(&atom.test, *positive);
            self.give(atom.field, d);
        }
        self
    }

    /// True of a given field that follows from the other given ones.
    pub fn follows(&self, model: &Model, field: FieldId) -> bool {
        let others = self.without(field).fixed(model);
        others.given.contains(&field) && others.domain(model, field) == self.domain(model, field)
    }

    /// What is possible of a field here.
    pub fn domain<'a>(&'a self, model: &'a Model, field: FieldId) -> Cow<'a, Domain> {
        if let Some(d) = self.known.get(&field) {
            return Cow::Borrowed(d);
        }
        let mut d = model.domain(field);
        if self.rest_no && !model.names.compares(field) {
            close(&mut d);
        }
        Cow::Owned(d)
    }

    /// True if the answer about this field comes from 余否 alone.
    pub fn assumed_no(&self, model: &Model, field: FieldId) -> bool {
        let closes = |f: &super::record::Field| f.optional || matches!(f.kind, Type::Bool | Type::Many(_));
        self.rest_no && !self.known.contains_key(&field) && model.field(field).is_some_and(closes)
    }

    /// `余否`: what the given facts imply holds; every other yes/no fact is no, every 可无 field 无, every membership absent.
    pub fn close_rest(&mut self, model: &Model) {
        let mut atoms = Vec::new();
        model.constraints(self.record).for_each(|c| c.atoms(&mut atoms));
        for id in atoms {
            let open = self.atom(model, id).is_none();
            if open
                && self.entails(model, &Cond::Lit { atom: id, positive: true }) == Some(true)
                && let Some(next) = self.narrowed(model, id, true)
            {
                *self = next;
            }
        }
        self.rest_no = true;
    }

    /// The same case without 余否: only what was given.
    pub fn as_given(&self) -> Facts {
        Facts { rest_no: false, ..self.clone() }
    }

    /// Whether an atom holds, if the known facts settle it.
    pub fn atom(&self, model: &Model, id: AtomId) -> Option<bool> {
        let atom = model.atom(id)?;
        match &model.field(atom.field)?.defined {
            Some(cond) => self.settled(model, cond),
            None => self.domain(model, atom.field).test(&atom.test, &model.terms),
        }
    }

    /// Whether a condition holds, if the known facts settle it part by part.
    pub fn settled(&self, model: &Model, cond: &Cond) -> Option<bool> {
        match cond {
            Cond::True => Some(true),
            Cond::False => Some(false),
            Cond::Lit { atom, positive } => self.atom(model, *atom).map(|v| v == *positive),
            Cond::Not(inner) => self.settled(model, inner).map(|v| !v),
            Cond::All(list) => join(list.iter().map(|c| self.settled(model, c)), false),
            Cond::Any(list) => join(list.iter().map(|c| self.settled(model, c)), true),
        }
    }

    /// The same case with one atom taken to hold or not; none if that is impossible.
    pub fn assume(&self, model: &Model, id: AtomId, truth: bool) -> Option<Facts> {
        let next = self.narrowed(model, id, truth)?;
        next.possible(model, &[]).then_some(next)
    }

    fn narrowed(&self, model: &Model, id: AtomId, truth: bool) -> Option<Facts> {
        let atom = model.atom(id)?;
        let mut next = self.clone();
        let mut d = next.domain(model, atom.field).into_owned();
        d.assume(&atom.test, truth);
        if d.is_empty() || d.test(&atom.test, &model.terms) == Some(!truth) {
            return None;
        }
        next.known.insert(atom.field, d);
        Some(next)
    }

    /// True if some completion breaks no 限定 and fulfils all of `conds`.
    pub fn possible(&self, model: &Model, conds: &[Cond]) -> bool {
        let mut open = None;
        for c in model.constraints(self.record).chain(conds) {
            match self.settled(model, c) {
                Some(true) => {}
                Some(false) => return false,
                None => open = open.or_else(|| self.open_atom(model, c)),
            }
        }
        let Some(atom) = open else { return true };
        [false, true].into_iter().any(|t| self.narrowed(model, atom, t).is_some_and(|s| s.possible(model, conds)))
    }

    /// The first atom of a condition that the facts leave open, definitions opened up.
    pub fn open_atom(&self, model: &Model, cond: &Cond) -> Option<AtomId> {
        match cond {
            Cond::True | Cond::False => None,
            Cond::Lit { atom, .. } => {
                if self.atom(model, *atom).is_some() {
                    return None;
                }
                let defined = model.atom(*atom).and_then(|a| model.field(a.field)).and_then(|f| f.defined.as_ref());
                match defined {
                    Some(inner) => self.open_atom(model, inner),
                    None => Some(*atom),
                }
            }
            Cond::Not(inner) => self.open_atom(model, inner),
            Cond::All(list) | Cond::Any(list) => list.iter().filter(|c| self.settled(model, c).is_none()).find_map(|c| self.open_atom(model, c)),
        }
    }

    /// Whether a condition holds in every completion, in none, or in some.
    pub fn entails(&self, model: &Model, cond: &Cond) -> Option<bool> {
        match self.settled(model, cond) {
            Some(v) => Some(v),
            None if !self.possible(model, std::slice::from_ref(cond)) => Some(false),
            None if !self.possible(model, &[cond.clone().complement()]) => Some(true),
            None => None,
        }
    }

    /// What a yes/no field surely holds, whether or not a rule reads it.
    pub fn told(&self, model: &Model, field: FieldId) -> Option<bool> {
        match self.domain(model, field).values {
            Values::Bool { yes: true, no: false } => Some(true),
            Values::Bool { yes: false, no: true } => Some(false),
            _ => None,
        }
    }

    /// True of a norm with an exception that surely holds: nothing is left of it.
    pub fn exempts(&self, model: &Model, item: &Item) -> bool {
        matches!(&item.content, Content::Norm(n) if n.except.iter().any(|c| self.entails(model, c) == Some(true)))
    }

    /// What remains of a condition once the known facts are read into it.
    pub fn residual(&self, model: &Model, cond: &Cond) -> Cond {
        match self.settled(model, cond) {
            Some(true) => return Cond::True,
            Some(false) => return Cond::False,
            None => {}
        }
        match cond {
            Cond::All(list) => Cond::all(list.iter().map(|c| self.residual(model, c))),
            Cond::Any(list) => Cond::any(list.iter().map(|c| self.residual(model, c))),
            Cond::Not(inner) => self.residual(model, inner).complement(),
            other => match (self.entails(model, other), other) {
                (Some(true), _) => Cond::True,
                (Some(false), _) => Cond::False,
                // a derived fact is never open: what it is made of is
                (None, Cond::Lit { atom, positive }) => match model.atom(*atom).and_then(|a| model.field(a.field)).and_then(|f| f.defined.as_ref()) {
                    Some(inner) if *positive => self.residual(model, inner),
                    Some(inner) => self.residual(model, inner).complement(),
                    None => other.clone(),
                },
                (None, _) => other.clone(),
            },
        }
    }
}

fn close(d: &mut Domain) {
    match &mut d.values {
        _ if d.none => {
            let empty = Domain { none: true, values: Values::Terms(Default::default()) };
            *d = empty;
        }
        Values::Bool { yes, .. } => *yes = false,
        Values::Members { complete, .. } => *complete = true,
        _ => {}
    }
}

/// Kleene's and (`winner` false) or or (`winner` true).
fn join(parts: impl Iterator<Item = Option<bool>>, winner: bool) -> Option<bool> {
    let mut open = false;
    for p in parts {
        match p {
            Some(v) if v == winner => return Some(winner),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!winner) }
}
