//! The order of a chain: that of writing, with added steps at their point.

use super::answer::{Collection, Line, LineKind};
use super::policy::Model;
use super::rule::Insert;

impl Collection {
    /// Added steps go to their point; the rest keeps the order of writing.
    pub fn in_order(&mut self, model: &Model) {
        let (added, mut base): (Vec<Line>, Vec<Line>) = std::mem::take(&mut self.lines).into_iter().partition(|l| l.insert().is_some());
        for line in added {
            let Some(at) = line.insert() else { continue };
            let behind = |from: usize, base: &[Line]| base.iter().skip(from).take_while(|l| l.insert() == Some(at)).count();
            let point = match (base.iter().position(|l| l.is_at(model, at)), at.before) {
                (Some(p), true) => start_of_alternatives(&base, p),
                // behind what was already put behind the same act
                (Some(p), false) => p + 1 + behind(p + 1, &base),
                (None, true) => behind(0, &base),
                (None, false) => base.len(),
            };
            base.insert(point.min(base.len()), line);
        }
        self.lines = base;
    }
}

impl Line {
    fn insert(&self) -> Option<Insert> {
        if let LineKind::Step(s) = &self.kind { s.insert } else { None }
    }

    /// A step of the chain with the act at which another is put.
    fn is_at(&self, model: &Model, at: Insert) -> bool {
        match &self.kind {
            LineKind::Step(s) => s.insert.is_none() && (model.terms.is_a(s.act, at.act) || model.terms.unique_class(at.act).is_some_and(|c| model.terms.is_a(s.act, c))),
            LineKind::Choice(class, _) => model.terms.is_a(at.act, *class),
            _ => false,
        }
    }
}

/// The first line of the alternative courses that a line belongs to.
fn start_of_alternatives(base: &[Line], at: usize) -> usize {
    let part = |l: &Line| match &l.kind {
        LineKind::Step(s) => s.alternative.first().map(|a| (l.cite.rule, a.group)),
        _ => None,
    };
    match base.get(at).and_then(part) {
        Some(mine) => base.iter().position(|l| part(l) == Some(mine)).unwrap_or(at),
        None => at,
    }
}
