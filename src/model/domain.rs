//! What is still possible of one field: its cells.

use super::cond::Test;
use super::term::{TermId, TermSet, Terms};
use crate::base::{Relation, Str};
use crate::calendar::Length;

/// The possible values, and whether 无 is one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    pub none: bool,
    pub values: Values,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    Bool {
        yes: bool,
        no: bool,
    },
    Terms(TermSet),
    /// Closed intervals in rising order.
    Numbers(Vec<(i64, i64)>),
    /// A 若干 field: what it surely holds, what it surely does not; complete: nothing else.
    Members {
        yes: Vec<TermId>,
        no: Vec<TermId>,
        complete: bool,
    },
    /// A 时限: unknown, or given.
    Limit {
        possible: bool,
        known: Option<LimitFact>,
    },
    Text {
        possible: bool,
        known: Option<Str>,
        not: Vec<Str>,
    },
}

/// A given 时限: a date (days from the Common Era) or a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitFact {
    Date(i64),
    Length(Length),
}

impl Domain {
    pub fn just_none(&self) -> bool {
        self.none && !self.has_value()
    }

    pub fn has_value(&self) -> bool {
        match &self.values {
            Values::Bool { yes, no } => *yes || *no,
            Values::Terms(set) => !set.is_empty(),
            Values::Numbers(list) => !list.is_empty(),
            Values::Members { .. } => true,
            Values::Limit { possible, .. } | Values::Text { possible, .. } => *possible,
        }
    }

    pub fn is_empty(&self) -> bool {
        !self.none && !self.has_value()
    }

    /// Every value that one of two domains of a field holds.
    pub fn or(&self, other: &Domain) -> Domain {
        let values = match (&self.values, &other.values) {
            _ if !other.has_value() => self.values.clone(),
            _ if !self.has_value() => other.values.clone(),
            (Values::Bool { yes: a, no: b }, Values::Bool { yes: c, no: d }) => Values::Bool { yes: *a || *c, no: *b || *d },
            (Values::Terms(a), Values::Terms(b)) => Values::Terms(a.or(b)),
            (Values::Numbers(a), Values::Numbers(b)) => Values::Numbers(joined(a, b)),
            (Values::Text { not: a, .. }, Values::Text { not: b, .. }) => Values::Text { possible: true, known: None, not: a.iter().filter(|t| b.contains(t)).cloned().collect() },
            (a, _) => a.clone(),
        };
        Domain { none: self.none || other.none, values }
    }

    /// The values that two domains of a field share; none if there are none.
    pub fn and(&self, other: &Domain, terms: &Terms) -> Option<Domain> {
        let values = match (&self.values, &other.values) {
            _ if !self.has_value() || !other.has_value() => emptied(&self.values),
            (Values::Bool { yes: a, no: b }, Values::Bool { yes: c, no: d }) => Values::Bool { yes: *a && *c, no: *b && *d },
            (Values::Terms(a), Values::Terms(b)) => Values::Terms(a.and(b)),
            (Values::Numbers(a), Values::Numbers(b)) => {
                let both = |(a, b): &(i64, i64), (c, d): &(i64, i64)| (*a.max(c), *b.min(d));
                Values::Numbers(a.iter().flat_map(|x| b.iter().map(move |y| both(x, y))).filter(|(a, b)| a <= b).collect())
            }
            (Values::Members { yes: a, no: b, complete: x }, Values::Members { yes: c, no: d, complete: y }) => {
                let join = |p: &[TermId], q: &[TermId]| p.iter().chain(q.iter().filter(|t| !p.contains(t))).copied().collect::<Vec<_>>();
                let (yes, no) = (join(a, c), join(b, d));
                if yes.iter().any(|t| no.iter().any(|n| terms.is_a(*t, *n))) {
                    return None;
                }
                Values::Members { yes, no, complete: *x || *y }
            }
            (Values::Limit { known: a, .. }, Values::Limit { known: b, .. }) => Values::Limit { possible: true, known: a.or(*b) },
            (Values::Text { known: a, not: b, .. }, Values::Text { known: c, not: d, .. }) => {
                Values::Text { possible: true, known: a.clone().or_else(|| c.clone()), not: b.iter().chain(d).cloned().collect() }
            }
            (a, _) => a.clone(),
        };
        Some(Domain { none: self.none && other.none, values }).filter(|d| !d.is_empty())
    }

    /// Whether the test holds, if that is settled.
    pub fn test(&self, test: &Test, terms: &Terms) -> Option<bool> {
        if self.just_none() {
            return Some(false);
        }
        let found = match (&self.values, test) {
            (_, Test::Set) => Some(true),
            (Values::Bool { yes, no }, Test::Yes) => settled(*yes, *no),
            (Values::Terms(set), Test::In { set: of, .. }) => settled(!set.and(of).is_empty(), !set.within(of)),
            (Values::Numbers(list), Test::Cmp(rel, n)) => settled(!cut(list, *rel, *n).is_empty(), !cut(list, rel.opposite(), *n).is_empty()),
            (Values::Members { yes, no, complete }, Test::Has(t)) => member(yes, no, *complete, *t, terms),
            (Values::Text { known: Some(k), .. }, Test::Text(list)) => Some(list.contains(k)),
            (Values::Text { known: None, not, .. }, Test::Text(list)) if list.iter().all(|t| not.contains(t)) => Some(false),
            _ => None,
        };
        match found {
            Some(true) if self.none => None,
            other => other,
        }
    }

    /// Keeps only what agrees with the test's being `truth`.
    pub fn assume(&mut self, test: &Test, truth: bool) {
        if truth {
            self.none = false;
        } else if *test == Test::Set {
            self.values = emptied(&self.values);
            return;
        }
        match (&mut self.values, test) {
            (Values::Bool { yes, no }, Test::Yes) => {
                *yes &= truth;
                *no &= !truth;
            }
            (Values::Terms(set), Test::In { set: of, .. }) => *set = if truth { set.and(of) } else { set.minus(of) },
            (Values::Numbers(list), Test::Cmp(rel, n)) => *list = cut(list, if truth { *rel } else { rel.opposite() }, *n),
            (Values::Members { yes, no, .. }, Test::Has(t)) => (if truth { yes } else { no }).push(*t),
            (Values::Text { known, not, .. }, Test::Text(list)) => match (truth, list.as_slice()) {
                (true, [one]) => *known = Some(one.clone()),
                (true, _) => {}
                (false, _) => not.extend(list.iter().cloned()),
            },
            _ => {}
        }
    }
}

/// Two lists of intervals as one, those that touch run together.
fn joined(a: &[(i64, i64)], b: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = a.iter().chain(b).copied().collect();
    all.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (low, high) in all {
        match out.last_mut().filter(|(_, end)| low <= end.saturating_add(1)) {
            Some((_, end)) => *end = (*end).max(high),
            None => out.push((low, high)),
        }
    }
    out
}

fn settled(can_hold: bool, can_fail: bool) -> Option<bool> {
    match (can_hold, can_fail) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn emptied(values: &Values) -> Values {
    match values {
        Values::Bool { .. } => Values::Bool { yes: false, no: false },
        Values::Terms(_) => Values::Terms(TermSet::default()),
        Values::Numbers(_) => Values::Numbers(Vec::new()),
        // an empty set of terms: a list with no members is still a value, 无 is not
        Values::Members { .. } => Values::Terms(TermSet::default()),
        Values::Limit { .. } => Values::Limit { possible: false, known: None },
        Values::Text { .. } => Values::Text { possible: false, known: None, not: Vec::new() },
    }
}

fn member(yes: &[TermId], no: &[TermId], complete: bool, t: TermId, terms: &Terms) -> Option<bool> {
    if yes.iter().any(|m| terms.is_a(*m, t)) {
        return Some(true);
    }
    if no.iter().any(|n| terms.is_a(t, *n)) {
        return Some(false);
    }
    let could_be = yes.iter().any(|m| terms.is_a(t, *m));
    if complete && !could_be { Some(false) } else { None }
}

/// The part of the intervals where `x rel n`.
fn cut(list: &[(i64, i64)], rel: Relation, n: i64) -> Vec<(i64, i64)> {
    let keep: Vec<(i64, i64)> = match rel {
        Relation::Le => vec![(i64::MIN, n)],
        Relation::Lt => vec![(i64::MIN, n.saturating_sub(1))],
        Relation::Ge => vec![(n, i64::MAX)],
        Relation::Gt => vec![(n.saturating_add(1), i64::MAX)],
        Relation::Eq => vec![(n, n)],
        Relation::Ne => vec![(i64::MIN, n.saturating_sub(1)), (n.saturating_add(1), i64::MAX)],
    };
    let both = |(a, b): &(i64, i64), (c, d): &(i64, i64)| (*a.max(c), *b.min(d));
    list.iter().flat_map(|x| keep.iter().map(move |k| both(x, k))).filter(|(a, b)| a <= b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_cut_by_every_relation() {
        let all = [(0, 10)];
        assert_eq!(cut(&all, Relation::Le, 5), [(0, 5)]);
        assert_eq!(cut(&all, Relation::Gt, 5), [(6, 10)]);
        assert_eq!(cut(&all, Relation::Ne, 5), [(0, 4), (6, 10)]);
        assert_eq!(cut(&all, Relation::Eq, 50), []);
    }

    #[test]
    fn domains_are_joined_and_shared() {
        let terms = Terms::default();
        let of = |list: &[(i64, i64)], none| Domain { none, values: Values::Numbers(list.to_vec()) };
        let (low, high) = (of(&[(0, 4)], false), of(&[(3, 9)], true));
        assert_eq!(low.or(&high), of(&[(0, 9)], true));
        assert_eq!(low.and(&high, &terms), Some(of(&[(3, 4)], false)));
        assert_eq!(low.and(&of(&[(7, 9)], false), &terms), None);
        assert_eq!(low.or(&of(&[(5, 6)], false)), of(&[(0, 6)], false));
    }

    #[test]
    fn a_known_none_fails_every_test_but_stays_possible_otherwise() {
        let terms = Terms::default();
        let mut d = Domain { none: true, values: Values::Numbers(vec![(0, 9)]) };
        assert_eq!(d.test(&Test::Set, &terms), None);
        d.assume(&Test::Set, false);
        assert!(d.just_none());
        assert_eq!(d.test(&Test::Cmp(Relation::Ge, 0), &terms), Some(false));
    }
}
