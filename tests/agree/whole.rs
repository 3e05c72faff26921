//! What is printed for a partial case is true in every whole case: facts are completed at random, and the whole case is asked.

use super::cases::{conditions, relevant};
use super::rng::Rng;
use guiju::eval;
use guiju::model::*;

/// What a partial answer says of one completion of its case, against the answer for the completion itself; none if it says nothing.
pub fn holds(model: &Model, q: &Question, answer: &Answer, rng: &mut Rng) -> Option<Result<(), String>> {
    let Body::Choice(choice) = &answer.body else { return None };
    let facts = &situated(model, q);
    let rules = relevant(model, &q.kind, facts.record);
    let whole = completed(model, facts, &conditions(model, &q.kind, &rules), rng)?;
    let might: Vec<RuleId> = rules.iter().filter(|r| facts.entails(model, &r.scope).is_none()).map(|r| model.id_of(r)).collect();
    let scope = |r: RuleId| model.rule(r).unwrap().scope.clone();
    let on: Vec<RuleId> = might.into_iter().filter(|r| whole.settled(model, &scope(*r)) == Some(true)).collect();
    let said = told(model, facts, choice, &on)?;
    let said = at(model, &whole, said);
    let Body::Choice(Choice { main, .. }) = eval::answer(model, &Question { facts: whole.clone(), ..q.clone() }).body else { return None };
    let found = match main {
        None => Leaf::silent(Silence::NoRule, Vec::new()),
        Some(Tree::Leaf(leaf)) => leaf,
        Some(fork) => return Some(Err(format!("a whole case forks: {fork:?}"))),
    };
    Some(if said == Some(&found) { Ok(()) } else { Err(format!("the answer says {said:?}, the whole case {found:?} {whole:?} {on:?}")) })
}

/// The tree that speaks of the cases in which exactly these might-speak scopes hold, if the answer speaks of them.
fn told<'c>(model: &Model, facts: &Facts, choice: &'c Choice, on: &[RuleId]) -> Option<&'c Tree> {
    let scope = |r: RuleId| model.rule(r).unwrap().scope.clone();
    // exactly these scopes hold where `of` do and nothing else but what must
    let exactly = |of: &[RuleId]| {
        let together = Cond::all(of.iter().map(|r| scope(*r)));
        on.iter().all(|r| of.contains(r) || !facts.possible(model, &[together.clone(), scope(*r).complement()]))
    };
    if on.is_empty() {
        return choice.main.as_ref();
    }
    for line in choice.elsewhere.iter().filter(|l| on.contains(&l.rule)) {
        if exactly(&[line.rule]) {
            return Some(&line.tree);
        }
        if let Some((_, _, tree)) = line.also.iter().find(|(second, ..)| on.contains(second) && exactly(&[line.rule, *second])) {
            return Some(tree);
        }
    }
    let touched = |r: &&RuleId| choice.main.is_none() || !choice.untouched.contains(&model.rule(**r).unwrap().place);
    let lines = |r: &RuleId| choice.elsewhere.iter().any(|l| l.rule == *r);
    // a touched rule without a line changes nothing
    on.iter().filter(touched).find(|r| exactly(&[**r]) && !lines(r)).and(choice.main.as_ref())
}

fn at<'t>(model: &Model, whole: &Facts, tree: &'t Tree) -> Option<&'t Leaf> {
    match tree {
        Tree::Leaf(leaf) => Some(leaf),
        Tree::Fork { atom, yes, no } => at(model, whole, if whole.atom(model, *atom)? { yes } else { no }),
    }
}

/// The case with every condition settled, each open atom one way or the other.
fn completed(model: &Model, facts: &Facts, conds: &[Cond], rng: &mut Rng) -> Option<Facts> {
    let mut out = facts.clone();
    while let Some(atom) = conds.iter().flat_map(|c| model.reads(c)).find(|a| out.atom(model, *a).is_none()) {
        let first = rng.chance(50);
        out = [first, !first].into_iter().find_map(|truth| out.assume(model, atom, truth))?;
    }
    Some(out)
}

/// The facts of 缺位 are the role and the reason.
fn situated(model: &Model, q: &Question) -> Facts {
    let QuestionKind::StandIn(role) = q.kind else { return q.facts.clone() };
    let mut case = q.facts.clone();
    case.record = model.rules.iter().find(|r| r.kind == RuleKind::StandIn && r.record.is_some()).and_then(|r| r.record).or(case.record);
    let reason = case.situation.away.iter().find(|a| model.terms.is_a(role, a.role)).and_then(|a| a.reason);
    for (name, term) in [("职务", Some(role)), ("事由", reason)] {
        if let (Some(field), Some(term)) = (case.record.and_then(|r| model.field_named(r, name)), term) {
            case.give(field, Domain { none: false, values: Values::Terms(model.terms.below(term)) });
        }
    }
    case
}
