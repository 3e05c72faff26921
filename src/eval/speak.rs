//! Which rules speak, which might, and which a given fact touches.

use crate::model::{AtomId, Cond, Facts, Model, Rule};

/// The rules of a question, sorted by what the facts say of their scope.
#[derive(Default)]
pub(super) struct Speakers<'m> {
    pub speaking: Vec<&'m Rule>,
    /// Scope possible; true: touched by a given fact.
    pub might: Vec<(&'m Rule, bool)>,
    /// Scope fails.
    pub out: Vec<&'m Rule>,
}

pub(super) fn speakers<'m>(model: &'m Model, facts: &Facts, rules: impl Iterator<Item = &'m Rule>, scope: &dyn Fn(&Rule) -> Cond) -> Speakers<'m> {
    let mut s = Speakers::default();
    for rule in rules {
        let scope = scope(rule);
        match facts.entails(model, &scope) {
            Some(true) => s.speaking.push(rule),
            Some(false) => s.out.push(rule),
            None => s.might.push((rule, touched(model, facts, &scope))),
        }
    }
    s
}

/// True if a given fact makes an atom of the condition true.
pub(super) fn touched(model: &Model, facts: &Facts, cond: &Cond) -> bool {
    cond.literals(true).into_iter().any(|(id, positive)| {
        let given = model.atom(id).is_some_and(|a| facts.given.contains(&a.field));
        given && facts.atom(model, id) == Some(positive)
    })
}

/// The atom that made a condition fail.
pub(super) fn stopper(model: &Model, facts: &Facts, cond: &Cond) -> Option<AtomId> {
    cond.literals(true).into_iter().find(|(id, positive)| facts.atom(model, *id) == Some(!*positive)).map(|(id, _)| id)
}

/// True if in this case `b` holds wherever `a` does.
pub(super) fn follows(model: &Model, facts: &Facts, a: &Cond, b: &Cond) -> bool {
    !facts.possible(model, &[a.clone(), b.clone().complement()])
}

/// True if every case of `a` is a case of `b`, whatever the facts.
pub(super) fn implies(model: &Model, facts: &Facts, a: &Cond, b: &Cond) -> bool {
    follows(model, &facts.record.map(Facts::about).unwrap_or_default(), a, b)
}

/// True if the facts settle a condition that the record alone leaves open.
pub(super) fn asserted(model: &Model, facts: &Facts, cond: &Cond) -> bool {
    let free = facts.record.map(Facts::about).unwrap_or_default();
    facts.as_given().entails(model, cond).is_some() && free.entails(model, cond).is_none()
}
