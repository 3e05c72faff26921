//! Two answers as functions: outcome, force, places; trees by walking every completion.

use super::cases::{self, relevant};
use super::rng::Rng;
use guiju::eval;
use guiju::model::*;
use std::collections::BTreeSet;

type Found = Result<(), String>;

fn same<T: PartialEq + std::fmt::Debug>(what: &str, a: &T, b: &T) -> Found {
    if a == b { Ok(()) } else { Err(format!("{what}: reference {a:?}, compiled {b:?}")) }
}

fn set<T: Ord + Clone>(list: &[T]) -> BTreeSet<T> {
    list.iter().cloned().collect()
}

/// What differs; outcomes first, then what stands beside them.
pub fn compare(model: &Model, q: &Question, a: &Answer, b: &Answer) -> Found {
    match (&a.body, &b.body) {
        (Body::Choice(x), Body::Choice(y)) => choice(model, q, x, y)?,
        (Body::Check(x), Body::Check(y)) => check(x, y)?,
        _ => return Err("bodies of two kinds".into()),
    }
    if as_long(&a.body, &b.body) {
        same("status", &a.status, &b.status)?;
    }
    same("near", &a.near, &b.near)?;
    same("absences", &format!("{:?}", a.absences), &format!("{:?}", b.absences))
}

/// Differences that the shape of a tree may explain.
pub fn beside(a: &Answer, b: &Answer) -> Found {
    let needs = |x: &Answer| x.needs.iter().map(|n| n.atom).collect::<BTreeSet<_>>();
    same("needs", &needs(a), &needs(b))?;
    same("irrelevant", &set(&a.irrelevant), &set(&b.irrelevant))?;
    same("defeated", &set(&a.defeated), &set(&b.defeated))?;
    same("assumptions", &set(&a.assumptions), &set(&b.assumptions))
}

fn check(a: &Check, b: &Check) -> Found {
    let lines = |c: &Check| c.findings.iter().map(|f| (f.cite, f.verdict, f.force, f.due.clone().map(|d| format!("{d:?}")), set(&f.waits))).collect::<Vec<_>>();
    same("findings", &lines(a), &lines(b))?;
    same("open", &set(&a.open.iter().map(|f| f.0).collect::<Vec<_>>()), &set(&b.open.iter().map(|f| f.0).collect::<Vec<_>>()))
}

fn choice(model: &Model, q: &Question, a: &Choice, b: &Choice) -> Found {
    let facts = &situated(model, q);
    let free = facts.record.map(Facts::about).unwrap_or_default();
    let might: Vec<&Rule> = relevant(model, &q.kind, facts.record).into_iter().filter(|r| facts.entails(model, &r.scope).is_none()).collect();
    let frame = |on: &[RuleId]| -> Vec<Cond> {
        let on: Vec<Cond> = on.iter().map(|r| model.rule(*r).unwrap().scope.clone()).collect();
        let together = Cond::all(on.clone());
        let implied = |s: &Cond| !on.is_empty() && !free.possible(model, &[together.clone(), s.clone().complement()]);
        let others = might.iter().map(|r| r.scope.clone()).filter(|s| !on.contains(s) && !implied(s)).map(Cond::complement);
        on.iter().cloned().chain(others).collect()
    };
    same("rest silent", &a.rest_silent, &b.rest_silent)?;
    match (&a.main, &b.main) {
        (Some(x), Some(y)) => trees(model, facts, &frame(&[]), x, y).map_err(|e| format!("main: {e}"))?,
        (x, y) => same("main", &x.is_some(), &y.is_some())?,
    }
    same("untouched", &a.untouched, &b.untouched)?;
    // a line that says what holds without it may stand or not
    let rules = |c: &Choice| c.elsewhere.iter().map(|e| e.rule).collect::<Vec<_>>();
    let (mine, yours) = (rules(a), rules(b));
    let line = |r: RuleId| a.elsewhere.iter().chain(&b.elsewhere).find(|e| e.rule == r).unwrap();
    let shown = |r: RuleId| [a, b].iter().filter_map(|c| c.main.as_ref()).any(|m| walk(model, facts, &frame(&[r]), m, &line(r).tree).is_ok());
    for one in mine.iter().filter(|r| !yours.contains(r)).chain(yours.iter().filter(|r| !mine.contains(r))).filter(|r| !shown(**r)) {
        changes_nothing(model, q, facts, &frame(&[*one]), &[]).map_err(|e| format!("elsewhere: reference {mine:?}, compiled {yours:?}: {e}"))?;
    }
    for (x, y) in a.elsewhere.iter().filter_map(|x| Some((x, b.elsewhere.iter().find(|y| y.rule == x.rule)?))) {
        same("when", &x.when, &y.when)?;
        trees(model, facts, &frame(&[x.rule]), &x.tree, &y.tree).map_err(|e| format!("elsewhere {:?}: {e}", x.rule))?;
        let (p, r): (Vec<RuleId>, Vec<RuleId>) = (x.also.iter().map(|p| p.0).collect(), y.also.iter().map(|p| p.0).collect());
        let second = |n: RuleId| &x.also.iter().chain(&y.also).find(|s| s.0 == n).unwrap().2;
        let shown = |n: RuleId| [x, y].iter().any(|e| walk(model, facts, &frame(&[x.rule, n]), &e.tree, second(n)).is_ok());
        for one in p.iter().filter(|n| !r.contains(n)).chain(r.iter().filter(|n| !p.contains(n))).filter(|n| !shown(**n)) {
            changes_nothing(model, q, facts, &frame(&[x.rule, *one]), &[x.rule]).map_err(|e| format!("also of {:?}: reference {p:?}, compiled {r:?}: {e}", x.rule))?;
        }
        for (p, r) in x.also.iter().filter_map(|p| Some((p, y.also.iter().find(|r| r.0 == p.0)?))) {
            trees(model, facts, &frame(&[x.rule, p.0]), &p.2, &r.2).map_err(|e| format!("also {:?} {:?}: {e}", x.rule, p.0))?;
        }
    }
    Ok(())
}

/// Asks both ways in random whole cases of the frame: with these rules, and without them and what they imply.
fn changes_nothing(model: &Model, q: &Question, facts: &Facts, frame: &[Cond], kept: &[RuleId]) -> Found {
    let speaks = |f: &Facts, r: &Rule| f.entails(model, &r.scope) == Some(true);
    let rules = relevant(model, &q.kind, facts.record);
    let (mut rng, conds) = (Rng(7), cases::conditions(model, &q.kind, &rules));
    let together: Cond = Cond::all(kept.iter().map(|r| model.rule(*r).unwrap().scope.clone()));
    let free = facts.record.map(Facts::about).unwrap_or_default();
    let implied = |r: &Rule| !kept.is_empty() && !free.possible(model, &[together.clone(), r.scope.clone().complement()]);
    for _ in 0..60 {
        let mut f = facts.clone();
        while let Some(atom) = frame.iter().chain(&conds).find_map(|c| f.open_atom(model, c)) {
            let first = rng.chance(50);
            let next = [first, !first].into_iter().find_map(|t| f.assume(model, atom, t).filter(|f| f.possible(model, frame)));
            let Some(next) = next else { break };
            f = next;
        }
        let mut less = model.clone();
        for rule in rules.iter().filter(|r| speaks(&f, r) && !speaks(facts, r) && !(implied(r))) {
            less.rules.get_mut(model.id_of(rule).0 as usize).unwrap().items.clear();
        }
        let ask = |m: &Model| match eval::answer(m, &Question { facts: f.clone(), ..q.clone() }).body {
            Body::Choice(c) => c.main,
            _ => None,
        };
        let (with, without) = (ask(model), ask(&less));
        if with != without {
            return Err(format!("with {with:?}, without {without:?}"));
        }
    }
    Ok(())
}

/// True if both have as many lines of 另有: else one shows a line that says what 本题 says.
fn as_long(a: &Body, b: &Body) -> bool {
    let lines = |x: &Body| if let Body::Choice(c) = x { c.elsewhere.len() } else { 0 };
    lines(a) == lines(b)
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

fn walk(model: &Model, facts: &Facts, frame: &[Cond], a: &Tree, b: &Tree) -> Found {
    if let (Tree::Leaf(x), Tree::Leaf(y)) = (a, b) {
        return leaf(x, y);
    }
    let atom = match (a, b) {
        (Tree::Fork { atom, .. }, _) | (_, Tree::Fork { atom, .. }) => *atom,
        _ => return Ok(()),
    };
    let down = |t: &Tree, truth: bool| match t {
        Tree::Fork { atom: x, yes, no } if *x == atom => {
            if truth {
                (**yes).clone()
            } else {
                (**no).clone()
            }
        }
        other => other.clone(),
    };
    for truth in [true, false] {
        let next = match facts.atom(model, atom) {
            Some(v) if v != truth => continue,
            Some(_) => Some(facts.clone()),
            None => facts.assume(model, atom, truth).filter(|f| f.possible(model, frame)),
        };
        if let Some(next) = next {
            walk(model, &next, frame, &down(a, truth), &down(b, truth)).map_err(|e| format!("{e} [{atom:?}={truth}]"))?;
        }
    }
    Ok(())
}

fn leaf(a: &Leaf, b: &Leaf) -> Found {
    if a != b {
        return Err(format!("leaf: reference {a:?}, compiled {b:?}"));
    }
    Ok(())
}

/// Equal functions, and for each outcome the same places over the whole tree: where equal leaves are joined depends on its shape.
fn trees(model: &Model, facts: &Facts, frame: &[Cond], a: &Tree, b: &Tree) -> Found {
    walk(model, facts, frame, a, b)?;
    let (mut x, mut y) = (Vec::new(), Vec::new());
    a.leaves(&mut x);
    b.leaves(&mut y);
    let places = |all: &[&Leaf], leaf: &Leaf| all.iter().filter(|l| **l == leaf).flat_map(|l| l.cites.iter().map(|c| c.place)).collect::<BTreeSet<_>>();
    for leaf in &x {
        same("cites", &places(&x, leaf), &places(&y, leaf))?;
    }
    Ok(())
}
