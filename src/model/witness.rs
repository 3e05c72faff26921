//! Witnesses: a small case, every fact of it writable, in which given conditions follow.

use super::SCALE;
use super::cond::{AtomId, Cond};
use super::domain::{Domain, LimitFact, Values};
use super::facts::Facts;
use super::policy::Model;
use super::record::{FieldId, Type};
use super::term::{TermId, TermSet};
use crate::calendar::{Length, Unit};

/// Most cases looked at for one witness.
const MOST_STEPS: usize = 20_000;

impl Facts {
    /// These facts and as few further ones as it takes for every condition to follow; none if no writable case is found.
    pub fn witness(&self, model: &Model, conds: &[Cond]) -> Option<Facts> {
        let mut left = MOST_STEPS;
        let found = search(model, self, conds, &mut left)?;
        alike(model, least(model, self, found, conds))
    }

    /// The same case with a value that can be written for every field that is narrower than its type, if there is one.
    pub fn written(&self, model: &Model) -> Option<Facts> {
        let mut out = self.without(FieldId(u32::MAX));
        for id in (0u32..).take(model.fields.len()).map(FieldId) {
            let Some(field) = model.field(id).filter(|f| f.defined.is_none()) else { continue };
            let (now, whole) = (self.domain(model, id), model.domain(id));
            if *now == whole || self.assumed_no(model, id) {
                continue;
            }
            out.give(id, value(model, &field.kind, &now)?);
        }
        alike(model, out).filter(|f| f.possible(model, &[]))
    }
}

/// A judgement is given by its name, to every statement that has one of that name: none if they are to differ.
fn alike(model: &Model, mut facts: Facts) -> Option<Facts> {
    for id in facts.given.clone() {
        let Some(field) = model.field(id).filter(|f| f.record.is_none()) else { continue };
        let told = facts.domain(model, id).into_owned();
        for other in model.names.loose(&field.name).iter().filter(|o| **o != id) {
            match facts.given.contains(other) {
                true if *facts.domain(model, *other) != told => return None,
                true => {}
                false => facts.give(*other, told.clone()),
            }
        }
    }
    Some(facts)
}

/// Depth first, each open atom first as the condition wants it.
fn search(model: &Model, at: &Facts, conds: &[Cond], left: &mut usize) -> Option<Facts> {
    *left = left.checked_sub(1)?;
    let mut open = None;
    for c in conds.iter().chain(model.constraints(at.record)) {
        match at.settled(model, c) {
            Some(true) => {}
            Some(false) => return None,
            None => open = open.or_else(|| wanted(model, at, c, true)),
        }
    }
    let Some((atom, truth)) = open else {
        return at.written(model).filter(|f| f.entails(model, &Cond::all(conds.to_vec())) == Some(true));
    };
    [truth, !truth].into_iter().find_map(|t| search(model, &at.assume(model, atom, t)?, conds, left))
}

/// The first open atom of a condition, and the truth that helps it.
fn wanted(model: &Model, facts: &Facts, cond: &Cond, helps: bool) -> Option<(AtomId, bool)> {
    match cond {
        Cond::True | Cond::False => None,
        Cond::Lit { atom, positive } => {
            if facts.atom(model, *atom).is_some() {
                return None;
            }
            let truth = *positive == helps;
            let defined = model.atom(*atom).and_then(|a| model.field(a.field)).and_then(|f| f.defined.as_ref());
            defined.map_or(Some((*atom, truth)), |inner| wanted(model, facts, inner, truth))
        }
        Cond::Not(inner) => wanted(model, facts, inner, !helps),
        Cond::All(list) | Cond::Any(list) => list.iter().filter(|c| facts.settled(model, c).is_none()).find_map(|c| wanted(model, facts, c, helps)),
    }
}

/// Drops every fact that was added and is not needed.
fn least(model: &Model, from: &Facts, mut found: Facts, conds: &[Cond]) -> Facts {
    let all = Cond::all(conds.to_vec());
    for field in found.given.clone().into_iter().rev().filter(|f| !from.given.contains(f)) {
        let less = found.without(field);
        if less.entails(model, &all) == Some(true) {
            found = less;
        }
    }
    found
}

/// One value of a domain as a person would write it.
fn value(model: &Model, kind: &Type, domain: &Domain) -> Option<Domain> {
    if domain.just_none() {
        return Some(Domain { none: true, values: Values::Terms(TermSet::default()) });
    }
    let values = match (&domain.values, kind) {
        (Values::Bool { yes, .. }, _) => Values::Bool { yes: *yes, no: !*yes },
        (Values::Terms(set), _) => Values::Terms(model.terms.below(writable(model, set)?)),
        (Values::Numbers(list), kind) => {
            let n = round(list, matches!(kind, Type::Number(_)))?;
            Values::Numbers(vec![(n, n)])
        }
        (Values::Members { yes, no, .. }, Type::Many(t)) => members(model, yes, no, &model.terms.all(*t))?,
        (Values::Limit { known, .. }, _) => Values::Limit { possible: true, known: Some(known.unwrap_or(LimitFact::Length(Length { count: 5, unit: Unit::Workday }))) },
        (Values::Text { known, not, .. }, _) => {
            let other = crate::base::Str::from("另一项");
            Values::Text { possible: true, known: Some(known.clone().or_else(|| (!not.contains(&other)).then_some(other))?), not: Vec::new() }
        }
        _ => return None,
    };
    Some(Domain { none: false, values })
}

/// The widest term all of which lies in the set: a written term means it or anything below it.
fn writable(model: &Model, set: &TermSet) -> Option<TermId> {
    let fits = set.iter().filter(|t| model.terms.below(*t).within(set));
    fits.max_by_key(|t| (model.terms.below(*t).iter().count(), std::cmp::Reverse(t.0)))
}

/// A round number near the threshold that cut the domain.
fn round(list: &[(i64, i64)], scaled: bool) -> Option<i64> {
    let unit = if scaled { SCALE } else { 1 };
    let up = |n: i64| n.div_euclid(unit) + i64::from(n.rem_euclid(unit) != 0);
    let fits = |n: i64| list.iter().any(|(low, high)| *low <= n && n <= *high);
    let ends = list.iter().flat_map(|(low, high)| {
        let top = (*high != i64::MAX).then(|| high.div_euclid(unit).saturating_mul(unit));
        let bottom = (*low != i64::MIN).then(|| up(*low).saturating_mul(unit));
        [top.filter(|n| *n > 0), bottom]
    });
    ends.flatten().find(|n| fits(*n))
}

/// A whole list: what it surely holds, else anything that it may hold.
fn members(model: &Model, yes: &[TermId], no: &[TermId], all: &TermSet) -> Option<Values> {
    let barred = |t: TermId| no.iter().any(|n| model.terms.is_a(t, *n));
    let mut yes: Vec<TermId> = yes.iter().map(|t| if barred(*t) { None } else { Some(*t) }).collect::<Option<_>>()?;
    if yes.is_empty() {
        yes.push(all.iter().find(|t| !barred(*t) && no.iter().all(|n| !model.terms.is_a(*n, *t)))?);
    }
    Some(Values::Members { yes, no: Vec::new(), complete: true })
}
